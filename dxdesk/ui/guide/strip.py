"""The guide as a strip above the work: nothing is covered, nothing is blocked, one may try along."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from dxdesk.ports.entities import Role
from dxdesk.ui.guide import messages
from dxdesk.ui.guide.messages import GuideStep
from dxdesk.ui.look import remembered, theme
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row


class Dots(QWidget):
    """How far one is: one dot a step, those behind filled, the present one larger."""

    def __init__(self, whole: int) -> None:
        """Make a row of dots."""
        super().__init__()
        self._whole, self._now = whole, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of all dots."""
        return QSize(16 * self._whole, 14)

    def show_step(self, now: int) -> None:
        """Show which step is the present one."""
        self._now = now
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dots."""
        tokens = theme.of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for position in range(self._whole):
            painter.setBrush(QColor(tokens.accent if position <= self._now else tokens.edge))
            size = 5.0 if position == self._now else 3.0
            painter.drawEllipse(QPointF(8 + 16 * position, 7), size, size)
        painter.end()


class GuideStrip(QFrame):
    """Five steps of a role, one at a time; each opens the screen it speaks of."""

    go = Signal(str, object)
    closed = Signal()

    def __init__(self, role: Role) -> None:
        """Begin at the first step."""
        super().__init__()
        self.steps: tuple[GuideStep, ...] = messages.STEPS[role]
        self.now = 0
        self.setProperty("look", "info")
        self.dots = Dots(len(self.steps))
        self.place = Text("", "caption")
        self.title = Text("", "section", wrap=True)
        self.text = Text("", wrap=True)
        self.back = button(messages.BACK, lambda: self.turn(-1), name="guide-back")
        self.on = button(messages.NEXT, lambda: self.turn(1), name="guide-next")
        self.shut = button(messages.CLOSE, self.end, look="quiet", name="guide-close")
        self._head = inside(row(Text(messages.NAME, "caption"), self.dots, self.place, STRETCH, gap=10))
        texts = column(self._head, self.title, self.text, gap=3)
        line = row(texts, self.shut, self.back, self.on, gap=8, margins=(16, 9, 14, 11))
        line.setStretch(0, 1)
        for part in (self.shut, self.back, self.on):
            line.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
            # A click must not take the keyboard away from the work: one may try along.
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setLayout(line)
        self._show()

    def begin(self) -> None:
        """Show the guide from its first step."""
        self.now = 0
        self._show()
        self.fold(False)
        self.show()

    def turn(self, steps: int) -> None:
        """Go on or back; after the last step the guide ends."""
        place = self.now + steps
        if place >= len(self.steps):
            self.end()
        elif place >= 0:
            self.now = place
            self._show()
            step = self.steps[place]
            if step.screen:
                self.go.emit(step.screen, dict(step.what))
            self.fold(False)

    def fold(self, on: bool) -> None:
        """Leave the room to the work and show the title alone, or say everything again."""
        for part in (self._head, self.text):
            part.setVisible(not on)
        self.title.setToolTip(self.text.text() if on else "")

    def end(self) -> None:
        """Take the guide away; it can be had again from 使い方."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc while the keyboard is in the strip."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        step, whole = self.steps[self.now], len(self.steps)
        self.dots.show_step(self.now)
        self.place.setText(messages.PLACE.format(number=self.now + 1, whole=whole))
        self.title.setText(step.title)
        self.text.setText(step.text)
        self.back.setEnabled(self.now > 0)
        last = self.now == whole - 1
        self.on.setText(messages.END if last else messages.NEXT)
        self.shut.setVisible(not last)
        self.setAccessibleName(messages.SAID.format(number=self.now + 1, whole=whole, title=step.title))
        self.setAccessibleDescription(step.text)


def wanted(store_id: str) -> bool:
    """Tell whether the guide of a store was never shown on this PC, and take note that it is now."""
    key = f"guide/{store_id}"
    if remembered.kept(key):
        return False
    remembered.keep(key, "shown")
    return True
