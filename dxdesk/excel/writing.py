"""The rules by which our workbooks get text into cells, whoever writes the cells.

A cell holds exactly the text given (cleaned by ``domain.text``): never a formula, never cut, and the same
after Excel, LibreOffice, openpyxl or calamine has had the file. (Programs that save a workbook again turn
CR LF into LF.)
"""

from __future__ import annotations

import io
import re
import zipfile

from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.text import CELL_UNITS, plain, units
from dxdesk.excel import codes

CHUNK_CHARACTERS = 30_000
"""Characters of base64 in one cell of the payload sheet."""

PAYLOAD_SHEET = "_dxdesk"
"""Name of the sheet that carries the sealed payload."""

_LOCKABLE_BYTES = 6_000

_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def checked_text(text: str, place: Place = Place()) -> str:  # noqa: B008  frozen value
    """Return the text as a cell shows it: itself, but for control characters that were kept long ago.

    Those cannot enter any more; but sealed files and stores have them, and must be able to leave. What was
    sealed stays as it is, and whoever receives the file compares by the same rule.

    Raises:
        KnownError: text-too-long (more than 32,767 UTF-16 units).
    """
    text = plain(text)
    length = units(text)
    if length > CELL_UNITS:
        raise KnownError(
            codes.TEXT_TOO_LONG,
            f"1つのセルに入る長さ({CELL_UNITS:,}文字)を超えているため、書き出しを止めました。",
            "文章を短くしてください。途中で切って書き出すことはしません。",
            found=f"{length:,}文字",
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
