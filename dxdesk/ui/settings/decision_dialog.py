"""A decision that lets people of another authority be looked at: fields of what was decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox

from dxdesk.domain.authorities import Decision, Scope
from dxdesk.ports.store import Progress
from dxdesk.ui.settings import privacy_messages as said
from dxdesk.ui.shell.decided_dialog import DecidedDialog, line
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row


class DecisionDialog(DecidedDialog):
    """Asks for all that a decision says; ``kept`` is called once it is in the store."""

    def __init__(self, screen: Screen, names: Sequence[str], kept: Callable[[], object]) -> None:
        """Ask; ``names`` are the other authorities."""
        super().__init__(screen, said.DECISION_TITLE, 620, kept)
        self.authority = Choice()
        self.authority.setAccessibleName(said.AUTHORITIES)
        for name in names:
            self.authority.addItem(name, name)
        self.scopes = {scope: QCheckBox(said.SCOPES[scope]) for scope in Scope}
        self.items = line(said.DECISION_ITEMS, said.DECISION_ITEMS_HINT)
        self.ground = line(said.DECISION_GROUND, said.DECISION_GROUND_HINT)
        self.number = line(said.DECISION_NUMBER, "")
        today = screen.desk.services.clock.today()
        self.decided = DayField(said.DECISION_ON, optional=True, none="")
        self.first = DayField(said.DECISION_FROM)
        self.last = DayField(said.DECISION_TO, optional=True, none=said.DECISION_OPEN)
        for day in (self.decided, self.first, self.last):
            day.set_day(today)
        self.last.given.setChecked(False)
        self.accept_button = primary(said.DECISION_KEEP, self.keep, name="accept")
        boxes = column(gap=0)
        for box in self.scopes.values():
            box.setMinimumHeight(28)
            boxes.addWidget(box)
        fields = [
            column(Text(field.accessibleName(), "caption"), field, gap=4)
            for field in (self.items, self.ground, self.number)
        ]
        self.setLayout(
            column(
                Text(said.DECISION_TITLE, "title"),
                Text(said.DECISIONS_TEXT, "muted", wrap=True),
                self.banner,
                column(Text(said.AUTHORITIES, "caption"), self.authority, gap=4),
                column(Text(said.DECISION_SCOPES, "caption"), boxes, gap=4),
                *fields,
                self.decided,
                self.first,
                self.last,
                row(STRETCH, button(said.CANCEL, self.reject), self.accept_button),
                gap=10,
                margins=(24, 20, 24, 20),
            )
        )

    def keep(self) -> None:
        """Keep the decision; what it lacks is said here."""
        desk = self._screen.desk
        wanted = Decision(
            str(self.authority.currentData() or ""),
            tuple(scope.value for scope, box in self.scopes.items() if box.isChecked()),
            self.items.text().strip(),
            self.ground.text().strip(),
            self.number.text().strip(),
            self.decided.day(),
            self.first.day(),
            self.last.day(),
        )

        def work(_: Progress) -> str:
            from dxdesk.usecases.organisation.authorities import keep_decision

            return keep_decision(desk, wanted)

        self.run(work)
