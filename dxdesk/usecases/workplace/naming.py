"""Names of files as they are told: some systems hand out names that are no text at all."""

from __future__ import annotations

import os
from pathlib import Path

from dxdesk.domain.errors import KnownError, Place


def told(name: str | Path) -> str:
    """Return a name or path in which what cannot be decoded stands by its bytes; any other as it is."""
    text = str(name)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        try:
            return os.fsencode(text).decode("utf-8", "backslashreplace")
        except UnicodeEncodeError:  # no name that this system could have handed out
            return text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text


def refuse_undecodable(path: Path) -> None:
    """Refuse a file whose own name is no text: no ledger could keep it, and nobody could find it there.

    Raises:
        KnownError: ``file-name-undecodable``.
    """
    name = told(path.name)
    if name != path.name:
        raise KnownError(
            "file-name-undecodable",
            "ファイルの名前を文字として読めません(文字化けした名前です)。取り込んでいません。",
            "名前を付け直して、もう一度取り込んでください。",
            found=name,
            place=Place(name),
        )
