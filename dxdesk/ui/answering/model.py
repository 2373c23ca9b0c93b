"""The answers in work: what is chosen, undo and redo, how far one is. Knows nothing of widgets."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxdesk.ports.workbooks import ExperienceLine
    from dxdesk.usecases.answering.sheet import AnswerItem, Answers, AnswerSheet

USUAL_MINUTES = 15
PAUSE_SECONDS = 1.5
"""Letters typed without such a pause between them are one step of undo."""

MORE, LINES, SUBMIT = "goals", "lines", "submit"
"""The pages after the skills; ``LINES`` is the lower part of ``MORE``."""

LEVEL, GROUND, RAISED, REASON = "level", "ground", "raised", "reason"


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many statements of a level are ticked."""

    done: int
    whole: int


@dataclass(frozen=True, slots=True)
class Lack:
    """What is worth a look before submitting: the item, and one of the kinds above."""

    uid: str
    kind: str


@dataclass(frozen=True, slots=True)
class Compared:
    """How many levels went up, down, stayed, and have nothing of last year to compare with."""

    up: int
    down: int
    same: int
    new: int


@dataclass(frozen=True, slots=True)
class _Step:
    answers: Answers
    place: str


class Answering:
    """One sheet being answered. Every change is one step that can be undone."""

    def __init__(self, sheet: AnswerSheet, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with what the sheet holds."""
        self.sheet = sheet
        self.answers: Answers = sheet.answers
        self._clock = clock
        self._before: list[_Step] = []
        self._after: list[_Step] = []
        self._last_edit = ""
        self._last_time = 0.0

    # --- reading -------------------------------------------------------------------------------

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

    @property
    def returned(self) -> bool:
        """Whether the form came back with reasons and was not submitted again yet."""
        sheet = self.sheet
        return not sheet.submitted and bool(sheet.returned or any(item.reason for item in sheet.items))

    @property
    def first_place(self) -> str:
        """Where to begin: at what was returned, else at the first open item; empty: nothing is left."""
        if self.returned:
            asked = next((item.uid for item in self.items if self.reason(item.uid)), "")
            return asked or self.first_open or (self.items[0].uid if self.items else "")
        return self.first_open

    @property
    def changed_since_said(self) -> bool:
        """Whether anything differs from what was submitted last (``AnswerSheet.unsent`` of what is typed)."""
        return self.sheet.differs(self.answers)

    def reason(self, uid: str) -> str:
        """Return why an item was returned, empty once the form was submitted again."""
        return "" if self.sheet.submitted else self.item(uid).reason

    def touched(self, uid: str) -> bool:
        """Tell whether an item differs from what was submitted before."""
        said, now = self.sheet.said, self.answers
        return (said.levels.get(uid), said.evidence.get(uid, ""), said.goals.get(uid, "")) != (
            now.levels.get(uid),
            now.evidence.get(uid, ""),
            now.goals.get(uid, ""),
        )

    def level(self, uid: str) -> int | None:
        """Return the level chosen."""
        return self.answers.levels.get(uid)

    def top(self, uid: str) -> int:
        """Return the highest level of an item's scale."""
        return max((level for level, *_ in self.item(uid).criteria), default=3)

    def lowest(self, uid: str) -> int:
        """Return the lowest level of an item's scale."""
        return min((level for level, *_ in self.item(uid).criteria), default=0)

    def label(self, uid: str, level: int | None) -> str:
        """Return a level's label, e.g. ``LV2``; empty without one."""
        return next((label for value, label, *_ in self.item(uid).criteria if value == level), "")

    def rise(self, uid: str) -> int | None:
        """Return by how much the level differs from last year's, ``None`` where one of them is missing."""
        level, last = self.level(uid), self.item(uid).last
        return None if level is None or last is None else level - last

    @property
    def compared(self) -> Compared:
        """The levels chosen against last year's."""
        rises = [self.rise(item.uid) for item in self.items if item.uid in self.answers.levels]
        known = [rise for rise in rises if rise is not None]
        return Compared(
            sum(rise > 0 for rise in known),
            sum(rise < 0 for rise in known),
            sum(rise == 0 for rise in known),
            len(rises) - len(known),
        )

    def ticks(self, uid: str) -> frozenset[tuple[int, int]]:
        """Return the ticked statements as (level, position)."""
        return frozenset(self.answers.checked.get(uid, ()))

    def ticked(self, uid: str, level: int) -> Ticked:
        """Return how many statements of a level are ticked."""
        statements = next((s for value, _, _, s in self.item(uid).criteria if value == level), ())
        return Ticked(sum(1 for value, _ in self.ticks(uid) if value == level), len(statements))

    def held(self, uid: str, level: int) -> bool:
        """Tell whether enough of a level's statements are ticked, as its scale says."""
        count = self.ticked(uid, level)
        return self.item(uid).scale.enough(count.done, count.whole)

    def proposal(self, uid: str) -> int | None:
        """Return the highest level of which enough statements are ticked, unless one as high is chosen."""
        chosen, item = self.level(uid), self.item(uid)
        full = [level for level, _, _, statements in item.criteria if statements]
        full = [level for level in full if self.held(uid, level)]
        best = max(full, default=None)
        return best if best is not None and (chosen is None or best > chosen) else None

    def wants_ground(self, uid: str) -> bool:
        """Tell whether the level chosen is ticked only partly and nothing is written to carry it."""
        level = self.level(uid)
        if level is None or self.answers.evidence.get(uid, "").strip():
            return False
        return self.ticked(uid, level).done > 0 and not self.held(uid, level)

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What is worth a look before submitting, in the order of the form; none of it forbids to."""
        found = []
        for item in self.items:
            ground = self.answers.evidence.get(item.uid, "").strip()
            if self.reason(item.uid) and not self.touched(item.uid):
                found.append(Lack(item.uid, REASON))
            elif self.level(item.uid) is None:
                found.append(Lack(item.uid, LEVEL))
            elif self.wants_ground(item.uid):
                found.append(Lack(item.uid, GROUND))
            elif (self.rise(item.uid) or 0) > 0 and not ground:
                found.append(Lack(item.uid, RAISED))
        return tuple(found)

    # --- changing ------------------------------------------------------------------------------

    def choose(self, uid: str, level: int) -> bool:
        """Choose a level that the item's scale has; return whether it has."""
        if all(level != value for value, *_ in self.item(uid).criteria):
            return False
        self._change(replace(self.answers, levels={**self.answers.levels, uid: level}), uid)
        return True

    def tick(self, uid: str, level: int, position: int, on: bool) -> None:
        """Tick a statement or take the tick away."""
        marks = self.ticks(uid)
        marks = marks | {(level, position)} if on else marks - {(level, position)}
        self._change(replace(self.answers, checked={**self.answers.checked, uid: tuple(sorted(marks))}), uid)

    def keep_last(self, uid: str) -> bool:
        """Choose last year's level; return whether there was one."""
        last = self.item(uid).last
        return last is not None and self.choose(uid, last)

    def keep_all_last(self) -> int:
        """Choose last year's level wherever none is chosen; return how many were."""
        from dxdesk.usecases.answering.sheet import keep_last_year

        kept = keep_last_year(replace(self.sheet, answers=self.answers))
        gained = len(kept.levels) - len(self.answers.levels)
        if gained:
            self._change(kept, self.first_open)
        return gained

    def write_evidence(self, uid: str, text: str) -> None:
        """Write the ground of an item."""
        self._change(replace(self.answers, evidence=_with(self.answers.evidence, uid, text)), uid, f"e{uid}")

    def write_goal(self, uid: str, text: str, place: str = "") -> None:
        """Write next year's goal of an item; ``place`` is where it is written, the item itself if empty."""
        self._change(
            replace(self.answers, goals=_with(self.answers.goals, uid, text)), place or uid, f"g{uid}"
        )

    def write_comment(self, text: str) -> None:
        """Write next year's overall goal, and what one wants to say besides."""
        self._change(replace(self.answers, comment=text), MORE, "comment")

    def write_attained(self, key: str, place: int, text: str) -> None:
        """Write what came of a goal of the year (``place`` 0), or the comment on it (1)."""
        said = list(self.answers.attained.get(key, ("", "")))
        said[place] = text
        attained = {**self.answers.attained, key: (said[0], said[1])}
        if not any(said):
            attained.pop(key)
        self._change(replace(self.answers, attained=attained), MORE, f"a{key}{place}")

    def set_mark(self, where: str) -> None:
        """Say where a goal was set (印), empty for nothing."""
        self._change(replace(self.answers, mark=where), MORE)

    def write_lines(self, lines: tuple[ExperienceLine, ...]) -> None:
        """Write courses, qualifications and experience."""
        self._change(replace(self.answers, lines=lines), LINES, "lines")

    def undo(self) -> str:
        """Take the last step back; return the place it was made at, empty when there is none."""
        return self._step(self._before, self._after)

    def redo(self) -> str:
        """Do the step again that was taken back; return its place, empty when there is none."""
        return self._step(self._after, self._before)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    def _step(self, source: list[_Step], target: list[_Step]) -> str:
        if not source:
            return ""
        step = source.pop()
        target.append(_Step(self.answers, step.place))
        self.answers = step.answers
        self._last_edit = ""
        return step.place

    def _change(self, answers: Answers, place: str, edit: str = "") -> None:
        if answers == self.answers:
            return
        now = self._clock()
        # Letters typed one after the other into one field are one step.
        if not (edit and edit == self._last_edit and now - self._last_time < PAUSE_SECONDS):
            self._before.append(_Step(self.answers, place))
        self._last_edit, self._last_time = edit, now
        self._after.clear()
        self.answers = answers


def _with(texts: Mapping[str, str], uid: str, text: str) -> dict[str, str]:
    kept = dict(texts)
    if text:
        kept[uid] = text
    else:
        kept.pop(uid, None)
    return kept
