"""検討と予定: what is still to be decided, and the dated year."""

from __future__ import annotations

from dxdesk.ui.preparing import agenda_messages as messages
from dxdesk.ui.preparing.agenda_pages import MattersPage, YearPage
from dxdesk.ui.preparing.glossary_page import GlossaryPage
from dxdesk.ui.shell import listing_messages as alike
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.year_tabs import Tab, YearTabs
from dxdesk.usecases.workplace.desk import Desk

TABS: tuple[Tab, ...] = (
    Tab("matters", messages.TAB_MATTERS, MattersPage),
    Tab("year", messages.TAB_YEAR, YearPage),
    Tab("terms", messages.TAB_TERMS, GlossaryPage),
)


class Agenda(YearTabs):
    """The screen."""

    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen; its pages are made when they are first looked at."""
        super().__init__(desk, operations, TABS, (messages.TITLE, messages.SUBTITLE), alike.YEAR)

    def read_years(self) -> tuple[tuple[int, str], ...]:
        """Return the years that can be looked at, that of today first."""
        from dxdesk.usecases.agenda.overview import agenda_years

        return agenda_years(self.desk)
