"""Lines for the courses a policy names, with the time, the places and the holder that it states.

For an office that has no results and held nothing yet: nobody counted who needs them, and each line says so.
What a policy says of its courses stands in its shipped list; which of them the office took over, in the
training ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dxdesk.domain.action_plan import PlanLine, months_of
from dxdesk.domain.completion import evened
from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.text import sentences
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan.sharing import WHOLE, outside, shared
from dxdesk.usecases.organisation.section_names import dx_section
from dxdesk.usecases.training.ledger import Ledger, ledger

if TYPE_CHECKING:
    from dxdesk.usecases.frameworks.course_catalogue import CourseModel

BY_POLICY = "方針による(必要な人数は数えていない)"
"""Why a line stands in a plan that was taken from a policy."""
_MONTH = re.compile("(\\d{1,2})月(?:頃|ごろ)?")


def policy_lines(uow: UnitOfWork, fiscal_year: int) -> list[PlanLine]:
    """Return a line for each course of the ledger that a shipped policy names, in the order of the policy.

    Args:
        uow: the store of whoever plans; the office uses the training ledger.
        fiscal_year: the year that is planned.
    """
    known, dx = ledger(uow), dx_section(uow)
    return [_line(known, said, course, fiscal_year, dx) for said, course in _taken(known)]


def _taken(known: Ledger) -> Iterator[tuple[CourseSaid, CourseModel]]:
    """Yield courses that the ledger has from a policy: same code, and a name that it has or had."""
    from dxdesk.usecases.frameworks.course_catalogue import load_catalogue  # needs pydantic
    from dxdesk.usecases.frameworks.versions import preset_codes

    seen: set[str] = set()
    for policy in preset_codes():
        for course in load_catalogue(policy).courses:
            said = known.course(course.code)
            if said is None or said.ended or said.code in seen:
                continue
            called = {evened(name) for name in (said.name, *said.aliases)}
            if called.isdisjoint(map(evened, (course.name, *course.aliases))):
                continue
            seen.add(said.code)
            yield said, course


def _line(known: Ledger, said: CourseSaid, course: CourseModel, fiscal_year: int, dx: str) -> PlanLine:
    months, others = _months(course, fiscal_year)
    told = (
        f"方針にある{fiscal_year_label(said.reference)}の実績。今年度も行うかは決めていない"
        if said.reference
        else "方針にある研修",
        f"時期: {'、'.join(others)}" if others else "",
        f"定員は方針のめやす({course.seats:,}人)" if course.seats else "",
    )
    line = PlanLine(
        name=said.name or said.code,
        course=said.code,
        places=course.seats or None,
        months=months,
        why=BY_POLICY,
        note=sentences(*told),
        by_policy=True,
    )
    line = outside(line, said.held_by, said.provider)
    return shared(line, said.held_by, known.owners.get(said.code, ""), WHOLE, dx)


def _months(course: CourseModel, fiscal_year: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the months a policy names, and what it says of the time in other words (四半期, 随時)."""
    of_year = {int(month[5:]): month for month in months_of(fiscal_year)}
    months, others = set[str](), list[str]()
    for text in course.periods:
        match = _MONTH.fullmatch(text)
        if match is None or int(match[1]) not in of_year:
            others.append(text)
            continue
        months.add(of_year[int(match[1])])
        if text != f"{match[1]}月":
            others.append(text)
    return tuple(sorted(months)), tuple(others)
