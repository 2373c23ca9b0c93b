"""A 職員番号 goes to somebody else: what was decided of its former holder ends with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_of
from dxdesk.ports.entities import Employee
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import stopping
from dxdesk.usecases.organisation.lists import OVERRIDES
from dxdesk.usecases.person_year import holders, linked
from dxdesk.usecases.person_year.cycles import all_cycles


def give_away(uow: UnitOfWork, former: Employee, day: str) -> dict[str, Any]:
    """Let a number be somebody else's from a day (ISO) on; return what ``give_back`` needs.

    Terms of appointment that still run end the day before, and the decision whether the person is asked
    is gone. The number's first year is one in which nothing stands under it yet.
    """
    number = former.number
    first = holders.first_year_after(uow, number, fiscal_year_of(date.fromisoformat(day)))
    override = uow.settings.get(f"{OVERRIDES}{number}")
    if override:
        uow.settings.set(f"{OVERRIDES}{number}", "")
    last = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    terms = [term for term in uow.people.appointments(number) if not term.valid_to or term.valid_to > last]
    for term in terms:
        if term.valid_from > last:
            uow.people.remove_appointment(term)
        else:
            uow.people.save_appointments([replace(term, valid_to=last)])
    before = holders.hand_over(uow, number, holders.Holder(day, first, former.name))
    return {
        "holder": before,
        "override": override,
        "terms": [asdict(term) for term in terms],
        "links": linked.give_away(uow, number, first, day),
        "stopping": stopping.give_away(uow, number),
    }


def carry_terms(
    uow: UnitOfWork,
    pairs: Iterable[tuple[str, str]],
    ended: Mapping[str, Iterable[Mapping[str, Any]]],
    day: str,
) -> list[dict[str, Any]]:
    """Let terms that ended with a number go on under the number that its former holder has from a day on.

    Args:
        uow: a unit of work.
        pairs: former and new numbers.
        ended: the terms as they were, by former number (``terms`` of ``give_away``).
        day: ISO.

    Returns:
        The terms that were made, to be removed when that is undone.
    """
    made = []
    for former, later in pairs:
        for term in (Appointment(**one) for one in ended[former]):
            first = max(day, term.valid_from)
            made.append(replace(term, employee_number=later, valid_from=first))
    uow.people.save_appointments(made)
    return [asdict(term) for term in made]


def give_back(uow: UnitOfWork, number: str, kept: Mapping[str, Any]) -> None:
    """Let a number be its former holder's again, with what was decided of them."""
    holders.take_back(uow, number, str(kept["holder"]))
    uow.settings.set(f"{OVERRIDES}{number}", str(kept["override"]))
    uow.people.save_appointments([Appointment(**term) for term in kept["terms"]])
    linked.give_back(uow, kept.get("links", {}))
    stopping.give_back(uow, kept.get("stopping", {}))


def asked_in(uow: UnitOfWork, number: str) -> str:
    """Return the year (令和9年度) that a number's new holder is asked in, empty where it changed no hands.

    The latest open year that is theirs, else their first: until then what is asked under the number is asked
    of the former holder.
    """
    holder = holders.holders(uow).get(number)
    if holder is None:
        return ""
    theirs = [one.fiscal_year for one in all_cycles(uow) if not one.closed]
    return fiscal_year_label(max([holder.first_year, *theirs]))
