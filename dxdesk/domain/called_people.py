"""Whether a text speaks of somebody, by 「〜さん」「〜氏」 or by a known name, where nobody is named."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dxdesk.domain.names import search_key

_CALLED = re.compile("(?P<name>[\u4e00-\u9fff\u3005\u4edd]{1,6})(?:さん|氏(?!名))")
_NOBODY = ("皆", "業者", "会社", "客", "民", "職員")
"""What さん is said of that is no person's name."""


def called_in(text: str) -> str:
    """Return the first name with さん or 氏 that a text has, as it is written; empty where none."""
    found = (one for one in _CALLED.finditer(text) if not one["name"].endswith(_NOBODY))
    return next((one.group() for one in found), "")


_SHORTEST_NAME = 3
"""A name of fewer letters may stand in any sentence by chance."""


def named_in(text: str, names: Iterable[str]) -> str:
    """Return the first of some names that stands in a text, empty where none does."""
    plain = search_key(text)
    for name in names if plain else ():
        key = search_key(name)
        if len(key) >= _SHORTEST_NAME and key in plain:
            return name
    return ""
