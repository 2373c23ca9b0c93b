"""自己申告: one's own sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.answering import messages as answering_messages
from dxdesk.ui.answering.panel import AnswerPanel
from dxdesk.ui.look import dates, words
from dxdesk.ui.self_report import messages
from dxdesk.ui.shell.folders import open_folder
from dxdesk.ui.shell.keys_kept import step_on
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row
from dxdesk.ui.widgets.messages import EmptyState, explain
from dxdesk.ui.widgets.meter import Meter
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from dxdesk.usecases.answering.sheet import AnswerSheet, Submitted

NOTHING_YET = frozenset({"no-form", "no-cycle", "person-unknown"})
HALF = frozenset({"framework-missing"})
"""Only a return slip came: what the skills mean travels with the form HR sent."""

CONFIRMED = (State.FIRST_CONFIRMED, State.SECOND_CONFIRMED, State.RECEIVED, State.FINALISED)

FOLDER_TROUBLE = frozenset(
    {
        "folder-missing",
        "folder-read-only",
        "disk-full",
        "file-open-elsewhere",
        "file-not-written",
        "form-missing-folder",
    }
)


def _origin(sheet: AnswerSheet) -> tuple[str, str, str]:
    """Return what there is to say of where the form is from: title, text, advice; empty if certain."""
    if sheet.basis == "unconfirmed":
        title = messages.UNCONFIRMED.format(sender=sheet.sender)
        return title, messages.UNCONFIRMED_TEXT, messages.UNCONFIRMED_ADVICE
    return (messages.EARLIER, messages.EARLIER_TEXT, "") if sheet.basis == "earlier" else ("", "", "")


def _written(found: Submitted) -> Path:
    """Return the form of one's own that was written; only what is typed in for others writes none."""
    assert found.file is not None
    return found.file


