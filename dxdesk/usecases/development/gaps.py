"""必要水準との差: required against confirmed and reported, by section, persona, whole and person.

Counted on the packed levels of the skill map; the rules stand in ``domain.gap``. People who are not asked
are not on the map, so they are in no number here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dxdesk.domain import departments as tree
from dxdesk.domain.framework import Framework, Item, Persona
from dxdesk.domain.gap import Shortage, few, gap, ranked, shortage
from dxdesk.usecases.development.weights import weights as kept
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.skillmap import building, model
from dxdesk.usecases.skillmap.basis import SELF
from dxdesk.usecases.skillmap.model import MapItem
from dxdesk.usecases.workplace.desk import Desk


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
        if not self.groups or not other.groups:
            return self if self.groups else other
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
    found = {group.required: group for group in some}
    for required, people, known, answered in others:
        there = found.get(required, Group(required, 0, 0, 0))
        found[required] = Group(
            required, there.people + people, there.known + known, there.answered + answered
        )
    return tuple(found[required] for required in sorted(found))


@dataclass(frozen=True, slots=True)
class GapRow:
    """A section, a persona or everybody, by item of the map.

    Of ``known`` of the staff a confirmed level stands: ``first`` of these are confirmed by the first of two
    confirmers alone (一次確認済), the others wholly (確認済).
    """

    code: str
    name: str
    staff: int
    cells: tuple[GapCell, ...]
    known: int = 0
    first: int = 0

    @property
    def confirmed(self) -> int:
        """How many are wholly confirmed, as ホーム counts them."""
        return self.known - self.first

    @property
    def few(self) -> bool:
        """Whether so few are confirmed that the figures say little of the whole."""
        return few(self.known, self.staff)

    @property
    def need(self) -> Shortage:
        """The shortage over all skills."""
        return sum((cell.need for cell in self.cells), Shortage())


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

    @property
    def worst(self) -> tuple[GapRow, ...]:
        """The sections with a requirement, by shortage; those of whom little is known behind the others."""
        asked = [(row, row.need) for row in self.sections if row.need.people]
        return tuple(
            row for row, need in sorted(asked, key=lambda one: (not one[0].known, one[0].few, -one[1].points))
        )

    def order(self, row: GapRow) -> tuple[tuple[int, GapCell], ...]:
        """Return the same with the positions of the items."""
        asked = [(place, cell) for place, cell in enumerate(row.cells) if cell.need.people]
        entries = [(self.items[place].uid, cell.need.points, (place, cell)) for place, cell in asked]
        return tuple(entry for _, _, entry in ranked(entries, self.weights))


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
        weights: how much a missing level counts, by item uid; those kept in the store without any.

    Raises:
        KnownError: ``no-cycle``, ``section-unknown``.
    """
    confirmed = building.people_map(desk, fiscal_year, section, persona=persona)
    said = building.people_map(desk, fiscal_year, section, SELF, persona=persona)
    return measure(confirmed, said, kept(desk) if weights is None else weights)


def measure(
    confirmed: model.PeopleMap, said: model.PeopleMap, weights: Mapping[str, int] | None = None
) -> GapMap:
    """Return the gaps of the people of two maps, one of confirmed and one of reported levels."""
    framework = confirmed.framework
    reported = {row.number: row.levels for row in said.rows}
    none = b"\xff" * len(framework.items)
    kinds: dict[_Kind, _Levels] = {}
    asked: dict[_Kind, Asked] = {}
    sections: dict[str, dict[Asked, _Levels]] = {}
    names: dict[str, str] = {}
    for row in confirmed.rows:
        kind = (row.grade, row.personas)
        if kind not in asked:
            asked[kind] = _asked(framework, *kind)
            kinds[kind] = _Levels()
        names.setdefault(row.department_code, row.department_name)
        there = sections.setdefault(row.department_code, {}).setdefault(asked[kind], _Levels())
        for levels_of in (kinds[kind], there):
            levels_of.confirmed.append(row.levels)
            levels_of.said.append(reported.get(row.number, none))
            levels_of.first += row.number in confirmed.half
    names = tree.direct_names(names, confirmed.units)
    everybody = [(asked[kind], levels_of) for kind, levels_of in kinds.items()]
    return GapMap(
        confirmed.items,
        tuple(_row(framework, code, names[code], sections[code].items()) for code in sorted(sections)),
        _row(framework, "", "全体", everybody),
        tuple(_persona_row(framework, persona, kinds, asked) for persona in framework.personas),
        confirmed.cycle,
        framework,
        weights or {},
    )


