"""自己申告: one's own sheet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ui import words
from dxdesk.ui.operations import Operations
from dxdesk.ui.screen import Screen
from dxdesk.ui.self_report import messages
from dxdesk.ui.self_report.panel import AnswerPanel, open_folder
from dxdesk.ui.widgets.basics import STRETCH, Text, column, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.progress import Meter
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.ports import Progress

CONFIRMED = (State.FIRST_CONFIRMED, State.SECOND_CONFIRMED, State.RECEIVED, State.FINALISED)
NOTHING_YET = frozenset({"no-form", "no-cycle", "person-unknown"})


class SelfReport(Screen):
    """The answering screen of a personal store."""

    interested = frozenset({"receipts", "cycle"})
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.count, self.minutes, self.meter = Text("", "caption"), Text("", "caption"), Meter()
        self.meter.setFixedWidth(300)
        self._progress = column(row(self.count, STRETCH, self.minutes), self.meter, gap=5)
        self.add_head(self._progress)
        self.panel = AnswerPanel(desk, operations, self.ask)
        self.nothing = EmptyState(
            "answer",
            messages.NO_FORM,
            messages.NO_FORM_TEXT,
            messages.OPEN_FORM,
            lambda: self.go.emit("receive", {}),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.panel)
        self.pages.addWidget(self.nothing)
        self.body.addWidget(self.pages, 1)
        self.panel.saved.connect(self.saved)
        self.panel.progressed.connect(self._show_progress)
        self.panel.submitted.connect(self._submitted)
        self.panel.withdrawn.connect(self._withdrawn)

    def enter(self, what: Mapping[str, Any]) -> None:
        """Come to the screen, perhaps for one item."""
        super().enter(what)
        if what.get("item"):
            self.panel.go_to(str(what["item"]))

    def load(self) -> None:
        """Read the sheet."""

        def work(_: Progress) -> Any:
            from dxdesk.usecases.answer import open_answers

            return open_answers(self.desk), self.desk.services.clock.today()

        self.ask(work, lambda found: self.show_sheet(*found), failed=self._no_sheet)

    def show_sheet(self, sheet: Any, today: str) -> None:
        """Show a sheet."""
        cycle = sheet.cycle
        due = cycle.due_self
        left = words.days_left(due, today)
        deadline = f"提出期限 {words.long_day(due)} {left}" if due else ""
        self.set_title(
            f"{cycle.label} {cycle.title or messages.TITLE}",
            "・".join(part for part in (deadline, cycle.purpose) if part),
        )
        self.pages.setCurrentWidget(self.panel)
        self.panel.show_sheet(sheet)
        if sheet.person.state in CONFIRMED:
            self.banner.say(messages.CONFIRMED, messages.CONFIRMED_TEXT, tone="info")
        elif sheet.submitted:
            self.banner.say(messages.ALREADY, tone="info")

    def _no_sheet(self, error: KnownError) -> None:
        if error.code in NOTHING_YET:
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
        self.meter.show_shares((done,), whole)

    def _submitted(self, found: Any) -> None:
        work = self.panel.work
        sender = (work.sheet.sender if work else "") or "人事課"
        file = Path(found.file)
        self.banner.say(
            messages.SUBMITTED,
            messages.SUBMITTED_TEXT.format(file=file),
            messages.SUBMITTED_NEXT.format(sender=sender),
            tone="done",
            act=messages.OPEN_FOLDER,
            acting=lambda: open_folder(file.parent),
        )

    def _withdrawn(self, found: Any) -> None:
        self.banner.say(
            messages.WITHDRAWN.format(file=found.file),
            messages.SUBMITTED_NEXT.format(sender="提出先"),
            tone="done",
        )

    def leave(self) -> bool:
        """Save what is being typed."""
        self.panel.save_now()
        return True


def make(desk: Desk, operations: Operations) -> Screen:
    """Return the screen."""
    return SelfReport(desk, operations)
