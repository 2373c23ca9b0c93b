"""How a foreign table was read: sheet, header and columns, each of which can be given another meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from dxdesk.domain.columns import JOINED, LABELS, REPEATABLE, Column
from dxdesk.ui.roster import messages
from dxdesk.ui.widgets.basics import STRETCH, Text, button, clear, column, inside, row
from dxdesk.ui.widgets.fields import Choice

_JOIN = "+"
"""Stands before the name of a column in a choice that adds to it instead of replacing it."""

_SIDE_BY_SIDE = 2
_SHORT = 14
"""Letters of a header or an example that fit; the tooltip has all of it."""


class TableReading(QWidget):
    """Shows an ``Understanding`` and takes other meanings; ``changed`` after each one.

    ``sheets_changed``: other sheets are to be read; ``forgotten``: what was remembered shall not count.
    """

    changed = Signal()
    sheets_changed = Signal()
    forgotten = Signal()

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.choices: dict[str, QComboBox] = {}
        self.sheets: QComboBox | None = None
        self._said: dict[Column, tuple[str, ...]] = {}
        self._sheets: tuple[str, ...] = ()
        self._shown: dict[str, Column | None] = {}
        self._all = False
        self._found: Any = None
        self._wanted: tuple[Column, ...] = ()
        self._stops = 0
        self._body: QVBoxLayout = column(gap=8, margins=(14, 12, 14, 12))
        self.setLayout(column(inside(self._body, look="card")))
        self.hide()

    def forget(self) -> None:
        """Forget what was chosen: another file has other headers."""
        self.choices, self.sheets, self._said, self._sheets, self._shown = {}, None, {}, (), {}
        self._all, self._found, self._stops = False, None, 0
        self.hide()

    def sheet(self) -> tuple[str, ...]:
        """Return the sheets that were chosen, none where nobody chose."""
        return self._sheets

    def mapping(self) -> dict[Column, tuple[str, ...]]:
        """Return the headers that were chosen, by column; none for a column that is left out."""
        return dict(self._said)

    def show_reading(self, found: Any, wanted: Sequence[Column], stops: int = 0) -> None:
        """Show how a table was read (an ``Understanding``), and offer the ``wanted`` columns.

        ``stops``: how many findings stand under it that have to be settled first.
        """
        self._found, self._wanted, self._stops = found, tuple(wanted), stops
        self._shown = {one.title: one.meaning for one in found.columns}
        self._draw()
        self.show()

    def _draw(self) -> None:
        found = self._found
        clear(self._body)
        self.choices, self.sheets = {}, None
        add = self._body.addWidget
        add(Text(messages.READ, "section"))
        rows = "・".join(str(number) for number in found.header_rows)
        sheet = messages.READ_SHEET.format(sheet=found.sheet) if found.sheet else ""
        counts = messages.READ_COUNTS.format(rows=rows, lines=found.lines, people=found.people)
        add(Text("・".join((sheet + counts, *self._without())), wrap=True))
        if self._stops:
            add(Text(messages.READ_STOPS.format(count=self._stops), tone="attention", wrap=True))
        if found.lacking:
            lacking = messages.READ_LACKING.format(columns="、".join(found.lacking))
            add(Text(lacking, "muted", wrap=True))
        if found.sheets:
            self._offer_sheets()
        if found.remembered:
            names = "、".join(LABELS[one] for one in found.remembered)
            forget = button(messages.READ_FORGET, self.forgotten.emit, look="quiet", name="forget-columns")
            told = Text(messages.READ_REMEMBERED.format(columns=names), wrap=True)
            line = row(told, forget, gap=8)
            line.setStretch(0, 1)
            self._body.addLayout(line)
        self._columns()

    def _without(self) -> list[str]:
        """Return how many people lack what everybody needs, where the table has a column for it."""
        return [
            messages.READ_WITHOUT[name].format(count=count)
            for name, count in self._found.without.items()
            if count and messages.READ_COLUMN[name] not in self._found.lacking
        ]

    def _offer_sheets(self) -> None:
        """Offer the other sheets: one of them, or all with the same columns at once."""
        offers = self._found.sheets
        taken = [offer.name for offer in offers if offer.taken]
        self.sheets = Choice()
        self.sheets.setAccessibleName(messages.MATCH_SHEET)
        for offer in offers:
            self.sheets.addItem(messages.READ_OFFER.format(name=offer.name, lines=offer.lines), (offer.name,))
        if len(taken) > 1:
            self.sheets.insertItem(0, messages.READ_TOGETHER.format(count=len(taken)), tuple(taken))
            self.sheets.setCurrentIndex(0)
        else:
            self.sheets.setCurrentIndex(next(i for i, offer in enumerate(offers) if offer.taken))
        self.sheets.activated.connect(lambda *_: self._choose_sheet())
        alike = [offer.name for offer in offers if offer.alike]
        parts: list[Any] = [Text(messages.MATCH_SHEET), self.sheets]
        if len(alike) > len(taken) and set(taken) <= set(alike):
            people = sum(offer.lines for offer in offers if offer.alike)
            text = messages.READ_ALL.format(count=len(alike), lines=people)
            parts.append(button(text, lambda: self._take(tuple(alike)), name="all-sheets"))
        self._body.addLayout(row(*parts, STRETCH, gap=10))

    def _columns(self) -> None:
        found = self._found
        likely = {
            title: messages.READ_LIKELY_OF.get(code, "")
            for code, titles in reversed(list(found.candidates.items()))
            for title in titles
        }
        used = [one for one in found.columns if self._shown[one.title] or one.title in likely]
        unsure = bool(likely) or not any(one.meaning for one in found.columns) or self._lacks_needed()
        everything = self._all or unsure
        listed = list(found.columns) if everything else used
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        lines = -(-len(listed) // _SIDE_BY_SIDE)
        for place, one in enumerate(listed):
            half, line = divmod(place, lines)
            self._line(grid, line + 1, 4 * half, one, likely.get(one.title, ""))
        for half in range(min(_SIDE_BY_SIDE, len(listed))):
            for offset, title in enumerate(messages.READ_TITLES):
                grid.addWidget(Text(title, "caption"), 0, 4 * half + offset)
            grid.setColumnStretch(4 * half + 2, 1)
            grid.setColumnMinimumWidth(4 * half + 3, 12)
        self._body.addLayout(grid)
        left = len(found.columns) - len(listed)
        if left:
            names = "、".join(one.title for one in found.columns if one not in used)
            more = button(
                messages.READ_MORE.format(count=left), self._show_all, look="quiet", name="all-columns"
            )
            told = Text(messages.UNUSED.format(columns=names), "caption", wrap=True)
            line_ = row(told, more, gap=8)
            line_.setStretch(0, 1)
            self._body.addLayout(line_)

    def _lacks_needed(self) -> bool:
        meanings = set(self._shown.values())
        return not {Column.NUMBER, Column.NAME} & meanings or Column.NUMBER not in meanings

    def _show_all(self) -> None:
        self._all = True
        self._draw()

    def _line(self, grid: QGridLayout, line: int, place: int, one: Any, likely: str) -> None:
        header = Text(_short(one.title), tone="attention" if likely else "")
        header.setToolTip(f"{one.title}({one.cell})")
        header.setAccessibleName(one.title)
        choice = Choice()
        choice.setAccessibleName(messages.READ_MEANING.format(header=one.title))
        choice.addItem(messages.MATCH_NONE, "")
        for wanted in self._wanted:
            choice.addItem(LABELS[wanted], str(wanted))
            if wanted in JOINED:
                choice.addItem(messages.READ_JOIN.format(column=LABELS[wanted]), f"{_JOIN}{wanted}")
        meaning = self._shown[one.title]
        choice.setCurrentIndex(max(choice.findData(str(meaning or "")), 0))
        choice.setFixedWidth(150)
        choice.activated.connect(lambda *_, title=one.title: self._choose(title))
        self.choices[one.title] = choice
        maybe = messages.READ_LIKELY.format(column=likely) if likely else ""
        example = one.example if one.meaning else maybe
        shown = Text(_short(example), "caption")
        shown.setToolTip(example)
        grid.addWidget(header, line, place)
        grid.addWidget(choice, line, place + 1)
        grid.addWidget(shown, line, place + 2)

    def _choose(self, title: str) -> None:
        """Give a column a meaning; it is taken from the column that had it, but where several may have it."""
        said = str(self.choices[title].currentData())
        joins = said.startswith(_JOIN)
        now = Column(said.removeprefix(_JOIN)) if said else None
        before = self._shown[title]
        if now is before:
            return
        if now is not None and now not in REPEATABLE and not joins:
            for other in [name for name, meaning in self._shown.items() if meaning is now]:
                self._shown[other] = None
        self._shown[title] = now
        for changed in (before, now):
            if changed is not None:
                self._said[changed] = tuple(name for name, of in self._shown.items() if of is changed)
        for name, choice in self.choices.items():
            choice.setCurrentIndex(max(choice.findData(str(self._shown[name] or "")), 0))
        self.changed.emit()

    def _choose_sheet(self) -> None:
        assert self.sheets is not None
        self._take(tuple(self.sheets.currentData()))

    def _take(self, names: tuple[str, ...]) -> None:
        together = set(names) > {offer.name for offer in self._found.sheets if offer.taken}
        self._sheets = names
        if not together:
            self._said = {}
        self.sheets_changed.emit()


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
