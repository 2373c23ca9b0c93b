"""使う機能: each capability with a switch; off hides it and deletes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from dxdesk.ui.settings import messages
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, row, scrolling
from dxdesk.ui.widgets.messages import Banner
from dxdesk.usecases.organisation.capabilities import Switch

_LAID_OUT = 50
"""Ms after which a page that was just made has its height."""


class UsesPage(QWidget):
    """The switches; ``switched`` carries a code and whether it is to be on, ``declined`` a code."""

    switched = Signal(str, bool)
    declined = Signal(str)

    def __init__(self) -> None:
        """Make a page without switches."""
        super().__init__()
        self.banner = Banner()
        # What it says comes while somebody goes from one switch to the next: they stay where they are.
        self.banner.keep_room()
        self.boxes: dict[str, QCheckBox] = {}
        self._shown: tuple[Switch, ...] = ()
        self._parts: list[tuple[QWidget, frozenset[str]]] = []
        self._cards: QVBoxLayout = column(gap=12)
        self._below: QVBoxLayout = column(gap=12)
        whole = column(
            Text(messages.USES_TEXT, "muted", wrap=True),
            self.banner,
            self._cards,
            self._below,
            STRETCH,
            gap=12,
            margins=(0, 0, 8, 8),
        )
        self._area = scrolling(whole)
        self.setLayout(column(self._area))

    def show_last(self) -> None:
        """Bring what stands below the switches into view, once it is laid out."""
        later(self, self._bring_last, _LAID_OUT)

    def _bring_last(self) -> None:
        if self._parts:
            self._area.ensureWidgetVisible(self._parts[-1][0])

    def add_card(self, part: QWidget, codes: Collection[str]) -> None:
        """Put a part below the switches, which is seen while any of some capabilities is on."""
        self._parts.append((part, frozenset(codes)))
        self._below.addWidget(part)
        part.hide()

    def show_switches(self, found: Sequence[Switch]) -> None:
        """Show what there is, and what of it is on."""
        if tuple(found) == self._shown:
            return
        focused = next((code for code, box in self.boxes.items() if box.hasFocus()), "")
        self._shown, self.boxes = tuple(found), {}
        on = {one.capability.code for one in found if one.on}
        for part, codes in self._parts:
            part.setVisible(not codes.isdisjoint(on))
        clear(self._cards)
        for one in found:
            self._cards.addWidget(self._card(one))
        if focused in self.boxes:
            self.boxes[focused].setFocus()

    def show_failed(self, title: str, meaning: str, advice: str) -> None:
        """Say why nothing was changed, and show the switches as they are."""
        found, self._shown = self._shown, ()
        self.show_switches(found)
        self.banner.say(title, meaning, advice)

    def _card(self, one: Switch) -> QFrame:
        code, name = one.capability.code, one.capability.name
        box = QCheckBox(messages.USES_ON.format(name=name))
        box.setObjectName(f"uses-{code}")
        box.setChecked(one.on)
        box.setMinimumHeight(28)
        box.toggled.connect(lambda on: self.switched.emit(code, on))
        self.boxes[code] = box
        later = button(
            messages.USES_LATER, lambda: self.declined.emit(code), look="quiet", name=f"later-{code}"
        )
        later.setAccessibleName(messages.USES_LATER_OF.format(name=name))
        later.setVisible(one.offered)
        return card(row(box, STRETCH, later, gap=8), Text(one.capability.text, "muted", wrap=True), gap=6)
