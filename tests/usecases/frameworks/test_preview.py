"""Each framework on one page: how much of what, who it is about, whose words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.usecases.frameworks.preview import preview
from dxdesk.usecases.frameworks.versions import load_preset, preset_codes
from tests.helpers.frameworks import small_framework


@pytest.mark.parametrize("code", preset_codes())
def test_every_preset_says_what_it_is(code: str) -> None:
    framework = load_preset(code)
    found = preview(framework)
    assert (found.code, found.name, found.source) == (code, framework.name, framework.source)
    assert found.source
    assert found.skills + found.mindset == len(framework.items)
    assert [line.name for line in found.personas] == [one.name for one in framework.personas]
    assert all(line.text and line.held for line in found.personas), "each 人材像 has its one line"
    assert found.summary
    assert any("公式文言ではありません" in note for note in found.notes)
    assert all(
        "本システムの補足" in text
        for text, s in zip(found.scales, framework.scales, strict=True)
        if s.supplement
    )


def test_what_is_ours_in_an_official_scale_stands_apart() -> None:
    """A scale called 「3段階」 was shown with the four levels one can choose."""
    skills, mindset = preview(load_preset("shinagawa")).scales
    assert skills == (
        "専門スキルの3段階: LV1 全職員が身に付ける水準 / LV2 担当内で発揮 / LV3 所属で発揮"
        "(本システムの補足: LV0 まだこれから)"
    )
    assert mindset.startswith("マインドセットの段階(本システムの補足): LV0 まだ意識していない / LV1")


def test_the_figures_of_three_policies() -> None:
    figures = {}
    for code in ("shinagawa", "kashiwa", "nakano"):
        one = preview(load_preset(code))
        counted = (one.skills, one.mindset, one.levels, len(one.personas), one.stages, one.requirements)
        figures[code] = counted
    assert figures == {
        "shinagawa": (5, 3, 4, 3, 0, 0),
        "kashiwa": (5, 0, 4, 3, 9, 9),
        "nakano": (18, 0, 4, 8, 0, 23),
    }


def test_a_kind_of_a_kind_stands_further_in_and_everybody_knows_who_is_meant() -> None:
    lines = {line.name: (line.depth, line.held) for line in preview(load_preset("nakano")).personas}
    assert lines == {
        "DX人材": (0, "下の人材像の総称"),
        "ICT高度専門人材": (1, "下の人材像の総称"),
        "情報政策官": (2, "任命された職員"),
        "IT専門支援員": (2, "任命された職員"),
        "任期付ICT専門職員": (2, "任命された職員"),
        "各部課DXリーダー": (1, "任命された職員"),
        "全職員": (0, "すべての職員"),
        "管理職": (0, "職層で決まる"),
    }
    small = {line.name: line.held for line in preview(small_framework()).personas}
    assert small["そのほか"] == "ほかの区分でない職員"
    assert small["推進役"] == "所属ごとに1人"
    assert [line.held for line in preview(load_preset("kashiwa")).personas][:2] == ["どれか1つ"] * 2


def test_a_framework_without_notes_has_none() -> None:
    assert preview(replace(small_framework(), summary=False)).notes == ()
