"""行事 and 相談: the events and the consultations of a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from dxdesk.domain.practice_record import CONSULTATION, EVENT, Solved
from dxdesk.domain.wareki import short_day
from dxdesk.ui.practice import messages
from dxdesk.ui.practice.pages import ListPage
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.tables import Col
from dxdesk.usecases.sealing.workbook_kinds import EVENT_TABLE

if TYPE_CHECKING:
    from dxdesk.usecases.practice.overview import ConsultationLine, EventLine, PracticeYear


class EventsPage(ListPage["EventLine"]):
    """The events of the year that is chosen."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        empty = (messages.EVENTS_EMPTY, messages.EVENTS_EMPTY_TEXT)
        super().__init__(screen, messages.SEARCH_EVENTS, messages.EVENT_TABLE, empty)

    def columns(self) -> list[Col[EventLine]]:
        """Return the columns of the table."""
        titles = messages.EVENT_COLUMNS
        return [
            Col(titles[0], lambda one: short_day(one.said.held_on), 92),
            Col(titles[1], lambda one: one.sort, 150),
            Col(titles[2], _event_name, 0, look=lambda _: "strong", wrap=True, tip=lambda one: one.apart),
            Col(titles[3], _where, 220, wrap=True),
            Col(titles[4], lambda one: one.heads, 80, number=True),
        ]

    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""
        return (
            button(messages.EVENTS_OUT, self.acts.write_events, icon="file", name="events-export"),
            button(messages.IMPORT, self._import, name="events-import"),
            primary(messages.ADD_EVENT, lambda: self.acts.edit_event(None), name="event-add"),
        )

    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins."""
        return (
            primary(messages.ADD_EVENT, lambda: self.acts.edit_event(None), name="begin-event"),
            button(messages.IMPORT, self._import, name="begin-events"),
        )

    def lines(self, found: PracticeYear) -> Sequence[EventLine]:
        """Return the events."""
        return found.events

    def words(self, one: EventLine) -> Sequence[str]:
        """Return by what an event is found."""
        return (one.said.name, one.sort, one.said.place, one.said.held_by)

    def facts(self, one: EventLine) -> dict[str, str]:
        """Return what the card tells."""
        return {
            "attendees": "、".join(one.attendees) or messages.NOBODY_NOTED,
            "code": one.said.code,
            "note": one.said.note,
        }

    def change(self, one: EventLine) -> None:
        """Ask for an event anew."""
        self.acts.edit_event(one)

    def take_out(self, one: EventLine) -> None:
        """Ask whether an event is to be taken out."""
        self.acts.ask_end(EVENT, one.said.code, one.said.name)

    def _import(self) -> None:
        self.acts.import_table(EVENT_TABLE.kind)


def _event_name(one: EventLine) -> str:
    return messages.APART.format(name=one.said.name) if one.apart else one.said.name


def _where(one: EventLine) -> str:
    return "・".join(filter(None, (one.said.place, one.said.held_by)))


class ConsultationsPage(ListPage["ConsultationLine"]):
    """The consultations of the year that is chosen."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        empty = (messages.ASKED_EMPTY, messages.ASKED_EMPTY_TEXT)
        super().__init__(screen, messages.SEARCH_ASKED, messages.ASKED_TABLE, empty)

    def columns(self) -> list[Col[ConsultationLine]]:
        """Return the columns of the table."""
        titles = messages.ASKED_COLUMNS
        return [
            Col(titles[0], lambda one: short_day(one.said.asked_on), 92),
            Col(titles[1], lambda one: one.section, 150, wrap=True),
            Col(titles[2], lambda one: one.said.topic, 0, look=lambda _: "strong", wrap=True),
            Col(titles[3], lambda one: one.solved or messages.NONE, 190, look=_solved_look),
            Col(titles[4], lambda one: one.days, 70, number=True),
            Col(titles[5], lambda one: one.answered_by, 130, wrap=True),
        ]

    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""
        return (
            primary(messages.ADD_ASKED, lambda: self.acts.edit_consultation(None), name="consultation-add"),
        )

    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins."""
        return (
            primary(messages.ADD_ASKED, lambda: self.acts.edit_consultation(None), name="begin-consultation"),
        )

    def lines(self, found: PracticeYear) -> Sequence[ConsultationLine]:
        """Return the consultations."""
        return found.consultations

    def words(self, one: ConsultationLine) -> Sequence[str]:
        """Return by what a consultation is found."""
        return (one.said.topic, one.section, one.solved)

    def facts(self, one: ConsultationLine) -> dict[str, str]:
        """Return what the card tells."""
        return {"code": one.said.code, "note": one.said.note}

    def change(self, one: ConsultationLine) -> None:
        """Ask for a consultation anew."""
        self.acts.edit_consultation(one)

    def take_out(self, one: ConsultationLine) -> None:
        """Ask whether a consultation is to be taken out."""
        self.acts.ask_end(CONSULTATION, one.said.code, one.said.topic)


def _solved_look(one: ConsultationLine) -> str:
    return "attention" if one.said.solved == Solved.OPEN else ""
