"""Under the map: what its shades, marks and hatching mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame

from dxdesk.ui.look import theme
from dxdesk.ui.skillmap import messages
from dxdesk.ui.widgets.flow import Flow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import clear, column
from dxdesk.ui.widgets.swatch import Swatch

HIGH = 20
"""Px of a swatch and of the words beside it."""


class Legend(QFrame):
    """The legend of either map."""

    def __init__(self) -> None:
        """Make an empty legend."""
        super().__init__()
        self._row = Flow(gap=8)
        self.setLayout(column(self._row, margins=(8, 8, 8, 4)))

    def show_levels(
        self,
        levels: Sequence[tuple[int, str]],
        compared: bool,
        hatched: bool,
        known: bool = True,
        shares: str = "",
    ) -> None:
        """Explain levels (without any: shares), marks against last year (if any is known), and hatching.

        ``shares``: the level from which on people are counted, where percentages are shown.
        """
        clear(self._row)
        of = messages.LEGEND_OF.format(label=shares) if shares else ""
        self._say(of if of and not levels else messages.LEGEND)
        top = max((value for value, _ in levels), default=3)
        pairs = list(levels) or list(enumerate(messages.LEGEND_SHARES))
        for value, label in pairs:

            def colours(tokens: theme.Tokens, value: int = value) -> tuple[str, str]:
                return theme.level_colours(tokens, value, top)

            if label == f"LV{value}":
                self._row.addWidget(Swatch(colours, 42, HIGH, label))
                continue
            self._row.addWidget(Swatch(colours, 34, HIGH, str(value) if levels else "%"))
            self._say(label)
        self._row.addWidget(Swatch(lambda tokens: (tokens.card, tokens.muted), 24, HIGH, "–"))
        self._say(messages.LEGEND_NONE)
        if compared and not known:
            self._say(messages.LEGEND_NO_LAST)
        elif compared:
            self._say(messages.LEGEND_UP)
            self._say(messages.LEGEND_DOWN)
        if of and levels:
            self._say(messages.LEGEND_GROUPS.format(of=of))
        if hatched:
            self._row.addWidget(Swatch(None, 24, HIGH))
            self._say(messages.LEGEND_HATCH)

    def _say(self, text: str) -> None:
        said = Text(text, "caption")
        said.setFixedHeight(HIGH)
        self._row.addWidget(said)
