"""A roster in which people come under new numbers: who is proposed as one person, and what HR makes of it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain.appointments import Appointment
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Employee, Role
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.imports import evidence, roster
from dxdesk.usecases.imports.roster_plan import RosterPreview
from dxdesk.usecases.imports.understanding import TableResult
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.organisation import linking
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.review import renumbering
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory

HEADERS = (
    *("職員番号", "氏名", "フリガナ", "所属コード", "所属名", "職名", "任用区分", "在職状態"),
    *("一次確認者", "二次確認者"),
)
Line = tuple[str, ...]
SECTION = ("0101", "企画課")
CHIEF: Line = ("000101", "青山 一郎", "アオヤマ イチロウ", *SECTION, "係長", "正規", "在職", "", "000102")
HEAD: Line = ("000102", "石川 花子", "イシカワ ハナコ", *SECTION, "課長", "正規", "在職", "", "000101")
UEDA: Line = ("000103", "上田 健", "ウエダ ケン", *SECTION, "主事", "正規", "在職", "000101", "000102")
HIRE: Line = (
    "700104",
    "江口 美咲",
    "エグチ ミサキ",
    *SECTION,
    "",
    "会計年度任用",
    "在職",
    "000101",
    "000102",
)
STAFF = (CHIEF, HEAD, UEDA, HIRE)


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("numbers")
    services = in_memory(bootstrap.services())
    desk = create_store(services, str(folder / "h.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")
    assert roster.apply_roster(desk, table(folder, STAFF)).outcome == "applied"
    return desk


@pytest.fixture
def desk(four: Desk) -> Desk:
    return forgetful(four)


def table(folder: Path, lines: Sequence[Line]) -> Path:
    path = folder / f"名簿{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADERS, *lines])
    return path


def changed(line: Line, number: str, **fields: str) -> Line:
    """Return a person's line under another number, with other cells by header."""
    said = dict(zip(HEADERS, line, strict=True)) | {"職員番号": number} | fields
    return tuple(said.values())


def look(desk: Desk, path: Path, *accept: str) -> RosterPreview:
    return roster.preview_roster(desk, path, accept=("people-left", *accept))


def take(desk: Desk, path: Path, *accept: str) -> TableResult:
    result = roster.apply_roster(desk, path, accept=("people-left", "new-list-value", *accept))
    assert result.outcome == "applied", result.errors
    return result


def pairs(desk: Desk) -> list[tuple[str, str]]:
    return [(one.former.number, one.later.number) for one in linking.linked_people(desk)]


def people(desk: Desk) -> dict[str, Employee]:
    with desk.store.read() as uow:
        return {person.number: person for person in uow.people.employees(include_left=True)}


def test_a_renewed_hire_of_april_is_proposed_and_linked(desk: Desk, tmp_path: Path) -> None:
    """採用替え: 会計年度任用 before and after, under a new number each year."""
    path = table(tmp_path, [CHIEF, HEAD, UEDA, changed(HIRE, "800104")])
    preview = look(desk, path)
    (question,) = preview.questions
    assert (question.code, question.key, question.taken, question.optional) == (
        *("number-new", "800104", "number-linked:800104=700104"),
        False,
    )
    assert [(one.code, one.found, one.place.cell) for one in preview.notices] == [
        ("number-linked", "700104 → 800104 江口 美咲", "5行A列")
    ]
    take(desk, path)
    assert pairs(desk) == [("700104", "800104")]


def test_hr_says_that_they_are_two_people_of_one_name(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, [CHIEF, HEAD, UEDA, changed(HIRE, "800104")])
    assert look(desk, path, "number-apart:800104").questions[0].taken == "number-apart:800104"
    take(desk, path, "number-apart:800104")
    assert pairs(desk) == []


def test_a_reappointed_chief_is_proposed_and_linked_only_if_hr_says_so(desk: Desk, tmp_path: Path) -> None:
    again = changed(CHIEF, "900101", 任用区分="再任用")
    path = table(tmp_path, [again, changed(HEAD, "000102", 二次確認者="000103"), UEDA, HIRE])
    preview = look(desk, path, "number-apart")
    assert preview.links == ()
    assert {one.code for one in preview.errors} == {"confirmer-unknown"}, (
        "the table still names the old number"
    )
    yes = "number-linked:900101=000101"
    assert look(desk, path, yes).links == (("000101", "900101"),)
    (question,) = look(desk, path).questions
    assert (question.taken, question.optional) == ("", True)
    told = [one for one in look(desk, path).notices if one.code == "number-new"]
    assert [one.found for one in told] == ["000101 → 900101 青山 一郎"]
    take(desk, path, yes)
    assert people(desk)["000103"].first_confirmer == "900101", "confirmed by the number they have now"
    assert people(desk)["000101"].left


