"""Findings as people read them: the rule, the place, what was found, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from dxdesk.domain.alike import kind_of, proposed_in
from dxdesk.domain.errors import Problem
from dxdesk.ui.look import words
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import column, inside

LISTED_MOST = 12
"""So many findings of one kind are listed; the rest are counted."""

_AS_SHOWN = "矢印の右のとおりとみなしてよければ、上の印を付けて、もう一度中身を確かめてください。"
_MORE = "ほか {count:,}か所"


def problem_card(problem: Problem) -> QFrame:
    """Return a finding: rule, place and what was found, how to fix it."""
    return inside(column(*_parts(problem), gap=3, margins=(12, 9, 12, 9)), look="attention")


def problems_card(problems: Sequence[Problem], accepting: QWidget | None = None) -> QFrame:
    """Return findings of a code together, one a line; what is accepted together stands above them.

    ``accepting`` takes what is proposed of all of them, so nobody has to go past them to come to it.
    """
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault(kind_of(problem), []).append(problem)
    parts: list[QWidget] = [accepting] if accepting is not None else []
    left, untold = LISTED_MOST, 0
    for some in alike.values():
        if left:
            parts += _parts(some[0]) if len(some) == 1 else _listed(some, left)
        else:
            untold += len(some)
        left -= min(left, len(some))
    if untold:
        parts.append(Text(_MORE.format(count=untold), "muted"))
    return inside(column(*parts, gap=3, margins=(12, 9, 12, 9)), look="attention")


def _parts(problem: Problem) -> list[QWidget]:
    parts: list[QWidget] = [Text(words.in_window(problem.message), wrap=True)]
    where = _where(problem)
    if where:
        parts.append(Text(f"場所: {where}", "caption", wrap=True))
    found = words.finding(problem.found)
    if found:
        parts.append(Text(f"{problem.found_label}: {found}", "caption", wrap=True))
    if problem.fix:
        parts.append(Text(words.in_window(problem.fix), "muted", wrap=True))
    return parts


def _listed(problems: Sequence[Problem], most: int) -> list[QWidget]:
    """Return findings that differ by what they quote: what they have in common is said once."""
    first = problems[0]
    one_rule = all(problem.message == first.message for problem in problems)
    one_fix = all(problem.fix == first.fix for problem in problems)
    proposed = all(map(proposed_in, problems))
    parts: list[QWidget] = [Text(words.in_window(first.message), wrap=True)] if one_rule else []
    lines = [
        _line(problem, rule=not (one_rule or proposed), fix=not (one_fix or proposed))
        for problem in problems[:most]
    ]
    if len(problems) > most:
        lines.append(_MORE.format(count=len(problems) - most))
    parts.append(Text("\n".join(lines), wrap=True))
    if proposed:
        parts.append(Text(_AS_SHOWN, "muted", wrap=True))
    elif one_fix and first.fix:
        parts.append(Text(words.in_window(first.fix), "muted", wrap=True))
    return parts


def _line(problem: Problem, *, rule: bool, fix: bool) -> str:
    """Return a finding in one line, ``一覧・A4: 1002 → 001002``, with rule and fix that are its own."""
    proposed = proposed_in(problem)
    found = words.finding(problem.found)
    said = f"{found} → {words.shown(proposed)}" if proposed and not fix else found
    own = (problem.message if rule else "") + (problem.fix if fix else "")
    told = "・".join(part for part in (said, words.in_window(own)) if part)
    return ": ".join(part for part in (_where(problem), told) if part)


def _where(problem: Problem) -> str:
    return "・".join(part for part in (problem.place.sheet, problem.place.cell) if part)
