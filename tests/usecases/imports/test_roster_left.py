"""Who is missing from a new roster: named, asked about where many or needed ones go, kept if it is a part."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain.appointments import Appointment
from dxdesk.domain.errors import Problem
from dxdesk.ports.entities import Employee, Role
from dxdesk.usecases.imports import roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.inbox.tables import TakeTables, receive_tables
from dxdesk.usecases.organisation import routing
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers.memory import forgetful, in_memory

HEADERS = ("職員番号", "氏名", "フリガナ", "所属コード", "所属名", "職層", "職名", "任用区分", "在職状態")
STAFF = tuple(f"{number:06}" for number in range(101, 141))


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("left")
    services = in_memory(bootstrap.services())
    desk = create_store(services, str(folder / "h.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")
    assert roster.apply_roster(desk, table(folder)).outcome == "applied"
    return desk


@pytest.fixture
def desk(forty: Desk) -> Desk:
    return forgetful(forty)


def table(folder: Path, without: Collection[str] = (), numbers: Sequence[str] = STAFF) -> Path:
    path = folder / f"名簿{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADERS)
        for number in numbers:
            if number not in without:
                who = (number, f"検証 {number}", "ケンショウ")
                lines.writerow((*who, "0101", "企画課", "一般職", "主事", "正規", "在職"))
    return path


def left_of(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.code == "people-left"]


def change(desk: Desk, number: str, **fields: str) -> None:
    with desk.store.write() as uow:
        person = uow.people.employee(number)
        assert isinstance(person, Employee)
        uow.people.save_employees([replace(person, **fields)])  # type: ignore[arg-type]
        uow.commit()


def test_one_who_left_is_named_before_and_after(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, {"000103"})
    preview = roster.preview_roster(desk, path)
    (told,) = left_of(preview.notices)
    assert (told.message, told.found) == (
        "この表にいない1人を名簿から外します。", "000103 検証 000103(企画課)"
    )  # fmt: skip
    for dry_run, verb in ((True, "外します"), (False, "外しました")):
        (report,) = receive_tables(desk, TakeTables((path,), "roster", dry_run)).files
        (told,) = left_of(report.notes)
        assert told.message == f"この表にいない1人を名簿から{verb}。"
        assert "000103 検証 000103" in told.found
        assert [one["employee_number"] for one in report.people_left] == ["000103"]


@pytest.mark.parametrize(("count", "asked"), [(1, False), (5, False), (6, True), (12, True)])
def test_more_than_a_handful_is_asked(desk: Desk, tmp_path: Path, count: int, asked: bool) -> None:
    gone = STAFF[:count]
    preview = roster.preview_roster(desk, table(tmp_path, gone))
    assert bool(left_of(preview.errors)) is asked
    assert bool(left_of(preview.notices)) is not asked
    (found,) = left_of((*preview.errors, *preview.notices))
    assert all(f"{number} 検証" in found.found for number in gone[:10])
    assert ("ほか2人" in found.found) is (count == 12)
    assert [leaver.person.number for leaver in preview.leavers] == list(gone), "the whole list"


def by_appointment(desk: Desk) -> str:
    with desk.store.write() as uow:
        uow.people.save_appointments([Appointment("000105", "promoter", "2020-04-01")])
        uow.commit()
    return "人材像の任命"


def by_confirming(desk: Desk) -> str:
    change(desk, "000101", first_confirmer="000105")
    change(desk, "000102", second_confirmer="000105")
    return "2人の確認者"


def by_nomination(desk: Desk) -> str:
    routing.nominate(desk, "000105")
    return "部長級の確認者"


def by_open_year(desk: Desk) -> str:
    cycle.open_cycle(desk, cycle.OpenCycle(2026, "shinagawa", "2026-04-01"))
    return "令和8年度の対象者"


@pytest.mark.parametrize("needed", [by_appointment, by_confirming, by_nomination, by_open_year])
def test_one_who_is_still_needed_is_asked_about(desk: Desk, tmp_path: Path, needed: object) -> None:
    why = needed(desk)  # type: ignore[operator]
    path = table(tmp_path, {"000105"})
    refused = roster.apply_roster(desk, path)
    (asked,) = left_of(refused.errors)
    assert asked.found == f"000105 検証 000105(企画課、{why})"
    assert "--partial" in asked.fix
    taken = roster.apply_roster(desk, path, accept=("people-left",))
    assert (taken.outcome, taken.left) == ("applied", 1)


def test_who_ended_a_term_or_is_in_a_closed_year_is_not_needed(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write() as uow:
        uow.people.save_appointments([Appointment("000105", "promoter", "2020-04-01", "2021-03-31")])
        uow.commit()
    change(desk, "000105", first_confirmer="000101")
    assert not left_of(roster.preview_roster(desk, table(tmp_path, {"000105"})).errors)


def test_who_confirms_only_people_that_leave_too_is_not_needed(desk: Desk, tmp_path: Path) -> None:
    change(desk, "000101", first_confirmer="000105")
    assert not left_of(roster.preview_roster(desk, table(tmp_path, {"000101", "000105"})).errors)
    assert left_of(roster.preview_roster(desk, table(tmp_path, {"000105"})).errors)


def test_a_part_of_the_staff_leaves_nobody_out(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, STAFF[3:])
    (report,) = receive_tables(desk, TakeTables((path,), "roster", partial=True)).files
    assert (report.outcome, report.people_left) == ("unchanged", ())
    assert not left_of((*report.errors, *report.notes))
    with desk.store.read() as uow:
        assert len(uow.people.employees()) == 40
