"""目標: the targets of a year with plan, actual and forecast, and the card of one below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dxdesk.domain.completion import evened
from dxdesk.domain.target_figures import Standing
from dxdesk.domain.target_record import BASIS_NAMES
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui.aims import messages
from dxdesk.ui.aims.acts import Acts
from dxdesk.ui.aims.pages import Added
from dxdesk.ui.look import dates
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.year_tabs import Page
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.chips import Badge
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.ports.store import Progress
    from dxdesk.usecases.targets.overview import TargetLine, TargetYear

LINES = 6
"""Targets that are seen at once at least, where there are so many."""
_NAME_WIDE = 120
_LOOKS = {
    Standing.REACHED: "done",
    Standing.NEARLY: "done",
    Standing.MISSED: "attention",
    Standing.OPEN: "muted",
    Standing.UNKNOWN: "muted",
}


class TargetsPage(Page):
    """The targets of the year that is chosen."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__(screen)
        self.acts = Acts(screen)
        self.found: TargetYear | None = None
        self._picked = ("", "")
        self._added: Added[tuple[str, str]] = Added()
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setAccessibleName(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._filter())
        self.ended = QCheckBox(messages.ENDED_TOO)
        self.ended.toggled.connect(lambda _: self._fill())
        self.take = button(messages.TAKE, self.acts.take, name="targets-take")
        self.importing = button(messages.IMPORT, self.acts.import_table, name="targets-import")
        self.export = button(messages.EXPORT, self.acts.export, icon="file", name="targets-export")
        self.add = primary(messages.ADD, lambda: self.acts.edit(None), name="target-add")
        self.table: Table[TargetLine] = Table(self._columns(), messages.TABLE)
        self.table.nothing = messages.NO_TARGETS
        self.table.keep_rows(LINES)
        self.table.picked.connect(self._show_card)
        self.table.opened.connect(lambda one: self.acts.figures(one))
        tools = row(self.search, self.ended, self.take, self.importing, self.export, self.add, gap=8)
        tools.setStretch(0, 1)
        listed = card(tools, self.table, gap=8, padding=12)
        whole = column(listed, self._card(), gap=12)
        whole.setStretch(0, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(roomy(whole))
        self.pages.addWidget(self._empty_page())
        self.pages.addWidget(QWidget())
        self.pages.setCurrentIndex(2)
        self.setLayout(column(self.pages))

    def _columns(self) -> list[Col[TargetLine]]:
        titles = messages.COLUMNS
        return [
            Col(titles[0], lambda one: one.aim or messages.NONE, 84, look=lambda one: "muted"),
            Col(titles[1], _name, 0, look=_name_look, wrap=True, tip=lambda one: one.apart),
            Col(titles[2], lambda one: one.span, 96, wrap=True),
            Col(titles[3], lambda one: one.planned, 96, number=True),
            Col(titles[4], lambda one: one.measured or messages.NONE, 150, number=True),
            Col(titles[5], lambda one: one.word, 118, look=lambda one: _LOOKS.get(one.standing, "")),
            Col(titles[6], lambda one: one.remaining, 140, number=True),
            Col(titles[7], lambda one: one.forecast, 130, wrap=True),
        ]

    def _empty_page(self) -> QWidget:
        self.empty = EmptyState("star", "", messages.EMPTY_TEXT)
        ways = row(
            STRETCH,
            primary(messages.TAKE, self.acts.take, name="begin-take"),
            button(messages.ADD, lambda: self.acts.edit(None), name="begin-add"),
            button(messages.IMPORT, self.acts.import_table, name="begin-import"),
            STRETCH,
            gap=8,
        )
        return inside(column(self.empty, ways, STRETCH, gap=10))

    def _card(self) -> QWidget:
        self.hint = Text(messages.PICK, "muted", wrap=True)
        self.name = Text("", "heading", wrap=True)
        self._badges = row(gap=6)
        self.figures = button(messages.FIGURES, self._figures, name="target-figures")
        self.edit = button(messages.EDIT, self._edit, name="target-edit")
        self.divide = button(messages.DIVIDE, self._divide, name="target-divide")
        self.end = button(messages.END, self._end, name="target-end")
        self.resume = button(messages.RESUME, self._resume, name="target-resume")
        acts = (self.end, self.resume, self.divide, self.edit, self.figures)
        head = row(self.name, self._badges, *acts, gap=8)
        head.setStretch(0, 1)
        self._facts: QVBoxLayout = column(gap=8, margins=(0, 8, 8, 0))
        self._whole = inside(column(head, scrolling(self._facts), gap=6))
        self._whole.hide()
        return card(self.hint, self._whole, gap=0, padding=12)

    def show_year(self, fiscal_year: int) -> None:
        """Read and show a year; the card stays that of the same target."""
        desk = self.host.desk

        def work(_: Progress) -> TargetYear:
            from dxdesk.usecases.targets.overview import target_year

            return target_year(desk, fiscal_year)

        # Read again after an act it says nothing: that would take the place of what was said of the act.
        title = messages.LOADING if self.found is None else ""
        self.host.ask(work, self.show_targets, title=title, key="targets")

    def show_targets(self, found: TargetYear) -> None:
        """Show what was read of a year."""
        self.found = self.acts.found = found
        new = self._added.among([(one.held.owner, one.said.code) for one in (*found.lines, *found.ended)])
        nothing = not found.lines and not found.ended
        self.pages.setCurrentIndex(1 if nothing else 0)
        if nothing:
            self.empty.tell(found.stated.rstrip("。"), messages.EMPTY_TEXT)
            return
        self.ended.setVisible(bool(found.ended))
        self._fill()
        if new is not None:
            self.pick(*new)

    def start_search(self) -> None:
        """Search a target."""
        self.search.setFocus()
        self.search.selectAll()

    def pick(self, owner: str, code: str) -> None:
        """Show the card of a target."""
        self._picked = (owner, code)
        self.search.clear()
        self.table.pick(lambda one: (one.held.owner, one.said.code) == self._picked)

    def _fill(self) -> None:
        found = self.found
        if found is None:
            return
        wanted = self._picked
        self.table.show_records([*found.lines, *(found.ended if self.ended.isChecked() else ())])
        if not self.table.pick(lambda one: (one.held.owner, one.said.code) == wanted):
            self.table.pick(lambda one: True)
        self._show_card(self.table.current())

    def _filter(self) -> None:
        text = evened(self.search.text())

        def fits(one: TargetLine) -> bool:
            said = one.said
            words = (said.name, said.code, one.aim, said.group, said.held_by)
            return any(text in evened(word) for word in words)

        self.table.proxy.keep(fits if text else None)

    def _show_card(self, one: TargetLine | None) -> None:
        self.hint.setVisible(one is None)
        self._whole.setVisible(one is not None)
        if one is None:
            return
        self._picked = (one.held.owner, one.said.code)
        said, own = one.said, one.held.owner == self.host.desk.role.value
        self.name.setText(one.name)
        clear(self._badges)
        for text in (one.aim, messages.EXAMPLE * said.example, messages.SUPPLEMENT * said.supplement):
            if text:
                self._badges.addWidget(Badge(text, "plain"))
        for part in (self.figures, self.edit, self.end):
            part.setVisible(own and not said.ended)
        self.resume.setVisible(own and said.ended)
        self.divide.setVisible(own and not said.ended and one.may_divide)
        clear(self._facts)
        if one.apart:
            self._facts.addWidget(
                inside(row(Text(one.apart, wrap=True), margins=(10, 6, 10, 6)), look="notice")
            )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        shown = [(messages.FACTS[key], text) for key, text in facts(one).items() if text]
        half = (len(shown) + 1) // 2
        for position, (caption, text) in enumerate(shown):
            line, side = position % half, 2 * (position // half)
            label = Text(caption, "caption")
            label.setMinimumWidth(_NAME_WIDE)
            grid.addWidget(label, line, side)
            grid.addWidget(Text(text, wrap=True), line, side + 1)
        for side in (1, 3):
            grid.setColumnStretch(side, 1)
        self._facts.addLayout(grid)
        self._facts.addStretch(1)

    def _figures(self) -> None:
        one = self.table.current()
        if one is not None:
            self.acts.figures(one)

    def _divide(self) -> None:
        one = self.table.current()
        if one is not None:
            self.acts.divide(one)

    def _edit(self) -> None:
        one = self.table.current()
        if one is not None:
            self.acts.edit(one)

    def _end(self) -> None:
        one = self.table.current()
        if one is not None:
            self.acts.ask_end(one)

    def _resume(self) -> None:
        one = self.table.current()
        if one is not None:
            self.acts.resume(one)


def _name(one: TargetLine) -> str:
    return messages.APART.format(name=one.name) if one.apart else one.name


def _name_look(one: TargetLine) -> str:
    return "muted" if one.said.ended else "strong"


def facts(one: TargetLine) -> dict[str, str]:
    """Return what is known of a target as people write it, by the keys of ``messages.FACTS``."""
    said, found = one.said, one.found
    count = ""
    if found.count is not None and found.of is not None:
        count = messages.COUNT.format(count=found.count, of=found.of)
    earlier = [
        messages.EARLIER.format(
            year=fiscal_year_label(year),
            plan=plan,
            actual=messages.EARLIER_ACTUAL.format(actual=actual) if actual else "",
        )
        for year, plan, actual in one.earlier
    ]
    return {
        "measured": BASIS_NAMES.get(said.basis, ""),
        "count": count,
        "beside": found.beside,
        "short": "、".join(found.short),
        "why": "" if one.measured else found.why,
        "source": found.source,
        "as_of": dates.short_day(found.as_of),
        "forecast": one.forecast,
        "group": said.group,
        "measures": said.measures,
        "held_by": said.held_by,
        "effort": one.effort,
        "hurdle": said.hurdle,
        "deadline": dates.short_day(said.deadline),
        "period": one.period,
        "earlier": "\n".join(earlier),
        "owner": messages.OWNERS.get(one.held.owner, ""),
        "note": said.note,
    }
