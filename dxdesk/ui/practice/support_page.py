"""支援のばらつき: each section with its cases, consultations, courses and goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dxdesk.ports.store import Progress
from dxdesk.ui.practice import messages
from dxdesk.ui.practice.pages import ActingPage
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, clear, column, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.practice.support import Support, SupportLine

_WIDE = 128
_NAME = 0


class SupportPage(ActingPage):
    """The sections of the year that is chosen."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__(screen)
        self.found: Support | None = None
        self._year = 0
        self.reached = Text("", "section", wrap=True)
        self.note = Text("", "muted", wrap=True)
        self.page = primary(messages.PAGE, lambda: self.acts.ask_page(self._year), name="case-page")
        head = row(self.reached, self.page, gap=8)
        head.setStretch(0, 1)
        self._held: QVBoxLayout = column()
        self.empty = EmptyState("records", messages.SUPPORT_EMPTY, messages.SUPPORT_EMPTY_TEXT)
        self.pages = QStackedWidget()
        whole = card(head, self._held, self.note, gap=10, padding=12)
        self.pages.addWidget(whole)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(QWidget())
        self.pages.setCurrentIndex(2)
        self.setLayout(column(self.pages))

    def show_year(self, fiscal_year: int) -> None:
        """Read a year; one that comes after another was asked for is not shown."""
        self._year = fiscal_year
        desk = self.host.desk

        def work(_: Progress) -> Support:
            from dxdesk.usecases.practice.support import support

            return support(desk, fiscal_year)

        def done(found: Support) -> None:
            if fiscal_year == self._year:
                self.show_found(found)

        self.host.ask(work, done, title=messages.LOADING if self.found is None else "")

    def show_found(self, found: Support) -> None:
        """Show the sections, and all of them together in the last line."""
        self.found = found
        self.pages.setCurrentIndex(0 if found.lines else 1)
        count = found.without
        self.reached.setText(messages.WITHOUT.format(count=count) if count else messages.ALL_REACHED)
        clear(self._held)
        self.table = self._table(found)
        self._held.addWidget(self.table)
        told = (
            messages.WHY_COURSES.format(why=found.why_courses) if found.why_courses else "",
            messages.WHY_GOALS.format(why=found.why_goals) if found.why_goals else "",
            messages.SUPPORT_NOTE.format(below=found.below),
        )
        self.note.setText("\n".join(filter(None, told)))

    @staticmethod
    def _table(found: Support) -> Table[SupportLine]:
        from dxdesk.usecases.practice.support import cells_of, columns_of

        cells = {one.code: cells_of(one, found) for one in (*found.lines, found.total)}

        def cell(place: int) -> Col[SupportLine]:
            return Col(
                columns_of(found)[place],
                lambda one: cells[one.code][place],
                _WIDE,
                number=True,
            )

        name: Col[SupportLine] = Col(
            columns_of(found)[_NAME],
            lambda one: f"{one.name}({messages.NO_SUPPORT})" if one.without and one.code else one.name,
            0,
            look=lambda one: "attention" if one.without and one.code else "strong",
            wrap=True,
        )
        columns = [name, *(cell(place) for place in range(1, len(columns_of(found))))]
        table: Table[SupportLine] = Table(columns, messages.SUPPORT_TABLE, sort=False)
        table.show_records((*found.lines, found.total))
        return table

    def start_search(self) -> None:
        """Go to the table."""
        if self.found is not None:
            self.table.setFocus()
