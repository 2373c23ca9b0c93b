"""スキルマップ: people and sections by skill, of a section or of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from dxdesk.domain.lifecycle import State
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.forms.print_records import scale_of
from dxdesk.usecases.progress.year_table import OPEN_STATES
from dxdesk.usecases.reports.kind import Named, Order, ReportKind, nobody, today
from dxdesk.usecases.reports.missing_glyphs import map_without_missing
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.basis import NONE
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap, SectionRow
from dxdesk.usecases.workplace.desk import Desk

_WAITING = {state: "未" for state in OPEN_STATES} | {
    state: "―" for state in (State.SECOND_CONFIRMED, State.RECEIVED, State.FINALISED)
}
"""Why there is no confirmed level: nothing was handed in, or everything is done and none was said."""

_PEOPLE_AT_MOST = 500
"""People a whole municipality's printed map still lists one by one; beyond, sections are printed alone."""


def section_map(
    desk: Desk, section: str = "", employee: str = "", fiscal_year: int = 0, *, large: bool = False
) -> doc.SectionMap:
    """Return the map of a section (with its people) or of all; ``large``: on A3."""
    people = building.people_map(desk, fiscal_year, section)
    if employee:
        rows = tuple(row for row in people.rows if row.number == employee)
    elif section or desk.role is Role.SECTION or len(people.rows) <= _PEOPLE_AT_MOST:
        rows = people.rows
    else:
        rows = ()
    sections = () if employee else building.aggregate(people).rows
    counted = rows if employee else people.rows
    read = Counter(row.department_code for row in people.rows if row.levels.strip(NONE))
    scales = tuple(scale_of(people.framework, people.framework.item(item.uid)) for item in people.items)
    unit = people.units.get(section)
    target = min(2, max((scale.highest for scale in scales), default=2))
    return doc.SectionMap(
        fiscal_year=people.cycle.fiscal_year,
        municipality=desk.identity.municipality_name,
        skills=tuple(item.title for item in people.items),
        rows=tuple(_map_row(people, row) for row in rows),
        sections=tuple(_section_row(people, row, scales, read) for row in sections),
        scales=scales,
        target_level=target,
        section=unit.name if unit else (people.rows[0].department_name if section and people.rows else ""),
        basis=people.basis,
        purpose=people.cycle.purpose,
        printed_on=today(desk),
        groups=tuple(item.section for item in people.items),
        reached=tuple(
            sum((row.level(place) or 0) >= min(target, scale.highest) for row in counted)
            for place, scale in enumerate(scales)
        ),
        whole=len(counted),
        large=large,
    )


def _map_row(people: PeopleMap, row: MapPerson) -> doc.MapRow:
    personas = "・".join(people.framework.persona_names(row.personas))
    head = doc.PersonHead(row.number, row.name, row.department_name, row.grade, row.post, personas)
    places = range(len(people.items))
    asked = {entry.item.uid for entry in people.framework.items_for(row.grade, row.personas)}
    waiting = _WAITING.get(row.state, "待")
    return doc.MapRow(
        head,
        tuple(row.level(place) for place in places),
        tuple(row.last_level(place) for place in places),
        tuple(
            "" if row.level(place) is not None else waiting if item.uid in asked else "\uff0f"
            for place, item in enumerate(people.items)
        ),
    )


def _section_row(
    people: PeopleMap, row: SectionRow, scales: tuple[doc.LevelScale, ...], read: Mapping[str, int]
) -> doc.SectionRow:
    """Return a section's counts by level value; the printed scale runs from 0 without gaps."""
    counts = []
    for item, found, scale in zip(people.items, row.counts, scales, strict=True):
        by_value = {value: count for (value, _), count in zip(item.levels, found, strict=True)}
        counts.append(tuple(by_value.get(value, 0) for value in range(scale.highest + 1)))
    return doc.SectionRow(row.name, row.staff, tuple(counts), read.get(row.code, 0))


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = section_map(desk, order.section, order.employee, order.fiscal_year, large=order.large)
    kept = tuple(row for row in record.rows if row.person.employee_number not in order.leave_out)
    left = [n for n in (row.person.employee_number for row in record.rows) if n in order.leave_out]
    told = f" ・ 印刷できない文字のため除いた職員番号: {'、'.join(left)}" if left else ""
    record = replace(record, rows=kept, basis=record.basis + told)
    if not record.rows and not record.sections:
        raise nobody("選んだ所属に対象の人がいません。", "所属の指定を確かめてください。")
    return desk.services.printer.draw([map_without_missing(desk.services.printer, record)], progress)


KIND = ReportKind(
    kind="section-map",
    title=doc.SECTION_MAP_TITLE,
    roles=(Role.HR, Role.SECTION),
    hint="人 × スキルと所属 × スキルの一覧表です。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    at_once=300,  # one line a person
    wide=True,
)
