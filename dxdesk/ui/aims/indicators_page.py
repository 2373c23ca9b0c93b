"""評価指標: a row an indicator with its figures and targets; the one that is chosen in full beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from dxdesk.domain.completion import evened
from dxdesk.domain.indicators import (
    BY_BENCHMARK,
    ELSEWHERE,
    FEWEST,
    FIXED,
    STEPS,
    aimed_text,
    moved_text,
    shown,
)
from dxdesk.domain.text import sentences
from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short
from dxdesk.ports.store import Progress
from dxdesk.ui.aims import indicator_messages as messages
from dxdesk.ui.aims.importing import SurveyDialog
from dxdesk.ui.aims.indicator_acts import Acts
from dxdesk.ui.aims.pages import Added
from dxdesk.ui.aims.trend import Trend
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.year_tabs import Page
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.flow import Flow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.shares import Share, ShareList
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.domain.indicators import Point
    from dxdesk.usecases.indicators.groups import Group, Groups
    from dxdesk.usecases.indicators.overview import Offer, Overview, Row

CARD_WIDE = 360


class IndicatorsPage(Page):
    """The table of indicators and the card of one."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__(screen)
        self.acts = Acts(screen)
        self._year = 0
        self.found: Overview | None = None
        self._added: Added[tuple[str, str]] = Added()
        self.dialog: SurveyDialog | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setAccessibleName(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._filter())
        self.table: Table[Row] = Table(self._columns(), messages.TABLE, sort=False)
        self.table.picked.connect(lambda *_: self._show_card())
        self.add = button(messages.ADD_INDICATOR, lambda: self._edit(None), name="indicator-add")
        self.importing = button(messages.IMPORT, self.import_survey, name="survey-import")
        self.form = button(messages.FORM, self.acts.write_form, icon="file", name="survey-form")
        self.book = button(messages.BOOK, self.acts.write_book, icon="file", name="indicators-write")
        ways = Flow(gap=8, line_gap=8)  # in a narrow window they go on in a second line
        for part in (self.add, self.importing, self.form, self.book):
            ways.addWidget(part)
        left = card(self.search, self.table, inside(ways), gap=10, padding=12)
        self.card = _Card(self)
        right = scrolling(self.card)
        right.setFixedWidth(CARD_WIDE)
        filled = inside(row(left, right, gap=14))
        self.pages = QStackedWidget()
        self.pages.addWidget(filled)
        self.pages.addWidget(self._empty_page())
        self.setLayout(column(self.pages))

    def _empty_page(self) -> QWidget:
        self.empty = EmptyState("growth", messages.EMPTY, messages.EMPTY_TEXT)
        self.ways = row(gap=8)
        return inside(column(self.empty, row(STRETCH, self.ways, STRETCH), STRETCH, gap=10))

    def _columns(self) -> list[Col[Row]]:
        titles = messages.COLUMNS
        return [
            Col(titles[0], lambda one: one.indicator.code, 62),
            Col(titles[1], self._called, 0, wrap=True, tip=_tip),
            Col(titles[2], lambda one: _figure(one.standing.before), 84, number=True),
            Col(titles[3], _newest, 88, number=True, wrap=True,
                look=lambda one: "strong"),
            Col(titles[4], _answered, 76, number=True, wrap=True),
            Col(titles[5], _gap, 86, number=True, look=_gap_look),
            Col(titles[6], _next, 104, number=True),
        ]  # fmt: skip

    def _called(self, one: Row) -> str:
        """Return the outcome's name, and that of the indicator where its outcome has several."""
        others = self.found.rows if self.found is not None else ()
        several = sum(other.indicator.outcome == one.indicator.outcome for other in others) > 1
        name = one.indicator.name if one.outcome is None or several else one.outcome.name
        if one.owner != self.host.desk.role.value:
            name = messages.OF_OWNER.format(name=name, owner=OWNER_NAMES.get(one.owner, one.owner))
        return messages.APART.format(name=name) if one.apart else name

    def show_year(self, fiscal_year: int) -> None:
        """Read where the indicators stand in a year."""
        self._year = fiscal_year
        desk = self.host.desk

        def work(_: Progress) -> tuple[Overview, tuple[Offer, ...]]:
            from dxdesk.usecases.indicators.overview import offers, overview

            found = overview(desk, fiscal_year)
            return found, offers(desk) if found.empty else ()

        def done(read: tuple[Overview, tuple[Offer, ...]]) -> None:
            if fiscal_year == self._year:
                self.show_found(*read)

        self.host.ask(work, done)

    def show_found(self, found: Overview, offered: tuple[Offer, ...] = ()) -> None:
        """Show what was read; the indicator that is chosen stays chosen."""
        chosen = self.table.current()
        self.found = found
        new = self._added.among([(one.owner, one.indicator.code) for one in found.rows])
        self.pages.setCurrentIndex(1 if found.empty else 0)
        if found.empty:
            self._offer(offered)
            return
        self.table.show_records(found.rows)
        self._filter()
        if new is not None:
            self.search.clear()
            self.table.pick(lambda one: (one.owner, one.indicator.code) == new)
        elif chosen is None or not self.table.pick(lambda one: one.indicator.code == chosen.indicator.code):
            self.table.pick(lambda one: bool(one.points))
        self._show_card()

    def _offer(self, offered: tuple[Offer, ...]) -> None:
        clear(self.ways)
        own = [one for one in offered if one.own]
        self.empty.tell(messages.EMPTY, messages.EMPTY_TEXT if own else messages.NONE_STATED)
        for one in offered:
            text = messages.TAKE.format(name=one.name, count=one.indicators)
            make = primary if one.own else button
            self.ways.addWidget(make(text, partial(self.acts.take_preset, one.code), name="take"))
        self.ways.addWidget(
            button(messages.ADD_OUTCOME, lambda: self.acts.edit_outcome(None), name="outcome-add")
        )
        self.ways.addWidget(button(messages.ADD_INDICATOR, lambda: self._edit(None), name="begin-add"))

    def import_survey(self) -> None:
        """Ask for a survey's table."""
        years = self.found.years if self.found is not None else ()
        self.dialog = SurveyDialog(self.host, self._year, years)
        self.dialog.open()

    def ask_groups(self, row: Row, by: str) -> None:
        """Read how the newest answers of an indicator are by section or by grade."""
        newest = row.standing.newest
        if newest is None:
            return
        desk, code, year, owner = self.host.desk, row.indicator.code, newest.year, row.owner

        def work(_: Progress) -> Groups:
            from dxdesk.usecases.indicators.groups import by_group

            return by_group(desk, code, by, year, owner)

        def done(found: Groups) -> None:
            self.card.show_groups(row, by, found)

        self.host.ask(work, done)

    def start_search(self) -> None:
        """Search the indicators."""
        self.search.setFocus()

    def _filter(self) -> None:
        wanted = evened(self.search.text())

        def fits(one: Row) -> bool:
            said = (one.indicator.name, one.indicator.question, one.outcome.name if one.outcome else "")
            return any(wanted in evened(text) for text in said)

        self.table.proxy.keep(fits if wanted else None)

    def _show_card(self) -> None:
        self.card.show_row(self.table.current())

    def _edit(self, row: Row | None) -> None:
        outcomes = self.found.outcomes if self.found is not None else ()
        self.acts.edit_indicator(row.indicator if row is not None else None, outcomes)

    def edit(self) -> None:
        """Change the indicator that is chosen."""
        self._edit(self.table.current())

    def end(self) -> None:
        """Ask whether the indicator that is chosen is used no more."""
        one = self.table.current()
        if one is not None:
            self.acts.ask_end(one.indicator)


