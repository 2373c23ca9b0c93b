"""How a workbook is made to look where that could make a reader believe something else than it says.

The parser sees values only. This finds, sheet by sheet, what stands between a value and whoever reads it:
formats that show other digits, text in the colour of its ground or too small to read, hidden rows and
columns, pictures and boxes on top, words that appear over a cell. What is merely dressed is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from dxdesk.excel import number_display
from dxdesk.excel.cells import MAX_COLUMN, MAX_ROW, CellRange, position
from dxdesk.excel.markup import local, stream, stream_flat
from dxdesk.excel.remarks import Remark
from dxdesk.excel.struck import is_struck, struck_cells

FAINT, TINY = "faint", "tiny"

_TINY_POINTS = 4.0
_NEAR = 24
"""Steps of 255 by which the colours of a text and its ground must differ in one channel at least."""

_PATTERN_FLAT = ("none", "solid", "")
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_INDEXED = {0: _BLACK, 1: _WHITE, 8: _BLACK, 9: _WHITE, 64: _BLACK, 65: _WHITE}
"""The numbered colours that are black or white in every palette; others need none to be told from."""

_ATTRIBUTE = r"""(?:"[^"]*"|'[^']*')"""
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']|\b(?:ht|width)\s*=\s*["']0?(?:\.\d*)?["']""")
_NUMBERS = {name: re.compile(rb"""\b%s\s*=\s*["'](\d{1,7})["']""" % name) for name in (b"r", b"min", b"max")}
_ROW_HINTS = (b"hidden", b'ht="0', b"ht='0")
"""What the tag of a hidden row holds. Rows are looked for by these: there are hundreds of them in a form."""

_ON_TOP = re.compile(rb"<(?:\w+:)?(?:drawing|oleObjects|controls)\b")
_ON_TOP_HINTS = (b"rawing", b"oleObjects", b"controls")
_WORDS = re.compile(r"""\b(?:prompt|promptTitle|error|errorTitle)\s*=\s*(""" + _ATTRIBUTE + ")")
_WORD_HINTS = (b"prompt", b"error=", b"error ", b"errorTitle")
_NO_ZEROS = re.compile(rb"""\bshowZeros\s*=\s*["'](?:0|false)["']""")

_RGB = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class StyleLook:
    """What a cell style does to a value: its number format, ``faint`` or ``tiny`` letters, a line through."""

    code: str = ""
    veil: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a workbook that may mislead by number; ``conditional`` by the number of a rule's."""

    cells: Mapping[int, StyleLook] = field(default_factory=dict)
    conditional: Mapping[int, StyleLook] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What of one sheet may mislead; rows and columns count from 1.

    ``cells`` hold a style that may; ``rules`` are ranges under a conditional format that may; of ``struck``
    cells a part of the text is struck through; ``remarks`` are words that stand beside the cells.
    """

    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    cells: Mapping[tuple[int, int], StyleLook] = field(default_factory=dict)
    rules: tuple[tuple[CellRange, StyleLook], ...] = ()
    struck: Mapping[tuple[int, int], str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    on_top: bool = False
    words: tuple[str, ...] = ()
    zeros_hidden: bool = False


PLAIN = SheetLook()


def look_at(
    data: bytes,
    part: str,
    sheet: str,
    styles: Styles,
    strings: Mapping[int, str],
    remarks: tuple[Remark, ...] = (),
) -> SheetLook:
    """Return what of a sheet's XML may mislead.

    Args:
        data: the sheet's XML.
        part: its name in the file.
        sheet: the sheet's name.
        styles: those that may mislead.
        strings: the shared strings that are struck in part (``struck.struck_strings``).
        remarks: what stands beside the sheet's cells, in parts of its own.

    Raises:
        KnownError: as looking through the sheet does.
    """
    # What stands before and behind the cells is short; the cells are gone through as seldom as can be.
    begin, end = data.find(b"sheetData"), data.rfind(b"sheetData")
    head, tail = data[: max(begin, 0)], data[max(end, 0) :]
    return SheetLook(
        tuple(_hidden_rows(data)),
        tuple(_hidden_columns(head)),
        _styled(data, part, sheet, styles.cells) if styles.cells else {},
        _rules(data, part, styles.conditional) if b"onditionalFormatting" in tail else (),
        struck_cells(data, part, strings),
        remarks,
        any(hint in tail for hint in _ON_TOP_HINTS) and _ON_TOP.search(tail) is not None,
        _words(tail),
        _NO_ZEROS.search(head) is not None,
    )


def _hidden_rows(data: bytes) -> Iterator[int]:
    """Yield the rows that are hidden, or as good as without height."""
    starts = set()
    for hint in _ROW_HINTS:
        place = data.find(hint)
        while place >= 0:
            starts.add(data.rfind(b"<", 0, place))
            place = data.find(hint, place + 1)
    for start in sorted(starts):
        attributes = data[start : data.find(b">", start)]
        if start >= 0 and _ROW.match(data, start) and _HIDDEN.search(attributes):
            found = _NUMBERS[b"r"].search(attributes)
            # Without its number a row is the next one.
            yield int(found[1]) if found else len(_ROW.findall(data, 0, start)) + 1


def _hidden_columns(head: bytes) -> Iterator[tuple[int, int]]:
    """Yield first and last of the columns that are hidden, or as good as without width."""
    for attributes in _COLUMN.findall(head):
        if _HIDDEN.search(attributes):
            first, last = (_NUMBERS[name].search(attributes) for name in (b"min", b"max"))
            yield int(first[1]) if first else 1, int(last[1]) if last else MAX_COLUMN


_LONG = 2000
"""Letters from which a text is not kept: nobody's forms repeat it."""


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    """Read the references of a text; the forms of an office say the same at each of their cells."""
    return unescape(text)


