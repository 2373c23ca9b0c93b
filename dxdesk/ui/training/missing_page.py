"""未受講者: everybody who must take a course and has not completed it, course by course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from dxdesk.domain.completion import evened
from dxdesk.ui.look import words
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.training import messages
from dxdesk.ui.training.pages import Page
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.ui.training.acts import Acts
    from dxdesk.usecases.training.figures import Missing
    from dxdesk.usecases.training.overview import Overview


def missing_table(*, course: bool) -> Table[Missing]:
    """Return an empty table of who is missing, with a column for the course where there are several."""
    from dxdesk.usecases.training.missing_list import state_of

    titles = messages.MISSING_COLUMNS
    columns: list[Col[Missing]] = [
        Col(titles[0], lambda one: one.course, 0, look=lambda one: "strong", wrap=True),
        Col(
            titles[1],
            lambda one: one.person.department_name,
            0,
            order=lambda one: one.person.department_code,
            wrap=True,
        ),
        Col(titles[2], lambda one: one.person.number, 110),
        Col(titles[3], lambda one: words.shown(one.person.name), 170, wrap=True),
        Col(titles[4], state_of, 150, look=lambda one: "attention" if not one.attended else ""),
    ]
    return Table(columns if course else columns[1:], messages.TAB_MISSING)


class MissingPage(Page):
    """The list, to search, to copy and to write to Excel."""

    def __init__(self, screen: Screen, acts: Acts) -> None:
        """Make an empty page."""
        super().__init__(screen, acts)
        self._year = 0
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.MISSING_SEARCH)
        self.search.setAccessibleName(messages.MISSING_SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._filter())
        self.course = Choice()
        self.course.setAccessibleName(messages.MISSING_COURSE)
        self.course.setMinimumWidth(280)
        self.course.currentIndexChanged.connect(lambda *_: self._filter())
        self.table = missing_table(course=True)
        self.table.nothing = messages.MISSING_NONE
        self.beside = Text("", "muted", wrap=True)
        self.copy = button(messages.COPY, self._copy, icon="copy", name="missing-copy")
        self.file = primary(messages.FILE, self._file, icon="file", name="missing-file")
        line = row(self.search, self.course, gap=10)
        line.setStretch(0, 1)
        body = card(
            Text(messages.MISSING_TEXT, "muted", wrap=True),
            line,
            self.table,
            self.beside,
            row(STRETCH, self.copy, self.file),
            gap=10,
            padding=12,
        )
        self.setLayout(column(body))

    def show_year(self, found: Overview) -> None:
        """Show who is missing in a year, of the course that was chosen while it is there."""
        self._year = found.year.fiscal_year
        chosen = self.course.currentData()
        self.course.blockSignals(True)
        self.course.clear()
        everybody = messages.MISSING_ALL.format(people=found.people_missing, count=len(found.missing))
        self.course.addItem(everybody, "")
        for one in found.year.courses:
            if one.missing and not one.course.ended:
                text = messages.MISSING_OF.format(name=one.course.name, count=len(one.missing))
                self.course.addItem(text, one.course.code)
        self.course.setCurrentIndex(max(self.course.findData(chosen), 0))
        self.course.blockSignals(False)
        self.beside.setText(messages.MISSING_LEFT_OUT.format(count=found.beside))
        self.beside.setVisible(bool(found.beside))
        self.table.show_records(found.missing)
        self._filter()

    def start_search(self) -> None:
        """Search somebody."""
        self.search.setFocus()
        self.search.selectAll()

    def _filter(self) -> None:
        text, code = evened(self.search.text()), str(self.course.currentData() or "")

        def fits(one: Missing) -> bool:
            if code and one.code != code:
                return False
            person = one.person
            said = (person.name, person.number, person.department_name, one.course)
            return not text or any(text in evened(part) for part in said)

        self.table.proxy.keep(fits)
        shown = bool(self.table.shown())
        self.copy.setEnabled(shown)
        self.file.setEnabled(shown)

    def _copy(self) -> None:
        self.acts.copy_missing(self.table.shown())

    def _file(self) -> None:
        chosen = self.course.currentData()
        name = self.table.shown()[0].course if chosen else ""
        self.acts.choose_missing_folder(self.table.shown(), self._year, name)
