"""How many pages a PDF of ours has."""

from __future__ import annotations

import re

_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")


def pages_in(pdf: bytes) -> int:
    """Return how many pages a PDF has that this program made: its page objects are never compressed."""
    return len(_PAGE.findall(pdf))
