"""アンケート: what people thought of a session, question by question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dxdesk.domain.questionnaires import ScoredSummary
from dxdesk.ports.store import Progress
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.training import enrolment_messages as messages
from dxdesk.ui.training.pages import Page
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.sealing.workbook_kinds import QUESTIONNAIRE

if TYPE_CHECKING:
    from dxdesk.ui.training.acts import Acts
    from dxdesk.usecases.training.overview import Overview
    from dxdesk.usecases.training.questionnaires import SessionAnswers

Said = tuple[str, str]
"""A question and what somebody wrote."""


class AnswersPage(Page):
    """The answers after one session of the year."""

    def __init__(self, screen: Screen, acts: Acts) -> None:
        """Make an empty page."""
        super().__init__(screen, acts)
        self._year = 0
        self._found: tuple[SessionAnswers, ...] = ()
        self.session = Choice()
        self.session.setAccessibleName(messages.SESSION)
        self.session.setMinimumWidth(360)
        self.session.currentIndexChanged.connect(lambda *_: self._show_session())
        self.said = Text("", wrap=True)
        self.scored: Table[ScoredSummary] = Table(self._columns(), messages.ANSWERS_TABLE, sort=False)
        self.scored.nothing = messages.ANSWERS_NONE
        titles = messages.WRITTEN_COLUMNS
        self.written: Table[Said] = Table(
            [
                Col(titles[0], lambda one: one[0], 220, wrap=True),
                Col(titles[1], lambda one: one[1], 0, wrap=True, tip=lambda one: one[1]),
            ],
            messages.WRITTEN_TABLE,
            sort=False,
        )
        self.file = button(messages.ANSWERS_FILE, self._write, icon="file", name="answers-write")
        head = row(self.session, self.said, STRETCH, self.file, gap=10)
        body = card(
            Text(messages.ANSWERS_TEXT, "muted", wrap=True),
            head,
            self.scored,
            self.written,
            gap=10,
            padding=12,
        )
        self.setLayout(column(body))

    @staticmethod
    def _columns() -> list[Col[ScoredSummary]]:
        titles = messages.ANSWERS_COLUMNS
        steps = [Col(title, partial(_count, step), 52, number=True) for step, title in enumerate(titles[3:])]
        return [
            Col(titles[0], lambda one: one.question, 0, wrap=True),
            Col(titles[1], lambda one: messages.FEW if one.counts is None else f"{one.answers:,}", 90,
                number=True, look=lambda one: "muted" if one.counts is None else ""),
            Col(titles[2], lambda one: one.mean, 70, number=True, look=lambda one: "strong"),
            *steps,
        ]  # fmt: skip

    def show_year(self, found: Overview) -> None:
        """Read the answers after the sessions of a year."""
        self._year = found.year.fiscal_year
        desk, year = self.host.desk, self._year

        def work(_: Progress) -> tuple[SessionAnswers, ...]:
            from dxdesk.usecases.training.questionnaires import session_answers

            return session_answers(desk, year)

        def done(answers: tuple[SessionAnswers, ...]) -> None:
            if year == self._year:
                self.show_answers(answers)

        self.host.ask(work, done)

    def show_answers(self, answers: tuple[SessionAnswers, ...]) -> None:
        """Show the sessions that were answered after; the one that was chosen stays while it is there."""
        chosen = self.session.currentText()
        self._found = answers
        self.session.blockSignals(True)
        self.session.clear()
        for one in answers:
            self.session.addItem(one.title)
        self.session.setCurrentIndex(max(self.session.findText(chosen), 0))
        self.session.blockSignals(False)
        self._show_session()

    def start_search(self) -> None:
        """Choose a session."""
        self.session.setFocus()

    def _show_session(self) -> None:
        position = self.session.currentIndex()
        one = self._found[position] if 0 <= position < len(self._found) else None
        summary = one.summary if one is not None else None
        self.scored.show_records(summary.scored if summary is not None else ())
        self.written.show_records(
            [
                (written.question, text)
                for written in (summary.written if summary is not None else ())
                for text in (written.texts if written.texts is not None else (messages.FEW,))
            ]
        )
        self.said.setText(messages.ANSWERS_COUNT.format(count=summary.answers) if summary is not None else "")
        for part in (self.session, self.said, self.written):
            part.setVisible(one is not None)
        self.file.setEnabled(one is not None)

    def _write(self) -> None:
        self.acts.dialog = sending.send(
            self.host,
            QUESTIONNAIRE,
            messages.ANSWERS_FILE.rstrip("…"),
            messages.ANSWERS_FILE_TEXT,
            messages.ANSWERS_FILE_NEXT,
        )


def _count(step: int, one: ScoredSummary) -> str:
    return "" if one.counts is None else f"{one.counts[step]:,}"
