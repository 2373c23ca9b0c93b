"""Letters that somebody struck through instead of deleting: only their writer knows what is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from dxdesk.excel.cells import position
from dxdesk.excel.markup import local, stream_text

_HINTS = (b"<strike", b":strike")
_OFF = ("0", "false")


def is_struck(attributes: Mapping[str, str]) -> bool:
    """Tell whether a ``strike`` element strikes out; one that says ``val="0"`` does not."""
    return attributes.get("val", "1") not in _OFF


def _hinted(data: bytes) -> bool:
    return any(hint in data for hint in _HINTS)


@lru_cache(maxsize=16)
def struck_strings(data: bytes, part: str) -> Mapping[int, str]:
    """Return which shared strings hold struck letters, by number, and these letters.

    Raises:
        KnownError: as the XML is refused.
    """
    if not _hinted(data):
        return {}
    reader = _Runs("si")
    stream_text(data, reader.start, reader.text, part)
    return {number: text for number, text in enumerate(reader.struck()) if text}


def struck_cells(data: bytes, part: str, strings: Mapping[int, str]) -> Mapping[tuple[int, int], str]:
    """Return the cells of a sheet in which a part of the text is struck, and that part.

    Args:
        data: the sheet's XML.
        part: its name in the file.
        strings: what ``struck_strings`` found.

    Raises:
        KnownError: as the XML is refused.
    """
    if not strings and not _hinted(data):
        return {}
    reader = _Cells()
    stream_text(data, reader.start, reader.text, part)
    found = dict(zip(reader.places, reader.struck(), strict=True))
    for place, number in reader.numbers():
        found[place] = found.get(place, "") or strings.get(number, "")
    return {place: text for place, text in found.items() if text}


class _Runs:
    """Reads texts that are made of runs (``r``), each with its letters (``t``) and how they look."""

    def __init__(self, of: str) -> None:
        self._of = of
        self._texts: list[list[str]] = []
        self._struck = self._letters = False
        self._last = ""

    def start(self, name: str, attributes: list[str]) -> None:
        """Take note of an element."""
        kind = local(name)
        if kind == self._of:
            self._texts.append([])
            self._struck = False
        elif kind == "r":
            self._struck = False
        elif kind == "strike":
            self._struck = is_struck(dict(zip(attributes[::2], attributes[1::2], strict=True)))
        self._letters = kind == "t" and self._struck and self._last != "rPh"
        self._last = kind

    def text(self, piece: str) -> None:
        """Take text between two elements."""
        if self._letters and self._texts:
            self._texts[-1].append(piece)

    def struck(self) -> list[str]:
        """Return of every text what is struck in it, blanks left out."""
        return ["".join(pieces).strip() for pieces in self._texts]


class _Cells(_Runs):
    """The same of the cells of a sheet, whose texts stand in them or elsewhere, under a number."""

    def __init__(self) -> None:
        super().__init__("c")
        self.places: list[tuple[int, int]] = []
        self._values: list[list[str]] = []
        self._shared: list[bool] = []
        self._row = self._column = 0
        self._in_value = False

    def start(self, name: str, attributes: list[str]) -> None:
        """Take note of an element; cells are placed as the parser places them."""
        super().start(name, attributes)
        kind = local(name)
        if kind in ("row", "c"):
            said = dict(zip(attributes[::2], attributes[1::2], strict=True))
            if kind == "row":
                text = said.get("r", "")
                whole = text.isascii() and text.isdigit() and len(text) <= 7
                self._row, self._column = int(text) if whole else self._row + 1, 0
            else:
                self._row, self._column = position(said.get("r", "")) or (self._row, self._column + 1)
                self.places.append((max(self._row, 1), self._column))
                self._values.append([])
                self._shared.append(said.get("t") == "s")
        self._in_value = kind == "v"

    def text(self, piece: str) -> None:
        """Take text between two elements."""
        super().text(piece)
        if self._in_value and self._values:
            self._values[-1].append(piece)

    def numbers(self) -> Iterator[tuple[tuple[int, int], int]]:
        """Yield cells that show a shared string, and its number."""
        for place, pieces, shared in zip(self.places, self._values, self._shared, strict=True):
            text = "".join(pieces).strip()
            if shared and text.isascii() and text.isdigit() and len(text) <= 9:
                yield place, int(text)
