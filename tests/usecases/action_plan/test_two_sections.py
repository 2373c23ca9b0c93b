"""Two sections plan one year: DX推進課 by what HR gave it, and neither is decided until one gives way."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.action_plan import FINAL, PlanLine
from dxdesk.domain.capabilities import ACTION_PLAN
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.action_plan import keeping
from dxdesk.usecases.action_plan.overview import plan_year
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.year import finalise
from tests.helpers import world as w
from tests.helpers.digital import digital, uses

PLANNED = w.YEAR + 1


def test_dx_plans_by_what_hr_gave_and_a_second_plan_of_the_year_is_told(tmp_path: Path) -> None:
    with digital(tmp_path) as office:
        dx = office.begin(office.give().file)
        uses(dx, ACTION_PLAN)
        uses(office.hr, ACTION_PLAN)
        made = keeping.make(dx, PLANNED, FINAL)
        given = [one for one in made.figures if one.code.startswith("given:")]
        assert given, "the aggregates of the 提供票 are what DX推進課 knows of levels"
        assert all("提供票" in one.source and one.as_of for one in given)
        keeping.save_line(dx, PLANNED, FINAL, "", PlanLine("相談会", by_dx="実施"))
        finalise.finalise(office.hr, "8総人第12号", "2026-03-18")
        keeping.make(office.hr, PLANNED, FINAL)
        keeping.save_line(office.hr, PLANNED, FINAL, "", PlanLine("研修", yen=1))
        office.take(office.hr, office.send(dx))
        office.register(office.hr, dx)
        found = plan_year(office.hr, PLANNED)
        assert [one.code for one in found.problems] == ["plan-twice"]
        assert found.is_own(FINAL), "one's own is shown"
        today = office.hr.services.clock.today()
        keeping.consult(office.hr, PLANNED, FINAL, today, "人事課", "了承")
        with pytest.raises(KnownError) as error:
            keeping.decide(office.hr, PLANNED, FINAL, today, "1")
        assert error.value.code == "plan-twice"
        keeping.give_up(office.hr, PLANNED, FINAL)
        left = plan_year(office.hr, PLANNED)
        assert (left.problems, left.is_own(FINAL)) == ((), False)
        with pytest.raises(KnownError) as error:
            keeping.make(office.hr, PLANNED, FINAL)
        assert error.value.code == "plan-there", "DX推進課 has one"
        fixes = {error.value.problems[0].fix.split("の台帳")[0]}
        for act in (
            lambda: keeping.consult(office.hr, PLANNED, FINAL, today, "人事課", "了承"),
            lambda: keeping.decide(office.hr, PLANNED, FINAL, today, "1"),
            lambda: keeping.give_up(office.hr, PLANNED, FINAL),
            lambda: keeping.save_line(office.hr, PLANNED, FINAL, "", PlanLine("研修")),
        ):
            with pytest.raises(KnownError) as error:
                act()
            assert error.value.code == "plan-elsewhere"
            assert "--make" not in error.value.problems[0].fix, "what was just refused is no way out"
            fixes.add(error.value.problems[0].fix)
        assert all("DX推進担当課" in fix for fix in fixes), "every refusal leads to the same place"


def test_a_package_with_its_decision_can_go_and_the_store_says_what_it_said_before(tmp_path: Path) -> None:
    with digital(tmp_path) as office:
        dx = office.begin(office.give().file)
        uses(dx, ACTION_PLAN)
        uses(office.hr, ACTION_PLAN)
        keeping.make(dx, PLANNED, FINAL)
        keeping.save_line(dx, PLANNED, FINAL, "", PlanLine("相談会", by_dx="実施"))
        office.take(office.hr, office.send(dx))
        office.register(office.hr, dx)
        before = plan_year(office.hr, PLANNED).final
        today = dx.services.clock.today()
        keeping.consult(dx, PLANNED, FINAL, today, "人事課", "了承")
        keeping.decide(dx, PLANNED, FINAL, today, "7DX第1号")
        done = office.take(office.hr, office.send(dx))
        assert plan_year(office.hr, PLANNED).final.said.approval == "7DX第1号"  # type: ignore[union-attr]
        undo_receipt(office.hr, done.receipt)
        assert plan_year(office.hr, PLANNED).final == before
