"""前回から変わったこと, in one quiet line; every part leads where one sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from dxdesk.ui.home import messages
from dxdesk.ui.look import dates
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.flow import Flow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import clear

if TYPE_CHECKING:
    from dxdesk.usecases.home.news import News


class NewsLine(QFrame):
    """What changed; hidden when nothing did."""

    opened = Signal(str, str)
    """The screen to go to, and what to show there."""

    def __init__(self) -> None:
        """Make an empty line."""
        super().__init__()
        self._parts = Flow(gap=6, line_gap=0)
        self.setLayout(self._parts)
        self.setAccessibleName(messages.NEWS_NAME)
        self.any = False
        self.hide()

    def show_news(self, news: Sequence[News], since: str) -> None:
        """Show what changed since a UTC time."""
        clear(self._parts)
        self.any = bool(news)
        if self.any:
            said = Text(messages.NEWS.format(when=dates.moment(since)), "caption")
            said.setMinimumHeight(30)
            self._parts.addWidget(said)
        for entry in news:
            self._parts.addWidget(self._part(entry))
        self._parts.invalidate()

    def _part(self, entry: News) -> QPushButton:
        return button(
            entry.text,
            lambda: self.opened.emit(entry.screen, entry.focus),
            look="link",
            name=f"news-{entry.key}",
        )
