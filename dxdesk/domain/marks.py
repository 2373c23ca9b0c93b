"""Which characters may not begin a line and which may not end one (行頭禁則, 行末禁則).

After JIS X 4051 and the character classes of the Requirements for Japanese Text Layout (JLREQ, appendix A).

What has an ASCII twin stands here by its code point: typed as it is, a well-meant clean-up turns it into
the twin, nothing looks different, and the rule no longer covers the character that Japanese is written with.
"""

from __future__ import annotations

_STOPS = "、。\uff61\uff64,.\uff0c\uff0e・\uff65:;\uff1a\uff1b?!\uff1f\uff01‼⁇⁈⁉"
_CLOSING = ")]}\uff09\uff3d\uff5d〕〉》」』】〙〗〛〟\uff63’”»⦆\uff60"
_OPENING = "([{\uff08\uff3b\uff5b〔〈《「『【〘〖〚〝\uff62‘“«⦅\uff5f"
_SMALL_KANA = (
    "ぁぃぅぇぉっゃゅょゎゕゖ"
    "ァィゥェォッャュョヮヵヶ"
    "ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "\uff67\uff68\uff69\uff6a\uff6b\uff6c\uff6d\uff6e\uff6f"
)
_LONG_AND_REPEATED = "ー\uff70々〻ゝゞヽヾ゛゜\uff9e\uff9f"
_DASHES = "‐–゠〜~\uff5e"
_LEADERS = "…‥"
_UNITS_BEHIND = "%\uff05‰℃°′″¢\uffe0"
_SQUARES = "ℓ㏋㌃㌍㌔㌘㌢㌣㌦㌧㌫㌶㌻㍉㍊㍍㍑㍗㎎㎏㎜㎝㎞㎡㏄"
_UNITS_BEFORE = "$\uff04¥\uffe5£\uffe1€№#\uff03"

NEVER_FIRST = frozenset(
    _STOPS + _CLOSING + _SMALL_KANA + _LONG_AND_REPEATED + _DASHES + _LEADERS + _UNITS_BEHIND
)
"""Closing marks, small kana, signs that lean on what stands before them."""

NEVER_LAST = frozenset(_OPENING + _UNITS_BEFORE)
"""Opening brackets and signs that lean on what comes after them."""

BEHIND_FIGURES = frozenset(_SQUARES + _UNITS_BEHIND)
"""Units that are never parted from the figure before them; the square ones may otherwise begin a line."""

INSEPARABLE = frozenset("―—…‥〳〴〵")
"""Signs that come in rows or pairs and are never parted: dashes, leaders, repeat marks of kana."""
