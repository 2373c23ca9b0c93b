"""組織改正: the roster has a day, forms never show a blank place, and what was is remembered."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports import roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import OpenCycle, open_cycle
from tests.helpers.commands import dxdesk
from tests.helpers.memory import in_memory
from tests.helpers.town import STAFF, Town, fresh, write_roster

HEADERS = ("職員番号", "氏名", "所属コード", "所属名", "親所属コード", "親所属名", "職層", "職名")
PEOPLE = (
    ("000001", "検証 一", "10", "総務部", "", "", "管理職", "部長"),
    ("000002", "検証 二", "11", "人事課", "10", "総務部", "管理職", "課長"),
    ("000003", "検証 三", "12", "情報課", "10", "総務部", "一般職", "主事"),
)


def table(path: Path, people: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((HEADERS, *people))
    return path


def moved(*place: str) -> tuple[Sequence[str], ...]:
    """Return the people with the third one in another department."""
    third = PEOPLE[2]
    return (*PEOPLE[:2], (*third[:2], *place, *third[6:]))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock("2025-05-12")


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    made = create_store(
        in_memory(bootstrap.services(clock)),
        str(tmp_path / "人事.dxdesk"),
        Role.HR,
        ("131091", "検証区"),
        "検証のための合言葉 1234",
    )
    assert roster.apply_roster(made, table(tmp_path / "5月.csv", PEOPLE)).added == 3
    yield made
    made.store.close()


def names(desk: Desk, code: str) -> list[tuple[str, str, str]]:
    with desk.store.read() as uow:
        return [(u.name, u.valid_from, u.valid_to) for u in uow.people.departments() if u.code == code]


def test_a_unit_younger_than_the_base_date_has_its_name_on_the_form(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    clock.day = "2026-11-10"
    path = table(tmp_path / "11月.csv", moved("13", "DX推進課", "10", "総務部"))
    result = roster.apply_roster(desk, path, as_of="2026-10-01")
    told = {notice.code: notice for notice in result.notices}
    assert "令和8年10月1日から" in told["department-new"].message
    assert told["department-vanished"].found == "情報課(12)"
    open_cycle(desk, OpenCycle(2025, "shinagawa", "2026-01-01"))
    person = person_year(desk, "000003")
    assert (person.department_code, person.department_name) == ("13", "DX推進課")
    assert "000001" in (person.route.first, person.route.second), (
        "and the route goes up the tree it belongs to"
    )


def test_next_years_roster_in_march_leaves_this_year_as_it_was(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    clock.day = "2026-03-19"
    coming = table(tmp_path / "来年度.csv", moved("12", "DX推進課", "10", "総務部"))
    result = roster.apply_roster(desk, coming)
    assert "令和8年4月1日から" in result.notices[0].message
    assert names(desk, "12") == [("情報課", "", "2026-03-31"), ("DX推進課", "2026-04-01", "")]
    late = table(tmp_path / "3月の訂正.csv", moved("12", "情報課", "10", "総務部"))
    assert roster.apply_roster(desk, late, as_of="2026-03-19").outcome == "unchanged"
    assert names(desk, "12") == [("情報課", "", "2026-03-31"), ("DX推進課", "2026-04-01", "")]
    with pytest.raises(KnownError) as caught:
        roster.apply_roster(desk, late, as_of="3月")
    assert caught.value.code == "date-unreadable"


def test_a_closed_department_says_what_it_became(desk: Desk, clock: FixedClock, tmp_path: Path) -> None:
    clock.day = "2026-04-20"
    path = table(tmp_path / "4月.csv", moved("13", "DX推進課", "10", "総務部"))
    assert roster.apply_roster(desk, path).updated == 1
    departments.close_department(desk, "12", last_day="2026-03-31", successors=("13",))
    departments.add_department(desk, "14", "デジタル戦略課", parent="10", valid_from="2026-04-10")
    departments.close_department(desk, "13", last_day="2026-04-09", successors=("14",))
    lines = {(line.unit.code, line.unit.valid_from): line for line in departments.unit_lines(desk)}
    assert lines["12", ""].now == ("デジタル戦略課(14)",), "through both reorganisations"
    assert (lines["12", ""].ended, lines["13", "2026-04-01"].ended) == (True, True)
    assert lines["11", ""].staff == 1
    with pytest.raises(KnownError) as caught:
        departments.add_department(desk, "12", "広報課", valid_from="2026-03-31")
    assert caught.value.code == "department-date"
    departments.add_department(desk, "12", "広報課", valid_from="2026-04-20")
    assert names(desk, "12") == [("情報課", "", "2026-03-31"), ("広報課", "2026-04-20", "")]
    open_cycle(desk, OpenCycle(2026, "shinagawa", "2026-04-20"))
    assert person_year(desk, "000003").department_name == "DX推進課", "closed before its people moved"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return fresh(tmp_path)


def test_the_day_of_a_roster_is_said_by_command(town: Town) -> None:
    renamed = tuple((*row[:4], row[4].replace("区民課", "市民課"), *row[5:]) for row in STAFF)
    path = write_roster(town.folder / "改正.csv", renamed)
    done = dxdesk("import", town.hr, path, "--kind", "roster", "--as-of", "2030-10-01").out
    assert "令和12年10月1日から所属「区民課」(130100)の名称を「市民課」に変えました。" in done
    wrong = dxdesk("import", town.hr, path, "--kind", "roster", "--as-of", "来月", "--json", code=1).json
    assert wrong["files"][0]["errors"][0]["code"] == "date-unreadable"
    dxdesk("import", town.hr, path, "--as-of", "2030-10-01", code=2)
