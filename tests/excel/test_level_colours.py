"""Every level of a scale has a colour of its own, the same in workbooks, on paper and on the screen."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain import shades
from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.pdf.tables import level_colours
from dxdesk.ports.level_scale import LevelScale
from dxdesk.ports.workbooks import Column, MapSheet, TableRow, TableSheet
from dxdesk.ui.look import theme
from tests.excel import form_samples as samples

TOPS = (1, 2, 3, 4, 5, 6, 9)
GREATEST_LIKENESS = 1.04
"""Least contrast of neighbouring grounds; the number in the cell tells the rest."""


def _sheets(top: int) -> tuple[TableSheet, TableSheet, MapSheet]:
    levels = range(top + 1)
    by_row = TableSheet(
        "行ごと",
        samples.head("行ごと"),
        (Column("skill", "スキル", 10), Column("level", "確認", 7, "level")),
        tuple(TableRow(f"{level}", ("スキル", f"LV{level}"), top=top) for level in levels),
    )
    by_column = TableSheet(
        "列ごと",
        samples.head("列ごと"),
        (Column("skill", "スキル", 10), Column("level", "前年", 7, "level", top)),
        tuple(TableRow(f"{level}", ("スキル", f"LV{level}"), strong=True) for level in levels),
    )
    skill_map = MapSheet(
        "マップ",
        samples.head("マップ"),
        (Column("number", "職員番号", 10),),
        (("other", "3段階"), ("skill", "その他")),
        tuple((TableRow(f"{level}", (f"{level:06}",)), ("", str(level))) for level in levels),
        {("1", "skill"): "▲"},
        tuple((str(level), f"水準{level}") for level in levels),
        tops={"other": 1, "skill": top},
    )
    return by_row, by_column, skill_map


def _painted(path: Path, sheet: str, column: int, top: int) -> list[tuple[str, str]]:
    page = openpyxl.load_workbook(path)[sheet]
    rows = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    cells = [page.cell(rows[f"row:{level}"], column) for level in range(top + 1)]
    assert all(str(level) in str(cell.value) for level, cell in enumerate(cells)), "the number is shown"
    return [(f"#{cell.fill.fgColor.rgb[2:]}", f"#{cell.font.color.rgb[2:]}") for cell in cells]


def _legend(path: Path, top: int) -> list[str]:
    page = openpyxl.load_workbook(path)["マップ"]
    chips = {cell.value: cell for row in page.iter_rows() for cell in row if cell.value}
    return [f"#{chips[f'水準{level}'].fill.fgColor.rgb[2:]}".lower() for level in range(top + 1)]


@pytest.mark.parametrize("top", TOPS)
def test_no_two_levels_of_a_scale_look_alike_in_any_output(tmp_path: Path, top: int) -> None:
    path = tmp_path / "色.xlsx"
    ExcelWorkbooks().write_tables(_sheets(top), path, samples.PAYLOAD)
    scale = LevelScale(tuple(f"LV{level}" for level in range(top + 1)))
    levels = range(top + 1)
    outputs = {
        "rows": _painted(path, "行ごと", 3, top),
        "columns": _painted(path, "列ごと", 3, top),
        "map": _painted(path, "マップ", 4, top),
        "paper": [level_colours(level, scale) for level in levels],
        "light": [theme.level_colours(theme.LIGHT, level, top) for level in levels],
        "dark": [theme.level_colours(theme.DARK, level, top) for level in levels],
    }
    for name, pairs in outputs.items():
        grounds = [fill.lower() for fill, _ in pairs]
        assert len(set(grounds)) == top + 1, name
        steps = [shades.contrast(one, other) for one, other in pairwise(grounds)]
        assert min(steps) >= GREATEST_LIKENESS, (name, steps)
        assert all(shades.contrast(fill, ink) >= 4.5 for fill, ink in pairs), name
        if name != "dark":
            assert grounds == [shades.ground(level, top) for level in levels], name
    assert _legend(path, top) == [shades.ground(level, top) for level in levels]
