"""What is no workbook: each kind that lands in a batch is told what it is and what to do with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NoReturn

from dxdesk.domain.errors import KnownError, Place
from dxdesk.excel import codes
from dxdesk.excel.form_layout import HEADERS

_BEGINNING = 8_192
_MAIL = re.compile(
    rb"(?:Received|Return-Path|MIME-Version|Message-ID|Delivered-To|X-[A-Za-z-]+|From|Date):", re.I
)
_TABLES = (".xlsx", ".xlsm", ".xls", ".csv")
_ARCHIVES = {b"7z\xbc\xaf'\x1c": "7z", b"Rar!\x1a\x07": "RAR", b"\x1f\x8b": "gzip"}
"""How files begin that were packed by another program than the system's own."""
_LZH = re.compile(rb"..-lh[0-9d]-", re.S)
_FORM = HEADERS[4:]
"""Headers that only a form has side by side: 今回のレベル, 根拠, 来年度の目標."""


def refuse_foreign(data: bytes, file: str = "") -> NoReturn:
    """Refuse a file that is no zip, saying what it looks like by its beginning.

    Raises:
        KnownError: form-as-text, file-is-mail, file-packed or not-a-workbook.
    """
    kind = next((kind for begin, kind in _ARCHIVES.items() if data.startswith(begin)), "")
    if kind or _LZH.match(data):
        raise KnownError(
            codes.FILE_PACKED,
            f"{kind or 'LZH'} にまとめたファイルなので、読み込みませんでした。",
            "まとめたときのソフトで展開し、できたフォルダーを取り込んでください。ソフトがなければ、"
            "送った人に、まとめずに送り直してもらってください。",
            found=kind or "LZH",
            place=Place(file),
        )
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        refuse_not_a_workbook("PDF", file)
    if head.startswith((b"<html", b"<!doctype", b"<table")):
        refuse_not_a_workbook("ホームページ形式(HTML)に .xlsx の名前が付いたもの", file)
    if head.startswith(b"<?xml"):
        refuse_not_a_workbook("XML 形式", file)
    refuse_form(data, file)
    if _MAIL.match(data):
        refuse_mail(file)
    if b"\0" not in data[:4096] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse_not_a_workbook("文字だけのファイル(CSV など)", file, _AS_TEXT)
    refuse_not_a_workbook("Excel ではない形式", file)


def refuse_form(data: bytes, file: str = "") -> None:
    """Refuse the text of a form: as a table it would be taken for something else.

    Raises:
        KnownError: form-as-text.
    """
    if _is_form(data[:_BEGINNING]):
        raise KnownError(
            codes.FORM_AS_TEXT,
            "申告票が、CSV など Excel ブックではない形で保存されています。"
            "だれの何の答えかを確かめる情報が失われているため、読み込みませんでした。",
            "配られた元の申告票(.xlsx)に答えを書き、種類を変えずに上書き保存したものを送ってください。",
            place=Place(file),
        )


def _is_form(beginning: bytes) -> bool:
    """Tell whether this is the text of a form, in any encoding that programs save it in."""
    encodings = ("utf-8", "cp932", "utf-16")
    texts = (beginning.decode(encoding, "ignore") for encoding in encodings)
    return any(all(header in text for header in _FORM) for text in texts)


def refuse_mail(file: str = "") -> NoReturn:
    """Refuse a saved letter.

    Raises:
        KnownError: file-is-mail.
    """
    raise KnownError(
        codes.FILE_IS_MAIL,
        "メールそのものが保存されたファイルなので、読み込みませんでした。",
        "メールを開き、添付された Excel ファイルを保存して、そのファイルを取り込んでください。",
        place=Place(file),
    )


def refuse_packed(names: Iterable[str]) -> None:
    """Refuse a zip that holds tables, by the names (in lower case) of what it holds.

    Raises:
        KnownError: file-packed.
    """
    inside = [name for name in names if name.endswith(_TABLES) and "__macosx" not in name]
    if inside:
        raise KnownError(
            codes.FILE_PACKED,
            "ZIP にまとめたファイルなので、読み込みませんでした。",
            "右クリックして「すべて展開」し(パスワードを聞かれたら入れます)、できたフォルダーを取り込んでください。",
            found=f"中に{len(inside):,}件",
        )


_SAVED_AS = "Excel で開けるなら、「名前を付けて保存」で種類を「Excel ブック (*.xlsx)」にしてください。"
_AS_TEXT = (
    "表なら、名前の終わりを .csv に直して、人事の台帳の「名簿」の「表を取り込む」から取り込んでください。"
    "Excel で開いて保存し直すと、番号の先頭の0が失われます。"
)


def refuse_not_a_workbook(found: str, file: str = "", fix: str = _SAVED_AS) -> NoReturn:
    """Refuse anything else, saying what it looks like.

    Raises:
        KnownError: not-a-workbook.
    """
    raise KnownError(
        codes.NOT_A_WORKBOOK,
        "Excel ブック(.xlsx)ではないため、読み込みませんでした。",
        fix,
        found=found,
        place=Place(file),
    )
