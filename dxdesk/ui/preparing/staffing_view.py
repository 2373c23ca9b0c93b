"""確保計画: roles that training cannot fill in time, of a fiscal year, and who does what where."""

from __future__ import annotations

from dxdesk.ui.preparing import staffing_messages as messages
from dxdesk.ui.preparing.staffing_pages import PlanPage, TablePage
from dxdesk.ui.shell import listing_messages as alike
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.year_tabs import Tab, YearTabs
from dxdesk.usecases.workplace.desk import Desk

TABS: tuple[Tab, ...] = (
    Tab("plan", messages.TAB_PLAN, PlanPage),
    Tab("table", messages.TAB_TABLE, TablePage),
)


class Staffing(YearTabs):
    """The screen."""

    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen; its pages are made when they are first looked at."""
        super().__init__(desk, operations, TABS, (messages.TITLE, messages.SUBTITLE), alike.YEAR)

    def read_years(self) -> tuple[tuple[int, str], ...]:
        """Return the years that have a plan, that of today first."""
        from dxdesk.usecases.staffing.overview import years

        return years(self.desk)
