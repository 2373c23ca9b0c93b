"""The answers in work: what is chosen, undo and redo, how far one is. Knows nothing of widgets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxdesk.usecases.answer import AnswerItem, Answers, AnswerSheet
    from dxdesk.usecases.sheets import ExperienceLine

USUAL_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many statements of a level are ticked."""

    done: int
    whole: int


class Answering:
    """One sheet being answered. Every change is one step that can be undone."""

    def __init__(self, sheet: AnswerSheet) -> None:
        """Begin with what the sheet holds."""
        self.sheet = sheet
        self.answers: Answers = sheet.answers
        self._before: list[Answers] = []
        self._after: list[Answers] = []
        self._last_edit = ""

    @property
    def items(self) -> tuple[AnswerItem, ...]:
        """The items to answer."""
        return self.sheet.items

    def item(self, uid: str) -> AnswerItem:
        """Return one item."""
        return next(item for item in self.items if item.uid == uid)

    @property
    def answered(self) -> int:
        """How many items have a level."""
        return sum(1 for item in self.items if item.uid in self.answers.levels)

    @property
    def minutes_left(self) -> int:
        """How many of the usual fifteen minutes are left, by share of items."""
        left = len(self.items) - self.answered
        return math.ceil(USUAL_MINUTES * left / len(self.items)) if self.items else 0

    @property
    def first_open(self) -> str:
        """The uid of the first item without a level, empty when all have one."""
        return next((item.uid for item in self.items if item.uid not in self.answers.levels), "")

    def level(self, uid: str) -> int | None:
        """Return the level chosen."""
        return self.answers.levels.get(uid)

    def top(self, uid: str) -> int:
        """Return the highest level of an item's scale."""
        return max((level for level, *_ in self.item(uid).criteria), default=3)

    def label(self, uid: str, level: int | None) -> str:
        """Return a level's label, e.g. ``LV2``; empty without one."""
        return next((label for value, label, *_ in self.item(uid).criteria if value == level), "")

    def choose(self, uid: str, level: int) -> bool:
        """Choose a level that the item's scale has; return whether it has."""
        if all(level != value for value, *_ in self.item(uid).criteria):
            return False
        self._change(replace(self.answers, levels={**self.answers.levels, uid: level}))
        return True

    def ticks(self, uid: str) -> frozenset[tuple[int, int]]:
        """Return the ticked statements as (level, position)."""
        return frozenset(self.answers.checked.get(uid, ()))

    def ticked(self, uid: str, level: int) -> Ticked:
        """Return how many statements of a level are ticked."""
        statements = next((s for value, _, _, s in self.item(uid).criteria if value == level), ())
        return Ticked(sum(1 for value, _ in self.ticks(uid) if value == level), len(statements))

    def tick(self, uid: str, level: int, place: int, on: bool) -> None:
        """Tick a statement or take the tick away."""
        marks = self.ticks(uid)
        marks = marks | {(level, place)} if on else marks - {(level, place)}
        self._change(replace(self.answers, checked={**self.answers.checked, uid: tuple(sorted(marks))}))

    def keep_last(self, uid: str) -> bool:
        """Choose last year's level; return whether there was one."""
        last = self.item(uid).last
        return last is not None and self.choose(uid, last)

    def keep_all_last(self) -> int:
        """Choose last year's level wherever none is chosen; return how many were."""
        from dxdesk.usecases.answer import keep_last_year

        kept = keep_last_year(replace(self.sheet, answers=self.answers))
        gained = len(kept.levels) - len(self.answers.levels)
        if gained:
            self._change(kept)
        return gained

    def write_evidence(self, uid: str, text: str) -> None:
        """Write the ground of an item."""
        self._change(replace(self.answers, evidence=_with(self.answers.evidence, uid, text)), f"e{uid}")

    def write_goal(self, uid: str, text: str) -> None:
        """Write next year's goal of an item."""
        self._change(replace(self.answers, goals=_with(self.answers.goals, uid, text)), f"g{uid}")

    def write_comment(self, text: str) -> None:
        """Write what one wants to say besides."""
        self._change(replace(self.answers, comment=text), "comment")

    def write_lines(self, lines: tuple[ExperienceLine, ...]) -> None:
        """Write courses, qualifications and experience."""
        self._change(replace(self.answers, lines=lines), "lines")

    def undo(self) -> bool:
        """Take the last step back; return whether there was one."""
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        """Do the step again that was taken back."""
        return self._step(self._after, self._before)

    def _step(self, source: list[Answers], target: list[Answers]) -> bool:
        if not source:
            return False
        target.append(self.answers)
        self.answers = source.pop()
        self._last_edit = ""
        return True

    def _change(self, answers: Answers, edit: str = "") -> None:
        if answers == self.answers:
            return
        # Letters typed one after the other into one field are one step.
        if not (edit and edit == self._last_edit):
            self._before.append(self.answers)
        self._last_edit = edit
        self._after.clear()
        self.answers = answers


def _with(texts: Mapping[str, str], uid: str, text: str) -> dict[str, str]:
    kept = dict(texts)
    if text:
        kept[uid] = text
    else:
        kept.pop(uid, None)
    return kept
