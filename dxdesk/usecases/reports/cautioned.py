"""取扱注意: a desk whose printer says it on every page, so that no kind of document has to think of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dxdesk.ports.printing import DocumentPrinter, GlyphNote, GlyphReport, Printed, Progress

if TYPE_CHECKING:
    from dxdesk.usecases.workplace.desk import Desk


def cautioned(desk: Desk, caution: str) -> Desk:
    """Return the desk with a printer that sets ``caution`` on every page, or as it is without one."""
    if not caution:
        return desk
    printer = _Cautious(desk.services.printer, caution)
    return replace(desk, services=replace(desk.services, printer=printer))


class _Cautious:
    """A printer before another one."""

    def __init__(self, printer: DocumentPrinter, caution: str) -> None:
        self._printer, self._caution = printer, caution

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
        """Draw records with the caution; one that is named with them stands instead."""
        return self._printer.draw(records, progress, both_sides=both_sides, caution=caution or self._caution)
