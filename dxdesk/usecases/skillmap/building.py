"""スキルマップ: person × skill and section × skill, on packed levels.

A person's levels are one byte per item of the framework, in its order, 255 for none. They are read by one
query and looked into only where something is shown or counted, so twenty thousand people are no burden.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from dxdesk.domain import canonical
from dxdesk.domain import departments as tree
from dxdesk.domain.authorities import Scope
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.lifecycle import State
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import MapLine, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.organisation.reach import NOBODY, LeftOut, reach
from dxdesk.usecases.person_year.cycles import Cycle, all_cycles, find_cycle, framework_of
from dxdesk.usecases.progress import work_view, year_table
from dxdesk.usecases.progress.year_table import Member
from dxdesk.usecases.skillmap import histories, past
from dxdesk.usecases.skillmap.basis import CONFIRMED, NO_LEVEL, NONE, SELF, SOURCES, basis_of, unmapped
from dxdesk.usecases.skillmap.model import (
    MapItem,
    MapPerson,
    PeopleMap,
    SectionMap,
    SectionRow,
    holding,
    map_items,
)
from dxdesk.usecases.skillmap.search import search
from dxdesk.usecases.skillmap.under_framework import under_newest
from dxdesk.usecases.workplace.desk import Desk


def people_map(
    desk: Desk,
    fiscal_year: int = 0,
    section: str = "",
    source: str = CONFIRMED,
    *,
    grade: str = "",
    persona: str = "",
    query: str = "",
    newest: bool = False,
    snapshot: int = 0,
    scope: Scope = Scope.LISTS,
) -> PeopleMap:
    """Return person × skill of those asked, as far as may be told of them (``organisation.reach``).

    Args:
        desk: any store that knows people.
        fiscal_year: 0 = the open one.
        section: a department's code; everything under it is shown too.
        source: ``confirmed``, ``self`` or ``best`` (confirmed, else reported).
        grade: a 職層 as in the roster, or a group of the framework.
        persona: a 人材像 by code or name.
        query: see ``search``, e.g. ``業務改革 LV2以上 かつ 係長級``.
        newest: read a past year under the framework of the newest one.
        snapshot: show what was finalised of the year up to this snapshot (see ``past``), 0 = as it is now.
        scope: for what use, where people of another authority are among them.

    Raises:
        KnownError: ``no-cycle``, ``section-unknown``, ``map-source``, ``map-moment``,
            ``search-not-understood``.
    """
    _check_source(source)
    with in_bulk():
        found = (
            _read_past(desk, fiscal_year, section, snapshot, scope)
            if snapshot
            else _read(desk, fiscal_year, section, source, scope)
        )
    if newest:
        found = under_newest(desk, found)
    found = _filtered(found, grade, persona)
    if query.strip():
        found = search(found, query)
    return found


def _read(desk: Desk, fiscal_year: int, section: str, source: str, scope: Scope) -> PeopleMap:
    with desk.store.read() as uow:
        cycle = find_cycle(uow, fiscal_year)
        framework = framework_of(uow, cycle)
        everybody, left = _told_of(desk, uow, _asked(desk, uow, cycle), section, scope)
        finalised = uow.results.snapshots(cycle.fiscal_year)
        units = departments.named(uow, cycle.base_date)
        newest = max(one.fiscal_year for one in all_cycles(uow))
    until = histories.last_day(cycle.fiscal_year) if cycle.fiscal_year < newest else ""
    lines = year_table.within(everybody, section, units, lambda line: line.department_code)
    half = _half_confirmed(desk, cycle, lines)
    basis, counted = basis_of(source, lines, half, finalised=bool(finalised))
    return PeopleMap(
        map_items(framework),
        _people(framework, lines, source),
        cycle,
        framework,
        source,
        len(everybody),
        _with(basis, left),
        units,
        counted,
        unmapped(everybody, len(framework.items)),
        left_out=left.text,
        histories=cache(lambda: histories.read(desk, framework, cycle.fiscal_year, until)),
        half=half,
    )


def _half_confirmed(desk: Desk, cycle: Cycle, lines: Iterable[MapLine]) -> frozenset[str]:
    """Return whom only the first of two confirmers has confirmed (一次確認済), as ホーム counts them.

    In HR's store a year of which nothing more is expected has gone on to 受付; in a confirmer's it is what
    waits for that confirmer.
    """
    first = State.FIRST_CONFIRMED.value
    found = frozenset([line.number for line in lines if line.state == first])
    if desk.role is not Role.SECTION or not found:
        return found
    with desk.store.read() as uow:
        table = year_table.load(desk, uow, cycle.fiscal_year)
    owner = desk.identity.owner
    done = {line.member.number for line in table.lines if work_view.turn(line, owner) == "done"}
    return found - done


def _read_past(desk: Desk, fiscal_year: int, section: str, snapshot: int, scope: Scope) -> PeopleMap:
    with desk.store.read() as uow:
        cycle = find_cycle(uow, fiscal_year)
        moment = past.moment(uow, cycle.fiscal_year, snapshot)
        framework = past.framework_at(uow, cycle, snapshot)
        finalised = past.lines_at(uow, cycle, framework, snapshot)
        everybody, left = _told_of(desk, uow, finalised, section, scope)
        units = departments.named(uow, moment.day)
    lines = year_table.within(everybody, section, units, lambda line: line.department_code)
    year, day = cycle.fiscal_year, moment.day
    return PeopleMap(
        map_items(framework),
        _people(framework, lines, CONFIRMED),
        cycle,
        framework,
        CONFIRMED,
        len(everybody),
        _with(moment.basis, left),
        units,
        "",
        unmapped(everybody, len(framework.items)),
        left_out=left.text,
        histories=cache(lambda: histories.read(desk, framework, year, day, snapshot)),
        moment=moment,
    )


def _told_of(
    desk: Desk, uow: UnitOfWork, lines: list[MapLine], section: str, scope: Scope
) -> tuple[list[MapLine], LeftOut]:
    """Return those of some people who may be told of, and who of the section asked for is left out."""
    found = reach(desk, uow, scope)
    if found.everybody:
        return lines, NOBODY
    kept, left = found.within(lines, lambda one: one.number, lambda one: one.department_code)
    if section:
        there = year_table.within(lines, section, departments.named(uow), lambda one: one.department_code)
        left = found.within(there, lambda one: one.number, lambda one: one.department_code)[1]
    return kept, left


def _with(basis: str, left: LeftOut) -> str:
    return f"{basis}({left.text})" if left.text else basis


def _filtered(found: PeopleMap, grade: str, persona: str) -> PeopleMap:
    framework = found.framework
    if grade:
        wanted = {grade, *(name for g in framework.grades if g.name == grade for name in g.includes)}
        found = replace(found, rows=tuple(row for row in found.rows if row.grade in wanted))
    if persona:
        titles = {p.code: p.name for p in framework.personas}
        wanted = {persona, titles.get(persona, persona)}
        found = replace(found, rows=tuple(filter(holding(framework, wanted), found.rows)))
    return found


def section_map(
    desk: Desk,
    fiscal_year: int = 0,
    section: str = "",
    source: str = CONFIRMED,
    *,
    grade: str = "",
    persona: str = "",
    query: str = "",
) -> SectionMap:
    """Return section × skill; arguments and errors as ``people_map``."""
    return aggregate(
        people_map(desk, fiscal_year, section, source, grade=grade, persona=persona, query=query)
    )


def levels_told(people: PeopleMap, person: MapPerson) -> Iterator[str]:
    """Yield each skill of a person with the level they have, as people read it."""
    for place, item in enumerate(people.items):
        level = person.level(place)
        if level is not None:
            yield f"{item.title} {dict(item.levels).get(level, level)}"


def aggregate(people: PeopleMap) -> SectionMap:
    """Return the section × skill of the people shown."""
    by_section: dict[str, list[MapPerson]] = {}
    for row in people.rows:
        by_section.setdefault(row.department_code, []).append(row)
    names = tree.direct_names(
        {code: rows[0].department_name for code, rows in by_section.items()}, people.units
    )
    rows = tuple(_counted(people, code, names[code], rows) for code, rows in sorted(by_section.items()))
    total = _counted(people, "", "全体", people.rows)
    unread = people.unmapped if people.reread else frozenset()
    return SectionMap(
        people.items,
        rows,
        total,
        people.cycle,
        people.framework,
        people.source,
        people.basis,
        frozenset(n for n, item in enumerate(people.items) if people.place(item.uid) in unread),
    )


def _check_source(source: str) -> None:
    if source not in SOURCES:
        raise KnownError(
            "map-source",
            "スキルマップの値の種類が分かりません。",
            f"{'、'.join(SOURCES)}のどれかにしてください。",
            found=source,
        )


def _asked(desk: Desk, uow: UnitOfWork, cycle: Cycle) -> list[MapLine]:
    """Return those who are asked, in department and number order."""
    year = cycle.fiscal_year
    lines = uow.results.map_lines(year)
    if not all([line.name for line in lines]):
        lines = _named(lines, year_table.members(uow, year))
    if desk.role is Role.PERSONAL:
        lines = [
            line._replace(state=year_table.state_of(desk, uow, year, line.number, line.state).value)
            for line in lines
        ]
    exempt = State.EXEMPT.value
    return [line for line in lines if line.state != exempt]


def _named(lines: Iterable[MapLine], who: Mapping[str, Member]) -> list[MapLine]:
    """Complete rows that were made before a standing said who it is."""
    return sorted(
        (
            line._replace(
                name=member.name,
                kana=member.kana,
                department_code=member.department_code,
                department_name=member.department_name,
                grade=member.grade,
                post=member.post,
                personas=canonical.dumps(list(member.personas)),
            )
            for line in lines
            if (member := who.get(line.number)) is not None
        ),
        key=lambda line: (line.department_code, line.number),
    )


def _people(framework: Framework, lines: Iterable[MapLine], source: str) -> tuple[MapPerson, ...]:
    states = {state.value: state for state in State}
    width = len(framework.items)
    held: dict[str, tuple[str, ...]] = {"": ()}
    found = []
    for code, number, name, kana, unit, grade, post, codes, state, said, confirmed, last in lines:
        personas = held.get(codes)
        if personas is None:
            personas = held[codes] = framework.persona_names(json.loads(codes))
        levels = levels_of(said, confirmed, source, width)
        found.append(
            MapPerson(number, name, kana, code, unit, grade, post, personas, states[state], levels, last)
        )
    return tuple(found)


def levels_of(said: bytes, confirmed: bytes, source: str, width: int) -> bytes:
    """Return packed levels of a source, padded to the framework's width."""
    if source == SELF:
        packed = said
    elif source == CONFIRMED or (confirmed and NONE not in confirmed):
        packed = confirmed
    elif not confirmed.strip(NONE):
        packed = said
    else:
        packed = bytes([c if c != NO_LEVEL else s for c, s in zip(confirmed, said, strict=False)])
    return packed if len(packed) == width else packed[:width].ljust(width, NONE)


