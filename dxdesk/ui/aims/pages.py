"""What a tab of 目標と指標 is: whoever adds one adds its page and its line in ``listed``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dxdesk.ports.store import Progress
from dxdesk.ui.aims.indicator_acts import Acts
from dxdesk.ui.shell.screen import Screen

if TYPE_CHECKING:
    from dxdesk.usecases.indicators.overview import Overview


class Page(QWidget):
    """A tab; it reads what it shows by itself, through ``host``."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__()
        self.host = screen

    def show_year(self, fiscal_year: int) -> None:
        """Read and show a year, or the same one again after something changed; 0 is the one in work."""

    def start_search(self) -> None:
        """Put the cursor where one searches on this tab."""


class OverviewPage(Page):
    """A tab that shows something of the overview of the indicators."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__(screen)
        self.acts = Acts(screen)
        self.found: Overview | None = None
        self._year = 0

    def show_year(self, fiscal_year: int) -> None:
        """Read the overview of a year; one that comes after another year was asked for is not shown."""
        self._year = fiscal_year
        desk = self.host.desk

        def work(_: Progress) -> Overview:
            from dxdesk.usecases.indicators.overview import overview

            return overview(desk, fiscal_year)

        def done(found: Overview) -> None:
            if fiscal_year == self._year:
                self.show_found(found)

        self.host.ask(work, done)

    def show_found(self, found: Overview) -> None:
        """Show what was read."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: the word by which others lead to it, its title, its page."""

    key: str
    title: str
    make: Callable[[Screen], Page]
