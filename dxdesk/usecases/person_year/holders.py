"""Whose a 職員番号 is: a number that went to somebody else begins anew in a year.

In the protocol a person is a number, and what was said under a number stays said. So the number keeps its
records, and the store remembers since which fiscal year they are its present holder's: nothing of the years
before is ever shown as theirs. Until that year they are not asked, for the number is still the former's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain import canonical
from dxdesk.ports.entities import EmployeeChange, EvidenceRecord
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace.once import once_a_unit

_HOLDER = "number-holder:"
CHANGED_HANDS = "holder"
"""Field of a line of the history: from whom to whom a number went."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Since when a number is its present holder's: the day (ISO), and the first fiscal year they have."""

    since: str
    first_year: int
    former: str


@once_a_unit
def holders(uow: UnitOfWork) -> Mapping[str, Holder]:
    """Return the numbers that went to somebody else, with their present holders."""
    found = {}
    for name, text in uow.settings.starting_with(_HOLDER).items():
        if text:
            value = json.loads(text)
            holder = Holder(str(value["since"]), int(value["first_year"]), str(value["former"]))
            found[name.removeprefix(_HOLDER)] = holder
    return found


def is_theirs(uow: UnitOfWork, number: str, fiscal_year: int) -> bool:
    """Tell whether what stands under a number in a fiscal year is of the person who holds it today."""
    holder = holders(uow).get(number)
    return holder is None or fiscal_year >= holder.first_year


def evidence(uow: UnitOfWork, number: str = "") -> Sequence[EvidenceRecord]:
    """Return what is on record of one person or of all, without what a former holder of a number did.

    Where a number went to somebody else, only what is dated on or after that day is the new holder's.
    """
    of = holders(uow)
    found = uow.people.evidence(number)
    if not of:
        return found
    return [
        record
        for record in found
        if (holder := of.get(record.employee_number)) is None or record.date >= holder.since
    ]


def changes_of_holder(changes: Sequence[EmployeeChange]) -> tuple[EmployeeChange, ...]:
    """Return the lines of a number's history that are of its present holder, the first tells whose it was."""
    held: list[list[EmployeeChange]] = [[]]
    for change in changes:
        if change.field != CHANGED_HANDS:
            held[-1].append(change)
            continue
        before = held[-1][0] if held[-1] else None
        back = before is not None and (before.field, before.old, before.new)
        if back == (CHANGED_HANDS, change.new, change.old):
            held.pop()  # the import that gave the number away was taken back
            continue
        held.append([change])
    return tuple(held[-1])


def hand_over(uow: UnitOfWork, number: str, holder: Holder) -> str:
    """Remember that a number went to somebody else; return what was remembered before, to be taken back."""
    before = uow.settings.get(f"{_HOLDER}{number}")
    value = {"since": holder.since, "first_year": holder.first_year, "former": holder.former}
    uow.settings.set(f"{_HOLDER}{number}", canonical.dumps(value))
    return before


def take_back(uow: UnitOfWork, number: str, before: str) -> None:
    """Undo ``hand_over`` with what it returned."""
    uow.settings.set(f"{_HOLDER}{number}", before)


def first_year_after(uow: UnitOfWork, number: str, fiscal_year: int) -> int:
    """Return the first fiscal year, from one on, in which nothing stands under a number yet."""
    used = [year for year in uow.exchange.years() if uow.exchange.person(year, number)]
    return max([fiscal_year, *(year + 1 for year in used)])
