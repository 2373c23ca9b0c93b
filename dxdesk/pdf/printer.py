"""The printer the rest of the program asks for documents: records in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from dxdesk import paths
from dxdesk.domain.errors import KnownError
from dxdesk.pdf import clusters as cl
from dxdesk.pdf.fontset import Style, load_fontset
from dxdesk.pdf.paper import Fonts, Paper
from dxdesk.pdf.properties import describe, title_of
from dxdesk.ports import printing as doc

_Draw = Callable[[Fonts, Sequence[Any], doc.Progress | None], Paper]
"""What a module of one page has: it draws records of one type, all of them or the only one there may be."""


class PdfPrinter:
    """Implements ``ports.printing.DocumentPrinter``.

    The fonts folders are looked at before every document: after a refusal it is enough to put the font
    there and print again. Fonts installed on the machine are read once a run.
    """

    def __init__(self, font_dirs: Sequence[Path] | None = None, *, machine_fonts: bool = True) -> None:
        """Remember where to look for fonts.

        Args:
            font_dirs: the municipality's font folders; None takes those of ``paths.fonts_dirs()``.
            machine_fonts: whether fonts installed on this PC may draw what the others lack.
        """
        self._font_dirs = font_dirs
        self._machine_fonts = machine_fonts
        self._loaded: Fonts | None = None
        self._notes: tuple[doc.GlyphNote, ...] = ()

    @property
    def notes(self) -> tuple[doc.GlyphNote, ...]:
        """Return the variants that the last print drew with their base shape."""
        return self._notes

    def draw(
        self,
        records: Sequence[doc.Printed],
        progress: doc.Progress | None = None,
        *,
        both_sides: bool = False,
        caution: str = "",
    ) -> bytes:
        """Draw records of one type with the module they name.

        ``both_sides``: every record begins on a front side. ``caution`` stands on every page.

        Raises:
            KnownError: ``glyph-missing``, ``nothing-to-print``.
        """
        if not records:
            raise KnownError(
                "nothing-to-print",
                "印刷する人がいません。データに影響はありません。",
                "対象(所属・職員・年度)を選び直してください。",
            )
        draw: _Draw = import_module(f"dxdesk.pdf.{records[0].page}").draw
        fonts = self._fonts()
        if both_sides or caution:
            fonts = fonts.printed(both_sides=both_sides, caution=caution)
        paper = draw(fonts, records, progress)
        self._notes = paper.notes
        describe(paper.canvas, title_of(records))
        return paper.finish()

    def missing_glyphs(self, texts: Iterable[tuple[str, str]]) -> doc.GlyphReport:
        """Say which characters of (person, text) pairs no font has, and which lose their variant."""
        font = self._fonts().styles[Style.GOTHIC]
        missing: dict[doc.GlyphNote, None] = {}
        as_base: dict[doc.GlyphNote, None] = {}
        for subject, text in texts:
            for cluster in cl.clusters("".join(text.split())):
                for part, drawn in font.resolve(cluster):
                    if drawn is None:
                        missing[doc.GlyphNote(subject, part, cl.code_points(part))] = None
                    elif drawn.as_base:
                        as_base[doc.GlyphNote(subject, part, cl.code_points(part))] = None
        return doc.GlyphReport(tuple(missing), tuple(as_base))

    def _fonts(self) -> Fonts:
        shipped = paths.resources_dir() / "fonts"
        given = paths.fonts_dirs() if self._font_dirs is None else tuple(self._font_dirs)
        own = tuple(folder for folder in given if folder != shipped)
        fontset = load_fontset(shipped, own, machine_fonts=self._machine_fonts)
        if self._loaded is None or self._loaded.fontset is not fontset:
            self._loaded = Fonts(fontset)
        return self._loaded
