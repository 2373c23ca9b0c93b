"""One committed unit of work on a file that is not handed out yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Clock
from dxdesk.store import opening, problems
from dxdesk.store.opening import Key
from dxdesk.store.os_user import current_actor
from dxdesk.store.unit import SqlUnit


@contextmanager
def editing(
    path: Path,
    key: Key,
    clock: Clock,
    *,
    half: bool = False,
    committed: Callable[[str, Changes], None] = lambda *_: None,
) -> Iterator[SqlUnit]:
    """Give out a unit of work and commit it when the block ends well.

    Args:
        path: the file.
        key: its key.
        clock: for the audit.
        half: a file in the making, which is synced once when it is put in place.
        committed: told of the commit, as ``SqlUnit`` tells it; the file is nobody's store yet.

    Raises:
        KnownError: as the driver or the system says it.
    """
    engine = opening.engine_for(path, key, mode="rw", half=half)
    try:
        unit = SqlUnit(
            engine.connect,
            clock,
            current_actor(),
            write=True,
            entering=_nothing,
            leaving=_nothing,
            committed=committed,
        )
        with problems.told(path), unit:
            unit.settings.get("")  # begins the transaction
            yield unit
            unit.commit()
    finally:
        engine.dispose()


def _nothing() -> None:
    """Nobody else holds the file."""
