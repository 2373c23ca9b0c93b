"""What a tab of 目標と指標 is: whoever adds one adds its page and its line in ``listed``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from dxdesk.ui.shell.screen import Screen


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


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: the word by which others lead to it, its title, its page."""

    key: str
    title: str
    make: Callable[[Screen], Page]
