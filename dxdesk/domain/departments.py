"""The tree of departments (部・課・係) with validity dates; codes are reused after reorganisations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol, TypeVar

from dxdesk.domain.wareki import fiscal_year_first_day, fiscal_year_of


class Unit(Protocol):
    """What this module needs to know of a department; dates are ISO text, empty = open."""

    @property
    def code(self) -> str:
        """The code."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def parent(self) -> str:
        """Code of the department above, empty at the top."""

    @property
    def valid_from(self) -> str:
        """First day."""

    @property
    def valid_to(self) -> str:
        """Last day."""

    @property
    def successors(self) -> tuple[str, ...]:
        """Codes of what it became."""


U = TypeVar("U", bound=Unit)


def is_valid(unit: Unit, day: str) -> bool:
    """Tell whether a department exists on a day (an empty day = whatever has no end)."""
    if not day:
        return not unit.valid_to
    return (not unit.valid_from or unit.valid_from <= day) and (not unit.valid_to or day <= unit.valid_to)


def valid_at(units: Iterable[U], day: str = "") -> dict[str, U]:
    """Return the departments that exist on a day, by code; of two, the later start wins."""
    found: dict[str, U] = {}
    for unit in units:
        if is_valid(unit, day) and (unit.code not in found or found[unit.code].valid_from <= unit.valid_from):
            found[unit.code] = unit
    return found


def named_at(units: Iterable[U], day: str = "") -> dict[str, U]:
    """Return every department that ever was, by code, as it is called on a day.

    A code that is not valid on the day is taken as it stands without an end, else as it was last: somebody
    belongs to it, and a form must not leave the place blank.
    """
    everything = list(units)
    last = {unit.code: unit for unit in sorted(everything, key=lambda unit: unit.valid_from)}
    return {**last, **valid_at(everything), **valid_at(everything, day)}


def path(code: str, units: Mapping[str, Unit]) -> tuple[str, ...]:
    """Return the codes from a department up to the top, itself first; loops end where they close."""
    found: dict[str, None] = {}
    while code in units and code not in found:
        found[code] = None
        code = units[code].parent
    return tuple(found)


def full_name(code: str, units: Mapping[str, Unit], separator: str = " ") -> str:
    """Return e.g. ``総務部 人事課 人事係``; a name that repeats the one above is not said twice."""
    names: list[str] = []
    for step in reversed(path(code, units)):
        name = units[step].name
        if names and name.startswith(names[-1]) and name != names[-1]:
            names.pop()
        names.append(name)
    return separator.join(names)


def direct_names(names: Mapping[str, str], units: Mapping[str, Unit]) -> dict[str, str]:
    """Return what places are called in one list, by code: a unit beside those under it is ``総務部(直属)``.

    In such a list it is its own people alone; under its bare name one would take it for the whole.

    Args:
        names: the names of the places listed, by code.
        units: the tree.
    """
    above = {step for code in names for step in path(code, units)[1:]}
    return {code: f"{name}(直属)" if code in above else name for code, name in names.items()}


def below(code: str, units: Mapping[str, Unit]) -> frozenset[str]:
    """Return the codes of a department and everything under it."""
    under: dict[str, list[str]] = {}
    for other, unit in units.items():
        under.setdefault(unit.parent, []).append(other)
    found: set[str] = set()
    waiting = [code] if code in units else []
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting += under.get(step, ())
    return frozenset(found)


def makes_loop(code: str, parent: str, units: Mapping[str, Unit]) -> bool:
    """Tell whether putting a department under another one would close a circle."""
    return code == parent or code in path(parent, units)


def became(code: str, units: Iterable[Unit], day: str) -> tuple[str, ...]:
    """Return the codes that an old department's people may be found under on a day (old→new links)."""
    everything = list(units)
    current = valid_at(everything, day)
    found: list[str] = []
    waiting, seen = [code], set[str]()
    while waiting:
        step = waiting.pop(0)
        if step in seen:
            continue
        seen.add(step)
        if step in current:
            found.append(step)
            continue
        for unit in everything:
            if unit.code == step:
                waiting.extend(unit.successors)
    return tuple(found)


def reorganised_on(today: str) -> str:
    """Return the 1 April from which a roster that comes in on a day says something new.

    It is that of the running fiscal year; in March already the coming one, whose roster is then prepared.
    """
    day = date.fromisoformat(today)
    return fiscal_year_first_day(fiscal_year_of(day) + (day.month == 3)).isoformat()


def day_before(day: str) -> str:
    """Return the ISO date before one."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def day_after(day: str) -> str:
    """Return the ISO date after one."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
