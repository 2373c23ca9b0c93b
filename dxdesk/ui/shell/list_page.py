"""A tab that lists what an office prepares, with a card of the line that is chosen below it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dxdesk.domain.completion import evened
from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.ports.store import Progress
from dxdesk.ui.shell import listing_messages as messages
from dxdesk.ui.shell.list_acts import Acts
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.year_tabs import Page
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.chips import Badge
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.workplace.desk import Desk

LINES = 4
"""Lines that are seen at once at least, where there are so many."""
FACT_WIDE = 150
"""Px in which the name of a fact is not cut."""

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Row(Generic[S]):
    """A line: whose it is and its code, the texts of its cells, what its card tells, what it was made of.

    ``state`` is the look of its last cell (``tables.Col``), ``notices`` what is to be looked at,
    ``out``: it was taken out.
    """

    owner: str
    code: str
    name: str
    cells: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    said: S
    notices: tuple[str, ...] = ()
    badges: tuple[str, ...] = ()
    state: str = ""
    out: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: title, width in px (0 = the room left), figures to the right, goes on in a second line."""

    title: str
    width: int = 0
    number: bool = False
    wrap: bool = False


def columns_of(titles: Sequence[str], widths: Sequence[int], *numbers: int) -> list[Column]:
    """Return columns whose texts go on in a second line; ``numbers`` are the places of those with figures."""
    return [
        Column(title, width, place in numbers, wrap=True)
        for place, (title, width) in enumerate(zip(titles, widths, strict=True))
    ]


