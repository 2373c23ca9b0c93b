"""A decision that lets particulars of individuals be given: fields of what was decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox

from dxdesk.domain.errors import KnownError
from dxdesk.domain.provisions import ITEM_NAMES, Permit
from dxdesk.domain.training import fiscal_year_of
from dxdesk.ports.store import Progress
from dxdesk.ui.provision import giving_messages as said
from dxdesk.ui.shell.decided_dialog import DecidedDialog, line
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.flow import Flow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row

WIDE = 640


class PermitDialog(DecidedDialog):
    """Asks for all that a decision says; ``kept`` is called once it is in the store.

    ``like`` is an earlier decision whose words the fields begin with.
    """

    def __init__(self, screen: Screen, kept: Callable[[], object], like: Permit | None = None) -> None:
        """Ask."""
        super().__init__(screen, said.PERMIT_TITLE, WIDE, kept)
        self._told: Permit | None = None
        self.items = {item: QCheckBox(name) for item, name in ITEM_NAMES.items()}
        self.ground = line(said.PERMIT_GROUND, said.PERMIT_GROUND_HINT)
        self.number = line(said.PERMIT_NUMBER, said.PERMIT_NUMBER_HINT)
        today = screen.desk.services.clock.today()
        self.decided, self.first, self.last = (
            DayField(title) for title in (said.PERMIT_ON, said.PERMIT_FROM, said.PERMIT_TO)
        )
        for day in (self.decided, self.first):
            day.set_day(today)
        self.last.set_day(f"{fiscal_year_of(today) + 1}-03-31")
        if like is not None:
            self._begin_with(like, today)
        self.accept_button = primary(said.PERMIT_KEEP, self.keep, name="accept")
        boxes = Flow(gap=18, line_gap=4)
        for box in self.items.values():
            box.setMinimumHeight(28)
            boxes.addWidget(box)
        self.setLayout(
            column(
                Text(said.PERMIT_TITLE, "title"),
                Text(said.PERMIT_LEAD if like is None else said.PERMIT_LEAD_LIKE, "muted", wrap=True),
                self.banner,
                column(Text(said.PERMIT_ITEMS, "caption"), inside(boxes), gap=4),
                *(
                    column(Text(field.accessibleName(), "caption"), field, gap=4)
                    for field in (self.ground, self.number)
                ),
                self.decided,
                self.first,
                self.last,
                row(STRETCH, button(said.CANCEL, self.reject), self.accept_button),
                gap=10,
                margins=(24, 20, 24, 20),
            )
        )

    def _begin_with(self, like: Permit, today: str) -> None:
        for item, box in self.items.items():
            box.setChecked(item.value in like.items)
        self.ground.setText(like.ground)
        self.number.setText(like.number)
        self.decided.set_day(like.decided_on)
        self.first.set_day(max(like.valid_from, today))
        if like.valid_to >= today:  # else the end of this year stays proposed
            self.last.set_day(like.valid_to)

    def keep(self) -> None:
        """Keep the decision; what it lacks is said here."""
        desk = self._screen.desk
        wanted = Permit(
            tuple(item.value for item, box in self.items.items() if box.isChecked()),
            self.ground.text().strip(),
            self.number.text().strip(),
            self.decided.day(),
            self.first.day(),
            self.last.day(),
        )

        again = wanted == self._told  # what others allow of the same was told

        def work(_: Progress) -> str:
            from dxdesk.usecases.organisation.giving import keep_permit

            return keep_permit(desk, wanted, again=again)

        self._told = wanted
        self.run(work, self._refused)

    def _refused(self, error: KnownError) -> None:
        """Say what it lacks; where that is only that others allow the same, it may be kept all the same."""
        self.banner.refuse(error)
        only = [one.code for one in error.problems] == ["permit-again"]
        self._told = self._told if only else None
        self.accept_button.setText(said.PERMIT_KEEP_BOTH if only else said.PERMIT_KEEP)
