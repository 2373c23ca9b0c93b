"""How a confirmer's people would be spread over the levels, with last year beside, before finishing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from dxdesk.ui.deciding.last import LastLine
from dxdesk.ui.deciding.model import ReviewDraft
from dxdesk.ui.deciding.person import WAITING
from dxdesk.ui.look import theme
from dxdesk.ui.review import messages
from dxdesk.ui.review.pasting import Item
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.keys import page_by_key
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import Mark
from dxdesk.ui.widgets.swatch import Swatch

_LINE = 20
_HEAD = 46
"""Px of a skill's name and of the line below it."""

_CARD = 250
"""Least width of one skill's bars."""


@dataclass(frozen=True)
class Spread:
    """One skill: (label, people now, people last year) by level from the highest, and the means.

    A mean is ``None`` where nobody has a level. ``none``: of whom nothing stands this year, what was returned
    or withdrawn included.
    """

    uid: str
    name: str
    levels: tuple[tuple[int, str, int, int], ...]
    none: int
    mean: float | None
    last_mean: float | None

    @property
    def same_people(self) -> bool:
        """Whether as many have a level of last year as have one now, so that both means are of the same."""
        return sum(now for *_, now, _ in self.levels) == self.last_people

    @property
    def told(self) -> str:
        """What stands beside a skill's name: of how many nothing stands yet, and the means."""
        told = [messages.SPREAD_NONE.format(count=self.none)] if self.none else []
        if self.mean is not None and self.last_mean is not None:
            both = messages.SPREAD_MEAN_BOTH if self.same_people else messages.SPREAD_MEAN_SOME
            now, last = f"{self.mean:.1f}", f"{self.last_mean:.1f}"
            told.append(both.format(now=now, last=last, count=self.last_people))
        elif self.mean is not None:
            told.append(messages.SPREAD_MEAN.format(now=f"{self.mean:.1f}"))
        return "・".join(told)

    @property
    def last_people(self) -> int:
        """How many have a level of last year."""
        return sum(last for *_, last in self.levels)


def spreads(people: Iterable[ReviewDraft], items: Sequence[Item]) -> tuple[Spread, ...]:
    """Return how many people would be at each level of each skill, and how many were last year."""
    found = []
    asked = list(people)
    for item in items:
        now: Counter[int] = Counter()
        last: Counter[int] = Counter()
        none = 0
        for work in asked:
            if not work.has(item.uid):
                continue
            standing = work.item(item.uid)
            level = None if work.person.state in WAITING else work.level(item.uid)
            if level is None:
                none += 1
            else:
                now[level] += 1
            if standing.last is not None:
                last[standing.last] += 1
        levels = tuple(
            (step.value, step.label, now[step.value], last[step.value])
            for step in reversed(item.scale.levels)
        )
        found.append(Spread(item.uid, item.name, levels, none, _mean(now), _mean(last)))
    return tuple(found)


def _mean(counts: Counter[int]) -> float | None:
    whole = counts.total()
    return sum(level * count for level, count in counts.items()) / whole if whole else None


LABELS, MOST_LABELS = 46, 104
"""Px for the labels of levels beside the bars: as usual, and at most where a scale has long ones."""


def room_of_labels(spreads: Iterable[Spread]) -> int:
    """Return the px that the labels of all skills need beside their bars."""
    advance = QFontMetrics(theme.font(theme.CAPTION)).horizontalAdvance
    longest = max((advance(label) for one in spreads for _, label, *_ in one.levels), default=0)
    return min(max(longest + 12, LABELS), MOST_LABELS)


