"""確認: queue left, person right; Enter confirms and goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.ui import sending, words
from dxdesk.ui.operations import Operations
from dxdesk.ui.review import messages
from dxdesk.ui.review.dialogs import BatchDialog, ReturnDialog
from dxdesk.ui.review.model import Deciding, as_reported
from dxdesk.ui.review.person import PersonPage
from dxdesk.ui.review.queue import Queue
from dxdesk.ui.screen import Screen
from dxdesk.ui.widgets.basics import button, inside, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.ports import Progress


class Review(Screen):
    """The confirming screen of a section store."""

    interested = frozenset({"receipts", "standing", "cycle"})
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.queue, self.page = Queue(), PersonPage()
        self._entries: tuple[Any, ...] = ()
        self._works: dict[str, Deciding] = {}
        self._wanted = ""
        self.slips = button(messages.SEND_SLIPS, self._send_slips, name="send-slips")
        self.send = button(messages.SEND, self._send, name="send")
        self.batch = button("", self._batch, name="batch")
        self.add_head(self.slips, self.send, self.batch)
        self.nothing = EmptyState(
            "review",
            messages.EMPTY,
            messages.EMPTY_TEXT,
            messages.EMPTY_GO,
            lambda: self.go.emit("receive", {}),
        )
        self.nobody = EmptyState("check", messages.NOBODY, messages.NOBODY_TEXT)
        self.right = QStackedWidget()
        self.right.addWidget(self.page)
        self.right.addWidget(self.nobody)
        both = row(self.queue, self.right, gap=14)
        both.setStretch(1, 1)
        self.main = inside(both)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.main)
        self.pages.addWidget(self.nothing)
        self.body.addWidget(self.pages, 1)
        self.queue.picked.connect(self._picked)
        self.page.confirm_wanted.connect(self.confirm)
        self.page.return_wanted.connect(self.send_back)
        self.page.later_wanted.connect(self._later)
        self.page.behalf_wanted.connect(self._on_behalf)
        self.page.conflict_wanted.connect(lambda: self.go.emit("receive", {"page": "conflicts"}))
        self.dialog: Any = None

    def enter(self, what: Mapping[str, Any]) -> None:
        """Come to the screen, perhaps for one person."""
        self._wanted = str(what.get("employee", ""))
        super().enter(what)
        if self._wanted and self._entries:
            self._show_wanted()

    def load(self) -> None:
        """Read the queue."""

        def work(_: Progress) -> Any:
            from dxdesk.usecases.review import review_queue

            return review_queue(self.desk)

        self.ask(work, self.show_queue, failed=self._no_queue)

    def _no_queue(self, error: KnownError) -> None:
        if error.code == "no-cycle":
            self.pages.setCurrentWidget(self.nothing)
            for part in (self.slips, self.send, self.batch):
                part.hide()
        else:
            self.show_error(error)

    def show_queue(self, entries: tuple[Any, ...]) -> None:
        """Show a queue."""
        self._entries = entries
        # What was read of people before may be out of date; what was typed stays.
        for work in self._works.values():
            work.stale = True
        done = sum(1 for entry in entries if entry.done)
        self.set_title(messages.TITLE, messages.DONE_OF.format(whole=len(entries), done=done))
        self.pages.setCurrentWidget(self.main if entries else self.nothing)
        ready = as_reported(entries)
        self.batch.setText(messages.BATCH.format(count=len(ready)))
        self.batch.setVisible(len(ready) > 1)
        self.send.setVisible(done > 0)
        self.slips.setVisible(any(entry.state == "returned" for entry in entries))
        self.queue.show_entries(entries)
        self._show_wanted()
        current = self.queue.current()
        if current is not None:
            self._picked(current)
        if entries and done == len(entries):
            self.banner.say(messages.ALL_DONE, messages.ALL_DONE_TEXT, tone="done")

    def _show_wanted(self) -> None:
        if self._wanted:
            if not self.queue.pick(self._wanted):
                self.queue.sift("all")
                self.queue.pick(self._wanted)
            self._wanted = ""

    # --- one person ----------------------------------------------------------------------------

    def _picked(self, entry: Any) -> None:
        if entry is None:
            self.right.setCurrentWidget(self.nobody)
            return
        self.right.setCurrentWidget(self.page)
        kept = self._works.get(entry.employee_number)
        if kept is not None and not kept.stale:
            self._show(entry, kept)
            return

        def work(_: Progress) -> Any:
            from dxdesk.usecases.answer import open_answers

            return open_answers(self.desk, entry.employee_number)

        self.ask(work, lambda sheet: self._read(entry, sheet))

    def _read(self, entry: Any, sheet: Any) -> None:
        kept = self._works.get(entry.employee_number)
        if kept is None:
            kept = Deciding(sheet, entry.stage)
            kept.begin()
        else:
            kept.sheet, kept.stale = sheet, False
        self._works[entry.employee_number] = kept
        current = self.queue.current()
        if current is not None and current.employee_number == entry.employee_number:
            self._show(current, kept)

    def _show(self, entry: Any, work: Deciding) -> None:
        self.page.show_person(work, ready=entry.ready, done=entry.done)

    def confirm(self) -> None:
        """Confirm the person shown, unless a word is missing; then go to the next."""
        work = self.page.work
        if work is None or not self.page.confirm.isEnabled():
            return
        missing = work.missing
        if missing and not work.comment.strip():
            name = work.item(missing[0]).name
            self.banner.say(messages.NEEDS_COMMENT.format(name=name), messages.NEEDS_COMMENT_MEANS)
            self.page.point_at(missing[0])
            return
        decision = work.decision()
        following = self.queue.next_number()
        name = words.shown(work.person.name)

        def act(_: Progress) -> None:
            from dxdesk.usecases.review import confirm

            confirm(self.desk, decision)

        # Pressed twice, it is still one confirmation.
        self.page.confirm.setEnabled(False)
        self.ask(
            act,
            lambda _: self._confirmed(decision.employee_number, name, following),
            changes=("standing",),
            failed=self._refused,
        )

    def _confirmed(self, number: str, name: str, following: str) -> None:
        self._works.pop(number, None)
        self._wanted = following
        self.banner.hide()
        self.saved.emit(messages.CONFIRMED.format(name=name))

    def _refused(self, error: KnownError) -> None:
        self.page.confirm.setEnabled(True)
        self.show_error(error)

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

            def act(_: Progress) -> None:
                from dxdesk.usecases.review import return_

                return_(self.desk, number, overall, by_item, behalf)

            def done(_: object) -> None:
                self._confirmed(number, name, following)
                self.banner.say(messages.RETURNED.format(name=name), tone="done")

            self.ask(act, done, changes=("standing",))

        dialog.accepted.connect(go)
        dialog.open()

    def _later(self) -> None:
        following = self.queue.next_number()
        if following:
            self.queue.pick(following)

    def _on_behalf(self) -> None:
        entry, work = self.queue.current(), self.page.work
        if entry is None or work is None:
            return
        fresh = Deciding(work.sheet, Part.REVIEW1, work.person.route.first)
        fresh.begin()
        self._works[entry.employee_number] = fresh
        self._show(entry, fresh)

    # --- many at once, and sending -------------------------------------------------------------

    def _batch(self) -> None:
        ready = as_reported(self._entries)
        dialog = BatchDialog(ready, self)
        self.dialog = dialog
        numbers = tuple(entry.employee_number for entry in ready)

        def act(_: Progress) -> Any:
            from dxdesk.usecases.review import confirm_all

            return confirm_all(self.desk, numbers)

        dialog.accepted.connect(
            lambda: self.ask(act, self._batch_done, title=messages.BATCH_TITLE, changes=("standing",))
        )
        dialog.open()

    def _batch_done(self, found: Any) -> None:
        for number in found.confirmed:
            self._works.pop(number, None)
        left = "\n".join(f"・{problem}" for problem in found.skipped[:5])
        self.banner.say(
            messages.BATCH_DONE.format(count=len(found.confirmed)),
            f"{messages.BATCH_LEFT}\n{left}" if left else "",
            tone="attention" if left else "done",
        )

    def _send(self) -> None:
        self.dialog = sending.send(
            self,
            "confirmations",
            "確認票を出す",
            "確認が済んだ人の分を、次の確認者か人事課あてのファイルにします。何度でも作り直せます。",
            "このファイルを、あて先へ共有フォルダーかメールで送ってください。",
        )

    def _send_slips(self) -> None:
        self.dialog = sending.send(
            self,
            "return-slips",
            "差戻票を出す",
            "差し戻した人ごとに、理由を書いた差戻票を作ります。本人がこの用紙で出し直します。",
            "このファイルを、本人へ送ってください。",
        )


def make(desk: Desk, operations: Operations) -> Screen:
    """Return the screen."""
    return Review(desk, operations)
