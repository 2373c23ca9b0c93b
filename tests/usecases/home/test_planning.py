"""年度計画 on ホーム by its calendar and by role: from 予算要求案 to what came of the year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.action_plan import DRAFT, FINAL, Happened, PlanLine
from dxdesk.domain.capabilities import ACTION_PLAN
from dxdesk.usecases.action_plan import keeping
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.home.todos_plan import due
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.aiming import on
from tests.helpers.digital import digital, uses
from tests.helpers.planning import PLANNED, line, planning

NEXT = PLANNED + 1


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with planning(tmp_path) as found:
        yield found


def told(desk: Desk, day: str) -> dict[str, str]:
    later = on(desk, day)
    with later.store.read() as uow:
        return {one.key: one.title for one in due(later, uow)}


def test_the_budget_is_asked_for_in_autumn_and_is_late_after_it(desk: Desk) -> None:
    assert "plan-draft" not in told(desk, "2026-08-31")
    assert "作る時期です" in told(desk, "2026-09-01")["plan-draft"]
    assert "まだありません" in told(desk, "2026-11-01")["plan-draft"]
    assert any(one.key == "plan-draft" for one in home(on(desk, "2026-10-01")).todo), "ホーム itself tells it"
    keeping.make(on(desk, "2026-10-01"), NEXT, DRAFT)
    assert "plan-draft" not in told(desk, "2026-10-01")


def test_whoever_made_a_plan_is_led_from_the_talk_to_the_decision(desk: Desk) -> None:
    autumn = on(desk, "2026-10-01")
    keeping.make(autumn, NEXT, DRAFT)
    keeping.save_line(autumn, NEXT, DRAFT, "", PlanLine("体験会", yen=40_000))
    assert "人事課と協議します" in told(desk, "2026-10-01")["plan-consult-draft"]
    keeping.consult(autumn, NEXT, DRAFT, "2026-10-01", "人事課人材育成係", "了承")
    found = told(desk, "2026-10-02")
    assert ("plan-consult-draft" in found, "plan-decide-draft" in found) == (False, True)
    keeping.decide(autumn, NEXT, DRAFT, "2026-10-01", "8総人第200号")
    assert not told(desk, "2026-10-02")


def test_the_final_version_waits_for_the_results_and_is_due_when_they_are_there(desk: Desk) -> None:
    keeping.make(on(desk, "2026-10-01"), NEXT, DRAFT)
    assert "確定を待っています" in told(desk, "2027-03-05")["plan-final"]
    keeping.make(desk, PLANNED, DRAFT)
    assert "確定版を作る時期です" in told(desk, "2026-04-10")["plan-final"], "of the year that has begun"
    keeping.make(desk, PLANNED, FINAL)
    assert "plan-final" not in told(desk, "2026-04-10")


def test_what_came_of_a_year_is_asked_for_when_it_ends(desk: Desk) -> None:
    keeping.make(desk, PLANNED, FINAL)
    code, planned = line(desk, FINAL, "業務改革研修")
    keeping.save_line(desk, PLANNED, FINAL, code, planned._replace(yen=300_000))
    assert "plan-actuals" not in told(desk, "2027-02-28")
    assert "(1件)" in told(desk, "2027-03-01")["plan-actuals"]
    assert "plan-actuals" in told(desk, "2027-04-10")
    later = on(desk, "2027-03-31")
    keeping.consult(later, PLANNED, FINAL, "2027-03-31", "人事課", "了承")
    keeping.decide(later, PLANNED, FINAL, "2027-03-31", "1")
    keeping.enter(later, PLANNED, FINAL, code, Happened(yen=280_000, source="支出負担行為書"))
    assert "plan-actuals" not in told(desk, "2027-04-10")


def test_hr_is_told_of_a_plan_of_the_digital_section_that_waits_for_it(tmp_path: Path) -> None:
    with digital(tmp_path) as office:
        dx = office.begin(office.give().file)
        uses(dx, ACTION_PLAN)
        uses(office.hr, ACTION_PLAN)
        keeping.make(dx, NEXT, DRAFT)
        keeping.save_line(dx, NEXT, DRAFT, "", PlanLine("相談会", by_dx="実施"))
        today = dx.services.clock.today()
        assert "plan-consult-draft" in told(dx, today)
        assert any(one.key == "plan-consult-draft" for one in home(dx).todo), "on ホーム of DX推進課"
        office.take(office.hr, office.send(dx))
        office.register(office.hr, dx)
        assert "DX推進担当課の令和9年度の予算要求案" in told(office.hr, today)["plan-asked-draft"]
        keeping.consult(dx, NEXT, DRAFT, today, "人事課", "了承")
        office.take(office.hr, office.send(dx))
        assert "plan-asked-draft" not in told(office.hr, today)


def test_an_office_that_plans_no_years_is_told_nothing_and_one_before_its_first_year_is(
    tmp_path: Path,
) -> None:
    with w.municipality(tmp_path) as (hr, _):
        assert not told(hr, "2026-10-01")
        capabilities.switch(hr, ACTION_PLAN, True)
        assert {"no-cycle", "plan-draft"} <= {one.key for one in home(on(hr, "2026-10-01")).todo}
