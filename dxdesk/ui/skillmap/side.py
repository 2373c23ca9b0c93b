"""Beside the map: one skill's numbers, in all and by section, and the people a cell stands for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from dxdesk.ui.look import theme, words
from dxdesk.ui.skillmap import messages
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.chips import LevelChip
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, row, scrolling
from dxdesk.ui.widgets.meter import Meter
from dxdesk.ui.widgets.shares import Share, ShareList

if TYPE_CHECKING:
    from dxdesk.domain.framework import Framework
    from dxdesk.usecases.skillmap.model import MapItem, MapPerson, SectionMap, SectionRow

WIDTH = 252
LEVEL_WIDTH = 48
"""Px of a level's name, where none is longer."""

MOST_SECTIONS, MOST_PEOPLE, MOST_SHORT = 40, 30, 3


class SkillSide(QFrame):
    """Counts of one skill."""

    people_wanted = Signal(str, str)
    """A search, and the code of a section (empty: as filtered now)."""
    sheet_wanted = Signal(str)
    """The number of a person whose skill sheet is wanted."""
    person_shown = Signal(str, object)
    """The number of the person that is shown, and the layout that takes what else there is to say of them."""

    def __init__(self, *, sheets: bool = True) -> None:
        """Make an empty side; ``sheets``: whether a person's skill sheet can be looked at."""
        super().__init__()
        self._sheets = sheets
        self.setProperty("look", "card")
        self.setFixedWidth(WIDTH)
        self._inner: QVBoxLayout = column(gap=8, margins=(0, 0, 8, 0))
        self.setLayout(column(scrolling(self._inner), margins=(16, 14, 14, 14)))
        self.show_item(None, 0, 2)

    def show_item(
        self,
        sections: SectionMap | None,
        place: int,
        step: int,
        *,
        person: MapPerson | None = None,
        position: int = 0,
        cell: tuple[SectionRow, Sequence[MapPerson]] | None = None,
    ) -> None:
        """Show an item of an aggregated map from a step of its scale on.

        Args:
            sections: the aggregated map, ``None`` for nothing.
            place: the item's place on the map.
            step: which level of the scale counts.
            person: whose cell was chosen; ``position`` is the item's place in their packed levels.
            position: see there.
            cell: the section whose cell was chosen, with those of its people who reach the step.
        """
        clear(self._inner)
        if sections is None or not 0 <= place < len(sections.items):
            self._inner.addWidget(Text(messages.PICK, "muted", wrap=True))
            self._inner.addStretch(1)
            return
        item, total = sections.items[place], sections.total
        step = min(step, len(item.levels) - 1)
        label = item.levels[step][1]
        self._inner.addWidget(Text(item.title, "section", wrap=True))
        self._inner.addWidget(Text(item.section, "caption", wrap=True))
        if person is not None:
            self._person(item, person, position)
            self._short(sections.framework, item, person, position)
            more = column(gap=0)
            self._inner.addLayout(more)
            self.person_shown.emit(person.number, more)
        if cell is not None:
            self._cell(item, step, *cell, position)
        self._total(item, total, place, step)
        self._levels(item, total, place)
        self._inner.addWidget(Text(messages.SHARE_BY_SECTION.format(label=label), "caption", wrap=True))
        shares = ShareList()
        shares.show_shares([_share(section, place, step) for section in sections.rows[:MOST_SECTIONS]])
        self._inner.addWidget(shares)
        self._inner.addStretch(1)

    def _total(self, item: MapItem, total: SectionRow, position: int, step: int) -> None:
        label, count = item.levels[step][1], total.at_least(position, step)
        add = self._inner.addWidget
        add(Text(messages.OF.format(whole=total.asked[position]), "caption"))
        self._inner.addLayout(
            row(Text(messages.COUNT.format(label=label)), Text(f"{count:,}人", "figure"), STRETCH, gap=8)
        )
        meter = Meter(8)
        meter.show_shares((count,), total.asked[position], f"{total.asked[position]}人のうち{count}人")
        add(meter)
        if count:
            query = item.query(item.levels[step][0], "以上")
            self._inner.addLayout(row(self._ask(messages.SHOW_PEOPLE.format(count=count), query), STRETCH))

    def _ask(self, text: str, query: str, section: str = "") -> QPushButton:
        return button(text, lambda: self.people_wanted.emit(query, section), name="show-people")

    def _person(self, item: MapItem, person: MapPerson, position: int) -> None:
        labels, level, last = dict(item.levels), person.level(position), person.last_level(position)
        top = max(labels, default=3)
        before = messages.NO_LAST_YEAR if last is None else messages.LAST_YEAR.format(label=labels.get(last))
        self._inner.addWidget(Text(words.shown(person.name), "strong", wrap=True))
        place = " ".join(part for part in (person.department_name, person.post or person.grade) if part)
        self._inner.addWidget(Text(place, "caption", wrap=True))
        marks = [Text(mark, "strong") for mark in (person.mark(position),) if mark]
        chip = LevelChip(level, labels.get(level, "") if level is not None else "", top)
        self._inner.addLayout(row(chip, *marks, Text(before, "caption"), STRETCH, gap=8))
        if self._sheets:
            sheet = button(messages.SHEET, lambda: self.sheet_wanted.emit(person.number), look="flush")
            self._inner.addLayout(row(sheet, STRETCH))

    def _short(self, framework: Framework, item: MapItem, person: MapPerson, position: int) -> None:
        """Say what is required of a person here, and where else most is missing, as far as it is known."""
        from dxdesk.usecases.development.gaps import missing_of

        required = framework.required_level(framework.item(item.uid), person.personas, person.grade)
        missing = dict(missing_of(framework, person))
        if required is not None:
            steps = missing.get(item.uid, 0)
            told = messages.MISSING.format(steps=steps) if steps else messages.REACHED
            label = dict(item.levels).get(required, str(required))
            tone = "attention" if steps else "done"
            if person.level(position) is None:
                told, tone = messages.UNKNOWN_YET, ""
            said = messages.REQUIRED.format(label=label, told=told)
            self._inner.addWidget(Text(said, "caption", wrap=True, tone=tone))
        others = [(uid, steps) for uid, steps in missing.items() if uid != item.uid and steps]
        if others:
            names = "、".join(
                f"{framework.title(framework.item(uid))}({steps})" for uid, steps in others[:MOST_SHORT]
            )
            self._inner.addWidget(Text(messages.SHORT_OF.format(names=names), "caption", wrap=True))

    def _cell(
        self, item: MapItem, step: int, section: SectionRow, people: Sequence[MapPerson], position: int
    ) -> None:
        label = item.levels[step][1]
        name = section.name or messages.NO_SECTION
        told = messages.PEOPLE_OF.format(section=name, label=label, count=len(people))
        self._inner.addWidget(Text(told, "strong", wrap=True))
        top = max((value for value, _ in item.levels), default=3)
        labels = dict(item.levels)
        for person in people[:MOST_PEOPLE]:
            level = person.level(position)
            chip = LevelChip(level, labels.get(level, "") if level is not None else "", top)
            self._inner.addLayout(row(chip, Text(words.shown(person.name), wrap=True), gap=8))
        if len(people) > MOST_PEOPLE:
            more = messages.MORE.format(count=len(people) - MOST_PEOPLE)
            self._inner.addWidget(Text(more, "caption"))
        if people:
            query = item.query(item.levels[step][0], "以上")
            ask = self._ask(messages.SHOW_PEOPLE.format(count=len(people)), query, section.code)
            self._inner.addLayout(row(ask, STRETCH))

    def _levels(self, item: MapItem, total: SectionRow, position: int) -> None:
        lines = column(gap=0)
        advance = QFontMetrics(theme.font()).horizontalAdvance
        wide = max(LEVEL_WIDTH, *(advance(label) + 10 for _, label in item.levels))
        for (value, label), count in zip(item.levels, total.counts[position], strict=False):
            query = item.query(value)
            act = button(label, partial(self.people_wanted.emit, query, ""), look="filter")
            act.setProperty("edge", True)
            act.setFixedWidth(wide)
            act.setEnabled(bool(count))
            act.setAccessibleName(f"{item.title} {label}の{count}人を見る")
            meter = Meter(6)
            meter.show_shares((count,), max(total.asked[position], 1))
            figure = Text(f"{count:,}人", "caption")
            figure.setFixedWidth(60)  # 20,000人
            lines.addLayout(row(act, meter, figure, gap=8))
        self._inner.addLayout(lines)
        unknown = total.none[position]
        if unknown:
            self._inner.addWidget(Text(messages.UNKNOWN.format(count=unknown), "caption", wrap=True))


def _share(section: SectionRow, position: int, step: int) -> Share:
    asked, reached = section.asked[position], section.at_least(position, step)
    percent = reached * 100 // asked if asked else 0  # rounded down, as on the map
    return Share(section.name or messages.NO_SECTION, reached / asked if asked else 0.0, f"{percent}%")