class ListPage(Page, Generic[S]):
    """A tab with the lines of a year, a search, and what one does with the line that is chosen.

    ``shares``: how much of the room left the list gets, and the card.
    """

    shares = (1, 1)

    def __init__(self, screen: Screen, columns: Sequence[Column], name: str, empty: tuple[str, str]) -> None:
        """Make an empty page; ``empty`` is what it says without any line."""
        super().__init__(screen)
        self.acts = Acts(screen)
        self.year = 0
        self._picked = ("", "")
        self._rows: tuple[Row[S], ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setAccessibleName(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._filter())
        self.out_too = QCheckBox(messages.OUT_TOO)
        self.out_too.toggled.connect(lambda _: self._fill())
        self.table: Table[Row[S]] = Table(_cols(columns), name)
        self.table.nothing = messages.NO_FIT
        self.table.keep_rows(LINES)
        self.table.picked.connect(self._show_card)
        self.table.opened.connect(self._opened)
        tools = row(self.search, self.out_too, *self.tools(), gap=8)
        tools.setStretch(0, 1)
        whole = column(card(*self.above(), tools, self.table, gap=8, padding=12), self._card(), gap=12)
        for place, share in enumerate(self.shares):
            whole.setStretch(place, share)
        self.empty = EmptyState("records", *empty)
        self.pages = QStackedWidget()
        self.pages.addWidget(roomy(whole))
        self.pages.addWidget(
            inside(column(self.empty, row(STRETCH, *self.ways(), STRETCH, gap=8), STRETCH, gap=10))
        )
        self.pages.addWidget(QWidget())
        self.pages.setCurrentIndex(2)
        self.setLayout(column(self.pages))

    @abstractmethod
    def read(self, desk: Desk, fiscal_year: int) -> Sequence[Row[S]]:
        """Return the lines of a year, those that were taken out among them; runs off the window's thread."""

    @abstractmethod
    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""

    @abstractmethod
    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins where there is nothing."""

    @abstractmethod
    def change(self, one: Row[S]) -> None:
        """Ask for a line anew."""

    @abstractmethod
    def take_out(self, one: Row[S], *, out: bool) -> None:
        """Take a line out, or put it back."""

    def add(self) -> None:
        """Ask for a new line, where one can be added."""

    def above(self) -> Sequence[QWidget]:
        """Return what stands above the search."""
        return ()

    def more_acts(self) -> Sequence[QPushButton]:
        """Return further acts of the card; they are offered for what is this store's."""
        return ()

    def _card(self) -> QWidget:
        self.hint = Text(messages.PICK, "muted", wrap=True)
        self.name = Text("", "heading", wrap=True)
        self._badges = row(gap=6)
        self.edit = button(messages.EDIT, self._edit, name="edit")
        self.out = button(messages.OUT, lambda: self._out(True), name="take-out")
        self.back = button(messages.BACK, lambda: self._out(False), name="put-back")
        self._more = tuple(self.more_acts())
        head = row(self.name, self._badges, self.out, self.back, self.edit, *self._more, gap=8)
        head.setStretch(0, 1)
        self._facts: QVBoxLayout = column(gap=6, margins=(0, 8, 8, 0))
        self._whole = inside(column(head, scrolling(self._facts), gap=6))
        self._whole.hide()
        return card(self.hint, self._whole, gap=0, padding=12)

    def show_year(self, fiscal_year: int) -> None:
        """Read a year; one that comes after another was asked for is not shown."""
        self.year = fiscal_year
        desk = self.host.desk

        def work(_: Progress) -> tuple[Row[S], ...]:
            return tuple(self.read(desk, fiscal_year))

        def done(found: tuple[Row[S], ...]) -> None:
            if fiscal_year == self.year:
                self.show_rows(found)

        self.host.ask(work, done)

    def show_rows(self, found: tuple[Row[S], ...]) -> None:
        """Show what was read; the line that is chosen stays chosen."""
        self._rows = found
        self.pages.setCurrentIndex(0 if found else 1)
        self.out_too.setVisible(any(one.out for one in found))
        if found:
            self._fill()

    def start_search(self) -> None:
        """Search in the list."""
        self.search.setFocus()
        self.search.selectAll()

    def pick(self, code: str) -> None:
        """Show the card of a line."""
        self._picked = (self.host.desk.role.value, code)
        self.table.pick(lambda one: one.code == code)

    def _fill(self) -> None:
        wanted = self._picked
        self.table.show_records([one for one in self._rows if not one.out or self.out_too.isChecked()])
        if not self.table.pick(lambda one: (one.owner, one.code) == wanted):
            self.table.pick(lambda _: True)
        self._show_card(self.table.current())

    def _filter(self) -> None:
        text = evened(self.search.text())

        def fits(one: Row[S]) -> bool:
            words = (one.code, *one.cells, *(said for _, said in one.facts))
            return any(text in evened(word) for word in words)

        self.table.proxy.keep(fits if text else None)

    def is_own(self, one: Row[S]) -> bool:
        """Tell whether a line is this store's to change."""
        return one.owner == self.host.desk.role.value

    def _show_card(self, one: Row[S] | None) -> None:
        self.hint.setVisible(one is None)
        self._whole.setVisible(one is not None)
        if one is None:
            return
        self._picked = (one.owner, one.code)
        own = self.is_own(one)
        self.name.setText(one.name)
        clear(self._badges)
        for text in one.badges:
            self._badges.addWidget(Badge(text, "plain"))
        for part in (self.edit, self.out, *self._more):
            part.setVisible(own and not one.out)
        self.back.setVisible(own and one.out)
        clear(self._facts)
        whose = () if own else (messages.OF_OWNER.format(owner=OWNER_NAMES.get(one.owner, one.owner)),)
        for text in (*whose, *one.notices):
            self._facts.addWidget(inside(row(Text(text, wrap=True), margins=(10, 6, 10, 6)), look="notice"))
        for caption, text in one.facts:
            if text:
                label = Text(caption, "caption", wrap=True)
                label.setFixedWidth(FACT_WIDE)
                line = row(label, Text(text, wrap=True), gap=8)
                line.setStretch(1, 1)
                # Beside the first line: in the middle of a long text it would be scrolled away from.
                line.setAlignment(label, Qt.AlignmentFlag.AlignTop)
                self._facts.addLayout(line)
        self._facts.addStretch(1)

    def _opened(self, one: Row[S]) -> None:
        if self.is_own(one) and not one.out:
            self.change(one)

    def _edit(self) -> None:
        one = self.table.current()
        if one is not None:
            self.change(one)

    def _out(self, out: bool) -> None:
        one = self.table.current()
        if one is not None:
            self.take_out(one, out=out)


def _cols(columns: Sequence[Column]) -> list[Col[Row[S]]]:
    last = len(columns) - 1

    def col(place: int, one: Column) -> Col[Row[S]]:
        def look(line: Row[S]) -> str:
            if line.out:
                return "muted"
            return line.state if place == last else "strong" if one.width == 0 and place < 2 else ""

        return Col(
            one.title,
            lambda line: line.cells[place],
            one.width,
            one.number,
            look=look,
            tip=lambda line: "\n".join((line.cells[place], *line.notices)),
            wrap=one.wrap,
        )

    return [col(place, one) for place, one in enumerate(columns)]
