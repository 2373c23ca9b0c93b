"""The queue at the left: filters and people, two lines each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from dxdesk.domain.breaking import two_lines
from dxdesk.ui.deciding.last import LastLine
from dxdesk.ui.deciding.model import behalf, notes, wanted, without_last
from dxdesk.ui.look import theme, words
from dxdesk.ui.review import messages
from dxdesk.ui.widgets.buttons import PushButton
from dxdesk.ui.widgets.layouts import column, hairline, row
from dxdesk.ui.widgets.tables import RECORD, Col, Index, RecordModel

if TYPE_CHECKING:
    from dxdesk.usecases.review.confirming import QueueEntry

WIDTH, NARROW_WIDTH = 304, 228
HEIGHT = 60
SMALL = 11.5
"""Px of two lines under a name."""
BOLD = 8
"""Px that the filter chosen is wider than as it stands among the others."""


def under(entry: QueueEntry) -> str:
    """Return what stands under a name: for whom one stands in, and what is worth knowing or waited for."""
    if entry.ready or entry.done:
        return notes(entry) or without_last(entry)
    waits = messages.NOTE_WAITS.get(entry.state, words.state(entry.state))
    return f"{behalf(entry)}・{waits}" if entry.on_behalf_of else waits


def badge(entry: QueueEntry) -> tuple[str, str]:
    """Return the word at a person's right, with how it looks (attention, done, plain); empty for none."""
    if entry.conflicts:
        return messages.CONFLICTING, "attention"
    if entry.done:
        return messages.DONE, "done"
    if entry.round > 1 and entry.ready:
        return messages.NOTE_ROUND.format(round=entry.round), "attention"
    if not entry.ready:
        return words.state(entry.state), "plain"
    return "", ""