class _Card(QWidget):
    """One indicator in full."""

    def __init__(self, page: IndicatorsPage) -> None:
        super().__init__()
        self._page = page
        self.name = Text(messages.PICK, "section", wrap=True)
        self.note = Text("", "muted", wrap=True)
        self.apart = Text("", "strong", wrap=True)
        self.question = Text("", wrap=True)
        self.trend = Trend()
        self.shares_title = Text("", "caption", wrap=True)
        self.shares = ShareList(132, 56)
        self.by = Choice()
        self.by.setAccessibleName(messages.BY)
        for label, code in (
            (messages.BY_ALL, ""),
            (messages.BY_SECTION, "section"),
            (messages.BY_GRADE, "grade"),
        ):
            self.by.addItem(label, code)
        self.by.currentIndexChanged.connect(lambda *_: self._ask_groups())
        heads = messages.GROUP_COLUMNS
        self.groups: Table[Group] = Table(
            [
                Col(heads[0], lambda one: one.name, 0, wrap=True),
                Col(heads[1], _answers, 78, number=True),
                Col(heads[2], lambda one: one.figure or "", 78, number=True, look=lambda one: "strong"),
            ],
            messages.GROUP_TABLE,
            sort=False,
        )  # fmt: skip
        self.groups.nothing = messages.GROUP_NONE
        self.groups.keep_rows(6)
        self.few = Text(messages.GROUP_NOTE, "caption", wrap=True)
        self._row: Row | None = None
        self.activities = Text("", "muted", wrap=True)
        self.rule = Text("", "muted", wrap=True)
        self.sources = Text("", "caption", wrap=True)
        self.whose = Text("", "muted", wrap=True)
        self.edit = button(messages.EDIT, page.edit, name="indicator-edit")
        self.end = button(messages.END, page.end, name="indicator-end")
        self._parts = (
            *(
                self.note,
                self.apart,
                self.question,
                self.trend,
                self.shares_title,
                self.shares,
                self.by,
                self.groups,
            ),
            *(self.few, self.activities),
            *(self.rule, self.sources, self.whose, self.edit, self.end),
        )
        body = card(
            *(self.name, self.note, self.apart, self.question, self.trend, self.shares_title, self.shares),
            *(self.by, self.groups, self.few),
            *(self.activities, self.rule, self.sources, self.whose, row(self.edit, self.end, STRETCH)),
            gap=10,
            padding=16,
        )
        self.setLayout(column(body, STRETCH))
        self.show_row(None)

    def show_row(self, one: Row | None) -> None:
        """Show an indicator, ``None``: say that one can be chosen."""
        self._row = one
        if one is None:
            self.name.setText(messages.PICK)
            for part in self._parts:
                part.hide()
            return
        said, stands = one.indicator, one.standing
        self.name.setText(f"{said.code} {said.name}")
        self._say(self.note, sentences(one.note, said.note))
        self._say(self.apart, one.apart)
        asked = (messages.QUESTION.format(text=said.question), *(f"※ {hint}" for hint in said.hints))
        self._say(self.question, "\n".join(asked) if said.question else "")
        self.trend.show_points(said.name, one.points, stands.next)
        self._show_shares(stands.newest)
        self._ask_groups()
        names = "、".join(activity.name for activity in one.activities)
        self._say(self.activities, messages.ACTIVITIES.format(names=names) if names else "")
        rule = {BY_BENCHMARK: messages.RULE, FIXED: messages.FIXED.format(text=said.aimed)}
        self._say(self.rule, rule.get(said.aim, ""))
        self._say(self.sources, "\n".join(_sources(one)))
        own = one.owner == self._page.host.desk.role.value
        self.edit.setVisible(own)
        self.end.setVisible(own)
        owner = OWNER_NAMES.get(one.owner, one.owner)
        self._say(self.whose, "" if own else messages.ONLY_OWNER.format(owner=owner))

    def _show_shares(self, newest: Point | None) -> None:
        answers = newest.answers if newest is not None else 0
        self.shares_title.setVisible(bool(answers))
        self.shares.setVisible(answers >= FEWEST)
        if newest is None or not answers:
            return
        title = messages.DISTRIBUTION.format(year=fiscal_year_label(newest.year), answers=answers)
        if answers < FEWEST:
            self.shares_title.setText(messages.FEW)
            return
        self.shares_title.setText(title)
        counts = reversed(newest.counts)
        self.shares.show_shares(
            [
                Share(f"{STEPS - place} {word}", count / answers, f"{count:,}")
                for place, (word, count) in enumerate(zip(messages.STEPS, counts, strict=True))
            ]
        )

    def _ask_groups(self) -> None:
        one, by = self._row, str(self.by.currentData() or "")
        counted = one is not None and one.standing.newest is not None and one.standing.newest.answers > 0
        self.by.setVisible(counted)
        self.groups.hide()
        self.few.hide()
        if one is not None and counted and by:
            self._page.ask_groups(one, by)

    def show_groups(self, row: Row, by: str, found: Groups) -> None:
        """Show the groups of the indicator that is chosen."""
        if row is self._row and by == self.by.currentData():
            self.groups.show_records(found.groups)
            self.groups.show()
            self.few.setVisible(found.withheld)

    @staticmethod
    def _say(part: Text, text: str) -> None:
        part.setText(text)
        part.setVisible(bool(text))


