"""Scripts that cannot be set letter by letter: Arabic, Hebrew, Thai and their like.

Their letters change shape, order or place with their neighbours. Printed one by one they would spell another
word, so that a name in them is refused where it comes in, and set in kana, kanji or Latin letters instead.
"""

from __future__ import annotations

_SHAPED = (
    (0x0590, 0x08FF),  # Hebrew, Arabic, Syriac, Thaana, N'Ko, Samaritan, Mandaic
    (0x0900, 0x109F),  # the scripts of India, Sinhala, Thai, Lao, Tibetan, Myanmar
    (0x1700, 0x18AF),  # Tagalog and its neighbours, Khmer, Mongolian
    (0x1900, 0x1CFF),  # Limbu to Vedic
    (0xA800, 0xABFF),
    (0xFB1D, 0xFDFF),  # presentation forms of Hebrew and Arabic
    (0xFE70, 0xFEFE),
    (0x10800, 0x11FFF),
)
"""Blocks whose letters change their shape or order with their neighbours (Unicode, chapters 9 to 17)."""


def needs_shaping(char: str) -> bool:
    """Return whether a character is of a script that cannot be set letter by letter, whatever font has it."""
    code = ord(char)
    return code > 0x058F and any(first <= code <= last for first, last in _SHAPED)


def unset_letters(text: str) -> str:
    """Return the letters of a text that cannot be set, each once; nothing where all of it can."""
    return "" if text.isascii() else "".join(dict.fromkeys(filter(needs_shaping, text)))
