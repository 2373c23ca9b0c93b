"""The figures of a year's report: counted once, from what every other screen and paper counts by.

Who has a confirmed level is counted, as in 育成; 対象外 are in no figure. Small groups are withheld by the
threshold of the report's use (``domain.small_cells``), with what would give them away by subtraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dxdesk.domain import departments as tree
from dxdesk.domain.framework import Framework
from dxdesk.domain.gap import Shortage
from dxdesk.domain.head_shares import HeadShare
from dxdesk.domain.small_cells import Use, is_small, withhold, withhold_line
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Department, Role
from dxdesk.usecases.development.gaps import GapCell, GapMap, GapRow, gap_map, measure
from dxdesk.usecases.development.stage_heads import StageHeads, stage_heads
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.person_year.cycles import Cycle, all_cycles
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.progress.year_table import OPEN_STATES, Line
from dxdesk.usecases.skillmap.basis import SELF
from dxdesk.usecases.skillmap.building import aggregate, people_map
from dxdesk.usecases.skillmap.model import MapItem, SectionMap
from dxdesk.usecases.skillmap.summary_sheets import hidden_rows
from dxdesk.usecases.workplace.desk import Desk

YEARS = 3
"""How many years the trend looks back, this one included."""


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A 部 (or a section that stands in none): how many are asked, handed in, are confirmed."""

    code: str
    name: str
    asked: int
    handed_in: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class SkillFigures:
    """A skill over everybody: people by level, and who of those measured reaches what is required.

    ``counts`` follow ``labels``, lowest first; ``None`` where a count is withheld. ``reached`` is ``None``
    where nothing is required of anybody; ``told``: whether it may be told, and ``missing`` with it.
    ``values`` are the levels behind the labels; ``one_level`` is what is required of everybody who is
    counted, 0 where that differs.
    """

    uid: str
    name: str
    labels: tuple[str, ...]
    counts: tuple[int | None, ...]
    known: int
    asked: int
    reached: HeadShare | None
    missing: int = 0
    told: bool = True
    values: tuple[int, ...] = ()
    one_level: int = 0

    @property
    def shown(self) -> HeadShare | None:
        """Who reaches what is required, where it may be told."""
        return self.reached if self.told else None


@dataclass(frozen=True, slots=True)
class Reach:
    """Of a unit or a persona in one skill: who reaches what is required; ``withheld`` where few are known."""

    share: HeadShare
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class PersonaFigures:
    """A 人材像: how many hold it, and over all its skills who reaches what is required."""

    name: str
    people: int
    reach: Reach
    code: str = ""


@dataclass(frozen=True, slots=True)
class LackingFigures:
    """A unit's skills in which most levels are missing, most first, each with who reaches what is required.

    Only skills that may be told of there are named.
    """

    name: str
    skills: tuple[tuple[str, HeadShare], ...]


@dataclass(frozen=True, slots=True)
class ScaleFigures:
    """A scale of levels, lowest first: the mark and the meaning of each, and how many skills go by it."""

    name: str
    levels: tuple[tuple[str, str], ...]
    skills: int


@dataclass(frozen=True, slots=True)
class StageFigures:
    """How many people of a persona stand at each stage, lowest (未到達) first; ``None`` is withheld."""

    persona: str
    labels: tuple[str, ...]
    counts: tuple[int | None, ...]
    people: int


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """A 課 with how many are asked, handed in, and over all skills who reaches what is required.

    ``told``: whether it may be told how many handed in.
    """

    name: str
    asked: int
    handed_in: int
    reach: Reach
    told: bool = True


@dataclass(frozen=True, slots=True)
class YearBefore:
    """A year of the trend: by name of the skill who reached what was required then."""

    fiscal_year: int
    skills: Mapping[str, HeadShare]
    whole: HeadShare
    handed_in: HeadShare


