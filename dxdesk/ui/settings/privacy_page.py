"""個人情報: texts to begin with; where an office uses it, its authorities and the decisions about others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from dxdesk.domain.authorities import SCOPE_NAMES, Scope
from dxdesk.ports.entities import ListEntry
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates
from dxdesk.ui.settings import privacy_messages as said
from dxdesk.ui.settings.decision_dialog import DecisionDialog
from dxdesk.ui.settings.text_dialog import TextDialog
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, hairline, row, scrolling
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from dxdesk.domain.authorities import Decision
    from dxdesk.usecases.organisation.authorities import AuthorityLine
    from dxdesk.usecases.organisation.office_texts import OfficeText

_LINE = 28
"""Px of a line of the list."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision with its key."""

    key: str
    decision: Decision


@dataclass(frozen=True)
class Shown:
    """What the page shows; ``used``: the office tells authorities apart."""

    texts: tuple[OfficeText, ...]
    lines: tuple[AuthorityLine, ...]
    decisions: tuple[Kept, ...]
    used: bool


class PrivacyPage(QWidget):
    """The page of a screen's desk; it reads and keeps by itself."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__()
        self._screen = screen
        self._shown: Shown | None = None
        self.dialog: QDialog | None = None
        self.banner = Banner()
        self.boxes: dict[str, QCheckBox] = {}
        self._texts: QVBoxLayout = column(gap=0)
        self._lines: QVBoxLayout = column(gap=0)
        self.added = QLineEdit()
        self.added.setPlaceholderText(said.ADD_HINT)
        self.added.setAccessibleName(said.ADD_FIELD)
        self.added.setMaximumWidth(300)
        self.added.returnPressed.connect(self.add)
        adding = button(said.ADD, self.add, name="add-authority")
        adding.setAccessibleName(f"{said.AUTHORITIES}に{said.ADD}")
        self._authorities = card(
            Text(said.AUTHORITIES, "section"),
            Text(said.AUTHORITIES_TEXT, "muted", wrap=True),
            self._lines,
            row(self.added, adding, STRETCH, gap=8),
            gap=10,
        )
        self.table = self._decision_table()
        self.last_day = DayField(said.DECISION_LAST)
        self.last_day.set_day(screen.desk.services.clock.today())
        self.end_button = button(said.DECISION_END, self.end, name="end-decision")
        self.end_button.setEnabled(False)
        self.table.picked.connect(lambda one: self.end_button.setEnabled(one is not None))
        self.new_button = button(said.DECISION_NEW, self.ask_decision, name="new-decision")
        ending = row(self.new_button, STRETCH, self.last_day, self.end_button, gap=8)
        for part in (self.new_button, self.end_button):
            ending.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        self._decisions = card(
            Text(said.DECISIONS, "section"),
            Text(said.DECISIONS_TEXT, "muted", wrap=True),
            self.table,
            ending,
            gap=10,
        )
        cards = column(
            card(Text(said.TEXTS, "section"), Text(said.TEXTS_TEXT, "muted", wrap=True), self._texts, gap=10),
            self._authorities,
            self._decisions,
            STRETCH,
            gap=12,
            margins=(0, 0, 8, 8),
        )
        self._authorities.hide()
        self._decisions.hide()
        whole = column(Text(said.LEAD, "muted", wrap=True), self.banner, scrolling(cards), gap=10)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _decision_table(self) -> Table[Kept]:
        titles = said.DECISION_COLUMNS
        table: Table[Kept] = Table(
            [
                Col(titles[0], lambda one: one.decision.authority, 130),
                Col(titles[1], _scopes, 0, wrap=True),
                Col(titles[2], lambda one: one.decision.items, 150, wrap=True),
                Col(titles[3], lambda one: one.decision.number, 120, wrap=True),
                Col(titles[4], _days, 150),
            ],
            said.DECISIONS,
        )
        table.setFixedHeight(150)
        table.nothing = said.DECISIONS_NONE
        return table

    def load(self) -> None:
        """Read what there is."""
        desk = self._screen.desk

        def work(_: Progress) -> Shown:
            from dxdesk.domain.capabilities import AUTHORITIES
            from dxdesk.usecases.organisation import authorities, capabilities, office_texts

            with desk.store.read() as uow:
                kept = authorities.of_desk(desk, uow)
                used = kept.several or capabilities.is_on(uow, AUTHORITIES)
            decisions = tuple(Kept(key, one) for key, one in kept.decisions.items())
            return Shown(office_texts.office_texts(desk), authorities.lines(desk), decisions, used)

        self._screen.ask(work, self.show_kept)

    def show_kept(self, found: Shown) -> None:
        """Show the texts, and the rest where the office tells authorities apart."""
        if found == self._shown:
            return
        self._shown = found
        clear(self._texts)
        self._texts.addLayout(self._text_grid(found.texts))
        self._authorities.setVisible(found.used)
        self._decisions.setVisible(found.used)
        clear(self._lines)
        self.boxes = {}
        self._lines.addLayout(self._line_grid(found.lines))
        self.table.show_records(found.decisions)
        self.new_button.setEnabled(any(not one.own for one in found.lines))

    def _text_grid(self, texts: tuple[OfficeText, ...]) -> QGridLayout:
        grid = _grid()
        for place, text in enumerate(texts):
            state = said.TEXT_STALE if text.stale else said.TEXT_EDITED if text.edited else said.TEXT_FRESH
            act = button(said.TEXT_OPEN, lambda one=text: self.open_text(one), name=f"text-{text.code}")  # type: ignore[misc]
            act.setAccessibleName(said.TEXT_OPEN_OF.format(title=text.title))
            grid.addWidget(hairline(), 2 * place, 0, 1, 3)
            grid.addWidget(Text(text.title), 2 * place + 1, 0)
            grid.addWidget(Text(state, "muted", tone="attention" if text.stale else ""), 2 * place + 1, 1)
            grid.addWidget(act, 2 * place + 1, 2)
        return grid

    def _line_grid(self, lines: tuple[AuthorityLine, ...]) -> QGridLayout:
        grid = _grid()
        for place, line in enumerate(lines):
            grid.addWidget(hairline(), 2 * place, 0, 1, 3)
            grid.addWidget(Text(line.name), 2 * place + 1, 0)
            counted = said.COUNTED.format(sections=line.sections, people=line.people)
            grid.addWidget(Text(counted if line.sections else "", "muted"), 2 * place + 1, 1)
            if line.own:
                grid.addWidget(Text(said.OWN, "muted"), 2 * place + 1, 2)
                grid.setRowMinimumHeight(2 * place + 1, _LINE)
                continue
            box = self.boxes[line.name] = QCheckBox(said.ASKED)
            box.setChecked(line.asked)
            box.setAccessibleName(f"{line.name} {said.ASKED}")
            box.setMinimumHeight(_LINE)
            box.toggled.connect(lambda on, name=line.name: self._ask(name, on))
            grid.addWidget(box, 2 * place + 1, 2)
        return grid

    def open_text(self, text: OfficeText) -> None:
        """Show a text to be worded."""
        dialog = TextDialog(self._screen, text)
        dialog.finished.connect(lambda *_: self.load())
        self.dialog = dialog
        dialog.open()

    def ask_decision(self) -> None:
        """Ask for a decision."""
        names = [line.name for line in self._shown.lines if not line.own] if self._shown else []

        def kept() -> None:
            self.banner.say(said.DECIDED, tone="done")
            self.load()

        self.dialog = DecisionDialog(self._screen, names, kept)
        self.dialog.open()

    def end(self) -> None:
        """End the chosen decision with the day in the field."""
        one, desk, day = self.table.current(), self._screen.desk, self.last_day.day()
        if one is None:
            return
        told = said.DECISION_ENDED.format(name=one.decision.authority, day=dates.short_day(day))

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation.authorities import end_decision

            end_decision(desk, one.key, day)

        self._act(work, told)

    def unkept(self) -> str:
        """Return the authority that was written and not added; or nothing."""
        written = self.added.text().strip()
        return said.UNKEPT.format(name=written) if written else ""

    def add(self) -> None:
        """Add an authority that the list does not have."""
        name, desk = self.added.text().strip(), self._screen.desk
        place = len(self._shown.lines) if self._shown else 0

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation.authorities import LIST, keep_list

            keep_list(desk, [ListEntry(LIST, name, True, place)])

        def done() -> None:
            self.added.clear()

        self._act(work, said.SAVED, done)

    def _ask(self, name: str, on: bool) -> None:
        desk = self._screen.desk

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation.authorities import set_asked

            set_asked(desk, name, on)

        self._act(work, said.SAVED, advice=said.REFRESH)

    def _act(
        self,
        work: Callable[[Progress], None],
        told: str,
        then: Callable[[], object] | None = None,
        advice: str = "",
    ) -> None:
        def done(_: object) -> None:
            if then is not None:
                then()
            self.banner.say(told, advice, tone="done")
            self.load()

        self._screen.ask(work, done, kind=Work.ACT, failed=self.banner.refuse)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, 240)
    grid.setColumnStretch(1, 1)
    return grid


def _scopes(one: Kept) -> str:
    known = {scope.value: SCOPE_NAMES[scope] for scope in Scope}
    return "、".join(known.get(code, code) for code in one.decision.scopes)


def _days(one: Kept) -> str:
    last = dates.short_day(one.decision.valid_to) if one.decision.valid_to else ""
    return f"{dates.short_day(one.decision.valid_from)}〜{last}"
