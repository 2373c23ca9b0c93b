"""The page on which a 控えの符号 is kept: printed, signed by whoever keeps it, and locked away."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from dxdesk import private
from dxdesk.domain.errors import KnownError
from dxdesk.domain.system_words import system_words
from dxdesk.domain.wareki import wareki
from dxdesk.ports.entities import ROLE_LABELS
from dxdesk.ports.printing import TableColumn, TableDocument
from dxdesk.usecases.checking.paper import Paper
from dxdesk.usecases.workplace.desk import Desk

_TITLE = "台帳の控えの符号"
_PURPOSE = (
    "この紙は、人事の台帳を開ける人の手の届かない所(情報政策課など)で保管してください。"
    "台帳の「設定」の「点検」で、下の符号を入れて比べます。"
)
_NOTES = ("保管する所・人", "受け取った日")


def page(desk: Desk, paper: Paper) -> bytes:
    """Return the page as PDF."""
    identity, day = desk.identity, date.fromisoformat(paper.day)
    rows = (
        ("台帳", f"{identity.municipality_name} {ROLE_LABELS[desk.role]}の台帳({desk.store.label})"),
        ("符号を作った日", wareki(day)),
        ("操作の記録", f"{paper.number:,}番まで"),
        ("控えの符号", paper.code),
        *((title, "") for title in _NOTES),
    )
    columns = (TableColumn("項目", 1), TableColumn("内容", 3.4))
    record = TableDocument(
        _TITLE,
        columns,
        rows,
        municipality=identity.municipality_name,
        purpose=_PURPOSE,
        printed_on=day,
        landscape=True,
    )
    return desk.services.printer.draw([record])


def write_page(desk: Desk, paper: Paper, path: Path) -> None:
    """Write the page as PDF, whole or not at all.

    Raises:
        KnownError: ``file-not-written``.
    """
    data, half = page(desk, paper), private.half_written(path)
    try:
        private.write_bytes(half, data)
        os.replace(half, path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise KnownError(
            "file-not-written",
            "PDFを保存できませんでした。元のファイルがあれば、そのまま残っています。",
            "別の場所か名前にするか、同じファイルを開いていたら閉じてください。",
            found=f"{path.name} {system_words(error)}",
        ) from error
