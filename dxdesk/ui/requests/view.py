"""申込・推薦: one of the requests, what is to be looked at, and where the file that goes back is put."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.requests import messages
from dxdesk.ui.requests.enrolment_page import EnrolmentPage
from dxdesk.ui.requests.nomination_page import NominationPage
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.folders import open_folder
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.saving import SAVE_AFTER_MS, TRY_AGAIN_MS
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.sending import keep_folder, kept_folder
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, column, inside, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.paths import PathLine
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.usecases.requests.looking import REFUSED
from dxdesk.usecases.requests.work import EnrolmentWork, NominationWork
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.domain.errors import Problem
    from dxdesk.usecases.requests.filling import Asked, Returned
    from dxdesk.usecases.requests.work import Answers
    from dxdesk.usecases.requests.work import Work as InWork

_LISTED_WIDE = 260
_FOLDER = "requests"
_TOLD_MOST = 5
"""So many findings are told on the screen; further ones are counted."""


class Requests(Screen):
    """What a section is asked to fill in."""

    interested = Changes.RECEIPTS | Changes.KEYS
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE, messages.TEXT)
        self.dialog: QDialog | None = None
        self._found: dict[int, Asked] = {}
        self._held: dict[int, InWork] = {}
        """By request what was changed and is not known to be written."""
        self._shown, self._wanted = 0, 0
        self.listed = Choice()
        self.listed.setAccessibleName(messages.LISTED)
        self.listed.setMinimumWidth(_LISTED_WIDE)
        self.listed.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.listed.currentIndexChanged.connect(lambda *_: self._picked())
        self.enrolment, self.nomination = EnrolmentPage(), NominationPage()
        self.nothing = EmptyState(
            "send",
            messages.NOTHING,
            messages.NOTHING_TEXT,
            messages.OPEN,
            lambda: self.go.emit("receive", {}),
        )
        self.pages = QStackedWidget()
        for page in (self.nothing, self.enrolment, self.nomination):
            self.pages.addWidget(page)
        for filled in (self.enrolment, self.nomination):
            filled.changed.connect(self._changed)
        self.whose = Text("", "strong", wrap=True)
        self.findings = Text("", tone="attention", wrap=True)
        self.later = Text("", "caption", wrap=True)
        self.folder = PathLine(messages.FOLDER)
        self.folder.setText(str(kept_folder(_FOLDER, "sent")))
        self.choose = button(messages.CHOOSE, self._choose_folder, name="choose-folder")
        self.send_button = primary(messages.SEND, self.send, icon="send", name="send-request")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save)
        self._lay_out()

    def _lay_out(self) -> None:
        self.findings_card = inside(
            column(self.findings, self.later, gap=6, margins=(12, 8, 12, 8)), look="card"
        )
        whole = column(self.pages, self.findings_card, gap=8)
        whole.setStretch(0, 1)
        where = row(column(Text(messages.FOLDER, "caption"), self.folder, gap=0), self.choose, 8,
                    self.send_button, gap=12)  # fmt: skip
        where.setStretch(0, 1)
        self.foot = card(where, padding=9)
        head = row(self.listed, self.whose, gap=12)
        head.setStretch(1, 1)
        self.body.addLayout(head)
        self.body.addWidget(roomy(whole), 1)
        self.body.addWidget(self.foot)

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen, perhaps for one request (the number of its receipt)."""
        focus = str(what.get("page", what.get("focus", "")) or "")
        self._wanted = int(focus) if focus.isdecimal() else 0
        super().enter(what)
        if self._wanted and self._found:
            self.pick(self._wanted)
            self._wanted = 0

    def load(self) -> None:
        """Read what the section is asked for."""

        def work(_: Progress) -> tuple[Asked, ...]:
            from dxdesk.usecases.requests.filling import asked

            return asked(self.desk)

        self.ask(work, self.show_requests)

    def show_requests(self, found: Sequence[Asked]) -> None:
        """Show the requests; the one that was chosen stays so while it is there."""
        self._found = {one.number: one for one in found}
        wanted, self._wanted, self._shown = self._wanted or self._shown, 0, 0
        self._show_list(wanted)
        self.listed.setVisible(len(found) > 1)
        for part in (self.whose, self.foot, self.findings_card):
            part.setVisible(bool(found))
        if not found:
            self.pages.setCurrentWidget(self.nothing)
        self._picked()

    def _show_list(self, wanted: int) -> None:
        """List what was found, with how far each is answered."""
        self.listed.blockSignals(True)
        self.listed.clear()
        for one in self._found.values():
            due = messages.DUE.format(day=dates.short_day(one.deadline)) if one.deadline else ""
            self.listed.addItem(f"{_state(one)}  {one.title}{due}", one.number)
        self.listed.setCurrentIndex(max(self.listed.findData(wanted), 0))
        self.listed.blockSignals(False)

    def pick(self, number: int) -> None:
        """Show the request of a receipt, where it is there."""
        position = self.listed.findData(number)
        if position >= 0:
            self.listed.setCurrentIndex(position)

    def _picked(self) -> None:
        asked = self._found.get(int(self.listed.currentData() or 0))
        if asked is None or asked.number == self._shown:
            return
        self.save()
        self._shown = asked.number
        work, may = self._held.get(asked.number, asked.work), not self.desk.store.read_only
        if isinstance(work, EnrolmentWork):
            self.enrolment.show_work(work, read_only=not may)
            self.pages.setCurrentWidget(self.enrolment)
        elif isinstance(work, NominationWork):
            self.nomination.show_work(work, read_only=not may)
            self.pages.setCurrentWidget(self.nomination)
        section = asked.request.form.section[1] or asked.request.form.section[0]
        sender = asked.request.form.sender
        said = messages.FOR.format(section=section, label=asked.label, sender=sender)
        if asked.sent is not None:
            said += messages.SENT.format(day=dates.moment(asked.sent.at), file=asked.sent.file)
        self.whose.setText(said)
        self._show_findings(asked.findings)

    def _show_findings(self, found: Sequence[Problem]) -> None:
        told = [words.in_window(_told(one)) for one in found]
        more = [f"ほか{len(told) - _TOLD_MOST:,}件"] if len(told) > _TOLD_MOST else []
        self.findings.setText("\n".join((*told[:_TOLD_MOST], *more)))
        self.findings.setVisible(bool(told))
        self.later.setText(messages.FINDINGS_LATER[self.pages.currentWidget() is self.nomination])
        refused = any(one.code in REFUSED for one in found)
        self.send_button.setEnabled(not refused and not self.desk.store.read_only)

    # --- keeping

    def _changed(self, work: InWork) -> None:
        if self._shown:
            self._held[self._shown] = work
            self._timer.start(SAVE_AFTER_MS)

    def save(self) -> None:
        """Write what was chosen and is not written yet."""
        self._timer.stop()
        for number, work in list(self._held.items()):
            self._keep(number, work)

    def _keep(self, number: int, work: InWork) -> None:
        answers = work.answers

        def write(_: Progress) -> Asked:
            from dxdesk.usecases.requests.filling import keep

            return keep(self.desk, number, answers)

        def done(found: Asked) -> None:
            self._found[number] = found
            self._show_list(self._shown)
            if self._held.get(number) is work:
                del self._held[number]
            if self._shown == number and number not in self._held:
                self._show_findings(found.findings)
            self.saved.emit(words.SAVED)

        def failed(error: KnownError) -> None:
            self._timer.start(TRY_AGAIN_MS)
            self.show_unsaved(error)

        self.ask(write, done, kind=Work.KEEP, failed=failed, keeps=(self, number))

    # --- sending back

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, messages.FOLDER, self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def send(self) -> None:
        """Make the file that goes back; that nobody is asked for is asked first."""
        asked = self._found.get(self._shown)
        if asked is None or not self.send_button.isEnabled():
            return
        work = self._held.get(self._shown, asked.work)
        if isinstance(work, EnrolmentWork) and not any(work.count(one.subject) for one in work.form.sessions):
            self.dialog = ask_first(
                self,
                messages.SEND_NOBODY,
                messages.SEND_NOBODY_TEXT,
                messages.SEND,
                lambda: self._send(asked.number, work.answers),
                grave=False,
            )
            return
        self._send(asked.number, work.answers)

    def _send(self, number: int, answers: Answers) -> None:
        folder = Path(self.folder.text())
        self._timer.stop()

        def act(_: Progress) -> Returned:
            from dxdesk.usecases.requests.filling import send

            return send(self.desk, number, folder, answers)

        def done(found: Returned) -> None:
            self._held.pop(number, None)
            self.operations.let_go((self, number))
            keep_folder(_FOLDER, folder)
            self.banner.say(
                messages.DONE,
                messages.DONE_TEXT.format(file=found.file),
                messages.DONE_NEXT.format(whom=words.shown(found.goes_to)),
                tone="done",
                act=messages.OPEN_FOLDER,
                acting=lambda: open_folder(found.file.parent, self.banner),
            )

        self.ask(act, done, title=messages.SENDING, kind=Work.ACT)


def _told(one: Problem) -> str:
    named = not one.place.cell or one.place.cell in one.message
    where = "" if named else f"{words.shown(one.place.cell)}: "
    return f"{where}{one.message}{one.fix}"


def _state_of(one: Asked) -> int:
    return 0 if not one.waits else 1 if one.begun else 2


def _state(one: Asked) -> str:
    return messages.STATES[_state_of(one)]
