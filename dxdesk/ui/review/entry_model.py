"""The grid's model: people as rows, skills as columns, each cell the level that would be confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, Qt

from dxdesk.domain.text import as_cell
from dxdesk.ui.deciding import messages as deciding_messages
from dxdesk.ui.deciding.model import ReviewDraft
from dxdesk.ui.look import words
from dxdesk.ui.review import messages
from dxdesk.ui.review.pasting import Item
from dxdesk.ui.widgets.tables import NOWHERE, Index

_TEXT_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class EntryModel(QAbstractTableModel):
    """Column 0 is the name, the others are items."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.people: tuple[ReviewDraft, ...] = ()
        self.items: tuple[Item, ...] = ()
        self._asked: list[frozenset[str]] = []
        self._done: frozenset[str] = frozenset()

    def show_people(
        self, people: Sequence[ReviewDraft], items: Sequence[Item], done: frozenset[str] = frozenset()
    ) -> None:
        """Show other people or items; ``done`` are the numbers of those who are confirmed already."""
        self.beginResetModel()
        self._done = done
        self.people, self.items = tuple(people), tuple(items)
        self._asked = [frozenset(item.uid for item in work.items) for work in people]
        self.endResetModel()

    def refresh(self) -> None:
        """Tell that levels or comments changed."""
        if self.people and self.items:
            last = self.index(len(self.people) - 1, len(self.items))
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many people there are."""
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return name and items."""
        return 0 if parent.isValid() else 1 + len(self.items)

    def asked(self, row: int, item: int) -> bool:
        """Tell whether a person is asked about an item."""
        return self.items[item].uid in self._asked[row]

    @property
    def all_done(self) -> bool:
        """Whether there is nobody left to confirm for the first time."""
        return all(self.done(row) for row in range(len(self.people)))

    def done(self, row: int) -> bool:
        """Tell whether a person is confirmed already."""
        return self.people[row].person.employee_number in self._done

    def level(self, row: int, item: int) -> int | None:
        """Return the level that would be confirmed."""
        return self.people[row].level(self.items[item].uid) if self.asked(row, item) else None

    def cells(self, indexes: Iterable[Index]) -> list[tuple[str, str]]:
        """Return (employee number, item uid) of the cells that can hold a level."""
        return [
            (self.people[index.row()].person.employee_number, self.items[index.column() - 1].uid)
            for index in indexes
            if index.isValid() and index.column() and self.asked(index.row(), index.column() - 1)
        ]

    def find(self, number: str, uid: str) -> Index:
        """Return where a person's item is."""
        for row, work in enumerate(self.people):
            if work.person.employee_number == number:
                for column, item in enumerate(self.items, start=1):
                    if item.uid == uid:
                        return self.index(row, column)
        return NOWHERE

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> str | None:
        """Return a cell's text."""
        if not index.isValid() or role not in _TEXT_ROLES:
            return None
        work = self.people[index.row()]
        if index.column() == 0:
            name = words.shown(work.person.name)
            marked = role != Qt.ItemDataRole.DisplayRole and self.done(index.row())
            return f"{name}・{messages.DONE}" if marked else name
        item = self.items[index.column() - 1]
        if not self.asked(index.row(), index.column() - 1):
            return "\uff0d"
        label = work.label(item.uid, work.level(item.uid)) or "–"
        if role == Qt.ItemDataRole.DisplayRole:
            return label
        said = [label, *(text for text, _ in work.differences(item.uid))]
        if item.uid in work.missing:
            said.append(deciding_messages.COMMENT_NEEDED.format(what=work.what))
        return "・".join(said)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> str | None:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return messages.ENTRY_NAME if section == 0 else self.items[section - 1].name
        return None

    def table(self) -> str:
        """Return the whole grid as Excel takes it: headings, numbers, names, levels."""
        head = [messages.ENTRY_NUMBER, messages.ENTRY_NAME, *(item.name for item in self.items)]
        lines = ["\t".join(map(as_cell, head))]
        for row, work in enumerate(self.people):
            person = work.person
            levels = [self._copied(row, item) for item in range(len(self.items))]
            lines.append("\t".join(map(as_cell, (person.employee_number, person.name, *levels))))
        return "\n".join(lines) + "\n"

    def block(self, indexes: Sequence[Index]) -> str:
        """Return the rectangle around some cells as Excel takes it."""
        rows, columns = [i.row() for i in indexes], [i.column() for i in indexes]
        return "".join(
            "\t".join(as_cell(self._cell(row, column)) for column in range(min(columns), max(columns) + 1))
            + "\n"
            for row in range(min(rows), max(rows) + 1)
        )

    def _cell(self, row: int, column: int) -> str:
        return self.people[row].person.name if column == 0 else self._copied(row, column - 1)

    def _copied(self, row: int, item: int) -> str:
        level = self.level(row, item)
        return self.people[row].label(self.items[item].uid, level) if level is not None else ""
