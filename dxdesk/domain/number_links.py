"""One person's numbers: a number somebody has had since they gave up another (再任用, 採用替え).

Numbers of one person lie in a line: each follows at most one former number, and is followed by at most one.
Who had three, had them one after another. So there is one way to read back, and what a number says is never
shared out between two people.

A 職員番号 may be given to somebody else later. A link is about the person who held both numbers, hence
each of its ends says in which years, and on which days, the number was theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A number for as long as it is one person's; nothing said = for ever.

    ``first_year`` and ``since`` (ISO day) are where it became theirs, ``before_year`` and ``before_day``
    where it went to somebody else: years before the one, days before the other are still theirs.
    """

    number: str
    first_year: int = 0
    since: str = ""
    before_year: int = 0
    before_day: str = ""

    @property
    def today(self) -> bool:
        """Whether it is theirs still."""
        return not self.before_year

    def in_year(self, fiscal_year: int) -> bool:
        """Tell whether what stands under the number in a fiscal year is theirs."""
        return self.first_year <= fiscal_year and (self.today or fiscal_year < self.before_year)

    def on(self, day: str) -> bool:
        """Tell whether what is dated so (ISO) is theirs; undated (empty), if nobody else had it."""
        if not day:
            return not self.since and self.today
        return self.since <= day and (self.today or day < self.before_day)


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A person's former number and the one that follows it."""

    former: Held
    later: Held


class Refused(StrEnum):
    """Why two numbers cannot be linked."""

    SAME = "same"
    CIRCLE = "circle"
    FORMER_FOLLOWED = "former-followed"
    LATER_FOLLOWS = "later-follows"


def refusal(links: Iterable[Link], former: str, later: str) -> tuple[Refused, str] | None:
    """Return why the numbers of today's holders cannot be linked, with the number in the way.

    ``None`` if they can. The link itself, where it is there already, is in its own way.
    """
    known = list(links)
    if former == later:
        return Refused.SAME, later
    if later in {one.number for one in before(known, former)}:
        return Refused.CIRCLE, former
    for link in known:
        if link.former.number == former and link.former.today:
            return Refused.FORMER_FOLLOWED, link.later.number
        if link.later.number == later and link.later.today:
            return Refused.LATER_FOLLOWS, link.former.number
    return None


def lines(links: Iterable[Link]) -> Mapping[str, tuple[Held, ...]]:
    """Return the former numbers, the last one first, of everybody who has any, by the number of today."""
    follows = {(link.later.number, link.later.before_year): link.former for link in links}
    return {number: _line(follows, number) for number, given in follows if not given}


def before(links: Iterable[Link], number: str) -> tuple[Held, ...]:
    """Return the former numbers of who holds a number today, the last one first."""
    return _line({(link.later.number, link.later.before_year): link.former for link in links}, number)


def _line(follows: Mapping[tuple[str, int], Held], number: str) -> tuple[Held, ...]:
    found: list[Held] = []
    former = follows.get((number, 0))
    while former is not None and former not in found:
        found.append(former)
        former = follows.get((former.number, former.before_year))
    return tuple(found)


def newest(of: Mapping[str, tuple[Held, ...]]) -> Mapping[str, str]:
    """Return the number each person has now by every former one that nobody else got; ``of`` as ``lines``."""
    given_up = {held.number for line in of.values() for held in line if held.today}
    now = ((number, line) for number, line in of.items() if number not in given_up)
    return {held.number: number for number, line in now for held in line if held.today}


def readers(of: Mapping[str, tuple[Held, ...]]) -> Mapping[str, tuple[tuple[Held, str], ...]]:
    """Return by former number who else reads what stands under it: how long it was theirs, their number.

    ``of`` as ``lines`` returns it.
    """
    found: dict[str, list[tuple[Held, str]]] = {}
    for number, line in sorted(of.items()):
        for held in line:
            found.setdefault(held.number, []).append((held, number))
    return {number: tuple(pairs) for number, pairs in found.items()}


def given_away(link: Link, number: str, first_year: int, day: str) -> Link:
    """Return a link after a number went to somebody else: it stays about who held it until then."""
    former, later = (
        replace(one, before_year=first_year, before_day=day) if one.number == number and one.today else one
        for one in (link.former, link.later)
    )
    return Link(former, later)
