"""A dialog of named fields: what is written comes out as texts by field; on a refusal it stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.dialog import EditDialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.people import Person, PersonField
from dxdesk.ui.widgets.several_people import SeveralPeople

LINES_HIGH = 76
SAVE, CANCEL = "保存", "やめる"
NO_DAY, NUMBERS = "決めない", "{name}の職員番号(1行に1人)"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its key, what it is called, what stands in it, and how it is written.

    ``choices`` are (value, label); ``lines``: it takes several lines and the whole width; ``fixed``: it says
    what cannot be changed. ``day``: an ISO day, which may be left out; ``tick``: yes (``1``) or no (empty).
    ``people``: somebody of these, by name, kana or number; with ``several`` any number of them, one a line.
    """

    key: str
    name: str
    said: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    lines: bool = False
    fixed: bool = False
    hint: str = ""
    day: bool = False
    tick: bool = False
    people: tuple[Person, ...] = ()
    several: bool = False

    @property
    def captioned(self) -> bool:
        """Whether its name stands above it, and not in it."""
        return not (self.day or self.tick or self.several)

    @property
    def wide(self) -> bool:
        """Whether it takes the whole width."""
        return self.lines or self.several


class FormDialog(EditDialog):
    """Fields two beside each other; ``tried`` carries the texts by key."""

    def __init__(self, title: str, fields: Sequence[Field], parent: QWidget, about: str = "") -> None:
        """Ask for what the fields name; ``about`` says under the title what it is for."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(720)
        self.banner = Banner()
        self.parts: dict[str, QWidget] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        line = side = 0
        for one in fields:
            part = self._part(one)
            self.parts[one.key] = part
            made = QWidget()
            made.setLayout(column(Text(one.name, "caption"), part, gap=3) if one.captioned else column(part))
            if one.wide:
                line, side = line + (1 if side else 0), 0
                grid.addWidget(made, line, 0, 1, 2)
                line += 1
                continue
            grid.addWidget(made, line, side)
            line, side = (line, 1) if side == 0 else (line + 1, 0)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        self.accept_button = primary(SAVE, lambda: self.tried.emit(self.wanted()), name="accept")
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                *((Text(about, "muted", wrap=True),) if about else ()),
                self.banner,
                grid,
                STRETCH,
                row(STRETCH, button(CANCEL, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def _part(self, one: Field) -> QWidget:
        part: QWidget
        if one.day:
            day = DayField(one.name, optional=True, none=NO_DAY)
            day.set_day(one.said)
            return day
        if one.tick:
            tick = QCheckBox(one.name)
            tick.setChecked(bool(one.said))
            return tick
        if one.several:
            numbers = tuple(one.said.split())
            several = SeveralPeople(one.name, NUMBERS.format(name=one.name), one.hint, LINES_HIGH, numbers)
            several.show_people(one.people)
            several.refused.connect(self.banner.say)
            return several
        if one.people:
            person = PersonField(one.name, one.hint)
            person.show_people(one.people)
            person.choose(one.said)
            return person
        if one.choices:
            choice = Choice()
            for value, label in one.choices:
                choice.addItem(label, value)
            choice.setCurrentIndex(max(choice.findData(one.said), 0))
            part = choice
        elif one.lines:
            text = QPlainTextEdit(one.said)
            text.setTabChangesFocus(True)
            text.setFixedHeight(LINES_HIGH)
            text.setPlaceholderText(one.hint)
            part = text
        else:
            line = QLineEdit(one.said)
            line.setPlaceholderText(one.hint)
            line.setReadOnly(one.fixed)
            part = line
        part.setAccessibleName(one.name)
        return part

    def wanted(self) -> Mapping[str, str]:
        """Return the texts as they are written."""
        return {key: _text(part) for key, part in self.parts.items()}


def _text(part: QWidget) -> str:
    if isinstance(part, DayField):
        return part.day()
    if isinstance(part, QCheckBox):
        return "1" if part.isChecked() else ""
    if isinstance(part, SeveralPeople):
        return "\n".join(part.chosen())
    if isinstance(part, PersonField):
        return part.number()
    if isinstance(part, Choice):
        return str(part.currentData() or "")
    if isinstance(part, QPlainTextEdit):
        return part.toPlainText().strip()
    assert isinstance(part, QLineEdit)
    return part.text().strip()
