"""What an office calls its section for DX: デジタル推進課, DX推進室; texts say 「DX推進担当課」 of it.

Screens and papers put the office's own name in its place where they show a text. What is stored, sent and
read again keeps the common word, so that every store understands it.
"""

from __future__ import annotations

import re

DX = "DX推進担当課"
"""What texts call the section, and what stands where an office has no other name for it."""

LONGEST = 20
"""How many letters a name has at most: it stands in columns of tables."""


def called(text: str, name: str) -> str:
    """Return a text with the office's own name of the section in it; files in it are called as they are."""
    return _IN_WORDS.sub(lambda _: name, text) if name and DX in text else text


_IN_WORDS = re.compile(f"(?<!_){DX}")
"""In names of files an underscore parts what they are made of."""
