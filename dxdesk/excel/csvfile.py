"""CSV files as offices exchange them: UTF-8 with or without a mark, or CP932, and nothing guessed."""

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
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

# Python's CP932 also takes single bytes that no Japanese text has: a sign of another encoding.
_NOT_JAPANESE = re.compile("[\x00\x80\xa0\uf8f0-\uf8f3]")


def decoded(data: bytes, file: str) -> str:
    """Return the text of a CSV file.

    Raises:
        KnownError: csv-encoding, naming the line that cannot be read.
    """
    if data.startswith(_UTF16_MARKS):
        raise KnownError(
            codes.CSV_ENCODING,
            "文字コードが UTF-16 なので、読み込めません。",
            "Excel で開き、「名前を付けて保存」で種類を「CSV UTF-8 (コンマ区切り)」にしてください。",
            found="UTF-16",
            place=Place(file),
        )
    text, failed = _try(data.removeprefix(_UTF8_MARK), "utf-8")
    if text is None and not data.startswith(_UTF8_MARK):
        text, other = _try(data, "cp932")
        failed = max(failed, other)
    if text is None:
        line = data.count(b"\n", 0, failed) + 1
        raise KnownError(
            codes.CSV_ENCODING,
            "文字コードが UTF-8 でも CP932(Shift_JIS)でもないところがあるため、読み込みませんでした。",
            "Excel で開き、「名前を付けて保存」で種類を「CSV UTF-8 (コンマ区切り)」にしてください。",
            found=f"{line}行目の {data[failed : failed + 4].hex(' ').upper()}",
            place=Place(file, "", f"{line}行"),
        )
    return text


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
    """Return the rows of a CSV text (comma, or tab where the first line has tabs only).

    Raises:
        KnownError: csv-broken (a quotation mark that is never closed and the like), sheet-too-big.
    """
    first = text.partition("\n")[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([from_cell(cell) for cell in row])
            if len(rows) > ROW_LIMIT or len(row) > COLUMN_LIMIT:
                _refuse_size(len(rows), len(row), file)
    except csv.Error as error:
        line = max(reader.line_num, 1)
        raise KnownError(
            codes.CSV_BROKEN,
            '引用符(")や区切りが CSV の決まりに合わないため、読み込みませんでした。',
            "その行の引用符を確かめるか、Excel で開いて CSV に保存し直してください。",
            found=f"{line}行目",
            place=Place(file, "", f"{line}行"),
        ) from error
    return rows


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
