"""A dialog as high as its texts need at its width, and no higher than the display: then it scrolls.

Closing one asks first when something was written in it that nobody keeps yet.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMetaMethod, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from dxdesk.ui.look import applying
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayEdit
from dxdesk.ui.widgets.keys import is_enter, is_held, page_by_key
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import STRETCH, column, row, scrolling
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.reading import name_fields
from dxdesk.ui.widgets.sizes import FRAME, LEAST_ROOM, SMALL_DISPLAY
from dxdesk.ui.widgets.stops import order_stops, stops_of
from dxdesk.ui.widgets.written import ANY_FIELD, FIELDS, is_written

APPEARED = QEvent.Type(QEvent.registerEventType())
"""What the window behind a dialog is told when the dialog appears; whether it was blocked already or not."""

LEAVE_TITLE = "書いたことを残さずに閉じますか"
LEAVE_TEXT = "この窓に書いたことは、まだ残していません。閉じると消えて、もう一度書くことになります。"
LEAVE_ACT = "残さずに閉じる"
LEAVE_STAY = "続けて書く"


class Dialog(QDialog):
    """Fits its height to wrapped texts when it is shown and when a message appears in it.

    ``asks_from``: from how many typed lines closing asks first.
    """

    asks_from = FIELDS

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty dialog."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fitting = self._placed = False
        self._parts: QVBoxLayout | None = None
        self._buttons: QLayout | None = None
        self._area: QScrollArea | None = None
        self._said = ""
        self._wanted: QWidget | None = None
        self.begins_with: QWidget | None = None
        """What has the focus first, where it is not what one may write in first."""
        self.leaving: LeaveDialog | None = None
        """The question whether to close without keeping what is written, once it was asked."""

    def setLayout(self, layout: QLayout) -> None:
        """Take the parts under each other; the last row, the buttons, stays in view when the rest scrolls."""
        last = layout.itemAt(layout.count() - 1) if isinstance(layout, QVBoxLayout) else None
        buttons = last.layout() if last is not None else None
        if not isinstance(layout, QVBoxLayout) or not isinstance(buttons, QHBoxLayout):
            super().setLayout(layout)
            return
        layout.removeItem(buttons)
        buttons.setParent(None)
        edge = layout.contentsMargins()
        layout.setContentsMargins(edge.left(), edge.top(), edge.right(), 0)
        buttons.setContentsMargins(edge.left(), layout.spacing(), edge.right(), edge.bottom())
        self._parts, self._buttons = layout, buttons
        self._area = scrolling(layout)
        self._area.widget().installEventFilter(self)
        whole = QVBoxLayout()
        whole.setSpacing(0)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area, 1)
        whole.addLayout(buttons)
        super().setLayout(whole)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once it is known how wide the dialog is."""
        applying.dress(self)
        super().showEvent(event)
        name_fields(self)
        behind = self.parentWidget()
        if behind is not None:
            QApplication.postEvent(behind.window(), QEvent(APPEARED))
        if self.focusWidget() is None:
            self._begin()
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the next step where what has the focus has no use for it; page keys scroll.

        A button takes Enter itself. A key held down presses nothing: it may come from the window below.
        """
        if is_enter(event):
            event.accept()
            step = self.next_step()
            if step is not None and not is_held(event) and not uses_enter(self.focusWidget()):
                step.click()
        elif not page_by_key(self._area, event):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Close, but ask first where enough was typed: Esc, the window's × and やめる end here."""
        if not self.isVisible() or not is_written(self, self.asks_from):
            super().reject()
        elif self.leaving is None or not self.leaving.isVisible():
            self.leaving = LeaveDialog(self)
            self.leaving.accepted.connect(lambda: QDialog.reject(self))
            self.leaving.open()

    def next_step(self) -> QPushButton | None:
        """Return what Enter presses: the filled button of the card with the focus, else of the dialog.

        Where none is filled, the default one; ``None`` while it rests.
        """
        found: list[QPushButton] = list(self.findChildren(QPushButton))
        own = [each for each in reversed(found) if each.isVisibleTo(self) and each.window() is self]
        filled = [each for each in own if each.property("look") == "primary"]
        area = self._area
        if area is not None:
            filled.sort(key=area.isAncestorOf)  # the foot is the dialog's, the rest belongs to cards
        around: QWidget | None = self.focusWidget()
        while around not in (None, self, area.widget() if area is not None else None):
            nearer = [each for each in filled if around.isAncestorOf(each)]
            filled, around = nearer or filled, None if nearer else around.parentWidget()
        steps = filled or [each for each in own if each.isDefault()]
        return steps[0] if steps and steps[0].isEnabled() else None

    def _begin(self) -> None:
        """Give the focus to the first field one may write in, else to the next step or what comes first.

        A field beside the next step comes before one of another card, whose own step may rest. A dialog that
        asks for something else first names it (``begins_with``).
        """
        if self.begins_with is not None and self.begins_with.isEnabled():
            self.begins_with.setFocus(Qt.FocusReason.TabFocusReason)
            return
        stops = [part for part in stops_of(self.layout()) if part.isVisibleTo(self) and part.isEnabled()]
        written = [part for part in stops if _may_be_typed_in(part)]
        fresh = [part for part in written if not isinstance(part, _STANDING)] or written
        step = self.next_step()
        card: QWidget | None = step
        while card not in (None, self) and card.property("look") != "card":
            card = card.parentWidget()
        beside = [part for part in fresh if card is not None and card.isAncestorOf(part)]
        first = next(iter(beside or fresh), None) or step or next(iter(stops), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            self.bring(first)

    def event(self, event: QEvent) -> bool:
        """Fit again after parts appeared or went."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_soon()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See what happens to the parts, which a scrolling area keeps to itself."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_soon()
        return super().eventFilter(watched, event)

    def bring(self, part: QWidget) -> None:
        """Bring a part that has just appeared into view, once there is room made for it."""
        self._wanted = part
        self._fit_soon()

    def _fit_soon(self) -> None:
        if self.isVisible() and not self._fitting:
            self._fitting = True
            later(self, self.fit)

    def fit(self) -> None:
        """Take the height that the parts need at the present width, as far as the display has it."""
        self._fitting = False
        layout = self._parts or self.layout()
        if layout is None:
            return
        # Wrapped texts ask for the height they would need at their narrowest; we know the width.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumHeight(0)
        wide, high = self.needed()
        room = self.room()
        if self._area is not None:
            # A bar that was there once would stay for the width that it takes itself.
            policy = Qt.ScrollBarPolicy
            bar = policy.ScrollBarAsNeeded if high > room else policy.ScrollBarAlwaysOff
            self._area.setVerticalScrollBarPolicy(bar)
        self.resize(wide, min(high, room))
        self._place()
        self._show_objection()
        if self._wanted is not None:
            later(self, self._show_wanted)  # it has no place among the parts before that

    def needed(self) -> tuple[int, int]:
        """Return the width and the height that the parts need, in px."""
        layout = self._parts or self.layout()
        if layout is None:
            return self.width(), self.height()
        wide = max(self.width(), layout.minimumSize().width())
        high = layout.heightForWidth(wide) if layout.hasHeightForWidth() else layout.sizeHint().height()
        if self._buttons is not None:
            high += self._buttons.sizeHint().height()
        return wide, high

    def _place(self) -> None:
        """Stand in the upper part of the display when opened, so that there is room to grow; then stay.

        What grows keeps its upper edge, where one reads, and moves up by no more than it must.
        """
        screen = self.screen()
        if screen is None:
            return
        display = screen.availableGeometry()
        frame = self.frameGeometry().height() - self.height() or FRAME
        room = display.height() - frame - self.height()
        top, left = self.y(), self.x()
        if not self._placed:
            self._placed = True
            parent = self.parentWidget()
            middle = (parent.window().frameGeometry() if parent is not None else display).center().x()
            left = max(display.left(), min(middle - self.width() // 2, display.right() - self.width()))
            top = display.top() + room // 4
        top = max(display.top(), min(top, display.top() + room))
        if (left, top) != (self.x(), self.y()):
            self.move(left, top)

    def let_rest(self, on: bool) -> None:
        """Let everything above the buttons rest while what stands there is done, or be there again."""
        if self._area is not None:
            self._area.widget().setEnabled(not on)

    def order_keys(self) -> None:
        """Let the Tab key go through the parts as they stand: what is drawn later would come last."""
        order_stops(self.layout())

    def _show_wanted(self) -> None:
        if self._fitting:
            return  # what is wanted now appeared since: it has its place after the next fit only
        part, self._wanted = self._wanted, None
        if part is not None and self._area is not None and part.isVisible():
            if part.height() > self._area.viewport().height():
                # The last of what is higher than the view would be shown: one reads from its beginning.
                top = part.mapTo(self._area.widget(), part.rect().topLeft()).y()
                self._area.verticalScrollBar().setValue(top - self._parts_gap())
            else:
                self._area.ensureWidgetVisible(part)

    def _parts_gap(self) -> int:
        return self._parts.spacing() if self._parts is not None else 0

    def _show_objection(self) -> None:
        """Bring what was objected into view, once: nobody looks for it above what they typed."""
        banner = self.findChild(Banner)
        said = banner.text() if banner is not None and banner.isVisible() else ""
        if said != self._said and self._area is not None and banner is not None:
            self._said = said
            self._area.ensureWidgetVisible(banner)

    def room(self) -> int:
        """Return how high a dialog may be here: the display, and the window it stands before."""
        screen = self.screen()
        display = screen.availableGeometry().height() if screen is not None else 10_000
        room = min(display - FRAME, LEAST_ROOM) if display < SMALL_DISPLAY else display - FRAME
        parent = self.parentWidget()
        window = parent.window() if parent is not None else None
        return min(room, window.height()) if window is not None and window.isVisible() else room


class EditDialog(Dialog):
    """Writes a record down, new or there already; ``tried`` carries it as it is written, to be kept.

    One typed field is a beginning of it, so that closing asks from the first one.
    """

    tried = Signal(object)
    asks_from = ANY_FIELD


class LeaveDialog(Dialog):
    """Asks whether what is written in the dialog below may be lost; Enter keeps it."""

    def __init__(self, parent: Dialog) -> None:
        """Ask before a dialog."""
        super().__init__(parent)
        self.setWindowTitle(LEAVE_TITLE)
        self.setMinimumWidth(480)
        self.stay = primary(LEAVE_STAY, self.reject, name="stay")
        self.go = button(LEAVE_ACT, self.accept, name="leave-unkept")
        self.setLayout(
            column(
                Text(LEAVE_TITLE, "title", wrap=True),
                Text(LEAVE_TEXT, wrap=True),
                STRETCH,
                row(STRETCH, self.go, self.stay),
                gap=14,
                margins=(24, 20, 24, 20),
            )
        )
        self.stay.setFocus()


_STANDING = QAbstractSpinBox, DayEdit
"""Fields in which a day or a number stands already: what is empty is asked for first."""


def _may_be_typed_in(part: QWidget) -> bool:
    if isinstance(part, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox):
        return not part.isReadOnly()
    return isinstance(part, QComboBox) and part.isEditable()


def uses_enter(part: QWidget | None) -> bool:
    """Tell whether Enter does something of its own in a field, and yet is handed on by it."""
    return isinstance(part, QLineEdit) and part.isSignalConnected(QMetaMethod.fromSignal(part.returnPressed))