class QueueDelegate(QStyledItemDelegate):
    """Paints a person: name and post, under them what is worth knowing."""

    touched: Callable[[str], bool] = staticmethod(lambda _: False)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a person."""
        return QSize(NARROW_WIDTH - 20, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one person."""
        entry: QueueEntry = index.data(RECORD)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        tokens = theme.of(option.widget)  # type: ignore[attr-defined]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(rect, QColor(tokens.wash if selected else tokens.card))
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        top = QRect(rect.left() + 15, rect.top() + 9, rect.width() - 26, 20)
        word, look = badge(entry)
        if word:
            top.setRight(top.right() - self._paint_badge(painter, tokens, top, word, look) - 6)
        self._name(painter, tokens, top, entry)
        painter.setFont(theme.font(theme.CAPTION))
        painter.setPen(QColor(tokens.attention if entry.conflicts else tokens.muted))
        text = under(entry)
        if self.touched(entry.employee_number):
            text = f"{messages.NOTE_DRAFT}・{text}"
        self._under(painter, QRect(rect.left() + 15, rect.top() + 32, rect.width() - 26, 18), text)
        painter.restore()

    def _under(self, painter: QPainter, below: QRect, text: str) -> None:
        """Write what is worth knowing; two smaller lines where one would cut a warning."""
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if QFontMetrics(painter.font()).horizontalAdvance(text) > below.width():
            painter.setFont(theme.font(SMALL))
            measure = QFontMetrics(painter.font()).horizontalAdvance
            lines = two_lines(text, below.width(), measure)
            for line, top in zip(lines, (28, 42), strict=False):
                painter.drawText(below.translated(0, top - 32), flags, line)
            return
        painter.drawText(below, flags, text)

    def _paint_badge(self, painter: QPainter, tokens: theme.Tokens, top: QRect, text: str, look: str) -> int:
        fill, ink = {
            "attention": (tokens.attention_wash, tokens.attention),
            "done": (tokens.done_wash, tokens.done),
        }.get(look, (tokens.ground, tokens.muted))
        font = theme.font(12)
        width = QFontMetrics(font).horizontalAdvance(text) + 16
        box = QRect(top.right() - width, top.top(), width, 20)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 10, 10)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return width

    def _name(self, painter: QPainter, tokens: theme.Tokens, room: QRect, entry: QueueEntry) -> None:
        font = theme.font(bold=True)
        metrics = QFontMetrics(font)
        name = metrics.elidedText(words.shown(entry.name), Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        left = metrics.horizontalAdvance(name) + 8
        if room.width() - left > 30:
            small = theme.font(theme.CAPTION)
            painter.setFont(small)
            painter.setPen(QColor(tokens.muted))
            rest = room.adjusted(left, 1, 0, 0)
            post = QFontMetrics(small).elidedText(entry.post, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, post)


class People(QListView):
    """The list of people: arrows walk through it; keys that decide are about the person walked to."""

    answer: Callable[[QKeyEvent], bool] = staticmethod(lambda _: False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what decides: the person shown is the one picked here, and the list has no use for it."""
        if not self.answer(event):
            super().keyPressEvent(event)


class Queue(QFrame):
    """Filters with their counts over the people they leave."""

    picked = Signal(object)

    def __init__(self) -> None:
        """Make an empty queue."""
        super().__init__()
        self.setProperty("look", "card")
        self.setFixedWidth(WIDTH)
        self._entries: tuple[QueueEntry, ...] = ()
        self.filter_key = "todo"
        self.filters: dict[str, PushButton] = {}
        group = QButtonGroup(self)
        self._line = QGridLayout()
        self._line.setContentsMargins(8, 8, 8, 6)
        self._line.setSpacing(2)
        for key, title in messages.FILTERS:
            made = PushButton(title)
            made.setProperty("look", "filter")
            made.setCheckable(True)
            made.setObjectName(f"filter-{key}")
            made.setToolTip(messages.FILTER_TIPS[key])
            made.setAccessibleDescription(messages.FILTER_TIPS[key])
            made.clicked.connect(lambda *_, key=key: self.sift(key))
            group.addButton(made)
            self.filters[key] = made
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setAccessibleName(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda *_: self._fill())
        self._arrange()
        self.model: RecordModel[QueueEntry] = RecordModel([Col("氏名", self._told)])
        self.view = People()
        self.view.setModel(self.model)
        self.delegate = QueueDelegate(self.view)
        self.view.setItemDelegate(self.delegate)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName("確認する人")
        self.view.selectionModel().currentChanged.connect(lambda *_: self._picked())
        self.last = LastLine("take-back", edge=14)
        found = row(self.search, margins=(10, 0, 10, 8))
        whole = column(self._line, found, hairline(), self.view, self.last, gap=0, margins=(1, 0, 1, 4))
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.filters["todo"].setChecked(True)

    def show_entries(self, entries: Sequence[QueueEntry]) -> None:
        """Show a queue, staying with the person one was at."""
        self._entries = tuple(entries)
        self._count(self._entries)
        self._arrange()
        self._fill()

    def set_narrow(self, narrow: bool) -> None:
        """Take less room on a small screen."""
        width = NARROW_WIDTH if narrow else WIDTH
        if self.width() != width:
            self.setFixedWidth(width)
            self._arrange()

    def _arrange(self) -> None:
        """Stand the filters beside each other, or two by two where their counts leave no room for that."""
        edge, gap = self._line.contentsMargins(), self._line.spacing()
        wide = sum(made.sizeHint().width() + gap for made in self.filters.values()) + BOLD
        across = 4 if wide + edge.left() + edge.right() <= self.width() else 2
        for position, made in enumerate(self.filters.values()):
            self._line.addWidget(made, position // across, position % across, Qt.AlignmentFlag.AlignLeft)
        self._line.setColumnStretch(4, 1)

    def step(self, by: int) -> None:
        """Go to the person above or below."""
        below = self.model.index(self.view.currentIndex().row() + by, 0)
        if below.isValid():
            self.view.setCurrentIndex(below)

    def sift(self, key: str) -> None:
        """Show only those a filter leaves."""
        self.filter_key = key
        self.filters[key].setChecked(True)
        self._fill()

    def look_anew(self) -> None:
        """Show what is to be done, where everybody was shown or a search left some out.

        A filter that somebody chose stays while it still shows anybody.
        """
        self.search.clear()
        waiting = any(wanted(entry, "todo") for entry in self._entries)
        if waiting and (self.filter_key == "all" or not self.model.records):
            self.sift("todo")

    def _told(self, entry: QueueEntry) -> str:
        """Return all that is seen of a person, as it is read aloud."""
        draft = messages.NOTE_DRAFT if self.delegate.touched(entry.employee_number) else ""
        parts = (words.shown(entry.name), entry.post, badge(entry)[0], draft, under(entry))
        return "、".join(dict.fromkeys(part for part in parts if part))

    def current(self) -> QueueEntry | None:
        """Return the person picked, ``None`` for nobody."""
        index = self.view.currentIndex()
        found: QueueEntry | None = index.data(RECORD) if index.isValid() else None
        return found

    def pick(self, number: str) -> bool:
        """Go to a person."""
        for position, entry in enumerate(self.model.records):
            if entry.employee_number == number:
                self.view.setCurrentIndex(self.model.index(position, 0))
                return True
        return False

    def next_number(self) -> str:
        """Return who comes after the present one: the next that waits, else the first that waits."""
        records = list(self.model.records)
        now = self.view.currentIndex().row()
        for entry in (*records[now + 1 :], *records[: max(now, 0)]):
            if entry.ready and not entry.done:
                return entry.employee_number
        return ""

    def _fill(self) -> None:
        current = self.current()
        keep = current.employee_number if current is not None else ""
        told = "".join(self.search.text().split()).casefold()
        sought = [e for e in self._entries if not told or told in _sought(e)]
        self._count(sought)
        self.model.show_records([e for e in sought if wanted(e, self.filter_key)])
        if not (keep and self.pick(keep)):
            if self.model.records:
                self.view.setCurrentIndex(self.model.index(0, 0))
            else:
                self.picked.emit(None)

    def _count(self, sought: Sequence[QueueEntry]) -> None:
        """Say of each filter how many it shows when it is pressed, of those whom the search leaves."""
        for key, title in messages.FILTERS:
            self.filters[key].setText(f"{title} {sum(wanted(entry, key) for entry in sought)}")

    def _picked(self) -> None:
        self.picked.emit(self.current())


def _sought(entry: QueueEntry) -> str:
    return "".join(
        f"{entry.name}{words.shown(entry.name)}{entry.kana}{entry.employee_number}".split()
    ).casefold()