def test_the_same_roster_again_knows_who_is_meant_by_the_former_number(desk: Desk, tmp_path: Path) -> None:
    lines = [changed(CHIEF, "900101"), changed(HEAD, "000102", 二次確認者="900101"), UEDA, HIRE]
    take(desk, table(tmp_path, lines))
    assert people(desk)["000103"].first_confirmer == "900101"
    again = look(
        desk, table(tmp_path, [*lines, changed(UEDA, "000105", 氏名="岡本 直樹", フリガナ="オカモト ナオキ")])
    )
    assert again.errors == ()
    assert [person.first_confirmer for person in again.added] == ["900101"]
    assert not again.changed


def test_a_former_number_that_is_in_the_roster_still_is_taken_as_it_stands(
    desk: Desk, tmp_path: Path
) -> None:
    """Linked ahead of its time: the table still has the former number, at work."""
    both = [*STAFF, changed(CHIEF, "900101")]
    take(desk, table(tmp_path, both))
    renumbering.link(desk, "000101", "900101", accept=["link-both-working"])
    assert people(desk)["000103"].first_confirmer == "000101"
    assert not look(desk, table(tmp_path, both)).changed
    take(desk, table(tmp_path, [HEAD, UEDA, HIRE, changed(CHIEF, "900101")]))
    assert people(desk)["000103"].first_confirmer == "900101"
    assert people(desk)["000102"].second_confirmer == "900101"


def test_who_stands_in_the_table_as_retired_beside_the_new_number(desk: Desk, tmp_path: Path) -> None:
    gone = changed(CHIEF, "000101", 在職状態="定年退職")
    path = table(tmp_path, [gone, changed(CHIEF, "900101"), HEAD, UEDA, HIRE])
    take(desk, path)
    assert pairs(desk) == [("000101", "900101")]
    assert people(desk)["000103"].first_confirmer == "900101"


@pytest.mark.parametrize(
    "line",
    [
        changed(HIRE, "800104", フリガナ=""),
        changed(HIRE, "800104", 任用区分=""),
        changed(HIRE, "800104", 任用区分="正規"),
    ],
    ids=["no reading", "no 任用区分", "another 任用区分"],
)
def test_what_is_not_known_to_be_the_same_is_proposed_off(desk: Desk, tmp_path: Path, line: Line) -> None:
    path = table(tmp_path, [CHIEF, HEAD, UEDA, line])
    preview = look(desk, path)
    assert preview.links == ()
    assert [question.taken for question in preview.questions] == [""]
    assert look(desk, path, "number-linked").links == (("700104", "800104"),)


def test_another_reading_is_another_person(desk: Desk, tmp_path: Path) -> None:
    line = changed(HIRE, "800104", フリガナ="エグチ ミヨシ")
    assert look(desk, table(tmp_path, [CHIEF, HEAD, UEDA, line])).questions == ()


def test_a_namesake_who_is_still_there_is_not_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, [*STAFF, changed(HIRE, "800104")])
    assert look(desk, path).questions == ()
    part = roster.preview_roster(desk, table(tmp_path, [changed(HIRE, "800104")]), partial=True)
    assert part.questions == (), "absent from a part of the roster is not gone"


def test_two_who_may_be_the_same_are_never_linked_unasked(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, [CHIEF, HEAD, UEDA, changed(HIRE, "800104"), changed(HIRE, "800105")])
    preview = look(desk, path)
    assert [(question.key, question.taken) for question in preview.questions] == [
        ("800104", ""),
        ("800105", ""),
    ]
    assert preview.links == ()
    assert look(desk, path, "number-linked:800105=700104").links == (("700104", "800105"),)
    both = ("number-linked:800104=700104", "number-linked:800105=700104")
    assert look(desk, path, *both).links == (), "one number goes on as one"


def test_who_left_years_ago_comes_back(desk: Desk, tmp_path: Path) -> None:
    take(desk, table(tmp_path, [CHIEF, HEAD, UEDA]))
    take(desk, table(tmp_path, [CHIEF, HEAD, UEDA, changed(HIRE, "800104")]))
    assert pairs(desk) == [("700104", "800104")]
    take(desk, table(tmp_path, [CHIEF, HEAD, UEDA, changed(HIRE, "900104")]))
    assert pairs(desk) == [("700104", "800104"), ("800104", "900104")], "the next year, in a line"


def test_undoing_the_import_takes_the_links_back(desk: Desk, tmp_path: Path) -> None:
    before, staff = dump.dump(desk), people(desk)
    result = take(desk, table(tmp_path, [changed(CHIEF, "900101"), HEAD, UEDA, HIRE]))
    assert dump.dump(desk) != before
    roster.undo_roster(desk, result.receipt)
    assert dump.dump(desk) == before
    assert {number: person for number, person in people(desk).items() if not person.left} == staff


