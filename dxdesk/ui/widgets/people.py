"""A field for one person: typed by number, name or kana, and chosen among those it fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from dxdesk.ui.look import words

SOUGHT = int(Qt.ItemDataRole.UserRole) + 1
NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Person:
    """Somebody to choose; ``more`` tells two of one name apart (所属)."""

    number: str
    name: str
    kana: str = ""
    more: str = ""

    @property
    def shown(self) -> str:
        """As one says it."""
        return f"{words.shown(self.name)}さん({self.number})"


class People(QAbstractListModel):
    """Those a field offers."""

    def __init__(self) -> None:
        """Offer nobody."""
        super().__init__()
        self.people: tuple[Person, ...] = ()

    def show_people(self, people: Iterable[Person]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.people = tuple(people)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """Return a person as shown, or everything they are found by."""
        if not index.isValid():
            return None
        person = self.people[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return f"{person.shown}  {person.more}" if person.more else person.shown
        if role == SOUGHT:
            return f"{person.number} {person.name} {words.shown(person.name)} {person.kana} {person.shown}"
        return None


class _Completer(QCompleter):
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Write the person, not everything they are found by."""
        # Qt asks with an index of the whole list, not of what the popup still shows of it.
        return str(index.data(int(Qt.ItemDataRole.DisplayRole)) or "").partition("  ")[0]


class PersonField(QLineEdit):
    """Takes one person; ``changed`` after every change of who is meant."""

    changed = Signal()

    def __init__(self, name: str, hint: str) -> None:
        """Make an empty field; ``name`` is what a screen reader says."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._model = People()
        found = _Completer(self)
        found.setModel(self._model)
        found.setCompletionRole(SOUGHT)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.popup().setObjectName("found-people")
        self.setCompleter(found)
        self._last = ""
        self.textChanged.connect(lambda *_: self._look())
        found.activated.connect(lambda *_: self._look())

    def show_people(self, people: Iterable[Person]) -> None:
        """Offer these people."""
        self._model.show_people(people)
        self._look()

    def choose(self, number: str) -> None:
        """Write somebody in by number."""
        person = next((one for one in self._model.people if one.number == number), None)
        self.setText(person.shown if person is not None else number)

    def number(self) -> str:
        """Return whose number is meant; what is typed where it fits nobody, or several."""
        text = self.text().strip()
        for person in self._model.people:
            if text in (person.number, person.shown):
                return person.number
        named = [
            one.number for one in self._model.people if text and text in (one.name, words.shown(one.name))
        ]
        return named[0] if len(named) == 1 else text

    def _look(self) -> None:
        now = self.number()
        if now != self._last:
            self._last = now
            self.changed.emit()
