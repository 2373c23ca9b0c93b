"""How many characters the cells of a workbook show together.

A text stored once can show in a million cells, and the parser makes a million texts of it. Counting exactly
takes as long as scanning the sheets again, so what is certainly little is told by its size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxdesk.excel.markup import local, refuse_broken, stream_text
from dxdesk.excel.sheetscan import CHARACTER_LIMIT, ODD, VALUE_LIMIT, Spent, refuse_full

_FEW = 5_000_000
"""Bytes of shared strings that cannot hold as many of them as would fill the memory."""

Sheets = Sequence[tuple[str, str, bytes]]
"""Name, part and XML of each sheet."""


def refuse_wordy(sheets: Sheets, spent: Spent, strings: bytes, part: str) -> None:
    """Refuse a workbook that shows more than ``CHARACTER_LIMIT`` characters.

    Args:
        sheets: all of its sheets.
        spent: what they were found to hold.
        strings: the XML of the shared strings, empty for none.
        part: their name in the file.

    Raises:
        KnownError: sheet-too-big with the sheet in which the limit was passed; file-broken.
    """
    few = len(strings) <= _FEW
    if few and spent.letters + len(strings) * spent.values <= CHARACTER_LIMIT:
        return
    if few and spent.letters + _longest(strings) * spent.values <= CHARACTER_LIMIT:
        return
    lengths = _lengths(strings, part, sheets[0][0]) if strings else []
    total = 0
    for name, sheet_part, data in sheets:
        for letters in _shown(data, sheet_part, lengths):
            total += letters
            if total > CHARACTER_LIMIT:
                refuse_full(f"{CHARACTER_LIMIT:,}文字より多い", name)


def _longest(strings: bytes) -> int:
    """Return at least the bytes of the longest shared string."""
    beginning = strings.find(b"<", strings.find(b"?>") + 2) if strings.lstrip()[:5] == b"<?xml" else 0
    if any(odd in strings[beginning:] for odd in ODD):
        return len(strings)
    return max(map(len, strings.split(b"</si>")))


def _lengths(strings: bytes, part: str, sheet: str) -> list[int]:
    """Return the characters of each shared string."""
    lengths: list[int] = []

    def start(name: str, _: list[str]) -> None:
        if local(name) == "si":
            lengths.append(0)
            if len(lengths) > VALUE_LIMIT:
                refuse_full(f"文字列 {VALUE_LIMIT:,}個より多い", sheet)

    def text(found: str) -> None:
        if lengths:
            lengths[-1] += _units(found)

    stream_text(strings, start, text, part)
    return lengths


def _shown(data: bytes, part: str, lengths: Sequence[int]) -> Iterator[int]:
    """Yield the characters of a sheet's values, a number for many cells at once."""
    found = 0
    shared = reading = False
    index: list[str] = []

    def start(name: str, attributes: list[str]) -> None:
        nonlocal shared, reading, found
        found += _of(index, lengths, part) if index else 0
        plain = local(name)
        reading = plain in ("v", "t")
        if plain == "c":
            shared = _kind(attributes) == "s"

    def text(letters: str) -> None:
        nonlocal found
        if not reading:
            return
        if shared:
            index.append(letters)
        else:
            found += _units(letters)

    stream_text(data, start, text, part)
    yield found + (_of(index, lengths, part) if index else 0)


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _kind(attributes: list[str]) -> str:
    return next((v for n, v in zip(attributes[::2], attributes[1::2], strict=True) if n == "t"), "")


def _of(index: list[str], lengths: Sequence[int], part: str) -> int:
    """Return the characters of the shared string that the pieces of an index name; they are used up."""
    number = "".join(index).strip()
    index.clear()
    if not number:
        return 0
    if not (number.isascii() and number.isdigit()) or len(number) > 9 or int(number) >= len(lengths):
        refuse_broken(f"{part} の文字列の番号 {number[:20]}")
    return lengths[int(number)]