def test_an_import_whose_link_was_taken_back_by_hand_is_undone_too(desk: Desk, tmp_path: Path) -> None:
    result = take(desk, table(tmp_path, [CHIEF, HEAD, UEDA, changed(HIRE, "800104")]))
    renumbering.unlink(desk, "700104", "800104")
    with pytest.raises(KnownError):
        renumbering.unlink(desk, "700104", "800104")
    roster.undo_roster(desk, result.receipt)
    assert people(desk)["800104"].left


def test_many_new_numbers_at_once_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    others = [
        (f"0002{position:02}", f"検証 {name}", f"ケンショウ {kana}", *SECTION, "主事", "正規", "在職", "", "")
        for position, (name, kana) in enumerate(zip("一二三四五六", "アイウエオカ", strict=True))
    ]
    take(desk, table(tmp_path, [*STAFF, *others]))
    path = table(tmp_path, [*STAFF, *(changed(line, f"9{line[0][1:]}") for line in others)])
    asked = look(desk, path)
    assert [(p.code, p.place.cell) for p in asked.errors] == [("numbers-many", "6行A列")]
    taken = look(desk, path, "numbers-many")
    assert (taken.errors, len(taken.links)) == ((), 6)
    said = [f"number-linked:9{line[0][1:]}={line[0]}" for line in others[:1]]
    assert look(desk, path, *said).errors == (), "who was named is not asked about again"


@pytest.mark.parametrize("header", ["職員番号", "職員CD"])
def test_numbers_of_lines_with_zeros_in_front_are_asked_about(
    desk: Desk, tmp_path: Path, header: str
) -> None:
    lines = [(f"00000{position}", *line[1:8], "", "") for position, line in enumerate(STAFF, 1)]
    path = table(tmp_path, lines)
    path.write_text(path.read_text("utf-8-sig").replace("職員番号", header), "utf-8-sig")
    assert "number-serial" in {problem.code for problem in look(desk, path).errors}


SASAKI = changed(HIRE, "700104", 氏名="佐々木 隆", フリガナ="ササキ タカシ")
REUSED = "number-reused:700104"


def test_a_number_that_goes_on_and_its_holder_under_a_new_one_are_asked_together(
    desk: Desk, tmp_path: Path
) -> None:
    path = table(tmp_path, [CHIEF, HEAD, UEDA, SASAKI, changed(HIRE, "800104")])
    asked = look(desk, path)
    assert [one.code for one in asked.errors] == ["another-name"]
    assert [(one.code, one.key, one.taken) for one in asked.questions] == [
        ("another-name", "700104", ""),
        ("number-new", "800104", "number-linked:800104=700104"),
    ]
    assert look(desk, path, REUSED, "number-apart:800104").links == ()
    # Who says that 佐々木 is 江口 under another name says that nobody was 江口 before.
    renamed = look(desk, path, "name-changed:700104")
    assert (renamed.links, [one.code for one in renamed.questions]) == ((), ["another-name"])


def test_the_former_holder_takes_along_what_was_theirs_and_the_new_one_gets_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    listed = tmp_path / "受講.csv"
    listed.write_text("職員番号,研修名,受講日,出欠\n700104,DX研修,2025/6/1,出席\n", encoding="utf-8")
    assert evidence.apply_evidence(desk, listed, "attendance").outcome == "applied"
    term = Appointment("700104", "DX推進員", "2026-04-01", "")
    with desk.store.write() as uow:
        uow.people.save_appointments([term])
        uow.commit()
    before = people(desk)
    lines = [CHIEF, HEAD, changed(UEDA, "000103", 一次確認者="700104"), SASAKI]
    path = table(tmp_path, [*lines, changed(HIRE, "800104", フリガナ="エグチ ミサキ")])
    result = take(desk, path, REUSED)
    assert pairs(desk) == [("700104", "800104")]
    now = people(desk)
    assert (now["700104"].name, now["800104"].name) == ("佐々木 隆", "江口 美咲")
    assert now["000103"].first_confirmer == "700104", "the table means whose number it is now"
    with desk.store.read() as uow:
        assert [one.name for one in holders.evidence(uow, "800104")] == ["DX研修"]
        assert not holders.evidence(uow, "700104")
        assert [one.persona for one in uow.people.appointments("800104")] == ["DX推進員"]
        assert all(one.valid_to for one in uow.people.appointments("700104"))
    # Reimported, nothing is asked or changed.
    again = roster.preview_roster(desk, path)
    assert (again.errors, again.questions, again.changes_anything) == ((), (), False)
    roster.undo_roster(desk, result.receipt)
    back = people(desk)
    assert pairs(desk) == []
    assert {n: p for n, p in back.items() if n in before} == before
    assert back["800104"].left
    with desk.store.read() as uow:
        assert [one.name for one in holders.evidence(uow, "700104")] == ["DX研修"]
        assert list(uow.people.appointments("700104")) == [term]
        assert not uow.people.appointments("800104")


