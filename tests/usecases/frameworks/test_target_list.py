"""The targets that policies state, in a form that can be counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk import paths
from dxdesk.domain.target_record import Basis
from dxdesk.usecases.frameworks.target_list import has_targets, preset_targets
from dxdesk.usecases.frameworks.versions import load_preset, preset_codes
from dxdesk.usecases.targets.checks import problems


@pytest.mark.parametrize("code", preset_codes())
def test_every_figure_a_policy_states_is_there_and_nothing_stands_in_the_way_of_it(code: str) -> None:
    found = preset_targets(code, 2025)
    stated = {one.code: one for one in load_preset(code).targets}
    assert bool(found) == bool(stated) == has_targets(code)
    assert stated.keys() <= {one.code for one in found}
    for one in found:
        assert list(problems(one)) == [], one.code
        of = stated.get(one.code)
        assert one.supplement == (of is None), "what the policy does not list is ours"
        if of is not None:
            assert (one.name, one.unit, one.about) == (of.name, of.unit, of.about)
            assert set(one.plans.values()) == ({str(of.value)} if of.value else set())


def test_kashiwa_and_nakano_state_no_figures_and_shinagawas_are_means_of_a_survey() -> None:
    assert [code for code in preset_codes() if has_targets(code)] == ["govtech-tokyo", "setagaya"]
    folder = Path(paths.resources_dir()) / "presets" / "targets"
    assert sorted(path.stem for path in folder.iterdir()) == ["govtech-tokyo", "setagaya"]


def test_setagayas_years_stay_those_of_the_policy_unless_an_office_begins_elsewhere() -> None:
    by_code = {one.code: one for one in preset_targets("setagaya", 2026)}
    assert by_code["r4-manager"].plans == {2022: "200"}
    assert (by_code["two-years"].first_year, by_code["two-years"].plans) == (2022, {2023: "700"})
    later = {one.code: one for one in preset_targets("setagaya", 2026, 2025)}
    assert later["r4-manager"].plans == {2025: "200"}
    assert (later["two-years"].first_year, later["two-years"].plans) == (2025, {2026: "700"})


def test_govtechs_figures_are_examples_three_years_ahead_and_its_blanks_stay_blank() -> None:
    by_code = {one.code: one for one in preset_targets("govtech-tokyo", 2025)}
    assert all(one.example for one in by_code.values())
    assert by_code["mid-basic"].plans == {2028: "50"}
    assert by_code["mid-lead"].basis == Basis.LEAD
    assert by_code["structure-cio"].plans == {}
    assert by_code["process-literacy"].effort_estimated
    assert not by_code["structure-meeting"].effort_estimated
