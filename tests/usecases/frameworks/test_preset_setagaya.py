"""世田谷区: the four layers, their figures and courses, and that everything about skills is ours."""

from __future__ import annotations

import pytest

from dxdesk.usecases.frameworks import versions

SETAGAYA = versions.load_preset("setagaya")
LAYERS = ["DXマネージャー", "DXアドバイザー", "DX推進リーダー", "全職員"]


def test_the_four_layers_stand_in_the_order_of_the_policy() -> None:
    assert [persona.name for persona in SETAGAYA.personas] == LAYERS
    assert [persona.scope for persona in SETAGAYA.personas] == ["grade", "assigned", "assigned", "everyone"]
    assert not any(persona.supplement for persona in SETAGAYA.personas)


def test_the_figures_are_those_of_the_policy() -> None:
    figures = [(t.group, t.name, t.value, t.unit, t.about) for t in SETAGAYA.targets]
    assert figures == [
        ("取組み数", "業務改善の取組み", 20, "業務", False),
        ("育成数", "DXマネージャー", 200, "人", True),
        ("育成数", "DXアドバイザー", 40, "人", True),
        ("育成数", "DX推進リーダー", 150, "人", True),
        ("DX人材の育成目標", "DX人材", 700, "人", True),
    ]
    assert [target.period for target in SETAGAYA.targets[:4]] == ["令和4年度"] * 4
    assert "2年間" in SETAGAYA.targets[4].period
    assert [target.figure for target in SETAGAYA.targets] == [
        "20業務",
        "約200人",
        "約40人",
        "約150人",
        "約700人",
    ]
    assert "伴走" in SETAGAYA.targets[0].note


def test_the_two_year_goal_has_no_breakdown() -> None:
    goal = SETAGAYA.targets[4]
    assert (goal.persona, goal.open) == ("", False)
    assert "示されていない" in goal.note
    of_the_first_year = sum(target.value for target in SETAGAYA.targets if target.persona)
    assert of_the_first_year == 390
    assert of_the_first_year != goal.value, "what the second year adds is not told by layer"


def test_leaders_are_one_a_section_and_as_a_rule_of_two_posts() -> None:
    leader = SETAGAYA.personas[2]
    assert leader.per_section == 1
    texts = [text for facet in leader.facets for text in facet.texts]
    assert any("副係長" in text and "主任" in text and "原則" in text for text in texts)
    assert [p.per_section for p in SETAGAYA.personas if p is not leader] == [0, 0, 0]


@pytest.mark.parametrize("grade", ["課長", "部長", "課長級", "部長級", "統括課長"])
def test_managers_follow_from_the_grade_and_wait_for_no_appointment(grade: str) -> None:
    assert [persona.name for persona in SETAGAYA.personas_of([], grade)] == ["DXマネージャー", "全職員"]
    assert "DXマネジメント" in [entry.item.name for entry in SETAGAYA.items_for(grade)]


@pytest.mark.parametrize("grade", ["副係長", "主任", "主事", "係長"])
def test_nobody_below_is_a_manager_and_leaders_are_still_named(grade: str) -> None:
    assert [persona.name for persona in SETAGAYA.personas_of([], grade)] == ["全職員"]
    assert [p.name for p in SETAGAYA.personas_of(["leader"], grade)] == ["DX推進リーダー", "全職員"]
    assert not SETAGAYA.unplaced_grades([grade, "課長"])


def test_hours_and_quarters_are_told_of_the_leaders_literacy_course_alone() -> None:
    by_name = {requirement.name: requirement for requirement in SETAGAYA.requirements}
    assert {r.name: r.hours for r in SETAGAYA.requirements if r.hours} == {"DXリテラシー研修": 20}
    assert [r.name for r in SETAGAYA.requirements if "四半期" in r.note] == ["DXリテラシー研修"]
    assert by_name["DXリテラシー研修"].personas == ("leader",)
    assert by_name["DXリテラシー講座"].personas == ("adviser",), "the advisers' course says no hours"


def test_courses_have_the_months_of_the_policy() -> None:
    months = {r.name: r.note for r in SETAGAYA.requirements if "月頃" in r.note}
    assert months == {"DXマネジメント研修": "8月頃", "DX推進研修": "12月頃"}
    by_layer = {
        persona.name: [r.name for r in SETAGAYA.requirements if persona.code in r.personas]
        for persona in SETAGAYA.personas
    }
    assert by_layer == {
        "DXマネージャー": ["DXマネジメント研修"],
        "DXアドバイザー": ["DXリテラシー講座", "ICT専門講座", "DX相談対応・伴走支援"],
        "DX推進リーダー": ["DXリテラシー研修", "DX推進研修", "実践的な講義(名称未定)"],
        "全職員": ["DX関連の動画視聴、記事通読"],
    }
    assert [r.name for r in SETAGAYA.requirements if not r.mandatory] == ["実践的な講義(名称未定)"]


def test_every_skill_and_level_is_marked_as_ours() -> None:
    assert SETAGAYA.summary
    (scale,) = SETAGAYA.scales
    assert scale.supplement
    assert len(scale.levels) == 4
    assert all(level.supplement for level in scale.levels)
    assert len(SETAGAYA.items) == 8
    assert all(item.supplement for item in SETAGAYA.items)
    assert [len(c.statements) for item in SETAGAYA.items for c in item.criteria] == [1] * 24
    assert all(persona.required_supplement for persona in SETAGAYA.personas)
    assert SETAGAYA.stages == (), "the policy knows no growth stages"
    for open_ in ("3つのD", "内訳", "水準", "本システムの補足", "公式文言ではありません"):
        assert open_ in SETAGAYA.note


def test_each_layer_answers_its_own_skills() -> None:
    def asked(*personas: str) -> dict[str, int | None]:
        return {e.item.name: e.required for e in SETAGAYA.items_for("主任", personas)}

    assert asked() == {"DXの基礎知識": 1, "動向と先行事例の把握": 1, "変革マインド": 1}
    leader = asked("DX推進リーダー")
    assert leader["変革マインド"] == 2
    assert list(leader)[3:] == ["業務プロセスとサービスの変革", "データとデジタル技術の活用"]
    assert list(asked("adviser"))[5:] == ["ICTの専門知識", "相談対応と伴走支援"]
    assert list(asked("manager"))[3:] == ["DXマネジメント"]
