"""Under the map: what its shades, marks and hatching mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame

from dxdesk.ui import theme
from dxdesk.ui.skillmap import messages
from dxdesk.ui.widgets.basics import Text, clear, row
from dxdesk.ui.widgets.swatch import Swatch


class Legend(QFrame):
    """The legend of either map."""

    def __init__(self) -> None:
        """Make an empty legend."""
        super().__init__()
        self._row = row(gap=8, margins=(8, 8, 8, 4))
        self.setLayout(self._row)
        self._shown: tuple[Sequence[tuple[int, str]], bool, bool, bool] | None = None

    def show_levels(
        self, levels: Sequence[tuple[int, str]], compared: bool, hatched: bool, known: bool = True
    ) -> None:
        """Explain levels (without any: shares), marks against last year (if any is known), and hatching."""
        self._shown = (levels, compared, hatched, known)
        clear(self._row)
        tokens = theme.of(self)
        self._row.addWidget(Text(messages.LEGEND, "caption"))
        top = max((value for value, _ in levels), default=3)
        pairs = list(levels) or list(enumerate(messages.LEGEND_SHARES))
        for value, label in pairs:
            fill, ink = theme.level_colours(tokens, value, top)
            if label == f"LV{value}":
                self._row.addWidget(Swatch(fill, 42, 20, label, ink))
                continue
            self._row.addWidget(Swatch(fill, 34, 20, str(value) if levels else "%", ink))
            self._row.addWidget(Text(label, "caption"))
        self._row.addWidget(Swatch(tokens.card, 24, 20, "–", tokens.muted))
        self._row.addWidget(Text(messages.LEGEND_NONE, "caption"))
        if compared and not known:
            self._row.addWidget(Text(messages.LEGEND_NO_LAST, "caption"))
        elif compared:
            self._row.addWidget(Text(messages.LEGEND_UP, "caption"))
            self._row.addWidget(Text(messages.LEGEND_DOWN, "caption"))
        if hatched:
            self._row.addWidget(Swatch("", 24, 20))
            self._row.addWidget(Text(messages.LEGEND_HATCH, "caption"))
        self._row.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            self.show_levels(*self._shown)
