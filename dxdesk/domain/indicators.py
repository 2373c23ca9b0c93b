"""評価指標: means of five steps, and the target that a mean sets for the next survey.

Figures are whole thousandths, as policies print three decimals: 3.043 is 3043. What is held against a
bound is the figure as it is printed, so that nobody who reads the table can come to another target.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dxdesk.domain.indicator_record import IndicatorSaid, SurveySaid

STEPS = 5
"""そう思う (5) to そう思わない (1)."""

AGREES = 4
"""The lowest step that a share counts: どちらかといえばそう思う."""

FEWEST = 5
"""Answers that a question needs before anything of how they are spread is shown."""

THOUSAND = 1000
BENCHMARK, LOWER, LOW, HIGH = 3500, 3000, 2500, 3500
"""品川区DX人材育成方針 3. 評価指標 「目標値」: 3.5; below 2.5 it is 3, from 3.5 on the own figure or more."""

MEAN, SHARE, CHOICE, ELSEWHERE, VALUE = "mean", "share", "choice", "elsewhere", "value"
BY_BENCHMARK, FIXED = "benchmark", "fixed"

_FIGURE = re.compile(r"(\d{1,9})(?:\.(\d{1,3}))?")


def thousandths(figure: str) -> int | None:
    """Return a printed figure (``3.043``), ``None`` where it is in words (4人に3人)."""
    found = _FIGURE.fullmatch(figure.strip())
    return int(found[1]) * THOUSAND + int((found[2] or "").ljust(3, "0")) if found else None


def shown(figure: int) -> str:
    """Return a figure with its three decimals, as tables print it."""
    return f"{figure // THOUSAND}.{figure % THOUSAND:03}"


def moved_text(change: int) -> str:
    """Return by how much a figure moved, in thousandths: ``+0.011``.

    Papers of an office write 「▲」 before a figure that is less, so no figure has a triangle before it.
    """
    sign = "+" if change > 0 else "\u2212" if change else "±"
    return f"{sign}{shown(abs(change))}"


def mean(counts: Sequence[int]) -> int | None:
    """Return the mean of how often each step was said (1 first), half up; ``None`` where nobody answered."""
    total = sum(counts)
    points = sum(step * count for step, count in enumerate(counts, start=1))
    return (2 * THOUSAND * points + total) // (2 * total) if total else None


def share(counts: Sequence[int]) -> int | None:
    """Return the share of those who agree in per cent, as thousandths; ``None`` where nobody answered."""
    total = sum(counts)
    return (200 * THOUSAND * sum(counts[AGREES - 1 :]) + total) // (2 * total) if total else None


def per_cent(figure: int) -> str:
    """Return a share with one decimal, half up: ``66.7%``."""
    tenths = (figure + 50) // 100
    return f"{tenths // 10}.{tenths % 10}%"


class Aimed(NamedTuple):
    """A target: the least figure that meets it; ``of_year`` 0, or the year whose own figure it is."""

    least: int
    of_year: int = 0

    def met_by(self, figure: int) -> bool:
        """Tell whether a figure meets it."""
        return figure >= self.least


def next_target(figure: int, year: int) -> Aimed:
    """Return the target that the figure of a year sets for the next survey."""
    if figure < LOW:
        return Aimed(LOWER)
    return Aimed(figure, year) if figure >= HIGH else Aimed(BENCHMARK)


def aimed_text(one: Aimed) -> str:
    """Return a target as people read it: ``3.5``, ``3``, or ``3.920 以上``."""
    text = shown(one.least)
    return f"{text} 以上" if one.of_year else text.rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of an indicator in a year.

    ``text`` is the figure as it stands on screens and paper, ``value`` its thousandths where it is a number.
    ``label`` is what a policy printed over it, empty where it was counted here; ``counted`` is what the
    surveys at hand come to where something else was published. ``people`` is how many answered, 0 where
    nobody says; ``rate`` the share of those asked who did (``43.1``), empty where nobody says it of the one
    survey that the figure is of.
    """

    year: int
    text: str
    value: int | None
    label: str = ""
    source: str = ""
    counts: tuple[int, ...] = ()
    counted: int | None = None
    people: int = 0
    rate: str = ""

    @property
    def answered(self) -> str:
        """How many answered and which share of those asked: ``2,251人 43.1%``, empty where nobody says."""
        people = f"{self.people:,}人" if self.people else ""
        return " ".join(filter(None, (people, f"{self.rate}%" if self.rate else "")))

    @property
    def answers(self) -> int:
        """How many answers were counted here, 0 where only the published figure is known."""
        return sum(self.counts)


