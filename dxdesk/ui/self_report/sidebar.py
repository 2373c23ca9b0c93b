"""The list of skills at the left, each with what was chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout

from dxdesk.ui.self_report import messages
from dxdesk.ui.self_report.model import Answering
from dxdesk.ui.widgets.basics import STRETCH, Text, clear, column, hairline, inside, row, scrolling
from dxdesk.ui.widgets.chips import Badge, LevelChip

WIDTH = 250


class SideRow(QPushButton):
    """One page: its name and, for skills, the level or what is missing."""

    def __init__(self, uid: str, name: str) -> None:
        """Make a row."""
        super().__init__()
        self.uid = uid
        self.setProperty("look", "nav")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName(f"item-{uid}")
        self.name = Text(name, wrap=True)
        self.chip = LevelChip(None, faint=messages.UNANSWERED)
        self.badge = Badge(messages.ANSWERING)
        for part in (self.name, self.chip, self.badge):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = row(self.name, self.chip, self.badge, gap=6, margins=(15, 4, 12, 4))
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.chip.hide()
        self.badge.hide()
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Return a height that holds the name in one or two lines."""
        inner = WIDTH - 2 - 33 - (self.chip.sizeHint().width() + 8)
        return QSize(WIDTH - 2, max(36, self.name.heightForWidth(inner) + 10))

    def minimumSizeHint(self) -> QSize:
        """Never clip."""
        return QSize(120, self.sizeHint().height())


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
        self.setLayout(column(scrolling(self._layout), margins=(1, 8, 1, 8)))

    def build(self, work: Answering) -> None:
        """List the items of a sheet by section, then the further pages."""
        clear(self._layout)
        self.rows = {}
        section = ""
        for item in work.items:
            if item.section != section:
                section = item.section
                self._layout.addWidget(inside(row(Text(section, "caption"), STRETCH, margins=(18, 8, 8, 4))))
            self._add(item.uid, item.name)
        self._layout.addSpacing(8)
        self._layout.addWidget(hairline())
        self._layout.addSpacing(8)
        for uid, name in (
            ("goals", messages.GOALS),
            ("lines", messages.LINES),
            ("submit", messages.SUBMIT_PAGE),
        ):
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
            made = self.rows[item.uid]
            level = work.level(item.uid)
            made.chip._top = work.top(item.uid)
            made.chip.set_level(level, work.label(item.uid, level))
            current = item.uid == where and level is None
            made.badge.setVisible(current)
            made.chip.setVisible(not current)
            said = work.label(item.uid, level) or messages.UNANSWERED
            made.setAccessibleName(f"{item.name} {said}")
        if where in self.rows:
            self.rows[where].setChecked(True)
