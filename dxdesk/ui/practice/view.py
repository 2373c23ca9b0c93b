"""実践と支援: cases, events, consultations and what each section has, of a fiscal year."""

from __future__ import annotations

from dxdesk.ui.practice import messages
from dxdesk.ui.practice.listed import TABS
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.year_tabs import YearTabs
from dxdesk.usecases.workplace.desk import Desk


class PracticeScreen(YearTabs):
    """The screen; its tabs are those of ``listed.TABS``."""

    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen; its pages are made when they are first looked at."""
        super().__init__(desk, operations, TABS, (messages.TITLE, messages.SUBTITLE), messages.YEAR)

    def read_years(self) -> tuple[tuple[int, str], ...]:
        """Return the years that have anything, that of today first."""
        from dxdesk.usecases.practice.overview import practice_years

        return practice_years(self.desk)
