"""Labels, buttons and layouts in our look, so that screens say what and not how."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QEnterEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dxdesk.ui.look import applying, icons, theme
from dxdesk.ui.look.words import in_window

STRETCH = object()
"""Stands for free room in ``row`` and ``column``."""

DROP = 3
"""How far wrapped text is moved down to stand level with chips and buttons, px."""

BAR_GAP = 8
"""Px between what is scrolled and its bar."""

_BREAK = "\u200b"
"""Where a line may end although nothing is seen there."""

_HOLD, _LONG = "\u2060", 9
"""Holds two letters together, in words of at most so many."""

_UNSEEN, _TINY = re.compile(f"[{_BREAK}{_HOLD}]+"), r'<span style="font-size:1px">\g<0></span>'
"""Marks come from another font than ours: tiny, they leave the height of the line alone."""

_SIGNS = "、。,\uff0c.\uff0e・:\uff1a()\uff08\uff09「」 \u3000\n" + _BREAK
_ENDS = "。)\uff09」\n"
_COUNTED = re.compile("[0-9](?=[一-龥ヶつ])")
"""A number whose unit follows."""

_PLEASE = "ください"
_OPENING, _NEVER_FIRST = "「\uff08(", "、。」\uff09)"

_ONE_LINE = 5
"""So many letters fit the narrowest label."""

_JOINTS = re.compile(r"(?<=[_/\\])(?=[^\s_/\\])")
"""Where names of files and folders may be cut."""

PLAIN_TEXT, RICH_TEXT = 0, 1
"""Numbers of ``Qt.TextFormat``, as properties take them: PySide makes all enumerations of ``Qt`` when the
first one is asked for, and the first window would wait for that (11 ms)."""

LEFT_MIDDLE = 0x81
"""``AlignLeft | AlignVCenter`` of ``Qt.AlignmentFlag``."""

ALWAYS_OFF = 1
"""``ScrollBarAlwaysOff`` of ``Qt.ScrollBarPolicy``."""

NO_FOCUS = 0
"""``NoFocus`` of ``Qt.FocusPolicy``."""

Part = QWidget | QLayout | object | int
L = TypeVar("L", bound=QBoxLayout)


def shows_later(part: QWidget, visible: bool) -> bool:
    """Tell whether a part is asked to show itself before it is laid into anything.

    Qt would open a window of its own for it, which flashes up at the edge of the screen. It is marked as not
    hidden instead, and appears with what it is laid into.
    """
    if part.parentWidget() is not None:
        return False
    if visible and part.property("hidden"):
        part.setAttribute(QtCore.Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    part.setProperty("hidden", not visible)
    return visible


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether a key is Enter by itself, on either side of the keyboard."""
    keys, held = QtCore.Qt.Key, QtCore.Qt.KeyboardModifier
    return (
        event.key() in (keys.Key_Return, keys.Key_Enter)
        and (event.modifiers() & ~held.KeypadModifier) == held.NoModifier
    )


HELD_MS = 150
"""The same key again sooner than this is held down: nobody presses so fast, no system repeats more slowly."""

_last_key = (0, 0, False)
"""Of the key asked about last: which one, when by the clock of its system (ms), and the answer."""


def is_held(event: QKeyEvent) -> bool:
    """Tell whether a key comes from one that is held down: one wish, not thirty.

    On a busy X server Qt takes some of the repeats for keys of their own, and a self-report was handed in by
    whoever leant on Enter; so what comes too soon after the same key counts as held, too. One event may be
    asked about by several widgets. Made-up events have no time.
    """
    global _last_key
    key, when = event.key(), event.timestamp()
    if when and (key, when) == _last_key[:2]:
        return _last_key[2]
    soon = bool(when) and key == _last_key[0] and 0 < when - _last_key[1] < HELD_MS
    _last_key = key, when, event.isAutoRepeat() or soon
    return _last_key[2]


