"""A field for a date, written and read in the Japanese calendar or the western one; may stay empty."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QCheckBox, QFrame, QLineEdit, QWidget

from dxdesk.domain.dates import read_date
from dxdesk.domain.wareki import wareki
from dxdesk.ui.look import dates, icons, theme
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row

NOT_A_DATE = "R8.4.1 のように"
"""What stands beside a text that is no date: how one writes it."""

TRAILING = QLineEdit.ActionPosition.TrailingPosition
WIDE, HIGH = 308, 232
"""Px of a month in which every day is seen."""

BLANK = "(空欄)"
"""What an emptied field hands on: no date, and not the same as none being wanted."""

_STEPS = {
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
    Qt.Key.Key_PageUp: (0, 1),
    Qt.Key.Key_PageDown: (0, -1),
}
"""By how many days and months a key moves the date."""


class Calendar(QFrame):
    """A month to pick a day from, its year in the Japanese calendar."""

    picked = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        """Make it, closed."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "card")
        self.month = QCalendarWidget()
        self.month.setNavigationBarVisible(False)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setLocale(QLocale(QLocale.Language.Japanese))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
        self.month.setMinimumSize(WIDE, HIGH)
        self._rest = {Qt.DayOfWeek.Saturday: "accent", Qt.DayOfWeek.Sunday: "attention"}
        self.title = Text("", "strong")
        before = button("前の月", self.month.showPreviousMonth, look="quiet", name="month-before", again=True)
        after = button("次の月", self.month.showNextMonth, look="quiet", name="month-after", again=True)
        head = row(before, STRETCH, self.title, STRETCH, after)
        self.setLayout(column(head, self.month, gap=4, margins=(8, 8, 8, 8)))
        self.month.currentPageChanged.connect(self._show_title)
        for told in (self.month.clicked, self.month.activated):
            told.connect(self._pick)

    def open_at(self, day: QDate, place: QPoint) -> None:
        """Open it below a place of the screen, at a day."""
        self._colour()
        self.month.setSelectedDate(day)
        self._show_title(day.year(), day.month())
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(place.x(), room.right() - self.width())
        top = min(place.y(), room.bottom() - self.height())
        self.move(max(left, room.left()), max(top, room.top()))
        self.show()
        self.month.setFocus()

    def _colour(self) -> None:
        tokens = theme.of(self)
        for day, token in self._rest.items():
            written = QTextCharFormat()
            written.setForeground(QColor(getattr(tokens, token)))
            self.month.setWeekdayTextFormat(day, written)

    def _show_title(self, year: int, month: int) -> None:
        self.title.setText(wareki(date(year, month, 28)).partition("月")[0] + "月")

    def _pick(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(day)


class DayEdit(QLineEdit):
    """One date, shown as ``R8.4.1``; what is typed may be of either calendar.

    Arrows move it by a day, page keys by a month, Alt and the down arrow open a calendar.
    """

    day_changed = Signal()
    """Another day is meant, or what is typed is none (any more)."""

    def __init__(self) -> None:
        """Show today until another day is set."""
        super().__init__()
        self._day = QDate.currentDate()
        self._readable = True
        self._calendar: Calendar | None = None
        self._opening = self.addAction(icons.icon("year", theme.of(self).muted), TRAILING)
        self._opening.setText("カレンダーを開く")
        self._opening.setToolTip("カレンダーを開く(Alt+↓)")
        self._opening.triggered.connect(self.open_calendar)
        self.textEdited.connect(self._read)
        self._write()

    def date(self) -> QDate:
        """Return the day that was last readable."""
        return self._day

    def setDate(self, day: QDate) -> None:
        """Show a day."""
        changed = day != self._day or not self._readable
        self._day, self._readable = day, True
        self._write()
        if changed:
            self.day_changed.emit()

    def iso(self) -> str:
        """Return the ISO date; what is typed where that is none: whoever takes it refuses it by name."""
        return self._day.toString("yyyy-MM-dd") if self._readable else self.text().strip() or BLANK

    @property
    def readable(self) -> bool:
        """Whether what is typed is a date."""
        return self._readable

    def _write(self) -> None:
        self.setText(dates.short_day(self._day.toString("yyyy-MM-dd")))

    def _read(self, text: str) -> None:
        found = read_date(text)
        self._readable = bool(found)
        if found:
            self._day = QDate.fromString(found, "yyyy-MM-dd")
        self.day_changed.emit()

    def open_calendar(self) -> None:
        """Let a day be picked in a calendar."""
        if self._calendar is None:
            self._calendar = Calendar(self)
            self._calendar.picked.connect(self.setDate)
        self._calendar.open_at(self._day, self.mapToGlobal(QPoint(0, self.height())))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon again when the colours changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._opening.setIcon(icons.icon("year", theme.of(self).muted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the date by arrows and page keys; write it in one way when Enter takes it."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif key in _STEPS and self._readable:
            days, months = _STEPS[key]
            self.setDate(self._day.addDays(days).addMonths(months))
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._readable:
                self._write()
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write what was typed in one way; what is no date stays for whoever typed it."""
        super().focusOutEvent(event)
        if self._readable:
            self._write()


class DayField(QWidget):
    """Caption, date, and the same with its weekday; with ``optional`` a tick says whether there is one."""

    changed = Signal()

    def __init__(self, title: str, *, optional: bool = False, none: str = "期限なし") -> None:
        """Make a field; ``none`` is what no date means."""
        super().__init__()
        self._none = none
        self._said: str | None = None
        self.field = DayEdit()
        self.field.setAccessibleName(title)
        self.field.setFixedWidth(132)
        self.era = Text("", "muted")
        self.given = QCheckBox("決める")
        self.given.setAccessibleName(f"{title}を決める")
        self.given.setChecked(True)
        line = row(self.given, self.field, self.era, STRETCH, gap=6)
        self.setLayout(column(Text(title, "caption"), line, gap=4))
        self.given.setVisible(optional)
        self.field.day_changed.connect(self._show)
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
        """Return the ISO date, empty for none; what is typed where that is no date."""
        return self.field.iso() if self.given.isChecked() else ""

    def known_day(self) -> str:
        """Return the ISO date for whoever reckons with it: empty while what is typed is none (yet)."""
        return "" if self.unread else self.day()

    @property
    def unread(self) -> bool:
        """Whether there is to be a date and what is typed is none."""
        return self.given.isChecked() and not self.field.readable

    def _show(self) -> None:
        given = self.given.isChecked()
        unread = self.unread
        self.field.setEnabled(given)
        self.era.setText(NOT_A_DATE if unread else dates.long_day(self.day()) if given else self._none)
        self.era.set_tone("attention" if unread else "")
        if self.day() != self._said:
            self._said = self.day()
            self.changed.emit()
