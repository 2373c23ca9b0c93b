"""第○号: each document of a numbered kind keeps the number it was given."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dxdesk.usecases.imports.document_numbers import NUMBER
from dxdesk.usecases.workplace.desk import Desk


def numbered(
    desk: Desk, kind: str, year: int, keys: Sequence[str], draw: Callable[[Sequence[int]], bytes]
) -> bytes:
    """Draw documents with their numbers; new numbers are kept only when the drawing succeeded.

    Args:
        desk: the store that gives the numbers.
        kind: the kind's word; a setting and an audit entry name it, so that it can never change.
        year: each has numbers of its own; 0 = of no year.
        keys: what each document is told from others by, and keeps its number under.
        draw: makes the documents with their numbers, in the order of the keys.
    """
    series = f"{kind}:{year}" if year else kind
    with desk.store.read() as uow:
        kept = uow.settings.starting_with(f"{NUMBER}{series}:")
    names = [f"{NUMBER}{series}:{key}" for key in keys]
    if all(name in kept for name in names):
        return draw([int(kept[name]) for name in names])
    with desk.store.write() as uow:
        numbers: list[int] = []
        for name in names:
            number = uow.settings.get(name) or str(uow.settings.next_number(NUMBER + series))
            uow.settings.set(name, number)
            numbers.append(int(number))
        printed = draw(numbers)
        uow.audit.append("number-documents", series, {"documents": len(numbers)})
        uow.commit()
    return printed
