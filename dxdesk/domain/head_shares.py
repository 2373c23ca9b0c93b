"""A share of people in per cent with one decimal, and what stands beside it: of how many.

Rounded as targets are (``domain.target_figures.share``); a rate of nobody is no 0.0 %.
"""

from __future__ import annotations

from typing import NamedTuple

from dxdesk.domain.target_figures import share


class HeadShare(NamedTuple):
    """``part`` of ``whole`` people."""

    part: int
    whole: int

    @property
    def tenths(self) -> int | None:
        """The share in tenths of a per cent; ``None`` of nobody."""
        found = share(self.part, self.whole)
        return None if found is None else int(found * 10)

    @property
    def percent(self) -> float | None:
        """The same in per cent."""
        return None if self.tenths is None else self.tenths / 10

    @property
    def text(self) -> str:
        """``61.3%``, or a dash of nobody."""
        return "―" if self.tenths is None else f"{self.tenths // 10}.{self.tenths % 10}%"

    @property
    def heads(self) -> str:
        """``263人 / 429人``."""
        return f"{self.part:,}人 / {self.whole:,}人"


def moved(now: HeadShare, before: HeadShare) -> int | None:
    """Return by how many tenths of a point a share moved, of the shares as they are printed."""
    if now.tenths is None or before.tenths is None:
        return None
    return now.tenths - before.tenths


def points(tenths: int) -> str:
    """``+6.1ポイント``; with the sign that Japanese tables use for less."""
    sign = "+" if tenths > 0 else "\u2212" if tenths < 0 else "±"
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}ポイント"
