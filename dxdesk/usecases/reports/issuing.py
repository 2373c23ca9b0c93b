"""証書 are issued to people of one's own 任命権者 alone, unless a decision allows more."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.authorities import Scope
from dxdesk.domain.errors import Problem
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.reach import reach, refuse_beyond
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.reports.kind import Order, nobody
from dxdesk.usecases.workplace.desk import Desk


def numbers_within(desk: Desk, uow: UnitOfWork, order: Order) -> frozenset[str] | None:
    """Return the numbers of those who may be issued something; ``None``: everybody, with one authority alone.

    Raises:
        KnownError: ``beyond-authority`` where the order is for one person of another authority.
    """
    found = reach(desk, uow, Scope.ISSUE)
    if not found.codes:
        return None
    people = uow.people.employees(include_left=True)
    if order.employee:
        refuse_beyond(desk, uow, [one for one in people if one.number == order.employee], Scope.ISSUE)
    return frozenset(
        one.number for one in people if found.codes.get(one.department_code, found.head) in found.open_to
    )


def issued_within(
    desk: Desk, uow: UnitOfWork, order: Order, people: Sequence[PersonYear]
) -> tuple[PersonYear, ...]:
    """Return those of some people who may be issued something.

    Raises:
        KnownError: ``beyond-authority``, ``nobody-to-print``.
    """
    mine = numbers_within(desk, uow, order)
    found = tuple(one for one in people if mine is None or one.employee_number in mine)
    if not found:
        raise nobody(
            "選んだ人は、ほかの任命権者の職員です。",
            "要るときは、決裁を受けたうえで、「設定」の「任命権者」に決定を加えてください。",
        )
    return found


def beyond_told(desk: Desk) -> tuple[Problem, ...]:
    """Return that people of other authorities are issued nothing, where there are any."""
    with desk.store.read() as uow:
        found = reach(desk, uow, Scope.ISSUE)
        people = uow.people.employees() if found.codes else ()
        beyond = {found.codes.get(one.department_code, found.head) for one in people} - found.open_to
    if not beyond:
        return ()
    names = "、".join(sorted(beyond))
    return (
        Problem(
            "beyond-authority",
            f"{names}の職員の分は作りません。任命権者({found.own})が違うためです。",
            "要るときは、決裁を受けたうえで、「設定」の「任命権者」に決定を加えてください。",
            names,
        ),
    )
