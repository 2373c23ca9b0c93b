"""A field for several people: found one by one by name, kana or number, or pasted as a column of numbers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.numbers import NumbersField
from dxdesk.ui.widgets.people import Person, PersonField

HINT = "氏名・カナ・職員番号でさがす"
ADD = "加える"
WHO = "{count:,}人: {names}"
MORE = " ほか"
STRANGE = "名簿にない番号: {numbers}"
NOT_ONE = "「{text}」は、1人に決まりません。出てくる一覧から選んでください。"
SHOWN = 8
"""How many people are named under the field."""


class SeveralPeople(QWidget):
    """Takes people; ``changed`` whenever other numbers stand in it, ``added`` after one was found by name."""

    changed = Signal()
    added = Signal()
    refused = Signal(str)
    """What to say where what was typed fits nobody, or several."""

    def __init__(
        self, name: str, numbers_name: str, hint: str, high: int, numbers: tuple[str, ...] = ()
    ) -> None:
        """Make it; ``name`` and ``numbers_name`` stand above its two fields, which is ``high`` px high."""
        super().__init__()
        self._people: dict[str, Person] = {}
        self.person = PersonField(name, HINT)
        self.person.returnPressed.connect(lambda: None if self.person.choosing else self.add())
        self.add_button = button(ADD, self.add, name="add")
        self.numbers = NumbersField(numbers_name, hint, high, numbers)
        self.numbers.textChanged.connect(self._changed)
        self.who = Text("", "muted", wrap=True)
        adding = row(self.person, self.add_button, gap=8)
        adding.setStretch(0, 1)
        both = row(
            column(Text(name, "caption"), adding, self.who, STRETCH, gap=4),
            column(Text(numbers_name, "caption"), self.numbers, gap=4),
            gap=16,
        )
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.setLayout(both)
        self._show_who()

    def show_people(self, people: Iterable[Person]) -> None:
        """Offer these people."""
        self._people = {person.number: person for person in people}
        self.person.show_people(self._people.values())
        self._show_who()

    def chosen(self) -> tuple[str, ...]:
        """Return the numbers in the field, in their order, each once."""
        return tuple(dict.fromkeys(self.numbers.numbers()))

    def add(self) -> None:
        """Add whom the field means."""
        found, text = self.person.person(), self.person.text().strip()
        if found is None:
            if text:
                self.refused.emit(NOT_ONE.format(text=text))
            return
        numbers = self.numbers.numbers()
        if found.number not in numbers:
            self.numbers.setPlainText("\n".join((*numbers, found.number)))
        self.person.clear()
        self.person.setFocus()
        self.added.emit()

    def _changed(self) -> None:
        self._show_who()
        self.changed.emit()

    def _show_who(self) -> None:
        """Say whose the numbers are."""
        numbers = self.chosen()
        known = [self._people[number].shown for number in numbers if number in self._people]
        strange = [number for number in numbers if number not in self._people]
        more = MORE if len(known) > SHOWN else ""
        lines = [WHO.format(count=len(known), names="、".join(known[:SHOWN]) + more)] if known else []
        if strange and self._people:
            more = MORE if len(strange) > SHOWN else ""
            lines.append(STRANGE.format(numbers="、".join(strange[:SHOWN]) + more))
        self.who.setText("\n".join(lines))
        self.who.setVisible(bool(lines))
