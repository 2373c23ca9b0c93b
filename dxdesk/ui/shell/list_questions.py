"""What a list of attendance asks beside its columns: words, names of courses, points, its one course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from dxdesk.ui.shell import list_messages as messages
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, inside, row

if TYPE_CHECKING:
    from dxdesk.usecases.imports.evidence import EvidenceAnswers, ListLooks

_SHORT = 28
"""Letters of a word or a name that fit beside its choice; the tooltip has all of it."""


class ListQuestions(QObject):
    """Draws the questions of a list and keeps the answers until another table is chosen.

    ``changed``: something else is said now, so that the list has to be looked at again.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Ask nothing yet."""
        super().__init__()
        self.words: dict[str, QComboBox] = {}
        self.courses: dict[str, QComboBox] = {}
        self.pass_mark = QLineEdit()
        self.course = QLineEdit()
        self.day = QLineEdit()
        self._said_words: dict[str, str] = {}
        self._said_courses: dict[str, str | None] = {}
        self._told: dict[str, str] = {}
        self._near: dict[str, tuple[str, ...]] = {}
        self._mark = self._event = self._day = ""

    def forget(self) -> None:
        """Forget what was said: another table asks other things."""
        self.words, self.courses = {}, {}
        self._said_words, self._said_courses, self._told, self._near = {}, {}, {}, {}
        self._mark = self._event = self._day = ""

    def answers(self) -> EvidenceAnswers:
        """Return what is said so far."""
        from dxdesk.usecases.imports.evidence import EvidenceAnswers

        return EvidenceAnswers(
            words={word: said for word, said in self._said_words.items() if said},
            courses={name: said for name, said in self._said_courses.items() if said is not None},
            pass_mark=_number(self._mark),
            event=self._event.strip(),
            day=self._day.strip(),
        )

    def draw(self, layout: QVBoxLayout, looks: ListLooks) -> None:
        """Add the questions of a list to a layout; what was answered stays to be changed."""
        if looks.side_by_side:
            courses, people = looks.side_by_side
            layout.addWidget(
                Text(messages.LIST_SIDE_BY_SIDE.format(courses=courses, people=people), "strong")
            )
        if looks.one is not None:
            self.draw_course(layout, looks.one.name, looks.one.day)
        if looks.points or self._mark:
            layout.addWidget(self._draw_points())
        for asked in looks.words:
            self._said_words.setdefault(asked.word, "")
            self._told[asked.word] = messages.LIST_LINES.format(count=asked.lines, cell=asked.cell)
        for course in looks.names:
            self._said_courses.setdefault(course.name, None)
            self._near[course.name] = course.near
            self._told[course.name] = messages.LIST_LINES.format(count=course.lines, cell=course.cell)
        for word, meaning in looks.words_kept.items():
            self._said_words.setdefault(word, meaning)
            self._told.setdefault(word, messages.LIST_KEPT)
        for name, meant in looks.names_kept.items():
            self._said_courses.setdefault(name, meant)
            self._told.setdefault(name, messages.LIST_KEPT)
        if self._said_words:
            self._draw_words(layout)
        if self._said_courses:
            self._draw_courses(layout, looks.courses)

    def draw_course(self, layout: QVBoxLayout | QHBoxLayout, name: str = "", day: str = "") -> None:
        """Add the fields for the course of a list that has no column for it."""
        self.course, self.day = QLineEdit(self._event or name), QLineEdit(self._day or day)
        for field, label in ((self.course, messages.LIST_EVENT), (self.day, messages.LIST_DAY)):
            field.setAccessibleName(label)
            field.textEdited.connect(lambda *_: self._say_course())
        self.course.setMinimumWidth(260)
        self.day.setFixedWidth(150)
        self.day.setPlaceholderText(messages.LIST_DAY_LIKE)
        line = row(Text(messages.LIST_EVENT), self.course, Text(messages.LIST_DAY), self.day, gap=10)
        line.setStretch(1, 1)
        layout.addWidget(inside(line))

    def _say_course(self) -> None:
        self._event, self._day = self.course.text(), self.day.text()
        self.changed.emit()

    def _draw_points(self) -> QFrame:
        self.pass_mark = QLineEdit(self._mark)
        self.pass_mark.setAccessibleName(messages.LIST_PASS_MARK)
        self.pass_mark.setFixedWidth(80)
        self.pass_mark.textEdited.connect(lambda *_: self._say_mark())
        hint = Text(messages.LIST_PASS_MARK_TEXT, "caption")
        return inside(row(Text(messages.LIST_PASS_MARK), self.pass_mark, hint, STRETCH, gap=10))

    def _say_mark(self) -> None:
        self._mark = self.pass_mark.text()
        self.changed.emit()

    def _draw_words(self, layout: QVBoxLayout) -> None:
        from dxdesk.usecases.imports.attendance_words import ANSWER_LABELS

        layout.addSpacing(8)
        open_ = not all(self._said_words.values())
        layout.addWidget(Text(messages.LIST_WORDS if open_ else messages.LIST_WORDS_SAID, "strong"))
        layout.addWidget(Text(messages.LIST_WORDS_TEXT, "muted", wrap=True))
        grid = _grid()
        for line, (word, said) in enumerate(self._said_words.items()):
            choice = _choice(messages.LIST_WORD_OF.format(word=word), [("", messages.LIST_CHOOSE)])
            for key, label in ANSWER_LABELS.items():
                choice.addItem(label, key)
            choice.setCurrentIndex(max(choice.findData(said), 0))
            choice.activated.connect(lambda *_, word=word: self._say_word(word))
            self.words[word] = choice
            _line(grid, line, word, choice, self._told.get(word, ""))
        layout.addLayout(grid)

    def _say_word(self, word: str) -> None:
        self._said_words[word] = str(self.words[word].currentData())
        self.changed.emit()

    def _draw_courses(self, layout: QVBoxLayout, known: tuple[str, ...]) -> None:
        layout.addSpacing(8)
        open_ = None in self._said_courses.values()
        layout.addWidget(Text(messages.LIST_COURSES if open_ else messages.LIST_COURSES_SAID, "strong"))
        layout.addWidget(Text(messages.LIST_COURSES_TEXT, "muted", wrap=True))
        grid = _grid()
        for line, (name, said) in enumerate(self._said_courses.items()):
            near = self._near.get(name, ())
            others = [one for one in known if one not in near]
            choice = _choice(messages.LIST_COURSE_OF.format(name=name), [(None, messages.LIST_CHOOSE)])
            for one in near:
                choice.addItem(messages.LIST_SAME_AS.format(name=one), one)
            choice.addItem(messages.LIST_NEW, "")
            for one in others:
                choice.addItem(messages.LIST_SAME_AS.format(name=one), one)
            choice.setCurrentIndex(0 if said is None else max(choice.findData(said), 0))
            choice.activated.connect(lambda *_, name=name: self._say_name(name))
            self.courses[name] = choice
            _line(grid, line, name, choice, self._told.get(name, ""))
        layout.addLayout(grid)

    def _say_name(self, name: str) -> None:
        said = self.courses[name].currentData()
        self._said_courses[name] = None if said is None else str(said)
        self.changed.emit()


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    return grid


def _choice(name: str, items: list[tuple[str | None, str]]) -> Choice:
    choice = Choice()
    choice.setAccessibleName(name)
    choice.setFixedWidth(320)
    for data, label in items:
        choice.addItem(label, data)
    return choice


def _line(grid: QGridLayout, line: int, word: str, choice: QComboBox, told: str) -> None:
    text = Text(word if len(word) <= _SHORT else f"{word[: _SHORT - 1]}…")
    text.setToolTip(word)
    grid.addWidget(text, line, 0)
    grid.addWidget(choice, line, 1)
    grid.addWidget(Text(told, "caption"), line, 2)


def _number(text: str) -> float | None:
    import unicodedata

    try:
        return float(unicodedata.normalize("NFKC", text).strip().removesuffix("点"))
    except ValueError:
        return None
