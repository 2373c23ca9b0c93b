"""A field for a date, with the Japanese era beside it; may stay empty."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from dxdesk.ui.look import dates
from dxdesk.ui.widgets.basics import STRETCH, Text, column, row
from dxdesk.ui.widgets.fields import DayEdit


class DayField(QWidget):
    """Caption, date, 和暦; with ``optional`` a tick decides whether there is a date at all."""

    changed = Signal()

    def __init__(self, title: str, *, optional: bool = False, none: str = "期限なし") -> None:
        """Make a field; ``none`` is what no date means."""
        super().__init__()
        self._none = none
        self._said: str | None = None
        self.field = DayEdit()
        self.field.setCalendarPopup(True)
        self.field.setDisplayFormat("yyyy/MM/dd")
        self.field.setAccessibleName(title)
        self.field.setFixedWidth(148)
        self.era = Text("", "muted")
        self.given = QCheckBox("決める")
        self.given.setAccessibleName(f"{title}を決める")
        self.given.setChecked(True)
        line = row(self.given, self.field, self.era, STRETCH, gap=6)
        self.setLayout(column(Text(title, "caption"), line, gap=4))
        self.given.setVisible(optional)
        self.field.dateChanged.connect(lambda *_: self._show())
        self.given.toggled.connect(lambda *_: self._show())
        self._show()

    def set_day(self, text: str) -> None:
        """Show an ISO date; empty means none."""
        self.given.setChecked(bool(text))
        if text:
            day = date.fromisoformat(text)
            self.field.setDate(QDate(day.year, day.month, day.day))
        self._show()

    def day(self) -> str:
        """Return the ISO date, empty for none."""
        return self.field.date().toString("yyyy-MM-dd") if self.given.isChecked() else ""

    def _show(self) -> None:
        self.field.setEnabled(self.given.isChecked())
        self.era.setText(dates.long_day(self.day()) if self.given.isChecked() else self._none)
        # Enter in a date tells of a change where there is none.
        if self.day() != self._said:
            self._said = self.day()
            self.changed.emit()
