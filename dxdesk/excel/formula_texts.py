"""What the formulas of a sheet say: for telling somebody which one stands where an answer is expected."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from dxdesk.excel.markup import local, stream_text

_LETTERS = 60
"""What is told of a formula."""


def formula_texts(package: bytes, sheet: int) -> Mapping[str, str]:
    """Return formulas as Excel shows them (``=A1+1``) by address, for one sheet counted from 1, cut short.

    Cells that only point to the formula of another one (a shared formula) are left out. The package was
    looked through by the guard; the sheet is gone through once more, so ask only where something is wrong.
    """
    part = f"xl/worksheets/sheet{sheet}.xml"
    found: dict[str, str] = {}
    address, inside = "", False

    def start(name: str, attributes: list[str]) -> None:
        nonlocal address, inside
        inside = local(name) == "f"
        if local(name) == "c":
            named = dict(zip(attributes[::2], attributes[1::2], strict=True))
            address = named.get("r", "")

    def text(piece: str) -> None:
        if inside and address:
            found[address] = (found.get(address, "") + piece)[: _LETTERS + 1]

    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        stream_text(parts.read(part), start, text, part)
    return {at: _shown(said.strip()) for at, said in found.items() if said.strip()}


def _shown(said: str) -> str:
    return f"={said}" if len(said) < _LETTERS else f"={said[: _LETTERS - 2]}…"