def _asked_for(framework: Framework, rows: Sequence[MapPerson]) -> list[int]:
    """Return how many of the people answer each item: most frameworks ask everybody everything."""
    if not any(item.grades or item.personas for item in framework.items):
        return [len(rows)] * len(framework.items)
    found = [0] * len(framework.items)
    for (grade, personas), count in Counter((row.grade, row.personas) for row in rows).items():
        for entry in framework.items_for(grade, personas):
            found[framework.positions[entry.item.uid]] += count
    return found


def _counted(people: PeopleMap, code: str, name: str, rows: Sequence[MapPerson]) -> SectionRow:
    asked = _asked_for(people.framework, rows)
    return _section(people.items, code, name, [row.levels for row in rows], asked)


def _section(
    items: Sequence[MapItem],
    code: str,
    name: str,
    levels: Iterable[bytes],
    whole: Sequence[int] | None = None,
) -> SectionRow:
    """Count a section: every item is one stride through all levels put behind each other.

    ``whole`` is how many are asked by item, everybody where nothing is said.
    """
    packed = list(levels)
    joined, width = b"".join(packed), len(items)
    whole = [len(packed)] * width if whole is None else whole
    counts, none, average, asked = [], [], [], []
    for position, item in enumerate(items):
        column = joined[position::width]
        found = tuple([column.count(value) for value, _ in item.levels])
        answered = sum(found)
        counts.append(found)
        asked.append(max(whole[position], answered))  # who answered before their 人材像 changed was asked
        none.append(asked[-1] - answered)
        points = sum(value * count for (value, _), count in zip(item.levels, found, strict=True))
        average.append((points * 200 + answered) // (2 * answered) if answered else None)
    return SectionRow(code, name, len(packed), tuple(counts), tuple(none), tuple(average), tuple(asked))
