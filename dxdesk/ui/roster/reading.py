"""How a foreign table was read: sheet, header and columns, each of which can be given another meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from dxdesk.domain.columns import JOINED, LABELS, REPEATABLE, Column
from dxdesk.ui.roster import messages
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.fields import CommittedChoice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, Part, clear, column, inside, row

if TYPE_CHECKING:
    from dxdesk.usecases.imports.understood import ReadColumn, Understanding

_JOIN = "+"
"""Stands before the name of a column in a choice that adds to it instead of replacing it."""

_SIDE_BY_SIDE = 2
_SHORT = 14
"""Letters of a header or an example that fit; the tooltip has all of it."""


@dataclass
class _Meanings:
    """What each column means: as it was read by itself, and what somebody chose since, the latest last.

    The choices are gone through anew each time, so that a column has back what another took from it as soon
    as that one moves on.
    """

    read: dict[str, Column | None] = field(default_factory=dict)
    chosen: dict[str, tuple[Column | None, bool]] = field(default_factory=dict)
    """By header, the meaning and whether it joins the columns that have it."""
    shown: dict[str, Column | None] = field(default_factory=dict)
    taken: dict[str, tuple[str, Column]] = field(default_factory=dict)
    """By header of a column that lost its meaning, the header that has it now, and the meaning."""
    settled: dict[Column, tuple[str, ...]] = field(default_factory=dict)
    """What was said before the table was read as it is in ``read``."""

    def take_over(self, found: dict[str, Column | None]) -> None:
        """Begin with how a table was read; where that is what was chosen, go on with the choices."""
        if found == self.shown and self.read:
            return
        if found.keys() == self.read.keys() and self.chosen:
            # What was not chosen may be read otherwise now that something was.
            self.read |= {title: of for title, of in found.items() if of and title not in self.chosen}
            self._replay()
            if found == self.shown:
                return
            self.settled = self.said()
        self.read, self.chosen = dict(found), {}
        self._replay()

    def choose(self, title: str, meaning: Column | None, *, joins: bool) -> None:
        """Give a column a meaning."""
        self.chosen.pop(title, None)
        self.chosen[title] = meaning, joins
        self._replay()

    def said(self) -> dict[Column, tuple[str, ...]]:
        """Return the headers of each meaning that is not as it was read."""
        meanings = {of for table in (self.read, self.shown) for of in table.values() if of is not None}
        now = {of: self._titles(self.shown, of) for of in sorted(meanings)}
        return self.settled | {of: now[of] for of in now if now[of] != self._titles(self.read, of)}

    def _titles(self, table: dict[str, Column | None], meaning: Column) -> tuple[str, ...]:
        return tuple(title for title, of in table.items() if of is meaning)

    def _replay(self) -> None:
        self.shown, self.taken = dict(self.read), {}
        for title, (meaning, joins) in self.chosen.items():
            if meaning is not None and meaning not in REPEATABLE and not joins:
                for other in self._titles(self.shown, meaning):
                    if other != title:
                        self.shown[other] = None
                        self.taken[other] = title, meaning
            self.shown[title] = meaning
            self.taken.pop(title, None)


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
        self.choices: dict[str, CommittedChoice] = {}
        self.sheets: CommittedChoice | None = None
        self._meanings = _Meanings()
        self._sheets: tuple[str, ...] = ()
        self.offers_all = ""
        """What reading all sheets with the same columns is called, empty where that is not offered."""
        self._alike: tuple[str, ...] = ()
        self._captions: dict[str, Text] = {}
        self._passing: list[QWidget] = []
        """What holds only until another meaning is chosen."""
        self._marked: list[Text] = []
        self._again = Text()
        self._all = False
        self._found: Understanding | None = None
        self._wanted: tuple[Column, ...] = ()
        self._stops = 0
        self._stale = False
        self._body: QVBoxLayout = column(gap=8, margins=(14, 12, 14, 12))
        self.setLayout(column(inside(self._body, look="card")))
        self.hide()

    def forget(self) -> None:
        """Forget what was chosen: another file has other headers."""
        self.choices, self.sheets, self._meanings, self._sheets = {}, None, _Meanings(), ()
        self._all, self._found, self._stops, self._stale = False, None, 0, False
        self.hide()

    def settle(self) -> bool:
        """Let a meaning that was stepped to take effect; tell whether there was one."""
        waiting = [choice for choice in (self.sheets, *self.choices.values()) if choice and choice.pending]
        for choice in waiting:
            choice.commit()
        return bool(waiting)

    def sheet(self) -> tuple[str, ...]:
        """Return the sheets that were chosen, none where nobody chose."""
        return self._sheets

    def mapping(self) -> dict[Column, tuple[str, ...]]:
        """Return the headers that were chosen, by column; none for a column that is left out."""
        return self._meanings.said()

    def show_reading(self, found: Understanding, wanted: Sequence[Column], stops: int = 0) -> None:
        """Show how a table was read and offer the ``wanted`` columns.

        ``stops``: how many findings stand under it that have to be settled first.
        """
        self._found, self._wanted, self._stops = found, tuple(wanted), stops
        self._stale = False
        self._meanings.take_over({one.title: one.meaning for one in found.columns})
        self._draw()
        self.show()

    def outdate(self) -> None:
        """Take back what was counted and marked: something was chosen since, so the table is read again."""
        if self._found is None:
            return
        self._stale = True
        for part in self._passing:
            part.hide()
        for header in self._marked:
            header.set_tone("")
        for title in self._captions:
            self._caption(title)
        self._again.setVisible(True)

    @property
    def _understood(self) -> Understanding:
        assert self._found is not None  # nothing is drawn or chosen before a table was read
        return self._found

    def _draw(self) -> None:
        found = self._understood
        clear(self._body)
        self.choices, self.sheets, self._captions, self._passing, self._marked = {}, None, {}, [], []
        add = self._body.addWidget
        add(Text(messages.READ, "section"))
        rows = "・".join(str(number) for number in found.header_rows)
        sheet = messages.READ_SHEET.format(sheet=found.sheet) if found.sheet else ""
        counts = messages.READ_COUNTS.format(rows=rows, lines=found.lines, people=found.people)
        self._pass(Text("・".join((sheet + counts, *self._without())), wrap=True))
        self.offers_all = ""
        self._again = Text(messages.READ_AGAIN, "strong", tone="attention", wrap=True)
        add(self._again)
        self._again.setVisible(self._stale)
        if self._stops:
            self._pass(Text(messages.READ_STOPS.format(count=self._stops), tone="attention", wrap=True))
        if found.lacking:
            lacking = messages.READ_LACKING.format(
                columns="、".join(found.lacking), means=found.lacking_means
            )
            self._pass(Text(lacking, "muted", wrap=True))
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

    def _pass(self, part: QWidget) -> None:
        self._body.addWidget(part)
        part.setVisible(not self._stale)
        self._passing.append(part)

    def _without(self) -> list[str]:
        """Return how many people lack what everybody needs, where the table has a column for it."""
        return [
            messages.READ_WITHOUT[name].format(count=count)
            for name, count in self._understood.without.items()
            if count and messages.READ_COLUMN[name] not in self._understood.lacking
        ]

    def _offer_sheets(self) -> None:
        """Offer the other sheets: one of them, or all with the same columns at once."""
        offers = self._understood.sheets
        taken = [offer.name for offer in offers if offer.taken]
        self.sheets = CommittedChoice()
        self.sheets.setAccessibleName(messages.MATCH_SHEET)
        for offer in offers:
            self.sheets.addItem(messages.READ_OFFER.format(name=offer.name, lines=offer.lines), (offer.name,))
        if len(taken) > 1:
            self.sheets.insertItem(0, messages.READ_TOGETHER.format(count=len(taken)), tuple(taken))
            self.sheets.setCurrentIndex(0)
        else:
            self.sheets.setCurrentIndex(next(i for i, offer in enumerate(offers) if offer.taken))
        self.sheets.committed.connect(lambda *_: self._choose_sheet())
        alike = [offer.name for offer in offers if offer.alike]
        parts: list[Part] = [Text(messages.MATCH_SHEET), self.sheets]
        if len(alike) > len(taken) and set(taken) <= set(alike):
            people = sum(offer.lines for offer in offers if offer.alike)
            self.offers_all = messages.READ_ALL.format(count=len(alike), lines=people)
            self._alike = tuple(alike)
            parts.append(button(self.offers_all, self.take_all, name="all-sheets"))
        self._body.addLayout(row(*parts, STRETCH, gap=10))

    def _columns(self) -> None:
        found = self._understood
        likely = {
            title: messages.READ_LIKELY_OF.get(code, "")
            for code, titles in reversed(list(found.candidates.items()))
            for title in titles
        }
        shown, taken = self._meanings.shown, self._meanings.taken
        used = [one for one in found.columns if shown[one.title] or one.title in likely or one.title in taken]
        unsure = bool(likely) or not any(one.meaning for one in found.columns) or self._lacks_needed()
        everything = self._all or unsure
        listed = list(found.columns) if everything else used
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        lines = -(-len(listed) // _SIDE_BY_SIDE)
        for position, one in enumerate(listed):
            half, line = divmod(position, lines)
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
        meanings = set(self._meanings.shown.values())
        return not {Column.NUMBER, Column.NAME} & meanings or Column.NUMBER not in meanings

    def _show_all(self) -> None:
        self._all = True
        self._draw()

    def _line(self, grid: QGridLayout, line: int, position: int, one: ReadColumn, likely: str) -> None:
        header = Text(_short(one.title), tone="attention" if likely and not self._stale else "")
        header.setToolTip(f"{one.title}({one.cell})")
        header.setAccessibleName(one.title)
        self._marked.append(header)
        choice = CommittedChoice()
        choice.setAccessibleName(messages.READ_MEANING.format(header=one.title))
        choice.addItem(messages.MATCH_NONE, "")
        for wanted in self._wanted:
            choice.addItem(LABELS[wanted], str(wanted))
            if wanted in JOINED:
                choice.addItem(messages.READ_JOIN.format(column=LABELS[wanted]), f"{_JOIN}{wanted}")
        _show_meaning(choice, self._meanings.shown[one.title])
        choice.setFixedWidth(150)
        choice.committed.connect(lambda title=one.title: self._choose(title))
        self.choices[one.title] = choice
        self._captions[one.title] = Text("", "caption")
        self._caption(one.title)
        grid.addWidget(header, line, position)
        grid.addWidget(choice, line, position + 1)
        grid.addWidget(self._captions[one.title], line, position + 2)

    def _caption(self, title: str) -> None:
        """Say beside a column what became of its meaning, else give an example or what it could be."""
        said = whole = ""
        gave = [lost for lost, (taker, _) in self._meanings.taken.items() if taker == title]
        if title in self._meanings.taken:
            taker, meaning = self._meanings.taken[title]
            said = messages.READ_GAVE.format(header=_last(taker))
            whole = messages.READ_GAVE_ALL.format(meaning=LABELS[meaning], header=taker)
        elif gave and self._stale:
            said = messages.READ_TOOK.format(header=_last(gave[-1]))
            whole = messages.READ_TOOK.format(header="、".join(gave))
        else:
            one = next(one for one in self._understood.columns if one.title == title)
            whole = one.example if one.meaning else "" if self._stale else self._maybe(title)
            said = _short(whole)
        self._captions[title].setText(said)
        self._captions[title].setToolTip(whole)

    def _maybe(self, title: str) -> str:
        codes = [code for code, titles in self._understood.candidates.items() if title in titles]
        likely = messages.READ_LIKELY_OF.get(codes[0], "") if codes else ""
        return messages.READ_LIKELY.format(column=likely) if likely else ""

    def _choose(self, title: str) -> None:
        """Give a column a meaning; it is taken from the column that had it, but where several may have it."""
        said = str(self.choices[title].currentData())
        now = Column(said.removeprefix(_JOIN)) if said else None
        if now is self._meanings.shown[title]:
            return
        self._meanings.choose(title, now, joins=said.startswith(_JOIN))
        for name, choice in self.choices.items():
            _show_meaning(choice, self._meanings.shown[name])
        self.changed.emit()

    def take_all(self) -> None:
        """Read all sheets with the same columns as one table."""
        self._take(self._alike)

    def _choose_sheet(self) -> None:
        assert self.sheets is not None
        self._take(tuple(self.sheets.currentData()))

    def _take(self, names: tuple[str, ...]) -> None:
        together = set(names) > {offer.name for offer in self._understood.sheets if offer.taken}
        self._sheets = names
        if not together:
            self._meanings = _Meanings()
        self.sheets_changed.emit()


def _show_meaning(choice: QComboBox, meaning: Column | None) -> None:
    choice.setCurrentIndex(max(choice.findData(str(meaning or "")), 0))


def _last(title: str) -> str:
    """Return the lowest line of a header, short enough to stand in a caption."""
    return _short(title.rpartition(" > ")[2], _SHORT - 6)


def _short(text: str, letters: int = _SHORT) -> str:
    return text if len(text) <= letters else text[: letters - 1] + "…"