def test_a_former_holder_of_another_kind_of_post_is_linked_only_if_hr_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    path = table(tmp_path, [CHIEF, HEAD, UEDA, SASAKI, changed(HIRE, "000777", 任用区分="正規")])
    found = look(desk, path, REUSED)
    assert found.links == ()
    (new,) = [one for one in found.questions if one.code == "number-new"]
    assert (new.taken, new.optional) == ("", True)
    assert look(desk, path, REUSED, "number-linked:000777=700104").links == (("700104", "000777"),)


def undone(desk: Desk, path: Path, *accept: str) -> None:
    roster.undo_roster(desk, take(desk, path, *accept).receipt)


@pytest.mark.parametrize("employment", ["会計年度任用", "再任用"], ids=["taken", "only proposed"])
def test_after_an_undo_the_same_roster_asks_about_the_number_again(
    desk: Desk, tmp_path: Path, employment: str
) -> None:
    """What the import had added stays in the store, gone: it is as new as it was."""
    path = table(tmp_path, [CHIEF, HEAD, UEDA, changed(HIRE, "800104", 任用区分=employment)])
    first = look(desk, path)
    undone(desk, path, "number-linked:800104=700104")
    assert people(desk)["800104"].left
    again = look(desk, path)
    assert (again.questions, again.links) == (first.questions, first.links)
    assert [one.code for one in again.notices if one.code.startswith("number-")] == [
        one.code for one in first.notices if one.code.startswith("number-")
    ]
    take(desk, path, "number-linked:800104=700104")
    assert pairs(desk) == [("700104", "800104")]
    assert look(desk, path).questions == ()


def test_a_number_that_comes_back_with_records_of_its_own_is_proposed_and_no_more(
    desk: Desk, tmp_path: Path
) -> None:
    """It may be a namesake who was away: that they are one person is HR's word alone."""
    path = table(tmp_path, [CHIEF, HEAD, UEDA, changed(HIRE, "800104")])
    undone(desk, path)
    listed = tmp_path / "受講.csv"
    listed.write_text("職員番号,研修名,受講日,出欠\n800104,DX研修,2025/6/1,出席\n", encoding="utf-8")
    evidence.apply_evidence(desk, listed, "attendance", accept=("employee-unknown", "event-unknown"))
    with desk.store.read() as uow:
        assert uow.people.evidence("800104")
    (question,) = look(desk, path).questions
    assert (question.taken, question.optional, look(desk, path).links) == ("", True, ())
    assert look(desk, path, "number-linked:800104=700104").links == (("700104", "800104"),)


def test_who_comes_back_under_the_number_they_gave_up_is_not_asked_about(desk: Desk, tmp_path: Path) -> None:
    """The two numbers are linked already; the other way round they would be a circle."""
    take(desk, table(tmp_path, [CHIEF, HEAD, UEDA, changed(HIRE, "800104")]))
    back = look(
        desk, table(tmp_path, [*STAFF, changed(UEDA, "000105", 氏名="岡本 直樹", フリガナ="オカモト ナオキ")])
    )
    assert (back.questions, back.links, back.errors) == ((), (), ())


def test_who_comes_back_as_gone_is_nobodys_new_number(desk: Desk, tmp_path: Path) -> None:
    undone(desk, table(tmp_path, [CHIEF, HEAD, UEDA, changed(HIRE, "800104")]))
    gone = changed(HIRE, "800104", 在職状態="退職")
    found = look(desk, table(tmp_path, [CHIEF, HEAD, UEDA, gone]))
    assert (found.questions, found.links) == ((), ())


def test_who_goes_on_under_another_number_is_not_counted_among_those_who_leave(
    desk: Desk, tmp_path: Path
) -> None:
    """The count beside the list of those who leave is that of the list."""
    path = table(tmp_path, [changed(CHIEF, "000101", 二次確認者=""), UEDA, changed(HIRE, "800104")])
    accept = ("people-left", "blank-second", "confirmer-unknown")
    preview = look(desk, path, *accept)
    assert [leaver.person.number for leaver in preview.leavers] == ["000102"]
    lines = [changed(line, line[0], 二次確認者="") for line in (CHIEF, UEDA)]
    path = table(tmp_path, [*lines, changed(HIRE, "800104", 二次確認者="")])
    assert take(desk, path, *accept).left == 1
