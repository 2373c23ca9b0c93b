"""A year runs on every shipped preset, from the answer to the final result."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.lifecycle import State
from dxdesk.usecases.development import gaps, staffing
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.sending import dispatch, plain_workbooks
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world as w
from tests.helpers.stages import person_growth


@pytest.mark.parametrize("code", versions.preset_codes())
def test_a_year_runs_on_the_preset(code: str, tmp_path: Path) -> None:
    framework = versions.load_preset(code)
    with w.municipality(tmp_path) as (desk, _):
        opened = cycle.OpenCycle(w.YEAR, code, w.BASE, w.DUE_SELF, w.DUE_FIRST, w.DUE_SECOND)
        cycle.open_cycle(desk, opened)
        w.answered(desk, w.TAX_A, 1)
        w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
        forms = dispatch.export(desk, dispatch.Export("forms", tmp_path / "forms", employee=w.TAX_B))
        assert len(forms.files) == 1
        assert gaps.gap_map(desk).total.staff == 11
        assert all(entry.growth.confirmed is None for entry in person_growth(desk, w.TAX_A))
        assert all(check.offices == 3 for check in staffing.placements(desk))
        assert all(not rate.rate.done for rate in staffing.participation(desk))
        assert len(plain_workbooks.write_export(desk, "summary", tmp_path / "summary")) == 2
        assert len(plain_workbooks.write_export(desk, "framework", tmp_path / "framework")) == 2
        finalise.finalise(desk)
        row = next(row for row in building.people_map(desk).rows if row.number == w.TAX_A)
        assert row.state is State.FINALISED
        answered = {entry.item.uid for entry in framework.items_for("主任")}
        assert answered
        for position, item in enumerate(framework.items):
            assert row.level(position) == (1 if item.uid in answered else None)
