"""Everybody being looked at: one history of what is typed (undo, redo), and what is not yet kept.

What was confirmed or returned stands in the same history, in its turn: what was done last is undone first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from dxdesk.ui.deciding.model import ReviewDraft, Said

if TYPE_CHECKING:
    from dxdesk.usecases.review.whole_queue import ReviewSheet

Step = Mapping[str, tuple[Said, Said]]
"""What one step changed, by employee number: before and after; about nobody where it was an act."""


class Decisions:
    """The people of a queue by employee number. Knows nothing of widgets."""

    def __init__(self) -> None:
        """Start without people."""
        self.people: dict[str, ReviewDraft] = {}
        self.restored: tuple[str, ...] = ()
        self._begun: dict[str, Said] = {}
        self._before: list[Step] = []
        self._after: list[Step] = []
        self._last_edit = ""
        self._dirty: set[str] = set()
        self._took_up = False
        self._again: set[str] = set()

    def show(self, found: ReviewSheet) -> None:
        """Take over what was read anew; what is typed stays, drafts are taken up once."""
        people: dict[str, ReviewDraft] = {}
        restored = []
        for entry in found.entries:
            number = entry.employee_number
            sheet = found.sheets.get(number)
            if sheet is None:
                continue
            kept = self.people.get(number)
            if kept is not None and kept.on_behalf_of != entry.on_behalf_of and entry.ready:
                # What was done on behalf is over: it is this confirmer's own turn now.
                kept = None
            if kept is not None and (self.touched(number) or kept.on_behalf_of != entry.on_behalf_of):
                kept.sheet = sheet
            else:
                kept = ReviewDraft(sheet, entry.stage, entry.on_behalf_of)
                kept.begin()
                self._begun[number] = kept.said_now()
                wanted = not self._took_up or number in self._again
                draft = found.drafts.get(number, "") if wanted else ""
                if draft and kept.take_up(draft):
                    restored.append(number)
            people[number] = kept
        self.people = people
        if not self._took_up:
            self.restored, self._took_up = tuple(restored), True
        self._again.clear()

    def touched(self, number: str) -> bool:
        """Tell whether something is typed about a person that is not confirmed yet."""
        work = self.people.get(number)
        return work is not None and work.said_now() != self._begun.get(number)

    def stand_in(self, number: str, work: ReviewDraft) -> None:
        """Look at a person on behalf of somebody else, or no longer."""
        work.begin()
        self.people[number] = work
        self._begun[number] = work.said_now()
        self._forget_steps(number)

    def settle(self, numbers: Iterable[str]) -> None:
        """Forget what was typed about people: it is confirmed or returned."""
        for number in numbers:
            self.people.pop(number, None)
            self._begun.pop(number, None)
            self._dirty.discard(number)
            self._forget_steps(number)

    def acted(self) -> None:
        """Take note that somebody was confirmed or returned after all that was typed so far."""
        self._before.append({})
        self._after.clear()
        self._last_edit = ""

    @property
    def act_is_last(self) -> bool:
        """Whether nothing typed is to be undone before the last confirmation or return."""
        return not self._before or not self._before[-1]

    def act_is_over(self) -> None:
        """Forget the last confirmation or return: it is taken back, or cannot be."""
        if self._before and not self._before[-1]:
            self._before.pop()

    def begin_again(self, numbers: Iterable[str]) -> None:
        """Take up at the next reading what is kept about people whose decision was taken back."""
        wanted = tuple(numbers)
        self.settle(wanted)
        self._again.update(wanted)

    def edit(self, numbers: Iterable[str], change: Callable[[], object], kind: str = "") -> bool:
        """Change something about people as one step; return whether anything changed.

        Changes of the same ``kind`` one after the other (letters typed into a field) are one step.
        """
        wanted = {n: self.people[n] for n in numbers if n in self.people}
        before = {number: work.said_now() for number, work in wanted.items()}
        change()
        step = {n: (before[n], work.said_now()) for n, work in wanted.items() if work.said_now() != before[n]}
        if not step:
            return False
        if kind and kind == self._last_edit and self._before and self._before[-1].keys() == step.keys():
            last = self._before.pop()
            step = {number: (last[number][0], step[number][1]) for number in step}
        dirty = step.keys()
        step = {number: (was, now) for number, (was, now) in step.items() if was != now}
        if step:  # else typed and taken away again in the field: an undo of it would do nothing
            self._before.append(step)
        self._after.clear()
        self._last_edit = kind if step else ""
        self._dirty |= dirty
        return True

    def undo(self) -> tuple[str, ...]:
        """Take back the last step typed since the last act; return whom it was about."""
        if self.act_is_last:
            return ()
        return self._go(self._before, self._after, 0)

    def redo(self) -> tuple[str, ...]:
        """Do the step again that was taken back; return whom it is about."""
        return self._go(self._after, self._before, 1)

    def unsaved(self) -> dict[str, str]:
        """Return the drafts to keep now, by employee number, and take them as kept."""
        found = {n: self.people[n].text() if self.touched(n) else "" for n in self._dirty if n in self.people}
        self._dirty.clear()
        return found

    def keep_later(self, numbers: Iterable[str]) -> None:
        """Take drafts as not kept: writing them failed."""
        self._dirty |= {number for number in numbers if number in self.people}

    def _go(self, source: list[Step], target: list[Step], position: int) -> tuple[str, ...]:
        if not source:
            return ()
        step = source.pop()
        target.append(step)
        self._last_edit = ""
        for number, said in step.items():
            if number in self.people:
                self.people[number].say(said[position])
        self._dirty |= step.keys()
        return tuple(step)

    def _forget_steps(self, number: str) -> None:
        for steps in (self._before, self._after):
            kept = [(step, {n: said for n, said in step.items() if n != number}) for step in steps]
            steps[:] = [left for step, left in kept if left or not step]
        self._last_edit = ""
