"""How a text stands in its room: on paper and in workbooks alike."""

from __future__ import annotations

from enum import Enum


class Align(Enum):
    """How a column is set."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
