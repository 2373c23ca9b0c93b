"""Specialists of the demonstration: so many match each skill as the GovTech東京 material's own example has.

Its 現状分析 counts, of 全庁情報システム担当, 10 people who match プロジェクトマネジメント, and 5 each for
クラウドサービス活用 and ネットワーク設計. A town that is large enough says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dxdesk.domain.framework import Framework, Persona

if TYPE_CHECKING:
    from dxdesk.programs.scenario.town import Town

MATCHING = {
    "govtech.system.pm": range(10),
    "govtech.system.cloud": range(5),
    "govtech.system.network": range(4, 9),
}
"""By skill, which of the specialists match it."""

COUNT, LEAST_TOWN = 12, 48
"""How many specialists there are where a town has so many people without a leading post."""

_MATCH, _PARTLY = 2, 1


def wanted(persona: Persona, people: int) -> int:
    """Return how many of a town's people become specialists of a 人材像; 0 where it is no such one."""
    asked = {uid for uid, _ in persona.required}
    return COUNT if asked == MATCHING.keys() and people >= LEAST_TOWN else 0


def chosen(town: Town, framework: Framework) -> tuple[str, ...]:
    """Return the numbers of a town's specialists, none where it has too few of them."""
    names = [p.name for p in framework.personas if {uid for uid, _ in p.required} == MATCHING.keys()]
    found = [one.number for one in town.staff if not set(names).isdisjoint(one.personas)]
    return tuple(found) if len(found) >= COUNT else ()


def level(numbers: Sequence[str], number: str, uid: str, otherwise: int) -> int:
    """Return what a specialist answers of a skill; whoever is none, ``otherwise``."""
    if number not in numbers or uid not in MATCHING:
        return otherwise
    return _MATCH if numbers.index(number) in MATCHING[uid] else _PARTLY
