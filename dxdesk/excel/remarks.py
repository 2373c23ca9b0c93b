"""Words that stand beside the cells of a sheet: notes (メモ), threaded comments, text boxes on top of it.

People answer in them, and the parser of values never sees them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dxdesk.domain.text import plain
from dxdesk.excel.cells import position
from dxdesk.excel.markup import local, stream_text

NOTE, BOX = "note", "box"
KINDS = frozenset({"comments", "threadedComment", "drawing"})
"""The kinds of relation of a sheet whose parts hold such words."""

LIMIT = 2_000
"""Remarks of one sheet that are read."""

_PLACEHOLDER = "[Threaded comment]"
"""How Excel begins the note it writes beside a threaded comment, for programs that know no other."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One note or box: its cell (rows and columns from 1; of a box the one under its corner), its words."""

    kind: str
    row: int
    column: int
    text: str


def read(parts: Iterable[tuple[str, str, bytes]]) -> tuple[Remark, ...]:
    """Return what stands in the parts of a sheet, in the order of its cells; blank ones left out.

    Args:
        parts: kind of the relation (one of ``KINDS``), name and bytes of each.

    Raises:
        KnownError: as the XML of a part is refused.
    """
    found: dict[str, list[Remark]] = {kind: [] for kind in KINDS}
    for kind, name, data in parts:
        reader = _Boxes() if kind == "drawing" else _Notes()
        stream_text(data, reader.start, reader.text, name)
        found[kind].extend(reader.remarks())
    threads = _joined(found["threadedComment"])
    notes = [note for note in found["comments"] if not note.text.startswith(_PLACEHOLDER)]
    everything = [*notes, *threads, *found["drawing"]]
    return tuple(
        sorted((one for one in everything if one.text.strip()), key=lambda one: (one.row, one.column))
    )


def _joined(threads: Iterable[Remark]) -> Iterator[Remark]:
    """Yield a remark a cell: a comment and what others answered to it."""
    said: dict[tuple[int, int], list[str]] = {}
    for one in threads:
        said.setdefault((one.row, one.column), []).append(one.text)
    for (row, column), texts in said.items():
        yield Remark(NOTE, row, column, " / ".join(texts))


class _Notes:
    """Notes of either kind: ``<comment ref><text>…<t>`` and ``<threadedComment ref><text>``."""

    def __init__(self) -> None:
        self._found: list[tuple[tuple[int, int], list[str]]] = []
        self._last = ""
        self._reading = False

    def start(self, name: str, attributes: list[str]) -> None:
        """Take note of an element."""
        kind = local(name)
        if kind in ("comment", "threadedComment"):
            ref = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("ref", "")
            self._found.append((position(ref) or (0, 0), []))
        # What stands in rPh is how a word is read aloud, in kana.
        self._reading = kind in ("t", "text") and self._last != "rPh"
        self._last = kind

    def text(self, piece: str) -> None:
        """Take text between two elements."""
        if self._reading and self._found:
            self._found[-1][1].append(piece)

    def remarks(self) -> Iterator[Remark]:
        """Yield what was found."""
        for (row, column), pieces in self._found[:LIMIT]:
            yield Remark(NOTE, row, column, plain("".join(pieces)).strip())


class _Boxes:
    """Boxes and shapes of a drawing, by the cell their corner lies on."""

    def __init__(self) -> None:
        self._found: list[dict[str, list[str]]] = []
        self._within = ""
        self._at_corner = False

    def start(self, name: str, attributes: list[str]) -> None:
        """Take note of an element."""
        kind = local(name)
        if kind in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
            self._found.append({"row": [], "col": [], "t": []})
        elif kind in ("from", "to"):
            self._at_corner = kind == "from"
        elif kind == "p" and self._found and self._found[-1]["t"]:
            self._found[-1]["t"].append("\n")
        self._within = kind if kind == "t" or (self._at_corner and kind in ("row", "col")) else ""

    def text(self, piece: str) -> None:
        """Take text between two elements."""
        if self._within and self._found:
            self._found[-1][self._within].append(piece)

    def remarks(self) -> Iterator[Remark]:
        """Yield what was found."""
        for said in self._found[:LIMIT]:
            text = plain("".join(said["t"])).strip()
            yield Remark(BOX, _number(said["row"]), _number(said["col"]), text)


def _number(pieces: list[str]) -> int:
    """Return a row or column from 1 of the number from 0 that was read, 0 for none."""
    text = "".join(pieces).strip()
    return int(text) + 1 if text.isascii() and text.isdigit() and len(text) <= 7 else 0