class SelfReport(Screen):
    """The answering screen of a personal store."""

    interested = Changes.RECEIPTS | Changes.CYCLE
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self._differs = False
        self._wanted = ""
        self.count, self.minutes, self.meter = Text("", "caption"), Text("", "caption"), Meter()
        self.progress = inside(
            column(row(self.count, STRETCH, self.minutes), self.meter, gap=5, margins=(16, 0, 0, 0))
        )
        self.progress.setFixedWidth(276)
        self.progress.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.progress.hide()
        self.add_head(self.progress)
        self.panel = AnswerPanel(desk, operations, self.ask)
        self.nothing = EmptyState(
            "answer",
            messages.NO_FORM,
            messages.NO_FORM_TEXT,
            messages.OPEN_FORM,
            lambda: self.go.emit("receive", {}),
        )
        self.blank = inside(column(STRETCH))
        self.pages = QStackedWidget()
        for page in (self.blank, self.panel, self.nothing):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.panel.saved.connect(self.saved)
        self.panel.said.connect(self.saved)
        self.panel.noted.connect(self.noted)
        self.panel.progressed.connect(self._show_progress)
        self.panel.submitted.connect(self._submitted)
        self.panel.withdrawn.connect(self._withdrawn)
        self.panel.refused.connect(self._refused)
        self.panel.unsaved.connect(self.show_unsaved)

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen, perhaps for one item or page."""
        self._wanted = str(what.get("item", ""))
        loading = self.stale
        super().enter(what)
        if loading:
            return
        self.panel.take_keys()
        if self._wanted:
            self.panel.go_to(self._wanted)
            self._wanted = ""

    def set_narrow(self, narrow: bool) -> None:
        """Leave the statements more room on a small display."""
        super().set_narrow(narrow)
        self.panel.set_narrow(narrow)

    def load(self) -> None:
        """Read the sheet."""
        self._read(self.show_sheet)

    def _read(self, shown: Callable[[AnswerSheet, str], object], *, sent: bool = False) -> None:
        def work(_: Progress) -> tuple[AnswerSheet, str]:
            from dxdesk.usecases.answering.self_report import open_answers

            return open_answers(self.desk), self.desk.services.clock.today()

        self.panel.save_now()
        noted = self.panel.keeper.noted

        def done(found: tuple[AnswerSheet, str]) -> None:
            if self.panel.keeper.noted != noted:
                # Typed meanwhile: what was read is older than what stands here.
                self._read(shown, sent=sent)
            else:
                shown(*found)

        # In its turn among what is kept, the read waits until the draft is written.
        # After a submission nothing is sent again before its sheet is shown.
        self.ask(
            work,
            done,
            finally_=self.panel.show_sending,
            kind=Work.KEEP,
            failed=self._no_sheet,
            key=self.panel if sent else None,
        )

    def show_sheet(self, sheet: AnswerSheet, today: str) -> None:
        """Show a sheet."""
        self._show_head(sheet, today)
        self.pages.setCurrentWidget(self.panel)
        self.panel.show_sheet(sheet)
        if self._wanted:
            self.panel.go_to(self._wanted)
            self._wanted = ""
        self._greet(sheet)

    def _show_head(self, sheet: AnswerSheet, today: str) -> None:
        cycle = sheet.cycle
        due = cycle.due_self
        # Who has submitted is not late, and nothing more is due once the result has come.
        left = "" if sheet.submitted or sheet.told else dates.days_left(due, today)
        deadline = f"提出期限 {dates.long_day(due)} {left}".rstrip() if due else ""
        round_ = messages.ROUND.format(number=sheet.round) if sheet.round > 1 else ""
        self.set_title(
            f"{cycle.label} {cycle.title or messages.TITLE}",
            "・".join(part for part in (round_, deadline, cycle.purpose) if part),
        )

    def _greet(self, sheet: AnswerSheet) -> None:
        """Say what one should know before beginning: view only, returned, already submitted."""
        work = self.panel.work
        if self.desk.store.read_only:
            self.banner.say(messages.READ_ONLY, messages.READ_ONLY_TEXT, messages.READ_ONLY_ADVICE)
        elif work is not None and work.returned:
            title = messages.RETURNED_TITLE.format(number=sheet.round)
            said = "\n".join(part for part in (sheet.returned, *_origin(sheet)[:2]) if part)
            self.banner.say(title, said, _origin(sheet)[2])
        elif _origin(sheet)[0] and not sheet.told:
            self.banner.say(*_origin(sheet), tone="info")
        elif sheet.told:
            self.banner.say(
                messages.FINISHED,
                tone="info",
                act=messages.FINISHED_GO,
                filled=True,
                acting=lambda: self.go.emit("documents", {"focus": "results", "page": "results"}),
            )
        elif sheet.submitted and work is not None and work.changed_since_said:
            self.banner.say(messages.CHANGED, messages.CHANGED_TEXT, tone="info")
        elif sheet.person.state in CONFIRMED:
            self.banner.say(messages.CONFIRMED, messages.CONFIRMED_TEXT, tone="info")
        elif sheet.submitted:
            self.banner.say(messages.ALREADY, tone="info")
        else:
            self.banner.hide()

    def _no_sheet(self, error: KnownError) -> None:
        if error.code in NOTHING_YET | HALF:
            half = error.code in HALF
            self.nothing.tell(
                messages.NO_FRAMEWORK if half else messages.NO_FORM,
                messages.NO_FRAMEWORK_TEXT if half else messages.NO_FORM_TEXT,
            )
            self.progress.hide()
            self.pages.setCurrentWidget(self.nothing)
        else:
            self.show_error(error)

    def _show_progress(self) -> None:
        work = self.panel.work
        if work is None:
            return
        whole, done = len(work.items), work.answered
        self.count.setText(messages.COUNT.format(whole=whole, done=done))
        ready = done == whole
        self.minutes.setText(messages.READY if ready else messages.MINUTES.format(minutes=work.minutes_left))
        self.meter.show_shares((done,), whole, f"{self.count.text()} {self.minutes.text()}")
        self.progress.show()
        differs = work.sheet.submitted and work.changed_since_said
        if differs != self._differs:
            # "Send this file" is no longer true of answers that were changed after it was made.
            self._differs = differs
            self._greet(work.sheet)

    def _submitted(self, found: Submitted) -> None:
        file = _written(found)

        def shown(sheet: AnswerSheet, today: str) -> None:
            self._show_head(sheet, today)
            self.panel.show_sheet(sheet)
            self.banner.say(
                messages.SUBMITTED,
                messages.SUBMITTED_TEXT.format(file=file),
                messages.SUBMITTED_NEXT.format(whom=words.shown(found.goes_to)),
                tone="done",
                act=messages.OPEN_FOLDER,
                acting=lambda: open_folder(file.parent, self.banner),
            )
            step_on(self)

        self._read(shown, sent=True)

    def _withdrawn(self, found: Submitted) -> None:
        file = _written(found)

        def shown(sheet: AnswerSheet, today: str) -> None:
            self._show_head(sheet, today)
            self.panel.show_sheet(sheet)
            self.banner.say(
                messages.WITHDRAWN,
                messages.WITHDRAWN_TEXT.format(file=file),
                messages.SUBMITTED_NEXT.format(whom=words.shown(found.goes_to)),
                tone="done",
                act=messages.OPEN_FOLDER,
                acting=lambda: open_folder(file.parent, self.banner),
            )
            step_on(self)

        self._read(shown, sent=True)

    def _refused(self, error: KnownError) -> None:
        """Say what failed, whether the answers are kept, and offer the way out."""
        title, meaning, advice = explain(error)
        if self.panel.keeper.waiting:
            self.show_unsaved(error)
        elif error.code in FOLDER_TROUBLE:
            safe = messages.NOT_SUBMITTED
            self.banner.say(
                title,
                "\n".join(part for part in (safe, meaning) if part),
                advice,
                act=answering_messages.FOLDER_CHOOSE,
                acting=self.panel.choose_folder,
            )
        else:
            self.show_error(error)

    def save(self) -> None:
        """Save what is being typed."""
        self.panel.save_now()

    def saved_after_all(self) -> None:
        """Say again what stood here before the answers could not be saved."""
        super().saved_after_all()
        if self.panel.work is not None:
            self._greet(self.panel.work.sheet)
