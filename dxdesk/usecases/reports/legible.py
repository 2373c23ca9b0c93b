"""Ledgers in spite of a character no font has: the row stays, and says what could not be printed.

A person's document is never printed with a character missing. A ledger is a list of files for the office
itself; one name must not keep all of it from being printed, nor be replaced in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dxdesk.ports.printing import DocumentPrinter, TableDocument

_NAMES = frozenset({"あて先", "差出人"})
"""Columns that hold people's names."""


def legible(printer: DocumentPrinter, record: TableDocument) -> TableDocument:
    """Return the list with every text that cannot be drawn told by its code points, and a note."""
    missing = _missing(printer, (text for row in record.rows for text in row))
    if not missing:
        return record
    titles = [column.title for column in record.columns]
    rows = tuple(
        tuple(_told(title, text, missing) for title, text in zip(titles, row, strict=True))
        for row in record.rows
    )
    count = sum(text in missing for row in record.rows for text in row)
    codes = "、".join(dict.fromkeys(code for found in missing.values() for code in found))
    note = (
        f"表示できない文字が{count:,}か所にあります({codes} を持つ書体がこのPCにありません)。"
        "書体を fonts フォルダーに置くと印刷できます。"
    )
    return replace(record, rows=rows, notes=(*record.notes, note))


def _missing(printer: DocumentPrinter, texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the texts no font can draw, with the code points that are missing."""
    found: dict[str, tuple[str, ...]] = {}
    for note in printer.missing_glyphs((text, text) for text in dict.fromkeys(texts)).missing:
        found[note.subject] = (*found.get(note.subject, ()), note.codes)
    return found


def _told(title: str, text: str, missing: dict[str, tuple[str, ...]]) -> str:
    if text not in missing:
        return text
    what = "氏名" if title in _NAMES else title
    return f"({what}は表示できません: {'、'.join(missing[text])})"
