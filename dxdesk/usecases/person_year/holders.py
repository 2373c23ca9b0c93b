"""Whose a 職員番号 is: a number that went to somebody else begins anew in a year.

In the protocol a person is a number, and what was said under a number stays said. So the number keeps its
records, and the store remembers since which fiscal year they are its present holder's: nothing of the years
before is ever shown as theirs. Until that year they are not asked, for the number is still the former's.

The other way round a person goes on under another number: what stands under the former one is read as theirs,
too, where HR linked the two (``linked``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from dxdesk.domain import canonical
from dxdesk.ports import setting_names
from dxdesk.ports.entities import EmployeeChange, EvidenceRecord, EvidenceSaid, SnapshotLine
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import attended_elsewhere, linked
from dxdesk.usecases.workplace.once import until_written

_HOLDER = setting_names.NUMBER_HOLDER
CHANGED_HANDS = "holder"
"""Field of a line of the history: from whom to whom a number went."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Since when a number is its present holder's: the day (ISO), and the first fiscal year they have."""

    since: str
    first_year: int
    former: str


@until_written
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


def is_recorded(uow: UnitOfWork, number: str) -> bool:
    """Tell whether anything stands under a number: a record of a year, a course, an appointment."""
    if uow.people.evidence(number) or uow.people.appointments(number):
        return True
    return any(uow.exchange.person(year, number) for year in uow.exchange.years())


def those_of(uow: UnitOfWork, number: str, fiscal_year: int) -> tuple[str, ...]:
    """Return the numbers under which somebody reads what stands under a number in a fiscal year.

    Its own, if it is of today's holder, and those the same person has had since.
    """
    later = linked.readers(uow).get(number, ())
    own = (number,) if is_theirs(uow, number, fiscal_year) else ()
    return (*own, *(one for held, one in later if held.in_year(fiscal_year)))


def read_by(
    uow: UnitOfWork, lines: Iterable[SnapshotLine], fiscal_year: int
) -> Iterator[tuple[str, SnapshotLine]]:
    """Yield each line of a year with each number under which it is read (see ``those_of``).

    What stands under a number itself comes after what its holder reads of former numbers, the last of these
    last: in a year in which two numbers of one person say something, the newer one's word stands.
    """
    found = [(number, line) for line in lines for number in those_of(uow, line.employee_number, fiscal_year)]
    if linked.links(uow):
        age = {
            (number, held.number): position
            for number, formers in linked.lines(uow).items()
            for position, held in enumerate(formers, 1)
        }
        found.sort(key=lambda one: -age.get((one[0], one[1].employee_number), 0))
    yield from found


def evidence(uow: UnitOfWork, number: str = "") -> Sequence[EvidenceRecord]:
    """Return what is on record of one person or of all, without what a former holder of a number did.

    Where a number went to somebody else, only what is dated on or after that day is the new holder's. What
    stands under a person's former number is theirs, too, and is returned as such: of all people, once for
    each number.
    """
    if not linked.links(uow):
        return [record for record in _kept(uow, number) if _is_holders(uow, record)]
    numbers = (number, *(held.number for held in linked.lines(uow).get(number, ()))) if number else ("",)
    best: dict[tuple[str, str, str, str], EvidenceRecord] = {}
    for record in (record for one in numbers for record in _kept(uow, one)):
        for owner in _owners(uow, record):
            said = replace(record, employee_number=owner)
            key = owner, said.kind, said.name, said.date
            if number in ("", owner) and (key not in best or (said.completed and not best[key].completed)):
                best[key] = said
    return sorted(best.values(), key=lambda one: (one.date, one.employee_number, one.kind, one.name))


def entries_by_person(
    uow: UnitOfWork, numbers: Collection[str] | None = None
) -> Mapping[str, Sequence[EvidenceSaid]]:
    """Return what ``evidence`` returns of all, by person and oldest first; ``numbers``: at least of these."""
    if linked.links(uow):
        said: dict[str, list[EvidenceSaid]] = {}
        for one in evidence(uow):
            entry = EvidenceSaid(one.date, one.kind, one.name, one.result, one.completed)
            said.setdefault(one.employee_number, []).append(entry)
        return said
    found = dict(uow.people.entries_by_person(numbers))
    for number, rows in attended_elsewhere.rows(uow).items():
        if numbers is None or number in numbers:
            more = [EvidenceSaid(one.date, one.kind, one.name, one.result, one.completed) for one in rows]
            theirs = {(one.kind, one.name, one.date) for one in more}
            kept = [one for one in found.get(number, ()) if (one.kind, one.name, one.date) not in theirs]
            found[number] = sorted((*kept, *more))
    for number in found.keys() & holders(uow).keys():
        found[number] = [one for one in found[number] if _held_on(uow, number, one.date)]
    return found


