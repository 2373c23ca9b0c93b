"""Who a line of the roster is: a name that changed, a number that went to somebody else, a slipped column."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain.appointments import Appointment
from dxdesk.ports.entities import Employee, EvidenceRecord, Role
from dxdesk.usecases.imports import roster
from dxdesk.usecases.imports.understanding import TableResult
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.organisation import lists
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory

HEADERS = ("職員番号", "氏名", "フリガナ", "所属コード", "所属名", "職層", "職名", "任用区分", "在職状態")
STAFF = (
    ("000101", "青山　一郎", "アオヤマ　イチロウ"),
    ("000102", "石川　花子", "イシカワ　ハナコ"),
    ("000103", "上田　健", "ウエダ　ケン"),
    ("000104", "江口　美咲", "エグチ　ミサキ"),
    ("000201", "岡本　直樹", "オカモト　ナオキ"),
    ("000202", "加藤　由美", "カトウ　ユミ"),
    ("000203", "木下　翔", "キノシタ　ショウ"),
    ("000204", "工藤　蓮", "クドウ　レン"),
)
REST = ("0101", "企画課", "一般職", "主事", "正規", "在職")
SASAKI = ("000204", "佐々木　隆", "ササキ　タカシ")


@pytest.fixture(scope="module")
def eight(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("who")
    services = in_memory(bootstrap.services())
    desk = create_store(services, str(folder / "h.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")
    assert roster.apply_roster(desk, table(folder, STAFF)).outcome == "applied"
    return desk


@pytest.fixture
def desk(eight: Desk) -> Desk:
    return forgetful(eight)


def table(folder: Path, staff: Sequence[Sequence[str]], more: Mapping[str, str] | None = None) -> Path:
    """Write a roster: number, name and reading of each; ``more`` are further columns, the same for all."""
    path = folder / f"名簿{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow((*HEADERS, *(more or {})))
        lines.writerows((*who, *REST, *(more or {}).values()) for who in staff)
    return path


def swapped(*lines: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """Return the eight with some lines in place of those of the same number."""
    new = {line[0]: line for line in lines}
    return [new.get(line[0], line) for line in STAFF]


def take(desk: Desk, path: Path, *accept: str) -> TableResult:
    return roster.apply_roster(desk, path, accept=accept)


def codes(result: TableResult) -> list[str]:
    return [problem.code for problem in result.errors]


def people(desk: Desk) -> dict[str, Employee]:
    with desk.store.read() as uow:
        return {person.number: person for person in uow.people.employees(include_left=True)}


def test_another_name_under_a_known_number_is_asked_with_both_names(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, swapped(SASAKI))
    preview = roster.preview_roster(desk, path)
    (problem,) = preview.errors
    assert (problem.code, problem.found) == ("another-name", "工藤　蓮 → 佐々木　隆")
    assert problem.place.cell == "9行B列"
    (question,) = preview.questions
    assert [option.accept for option in question.options] == ["name-changed:000204", "number-reused:000204"]
    assert people(desk)["000204"].name == "工藤　蓮"


@pytest.mark.parametrize(
    ("accept", "theirs"),
    [
        (("name-changed",), True),
        (("name-changed:000204",), True),
        (("number-reused",), False),
        (("number-reused:000204",), False),
        (("name-changed", "number-reused:000204"), False),
        (("number-reused", "name-changed:000204"), True),
    ],
)
def test_each_answer_is_taken_for_one_or_for_all(
    desk: Desk, tmp_path: Path, accept: tuple[str, ...], theirs: bool
) -> None:
    result = take(desk, table(tmp_path, swapped(SASAKI)), *accept)
    assert (result.outcome, people(desk)["000204"].name) == ("applied", "佐々木　隆")
    with desk.store.read() as uow:
        assert holders.is_theirs(uow, "000204", 2000) is theirs


def test_two_answers_for_all_are_none(desk: Desk, tmp_path: Path) -> None:
    result = take(desk, table(tmp_path, swapped(SASAKI)), "name-changed", "number-reused")
    assert codes(result) == ["another-name"]


@pytest.mark.parametrize(
    "who",
    [
        ("000104", "加藤　美咲", "カトウ　ミサキ"),
        ("000104", "加藤美咲", "カトウミサキ"),
        ("000104", "加藤 美咲", ""),
        ("000102", "岡本　花子", "オカモト　ハナコ"),
        ("000203", "山下 翔", "ヤマシタ ショウ"),
    ],
)
def test_a_changed_surname_is_accepted_with_all_others(
    desk: Desk, tmp_path: Path, who: tuple[str, str, str]
) -> None:
    both = [*swapped(who)]
    path = table(tmp_path, both)
    blank = ("blank-kana",) if not who[2] else ()
    assert codes(take(desk, path, *blank)) == ["surname-changed"]
    assert take(desk, path, "surname-changed", *blank).updated == 1
    assert people(desk)[who[0]].name == who[1]


def test_one_of_a_list_of_surnames_may_be_somebody_else(desk: Desk, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        swapped(("000104", "加藤　美咲", "カトウ　ミサキ"), ("000102", "岡本　花子", "オカモト　ハナコ")),
    )
    assert codes(take(desk, path, "number-reused:000102")) == ["surname-changed"]
    assert take(desk, path, "number-reused:000102", "surname-changed").outcome == "applied"
    with desk.store.read() as uow:
        assert set(holders.holders(uow)) == {"000102"}


def moved(by: int) -> list[tuple[str, str, str]]:
    """Return the eight with names and readings moved by rows."""
    return [(STAFF[at][0], *STAFF[(at + by) % 8][1:]) for at in range(8)]


@pytest.mark.parametrize(
    "staff",
    [
        moved(1),
        moved(-1),
        moved(3),
        [(STAFF[at][0], STAFF[(at + 1) % 8][1], STAFF[at][2] + "タ") for at in range(8)],
        [(STAFF[at][0], STAFF[at][1], STAFF[(at + 1) % 8][2]) for at in range(8)],
        [
            (one[0], f"{other[1].split('　')[0]}　{one[1].split('　')[1]}",
             f"{other[2].split('　')[0]}　{one[2].split('　')[1]}")
            for one, other in zip(STAFF, (*STAFF[1:], STAFF[0]), strict=True)
        ],
    ],
)  # fmt: skip
def test_a_column_moved_by_a_row_renames_nobody(
    desk: Desk, tmp_path: Path, staff: list[tuple[str, str, str]]
) -> None:
    """The name column, the reading, or the surnames alone: no code accepts that."""
    path = table(tmp_path, staff)
    result = take(desk, path)
    assert codes(result) == ["names-shifted"]
    assert "000101" in result.errors[0].found
    assert codes(take(desk, path, "names-shifted", "name-changed", "surname-changed")) == ["names-shifted"]


def test_what_was_decided_of_each_is_no_slipped_column(desk: Desk, tmp_path: Path) -> None:
    accept = [f"number-reused:{number}" for number, *_ in STAFF]
    assert take(desk, table(tmp_path, moved(1)), *accept).outcome == "applied"
    assert people(desk)["000101"].name == "石川　花子"


def test_a_number_given_out_again_years_later_is_asked_about_too(desk: Desk, tmp_path: Path) -> None:
    assert take(desk, table(tmp_path, STAFF[:7])).left == 1
    assert people(desk)["000204"].left
    path = table(tmp_path, swapped(SASAKI))
    assert codes(take(desk, path)) == ["another-name"]
    assert take(desk, path, "number-reused").outcome == "applied"
    assert not people(desk)["000204"].left


def test_nothing_of_the_former_holder_stays_with_the_new_one(desk: Desk, tmp_path: Path) -> None:

    assert take(desk, table(tmp_path, STAFF, {"人材像": "DX推進員"})).outcome == "applied"
    lists.set_override(desk, "000204", False, "長期の研修")
    with desk.store.write() as uow:
        terms = [
            Appointment("000204", "promoter", "2026-04-01"),
            Appointment("000204", "leader", "2025-04-01", "2026-03-31"),
            Appointment("000204", "officer", "2027-05-01"),
        ]
        uow.people.save_appointments(terms)
        uow.people.add_evidence(
            EvidenceRecord("000204", "course", name, day, "修了")
            for name, day in (("入門", "2025-06-01"), ("日のない研修", ""), ("新人研修", "2027-04-20"))
        )
        uow.commit()
    result = roster.apply_roster(
        desk, table(tmp_path, swapped(SASAKI)), accept=("number-reused",), as_of="2027-04-01"
    )
    assert result.outcome == "applied", result.errors
    person = people(desk)["000204"]
    assert (person.name, person.personas) == ("佐々木　隆", ())
    with desk.store.read() as uow:
        assert [record.name for record in holders.evidence(uow, "000204")] == ["新人研修"]
        assert [record.name for record in holders.evidence(uow)] == ["新人研修"]
        assert lists.overrides(uow) == {}
        ended = {term.persona: term.valid_to for term in uow.people.appointments("000204")}
        assert ended == {"promoter": "2027-03-31", "leader": "2026-03-31"}
        history = holders.changes_of_holder(uow.people.changes("000204"))
    assert [(line.field, line.old, line.new) for line in history] == [("holder", "工藤　蓮", "佐々木　隆")]
    roster.undo_roster(desk, result.receipt)
    with desk.store.read() as uow:
        assert holders.holders(uow) == {}
        assert len(holders.evidence(uow, "000204")) == 3
        assert sorted(uow.people.appointments("000204"), key=str) == sorted(terms, key=str)
        assert lists.overrides(uow) == {"000204": (False, "長期の研修")}
        history = holders.changes_of_holder(uow.people.changes("000204"))
    assert [line.field for line in history] == ["department_code", "personas"]
    assert people(desk)["000204"].personas == ("DX推進員",)


POSTS = ("職員番号", "氏名", "所属コード", "所属名", "職名")
UEDA = ("000103", "上田　健", "0101", "企画課", "主任")


def posts_of(desk: Desk, folder: Path, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[object]:
    path = folder / f"兼務{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([headers, *rows])
    result = roster.apply_roster(desk, path, partial=True)
    if result.outcome == "refused":
        return codes(result)
    return [(post.department_code, post.title) for post in people(desk)["000103"].posts]


@pytest.mark.parametrize("kind", ["併任", "事務取扱", "副", "兼", "兼務", "充て職"])
@pytest.mark.parametrize("header", ["本務兼務区分", "主副区分"])
def test_a_line_of_a_concurrent_post_is_known_by_its_kind(
    desk: Desk, tmp_path: Path, kind: str, header: str
) -> None:
    beside = (*UEDA[:2], "0102", "総務課", "係長")
    found = posts_of(desk, tmp_path, (*POSTS, header), [(*UEDA, "本務"), (*beside, kind)])
    assert found == [("0102", "係長")]


@pytest.mark.parametrize("title", ["兼 係長", "(兼)係長", "併任 係長", "係長事務取扱", "係長(兼務)"])
@pytest.mark.parametrize("first", [True, False])
def test_a_line_of_a_concurrent_post_is_known_by_its_title(
    desk: Desk, tmp_path: Path, title: str, first: bool
) -> None:
    both = [UEDA, (*UEDA[:2], "0102", "総務課", title)]
    assert posts_of(desk, tmp_path, POSTS, both if first else both[::-1]) == [("0102", "係長")]
    alone = [(*UEDA[:4], title)]
    assert posts_of(desk, tmp_path, POSTS, alone) == [("0102", "係長")], "the only line is the person's own"
    assert people(desk)["000103"].title == title


def test_two_lines_without_such_a_word_are_one_number_twice(desk: Desk, tmp_path: Path) -> None:
    both = [UEDA, (*UEDA[:2], "0102", "総務課", "副係長")]
    assert posts_of(desk, tmp_path, POSTS, both) == ["number-duplicate"]
