"""確認: queue left, person right; Enter confirms and goes on; a grid for many; the spread at the end."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton, QStackedWidget

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.deciding import messages as deciding_messages
from dxdesk.ui.deciding.dialogs import BulkDialog, ReturnDialog
from dxdesk.ui.deciding.last import said_of, taken_back
from dxdesk.ui.deciding.model import ReviewDraft, as_reported
from dxdesk.ui.deciding.person import PersonPage
from dxdesk.ui.look import words
from dxdesk.ui.review import messages
from dxdesk.ui.review.decisions import Decisions
from dxdesk.ui.review.entry_page import EntryPage
from dxdesk.ui.review.pasting import Item
from dxdesk.ui.review.queue import Queue
from dxdesk.ui.review.spread import SpreadPage, spreads
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.saving import TRY_AGAIN_MS
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.layouts import inside, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.usecases.sealing.workbook_kinds import CONFIRMATION, RETURN_SLIP
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from dxdesk.usecases.review.confirming import BulkReviewed, QueueEntry
    from dxdesk.usecases.review.taking_back import LastAct
    from dxdesk.usecases.review.whole_queue import ReviewSheet

    Pair = tuple[QueueEntry, ReviewDraft]
    """A line of the queue, and what is typed about the person."""

SAVE_MS = 400
NARROW = 960
PAUSE_SECONDS = 0.25
"""A second press of Enter sooner than this after the first is the same press: nobody read the next person."""

_OVER = frozenset({"nothing-to-take-back", "decision-sent", "decision-followed", "finalised"})
"""Refusals after which the last decision is out of reach for good."""


class Review(Screen):
    """The confirming screen of a section store."""

    pause = PAUSE_SECONDS
    interested = Changes.RECEIPTS | Changes.STANDING | Changes.CYCLE
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.decisions = Decisions()
        self.queue, self.page = Queue(), PersonPage()
        self.entry, self.spread = EntryPage(self.decisions), SpreadPage()
        self.page.read_only = self.read_only = desk.store.read_only
        self._entries: tuple[QueueEntry, ...] = ()
        self._found: ReviewSheet | None = None
        self._wanted = ""
        self._finished = self._coming = self._leading = False
        self._deciding = self._undo_after = False
        self._pressed = self._taken = 0.0
        self._told = ""
        """Why drafts could not be written, as it was told last."""
        self._reasons: dict[str, tuple[str, Mapping[str, str]]] = {}
        """By employee number why somebody was returned, and of those it was taken back of."""
        self._reasons_again: dict[str, tuple[str, Mapping[str, str]]] = {}
        self.dialog: QDialog | None = None
        self.slips = button(messages.SEND_SLIPS, name="send-slips")
        self.send = button(messages.SEND, name="send")
        self.bulk = button("", name="batch")
        self.modes: dict[str, QPushButton] = {}
        self._lay_out()
        self._connect()
        self._connect_acts()

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        choice = row(gap=0)
        for key, title in messages.MODES:
            made = button(title, partial(self._choose_mode, key), look="choice", name=f"mode-{key}")
            made.setCheckable(True)
            group.addButton(made)
            self.modes[key] = made
            choice.addWidget(made)
        self.modes["one"].setChecked(True)
        # What comes and goes with the mode stands before what is always there, so that nothing else moves.
        self.add_head(self.bulk, self.slips, self.send, choice)
        self.nothing = EmptyState(
            "review",
            messages.EMPTY,
            messages.EMPTY_TEXT,
            messages.EMPTY_GO,
            lambda: self.go.emit("receive", {}),
        )
        self.nobody = EmptyState("search", messages.NOBODY, messages.NOBODY_TEXT)
        self.no_entry = EmptyState("review", messages.ENTRY_EMPTY, messages.ENTRY_EMPTY_TEXT)
        self.right = QStackedWidget()
        self.right.addWidget(self.page)
        self.right.addWidget(self.nobody)
        both = row(self.queue, self.right, gap=14)
        both.setStretch(1, 1)
        self.main = inside(both)
        self.pages = QStackedWidget()
        for part in (self.main, self.nothing, self.entry, self.no_entry, self.spread):
            self.pages.addWidget(part)
        self.body.addWidget(self.pages, 1)
        for hidden in (self.slips, self.send, self.bulk):
            hidden.hide()

    def _connect(self) -> None:
        self.queue.delegate.touched = self.decisions.touched
        self.queue.view.answer = self._answer
        self.queue.picked.connect(self._picked)
        self.page.editing = self._edit
        self.page.conflict_wanted.connect(lambda: self.go.emit("receive", {"page": "conflicts"}))
        self.entry.edited.connect(self._edited)
        self.spread.back.clicked.connect(lambda *_: self.set_mode("one"))
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.timeout.connect(self._save)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+Down", lambda: self.queue.step(1)),
            ("Ctrl+Up", lambda: self.queue.step(-1)),
        )
        for sequence, done in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            # Leaning on Ctrl+Z does not take one decision back after the other.
            shortcut.setAutoRepeat(sequence != "Ctrl+Z")
            shortcut.activated.connect(lambda done=done: done())

    def _connect_acts(self) -> None:
        self.page.confirm_wanted.connect(self.confirm)
        self.page.return_wanted.connect(self.send_back)
        self.page.later_wanted.connect(self._later)
        self.page.behalf_wanted.connect(self._on_behalf)
        self.entry.finish_wanted.connect(self._finish_entry)
        self.slips.clicked.connect(lambda *_: self._send_slips())
        self.bulk.clicked.connect(lambda *_: self._bulk())
        for line in (self.queue.last, self.spread.last):
            line.button.clicked.connect(lambda *_: self.take_back())
        for made in (self.send, self.spread.send, self.spread.again):
            made.clicked.connect(lambda *_: self._send())

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen, perhaps for one person."""
        self._wanted = str(what.get("employee", ""))
        self._coming = self.stale
        super().enter(what)
        if not self._coming and self._entries:
            self._arrive()

    def _arrive(self) -> None:
        """Show what is to be done (or the person asked for), with the keys where they are needed."""
        busy = not self._leading and self.isAncestorOf(QApplication.focusWidget() or self)
        self._leading = False
        self.queue.look_anew()
        if self._wanted:
            self._show_wanted()
            self.set_mode("one", focus=not busy)
            return
        mode = self._mode()
        self.set_mode("one" if mode == "spread" and not self._finished else mode, focus=not busy)

    def save(self) -> None:
        """Keep what is typed."""
        self._save()

    def start_search(self) -> None:
        """Search a person in the queue."""
        self.set_mode("one")
        self.queue.search.setFocus()
        self.queue.search.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the person more room on a small screen."""
        super().resizeEvent(event)
        self.queue.set_narrow(self.width() < NARROW)
        self._name_bulk()

    # --- reading -------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the queue and everybody in it."""

        def work(_: Progress) -> ReviewSheet:
            from dxdesk.usecases.review.whole_queue import review_sheet

            return review_sheet(self.desk)

        self.ask(work, self.show_sheet, failed=self._no_queue)

    def _no_queue(self, error: KnownError) -> None:
        if error.code == "no-cycle":
            self.pages.setCurrentWidget(self.nothing)
            for part in (self.slips, self.send, self.bulk, *self.modes.values()):
                part.hide()
        else:
            self.show_error(error)

    def show_sheet(self, found: ReviewSheet) -> None:
        """Show the queue as it was read."""
        self._found, self._entries = found, found.entries
        first = not self.decisions.people
        self.decisions.show(found)
        done = sum(1 for entry in self._entries if entry.done)
        self.set_title(messages.TITLE, messages.DONE_OF.format(whole=len(self._entries), done=done))
        for made in self.modes.values():
            made.setVisible(bool(self._entries))
        if not self._entries:
            self.pages.setCurrentWidget(self.nothing)
            return
        self.slips.setVisible(any(entry.state == "returned" for entry in self._entries))
        self.slips.setEnabled(not self.read_only)
        self.queue.show_entries(self._entries)
        finished = self._show_end(found, done)
        self.send.setVisible(done > 0 and not finished)
        self.send.setEnabled(not self.read_only)
        self._name_bulk()
        self._say_last(found.last)
        ended = finished and not self._finished and not self._wanted
        self._finished = finished
        if ended:
            self.set_mode("spread")
        else:
            self.set_mode(self._mode(), focus=False)
            if self._coming:
                self._arrive()
        self._coming = False
        self._show_wanted()
        self._picked(self.queue.current())
        if first and self.decisions.restored:
            self._say_restored()

    def _show_end(self, sheet: ReviewSheet, done: int) -> bool:
        """Fill the page of the spread; return whether nobody waits for this confirmer any more."""
        whole = len(self._entries)
        waits = Counter(
            messages.NOTE_WAITS.get(e.state, words.state(e.state))
            for e in self._entries
            if not e.done and not e.ready and not e.conflicts
        )
        waiting = waits.total()
        found = spreads(self.decisions.people.values(), _items(sheet))
        self.spread.show_spread(found)
        has_last = any(one.last_mean is not None for one in found)
        sent = sheet.unsent == 0
        self.spread.show_end(done=done, whole=whole, waits=waits, sent=sent, has_last=has_last)
        self.spread.back.setText(messages.SPREAD_BACK.format(count=whole - done - waiting))
        self.spread.send.setEnabled(not self.read_only)
        self.spread.again.setEnabled(not self.read_only)
        return done > 0 and done + waiting == whole

    def _say_restored(self) -> None:
        numbers = self.decisions.restored
        names = "、".join(words.shown(self.decisions.people[n].person.name) for n in numbers[:5])
        named = names + (" ほか" if len(numbers) > 5 else "")
        self.banner.say(messages.RESTORED.format(count=len(numbers), names=named), tone="info")

    def _show_wanted(self) -> None:
        if self._wanted:
            if not self.queue.pick(self._wanted):
                self.queue.sift("all")
                self.queue.pick(self._wanted)
            self._wanted = ""

    # --- the three ways to look ------------------------------------------------------------------

    def _mode(self) -> str:
        return next((key for key, made in self.modes.items() if made.isChecked()), "one")

    def _choose_mode(self, mode: str) -> None:
        self.banner.hide()
        self.set_mode(mode)

    def set_mode(self, mode: str, *, focus: bool = True) -> None:
        """Show people one by one, the grid, or the spread."""
        found = self._found
        if found is None:
            return
        self.modes[mode].setChecked(True)
        page: QWidget = self.main
        if mode == "grid":
            page = self._fill_entry(found)
        elif mode == "spread":
            self._show_end(found, sum(1 for entry in self._entries if entry.done))
            page = self.spread
        elif not self.queue.current() and not self.queue.search.text():
            self.queue.sift("all")
        self.pages.setCurrentWidget(page)
        self._name_bulk()
        if not focus:
            return
        if mode == "grid":
            self.entry.table.cells.setFocus()
        elif mode == "spread":
            self.spread.take_keys()
        elif self.right.currentWidget() is self.page:
            self.page.grid.setFocus()
        else:
            self.queue.view.setFocus()

    def _fill_entry(self, found: ReviewSheet) -> QWidget:
        may = [e for e in self._entries if (e.ready or e.done) and not e.conflicts and e.state != "finalised"]
        waiting = len(self._entries) - len(may)
        people = [
            self.decisions.people[e.employee_number]
            for e in may
            if e.employee_number in self.decisions.people
        ]
        done = frozenset(e.employee_number for e in may if e.done)
        self.entry.show_people(people, _items(found), waiting, done, read_only=self.read_only)
        count = len(self._from_entry())
        self.entry.finish.setText(messages.ENTRY_GO.format(count=count))
        self.entry.finish.setEnabled(count > 0 and not self.read_only)
        return self.entry if people else self.no_entry

    def _from_entry(self) -> list[Pair]:
        """Return who would be confirmed from the grid: everybody whose turn it is, and who was changed."""
        shown = {work.person.employee_number: work for work in self.entry.table.model.people}
        return [
            (entry, shown[entry.employee_number])
            for entry in self._entries
            if entry.employee_number in shown
            and (entry.ready or self.decisions.touched(entry.employee_number))
        ]

    def _name_bulk(self) -> None:
        ready = self._as_reported()
        short = self.width() < NARROW
        text = messages.BULK.format(what=what_of(ready), count=len(ready))
        self.bulk.setText(messages.BULK_SHORT if short else text)
        self.bulk.setVisible(len(ready) > 1 and not self.read_only and self._mode() == "one")

    def _as_reported(self) -> list[Pair]:
        people = self.decisions.people
        return [
            (entry, people[entry.employee_number])
            for entry in as_reported(self._entries)
            if entry.employee_number in people and not self.decisions.touched(entry.employee_number)
        ]

    # --- what is typed ---------------------------------------------------------------------------

    def _edit(self, change: Callable[[], object], kind: str = "") -> None:
        work = self.page.work
        if work is not None and self.decisions.edit([work.person.employee_number], change, kind):
            self._edited()

    def _edited(self) -> None:
        if not self.read_only:
            self._saving.start(SAVE_MS)
        self.queue.view.viewport().update()
        self._name_bulk()
        if self._mode() == "grid":
            count = len(self._from_entry())
            self.entry.finish.setText(messages.ENTRY_GO.format(count=count))
            self.entry.finish.setEnabled(count > 0 and not self.read_only)

    def _save(self) -> None:
        self._saving.stop()
        drafts = {} if self.read_only else self.decisions.unsaved()
        if not drafts:
            self.operations.let_go(self)  # what could not be kept is decided meanwhile
            return

        def work(_: Progress) -> None:
            from dxdesk.usecases.review.whole_queue import save_drafts

            save_drafts(self.desk, drafts)

        def failed(error: KnownError) -> None:
            # What is typed is still here, and is written when there is room again.
            self._saving.start(TRY_AGAIN_MS)
            if error.code != self._told:
                self._told = error.code
                self.show_unsaved(error)

        def done(_: None) -> None:
            kept.append(True)
            self._told = ""
            self.saved.emit(words.SAVED)

        def ended() -> None:
            if not kept:
                self.decisions.keep_later(drafts)

        kept: list[bool] = []
        self.ask(work, done, kind=Work.KEEP, failed=failed, finally_=ended, keeps=self)

    def undo(self) -> None:
        """Take back what was done last: a thing typed, or, where nothing was typed since, a decision."""
        if self._deciding:
            self._undo_after = True  # what was done last is being written
        elif self.decisions.act_is_last:
            self.take_back()
        else:
            self._show_again(self.decisions.undo(), messages.UNDONE)

    def take_back(self) -> None:
        """Take the last confirmation or return back, unless it left in a file."""
        now = time.monotonic()
        if self.read_only:
            self.noted.emit(messages.NOTHING_TO_UNDO)
        # What the button names is no longer the last one while another is being written, and before the
        # queue is read nobody sees what it would be.
        if self.read_only or self._deciding or self._found is None or now - self._taken < self.pause:
            return
        self._taken = now
        self._save()

        def act(_: Progress) -> LastAct:
            from dxdesk.usecases.review.taking_back import take_back

            return take_back(self.desk)

        self.ask(act, self._took_back, kind=Work.ACT, failed=self._not_taken_back)

    def _took_back(self, last: LastAct) -> None:
        numbers = last.employee_numbers
        self.decisions.act_is_over()
        said = taken_back(last, self._name)
        self.decisions.begin_again(numbers)
        if last.returned and numbers[0] in self._reasons:
            self._reasons_again[numbers[0]] = self._reasons[numbers[0]]
        if self._mode() != "grid":
            self.modes["one"].setChecked(True)
            self._wanted = numbers[0]
        self._coming = self._leading = True
        self.banner.hide()
        self.saved.emit(said)

    def _not_taken_back(self, error: KnownError) -> None:
        if error.code in _OVER:  # else, with a full disk, it is still what was done last
            self.decisions.act_is_over()
        if error.code == "nothing-to-take-back":
            self.noted.emit(messages.NOTHING_TO_UNDO)
        else:
            self.show_error(error)
            self.reload()  # what is offered is what can be done

    def _name(self, number: str) -> str:
        sheet = self._found.sheets.get(number) if self._found is not None else None
        return words.shown(sheet.person.name) if sheet is not None else number

    def _say_last(self, last: LastAct | None) -> None:
        """Say what can be taken back, wherever one looks."""
        said = "" if last is None or self.read_only else said_of(last, self._name)
        self.queue.last.show_last(said)
        self.spread.last.show_last(said)

    def redo(self) -> None:
        """Do it again."""
        self._show_again(self.decisions.redo(), messages.REDONE)

    def _show_again(self, numbers: Sequence[str], said: str) -> None:
        if not numbers:
            self.noted.emit(messages.NOTHING_TO_UNDO)
            return
        if self._mode() == "one" and self.page.work is not None:
            if self.page.work.person.employee_number not in numbers:
                self._wanted = numbers[0]
                self._show_wanted()
            self.page.refresh()
        for banner in (self.banner, self.entry.banner):  # the word missing may not be wanted any more
            banner.hide()
        self.entry.refresh()
        self._edited()
        self.saved.emit(said)

    def _picked(self, entry: QueueEntry | None) -> None:
        work = self.decisions.people.get(entry.employee_number) if entry is not None else None
        if entry is None or work is None:
            sought = self.queue.search.text().strip()
            self.nobody.tell(messages.NOBODY, messages.NOBODY_FOUND_TEXT if sought else messages.NOBODY_TEXT)
            self.right.setCurrentWidget(self.nobody)
            return
        self.right.setCurrentWidget(self.page)
        focus = QApplication.focusWidget()
        named = bool(entry.on_behalf_of) and work.on_behalf_of == entry.on_behalf_of
        standing_in = work.stage is Part.REVIEW1 and bool(work.on_behalf_of) and entry.would_do_both
        both = entry.did_first if work.stage is Part.REVIEW2 else standing_in
        self.page.show_person(work, ready=entry.ready, done=entry.done, named=named, both=both)
        if focus in (self.queue.view, self.queue.search):
            focus.setFocus()  # who walks through the queue by keys goes on walking

    # --- one person ------------------------------------------------------------------------------

    def _answer(self, event: QKeyEvent) -> bool:
        """Take a key pressed in the queue that decides about the person beside it."""
        return self.right.currentWidget() is self.page and self.page.grid.answer(event)

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
        following = self.queue.next_number()
        name = words.shown(work.person.name)

        def done(found: BulkReviewed) -> None:
            self._after(found.confirmed, following)
            self.saved.emit(messages.CONFIRMED.format(name=name))
            if found.notices:
                self.banner.say(found.notices[0].message, advice=found.notices[0].fix)

        # Pressed twice, it is still one confirmation.
        self.page.show_deciding(True)
        self._confirm([work], done)

    def _confirm(
        self, people: Sequence[ReviewDraft], done: Callable[[BulkReviewed], object], title: str = ""
    ) -> None:
        self._save()  # before the decision is written, not after: what is confirmed is no draft
        looked = [work.looked() for work in people]
        decided: list[object] = []

        def act(progress: Progress) -> BulkReviewed:
            from dxdesk.usecases.review.whole_queue import confirm_looked

            found = confirm_looked(self.desk, looked, progress)
            if found.skipped and len(looked) == 1:
                raise KnownError.of(found.skipped)
            return found

        def after(found: BulkReviewed) -> None:
            decided.append(found)
            done(found)

        def ended() -> None:
            if not decided:  # else the next person is on the way
                self.page.show_deciding(False)
            self._ended()

        self._deciding = True
        self.ask(act, after, finally_=ended, title=title, kind=Work.ACT, failed=self._refused)

    def _ended(self) -> None:
        """A decision is written, or refused: Ctrl+Z that came meanwhile is about it."""
        self._deciding = False
        if self._undo_after:
            self._undo_after = False
            self.undo()

    def _after(self, numbers: Iterable[str], following: str) -> None:
        numbers = tuple(numbers)
        self.decisions.settle(numbers)
        for number in numbers:
            self._reasons_again.pop(number, None)
        if numbers:
            self.decisions.acted()
        self._wanted = following
        self.banner.hide()
        self._save()

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
        overall_again, again = self._reasons_again.get(number, ("", {}))
        dialog.overall.setPlainText(overall_again)
        for uid, field in dialog.reasons.items():
            field.setText(again.get(uid, field.text()))
        behalf, following = work.on_behalf_of, self.queue.next_number()

        def go() -> None:
            overall, by_item = dialog.given()
            self._reasons[number] = overall, by_item
            self._save()
            self._deciding = True

            def act(_: Progress) -> None:
                from dxdesk.usecases.review.confirming import return_

                return_(self.desk, number, overall, by_item, behalf)

            def done(_: object) -> None:
                self._after([number], following)
                self.banner.say(
                    messages.RETURNED.format(name=name),
                    tone="done",
                    act=deciding_messages.TAKE_BACK,
                    acting=self.take_back,
                )

            self.ask(act, done, finally_=self._ended, kind=Work.ACT, failed=self._refused)

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
            fresh = ReviewDraft(work.sheet, entry.stage, entry.on_behalf_of)
        else:
            fresh = ReviewDraft(work.sheet, Part.REVIEW1, work.person.route.first)
        self.decisions.stand_in(entry.employee_number, fresh)
        self._picked(entry)

    # --- many at once, and sending -----------------------------------------------------------------

    def _bulk(self) -> None:
        ready = self._as_reported()
        text = messages.BULK_TEXT.format(what=what_of(ready))
        proposed = any(entry.proposed for entry, _ in ready)
        self._ask_bulk(ready, text + messages.STAGE_BULK if proposed else text)

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
            self._ask_bulk(self._from_entry(), messages.BULK_TEXT_EDITED)

    def _ask_bulk(self, people: Sequence[Pair], text: str) -> None:
        dialog = BulkDialog(people, text, self)
        self.dialog = dialog
        works = [work for _, work in people]
        dialog.accepted.connect(lambda: self._confirm(works, self._bulk_done, deciding_messages.BULK_TITLE))
        dialog.open()

    def _bulk_done(self, found: BulkReviewed) -> None:
        self._after(found.confirmed, "")
        left = "\n".join(f"・{problem}" for problem in (*found.skipped, *found.notices)[:5])
        self.banner.say(
            messages.BULK_DONE.format(count=len(found.confirmed)),
            f"{messages.BULK_LEFT}\n{left}" if left else "",
            tone="attention" if left else "done",
            act=deciding_messages.TAKE_BACK if found.confirmed else "",
            acting=self.take_back,
        )

    def _send(self) -> None:
        self.dialog = sending.send(self, CONFIRMATION, *messages.SENDING)

    def _send_slips(self) -> None:
        self.dialog = sending.send(self, RETURN_SLIP, *messages.SENDING_SLIPS)


def _items(found: ReviewSheet) -> list[Item]:
    """Return the columns of the grid: what anybody in the queue is asked about."""
    names = {item.uid: item.name for sheet in found.sheets.values() for item in sheet.items}
    return [Item(uid, names[uid], scale) for uid, scale in found.scales.items()]


def what_of(people: Sequence[Pair]) -> str:
    """Return in a word what people would be confirmed as."""
    found = {work.what for _, work in people}
    return found.pop() if len(found) == 1 else deciding_messages.SAID_BOTH
