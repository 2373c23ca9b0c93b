"""On what a skill map rests: whose levels it counts, and what last year cannot tell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dxdesk.domain.lifecycle import STATE_LABELS, State
from dxdesk.ports.entities import MapLine

NO_LEVEL = 255
NONE = b"\xff"
CONFIRMED, SELF, BEST = "confirmed", "self", "best"
SOURCES: Mapping[str, str] = {
    CONFIRMED: "確認された値",
    SELF: "本人の申告",
    BEST: "いま分かる値(確認、なければ申告)",
}


def unmapped(lines: Sequence[MapLine], width: int) -> frozenset[int]:
    """Return the positions nobody has a level of last year at, where people have any at all."""
    last = b"".join([line.last_levels for line in lines if len(line.last_levels) == width])
    if not last.strip(NONE):
        return frozenset()
    return frozenset(position for position in range(width) if not last[position::width].strip(NONE))


def basis_of(
    source: str, asked: Sequence[MapLine], half: Collection[str], *, finalised: bool
) -> tuple[str, str]:
    """Return on what the map rests, and only the count (empty for a final one).

    ``half``: whose level stands by the first of two confirmers alone.
    """
    width = max([len(line.confirmed_levels) for line in asked], default=0)

    def known(levels: list[bytes]) -> int:
        # Levels that do not count are none, those that were never said are blank.
        return sum(map(bool, [line.strip(NONE) for line in levels]))

    if source == SELF:
        answered = known([line.self_levels for line in asked])
        counted = f"{len(asked):,}人のうち {answered:,}人 申告あり"
        return f"{SOURCES[source]}({counted})", counted
    confirmed = known([line.confirmed_levels for line in asked])
    if finalised and _all_final(asked) and (confirmed == len(asked) or not width):
        return f"{STATE_LABELS[State.FINALISED]}値", ""
    first = sum(line.number in half for line in asked) if half else 0
    counted = f"{len(asked):,}人のうち {confirmed - first:,}人 確認済み"
    if first:
        counted += f"、{first:,}人 一次確認済み"
    return f"{SOURCES[source]}({counted})", counted


def _all_final(asked: Sequence[MapLine]) -> bool:
    final = State.FINALISED.value
    return all([line.state == final for line in asked])
