"""退職日 in a roster: over or still to come, and never kept."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.imports.understood import understood
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory

HEAD = ("職員番号", "氏名", "所属コード", "所属名", "在職状態", "退職日")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("leaving")
    services = replace(in_memory(bootstrap.services()), clock=FixedClock("2026-04-01"))
    return create_store(services, str(folder / "h.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")


@pytest.fixture
def desk(empty: Desk) -> Desk:
    return forgetful(empty)


def table(folder: Path, *days: str, duty: str = "", head: Sequence[str] = HEAD) -> Path:
    path = folder / f"表{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(head)
        for position, day in enumerate(days, 1):
            cells = (f"{position:06}", f"検証 {position}", "0101", "企画課", duty, day)
            lines.writerow(
                [cell for cell, name in zip(cells, HEAD, strict=True) if name in head or name == HEAD[-1]]
            )
    return path


def duties(desk: Desk) -> dict[str, str]:
    with desk.store.read() as uow:
        return {person.number: person.duty_status for person in uow.people.employees(include_left=True)}


@pytest.mark.parametrize("day", ["2026/3/31", "2026/4/1", "R8.3.31", "20260331", "平成30年3月31日"])
@pytest.mark.parametrize("duty", ["", "退職"])
def test_who_has_left_is_gone(desk: Desk, tmp_path: Path, day: str, duty: str) -> None:
    path = table(tmp_path, "", day, duty=duty)
    preview = preview_roster(desk, path, accept=("blank-duty-status",))
    (told,) = (one for one in preview.notices if one.code == "leaving-over")
    assert (told.found, told.place.cell) == ("000002 検証 2", "3行F列")
    assert apply_roster(desk, path).outcome == "applied"
    assert duties(desk)["000002"] == "退職等"


@pytest.mark.parametrize("day", ["2026/4/2", "R9.3.31", "2026-12-31"])
def test_who_leaves_later_is_here_and_told(desk: Desk, tmp_path: Path, day: str) -> None:
    path = table(tmp_path, day, "", duty="在職")
    (told,) = (one for one in preview_roster(desk, path).notices if one.code == "leaving-later")
    assert told.found == "000001 検証 1"
    assert apply_roster(desk, path).outcome == "applied"
    assert duties(desk) == {"000001": "在職", "000002": "在職"}


@pytest.mark.parametrize("day", ["9999/12/31", "99999999", "00000000", "0000/00/00", "-", "なし", ""])
def test_a_day_that_stands_for_none_is_none(desk: Desk, tmp_path: Path, day: str) -> None:
    preview = preview_roster(desk, table(tmp_path, day, duty="在職"))
    assert not preview.errors
    assert not [one for one in preview.notices if one.code.startswith(("leaving", "none"))]


def test_the_day_the_roster_is_of_counts(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, "2027/3/31", "")
    assert apply_roster(desk, path, as_of="2027-04-01").outcome == "applied"
    assert duties(desk)["000001"] == "退職等"


def test_who_is_said_to_be_here_after_leaving_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, "", "2026/3/31", duty="在職")
    (asked,) = preview_roster(desk, path).errors
    assert (asked.code, asked.found, asked.place.cell) == ("leaving-differs", "000002 検証 2", "3行F列")
    assert apply_roster(desk, path, accept=("leaving-differs",)).outcome == "applied"
    assert duties(desk) == {"000001": "在職", "000002": "退職等"}


def test_a_day_that_cannot_be_read_is_refused_by_its_cell(desk: Desk, tmp_path: Path) -> None:
    (asked,) = preview_roster(desk, table(tmp_path, "三月末", duty="在職")).errors
    assert (asked.code, asked.place.cell, asked.found) == ("date-unreadable", "2行F列", "三月末")


def test_without_a_column_of_在職状態_the_day_says_it_alone(desk: Desk, tmp_path: Path) -> None:
    head = (*HEAD[:4], "退職年月日")
    assert apply_roster(desk, table(tmp_path, "", "2026/3/31", head=head)).outcome == "applied"
    assert duties(desk) == {"000001": "", "000002": "退職等"}


def test_the_day_is_not_shown_and_not_kept(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, "2026/3/31", "2027/3/31")
    seen = understood(desk, path, "roster")
    assert [(one.title, one.example) for one in seen.columns if one.title == "退職日"] == [("退職日", "")]
    apply_roster(desk, path)
    with desk.store.read() as uow:
        kept = repr([uow.people.employees(), uow.exchange.receipts(), uow.people.changes("000001")])
    assert "2027" not in kept
    assert "2026/3/31" not in kept
    assert "2026-03-31" not in kept
