"""The page after the skills: next year's goals, and the courses and experience of this year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from dxdesk.ports.workbooks import EXPERIENCE_KINDS, EXPERIENCE_LINES, ExperienceLine
from dxdesk.ui.answering import messages
from dxdesk.ui.answering.goals_part import GoalsPart
from dxdesk.ui.answering.model import Answering
from dxdesk.ui.answering.writing import WritingField
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import clear, column, hairline, inside, row, scrolling
from dxdesk.ui.widgets.stages import OwnStages
from dxdesk.usecases.person_year.stage_evidence import PersonGrowth

NARROW = 640
"""Px of width below which what stands beside each other goes into two lines."""

ANY_WIDTH = 16_777_215
"""Px: the width of which Qt takes none away (its ``QWIDGETSIZE_MAX``)."""

LABEL = 220
"""Px of a skill's name before its goal."""

_WIDE, _SMALL = (140, 0, 120, 160), (140, 0, 140, 0)
"""Px of the parts of a line in one line and in two; 0 takes the room left."""


class _Line(QFrame):
    """Kind, name, date and result, or their titles: beside each other, or two and two where room is short."""

    def __init__(self, *parts: QWidget) -> None:
        """Lay out the four parts in one line."""
        super().__init__()
        self.parts = parts
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.setLayout(self._grid)
        self.arrange(narrow=False)

    def arrange(self, *, narrow: bool) -> None:
        """Stand in one line or in two."""
        self._grid.setContentsMargins(0, 0, 0, 8 if narrow else 0)
        for position, (part, wide) in enumerate(zip(self.parts, _SMALL if narrow else _WIDE, strict=True)):
            part.setMinimumWidth(wide)
            part.setMaximumWidth(wide or ANY_WIDTH)
            line, column_ = divmod(position, 2) if narrow else (0, position)
            self._grid.addWidget(part, line, column_)


class LinesPart(QFrame):
    """Courses, qualifications and experience in as many lines as the form has."""

    lines_written = Signal(object)

    def __init__(self) -> None:
        """Make empty lines."""
        super().__init__()
        self.setProperty("look", "card")
        self.rows: list[tuple[QComboBox, QLineEdit, QLineEdit, QLineEdit]] = []
        self._narrow = False
        self._lines = [_Line(*(Text(title, "caption") for title in messages.LINE_TITLES))]
        grid = column(self._lines[0], hairline(), gap=6, margins=(16, 10, 16, 12))
        for number in range(EXPERIENCE_LINES):
            grid.addWidget(self._line(number))
        self.setLayout(grid)
        self._set_stops()

    def _line(self, number: int) -> QWidget:
        kind = Choice()
        kind.addItems(["", *EXPERIENCE_KINDS])
        name, date, result = QLineEdit(), QLineEdit(), QLineEdit()
        fields = (name, date, result)
        for position, widget in enumerate((kind, *fields)):
            widget.setAccessibleName(f"{number + 1}行目 {messages.LINE_TITLES[position]}")
        if number == 0:
            for field, hint in zip(fields, messages.LINE_HINTS[1:], strict=True):
                field.setPlaceholderText(hint)
        kind.currentIndexChanged.connect(lambda *_: self._written())
        for field in fields:
            field.textEdited.connect(lambda *_: self._written())
        self.rows.append((kind, name, date, result))
        self._lines.append(_Line(kind, *fields))
        return self._lines[-1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two lines where one would squeeze the names."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            for line in self._lines:
                line.arrange(narrow=narrow)

    def _written(self) -> None:
        self._set_stops()
        self.lines_written.emit(self._read())

    def _set_stops(self) -> None:
        """Let the Tab key come to the lines with something in them and to one empty one after them."""
        filled = [position for position, parts in enumerate(self.rows) if _said(*parts) != ExperienceLine()]
        last = max(filled, default=-1) + 1
        for position, parts in enumerate(self.rows):
            for part in parts:
                policy = Qt.FocusPolicy.StrongFocus if position <= last else Qt.FocusPolicy.ClickFocus
                part.setFocusPolicy(policy)

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
        self._set_stops()

    def _read(self) -> tuple[ExperienceLine, ...]:
        read = (_said(*parts) for parts in self.rows)
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
        self._labels: list[tuple[QBoxLayout, Text]] = []
        self._narrow = False
        self._growth: Sequence[PersonGrowth] = ()
        self._rows: QVBoxLayout = column(gap=6)
        self.comment = WritingField(messages.GOAL_ALL, messages.GOAL_ALL_HINT)
        self.comment.setFixedHeight(78)
        self.comment.textChanged.connect(lambda: self.comment_written.emit(self.comment.toPlainText()))
        self.lines, self.stages, self.start_goals = LinesPart(), OwnStages(), GoalsPart()
        inner = column(
            self.stages,
            self.start_goals,
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
        self.start_goals.show_answers(work)

    def go_to_lines(self) -> None:
        """Show the courses and experience, ready to type."""
        self._area.ensureWidgetVisible(self.lines, 0, 0)
        self.lines.rows[0][1].setFocus()

    def _build(self, work: Answering) -> None:
        clear(self._rows)
        self.fields, self._labels = {}, []
        for item in work.items:
            field = QLineEdit()
            field.setAccessibleName(f"{item.name} {messages.GOAL}")
            field.textEdited.connect(lambda text, uid=item.uid: self.goal_written.emit(uid, text))
            field.setReadOnly(self.comment.isReadOnly())
            self.fields[item.uid] = field
            label = Text(item.name, wrap=True)
            line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            line.addWidget(label)
            line.addWidget(field, 1)
            self._labels.append((line, label))
            self._rows.addLayout(line)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put goals under the names of their skills where there is no room beside them."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()

    def _arrange(self) -> None:
        ways = QBoxLayout.Direction
        for line, label in self._labels:
            line.setDirection(ways.TopToBottom if self._narrow else ways.LeftToRight)
            line.setSpacing(2 if self._narrow else 12)
            label.setMinimumWidth(0 if self._narrow else LABEL)
            label.setMaximumWidth(ANY_WIDTH if self._narrow else LABEL)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be written where it could not be saved."""
        self.comment.setReadOnly(read_only)
        self.lines.set_read_only(read_only)
        self.start_goals.set_read_only(read_only)
        for field in self.fields.values():
            field.setReadOnly(read_only)


def _said(kind: QComboBox, name: QLineEdit, date: QLineEdit, result: QLineEdit) -> ExperienceLine:
    return ExperienceLine(kind.currentText(), name.text(), date.text(), result.text())


def _set(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
