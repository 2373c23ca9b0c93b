"""CSV files as offices exchange them: UTF-8, UTF-16, CP932 or JIS, with commas, tabs, semicolons or bars.

Nobody is sent through Excel to convert one: on the way it takes the zeros from codes and dates from hyphens.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.text import from_cell
from dxdesk.excel import codes
from dxdesk.excel.cells import column_name
from dxdesk.excel.sheetscan import COLUMN_LIMIT, ROW_LIMIT

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SNIFFED = 4096
"""Bytes in which UTF-16 without a mark is looked for."""

_JIS = re.compile(rb"\x1b(?:\$[@B]|\([BIJ]|\$\([DOPQ])")
"""How ISO-2022-JP begins and ends Japanese text; apart from it there are only ASCII bytes."""

_DELIMITERS = (",", "\t", ";", "|")
_LOOKED_AT = 100
"""Lines by which it is told what stands between the fields."""

_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_AS_TEXT = re.compile(r'=\s*"([^"]*)"')
_HOW_TO_SAVE = (
    "書き出したシステムで、文字コードに UTF-8 か Shift_JIS を選んで書き出し直してください。"
    "Excel で開いて保存し直すと、コードの先頭の0が落ちたり、日付に変わったりします。"
)

# Python's CP932 also takes single bytes that no Japanese text has: a sign of another encoding.
_NOT_JAPANESE = re.compile("[\x00\x80\xa0\uf8f0-\uf8f3]")


def decoded(data: bytes, file: str) -> str:
    """Return the text of a CSV file.

    Raises:
        KnownError: csv-encoding, naming the line that cannot be read.
    """
    wide = _UTF16.get(data[:2]) or _wide(data)
    if wide:
        text, failed = _try(data[2:] if data[:2] in _UTF16 else data, wide)
        if text is None:
            raise KnownError(
                codes.CSV_ENCODING,
                "文字コードが UTF-16 ですが、途中に読めないところがあるため、読み込みませんでした。",
                "ファイルが途中で切れていないか確かめ、もう一度書き出してください。",
                found=f"{failed:,}バイト目",
                place=Place(file),
            )
        return text
    if _JIS.search(data):
        return _from_jis(data, file)
    text, failed = _try(data.removeprefix(_UTF8_MARK), "utf-8")
    if text is None and not data.startswith(_UTF8_MARK):
        text, other = _try(data, "cp932")
        failed = max(failed, other)
    if text is None:
        line = data.count(b"\n", 0, failed) + 1
        if _try(data, "euc_jp")[0] is not None:
            raise KnownError(
                codes.CSV_ENCODING,
                "文字コードが EUC-JP のようなので、読み込みませんでした。",
                _HOW_TO_SAVE,
                found="EUC-JP",
                place=Place(file),
            )
        raise KnownError(
            codes.CSV_ENCODING,
            "文字コードが UTF-8 でも CP932(Shift_JIS)でもないところがあるため、読み込みませんでした。",
            _HOW_TO_SAVE,
            found=f"{line}行目の {data[failed : failed + 4].hex(' ').upper()}",
            place=Place(file, "", f"{line}行"),
        )
    return text


def _from_jis(data: bytes, file: str) -> str:
    """Return the text of a file in ISO-2022-JP, with the letters that Windows adds to it."""
    for encoding in ("iso2022_jp_ext", "iso2022_jp_2004"):
        text, failed = _try(data, encoding)
        if text is not None:
            return text
    line = data.count(b"\n", 0, failed) + 1
    raise KnownError(
        codes.CSV_ENCODING,
        "文字コードが ISO-2022-JP(JIS)ですが、途中に読めないところがあるため、読み込みませんでした。",
        _HOW_TO_SAVE,
        found=f"{line}行目",
        place=Place(file, "", f"{line}行"),
    )


def _wide(data: bytes) -> str:
    """Return the encoding of UTF-16 without a mark: commas, digits and line ends have a zero beside them."""
    head = data[:_SNIFFED]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < max(2, len(head) // 64) or min(even, odd) * 8 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _try(data: bytes, encoding: str) -> tuple[str | None, int]:
    """Return the text, or None and the position of the first byte that does not fit."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        return None, error.start
    odd = _NOT_JAPANESE.search(text) if encoding == "cp932" else None
    if odd:
        return None, len(text[: odd.start()].encode(encoding))
    return text, 0


def records(text: str, file: str) -> list[list[str]]:
    """Return the rows of a CSV text; between the fields stand commas, tabs, semicolons or bars.

    What Excel wraps around a text so that it stays one (``="0101"``) is taken off.

    Raises:
        KnownError: csv-broken (a quotation mark that is never closed and the like), sheet-too-big.
    """
    text = text.removeprefix("\ufeff")
    mark = _delimiter(text)
    barred = mark == "|"  # people set blanks around bars
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True, skipinitialspace=barred)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([_field(cell.strip() if barred else cell) for cell in row])
            if len(rows) > ROW_LIMIT or len(row) > COLUMN_LIMIT:
                _refuse_size(len(rows), len(row), file)
    except csv.Error as error:
        line = max(reader.line_num, 1)
        raise KnownError(
            codes.CSV_BROKEN,
            '引用符(")や区切りが CSV の決まりに合わないため、読み込みませんでした。',
            "その行の引用符をメモ帳などで確かめるか、もとのシステムから書き出し直してください。",
            found=f"{line}行目",
            place=Place(file, "", f"{line}行"),
        ) from error
    return rows


def _field(cell: str) -> str:
    if cell[:1] == "=":
        wrapped = _AS_TEXT.fullmatch(cell)
        return wrapped[1] if wrapped else cell
    return from_cell(cell)


def _delimiter(text: str) -> str:
    """Return what stands between the fields: what occurs most often in a line, of equals in all lines.

    What stands in quotation marks does not count.
    """
    lines = [_QUOTED.sub("", line) for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT]]
    filled = [line for line in lines if line.strip()] or lines

    def often(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in filled]
        return max(counts), min(counts)

    return max(_DELIMITERS, key=often)


def _refuse_size(rows: int, columns: int, file: str) -> None:
    raise KnownError(
        codes.SHEET_TOO_BIG,
        f"表が大きすぎるため、読み込みませんでした({ROW_LIMIT:,}行・{COLUMN_LIMIT}列まで)。",
        "いらない行や列を消すか、分けて保存してください。",
        found=f"{rows:,}行 {columns}列",
        place=Place(file),
    )


def address(row: int, column: int) -> str:
    """Return how people find a field, in Excel or in an editor: ``12行C列`` for row 12, column 3."""
    return f"{row}行{column_name(column)}列"


def is_csv_name(path: Path) -> bool:
    """Tell whether a file says of itself that it is plain text."""
    return path.suffix.lower() in (".csv", ".txt", ".tsv")
