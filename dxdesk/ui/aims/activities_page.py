"""取組と評価: what is done for the outcomes, and the process evaluation of each year beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.domain.indicator_record import ActivitySaid
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui.aims import indicator_messages as messages
from dxdesk.ui.aims.pages import Added, OverviewPage
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row, scrolling
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.indicators.overview import Overview

CARD_WIDE = 330


class ActivitiesPage(OverviewPage):
    """The 取組 and the evaluations of the one that is chosen."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__(screen)
        self._added: Added[str] = Added()
        titles = messages.ACTIVITY_COLUMNS
        self.table: Table[ActivitySaid] = Table(
            [
                Col(titles[0], lambda one: one.code, 64),
                Col(titles[1], self._name, 0, wrap=True, tip=self._apart),
                Col(titles[2], lambda one: "、".join(one.outcomes), 80),
                Col(titles[3], lambda one: one.held_by, 80, wrap=True),
                Col(titles[4], lambda one: self._said(one).planned, 84, wrap=True),
                Col(titles[5], lambda one: self._said(one).done, 80, wrap=True),
                Col(titles[6], self._participants, 54, number=True),
                Col(titles[7], self._evaluated, 68, look=self._look),
            ],
            messages.ACTIVITY_TABLE,
        )
        self.table.nothing = messages.ACTIVITY_NONE
        self.table.picked.connect(lambda *_: self._show_card())
        self.add = button(messages.ADD_ACTIVITY, lambda: self.acts.edit_activity(None), name="activity-add")
        self.edit = button(messages.EDIT, self._edit, name="activity-edit")
        self.end = button(messages.END, self._end, name="activity-end")
        self.evaluate = primary(messages.EVALUATE, self._evaluate, name="activity-evaluate")
        left = card(
            self.table, row(self.add, self.edit, self.end, STRETCH, self.evaluate), gap=10, padding=12
        )
        self.name = Text(messages.ACTIVITY_PICK, "section", wrap=True)
        self.told = Text("", "muted", wrap=True)
        right = scrolling(column(card(self.name, self.told, gap=10, padding=16), STRETCH))
        right.setFixedWidth(CARD_WIDE)
        self.setLayout(row(left, right, gap=14))

    def _name(self, one: ActivitySaid) -> str:
        name = (
            one.name if self.is_own("activity", one.code) else self.of_owner(one.name, "activity", one.code)
        )
        return messages.APART.format(name=name) if self._apart(one) else name

    def _apart(self, one: ActivitySaid) -> str:
        return self.found.apart.get(("activity", one.code), "") if self.found is not None else ""

    def _said(self, one: ActivitySaid) -> ActivitySaid:
        """Return the evaluation of the year that is shown."""
        found = self.found.evaluations.get(one.code, ()) if self.found is not None else ()
        return next((it for it in found if it.fiscal_year == self._year), ActivitySaid())

    def _participants(self, one: ActivitySaid) -> str:
        count = self._said(one).participants
        return f"{count:,}" if count else ""

    def _evaluated(self, one: ActivitySaid) -> str:
        return messages.EVALUATED if self._said(one).fiscal_year else messages.NOT_EVALUATED

    def _look(self, one: ActivitySaid) -> str:
        return "badge-done" if self._said(one).fiscal_year else "muted"

    def show_found(self, found: Overview) -> None:
        """Show what was read; the 取組 that is chosen stays chosen."""
        chosen = self.table.current()
        self.found = found
        self.table.show_records(found.activities)
        new = self._added.among([one.code for one in found.activities])
        if new is not None:
            self.table.pick(lambda one: one.code == new)
        elif chosen is None or not self.table.pick(lambda one: one.code == chosen.code):
            # What was evaluated in the year tells the most; without any the first is as good as another.
            self.table.pick(lambda one: bool(self._said(one).fiscal_year)) or self.table.pick(lambda _: True)
        self._show_card()

    def _show_card(self) -> None:
        one = self.table.current()
        own = one is not None and self.is_own("activity", one.code)
        for part in (self.edit, self.end, self.evaluate):
            part.setEnabled(own)
        self.name.setText(one.name if one is not None else messages.ACTIVITY_PICK)
        found = self.found.evaluations.get(one.code, ()) if one is not None and self.found else ()
        told = [self._apart(one)] if one is not None and self._apart(one) else []
        if one is not None and not own:
            told.append(self.whose("activity", one.code))
        for said in found:
            lines = (
                f"【{fiscal_year_label(said.fiscal_year)}】",
                messages.PLANNED.format(text=said.planned) if said.planned else "",
                messages.DONE.format(text=said.done) if said.done else "",
                messages.PARTICIPANTS.format(count=said.participants) if said.participants else "",
                messages.WELL.format(text=said.went_well) if said.went_well else "",
                messages.CHANGE.format(text=said.to_change) if said.to_change else "",
            )
            told.append("\n".join(filter(None, lines)))
        self.told.setText("\n\n".join(told))
        self.told.setVisible(bool(told))

    def _edit(self) -> None:
        one = self.table.current()
        if one is not None:
            self.acts.edit_activity(one)

    def _end(self) -> None:
        one = self.table.current()
        if one is not None:
            self.acts.ask_end(one)

    def _evaluate(self) -> None:
        one = self.table.current()
        if one is not None:
            there = self._said(one)
            self.acts.evaluate(one, there if there.fiscal_year else None, self._year)
