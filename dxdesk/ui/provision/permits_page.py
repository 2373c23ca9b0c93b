"""The decisions of an office that let particulars of individuals be given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from dxdesk.domain.provisions import Permit, State
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates
from dxdesk.ui.provision import giving_messages as said
from dxdesk.ui.provision.individuals import LEAST_ROWS
from dxdesk.ui.provision.permit_dialog import PermitDialog
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.domain.provisions import Given
    from dxdesk.ui.shell.screen import Screen


class Kept(NamedTuple):
    """A decision with its key."""

    key: str
    permit: Permit


class PermitsPage(QWidget):
    """The decisions with what adds one and ends one; the screen reads them."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page; ``screen`` runs the work."""
        super().__init__()
        self._screen = screen
        self.dialog: QDialog | None = None
        self.banner = Banner()
        titles = said.PERMIT_COLUMNS
        self.table: Table[Kept] = Table(
            [
                Col(titles[0], lambda one: one.key, 70),
                Col(titles[1], lambda one: said.items(one.permit), 0, wrap=True),
                Col(titles[2], lambda one: one.permit.ground, 190, wrap=True),
                Col(titles[3], lambda one: one.permit.number, 130, wrap=True),
                Col(titles[4], lambda one: dates.short_day(one.permit.decided_on), 90),
                Col(titles[5], lambda one: said.term(one.permit), 160),
            ],
            said.PERMITS,
        )
        self.table.nothing = said.PERMITS_NONE
        self.table.keep_rows(LEAST_ROWS)
        self.table.picked.connect(self._picked)
        self.last_day = DayField(said.PERMIT_LAST)
        self.last_day.set_day(screen.desk.services.clock.today())
        self.deciding = button(said.DECIDE, lambda: self.ask(), name="decide")
        self.repeating = button(said.PERMIT_REPEAT, self.repeat, name="repeat-permit")
        self.ending = button(said.PERMIT_END, self.ask_end, name="end-permit")
        self._given: tuple[Given, ...] = ()
        ways = row(self.deciding, self.repeating, STRETCH, self.last_day, self.ending, gap=8)
        for part in (self.deciding, self.repeating, self.ending):
            ways.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        whole = column(Text(said.PERMITS_TEXT, "muted", wrap=True), self.banner, self.table, ways, gap=10)
        whole.setStretch(2, 1)
        self.setLayout(column(roomy(whole)))
        self._picked(None)

    def show_permits(self, found: Mapping[str, Permit], given: Sequence[Given] = ()) -> None:
        """Show what was decided, the newest first; ``given`` is what was given under it or otherwise."""
        self._given = tuple(given)
        self.table.show_records([Kept(key, found[key]) for key in sorted(found, reverse=True)])
        self._picked(self.table.current())

    def _picked(self, one: Kept | None) -> None:
        self.ending.setEnabled(one is not None)
        self.repeating.setEnabled(one is not None)

    def ask(self, like: Permit | None = None) -> None:
        """Ask for a decision; one that is ``like`` another begins with what that says."""

        def kept() -> None:
            self.banner.say(said.PERMIT_KEPT, tone="done")

        self.dialog = PermitDialog(self._screen, kept, like)
        self.dialog.open()

    def repeat(self) -> None:
        """Ask for a decision that begins with what the chosen one says."""
        one = self.table.current()
        if one is not None:
            self.ask(one.permit)

    def ask_end(self) -> None:
        """Say what ending the chosen decision means, and ask."""
        one, day = self.table.current(), self.last_day.day()
        if one is None:
            return
        today = self._screen.desk.services.clock.today()
        title = said.PERMIT_END_ASK.format(number=one.permit.number, day=dates.short_day(day))
        text = said.ending(
            one.permit, day, [given for given in self._given if given.state(today) is State.HOLDS]
        )
        self.dialog = ask_first(self, title, text, said.PERMIT_END, lambda: self.end(one, day), grave=True)

    def end(self, one: Kept, day: str) -> None:
        """End a decision with a day; a new one that says the same is offered."""
        desk = self._screen.desk

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation.giving import end_permit

            end_permit(desk, one.key, day)

        def done(_: object) -> None:
            told = said.PERMIT_ENDED.format(number=one.permit.number, day=dates.short_day(day))
            self.banner.say(
                told,
                said.PERMIT_ENDED_TEXT,
                tone="done",
                act=said.PERMIT_REPEAT,
                acting=lambda: self.ask(one.permit),
            )

        self._act(work, done)

    def _act(self, work: Callable[[Progress], None], done: Callable[[object], None]) -> None:
        self._screen.ask(work, done, kind=Work.ACT, failed=self.banner.refuse)
