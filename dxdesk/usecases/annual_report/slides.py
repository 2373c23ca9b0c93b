"""The charts of a year's report, each alone on a page for a slide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dxdesk.domain import file_names
from dxdesk.domain.small_cells import Use
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ports.report_pages import ChartPage, HeatMap, ShareBars, StackedBars, TrendLines
from dxdesk.ports.store import Progress
from dxdesk.usecases.annual_report.making import paged
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing, write_whole
from dxdesk.usecases.workplace.print_notes import CHARTS, Made, Way, note

Painter = Callable[[bytes], Iterator[bytes]]
"""Paints the pages of a PDF, one picture each."""


def save_slides(
    desk: Desk,
    out: Path,
    pictures: Painter,
    fiscal_year: int = 0,
    use: Use = Use.REPORT,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write every chart of a year's report as a PNG, in its order, into a folder of its own; all or none.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``, and what stands in the way of writing.
    """
    report = paged(desk, fiscal_year, use)
    charts = [
        (chapter.heading, block)
        for chapter in report.chapters
        for block in chapter.blocks
        if isinstance(block, StackedBars | ShareBars | HeatMap | TrendLines)
    ]
    if not charts:
        return ()
    folder = out / file_names.part(f"{report.title}_{fiscal_year_short(report.fiscal_year)}_図")
    pages = pictures(desk.services.printer.draw([ChartPage(chart) for _, chart in charts]))
    written = []
    with all_or_nothing(desk) as outgoing:
        for place, ((heading, _), picture) in enumerate(zip(charts, pages, strict=True), 1):
            if progress is not None:
                progress(place, len(charts))
            wished = folder / f"{file_names.part(f'{place:02}_{heading}')}.png"
            with outgoing.writing(wished) as path:
                write_whole(path, picture)
            written.append(path)
    to = f"{folder.name} {len(written):,}枚"
    note(desk, Made(CHARTS, Way.PICTURES, to, report.fiscal_year, pages=len(written)))
    return tuple(written)
