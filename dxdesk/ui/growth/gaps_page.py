"""足りないところ: skills by shortage for everybody, one section or one persona, and the sections beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from dxdesk.ui.growth import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, row, scrolling
from dxdesk.ui.widgets.messages import figures
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.domain.gap import Shortage
    from dxdesk.usecases.development.gaps import GapCell, GapMap, GapRow
    from dxdesk.usecases.skillmap.model import MapItem

SECTIONS_WIDTH, WIDEST = 432, (1 << 24) - 1
"""Px of the sections beside the skills, a bar to scroll by among them, and what Qt takes for no limit."""

BESIDE_FROM = 1000
"""Px from which both have room beside each other (a window of 1280); else the sections stand below."""


class GapsPage(QWidget):
    """The gaps of a year; ``people_wanted`` carries a search of the map."""

    people_wanted = Signal(str)
    weights_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self._found: GapMap | None = None
        self.scope = Choice()
        self.scope.setAccessibleName(messages.SCOPE)
        self.scope.setMinimumWidth(220)
        self.scope.currentIndexChanged.connect(lambda *_: self._show_scope())
        self._figures: QVBoxLayout = column(gap=0)
        self.known = Text("", wrap=True)
        titles = messages.SKILL_COLUMNS
        self.skills: Table[tuple[MapItem, GapCell]] = Table(
            [
                Col(
                    titles[0],
                    lambda e: e[0].title,
                    0,
                    look=lambda e: "strong",
                    tip=lambda e: e[0].title,
                    wrap=True,
                ),
                Col(titles[1], lambda e: _mean(e[1].averages[0]), 50, number=True),
                Col(titles[2], lambda e: _mean(e[1].averages[1]), 50, number=True),
                Col(titles[3], lambda e: _mean(e[1].averages[2]), 50, number=True),
                Col(
                    titles[4], lambda e: _short(e[1].need), 108, number=True, order=lambda e: e[1].need.short
                ),
                Col(titles[5], lambda e: _missing(e[1].need), 96, number=True, order=_points),
                Col(titles[6], lambda e: f"{self._weight(e)}", 50, number=True, order=self._weight),
            ],
            messages.TABS[messages.TAB_GAPS],
        )
        self.weights = button(messages.WEIGHTS_SET, self.weights_wanted.emit, name="weights")
        self.show_people = primary(messages.SHOW_PEOPLE, self._ask_people, name="people")
        self.show_people.setEnabled(False)
        self.skills.picked.connect(lambda entry: self.show_people.setEnabled(entry is not None))
        places = messages.SECTION_COLUMNS
        self.sections: Table[GapRow] = Table(
            [
                Col(places[0], lambda r: r.name, 0, wrap=True),
                Col(
                    places[1],
                    _confirmed_of,
                    86,
                    number=True,
                    look=_reliable,
                    order=lambda r: r.confirmed * 100 // r.staff if r.staff else 0,
                    tip=_confirmed_tip,
                    wrap=True,
                ),
                Col(places[2], _reached, 98, number=True, look=_reliable, order=_share),
                Col(
                    places[3],
                    lambda r: _missing(r.need),
                    88,
                    number=True,
                    look=_reliable,
                    order=lambda r: r.need.points,
                ),
            ],
            messages.SECTION_TEXT,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        left = card(
            row(Text(messages.SCOPE, "caption"), self.scope, STRETCH, gap=8),
            self._figures,
            self.known,
            Text(messages.SKILL_TEXT, "muted", wrap=True),
            self.skills,
            row(self.weights, STRETCH, self.show_people),
            gap=10,
            padding=12,
        )
        self._beside = card(
            Text(messages.SECTION_TEXT, "section"),
            Text(messages.SECTION_FEW, "muted", wrap=True),
            self.sections,
            gap=8,
            padding=12,
        )
        for frame, place in ((left, 4), (self._beside, 2)):
            layout = frame.layout()
            if isinstance(layout, QVBoxLayout):
                layout.setStretch(place, 1)
        self._both: QBoxLayout = row(left, self._beside, gap=14)
        self._both.setStretch(0, 1)
        whole = column(scrolling(self._both))
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)
        self._place_sections(beside=True)

    def _place_sections(self, *, beside: bool) -> None:
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._beside.setMinimumWidth(SECTIONS_WIDTH if beside else 0)
        self._beside.setMaximumWidth(SECTIONS_WIDTH if beside else WIDEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the sections below the skills where both have no room beside each other."""
        super().resizeEvent(event)
        self._place_sections(beside=self.width() >= BESIDE_FROM)

    def show_gaps(self, found: GapMap) -> None:
        """Show a year's gaps."""
        chosen = self.scope.currentData()
        self._found = found
        self.scope.blockSignals(True)
        self.scope.clear()
        self.scope.addItem(messages.EVERYBODY, ("", ""))
        for kind, rows in ((messages.PERSONAS, found.personas), (messages.SECTIONS, found.sections)):
            for line in rows:
                if line.need.people:
                    self.scope.addItem(f"{kind}: {line.name}", (kind, line.code))
        self.scope.setCurrentIndex(max(self.scope.findData(chosen), 0))
        self.scope.blockSignals(False)
        self.sections.show_records(found.worst)
        self._show_scope()

    def _show_scope(self) -> None:
        if self._found is None:
            return
        kind, code = self.scope.currentData() or ("", "")
        rows = {messages.PERSONAS: self._found.personas, messages.SECTIONS: self._found.sections}.get(
            kind, ()
        )
        line = next((one for one in rows if one.code == code), self._found.total)
        whole = line.need
        clear(self._figures)
        told = figures(
            (_percent(whole), messages.REACHED),
            (f"{whole.short:,} / {whole.known:,}" if whole.known else messages.NONE, messages.SHORT),
            (_missing(whole), messages.MISSING),
        )
        told.setMinimumHeight(told.sizeHint().height() + 8)
        self._figures.addWidget(told)
        self._say_known(line)
        self.skills.show_records(self._found.ranked(line))
        self.skills.selectRow(0)

    def _say_known(self, line: GapRow) -> None:
        """Say of how many people the figures are, and who is in none of them."""
        left = line.staff - line.known
        text = (
            messages.KNOWN
            if line.known and left
            else messages.KNOWN_ALL
            if line.known
            else messages.KNOWN_NONE
        )
        if line.first:
            text = messages.KNOWN_FIRST
        said = text.format(people=line.staff, known=line.confirmed, first=line.first)
        if line.known and left:
            said += messages.LEFT_OUT.format(count=left) + (messages.FEW if line.few else "")
        self.known.setText(said)
        self.known.set_tone("attention" if line.few else "")

    def _weight(self, entry: tuple[MapItem, GapCell]) -> int:
        return self._found.weights.get(entry[0].uid, 1) if self._found is not None else 1

    def _ask_people(self) -> None:
        entry = self.skills.current()
        if entry is not None:
            self.people_wanted.emit(entry[0].query())


def _mean(value: int | None) -> str:
    return messages.NONE if value is None else f"{value / 100:.1f}"


def _confirmed_of(line: GapRow) -> str:
    text = messages.CONFIRMED_OF.format(known=line.confirmed, people=line.staff)
    return text + (messages.FIRST_OF.format(first=line.first) if line.first else "")


def _confirmed_tip(line: GapRow) -> str:
    return messages.CONFIRMED_TIP.format(known=line.confirmed, first=line.first, people=line.staff)


def _short(need: Shortage) -> str:
    return messages.OF.format(short=need.short, people=need.known) if need.known else messages.NONE


def _missing(need: Shortage) -> str:
    return f"{need.points:,}" if need.known else messages.NONE


def _reached(line: GapRow) -> str:
    text = _percent(line.need)
    return messages.REFERENCE.format(text=text) if line.few and line.known else text


def _share(line: GapRow) -> int:
    return -1 if line.need.percent is None else line.need.percent


def _reliable(line: GapRow) -> str:
    return "muted" if line.few else ""


def _points(entry: tuple[MapItem, GapCell]) -> int:
    return entry[1].need.points


def _percent(need: Shortage) -> str:
    return messages.NONE if need.percent is None else f"{need.percent}%"
