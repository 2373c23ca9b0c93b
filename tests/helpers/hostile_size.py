"""Small files that hold more than a small PC has memory for: much of something in all sheets together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.helpers import workbooks as w
from tests.helpers.hostile_case import Hostile

_ROW = "<row>{}</row>"


def book(sheets: Sequence[bytes], strings: bytes | None = None) -> bytes:
    """Return a workbook of sheets named s1, s2 and so on."""
    names = [f"s{number}" for number in range(1, len(sheets) + 1)]
    parts = {f"xl/worksheets/sheet{number}.xml": data for number, data in enumerate(sheets, 1)}
    rels = [w.relation(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    rels.append(w.relation("rIdS", "sharedStrings", "sharedStrings.xml"))
    parts |= {w.WORKBOOK: w.workbook(*names), w.WORKBOOK_RELS: w.relations(*rels)}
    return w.changed(parts | ({w.STRINGS: strings} if strings else {}))


def wide(rows: int) -> bytes:
    """Return a sheet that reaches from A1 to column 400 of a row, with two values."""
    return w.sheet(
        f'<row r="1"><c r="OJ1"><v>1</v></c></row><row r="{rows}"><c r="A{rows}"><v>1</v></c></row>'
    )


def shown(cells: int, length: int, *, inside: str = "", prefix: str = "") -> bytes:
    """Return a workbook whose cells all show one text that is stored once."""
    text = inside or f"<t>{'a' * length}</t>"
    cell = f'<{prefix}c t="s"><{prefix}v>0</{prefix}v></{prefix}c>'
    row = f"<{prefix}row>{cell * 100}</{prefix}row>"
    space = f' xmlns:{prefix[:-1]}="{w.MAIN}"' if prefix else ""
    sheet = w.sheet(f"<x{space}>{row * (cells // 100)}</x>" if prefix else row * (cells // 100))
    return book([w.one_cell('r="A2"'), sheet], w.strings(text))


def sizes() -> Iterator[Hostile]:
    """Yield workbooks just beyond what all sheets together may hold, and some just within."""
    big, odd = "sheet-too-big", "file-suspicious"
    yield Hostile("size-area-ten-sheets", book([wide(1_000)] * 10), big)
    yield Hostile("size-area-within", book([wide(740)] * 10))
    numbers = w.sheet(_ROW.format("<c><v>1</v></c>" * 400) * 1_250)
    yield Hostile("size-values", book([numbers, numbers, numbers, w.one_cell('r="A2"')]), big)
    yield Hostile("size-letters-shown", shown(20_000, 2_001), big)
    yield Hostile("size-letters-prefixed", shown(20_000, 2_001, prefix="x:"), big)
    cut = f"<t><![CDATA[{'</si>' * 401}]]></t>"
    yield Hostile("size-letters-in-cdata", shown(20_000, 0, inside=cut), big)
    yield Hostile("size-letters-of-two-units", shown(20_000, 0, inside=f"<t>{chr(0x20BB7) * 1_001}</t>"), big)
    yield Hostile("size-letters-within", shown(20_000, 1_999))
    merge = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 34_000 + "</mergeCells>"
    merged = w.sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after=merge)
    yield Hostile("size-merges", book([merged] * 3), big)
    array = w.sheet('<row r="1"><c r="A1"><f t="array" ref="A1:A70000">1</f><v>1</v></c></row>')
    yield Hostile("size-arrays", book([array] * 3), big)
    formulas = w.sheet(_ROW.format("<c><f>1</f></c>" * 400) * 500)
    yield Hostile("size-formulas", book([formulas] * 3), big)
    yield Hostile("size-elements", book([w.sheet(_ROW.format("<c/>" * 300) * 7_000)] * 3), big)
    names = "".join(f'a{number}="" ' for number in range(60_000))
    yield Hostile("size-attributes", book([w.one_cell(f'r="A2" {names}')]), odd)
    rels = w.relations(*(w.relation(f"rId{n}", "worksheet", "worksheets/sheet1.xml") for n in range(6_000)))
    yield Hostile("size-relations", w.changed({w.WORKBOOK_RELS: rels}), "file-broken")
    formats = f'<styleSheet xmlns="{w.MAIN}"><cellXfs>{"<xf/>" * 80_000}</cellXfs></styleSheet>'.encode()
    yield Hostile("size-formats", w.changed({w.STYLES: formats}), "file-broken")
