"""The workbook one reads a framework in: no part is missing, and whose words they are is told."""

from __future__ import annotations

import pytest

from dxdesk.ports.workbooks import Head
from dxdesk.usecases.framework_editing.reading_sheets import framework_sheets
from dxdesk.usecases.frameworks.versions import Framework, load_preset, preset_codes
from tests.helpers.frameworks import small_framework

HEAD = Head("スキル体系", "見本区", "令和7年度", "", "", "", "", "", "", "")


def rows(framework: Framework, title: str) -> list[tuple[str, ...]]:
    sheet = next(sheet for sheet in framework_sheets(framework, HEAD) if sheet.sheet == title)
    return [tuple(map(str, row.cells)) for row in sheet.rows]


@pytest.mark.parametrize("code", preset_codes())
def test_every_part_of_a_preset_has_its_line(code: str) -> None:
    framework = load_preset(code)
    facets = [len(facet.texts) for persona in framework.personas for facet in persona.facets]
    wanted = {
        "分類とスキル": len(framework.items),
        "人材像と要求水準": len(framework.personas),
        "人材像の役割": sum(facets),
        "育成段階": len(framework.stages),
        "要件": len(framework.requirements),
        "用語": len(framework.glossary),
    }
    found = {sheet.sheet: len(sheet.rows) for sheet in framework_sheets(framework, HEAD)}
    assert {title: found.get(title, 0) for title in wanted} == wanted
    for sheet in framework_sheets(framework, HEAD):
        assert all(len(row.cells) == len(sheet.columns) for row in sheet.rows)


def test_a_hierarchy_and_many_skills_can_be_read() -> None:
    lines = {row[0]: row for row in rows(load_preset("nakano"), "人材像と要求水準")}
    officer = lines["DX人材 ＞ ICT高度専門人材 ＞ 情報政策官"]
    assert officer[4:] == ("情報システムの統制 LV2", "要求水準は本システムの補足")
    assert lines["管理職"][1] == "管理職"
    assert len(lines["DX人材 ＞ ICT高度専門人材 ＞ IT専門支援員"][4].splitlines()) == 7


def test_what_is_guessed_open_or_ours_is_marked() -> None:
    stages = {(row[0], row[1]): row for row in rows(load_preset("kashiwa"), "育成段階")}
    assert stages["DXスペシャリスト人材", "3"][-1] == "推定"
    assert stages["DX推進人材", "3"][3] == "(基準は空けてあります)"
    assert {row[-1] for row in rows(load_preset("kashiwa"), "分類とスキル")} == {
        "水準の並びは本システムの補足"
    }
    ours = [row[-1] for row in rows(load_preset("kashiwa"), "人材像の役割") if row[1] == "形式知の一覧"]
    assert ours == ["本システムの補足"]


def test_the_glossary_has_a_sheet_of_its_own() -> None:
    assert rows(small_framework(), "用語") == [("DX", "仕事のしかたを変えること")]
