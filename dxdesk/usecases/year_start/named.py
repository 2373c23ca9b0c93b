"""Goals out of a plain JSON document, as commands take them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dxdesk.domain.errors import KnownError
from dxdesk.domain.text import cleaned
from dxdesk.usecases.forms.goal_texts import Cells
from dxdesk.usecases.forms.plan_form import answered_of, cells_of, typed
from dxdesk.usecases.year_start.own import GoalSheet

_FIELDS = ("skill", "level", "text", "measure", "by")


def goals_from_json(sheet: GoalSheet, document: object) -> dict[str, Cells]:
    """Return the lines of ``{"goals": [{"skill", "level", "text", "measure", "by"}]}``, in their order.

    They come in the words the screen offers, however they were written (``3`` for a skill, ``2`` for LV2):
    a screen that knew a draft's words not would lose them.

    Raises:
        KnownError: ``answers-unreadable``, ``start-many`` for more goals than the form has lines, and what of
            a goal cannot be read, by line and field.
    """
    data: Mapping[str, Any] = document if isinstance(document, dict) else {}
    goals: list[Any] = data["goals"] if isinstance(data.get("goals"), list) else [None]
    unsound = any(not isinstance(goal, dict) or set(goal) - set(_FIELDS) for goal in goals)
    if unsound or set(data) - {"goals"}:
        raise KnownError(
            "answers-unreadable",
            "期首の目標のファイルの形が違います。何も保存していません。",
            f"goals の一覧に、{'、'.join(_FIELDS)} の名前で書いてください。",
        )
    if len(goals) > len(sheet.lines):
        raise KnownError(
            "start-many",
            f"目標が多すぎます。期首票の行は{len(sheet.lines)}行です。何も保存していません。",
            "似た目標をまとめてください。",
            found=str(len(goals)),
        )
    written = {key: _cells(goal) for key, goal in zip(sheet.lines, goals, strict=False)}
    answered, problems = answered_of(sheet.question, typed(sheet.question, cleaned(written)))
    if problems:
        raise KnownError.of(problems)
    return cells_of(sheet.question, answered.goals)


def _cells(goal: Mapping[str, Any]) -> Cells:
    skill, level, text, measure, by = ("" if goal.get(name) is None else str(goal[name]) for name in _FIELDS)
    return skill, level, text, measure, by
