"""Parts of file names made from what people are called, safe on every system files are carried to.

Windows refuses some characters, drops dots and blanks at the end, and keeps a few names for devices,
whatever ending they have: a folder ``CON`` or a file ``NUL.xlsx`` cannot be made there, nor copied to it.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from dxdesk.domain.text import plain

_REFUSED = re.compile('[<>:"/\\\\|?*\x00-\x1f]')
_DEVICES = re.compile(
    r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(\..*)?", re.IGNORECASE
)
_LONGEST = 80
"""Letters of one part, so that a name with its folder and ending stays within what Windows takes (260)."""

_LONGEST_BYTES = 200
"""Bytes of one part in UTF-8: file servers of other systems take names of 255 with what stands around it."""


_NAME_BYTES = 45
_SECTION_BYTES = 36
"""Bytes of a person's and a section's name beside a number: a file may name two people."""

_BESIDE = re.compile(r" ?\([^()]*\)")
_BRACKETS = str.maketrans("()", "\uff08\uff09")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def numbered(stem: str, number: int) -> str:
    """Return the name of a file (without its ending) that lies beside others of that name."""
    return f"{stem} ({number})"


def called(number: str, name: str, section: str = "") -> str:
    """Return a person as a part of a file's name, their name beside the number: ``001130(学務課 鈴木 香織)``.

    The number alone where nothing else is known. Selectors of variants are left out: folders show them as
    boxes, and archives of Windows cannot hold them.
    """
    beside = f"{_beside(section, _SECTION_BYTES)} {_beside(name, _NAME_BYTES)}".strip()
    return f"{number}({beside})" if beside else number


def _beside(text: str, most: int) -> str:
    return _cut(part(_SELECTORS.sub("", text), "").translate(_BRACKETS), most).strip()


def bare(stem: str) -> str:
    """Return the name a file (without its ending) has without people's names, and without ``numbered``.

    Earlier programs wrote no names: ``所属配布票_R7_001130`` of every one of them.
    """
    return _BESIDE.sub("", stem)


def tail(file: str) -> str:
    """Return what names the person (or confirmer) in a workbook's name: ``001234``, slips ``001234_2``.

    Empty where it is not named by kind, year and number.
    """
    parts = bare(PurePosixPath(file).stem).split("_", 2)
    return parts[2] if len(parts) == 3 else ""


def without_names(file: str) -> str:
    """Return a file's name where its people cannot be named: ``所属配布票_R7_001130….xlsx``."""
    stem, dot, ending = file.rpartition(".")
    return f"{bare(stem)}\u2026{dot}{ending}" if bare(stem) != stem else file


def part(text: str, empty: str = "_") -> str:
    """Return a text as a part of a file's or folder's name; what no name may hold becomes ``_``.

    Args:
        text: a section's code, a framework's version, a person's name.
        empty: what stands for a text of which nothing is left.
    """
    found = _REFUSED.sub("_", _cut(plain(text).replace("\n", " "))).strip().rstrip(". ")
    if _DEVICES.fullmatch(found):
        found = f"_{found}"
    return found or empty


def _cut(text: str, most: int = _LONGEST_BYTES) -> str:
    return text[:_LONGEST].encode("utf-8", "ignore")[:most].decode("utf-8", "ignore")
