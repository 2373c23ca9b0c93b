"""Individuals of a 提供票: a line a person and a column a particular, to sort and to search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dxdesk.domain.completion import evened
from dxdesk.domain.provisions import ITEM_NAMES, Item, named
from dxdesk.ui.look import dates
from dxdesk.ui.provision import messages
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.provisions import Received

LEAST_ROWS = 5
"""Lines of a list that are seen at once; in a low window the page scrolls."""

_WIDTHS = {Item.NUMBER: 96, Item.NAME: 150, Item.SECTION: 170, Item.GRADE: 100, Item.LEVELS: 112}
"""Px of columns; what is longer shares the room that is left."""


class Person(NamedTuple):
    """Somebody's particulars, a text each."""

    texts: tuple[str, ...]


class Individuals(QWidget):
    """The list with its search, and all particulars of whom one picks; or that they may not be used any more.

    It is made for the particulars of one 提供票 and made anew for others.
    """

    def __init__(self) -> None:
        """Make an empty part."""
        super().__init__()
        self._heads: tuple[tuple[str, str], ...] = ()
        self.caution = Text(messages.CAUTION, "strong")
        self.caution.setProperty("tone", "attention")
        self.told = Text("", "muted", wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.PEOPLE_SEARCH)
        self.search.setAccessibleName(messages.PEOPLE_SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._filter())
        self.table: Table[Person] = self._made(())
        self.picked = Text("", "muted", wrap=True)
        self._lines: QVBoxLayout = column(
            row(Text(messages.PEOPLE, "section"), self.caution, STRETCH, gap=12),
            self.told,
            self.search,
            self.table,
            self.picked,
            gap=8,
        )
        self._lines.setStretch(3, 1)
        self.setLayout(self._lines)

    def show_received(self, one: Received | None) -> None:
        """Show the individuals of what holds, that they are over, or nothing where there are none."""
        items = one.given.items if one is not None else ()
        heads = one.given.heads if one is not None else ()
        self.setVisible(bool(items))
        if heads != self._heads:
            self._heads = heads
            made = self._made(heads)
            self._lines.replaceWidget(self.table, made)
            self.table.deleteLater()
            self.table = made
        over = one is not None and bool(one.people_over)
        for part in (self.caution, self.search, self.table, self.picked):
            part.setVisible(not over)
        people = one.given.people if one is not None else ()
        self.table.show_records([Person(texts) for texts in people])
        self._filter()
        self._show_picked(None)
        if one is None:
            self.told.setText("")
            return
        given = one.given
        wording = messages.PEOPLE_OVER if over else messages.PEOPLE_TEXT
        last = given.until if over else given.people_until or given.until
        self.told.setText(
            wording.format(
                items=named(items),
                count=len(people),
                day=dates.short_day(one.people_over),
                until=dates.short_day(last),
                number=given.decision,
            )
        )

    def _made(self, heads: Sequence[tuple[str, str]]) -> Table[Person]:
        room = any(item not in _WIDTHS for item, _ in heads)
        columns = [_column(place, *head, room=room) for place, head in enumerate(heads)]
        table: Table[Person] = Table(columns or [Col("", lambda _: "")], messages.PEOPLE)
        table.keep_rows(LEAST_ROWS)
        table.nothing = messages.PEOPLE_NOTHING
        table.picked.connect(self._show_picked)
        return table

    def _filter(self) -> None:
        text = evened(self.search.text())

        def fits(one: Person) -> bool:
            return any(text in evened(part) for part in one.texts)

        self.table.proxy.keep(fits if text else None)

    def _show_picked(self, one: Person | None) -> None:
        if one is None:
            self.picked.setText(messages.PEOPLE_PICK)
            return
        names = (title for _, title in self._heads)
        self.picked.setText(
            "  ".join(f"{name}: {text or '–'}" for name, text in zip(names, one.texts, strict=True))
        )


def _column(place: int, item: str, title: str, *, room: bool) -> Col[Person]:
    """Return the column of a particular; ``room``: another one takes the room that is left."""

    def text(person: Person) -> str:
        return person.texts[place]

    width = _WIDTHS.get(Item(item), 0) if item in ITEM_NAMES and room else 0
    return Col(title, text, width, tip=text, wrap=item != Item.NUMBER)
