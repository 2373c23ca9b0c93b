"""The map as table models: nothing is built per cell; a cell is looked up when it is painted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt

from dxdesk.ui import theme, words
from dxdesk.ui.skillmap import messages
from dxdesk.ui.widgets.tables import NOWHERE, Index

Painted = tuple[str, str, str]
"""Text, fill and ink of a cell; an empty fill leaves the ground."""


class MapModel(QAbstractTableModel):
    """What both maps share: lead columns, then one column an item."""

    leads: tuple[str, ...] = ()

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.items: tuple[Any, ...] = ()
        self.rows: list[Any] = []

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return lead and item columns."""
        return 0 if parent.isValid() else len(self.leads) + len(self.items)

    def lead(self, row: int, column: int) -> str:
        """Return the text of a lead column."""
        raise IndexError(column)

    def painted(self, tokens: theme.Tokens, row: int, item: int) -> Painted:
        """Return how an item's cell looks."""
        raise IndexError(item)

    def text(self, row: int, column: int) -> str:
        """Return a cell as plain text, for copying and screen readers."""
        if column < len(self.leads):
            return self.lead(row, column)
        return self.painted(theme.LIGHT, row, column - len(self.leads))[0]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a cell's text."""
        if index.isValid() and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self.text(index.row(), index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            lead = len(self.leads)
            return self.leads[section] if section < lead else self.items[section - lead].name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section < len(self.leads) else Qt.AlignmentFlag.AlignHCenter
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort_key(self, row: Any, column: int) -> Any:
        """Return what a row is sorted by in a column."""
        raise IndexError(column)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows; equal ones stay in their order."""
        if 0 <= column < self.columnCount():
            self.layoutAboutToBeChanged.emit()
            self.rows.sort(
                key=lambda row: self.sort_key(row, column), reverse=order is Qt.SortOrder.DescendingOrder
            )
            self.layoutChanged.emit()


class PeopleModel(MapModel):
    """Person × skill."""

    leads = messages.LEADS

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.compare = False
        self._places: tuple[int, ...] = ()
        self._labels: list[dict[int, str]] = []
        self._tops: tuple[int, ...] = ()

    def show_map(self, found: Any) -> None:
        """Show a map."""
        self.beginResetModel()
        self.items, self.rows = found.items, list(found.rows)
        self._places = tuple(found.place(item.uid) for item in found.items)
        self._tops = tuple(max((value for value, _ in item.levels), default=3) for item in found.items)
        self.endResetModel()

    def set_compare(self, on: bool) -> None:
        """Mark what moved against last year, or not."""
        self.compare = on
        if self.rows and self.items:
            last = self.index(len(self.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, len(self.leads)), last)

    def level(self, row: int, item: int) -> int | None:
        """Return a level."""
        found: int | None = self.rows[row].level(self._places[item])
        return found

    def lead(self, row: int, column: int) -> str:
        """Return name, section or post."""
        person = self.rows[row]
        if column == 0:
            return words.shown(person.name)
        return str(person.department_name if column == 1 else person.post or person.grade)

    def painted(self, tokens: theme.Tokens, row: int, item: int) -> Painted:
        """Return number and shade."""
        level = self.level(row, item)
        if level is None:
            return "–", "", tokens.muted
        mark = self.rows[row].mark(self._places[item]) if self.compare else ""
        fill, ink = theme.level_colours(tokens, level, self._tops[item])
        return (f"{level} {mark}" if mark else str(level)), fill, ink

    def sort_key(self, row: Any, column: int) -> Any:
        """Sort names by kana, levels by number with none last."""
        if column == 0:
            return row.kana or row.name
        if column == 1:
            return row.department_code
        if column == 2:
            return row.post or row.grade
        level = row.level(self._places[column - len(self.leads)])
        return -1 if level is None else level


class SectionModel(MapModel):
    """Section × skill: the share of those at a step or above."""

    leads = messages.SECTION_LEADS

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.step = 2

    def show_map(self, found: Any) -> None:
        """Show a map, everybody together in the last row."""
        self.beginResetModel()
        self.items, self.rows = found.items, [*found.rows, found.total]
        self.endResetModel()

    def set_step(self, step: int) -> None:
        """Count from another step of the scale."""
        self.beginResetModel()
        self.step = step
        self.endResetModel()

    def lead(self, row: int, column: int) -> str:
        """Return section or staff."""
        section = self.rows[row]
        return (section.name or "(所属なし)") if column == 0 else f"{section.staff:,}"

    def share(self, section: Any, item: int) -> float:
        """Return the share of a section at the step or above, 0 to 1."""
        return section.at_least(item, self.step) / section.staff if section.staff else 0.0

    def painted(self, tokens: theme.Tokens, row: int, item: int) -> Painted:
        """Return the share in whole percent on its shade."""
        section = self.rows[row]
        if not section.staff or section.none[item] == section.staff:
            return "–", "", tokens.muted
        share = self.share(section, item)
        step = min(3, int(share * 4))
        return f"{round(share * 100)}%", tokens.levels[step], tokens.on_levels[step]

    def sort_key(self, row: Any, column: int) -> Any:
        """Sort by code, size or share."""
        if column == 0:
            return row.code
        return row.staff if column == 1 else self.share(row, column - len(self.leads))
