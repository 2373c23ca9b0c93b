"""What people write for 上と同じ: no value of any column, in whatever table."""

from __future__ import annotations

import re
import unicodedata

from dxdesk.domain.text import visible

_DITTO_WORDS = "同上 上に同じ 上と同じ 同 々 仝 同じ 上同 以下同じ 以下同様 同様"
_DITTO_MARKS = (
    '\u3003\u2033\u301e\u301f\u201d\u201c\uff02"\u309b\u3099\uff9e\u00a8\u02dd\u02ba\u303b\u3031'
    "\u2193\u21d3\u21e9\u2b07\uff5c|\u2016\u2225"
)


def plain(text: str) -> str:
    """Return a text for comparison: width evened out, blanks and what does not show at its ends gone."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", visible(text)))


_DITTO = frozenset(
    {*map(plain, _DITTO_WORDS.split()), *map(plain, _DITTO_MARKS), "''", "\u2032\u2032", "\u3003\u3003"}
)
FIRST_OF_DITTO = frozenset(
    {*_DITTO_WORDS, *_DITTO_MARKS, "'", "\u2032", "\u3099", " ", "\u3000", "(", "\uff08"} - {""}
)


def is_ditto(text: str) -> bool:
    """Tell whether a text only says that the same stands above (〃, 同上, 々 …)."""
    if not text or len(text) > 8 or text[0] not in FIRST_OF_DITTO:
        return False
    return plain(text).strip("()") in _DITTO
