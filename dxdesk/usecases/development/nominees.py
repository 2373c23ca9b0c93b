"""Whom a section could name for a 人材像: its people, and on request how far they match it.

Names alone are the roster's. Levels are records of a year: looking at them for this is 選任・認定, and a year
whose purpose lacks it refuses.
"""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain import departments as tree
from dxdesk.domain import purposes
from dxdesk.domain.appointments import RUNNING
from dxdesk.domain.authorities import Scope
from dxdesk.ports.entities import Role
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.nominations.switch import require_nomination
from dxdesk.usecases.organisation import departments, lists
from dxdesk.usecases.organisation.appointed import terms_today
from dxdesk.usecases.organisation.reach import reach
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Possible:
    """Somebody of a section; ``away``: 休業等. ``holds``: by a term of today or by the roster.

    ``reached`` of ``wanted`` levels that the 人材像 asks for are confirmed; both 0 where levels were not
    asked for or none is known.
    """

    number: str
    name: str
    grade: str
    title: str
    away: bool
    holds: bool
    reached: int = 0
    wanted: int = 0


def possible(
    desk: Desk, code: str, section: str, *, levels: bool = False, fiscal_year: int = 0
) -> tuple[Possible, ...]:
    """Return the people of a section and of all under it, by number.

    Of another 任命権者 only where a decision lets them be candidates.

    Args:
        desk: an hr store that uses 選任.
        code: the round's.
        section: a department's code.
        levels: with how many of the 人材像's levels are confirmed.
        fiscal_year: the year whose levels, 0 = the open one.

    Raises:
        KnownError: ``wrong-role``, ``nomination-off``, ``nomination-round-unknown``; with ``levels``
            ``no-cycle`` and ``use-outside-purpose``.
    """
    desk.require(Role.HR)
    matching = _matching(desk, code, section, fiscal_year) if levels else {}
    with desk.store.read() as uow:
        require_nomination(uow)
        persona = nominations(uow).find(code).asked.persona
        inside = tree.below(section, departments.named(uow)) | {section}
        own, may = lists.own_lists(uow), reach(desk, uow, Scope.CANDIDATES)
        today = desk.services.clock.today()
        holding = {
            term.employee_number
            for term, _ in terms_today(uow)
            if term.persona == persona and term.state(today) == RUNNING
        }
        return tuple(
            Possible(
                *(person.number, person.name, person.grade, person.title),
                lists.never_late(person, own),
                person.number in holding or persona in person.personas,
                *matching.get(person.number, (0, 0)),
            )
            for person in uow.people.employees()
            if person.department_code in inside and may.keeps(person.number, person.department_code)
        )


def _matching(desk: Desk, code: str, section: str, fiscal_year: int) -> dict[str, tuple[int, int]]:
    with desk.store.read() as uow:
        require_nomination(uow)
        wanted_of = nominations(uow).find(code).asked.persona
    people = building.people_map(desk, fiscal_year, section)
    purposes.require_use((people.cycle,), purposes.Use.APPOINTMENT)
    required = next((one.required for one in people.framework.personas if one.code == wanted_of), ())
    places = [(people.place(uid), level) for uid, level in required if uid in people.framework.positions]
    return {
        row.number: (
            sum((row.level(place) or 0) >= level for place, level in places),
            len(places) if any(row.level(place) is not None for place, _ in places) else 0,
        )
        for row in people.rows
    }
