"""Letters that a name lost on its way, and marks that stand beside one.

A system that has no 外字 writes ?, a geta (U+3013) or a black circle for it; a wrong encoding leaves U+FFFD.
Such a sign stands for a letter, and nobody is called so. Signs are written by code point: a clean-up must not
turn one into another.
"""

from __future__ import annotations

import re
import unicodedata

from dxdesk.domain.names import search_key

GETA = "\u3013"
"""What printers have always set for a letter they do not have."""

_UNREAD = "?\uff1f\u3013\ufffd\ufffc\u25a0\u25a1\u25af\u2b1a\u2b1b\u2b1c"
"""What programs write for a letter they do not have: nothing that an office would write into a 職名."""

_MASKS = "\u25cb\u25ef\u25cf\u25c7\u25c6\u25b2\u25b3\u25bc\u25bd\u2022*\uff0a_\uff3f"
"""What else stands for a letter in a name; beside a 職名 it marks something."""

_ESCAPED = r"&#x?[0-9A-Fa-f]{2,6};|\\u[0-9A-Fa-f]{4}|U\+[0-9A-Fa-f]{4,6}"
_LOST = re.compile(f"{_ESCAPED}|[{re.escape(_UNREAD + _MASKS)}]")
_UNREAD_ONLY = re.compile(f"{_ESCAPED}|[{re.escape(_UNREAD)}]")
_COMMON = re.compile("[A-Za-z \u3000\u3005\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff]*")
_MARKS = frozenset("※☆★◎†‡§¶#\uff03")
"""Marks that a list explains in a note, and that stand for no letter."""

_DOUBTS = re.compile(f"[{re.escape(_UNREAD)}]|かも|[か]$|未確認|確認中|要確認")


def is_common(text: str) -> bool:
    """Tell at once whether a text holds letters only that every system has."""
    return _COMMON.fullmatch(text) is not None


def is_private(letter: str) -> bool:
    """Tell whether a letter is one that an office made for itself (外字), which only its own font shows."""
    return unicodedata.category(letter) == "Co"


def private(text: str) -> str:
    """Return the 外字 of a text, each once."""
    return "" if text.isascii() else "".join(dict.fromkeys(filter(is_private, text)))


def lost(text: str, *, of_name: bool = True) -> tuple[str, ...]:
    """Return the signs of a text that stand for letters somebody lost, each once; none for a whole one.

    ``of_name``: also those that only in a name stand for a letter, and beside other words mark something.
    """
    found = dict.fromkeys((_LOST if of_name else _UNREAD_ONLY).findall(text))
    if not text.isascii():
        found |= dict.fromkeys(letter for letter in text if unicodedata.category(letter) == "Cn")
    return tuple(found)


def is_doubted(word: str) -> bool:
    """Tell whether a word of a table says itself that it is not sure (療休?), or lost a letter."""
    return _DOUBTS.search(word) is not None


def fits(written: str, name: str) -> bool:
    """Tell whether a damaged text is a name in which each such sign stands for one letter or more."""
    known = search_key(name)
    signs = _LOST.sub("\ufffd", written)
    parts = re.split("\ufffd+", "".join("\ufffd" if is_private(one) else one for one in signs))
    if not known or not any(map(search_key, parts)):
        return False
    return re.fullmatch(".+".join(re.escape(search_key(part)) for part in parts), known) is not None


def without_marks(text: str) -> str:
    """Return a name without the marks and figures at its ends; the text itself where no letter is left."""
    start, end = 0, len(text)
    while start < end and not _is_letter(text[start]):
        start += 1
    while end > start and not _is_letter(text[end - 1]):
        end -= 1
    return text[start:end] or text


def only_marked(text: str) -> bool:
    """Tell whether what stands at the ends of a name are marks that a list explains, and no lost letters."""
    bare = without_marks(text)
    beside = text.replace(bare, "", 1)
    return bare != text and all(sign in _MARKS or sign.isspace() for sign in beside)


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM" or is_private(sign) or sign in "・ー\u3007"
