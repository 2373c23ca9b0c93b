"""Who holds a 人材像 that people are appointed to: they are asked whatever their 任用区分."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dxdesk.domain.appointments import Appointment, held
from dxdesk.domain.framework import ASSIGNED, Framework
from dxdesk.ports.entities import Employee
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.person_year.cycles import all_cycles, framework_of
from dxdesk.usecases.person_year.holders import owners_on


def newest_framework(uow: UnitOfWork) -> Framework | None:
    """Return the framework of the newest year, or the last one kept; none where none is kept yet."""
    cycles = all_cycles(uow)
    if cycles:
        return framework_of(uow, cycles[-1])
    kept = uow.exchange.frameworks()
    return versions.from_text(kept[-1].text) if kept else None


def terms_of(uow: UnitOfWork) -> dict[str, list[Appointment]]:
    """Return all terms by employee number, those that began under a former number of a person included."""
    found: dict[str, list[Appointment]] = {}
    for term in uow.people.appointments():
        found.setdefault(term.employee_number, []).append(term)
        for since, number in linked.readers(uow).get(term.employee_number, ()):
            if since.on(term.valid_from):
                found.setdefault(number, []).append(replace(term, employee_number=number))
    return found


def terms_today(uow: UnitOfWork) -> list[tuple[Appointment, Appointment]]:
    """Return each term by the number its person has today, beside the term as it is kept."""
    found = []
    for term in uow.people.appointments():
        owners = owners_on(uow, term.employee_number, term.valid_from)
        read = replace(term, employee_number=owners[-1]) if owners else term
        found.append((read, term))
    return found


def appointed(
    uow: UnitOfWork, people: Iterable[Employee], day: str, framework: Framework | None = None
) -> frozenset[str]:
    """Return the numbers of those who hold such a 人材像 on a day (ISO), by the roster or by a term.

    Args:
        uow: a unit of work.
        people: whom to look at.
        day: the day on which terms count.
        framework: whose personas; the newest one by default.
    """
    framework = framework or newest_framework(uow)
    if framework is None:
        return frozenset()
    keys = {key for one in framework.personas if one.scope == ASSIGNED for key in (one.code, one.name)}
    terms = terms_of(uow)
    return frozenset(
        person.number
        for person in people
        if (person.personas or person.number in terms)
        and keys.intersection(held(person.personas, terms.get(person.number, ()), day))
    )
