"""Confirmation routes of the roster in the store, and who is without one before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.routes import Rank, RouteFinder, rank_of
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import departments, lists
from dxdesk.usecases.organisation.asking import asking
from dxdesk.usecases.workplace.desk import Desk

NOMINATED = setting_names.DIRECTOR_CONFIRMER
"""Setting: the employee number of who confirms 部長級."""


def route_finder(uow: UnitOfWork, base_date: str = "") -> RouteFinder:
    """Return a finder over the roster; people on leave or sent elsewhere confirm nobody by default.

    Args:
        uow: a unit of work.
        base_date: the day on which departments count (基準日).
    """
    people = uow.people.employees()
    own = lists.own_lists(uow)
    away = {person.number for person in people if lists.never_late(person, own)}
    units = departments.named(uow, base_date)
    return RouteFinder(people, units, nominated=uow.settings.get(NOMINATED), unavailable=away)


def missing_routes(
    desk: Desk, base_date: str = "", numbers: Iterable[str] | None = None
) -> tuple[Problem, ...]:
    """Return who is asked (or the given people) and has no complete route, with what to do."""
    with desk.store.read() as uow:
        if numbers is None:
            numbers = [person.number for person in _asked(uow, base_date or desk.services.clock.today())]
        return route_finder(uow, base_date).missing(numbers)


def _asked(uow: UnitOfWork, day: str) -> list[Employee]:
    """Return who is asked by the roster and the lists."""
    people = uow.people.employees()
    of = asking(uow, people, day)
    return [person for person in people if of(person)[0]]


@dataclass(frozen=True, slots=True)
class Directors:
    """Whom the one who confirms 部長級 is about, by number.

    ``nominated`` is who that is now, ``None`` for nobody. ``people`` are 部長級, asked, and without a
    二次確認者 in the roster; ``without`` of them have none even so: nobody confirms themselves. ``staff`` are
    those who could be named.
    """

    nominated: Employee | None
    people: tuple[Employee, ...]
    without: tuple[Employee, ...]
    staff: tuple[Employee, ...]


def directors(desk: Desk) -> Directors:
    """Return whom 部長級の確認者 concerns today.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        staff = tuple(uow.people.employees())
        finder = route_finder(uow)
        people = tuple(
            person
            for person in _asked(uow, desk.services.clock.today())
            if rank_of(person.grade, person.title) is Rank.DIRECTOR and not person.second_confirmer
        )
        number = uow.settings.get(NOMINATED)
    return Directors(
        next((person for person in staff if person.number == number), None),
        people,
        tuple(person for person in people if not finder.route_of(person).route.second),
        staff,
    )


def nominate(desk: Desk, number: str) -> None:
    """Set who confirms 部長級 (empty = nobody).

    Raises:
        KnownError: ``employee-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        person = uow.people.employee(number) if number else None
        if number and (person is None or person.left):
            raise KnownError(
                "employee-unknown",
                "部長級の確認者に指定された職員番号が名簿にありません。設定は変えていません。",
                "名簿で番号を確かめてください。",
                found=number,
            )
        uow.settings.set(NOMINATED, number)
        uow.audit.append("nominate", number)
        uow.commit()
