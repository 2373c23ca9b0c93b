"""食い違い as a person decides them: two files of one person are one question, not one per item.

Every item in dispute stays a conflict of its own (``conflicts``); here those whose answers come out of the
same files are put together, so that taking a file's side settles all of them with one reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxdesk.domain.records import Part
from dxdesk.usecases.conflicts import PART_LABELS, Conflict, conflicts, resolve
from dxdesk.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class DisputedItem:
    """One item in dispute: what it is about, and what each side says, in the order of the sides."""

    conflict: str
    name: str
    part: Part
    part_label: str
    texts: tuple[str, ...]


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
    groups: dict[tuple[str, tuple[str, ...]], list[Conflict]] = {}
    for conflict in found:
        sources = tuple(sorted(choice.source for choice in conflict.choices))
        # Without two different places to tell the sides apart, a conflict stays alone.
        apart = len(set(sources)) == len(sources) and all(sources)
        key = sources if apart else (conflict.id,)
        groups.setdefault((conflict.employee_number, key), []).append(conflict)
    return tuple(_dispute(together) for together in groups.values())


def _dispute(together: list[Conflict]) -> Dispute:
    first = together[0]
    alone = len(together) == 1
    order = [(choice.source, choice.number) for choice in first.choices]
    if not alone:
        order.sort(key=lambda entry: (_received(together, entry[0]), entry[0]))
    sides = tuple(
        Side(place, choice.source, choice.received_at, choice.by)
        for place, (source, number) in enumerate(order, start=1)
        for choice in first.choices
        if choice.source == source and choice.number == number
    )
    items = []
    for conflict in together:
        by_source = {choice.source: choice.text for choice in conflict.choices}
        texts = (
            tuple(choice.text for choice in conflict.choices)
            if alone
            else tuple(by_source[side.source] for side in sides)
        )
        label = PART_LABELS.get(conflict.part, "")
        items.append(DisputedItem(conflict.id, conflict.item_name, conflict.part, label, texts))
    return Dispute(first.id, first.employee_number, first.name, sides, tuple(items))


def _received(together: list[Conflict], source: str) -> str:
    return min(c.received_at for conflict in together for c in conflict.choices if c.source == source)


def settle(desk: Desk, dispute_id: str, take: int, reason: str, fiscal_year: int = 0) -> int:
    """Take one side of a dispute in all its items and return how many conflicts that ended.

    Args:
        desk: HR's or a confirmer's store.
        dispute_id: ``Dispute.id``.
        take: ``Side.number``.
        reason: kept with every settlement.
        fiscal_year: 0 = the open one.

    Raises:
        KnownError: ``conflict-unknown`` and what ``conflicts.resolve`` refuses.
    """
    before = conflicts(desk, fiscal_year)
    found = next((one for one in group(before) if one.id == dispute_id), None)
    if found is None:
        # Says what happened and what to do.
        resolve(desk, dispute_id, take, reason, fiscal_year)
        return 1
    if not 1 <= take <= len(found.sides):
        resolve(desk, found.id, 0, reason, fiscal_year)
    source = found.sides[take - 1].source
    for item in found.items:
        # Settling one item settles the others of its record with the same side.
        number = _number(conflicts(desk, fiscal_year), item.conflict, source, take)
        if number:
            resolve(desk, item.conflict, number, reason, fiscal_year)
    return len(before) - len(conflicts(desk, fiscal_year))


def _number(left: Iterable[Conflict], conflict_id: str, source: str, take: int) -> int:
    for conflict in left:
        if conflict.id != conflict_id:
            continue
        same = [choice.number for choice in conflict.choices if choice.source == source]
        return same[0] if len(same) == 1 else take
    return 0