def _words(tail: bytes) -> tuple[str, ...]:
    """Return the words that appear when a cell is chosen or filled in, in the order of the file."""
    if not any(hint in tail for hint in _WORD_HINTS):
        return ()
    found = (
        _plain(text[1:-1]) if len(text) < _LONG else unescape(text[1:-1])
        for text in _WORDS.findall(tail.decode("utf-8", "replace"))
    )
    return tuple(dict.fromkeys(text for text in found if text.strip()))


def _styled(
    data: bytes, part: str, sheet: str, styles: Mapping[int, StyleLook]
) -> Mapping[tuple[int, int], StyleLook]:
    """Return the cells that hold one of these styles, placed as the parser places them."""
    found: dict[tuple[int, int], StyleLook] = {}
    row = column = 0

    def start(name: str, attributes: list[str]) -> None:
        nonlocal row, column
        kind = local(name)
        if kind not in ("row", "c"):
            return
        said = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if kind == "row":
            text = said.get("r", "")
            row = int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else row + 1
            column = 0
            return
        place = position(said.get("r", ""))
        row, column = place or (row, column + 1)
        style = said.get("s", "0")
        if style.isascii() and style.isdigit() and (look := styles.get(int(style[:6]))):
            found[max(row, 1), column] = look

    stream_flat(data, start, part, sheet)
    return found


def _rules(
    data: bytes, part: str, styles: Mapping[int, StyleLook]
) -> tuple[tuple[CellRange, StyleLook], ...]:
    found: list[tuple[CellRange, StyleLook]] = []
    areas: list[CellRange] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal areas
        kind = local(name)
        if kind == "conditionalFormatting":
            parsed = (CellRange.parse(text) for text in attributes.get("sqref", "").split())
            areas = [area for area in parsed if area] or [CellRange(1, 1, MAX_ROW, MAX_COLUMN)]
        elif kind == "cfRule":
            number = attributes.get("dxfId", "")
            look = styles.get(int(number)) if number.isascii() and number.isdigit() else None
            if look is not None:
                found.extend((area, look) for area in areas)

    stream(data, start, part)
    return tuple(found)


@lru_cache(maxsize=128)
def styles_of(data: bytes, part: str) -> Styles:
    """Return the styles of a workbook that may mislead.

    Raises:
        KnownError: file-broken, file-suspicious or xml-forbidden.
    """
    reading = _StylesReading()
    stream(data, reading.start, part)
    return reading.result()


