"""A persona that no framework has is asked about when the roster comes in, and told when a year opens."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports import roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from dxdesk.usecases.year.cycle import OpenCycle
from tests.helpers.memory import forgetful, in_memory

YEAR = OpenCycle(2026, "nakano", "2026-04-01")


@pytest.fixture(scope="module")
def before_the_year(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("personas")
    services = in_memory(bootstrap.services())
    return create_store(services, str(folder / "h.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")


@pytest.fixture
def desk(before_the_year: Desk) -> Desk:
    return forgetful(before_the_year)


@pytest.fixture
def begun(desk: Desk, tmp_path: Path) -> Desk:
    assert roster.apply_roster(desk, table(tmp_path, [""])).outcome == "applied"
    cycle.open_cycle(desk, YEAR)
    return desk


def table(folder: Path, personas: Sequence[str]) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("職員番号", "氏名", "所属名", "人材像"))
        lines.writerows(
            (f"{position + 1:06}", f"検証 {position}号", "企画課", name)
            for position, name in enumerate(personas)
        )
    return path


def held(desk: Desk) -> list[tuple[str, ...]]:
    with desk.store.read() as uow:
        return [person.personas for person in uow.people.employees()]


@pytest.mark.parametrize("slip", ["情報政策管", "情報政策", "情報施策官", "情報政策官補", "ＩＣＴ情報政策官"])
def test_a_slip_is_asked_with_the_nearest_name(begun: Desk, tmp_path: Path, slip: str) -> None:
    path = table(tmp_path, ["", slip, slip])
    preview = roster.preview_roster(begun, path)
    (problem,) = preview.errors
    assert (problem.code, problem.place.cell) == ("persona-unknown", "3行D列")
    assert "「情報政策官」" in problem.message
    (question,) = preview.questions
    assert f"persona-unknown:{slip}=情報政策官" in [option.accept for option in question.options]
    meant = roster.apply_roster(begun, path, accept=(f"persona-unknown:{slip}=情報政策官",))
    assert meant.outcome == "applied", meant.errors
    assert held(begun) == [(), ("情報政策官",), ("情報政策官",)]


@pytest.mark.parametrize("accept", ["persona-unknown", "persona-unknown:情報政策管"])
def test_it_is_taken_as_written_where_somebody_says_so_and_not_asked_again(
    begun: Desk, tmp_path: Path, accept: str
) -> None:
    path = table(tmp_path, ["", "情報政策管"])
    assert roster.apply_roster(begun, path, accept=(accept,)).outcome == "applied"
    assert held(begun) == [(), ("情報政策管",)]
    again = roster.preview_roster(begun, table(tmp_path, ["", "情報政策管", ""]))
    assert not again.errors
    assert "persona-unknown" in [notice.code for notice in again.notices]


@pytest.mark.parametrize("join", ["・", " ", "　", "/", "、", "と", "\uff65"])
def test_two_in_one_cell_are_two(begun: Desk, tmp_path: Path, join: str) -> None:
    result = roster.apply_roster(begun, table(tmp_path, [f"情報政策官{join}IT専門支援員"]))
    assert result.outcome == "applied", result.errors
    assert held(begun) == [("情報政策官", "IT専門支援員")]


def test_opening_a_year_names_who_holds_what_its_framework_lacks(desk: Desk, tmp_path: Path) -> None:
    """The first roster comes before any framework: nothing can be told of it then."""
    path = table(tmp_path, ["情報政策管", "情報政策官", "情報政策官・IT専門支援員", ""])
    assert roster.apply_roster(desk, path).outcome == "applied"
    told = [one for one in cycle.open_cycle(desk, YEAR).warnings if one.code == "persona-unknown"]
    assert [one.found for one in told] == ["情報政策管", "情報政策官・IT専門支援員"]
    assert "「情報政策官」" in told[0].message
    assert "000001 検証 0号" in told[0].message
    assert "「情報政策官」、「IT専門支援員」" in told[1].message


def test_without_a_framework_it_is_told_that_nothing_can_be_compared_yet(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, ["", "DX推進委員", "DX推進委員", "情報政策官・DX推進員"])
    preview = roster.preview_roster(desk, path)
    assert preview.errors == ()
    (told,) = [notice for notice in preview.notices if notice.code == "persona-uncompared"]
    assert told.place.cell == "3行D列"
    assert "3人" in told.message
    assert "「DX推進委員」2人" in told.found
    assert "年度を始めるとき" in told.fix
    assert roster.apply_roster(desk, path).outcome == "applied"
    # Once a year is open, the same table is asked about, and opening it told of them.
    told_at_opening = cycle.open_cycle(desk, YEAR)
    assert "DX推進委員" in str(told_at_opening)
    nobody = roster.preview_roster(desk, table(tmp_path, ["", "", ""]), accept=["blank-persona"])
    assert "persona-uncompared" not in {notice.code for notice in nobody.notices}
