"""職員番号の桁数, and 職層・任用区分・在職状態: who is asked, who is never late; all kept at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from dxdesk.domain.targets import DUTY_STATUS, default_of
from dxdesk.ports.entities import ListEntry
from dxdesk.ui.look.words import shown as words_shown
from dxdesk.ui.settings import messages
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, hairline, row, scrolling
from dxdesk.ui.widgets.messages import Banner

if TYPE_CHECKING:
    from dxdesk.usecases.imports.remembered_words import Remembered

_WORDS_SHOWN = 200


class ListsPage(QWidget):
    """The digits of a 職員番号 and three lists; ``changed`` carries entries to be kept."""

    changed = Signal(object)
    digits_changed = Signal(int)
    unwanted = Signal(object)
    """A word that imports shall forget (``remembered_words.Remembered``)."""

    def __init__(self) -> None:
        """Make empty lists."""
        super().__init__()
        self.banner = Banner()
        self.boxes: dict[tuple[str, str, str], QCheckBox] = {}
        self.additions: dict[str, QLineEdit] = {}
        self._entries: dict[tuple[str, str], ListEntry] = {}
        self._cards: QVBoxLayout = column(gap=12, margins=(0, 0, 8, 8))
        self._grids: dict[str, QVBoxLayout] = {}
        self.digits = Choice()
        self._cards.addWidget(self._digits_card())
        for list_name, title in messages.LIST_NAMES:
            self._cards.addWidget(self._card(list_name, title))
        self._words = column(gap=0)
        parts = Text(messages.WORDS, "section"), Text(messages.WORDS_TEXT, "muted", wrap=True), self._words
        self._cards.addWidget(card(*parts, gap=10))
        self._cards.addStretch(1)
        note = Text(messages.LISTS_TEXT, "muted", wrap=True)
        whole = column(note, self.banner, scrolling(self._cards), gap=10)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def add_card(self, part: QWidget) -> None:
        """Put a part below the lists, before the words that imports remember."""
        self._cards.insertWidget(self._cards.count() - 2, part)

    def _digits_card(self) -> QWidget:
        self.digits.addItem(messages.DIGITS_NONE, 0)
        for count in range(1, messages.DIGITS_MOST + 1):
            self.digits.addItem(messages.DIGITS_COUNT.format(count=count), count)
        self.digits.setAccessibleName(messages.DIGITS)
        self.digits.activated.connect(lambda *_: self.digits_changed.emit(self.digits.currentData()))
        return card(
            Text(messages.DIGITS, "section"),
            Text(messages.DIGITS_TEXT, "muted", wrap=True),
            row(self.digits, STRETCH),
            gap=10,
        )

    def show_digits(self, digits: int) -> None:
        """Show how many digits a 職員番号 has, 0 = not decided."""
        self.digits.setCurrentIndex(max(self.digits.findData(digits), 0))

    def show_words(self, words: Sequence[Remembered]) -> None:
        """Show what imports remember of words (``Remembered``), each to be forgotten."""
        clear(self._words)
        if not words:
            self._words.addWidget(Text(messages.WORDS_NONE, "muted"))
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 90)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for line, one in enumerate(words[:_WORDS_SHOWN]):
            act = button(messages.WORDS_FORGET, lambda one=one: self.unwanted.emit(one), look="quiet")  # type: ignore[misc]
            act.setObjectName(f"forget-{one.kind}-{one.word}")
            act.setAccessibleName(
                messages.WORDS_FORGET_OF.format(word=messages.WORDS_DUTY if one.is_digest else one.word)
            )
            own = messages.WORDS_OWN if one.kind == "course" else ""
            grid.addWidget(Text(messages.WORDS_KINDS[one.kind], "caption"), line, 0)
            grid.addWidget(
                Text(messages.WORDS_DUTY if one.is_digest else words_shown(one.word), wrap=True), line, 1
            )
            grid.addWidget(Text(f"→ {one.meaning or own}", wrap=True), line, 2)
            grid.addWidget(act, line, 3)
        self._words.addLayout(grid)
        if len(words) > _WORDS_SHOWN:
            left = messages.WORDS_MORE.format(count=len(words) - _WORDS_SHOWN)
            self._words.addWidget(Text(left, "muted", wrap=True))

    def _card(self, list_name: str, title: str) -> QWidget:
        if list_name == DUTY_STATUS:  # its four values are all there are
            holder = self._grids[list_name] = column(gap=0)
            four = Text(messages.LIST_FOUR, "muted", wrap=True)
            return card(Text(title, "section"), four, holder, gap=10)
        added = QLineEdit()
        added.setPlaceholderText(messages.LIST_ADD_HINT)
        added.setAccessibleName(f"{title} {messages.LIST_VALUE}")
        added.setMaximumWidth(300)
        added.returnPressed.connect(lambda: self.add(list_name))
        self.additions[list_name] = added
        act = button(messages.LIST_ADD, lambda: self.add(list_name), name=f"add-{list_name}")
        act.setAccessibleName(f"{title}に{messages.LIST_ADD}")
        holder = column(gap=0)
        self._grids[list_name] = holder
        return card(Text(title, "section"), holder, row(added, act, STRETCH, gap=8), gap=10)

    def show_entries(self, entries: Sequence[ListEntry]) -> None:
        """Show the lists."""
        shown = {(entry.list_name, entry.value): entry for entry in entries}
        if shown == self._entries:
            return
        self._entries = shown
        self.boxes = {}
        for list_name, _ in messages.LIST_NAMES:
            holder = self._grids[list_name]
            clear(holder)
            holder.addLayout(self._grid([e for e in entries if e.list_name == list_name]))

    def _grid(self, entries: Sequence[ListEntry]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 220)
        grid.setColumnStretch(3, 1)
        grid.addWidget(Text(messages.LIST_VALUE, "caption"), 0, 0)
        for line, entry in enumerate(entries):
            grid.addWidget(hairline(), 2 * line + 1, 0, 1, 4)
            grid.addWidget(Text(entry.value), 2 * line + 2, 0)
            target = self._box(entry, "target", messages.LIST_TARGET, entry.target)
            late = self._box(entry, "never_late", messages.LIST_NEVER_LATE, entry.never_late)
            grid.addWidget(target, 2 * line + 2, 1)
            grid.addWidget(late, 2 * line + 2, 2)
        return grid

    def _box(self, entry: ListEntry, part: str, title: str, on: bool) -> QCheckBox:
        box = QCheckBox(title)
        box.setChecked(on)
        box.setAccessibleName(f"{entry.value} {title}")
        box.setMinimumHeight(28)
        key = (entry.list_name, entry.value)
        box.toggled.connect(lambda ticked: self._ticked(key, part, ticked))
        self.boxes[(*key, part)] = box
        return box

    def _ticked(self, key: tuple[str, str], part: str, on: bool) -> None:
        entry = self._entries[key]
        changed = replace(entry, target=on) if part == "target" else replace(entry, never_late=on)
        self._entries[key] = changed
        self.changed.emit((changed,))

    def unkept(self) -> str:
        """Return the values that were written and not added; or nothing."""
        titles = dict(messages.LIST_NAMES)
        written = ((titles[name], field.text().strip()) for name, field in self.additions.items())
        return "、".join(
            messages.LIST_UNKEPT.format(title=title, value=value) for title, value in written if value
        )

    def add(self, list_name: str) -> None:
        """Add a value that the roster uses."""
        field = self.additions[list_name]
        value = field.text().strip()
        if not value:
            self.banner.say(messages.LIST_ADD_EMPTY, tone="info")
            return
        if (list_name, value) in self._entries:
            self.banner.say(messages.LIST_ADD_THERE.format(value=value), tone="info")
            return
        self.banner.hide()
        field.clear()
        places = [e.position for e in self._entries.values() if e.list_name == list_name]
        target, never_late = default_of(list_name, value)
        self.changed.emit((ListEntry(list_name, value, target, max(places, default=-1) + 1, never_late),))
