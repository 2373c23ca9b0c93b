"""選任名簿: who is appointed to what, until when, and how they came to be named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain import departments as tree
from dxdesk.domain.appointments import RUNNING, Appointment
from dxdesk.domain.authorities import Scope
from dxdesk.domain.errors import KnownError
from dxdesk.domain.nominations import ACCEPTED, NO_PAPER, YES, Paper
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Department
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.nominations.standing import persona_names
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.organisation.appointed import terms_today
from dxdesk.usecases.organisation.reach import reach
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody's term; ``manner``, ``instead_of`` and ``handed`` are empty where no report led to it.

    ``section`` is their own; ``named_by`` is the section that named them where it is another. ``paper`` is
    what their own decision says beside the round's.
    """

    persona: str
    persona_name: str
    section_code: str
    section: str
    number: str
    name: str
    first_day: str
    last_day: str
    manner: str = ""
    instead_of: str = ""
    handed: str = ""
    named_by: str = ""
    paper: Paper = NO_PAPER


@dataclass(frozen=True)
class Appointees:
    """Who is appointed; ``left_out`` says who is in the list no more, empty where nobody is left out.

    ``fiscal_year`` is the year whose terms these are, 0 for those of today.
    """

    lines: tuple[Holder, ...]
    left_out: str = ""
    fiscal_year: int = 0


def appointees(desk: Desk, uow: UnitOfWork, fiscal_year: int = 0, section: str = "") -> Appointees:
    """Return the terms of a fiscal year, by 人材像, section and number.

    Without a year they are those of today; where none runs today, those of the newest 選任's year, which its
    選任通知 are of, too.

    People of another 任命権者 are in it where a decision lets them, as in every list.

    Args:
        desk: an hr store.
        uow: the open unit of work.
        fiscal_year: terms that share a day with it.
        section: a department's code; everything under it is meant too.

    Raises:
        KnownError: ``nomination-nobody-appointed``.
    """
    units = departments.named(uow)
    wanted = tree.below(section, units) | {section} if section else frozenset(units) | {""}
    people = {person.number: person for person in uow.people.employees(include_left=True)}
    personas = persona_names(uow)
    said = {
        (one.said.number, found.asked.persona, one.said.term_from): one.said
        for found in nominations(uow).rounds
        for one in found.named
        if one.said.decided == ACCEPTED
    }
    today = desk.services.clock.today()
    newest = nominations(uow).newest_year
    terms = [read for read, _ in terms_today(uow)]
    if not fiscal_year and not any(_shares(term, 0, today) for term in terms):
        fiscal_year = newest
    made = []
    for term in terms:
        person = people.get(term.employee_number)
        code = person.department_code if person else ""
        if code not in wanted or not _shares(term, fiscal_year, today):
            continue
        named = said.get((term.employee_number, term.persona, term.valid_from))
        handed = ""
        if named is not None and named.handed_over:
            done = "済" if named.handed_over == YES else "未"
            handed = f"{done} {short_day(named.handed_on)}".strip()
        made.append(
            Holder(
                term.persona,
                personas.get(term.persona, term.persona),
                code,
                units[code].name if code in units else "",
                term.employee_number,
                person.name if person else "",
                term.valid_from,
                term.valid_to,
                named.manner if named else "",
                named.instead_of if named else "",
                handed,
                named_elsewhere(named.section, code, units) if named else "",
                Paper(named.document_number, named.approval, named.approved_on) if named else NO_PAPER,
            )
        )
    if not made:
        raise KnownError(
            "nomination-nobody-appointed",
            "任命されている人がいません。何も書き出していません。",
            "年度と所属の指定を確かめてください。",
        )
    may = reach(desk, uow, Scope.LISTS)
    kept, left = may.within(made, lambda one: one.number, lambda one: one.section_code)
    kept.sort(key=lambda one: (one.persona, one.section_code, one.number, one.first_day))
    return Appointees(tuple(kept), left.text, fiscal_year)


def named_elsewhere(naming: str, own: str, units: Mapping[str, Department]) -> str:
    """Return the name of the section that named somebody, empty where they belong to it or under it."""
    if naming in (own, *tree.path(own, units)):
        return ""
    return units[naming].name if naming in units else naming


def _shares(term: Appointment, fiscal_year: int, today: str) -> bool:
    if not fiscal_year:
        return term.state(today) == RUNNING
    first, last = f"{fiscal_year}-04-01", f"{fiscal_year + 1}-03-31"
    return term.valid_from <= last and (not term.valid_to or term.valid_to >= first)