@dataclass(frozen=True)
class AnnualFigures:
    """All of a year. ``below``: groups of fewer people are withheld; ``heat[unit][skill]``.

    ``persona_heat[persona][skill]`` follows ``personas``. ``unit_of`` names a section's unit by its code.
    """

    cycle: Cycle
    use: Use
    below: int
    units: tuple[UnitFigures, ...]
    skills: tuple[SkillFigures, ...]
    heat: tuple[tuple[Reach, ...], ...]
    heat_names: tuple[str, ...]
    sections: tuple[SectionFigures, ...]
    personas: tuple[PersonaFigures, ...]
    stages: tuple[StageFigures, ...]
    trend: tuple[YearBefore, ...]
    whole: HeadShare
    handed_in: HeadShare
    confirmed: HeadShare
    finalised: int
    persona_heat: tuple[tuple[Reach, ...], ...] = ()
    lacking: tuple[LackingFigures, ...] = ()
    scales: tuple[ScaleFigures, ...] = ()
    unit_of: Mapping[str, str] = field(default_factory=dict)

    def may_tell(self, share: HeadShare) -> bool:
        """Tell whether a share may be told to whom the report is for."""
        return may_tell(share, self.use, self.below)

    @property
    def told_units(self) -> tuple[tuple[UnitFigures, bool], ...]:
        """The units, each with whether it is told how many took part there.

        Nobody learns it of a few people, nor by taking the others' figures from the sum below them.
        """
        asked = [one.asked for one in self.units]
        hidden = hidden_rows([*asked, sum(asked)], self.below)
        return tuple((one, place not in hidden) for place, one in enumerate(self.units))

    @property
    def required(self) -> tuple[SkillFigures, ...]:
        """The skills in which something is required of somebody."""
        return tuple(one for one in self.skills if one.reached is not None)

    @property
    def gaps(self) -> tuple[SkillFigures, ...]:
        """Those in which people miss something, the most missing levels first."""
        return tuple(sorted((one for one in self.required if one.missing), key=lambda one: -one.missing))

    @property
    def before(self) -> YearBefore | None:
        """The year before, where it is known."""
        year = self.cycle.fiscal_year - 1
        return next((one for one in self.trend if one.fiscal_year == year), None)


