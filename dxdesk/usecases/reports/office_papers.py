"""文案 on paper and as a text file that any word processor opens."""

from __future__ import annotations

from pathlib import Path

from dxdesk.ports import printing as doc
from dxdesk.usecases.organisation.office_texts import OfficeText, office_text, parts_of
from dxdesk.usecases.reports.kind import today
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing, write_whole
from dxdesk.usecases.workplace.print_notes import OFFICE_TEXT, Made, note, way_of

PDF = ".pdf"


def write(desk: Desk, code: str, wished: Path) -> Path:
    """Write a text as the office has it: a PDF by its ending, else plain text (UTF-8, for Word too).

    Raises:
        KnownError: ``wrong-role``, ``office-text-unknown``, ``glyph-missing`` and file errors.
    """
    found = office_text(desk, code)
    data = _paper(desk, found) if wished.suffix.lower() == PDF else _plain(found)
    with all_or_nothing(desk) as outgoing, outgoing.writing(wished) as path:
        write_whole(path, data)
    note(desk, Made(OFFICE_TEXT, way_of(path), path.name))
    return path


def _plain(found: OfficeText) -> bytes:
    text = f"{found.title}\n\n{found.text}\n"
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _paper(desk: Desk, found: OfficeText) -> bytes:
    parts = tuple(doc.TextPart(heading, lines) for heading, lines in parts_of(found.text))
    name = desk.identity.municipality_name
    return desk.services.printer.draw([doc.TextDocument(found.title, name, parts, printed_on=today(desk))])
