"""What a transaction is, over dictionaries: a unit sees the tables as they were when it began.

Tables are copied when a unit first changes them and never changed after a commit, so readers, savepoints
and whole stores share them for the price of one small dictionary.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from dxdesk.domain.errors import KnownError
from dxdesk.ports.changes import Changes

Rows = dict[Any, Any]
"""One table: rows by their primary key, in the order they came."""


class Tables:
    """The tables of one unit of work."""

    def __init__(self, committed: Mapping[str, Rows], *, write: bool) -> None:
        """Begin on what was committed last."""
        self._now: defaultdict[str, Rows] = defaultdict(dict, committed)
        self._mine: set[str] = set()
        self._write = write
        self.turned = 0
        """Rises with whatever changes what is read."""
        self.written = Changes.NONE
        """What the changes since the last commit are to whoever shows them."""

    def read(self, name: str) -> Rows:
        """Return a table to look at."""
        return self._now[name]

    def change(self, name: str) -> Rows:
        """Return a table to change.

        Raises:
            KnownError: the unit only reads; as SQLite says it of a connection that only queries.
        """
        if not self._write:
            raise KnownError("folder-read-only", "閲覧だけの作業からは書き込めません。", "")
        self.turned += 1
        if name not in self._mine:
            self._now[name] = dict(self._now[name])
            self._mine.add(name)
        return self._now[name]

    def next_number(self, name: str, at_least: int = 1) -> int:
        """Return 1, 2, 3 … as a table numbers its rows; a number is never given twice."""
        numbers = self.change("numbers")
        numbers[name] = max(numbers.get(name, 0) + 1, at_least)
        return int(numbers[name])

    def committed(self) -> dict[str, Rows]:
        """Return everything as it is now; what is changed from here on does not show in it."""
        self._mine.clear()
        return dict(self._now)

    @contextmanager
    def undone_on_error(self) -> Iterator[None]:
        """Undo what was changed in the block when it raises."""
        before, written = self.committed(), self.written
        try:
            yield
        except BaseException:
            self.written = written
            self.turned += 1
            self._now = defaultdict(dict, before)
            self._mine.clear()
            raise


def sound(record: Any) -> Any:
    """Return a record (or text) as it is, after making sure that a real store could keep it.

    Raises:
        ValueError: a value is missing or is text that UTF-8 cannot express.
    """
    if isinstance(record, str):
        record.encode()
        return record
    names = getattr(record, "_fields", None) or [field.name for field in dataclasses.fields(record)]
    for name in names:
        value = getattr(record, name)
        if value is None:
            raise ValueError(f"{type(record).__name__}.{name} must not be None")
        if isinstance(value, str):
            value.encode()
    return record


class Room:
    """A repository of one unit."""

    def __init__(self, tables: Tables) -> None:
        """Work on a unit's tables."""
        self._tables = tables

    def _note(self, changes: Changes) -> None:
        """Note what is written."""
        self._tables.written |= changes

    def _alive(self, receipt: int) -> bool:
        """Tell whether what a receipt brought counts (0 = local work)."""
        kept = self._tables.read("receipts").get(receipt)
        return receipt == 0 or (kept is not None and kept.live)
