"""The targets that policies state, in a form that can be counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk import paths
from dxdesk.domain.target_record import Basis
from dxdesk.usecases.frameworks.target_list import has_targets, preset_targets
from dxdesk.usecases.frameworks.versions import load_preset, preset_codes
from dxdesk.usecases.targets.checks import problems
from dxdesk.usecases.targets.overview import effort_text


@pytest.mark.parametrize("code", preset_codes())
def test_every_figure_a_policy_states_is_there_and_nothing_stands_in_the_way_of_it(code: str) -> None:
    found = preset_targets(code, 2025)
    stated = {one.code: one for one in load_preset(code).targets}
    assert bool(found) == bool(stated) == has_targets(code)
    assert stated.keys() <= {one.code for one in found}
    for one in found:
        assert list(problems(one, "2025-06-01")) == [], one.code
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


MATERIAL = (
    ("structure-cio", "確保(配置・制度整備)", "★★〜★★★", Basis.HAND),
    ("structure-promoter", "確保(配置・制度整備)", "★★〜★★★", Basis.PLACED),
    ("structure-system", "確保(配置・制度整備)", "★★〜★★★", Basis.APPOINTED),
    ("structure-meeting", "確保(連携体制の整備)", "★", Basis.EVENTS),
    ("process-literacy", "育成(活動量の把握)", "★(推定)", Basis.TIMES),
    ("process-presentation", "育成(活動量の把握)", "★(推定)", Basis.EVENTS),
    ("participation-literacy", "育成(Off-JTの実施状況)", "★★", Basis.ATTENDED),
    ("participation-programme", "育成(Off-JTの実施状況)", "★★", Basis.COMPLETED),
    ("awareness-policy", "育成(職員の意識の醸成・変容)", "★★(推定)", Basis.INDICATOR),
    ("awareness-use", "育成(職員の意識の醸成・変容)", "★★(推定)", Basis.INDICATOR),
    ("outcome-proposals", "育成(OJT・実践の成果)", "★★", Basis.CASES),
    ("outcome-bi", "育成(OJT・実践の成果)", "★★", Basis.CASES),
    ("outcome-lead", "育成(OJT・実践の成果)", "★★", Basis.CASES),
    ("maturity-step2", "育成(育成段階の把握)", "★★★", Basis.STAGE),
)
"""The material's table 目標類型: of which measure each tells, how hard it is, and what counts it here."""


@pytest.mark.parametrize(("code", "measures", "effort", "basis"), MATERIAL)
def test_the_materials_columns_are_data_and_only_what_no_store_has_is_typed_in(
    code: str, measures: str, effort: str, basis: Basis
) -> None:
    one = next(one for one in preset_targets("govtech-tokyo", 2025) if one.code == code)
    assert (one.measures, effort_text(one), one.basis) == (measures, effort, basis)
    assert one.hurdle


def test_what_is_counted_names_its_sort_of_event_its_tool_and_who_led() -> None:
    by_code = {one.code: one for one in preset_targets("govtech-tokyo", 2025)}
    assert (by_code["structure-meeting"].sort, by_code["process-presentation"].sort) == (
        "meeting",
        "showcase",
    )
    assert by_code["outcome-bi"].item == "govtech-tokyo.tool.bi"
    assert by_code["outcome-lead"].persona == "promoter"
    (improved,) = [one for one in preset_targets("setagaya", 2026) if one.code == "r4-improvement"]
    assert (improved.basis, improved.unit, improved.plans) == (Basis.CASES, "業務", {2022: "20"})
