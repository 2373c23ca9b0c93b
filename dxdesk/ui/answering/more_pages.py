"""The page after the skills: next year's goals, and the courses and experience of this year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from dxdesk.ports.workbooks import EXPERIENCE_KINDS, EXPERIENCE_LINES, ExperienceLine
from dxdesk.ui.answering import messages
from dxdesk.ui.answering.model import Answering
from dxdesk.ui.answering.writing import WritingField
from dxdesk.ui.widgets.basics import Text, clear, column, hairline, inside, row, scrolling
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.stages import OwnStages
from dxdesk.usecases.person_year.stage_evidence import PersonGrowth


class LinesPart(QFrame):
    """Courses, qualifications and experience in as many lines as the form has."""

    lines_written = Signal(object)

    def __init__(self) -> None:
        """Make empty lines."""
        super().__init__()
        self.setProperty("look", "card")
        self.rows: list[tuple[QComboBox, QLineEdit, QLineEdit, QLineEdit]] = []
        grid = column(self._titles(), hairline(), gap=6, margins=(16, 10, 16, 12))
        for number in range(EXPERIENCE_LINES):
            grid.addLayout(self._line(number))
        self.setLayout(grid)

    def _titles(self) -> QFrame:
        parts = [Text(title, "caption") for title in messages.LINE_TITLES]
        parts[0].setFixedWidth(140)
        parts[2].setFixedWidth(120)
        parts[3].setFixedWidth(160)
        layout = row(*parts, gap=8)
        layout.setStretch(1, 1)
        return inside(layout)

    def _line(self, number: int) -> QVBoxLayout:
        kind = Choice()
        kind.addItems(["", *EXPERIENCE_KINDS])
        name, date, result = QLineEdit(), QLineEdit(), QLineEdit()
        fields = (name, date, result)
        kind.setFixedWidth(140)
        date.setFixedWidth(120)
        result.setFixedWidth(160)
        for place, widget in enumerate((kind, *fields)):
            widget.setAccessibleName(f"{number + 1}行目 {messages.LINE_TITLES[place]}")
        if number == 0:
            for field, hint in zip(fields, messages.LINE_HINTS[1:], strict=True):
                field.setPlaceholderText(hint)
        kind.currentIndexChanged.connect(lambda *_: self.lines_written.emit(self._read()))
        for field in fields:
            field.textEdited.connect(lambda *_: self.lines_written.emit(self._read()))
        self.rows.append((kind, name, date, result))
        layout = row(kind, *fields, gap=8)
        layout.setStretch(1, 1)
        return column(layout)

    def show_answers(self, work: Answering) -> None:
        """Show the lines of a sheet."""
        if self._read() == work.answers.lines:
            return  # the person may be typing in the second line with the first one empty
        lines = (*work.answers.lines, *(ExperienceLine() for _ in range(EXPERIENCE_LINES)))
        for (kind, name, date, result), line in zip(self.rows, lines, strict=False):
            kind.blockSignals(True)
            kind.setCurrentIndex(max(kind.findText(line.kind), 0))
            kind.blockSignals(False)
            for field, text in ((name, line.name), (date, line.date), (result, line.result)):
                _set(field, text)

    def _read(self) -> tuple[ExperienceLine, ...]:
        read = (
            ExperienceLine(kind.currentText(), name.text(), date.text(), result.text())
            for kind, name, date, result in self.rows
        )
        return tuple(line for line in read if line != ExperienceLine())

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be written where it could not be saved."""
        for kind, *fields in self.rows:
            kind.setEnabled(not read_only)
            for field in fields:
                field.setReadOnly(read_only)


class MorePage(QWidget):
    """The overall goal, the year's courses and experience, and all goals by skill."""

    goal_written = Signal(str, str)
    comment_written = Signal(str)

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self.fields: dict[str, QLineEdit] = {}
        self._growth: Sequence[PersonGrowth] = ()
        self._rows: QVBoxLayout = column(gap=6)
        self.comment = WritingField(messages.GOAL_ALL, messages.GOAL_ALL_HINT)
        self.comment.setFixedHeight(78)
        self.comment.textChanged.connect(lambda: self.comment_written.emit(self.comment.toPlainText()))
        self.lines, self.stages = LinesPart(), OwnStages()
        inner = column(
            self.stages,
            column(Text(messages.GOAL_ALL, "caption"), self.comment, gap=3),
            column(
                row(Text(messages.LINES, "strong"), Text(messages.LINES_TEXT, "caption", wrap=True), gap=12),
                self.lines,
                gap=6,
            ),
            column(
                Text(messages.GOALS, "strong"),
                inside(column(self._rows, margins=(16, 12, 16, 12)), look="card"),
                gap=6,
            ),
            gap=12,
            margins=(0, 0, 6, 0),
        )
        inner.addStretch(1)
        self._area = scrolling(inner)
        self.setLayout(
            column(
                Text(messages.MORE, "section"),
                Text(messages.MORE_TEXT, "muted", wrap=True),
                self._area,
                gap=6,
            )
        )

    def show_answers(self, work: Answering) -> None:
        """Show goals and lines of a sheet."""
        if self._growth is not work.sheet.growth:
            self._growth = work.sheet.growth
            self.stages.show_growth(self._growth)
        if list(self.fields) != [item.uid for item in work.items]:
            self._build(work)
        for item in work.items:
            field = self.fields[item.uid]
            _set(field, work.answers.goals.get(item.uid, ""))
            field.setPlaceholderText(messages.LAST_GOAL.format(goal=item.last_goal) if item.last_goal else "")
        if self.comment.toPlainText() != work.answers.comment:
            self.comment.blockSignals(True)
            self.comment.setPlainText(work.answers.comment)
            self.comment.blockSignals(False)
        self.lines.show_answers(work)

    def go_to_lines(self) -> None:
        """Show the courses and experience, ready to type."""
        self._area.ensureWidgetVisible(self.lines, 0, 0)
        self.lines.rows[0][1].setFocus()

    def _build(self, work: Answering) -> None:
        clear(self._rows)
        self.fields = {}
        for item in work.items:
            field = QLineEdit()
            field.setAccessibleName(f"{item.name} {messages.GOAL}")
            field.textEdited.connect(lambda text, uid=item.uid: self.goal_written.emit(uid, text))
            field.setReadOnly(self.comment.isReadOnly())
            self.fields[item.uid] = field
            label = Text(item.name, wrap=True)
            label.setFixedWidth(220)
            line = row(label, field, gap=12)
            line.setStretch(1, 1)
            self._rows.addLayout(line)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be written where it could not be saved."""
        self.comment.setReadOnly(read_only)
        self.lines.set_read_only(read_only)
        for field in self.fields.values():
            field.setReadOnly(read_only)


def _set(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