@in_bulk()
def annual_figures(desk: Desk, fiscal_year: int = 0, use: Use = Use.REPORT) -> AnnualFigures:
    """Return the figures of a year.

    Args:
        desk: HR's store.
        fiscal_year: 0 = the open one.
        use: whom it is for: ``REPORT`` (全庁) or ``ASSEMBLY`` (議会), which have thresholds of their own.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        table = year_table.load(desk, uow, fiscal_year)
        below = threshold(uow, use)
        years = sorted((one.fiscal_year for one in all_cycles(uow)), reverse=True)
    cycle = table.cycle
    asked = [line for line in table.lines if line.asked]
    people = people_map(desk, cycle.fiscal_year)
    gaps = measure(people, people_map(desk, cycle.fiscal_year, source=SELF))
    codes = {row.code for row in gaps.sections} | {_code(line) for line in asked}
    heads = _heads(table.units, codes, highest=use is Use.ASSEMBLY)
    rows = _by_unit(gaps.sections, heads)
    names = tree.direct_names(
        {code: _name(code, table.units, row.name) for code, row in rows.items()}, table.units
    )
    heat = _heat(list(rows.values()), len(gaps.items), use, below)
    holding = [row for row in gaps.personas if row.staff]
    by_persona = persona_heat(holding, gaps.total, use, below)
    return AnnualFigures(
        cycle,
        use,
        below,
        _units(asked, heads, table.units),
        _skills(aggregate(people), gaps.total, use, below),
        heat,
        tuple(names.values()),
        _sections(asked, gaps.sections, heads, below),
        tuple(
            PersonaFigures(row.name, row.staff, over_all_skills(row, reaches, use, below), row.code)
            for row, reaches in zip(holding, by_persona, strict=True)
        ),
        _stages(desk, cycle.fiscal_year, below),
        (
            *_trend(desk, [year for year in years if year < cycle.fiscal_year][: YEARS - 1]),
            _of_year(cycle.fiscal_year, gaps, asked),
        ),
        _share(gaps.total.need),
        HeadShare(sum(_said(line) for line in asked), len(asked)),
        HeadShare(sum(line.confirmed for line in asked), len(asked)),
        sum(line.state.value == "finalised" for line in asked),
        by_persona,
        _lacking(list(names.values()), list(rows.values()), heat, gaps.items),
        _scales(gaps.framework),
        {code: names.get(head, "") or _name(head, table.units, "") for code, head in heads.items()},
    )


def _code(line: Line) -> str:
    return line.member.department_code


def _said(line: Line) -> bool:
    return line.state not in OPEN_STATES


def _share(need: Shortage) -> HeadShare:
    return HeadShare(need.known - need.short, need.known)


def _heads(units: Mapping[str, Department], codes: Iterable[str], *, highest: bool) -> dict[str, str]:
    """Return the code of the unit a report tells of by that of a section: its 部.

    The highest floor with more than one unit is told of: where all stands under one 部, its 課. The assembly
    is told of the ``highest`` floor alone.
    """
    ways = {code: _way(code, units) for code in codes}
    if highest:
        return {code: way[0] for code, way in ways.items()}
    deepest = max(map(len, ways.values()), default=1)
    floor = next(
        (
            floor
            for floor in range(deepest)
            if len({way[min(floor, len(way) - 1)] for way in ways.values()}) > 1
        ),
        deepest - 1,
    )
    return {code: way[min(floor, len(way) - 1)] for code, way in ways.items()}


def _way(code: str, units: Mapping[str, Department]) -> tuple[str, ...]:
    """Return the codes from the uppermost unit down to a section."""
    return tuple(reversed(tree.path(code, units))) or (code,)


def _name(code: str, units: Mapping[str, Department], otherwise: str) -> str:
    unit = units.get(code)
    return unit.name if unit is not None else otherwise


def _units(
    asked: Sequence[Line], heads: Mapping[str, str], units: Mapping[str, Department]
) -> tuple[UnitFigures, ...]:
    found: dict[str, list[Line]] = {}
    for line in asked:
        found.setdefault(heads[_code(line)], []).append(line)
    names = tree.direct_names(
        {code: _name(code, units, lines[0].member.department_name) for code, lines in found.items()}, units
    )
    return tuple(
        UnitFigures(
            code,
            names[code],
            len(lines),
            sum(map(_said, lines)),
            sum(line.confirmed for line in lines),
        )
        for code, lines in sorted(found.items())
    )


def _by_unit(sections: Sequence[GapRow], heads: Mapping[str, str]) -> dict[str, GapRow]:
    found: dict[str, GapRow] = {}
    for row in sections:
        code = heads[row.code]
        there = found.get(code)
        found[code] = (
            row
            if there is None
            else GapRow(
                code,
                there.name,
                there.staff + row.staff,
                tuple(one + other for one, other in zip(there.cells, row.cells, strict=True)),
                there.known + row.known,
                there.first + row.first,
            )
        )
    return dict(sorted(found.items()))


def _sections(
    asked: Sequence[Line],
    rows: Sequence[GapRow],
    heads: Mapping[str, str],
    below: int,
) -> tuple[SectionFigures, ...]:
    """Return the 課; neither of a few people nor by taking the others' figures from a 部 is one told of."""
    lines: dict[str, list[Line]] = {}
    for line in asked:
        lines.setdefault(_code(line), []).append(line)
    by_head = {row.code: heads[row.code] for row in rows}
    untold = hidden_parts({row.code: len(lines.get(row.code, ())) for row in rows}, by_head, below)
    unknown = hidden_parts({row.code: row.known for row in rows}, by_head, below)
    return tuple(
        SectionFigures(
            row.name,
            len(lines.get(row.code, ())),
            sum(map(_said, lines.get(row.code, ()))),
            Reach(_share(row.need), row.code in unknown),
            row.code not in untold,
        )
        for row in rows
    )


