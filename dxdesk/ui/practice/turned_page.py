"""効果発現: what the cases created, to which measures it is put, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from dxdesk.domain.knowledge_record import TURNED_NAMES, Turned, TurnedSaid
from dxdesk.ui.look import dates
from dxdesk.ui.practice import knowledge_messages as messages
from dxdesk.ui.shell.list_acts import Texts
from dxdesk.ui.shell.list_fields import named, one_of
from dxdesk.ui.shell.list_page import ListPage, Row, columns_of
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import primary
from dxdesk.ui.widgets.form import Field
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.practice.turning import TurnedLine, Turning

WIDTHS = (0, 170, 130, 92, 96)
HOURS = 2
"""Where the hours stand."""
_LOOKS = {Turned.ACTIVE: "badge-done", Turned.PLANNED: "", Turned.OVER: "muted"}


class TurnedPage(ListPage["TurnedLine"]):
    """The measures as of the year that is chosen."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        self.found: Turning | None = None
        columns = columns_of(messages.TURNED_COLUMNS, WIDTHS, HOURS)
        super().__init__(screen, columns, messages.TURNED_TABLE, messages.TURNED_EMPTY)

    def above(self) -> Sequence[QWidget]:
        """Return the figures of the year."""
        self.figures = Text("", wrap=True)
        return (self.figures,)

    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""
        return (primary(messages.TURNED_ADD, self.add, name="turned-add"),)

    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins."""
        return (primary(messages.TURNED_ADD, self.add, name="begin-turned"),)

    def read(self, desk: Desk, fiscal_year: int) -> Sequence[Row[TurnedLine]]:
        """Return the measures."""
        from dxdesk.usecases.practice.turning import turning

        self.found = turning(desk, fiscal_year)
        return [_row(one) for one in (*self.found.lines, *self.found.ended)]

    def show_rows(self, found: tuple[Row[TurnedLine], ...]) -> None:
        """Show the figures above the list."""
        if self.found is not None:
            self.figures.setText("\n".join(text for _, text in self.found.sentences))
        super().show_rows(found)

    def add(self) -> None:
        """Ask for a new measure."""
        self._ask(messages.TURNED_NEW, TurnedSaid(state=Turned.PLANNED), "")

    def change(self, one: Row[TurnedLine]) -> None:
        """Ask for a measure anew."""
        self._ask(messages.TURNED_CHANGE, one.said.said, one.code)

    def _ask(self, title: str, said: TurnedSaid, code: str) -> None:
        desk = self.host.desk

        def keep(texts: Texts) -> object:
            from dxdesk.usecases.practice.turning import save_measure

            given = {**texts, "sources": tuple(filter(None, map(str.strip, texts["sources"].splitlines())))}
            return save_measure(desk, TurnedSaid(**{**said._asdict(), **given, "ended": False}), code)

        self.acts.fill_in(title, [self._field(key, said) for key in messages.TURNED_FIELDS], keep)

    def _field(self, key: str, said: TurnedSaid) -> Field:
        name, value = messages.TURNED_FIELDS[key], getattr(said, key)
        if key == "since":
            return Field(key, name, value, day=True)
        if key == "state":
            return Field(key, name, value, named(TURNED_NAMES))
        if key == "sources":
            return Field(key, name, "\n".join(value), lines=True)
        listed = self.found.sections if key == "section" and self.found is not None else ()
        if listed:
            return one_of(key, name, value, listed)
        return Field(key, name, value, lines=key == "what")

    def take_out(self, one: Row[TurnedLine], *, out: bool) -> None:
        """Take a measure out, or put it back."""
        desk = self.host.desk

        def act() -> object:
            from dxdesk.usecases.practice.turning import end

            return end(desk, one.code, ended=out)

        self.acts.take_out(one.name, act, out=out)


def _row(one: TurnedLine) -> Row[TurnedLine]:
    said = one.said
    texts = {"what": said.what, "cases": "、".join(one.cases), "note": said.note}
    return Row(
        one.owner,
        said.code,
        said.name,
        (said.name, one.section, one.hours, dates.short_day(said.since), one.state),
        tuple((title, texts[key]) for key, title in messages.TURNED_FACTS.items()),
        one,
        tuple(filter(None, (one.apart, *one.told))),
        (messages.SAMPLE,) if said.sample else (),
        _LOOKS.get(Turned(said.state), "") if said.state in TURNED_NAMES else "",
        said.ended,
    )