class SkillBars(QWidget):
    """Small bars of one skill: a level a line, this year thick, last year thin under it."""

    def __init__(self, spread: Spread, most: int, left: int = LABELS) -> None:
        """Show a skill; ``most`` people fill the whole width, beside labels of ``left`` px, as for all."""
        super().__init__()
        self._spread, self._most, self._left = spread, max(most, 1), left
        self._top = max((level for level, *_ in spread.levels), default=3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        counts = [messages.SPREAD_COUNT.format(label=label, count=now) for _, label, now, _ in spread.levels]
        self.setAccessibleName(messages.SPREAD_SAID.format(item=spread.name, counts="、".join(counts)))

    def sizeHint(self) -> QSize:
        """Return the room for the name, what is told beside it, and all levels."""
        return QSize(_CARD, _HEAD + 2 + _LINE * len(self._spread.levels))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, mean, and a line for each level."""
        tokens = theme.of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._title(painter, tokens)
        left = self._left
        room = self.width() - left - 58
        for position, (level, label, now, last) in enumerate(self._spread.levels):
            top = _HEAD + position * _LINE
            painter.setFont(theme.font(theme.CAPTION))
            painter.setPen(QColor(tokens.muted))
            middle = Qt.AlignmentFlag.AlignVCenter
            metrics = QFontMetrics(theme.font(theme.CAPTION))
            shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, left - 8)
            painter.drawText(QRect(0, top - 2, left - 8, 16), Qt.AlignmentFlag.AlignRight | middle, shown)
            fill, _ = theme.level_colours(tokens, level, self._top)
            painter.setPen(QColor(tokens.edge))
            painter.setBrush(QColor(fill))
            wide = room * now / self._most
            if now:
                painter.drawRect(QRectF(left + 0.5, top + 0.5, max(wide, 2), 10))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.muted))
            painter.drawRect(QRectF(left, top + 13, room * last / self._most, 2.5))
            painter.setFont(theme.font(theme.CAPTION, bold=bool(now), tabular=True))
            painter.setPen(QColor(tokens.text if now else tokens.muted))
            count = f"{now}" + (f"({last})" if self._spread.last_mean is not None else "")
            beside = QRect(left + round(wide) + 6, top - 2, 58, 16)
            painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | middle, count)
        painter.end()

    def _title(self, painter: QPainter, tokens: theme.Tokens) -> None:
        """Write the name over the whole width, and what is told below it: names that are cut look alike."""
        spread = self._spread
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        font = theme.font(bold=True)
        room = QRect(4, 0, self.width() - 4, 20)
        if QFontMetrics(font).horizontalAdvance(spread.name) > room.width():
            font = theme.font(theme.CAPTION, bold=True)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        name = QFontMetrics(font).elidedText(spread.name, Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(spread.name if name != spread.name else "")
        painter.drawText(room, flags, name)
        painter.setFont(theme.font(theme.CAPTION))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(room.translated(0, 20), flags, spread.told)


class SpreadPage(QFrame):
    """The distribution, and, when everybody is done, the last step."""

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self.setProperty("look", "card")
        self.mark = Mark("check", "done", 26)
        self.title = Text("", "section", wrap=True)
        self.text = Text("", "muted", wrap=True)
        self.send = primary(messages.FINISHED_GO, name="finish-send")
        self.again = button(messages.FINISHED_AGAIN, name="finish-again")
        self.back = primary("", name="spread-back")
        self._legend = row(gap=6)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(28)
        self._grid.setVerticalSpacing(18)
        self._bars: list[SkillBars] = []
        self._columns = 0
        self.last = LastLine("take-back-end")
        said = column(self.title, self.text, self.last, gap=3)
        head = row(self.mark, said, self.again, self.back, self.send, gap=14, margins=(18, 14, 16, 10))
        head.setStretch(1, 1)
        holder: QVBoxLayout = column(inside(self._grid), STRETCH, margins=(18, 6, 18, 12))
        now = Swatch(lambda tokens: (tokens.levels[2], tokens.on_levels[2]), 22, 10)
        last = Swatch(lambda tokens: (tokens.muted, tokens.card), 22, 3)
        for swatch, text in ((now, messages.SPREAD_NOW), (last, messages.SPREAD_LAST)):
            self._legend.addWidget(swatch)
            self._legend.addWidget(Text(text, "caption"))
            self._legend.addSpacing(8)
        self._legend.addStretch(1)
        self._key = inside(self._legend)
        legend = row(self._key, margins=(18, 0, 18, 6))
        self._area = scrolling(holder)
        whole = column(head, legend, self._area, gap=0, margins=(1, 1, 1, 1))
        whole.setStretch(2, 1)
        self.setLayout(whole)
        # From the page itself the next step is the first stop.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        stops = (self, self.send, self.again, self.back, self.last.button)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def show_spread(self, found: Sequence[Spread]) -> None:
        """Show the skills."""
        for made in self._bars:
            self._grid.removeWidget(made)
            made.hide()
            made.deleteLater()
        most = max((max(now, last) for one in found for _, _, now, last in one.levels), default=1)
        self._bars = [SkillBars(one, most, room_of_labels(found)) for one in found]
        self._columns = 0
        self._arrange()

    def show_end(self, *, done: int, whole: int, waits: Counter[str], sent: bool, has_last: bool) -> None:
        """Say where one stands; ``waits`` says for what how many people wait who cannot be confirmed yet."""
        waiting = waits.total()
        for_what = "、".join(
            messages.FINISHED_WAITS.format(what=what, count=count) for what, count in waits.most_common()
        )
        finished = done > 0 and done + waiting == whole
        title, text = messages.SPREAD_TITLE, messages.SPREAD_TEXT if has_last else messages.SPREAD_NO_LAST
        if finished and sent:
            title, text = messages.FINISHED_SENT, messages.FINISHED_SENT_TEXT
            if waiting:
                text = messages.FINISHED_SENT_SOME.format(count=waiting, waits=for_what)
        elif finished and waiting:
            title = messages.FINISHED_SOME
            text = messages.FINISHED_SOME_TEXT.format(count=waiting, waits=for_what)
        elif finished:
            title, text = messages.FINISHED, messages.FINISHED_TEXT
        self.title.setText(title)
        self.text.setText(text)
        self.mark.setVisible(finished)
        self._key.setVisible(has_last)
        # Asked of the window: while the dialog that sends is open, nothing in this one has the focus.
        focused = self.window().focusWidget() in (self.send, self.back, self.again)
        self.back.setVisible(not finished and done + waiting < whole)
        self.send.setVisible(finished and not sent)
        self.again.setVisible(finished and sent)
        if focused:  # a button that goes hands the focus to the navigation, where no key of this page works
            self.take_keys()

    def take_keys(self) -> None:
        """Take the focus, so that the keys of the screen work.

        Who has confirmed one after the other presses Enter once more before looking up: what makes a file
        is not under that key, and one Tab away.
        """
        (self if self.back.isHidden() else self.back).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by the keys of a page; Enter presses nothing here."""
        if not page_by_key(self._area, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width: as many columns as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = max(1, (self.width() - 40) // (_CARD + 28))
        if columns == self._columns:
            return
        self._columns = columns
        for position, made in enumerate(self._bars):
            self._grid.addWidget(made, position // columns, position % columns)
        for number in range(8):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
