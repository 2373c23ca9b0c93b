"""How the levels of a scale are called and marked on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHORT = 1
"""Letters of a name (A, B, 優) that stand in place of the number; words are explained beside it."""


@dataclass(frozen=True, slots=True)
class LevelScale:
    """The names of levels 0 to the highest, e.g. ``("未到達", "LV1", "LV2", "LV3")``; ``title`` of all."""

    names: tuple[str, ...] = ("未到達", "LV1", "LV2", "LV3")
    title: str = ""

    @property
    def highest(self) -> int:
        """Return the highest level."""
        return len(self.names) - 1

    def name(self, level: int | None) -> str:
        """Return the level's name; ``―`` where nobody answered."""
        if level is None:
            return "―"
        return self.names[level] if 0 <= level < len(self.names) else str(level)

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
        return " / ".join(map(self.explained, range(len(self.names))))


USUAL = LevelScale()
"""LV0 to LV3."""
