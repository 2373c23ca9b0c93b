"""The rules by which our workbooks get text into cells, whoever writes the cells.

A cell holds exactly the text given: never a formula, never cut, and the same after Excel, LibreOffice,
openpyxl or calamine has had the file. (Programs that save a workbook again turn CR LF into LF.)
"""

from __future__ import annotations

import io
import re
import zipfile

from dxdesk.domain.errors import KnownError, Place
from dxdesk.excel import codes

CELL_UNITS = 32_767
"""What one cell holds, in UTF-16 code units (Excel's own limit)."""

CHUNK_CHARACTERS = 30_000
"""Characters of base64 in one cell of the payload sheet."""

PAYLOAD_SHEET = "_dxdesk"
"""Name of the sheet that carries the sealed payload."""

_LOCKABLE_BYTES = 6_000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that Excel would take for a formula if somebody edited the cell."""

_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What XML 1.0 cannot hold: C0 controls other than tab, LF, CR; lone surrogates; two noncharacters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff￾￿]")


def checked_text(text: str, place: Place = Place()) -> str:  # noqa: B008  frozen value
    """Return the text unchanged if a cell can hold it.

    Raises:
        KnownError: text-too-long (more than 32,767 UTF-16 units) or text-control.
    """
    bad = _FORBIDDEN.search(text)
    if bad:
        raise KnownError(
            codes.TEXT_CONTROL,
            "Excel のセルに書けない文字が入っているため、書き出しを止めました。",
            "ほかのソフトから貼り付けたときに紛れ込む、目に見えない文字です。元の文章から消してください。",
            found=f"{bad.start() + 1}文字目の U+{ord(bad.group()):04X}",
            place=place,
        )
    units = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    if units > CELL_UNITS:
        raise KnownError(
            codes.TEXT_TOO_LONG,
            f"1つのセルに入る長さ({CELL_UNITS:,}文字)を超えているため、書き出しを止めました。",
            "文章を短くしてください。途中で切って書き出すことはしません。",
            found=f"{units:,}文字",
            place=place,
        )
    return text


def escaped(text: str) -> str:
    """Return the text as it stands in a workbook's XML, where ``_x0041_`` would mean ``A``.

    A carriage return is written as ``_x000D_``, because XML readers turn the bare one into a line feed.
    """
    if "_x" in text:
        text = _ESCAPE_LOOKALIKE.sub("_x005F_", text)
    return text.replace("\r", "_x000D_")


def locked_bytes(data: bytes, password: str) -> bytes:
    """Return an .xlsx encrypted with a password the way Excel does it (agile, AES-256, with HMAC)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(_grown(data))).encrypt(password, buffer)
    return buffer.getvalue()


def _grown(data: bytes) -> bytes:
    """Return the same workbook in more bytes if it is a very small one.

    The library lays out a stream of up to 4,096 bytes in a way that nobody can read back. Unpacked
    parts and blank lines after one of them say the same and are long enough.
    """
    if len(data) >= _LOCKABLE_BYTES:
        return data
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "[Content_Types].xml":
                content += b"\n" * _LOCKABLE_BYTES
            target.writestr(zipfile.ZipInfo(info.filename, info.date_time), content)
    return buffer.getvalue()
