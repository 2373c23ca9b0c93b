"""Whether a text speaks of somebody by name: 「〜さん」「〜氏」, where nobody is to be named."""

from __future__ import annotations

import re

_CALLED = re.compile("(?P<name>[\u4e00-\u9fff\u3005\u4edd]{1,6})(?:さん|氏(?!名))")
_NOBODY = ("皆", "業者", "会社", "客", "民", "職員")
"""What さん is said of that is no person's name."""


def called_in(text: str) -> str:
    """Return the first name with さん or 氏 that a text has, as it is written; empty where none."""
    found = (one for one in _CALLED.finditer(text) if not one["name"].endswith(_NOBODY))
    return next((one.group() for one in found), "")
