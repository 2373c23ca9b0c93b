"""One's own goals: a card a goal, kept as it is written, and the form that goes back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from dxdesk.domain.year_start import MEASURES
from dxdesk.ui.shell.sending import keep_folder, kept_folder
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, clear, column, row, scrolling
from dxdesk.ui.widgets.paths import PathLine
from dxdesk.ui.year_start import messages

if TYPE_CHECKING:
    from dxdesk.usecases.forms.goal_texts import Cells
    from dxdesk.usecases.year_start.own import GoalSheet

FOLDER = "year-start"
_SKILL_WIDE, _SMALL_WIDE = 240, 130


class GoalCard(QWidget):
    """One goal: skill and level or free words, measure, by when."""

    changed = Signal()

    def __init__(self, number: int, skills: Sequence[tuple[str, tuple[str, ...]]], drop: str) -> None:
        """Offer skills with their levels; ``drop`` is the word by which a goal is given up."""
        super().__init__()
        self._levels = dict(skills)
        self.skill, self.level, self.measure = Choice(), Choice(), Choice()
        self.text, self.by = QLineEdit(), QLineEdit()
        self.skill.addItem(messages.NO_SKILL, "")
        for name in (*self._levels, drop):
            self.skill.addItem(name, name)
        self.measure.addItem(messages.NO_MEASURE, "")
        for name in MEASURES.values():
            self.measure.addItem(name, name)
        self.text.setPlaceholderText(messages.TEXT_HINT)
        self.by.setPlaceholderText(messages.BY_HINT)
        titles = (messages.SKILL, messages.LEVEL, messages.MEASURE, messages.BY, messages.TEXT)
        parts: tuple[QWidget, ...] = (self.skill, self.level, self.measure, self.by, self.text)
        for title, part in zip(titles, parts, strict=True):
            part.setAccessibleName(f"{messages.GOAL.format(number=number)} {title}")
        self.skill.setMinimumWidth(_SKILL_WIDE)
        for part in (self.level, self.measure, self.by):
            part.setFixedWidth(_SMALL_WIDE)
        named = zip(titles, parts, strict=True)
        fields = [column(Text(title, "caption"), part, gap=3) for title, part in named]
        line = row(*fields[:4], gap=10)
        line.setStretch(0, 1)
        self.setLayout(column(Text(messages.GOAL.format(number=number), "strong"), line, fields[4], gap=6))
        self._offer("")
        self.skill.currentIndexChanged.connect(lambda *_: self._picked())
        for choice in (self.level, self.measure):
            choice.currentIndexChanged.connect(lambda *_: self.changed.emit())
        for field in (self.text, self.by):
            field.textEdited.connect(lambda *_: self.changed.emit())

    def _picked(self) -> None:
        self._offer(str(self.level.currentData() or ""))
        self.changed.emit()

    def _offer(self, level: str) -> None:
        """Offer the levels of the skill that is chosen; one that it has not is chosen no more."""
        self.level.blockSignals(True)
        self.level.clear()
        self.level.addItem(messages.NO_LEVEL, "")
        for name in self._levels.get(str(self.skill.currentData() or ""), ()):
            self.level.addItem(name, name)
        self.level.setCurrentIndex(max(self.level.findData(level), 0))
        self.level.setEnabled(self.level.count() > 1)
        self.level.blockSignals(False)

    @property
    def written(self) -> Cells:
        """What is written."""
        choices = self.skill, self.level, self.measure
        skill, level, measure = (str(one.currentData() or "") for one in choices)
        return skill, level, self.text.text(), measure, self.by.text()

    def show_cells(self, cells: Cells) -> None:
        """Show a goal; nothing is told of it."""
        skill, level, text, measure, by = cells
        for choice, value in ((self.skill, skill), (self.measure, measure)):
            choice.blockSignals(True)
            choice.setCurrentIndex(max(choice.findData(value), 0))
            choice.blockSignals(False)
        self._offer(level)
        for field, said in ((self.text, text), (self.by, by)):
            if field.text() != said:
                field.setText(said)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be written where it could not be saved."""
        for choice in (self.skill, self.level, self.measure):
            choice.setEnabled(not read_only)
        for field in (self.text, self.by):
            field.setReadOnly(read_only)


class OwnPage(QWidget):
    """The goals of this store's owner."""

    changed = Signal()
    submit_wanted = Signal()
    withdraw_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self.sheet: GoalSheet | None = None
        self.cards: dict[str, GoalCard] = {}
        self._rows: QVBoxLayout = column(gap=16)
        self.folder = PathLine(messages.FOLDER)
        self.folder.setText(str(kept_folder(FOLDER, "sent")))
        self.choose = button(messages.CHOOSE, self.choose_folder, name="choose-folder")
        self.withdraw = button(messages.WITHDRAW, self.withdraw_wanted.emit, name="start-withdraw")
        self.submit = primary(messages.SUBMIT, self.submit_wanted.emit, name="start-submit")
        inner = column(card(self._rows, padding=16), gap=12, margins=(0, 0, 6, 0))
        inner.addStretch(1)
        foot = row(
            column(Text(messages.FOLDER, "caption"), self.folder, gap=0),
            self.choose,
            8,
            self.withdraw,
            self.submit,
            gap=8,
        )
        foot.setStretch(0, 1)
        whole = column(scrolling(inner), foot, gap=10)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def choose_folder(self) -> None:
        """Choose where the form is put."""
        chosen = QFileDialog.getExistingDirectory(self, messages.FOLDER, self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def remember(self) -> None:
        """Put the next form where the last one went."""
        keep_folder(FOLDER, Path(self.folder.text()))

    def show_sheet(self, sheet: GoalSheet, *, read_only: bool) -> None:
        """Show the goals as they stand."""
        self.sheet = sheet
        if list(self.cards) != list(sheet.lines):
            self._build(sheet)
        for key, made in self.cards.items():
            made.show_cells(sheet.written.get(key, ("", "", "", "", "")))
            made.set_read_only(read_only)
        self.submit.setText(messages.SUBMIT_AGAIN if sheet.said else messages.SUBMIT)
        self.submit.setEnabled(not read_only)
        self.withdraw.setVisible(sheet.can_withdraw and not read_only)

    def _build(self, sheet: GoalSheet) -> None:
        clear(self._rows)
        self.cards = {}
        for number, key in enumerate(sheet.lines, 1):
            made = GoalCard(number, sheet.skills, sheet.drop_word)
            made.changed.connect(self.changed)
            self.cards[key] = made
            self._rows.addWidget(made)
        if self.cards and self.isVisible():
            next(iter(self.cards.values())).skill.setFocus()

    @property
    def written(self) -> dict[str, Cells]:
        """The goals as they are written, by line; blank ones are left out."""
        found = {key: made.written for key, made in self.cards.items()}
        return {key: cells for key, cells in found.items() if any(cells)}
