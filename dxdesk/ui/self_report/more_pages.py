"""The pages after the skills: next year's goals, courses and experience, and the last look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from dxdesk.ui.self_report import messages
from dxdesk.ui.self_report.model import Answering
from dxdesk.ui.widgets.basics import (
    STRETCH,
    Text,
    button,
    card,
    clear,
    column,
    hairline,
    inside,
    row,
    scrolling,
)
from dxdesk.ui.widgets.chips import LevelChip
from dxdesk.usecases.sheets import EXPERIENCE_KINDS, EXPERIENCE_LINES, ExperienceLine


class GoalsPage(QWidget):
    """A goal for each item, and a word to the confirmer."""

    goal_written = Signal(str, str)
    comment_written = Signal(str)

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self.fields: dict[str, QLineEdit] = {}
        self._rows: QVBoxLayout = column(gap=10)
        self.comment = QPlainTextEdit()
        self.comment.setFixedHeight(84)
        self.comment.setTabChangesFocus(True)
        self.comment.setAccessibleName(messages.COMMENT)
        self.comment.textChanged.connect(lambda: self.comment_written.emit(self.comment.toPlainText()))
        inner = column(
            inside(column(self._rows, margins=(16, 14, 16, 14)), look="card"),
            column(Text(messages.COMMENT, "caption"), self.comment, gap=4),
            STRETCH,
            gap=14,
        )
        inner.setContentsMargins(0, 0, 6, 0)
        self.setLayout(
            column(
                Text(messages.GOALS, "section"),
                Text(messages.GOALS_TEXT, "muted", wrap=True),
                scrolling(inner),
                gap=8,
            )
        )

    def show_answers(self, work: Answering) -> None:
        """Show the goals of a sheet."""
        if list(self.fields) != [item.uid for item in work.items]:
            self._build(work)
        for uid, field in self.fields.items():
            _set(field, work.answers.goals.get(uid, ""))
        if self.comment.toPlainText() != work.answers.comment:
            self.comment.blockSignals(True)
            self.comment.setPlainText(work.answers.comment)
            self.comment.blockSignals(False)

    def _build(self, work: Answering) -> None:
        clear(self._rows)
        self.fields = {}
        for item in work.items:
            field = QLineEdit()
            field.setAccessibleName(f"{item.name} {messages.GOALS}")
            if item.last_goal:
                field.setPlaceholderText(messages.LAST_GOAL.format(goal=item.last_goal))
            field.textEdited.connect(lambda text, uid=item.uid: self.goal_written.emit(uid, text))
            self.fields[item.uid] = field
            label = Text(item.name, wrap=True)
            label.setFixedWidth(200)
            line = row(label, field, gap=12)
            line.setStretch(1, 1)
            self._rows.addLayout(line)


class LinesPage(QWidget):
    """Courses, qualifications and experience in as many lines as the form has."""

    lines_written = Signal(object)

    def __init__(self) -> None:
        """Make empty lines."""
        super().__init__()
        self.rows: list[tuple[QComboBox, QLineEdit, QLineEdit, QLineEdit]] = []
        grid = column(self._titles(), hairline(), gap=8, margins=(16, 14, 16, 14))
        for number in range(EXPERIENCE_LINES):
            grid.addLayout(self._line(number))
        self.setLayout(
            column(
                Text(messages.LINES, "section"),
                Text(messages.LINES_TEXT, "muted", wrap=True),
                inside(grid, look="card"),
                STRETCH,
                gap=8,
            )
        )

    def _titles(self) -> QFrame:
        parts = [Text(title, "caption") for title in messages.LINE_TITLES]
        parts[0].setFixedWidth(140)
        parts[2].setFixedWidth(120)
        parts[3].setFixedWidth(160)
        layout = row(*parts, gap=8)
        layout.setStretch(1, 1)
        return inside(layout)

    def _line(self, number: int) -> QVBoxLayout:
        kind = QComboBox()
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


class SubmitPage(QWidget):
    """The last look: everything on one page, what is missing, where the file goes, submit."""

    submit_wanted = Signal()
    withdraw_wanted = Signal()
    open_item_wanted = Signal(str)
    folder_wanted = Signal()

    def __init__(self, *, proxy: bool) -> None:
        """Make the page; ``proxy`` writes no file."""
        super().__init__()
        self._proxy = proxy
        self._first_open = ""
        self._rows: QVBoxLayout = column(gap=0)
        self.missing = Text("", tone="attention", wrap=True)
        self.missing_go = button(messages.MISSING_GO, look="quiet")
        self.missing_go.clicked.connect(lambda *_: self.open_item_wanted.emit(self._first_open))
        self._missing_card = inside(
            row(self.missing, self.missing_go, gap=12, margins=(14, 8, 8, 8)), look="attention"
        )
        self.folder = Text("", wrap=True)
        self.choose_folder: QPushButton = button(messages.FOLDER_CHOOSE, self.folder_wanted.emit)
        self.withdraw = button(messages.WITHDRAW, self.withdraw_wanted.emit, look="quiet", name="withdraw")
        line = row(column(Text(messages.FOLDER, "caption"), self.folder, gap=2), self.choose_folder, gap=12)
        line.setStretch(0, 1)
        self._folder_card = card(line, padding=12)
        self._folder_card.setVisible(not proxy)
        self.setLayout(
            column(
                row(Text(messages.SUBMIT_PAGE, "section"), STRETCH, self.withdraw),
                Text(messages.REVIEW_TEXT, "muted", wrap=True),
                self._missing_card,
                card(scrolling(self._rows), padding=8),
                self._folder_card,
                gap=8,
            )
        )

    def show_answers(self, work: Answering, folder: str) -> None:
        """Show everything that will be submitted."""
        clear(self._rows)
        section = ""
        for item in work.items:
            if item.section != section:
                section = item.section
                self._rows.addWidget(_padded(Text(section, "caption"), 8, 8))
            self._rows.addWidget(self._line(work, item.uid))
        self._extra(messages.LINES, [" ".join(filter(None, _texts(line))) for line in work.answers.lines])
        self._extra(messages.COMMENT, [work.answers.comment] if work.answers.comment else [])
        self._rows.addStretch(1)
        count = len(work.items) - work.answered
        self._first_open = work.first_open
        self.missing.setText(messages.MISSING.format(count=count))
        self._missing_card.setVisible(bool(count))
        self.folder.setText(folder)
        self.withdraw.setVisible(work.sheet.submitted)

    def _line(self, work: Answering, uid: str) -> QFrame:
        item, level = work.item(uid), work.level(uid)
        name = Text(item.name, wrap=True)
        name.setFixedWidth(190)
        last = Text(work.label(uid, item.last) or "–", "muted")
        last.setFixedWidth(52)
        chip = LevelChip(level, work.label(uid, level), work.top(uid), faint=messages.UNANSWERED)
        evidence = Text(work.answers.evidence.get(uid, ""), wrap=True)
        goal = work.answers.goals.get(uid, "")
        texts = column(evidence, gap=2)
        if goal:
            texts.addWidget(Text(f"{messages.GOALS}: {goal}", "caption", wrap=True))
        holder = row(chip, STRETCH)
        left = inside(holder)
        left.setFixedWidth(90)
        line = row(name, last, left, texts, gap=10, margins=(8, 7, 8, 7))
        line.setStretch(3, 1)
        return inside(column(line, hairline(), gap=0))

    def _extra(self, title: str, texts: Sequence[str]) -> None:
        if texts:
            self._rows.addWidget(_padded(Text(title, "caption"), 8, 8))
            for text in texts:
                self._rows.addWidget(_padded(Text(text, wrap=True), 8, 4))


def _padded(widget: QWidget, left: int, top: int) -> QFrame:
    return inside(row(widget, margins=(left, top, 8, 4)))


def _texts(line: ExperienceLine) -> tuple[str, ...]:
    return line.kind, line.name, line.date, line.result


def _set(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
