"""The map as table models: nothing is built per cell; a cell is a small key, looked up when it is painted.

``MapModel`` holds what both maps share; rows may be headings of a group (a ``SectionRow`` among people).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractTableModel, Qt

from dxdesk.ui.look import theme, words
from dxdesk.ui.skillmap import messages
from dxdesk.ui.widgets.tables import NOWHERE, Index

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from dxdesk.usecases.skillmap.model import MapItem, MapPerson, PeopleMap, SectionMap, SectionRow

NONE = 255


class Cell(NamedTuple):
    """How a cell looks, so small that equal ones share one picture.

    ``level`` -1 = nothing known, -2 = a figure without a shade (a group's heading). ``hatched``: last year
    had nothing to compare with.
    """

    text: str
    level: int
    top: int = 3
    hatched: bool = False


UNKNOWN, PLAIN = -1, -2


def is_section(line: MapPerson | SectionRow) -> TypeIs[SectionRow]:
    """Tell whether a row stands for a section, not for a person."""
    return hasattr(line, "staff")


class MapModel(QAbstractTableModel):
    """What both maps share: lead columns, then one column an item."""

    leads: tuple[str, ...] = ()
    figures: frozenset[int] = frozenset()
    """Lead columns that hold numbers."""
    spans = False
    """Whether a group's heading goes over the first two lead columns."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.items: tuple[MapItem, ...] = ()
        self.rows: Sequence[MapPerson | SectionRow] = ()
        self.unmapped: frozenset[int] = frozenset()
        self.reread = False

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return lead and item columns."""
        return 0 if parent.isValid() else len(self.leads) + len(self.items)

    def lead(self, row: int, column: int) -> str:
        """Return the text of a lead column as the screen shows it."""
        raise IndexError(column)

    def cell(self, row: int, item: int) -> Cell:
        """Return how an item's cell looks."""
        raise IndexError(item)

    def is_group(self, row: int) -> bool:
        """Tell whether a row is a group's heading."""
        return False

    def plain(self, row: int, column: int) -> str:
        """Return a cell as text that is taken elsewhere: names as they are written, nothing for none."""
        if column < len(self.leads):
            return self.lead(row, column)
        cell = self.cell(row, column - len(self.leads))
        return "" if cell.level == UNKNOWN else cell.text

    def spoken(self, row: int, column: int) -> str:
        """Return a cell with its heading, for a screen reader."""
        title = self.headerData(column, Qt.Orientation.Horizontal)
        return f"{self.lead(row, 0)} {title} {self.plain(row, column) or messages.LEGEND_NONE}"

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> str | None:
        """Return a cell's text."""
        if not index.isValid():
            return None
        row, column, lead = index.row(), index.column(), len(self.leads)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lead(row, column) if column < lead else self.cell(row, column - lead).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.plain(row, column) if column < lead else self.spoken(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> str | int | None:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            lead = len(self.leads)
            return self.leads[section] if section < lead else self.items[section - lead].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section < len(self.leads) else Qt.AlignmentFlag.AlignHCenter
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def arrange(self, column: int, descending: bool) -> None:
        """Put the rows in the order of a column, -1 = as they came."""
        raise IndexError(column)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column (-1: as they came); equal rows stay in their order."""
        if column < self.columnCount():
            self.layoutAboutToBeChanged.emit()
            self.arrange(column, order is Qt.SortOrder.DescendingOrder)
            self.layoutChanged.emit()


class PeopleModel(MapModel):
    """Person × skill, all in one or under their sections."""

    leads = messages.LEADS
    spans = True

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.compare = False
        self.grouped = False
        self.step = 2
        self.rows: list[MapPerson | SectionRow] = []
        self.closed: set[str] = set()
        self._came: tuple[MapPerson, ...] = ()
        self._people: list[MapPerson] = []
        self._sections: tuple[SectionRow, ...] = ()
        self._places: tuple[int, ...] = ()
        self._tops: tuple[int, ...] = ()
        self._hatched: tuple[bool, ...] = ()
        self._order = (-1, False)

    def show_map(self, found: PeopleMap, sections: SectionMap | None = None) -> None:
        """Show a map; ``sections`` are the headings when grouped."""
        self.beginResetModel()
        self.items, self._came = found.items, found.rows
        self._sections = sections.rows if sections else ()
        self._places = tuple([found.place(item.uid) for item in found.items])
        self._tops = tuple([max((value for value, _ in item.levels), default=3) for item in found.items])
        self.reread = found.reread
        self.unmapped = frozenset(
            place for place, position in enumerate(self._places) if position in found.unmapped
        )
        self._hatch()
        self._sort(*self._order)
        self.endResetModel()

    def set_compare(self, on: bool) -> None:
        """Mark what moved against last year, or not."""
        self.compare = on
        self._hatch()
        if self.rows and self.items:
            last = self.index(len(self.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, len(self.leads)), last)

    def set_grouped(self, on: bool) -> None:
        """Put people under their sections, or all in one."""
        self.beginResetModel()
        self.grouped = on
        self._sort(*self._order)
        self.endResetModel()

    def turn_group(self, row: int) -> None:
        """Close or open a group."""
        section = self.rows[row]
        if not is_section(section):
            return
        self.beginResetModel()
        self.closed ^= {section.code}
        self._sort(*self._order)
        self.endResetModel()

    def is_group(self, row: int) -> bool:
        """Tell whether a row is a section's heading."""
        return self.grouped and is_section(self.rows[row])

    def level(self, row: int, item: int) -> int | None:
        """Return a person's level; a heading has none."""
        line = self.rows[row]
        return None if is_section(line) else line.level(self._places[item])

    def lead(self, row: int, column: int) -> str:
        """Return name, section or post; of a heading its section and how many."""
        line = self.rows[row]
        if is_section(line):
            mark = "▸" if line.code in self.closed else "▾"
            return (f"{mark} {line.name or messages.NO_SECTION}", "", f"{line.staff:,}人")[column]
        if column == 0:
            return words.shown(line.name)
        return line.department_name if column == 1 else line.post or line.grade

    def plain(self, row: int, column: int) -> str:
        """Return a cell as text; a name byte by byte as it is kept."""
        if column == 0:
            return self.rows[row].name
        return super().plain(row, column)

    def cell(self, row: int, item: int) -> Cell:
        """Return number, shade and mark."""
        line = self.rows[row]
        if is_section(line):
            asked = line.asked[item]
            # Rounded down as the map of sections rounds: the same people are the same share.
            share = line.at_least(item, self.step) * 100 // asked if asked else 0
            return Cell("–" if line.none[item] == asked else f"{share}%", PLAIN)
        place = self._places[item]
        levels = line.levels
        level = levels[place] if place < len(levels) else NONE
        if level == NONE:
            return Cell("–", UNKNOWN, 3, self._hatched[item])
        if not self.compare:
            return Cell(str(level), level, self._tops[item])
        mark = line.mark(place)
        return Cell(f"{level} {mark}" if mark else str(level), level, self._tops[item], self._hatched[item])

    def arrange(self, column: int, descending: bool) -> None:
        """Sort names by kana, levels by number with none last."""
        self._order = (column, descending)
        self._sort(column, descending)

    def _sort(self, column: int, descending: bool) -> None:
        self._people = list(self._came)
        if 0 <= column < self.columnCount():
            self._people.sort(key=lambda person: self._key(person, column), reverse=descending)
        if not self.grouped:
            self.rows = list(self._people)
            return
        under: dict[str, list[MapPerson]] = {}
        for person in self._people:
            under.setdefault(person.department_code, []).append(person)
        rows: list[MapPerson | SectionRow] = []
        for section in self._sections:
            rows.append(section)
            if section.code not in self.closed:
                rows += under.get(section.code, [])
        self.rows = rows

    def _key(self, person: MapPerson, column: int) -> str | int:
        if column == 0:
            return person.kana or person.name
        if column == 1:
            return person.department_code
        if column == 2:
            return person.post or person.grade
        level = person.level(self._places[column - len(self.leads)])
        return -1 if level is None else level

    def _hatch(self) -> None:
        on = self.compare or self.reread
        self._hatched = tuple([on and position in self.unmapped for position in range(len(self.items))])


class SectionModel(MapModel):
    """Section × skill: the share of those at a step or above."""

    leads = messages.SECTION_LEADS
    figures = frozenset({1})

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.hatched: frozenset[int] = frozenset()
        self.step = 2
        self.rows: list[SectionRow] = []
        self._came: list[SectionRow] = []

    def show_map(self, found: SectionMap) -> None:
        """Show a map, everybody together in the last row."""
        self.beginResetModel()
        self.items, self._came = found.items, [*found.rows, found.total]
        self.hatched = found.hatched
        self.rows = list(self._came)
        self.endResetModel()

    def is_group(self, row: int) -> bool:
        """Tell whether a row is everybody together."""
        return row == len(self.rows) - 1

    def set_step(self, step: int) -> None:
        """Count from another step of the scale."""
        self.step = step
        if self.rows and self.items:
            last = self.index(len(self.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def lead(self, row: int, column: int) -> str:
        """Return section or staff."""
        section = self.rows[row]
        return (section.name or messages.NO_SECTION) if column == 0 else f"{section.staff:,}"

    def share(self, section: SectionRow, item: int) -> float:
        """Return the share of a section at the step or above, 0 to 1."""
        asked = section.asked[item]
        return section.at_least(item, self.step) / asked if asked else 0.0

    def cell(self, row: int, item: int) -> Cell:
        """Return the share in whole percent on its shade; rounded down, so that 100 means everybody."""
        section = self.rows[row]
        asked = section.asked[item]
        if section.none[item] == asked:
            return Cell("–", UNKNOWN, 3, item in self.hatched)
        percent = section.at_least(item, self.step) * 100 // asked
        return Cell(f"{percent}%", min(3, percent // 25))

    def arrange(self, column: int, descending: bool) -> None:
        """Sort by code, size or share; everybody together stays last."""
        rows = self._came[:-1]
        if 0 <= column < self.columnCount():
            rows = sorted(rows, key=lambda section: self._key(section, column), reverse=descending)
        self.rows = [*rows, *self._came[-1:]]

    def _key(self, section: SectionRow, column: int) -> str | float:
        if column == 0:
            return section.code
        return section.staff if column == 1 else self.share(section, column - len(self.leads))


def colours(tokens: theme.Tokens, cell: Cell) -> tuple[str, str]:
    """Return fill and ink of a cell; an unknown level leaves the ground."""
    if cell.level == UNKNOWN:
        return tokens.card, tokens.muted
    if cell.level == PLAIN:
        return tokens.ground, tokens.text
    return theme.level_colours(tokens, cell.level, cell.top)
