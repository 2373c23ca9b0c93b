"""How far a target is, and what its record says."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.contents import OwnedValue
from dxdesk.domain.head_shares import share, share_text
from dxdesk.domain.small_cells import WITHHELD
from dxdesk.domain.target_figures import (
    Measured,
    Standing,
    measured_text,
    planned_text,
    remaining,
    standing,
)
from dxdesk.domain.target_record import (
    Actual,
    Forecast,
    TargetSaid,
    changed_fields,
    fields_of,
    is_sound,
    typed_figure,
)

ABOUT_200 = TargetSaid("r4-manager", "DXマネージャー", unit="人", about=True, plans={2022: "200"})
HALF = TargetSaid("mid-basic", "基礎研修を修了した一般行政職", unit="%", plans={2025: "50"})
TWO_EACH = TargetSaid("mid-logoform", "LoGoフォーム", unit="人", per_section=True, at_least=True)


def _at(target: TargetSaid, plan: int | None, found: Measured, *, over: bool = True) -> Standing:
    return standing(target, None if plan is None else Decimal(plan), found, over=over)


def test_about_two_hundred_is_not_missed_for_a_few() -> None:
    assert _at(ABOUT_200, 200, Measured(Decimal(200))) is Standing.REACHED
    assert _at(ABOUT_200, 200, Measured(Decimal(190))) is Standing.NEARLY
    assert _at(ABOUT_200, 200, Measured(Decimal(189))) is Standing.MISSED
    assert _at(ABOUT_200, 200, Measured(Decimal(189)), over=False) is Standing.UNDER_WAY
    exact = ABOUT_200._replace(about=False)
    assert _at(exact, 200, Measured(Decimal(199))) is Standing.MISSED


def test_without_a_plan_or_a_figure_nothing_is_missed() -> None:
    assert _at(HALF, None, Measured(Decimal(3))) is Standing.OPEN
    assert _at(HALF, 50, Measured(why="まだ")) is Standing.UNKNOWN


def test_a_share_that_rounding_lifts_to_the_plan_does_not_reach_it() -> None:
    found = Measured(share(9999, 20000), 9999, 20000)
    assert found.value == Decimal("50.0")
    assert _at(HALF, 50, found) is Standing.MISSED
    assert _at(HALF, 50, Measured(share(10000, 20000), 10000, 20000)) is Standing.REACHED
    assert remaining(HALF, Decimal(50), found) == ""


def test_for_every_section_means_every_one_of_them() -> None:
    assert _at(TWO_EACH, 2, Measured(Decimal(62), 62, 70)) is Standing.MISSED
    assert _at(TWO_EACH, 2, Measured(Decimal(70), 70, 70)) is Standing.REACHED
    assert _at(TWO_EACH, 2, Measured(Decimal(0), 0, 0)) is Standing.MISSED
    assert remaining(TWO_EACH, Decimal(2), Measured(Decimal(62), 62, 70)) == "あと8課"
    assert planned_text(TWO_EACH, Decimal(2)) == "各課2人以上"
    assert measured_text(TWO_EACH, Measured(Decimal(62), 62, 70)) == "62 / 70課"


def test_figures_are_said_as_people_read_them() -> None:
    assert planned_text(ABOUT_200, Decimal(200)) == "約200人"
    assert planned_text(HALF, None) == "○%"
    assert measured_text(HALF, Measured(share(1104, 2208), 1104, 2208)) == "50.0%(1,104 / 2,208)"
    assert remaining(ABOUT_200, Decimal(200), Measured(Decimal(166))) == "あと34人"
    assert remaining(HALF, Decimal(50), Measured(Decimal("47.5"), 19, 40)) == "あと2.5ポイント"
    assert measured_text(HALF, Measured()) == ""


@given(st.integers(0, 30_000), st.integers(1, 30_000))
def test_a_share_is_whole_only_of_everybody_and_nothing_only_of_nobody(count: int, of: int) -> None:
    count = min(count, of)
    found = share(count, of)
    assert found is not None
    assert (found == 100) == (count == of)
    assert (found == 0) == (count == 0)
    assert abs(found - Decimal(count) * 100 / of) <= Decimal("0.1")


_FIGURES = st.one_of(st.just(""), st.integers(0, 9999).map(str), st.just("3.5"))
_YEARS = st.integers(2019, 2030)
_TARGETS = st.builds(
    TargetSaid,
    code=st.sampled_from(["a", "b"]),
    name=st.sampled_from(["研修", "配置"]),
    about=st.booleans(),
    courses=st.lists(st.sampled_from(["x", "y"])).map(tuple),
    effort=st.integers(0, 3),
    plans=st.dictionaries(_YEARS, _FIGURES.filter(bool), max_size=3),
    actuals=st.dictionaries(
        _YEARS, st.builds(Actual, _FIGURES, st.just("2025-10-01"), st.just("集計")), max_size=3
    ),
    forecasts=st.dictionaries(_YEARS, st.builds(Forecast, _FIGURES, st.just("下回る見込み")), max_size=3),
    ended=st.booleans(),
)


@given(_TARGETS)
def test_a_target_reads_back_as_it_was_written(target: TargetSaid) -> None:
    fields = fields_of(target)
    assert is_sound(fields)
    ended = fields.pop("ended", False)
    read = TargetSaid.read({**OwnedValue(owner="hr", fields=fields), "deleted": ended})
    assert read == target


@given(_TARGETS, _TARGETS)
def test_what_changed_is_all_that_has_to_be_said(before: TargetSaid, after: TargetSaid) -> None:
    said = {**fields_of(before), **changed_fields(before, after)}
    assert is_sound(said)
    read = TargetSaid.read({"owner": "hr", "deleted": bool(said.pop("ended", False)), "fields": said})
    blank = {year: value for year, value in read.plans.items() if value}
    assert blank == after.plans
    assert {y: a for y, a in read.actuals.items() if any(a)} == {
        y: a for y, a in after.actuals.items() if any(a)
    }
    assert read._replace(plans={}, actuals={}, forecasts={}) == after._replace(
        plans={}, actuals={}, forecasts={}
    )


def test_a_figure_that_is_none_is_refused_in_a_file_and_read_as_unsaid() -> None:
    assert not is_sound({"plan:2025": "たくさん"})
    assert not is_sound({"plan:2025": 50})
    assert not is_sound({"actual:2025": ["5"]})
    assert not is_sound({"forecast:2025": ["5", 3]})
    assert is_sound({"plan:25": ["anything"], "name": 3})
    assert TargetSaid.read({"fields": {"plan:2025": "たくさん", "effort": "x"}}).plans == {2025: ""}


def test_figures_are_taken_as_people_type_them() -> None:
    typed = {"60%": "60", "約 1,200": "1200", "３．５": "3.5", " 50.0 ": "50", "たくさん": "たくさん", "": ""}
    assert {text: typed_figure(text) for text in typed} == typed


def test_a_share_of_people_is_told_with_how_many_of_how_many_and_few_without_a_rate() -> None:
    assert share_text(47, 50) == "94.0%(47 / 50人)"
    assert share_text(1_104, 2_108) == "52.4%(1,104 / 2,108人)"
    assert share_text(0, 0) == "―(0 / 0人)", "a rate of nobody is no 0 %"
    assert share_text(None, 12) == f"{WITHHELD} / 12人"
    assert (share_text(None, None), share_text(8, None)) == (WITHHELD, "8人")
    assert measured_text(HALF, Measured(Decimal("94.0"), 47, 50)) == "94.0%(47 / 50)"
