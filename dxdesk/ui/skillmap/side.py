"""Beside the map: one skill's numbers, in all and by section."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from dxdesk.ui.skillmap import messages
from dxdesk.ui.widgets.basics import STRETCH, Text, button, column, row, scrolling
from dxdesk.ui.widgets.progress import Meter
from dxdesk.ui.widgets.shares import Share, ShareList

WIDTH = 250


class SkillSide(QFrame):
    """Counts of one skill."""

    people_wanted = Signal(str)

    def __init__(self) -> None:
        """Make an empty side."""
        super().__init__()
        self.setProperty("look", "card")
        self.setFixedWidth(WIDTH)
        self._query = ""
        self.name, self.section = Text("", "section", wrap=True), Text("", "caption", wrap=True)
        self.label, self.count, self.whole = Text(), Text("", "figure"), Text("", "caption")
        self.meter = Meter(8)
        self.levels, self.sections = ShareList(52, 56), ShareList()
        self.by_section = Text("", "caption", wrap=True)
        self.show_people = button("", self._ask, name="show-people")
        numbers = column(
            self.name,
            self.section,
            row(self.label, self.count, STRETCH, gap=8),
            self.whole,
            self.meter,
            self.levels,
            row(self.show_people, STRETCH),
            self.by_section,
            self.sections,
            STRETCH,
            gap=8,
            margins=(0, 0, 8, 0),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(scrolling(column(Text(messages.PICK, "muted", wrap=True), STRETCH)))
        self.pages.addWidget(scrolling(numbers))
        self.setLayout(column(self.pages, margins=(16, 14, 8, 14)))

    def show_item(self, sections: Any, place: int, step: int) -> None:
        """Show an item of an aggregated map from a step of its scale on."""
        known = sections is not None and 0 <= place < len(sections.items)
        self.pages.setCurrentIndex(1 if known else 0)
        if not known:
            return
        item, total = sections.items[place], sections.total
        step = min(step, len(item.levels) - 1)
        label = item.levels[step][1]
        count = total.at_least(place, step)
        self.name.setText(item.name)
        self.section.setText(item.section)
        self.label.setText(messages.COUNT.format(label=label))
        self.count.setText(f"{count:,}")
        self.whole.setText(messages.OF.format(whole=total.staff))
        self.meter.show_shares((count,), total.staff)
        self.levels.show_shares(
            [
                Share(level, number / total.staff if total.staff else 0.0, f"{number:,}人")
                for (_, level), number in zip(item.levels, total.counts[place], strict=False)
            ]
        )
        self._query = f"{item.name} {label}以上"
        self.show_people.setText(messages.SHOW_PEOPLE.format(count=count))
        self.show_people.setVisible(bool(count))
        self.by_section.setText(messages.SHARE_BY_SECTION.format(label=label))
        self.sections.show_shares([_share(section, place, step) for section in sections.rows])

    def _ask(self) -> None:
        self.people_wanted.emit(self._query)


def _share(section: Any, place: int, step: int) -> Share:
    part = section.at_least(place, step) / section.staff if section.staff else 0.0
    return Share(section.name or "(所属なし)", part, f"{int(part * 100)}%")
