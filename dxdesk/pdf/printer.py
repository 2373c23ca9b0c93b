"""The printer the rest of the program asks for documents: records in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from dxdesk import paths
from dxdesk.domain.errors import KnownError
from dxdesk.pdf import (
    certificate,
    charts,
    guide_page,
    recovery_page,
    result_notice,
    section_map,
    skill_sheet,
    status_report,
    table_document,
)
from dxdesk.pdf import clusters as cl
from dxdesk.pdf.fontset import Style, load_fontset
from dxdesk.pdf.paper import Fonts, Paper
from dxdesk.ports import printing as doc

R = TypeVar("R")


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

    def skill_sheets(self, records: Sequence[doc.SkillSheet], progress: doc.Progress | None = None) -> bytes:
        """Draw one skill sheet a person (A4 portrait)."""
        return self._many(skill_sheet.draw, records, progress)

    def result_notices(
        self, records: Sequence[doc.ResultNotice], progress: doc.Progress | None = None
    ) -> bytes:
        """Draw one result notice a person (A4 portrait)."""
        return self._many(result_notice.draw, records, progress)

    def certificates(self, records: Sequence[doc.Certificate], progress: doc.Progress | None = None) -> bytes:
        """Draw one certificate a page (A4 landscape)."""
        return self._many(certificate.draw, records, progress)

    def section_map(self, record: doc.SectionMap, progress: doc.Progress | None = None) -> bytes:
        """Draw the skill map (A4 landscape)."""
        return self._finish(section_map.draw(self._fonts(), record, progress))

    def status_report(self, record: doc.StatusReport, progress: doc.Progress | None = None) -> bytes:
        """Draw the submission status (A4)."""
        return self._finish(status_report.draw(self._fonts(), record, progress))

    def table(self, record: doc.TableDocument, progress: doc.Progress | None = None) -> bytes:
        """Draw a list (A4)."""
        return self._finish(table_document.draw(self._fonts(), record, progress))

    def recovery_page(self, record: doc.RecoveryPage) -> bytes:
        """Draw the sheet with a code that opens a store (A4)."""
        return self._finish(recovery_page.draw(self._fonts(), record))

    def guide_page(self, record: doc.GuidePage) -> bytes:
        """Draw the paper that goes along with files (A4)."""
        return self._finish(guide_page.draw(self._fonts(), record))

    def radar(self, record: doc.RadarChart) -> bytes:
        """Draw the radar alone on a page of its own size."""
        return self._finish(charts.draw(self._fonts(), record))

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

    def _many(
        self,
        draw: Callable[[Fonts, Sequence[R], doc.Progress | None], Paper],
        records: Sequence[R],
        progress: doc.Progress | None,
    ) -> bytes:
        if not records:
            raise KnownError(
                "nothing-to-print",
                "印刷する人がいません。データに影響はありません。",
                "対象(所属・職員・年度)を選び直してください。",
            )
        return self._finish(draw(self._fonts(), records, progress))

    def _finish(self, paper: Paper) -> bytes:
        self._notes = paper.notes
        return paper.finish()
