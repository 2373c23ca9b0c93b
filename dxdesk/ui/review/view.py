"""確認: queue left, person right; Enter confirms and goes on; a grid for many; the spread at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.ui.deciding import messages as deciding_messages
from dxdesk.ui.deciding.dialogs import BatchDialog, ReturnDialog
from dxdesk.ui.deciding.model import Deciding
from dxdesk.ui.look import words
from dxdesk.ui.review import messages
from dxdesk.ui.review.base import ReviewBase, what_of
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.ports import Progress

PAUSE_SECONDS = 0.25
"""A second press of Enter sooner than this after the first is the same press: nobody read the next person."""


class Review(ReviewBase):
    """The confirming screen of a section store."""

    pause = PAUSE_SECONDS

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self._pressed = 0.0
        self.page.confirm_wanted.connect(self.confirm)
        self.page.return_wanted.connect(self.send_back)
        self.page.later_wanted.connect(self._later)
        self.page.behalf_wanted.connect(self._on_behalf)
        self.entry.finish_wanted.connect(self._finish_entry)
        self.slips.clicked.connect(lambda *_: self._send_slips())
        self.batch.clicked.connect(lambda *_: self._batch())
        for made in (self.send, self.spread.send, self.spread.again):
            made.clicked.connect(lambda *_: self._send())

    # --- one person ------------------------------------------------------------------------------

    def confirm(self) -> None:
        """Confirm the person shown, unless a word is missing; then go to the next."""
        work = self.page.work
        now = time.monotonic()
        if work is None or not self.page.confirm.isEnabled() or now - self._pressed < self.pause:
            return
        missing = work.missing
        if missing and not work.comment.strip():
            name = work.item(missing[0]).name
            self.banner.say(
                deciding_messages.NEEDS_COMMENT.format(name=name, what=work.what),
                deciding_messages.NEEDS_COMMENT_MEANS,
            )
            self.page.point_at(missing[0])
            return
        unexplained = work.stages_missing
        if unexplained and not work.comment.strip():
            persona = unexplained[0].persona
            self.banner.say(
                deciding_messages.STAGE_NEEDS.format(persona=persona.name),
                deciding_messages.NEEDS_COMMENT_MEANS,
            )
            self.page.stages.point_at(persona.code)
            return
        self._pressed = now
        # Pressed twice, it is still one confirmation.
        self.page.confirm.setEnabled(False)
        following = self.queue.next_number()
        name = words.shown(work.person.name)

        def done(found: Any) -> None:
            self._after(found.confirmed, following)
            self.saved.emit(messages.CONFIRMED.format(name=name))

        self._confirm([work], done)

    def _confirm(self, people: Sequence[Deciding], done: Callable[[Any], object], title: str = "") -> None:
        self._save()  # before the decision is written, not after: what is confirmed is no draft
        looked = [work.looked() for work in people]

        def act(progress: Progress) -> Any:
            from dxdesk.usecases.review_sheet import confirm_looked

            found = confirm_looked(self.desk, looked, progress)
            if found.skipped and len(looked) == 1:
                raise KnownError.of(found.skipped)
            return found

        self.ask(act, done, title=title, changes=("standing",), failed=self._refused)

    def _after(self, numbers: Iterable[str], following: str) -> None:
        self.decisions.settle(numbers)
        self._wanted = following
        self.banner.hide()

    def _refused(self, error: KnownError) -> None:
        # Somebody withdrew, or sent another answer: show how it stands now; what was typed stays.
        self.show_error(error)
        self.reload()

    def send_back(self) -> None:
        """Ask for reasons and return the person's answer."""
        work = self.page.work
        if work is None:
            return
        dialog = ReturnDialog(work, self)
        self.dialog = dialog
        number, name = work.person.employee_number, words.shown(work.person.name)
        behalf, following = work.on_behalf_of, self.queue.next_number()

        def go() -> None:
            overall, by_item = dialog.given()
            self._save()

            def act(_: Progress) -> None:
                from dxdesk.usecases.review import return_
                from dxdesk.usecases.review_sheet import save_drafts

                return_(self.desk, number, overall, by_item, behalf)
                save_drafts(self.desk, {number: ""})

            def done(_: object) -> None:
                self._after([number], following)
                self.banner.say(messages.RETURNED.format(name=name), tone="done")

            self.ask(act, done, changes=("standing",), failed=self._refused)

        dialog.accepted.connect(go)
        dialog.open()

    def _later(self) -> None:
        following = self.queue.next_number()
        if following:
            self.queue.pick(following)
        self.page.grid.setFocus()

    def _on_behalf(self) -> None:
        entry, work = self.queue.current(), self.page.work
        if entry is None or work is None:
            return
        if work.on_behalf_of:
            fresh = Deciding(work.sheet, entry.stage)
        else:
            fresh = Deciding(work.sheet, Part.REVIEW1, work.person.route.first)
        self.decisions.stand_in(entry.employee_number, fresh)
        self._picked(entry)

    # --- many at once, and sending -----------------------------------------------------------------

    def _batch(self) -> None:
        ready = self._as_reported()
        text = messages.BATCH_TEXT.format(what=what_of(ready))
        proposed = any(entry.proposed for entry, _ in ready)
        self._ask_batch(ready, text + messages.STAGE_BATCH if proposed else text)

    def _finish_entry(self) -> None:
        if not self.entry.finish.isEnabled():
            return
        gaps = self.entry.gaps()
        if gaps:
            self.entry.go_to_gap()
            self.entry.banner.say(
                messages.ENTRY_MISSING.format(count=len(gaps)), deciding_messages.NEEDS_COMMENT_MEANS
            )
        else:
            self._ask_batch(self._from_entry(), messages.BATCH_TEXT_EDITED)

    def _ask_batch(self, people: Sequence[tuple[Any, Deciding]], text: str) -> None:
        dialog = BatchDialog(people, text, self)
        self.dialog = dialog
        works = [work for _, work in people]
        dialog.accepted.connect(lambda: self._confirm(works, self._batch_done, deciding_messages.BATCH_TITLE))
        dialog.open()

    def _batch_done(self, found: Any) -> None:
        self._after(found.confirmed, "")
        left = "\n".join(f"・{problem}" for problem in found.skipped[:5])
        self.banner.say(
            messages.BATCH_DONE.format(count=len(found.confirmed)),
            f"{messages.BATCH_LEFT}\n{left}" if left else "",
            tone="attention" if left else "done",
        )

    def _send(self) -> None:
        self.dialog = sending.send(self, "confirmations", *messages.SENDING)

    def _send_slips(self) -> None:
        self.dialog = sending.send(self, "return-slips", *messages.SENDING_SLIPS)


def make(desk: Desk, operations: Operations) -> Screen:
    """Return the screen."""
    return Review(desk, operations)
