"""One session (回) of a course."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpinBox, QWidget

from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui.training import messages
from dxdesk.ui.training.rows import choice
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.dialog import EditDialog
from dxdesk.ui.widgets.fields import NumberEdit
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner

MOST_SEATS = 999_999_999


class SessionDialog(EditDialog):
    """A session; ``tried`` carries it as it is written."""

    def __init__(
        self,
        course: CourseSaid,
        session: SessionSaid | None,
        fiscal_year: int,
        years: Sequence[int],
        parent: QWidget,
    ) -> None:
        """Ask for a session of a course; ``None`` is a new one of ``fiscal_year``."""
        super().__init__(parent)
        said = session or SessionSaid(course.code, fiscal_year=fiscal_year)
        self._session = said
        title = messages.SESSION_NEW if session is None else messages.SESSION_CHANGE
        self.setWindowTitle(title)
        self.setMinimumWidth(760)
        self.banner = Banner()
        self.turn = self._line(said.turn, messages.TURN, messages.TURN_HINT)
        self.period = self._line(said.period, messages.PERIOD, messages.PERIOD_HINT)
        self.place = self._line(said.place, messages.PLACE, "")
        self.ground = self._line(said.ground, messages.GROUND, messages.GROUND_HINT)
        self.approval = self._line(said.approval, messages.APPROVAL, "")
        self.first, self.last, self.deadline, self.approved = (
            self._day(name, day)
            for name, day in (
                (messages.FIRST, said.first_day),
                (messages.LAST, said.last_day),
                (messages.DEADLINE, said.deadline),
                (messages.APPROVED, said.approved_on),
            )
        )
        self.seats = NumberEdit()
        self.seats.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.seats.setRange(0, MOST_SEATS)
        self.seats.setSpecialValueText(messages.ZERO)
        self.seats.setSuffix(messages.SEATS_UNIT)
        self.seats.setValue(said.seats)
        self.seats.setAccessibleName(messages.SEATS)
        offered = sorted({*years, said.fiscal_year})
        self.year = choice([(str(one), fiscal_year_label(one)) for one in offered], str(said.fiscal_year))
        self.year.setAccessibleName(messages.SESSION_YEAR)
        self.first.changed.connect(self._show_year)
        self.needs = Text(messages.SESSION_NEEDS, "caption", wrap=True)
        self.needs.set_tone("attention")
        self.accept_button = primary(messages.SAVE, lambda: self.tried.emit(self.wanted), name="accept")
        self._lay_out(title, course.name)
        self._show_year()
        self._may_be_untold = session is not None and not session.told
        for line in (self.turn, self.period):
            line.textChanged.connect(lambda *_: self._show_needs())
        self.first.changed.connect(self._show_needs)
        self._show_needs()

    def _lay_out(self, title: str, course: str) -> None:
        def field(name: str, part: QWidget) -> QWidget:
            made = QWidget()
            made.setLayout(column(Text(name, "caption"), part, gap=3))
            return made

        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        fields = (
            *(field(messages.TURN, self.turn), field(messages.PERIOD, self.period)),
            *(self.first, self.last),
            *(self.deadline, field(messages.SESSION_YEAR, self.year)),
            *(field(messages.PLACE, self.place), field(messages.SEATS, self.seats)),
            *(field(messages.APPROVAL, self.approval), self.approved),
        )
        for position, part in enumerate(fields):
            grid.addWidget(part, position // 2, position % 2)
        grid.addWidget(field(messages.GROUND, self.ground), (len(fields) + 1) // 2, 0, 1, 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        self.setLayout(
            column(
                Text(title, "title"),
                Text(messages.SESSION_OF.format(name=course), "muted", wrap=True),
                self.banner,
                self.needs,
                grid,
                Text(messages.DECISION_TEXT, "caption", wrap=True),
                STRETCH,
                row(STRETCH, button(messages.CANCEL, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    @staticmethod
    def _line(text: str, name: str, hint: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        return made

    @staticmethod
    def _day(name: str, day: str) -> DayField:
        made = DayField(name, optional=True, none=messages.NO_DAY)
        made.set_day(day)
        return made

    def _show_year(self) -> None:
        """Show the year of the day, and let it be said only where no day says it."""
        day = self.first.known_day()  # called with each key that is typed
        if day:
            year = fiscal_year_of(day)
            if self.year.findData(str(year)) < 0:
                self.year.addItem(fiscal_year_label(year), str(year))
            self.year.setCurrentIndex(self.year.findData(str(year)))
        self.year.setEnabled(not day)

    def _show_needs(self) -> None:
        """Say what is still needed, and let the session be kept once it is there."""
        enough = self.wanted.told or self._may_be_untold
        self.needs.setVisible(not enough)
        self.accept_button.setEnabled(enough)

    @property
    def wanted(self) -> SessionSaid:
        """The session as it is written."""
        return self._session._replace(
            turn=self.turn.text().strip(),
            first_day=self.first.day(),
            last_day=self.last.day(),
            deadline=self.deadline.day(),
            fiscal_year=int(self.year.currentData()),
            period=self.period.text().strip(),
            place=self.place.text().strip(),
            seats=self.seats.value(),
            ground=self.ground.text().strip(),
            approval=self.approval.text().strip(),
            approved_on=self.approved.day(),
        )
