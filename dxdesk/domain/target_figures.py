"""How far a target of a year is: plan beside what was measured, in words and with a mark.

約 never makes a figure missed that is a few short; a target without a plan, or without a figure yet, is
neither reached nor missed. Whether the year is over decides between 途中 and 未達: what may still come is no
failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

from dxdesk.domain.head_shares import beside
from dxdesk.domain.target_record import Basis, Span, TargetSaid, figure

PERCENT = "%"
BY_HAND = "手入力"
"""What stands beside an entered figure of a target that is counted."""
ABOUT = Decimal("0.95")
"""Of a figure with 約, how much is no less than it (our reading: a policy gives no number)."""


class Standing(StrEnum):
    """Where a target stands in a year."""

    OPEN = "open"  # no plan is set
    UNKNOWN = "unknown"  # a plan, and no figure
    UNDER_WAY = "under-way"
    REACHED = "reached"
    NEARLY = "nearly"  # 約: a few short
    MISSED = "missed"


STANDING_NAMES: Mapping[Standing, str] = {
    Standing.OPEN: "目標値なし",
    Standing.UNKNOWN: "実績なし",
    Standing.UNDER_WAY: "途中",
    Standing.REACHED: "達成",
    Standing.NEARLY: "ほぼ達成",
    Standing.MISSED: "未達",
}
STANDING_MARKS: Mapping[Standing, str] = {
    Standing.OPEN: "\N{EM DASH}",
    Standing.UNKNOWN: "?",
    Standing.UNDER_WAY: "\N{WHITE UP-POINTING TRIANGLE}",
    Standing.REACHED: "\N{WHITE CIRCLE}",
    Standing.NEARLY: "\N{WHITE CIRCLE}",
    Standing.MISSED: "\N{MULTIPLICATION SIGN}",
}
"""A mark beside each word, so that nothing is said by colour alone."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of a year: ``value`` in the target's unit, ``None`` where there is none and ``why`` says so.

    ``of`` is what a share is of, or how many 課 there are; ``count`` what was counted of it. ``beside``
    stands next to it (任命数), ``as_of`` is the day (ISO) it was counted for, ``source`` where an entered
    figure comes from, ``entered`` that somebody entered it by hand. ``short`` names the places that lack
    something, most lacking first. ``answers`` is how many answers stand behind the figure of a survey, 0
    where it was published as it is or is of none.
    """

    value: Decimal | None = None
    count: int | None = None
    of: int | None = None
    beside: str = ""
    as_of: str = ""
    source: str = ""
    entered: bool = False
    why: str = ""
    short: tuple[str, ...] = ()
    answers: int = 0


def standing(target: TargetSaid, plan: Decimal | None, found: Measured, *, over: bool) -> Standing:
    """Return where a target stands.

    Args:
        target: the target.
        plan: the figure planned for the year, ``None`` where none is.
        found: what was measured or entered.
        over: whether the time it is for is over.
    """
    if plan is None:
        return Standing.OPEN
    if found.value is None:
        return Standing.UNKNOWN
    if _reaches(target, plan, found):
        return Standing.REACHED
    if target.about and found.value >= plan * ABOUT:
        return Standing.NEARLY
    return Standing.MISSED if over else Standing.UNDER_WAY


def _reaches(target: TargetSaid, plan: Decimal, found: Measured) -> bool:
    if target.per_section and found.of is not None:
        return bool(found.of) and found.count == found.of
    if target.unit == PERCENT and found.count is not None and found.of:
        return Decimal(found.count) * 100 >= plan * found.of
    return found.value is not None and found.value >= plan


def remaining(target: TargetSaid, plan: Decimal | None, found: Measured) -> str:
    """Return what is lacking as people say it, e.g. ``あと34人``; empty where nothing is or nobody knows."""
    if plan is None or found.value is None or _reaches(target, plan, found):
        return ""
    if target.per_section and found.of is not None and found.count is not None:
        return f"あと{found.of - found.count:,}課"
    if target.unit == PERCENT:
        return f"あと{number(plan - found.value)}ポイント" if plan > found.value else ""
    return f"あと{number(plan - found.value)}{target.unit}"


def number(value: Decimal) -> str:
    """Return a figure as people read it: thousands apart, no zeros behind."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def planned(said: TargetSaid, year: int) -> Decimal | None:
    """Return the figure planned for a year: its own, else that of the last year of its policy.

    Only what is set for the period of a policy stands in the years before, too: a figure of a year whose
    target names no period is that year's alone.
    """
    return said.plan(planned_of(said, year))


def planned_of(said: TargetSaid, year: int) -> int:
    """Return of which fiscal year the figure is that ``planned`` gives for one, 0 where none is."""
    if said.plan(year) is not None:
        return year
    return period_of(said, year)


def period_of(said: TargetSaid, year: int) -> int:
    """Return the last fiscal year with a figure of a target set for a policy's period, 0 beside that period.

    Before that year its figure is what the period comes to, and not what the year itself aims at.
    """
    if said.span not in (Span.POLICY, Span.BOTH):
        return 0
    last = max((y for y, text in said.plans.items() if figure(text) is not None), default=0)
    within = not said.first_year or said.first_year <= year
    return last if last >= year and within else 0


def divided(known: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Return figures for the years between known ones, each as much nearer as the one before (逆算).

    Rounded up to as many decimals as the later figure has, so that no year aims at less than its share.

    Args:
        known: figures by fiscal year, what is there first and what is to be reached last.
    """
    found: dict[int, Decimal] = {}
    years = sorted(known)
    for first, last in pairwise(years):
        step = (known[last] - known[first]) / (last - first)
        unit = Decimal(1).scaleb(min(int(known[last].as_tuple().exponent), 0))
        for year in range(first + 1, last):
            rounding = ROUND_CEILING if step > 0 else ROUND_HALF_UP
            found[year] = (known[first] + step * (year - first)).quantize(unit, rounding)
    return found


def planned_text(target: TargetSaid, plan: Decimal | None) -> str:
    """Return a planned figure, e.g. ``約200人`` or ``各課2人以上``; ``○`` where it is open."""
    where = "各課" if target.per_section else ""
    about = "約" if target.about else ""
    value = "\N{WHITE CIRCLE}" if plan is None else number(plan)
    return f"{where}{about}{value}{target.unit}{'以上' if target.at_least else ''}"


def measured_text(target: TargetSaid, found: Measured) -> str:
    """Return a figure as people read it, e.g. ``52.4%(1,104 / 2,108人)``; empty where there is none.

    What was entered of a target that is counted (of years before the store began) says so.
    """
    if found.value is None:
        return ""
    if target.per_section and found.of is not None:
        return f"{found.count:,} / {found.of:,}課"
    text = f"{number(found.value)}{target.unit}"
    if found.entered and target.basis != Basis.HAND:
        return f"{text}({BY_HAND})"
    if found.of is None or found.count is None:
        return text
    # A share that was counted has its one decimal even where it is 0, as the rows beside it have.
    figure = f"{found.value:.1f}" if target.unit == PERCENT else number(found.value)
    return beside(f"{figure}{target.unit}", found.count, found.of)
