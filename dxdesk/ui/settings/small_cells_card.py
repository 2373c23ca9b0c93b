"""少人数の基準: below which number of people figures are withheld, one number for each use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from dxdesk.domain.small_cells import LEAST, MOST, USE_NAMES, Use
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.settings import small_cells_messages as said
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.widgets.fields import NumberEdit
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, column
from dxdesk.ui.widgets.messages import Banner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxdesk.domain.errors import KnownError
    from dxdesk.ui.shell.screen import Screen

_NUMBER_WIDE = 96


class SmallCellsCard(QWidget):
    """The thresholds; each is kept once somebody goes on from its field."""

    def __init__(self, screen: Screen) -> None:
        """Make it without numbers; ``screen`` runs the work."""
        super().__init__()
        self._screen = screen
        self._kept: dict[Use, int] = {}
        self.banner = Banner()
        self.fields: dict[Use, NumberEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        # Only 人事課 gives 提供票.
        uses = [use for use in Use if screen.desk.role is Role.HR or use is not Use.PROVISION]
        for line, use in enumerate(uses):
            field = self.fields[use] = NumberEdit()
            field.setRange(LEAST, MOST)
            field.setButtonSymbols(NumberEdit.ButtonSymbols.NoButtons)
            field.setSuffix(said.PEOPLE)
            field.setFixedWidth(_NUMBER_WIDE)
            field.setAccessibleName(said.FIELD.format(use=USE_NAMES[use]))
            field.editingFinished.connect(lambda use=use: self._keep(use))
            grid.addWidget(Text(USE_NAMES[use]), line, 0)
            grid.addWidget(field, line, 1)
            grid.addWidget(Text(said.WHERE[use], "muted", wrap=True), line, 2)
        self.setLayout(
            column(
                card(
                    Text(said.TITLE, "section"),
                    Text(said.TEXT, "muted", wrap=True),
                    self.banner,
                    grid,
                    gap=10,
                )
            )
        )
        self.load()

    def load(self) -> None:
        """Read the thresholds."""
        desk = self._screen.desk

        def work(_: Progress) -> dict[Use, int]:
            from dxdesk.usecases.organisation.small_cells import thresholds

            return thresholds(desk)

        self._screen.ask(work, self.show_thresholds)

    def show_thresholds(self, found: Mapping[Use, int]) -> None:
        """Show what holds; what somebody types right now stays."""
        self._kept = dict(found)
        for use, field in self.fields.items():
            if not field.hasFocus():
                field.setValue(found[use])

    def _keep(self, use: Use) -> None:
        desk, below = self._screen.desk, self.fields[use].value()
        if self._kept.get(use) in (None, below):
            return
        before, self._kept[use] = self._kept[use], below

        def work(_: Progress) -> bool:
            from dxdesk.usecases.organisation.small_cells import set_threshold

            return set_threshold(desk, use, below)

        def done(_: object) -> None:
            self.banner.say(said.KEPT.format(use=USE_NAMES[use], below=below), said.KEPT_TEXT, tone="done")

        def failed(error: KnownError) -> None:
            self._kept[use] = before
            self.fields[use].setValue(before)
            self.banner.refuse(error)

        self._screen.ask(work, done, kind=Work.ACT, failed=failed)
