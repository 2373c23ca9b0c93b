"""A logic model as a drawing: boxes in columns from 取組 to the final outcome, for screen and paper alike.

Everything is laid out here, texts cut into lines, so that both draw the same. Where a policy says which
outcome leads to which, lines say so; otherwise one arrow leads from a layer to the next.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain.indicator_record import ActivitySaid, OutcomeSaid

ACTIVITY, DIRECT, INTERMEDIATE, FINAL = "activity", "direct", "intermediate", "final"
HEADINGS: Mapping[str, str] = {
    ACTIVITY: "取組(活動)",
    DIRECT: "直接アウトカム",
    INTERMEDIATE: "中間アウトカム",
    FINAL: "最終アウトカム",
}
_SHARES = {ACTIVITY: 0.27, DIRECT: 0.33, INTERMEDIATE: 0.21, FINAL: 0.19}
_GAP, _PAD, _HEAD = 2.0, 0.8, 2.4
_LINE = 1.5
"""All in em, the size of the type."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its layer, code (empty for 取組), lines of text and of figures, and its place in em."""

    layer: str
    code: str
    lines: tuple[str, ...]
    figures: tuple[str, ...]
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing: headings with their left ends, boxes, and lines from box to box, all in em.

    ``said``: the policy says which outcome leads to which, so that lines go from box to box and no arrow from
    layer to layer.
    """

    width: float
    height: float
    headings: tuple[tuple[str, float], ...]
    boxes: tuple[Box, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    said: bool


def lay_out(
    outcomes: Sequence[OutcomeSaid],
    activities: Sequence[ActivitySaid],
    figures: Mapping[str, Sequence[str]],
    width: float,
) -> Diagram:
    """Return the drawing of a logic model.

    Args:
        outcomes: those of the three layers, in their order.
        activities: the 取組; each stands beside every outcome it is for.
        figures: by code of an outcome the lines of figures in its box.
        width: the room, in em.
    """
    of = {layer: [one for one in outcomes if one.layer == layer] for layer in _SHARES}
    # A layer with nothing in it has no heading and takes no room; 取組 stand beside the direct outcomes.
    shares = {layer: share for layer, share in _SHARES.items() if of[DIRECT if layer == ACTIVITY else layer]}
    room, whole = width - max(len(shares) - 1, 0) * _GAP, sum(shares.values())
    left = 0.0
    lefts, widths = dict.fromkeys(_SHARES, 0.0), dict.fromkeys(_SHARES, width)
    for layer, share in shares.items():
        lefts[layer], widths[layer] = left, room * share / whole
        left += widths[layer] + _GAP
    boxes: list[Box] = []
    top = _HEAD
    for one in of[DIRECT]:
        done = [line for activity in activities if one.code in activity.outcomes
                for line in _bullet(activity.name, widths[ACTIVITY] - 2 * _PAD)]  # fmt: skip
        text = wrapped(f"{one.code} {one.name}", widths[DIRECT] - 2 * _PAD)
        said = tuple(figures.get(one.code, ()))
        height = max(len(done), len(text) + len(said), 1) * _LINE + 2 * _PAD
        boxes.append(Box(ACTIVITY, "", tuple(done), (), lefts[ACTIVITY], top, widths[ACTIVITY], height))
        boxes.append(Box(DIRECT, one.code, text, said, lefts[DIRECT], top, widths[DIRECT], height))
        top += height + _PAD
    texts = {
        layer: [wrapped(one.name, widths[layer] - 2 * _PAD) for one in of[layer]]
        for layer in (INTERMEDIATE, FINAL)
    }
    least = {layer: sum(len(lines) * _LINE + 3 * _PAD for lines in found) for layer, found in texts.items()}
    bottom = max(top - _PAD, _HEAD + max(least.values(), default=0.0), _HEAD + 4)
    for layer in (INTERMEDIATE, FINAL):
        boxes += _spread(layer, of[layer], texts[layer], figures, lefts[layer], widths[layer], bottom)
    known = {(one.layer, one.code): one for one in boxes}
    by_code = {one.code: one for one in boxes if one.code}
    lines = [
        (start.left + start.width, start.top + start.height / 2, end.left, end.top + end.height / 2)
        for one in outcomes
        for code in one.leads_to
        if (start := known.get((one.layer, one.code))) is not None
        and (end := by_code.get(code)) is not None
        and end.left > start.left
    ]
    headings = tuple((HEADINGS[layer], lefts[layer]) for layer in shares)
    return Diagram(width, bottom, headings, tuple(boxes), tuple(lines), bool(lines))


def _spread(
    layer: str,
    outcomes: Sequence[OutcomeSaid],
    texts: Sequence[tuple[str, ...]],
    figures: Mapping[str, Sequence[str]],
    left: float,
    width: float,
    bottom: float,
) -> list[Box]:
    """Return boxes of one layer over the whole height."""
    if not outcomes:
        return []
    each = (bottom - _HEAD + _PAD) / len(outcomes)
    return [
        Box(layer, one.code, lines, tuple(figures.get(one.code, ())), left, _HEAD + place * each, width,
            each - _PAD)
        for place, (one, lines) in enumerate(zip(outcomes, texts, strict=True))
    ]  # fmt: skip


def _bullet(text: str, room: float) -> tuple[str, ...]:
    first, *rest = wrapped(text, room - 1) or ("",)
    return (f"・{first}", *(f"\u3000{line}" for line in rest))


_NO_START = frozenset("、。\uff09」』・ー)]}")


_NO_END = "\uff08「『([{"


def _wide(letter: str) -> float:
    return 1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.6


def wrapped(text: str, room: float) -> tuple[str, ...]:
    """Return a text cut into lines of at most so many em; brackets and 、 stay where they belong."""
    lines, line, used = [], "", 0.0
    for letter in text:
        wide = _wide(letter)
        if used + wide > room and line and letter not in _NO_START:
            kept = line.rstrip(_NO_END) or line
            lines.append(kept)
            line = line[len(kept) :]
            used = sum(map(_wide, line))
        line += letter
        used += wide
    return (*lines, line) if line else tuple(lines)
