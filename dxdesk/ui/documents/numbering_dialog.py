"""How the numbers of certificates go on: what stands before them, and which comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import Progress
from dxdesk.ui.documents import issuing_messages as messages
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice, NumberEdit
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxdesk.domain.errors import Problem
    from dxdesk.usecases.issued.series import Numbering


class NumberingDialog(Dialog):
    """Shows how the numbers of one kind and year go on, and keeps what is said."""

    def __init__(self, screen: Screen, titles: Mapping[str, str], years: tuple[int, ...]) -> None:
        """Ask of which kind and year."""
        super().__init__(screen)
        self._screen = screen
        self.setWindowTitle(messages.NUMBERING_TITLE)
        self.setMinimumWidth(560)
        self.banner = Banner()
        self.kind, self.year = Choice(), Choice()
        for kind, title in titles.items():
            self.kind.addItem(title, kind)
        for year in years:
            self.year.addItem(fiscal_year_label(year), year)
        self.prefix, self.following = QLineEdit(), NumberEdit()
        self.prefix.setPlaceholderText(messages.PREFIX_HINT)
        self.following.setRange(1, 999_999)
        self.following.setButtonSymbols(NumberEdit.ButtonSymbols.NoButtons)
        self.told = Text("", "strong", wrap=True)
        self.accept_button = primary(messages.KEEP, self._keep, name="accept")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, (name, part) in enumerate(
            (
                (messages.KIND, self.kind),
                (messages.YEAR, self.year),
                (messages.PREFIX, self.prefix),
                (messages.NEXT, self.following),
            )
        ):
            part.setAccessibleName(name)
            field = QWidget()
            field.setLayout(column(Text(name, "caption"), part, gap=3))
            grid.addWidget(field, place // 2, place % 2)
        self.setLayout(
            column(
                Text(messages.NUMBERING_TITLE, "title"),
                Text(messages.NUMBERING_TEXT, "muted", wrap=True),
                self.banner,
                grid,
                self.told,
                STRETCH,
                row(STRETCH, button(messages.LEAVE, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        for choice in (self.kind, self.year):
            choice.activated.connect(lambda *_: self.read())
        self.read()

    def read(self) -> None:
        """Read how the numbers chosen go on."""
        kind, year, desk = str(self.kind.currentData()), int(self.year.currentData()), self._screen.desk

        def work(_: Progress) -> tuple[Numbering, str]:
            from dxdesk.usecases.issued import series

            with desk.store.read() as uow:
                found = series.numbering(uow, series.Series(kind, year))
            return found, series.told(found.prefix, found.following, year)

        self._screen.operations.run(work, self._show, failed=self.banner.refuse, owner=self)

    def _show(self, read: tuple[Numbering, str]) -> None:
        found, following = read
        self.prefix.setText(found.prefix)
        self.following.setValue(found.following)
        last = messages.LAST.format(last=found.last) if found.last else messages.NO_LAST
        self.told.setText(messages.NEXT_TOLD.format(last=last, following=following))

    def _keep(self) -> None:
        kind, year, desk = str(self.kind.currentData()), int(self.year.currentData()), self._screen.desk
        prefix, following = self.prefix.text(), self.following.value()

        def work(_: Progress) -> tuple[Problem, ...]:
            from dxdesk.usecases.issued.series import Series, set_numbering

            return set_numbering(desk, Series(kind, year), prefix, following)

        def done(told: tuple[Problem, ...]) -> None:
            for one in told or (None,):
                if one is None:
                    self.banner.say(messages.KEPT, tone="done")
                else:
                    self.banner.say(one.message, advice=one.fix, tone="info")
            self.read()

        self._screen.operations.run(work, done, failed=self.banner.refuse, owner=self, kind=Work.ACT)
