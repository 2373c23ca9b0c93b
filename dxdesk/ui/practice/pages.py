"""What a tab of 実践と支援 is, and the three that list something of a year."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dxdesk.domain.completion import evened
from dxdesk.domain.practice_record import CaseSaid, ConsultationSaid, EventSaid
from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import Progress
from dxdesk.ui.practice import messages
from dxdesk.ui.practice.acts import Acts
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.year_tabs import Page
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.practice.overview import PracticeYear

LINES = 6
"""Lines that are seen at once at least, where there are so many."""


class _Held(Protocol):
    @property
    def owner(self) -> str: ...


class _Line(Protocol):
    """A line of a list: what it says, whose it is."""

    @property
    def held(self) -> _Held: ...
    @property
    def said(self) -> CaseSaid | EventSaid | ConsultationSaid: ...
    @property
    def apart(self) -> str: ...


L = TypeVar("L", bound=_Line)


class ActingPage(Page):
    """A tab with what one does there."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__(screen)
        self.acts = Acts(screen)


class ListPage(ActingPage, Generic[L]):
    """A tab that lists something of a year, with a card of the line that is chosen."""

    def __init__(self, screen: Screen, search: str, name: str, empty: tuple[str, str]) -> None:
        """Make an empty page; ``empty`` is what it says without any line, with the year in it."""
        super().__init__(screen)
        self.found: PracticeYear | None = None
        self._year, self._empty_words, self._picked = 0, empty, ("", "")
        self.search = QLineEdit()
        self.search.setPlaceholderText(search)
        self.search.setAccessibleName(search)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._filter())
        self.table: Table[L] = Table(self.columns(), name)
        self.table.nothing = messages.NO_FIT
        self.table.keep_rows(LINES)
        self.table.picked.connect(self._show_card)
        self.table.opened.connect(self._opened)
        self.edit = button(messages.EDIT, self._edit, name="practice-edit")
        self.end = button(messages.END, self._end, name="practice-end")
        tools = row(self.search, *self.tools(), gap=8)
        tools.setStretch(0, 1)
        listed = card(*self.above(), tools, self.table, gap=8, padding=12)
        whole = column(listed, self._card(), gap=12)
        whole.setStretch(0, 1)
        self.empty = EmptyState("records", "", empty[1])
        ways = row(STRETCH, *self.ways(), STRETCH, gap=8)
        self.pages = QStackedWidget()
        self.pages.addWidget(roomy(whole))
        self.pages.addWidget(inside(column(self.empty, ways, STRETCH, gap=10)))
        self.pages.addWidget(QWidget())
        self.pages.setCurrentIndex(2)
        self.setLayout(column(self.pages))

    @abstractmethod
    def columns(self) -> list[Col[L]]:
        """Return the columns of the table."""

    @abstractmethod
    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""

    @abstractmethod
    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins where there is nothing."""

    def above(self) -> Sequence[QWidget]:
        """Return what stands above the search."""
        return ()

    def more_acts(self) -> Sequence[QWidget]:
        """Return further acts of the card."""
        return ()

    @abstractmethod
    def lines(self, found: PracticeYear) -> Sequence[L]:
        """Return what is listed of a year."""

    @abstractmethod
    def words(self, one: L) -> Sequence[str]:
        """Return by what a line is found."""

    @abstractmethod
    def facts(self, one: L) -> dict[str, str]:
        """Return what the card tells of a line, by the keys of ``messages.FACTS``."""

    @abstractmethod
    def change(self, one: L) -> None:
        """Ask for a line anew."""

    @abstractmethod
    def take_out(self, one: L) -> None:
        """Ask whether a line is to be taken out."""

    def show_acts(self, one: L, *, own: bool) -> None:
        """Offer what can be done with a line."""
        self.edit.setVisible(own)
        self.end.setVisible(own)

    def _card(self) -> QWidget:
        self.hint = Text(messages.PICK, "muted", wrap=True)
        self.name = Text("", "heading", wrap=True)
        head = row(self.name, self.end, *self.more_acts(), self.edit, gap=8)
        head.setStretch(0, 1)
        self._facts: QVBoxLayout = column(gap=6, margins=(0, 8, 8, 0))
        self._whole = inside(column(head, scrolling(self._facts), gap=6))
        self._whole.hide()
        return card(self.hint, self._whole, gap=0, padding=12)

    def show_year(self, fiscal_year: int) -> None:
        """Read a year; one that comes after another was asked for is not shown."""
        self._year = fiscal_year
        desk = self.host.desk

        def work(_: Progress) -> PracticeYear:
            from dxdesk.usecases.practice.overview import practice_year

            return practice_year(desk, fiscal_year)

        def done(found: PracticeYear) -> None:
            if fiscal_year == self._year:
                self.show_found(found)

        self.host.ask(work, done)

    def show_found(self, found: PracticeYear) -> None:
        """Show what was read; the line that is chosen stays chosen."""
        self.found = found
        nothing = not self.any(found)
        self.pages.setCurrentIndex(1 if nothing else 0)
        title, text = self._empty_words
        self.empty.tell(title.format(year=fiscal_year_label(found.fiscal_year)), text)
        if not nothing:
            self.fill()

    def any(self, found: PracticeYear) -> bool:
        """Tell whether there is anything to list."""
        return bool(self.lines(found))

    def fill(self) -> None:
        """Show the lines of the year."""
        if self.found is None:
            return
        wanted = self._picked
        self.table.show_records(self.lines(self.found))
        if not self.table.pick(lambda one: (one.held.owner, one.said.code) == wanted):
            self.table.pick(lambda _: True)
        self._show_card(self.table.current())

    def start_search(self) -> None:
        """Search in the list."""
        self.search.setFocus()
        self.search.selectAll()

    def _filter(self) -> None:
        text = evened(self.search.text())
        fits: Callable[[L], bool] | None = None
        if text:
            fits = lambda one: any(text in evened(word) for word in self.words(one))  # noqa: E731
        self.table.proxy.keep(fits)

    def is_own(self, one: L) -> bool:
        """Tell whether a line is this store's to change."""
        return one.held.owner == self.host.desk.role.value

    def _show_card(self, one: L | None) -> None:
        self.hint.setVisible(one is None)
        self._whole.setVisible(one is not None)
        if one is None:
            return
        self._picked = (one.held.owner, one.said.code)
        said = one.said
        self.name.setText(said.topic if isinstance(said, ConsultationSaid) else said.name)
        self.show_acts(one, own=self.is_own(one))
        clear(self._facts)
        owner = OWNER_NAMES.get(one.held.owner, "")
        told = [one.apart, "" if self.is_own(one) else messages.OF_OWNER.format(owner=owner)]
        for text in filter(None, told):
            self._facts.addWidget(inside(row(Text(text, wrap=True), margins=(10, 6, 10, 6)), look="notice"))
        told_of = [(messages.FACTS[key], text) for key, text in self.facts(one).items() if text]
        self._facts.addLayout(_in_two(told_of))
        self._facts.addStretch(1)

    def _opened(self, one: L) -> None:
        if self.is_own(one):
            self.change(one)

    def _edit(self) -> None:
        one = self.table.current()
        if one is not None:
            self.change(one)

    def _end(self) -> None:
        one = self.table.current()
        if one is not None:
            self.take_out(one)


def _in_two(told: Sequence[tuple[str, str]]) -> QGridLayout:
    """Lay names and what is said of them out in two columns, read downwards."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    half = (len(told) + 1) // 2
    for position, (caption, text) in enumerate(told):
        line, side = position % half, 2 * (position // half)
        label = Text(caption, "caption")
        label.setMinimumWidth(FACT_WIDE)
        grid.addWidget(label, line, side)
        grid.addWidget(Text(text, wrap=True), line, side + 1)
    for side in (1, 3):
        grid.setColumnStretch(side, 1)
    return grid


FACT_WIDE = 120
"""Px in which the name of a fact is not cut."""
