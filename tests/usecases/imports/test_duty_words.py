"""Why somebody is away stays in the table: not in the store, its history, its ledgers or its findings."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain import canonical, duty, targets
from dxdesk.ports.entities import EmployeeChange, ListEntry, Role
from dxdesk.usecases.imports import roster
from dxdesk.usecases.imports.duty_words import folded_changes
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.organisation import appointments, lists
from dxdesk.usecases.organisation.routing import missing_routes
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from dxdesk.usecases.year.cycle import OpenCycle
from tests.helpers.memory import forgetful, in_memory
from tests.helpers.memory.store import MemoryStore

HEADERS = ("職員番号", "氏名", "所属コード", "所属名", "任用区分", "在職状態", "人材像")
REASONS = ("病気", "分限", "懲戒", "育休", "介護", "療養", "停職", "死亡", "免職")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    services = in_memory(bootstrap.services())
    place = str(tmp_path_factory.mktemp("duty") / "h.dxdesk")
    return create_store(services, place, Role.HR, ("131091", "検証区"), "検証 1234 あい")


@pytest.fixture
def desk(empty: Desk) -> Desk:
    return forgetful(empty)


def table(folder: Path, words: Sequence[str], *, kinds: Sequence[str] = (), persona: str = "") -> Path:
    """Write a roster with one person for each 在職状態."""
    path = folder / f"{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADERS)
        for position, word in enumerate(words):
            kind = kinds[position] if kinds else "正規"
            lines.writerow(
                (f"{position + 1:06}", f"検証 {position}号", "0101", "企画課", kind, word, persona)
            )
    return path


def everything(desk: Desk) -> str:
    """Return all that a store holds, as text."""
    assert isinstance(desk.store, MemoryStore)
    return repr(desk.store.content.tables)


def statuses(desk: Desk) -> list[str]:
    with desk.store.read() as uow:
        return [person.duty_status for person in uow.people.employees(include_left=True)]


@pytest.mark.parametrize("first", [True, False])
def test_no_reason_of_an_absence_comes_into_the_store(desk: Desk, tmp_path: Path, first: bool) -> None:
    words = ("病気休職", "分限休職", "懲戒停職", "育休中", "介護休業", "長期療養", "死亡退職", "懲戒免職")
    if not first:
        assert roster.apply_roster(desk, table(tmp_path, ["在職"] * len(words))).outcome == "applied"
    path = table(tmp_path, words)
    preview = roster.preview_roster(desk, path)
    assert not [one for one in REASONS if one in repr(preview)]
    result = roster.apply_roster(desk, path)
    assert result.outcome == "applied", result.errors
    assert statuses(desk) == [*["休業等"] * 6, *["退職等"] * 2]
    assert not [one for one in REASONS if one in everything(desk)]
    roster.undo_roster(desk, result.receipt)
    assert not [one for one in REASONS if one in everything(desk)]


def test_who_is_gone_is_not_asked_and_confirms_nobody(desk: Desk, tmp_path: Path) -> None:
    words = ("在職", "退職", "定年退職", "死亡退職", "失職", "転出", "休職", "派遣")
    assert roster.apply_roster(desk, table(tmp_path, words)).outcome == "applied"
    with desk.store.read() as uow:
        own = lists.own_lists(uow)
        people = uow.people.employees()
    assert [targets.target_of(one, own)[0] for one in people] == [True, *[False] * 6, True]
    assert [lists.never_late(one, own) for one in people] == [False, *[True] * 7]


@pytest.mark.parametrize("word", ["1", "9", "有", "その他", "A3", "特別な事情"])
def test_an_unknown_word_is_asked_once_and_remembered_without_the_word(
    desk: Desk, tmp_path: Path, word: str
) -> None:
    path = table(tmp_path, ["在職", word, word])
    preview = roster.preview_roster(desk, path)
    assert [(one.code, one.found, one.place.cell) for one in preview.errors] == [
        ("duty-unknown", word, "3行F列")
    ]
    (question,) = preview.questions
    assert [option.label for option in question.options] == list(duty.FOLDED)
    accepted = roster.apply_roster(desk, path, accept=(f"duty-unknown:{word}=休業等",))
    assert accepted.outcome == "applied", accepted.errors
    assert statuses(desk) == ["在職", "休業等", "休業等"]
    again = roster.apply_roster(desk, table(tmp_path, [word, "在職", word]))
    assert again.outcome == "applied", "asked once"
    assert statuses(desk) == ["休業等", "在職", "休業等"]
    if len(word) > 3:
        assert word not in everything(desk)


@pytest.mark.parametrize(
    "answer", ["duty-unknown", "duty-unknown:9", "duty-unknown:9=病気", "duty-unknown:8=在職"]
)
def test_another_answer_is_none(desk: Desk, tmp_path: Path, answer: str) -> None:
    result = roster.apply_roster(desk, table(tmp_path, ["在職", "9"]), accept=(answer,))
    assert [one.code for one in result.errors] == ["duty-unknown"]


def test_what_an_earlier_program_kept_is_folded_by_the_next_import(desk: Desk, tmp_path: Path) -> None:
    """The store stays readable as it is; one import, of whatever table, takes the reasons out of it."""
    path = table(tmp_path, ["在職", "在職", "在職"])
    first = roster.apply_roster(desk, path).receipt
    with desk.store.write() as uow:
        people = [replace(one, duty_status="病気休職") for one in uow.people.employees()[:2]]
        uow.people.save_employees(people)
        uow.people.add_changes(
            EmployeeChange(one.number, "2026-04-01T00:00:00Z", "duty_status", "在職", "病気休職")
            for one in people
        )
        uow.people.save_entries([ListEntry("duty_status", "病気休職", False, 40, True)])
        uow.commit()
    with desk.store.read() as uow:
        one = uow.people.employees()[0]
        assert targets.target_of(one, lists.own_lists(uow)) == (False, "在職状態が「休業等」")
        told = folded_changes(uow.people.changes(one.number))
    assert "病気" not in repr(told)
    assert roster.apply_roster(desk, table(tmp_path, ["休職", "休職", "在職"])).outcome == "unchanged"
    assert statuses(desk) == ["休業等", "休業等", "在職"]
    assert "病気" not in everything(desk)
    assert first


def test_an_office_that_asks_people_on_leave_goes_on_doing_so(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write() as uow:
        uow.people.remove_entries(uow.people.entries("duty_status"))
        uow.people.save_entries(
            ListEntry("duty_status", word, True, position, True)
            for position, word in enumerate(("休職", "育休"))
        )
        uow.commit()
    assert roster.apply_roster(desk, table(tmp_path, ["育休", "産休", "在職"])).outcome == "applied"
    with desk.store.read() as uow:
        own = lists.own_lists(uow)
        assert [targets.target_of(one, own)[0] for one in uow.people.employees()] == [True, True, True]
        assert {one.value for one in own if one.list_name == "duty_status"} == set(duty.FOLDED)


KINDS = ("会計年度任用職員", "会計年度任用(パート)", "ﾌﾙﾀｲﾑ会計年度任用職員", "正規")


def test_who_holds_an_appointed_persona_is_asked_whatever_the_employment(desk: Desk, tmp_path: Path) -> None:
    """中野区 employs its 情報政策官 as 会計年度任用職員; 育休 stays 育休, and a decision a decision."""
    words = ("在職", "在職", "育休", "在職")
    done = roster.apply_roster(desk, table(tmp_path, words, kinds=KINDS))
    assert done.outcome == "applied", done.errors
    year = OpenCycle(2026, "nakano", "2026-04-01")
    opened = cycle.open_cycle(desk, year)
    assert [number for number, *_ in opened.exempt] == ["000001", "000002", "000003"]
    appointments.appoint(desk, ["000002", "000003"], "ict-policy-officer", "2026-04-01")
    again = cycle.open_cycle(desk, year)
    assert [(number, why) for number, _, why in again.exempt] == [
        ("000001", "任用区分が「会計年度任用」"),
        ("000003", "在職状態が「休業等」"),
    ]
    lacking = repr(missing_routes(desk, "2026-04-01"))
    assert [number in lacking for number in ("000001", "000002", "000003", "000004")] == [
        *(False, True),
        *(False, True),
    ]
    lists.set_override(desk, "000002", False, "本人の希望")
    assert "000002" in {number for number, *_ in cycle.open_cycle(desk, year).exempt}


def test_a_persona_of_the_roster_counts_as_much(desk: Desk, tmp_path: Path) -> None:
    table_ = table(tmp_path, ["在職"] * 4, kinds=KINDS, persona="情報政策官")
    assert roster.apply_roster(desk, table_).outcome == "applied"
    assert cycle.open_cycle(desk, OpenCycle(2026, "nakano", "2026-04-01")).exempt == ()


def test_an_unknown_word_is_no_empty_cell(desk: Desk, tmp_path: Path) -> None:
    """Whoever is asked what 「9」 means is not asked whether nothing stood there."""
    assert roster.apply_roster(desk, table(tmp_path, ["休職", "在職"])).outcome == "applied"
    preview = roster.preview_roster(desk, table(tmp_path, ["9", "在職"]))
    assert [one.code for one in preview.errors] == ["duty-unknown"]
    assert preview.understanding is not None
    assert preview.understanding.without["duty_status"] == 0


def test_an_import_of_an_earlier_program_can_still_be_taken_back_without_its_words(
    desk: Desk, tmp_path: Path
) -> None:
    """What an import is undone with holds people as they were: their reasons go, and undoing goes on."""
    assert roster.apply_roster(desk, table(tmp_path, ["在職", "在職"])).outcome == "applied"
    second = roster.apply_roster(desk, table(tmp_path, ["休職", "在職"])).receipt
    with desk.store.write() as uow:
        ill = replace(uow.people.employees()[0], duty_status="病気休職")
        uow.people.save_employees([ill])
        undo = json.loads(uow.settings.get(f"roster-undo:{second}"))
        undo["before"][0]["duty_status"] = "療養"
        undo["after"][ill.number] = canonical.digest(canonical.dumps(asdict(ill)), 16)
        uow.settings.set(f"roster-undo:{second}", canonical.dumps(undo))
        uow.commit()
    assert roster.apply_roster(desk, table(tmp_path, ["休職", "在職"])).outcome == "unchanged"
    assert not [one for one in ("病気", "療養") if one in everything(desk)]
    roster.undo_roster(desk, second)
    assert statuses(desk) == ["休業等", "在職"]