def points(indicator: IndicatorSaid, surveys: Sequence[SurveySaid]) -> tuple[Point, ...]:
    """Return the figures of an indicator by year; what a policy published is never worked out again."""
    counts: dict[int, list[int]] = {}
    for survey in surveys:
        for scored in survey.scored:
            if scored.question == indicator.code and not survey.ended:
                before = counts.setdefault(survey.fiscal_year, [0] * STEPS)
                counts[survey.fiscal_year] = [
                    a + b for a, b in zip(before, (*scored.counts, *[0] * STEPS), strict=False)
                ]
    published = {one.year: one for one in indicator.published}
    asked: dict[int, list[SurveySaid]] = {}
    for survey in surveys:
        # What was published is of the survey published with it, of which no answers are here.
        of_it = indicator.code in survey.asked or (survey.fiscal_year in published and not survey.asked)
        if of_it and survey.survey == indicator.survey and not survey.ended:
            asked.setdefault(survey.fiscal_year, []).append(survey)
    found = []
    for year in sorted({*counts, *published}):
        here = tuple(counts.get(year, ()))
        counted = (share if indicator.measure == SHARE else mean)(here)
        of = asked.get(year, [])
        if year in published:
            of = [one for one in of if not one.asked]
        people = sum(one.answers for one in of) if year in published else sum(here)
        rate = of[0].rate if len(of) == 1 else ""
        if year in published:
            one = published[year]
            value = thousandths(one.figure)
            figure = Point(year, one.figure, value, one.label, one.source, here, counted, people, rate)
            found.append(figure)
        elif counted is not None:
            text = per_cent(counted) if indicator.measure == SHARE else shown(counted)
            found.append(Point(year, text, counted, counts=here, people=people, rate=rate))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an indicator stands: its newest figure, the one before, what it is held against, what comes next.

    ``held_against`` is the target that held for the newest figure (of the one before), ``next`` the target
    for the next survey; ``None`` where there is none.
    """

    newest: Point | None = None
    before: Point | None = None
    held_against: Aimed | None = None
    next: Aimed | None = None

    @property
    def change(self) -> int | None:
        """How much the newest figure is above the one before."""
        if self.newest is None or self.before is None:
            return None
        if self.newest.value is None or self.before.value is None:
            return None
        return self.newest.value - self.before.value

    @property
    def met(self) -> bool | None:
        """Whether the newest figure meets what it is held against, ``None`` where nothing can be told."""
        if self.held_against is None or self.newest is None or self.newest.value is None:
            return None
        return self.held_against.met_by(self.newest.value)


def standing(indicator: IndicatorSaid, found: Sequence[Point], year: int = 0) -> Standing:
    """Return where an indicator stands in a year (0: at its newest figure)."""
    until = [one for one in found if not year or one.year <= year]
    newest = until[-1] if until else None
    before = until[-2] if len(until) > 1 else None
    return Standing(newest, before, _aimed(indicator, before), _aimed(indicator, newest))


def _aimed(indicator: IndicatorSaid, of: Point | None) -> Aimed | None:
    if indicator.aim == FIXED:
        fixed = thousandths(indicator.aimed)
        return None if fixed is None else Aimed(fixed)
    if indicator.aim == BY_BENCHMARK and of is not None and of.value is not None:
        return next_target(of.value, of.year)
    return None


def unit_of(indicator: IndicatorSaid) -> str:
    """Return in what the figures of an indicator are counted, empty where it has none."""
    return {MEAN: "点", SHARE: "%", VALUE: indicator.unit}.get(indicator.measure, "")


def average_note(indicator: IndicatorSaid) -> str:
    """Return what has to stand beside a label that speaks of a share while the figure is a mean."""
    return "値は5段階の平均" if indicator.measure == MEAN and "割合" in indicator.name else ""
