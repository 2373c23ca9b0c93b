"""What people write for 上と同じ, for nothing, or only to fill a cell: no value of any column."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache

from dxdesk.domain.text import visible


class Mark(Enum):
    """What a text says that is no value."""

    ABOVE = "above"
    """The same as above (〃, 同上, :, …)."""
    ASIDE = "aside"
    """The same as beside or elsewhere (同左)."""
    NOTHING = "nothing"
    """Nothing at all (-, なし)."""
    SYMBOL = "symbol"
    """Only a sign (○, ★): what it stands for nobody can tell."""


_DITTO_WORDS = (
    "同上 上に同じ 上と同じ 上記に同じ 上記同様 前と同じ 同 々 仝 同じ 上同 以下同じ 以下同様 同様 同じく"
)
_DITTO_MARKS = (
    '\u3003\u2033\u301e\u301f\u201d\u201c\uff02"\u309b\u3099\uff9e\u00a8\u02dd\u02ba\u303b\u3031'
    "\u2193\u21d3\u21e9\u2b07\uff5c|\u2016\u2225"
)
_ASIDE = re.compile(
    "(?:同|上)?(?:左|右|左記|右記|左欄|右欄|前|下|次|横|隣|前行|前項|下記|上段|下段|上欄|上記|上行)"
)
_SAME_SECTION = re.compile("[同〃々](?:部|局|課|室|係|班|所属|部署|部局|所|館|園|校|職|名)")
_NOTHING_WORDS = frozenset(
    [
        *("なし", "無し", "無", "ナシ", "該当なし", "該当無し", "該当せず", "特になし"),
        *("不明", "未定", "未登録", "未設定", "未記入", "未入力", "未配属", "所属なし"),
        *("調整中", "空欄", "空白"),
        *("N/A", "n/a", "NA", "NULL", "null", "None"),
    ]
)
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\u2500\u2501\u02d7\ufe58\ufe63_/")
_SIGNS = frozenset("\u3007\u00d7\u203b*#+&@%")
"""What stands for yes, no or a remark; the first looks like a circle and is a numeral by name."""

_SLASHES = 2
_LENGTH = 8


def bare(text: str) -> str:
    """Return a text for comparison: width evened out, blanks and what does not show at its ends gone."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", visible(text)))


_DITTO = frozenset(
    {*map(bare, _DITTO_WORDS.split()), *map(bare, _DITTO_MARKS), "''", "\u2032\u2032", "\u3003\u3003"}
)
FIRST_OF_DITTO = frozenset(
    {*_DITTO_WORDS, *_DITTO_MARKS, "'", "\u2032", "\u3099", " ", "\u3000", "(", "\uff08"}
    | {*"同上左右前下次横隣な無ナ該特不未所調空Nn\u3007", *"\u30fc\uff70\u3005\u303b\u309d\u309e\u30fd\u30fe"}
    | {*map(chr, range(0x3031, 0x3036))}
)
"""What a mark can begin with that is a letter by name; every sign can begin one, too."""


def may_be_mark(text: str) -> bool:
    """Tell quickly whether a text can be a mark at all: most cells of a table cannot."""
    first = text[:1]
    return bool(first) and (first in FIRST_OF_DITTO or not first.isalnum())


def is_ditto(text: str) -> bool:
    """Tell whether a text only says that the same stands above (〃, 同上, 々 …), in whatever table."""
    if not text or len(text) > _LENGTH or not may_be_mark(text):
        return False
    return bare(text).strip("()") in _DITTO


def mark_of(text: str) -> Mark | None:
    """Return what a text says in place of a value, ``None`` for a value or a blank.

    A text without any letter or digit is never a value: neither a code nor a name looks like that. That is
    so in a roster; in a list of attendance ○ and × are answers.
    """
    return _mark_of(text) if may_be_mark(text) else None


@lru_cache(maxsize=4_096)
def _mark_of(text: str) -> Mark | None:
    if is_ditto(text):
        return Mark.ABOVE
    core = bare(text)
    if not core:
        return None
    inner = core.strip("()[]") or core
    if _SAME_SECTION.fullmatch(inner):
        return Mark.ABOVE
    if inner in _NOTHING_WORDS:
        return Mark.NOTHING
    if inner.startswith("同") and _ASIDE.fullmatch(inner[1:].removesuffix("に同じ").removesuffix("と同じ")):
        return Mark.ASIDE
    if re.fullmatch("(?:左|右|下|前|横|隣)(?:記|欄|行)?(?:に|と)同じ", inner):
        return Mark.ASIDE
    if inner not in _SIGNS and any(
        unicodedata.category(sign)[0] in "LN" and not _repeats(sign) for sign in inner
    ):
        return None
    if set(inner) <= _DASHES and not (len(inner) == _SLASHES and set(inner) == {"/"}):
        return Mark.NOTHING
    if any(unicodedata.category(sign) == "So" or sign in _SIGNS for sign in inner):
        return Mark.SYMBOL
    return Mark.ABOVE


def is_word(text: str) -> bool:
    """Tell whether a text for nothing is a word (なし) and no dash: an office's own list may have it."""
    return any(sign.isalpha() and not _repeats(sign) for sign in bare(text))


def _repeats(sign: str) -> bool:
    """Tell whether a letter by name only repeats or lengthens (ゝ, 々, ー)."""
    return unicodedata.category(sign) == "Lm"
