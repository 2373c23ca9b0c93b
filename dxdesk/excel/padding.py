"""Which cells have a number format that tells of a code: zeros in front (``000000``), or an exponent.

An office that formats 職員番号 as ``000000`` sees 000101 and believes that it stands there. What is shown is
meant. Where 1.00E+02 is shown, Excel probably took a code (1E2) for a number.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from dxdesk.excel.markup import local, stream, stream_flat
from dxdesk.excel.number_display import digits_shown, is_exponent

_STYLES = "xl/styles.xml"
_BUILT_IN = {"11": "0.00E+00", "48": "##0.0E+0"}
"""Formats by number that need no definition and that tell of a code."""


def padded_formats(package: bytes, sheet: int) -> Mapping[str, str]:
    """Return the formats of zeros by address for one sheet of a guarded package, counted from 1."""
    return _formats(package, sheet, lambda code: bool(digits_shown(code, 1)))


def exponent_cells(package: bytes, sheet: int) -> frozenset[str]:
    """Return the addresses of the cells of one sheet whose format shows a number with an exponent."""
    return frozenset(_formats(package, sheet, is_exponent))


def _formats(package: bytes, sheet: int, tells: Callable[[str], bool]) -> Mapping[str, str]:
    """Return such formats by address; the sheet is gone through only where the workbook has one."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        if _STYLES not in parts.namelist():
            return {}
        padding = _padding(parts.read(_STYLES), tells)
        if not padding:
            return {}
        part = f"xl/worksheets/sheet{sheet}.xml"
        return _cells(parts.read(part), part, padding)


def _padding(styles: bytes, tells: Callable[[str], bool]) -> Mapping[str, str]:
    """Return the formats that tell, by the number by which cells name them."""
    codes = dict(_BUILT_IN)
    cells: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif local(name) == "xf":
            cells.append(attributes.get("numFmtId", "0"))

    stream(styles, start, _STYLES)
    padding = {number: code for number, code in codes.items() if tells(code)}
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
