"""The name on a certificate: 34 points, never below 30 while two lines hold it, with the reading above it.

It is the line that a person looks for: what stands around it shrinks first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import MM, Fonts, Paper
from dxdesk.ports.printing import Align

LARGEST, LEAST = 34.0, 30.0
"""Points of a name that has room, and of one that has little."""

_BEYOND = 17.0
"""Points below which not even a name of more than two lines goes."""
_WIDTH = 200 * MM
_HONORIFIC_ROOM = 26 * MM
_RISE = 0.86
"""How far letters stand above their baseline, by their size."""
_LEADING = 1.3
_HONORIFIC, _GAP = 0.72, 0.55
_RUBY, _RUBY_GAP = 0.32, 2.5
_STYLE = Style.MINCHO
_APART = " \N{KATAKANA MIDDLE DOT}"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in lines of one size; ``ruby`` are the readings above parts of them: (line, part, reading)."""

    size: float
    lines: tuple[str, ...]
    honorific: str = ""
    ruby: tuple[tuple[int, str, str], ...] = ()

    @property
    def _above(self) -> float:
        return self.size * _RUBY + _RUBY_GAP if self.ruby else 0.0

    @property
    def _leading(self) -> float:
        # Above a further line a reading stands where the line before it ends.
        between = self._above if any(line for line, _, _ in self.ruby) else 0.0
        return self.size * _LEADING + between

    @property
    def height(self) -> float:
        """Return what it takes from the top of the first line to the last baseline, in points."""
        return self._above + self.size * _RISE + (len(self.lines) - 1) * self._leading

    def draw(self, paper: Paper, middle: float, top: float) -> float:
        """Draw it around ``middle`` below ``top``, and return its last baseline."""
        fonts, y = paper.fonts, top + self._above + self.size * _RISE
        small = self.size * _HONORIFIC
        for number, line in enumerate(self.lines):
            if number:
                y += self._leading
            honorific = self.honorific if number == len(self.lines) - 1 else ""
            width = fonts.width(line, self.size, _STYLE)
            tail = fonts.width(honorific, small, _STYLE) + self.size * _GAP if honorific else 0.0
            x = middle - (width + tail) / 2
            self._draw_ruby(paper, number, x, y)
            paper.text(x, y, line, self.size, style=_STYLE)
            if honorific:
                paper.text(x + width + self.size * _GAP, y, honorific, small, style=_STYLE)
        return y

    def _draw_ruby(self, paper: Paper, number: int, x: float, y: float) -> None:
        """Draw the readings of a line, each in the middle above its part, smaller where it is wider."""
        line, size = self.lines[number], self.size * _RUBY
        for of, part, reading in self.ruby:
            if of != number:
                continue
            before = _width(paper, line[: line.index(part)], self.size)
            width = _width(paper, part, self.size)
            room = width + (self.size * 0.4 if part != line else 0.0)
            centre = x + before + width / 2
            paper.within(
                *(centre, y - self.size * _RISE - _RUBY_GAP, reading, size, room),
                style=_STYLE,
                align=Align.CENTER,
            )


def _width(paper: Paper, text: str, size: float) -> float:
    """Return the width of a text in the face of certificates."""
    return paper.fonts.width(text, size, _STYLE) if text else 0.0


def set_name(fonts: Fonts, name: str, honorific: str, scale: float, ruby: str = "") -> Name:
    """Set a name: on one line if 30 points do, else on two, and smaller only where two do not hold it.

    Args:
        fonts: what it is set in.
        name: as it is stored.
        honorific: what follows it, 様.
        scale: how much all of the certificate shrinks; the name keeps its 30 points.
        ruby: its reading, the parts set apart as those of the name are.
    """
    room = _WIDTH - (_HONORIFIC_ROOM if honorific else 0)
    size, lines = _fit(fonts, name, max(LARGEST * scale, LEAST), room)
    return Name(size, lines, honorific, _ruby(lines, ruby))


def _fit(fonts: Fonts, name: str, size: float, room: float) -> tuple[float, tuple[str, ...]]:
    needed = fonts.width(name, size, _STYLE)
    if needed <= room:
        return size, (name,)
    if needed * LEAST <= room * size:
        return size * room / needed * 0.999, (name,)
    parted = min(
        _in_two(name), key=lambda two: max(fonts.width(part, size, _STYLE) for part in two), default=()
    )
    widest = max((fonts.width(part, size, _STYLE) for part in parted), default=0.0)
    if parted and widest * LEAST <= room * size:
        return min(size, size * room / widest * 0.999), parted
    smaller = LEAST
    while smaller > _BEYOND and len(fonts.wrap(name, smaller, room, _STYLE)) > 2:
        smaller -= 1.0
    return smaller, tuple(fonts.balanced(name, smaller, room, _STYLE))


def _in_two(name: str) -> Iterator[tuple[str, ...]]:
    """Return a name in two lines wherever its parts are set apart, by a blank or a dot."""
    text = name.replace("\u3000", " ")
    for place, letter in enumerate(text[:-1], start=1):
        if letter in _APART and place > 1:
            yield text[:place].rstrip(), text[place:].lstrip()


def _ruby(lines: tuple[str, ...], ruby: str) -> tuple[tuple[int, str, str], ...]:
    """Return the readings by line and part; where the parts do not match, all above the first line."""
    readings = ruby.replace("\u3000", " ").split()
    if not readings:
        return ()
    parts = [
        (number, part) for number, line in enumerate(lines) for part in line.replace("\u3000", " ").split()
    ]
    if len(parts) == len(readings) and len({part for _, part in parts}) == len(parts):
        return tuple((number, part, reading) for (number, part), reading in zip(parts, readings, strict=True))
    return ((0, lines[0], " ".join(readings)),)
