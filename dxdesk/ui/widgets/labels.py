"""Labels whose lines end between phrases, so that screens say what and not how."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from PySide6.QtWidgets import (
    QLabel,
    QSizePolicy,
)

from dxdesk.ui.look import applying
from dxdesk.ui.look.words import in_window
from dxdesk.ui.widgets.qt_numbers import LEFT_MIDDLE, PLAIN_TEXT, RICH_TEXT
from dxdesk.ui.widgets.showing import repolish, shows_later

DROP = 3
"""How far wrapped text is moved down to stand level with chips and buttons, px."""

_BREAK = "\u200b"
"""Where a line may end although nothing is seen there."""

_HOLD, _LONG = "\u2060", 9
"""Holds two letters together, in words of at most so many."""

UNSEEN = re.compile(f"[{_BREAK}{_HOLD}]+")
"""What is in a text for its lines alone."""
_TINY = r'<span style="font-size:1px">\g<0></span>'
"""Marks come from another font than ours: tiny, they leave the height of the line alone."""

_SIGNS = "、。,\uff0c.\uff0e・:\uff1a()\uff08\uff09「」 \u3000\n" + _BREAK
_ENDS = "。)\uff09」\n"
_NO_END = {ord(" "): "\u00a0", 0x3000: "\u00a0"}
"""Blanks, and those at which no line ends."""

_PLEASE = "ください"
_OPENING, _NEVER_FIRST = "「\uff08(", "、。」\uff09)"
_ONE_LINE = 5
"""So many letters fit the narrowest label."""

_ONE_WORD = (("チーム", "ワーク"),)
"""Two known words that are read as one; titles of papers and workbooks go on as they were issued."""

_JOINTS = re.compile(r"(?<=[_/\\])(?=[^\s_/\\])")
"""Where names of files and folders may be cut."""


# The first-start window asks for none of these: they are made when they are first asked for (6 ms).


@lru_cache(maxsize=1)
def _tails() -> re.Pattern[str]:
    """Return where a long phrase (続けられるようにします, していくことができる) may end a line."""
    return re.compile("(?<=.)(?=よう[にな]|こと[がはをも]|ところ|ため|など|について)")


@lru_cache(maxsize=1)
def _after_particle() -> re.Pattern[str]:
    """Return where a phrase too long for one line (方がいらっしゃいます) ends one all the same."""
    return re.compile("(?<=[一-龥々ァ-ヴー][をがはへも])(?=[ぁ-ん])")


@lru_cache(maxsize=1)
def _runs() -> re.Pattern[str]:
    """Return what finds words and numbers in a phrase too long for one line: it ends there, not in one."""
    return re.compile(f"[一-龥々ヶ]{{2,{_LONG}}}|[ァ-ヴー]{{2,{_LONG}}}|[0-9]{{2,{_LONG}}}")


@lru_cache(maxsize=1)
def _whole() -> re.Pattern[str]:
    """Return what finds a date and the name of somebody, read at once or not at all."""
    return re.compile(
        r"(?:令和|平成)?(?:[0-9元]+年)?[0-9]+月[0-9]+日"
        r"|(?:[一-龥々ヶ]{1,4}|[ァ-ヴー]{1,8})[ \u3000\u00a0](?:[一-龥々ヶ]{1,4}|[ァ-ヴー]{1,8}|[ぁ-ん]{1,5})"
        r"(?=さん|様|\([0-9]|\))"
    )


_MOST_HEIGHTS = 5000
_heights: dict[tuple[object, ...], int] = {}
"""How high texts are that were asked for, at widths and in types: of a day's screens a few hundred."""


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
        self._shown = ""
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
        if self._wraps:
            # Our fonts' own line height is the bare letter height; a label has no other way to say so.
            shown = _wrapping(text, by_words=self._by_words, by_phrases=applying.is_whole())
            self._shown = f'<p style="line-height:145%; margin:0">{shown}</p>' if text else ""
            super().setText(self._shown)
        else:
            super().setText(text)
        self.setAccessibleName(text)

    def text(self) -> str:
        """Return the text as it was given."""
        return self._plain

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text at a width; a label breaks its lines anew for every asking.

        Layouts ask six times for what changes once, and a screen made anew says what its last one said: to
        break the lines each time was a seventh of the work of building screens. So all labels share what is
        known. Beside the text the height depends on the type, the margins and whether all fonts are there.
        """
        if not self._wraps or not self._shown:  # an emptied label has a height, one never filled has none
            return super().heightForWidth(width)
        margins, scale = self.contentsMargins(), (self.devicePixelRatio(), self.logicalDpiY())
        room = margins.left(), margins.top(), margins.right(), margins.bottom()
        seen = self._shown, width, self.font().key(), scale, room, applying.is_whole()
        if seen not in _heights:
            if len(_heights) >= _MOST_HEIGHTS:
                _heights.clear()
            _heights[seen] = super().heightForWidth(width)
        return _heights[seen]

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
    return UNSEEN.sub(_TINY, _escaped(text)).replace("\n", "<br>")


def in_phrases(text: str) -> str:
    """Return a text with marks nobody sees, so that its lines end between phrases only."""
    return _in_phrases(text, all_of_them=True)


def as_written(text: str) -> str:
    """Return a text without those marks."""
    return UNSEEN.sub("", text).replace("\u00a0", " ")


def _in_phrases(text: str, *, all_of_them: bool) -> str:
    """Return a text that keeps the last words of its sentences in one line, its phrases where wanted."""
    text = _JOINTS.sub(_BREAK, text)
    if all_of_them:
        # Qt ends lines at a space whatever holds it; at this one it does not.
        text = _whole().sub(lambda whole: whole.group().translate(_NO_END), text)
    held: set[int] = set()
    """Of each letter that stays in the line of the one before: its place."""
    begun = 0
    for end in (*(at for at, letter in enumerate(text) if letter in _ENDS), len(text)):
        held.update(range(end - _last_words(text[begun:end]) + 1, end))
        begun = end
    if all_of_them:
        held.difference_update(tail.start() for tail in _tails().finditer(text))
        held.update(_within_phrases(text))
    held.update(at for at in range(1, len(text)) if _is_counted(text[at - 1], text[at]))
    for whole in _whole().finditer(text) if all_of_them else ():
        held.update(range(whole.start() + 1, whole.end()))
    return "".join(
        _HOLD + letter if position in held and _may_part(text[position - 1], letter) else letter
        for position, letter in enumerate(text)
    )


def _within_phrases(text: str) -> Iterator[int]:
    begun = 0
    for part in _parts(text):
        words = [(0, len(part))] if len(part) <= _LONG else [run.span() for run in _runs().finditer(part)]
        for first, last in words:
            yield from range(begun + first + 1, begun + last)
        begun += len(part)


def _parts(text: str) -> Iterator[str]:
    """Return the phrases of a text; a long one in two, where what leans on its verb begins."""
    from dxdesk.domain.breaking import phrases

    for phrase in phrases(text, _LONG):
        for part in _tails().split(phrase) if len(phrase) > _LONG else (phrase,):
            yield from _after_particle().split(part) if len(part) > _LONG else (part,)


def _is_counted(digit: str, unit: str) -> bool:
    """Tell whether a letter is the unit of the number before it."""
    return "0" <= digit <= "9" and ("一" <= unit <= "龥" or unit in "ヶつ")


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

    parts: list[str] = []
    for part in pieces(text):
        one = bool(parts) and any(parts[-1] == left and part.startswith(right) for left, right in _ONE_WORD)
        parts[-1:] = [parts[-1] + part] if one else [*parts[-1:], part]
    return _BREAK.join(_HOLD.join(part) if len(part) <= _LONG else part for part in parts)
