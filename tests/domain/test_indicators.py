"""The rule of targets, and what counts of answers come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import indicators
from dxdesk.domain.contents import Scored, owned_value
from dxdesk.domain.indicator_record import (
    KINDS,
    ActivitySaid,
    Choosers,
    Chosen,
    Grouped,
    IndicatorSaid,
    OutcomeSaid,
    Published,
    Remark,
    SurveySaid,
    changed_fields,
    fields_of,
    is_sound,
)
from dxdesk.domain.indicators import aimed_text, next_target, points, standing

STEPS = st.lists(st.integers(0, 5000), min_size=5, max_size=5)


@pytest.mark.parametrize(
    ("figure", "target"),
    [
        ("1.000", "3"),
        ("2.499", "3"),
        ("2.500", "3.5"),
        ("3.499", "3.5"),
        ("3.500", "3.500 以上"),
        ("3.920", "3.920 以上"),
        ("5.000", "5.000 以上"),
    ],
)
def test_a_figure_sets_the_next_target(figure: str, target: str) -> None:
    value = indicators.thousandths(figure)
    assert value is not None
    assert aimed_text(next_target(value, 2025)) == target


def test_what_is_held_against_a_bound_is_the_figure_as_printed() -> None:
    # 3.49967 of 3,000 answers is printed 3.500, and then the target is 3.500 or more.
    counts = (0, 0, 1501, 1499, 0)
    assert indicators.mean(counts) == 3500
    assert next_target(3500, 2025).of_year == 2025


@given(STEPS)
def test_a_mean_lies_between_the_least_and_the_highest_step_that_was_said(counts: list[int]) -> None:
    found = indicators.mean(counts)
    said = [step for step, count in enumerate(counts, start=1) if count]
    if not said:
        assert found is None
    else:
        assert found is not None
        assert said[0] * 1000 <= found <= said[-1] * 1000
        exact = sum(step * count for step, count in enumerate(counts, start=1)) * 1000
        assert abs(exact - found * sum(counts)) * 2 <= sum(counts)
        assert indicators.thousandths(indicators.shown(found)) == found


@given(STEPS, STEPS)
def test_surveys_of_one_year_are_one(first: list[int], second: list[int]) -> None:
    asked = IndicatorSaid("01", "…と感じる職員の割合", measure="mean")
    apart = [SurveySaid(fiscal_year=2025, scored=(Scored("01", tuple(one)),)) for one in (first, second)]
    whole = SurveySaid(
        fiscal_year=2025, scored=(Scored("01", tuple(a + b for a, b in zip(first, second, strict=True))),)
    )
    assert points(asked, apart) == points(asked, [whole])


def test_what_was_published_is_never_worked_out_again() -> None:
    asked = IndicatorSaid(
        "01", measure="mean", aim="benchmark", published=(Published(2025, "R7実績値", "3.054", "方針"),)
    )
    survey = SurveySaid(fiscal_year=2025, scored=(Scored("01", (0, 0, 0, 0, 10)),))
    (point,) = points(asked, [survey])
    assert (point.text, point.value, point.counted, point.answers) == ("3.054", 3054, 5000, 10)
    assert standing(asked, [point]).next == indicators.Aimed(3500)


def test_a_figure_in_words_stays_words() -> None:
    asked = IndicatorSaid("N1", measure="share", published=(Published(2024, "R6.5", "4人に3人", "方針"),))
    (point,) = points(asked, [])
    assert (point.text, point.value) == ("4人に3人", None)
    assert standing(asked, [point]).met is None


def test_a_target_of_a_year_is_that_of_the_figure_before() -> None:
    asked = IndicatorSaid(
        "08-2",
        measure="mean",
        aim="benchmark",
        published=(Published(2024, "基準値", "3.683", ""), Published(2025, "R7実績値", "3.920", "")),
    )
    found = standing(asked, points(asked, []))
    assert found.held_against == indicators.Aimed(3683, 2024)
    assert (found.met, found.change) == (True, 237)
    assert standing(asked, points(asked, []), 2024).held_against is None


def test_a_share_counts_those_who_agree() -> None:
    assert indicators.share((1, 0, 0, 2, 1)) == 75000
    assert indicators.share((0,) * 5) is None


WHOLE = (
    OutcomeSaid("01", "direct", "効率", ("M1",), 2025, 2029, (Remark("2026-01-05", "見直し"),), "注", True),
    IndicatorSaid("01", "割合", "01", "問", ("注",), "needs", "mean", ("人手",), 3, "人", "fixed", "80",
                  (Published(2024, "R6実績値", "3.043", "方針"),), "注", True),
    SurveySaid("needs", "調査", 2024, "2024-05", 10, "43.1", (Scored("01", (1, 2, 3, 4, 0)),),
               (Chosen("N2", "人手", 4),), (Choosers("N2", 8),),
               (Grouped("section", "0101", "01", (0, 0, 1, 0, 0)),), "方針", True),
    ActivitySaid("01-1", "研修", ("01",), "人事課", 2025, "計画", "実施", 20, "よい", "変える", "注", True),
)  # fmt: skip


@pytest.mark.parametrize("thing", WHOLE)
def test_what_is_written_reads_the_same(thing: object) -> None:
    kind = next(one for one in KINDS.values() if isinstance(thing, one))
    assert isinstance(thing, kind)
    said = fields_of(thing)
    assert said.keys() == {*thing._fields}, "each field is tried"
    value = owned_value("dx", said)
    assert is_sound(value["fields"])
    assert kind.read(value) == thing
    assert changed_fields(thing, thing) == {}


@pytest.mark.parametrize("thing", WHOLE)
def test_what_has_another_shape_reads_as_unsaid(thing: object) -> None:
    kind = next(one for one in KINDS.values() if isinstance(thing, one))
    for name in kind()._fields:
        for wrong in ([{"wrong": 1}], {"wrong": 1}, None, [["one"]]):
            kind.read({"owner": "hr", "fields": {name: wrong}})
