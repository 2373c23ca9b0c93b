"""足りないところ: skills by shortage for everybody, one section or one persona, and the sections beside."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.ui.growth import messages
from dxdesk.ui.widgets.basics import STRETCH, Text, button, card, clear, column, primary, row
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.messages import figures
from dxdesk.ui.widgets.tables import Col, Table


class GapsPage(QWidget):
    """The gaps of a year; ``people_wanted`` carries a search of the map."""

    people_wanted = Signal(str)
    weights_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self._found: Any = None
        self.scope = Choice()
        self.scope.setAccessibleName(messages.SCOPE)
        self.scope.setMinimumWidth(220)
        self.scope.currentIndexChanged.connect(lambda *_: self._show_scope())
        self._figures: QVBoxLayout = column(gap=0)
        titles = messages.SKILL_COLUMNS
        self.skills: Table[Any] = Table(
            [
                Col(titles[0], lambda e: e[0].title, 0, look=lambda e: "strong", wrap=True),
                Col(titles[1], lambda e: _mean(e[1].averages[0]), 64, number=True),
                Col(titles[2], lambda e: _mean(e[1].averages[1]), 64, number=True),
                Col(titles[3], lambda e: _mean(e[1].averages[2]), 64, number=True),
                Col(
                    titles[4], lambda e: _short(e[1].need), 130, number=True, order=lambda e: e[1].need.short
                ),
                Col(titles[5], lambda e: f"{e[1].need.points:,}", 110, number=True, order=_points),
                Col(titles[6], lambda e: f"{self._weight(e)}", 60, number=True, order=self._weight),
            ],
            messages.TABS[messages.TAB_GAPS],
        )
        self.weights = button(messages.WEIGHTS_SET, self.weights_wanted.emit, name="weights")
        self.show_people = primary(messages.SHOW_PEOPLE, self._ask_people, name="people")
        self.show_people.setEnabled(False)
        self.skills.picked.connect(lambda entry: self.show_people.setEnabled(entry is not None))
        places = messages.SECTION_COLUMNS
        self.sections: Table[Any] = Table(
            [
                Col(places[0], lambda r: r[0].name, 0, wrap=True),
                Col(places[1], lambda r: _percent(r[1]), 84, number=True, order=lambda r: r[1].percent or 0),
                Col(places[2], lambda r: f"{r[1].points:,}", 100, number=True, order=lambda r: r[1].points),
            ],
            messages.SECTION_TEXT,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        left = card(
            row(Text(messages.SCOPE, "caption"), self.scope, STRETCH, gap=8),
            self._figures,
            Text(messages.SKILL_TEXT, "muted", wrap=True),
            self.skills,
            row(self.weights, STRETCH, self.show_people),
            gap=10,
            padding=12,
        )
        right = card(Text(messages.SECTION_TEXT, "section"), self.sections, gap=8, padding=12)
        right.setFixedWidth(340)
        for frame, place in ((left, 3), (right, 1)):
            layout = frame.layout()
            if isinstance(layout, QVBoxLayout):
                layout.setStretch(place, 1)
        both = row(left, right, gap=14)
        both.setStretch(0, 1)
        self.setLayout(both)

    def show_gaps(self, found: Any) -> None:
        """Show a year's gaps."""
        chosen = self.scope.currentData()
        self._found = found
        self.scope.blockSignals(True)
        self.scope.clear()
        self.scope.addItem(messages.EVERYBODY, ("", ""))
        for kind, rows in ((messages.PERSONAS, found.personas), (messages.SECTIONS, found.sections)):
            for line in rows:
                if _whole(line).people:
                    self.scope.addItem(f"{kind}: {line.name}", (kind, line.code))
        self.scope.setCurrentIndex(max(self.scope.findData(chosen), 0))
        self.scope.blockSignals(False)
        lines = [(line, _whole(line)) for line in found.sections]
        asked = [entry for entry in lines if entry[1].people]
        self.sections.show_records(sorted(asked, key=lambda entry: -entry[1].points))
        self._show_scope()

    def _show_scope(self) -> None:
        if self._found is None:
            return
        kind, code = self.scope.currentData() or ("", "")
        rows = {messages.PERSONAS: self._found.personas, messages.SECTIONS: self._found.sections}.get(
            kind, ()
        )
        line = next((one for one in rows if one.code == code), self._found.total)
        whole = _whole(line)
        clear(self._figures)
        told = figures(
            (_percent(whole), messages.REACHED),
            (f"{whole.short:,} / {whole.people:,}", messages.SHORT),
            (f"{whole.points:,}", messages.MISSING),
        )
        told.setMinimumHeight(told.sizeHint().height() + 8)
        self._figures.addWidget(told)
        self.skills.show_records(self._found.ranked(line))
        self.skills.selectRow(0)

    def _weight(self, entry: Any) -> int:
        return int(self._found.weights.get(entry[0].uid, 1)) if self._found is not None else 1

    def _ask_people(self) -> None:
        entry = self.skills.current()
        if entry is not None:
            self.people_wanted.emit(entry[0].query())


def _whole(line: Any) -> Any:
    """Return the shortage of a row over all its skills."""
    from dxdesk.domain.gap import Shortage

    found = Shortage()
    for cell in line.cells:
        found = found + cell.need
    return found


def _mean(value: int | None) -> str:
    return messages.NONE if value is None else f"{value / 100:.1f}"


def _short(need: Any) -> str:
    return messages.OF.format(short=need.short, people=need.people)


def _points(entry: Any) -> int:
    return int(entry[1].need.points)


def _percent(need: Any) -> str:
    return messages.NONE if need.percent is None else f"{need.percent}%"
