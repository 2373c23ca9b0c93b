"""Text as drawable clusters: a base character together with the marks that belong to it.

A cluster is what a reader sees as one character: 葛 plus its variation selector, か plus a combining
voiced mark. It is the smallest unit of measuring, wrapping and drawing, so nothing is ever cut between
a base and its selector.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = "\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CLUSTER = re.compile(f"(?s).[{_MARKS}]*")
_HAS_MARK = re.compile(f"[{_MARKS}]")

IGNORABLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Invisible by their nature (Unicode Default_Ignorable): drawing nothing hides nothing."""


def clusters(text: str) -> list[str]:
    """Return ``text`` cut into clusters; joined they give ``text`` again."""
    if not _HAS_MARK.search(text):
        return list(text)
    return _CLUSTER.findall(text)


def is_selector(char: str) -> bool:
    """Return whether ``char`` selects a variant of a character (format 14 of a font's cmap)."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def selects_a_name_variant(char: str) -> bool:
    """Return whether ``char`` selects an ideograph's shape; U+FE0E/F only choose emoji or text style."""
    return is_selector(char) and char not in "\ufe0e\ufe0f"


def is_private_use(char: str) -> bool:
    """Return whether ``char`` is 外字: its shape is whatever the local office drew."""
    return "\ue000" <= char <= "\uf8ff" or "\U000f0000" <= char <= "\U0010fffd"


def is_ignorable(char: str) -> bool:
    """Return whether ``char`` is invisible: a control character, a joiner, a lone selector."""
    return char in IGNORABLE or is_selector(char) or (unicodedata.category(char) == "Cc" and char != "\t")


def stands_alone(char: str) -> bool:
    """Return whether ``char`` is drawn and measured by itself, whatever stands before it."""
    return not (_HAS_MARK.match(char) or is_ignorable(char))


def blank_for(char: str) -> str:
    """Return the blank to draw for a kind of space a font may lack, or an empty string."""
    if char == "\t":
        return " "
    if unicodedata.category(char) != "Zs":
        return ""
    return "\u3000" if char in "\u2001\u2003" else " "


def composed(cluster: str) -> str:
    """Return the one character a base with combining marks looks like (か+゛ → が), or an empty string.

    Only for choosing a glyph: the text in the PDF stays as it was written. Compatibility ideographs
    (神 U+FA19) never come here, because they carry no combining mark.
    """
    marks = cluster[1:]
    if not marks or any(is_selector(mark) for mark in marks):
        return ""
    whole = unicodedata.normalize("NFC", cluster)
    return whole if len(whole) == 1 else ""


def code_points(text: str) -> str:
    """Return ``U+845B U+E0100`` for 葛 with its selector."""
    return " ".join(f"U+{ord(char):04X}" for char in text)
