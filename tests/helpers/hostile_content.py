"""Hostile parts inside a sound package: sheets, strings, styles, lists of sheets, payloads."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.helpers import workbooks as w
from tests.helpers.hostile_case import Hostile, flip


def flipped_parts() -> Iterator[Hostile]:
    """Damage inside parts, with checksums that hold: what a broken exporting program writes."""
    dice = random.Random(20260402)
    for part in (w.SHEET1, w.STRINGS, w.STYLES, w.WORKBOOK, w.WORKBOOK_RELS, w.ROOT_RELS):
        content = w.plain_parts()[part]
        short = part.replace("/", "-")
        for number in range(12):
            broken = flip(content, dice, 0, len(content), 1 + number % 2)
            yield Hostile(f"part-{short}-{number:02d}", w.changed({part: broken}))
        yield Hostile(f"part-{short}-half", w.changed({part: content[: len(content) // 2]}), "file-broken")
        yield Hostile(f"part-{short}-empty", w.changed({part: b""}), "file-broken")


def addresses() -> Iterator[Hostile]:
    """Yield cells at addresses that are too far, or no addresses."""
    big, bad = "sheet-too-big", "cell-address"
    spellings = {
        "XFD1048576": big, "xfd1048576": big, "XfD1048576": big, "A120001": big, "a1048576": big, "OK1": big,
        "XFE1": bad, "ZZZ1": bad, "ZZZZZZZ1": bad, "A9999999999": big, "A99999999999999999999": bad,
        "A4294967297": big, "A18446744073709551617": bad, "A0": bad, "A-5": bad, "A": "file-broken",
        "12": bad, "1A": bad, "$A$1": bad, " B2": bad, "B2 ": bad, "B2:C3": bad, "R1C1": bad,
        "Ａ１": bad, "A１": bad,
        "A1.5": bad, "A1e5": bad, "": bad, "A 1": bad, "ß1": bad, "A²": bad, "Б2": bad, "A\u0660": bad,
        "&#88;FD1048576": big,
    }  # fmt: skip
    for number, (ref, code) in enumerate(spellings.items()):
        code = {"XFE1": big, "ZZZ1": big, "ZZZZZZZ1": big}.get(ref, code)
        yield Hostile(f"address-{number:02d}", w.changed({w.SHEET1: w.one_cell(f'r="{ref}"')}), code)
    far = 'r="XFD1048576"'
    disguises = {
        "attribute": w.one_cell(f'foo=">" {far}'),
        "single-quotes": w.one_cell("r='XFD1048576'"),
        "line-breaks": w.one_cell('\n r\n=\n"XFD1048576"\n'),
        "comment": w.sheet(f'<row r="1"><!-- <c> --><c {far}><v>1</v></c></row>'),
        "prefix": w.sheet(f'<x:row r="1" xmlns:x="{w.MAIN}"><x:c {far}><x:v>1</x:v></x:c></x:row>'),
        "inline": w.one_cell(f'{far} t="inlineStr"', "<is><t>x</t></is>"),
        "formula": w.one_cell(far, "<f>1+1</f>"),
        "empty-value": w.one_cell(far, "<v/>"),
        "without-row": w.sheet(f"<c {far}><v>1</v></c>"),
        "before-data": w.sheet("", before=f"<x><c {far}><v>1</v></c></x>"),
        "counted-column": w.sheet(f'<row r="1">{"<c/>" * 400}<c><v>1</v></c></row>'),
        "counted-row": w.sheet(f"{'<row/>' * 120_000}<row><c><v>1</v></c></row>"),
        "counted-after": w.sheet('<row r="1"><c r="OJ1"/><c><v>1</v></c></row>'),
    }
    for name, content in disguises.items():
        yield Hostile(f"disguise-{name}", w.changed({w.SHEET1: content}), big)
    twice = w.one_cell('r="A2" r="XFD1048576"')
    yield Hostile("disguise-twice", w.changed({w.SHEET1: twice}), "file-broken")


def extents() -> Iterator[Hostile]:
    """Yield rows, merges and array formulas that reach too far."""
    rows = {
        "9999999999": "cell-address", "-1": "cell-address", "0": "cell-address", "1048577": "cell-address",
        "1e3": "cell-address", "٣": "cell-address", "1048576": "", "999999999999999999999999": "cell-address",
    }  # fmt: skip
    for number, (row, code) in enumerate(rows.items()):
        yield Hostile(f"row-{number}", w.changed({w.SHEET1: w.sheet(f'<row r="{row}"/>')}), code)
    area = '<row r="1"><c r="OJ1"><v>1</v></c></row><row r="120000"><c r="A120000"><v>1</v></c></row>'
    yield Hostile("area", w.changed({w.SHEET1: w.sheet(area)}), "sheet-too-big")
    merges = {
        "A1:XFD1048576": "", "a1:xfd1048576": "", "A1": "", "A1:": "", "B2:A1": "", "": "cell-address",
        ":A1": "cell-address", "A1:B2:C3": "cell-address", "A:A": "cell-address",
        "A1:ZZZZZZZ99999999999": "cell-address",
    }  # fmt: skip
    for number, (ref, code) in enumerate(merges.items()):
        after = f'<mergeCells count="4294967295"><mergeCell ref="{ref}"/></mergeCells>'
        content = w.sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after=after)
        yield Hostile(f"merge-{number}", w.changed({w.SHEET1: content}), code)
    many = w.sheet("", after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 100_001 + "</mergeCells>")
    yield Hostile("merge-many", w.changed({w.SHEET1: many}), "sheet-too-big")
    for name, ref, code in (
        ("all", "A1:XFD1048576", "sheet-too-big"), ("bad", "A1:?", "cell-address"), ("some", "A1:C3", ""),
    ):  # fmt: skip
        array = w.one_cell('r="A2"', f'<f t="array" ref="{ref}">1</f><v>1</v>')
        yield Hostile(f"array-{name}", w.changed({w.SHEET1: array}), code)
    shared = w.one_cell('r="A2"', '<f t="shared" ref="A1:XFD1048576" si="4294967295">B1</f><v>1</v>')
    yield Hostile("array-shared", w.changed({w.SHEET1: shared}))
    wide = w.sheet('<row r="1"><c r="A1"><v>1</v></c></row>', before='<dimension ref="A1:XFD1048576"/>')
    yield Hostile("dimension", w.changed({w.SHEET1: wide}))


def declarations() -> Iterator[Hostile]:
    """Yield parts with document type declarations and entities."""
    doctypes = {
        "internal": '<!DOCTYPE x [<!ENTITY a "b">]>',
        "external": '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        "laughs": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.invalid/p"> %p;]>',
    }
    parts = w.plain_parts()
    for part in (
        w.SHEET1,
        w.STRINGS,
        w.STYLES,
        w.WORKBOOK,
        w.WORKBOOK_RELS,
        w.ROOT_RELS,
        w.TYPES,
        "docProps/core.xml",
    ):
        for name, doctype in doctypes.items():
            body = parts[part].partition(b"?>")[2] or parts[part]
            short = part.replace("/", "-").replace("[", "").replace("]", "")
            yield Hostile(f"dtd-{short}-{name}", w.changed({part: doctype.encode() + body}), "xml-forbidden")
    undeclared = w.one_cell('r="A2" t="str"', "<v>&secret;</v>")
    yield Hostile("entity-undeclared", w.changed({w.SHEET1: undeclared}), "file-broken")
    vml = b"<!DOCTYPE x [<!ENTITY a 'b'>]><xml><br></xml>"
    yield Hostile("dtd-drawing", w.changed({"xl/drawings/vmlDrawing1.vml": vml}), "xml-forbidden")


def string_tables() -> Iterator[Hostile]:
    """Yield shared strings that lie about themselves."""
    for number, count in enumerate(
        ("4294967295", "999999999", "-1", "99999999999999999999", "abc", "1e9", "٣")
    ):
        content = w.strings("<t>a</t>", "<t>b</t>", attributes=f'uniqueCount="{count}"')
        yield Hostile(f"strings-count-{number}", w.changed({w.STRINGS: content}), "file-broken")
    nested = b"<x>" + w.strings("<t>a</t>", attributes='uniqueCount="4294967295"') + b"</x>"
    yield Hostile("strings-nested", w.changed({w.STRINGS: nested}), "file-broken")
    for number, index in enumerate(
        ("2", "-1", "4294967296", "1e3", "x", "", " 0 ", "99999999999999999999999")
    ):
        content = w.one_cell('r="A2" t="s"', f"<v>{index}</v>")
        yield Hostile(f"strings-index-{number}", w.changed({w.SHEET1: content}))
    yield Hostile("strings-unclosed", w.changed({w.STRINGS: b"<sst><si><t>a"}))
    yield Hostile("strings-other", w.changed({w.STRINGS: w.sheet("")}), "file-broken")


def odd_markup() -> Iterator[Hostile]:
    """Yield XML that is wrong, monstrous or in another encoding, and values that are none."""
    deep = b"<a>" * 400_000
    odd = {
        "deep": (deep, "file-suspicious"),
        "deep-closed": (b"<x>" + deep + b"</a>" * 400_000 + b"</x>", "file-suspicious"),
        "attribute": (b'<worksheet x="' + b"y" * 5_000_000 + b'"/>', ""),
        "attributes": (b"<worksheet " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>", ""),
        "text": (w.one_cell('r="A2" t="str"', "<v>" + "字" * 2_000_000 + "</v>"), ""),
        "utf16": (w.one_cell('r="A2"').decode().partition("?>")[2].encode("utf-16"), "file-broken"),
        "utf16-polyglot": ("<worksheet><sheetData/></worksheet>".encode("utf-16-be"), "file-broken"),
        "latin1": (b'<?xml version="1.0" encoding="ISO-8859-1"?><worksheet>\xe9</worksheet>', "file-broken"),
        "utf7": (b'<?xml version="1.0" encoding="UTF-7"?><worksheet>+ADw-</worksheet>', ""),
        "bad-utf8": (w.one_cell('r="A2" t="str"', "<v>@</v>").replace(b"@", b"\xc3\x28"), "file-broken"),
        "surrogate": (w.one_cell('r="A2" t="str"', "<v>@</v>").replace(b"@", b"\xed\xa0\x80"), "file-broken"),
        "nul": (w.one_cell('r="A2" t="str"', "<v>\0</v>"), "file-broken"),
        "control": (w.one_cell('r="A2" t="str"', "<v>&#1;</v>"), "file-broken"),
        "two-roots": (w.sheet("") + w.sheet(""), "file-broken"),
        "no-root": (b"<!-- nothing -->", "file-broken"),
        "words": ("こんにちは".encode(), "file-broken"),
        "nested-cells": (w.sheet('<row r="1"><c r="A1"><c r="B1"><v>1</v></c></c></row>'), ""),
    }
    for name, (content, code) in odd.items():
        yield Hostile(f"markup-{name}", w.changed({w.SHEET1: content}), code)
    for number, (kind, value) in enumerate(
        (
            ("n", "abc"),
            ("n", "1e999"),
            ("n", "NaN"),
            ("b", "7"),
            ("d", "yesterday"),
            ("e", "#N/A"),
            ("?", "1"),
            ("n", "0x1"),
        )
    ):
        content = w.one_cell(f'r="A2" t="{kind}" s="1"', f"<v>{value}</v>")
        yield Hostile(f"value-{number}", w.changed({w.SHEET1: content}))
    for number, value in enumerate(("-99999999", "99999999999", "1e308", "2958466", "-1", "60")):
        content = w.one_cell('r="A2" s="1"', f"<v>{value}</v>")
        yield Hostile(f"date-{number}", w.changed({w.SHEET1: content}))
    for number, style in enumerate(("-1", "4294967295", "99999999999", "x")):
        yield Hostile(f"style-{number}", w.changed({w.SHEET1: w.one_cell(f'r="A2" s="{style}"')}))


def sheets() -> Iterator[Hostile]:
    """Yield lists of sheets that no Excel writes."""
    rels = w.relations(*(w.relation(f"rId{n}", "worksheet", "worksheets/sheet1.xml") for n in range(1, 700)))
    lists = {
        "same": (("表", "表"), "sheet-duplicate"),
        "same-but-case": (("_dxdesk", "_DXDESK"), "sheet-duplicate"),
        "none": ((), "not-a-workbook"),
        "many": (tuple(f"s{n}" for n in range(600)), "file-broken"),
        "long": (("x" * 300,), "file-broken"),
        "empty-name": (("",), ""),
        "renamed": (("べつの名前",), ""),
        "odd": (("a&amp;b&lt;&#10;\U0001f600",), ""),
    }
    for name, (names, code) in lists.items():
        parts = {w.WORKBOOK: w.workbook(*names), w.WORKBOOK_RELS: rels}
        yield Hostile(f"sheets-{name}", w.changed(parts), code)
    yield Hostile("epoch", w.changed({w.WORKBOOK: w.workbook("表", more='<workbookPr date1904="maybe"/>')}))
    document = b"<document xmlns='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
    yield Hostile("word-document", w.changed({w.WORKBOOK: document}), "not-a-workbook")


def payloads() -> Iterator[Hostile]:
    """Yield workbooks of ours whose payload sheet was touched."""
    rels = w.relations(w.relation("rId1", "worksheet", "worksheets/sheet1.xml"))
    chunks = {
        "stars": "****",
        "short": "QUJ",
        "gap": "QUJD",
        "japanese": "あいう",
        "equals": "====",
        "number": "12",
    }
    for name, chunk in chunks.items():
        content = w.sheet(
            f'<row r="1"><c r="A1" t="str"><v>{chunk}</v></c></row><row r="3"><c r="A3"><v>1</v></c></row>'
        )
        code = "" if name in ("gap",) else "payload-broken"
        parts = {w.WORKBOOK: w.workbook("_dxdesk"), w.WORKBOOK_RELS: rels, w.SHEET1: content}
        yield Hostile(f"payload-{name}", w.changed(parts), code)