def missing_of(framework: Framework, person: model.MapPerson) -> tuple[tuple[str, int], ...]:
    """Return (item uid, missing levels) of a person of a map where something is missing, most first.

    Where nothing is known of them (nobody confirmed it yet) nothing is said to be missing either.
    """
    found = []
    for position, (item, required) in enumerate(
        zip(framework.items, _asked(framework, person.grade, person.personas), strict=True)
    ):
        level = person.level(position)
        if required is not None and level is not None:
            found.append((item.uid, gap(required, level)))
    return tuple(sorted((entry for entry in found if entry[1]), key=lambda entry: -entry[1]))


Asked = tuple[int | None, ...]
"""What is required of somebody, by item in framework order; ``None`` where nothing is."""

_Kind = tuple[str, tuple[str, ...]]
"""職層 and personas: people of one kind are asked the same."""


@dataclass
class _Levels:
    """The packed levels of some people, and how many of them are confirmed by the first confirmer alone."""

    confirmed: list[bytes] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)
    first: int = 0


def _asked(framework: Framework, grade: str, personas: tuple[str, ...]) -> Asked:
    required = {entry.item.uid: entry.required for entry in framework.items_for(grade, personas)}
    return tuple(required.get(item.uid) for item in framework.items)


def _cells(framework: Framework, asked: Asked, levels_of: _Levels) -> tuple[GapCell, ...]:
    """Count every skill of people of whom the same is asked: a skill is one stride through their levels."""
    width = len(framework.items)
    confirmed, said = b"".join(levels_of.confirmed), b"".join(levels_of.said)
    return tuple(
        _cell(framework, item, required, confirmed[position::width], said[position::width])
        if required is not None
        else _NOTHING
        for position, (item, required) in enumerate(zip(framework.items, asked, strict=True))
    )


_NOTHING = GapCell()


def _cell(framework: Framework, item: Item, required: int, confirmed: bytes, said: bytes) -> GapCell:
    """Count one skill: the levels of the people, one byte each."""
    scale = framework.scale_of(item)
    counts: dict[int | None, int] = {value: confirmed.count(value) for value in scale.by_value}
    answers = {value: said.count(value) for value in scale.by_value}
    known, points = sum(counts.values()), sum((value or 0) * count for value, count in counts.items())
    counts[None] = len(confirmed) - known
    return GapCell(
        shortage(required, counts),
        points,
        sum(value * count for value, count in answers.items()),
        (Group(required, len(confirmed), known, sum(answers.values())),),
    )


def _row(framework: Framework, code: str, name: str, asked_levels: Iterable[tuple[Asked, _Levels]]) -> GapRow:
    cells, staff, known, first = (_NOTHING,) * len(framework.items), 0, 0, 0
    none = b"\xff" * len(framework.items)
    for asked, levels_of in asked_levels:
        more = _cells(framework, asked, levels_of)
        cells = tuple(one + other for one, other in zip(cells, more, strict=True))
        staff += len(levels_of.confirmed)
        known += len(levels_of.confirmed) - levels_of.confirmed.count(none)
        first += levels_of.first
    return GapRow(code, name, staff, cells, known, first)


def _persona_row(
    framework: Framework, persona: Persona, kinds: Mapping[_Kind, _Levels], asked: Mapping[_Kind, Asked]
) -> GapRow:
    """Count the people of a persona by its own required levels in what they are asked."""
    own = dict(persona.required)
    holding = []
    for kind, levels_of in kinds.items():
        if persona.name in model.held_personas(framework, kind[1], kind[0]):
            levels = zip(framework.items, asked[kind], strict=True)
            mine = tuple(None if level is None else own.get(item.uid) for item, level in levels)
            holding.append((mine, levels_of))
    return _row(framework, persona.code, persona.name, holding)


def _mean(points: int, people: int) -> int | None:
    return (points * 200 + people) // (2 * people) if people else None
