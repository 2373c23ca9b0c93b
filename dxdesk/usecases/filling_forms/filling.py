"""Filling an office's own layout: one workbook a person, or one with all people where it is a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk.domain import file_names
from dxdesk.domain.errors import Problem
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short, wareki
from dxdesk.ports.entities import Role
from dxdesk.ports.printing import CAUTION
from dxdesk.ports.store import Progress
from dxdesk.ports.workbooks import FormFill, OfficeForm, field_key
from dxdesk.usecases.filling_forms import fields
from dxdesk.usecases.filling_forms.fields import Described
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.person_year.cycles import find_cycle, framework_of
from dxdesk.usecases.person_year.standing import ItemStanding, PersonYear
from dxdesk.usecases.reports.kind import Order, today
from dxdesk.usecases.reports.people_of import People, people_of
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from dxdesk.usecases.workplace.print_notes import files_named


@dataclass(frozen=True, slots=True)
class Filled:
    """The files written, of how many people, and what to say of them."""

    files: tuple[Path, ...]
    people: int
    notices: tuple[Problem, ...] = ()


def placeholders(desk: Desk, fiscal_year: int = 0) -> tuple[Described, ...]:
    """Return what may stand in a layout for a year.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        return fields.described(framework_of(uow, find_cycle(uow, fiscal_year)))


def fill(desk: Desk, template: Path, out: Path, order: Order, progress: Progress | None = None) -> Filled:
    """Fill a layout for the people of an order; all files are written, or none.

    Raises:
        KnownError: ``wrong-role``; what is wrong with the layout, by sheet and cell; nobody to fill it for;
            anything about the folder and the files.
    """
    desk.require(Role.HR)
    form = desk.services.workbooks.read_office_form(template)
    with desk.store.read() as uow:
        found = people_of(desk, uow, order)
        municipality = print_records.wording(uow, desk.identity).municipality
    fields.check(form, found.context.framework)
    year = found.context.cycle.fiscal_year
    shared = {"年度": fiscal_year_label(year), "団体名": municipality, "日付": wareki(today(desk))}
    wanted = _wanted(form, template, found, shared, year)
    title = f"{template.stem} {fiscal_year_label(year)}"  # nobody's name: it is read without opening the file
    with all_or_nothing(desk) as outgoing:
        written = []
        for done, (name, filling) in enumerate(wanted):
            if progress is not None:
                progress(done, len(wanted))
            filling = replace(filling, title=title, office=municipality, caution=CAUTION)
            with outgoing.writing(out / name) as there:
                desk.services.workbooks.write_office_form(form, filling, there)
            written.append(there)
        people = len(found.people)
        with desk.store.write() as uow:
            counts: dict[str, int | str] = {"files": len(written), "people": people, "fiscal_year": year}
            uow.audit.append("form-filled", order.employee, {**counts, "to": files_named(written)})
            outgoing.enter(uow)
            uow.commit()
    return Filled(tuple(written), people, outgoing.beside)


def _wanted(
    form: OfficeForm, template: Path, found: People, shared: Mapping[str, str], year: int
) -> list[tuple[str, FormFill]]:
    """Return the files to write: their names, and what is put into each."""
    begin = f"{file_names.part(template.stem)}_{fiscal_year_short(year)}"
    values = [_person(found, person) for person in found.people]
    if fields.is_list(form):
        rows = [{field_key(f"{fields.LIST}{name}"): text for name, text in one.items()} for one in values]
        names = {key for field in form.fields if (key := field_key(field.name)).startswith(fields.LIST)}
        return [(f"{begin}_一覧.xlsx", FormFill(shared, dict.fromkeys(names, rows)))]
    wanted = []
    for person, said in zip(found.people, values, strict=True):
        single = {**shared, **{field_key(name): text for name, text in said.items()}}
        rows = [
            {fields.SKILL_NAME: one.name, "分類": one.section, **_levels(found, person, one)}
            for one in _rated(person)
        ]
        called = file_names.called(person.employee_number, person.name, person.department_name)
        wanted.append((f"{begin}_{called}.xlsx", FormFill(single, {fields.SKILL_NAME: rows})))
    return wanted


def _rated(person: PersonYear) -> list[ItemStanding]:
    return [item for item in person.items if item.kind in fields.RATED]


def _person(found: People, person: PersonYear) -> dict[str, str]:
    """Return what is put in for a person, by placeholder."""
    framework = found.context.framework
    snapshot = found.snapshot_of(person)
    head = print_records.head_of(framework, person, found.frozen.get(person.employee_number))
    said = {
        "氏名": head.name,
        "職員番号": person.employee_number,
        "所属": head.department,
        "職層": head.grade,
        "職名": head.position,
        "人材像": head.persona,
        "文書番号": snapshot.decision_number if snapshot is not None else "",
    }
    for item in _rated(person):
        for what, label in _levels(found, person, item).items():
            said[fields.skill_field(item.name, what)] = label
    return said


def _levels(found: People, person: PersonYear, item: ItemStanding) -> dict[str, str]:
    framework = found.context.framework
    scale = framework.scale_of(framework.item(item.uid))
    frozen = found.frozen.get(person.employee_number)
    values = {
        "確認": print_records.confirmed_level(item, frozen),
        "自己": item.self_level,
        "前年": item.last,
        "求められる水準": item.required,
    }
    return {what: "" if value is None else scale.label(value) for what, value in values.items()}