def page_by_key(area: QScrollArea | None, event: QKeyEvent) -> bool:
    """Scroll by what can be seen with PageUp and PageDown; tell whether the key was one of them.

    For whoever stands around an area: the area itself takes no focus, and so no keys from its sides.
    """
    actions, keys = QAbstractSlider.SliderAction, QtCore.Qt.Key
    action = {
        int(keys.Key_PageUp): actions.SliderPageStepSub,
        int(keys.Key_PageDown): actions.SliderPageStepAdd,
    }.get(event.key())
    if area is None or action is None:
        return False
    area.verticalScrollBar().triggerAction(action)
    return True


class Text(QLabel):
    """A label; wraps rather than clips where ``wrap``, and never reads markup out of people's texts."""

    def __init__(
        self, text: str = "", look: str = "", *, wrap: bool = False, tone: str = "", by_words: bool = False
    ) -> None:
        """Make a label of a type of text (title, section, strong, caption, muted, figure).

        Wrapped lines end between phrases. ``by_words``: the text is a name, which may end its lines between
        the known words of a compound, too.
        """
        super().__init__()
        self._plain = ""
        self._by_words = by_words
        self._wraps = wrap
        self._heights: dict[tuple[int, str, float, int], int] = {}
        self.setProperty("textFormat", RICH_TEXT if wrap else PLAIN_TEXT)
        self.setProperty("look", look)
        self.setProperty("tone", tone)
        self.setText(text)
        if wrap:
            self.setWordWrap(True)
            self.setMinimumWidth(80)
            # The room between lines is added under each one; so shifted, a line stands in its middle.
            self.setContentsMargins(0, DROP, 0, -DROP)
            self.setProperty("alignment", LEFT_MIDDLE)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show another text; wrapped lines get the room that Japanese needs between them.

        What a use case tells those who type commands is left out of every one.
        """
        text = in_window(text)
        self._plain = text
        self._heights.clear()
        if self._wraps:
            # Our fonts' own line height is the bare letter height; a label has no other way to say so.
            shown = _wrapping(text, by_words=self._by_words, by_phrases=applying.is_whole())
            super().setText(f'<p style="line-height:145%; margin:0">{shown}</p>' if text else "")
        else:
            super().setText(text)
        self.setAccessibleName(text)

    def text(self) -> str:
        """Return the text as it was given."""
        return self._plain

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text at a width; a label breaks its lines anew for every asking.

        Layouts ask six times for what changes once, which was a seventh of the work of building screens.
        Beside the text the height depends on the type alone: margins are set before a label is shown.
        """
        if not self._wraps:
            return super().heightForWidth(width)
        seen = width, self.font().key(), self.devicePixelRatio(), self.logicalDpiY()
        if seen not in self._heights:
            self._heights[seen] = super().heightForWidth(width)
        return self._heights[seen]

    def set_tone(self, tone: str) -> None:
        """Change what the colour says (attention, done, accent or nothing)."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            repolish(self)

    def setVisible(self, visible: bool) -> None:
        """Show or hide; never as a window of its own."""
        if not shows_later(self, visible):
            super().setVisible(visible)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=2048)
def _wrapping(text: str, *, by_words: bool, by_phrases: bool) -> str:
    """Return a text as markup whose lines end where they may; one of a line at most is left as it is.

    ``by_phrases``: not for the first-start window, which would wait 12 ms for that.
    """
    if len(text) > _ONE_LINE:
        text = _in_words(text) if by_words else _in_phrases(text, all_of_them=by_phrases)
    return _UNSEEN.sub(_TINY, _escaped(text)).replace("\n", "<br>")


def _in_phrases(text: str, *, all_of_them: bool) -> str:
    """Return a text that keeps the last words of its sentences in one line, its phrases where wanted."""
    text = _JOINTS.sub(_BREAK, text)
    held: set[int] = set()
    """Of each letter that stays in the line of the one before: its place."""
    begun = 0
    for end in (*(at for at, letter in enumerate(text) if letter in _ENDS), len(text)):
        held.update(range(end - _last_words(text[begun:end]) + 1, end))
        begun = end
    if all_of_them:
        held.update(_within_phrases(text))
    held.update(number.end() for number in _COUNTED.finditer(text))
    return "".join(
        _HOLD + letter if position in held and _may_part(text[position - 1], letter) else letter
        for position, letter in enumerate(text)
    )


def _within_phrases(text: str) -> Iterator[int]:
    from dxdesk.domain.breaking import phrases

    begun = 0
    for phrase in phrases(text, _LONG):
        if len(phrase) <= _LONG:
            yield from range(begun + 1, begun + len(phrase))
        begun += len(phrase)


def _may_part(one: str, other: str) -> bool:
    """Tell whether a line might end between two letters: not in words of Latin letters, not before marks."""
    return not (one.isascii() and other.isascii()) and one not in _OPENING and other not in _NEVER_FIRST


def _last_words(sentence: str) -> int:
    """Return how many letters end a sentence together: a verb with its stem, three at least where there are.

    Never torn apart: す。 or い。 alone in a last line reads like a slip.
    """
    if sentence.endswith(_PLEASE):
        return len(_PLEASE)
    kana = _last(sentence, 7, lambda letter: "ぁ" <= letter <= "ん")
    stem = _last(sentence[: len(sentence) - kana], 2, lambda letter: "㐀" <= letter <= "龯") if kana else 0
    return max(kana + stem, _last(sentence, 3, lambda letter: letter not in _SIGNS))


def _last(text: str, most: int, fits: Callable[[str], bool]) -> int:
    """Return how many of the last letters fit, ``most`` at most."""
    return next(
        (n for n, letter in enumerate(reversed(text[-most:])) if not fits(letter)), min(most, len(text))
    )


def _in_words(text: str) -> str:
    """Return a name that wraps between its words only; a very long word stays breakable."""
    from dxdesk.domain.breaking import pieces

    return _BREAK.join(_HOLD.join(part) if len(part) <= _LONG else part for part in pieces(text))


class PushButton(QPushButton):
    """A button that Enter presses while it has the focus, as Space does; a double click presses it once.

    Qt leaves Enter to the dialog, which presses its default button: on 「やめる」 it did what was to be left.
    The second half of a double click was a press of its own: it skipped an item, or met what had come under
    the pointer meanwhile. Where one goes on and on by clicks, ``again`` lets each of them count.
    """

    again = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press once; a key held down goes nowhere else either."""
        if is_enter(event):
            event.accept()
            if not is_held(event):
                self.click()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second half of a double click as part of the first."""
        if self.again:
            super().mouseDoubleClickEvent(event)
        else:
            event.accept()

    def setVisible(self, visible: bool) -> None:
        """Show or hide; never as a window of its own."""
        if not shows_later(self, visible):
            super().setVisible(visible)


class RowButton(PushButton):
    """One of several under each other, one of them current: Up and Down go on and open nothing.

    Qt would press each one that is passed, and every screen on the way would be read.
    """

    def __init__(self, text: str = "") -> None:
        """Make a row; checked, it is the current one."""
        super().__init__(text)
        self.setProperty("look", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)  # so that it is told as one of several, not as a box to tick
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the rows."""
        keys = QtCore.Qt.Key
        step = {int(keys.Key_Up): -1, int(keys.Key_Down): 1}.get(event.key(), 0)
        if not step:
            super().keyPressEvent(event)
            return
        event.accept()
        parent = self.parentWidget()
        found: list[RowButton] = list(parent.findChildren(RowButton)) if parent is not None else [self]
        rows = sorted(
            (each for each in found if each.isVisible() and each.isEnabled()), key=lambda row: row.y()
        )
        place = rows.index(self) + step
        if 0 <= place < len(rows):
            rows[place].setFocus(QtCore.Qt.FocusReason.TabFocusReason)


