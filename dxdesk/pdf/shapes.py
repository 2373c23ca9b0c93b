"""The shapes our charts are made of, and writing them straight into a page as ``Paper`` writes all else.

reportlab's own shapes look at every attribute they are given, and its renderer saves and restores the whole
state around each: that took two thirds of a skill sheet. Sizes are in points, ``y`` runs upwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Transform = tuple[float, float, float, float, float, float]
_STILL: Transform = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class String:
    """A text; ``textAnchor`` says whether it starts, ends or has its middle at ``x``."""

    x: float
    y: float
    text: str
    fontName: str = ""
    fontSize: float = 10.0
    fillColor: Any = None
    textAnchor: str = "start"


@dataclass(slots=True, kw_only=True)
class _Shape:
    """How a shape is painted; a colour of ``None`` leaves its inside or its outline out."""

    fillColor: Any = None
    strokeColor: Any = None
    strokeWidth: float = 1.0
    strokeDashArray: Sequence[float] | None = None
    strokeLineJoin: int = 0


@dataclass(slots=True)
class Line(_Shape):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(slots=True)
class Rect(_Shape):
    """A rectangle by its lower left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Circle(_Shape):
    """A circle by its centre."""

    cx: float
    cy: float
    r: float


@dataclass(slots=True)
class PolyLine(_Shape):
    """Lines from point to point: ``x1 y1 x2 y2 …``."""

    points: Sequence[float]


@dataclass(slots=True)
class Polygon(_Shape):
    """The same closed, with an inside."""

    points: Sequence[float]


@dataclass(slots=True)
class Group:
    """Shapes that are moved or turned together."""

    transform: Transform = _STILL
    contents: list[Any] = field(default_factory=list)

    def add(self, shape: Any) -> None:
        """Draw another shape over those there."""
        self.contents.append(shape)


@dataclass(slots=True)
class Drawing:
    """A chart of a size of its own."""

    width: float
    height: float
    transform: Transform = _STILL
    contents: list[Any] = field(default_factory=list)

    def add(self, shape: Any) -> None:
        """Draw another shape over those there."""
        self.contents.append(shape)

    def scale(self, across: float, upwards: float) -> None:
        """Draw everything larger or smaller."""
        a, b, c, d, x, y = self.transform
        self.transform = (a * across, b * across, c * upwards, d * upwards, x, y)


WriteText = Callable[[float, float, Any], str]
"""Returns the operators that set a ``String`` with its baseline beginning at a place."""

_ROUND = 0.5523
"""How far a curve's handles reach for a quarter of a circle, in radii."""


def operators(drawing: Any, text: WriteText) -> Iterator[str]:
    """Yield the operators of a drawing or group; what they set is put back by whoever saves the state."""
    if drawing.transform != _STILL:
        yield "q"
        yield f"{' '.join(f'{part:.4f}' for part in drawing.transform)} cm"
        yield from _inside(drawing, text)
        yield "Q"
        return
    yield from _inside(drawing, text)


def _inside(group: Any, text: WriteText) -> Iterator[str]:
    for shape in group.contents:
        if isinstance(shape, Group):
            yield from operators(shape, text)
        elif isinstance(shape, String):
            yield f"{_colour(shape.fillColor)} rg"
            yield text(shape.x, shape.y, shape)
        else:
            yield from _drawn(shape)


def _drawn(shape: Any) -> Iterator[str]:
    """Yield one shape; a colour of ``None`` leaves its inside or its outline out."""
    path, closed = _path(shape)
    fill = closed and shape.fillColor is not None
    stroke = shape.strokeColor is not None and shape.strokeWidth
    if fill:
        yield f"{_colour(shape.fillColor)} rg"
    if stroke:
        dash = " ".join(f"{part:g}" for part in shape.strokeDashArray or ())
        join = shape.strokeLineJoin or 0
        yield f"{_colour(shape.strokeColor)} RG {shape.strokeWidth:g} w [{dash}] 0 d {join} j"
    if fill or stroke:
        yield f"{path} {'B' if fill and stroke else 'f' if fill else 'S'}"


def _path(shape: Any) -> tuple[str, bool]:
    """Return the path of a shape, and whether it has an inside."""
    if isinstance(shape, Rect):
        return f"{shape.x:.2f} {shape.y:.2f} {shape.width:.2f} {shape.height:.2f} re", True
    if isinstance(shape, Circle):
        return _circle(shape.cx, shape.cy, shape.r), True
    if isinstance(shape, Line):
        return f"{shape.x1:.2f} {shape.y1:.2f} m {shape.x2:.2f} {shape.y2:.2f} l", False
    if not isinstance(shape, Polygon | PolyLine):
        raise TypeError(f"no chart has a {type(shape).__name__}")
    points = shape.points
    first, *others = (f"{points[at]:.2f} {points[at + 1]:.2f}" for at in range(0, len(points), 2))
    path = " ".join([f"{first} m", *(f"{point} l" for point in others)])
    return (f"{path} h", True) if isinstance(shape, Polygon) else (path, False)


def _circle(x: float, y: float, r: float) -> str:
    k = r * _ROUND
    return (
        f"{x + r:.2f} {y:.2f} m "
        f"{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c h"
    )


def _colour(colour: Any) -> str:
    return f"{colour.red:.3f} {colour.green:.3f} {colour.blue:.3f}"
