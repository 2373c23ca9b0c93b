"""Beside the next level of a skill: the courses for it that are meant for somebody, and not done yet."""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.framework import Framework
from dxdesk.domain.training import Alike, Taken, need_of
from dxdesk.ports.entities import SnapshotLine
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.forms.print_records import confirmed_level
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.training.course_map import WHOLE
from dxdesk.usecases.training.figures import taken_in
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import training_on


class CourseTeller:
    """Tells courses of people of one framework and year; the ledger is read once, and only where it is used.

    Courses that ended or are records of an earlier year are no advice. Whether somebody was taken on in the
    year is not known of one person, so that courses of new staff are not told.
    """

    def __init__(self, uow: UnitOfWork, framework: Framework, fiscal_year: int) -> None:
        """Read the courses that serve a skill, and who has done them."""
        self._framework = framework
        known = ledger(uow) if training_on(uow) else None
        courses = known.courses if known is not None else ()
        self._courses = [one for one in courses if one.serves and not one.ended and not one.reference]
        self._taken: Mapping[str, Taken] = {}
        if known is not None and self._courses:
            self._taken = taken_in(uow, known, fiscal_year)

    def finalised(self, person: PersonYear, frozen: SnapshotLine | None) -> dict[str, tuple[str, ...]]:
        """Return by skill the names of the courses for the level after the one of the result."""
        open_ = self._open_to(person)
        framework, found = self._framework, dict[str, tuple[str, ...]]()
        for standing in person.items if open_ else ():
            level = framework.next_level(framework.item(standing.uid), confirmed_level(standing, frozen))
            names = tuple(
                one.name
                for one in open_
                if level is not None
                and any(to.item == standing.uid and to.level in (WHOLE, level) for to in one.serves)
            )
            if names:
                found[standing.uid] = names
        return found

    def by_level(self, person: PersonYear) -> dict[str, dict[int, tuple[str, ...]]]:
        """Return by skill and level the names of the courses, of the skills somebody is asked."""
        asked = {one.item.uid: self._framework.allowed_levels(one.item) for one in person.asked}
        found: dict[str, dict[int, tuple[str, ...]]] = {}
        for one in self._open_to(person):
            for to in dict.fromkeys(one.serves):
                if to.item in asked and to.level in (WHOLE, *asked[to.item]):
                    by = found.setdefault(to.item, {})
                    by[to.level] = (*by.get(to.level, ()), one.name)
        return found

    def _open_to(self, person: PersonYear) -> list[CourseSaid]:
        """Return the courses that are meant for somebody and that they have not done."""
        if not self._courses:
            return []
        number = person.employee_number
        held = self._framework.personas_of(person.personas, person.grade)
        codes = frozenset((*person.personas, *(persona.code for persona in held)))
        who = Alike(person.grade, self._framework.grade_group(person.grade), codes)
        return [
            one
            for one in self._courses
            if need_of(one, who) is not None and not self._has_done(one.code, number)
        ]

    def _has_done(self, code: str, number: str) -> bool:
        taken = self._taken.get(code)
        return taken is not None and (number in taken.completed or number in taken.held)
