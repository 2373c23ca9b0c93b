"""Which cells show more digits than their number has, because their format says so (``000000``).

An office that formats 職員番号 so sees 000101 and believes that it stands there. What is shown is meant.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from dxdesk.excel.markup import local, stream, stream_flat
from dxdesk.excel.number_display import digits_shown

_STYLES = "xl/styles.xml"


def padded_formats(package: bytes, sheet: int) -> Mapping[str, str]:
    """Return the formats by address for one sheet of a guarded package, which counts its sheets from 1.

    The sheet is gone through only where the workbook has such a format.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        if _STYLES not in parts.namelist():
            return {}
        padding = _padding(parts.read(_STYLES))
        if not padding:
            return {}
        part = f"xl/worksheets/sheet{sheet}.xml"
        return _cells(parts.read(part), part, padding)


def _padding(styles: bytes) -> Mapping[str, str]:
    """Return the formats that pad, by the number by which cells name them."""
    codes: dict[str, str] = {}
    cells: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif local(name) == "xf":
            cells.append(attributes.get("numFmtId", "0"))

    stream(styles, start, _STYLES)
    padding = {number: code for number, code in codes.items() if digits_shown(code, 1)}
    return {str(index): padding[number] for index, number in enumerate(cells) if number in padding}


def _cells(data: bytes, part: str, padding: Mapping[str, str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    is_cell: dict[str, bool] = {}

    def start(name: str, attributes: list[str]) -> None:
        if name not in is_cell:
            is_cell[name] = local(name) == "c"
        if is_cell[name] and "s" in attributes:
            named = dict(zip(attributes[::2], attributes[1::2], strict=True))
            code = padding.get(named.get("s", ""))
            if code is not None and "r" in named:
                found[named["r"]] = code

    stream_flat(data, start, part, "")
    return found
