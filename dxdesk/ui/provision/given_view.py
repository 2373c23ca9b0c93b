"""What HR gave, in the digital section's store: how many of each section stand at each level.

It is shown until its last day. A window that is left open looks at the day now and then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from dxdesk.domain.provisions import STATE_NAMES, State
from dxdesk.domain.small_cells import shown
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates
from dxdesk.ui.provision import messages
from dxdesk.ui.provision.individuals import LEAST_ROWS, Individuals
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.fields import CommittedChoice
from dxdesk.ui.widgets.layouts import column
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.provisions import Received

_NOTHING, _HOLDS, _OVER = range(3)
_EACH = 60_000
"""Ms between two looks at the day."""


class MapLine(NamedTuple):
    """A skill in a section: how many at each level, and together."""

    skill: str
    section: str
    levels: str
    total: str


class Provided(Screen):
    """The 提供票 that holds of a year."""

    interested = Changes.RECEIPTS | Changes.KEYS
    help_lines = messages.GIVEN_HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.GIVEN_TITLE)
        self._found: tuple[Received, ...] = ()
        self.year = CommittedChoice()
        self.year.setAccessibleName(messages.YEAR)
        self.year.setMinimumWidth(136)
        self.year.committed.connect(self._show)
        self.add_head(self.year)
        self.table: Table[MapLine] = Table(
            [
                Col(messages.SKILL, lambda one: one.skill, 240),
                Col(messages.SECTION, lambda one: one.section, 200),
                Col(messages.LEVELS, lambda one: one.levels, 0, wrap=True),
                Col(messages.ALL, lambda one: one.total, 90),
            ],
            messages.MAP,
        )
        self.table.nothing = messages.MAP_NOTHING
        self.table.keep_rows(LEAST_ROWS)
        # One part of its own: where it is hidden, the map has all the room.
        self.individuals = Individuals()
        whole = column(self.table, self.individuals, gap=14)
        whole.setStretch(0, 1)
        self._whole = whole
        self.pages = QStackedWidget()
        self.pages.addWidget(
            EmptyState(
                "map",
                messages.GIVEN_NOTHING,
                messages.GIVEN_NOTHING_TEXT,
                messages.RECEIVE,
                lambda: self.go.emit("receive", {}),
            )
        )
        self.pages.addWidget(roomy(whole))
        self.over = EmptyState("hourglass", messages.OVER, messages.OVER_AT_ALL)
        self.pages.addWidget(self.over)
        self.body.addWidget(self.pages, 1)
        self._day = ""
        """The day of what is shown."""
        timer = QTimer(self)
        timer.setInterval(_EACH)
        timer.timeout.connect(self.look_at_day)
        timer.start()

    def start_search(self) -> None:
        """Search somebody among the individuals, where there are any."""
        if self.individuals.search.isVisible():
            self.individuals.search.setFocus()
            self.individuals.search.selectAll()

    def look_at_day(self) -> None:
        """Read again where another day began meanwhile."""
        if self._day and self.desk.services.clock.today() != self._day:
            if self.isVisible():
                self.reload()
            else:
                self.stale = True

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the page; on another day than before it is read anew."""
        self.look_at_day()
        super().enter(what)

    def load(self) -> None:
        """Read what holds."""
        desk = self.desk
        self._day = desk.services.clock.today()

        def work(_: Progress) -> tuple[Received, ...]:
            from dxdesk.usecases.exchange.provisions import standing

            return standing(desk)

        self.ask(work, self.show_received)

    def show_received(self, found: tuple[Received, ...]) -> None:
        """Show what was read, of the newest year or the one chosen before."""
        self._found = found
        before = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        for one in found:
            self.year.addItem(fiscal_year_label(one.fiscal_year), one.fiscal_year)
        self.year.setCurrentIndex(max(self.year.findData(before), 0 if found else -1))
        self.year.blockSignals(False)
        self.year.setVisible(bool(found))
        self._show()

    def _show(self) -> None:
        one = next((one for one in self._found if one.fiscal_year == self.year.currentData()), None)
        if one is None or one.state is not State.HOLDS:
            self._show_nothing(one)
            return
        self.pages.setCurrentIndex(_HOLDS)
        given = one.given
        until = dates.short_day(given.until)
        label = fiscal_year_label(one.fiscal_year)
        said = messages.GIVEN_TEXT.format(year=label, why=given.why, until=until, below=given.below)
        self.set_title(messages.GIVEN_TITLE, said)
        self.table.show_records(
            [
                MapLine(
                    skill.name,
                    name,
                    "  ".join(
                        messages.AT_LEVEL.format(level=label, number=_people(number))
                        for label, number in zip(skill.levels, counts, strict=False)
                    ),
                    _people(counts[-1]),
                )
                for skill in given.skills
                for _, name, counts in skill.rows
            ]
        )
        self.individuals.show_received(one)
        # What is over is a sentence, and a list of people has as much room as the map.
        self._whole.setStretch(1, 0 if one.people_over else 1)

    def _show_nothing(self, one: Received | None) -> None:
        """Show nobody and no figure: nothing came, or what came may not be used any more."""
        self.set_title(messages.GIVEN_TITLE)
        self.table.show_records([])
        self.individuals.show_received(None)
        self.pages.setCurrentIndex(_OVER if one is not None else _NOTHING)
        if one is None:
            return
        day = dates.short_day(one.since)
        title = messages.OVER_TITLE.format(state=STATE_NAMES[one.state], day=day)
        decision = messages.OVER_DECISION.format(number=one.given.decision) if one.given.decision else ""
        text = messages.OVER_TEXTS[one.state].format(
            year=fiscal_year_label(one.fiscal_year),
            why=one.given.why,
            until=dates.short_day(one.given.until),
        )
        self.over.tell(title, text + messages.OVER_ASK.format(decision=decision))


def _people(number: int | None) -> str:
    return shown(None) if number is None else messages.PEOPLE_COUNT.format(number=number)
