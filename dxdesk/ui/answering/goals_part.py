"""The goals of the year on the page after the skills: what came of them, or the mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from dxdesk.domain.year_start import WHERES, Mode
from dxdesk.ui.answering import messages
from dxdesk.ui.answering.model import Answering
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import clear, column, inside


class GoalsPart(QFrame):
    """A card with the goals and two fields each, or with the one question of the mark."""

    attained_written = Signal(str, int, str)
    mark_set = Signal(str)

    def __init__(self) -> None:
        """Make an empty part: nothing of goals stands in a window whose form does not ask of them."""
        super().__init__()
        self.fields: dict[tuple[str, int], QLineEdit] = {}
        self._texts: tuple[str, ...] = ()
        self._read_only = False
        self._made = False
        self.hide()

    def _lay_out(self) -> None:
        self._made = True
        self._rows: QVBoxLayout = column(gap=10)
        self.mark = Choice()
        self.mark.setAccessibleName(messages.MARK)
        self.mark.setEnabled(not self._read_only)
        self.mark.addItem(messages.MARK_UNSAID, "")
        for code, name in WHERES.items():
            self.mark.addItem(name, code)
        self.mark.currentIndexChanged.connect(
            lambda *_: self.mark_set.emit(str(self.mark.currentData() or ""))
        )
        self._mark = inside(column(Text(messages.MARK, wrap=True), self.mark, gap=6))
        self._goals = inside(self._rows)
        body = inside(column(self._mark, self._goals, margins=(16, 12, 16, 12)), look="card")
        self.setLayout(
            column(
                column(
                    Text(messages.START_GOALS, "strong"),
                    Text(messages.START_GOALS_TEXT, "caption", wrap=True),
                    gap=2,
                ),
                body,
                gap=6,
            )
        )

    def show_answers(self, work: Answering) -> None:
        """Show what the form asks of the goals, with what is answered."""
        asked = work.sheet.goals
        self.setVisible(asked is not None)
        if asked is None:
            return
        if not self._made:
            self._lay_out()
        by_mark = asked.mode is Mode.MARK
        self._mark.setVisible(by_mark)
        self._goals.setVisible(not by_mark)
        self.mark.blockSignals(True)
        self.mark.setCurrentIndex(max(self.mark.findData(work.answers.mark), 0))
        self.mark.blockSignals(False)
        if self._texts != (*asked.texts, *asked.texts.values()):
            self._texts = (*asked.texts, *asked.texts.values())
            self._build(asked.texts, asked.last)
        for (key, place), field in self.fields.items():
            said = work.answers.attained.get(key, ("", ""))[place]
            if field.text() != said:
                field.setText(said)

    def _build(self, texts: Mapping[str, str], last: Sequence[tuple[str, str, str]]) -> None:
        clear(self._rows)
        self.fields = {}
        titles = (messages.ATTAINED, messages.GOAL_COMMENT)
        for number, (key, text) in enumerate(texts.items(), 1):
            parts = [Text(text, wrap=True)]
            for place, title in enumerate(titles):
                field = QLineEdit()
                field.setAccessibleName(messages.GOAL_FIELD.format(number=number, title=title))
                field.setPlaceholderText(title)
                field.setReadOnly(self._read_only)
                field.textEdited.connect(
                    lambda said, key=key, place=place: self.attained_written.emit(key, place, said)
                )
                self.fields[key, place] = field
            self._rows.addLayout(column(*parts, self.fields[key, 0], self.fields[key, 1], gap=4))
        for text, reached, _ in last:
            told = messages.LAST_PLAN.format(goal=text, reached=reached or messages.NOT_TOLD)
            self._rows.addWidget(Text(told, "caption", wrap=True))

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be written where it could not be saved."""
        self._read_only = read_only
        if self._made:
            self.mark.setEnabled(not read_only)
        for field in self.fields.values():
            field.setReadOnly(read_only)
