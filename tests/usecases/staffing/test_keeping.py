"""Writing down 確保計画: whose section is gone, who is named, what another owner keeps, what is half said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.staffing_record import RoleSaid, StaffingSaid
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.staffing import keeping
from dxdesk.usecases.staffing.overview import plan
from dxdesk.usecases.staffing.presets import take_table
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w

YEAR = 2026


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (found, _):
        capabilities.switch(found, "staffing", True)
        yield found


def refused(desk: Desk, said: StaffingSaid, code: str = "") -> list[str]:
    with pytest.raises(KnownError) as error:
        keeping.save_role(desk, said, code)
    assert "何も変えていません" in error.value.problem.message
    return [one.code for one in error.value.problems]


def test_nothing_is_kept_where_it_is_not_used(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (found, _):
        assert refused(found, StaffingSaid(name="A", fiscal_year=YEAR)) == ["staffing-off"]
        with pytest.raises(KnownError, match="確保計画"):
            plan(found)


def test_roles_get_codes_of_their_year_and_are_listed_by_priority(desk: Desk) -> None:
    for name, priority in (("低い", "low"), ("高い", "high")):
        keeping.save_role(desk, StaffingSaid(name=name, fiscal_year=YEAR, priority=priority))
    keeping.save_role(desk, StaffingSaid(name="翌年", fiscal_year=YEAR + 1))
    found = plan(desk, YEAR)
    assert [(one.said.code, one.said.name) for one in found.lines] == [("R8-2", "高い"), ("R8-1", "低い")]
    assert [one.said.code for one in plan(desk, YEAR + 1).lines] == ["R9-1"]
    assert refused(desk, StaffingSaid(code="R8-1", name="また", fiscal_year=YEAR)) == ["staffing-code-taken"]
    assert refused(desk, StaffingSaid(name="B", fiscal_year=YEAR), "R8-9") == ["staffing-unknown"]


def test_a_section_that_is_gone_and_a_person_of_the_roster_are_told_and_nothing_is_kept(desk: Desk) -> None:
    with desk.store.write() as uow:
        unit = next(one for one in uow.people.departments() if one.code == "1020")
        person = uow.people.employees()[0]
        uow.commit()
    said = StaffingSaid(name="A", fiscal_year=YEAR, section="1020")
    keeping.save_role(desk, said)
    with desk.store.write() as uow:
        uow.people.save_departments([replace(unit, valid_to="2026-01-31")])
        uow.commit()
    line = plan(desk, YEAR).lines[0]
    assert unit.name in line.lost
    assert line.lost in line.told[0]
    named = said._replace(section="", note=f"{person.name}がよい")
    assert refused(desk, said, "R8-1") == ["answers-section"]
    assert refused(desk, said._replace(section="どこか"), "R8-1") == ["answers-section"]
    assert refused(desk, named, "R8-1") == ["staffing-person"]
    assert plan(desk, YEAR).lines[0].said.note == ""


def test_progress_ends_with_heads_and_what_was_taken_out_comes_back(desk: Desk) -> None:
    keeping.add_sample(desk, YEAR)
    with pytest.raises(KnownError) as twice:
        keeping.add_sample(desk, YEAR)
    assert twice.value.code == "staffing-sample"
    keeping.advance(desk, "R8-1", "asked")
    line = plan(desk, YEAR).lines[0]
    assert (line.progress, line.said.asked_on) == ("依頼", desk.services.clock.today())
    keeping.advance(desk, "R8-1", "arrived", filled=1)
    assert plan(desk, YEAR).lines[0].progress == "着任 1人"
    keeping.end(desk, "R8-1")
    assert not plan(desk, YEAR).lines
    keeping.end(desk, "R8-1", ended=False)
    assert plan(desk, YEAR).filled == 1


def test_a_policys_table_is_taken_once_and_its_lines_are_the_offices(desk: Desk) -> None:
    assert take_table(desk, "nakano").added == 6
    assert take_table(desk, "nakano").unchanged == 6
    with pytest.raises(KnownError) as none:
        take_table(desk, "kashiwa")
    assert none.value.code == "roles-none-stated"
    cycle.open_cycle(desk, cycle.OpenCycle(2025, "shinagawa", w.BASE, w.DUE_SELF))
    keeping.save_line(desk, RoleSaid(name="データ分析官", placement="企画課"))
    found = plan(desk).table
    assert (found[-1].said.code, found[-1].said.place_in_list) == ("データ分析官", 7)
    with pytest.raises(KnownError) as lost:
        keeping.save_line(desk, RoleSaid(name="X", persona="nobody"))
    assert lost.value.code == "staffing-persona"
