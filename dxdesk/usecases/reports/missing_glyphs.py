"""Lists in spite of a character no font has: the row stays, and says what could not be printed.

A person's document is never printed with a character missing. A ledger, the status and the map are lists
for the office itself; one name must not keep all of it from being printed, nor be replaced in silence.
People can be left out of the map; a section cannot, so that its name is what is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dxdesk.domain.lost_letters import GETA
from dxdesk.ports.office_letters import DraftPaper, OfficialLetter
from dxdesk.ports.printing import (
    DocumentPrinter,
    MapRow,
    NonSubmitters,
    SectionMap,
    SessionPaper,
    StatusReport,
    TableDocument,
    TextDocument,
    TextPart,
)

_NAMES = frozenset({"あて先", "差出人"})
"""Columns that hold people's names."""


def without_missing(printer: DocumentPrinter, record: TableDocument) -> TableDocument:
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


def text_without_missing(printer: DocumentPrinter, record: TextDocument) -> TextDocument:
    """Return the text with every cell of its tables told that cannot be drawn: nothing falls out of it."""
    missing = _missing(printer, (text for part in record.parts for row in part.rows for text in row))
    if not missing:
        return record
    return replace(record, parts=tuple(_part(part, missing) for part in record.parts))


def draft_without_missing(printer: DocumentPrinter, record: DraftPaper) -> DraftPaper:
    """Return the paper with every cell of its tables told that cannot be drawn: nobody falls out of it."""
    parts = (*record.parts, record.appendix)
    missing = _missing(printer, (text for part in parts for row in part.rows for text in row))
    if not missing:
        return record
    *told, appendix = (_part(part, missing) for part in parts)
    return replace(record, parts=tuple(told), appendix=appendix)


def letters_without_missing(
    printer: DocumentPrinter, records: Sequence[OfficialLetter]
) -> list[OfficialLetter]:
    """Return the letters with sections and cells told that cannot be drawn: none falls out."""
    told = _sections(printer, (line for record in records for line in (*record.to, record.bookmark)))
    missing = _missing(
        printer, (text for record in records for item in record.items for row in item.rows for text in row)
    )
    return [
        replace(
            record,
            to=tuple(told.get(line, line) for line in record.to),
            bookmark=told.get(record.bookmark, record.bookmark),
            items=tuple(_part(item, missing) for item in record.items),
        )
        for record in records
    ]


def _part(part: TextPart, missing: dict[str, tuple[str, ...]]) -> TextPart:
    return replace(
        part,
        rows=tuple(
            tuple(_told(column.title, text, missing) for column, text in zip(part.columns, row, strict=True))
            for row in part.rows
        ),
    )


def status_without_missing(printer: DocumentPrinter, record: StatusReport) -> StatusReport:
    """Return the status with sections told whose name cannot be drawn."""
    told = _sections(printer, (row.section for row in record.rows))
    rows = tuple(replace(row, section=told.get(row.section, row.section)) for row in record.rows)
    return replace(record, rows=rows) if told else record


def non_submitters_without_missing(
    printer: DocumentPrinter, records: Sequence[NonSubmitters]
) -> list[NonSubmitters]:
    """Return the lists of those who are missing with names told that cannot be drawn: nobody falls out."""
    sections = _sections(printer, (record.section for record in records))
    missing = _missing(printer, (row.name for record in records for row in record.rows))
    return [
        replace(
            record,
            section=sections.get(record.section, record.section),
            rows=tuple(replace(row, name=_told("氏名", row.name, missing)) for row in record.rows),
        )
        for record in records
    ]


def sessions_without_missing(printer: DocumentPrinter, records: Sequence[SessionPaper]) -> list[SessionPaper]:
    """Return the lists of sessions with every text told that cannot be drawn: nobody falls out."""
    missing = _missing(printer, (text for record in records for row in record.rows for text in row))
    heads = _sections(
        printer,
        (
            text
            for record in records
            for text in (record.session, *record.facts, *(said for _, said in record.entries))
        ),
    )
    return [
        replace(
            record,
            session=heads.get(record.session, record.session),
            facts=tuple(heads.get(fact, fact) for fact in record.facts),
            entries=tuple((label, heads.get(said, said)) for label, said in record.entries),
            rows=tuple(
                tuple(
                    _told(column.title, text, missing)
                    for column, text in zip(record.columns, row, strict=True)
                )
                for row in record.rows
            ),
        )
        for record in records
    ]


def map_without_missing(printer: DocumentPrinter, record: SectionMap) -> SectionMap:
    """Return the map with sections told whose name cannot be drawn; people's own names stay."""
    shown = [row.person.department for row in record.rows] + [row.section for row in record.sections]
    told = _sections(printer, (*shown, record.section))
    if not told:
        return record

    def named(row: MapRow) -> MapRow:
        name = row.person.department
        return replace(row, person=replace(row.person, department=told.get(name, name)))

    return replace(
        record,
        section=told.get(record.section, record.section),
        rows=tuple(map(named, record.rows)),
        sections=tuple(replace(row, section=told.get(row.section, row.section)) for row in record.sections),
    )


def _sections(printer: DocumentPrinter, names: Iterable[str]) -> Mapping[str, str]:
    """Return what stands for each name that cannot be drawn: ``(geta)課((geta)は U+1F600)``."""
    told: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    for note in printer.missing_glyphs((name, name) for name in dict.fromkeys(names)).missing:
        told[note.subject] = told.get(note.subject, note.subject).replace(note.text, GETA)
        codes.setdefault(note.subject, []).append(note.codes)
    return {name: f"{shown}({GETA}は{'、'.join(codes[name])})" for name, shown in told.items()}


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
