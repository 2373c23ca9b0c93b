"""人材像の任命: appoint people in bulk or singly with a term, end a term, see who holds what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dxdesk.domain.appointments import RUNNING, Appointment, overlapping
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.framework import ASSIGNED, Framework, Persona
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Employee, Role
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.organisation.appointed import newest_framework, terms_today
from dxdesk.usecases.workplace.audited import of_one
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Term:
    """One appointment as people read it; ``state`` is running, coming or ended today."""

    appointment: Appointment
    name: str
    section: str
    persona_name: str
    state: str


@dataclass(frozen=True)
class Appointed:
    """How many were appointed, and what a person should know (two exclusive personas at once, for one)."""

    count: int
    notices: tuple[Problem, ...] = ()


def personas(desk: Desk) -> tuple[Persona, ...]:
    """Return the personas one can be appointed to, of the newest year's framework."""
    with desk.store.read() as uow:
        framework = newest_framework(uow)
    return tuple(one for one in framework.personas if one.scope == ASSIGNED) if framework else ()


def terms(desk: Desk, number: str = "") -> tuple[Term, ...]:
    """Return all appointments, those of today first, of one person or of all."""
    today = desk.services.clock.today()
    with desk.store.read() as uow:
        found = uow.people.appointments(number)
        people = {person.number: person for person in uow.people.employees(include_left=True)}
        units = departments.named(uow)
        framework = newest_framework(uow)
    titles = {one.code: one.name for one in framework.personas} if framework else {}
    told = []
    for one in found:
        person = people.get(one.employee_number)
        unit = units.get(person.department_code) if person else None
        told.append(
            Term(
                one,
                person.name if person else "",
                unit.name if unit else "",
                titles.get(one.persona, one.persona),
                one.state(today),
            )
        )
    return tuple(sorted(told, key=lambda term: term.state != RUNNING))


def appoint(
    desk: Desk, numbers: Sequence[str], persona: str, valid_from: str, valid_to: str = ""
) -> Appointed:
    """Appoint people to a persona for a term, all of them or nobody.

    Args:
        desk: an hr store.
        numbers: employee numbers.
        persona: a persona's code.
        valid_from: the first day, ISO text.
        valid_to: the last day, empty for an open term.

    Raises:
        KnownError: ``wrong-role``, ``persona-unknown``, ``date-unreadable``, ``dates-out-of-order``,
            ``appoint-nobody``, ``employee-unknown`` and ``appointment-overlaps``, naming each person.
    """
    desk.require(Role.HR)
    _check_days(valid_from, valid_to)
    wanted = tuple(dict.fromkeys(number.strip() for number in numbers if number.strip()))
    if not wanted:
        raise KnownError("appoint-nobody", "任命する人がいません。", "職員番号を1行に1人ずつ書いてください。")
    with desk.store.write() as uow:
        framework = newest_framework(uow)
        chosen = _persona(framework, persona)
        people = {person.number: person for person in uow.people.employees()}
        known = [read for read, _ in terms_today(uow)]
        new = [Appointment(number, chosen.code, valid_from, valid_to) for number in wanted]
        problems = tuple(_problems(new, people, known))
        if problems:
            raise KnownError.of(problems)
        uow.people.save_appointments(new)
        uow.audit.append("appoint", chosen.code, {"people": len(new), **of_one(wanted)})
        uow.commit()
    assert framework is not None
    return Appointed(len(new), tuple(_exclusive(framework, chosen, new, people, known)))


def _check_days(valid_from: str, valid_to: str) -> None:
    for text in (valid_from, valid_to) if valid_to else (valid_from,):
        refuse_unreadable(text, "日付を読み取れません。任命していません。")
    if valid_to and valid_to < valid_from:
        raise KnownError(
            "dates-out-of-order",
            "任期の終わりが始まりより前です。任命していません。",
            "任期の始まりと終わりを確かめてください。",
            found=f"{short_day(valid_from)}〜{short_day(valid_to)}",
        )


def _persona(framework: Framework | None, code: str) -> Persona:
    found = [one for one in framework.personas if one.code == code] if framework else []
    if not found or found[0].scope != ASSIGNED:
        raise KnownError(
            "persona-unknown",
            "任命できる人材像ではありません。任命していません。",
            "スキル体系にある、任命する人材像を選んでください。",
            found=code,
        )
    return found[0]


def _problems(
    new: Sequence[Appointment], people: dict[str, Employee], known: Sequence[Appointment]
) -> list[Problem]:
    found = []
    for one in new:
        if one.employee_number not in people:
            found.append(
                Problem(
                    "employee-unknown",
                    "名簿にない職員番号です。だれも任命していません。",
                    "職員番号を確かめるか、名簿を取り込んでください。",
                    one.employee_number,
                )
            )
            continue
        other = overlapping(one, known)
        if other is not None:
            found.append(
                Problem(
                    "appointment-overlaps",
                    f"{people[one.employee_number].name}さんは、その期間にもう任命されています。だれも任命していません。",
                    "前の任期を終えてから、任命してください。",
                    f"{one.employee_number}: {short_day(other.valid_from)}〜{short_day(other.valid_to)}",
                )
            )
    return found


def _exclusive(
    framework: Framework,
    chosen: Persona,
    new: Sequence[Appointment],
    people: dict[str, Employee],
    known: Sequence[Appointment],
) -> list[Problem]:
    """Return a notice for everybody who would hold two personas of which one may hold only one."""
    if not chosen.exclusive:
        return []
    others = {
        key
        for one in framework.personas
        if one.exclusive and one is not chosen
        for key in (one.code, one.name)
    }
    found = []
    for one in new:
        person = people[one.employee_number]
        same = {
            term.persona
            for term in known
            if term.employee_number == person.number and term.state(one.valid_from) == RUNNING
        }
        if others.intersection((*person.personas, *same)):
            found.append(
                Problem(
                    "persona-exclusive",
                    f"{person.name}さんは、1人1つの人材像を2つ持つことになります。任命はしました。",
                    "名簿の人材像か、前の任期を確かめてください。",
                    person.number,
                )
            )
    return found


def end(desk: Desk, appointment: Appointment, last_day: str) -> Appointment:
    """End a term with a last day; one that ends before it began is taken back altogether.

    Raises:
        KnownError: ``wrong-role``, ``date-unreadable``.
    """
    desk.require(Role.HR)
    _check_days(last_day, "")
    ended = replace(appointment, valid_to=last_day)
    with desk.store.write() as uow:
        if last_day < appointment.valid_from:
            uow.people.remove_appointment(appointment)
        else:
            uow.people.save_appointments([ended])
        whom = of_one((appointment.employee_number,))
        uow.audit.append("appointment-end", appointment.persona, {"people": 1, **whom})
        uow.commit()
    return ended
