"""Matching heads: where people of a kind are missing, who took part, and whose leaving takes a skill away.

The GovTech東京 material looks at staff in two ways: general staff by participation in the training offered,
specialists by how many match. 世田谷区 and 品川区 want so many of a kind in every section.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from dxdesk.domain.departments import Unit
from dxdesk.domain.head_shares import HeadShare

PARTS_OF_AN_OFFICE = ("係", "班", "担当", "グループ", "チーム")
"""How the names of units end that belong to a 課; rules of 「各課に」 hold for the 課 together."""


@dataclass(frozen=True, slots=True)
class Placement:
    """How many of a kind an office should have, and has."""

    office: str
    wanted: int
    found: int

    @property
    def lacking(self) -> int:
        """How many are missing."""
        return max(0, self.wanted - self.found)


@dataclass(frozen=True, slots=True)
class Participation:
    """How many of those asked have done something."""

    asked: int
    done: int

    @property
    def percent(self) -> int | None:
        """The rate, rounded down so that 100 means everybody; ``None`` where nobody is asked."""
        return self.done * 100 // self.asked if self.asked else None

    @property
    def text(self) -> str:
        """The rate as papers print it, ``4.3%`` (四捨五入); a dash where nobody is asked."""
        return HeadShare(self.done, self.asked).text


def office_of(code: str, units: Mapping[str, Unit]) -> str:
    """Return the office (課) a unit belongs to: the first above that is no part of another; else itself."""
    seen: set[str] = set()
    step = code
    while step in units and step not in seen and units[step].name.endswith(PARTS_OF_AN_OFFICE):
        seen.add(step)
        step = units[step].parent
    return step if step in units else code


def offices(codes: Iterable[str], units: Mapping[str, Unit]) -> tuple[str, ...]:
    """Return the offices that people of these units belong to, by code.

    A unit with offices under it (部, where the 部長 stands) is none itself.
    """
    above = {unit.parent for unit in units.values() if not unit.name.endswith(PARTS_OF_AN_OFFICE)}
    return tuple(sorted({office_of(code, units) for code in codes} - above))


def falling_short(places: Iterable[str], holders: Iterable[str], per_section: int) -> tuple[Placement, ...]:
    """Return the offices with fewer holders than a placement rule wants, the emptiest first.

    Args:
        places: the offices the rule is for.
        holders: the office of every person of the kind, once a person.
        per_section: how many each should have.
    """
    found = Counter(holders)
    short = [Placement(place, per_section, found[place]) for place in dict.fromkeys(places)]
    return tuple(sorted((place for place in short if place.lacking), key=lambda place: -place.lacking))


def falling_below(
    places: Iterable[str], holders: Iterable[tuple[str, str]], per_section: int
) -> tuple[Placement, ...]:
    """Return the offices that have fewer holders than before and then than a placement rule wants.

    Args:
        places: the offices the rule is for.
        holders: of every person of the kind the office they are in and the one they go to, empty for none.
        per_section: how many each should have.
    """
    known = tuple(holders)
    before, after = Counter(one for one, _ in known), Counter(other for _, other in known)
    found = [Placement(place, per_section, after[place]) for place in dict.fromkeys(places)]
    return tuple(one for one in found if one.lacking and one.found < before[one.office])


def participation(asked: Collection[str], done: Collection[str]) -> Participation:
    """Return the rate of those asked; who is not asked (対象外) is in neither number."""
    wanted = set(asked)
    return Participation(len(wanted), len(wanted.intersection(done)))


def losing_last(holders: Iterable[tuple[str, str]], leaving: Collection[str]) -> tuple[str, ...]:
    """Return the sections that have holders now and none when some people leave, by code.

    Args:
        holders: (section, employee number) of everybody at the top level.
        leaving: the employee numbers of those who leave.
    """
    before = tuple(holders)
    staying = {section for section, number in before if number not in leaving}
    return tuple(sorted({section for section, _ in before} - staying))
