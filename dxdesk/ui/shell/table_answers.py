"""What a table of enrolments or answers asks of its people, columns and lines, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import column, inside
from dxdesk.usecases.sealing.workbook_kinds import ENROLMENTS, QUESTIONNAIRE, SURVEY

if TYPE_CHECKING:
    from dxdesk.domain.errors import Problem
    from dxdesk.usecases.imports.questions import Question
    from dxdesk.usecases.imports.understanding import TableResult


UNDECIDED, NOT_READ = "(選んでください)", "(決めない)"
ANSWER_OF = "{text} の答え"
ACCEPT = "このとおりに取り込む({count:,}か所)"
ACCEPTED = "提案のとおりに取り込む"


class Answers(QObject):
    """Draws the questions of a table and keeps the answers until another table is chosen.

    ``changed``: something else is said now, so that the table has to be looked at again.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Ask nothing yet."""
        super().__init__()
        self.choices: dict[tuple[str, str], Choice] = {}
        self.boxes: dict[str, QCheckBox] = {}
        self._said: dict[tuple[str, str], str] = {}
        self._answered: dict[tuple[str, str], Question] = {}
        """What was asked and answered: the table asks it no more, and it can still be answered otherwise."""
        self._codes: set[str] = set()

    def forget(self) -> None:
        """Forget what was said: another table asks other things."""
        self.choices, self.boxes, self._said, self._codes = {}, {}, {}, set()
        self._answered = {}

    def accepted(self) -> tuple[str, ...]:
        """Return what is accepted so far."""
        return (*sorted(self._codes), *filter(None, self._said.values()))

    @staticmethod
    def asks(result: TableResult, questions: Sequence[Question]) -> frozenset[str]:
        """Return the codes of the errors that are asked about and not only told."""
        from dxdesk.usecases.imports.acceptable import acceptable

        if result.kind not in (ENROLMENTS.kind, QUESTIONNAIRE.kind, SURVEY.kind):
            return frozenset()
        return frozenset((*acceptable(result.errors), *(one.code for one in questions)))

    def draw(self, layout: QVBoxLayout, errors: Sequence[Problem], questions: Sequence[Question]) -> None:
        """Add the questions, and what may be accepted of the errors; what was answered stays."""
        from dxdesk.usecases.imports.acceptable import acceptable

        self.choices, self.boxes = {}, {}
        asked = {(one.code, one.key): one for one in questions}
        self._answered |= asked
        self._answered = {
            key: one for key, one in self._answered.items() if key in asked or self._said.get(key)
        }
        for question in self._answered.values():
            layout.addWidget(
                inside(column(Text(question.text, "caption", wrap=True), self._choice(question)))
            )
        for code in dict.fromkeys((*acceptable(errors), *sorted(self._codes))):
            of = [one for one in errors if one.code == code]
            box = QCheckBox(ACCEPT.format(count=len(of)) if of else ACCEPTED)
            box.setToolTip(of[0].message if of else "")
            box.setChecked(code in self._codes)
            box.toggled.connect(lambda on, code=code: self._accept(code, on))
            self.boxes[code] = box
            if of:
                at = of[0].place.cell
                text = f"{at}: {of[0].message}{of[0].fix}" if at else f"{of[0].message}{of[0].fix}"
                layout.addWidget(Text(text, "muted", wrap=True))
            layout.addWidget(box)

    def _choice(self, question: Question) -> Choice:
        key = question.code, question.key
        choice = Choice()
        choice.setAccessibleName(ANSWER_OF.format(text=question.text))
        choice.addItem(NOT_READ if question.optional else UNDECIDED, "")
        for option in question.options:
            choice.addItem(option.label, option.accept)
        choice.setCurrentIndex(max(choice.findData(self._said.get(key, "")), 0))
        choice.currentIndexChanged.connect(lambda *_: self._say(key, str(choice.currentData() or "")))
        self.choices[key] = choice
        return choice

    def _say(self, key: tuple[str, str], accept: str) -> None:
        self._said[key] = accept
        self.changed.emit()

    def _accept(self, code: str, on: bool) -> None:
        (self._codes.add if on else self._codes.discard)(code)
        self.changed.emit()