def _answers(one: Group) -> str:
    return messages.WITHHELD if one.answers is None else f"{one.answers:,}"


def _figure(one: Point | None) -> str:
    return f"{fiscal_year_short(one.year)} {one.text}" if one is not None else messages.NONE


def _newest(one: Row) -> str:
    """Return the newest figure, and below it how far it is from the one before."""
    return "\n".join(filter(None, (_figure(one.standing.newest), _change(one))))


def _answered(one: Row) -> str:
    """Return how many answered, and below it which share of those asked."""
    newest = one.standing.newest
    return newest.answered.replace(" ", "\n") if newest is not None else ""


def _change(one: Row) -> str:
    change = one.standing.change
    return "" if change is None else moved_text(change)


def _gap(one: Row) -> str:
    newest, aim = one.standing.newest, one.standing.next
    if newest is None or newest.value is None or aim is None:
        return ""
    if one.standing.met and aim.of_year:
        return messages.MET
    return messages.MET if aim.met_by(newest.value) else messages.SHORT_OF.format(
        gap=shown(aim.least - newest.value)
    )  # fmt: skip


def _gap_look(one: Row) -> str:
    return "badge-done" if _gap(one) == messages.MET else ""


def _next(one: Row) -> str:
    if one.indicator.measure == ELSEWHERE:
        return messages.ELSEWHERE
    return aimed_text(one.standing.next) if one.standing.next else messages.NONE


def _tip(one: Row) -> str:
    return "\n".join(filter(None, (one.indicator.name, one.indicator.question)))


def _sources(one: Row) -> list[str]:
    found = []
    for point in one.points:
        year = fiscal_year_label(point.year)
        if point.answered:
            found.append(messages.ANSWERED.format(year=year, text=point.answered))
        if point.label:
            found.append(messages.PUBLISHED.format(year=year, label=point.label, source=point.source))
        if point.label and point.counted is not None:
            found.append(messages.COUNTED.format(year=year, text=shown(point.counted)))
    return found
