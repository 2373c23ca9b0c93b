"""What a tab of the training screen is: whoever adds one adds its page and its line in ``listed``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dxdesk.ui.shell.screen import Screen

if TYPE_CHECKING:
    from dxdesk.ui.training.acts import Acts
    from dxdesk.usecases.training.overview import Overview


class Page(QWidget):
    """A tab; what it asks for goes through ``host`` and ``acts``."""

    def __init__(self, screen: Screen, acts: Acts) -> None:
        """Make an empty page."""
        super().__init__()
        self.host, self.acts = screen, acts

    def show_year(self, found: Overview) -> None:
        """Show a year, or the same one again after something changed."""

    def start_search(self) -> None:
        """Put the cursor where one searches on this tab."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: the word by which others lead to it, its title, its page, how much is on it (0: unsaid).

    ``people``: it shows people, whom HR's store alone has.
    """

    key: str
    title: str
    make: Callable[[Screen, Acts], Page]
    count: Callable[[Overview], int]
    people: bool = True
