"""A field for one person: typed by number, name or kana, and chosen among those it fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from dxdesk.domain.names import search_key
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
        self._keys: tuple[tuple[str, ...], ...] | None = None

    def show_people(self, people: Iterable[Person]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.people = tuple(people)
        self._keys = None
        self.endResetModel()

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """What each is found by, number, name and kana first; made when somebody is looked for."""
        if self._keys is None:
            self._keys = tuple(
                tuple(map(search_key, (one.number, one.name, one.kana, one.shown))) for one in self.people
            )
        return self._keys

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        """Return a person as shown, or everything they are found by."""
        if not index.isValid():
            return None
        person = self.people[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return f"{person.shown}  {person.more}" if person.more else person.shown
        if role == SOUGHT:
            return "\n".join(self.keys[index.row()])
        return None


class _Completer(QCompleter):
    def splitPath(self, path: str) -> list[str]:
        """Look for what is typed as the search of the roster does: any variant, kana or width of it."""
        return [search_key(path)]

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

    @property
    def choosing(self) -> bool:
        """Whether the list is open: Enter then picks from it, though Qt tells of it as of any Enter."""
        return bool(self.completer().popup().isVisible())

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
        person = self.person()
        return person.number if person is not None else self.text().strip()

    def person(self) -> Person | None:
        """Return who is meant, ``None`` where what is typed fits nobody, or several."""
        text = self.text().strip()
        key = search_key(text)
        if not key:
            return None
        known = list(zip(self._model.people, self._model.keys, strict=True))
        for person, (number, *_) in known:
            if text == person.shown or key == number:
                return person
        named = [person for person, (_, name, kana, _) in known if key in (name, kana)]
        return named[0] if len(named) == 1 else None

    def _look(self) -> None:
        now = self.number()
        if now != self._last:
            self._last = now
            self.changed.emit()
