"""Findings of one kind told together: a table of 300 people can say the same of each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dxdesk.domain.errors import Place, Problem

FEW = 3
"""So many findings of one kind are told one by one."""
_SHOWN = 5
"""Cells shown of more; the rest are counted."""

_QUOTED = re.compile("「[^」]*」")
_PROPOSED = re.compile("「([^」]*)」とみなして")
_AS_SHOWN = "矢印の右のとおりとみなして"


def kind_of(problem: Problem) -> tuple[str, str, str]:
    """Return what findings have in common that differ by place and by what they quote only."""
    return problem.code, _QUOTED.sub("", problem.message), _QUOTED.sub("", problem.fix)


def proposed_in(problem: Problem) -> str:
    """Return what a finding proposes to take a cell for (「000101」とみなして…), empty for none."""
    found = _PROPOSED.match(problem.fix)
    return found[1] if found else ""


def folded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return findings in their order, those of one kind in one sheet as one where they are more than ``FEW``.

    Only what names its cell is folded. What is folded shows its first cells and how many there are.
    """
    kinds: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        place = problem.place
        key = (place.file, place.sheet, *kind_of(problem)) if place.cell else number
        kinds.setdefault(key, []).append(problem)
    return tuple(problem for of in kinds.values() for problem in (of if len(of) <= FEW else (_together(of),)))


def _together(of: Sequence[Problem]) -> Problem:
    first, shown = of[0], of[:_SHOWN]
    more = f" ほか{len(of) - _SHOWN:,}か所" if len(of) > _SHOWN else ""
    fix = _AS_SHOWN + _PROPOSED.sub("", first.fix, count=1) if all(map(proposed_in, of)) else ""
    values = [
        f"{one.found} → {proposed_in(one)}" if fix and one.found else one.found or proposed_in(one)
        for one in shown
    ]
    if len({one.found for one in of}) == 1 and not fix:
        found = f"{first.found} {'、'.join(one.place.cell for one in shown)}".strip()
    else:
        found = "、".join(
            f"{one.place.cell} {value}".strip() for one, value in zip(shown, values, strict=True)
        )
    return replace(
        first,
        message=_common([one.message for one in of]),
        fix=fix or _common([one.fix for one in of]),
        found=found + more,
        place=Place(first.place.file, first.place.sheet, f"{len(of):,}か所"),
    )


def _common(texts: Sequence[str]) -> str:
    """Return the first of texts that differ by what they quote; what differs is followed by など."""
    quoted = [_QUOTED.findall(text) for text in texts]
    if len(set(map(len, quoted))) > 1:
        return texts[0]
    differ = [len(set(words)) > 1 for words in zip(*quoted, strict=True)]
    places = iter(differ)
    return _QUOTED.sub(lambda found: found[0] + ("など" if next(places) else ""), texts[0])
