"""The office's own name of its section for DX: a desk whose printer writes it, so that no kind has to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from dxdesk.domain.section_names import DX, called
from dxdesk.ports.printing import DocumentPrinter, GlyphNote, GlyphReport, Printed, Progress
from dxdesk.usecases.organisation.section_names import dx_section_of

if TYPE_CHECKING:
    from dxdesk.usecases.workplace.desk import Desk


def named(desk: Desk) -> Desk:
    """Return the desk with a printer that calls the section as the office does, or as it is."""
    name = dx_section_of(desk)
    if name == DX:
        return desk
    return replace(desk, services=replace(desk.services, printer=_Naming(desk.services.printer, name)))


class _Naming:
    """A printer before another one."""

    def __init__(self, printer: DocumentPrinter, name: str) -> None:
        self._printer, self._name = printer, name

    @property
    def notes(self) -> tuple[GlyphNote, ...]:
        return self._printer.notes

    def missing_glyphs(self, texts: Iterable[tuple[str, str]]) -> GlyphReport:
        """Look at the texts as they are printed."""
        return self._printer.missing_glyphs((who, called(text, self._name)) for who, text in texts)

    def draw(
        self,
        records: Sequence[Printed],
        progress: Progress | None = None,
        *,
        both_sides: bool = False,
        caution: str = "",
    ) -> bytes:
        """Draw records with the name in every text of theirs."""
        told = [_told(one, self._name) for one in records]
        return self._printer.draw(told, progress, both_sides=both_sides, caution=caution)


def _told(value: Any, name: str) -> Any:
    """Return a value with the name in each of its texts; one that has none of them is the same value."""
    if isinstance(value, str):
        return called(value, name)
    if isinstance(value, tuple):
        parts = [_told(one, name) for one in value]
        if all(new is old for new, old in zip(parts, value, strict=True)):
            return value
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        said = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
        changed = {key: new for key, old in said.items() if (new := _told(old, name)) is not old}
        return replace(value, **changed) if changed else value
    return value
