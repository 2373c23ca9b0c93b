"""食い違い as a person decides them: two files of one person are one question, not one per item.

Every item in dispute stays a conflict of its own (``conflicts``); here those whose answers come out of the
same files are put together, so that a file's side can be taken in all of them, or item by item, with one
reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain.lifecycle import State
from dxdesk.domain.parts import WORDS
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.cycles import Cycle, all_cycles, find_cycle
from dxdesk.usecases.review.conflicts import Conflict, ConflictChoice, conflicts, resolve_all
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class DisputedItem:
    """One item in dispute: what it is about, and what each side says, in the order of the sides.

    ``numbers`` are those that ``conflicts.resolve`` knows the sides by.
    """

    conflict: str
    name: str
    part: Part
    part_label: str
    texts: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side: where it comes from, when that was received, and whose words they are."""

    number: int
    source: str
    received_at: str
    by: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """What one person's files say differently; ``items`` holds only what differs.

    ``former`` is what the year is called where it is another than the one in work.
    """

    id: str
    employee_number: str
    name: str
    sides: tuple[Side, ...]
    items: tuple[DisputedItem, ...]
    fiscal_year: int = 0
    former: str = ""


def to_decide(desk: Desk) -> tuple[Dispute, ...]:
    """Return what has to be decided in the year in work and, in HR's store, in every other one.

    A year that was closed meanwhile still waits for what nobody decided; who is finalised in it does not.
    """
    with desk.store.read() as uow:
        year = find_cycle(uow).fiscal_year
        others = _differing_years(uow, year) if desk.role is Role.HR else ()
    found = [replace(one, fiscal_year=year) for one in disputes(desk, year)]
    for cycle, people in others:
        for one in disputes(desk, cycle.fiscal_year):
            if one.employee_number in people:
                found.append(replace(one, fiscal_year=cycle.fiscal_year, former=cycle.label))
    return tuple(found)


def former_years(desk: Desk) -> tuple[Cycle, ...]:
    """Return the years other than the one in work in which HR's store has something to decide."""
    if desk.role is not Role.HR:
        return ()
    with desk.store.read() as uow:
        return tuple(cycle for cycle, _ in _differing_years(uow, find_cycle(uow).fiscal_year))


def _differing_years(uow: UnitOfWork, but: int) -> tuple[tuple[Cycle, frozenset[str]], ...]:
    """Return the other years, newest first, with whom they have no final result of because files differ."""
    found = []
    for cycle in reversed(all_cycles(uow)):
        if cycle.fiscal_year != but:
            rows = uow.results.assessments(cycle.fiscal_year)
            open_ = (row for row in rows if row.conflicts and row.state != State.FINALISED.value)
            found.append((cycle, frozenset(row.employee_number for row in open_)))
    return tuple((cycle, people) for cycle, people in found if people)


def disputes(desk: Desk, fiscal_year: int = 0) -> tuple[Dispute, ...]:
    """Return what has to be decided in a year, one entry per person and set of files."""
    return group(conflicts(desk, fiscal_year))


def group(found: Iterable[Conflict]) -> tuple[Dispute, ...]:
    """Put conflicts of one person together whose sides come from the same places."""
    groups: dict[tuple[str, tuple[object, ...]], list[Conflict]] = {}
    for conflict in found:
        places = tuple(sorted((_place(choice) for choice in conflict.choices), key=repr))
        # Without two different places to tell the sides apart, a conflict stays alone.
        apart = len(set(places)) == len(places) and all(places)
        key: tuple[object, ...] = places if apart else (conflict.id,)
        groups.setdefault((conflict.employee_number, key), []).append(conflict)
    return tuple(_dispute(together) for together in groups.values())


def _place(choice: ConflictChoice) -> tuple[object, ...]:
    """Return what tells a side apart: two files may have one name, but not one receipt."""
    return choice.receipts or ((choice.source,) if choice.source else ())


def _dispute(together: list[Conflict]) -> Dispute:
    first = together[0]
    order = list(first.choices)
    if len(together) > 1:
        order.sort(key=lambda choice: (choice.received_at, choice.receipts, choice.source))
    names = [choice.source for choice in order]
    sides = tuple(
        Side(
            number,
            _NAMED_TWICE.format(source=choice.source, receipt=choice.receipts[0])
            if choice.receipts and names.count(choice.source) > 1
            else choice.source,
            choice.received_at,
            choice.by,
        )
        for number, choice in enumerate(order, start=1)
    )
    items = tuple(_item(conflict, order, alone=len(together) == 1) for conflict in together)
    return Dispute(first.id, first.employee_number, first.name, sides, items)


def _item(conflict: Conflict, order: Sequence[ConflictChoice], *, alone: bool) -> DisputedItem:
    choices = {_place(choice): choice for choice in conflict.choices}
    sides = list(conflict.choices) if alone else [choices[_place(choice)] for choice in order]
    return DisputedItem(
        conflict.id,
        conflict.item_name,
        conflict.part,
        WORDS[conflict.part].open,
        tuple(choice.text for choice in sides),
        tuple(choice.number for choice in sides),
    )


_NAMED_TWICE = "{source}(受付 {receipt}番)"


def settle(desk: Desk, dispute_id: str, taken: Mapping[str, int], reason: str, fiscal_year: int = 0) -> int:
    """Settle items of a dispute, all named or none, and return how many of its items stay open.

    Args:
        desk: HR's or a confirmer's store.
        dispute_id: ``Dispute.id``.
        taken: ``DisputedItem.conflict`` → ``Side.number``; an item that is not named stays as it is.
        reason: kept with every settlement.
        fiscal_year: 0 = the open one.

    Raises:
        KnownError: ``conflict-unknown``, ``choice-unknown`` and what else ``conflicts.resolve`` refuses.
    """
    found = next((one for one in disputes(desk, fiscal_year) if one.id == dispute_id), None)
    items = {item.conflict: item for item in found.items} if found else {}
    takes = {}
    for conflict, side in taken.items():
        item = items.get(conflict)
        within = item is not None and 1 <= side <= len(item.numbers)
        # A number no side has is refused where all others are, saying what happened and what to do.
        takes[conflict if item else dispute_id] = item.numbers[side - 1] if item and within else 0
    resolve_all(desk, takes, reason, fiscal_year)
    return len(items.keys() - takes.keys())
