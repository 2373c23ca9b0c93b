"""What HR gave, in the digital section's store: how many of each section stand at each level."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QStackedWidget

from dxdesk.domain.provisions import ITEM_NAMES, Item
from dxdesk.domain.small_cells import shown
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates
from dxdesk.ui.provision import messages
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.fields import CommittedChoice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import column, inside
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.provisions import Received

_LEAST = 150
"""Px of the list of individuals."""


class MapLine(NamedTuple):
    """A skill in a section: how many at each level, and together."""

    skill: str
    section: str
    levels: str
    total: str


class PersonLine(NamedTuple):
    """An individual's particulars as one text."""

    told: str


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
        self.people: Table[PersonLine] = Table(
            [Col(messages.PEOPLE, lambda one: one.told, 0, wrap=True)], messages.PEOPLE
        )
        self.people.setMinimumHeight(_LEAST)
        # One part of its own: where it is hidden, the map has all the room.
        self.individuals = inside(column(Text(messages.PEOPLE, "section"), self.people, gap=10))
        whole = column(self.table, self.individuals, gap=10)
        whole.setStretch(0, 2)
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
        self.pages.addWidget(inside(whole))
        self.body.addWidget(self.pages, 1)

    def load(self) -> None:
        """Read what holds."""
        desk = self.desk

        def work(_: Progress) -> tuple[Received, ...]:
            from dxdesk.usecases.exchange.provisions import provided

            return provided(desk)

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
        self.pages.setCurrentIndex(1 if found else 0)
        self._show()

    def _show(self) -> None:
        one = next((one for one in self._found if one.fiscal_year == self.year.currentData()), None)
        if one is None:
            self.set_title(messages.GIVEN_TITLE)
            return
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
        names = [ITEM_NAMES[Item(item)] if item in ITEM_NAMES else item for item in given.items]
        self.people.show_records(
            [
                PersonLine("  ".join(f"{name}: {text}" for name, text in zip(names, row, strict=True)))
                for row in given.people
            ]
        )
        self.individuals.setVisible(bool(given.items))


def _people(number: int | None) -> str:
    return shown(None) if number is None else messages.PEOPLE_COUNT.format(number=number)
