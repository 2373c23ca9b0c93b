"""Workbooks made by hand, part by part, for tests that need one which no program would write."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
from msoffcrypto.method.ecma376_standard import ECMA376Standard

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET1 = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"
ROOT_RELS = "_rels/.rels"
TYPES = "[Content_Types].xml"


def sheet(rows: str, *, before: str = "", after: str = "") -> bytes:
    """Return a worksheet part around the XML of some rows."""
    inside = f"{before}<sheetData>{rows}</sheetData>{after}"
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{inside}</worksheet>'.encode()


def one_cell(attributes: str, inside: str = "<v>1</v>") -> bytes:
    """Return a worksheet with a harmless A1 and one more cell in row 2."""
    return sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c {attributes}>{inside}</c></row>')


def relation(identity: str, kind: str, target: str, more: str = "") -> str:
    """Return one relationship element."""
    return f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'


def relations(*elements: str) -> bytes:
    """Return a relationships part."""
    joined = "".join(elements)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{joined}</Relationships>'.encode()


def workbook(*names: str, more: str = "") -> bytes:
    """Return a workbook part that lists sheets by name; the nth has the relation rIdn."""
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{more}<sheets>{listed}</sheets></workbook>'.encode()


def strings(*items: str, attributes: str = "") -> bytes:
    """Return a shared strings part; the items are XML."""
    joined = "".join(f"<si>{item}</si>" for item in items)
    return f'<sst xmlns="{MAIN}" {attributes}>{joined}</sst>'.encode()


def plain_parts() -> dict[str, bytes]:
    """Return the parts of a small, sound workbook with shared strings, styles and a date."""
    return {
        TYPES: (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN_TYPE}"/></Types>'
        ).encode(),
        ROOT_RELS: relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
        WORKBOOK: workbook("DXスキル申告票"),
        WORKBOOK_RELS: relations(
            relation("rId1", "worksheet", "worksheets/sheet1.xml"),
            relation("rId2", "sharedStrings", "sharedStrings.xml"),
            relation("rId3", "styles", "styles.xml"),
        ),
        SHEET1: sheet(
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
            '<row r="2"><c r="A2"><v>2</v></c><c r="B2" s="1"><v>46000</v></c>'
            '<c r="C2" t="str"><v>文</v></c></row>',
            after='<mergeCells count="1"><mergeCell ref="A5:B5"/></mergeCells>',
        ),
        STRINGS: strings("<t>職員番号</t>", "<t>氏名</t>", attributes='count="2" uniqueCount="2"'),
        STYLES: (
            f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>"
        ).encode(),
        "docProps/core.xml": b"<coreProperties/>",
    }


def packed(parts: Mapping[str, bytes], extra: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """Return the parts as a zip; ``extra`` may repeat names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [*parts.items(), *extra]:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            # Otherwise zipfile warns about a name that comes twice, which may be the point.
            archive.NameToInfo.pop(name, None)
            archive.writestr(info, data)
    return buffer.getvalue()


def changed(changes: Mapping[str, bytes | None], extra: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """Return the small workbook with some parts replaced, added or (None) left out."""
    parts = plain_parts()
    for name, data in changes.items():
        if data is None:
            del parts[name]
        else:
            parts[name] = data
    return packed(parts, extra)


def standard_locked(data: bytes, password: str) -> bytes:
    """Return a workbook locked the older way (AES-128 without any check of integrity).

    It should be 4,096 bytes or longer: shorter ones the container pads.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    key = ECMA376Standard.makekey_from_password(password, 0x660E, 0x8004, 0x18, 128, 16, salt)

    def encrypted(plain: bytes) -> bytes:
        engine = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
        return engine.update(plain + bytes(-len(plain) % 16)) + engine.finalize()

    provider = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16-le")
    header = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + provider
    proof = struct.pack("<I", 16) + salt + encrypted(verifier)
    proof += struct.pack("<I", 20) + encrypted(hashlib.sha1(verifier).digest())
    info = struct.pack("<HHII", 3, 2, 0x24, len(header)) + header + proof
    return wrapped(struct.pack("<Q", len(data)) + encrypted(data), info)


def wrapped(package: bytes, info: bytes) -> bytes:
    """Return a compound file with the two streams of a locked workbook."""
    buffer = io.BytesIO()
    ECMA376Encrypted(package, info).write_to(buffer)
    return buffer.getvalue()
