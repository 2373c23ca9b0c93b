"""In one bit of colour every shade is dots: a level's figure stands on white, small text on no shade."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain import shades
from dxdesk.pdf.flow import Flow
from dxdesk.pdf.paper import A4, HAIRLINE, MUTED, STRONG_LINE, TEXT, WHITE, Fonts, Paper, _operands
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.pdf.share_charts import drawing_of
from dxdesk.pdf.tables import Column, level_cell, table
from dxdesk.ports.level_scale import LevelScale
from dxdesk.ports.printing import Align
from dxdesk.ports.report_pages import HeatMap, StackedBars
from tests.excel import form_samples as samples


@pytest.fixture
def fonts() -> Fonts:
    return PdfPrinter([], machine_fonts=False)._fonts()


@pytest.mark.parametrize("levels", range(2, 11))
def test_the_figure_of_a_level_stands_in_ink_on_white_whatever_the_shade(fonts: Fonts, levels: int) -> None:
    scale = LevelScale(tuple(f"LV{level}" for level in range(levels)))
    flow = Flow(Paper(fonts, A4))
    columns = [Column("", 40, Align.CENTER) for _ in range(levels)]
    table(flow, columns, [[level_cell(level, scale) for level in range(levels)]])
    drawn = flow.paper.canvas._code
    written = [place for place, part in enumerate(drawn) if part.startswith("BT") and "Tj" in part]
    assert len(written) == levels
    for place, level in zip(written, range(levels), strict=True):
        before = [part for part in drawn[:place] if part.endswith(("rg", "f"))][-5:]
        shade, _, white, plate, ink = before
        assert shade == f"{_operands(shades.ground(level, levels - 1))} rg"
        assert white == f"{_operands(WHITE)} rg"
        assert plate.endswith("re f")
        assert ink == f"{_operands(TEXT)} rg"
        x, _, width, _ = (float(part) for part in plate.split()[:4])
        (text,) = re.findall(r"1 0 0 1 ([\d.]+)", drawn[place])
        assert x < float(text) < x + width


@pytest.mark.parametrize("colour", [TEXT, MUTED, HAIRLINE, STRONG_LINE])
def test_a_line_and_a_small_letter_are_dark_enough_for_a_fax(colour: str) -> None:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    assert 0.299 * red + 0.587 * green + 0.114 * blue < 0.42, "a fax makes white of what is lighter than half"


def test_figures_in_bars_and_maps_stand_on_white(fonts: Fonts) -> None:
    bars = StackedBars("人数", ("業務改革",), ("LV0", "LV1", "LV2", "LV3"), ((10, 20, 30, 40),))
    heat = HeatMap("割合", ("総務部",), ("業務改革",), ((95.0,),), (("95.0%",),))
    for chart, figures in ((bars, {"10", "20", "30", "40"}), (heat, {"95.0%"})):
        parts = drawing_of(fonts, chart, 480).contents
        for place, part in enumerate(parts):
            if getattr(part, "text", "") in figures:
                plate = parts[place - 1]
                assert (plate.fillColor.red, plate.fillColor.green, plate.fillColor.blue) == (1, 1, 1)
                assert plate.x < part.x < plate.x + plate.width
                assert part.fillColor.hexval()[2:] == TEXT[1:]
                figures = figures - {part.text}
        assert not figures


def test_small_text_of_a_form_stands_on_white(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(samples.sent(tmp_path)).worksheets[0]
    texts = [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.protection.locked and (cell.font.sz or 10) <= 10.5
    ]
    assert len(texts) > 20
    shaded = [cell for cell in texts if cell.fill.patternType]
    assert shaded, "the level that is asked for stays marked"
    for cell in shaded:
        assert (cell.value[:2], cell.font.b) == ("LV", True), cell.value