class Button(PushButton):
    """A button whose icon takes the colours of the theme in force."""

    def __init__(self, text: str, look: str, icon: str) -> None:
        """Make a button of a look, with an icon or without."""
        super().__init__(text)
        self._icon = icon
        self.setProperty("look", look)
        self.setAutoDefault(False)
        self.setIconSize(QSize(18, 18))
        self._draw()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that this can be clicked."""
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon again when the colours changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.PaletteChange):
            self._draw()

    def _draw(self) -> None:
        if self._icon:
            tokens = theme.of(self)
            filled = self.property("look") == "primary"
            self.setIcon(icons.icon(self._icon, tokens.on_accent if filled else tokens.accent))


def repolish(widget: QWidget) -> None:
    """Make the stylesheet look again at a widget whose properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def button(
    text: str,
    done: Callable[[], object] | None = None,
    *,
    look: str = "secondary",
    icon: str = "",
    key: str = "",
    name: str = "",
    again: bool = False,
) -> QPushButton:
    """Return a button with an icon, a shortcut and an object name, each where given.

    ``again``: each half of a double click presses it.

    ``look`` is primary, secondary, quiet (a link), flush (one that begins a line), slim (in the status line),
    choice, filter or tile.
    """
    made = Button(text, look, icon)
    made.again = again
    if name:
        made.setObjectName(name)
    if key:
        made.setShortcut(QKeySequence(key))
        made.setToolTip(f"{text} ({key})")
    if done is not None:
        made.clicked.connect(lambda *_: done())
    return made


