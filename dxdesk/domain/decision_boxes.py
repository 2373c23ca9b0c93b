"""決裁欄: who stamps the paper of a decision, from left to right, as an office calls them."""

from __future__ import annotations

import re

USUAL = ("決裁権者", "部長", "課長", "課長補佐", "係長", "合議", "起案者")
"""The posts that offices share. A box that an office has no use for is struck out by hand."""

MOST, LONGEST = 10, 8
"""How many boxes stand in one row of A4, and how many letters in one."""

_BETWEEN = re.compile("[\u30fb\u3001\uff0c,\n]+")
"""``・``, ``、`` and commas part one box from the next."""


def boxes_of(text: str) -> tuple[str, ...]:
    """Return the boxes that somebody names in one line (``部長・課長・係長``); the usual ones of nothing."""
    return tuple(found for part in _BETWEEN.split(text) if (found := part.strip())) or USUAL


def boxes_text(boxes: tuple[str, ...]) -> str:
    """Return boxes as the line that names them."""
    return "\u30fb".join(boxes)


def too_many_or_long(boxes: tuple[str, ...]) -> str:
    """Return the first box that has no room in the row, empty where all have."""
    return next((one for place, one in enumerate(boxes) if place >= MOST or len(one) > LONGEST), "")
