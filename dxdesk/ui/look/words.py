"""Words every screen shares: states, names as they can be drawn, sizes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dxdesk.domain.lost_letters import GETA
from dxdesk.domain.section_names import called

SAVED = "保存しました"
PRODUCT = "dxdesk"
NOTHING_FITS = "この条件に合うものはありません。"

_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
VARIANT_MARK = "※"

_STATE_LOOKS = {
    "not_started": "badge-plain",
    "draft": "badge-plain",
    "submitted": "badge-accent",
    "returned": "badge",
    "withdrawn": "badge",
    "first_confirmed": "badge-accent",
    "second_confirmed": "badge-done",
    "received": "badge-done",
    "finalised": "badge-done",
    "exempt": "badge-plain",
}


def state(value: str) -> str:
    """Return a state's Japanese word."""
    from dxdesk.domain.lifecycle import STATE_LABELS, State

    return STATE_LABELS[State(value)]


def state_look(value: str) -> str:
    """Return how a state's badge is coloured in tables."""
    return _STATE_LOOKS[value]


def several(people: Sequence[str], most: int = 3) -> str:
    """Return who some people are, the first few by what is said of each: ``一郎さん、花子さん ほか2人``."""
    more = len(people) - most
    return "、".join(people[:most]) + (f" ほか{more:,}人" if more > 0 else "")


def shown(name: str) -> str:
    """Return a name for the screen, with a mark where its letters cannot be drawn as they are.

    Qt draws no variation selectors: the plain letter stands for it. A letter that no font of this PC
    has becomes 〓, as printers always did. Stored text and prints keep the name as it is.
    """
    if name.isascii():
        return name
    plain = "".join(letter for letter in name if ord(letter) not in _SELECTORS)
    drawn = "".join(letter if _drawable(letter) else GETA for letter in plain)
    return drawn + VARIANT_MARK if drawn != name else name


_COMMANDS = "コマンドでは"


_section = ""
"""What the office of the store that is open calls its section for DX; empty: as texts do."""


def call_section(name: str) -> None:
    """Call the section for DX so from now on, on all screens."""
    global _section
    _section = name


def own(text: str) -> str:
    """Return a text with the office's own name of its section for DX."""
    return called(text, _section)


def in_window(text: str) -> str:
    """Return a message as the window says it.

    That is without what it tells those who type commands (an aside in brackets, or a sentence), and with the
    office's own name of its section for DX.
    """
    text = own(text)
    while (begin := text.find(f"({_COMMANDS}")) >= 0:
        text = text[:begin] + text[_end_of_aside(text, begin) :]
    if _COMMANDS not in text:
        return text
    return "。".join(sentence for sentence in text.split("。") if not sentence.startswith(_COMMANDS))


def _end_of_aside(text: str, begin: int) -> int:
    """Return where an aside ends; names in it may have brackets. What does not close has no end."""
    depth = 0
    for position in range(begin, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if not depth:
            return position + 1
    return len(text)


def finding(found: str) -> str:
    """Return what was found as people are told it; an English sentence of a library tells them nothing."""
    words = found.split()
    foreign = len(words) > 2 and all(word.strip(".,:;'\"()").isalpha() and word.isascii() for word in words)
    return "" if foreign else shown(found)


@lru_cache(maxsize=8192)
def _drawable(letter: str) -> bool:
    from PySide6.QtGui import QFontMetrics

    from dxdesk.ui.look import theme

    return ord(letter) < 0x80 or QFontMetrics(theme.font()).inFontUcs4(ord(letter))


def change_of_level(before: int | None, after: int | None) -> str:
    """Return ▲ or ▼ for each step a level moved, empty where it stands or was not known."""
    if before is None or after is None or before == after:
        return ""
    return ("▲" if after > before else "▼") * min(abs(after - before), 3)


def file_size(count: int) -> str:
    """Return bytes as people say them."""
    if count >= 1_048_576:
        return f"{count / 1_048_576:.1f} MB"
    return f"{max(1, round(count / 1024)):,} KB"