def apart(uow: UnitOfWork) -> frozenset[str]:
    """Return the numbers that went to somebody else, or are one of several of their person."""
    both = (number for link in linked.links(uow) for number in (link.former.number, link.later.number))
    return frozenset((*holders(uow), *both))


def evidence_of(uow: UnitOfWork, numbers: Collection[str]) -> Iterator[EvidenceRecord]:
    """Yield what ``evidence`` returns of all, of some numbers alone, in few queries and in no order.

    What several lists tell is yielded several times.
    """
    if numbers:
        live = {0, *(receipt.number for receipt in uow.exchange.receipts(live_only=True))}
        for record in uow.people.evidence_of(numbers):
            if record.receipt in live:
                yield from (replace(record, employee_number=owner) for owner in _owners(uow, record))
        elsewhere = attended_elsewhere.rows(uow)
        for record in (one for number in numbers for one in elsewhere.get(number, ())):
            yield from (replace(record, employee_number=owner) for owner in _owners(uow, record))


def _kept(uow: UnitOfWork, number: str) -> Sequence[EvidenceRecord]:
    """Return what HR's lists tell of a number, of all for an empty one, and what other sections keep."""
    own = uow.people.evidence(number)
    elsewhere = attended_elsewhere.rows(uow)
    more = elsewhere.get(number, ()) if number else [*chain.from_iterable(elsewhere.values())]
    if not more:
        return own
    # The owner of a session says who was there: what HR was told of the same day before gives way.
    theirs = {(one.employee_number, one.kind, one.name, one.date) for one in more}
    kept = [one for one in own if (one.employee_number, one.kind, one.name, one.date) not in theirs]
    return sorted((*kept, *more), key=lambda one: (one.date, one.employee_number, one.kind, one.name))


def _owners(uow: UnitOfWork, record: EvidenceRecord) -> tuple[str, ...]:
    """Return the numbers under which an entry is read, its own first."""
    return owners_on(uow, record.employee_number, record.date)


def owners_on(uow: UnitOfWork, number: str, day: str) -> tuple[str, ...]:
    """Return the numbers under which something of a number is read that is of a day (ISO), its own first."""
    later = linked.readers(uow).get(number, ())
    own = (number,) if _held_on(uow, number, day) else ()
    return (*own, *(newer for held, newer in later if held.on(day)))


def all_numbers(uow: UnitOfWork, number: str) -> tuple[str, ...]:
    """Return a number, and those that the same person had before."""
    return (number, *(held.number for held in linked.lines(uow).get(number, ())))


def _is_holders(uow: UnitOfWork, record: EvidenceRecord) -> bool:
    return _held_on(uow, record.employee_number, record.date)


def _held_on(uow: UnitOfWork, number: str, day: str) -> bool:
    holder = holders(uow).get(number)
    return holder is None or day >= holder.since


def told_once(uow: UnitOfWork, number: str = "") -> Sequence[tuple[str, EvidenceRecord]]:
    """Return entries as they are kept, each once, with the number its person has today.

    What was printed of an entry is known by the number that it stands under, whatever the person's is now.
    """
    owned = ((_owners(uow, record), record) for record in uow.people.evidence())
    return [(owners[-1], record) for owners, record in owned if owners and (not number or number in owners)]


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


def history(uow: UnitOfWork, number: str) -> tuple[EmployeeChange, ...]:
    """Return the history of who holds a number today, with what was said under their former numbers."""
    own = changes_of_holder(uow.people.changes(number))
    before = [
        change
        for held in linked.lines(uow).get(number, ())
        for change in uow.people.changes(held.number)
        if held.on(change.changed_at[:10])
    ]
    return tuple(sorted((*before, *own), key=lambda change: change.changed_at))


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
