"""Beside the map: one skill's numbers, in all and by section."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from dxdesk.ui.skillmap import messages
from dxdesk.ui.widgets.basics import STRETCH, Text, button, clear, column, row, scrolling
from dxdesk.ui.widgets.progress import Meter

WIDTH = 250


class SkillSide(QFrame):
    """Counts of one skill."""

    people_wanted = Signal(str)

    def __init__(self) -> None:
        """Make an empty side."""
        super().__init__()
        self.setProperty("look", "card")
        self.setFixedWidth(WIDTH)
        self._inner: QVBoxLayout = column(gap=8, margins=(0, 0, 8, 0))
        self.setLayout(column(scrolling(self._inner), margins=(16, 14, 8, 14)))
        self.show_item(None, 0, 2)

    def show_item(self, sections: Any, place: int, step: int) -> None:
        """Show an item of an aggregated map from a step of its scale on."""
        clear(self._inner)
        if sections is None or not 0 <= place < len(sections.items):
            self._inner.addWidget(Text(messages.PICK, "muted", wrap=True))
            self._inner.addStretch(1)
            return
        item, total = sections.items[place], sections.total
        step = min(step, len(item.levels) - 1)
        label = item.levels[step][1]
        count = total.at_least(place, step)
        add = self._inner.addWidget
        add(Text(item.name, "section", wrap=True))
        add(Text(item.section, "caption", wrap=True))
        self._inner.addLayout(
            row(Text(messages.COUNT.format(label=label)), Text(f"{count:,}", "figure"), STRETCH, gap=8)
        )
        add(Text(messages.OF.format(whole=total.staff), "caption"))
        meter = Meter(8)
        meter.show_shares((count,), total.staff)
        add(meter)
        self._levels(item, total, place)
        if count:
            query = f"{item.name} {label}以上"
            act = button(
                messages.SHOW_PEOPLE.format(count=count),
                lambda: self.people_wanted.emit(query),
                name="show-people",
            )
            self._inner.addLayout(row(act, STRETCH))
        add(Text(messages.SHARE_BY_SECTION.format(label=label), "caption", wrap=True))
        for section in sections.rows[:40]:
            self._section(section, place, step)
        self._inner.addStretch(1)

    def _levels(self, item: Any, total: Any, place: int) -> None:
        for (_, label), count in zip(item.levels, total.counts[place], strict=False):
            name = Text(label, "caption")
            name.setFixedWidth(52)
            meter = Meter(6)
            meter.show_shares((count,), max(total.staff, 1))
            self._inner.addLayout(row(name, meter, Text(f"{count:,}人", "caption"), gap=8))

    def _section(self, section: Any, place: int, step: int) -> None:
        share = section.at_least(place, step) * 100 // section.staff if section.staff else 0
        name = Text(section.name or "(所属なし)", wrap=True)
        name.setFixedWidth(98)
        meter = Meter(6)
        meter.show_shares((share,), 100)
        self._inner.addLayout(row(name, meter, Text(f"{share}%", "caption"), gap=8))
