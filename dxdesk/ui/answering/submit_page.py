"""The last look: everything on one page, what is missing in words, where the file goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from dxdesk.ui.answering import messages
from dxdesk.ui.answering.item_page import difference
from dxdesk.ui.answering.model import LINES, MORE, Answering, Lack
from dxdesk.ui.look import theme, words
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.chips import LevelChip
from dxdesk.ui.widgets.flow import Flow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, hairline, inside, row, scrolling
from dxdesk.ui.widgets.messages import Mark
from dxdesk.ui.widgets.paths import PathLine

if TYPE_CHECKING:
    from dxdesk.ports.workbooks import ExperienceLine

LOW = 240
"""Px of height below which the folder is scrolled with the answers: beside it none would be left."""

SMALL, TALL = 660, 120
"""Px of width below which texts stand under their skill; letters from which on they begin level with it."""


class SubmitPage(QWidget):
    """Everything that will be submitted; tells by signals what a person wants to mend."""

    withdraw_wanted = Signal()
    open_item_wanted = Signal(str)
    folder_wanted = Signal()

    def __init__(self, *, proxy: bool) -> None:
        """Make the page; ``proxy`` writes no file."""
        super().__init__()
        self.lack_buttons: dict[str, QPushButton] = {}
        self.fix_buttons: dict[str, QPushButton] = {}
        self.intro = Text(messages.REVIEW_TEXT, "muted", wrap=True)
        self._proxy, self._small = proxy, False
        self._shown: tuple[Answering, str] | None = None
        self._lacks: QVBoxLayout = column(gap=0)
        self.missing = Text("", "strong", tone="attention", wrap=True)
        self.lack_card = inside(
            column(self.missing, self._lacks, gap=2, margins=(14, 8, 10, 6)), look="attention"
        )
        self.ready = Text(messages.LACK_NONE, tone="done", wrap=True)
        line = row(Mark("check", "done", 18), self.ready, gap=8, margins=(14, 8, 10, 8))
        line.setStretch(1, 1)
        self.ready_card = inside(line, look="done")
        self.compared = Text("", "muted", wrap=True)
        self._rows: QVBoxLayout = column(gap=0)
        self.folder = PathLine(messages.FOLDER)
        self.choose_folder: QPushButton = button(messages.FOLDER_CHOOSE, self.folder_wanted.emit)
        self.withdraw = button(messages.WITHDRAW, self.withdraw_wanted.emit, look="quiet", name="withdraw")
        where = row(column(Text(messages.FOLDER, "caption"), self.folder, gap=0), self.choose_folder, gap=12)
        where.setStretch(0, 1)
        self._folder_card = card(where, padding=9)
        self._folder_card.setMinimumHeight(56)
        inner = column(self.lack_card, self.ready_card, self.compared, card(self._rows, padding=8), gap=8)
        inner.setContentsMargins(0, 0, 6, 0)
        inner.addStretch(1)
        self._inner, self._low = inner, False
        self._area = scrolling(inner)
        self._area.setMinimumHeight(48)
        whole = column(
            row(Text(messages.SUBMIT_PAGE, "section"), STRETCH, self.withdraw),
            self.intro,
            self._area,
            self._folder_card,
            gap=8,
        )
        whole.setStretch(2, 1)
        self._whole = whole
        self.setLayout(whole)

    def _move_folder(self) -> None:
        """Keep the folder in view where there is room for it and the answers."""
        low = self.height() < LOW
        if low != self._low:
            self._low = low
            self._area.setMinimumHeight(0 if low else 48)
            if low:
                self._inner.insertWidget(self._inner.count() - 1, self._folder_card)
            else:
                self._whole.addWidget(self._folder_card)

    def show_answers(self, work: Answering, folder: str) -> None:
        """Show everything that will be submitted."""
        self._shown = work, folder
        clear(self._rows)
        self.fix_buttons = {}
        section = ""
        for item in work.items:
            if item.section != section:
                section = item.section
                self._rows.addWidget(_padded(Text(section, "caption"), 8, 6))
            self._rows.addWidget(self._line(work, item.uid))
        lines = [" ".join(part for part in _parts(line) if part) for line in work.answers.lines]
        comment = [work.answers.comment] if work.answers.comment else []
        self._extra(messages.GOAL_ALL, comment, MORE)
        self._extra(messages.LINES, lines, LINES)
        self._rows.addStretch(1)
        self._show_lacks(work)
        self.compared.setText(_compared(work))
        self.compared.setVisible(bool(self.compared.text()))
        self.folder.setText(folder)
        closed = work.sheet.told
        self.withdraw.setVisible(work.sheet.submitted and not closed)
        self._folder_card.setVisible(not self._proxy and not closed)
        self.intro.setText(messages.CLOSED_TEXT if closed else messages.REVIEW_TEXT)
        if closed:
            for part in (self.lack_card, self.ready_card, *self.fix_buttons.values()):
                part.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put texts under their skills where there is no room beside them."""
        super().resizeEvent(event)
        self._move_folder()
        small = event.size().width() < SMALL
        if small != self._small:
            self._small = small
            if self._shown is not None:
                self.show_answers(*self._shown)

    def to_top(self) -> None:
        """Show the beginning: what is missing stands there."""
        self._area.verticalScrollBar().setValue(0)

    def _show_lacks(self, work: Answering) -> None:
        clear(self._lacks)
        self.lack_buttons = {}
        # What to look at before submitting is said before it, and again once something is changed since.
        done = work.sheet.submitted and not work.changed_since_said
        lacks = work.lacks
        self.missing.setText(messages.LACKS.format(count=len(lacks)))
        self.lack_card.setVisible(bool(lacks) and not done)
        self.ready_card.setVisible(not lacks)
        kinds: dict[str, list[Lack]] = {}
        for lack in lacks:
            kinds.setdefault(lack.kind, []).append(lack)
        for kind, found in kinds.items():
            self._lacks.addWidget(Text(messages.LACK_TEXTS[kind], wrap=True))
            names = Flow(gap=4, line_gap=0)
            for lack in found:
                names.addWidget(self._lack_button(work, lack))
            self._lacks.addLayout(names)

    def _lack_button(self, work: Answering, lack: Lack) -> QPushButton:
        name = work.item(lack.uid).name
        made = button(name, look="quiet", icon="chevron-right", name=f"lack-{lack.uid}")
        made.clicked.connect(partial(self._go, lack.uid))
        made.setAccessibleName(f"{name} {messages.LACK_TEXTS[lack.kind]} {messages.LACK_GO[lack.kind]}")
        made.setToolTip(messages.LACK_GO[lack.kind])
        self.lack_buttons[lack.uid] = made
        return made

    def _go(self, uid: str, *_: object) -> None:
        self.open_item_wanted.emit(uid)

    def _fix(self, where: str, name: str) -> QPushButton:
        made = button(messages.FIX, look="quiet", name=f"fix-{where}")
        made.setAccessibleName(messages.EDIT_FIELD.format(name=name))
        made.clicked.connect(partial(self._go, where))
        made.setFixedWidth(52)
        self.fix_buttons[where] = made
        return made

    def _line(self, work: Answering, uid: str) -> QFrame:
        item, level = work.item(uid), work.level(uid)
        name = Text(item.name, wrap=True, by_words=True)
        compared = any(each.last is not None for each in work.items)
        last = Text(
            f"{messages.LAST} {work.label(uid, item.last)}" if item.last is not None else "", "caption"
        )
        last_wide = max(62, *(self._last_wide(work, each.uid) for each in work.items))
        last.setFixedWidth(last_wide)
        last.setVisible(compared)
        chip = LevelChip(level, work.label(uid, level), work.top(uid), faint=messages.UNANSWERED)
        rise = work.rise(uid)
        change = Text(words.change_of_level(0, rise) if rise else "", tone=difference(work, uid)[1])
        change.setAccessibleName(difference(work, uid)[0])
        left = inside(row(last, chip, change, STRETCH, gap=6))
        left.setFixedWidth(106 + last_wide if compared else 84)
        texts = column(gap=1)
        goal, evidence = work.answers.goals.get(uid, ""), work.answers.evidence.get(uid, "")
        if work.reason(uid):
            reason = f"{messages.RETURNED}: {work.reason(uid)}"
            texts.addWidget(Text(reason, "caption", tone="attention", wrap=True))
        if evidence or not goal:
            texts.addWidget(Text(evidence, wrap=True))
        if goal:
            texts.addWidget(Text(f"来年度の目標: {goal}", "caption", wrap=True))
        fix = self._fix(uid, item.name)
        if self._small:
            line = row(name, left, fix, gap=10)
            line.setStretch(0, 1)
            return inside(column(column(line, texts, gap=0, margins=(8, 2, 0, 6)), hairline(), gap=0))
        name.setFixedWidth(204)
        line = row(name, left, texts, fix, gap=10, margins=(8, 4, 0, 4))
        line.setStretch(2, 1)
        if len(evidence) + len(goal) > TALL:
            for part in (name, left, fix):
                line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        return inside(column(line, hairline(), gap=0))

    @staticmethod
    def _last_wide(work: Answering, uid: str) -> int:
        """Return the px that last year's level of a skill takes: scales of tools have longer labels."""
        last = work.item(uid).last
        said = f"{messages.LAST} {work.label(uid, last)}" if last is not None else ""
        return QFontMetrics(theme.font(theme.CAPTION)).horizontalAdvance(said) + 4

    def _extra(self, title: str, texts: Sequence[str], where: str) -> None:
        head = row(Text(title, "caption", wrap=True), self._fix(where, title), margins=(8, 4, 0, 0))
        head.setStretch(0, 1)
        self._rows.addWidget(inside(head))
        for text in texts:
            self._rows.addWidget(_padded(Text(text, wrap=True), 8, 1))
        if not texts:
            self._rows.addWidget(_padded(Text(messages.NOTHING_SAID, "muted"), 8, 1))


def _compared(work: Answering) -> str:
    """Return the year's movement in words, empty while there is nothing to compare."""
    found = work.compared
    counts = (found.up, found.down, found.same, found.new)
    if not any(counts[:3]):
        return ""
    parts = [text.format(n=n) for text, n in zip(messages.COMPARED_PARTS, counts, strict=True) if n]
    return messages.COMPARED.format(parts="・".join(parts))


def _padded(widget: QWidget, left: int, top: int) -> QFrame:
    return inside(row(widget, margins=(left, top, 8, 3)))


def _parts(line: ExperienceLine) -> tuple[str, ...]:
    return line.kind, line.name, line.date, line.result
