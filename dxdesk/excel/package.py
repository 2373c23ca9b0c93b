"""Workbook packages: the parts around the sheets, and the sheet that carries the sealed payload."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from dxdesk.excel import styles, surroundings, writing
from dxdesk.excel.charts import DrawnPart, drawings
from dxdesk.excel.files import write_atomically
from dxdesk.excel.grid import Grid, sheet_names
from dxdesk.excel.sheetxml import plain_sheet, sheet_xml

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def save_grids(
    grids: Sequence[Grid], path: Path, *, payload: bytes | None = None, notes: str = "", password: str = ""
) -> None:
    """Write sheets as one workbook: complete and under its name, or not at all.

    Raises:
        KnownError: a text no cell can hold, or anything about the folder and the file.
    """
    data = package_bytes(grids, payload=payload, notes=notes)
    if password:
        data = writing.locked_bytes(data, password)
    write_atomically(path, data)


def package_bytes(grids: Sequence[Grid], *, payload: bytes | None = None, notes: str = "") -> bytes:
    """Return sheets (and the payload sheet) as the bytes of an .xlsx file."""
    sheets = [sheet_xml(grid, chosen=number == 0) for number, grid in enumerate(grids)]
    names = [(name, "") for name in sheet_names([grid.name for grid in grids])]
    if payload is not None:
        sheets.append(plain_sheet([_chunks(payload), _chunks(notes.encode("utf-8"))]))
        names.append((writing.PAYLOAD_SHEET, ' state="veryHidden"'))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as package:
        drawn = drawings([grid.charts for grid in grids])
        _add(package, "[Content_Types].xml", _content_types(len(sheets), drawn))
        _add(package, "_rels/.rels", _root_relations())
        _add(package, "xl/workbook.xml", _workbook(grids, names))
        _add(package, "xl/_rels/workbook.xml.rels", _workbook_relations(len(sheets)))
        _add(package, "xl/styles.xml", styles.stylesheet())
        for part in (surroundings.theme(), *surroundings.properties(*(grids[0].about if grids else ()))):
            _add(package, part.name, part.text)
        for drawing in drawn:
            _add(package, drawing.name, drawing.data)
        for number, sheet in enumerate(sheets, 1):
            _add(package, f"xl/worksheets/sheet{number}.xml", sheet)
    return buffer.getvalue()


def _add(package: zipfile.ZipFile, name: str, data: bytes | str) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, data)


def _chunks(data: bytes) -> list[str]:
    text = base64.b64encode(data).decode("ascii")
    size = writing.CHUNK_CHARACTERS
    return [text[start : start + size] for start in range(0, len(text), size)]


def _content_types(sheets: int, drawn: Sequence[DrawnPart]) -> str:
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    overrides += "".join(
        f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>'
        for part in (surroundings.theme(), *surroundings.properties())
    )
    overrides += "".join(
        f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>'
        for part in drawn
        if part.content_type
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{overrides}</Types>'
    )


def _root_relations() -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{part.relation}" Target="{part.name}"/>'
        for number, part in enumerate(surroundings.properties(), 2)
    )
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        f"{rows}</Relationships>"
    )


def _workbook_relations(sheets: int) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    theme = surroundings.theme()
    beside = theme.name.removeprefix("xl/")
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}'
        f'<Relationship Id="rId{sheets + 1}" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId{sheets + 2}" Type="{theme.relation}" Target="{beside}"/></Relationships>'
    )


def _workbook(grids: Sequence[Grid], names: Sequence[tuple[str, str]]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}"{state} r:id="rId{number}"/>'
        for number, (name, state) in enumerate(names, 1)
    )
    defined = "".join(_defined_names(number, grid, names[number][0]) for number, grid in enumerate(grids))
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr/>'
        f'<bookViews><workbookView activeTab="0"/></bookViews><sheets>{sheets}</sheets>'
        f"{f'<definedNames>{defined}</definedNames>' if defined else ''}</workbook>"
    )


def _defined_names(number: int, grid: Grid, name: str) -> str:
    """Return print titles, the filter's range and the headings of blocks, which Excel keeps as names."""
    quoted = escape("'" + name.replace("'", "''") + "'")
    names = ""
    if grid.filtered:
        first, last = (_absolute(cell) for cell in grid.filtered.split(":"))
        names += (
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">'
            f"{quoted}!{first}:{last}</definedName>"
        )
    if grid.header >= 0:
        row = grid.header + 1
        names += (
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">'
            f"{quoted}!${row}:${row}</definedName>"
        )
    for title, cell in grid.titles:
        names += f"<definedName name={quoteattr(title)}>{quoted}!{_absolute(cell)}</definedName>"
    return names


def _absolute(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"
