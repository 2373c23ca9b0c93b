"""The field in which one searches the map: it offers conditions that the map understands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from dxdesk.domain.names import search_key
from dxdesk.ui.skillmap import messages

if TYPE_CHECKING:
    from dxdesk.usecases.skillmap.suggestions import Suggestion

SOUGHT = int(Qt.ItemDataRole.UserRole) + 1
NOWHERE = QModelIndex()
_JOINS = re.compile(r".*(?:\s(?:かつ|または)\s+|、\s*)", re.DOTALL)
"""Everything up to the condition that is being written."""


class Conditions(QAbstractListModel):
    """What is offered; a shown text tells the kind of word, too."""

    def __init__(self) -> None:
        """Offer nothing."""
        super().__init__()
        self.offered: tuple[Suggestion, ...] = ()
        self._keys: tuple[str, ...] = ()

    def show(self, offered: Iterable[Suggestion]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.offered = tuple(offered)
        self._keys = tuple(search_key(one.text) for one in self.offered)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.offered)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> str | None:
        """Return a condition with its kind, or what it is found by."""
        if not index.isValid():
            return None
        one = self.offered[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return messages.SUGGESTED.format(text=one.text, kind=one.kind)
        return self._keys[index.row()] if role == SOUGHT else None


class _Completer(QCompleter):
    def splitPath(self, path: str) -> list[str]:
        """Look for the condition that is being written, in any width or kind of kana."""
        return [search_key(path[len(before(path)) :])]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Write the condition behind those that stand already."""
        written = self.widget()
        begun = before(written.text()) if isinstance(written, QLineEdit) else ""
        return begun + str(index.data(int(Qt.ItemDataRole.DisplayRole)) or "").rpartition("  ")[0]


def before(text: str) -> str:
    """Return what stands before the condition that is being written, with what joins it."""
    found = _JOINS.match(text)
    return found[0] if found else ""


class ConditionField(QLineEdit):
    """Takes conditions; ``meant`` when the map is wanted by them."""

    meant = Signal()

    def __init__(self) -> None:
        """Make an empty field."""
        super().__init__()
        self.setPlaceholderText(messages.SEARCH)
        self.setClearButtonEnabled(True)
        self.setAccessibleName("スキルマップをさがす")
        self._model = Conditions()
        found = _Completer(self)
        found.setModel(self._model)
        found.setCompletionRole(SOUGHT)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.setMaxVisibleItems(10)
        found.popup().setObjectName("found-conditions")
        self.setCompleter(found)
        self.returnPressed.connect(self._entered)
        found.activated.connect(lambda *_: self.meant.emit())

    def offer(self, offered: Iterable[Suggestion], examples: Sequence[str] = ()) -> None:
        """Offer these conditions while one types, and show the examples in the empty field."""
        self._model.show(offered)
        if examples:
            shown = "".join(f"「{example}」" for example in examples[:3])
            self.setPlaceholderText(messages.SEARCH_LIKE.format(examples=shown))

    @property
    def offered(self) -> tuple[Suggestion, ...]:
        """What is offered."""
        return self._model.offered

    def _entered(self) -> None:
        """Search, unless Enter picks from the open list: what is picked is searched for then."""
        popup = self.completer().popup()
        if not (popup.isVisible() and popup.currentIndex().isValid()):
            self.meant.emit()
