"""期首: one's own goals in a personal store, those of one's people in a section's and HR's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QStackedWidget

from dxdesk.domain.errors import KnownError
from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.year_start import MODE_NAMES, Mode
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.look import words
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.folders import open_folder
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.saving import SAVE_AFTER_MS, TRY_AGAIN_MS
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.year_start import messages
from dxdesk.ui.year_start.dialogs import ReasonDialog, SettingDialog
from dxdesk.ui.year_start.own_page import OwnPage
from dxdesk.ui.year_start.people_page import PeoplePage, subtitle
from dxdesk.ui.year_start.proposal import ProposalDialog
from dxdesk.usecases.sealing.workbook_kinds import PLAN_CONFIRMATION, PLAN_FORM
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.ports.workbooks import ProposalLine
    from dxdesk.usecases.answering.sheet import Submitted
    from dxdesk.usecases.forms.goal_texts import Cells
    from dxdesk.usecases.organisation.year_start import StartSetting
    from dxdesk.usecases.year_start.overview import Overview
    from dxdesk.usecases.year_start.own import GoalSheet

_NOTHING_YET = frozenset({"no-start-form", "no-cycle", "person-unknown", "framework-missing"})


class YearStart(Screen):
    """The goals of the year."""

    interested = Changes.RECEIPTS | Changes.CYCLE | Changes.STANDING | Changes.SETTINGS
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen of a store's role."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.dialog: QDialog | None = None
        self._own = desk.role is Role.PERSONAL
        self._held: dict[str, Cells] | None = None
        self._differs = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save)
        self.own, self.people = OwnPage(), PeoplePage()
        self.nothing = EmptyState(
            "answer", messages.NO_FORM, messages.NO_FORM_TEXT, messages.OPEN, self._open_files
        )
        self.off = EmptyState("answer", messages.OFF, messages.OFF_TEXT, messages.SET_UP, self.set_up)
        self.pages = QStackedWidget()
        for page in (self.nothing, self.off, self.own, self.people):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.setting = button(messages.SET_UP, self.set_up, name="start-setting")
        self.sending = button(messages.SEND, self._send, icon="send", name="start-send")
        self.making = button(messages.MAKE, self._make, icon="file", name="start-make")
        self.proposing = button(messages.SEE_PROPOSAL, self.show_proposal, name="start-proposal")
        self._proposed: tuple[ProposalLine, ...] = ()
        self.proposing.hide()
        if self._own:
            self.add_head(self.proposing)
        else:
            self.add_head(self.setting, self.making, self.sending)
        for part in (self.setting, self.making, self.sending):
            part.hide()
        self.own.changed.connect(self._note)
        self.own.submit_wanted.connect(self.submit)
        self.own.withdraw_wanted.connect(self._ask_withdraw)
        self.people.person.agree_wanted.connect(self.agree)
        self.people.person.return_wanted.connect(self._ask_reason)
        self.forget_with_tab(self.people.tabs)

    def set_narrow(self, narrow: bool) -> None:
        """Save room on a small display."""
        super().set_narrow(narrow)
        self.people.set_narrow(narrow)

    def start_search(self) -> None:
        """Search somebody."""
        if not self._own:
            self.people.search.setFocus()

    def _open_files(self) -> None:
        self.go.emit("receive", {})

    def load(self) -> None:
        """Read the goals."""
        if self._own:
            self._load_own()
        else:
            self._load_people()

    # --- one's own ---------------------------------------------------------------------------------

    def _load_own(self) -> None:
        self.save()
        self.ask(self._read_proposal, self.offer_proposal, key=self.proposing)

        def work(_: Progress) -> GoalSheet:
            from dxdesk.usecases.year_start.own import open_goals

            return open_goals(self.desk)

        def done(sheet: GoalSheet) -> None:
            if self._held is None:  # else something was typed meanwhile, which is newer
                self.show_goals(sheet)

        def failed(error: KnownError) -> None:
            if error.code in _NOTHING_YET:
                self.pages.setCurrentWidget(self.nothing)
            else:
                self.show_error(error)

        # In its turn among what is kept: the read waits until the draft is written.
        self.ask(work, done, kind=Work.KEEP, failed=failed)

    def _read_proposal(self, _: Progress) -> tuple[ProposalLine, ...]:
        from dxdesk.usecases.year_start.proposal_read import received

        return received(self.desk)

    def offer_proposal(self, lines: tuple[ProposalLine, ...]) -> None:
        """Offer to read what the result notice proposes; nothing where it proposes nothing."""
        self._proposed = lines
        self.proposing.setVisible(bool(lines))

    def show_proposal(self) -> None:
        """Show what the result notice proposes for the next year."""
        self.dialog = ProposalDialog(self._proposed, self)
        self.dialog.open()

    def show_goals(self, sheet: GoalSheet) -> None:
        """Show one's own goals, and how they stand."""
        head = sheet.question.head
        due = messages.DUE_SAID.format(day=head.deadline) if head.deadline else ""
        self.set_title(
            f"{head.fiscal_year} {messages.TITLE}", "・".join(one for one in (due, messages.OWN_TEXT) if one)
        )
        self.own.show_sheet(sheet, read_only=self.desk.store.read_only)
        self.pages.setCurrentWidget(self.own)
        self._differs = sheet.differs(self.own.written)
        if not self._is_passing():  # else what was just done, or failed, is the news
            self._greet(sheet)

    def _greet(self, sheet: GoalSheet) -> None:
        if sheet.returned:
            self.banner.say(messages.RETURNED, sheet.returned)
        elif self._differs:
            self.banner.say(messages.CHANGED_SINCE, messages.CHANGED_SINCE_TEXT, tone="info")
        elif sheet.state is PlanState.AGREED:
            self.banner.say(messages.AGREED, tone="info")
        elif sheet.said:
            self.banner.say(messages.ALREADY, tone="info")
        else:
            self.banner.hide()

    def _note(self) -> None:
        self._held = self.own.written
        self._timer.start(SAVE_AFTER_MS)
        sheet = self.own.sheet
        if sheet is not None and sheet.differs(self._held) != self._differs:
            # "Send this file" is no longer true of goals that were changed after it was made.
            self._differs = not self._differs
            self._greet(sheet)

    def save(self) -> None:
        """Begin to write what was typed and is not written yet."""
        self._timer.stop()
        written = self._held
        if written is None:
            return

        def work(_: Progress) -> None:
            from dxdesk.usecases.year_start.own import save_draft

            save_draft(self.desk, written)

        def done(_: None) -> None:
            if self._held is written:
                self._held = None
            self.saved.emit(words.SAVED)

        def failed(error: KnownError) -> None:
            self._timer.start(TRY_AGAIN_MS)
            self.show_unsaved(error)

        self.ask(work, done, kind=Work.KEEP, failed=failed, keeps=self)

    def submit(self) -> None:
        """Hand in what is written."""
        written, folder = self.own.written, Path(self.own.folder.text())

        def work(_: Progress) -> Submitted:
            from dxdesk.usecases.year_start.own import submit

            return submit(self.desk, folder, written)

        self._hand_in(work, messages.SUBMITTED)

    def _ask_withdraw(self) -> None:
        self.dialog = ask_first(
            self, messages.WITHDRAW_ASK, messages.WITHDRAW_TEXT, messages.WITHDRAW, self.withdraw, grave=False
        )

    def withdraw(self) -> None:
        """Take the goals back."""
        folder = Path(self.own.folder.text())

        def work(_: Progress) -> Submitted:
            from dxdesk.usecases.year_start.own import withdraw

            return withdraw(self.desk, folder)

        self._hand_in(work, messages.WITHDRAWN)

    def _hand_in(self, work: Callable[[Progress], Submitted], told: str) -> None:
        def done(found: Submitted) -> None:
            assert found.file is not None
            file = found.file
            self._held = None
            self.operations.let_go(self)
            self.own.remember()
            self.banner.say(
                told,
                messages.WROTE.format(file=file),
                messages.NEXT.format(whom=words.shown(found.goes_to)),
                tone="done",
                act=messages.OPEN_FOLDER,
                acting=lambda: open_folder(file.parent, self.banner),
            )

        self.ask(work, done, kind=Work.ACT, title=messages.TITLE, key=self.own)

    # --- one's people ------------------------------------------------------------------------------

    def _load_people(self) -> None:
        def work(_: Progress) -> Overview:
            from dxdesk.usecases.year_start.overview import overview

            return overview(self.desk)

        self.ask(work, self.show_people, failed=self._no_people)

    def _no_people(self, error: KnownError) -> None:
        if error.code in _NOTHING_YET:
            self.pages.setCurrentWidget(self.nothing)
        else:
            self.show_error(error)

    def show_people(self, found: Overview) -> None:
        """Show everybody's goals."""
        hr, mode = self.desk.role is Role.HR, found.start.mode
        mode_said = messages.MODE_SAID.format(mode=MODE_NAMES[mode])
        title = f"{found.cycle.label} {messages.TITLE}"
        self.set_title(title, mode_said if mode is Mode.NONE else f"{mode_said}・{subtitle(found)}")
        read_only = self.desk.store.read_only
        self.setting.setVisible(hr and mode is not Mode.NONE and not read_only)
        self.making.setVisible(mode is Mode.FORM and not read_only)
        self.sending.setVisible(not hr and mode is Mode.FORM and not read_only)
        if mode is Mode.NONE:
            self.pages.setCurrentWidget(self.off)
            return
        self.people.show_overview(found, may=not read_only)
        self.pages.setCurrentWidget(self.people)

    def agree(self) -> None:
        """Keep what is said of the goals of the person who is shown."""
        card = self.people.person
        line, found = card.line, self.people.found
        if line is None or found is None:
            return
        supports = card.supports
        met = card.met.day() if found.start.meeting else ""
        if line.state is PlanState.AGREED and (supports, met) == (dict(line.said), line.met_on):
            self.noted.emit(messages.SAME)
            return

        def work(_: Progress) -> None:
            from dxdesk.usecases.year_start.agreeing import Agreement, agree

            agree(self.desk, Agreement(line.number, supports, met))

        told = messages.DONE_AGREE if found.start.agreed else messages.DONE_RECORD
        name = words.shown(line.name)
        self.ask(
            work,
            # In the line below: a banner would move the list under the hand that clicks the next person.
            lambda _: self.saved.emit(told.format(name=name)),
            kind=Work.ACT,
            key=card,
        )

    def _ask_reason(self) -> None:
        line = self.people.person.line
        if line is None:
            return
        dialog = ReasonDialog(words.shown(line.name), self)
        number, name = line.number, words.shown(line.name)
        dialog.accepted.connect(lambda: self._return(number, name, dialog.reason.toPlainText()))
        self.dialog = dialog
        dialog.open()

    def _return(self, number: str, name: str, reason: str) -> None:
        def work(_: Progress) -> None:
            from dxdesk.usecases.year_start.agreeing import return_goals

            return_goals(self.desk, number, reason)

        told = messages.DONE_RETURN.format(name=name)
        self.ask(work, lambda _: self.banner.say(told, tone="done"), kind=Work.ACT, title=messages.TITLE)

    def _make(self) -> None:
        kind = PLAN_FORM.written
        self.dialog = sending.send(self, PLAN_FORM, messages.MAKE, kind.text, kind.following)

    def _send(self) -> None:
        kind = PLAN_CONFIRMATION.written
        self.dialog = sending.send(self, PLAN_CONFIRMATION, messages.SEND, kind.text, kind.following)

    def set_up(self) -> None:
        """Decide how the office asks for goals."""

        def work(_: Progress) -> StartSetting:
            from dxdesk.usecases.organisation.year_start import setting

            with self.desk.store.read() as uow:
                return setting(uow)

        self.ask(work, self.show_setting)

    def show_setting(self, said: StartSetting) -> None:
        """Show how goals are asked for, to be changed."""
        dialog = SettingDialog(said, self)
        self.dialog = dialog
        dialog.tried.connect(lambda: self._set_up(dialog))
        dialog.open()

    def _set_up(self, dialog: SettingDialog) -> None:
        mode, day, due = Mode(dialog.mode.currentData()), dialog.day.text().strip(), dialog.due.text().strip()
        agreed, meeting = dialog.agreed.isChecked(), dialog.meeting.isChecked()
        supports = tuple(dialog.supports.toPlainText().split("\n"))

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation.year_start import StartSetting, set_up

            set_up(self.desk, StartSetting(mode, day, due, agreed, meeting, supports))

        def done(_: None) -> None:
            dialog.accept()
            self.banner.say(messages.SAVED, tone="done")

        self.ask(work, done, kind=Work.ACT, title=messages.SETTING, failed=dialog.banner.refuse)
