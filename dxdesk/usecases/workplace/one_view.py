"""A store as it is at one moment: whatever is read of it inside is from before or after a change, never both.

Who prints reads here and there, and meanwhile another part of the program may finalise the year. Nothing is
held while pages are drawn, since a commit waits for readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from dxdesk.ports.printing import DocumentPrinter, GlyphNote, GlyphReport, Printed, Progress
    from dxdesk.ports.store import Store, UnitOfWork
    from dxdesk.usecases.workplace.desk import Desk


@contextmanager
def one_view(desk: Desk) -> Iterator[Desk]:
    """Give a desk whose reads all see the store as the first one did, until it draws or writes."""
    view = _View(desk.store)
    printer = _Releasing(desk.services.printer, view)
    try:
        yield replace(desk, store=cast("Store", view), services=replace(desk.services, printer=printer))
    finally:
        view.release()


class _View:
    """The store, with one unit of work for all that reads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._unit: UnitOfWork | None = None
        self._readers = 0
        self._over = False

    def __getattr__(self, name: str) -> Any:
        """Return whatever else a store has."""
        return getattr(self._store, name)

    def read(self) -> UnitOfWork:
        return cast("UnitOfWork", _Reading(self))

    def write(self) -> UnitOfWork:
        self.release()
        return self._store.write()

    def begin(self) -> UnitOfWork:
        if self._unit is None:
            self._unit, self._over = self._store.read().__enter__(), False
        self._readers += 1
        return self._unit

    def end(self) -> None:
        self._readers -= 1
        if self._over:
            self.release()

    def release(self) -> None:
        """End the view as soon as nobody reads; what is read after that is of another moment."""
        self._over = True
        if self._unit is not None and not self._readers:
            unit, self._unit = self._unit, None
            unit.__exit__(None, None, None)


class _Reading:
    """One ``with`` block of those that share the unit."""

    def __init__(self, view: _View) -> None:
        self._view = view

    def __enter__(self) -> UnitOfWork:
        return self._view.begin()

    def __exit__(self, *_: object) -> None:
        self._view.end()


class _Releasing:
    """A printer that lets go of the view before it draws."""

    def __init__(self, printer: DocumentPrinter, view: _View) -> None:
        self._printer, self._view = printer, view

    @property
    def notes(self) -> tuple[GlyphNote, ...]:
        return self._printer.notes

    def missing_glyphs(self, texts: Iterable[tuple[str, str]]) -> GlyphReport:
        return self._printer.missing_glyphs(texts)

    def draw(
        self,
        records: Sequence[Printed],
        progress: Progress | None = None,
        *,
        both_sides: bool = False,
        caution: str = "",
    ) -> bytes:
        """Draw records."""
        self._view.release()
        return self._printer.draw(records, progress, both_sides=both_sides, caution=caution)
