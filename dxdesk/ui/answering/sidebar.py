"""The list of skills at the left, each with what was chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QVBoxLayout

from dxdesk.ui.answering import messages
from dxdesk.ui.answering.item_page import difference
from dxdesk.ui.answering.model import MORE, SUBMIT, Answering
from dxdesk.ui.look import words
from dxdesk.ui.widgets.buttons import RowButton
from dxdesk.ui.widgets.chips import Badge, LevelChip
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, hairline, inside, row, scrolling

WIDTH, NARROW = 250, 196


class SideRow(RowButton):
    """One page: its name and, for skills, the level or what is missing."""

    def __init__(self, uid: str, name: str) -> None:
        """Make a row."""
        super().__init__()
        self.uid = uid
        self.setObjectName(f"item-{uid}")
        self.name = Text(name, wrap=True, by_words=True)
        self.chip = LevelChip(None, faint=messages.UNANSWERED)
        self.badge = Badge(messages.ANSWERING)
        self.change = Text("", "caption")
        layout = row(self.name, self.change, self.chip, self.badge, gap=6, margins=(15, 4, 12, 4))
        layout.setStretch(0, 1)
        self.setLayout(layout)
        for part in (self.name, self.chip, self.badge, self.change):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for part in (self.chip, self.badge, self.change):
            part.hide()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a height that holds the name in one or two lines."""
        beside = [part for part in (self.change, self.chip, self.badge) if not part.isHidden()]
        inner = (
            (self.width() if self.isVisible() else WIDTH - 4)
            - 30
            - sum(part.sizeHint().width() + 6 for part in beside)
        )
        return QSize(WIDTH - 2, max(36, self.name.heightForWidth(inner) + 10))

    def minimumSizeHint(self) -> QSize:
        """Never clip."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when a scroll bar takes some of the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def show_item(self, work: Answering, *, current: bool) -> None:
        """Show what was chosen, how it differs from last year, or that something waits here."""
        level, (said, tone) = work.level(self.uid), difference(work, self.uid)
        self.chip.set_top(work.top(self.uid))
        self.chip.set_level(level, work.label(self.uid, level))
        asked = bool(work.reason(self.uid)) and not work.touched(self.uid)
        self.badge.setText(messages.RETURNED_MARK if asked else messages.ANSWERING)
        self.badge.setVisible(asked or (current and level is None))
        self.chip.setVisible(not (current and level is None) and not (asked and level is None))
        rise = work.rise(self.uid)
        self.change.setText(words.change_of_level(0, rise) if rise else "")
        self.change.set_tone(tone if rise else "")
        self.change.setVisible(bool(rise))
        parts = [self.name.text(), work.label(self.uid, level) or messages.UNANSWERED, said]
        parts.append(messages.RETURNED_MARK if asked else "")
        self.setAccessibleName(" ".join(part for part in parts if part))
        self.updateGeometry()


class SideList(QFrame):
    """All pages of a sheet."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self.setProperty("look", "card")
        self.setFixedWidth(WIDTH)
        self.rows: dict[str, SideRow] = {}
        self._group = QButtonGroup(self)
        self._layout: QVBoxLayout = column(gap=0)
        self._area = scrolling(self._layout)
        self.setLayout(column(self._area, margins=(1, 8, 1, 8)))

    def set_narrow(self, narrow: bool) -> None:
        """Take less of a small display."""
        self.setFixedWidth(NARROW if narrow else WIDTH)

    def build(self, work: Answering) -> None:
        """List the items of a sheet by section, then the further pages."""
        clear(self._layout)
        self.rows = {}
        section = ""
        for item in work.items:
            if item.section != section:
                section = item.section
                self._layout.addWidget(inside(row(Text(section, "caption"), STRETCH, margins=(15, 8, 8, 4))))
            self._add(item.uid, item.name)
        self._layout.addSpacing(8)
        self._layout.addWidget(hairline())
        self._layout.addSpacing(8)
        for uid, name in ((MORE, messages.MORE), (SUBMIT, messages.SUBMIT_PAGE)):
            self._add(uid, name)
        self._layout.addStretch(1)

    def _add(self, uid: str, name: str) -> None:
        made = SideRow(uid, name)
        made.clicked.connect(lambda *_: self.chosen.emit(uid))
        self._group.addButton(made)
        self.rows[uid] = made
        self._layout.addWidget(made)

    def show_answers(self, work: Answering, where: str) -> None:
        """Show what is chosen and where one is."""
        for item in work.items:
            self.rows[item.uid].show_item(work, current=item.uid == where)
        if where in self.rows:
            self.rows[where].setChecked(True)
            self._show_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current page in view when a message takes some of the height."""
        super().resizeEvent(event)
        later(self, self._show_current)

    def _show_current(self) -> None:
        current = self._group.checkedButton()
        if current is not None:
            self._area.ensureWidgetVisible(current, 0, 12)
