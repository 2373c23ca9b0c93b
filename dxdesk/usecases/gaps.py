"""必要水準との差: required against confirmed and reported, by section, persona, whole and person.

Counted on the packed levels of the skill map; the rules stand in ``domain.gap``. People who are not asked
are not on the map, so they are in no number here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dxdesk.domain.framework import Framework, Item, Persona
from dxdesk.domain.gap import Shortage, gap, ranked, shortage
from dxdesk.usecases import skillmap
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.skillmap import MapItem, MapPerson
from dxdesk.usecases.standing import ItemStanding, person_year
from dxdesk.usecases.years import Cycle


class Group(NamedTuple):
    """People of whom the same level is required: how many, of these with a confirmed, with a reported one."""

    required: int
    people: int
    known: int
    answered: int


@dataclass(frozen=True, slots=True)
class GapCell:
    """Those of whom a level is required in one skill.

    ``confirmed`` sums the levels of those who have a confirmed one, ``said`` of those who report one.
    ``groups`` are in order of their required level: how large they are decides what may be told.
    """

    need: Shortage = field(default_factory=Shortage)
    confirmed: int = 0
    said: int = 0
    groups: tuple[Group, ...] = ()

    def __add__(self, other: GapCell) -> GapCell:
        """Return both groups of people together."""
        return GapCell(
            self.need + other.need,
            self.confirmed + other.confirmed,
            self.said + other.said,
            _together(self.groups, other.groups),
        )

    @property
    def averages(self) -> tuple[int | None, int | None, int | None]:
        """The means × 100 of what is required, confirmed and reported; ``None`` where nobody has any."""
        return (
            _mean(sum(group.required * group.people for group in self.groups), self.need.people),
            _mean(self.confirmed, sum(group.known for group in self.groups)),
            _mean(self.said, sum(group.answered for group in self.groups)),
        )


def _together(some: tuple[Group, ...], others: tuple[Group, ...]) -> tuple[Group, ...]:
    if not some or not others:
        return some or others
    found = {group.required: group for group in some}
    for required, people, known, answered in others:
        there = found.get(required, Group(required, 0, 0, 0))
        found[required] = Group(
            required, there.people + people, there.known + known, there.answered + answered
        )
    return tuple(found[required] for required in sorted(found))


@dataclass(frozen=True, slots=True)
class GapRow:
    """A section, a persona or everybody, by item of the map."""

    code: str
    name: str
    staff: int
    cells: tuple[GapCell, ...]


@dataclass(frozen=True)
class GapMap:
    """Section × skill and persona × skill; a persona is measured by its own required levels."""

    items: tuple[MapItem, ...]
    sections: tuple[GapRow, ...]
    total: GapRow
    personas: tuple[GapRow, ...]
    cycle: Cycle
    framework: Framework
    weights: Mapping[str, int] = field(default_factory=dict)

    def ranked(self, row: GapRow) -> tuple[tuple[MapItem, GapCell], ...]:
        """Return the skills in which something is required, by weight × shortage, greatest first."""
        return tuple((self.items[place], cell) for place, cell in self.order(row))

    def order(self, row: GapRow) -> tuple[tuple[int, GapCell], ...]:
        """Return the same with the positions of the items."""
        asked = [(place, cell) for place, cell in enumerate(row.cells) if cell.need.people]
        entries = [(self.items[place].uid, cell.need.points, (place, cell)) for place, cell in asked]
        return tuple(entry for _, _, entry in ranked(entries, self.weights))


@dataclass(frozen=True, slots=True)
class PersonGap:
    """One skill of one person: what is required, confirmed and reported, and how many levels are missing."""

    uid: str
    name: str
    required: int
    confirmed: int | None
    said: int | None
    missing: int


def gap_map(
    desk: Desk,
    fiscal_year: int = 0,
    section: str = "",
    *,
    persona: str = "",
    weights: Mapping[str, int] | None = None,
) -> GapMap:
    """Return the gaps of those asked.

    Args:
        desk: any store that knows people.
        fiscal_year: 0 = the open one.
        section: a department's code; everything under it is meant too.
        persona: only people of this 人材像, by code or name.
        weights: how much a missing level counts, by item uid; 1 where none is given.

    Raises:
        KnownError: ``no-cycle``, ``section-unknown``.
    """
    confirmed = skillmap.people_map(desk, fiscal_year, section, persona=persona)
    said = skillmap.people_map(desk, fiscal_year, section, skillmap.SELF, persona=persona)
    return measure(confirmed, said, weights)


def measure(
    confirmed: skillmap.PeopleMap, said: skillmap.PeopleMap, weights: Mapping[str, int] | None = None
) -> GapMap:
    """Return the gaps of the people of two maps, one of confirmed and one of reported levels."""
    framework = confirmed.framework
    reported = {row.number: row.levels for row in said.rows}
    cohorts = _cohorts(confirmed.rows, reported)
    counted = [(cohort, cohort.cells(framework)) for cohort in cohorts]
    sections: dict[str, list[tuple[_Cohort, tuple[GapCell, ...]]]] = {}
    for cohort, cells in counted:
        sections.setdefault(cohort.section, []).append((cohort, cells))
    return GapMap(
        confirmed.items,
        tuple(
            _row(code, found[0][0].section_name, found, framework) for code, found in sorted(sections.items())
        ),
        _row("", "全体", counted, framework),
        tuple(_persona_row(framework, persona, cohorts) for persona in framework.personas),
        confirmed.cycle,
        framework,
        weights or {},
    )


def person_gaps(
    desk: Desk, employee_number: str, fiscal_year: int = 0, weights: Mapping[str, int] | None = None
) -> tuple[PersonGap, ...]:
    """Return one person's skills with a required level, by weight × missing levels, greatest first.

    Raises:
        KnownError: ``no-cycle``, ``person-unknown``.
    """
    from dxdesk.usecases.years import find_cycle, framework_of

    person = person_year(desk, employee_number, fiscal_year)
    if person.exempt:
        return ()
    with desk.store.read() as uow:
        framework = framework_of(uow, find_cycle(uow, person.fiscal_year))
    found = [_person_gap(framework, item) for item in person.items]
    entries = [(entry.uid, entry.missing, entry) for entry in found if entry is not None]
    return tuple(entry for _, _, entry in ranked(entries, weights))


def _person_gap(framework: Framework, item: ItemStanding) -> PersonGap | None:
    if item.required is None:
        return None
    lowest = framework.scale_of(framework.item(item.uid)).lowest
    missing = gap(item.required, item.confirmed, lowest)
    return PersonGap(item.uid, item.name, item.required, item.confirmed, item.self_level, missing)


@dataclass
class _Cohort:
    """People of one section who are asked the same: same 職層, same personas."""

    section: str
    section_name: str
    grade: str
    personas: tuple[str, ...]
    confirmed: list[bytes] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)

    def cells(self, framework: Framework, persona: Persona | None = None) -> tuple[GapCell, ...]:
        """Return the cells by item, by the required levels of one persona or the strictest of theirs."""
        own = dict(persona.required) if persona else None
        asked = {
            entry.item.uid: entry.required if own is None else own.get(entry.item.uid)
            for entry in framework.items_for(self.grade, self.personas)
        }
        width = len(framework.items)
        confirmed, said = b"".join(self.confirmed), b"".join(self.said)
        return tuple(
            _cell(framework, item, asked.get(item.uid), confirmed[place::width], said[place::width])
            for place, item in enumerate(framework.items)
        )


def _cell(framework: Framework, item: Item, required: int | None, confirmed: bytes, said: bytes) -> GapCell:
    """Count one skill of a cohort: the levels of its people, one byte each."""
    if required is None:
        return GapCell()
    scale = framework.scale_of(item)
    counts: dict[int | None, int] = {value: confirmed.count(value) for value in scale.by_value}
    answers = {value: said.count(value) for value in scale.by_value}
    known, points = sum(counts.values()), sum((value or 0) * count for value, count in counts.items())
    counts[None] = len(confirmed) - known
    return GapCell(
        shortage(required, counts, scale.lowest),
        points,
        sum(value * count for value, count in answers.items()),
        (Group(required, len(confirmed), known, sum(answers.values())),),
    )


def _cohorts(rows: Iterable[MapPerson], reported: Mapping[str, bytes]) -> list[_Cohort]:
    found: dict[tuple[str, str, tuple[str, ...]], _Cohort] = {}
    for row in rows:
        key = (row.department_code, row.grade, row.personas)
        cohort = found.get(key)
        if cohort is None:
            cohort = found[key] = _Cohort(key[0], row.department_name, *key[1:])
        cohort.confirmed.append(row.levels)
        cohort.said.append(reported.get(row.number, b"\xff" * len(row.levels)))
    return list(found.values())


def _row(
    code: str,
    name: str,
    counted: Sequence[tuple[_Cohort, tuple[GapCell, ...]]],
    framework: Framework,
) -> GapRow:
    empty = tuple(GapCell() for _ in framework.items)
    columns = zip(empty, *(cells for _, cells in counted), strict=True)
    cells = tuple(sum(column[1:], column[0]) for column in columns)
    return GapRow(code, name, sum(len(cohort.confirmed) for cohort, _ in counted), cells)


def _persona_row(framework: Framework, persona: Persona, cohorts: Sequence[_Cohort]) -> GapRow:
    holding = [c for c in cohorts if persona.name in skillmap.held_personas(framework, c.personas)]
    counted = [(cohort, cohort.cells(framework, persona)) for cohort in holding]
    return _row(persona.code, persona.name, counted, framework)


def _mean(points: int, people: int) -> int | None:
    return (points * 200 + people) // (2 * people) if people else None
