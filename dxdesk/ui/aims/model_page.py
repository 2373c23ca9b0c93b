"""ロジックモデル: the drawing with the figures in it, and the outcomes as a list to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.domain.indicator_record import OutcomeSaid
from dxdesk.domain.logic_model import DIRECT, FINAL, INTERMEDIATE
from dxdesk.ui.aims import indicator_messages as messages
from dxdesk.ui.aims.model_drawing import ModelDrawing
from dxdesk.ui.aims.pages import Added, OverviewPage
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row, scrolling
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.indicators.overview import Overview

TABLE_ROWS = 6


class ModelPage(OverviewPage):
    """The drawing and what it is made of."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__(screen)
        self.name = Text("", "section", wrap=True)
        self.told = Text(messages.MODEL_TEXT, "muted", wrap=True)
        self.drawing = ModelDrawing()
        self.remarks = Text("", "muted", wrap=True)
        self._added: Added[str] = Added()
        titles = messages.OUTCOME_COLUMNS
        self.table: Table[OutcomeSaid] = Table(
            [
                Col(titles[0], lambda one: messages.LAYERS.get(one.layer, ""), 70),
                Col(titles[1], lambda one: one.code, 80),
                Col(titles[2], self._name, 0, wrap=True, tip=self._apart),
                Col(titles[3], lambda one: "、".join(one.leads_to), 140),
            ],
            messages.OUTCOMES,
            sort=False,
        )
        self.table.nothing = messages.MODEL_NONE
        self.table.keep_rows(TABLE_ROWS)
        self.table.picked.connect(self._may_change)
        self.add = button(messages.ADD_OUTCOME, lambda: self.acts.edit_outcome(None), name="outcome-add")
        self.edit = button(messages.EDIT, self._edit, name="outcome-edit")
        self.end = button(messages.END, self._end, name="outcome-end")
        self.policy = button(messages.POLICY, self._policy, name="policy-edit")
        self.apart = Text("", "strong", wrap=True)
        drawn = card(self.name, self.told, self.drawing, self.remarks, gap=8, padding=14)
        listed = card(
            Text(messages.OUTCOMES, "section"),
            self.apart,
            self.table,
            row(self.add, self.edit, self.end, STRETCH, self.policy),
            gap=10,
            padding=12,
        )
        self.setLayout(column(scrolling(column(drawn, listed, STRETCH, gap=14))))

    def _name(self, one: OutcomeSaid) -> str:
        name = one.name if self.is_own("outcome", one.code) else self.of_owner(one.name, "outcome", one.code)
        return messages.APART.format(name=name) if self._apart(one) else name

    def _apart(self, one: OutcomeSaid) -> str:
        return self.found.apart.get(("outcome", one.code), "") if self.found is not None else ""

    def show_found(self, found: Overview) -> None:
        """Draw what was read."""
        from dxdesk.usecases.indicators.overview import figure_lines, named_by_owner

        self.found = found
        self.name.setText(found.model.name if found.model is not None and found.model.name else "")
        self.name.setVisible(bool(self.name.text()))
        said = any(one.leads_to for one in found.outcomes)
        missing = [layer for layer in (DIRECT, INTERMEDIATE, FINAL) if not found.of_layer(layer)]
        names = "、".join(messages.LAYERS[layer] for layer in missing)
        told = messages.MODEL_TEXT + ("" if said else messages.MODEL_NOT_SAID)
        if found.outcomes and missing:
            told += messages.MODEL_MISSING.format(layers=names)
        self.told.setText(told)
        self.drawing.setVisible(bool(found.outcomes))
        outcomes, activities = named_by_owner(found, self.host.desk.role)
        self.drawing.show_model(outcomes, activities, figure_lines(found))
        remarks = found.model.remarks if found.model is not None else ()
        lines = (f"・{one.day} {one.text}" for one in remarks)
        self.remarks.setText("\n".join((messages.REMARKS, *lines)) if remarks else "")
        self.remarks.setVisible(bool(remarks))
        layers = (FINAL, INTERMEDIATE, DIRECT)
        differ = [one for one in (found.model, *found.outcomes) if one is not None and self._apart(one)]
        each = (messages.OUTCOME_APART.format(name=one.name, text=self._apart(one)) for one in differ)
        self.apart.setText("\n".join(each))
        self.apart.setVisible(bool(differ))
        chosen = self.table.current()
        listed = [one for layer in layers for one in found.of_layer(layer)]
        self.table.show_records(listed)
        wanted = self._added.among([one.code for one in listed]) or (chosen.code if chosen else None)
        if wanted is not None:
            self.table.pick(lambda one: one.code == wanted)

    def _may_change(self, one: OutcomeSaid | None) -> None:
        """Let nobody change what another owner keeps."""
        own = one is None or self.is_own("outcome", one.code)
        for part in (self.edit, self.end):
            part.setEnabled(one is not None and own)
            part.setToolTip("" if own or one is None else self.whose("outcome", one.code))

    def _edit(self) -> None:
        one = self.table.current()
        if one is not None:
            self.acts.edit_outcome(one)

    def _end(self) -> None:
        one = self.table.current()
        if one is not None:
            self.acts.ask_end(one)

    def _policy(self) -> None:
        self.acts.edit_policy(self.found.model if self.found is not None else None)
