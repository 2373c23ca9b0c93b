"""目標と指標: targets, indicators and what was done, of a fiscal year, where the office uses it."""

from __future__ import annotations

from dxdesk.ui.aims import messages
from dxdesk.ui.aims.listed import TABS
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.year_tabs import YearTabs
from dxdesk.usecases.workplace.desk import Desk


class Aims(YearTabs):
    """The screen; its tabs are those of ``listed.TABS``."""

    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen; its pages are made when they are first looked at."""
        subtitle = messages.SUBTITLE.format(counted=messages.COUNTED_BY[desk.role])
        super().__init__(desk, operations, TABS, (messages.TITLE, subtitle), messages.YEAR)

    def read_years(self) -> tuple[tuple[int, str], ...]:
        """Return the years that have targets or figures, that in work first."""
        from dxdesk.usecases.indicators.overview import years_with
        from dxdesk.usecases.targets.overview import target_years

        return years_with(self.desk, target_years(self.desk))