class _StylesReading:
    """Fonts, fills, formats and what cells and conditional rules use of them."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = dict(number_display.BUILT_IN)
        self._fonts: list[dict[str, object]] = []
        self._fills: list[dict[str, object]] = []
        self._cells: list[tuple[int, int, int]] = []
        self._rules: list[dict[str, object]] = []
        self._section = self._within = ""
        self._now: dict[str, object] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of an element."""
        kind = local(name)
        if kind in ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
            self._section = kind
        elif kind == "numFmt":
            code = attributes.get("formatCode", "")
            if self._section == "dxfs":
                self._now["code"] = code
            else:
                self._codes[_whole(attributes.get("numFmtId", ""))] = code
        elif self._section == "cellXfs" and kind == "xf":
            numbers = (_whole(attributes.get(key, "0")) for key in ("numFmtId", "fontId", "fillId"))
            first, second, third = numbers
            self._cells.append((first, second, third))
        elif kind == "dxf":
            self._now, self._within = {}, ""
            self._rules.append(self._now)
        elif self._section == "dxfs" and kind in ("font", "fill", "border"):
            self._within = kind
        elif kind == "font" and self._section == "fonts":
            self._now = {}
            self._fonts.append(self._now)
        elif kind == "fill" and self._section == "fills":
            self._now = {}
            self._fills.append(self._now)
        else:
            self._colour(kind, attributes)

    def _colour(self, kind: str, attributes: dict[str, str]) -> None:
        within = self._within if self._section == "dxfs" else self._section.removesuffix("s")
        if within not in ("font", "fill"):
            return
        if kind == "strike" and within == "font":
            self._now["struck"] = is_struck(attributes)
        elif kind == "sz":
            self._now["size"] = attributes.get("val", "")
        elif kind == "color" and within == "font":
            self._now["text"] = _rgb(attributes)
        elif kind == "patternFill":
            self._now["pattern"] = attributes.get("patternType", "")
        elif kind in ("fgColor", "bgColor"):
            self._now[kind] = _rgb(attributes)

    def result(self) -> Styles:
        """Return what may mislead of all that was seen."""
        cells: dict[int, StyleLook] = {}
        for number, (code, font, fill) in enumerate(self._cells):
            text = self._fonts[font] if font < len(self._fonts) else {}
            ground = self._fills[fill] if fill < len(self._fills) else {}
            look = _look(self._codes.get(code, ""), text, _ground(ground))
            if look is not None:
                cells[number] = look
        rules = {}
        for number, rule in enumerate(self._rules):
            # In a rule's fill the ground stands in the second colour.
            under = rule.get("bgColor", rule.get("fgColor", _WHITE))
            look = _look(str(rule.get("code", "")), rule, under)
            if look is not None:
                rules[number] = look
        return Styles(cells, rules)


def _look(code: str, font: Mapping[str, object], ground: object) -> StyleLook | None:
    """Return a style that may mislead, ``None`` for all others."""
    veil = ""
    size = font.get("size")
    if isinstance(size, str) and 0 <= _points(size) < _TINY_POINTS:
        veil = TINY
    text = font.get("text")
    if isinstance(text, tuple) and isinstance(ground, tuple):
        apart = max(abs(one - other) for one, other in zip(text, ground, strict=True))
        veil = FAINT if apart < _NEAR else veil
    shown = code if code and number_display.may_mislead(code) else ""
    struck = font.get("struck") is True
    return StyleLook(shown, veil, struck) if shown or veil or struck else None


def _ground(fill: Mapping[str, object]) -> object:
    pattern = fill.get("pattern", "none")
    if pattern not in _PATTERN_FLAT:
        return None
    return fill.get("fgColor") if pattern == "solid" else _WHITE


def _points(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return _TINY_POINTS


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else -1


def _rgb(attributes: Mapping[str, str]) -> _RGB | None:
    """Return a colour where the file itself says it: written out, numbered, or black and white of a theme."""
    text = attributes.get("rgb", "")[-6:]
    if re.fullmatch("[0-9A-Fa-f]{6}", text):
        return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)
    if "theme" in attributes:
        white = {"0": True, "1": False}.get(attributes["theme"])
        if white is None:
            return None
        try:
            tint = float(attributes.get("tint", "0"))
        except ValueError:
            return None
        share = 1 + min(tint, 0) if white else max(tint, 0)
        grey = round(255 * min(max(share, 0), 1))
        return grey, grey, grey
    return _INDEXED.get(_whole(attributes.get("indexed", "")))
