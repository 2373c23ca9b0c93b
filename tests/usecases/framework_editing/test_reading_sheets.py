"""A framework as a workbook to read: evidence, figures and the tool map beside skills and stages."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from dxdesk import bootstrap
from dxdesk.ports.workbooks import Head, TableSheet
from dxdesk.usecases.framework_editing.reading_sheets import framework_sheets
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.workplace.clock import FixedClock
from tests.helpers.frameworks import small_framework

HEAD = Head("体系", "検証区", "", "", "", "", "", "", "", "")


def sheets_of(code: str) -> dict[str, TableSheet]:
    return {sheet.sheet: sheet for sheet in framework_sheets(versions.load_preset(code), HEAD)}


def test_setagaya_tells_its_courses_and_figures_and_has_no_stages() -> None:
    found = sheets_of("setagaya")
    assert list(found) == ["分類とスキル", "水準", "人材像と要求水準", "人材像の役割", "要件", "目標"]
    courses = {row.cells[2]: row.cells for row in found["要件"].rows}
    assert courses["DXリテラシー研修"][6] == "20時間"
    assert courses["DXリテラシー講座"][6] == ""
    choices = {name: cells[3] for name, cells in courses.items() if cells[3]}
    assert choices == {"実践的な講義(名称未定)": "選択"}, "the policy calls none of the others 必須"
    figures = [(row.cells[1], row.cells[3]) for row in found["目標"].rows]
    assert figures == [
        ("", "20業務"),
        ("DXマネージャー", "約200人"),
        ("DXアドバイザー", "約40人"),
        ("DX推進リーダー", "約150人"),
        ("", "約700人"),
    ]
    assert found["目標"].notes == ()
    levels = [row.cells for row in found["水準"].rows]
    assert all("本システムの補足" in cells[4] for cells in levels)


def test_the_tool_map_says_what_the_municipality_fills_in() -> None:
    found = sheets_of("govtech-tokyo")
    assert list(found)[3:] == ["人材像の役割", "育成段階", "要件", "目標", "ツール別スキルマップ"]
    tools = found["ツール別スキルマップ"]
    assert [column.title for column in tools.columns] == [
        "ツール",
        "一般行政職員 段階1 基礎知識習得",
        "一般行政職員 段階2 実務での実践(ツール活用)",
        "備考",
    ]
    assert [row.cells for row in tools.rows] == [
        ("LoGoフォーム", "－", "(団体で記入)", ""),
        ("RPA", "－", "(団体で記入)", "本システムの補足"),
        ("BIツール", "－", "(団体で記入)", "本システムの補足"),
    ]
    choice = {row.key: row.cells[3] for row in found["要件"].rows}
    assert (choice["g-security"], choice["p-bpr"], choice["promoter1-bpr"]) == ("必須", "選択", "必須")
    lead = next(row.cells for row in found["要件"].rows if row.key == "promoter2-lead")
    assert lead[:7] == ("DX推進員", "実務経験", "DX案件のリード", "必須", "", "実務での実践", "12か月以上")
    security = next(row.cells for row in found["要件"].rows if row.key == "g-security")
    assert security[4] == "セキュリティリテラシー\nプライバシー保護理解"
    assert "○" in found["目標"].notes[0]
    step3 = next(row.cells for row in found["育成段階"].rows if row.key == "promoter-3")
    assert step3[3:5] == ("(基準は空けてあります)", ""), "open in the material, open here"


def test_a_level_or_a_stage_as_evidence_is_named() -> None:
    found = {sheet.sheet: sheet for sheet in framework_sheets(small_framework(), HEAD)}
    named = {row.key: row.cells[1:3] for row in found["要件"].rows}
    assert named["r3"] == ("育成段階", "基礎")
    assert named["r4"] == ("水準", "企画 LV2")


@pytest.mark.parametrize("code", versions.preset_codes())
def test_every_preset_can_be_written_as_a_workbook(code: str, tmp_path: Path) -> None:
    sheets = framework_sheets(versions.load_preset(code), HEAD)
    assert all(len(row.cells) == len(sheet.columns) for sheet in sheets for row in sheet.rows)
    assert all(len({row.key for row in sheet.rows}) == len(sheet.rows) for sheet in sheets)
    path = tmp_path / "体系.xlsx"
    bootstrap.services(FixedClock("2026-01-09")).workbooks.write_tables(sheets, path)
    written = [name for name in openpyxl.load_workbook(path).sheetnames if name != "_dxdesk"]
    assert written == [sheet.sheet for sheet in sheets]
