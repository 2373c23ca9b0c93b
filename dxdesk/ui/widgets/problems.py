"""A finding as people read it: the rule, the place, what was found, how to mend it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from dxdesk.domain.errors import Problem
from dxdesk.ui.look import words
from dxdesk.ui.widgets.basics import Text, column, inside


def problem_card(problem: Problem) -> QFrame:
    """Return a finding: rule, place and what was found, how to fix it."""
    parts = [Text(words.in_window(problem.message), wrap=True)]
    where = "・".join(part for part in (problem.place.sheet, problem.place.cell) if part)
    if where:
        parts.append(Text(f"場所: {where}", "caption", wrap=True))
    found = words.finding(problem.found)
    if found:
        parts.append(Text(f"{problem.found_label}: {found}", "caption", wrap=True))
    if problem.fix:
        parts.append(Text(words.in_window(problem.fix), "muted", wrap=True))
    return inside(column(*parts, gap=3, margins=(12, 9, 12, 9)), look="attention")
