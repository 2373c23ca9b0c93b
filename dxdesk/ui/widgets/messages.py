"""What the window says: a banner for what happened, and an empty state that teaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ui.look import icons, theme, words
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row
from dxdesk.ui.widgets.showing import repolish

_ICONS = {"attention": "warning", "done": "check", "info": "info"}

WIDE, LEAST, SPARE = 470, 120, 44
"""Of an empty state's text, px: how long a line may be, how short, and the room breaking may need."""

NARROW = 560
"""Px of a banner below which its button stands under the words: in dialogs, and beside other things."""


class Mark(QLabel):
    """An icon that takes the colours of the theme in force."""

    def __init__(self, name: str, tone: str = "muted", size: int = 20) -> None:
        """Show an icon in the colour of a token (muted, accent, attention, done)."""
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self.setFixedSize(size, size)

    def change(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon as lines: a picture of it would be jagged where it is scaled."""
        painter = QPainter(self)
        icons.paint(painter, self._name, str(getattr(theme.of(self), self._tone)), self._size)
        painter.end()


class Banner(QFrame):
    """What happened · what it means for the data · what to do now; closes itself on demand."""

    gone = Signal()
    """Closed, or hidden otherwise: what stood around it can close up."""
    came = Signal()
    """There is something to read: what stands around it makes room."""

    def __init__(self) -> None:
        """Make a hidden banner."""
        super().__init__()
        self.tone = ""
        """Of what was said last."""
        self.times = 0
        """How often something was said: what was said before some act is told from what it said itself."""
        self._mark = Mark("warning", "attention")
        self._title = Text(look="strong", wrap=True)
        self._meaning = Text(wrap=True)
        self._advice = Text(look="muted", wrap=True)
        self._act = button("")
        self._act.hide()
        self._close = button("閉じる", self.hide, look="quiet")
        texts = column(self._title, self._meaning, self._advice, gap=4)
        self._body: QBoxLayout = row(texts, row(STRETCH, self._act, self._close, gap=12), gap=12)
        self._body.setStretch(0, 1)
        self._line = row(self._mark, self._body, gap=12, margins=(16, 12, 12, 12))
        self._line.setStretch(1, 1)
        self.setLayout(self._line)
        self._acting: Callable[[], object] | None = None
        self._objects_to: dict[QWidget, str] = {}
        self._room_kept = False
        """The fields that what is shown objects to, and what they said then."""
        self._act.clicked.connect(self._run)
        self.hide()

    def say(
        self,
        title: str,
        meaning: str = "",
        advice: str = "",
        *,
        tone: str = "attention",
        act: str = "",
        acting: Callable[[], object] | None = None,
        filled: bool = False,
        about: Iterable[QWidget] = (),
    ) -> None:
        """Show a message; ``tone`` is attention, done or info, ``act`` an optional button.

        ``filled``: that button is the next step of the screen. ``about``: the fields it objects to; it goes
        when one of them says something else, for then it is untrue or of a former try.
        """
        self.tone, self.times = tone, self.times + 1
        self._hold_room(self._room_kept)
        from dxdesk.ui.widgets import objected  # fields are not needed for the first window

        self._objects_to = objected.read(about)
        objected.hear(self._objects_to, self._look_again)
        self._mark.change(_ICONS[tone], "accent" if tone == "info" else tone)
        for part, text in ((self._title, title), (self._meaning, meaning), (self._advice, advice)):
            part.setText(text)
            part.setVisible(bool(text))
        # Beside one line the mark stands level with it, beside several with the first.
        side = QtCore.Qt.AlignmentFlag.AlignTop if meaning or advice else QtCore.Qt.AlignmentFlag.AlignVCenter
        self._line.setAlignment(self._mark, side)
        self._acting = acting
        self._act.setText(act)
        self._act.setVisible(bool(act))
        self._place_act()
        self._act.setProperty("look", "primary" if filled else "secondary")
        repolish(self._act)
        self.setProperty("look", tone)
        repolish(self)
        self.setAccessibleName(" ".join(part for part in (title, meaning, advice) if part))
        self.show()

    def refuse(
        self,
        error: KnownError,
        *,
        act: str = "",
        acting: Callable[[], object] | None = None,
        about: Iterable[QWidget] = (),
    ) -> None:
        """Show an expected failure; it goes when a field that says what was found says something else.

        ``about`` are fields it is about besides, such as one that was left empty.
        """
        from dxdesk.ui.widgets import objected

        fields = objected.naming(self.window(), [problem.found for problem in error.problems])
        self.say(*explain(error), act=act, acting=acting, about=(*fields, *about))

    def _look_again(self) -> None:
        """Go when what was objected to says something else."""
        from dxdesk.ui.widgets import objected

        if self._objects_to and self._objects_to != objected.read(self._objects_to):
            self._objects_to = {}
            # In a dialog the fields stay where they are under the hand until it is tried again.
            self._hold_room(self.window().inherits("QDialog"))
            super().hide()

    def hide(self) -> None:
        """Go, and give the room to what stands below, unless it is kept for good."""
        self._hold_room(self._room_kept)
        super().hide()

    def keep_room(self) -> None:
        """Keep the room from here on also while nothing is said: what stands below never moves."""
        self._room_kept = True
        self._hold_room(True)

    def _hold_room(self, on: bool) -> None:
        policy = self.sizePolicy()
        if policy.retainSizeWhenHidden() is not on:
            policy.setRetainSizeWhenHidden(on)
            self.setSizePolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words have the whole width where there is little of it."""
        super().resizeEvent(event)
        self._place_act()

    def _place_act(self) -> None:
        """Set the button under the words where beside it they would be a narrow column."""
        ways = QBoxLayout.Direction
        under = bool(self._act.text()) and self.width() < NARROW
        self._body.setDirection(ways.TopToBottom if under else ways.LeftToRight)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that there is something to read."""
        super().showEvent(event)
        self.came.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that there is nothing to read any more."""
        super().hideEvent(event)
        if self.isHidden():
            self.gone.emit()

    def text(self) -> str:
        """Return everything the banner says."""
        parts = (self._title.text(), self._meaning.text(), self._advice.text())
        return "\n".join(part for part in parts if part)

    def _run(self) -> None:
        if self._acting is not None:
            self._acting()


class EmptyState(QFrame):
    """Nothing here yet: why, and what brings something here."""

    def __init__(
        self, icon: str, title: str, text: str, act: str = "", acting: Callable[[], object] | None = None
    ) -> None:
        """Say why there is nothing and offer the step that changes it."""
        super().__init__()
        self.title = Text(title, "section")
        self.hint = Text(text, "muted", wrap=True)
        self.hint.setAlignment(QtCore.Qt.AlignmentFlag.AlignHCenter | QtCore.Qt.AlignmentFlag.AlignTop)
        self.action: QPushButton | None = primary(act, acting) if act else None
        mark = Mark(icon, "muted", 36)
        # Beside stretches and not aligned: only so does a wrapped text get the height it needs.
        hint = row(STRETCH, self.hint, STRETCH)
        layout = column(STRETCH, mark, 4, self.title, hint, 8, gap=6, margins=(24, 24, 24, 24))
        if self.action is not None:
            layout.addWidget(self.action)
        layout.addStretch(2)
        for part in (mark, self.title, self.action):
            if part is not None:
                layout.setAlignment(part, QtCore.Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(layout)
        self.tell(title, text)

    def tell(self, title: str, text: str) -> None:
        """Say something else; lines of about one length read better than a full one and a rest."""
        self.title.setText(title)
        advance = QFontMetrics(theme.font()).horizontalAdvance
        shown = in_lines(text, WIDE, advance)
        self.hint.setText(shown)
        longest = max(map(advance, shown.split("\n")))
        lines = max(1, -(-longest // WIDE))
        self.hint.setFixedWidth(max(LEAST, min(longest // lines + SPARE, WIDE + SPARE)))


def in_lines(text: str, room: float, advance: Callable[[str], float]) -> str:
    """Return a text that stands in the middle, a sentence a line; long ones break at a comma, not in a word.

    Args:
        text: what is said; its own line breaks stay.
        room: how long a line may be, in the unit of ``advance``.
        advance: measures a text.
    """
    if advance(text) <= room:
        return text
    found: list[str] = []
    for sentence in text.replace("。", "。\n").split("\n"):
        commas = [position + 1 for position, letter in enumerate(sentence) if letter == "、"]
        if advance(sentence) > room and commas:
            middle = min(commas, key=lambda at: max(advance(sentence[:at]), advance(sentence[at:])))
            found += [sentence[:middle], sentence[middle:]]
        elif sentence:
            found.append(sentence)
    return "\n".join(found)


def figures(*pairs: tuple[str, str]) -> QFrame:
    """Return figures beside each other, each over its caption."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(28)
    for number, caption in pairs:
        layout.addLayout(column(Text(number, "title"), Text(caption, "caption"), gap=2))
    layout.addStretch(1)
    return inside(layout)


_SHORT = 3
"""So many letters stand in a sentence by chance; what is longer was said by it."""


def explain(error: KnownError) -> tuple[str, str, str]:
    """Return a failure as title, meaning and advice; further problems of the step are listed.

    Where there are several each stands with its own advice: at the end it would seem to be the last one's.
    """
    first = error.problem
    where = f"場所: {first.place}" if str(first.place) else ""
    told = words.finding(first.found)
    repeated = len(told) > _SHORT and told in first.message  # it adds nothing that was not read already
    found = f"{first.found_label}: {told}" if told and not repeated else ""
    more = [f"・{words.in_window(str(problem))}" for problem in error.problems[1:6]]
    if len(error.problems) > 6:
        more.append(f"ほか {len(error.problems) - 6}件")
    advice = words.in_window(first.fix)
    parts = (where, found, advice, *more) if more else (where, found)
    return words.in_window(first.message), "\n".join(part for part in parts if part), "" if more else advice
