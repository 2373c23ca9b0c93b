"""修了証: a numbered certificate of each course that somebody completed, of the records alone."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.completion import Outcome
from dxdesk.domain.dates import in_fiscal_year
from dxdesk.domain.errors import KnownError
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports import document_wording
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Employee, EvidenceRecord, Role
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.issued.given_numbers import COMPLETION, completion_key
from dxdesk.usecases.issued.issuing import Given, Wanted
from dxdesk.usecases.issued.printing import Asked
from dxdesk.usecases.issued.series import Series
from dxdesk.usecases.nominations.standing import persona_names
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.person_year.cycles import all_cycles, find_cycle
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.reports.course_times import course_times
from dxdesk.usecases.reports.issuing import beyond_told, numbers_within
from dxdesk.usecases.reports.kind import By, Named, Order, ReportKind, by_kana, nothing, printed, today
from dxdesk.usecases.reports.span import Printable, Span, Years, within_reach
from dxdesk.usecases.workplace.desk import Desk


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    return printed(desk, _papers(desk, order), order, progress)


def _papers(desk: Desk, order: Order) -> Asked:
    with desk.store.read() as uow:
        year = order.fiscal_year
        numbers = _numbers_within(uow, order)
        told = [
            (number, record)
            for number, record in holders.told_once(uow, order.employee)
            if record.kind == "course" and (numbers is None or number in numbers)
        ]
        told = [(number, record) for number, record in told if number not in order.leave_out]
        mine = numbers_within(desk, uow, order)
        told = [(number, record) for number, record in told if mine is None or number in mine]
        attended = [record for _, record in told]
        done = [
            (number, record)
            for number, record in told
            if _completed(record) and (not year or in_fiscal_year(record.date, year))
        ]
        if not done:
            raise _no_completion(attended, year)
        staff = {person.number: person for person in uow.people.employees(include_left=True)}
        units = {unit.code: unit.name for unit in uow.people.departments()}
        words = print_records.wording(uow, desk.identity)
        times = course_times(uow, [record for _, record in done])
        called = persona_names(uow)
    done.sort(key=lambda one: (_first(one[0], staff.get(one[0]), order.by), one[1].date, one[1].name, one[0]))

    def paper(owner: str, record: EvidenceRecord) -> Wanted:
        person = staff.get(owner)
        place = units.get(person.department_code, "") if person else ""
        persona = "・".join(called.get(code, code) for code in person.personas) if person else ""
        course = times.get((record.name, record.date))

        def made(given: Given) -> doc.Certificate:
            return print_records.completion(
                record, person, place, words, given.number, today(desk), course, persona
            )

        return Wanted(completion_key(record), owner, "", made)

    return Asked(Series(KIND.kind, year, any_year=True), [paper(*one) for one in done])


def _first(number: str, person: Employee | None, by: By) -> tuple[object, ...]:
    """Return what a person's certificates are ordered by; nothing where courses come before people."""
    kana, section = (person.kana, person.department_code) if person else ("", "")
    ways: dict[By, tuple[object, ...]] = {
        By.USUAL: (),
        By.SECTION: (section, number),
        By.NUMBER: (number,),
        By.KANA: by_kana(kana, number),
    }
    return ways[by]


def _completed(record: EvidenceRecord) -> bool:
    return record.kind == "course" and record.outcome is Outcome.COMPLETED and bool(record.date)


def _years(desk: Desk) -> Years:
    """Return the year in work, else all of them; and those in which somebody completed a course."""
    with desk.store.read() as uow:
        cycles = all_cycles(uow)
        current = (find_cycle(uow).fiscal_year,) if cycles else ()
        done = {fiscal_year_of(record.date) for record in uow.people.evidence() if _completed(record)}
    years = (*current, *sorted(done.difference(current), reverse=True))
    named = tuple((year, fiscal_year_label(year)) for year in years)
    return named if current else ((0, "すべての年度"), *named)


def _people(desk: Desk, fiscal_year: int) -> tuple[Printable, ...]:
    """Return who completed a course in a year and may be issued something."""
    with desk.store.read() as uow:
        staff = {person.number: person for person in uow.people.employees(include_left=True)}
        units = {unit.code: unit.name for unit in uow.people.departments()}
        found = {
            number
            for number, record in holders.told_once(uow)
            if _completed(record) and (not fiscal_year or in_fiscal_year(record.date, fiscal_year))
        }
    people = (staff[number] for number in found if number in staff)
    listed = sorted(people, key=lambda one: (one.department_code, one.number))
    return within_reach(
        desk,
        tuple(
            Printable(one.number, one.name, one.kana, one.department_code, units.get(one.department_code, ""))
            for one in listed
        ),
    )


def _numbers_within(uow: UnitOfWork, order: Order) -> frozenset[str] | None:
    if not order.section:
        return None
    codes = year_table.section_codes(order.section, departments.named(uow))
    people = uow.people.employees(include_left=True)
    return frozenset(person.number for person in people if person.department_code in codes)


def _no_completion(attended: Sequence[EvidenceRecord], year: int) -> KnownError:
    when = f"{fiscal_year_label(year)}に" if year else ""
    if not attended:
        return nothing("受講記録がありません。", "研修の受講記録を取り込んでから印刷してください。")
    return nothing(
        f"受講記録は{len(attended):,}件ありますが、{when}修了した記録(日付のあるもの)がありません。",
        "修了証は、修了と記録された受講だけに出せます。受講記録の「結果」と日付を確かめてください。",
    )


KIND = ReportKind(
    kind=COMPLETION,
    title=document_wording.COMPLETION_CERTIFICATE_TITLE,
    roles=(Role.HR,),
    hint="研修を修了した人に渡す証書です。修了が確かな記録だけから作ります。",
    make=_make,
    named=Named.THEMSELVES,
    papers=_papers,
    numbered=True,
    any_year=True,
    span=Span(_years, _people, in_work=False, quick=False),
    notices=lambda desk, _: beyond_told(desk),
)
