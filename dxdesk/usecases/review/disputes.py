"""食い違い as a person decides them: two files of one person are one question, not one per item.

Every item in dispute stays a conflict of its own (``conflicts``); here those whose answers come out of the
same files are put together, so that taking a file's side settles all of them with one reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxdesk.domain.records import Part
from dxdesk.usecases.review.conflicts import PART_LABELS, Conflict, ConflictChoice, conflicts, resolve
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
    """What one person's files say differently; ``items`` holds only what differs."""

    id: str
    employee_number: str
    name: str
    sides: tuple[Side, ...]
    items: tuple[DisputedItem, ...]


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
        PART_LABELS.get(conflict.part, ""),
        tuple(choice.text for choice in sides),
        tuple(choice.number for choice in sides),
    )


_NAMED_TWICE = "{source}(受付 {receipt}番)"


def settle(desk: Desk, dispute_id: str, take: int, reason: str, fiscal_year: int = 0) -> int:
    """Take one side of a dispute in all its items and return how many conflicts that ended.

    Args:
        desk: HR's or a confirmer's store.
        dispute_id: ``Dispute.id``.
        take: ``Side.number``.
        reason: kept with every settlement.
        fiscal_year: 0 = the open one.

    Raises:
        KnownError: ``conflict-unknown``, ``choice-unknown`` and what else ``conflicts.resolve`` refuses.
    """
    before = conflicts(desk, fiscal_year)
    found = next((one for one in group(before) if one.id == dispute_id), None)
    if found is None or not 1 <= take <= len(found.sides):
        # Refuses, saying what happened and what to do.
        resolve(desk, dispute_id, take if found is None else 0, reason, fiscal_year)
        return 1
    for item in found.items:
        # Settling one item settles the others of its record with the same side.
        if any(left.id == item.conflict for left in conflicts(desk, fiscal_year)):
            resolve(desk, item.conflict, item.numbers[take - 1], reason, fiscal_year)
    return len(before) - len(conflicts(desk, fiscal_year))
