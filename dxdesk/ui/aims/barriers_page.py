"""課題・障壁: the other survey, on necessity and on what stands in the way, and all surveys at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from dxdesk.domain.indicator_record import SurveySaid
from dxdesk.domain.indicators import CHOICE
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short
from dxdesk.ui.aims import indicator_messages as messages
from dxdesk.ui.aims.pages import Added, OverviewPage
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, row, scrolling
from dxdesk.ui.widgets.shares import Share, ShareList
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.indicators.overview import Overview, Row

TABLE_ROWS = 5


class BarriersPage(OverviewPage):
    """Questions outside the indicators, what was named most, and the surveys."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__(screen)
        self._added: Added[SurveySaid] = Added()
        self._added_needs: Added[str] = Added()
        titles = messages.NEEDS_COLUMNS
        self.needs: Table[Row] = Table(
            [
                Col(titles[0], lambda one: one.indicator.code, 70),
                Col(titles[1], lambda one: one.indicator.name, 0, wrap=True),
                Col(titles[2], _figures, 200, wrap=True),
                Col(titles[3], _source, 260, wrap=True),
            ],
            messages.NEEDS_TABLE,
            sort=False,
        )
        self.needs.keep_rows(2)
        self.edit = button(messages.EDIT, self._edit, name="need-edit")
        self.options = Text("", "muted", wrap=True)
        self._named: QVBoxLayout = column(gap=8)
        heads = messages.SURVEY_COLUMNS
        self.surveys: Table[SurveySaid] = Table(
            [
                Col(heads[0], lambda one: fiscal_year_label(one.fiscal_year), 110),
                Col(heads[1], self._name, 0, wrap=True, tip=self._apart),
                Col(heads[2], lambda one: one.held_in, 90),
                Col(heads[3], lambda one: f"{one.answers:,}", 90, number=True),
                Col(heads[4], lambda one: f"{one.rate}%" if one.rate else "", 80, number=True),
                Col(heads[5], lambda one: one.source or messages.IMPORTED_SOURCE, 260, wrap=True),
            ],
            messages.SURVEYS,
            sort=False,
        )
        self.surveys.keep_rows(TABLE_ROWS)
        body = column(
            card(
                Text(messages.BARRIER_TEXT, "muted", wrap=True),
                self.needs,
                self.options,
                row(self.edit, STRETCH),
                self._named,
                gap=10,
                padding=14,
            ),
            card(Text(messages.SURVEYS, "section"), self.surveys, gap=10, padding=14),
            STRETCH,
            gap=14,
        )
        self.setLayout(column(scrolling(body)))

    def _apart(self, one: SurveySaid) -> str:
        return self.found.surveys_apart.get(one, "") if self.found is not None else ""

    def _name(self, one: SurveySaid) -> str:
        name = one.name or messages.SURVEY_OF.get(one.survey, one.survey)
        return messages.APART.format(name=name) if self._apart(one) else name

    def show_found(self, found: Overview) -> None:
        """Show what was read."""
        self.found = found
        need, survey = self.needs.current(), self.surveys.current()
        self.needs.show_records(found.needs)
        self.surveys.show_records(found.surveys)
        wanted = self._added_needs.among([one.indicator.code for one in found.needs])
        wanted = wanted or (need.indicator.code if need is not None else None)
        if wanted is not None:
            self.needs.pick(lambda one: one.indicator.code == wanted)
        shown = self._added.among(found.surveys) or survey
        if shown is not None:
            self.surveys.pick(lambda one: one == shown)
        listed = [one.indicator for one in found.needs if one.indicator.measure == CHOICE]
        texts = ("、".join(one.options) or messages.BARRIER_NO_LIST for one in listed)
        self.options.setText("\n".join(messages.BARRIER_LIST.format(text=text) for text in texts))
        self.options.setVisible(bool(listed))
        clear(self._named)
        for one in found.options:
            head = messages.BARRIER_HEAD.format(
                year=fiscal_year_label(one.year), name=one.indicator.name, people=one.people
            )
            self._named.addWidget(Text(head, "strong", wrap=True))
            if one.withheld:
                self._named.addWidget(Text(messages.FEW, "muted"))
                continue
            shares = ShareList(300, 72)
            shares.show_shares(
                [Share(name, count / max(one.people, 1), f"{count:,}") for name, count in one.counts]
            )
            self._named.addWidget(shares)
        if not found.options:
            self._named.addWidget(Text(messages.BARRIER_NONE, "muted", wrap=True))

    def _edit(self) -> None:
        one = self.needs.current()
        if one is not None and self.found is not None:
            self.acts.edit_indicator(one.indicator, self.found.outcomes)


def _figures(one: Row) -> str:
    texts = (
        f"{fiscal_year_short(point.year)} {point.text}{f'({point.answered})' if point.answered else ''}"
        for point in one.points
    )
    return "、".join(texts) or messages.NONE


def _source(one: Row) -> str:
    return one.points[-1].source or messages.IMPORTED_SOURCE if one.points else ""
