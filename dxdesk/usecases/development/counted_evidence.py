"""What counts of people beside their levels: who completed which course, passed which examination, did what.

The one place that is asked by whoever looks for people. Courses and examinations are those of HR's lists.
Experience counts only where somebody confirmed it in a growth file: what people merely say of themselves
counts nowhere, and in an office that keeps no growth files nobody is known to have any.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from dxdesk.domain.completion import Outcome, evened, outcome
from dxdesk.domain.framework import COURSE, EXAM, EXPERIENCE, Framework, Requirement
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.person_year.confirmed_work import confirmed_work
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import training_on

Counted = Mapping[str, int]
"""By employee number how much of it counts: months of an experience, 1 for a course or an examination."""


def counted(
    uow: UnitOfWork, framework: Framework, asked: Collection[Requirement], today: str
) -> dict[tuple[str, str], Counted]:
    """Return who has what of some requirements (kind, name), under the numbers that people have today.

    A course is meant by any name that the training ledger knows it by, where the office has one. Experience
    is left out where no growth files are kept; what goes on counts up to ``today`` (ISO).
    """
    found: dict[tuple[str, str], Counted] = {}
    for kind in (COURSE, EXAM):
        wanted = [one.name for one in asked if one.kind == kind]
        for name, numbers in _done(uow, kind, wanted) if wanted else ():
            found[kind, name] = dict.fromkeys(numbers, 1)
    worked = tuple(one for one in asked if one.kind == EXPERIENCE)
    works = confirmed_work(uow, replace(framework, requirements=worked), today) if worked else None
    if works is not None:
        for one in worked:
            months = {number: work.months(one) for number, work in works.items()}
            found[EXPERIENCE, one.name] = {number: count for number, count in months.items() if count}
    return found


def _done(uow: UnitOfWork, kind: str, wanted: Collection[str]) -> Iterator[tuple[str, Collection[str]]]:
    meant = {name: frozenset(_keys(uow, kind, name)) for name in wanted}
    listed = {
        name: [one for one, names in meant.items() if not names.isdisjoint(_keys(uow, kind, name))]
        for name in uow.people.course_names(kind)
    }
    done: dict[str, set[str]] = {name: set() for name in wanted}
    apart = holders.apart(uow)
    for row in uow.people.takers(kind, [one for one, of in listed.items() if of]):
        if outcome(row.result, completed=row.completed) is Outcome.COMPLETED:
            for one in listed[row.name]:
                done[one].update(row.numbers)
    for numbers in done.values():
        numbers -= apart
    for record in holders.evidence_of(uow, apart):
        if record.kind == kind and record.outcome is Outcome.COMPLETED:
            for one in listed.get(record.name, ()):
                done[one].add(record.employee_number)
    yield from done.items()


def _keys(uow: UnitOfWork, kind: str, name: str) -> tuple[str, ...]:
    """Return by what a name is known: itself evened out, and the course of the ledger that is called so."""
    code = ledger(uow).names.code(name) if kind == COURSE and training_on(uow) else ""
    return (evened(name), f"{_OF_LEDGER}{code}") if code else (evened(name),)


_OF_LEDGER = "\x00"
"""Stands before codes, so that none is taken for a name."""