def primary(
    text: str, done: Callable[[], object] | None = None, *, icon: str = "", key: str = "", name: str = ""
) -> QPushButton:
    """Return the one filled button of a screen: the next step."""
    return button(text, done, look="primary", icon=icon, key=key, name=name)


def hairline(*, vertical: bool = False) -> QFrame:
    """Return a line of one px."""
    line = QFrame()
    line.setProperty("look", "hairline")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def row(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return parts beside each other: widgets, layouts, ``STRETCH`` or px of room."""
    return _fill(QHBoxLayout(), parts, gap, margins)


def column(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return parts under each other: widgets, layouts, ``STRETCH`` or px of room."""
    return _fill(QVBoxLayout(), parts, gap, margins)


def _fill(layout: L, parts: tuple[Part, ...], gap: int, margins: tuple[int, int, int, int]) -> L:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is STRETCH:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
    return layout


class Frame(QFrame):
    """A frame around parts."""

    def setVisible(self, visible: bool) -> None:
        """Show or hide; never as a window of its own."""
        if not shows_later(self, visible):
            super().setVisible(visible)


def inside(layout: QLayout, *, look: str = "", name: str = "") -> QFrame:
    """Return a frame around a layout."""
    frame = Frame()
    frame.setProperty("look", look)
    if name:
        frame.setObjectName(name)
    frame.setLayout(layout)
    return frame


def card(*parts: Part, gap: int = 8, padding: int = 16) -> QFrame:
    """Return a white card with parts under each other."""
    return inside(column(*parts, gap=gap, margins=(padding, padding, padding, padding)), look="card")


class _Scrolled(QWidget):
    """What lies in a scrolling area: as high as its texts are at its width, not at their narrowest."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no height where the area asks for it by width anyway."""
        least = super().minimumSizeHint()
        layout = self.layout()
        return QSize(least.width(), 0) if layout is not None and layout.hasHeightForWidth() else least


def _gap_for_bar(area: QScrollArea, content: QLayout) -> None:
    """Keep the room before the bar only while there is one: without it, parts end where others do."""
    gap = content.contentsMargins().right()

    def fit(_: int, most: int) -> None:
        edge = content.contentsMargins()
        edge.setRight(gap if most else 0)
        content.setContentsMargins(edge)

    fit(0, 0)
    area.verticalScrollBar().rangeChanged.connect(fit)


def scrolling(content: QWidget | QLayout) -> QScrollArea:
    """Return an area that scrolls up and down only; no stop of the Tab key, for nothing would show it."""
    area = QScrollArea()
    area.setProperty("focusPolicy", NO_FOCUS)
    # A ground of our own making: asking for the one that is there makes PySide look through every kind of
    # widget it knows, which takes as long as laying out the whole first window.
    area.setViewport(QWidget())
    area.setWidgetResizable(True)
    area.setProperty("horizontalScrollBarPolicy", ALWAYS_OFF)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if isinstance(content, QLayout):
        holder = _Scrolled()
        holder.setLayout(content)
        if 0 < content.contentsMargins().right() <= BAR_GAP:
            _gap_for_bar(area, content)
        content = holder
    content.setObjectName(content.objectName() or "inside")
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            break
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
