"""Hostile packages around sound parts: cut, damaged, wired wrongly, bombs, locks, other formats."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Iterator

from tests.helpers import workbooks as w
from tests.helpers.hostile_case import Hostile, flip

PASSWORD = "ひみつ1234"


def cut(honest: bytes) -> Iterator[Hostile]:
    """Yield files that a copy or a mail gateway cut short."""
    for number in range(40):
        size = len(honest) * number // 40
        code = "file-empty" if size == 0 else ""
        yield Hostile(f"cut-{number:02d}", honest[:size], code)
    for less in (1, 2, 21, 22, 23):
        yield Hostile(f"cut-last-{less}", honest[:-less])
    for more in (1, 100):
        yield Hostile(f"cut-first-{more}", honest[more:])


def flipped(honest: bytes) -> Iterator[Hostile]:
    """Yield files with some bits turned over."""
    dice = random.Random(20260401)
    directory = honest.index(b"PK\x01\x02")
    for number in range(60):
        yield Hostile(
            f"flip-directory-{number:02d}", flip(honest, dice, directory, len(honest), 1 + number % 3)
        )
    for number in range(50):
        yield Hostile(f"flip-body-{number:02d}", flip(honest, dice, 0, directory, 1 + number % 5))


def names() -> Iterator[Hostile]:
    """Yield zips with part names that are double, escape or make no sense."""
    odd = "file-suspicious"
    cell = w.one_cell('r="A2"')
    doubles = {
        "same": w.SHEET1, "case": "XL/Worksheets/SHEET1.XML", "backslash": "xl\\worksheets\\sheet1.xml",
        "slash": "/xl/worksheets/sheet1.xml",
    }  # fmt: skip
    for name, double in doubles.items():
        yield Hostile(f"double-{name}", w.changed({}, [(double, cell)]), odd)
    for number, path in enumerate(
        ("../../evil.xml", "xl/../../evil.xml", "C:/evil.xml", "..\\evil.xml", "xl/..")
    ):
        yield Hostile(f"path-{number}", w.changed({}, [(path, b"<x/>")]), odd)
    yield Hostile("name-long", w.changed({}, [("x" * 60_000 + ".xml", b"<x/>")]))
    yield Hostile("name-nul", w.changed({}).replace(b"docProps/core.xml", b"docProps\0core.xml"))
    yield Hostile(
        "name-bad-utf8",
        w.changed({"日本.xml": b"<x/>"}).replace("日本".encode(), b"\xff\xfe\xfd\xfc\xfb\xfa"),
    )
    many = {f"x/{number}.bin": b"" for number in range(6_000)}
    yield Hostile("name-many", w.changed(many), odd)


def wiring() -> Iterator[Hostile]:
    """Yield workbooks whose parts are missing or point to the wrong ones."""
    for part in w.plain_parts():
        code = {w.SHEET1: "sheet-missing", w.ROOT_RELS: "not-a-workbook", w.WORKBOOK: "not-a-workbook"}.get(
            part, ""
        )
        code = "file-broken" if part == w.WORKBOOK_RELS else code
        short = part.replace("/", "-").replace("[", "").replace("]", "")
        yield Hostile(f"missing-{short}", w.changed({part: None}), code)
    targets = {
        "itself": "../xl/workbook.xml", "rels": "_rels/workbook.xml.rels", "nowhere": "worksheets/none.xml",
        "outside": "../../../../etc/passwd", "empty": "", "folder": "worksheets/", "percent": "%2e%2e/%00",
        "url": "http://example.invalid/sheet1.xml", "strings": "sharedStrings.xml", "binary": "x.bin",
    }  # fmt: skip
    for name, target in targets.items():
        rels = w.relations(w.relation("rId1", "worksheet", target))
        code = "" if name in ("itself", "rels", "strings") else "sheet-missing"
        yield Hostile(f"target-{name}", w.changed({w.WORKBOOK_RELS: rels}), code)
    outside = w.relations(w.relation("rId1", "worksheet", "worksheets/sheet1.xml", ' TargetMode="External"'))
    yield Hostile("target-external", w.changed({w.WORKBOOK_RELS: outside}), "sheet-missing")
    cycle = w.relations(w.relation("rId1", "officeDocument", "_rels/.rels"))
    yield Hostile("cycle-root", w.changed({w.ROOT_RELS: cycle}), "file-broken")
    chart = w.relations(w.relation("rId1", "chartsheet", "worksheets/sheet1.xml"))
    yield Hostile("only-a-chart", w.changed({w.WORKBOOK_RELS: chart}), "not-a-workbook")
    types = w.plain_parts()[w.TYPES]
    for number, content in enumerate((b"", b"<x/>", types.replace(b"sheet.main", b"nothing"), b"\0" * 50)):
        yield Hostile(f"types-{number}", w.changed({w.TYPES: content}))


def bombs() -> Iterator[Hostile]:
    """Yield files that are far larger than they look."""
    bomb = bytes(101_000_000)
    yield Hostile("bomb-sheet", w.changed({w.SHEET1: bomb}), "file-suspicious")
    yield Hostile("bomb-media", w.changed({"xl/media/image1.png": bomb}), "file-suspicious")
    spread = {f"docProps/{n}.xml": _noisy(11_000_000, n) for n in range(10)}
    yield Hostile("bomb-spread", w.changed(spread), "file-too-big")
    honest = w.changed({w.SHEET1: w.sheet("<row/>" * 500_000)})
    size = len(w.sheet("<row/>" * 500_000))
    lied = honest.replace(struct.pack("<L", size), struct.pack("<L", 1_000))
    yield Hostile("bomb-lying-size", lied, "file-suspicious")
    yield Hostile("bomb-huge-size", honest.replace(struct.pack("<L", size), struct.pack("<L", 0xFFFFFFFE)))
    yield Hostile("bomb-zip64", honest.replace(struct.pack("<L", size), struct.pack("<L", 0xFFFFFFFF)))
    yield Hostile("too-big", bytes(20_000_001), "file-too-big")
    yield Hostile("overlap", _overlapping(), "file-suspicious")


def _noisy(size: int, seed: int) -> bytes:
    """Return bytes that pack well but not absurdly."""
    block = random.Random(seed).randbytes(50_000)
    return (block + bytes(1_000_000)) * (size // 1_050_000 + 1)


def _overlapping() -> bytes:
    """Return a zip in which one packed part serves fifty names."""
    parts = {f"x{number}.xml": random.Random(1).randbytes(20_000) for number in range(50)}
    data = bytearray(w.changed(parts))
    first = data.index(b"x0.xml") - 30
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + length].startswith(b"x"):
            struct.pack_into("<L", data, at + 42, first)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data[:first] + data[data.index(b"PK\x03\x04", first + 4) :])


def active_content() -> Iterator[Hostile]:
    """Yield macros and links, also under innocent names."""
    for number, name in enumerate(
        ("xl/vbaProject.bin", "XL/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.xml")
    ):
        yield Hostile(f"macro-{number}", w.changed({name: b"<x/>"}), "workbook-macros")
    sheet_rel = w.relation("rId1", "worksheet", "worksheets/sheet1.xml")
    for kind, code in (
        ("vbaProject", "workbook-macros"),
        ("xlMacrosheet", "workbook-macros"),
        ("externalLink", "workbook-links"),
    ):
        rels = w.relations(sheet_rel, w.relation("rId9", kind, "innocent.bin"))
        yield Hostile(f"hidden-{kind}", w.changed({w.WORKBOOK_RELS: rels, "xl/innocent.bin": b"x"}), code)
    yield Hostile("link", w.changed({"xl/externalLinks/externalLink1.xml": b"<x/>"}), "workbook-links")


def locked(honest: bytes) -> Iterator[Hostile]:
    """Yield locked workbooks that are damaged or would keep us busy."""
    from dxdesk.excel.writing import locked_bytes

    locked = locked_bytes(honest, PASSWORD)
    yield Hostile("locked-other-password", locked_bytes(honest, "ちがう"), "password-wrong")
    dice = random.Random(20260403)
    for number in range(8):
        yield Hostile(f"locked-flip-{number}", flip(locked, dice, 0, len(locked), 3))
    for number in range(8):
        yield Hostile(f"locked-cut-{number}", locked[: len(locked) * (number + 1) // 9])
    yield Hostile("locked-payload", flip(locked, dice, len(locked) // 2, len(locked) // 2 + 500, 4))
    info = _agile_info()
    variants = {
        "spin": (info.replace("100000", "9999999"), "lock-unsupported"),
        "spin-more": (info.replace("100000", "99999999999"), "lock-unsupported"),
        "spin-negative": (info.replace("100000", "-1"), "lock-unsupported"),
        "hash": (info.replace("SHA512", "MD5"), "lock-unsupported"),
        "doctype": (f'<!DOCTYPE x [<!ENTITY a "b">]>{info}', "xml-forbidden"),
        "words": ("こんにちは", "file-broken"),
        "other": ("<encryption/>", "file-broken"),
        "keys": (info, "file-broken"),
    }
    for name, (text, code) in variants.items():
        data = w.wrapped(bytes(5_000), struct.pack("<HHI", 4, 4, 0x40) + text.encode())
        yield Hostile(f"locked-info-{name}", data, code)
    for version in ((4, 3), (9, 9), (1, 1)):
        data = w.wrapped(bytes(5_000), struct.pack("<HHI", *version, 0) + bytes(100))
        yield Hostile(f"locked-version-{version[0]}-{version[1]}", data, "lock-unsupported")
    yield Hostile(
        "locked-standard-nonsense", w.wrapped(bytes(5_000), struct.pack("<HHI", 3, 2, 0x24) + bytes(300))
    )
    yield Hostile(
        "locked-nothing-behind",
        locked[:8] + bytes(5_000),
        "not-a-workbook",
    )
    macro = w.standard_locked(w.changed({"xl/vbaProject.bin": random.Random(2).randbytes(5_000)}), PASSWORD)
    yield Hostile("locked-macro", macro, "workbook-macros")


def _agile_info() -> str:
    key = 'saltSize="16" blockSize="16" keyBits="256" hashSize="64" hashAlgorithm="SHA512" saltValue="AAAA"'
    secret = 'encryptedVerifierHashInput="AAAA" encryptedVerifierHashValue="AAAA" encryptedKeyValue="AAAA"'
    space = "http://schemas.microsoft.com/office/2006/keyEncryptor/password"
    return (
        f'<encryption><keyData {key}/><dataIntegrity encryptedHmacKey="AAAA" encryptedHmacValue="AAAA"/>'
        f'<p:encryptedKey xmlns:p="{space}" spinCount="100000" {key} {secret}/></encryption>'
    )


def other_formats() -> Iterator[Hostile]:
    """Yield what people also send when asked for a workbook."""
    compound = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    nope = "not-a-workbook"
    formats = {
        "xls": (compound + "Workbook".encode("utf-16-le") + bytes(4_000), "old-format"),
        "xls-95": (compound + "Book".encode("utf-16-le") + bytes(4_000), "old-format"),
        "doc": (compound + "WordDocument".encode("utf-16-le"), nope),
        "compound-only": (compound[:8], nope),
        "html": (b"<html><table><tr><td>1</td></tr></table></html>", nope),
        "html-upper": (b"\xef\xbb\xbf  <HTML>", nope),
        "xml-2003": (b'<?xml version="1.0"?><Workbook/>', nope),
        "csv": ("職員番号,氏名\n001234,検証 太郎\n".encode("cp932"), nope),
        "pdf": (b"%PDF-1.7\n", nope),
        "zeros": (bytes(20_000), nope),
        "one-byte": (b"P", nope),
        "noise": (random.Random(3).randbytes(20_000), nope),
        "zip-magic": (b"PK\x03\x04" + bytes(20_000), "file-broken"),
        "zip-empty": (b"PK\x05\x06" + bytes(18), nope),
        "zip-of-text": (w.packed({"a.txt": b"x"}), nope),
        "ods": (
            w.packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
            "other-format",
        ),
        "xlsb": (w.changed({"xl/workbook.bin": b"x", w.WORKBOOK: None}), "other-format"),
        "zip-in-zip": (w.packed({"申告票.xlsx": w.changed({})}), "file-packed"),
    }
    for name, (data, code) in formats.items():
        yield Hostile(f"format-{name}", data, code)
    stored = w.changed({})
    flagged = stored.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    yield Hostile("zip-encrypted", flagged, "file-suspicious")
    method = zipfile.ZIP_DEFLATED.to_bytes(2, "little")
    odd = stored.replace(b"\x14\x03\x14\x00\x00\x00" + method, b"\x14\x03\x14\x00\x00\x00\x63\x00")
    yield Hostile("zip-method", odd, "file-suspicious")
    yield Hostile("zip-prefixed", b"MZ" + bytes(500) + stored, nope)
    yield Hostile("zip-suffixed", stored + bytes(500))