def hidden_parts(people: Mapping[str, int], unit_of: Mapping[str, str], below: int) -> set[str]:
    """Return the sections whose figures are withheld where those of their units stand beside them.

    Args:
        people: how many each section has.
        unit_of: the unit of each.
        below: groups of fewer are withheld.
    """
    inside: dict[str, list[str]] = {}
    for code in people:
        inside.setdefault(unit_of[code], []).append(code)
    sums = [sum(people[code] for code in of) for of in inside.values()]
    units = hidden_rows([*sums, sum(sums)], below)
    found = set()
    for place, of in enumerate(inside.values()):
        hidden = {
            of[row] for row in hidden_rows([*(people[code] for code in of), sums[place]], below) - {len(of)}
        }
        if place in units and not hidden:
            # The unit is withheld for another's sake: its sections must not add up to it.
            hidden = {min(filter(people.__getitem__, of), key=people.__getitem__)}
        found |= hidden
    return found


def _stages(desk: Desk, year: int, below: int) -> tuple[StageFigures, ...]:
    found: dict[str, list[StageHeads]] = {}
    for one in stage_heads(desk, year):
        found.setdefault(one.persona_name, []).append(one)
    return tuple(
        StageFigures(
            persona,
            tuple(one.label or "未到達" for one in heads),
            withhold_line([len(one.people) for one in heads], below).cells,
            heads[0].asked,
        )
        for persona, heads in found.items()
        if heads[0].asked
    )


def may_tell(share: HeadShare, use: Use, below: int) -> bool:
    """Tell whether a share may be told: never of few, and outside the office not with few on either side."""
    sides = (share.part, share.whole - share.part) if use is Use.ASSEMBLY else ()
    return not any(is_small(heads, below) for heads in (share.whole, *sides))


def told_shares(shares: Sequence[HeadShare], use: Use, below: int) -> list[bool]:
    """Tell of parts of one whole which may be told, so that none of few can be taken from the others."""
    if use is Use.ASSEMBLY:
        found = withhold([(share.part, share.whole - share.part) for share in shares], below)
        return [None not in cells for cells in found.cells]
    wholes = [share.whole for share in shares]
    hidden = hidden_rows([*wholes, sum(wholes)], below)
    return [place not in hidden for place in range(len(shares))]


def _skills(levels: SectionMap, total: GapRow, use: Use, below: int) -> tuple[SkillFigures, ...]:
    return tuple(
        _skill(item, levels.total.counts[place], levels.total.asked[place], total.cells[place], use, below)
        for place, item in enumerate(levels.items)
    )


def _skill(
    item: MapItem, counts: Sequence[int], asked: int, cell: GapCell, use: Use, below: int
) -> SkillFigures:
    """Return a skill's figures. In the office groups of few are withheld, outside every count of few.

    Outside, levels are told all or none: of those at the lowest what is reached would tell.
    """
    need = cell.need
    reached = _share(need)
    few = counts if use is Use.ASSEMBLY else (sum(counts),)
    hidden = any(is_small(count, below) for count in few)
    return SkillFigures(
        item.uid,
        item.title,
        tuple(label for _, label in item.levels),
        (None,) * len(counts) if hidden else tuple(counts),
        sum(counts),
        asked,
        reached if need.people else None,
        need.points,
        may_tell(reached, use, below),
        tuple(value for value, _ in item.levels),
        _one_level(cell, sum(counts)),
    )


def _one_level(cell: GapCell, known: int) -> int:
    """Return the level that is required of everybody whose level is known, 0 where it is not one for all."""
    required = {group.required for group in cell.groups if group.known}
    return required.pop() if len(required) == 1 and cell.need.known == known else 0


def _heat(rows: Sequence[GapRow], width: int, use: Use, below: int) -> tuple[tuple[Reach, ...], ...]:
    if use is Use.ASSEMBLY:
        columns = [_strict_column([row.cells[place].need for row in rows], below) for place in range(width)]
        return tuple(tuple(column[number] for column in columns) for number in range(len(rows)))
    hidden = {
        (row, place)
        for place in range(width)
        for row in hidden_rows(
            [one.cells[place].need.known for one in rows]
            + [sum(one.cells[place].need.known for one in rows)],
            below,
        )
    }
    return tuple(
        tuple(Reach(_share(row.cells[place].need), (number, place) in hidden) for place in range(width))
        for number, row in enumerate(rows)
    )


