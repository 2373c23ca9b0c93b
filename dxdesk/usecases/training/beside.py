"""Which courses somebody can be told to take: the one place that forms, notices and cards ask."""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.domain.framework import Framework
from dxdesk.domain.training import Alike, Open, Taken, open_to, serving
from dxdesk.ports.entities import SnapshotLine
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.forms.print_records import confirmed_level
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.training.course_map import WHOLE
from dxdesk.usecases.training.figures import taken_in
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import training_on

_NOBODY = Taken()


class CourseTeller:
    """Tells courses of people of one framework and year; the ledger is read once, and only where it is used.

    Whether somebody was taken on in the year is not known of one person, so that courses of new staff are not
    told.
    """

    def __init__(self, uow: UnitOfWork, framework: Framework, fiscal_year: int) -> None:
        """Read the courses, and who has done them."""
        self._framework = framework
        known = ledger(uow) if training_on(uow) else None
        self._courses = known.courses if known is not None else ()
        self._taken: Mapping[str, Taken] = {}
        if known is not None and self._courses:
            self._taken = taken_in(uow, known, fiscal_year)

    def open_to(self, number: str, grade: str, personas: tuple[str, ...]) -> tuple[Open, ...]:
        """Return the courses that are meant for somebody and not done yet; none without a ledger."""
        if not self._courses:
            return ()
        held = self._framework.personas_of(personas, grade)
        codes = frozenset((*personas, *(persona.code for persona in held)))
        who = Alike(grade, self._framework.grade_group(grade), codes)
        return open_to(
            self._courses,
            who,
            lambda code: number in self._of(code).completed or number in self._of(code).held,
            lambda code: number in self._of(code).before,
        )

    def finalised(self, person: PersonYear, frozen: SnapshotLine | None) -> dict[str, tuple[str, ...]]:
        """Return by skill the names of the courses for the level after the one of the result."""
        open_ = self._serving_open_to(person)
        framework, found = self._framework, dict[str, tuple[str, ...]]()
        for standing in person.items if open_ else ():
            level = framework.next_level(framework.item(standing.uid), confirmed_level(standing, frozen))
            names = tuple(
                one.name
                for one, _ in open_
                if level is not None and serving(one, standing.uid, level - 1, level) is not None
            )
            if names:
                found[standing.uid] = names
        return found

    def by_level(self, person: PersonYear) -> dict[str, dict[int, tuple[str, ...]]]:
        """Return by skill and level the names of the courses, of the skills somebody is asked."""
        asked = {one.item.uid: self._framework.allowed_levels(one.item) for one in person.asked}
        found: dict[str, dict[int, tuple[str, ...]]] = {}
        for one, _ in self._serving_open_to(person):
            for to in dict.fromkeys(one.serves):
                if to.item in asked and to.level in (WHOLE, *asked[to.item]):
                    by = found.setdefault(to.item, {})
                    by[to.level] = (*by.get(to.level, ()), one.name)
        return found

    def _serving_open_to(self, person: PersonYear) -> tuple[Open, ...]:
        found = self.open_to(person.employee_number, person.grade, person.personas)
        return tuple(one for one in found if one.course.serves)

    def _of(self, code: str) -> Taken:
        return self._taken.get(code, _NOBODY)
