"""A 職員番号 goes to somebody else: what was decided of its former holder ends with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.wareki import fiscal_year_of
from dxdesk.ports.entities import Employee
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.lists import OVERRIDES
from dxdesk.usecases.person_year import holders, linked


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
    }


def give_back(uow: UnitOfWork, number: str, kept: Mapping[str, Any]) -> None:
    """Let a number be its former holder's again, with what was decided of them."""
    holders.take_back(uow, number, str(kept["holder"]))
    uow.settings.set(f"{OVERRIDES}{number}", str(kept["override"]))
    uow.people.save_appointments([Appointment(**term) for term in kept["terms"]])
    linked.give_back(uow, kept.get("links", {}))
