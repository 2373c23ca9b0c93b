"""A share of people in per cent with one decimal, and what stands beside it: of how many.

Every paper that tells a share of people tells it so; targets are rounded by it, too. A rate of nobody is no
0.0 %.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from dxdesk.domain.small_cells import WITHHELD


def share(count: int, of: int) -> Decimal | None:
    """Return a share in percent with one decimal (四捨五入), ``None`` of nobody.

    All but one of many is not 100 and one of many is not 0: what rounding would hide is cut off.
    """
    if not of:
        return None
    found = (Decimal(count) * 100 / Decimal(of)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if count < of and found >= 100:
        return Decimal("99.9")
    return Decimal("0.1") if count and not found else found


def beside(rate: str, count: int, of: int, unit: str = "") -> str:
    """Return a rate with what it is of: ``94.0%(47 / 50人)``."""
    return f"{rate}({count:,} / {of:,}{unit})"


def share_text(part: int | None, whole: int | None) -> str:
    """Return how many of how many people, with the rate: ``94.0%(47 / 50人)``.

    Args:
        part: how many, ``None`` where that is withheld (少人数): then nothing tells the rate either.
        whole: of how many; ``None`` where that is withheld.
    """
    if part is None:
        return WITHHELD if whole is None else f"{WITHHELD} / {whole:,}人"
    if whole is None:
        return f"{part:,}人"
    return HeadShare(part, whole).told


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

    @property
    def told(self) -> str:
        """``61.3%(263 / 429人)``; of nobody ``―(0 / 0人)``."""
        return beside(self.text, self.part, self.whole, "人")


def moved(now: HeadShare, before: HeadShare) -> int | None:
    """Return by how many tenths of a point a share moved, of the shares as they are printed."""
    if now.tenths is None or before.tenths is None:
        return None
    return now.tenths - before.tenths


def points(tenths: int) -> str:
    """``+6.1ポイント``; with the sign that Japanese tables use for less."""
    sign = "+" if tenths > 0 else "\u2212" if tenths < 0 else "±"
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}ポイント"
