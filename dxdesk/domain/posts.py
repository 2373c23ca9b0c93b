"""本務 and 兼務 as tables write them: in a column of their own, or before or after a 職名."""

from __future__ import annotations

import re
import unicodedata

_MAIN = re.compile("本|主|正")
_BESIDE = re.compile("兼|併|副|従|事務取扱|事取|充て?職|あて職|事務代理|事務従事")
_OVER = re.compile("解除|終了|免|解く")
"""A 兼務 that has ended is none."""
_BRACKETS = {ord(mark): "(" for mark in "[【〔<《"} | {ord(mark): ")" for mark in "]】〕>》"}
_WORD = "(?:兼務?|兼任|兼職|併任?|事務取扱い?|充て?職|事務代理|事務従事)"
_BEFORE = (
    re.compile(r"\((?:WORD|副)\)[\s:・]*".replace("WORD", _WORD)),
    re.compile(r"WORD[\s:・]+".replace("WORD", _WORD)),
    re.compile(r"(?:兼務|兼任|併任|事務取扱い?)"),
)
_AFTER = (
    re.compile(r"[\s・]*\((?:WORD|副)\)$".replace("WORD", _WORD)),
    re.compile(r"[\s・]+WORD$".replace("WORD", _WORD)),
    re.compile(r"(?:事務取扱い?|事務代理)$"),
)


def is_beside(kind: str) -> bool:
    """Tell whether the word of a column 本務兼務区分 says that a line is of a 兼務."""
    text = unicodedata.normalize("NFKC", kind)
    return bool(_BESIDE.search(text)) and not _MAIN.search(text) and not _OVER.search(text)


def beside_title(title: str) -> str | None:
    """Return a 職名 without the word that makes it one of a 兼務 (「兼 係長」), ``None`` without one."""
    text = unicodedata.normalize("NFKC", title).strip()
    even = text.translate(_BRACKETS)
    before = (pattern.match(even) for pattern in _BEFORE)
    after = (pattern.search(even) for pattern in _AFTER)
    found = next((one for one in (*before, *after) if one is not None), None)
    return None if found is None else (text[: found.start()] + text[found.end() :]).strip()
