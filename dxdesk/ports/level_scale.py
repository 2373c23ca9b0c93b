"""How the levels of a scale are called and marked on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHORT = 1
"""Letters of a name (A, B, 優) that stand in place of the number; words are explained beside it."""


@dataclass(frozen=True, slots=True)
class LevelScale:
    """The names of levels 0 to the highest, e.g. ``("未到達", "LV1", "LV2", "LV3")``; ``title`` of all.

    A value between them that is no level of the scale is named by nothing.
    """

    names: tuple[str, ...] = ("未到達", "LV1", "LV2", "LV3")
    title: str = ""

    @property
    def highest(self) -> int:
        """Return the highest level."""
        return len(self.names) - 1

    @property
    def levels(self) -> tuple[int, ...]:
        """Return the values that are levels, from the lowest up."""
        return tuple(level for level, name in enumerate(self.names) if name)

    def name(self, level: int | None) -> str:
        """Return the level's name; ``―`` where nobody answered."""
        if level is None:
            return "―"
        if not 0 <= level < len(self.names):
            return str(level)
        return self.names[level] or f"LV{level}"

    def mark(self, level: int | None) -> str:
        """Return what stands in a small cell: a letter where levels are called so, else the number."""
        name = self.name(level)
        short = len(name) <= _SHORT and not any(sign.isdigit() for sign in name)
        return name if level is None or short else str(level)

    def explained(self, level: int) -> str:
        """Return a level's mark and, where it says something else, its name."""
        name = self.name(level)
        says_it = self.mark(level) == name or re.sub(r"\D", "", name) == str(level)
        return name if says_it else f"{level} {name}"

    @property
    def spoken(self) -> str:
        """Return what the marks mean, e.g. ``0 未到達 / LV1 / LV2 / LV3``."""
        return " / ".join(map(self.explained, self.levels))


USUAL = LevelScale()
"""LV0 to LV3."""