def persona_heat(
    rows: Sequence[GapRow], total: GapRow, use: Use, below: int
) -> tuple[tuple[Reach, ...], ...]:
    """Return each persona by its own required levels; none of few can be taken from the sum of a skill."""
    shares = [[_share(cell.need) for cell in row.cells] for row in rows]
    hidden = {
        (number, place)
        for number, row in enumerate(shares)
        for place, share in enumerate(row)
        if share.whole and not may_tell(share, use, below)
    }
    for place, cell in enumerate(total.cells):
        # A persona of all who are measured is that sum itself: it hides nothing and gives nothing away.
        parts = [n for n, row in enumerate(shares) if 0 < row[place].whole < cell.need.known]
        told = [number for number in parts if (number, place) not in hidden]
        if told and len(parts) - len(told) == 1:
            hidden.add((min(told, key=lambda number: shares[number][place].whole), place))
    return tuple(
        tuple(Reach(share, (number, place) in hidden) for place, share in enumerate(row))
        for number, row in enumerate(shares)
    )


MOST_LACKING = 3
"""How many skills a unit is told of that it lacks most."""


def _lacking(
    names: Sequence[str], rows: Sequence[GapRow], heat: Sequence[Sequence[Reach]], items: Sequence[MapItem]
) -> tuple[LackingFigures, ...]:
    found = []
    for name, row, reaches in zip(names, rows, heat, strict=True):
        order = sorted(range(len(items)), key=lambda place: -row.cells[place].need.points)
        told = [place for place in order if row.cells[place].need.points and not reaches[place].withheld]
        best = tuple((items[place].title, reaches[place].share) for place in told[:MOST_LACKING])
        found.append(LackingFigures(name, best))
    return tuple(found)


def _scales(framework: Framework) -> tuple[ScaleFigures, ...]:
    found: dict[str, ScaleFigures] = {}
    for item in framework.items:
        scale = framework.scale_of(item)
        there = found.get(scale.code)
        levels = tuple((level.label, level.name) for level in scale.levels)
        found[scale.code] = ScaleFigures(scale.name, levels, (there.skills if there else 0) + 1)
    return tuple(found.values())


def _strict_column(needs: Sequence[Shortage], below: int) -> list[Reach]:
    """Return one skill of all units, with what would tell of few withheld, also by subtraction."""
    shares = list(map(_share, needs))
    if not shares:
        return []
    found = withhold([(share.part, share.whole - share.part) for share in shares], below)
    return [Reach(share, None in cells) for share, cells in zip(shares, found.cells, strict=True)]


def over_all_skills(row: GapRow, reaches: Sequence[Reach], use: Use, below: int) -> Reach:
    """Return a persona over all its skills: not where its only withheld skill could be taken from it."""
    share = _share(row.need)
    few = 0 < row.staff < below or (bool(share.whole) and not may_tell(share, use, below))
    return Reach(share, few or sum(reach.withheld for reach in reaches) == 1)


def _trend(desk: Desk, years: Sequence[int]) -> tuple[YearBefore, ...]:
    found = []
    for year in sorted(years):
        gaps = gap_map(desk, year)
        with desk.store.read() as uow:
            asked = [line for line in year_table.load(desk, uow, year).lines if line.asked]
        found.append(_of_year(year, gaps, asked))
    return tuple(found)


def _of_year(year: int, gaps: GapMap, asked: Sequence[Line]) -> YearBefore:
    shares = {
        item.title: _share(gaps.total.cells[place].need)
        for place, item in enumerate(gaps.items)
        if gaps.total.cells[place].need.known
    }
    handed_in = HeadShare(sum(map(_said, asked)), len(asked))
    return YearBefore(year, shares, _share(gaps.total.need), handed_in)
