"""東京都/GovTech東京: kinds of people, training table, stages of which one is open, tool map, goals."""

from __future__ import annotations

from collections import Counter

from dxdesk.domain.framework import Requirement
from dxdesk.usecases.frameworks import versions

GOVTECH = versions.load_preset("govtech-tokyo")
GENERAL, PROMOTER, SYSTEM = "一般行政職員", "DX推進員", "全庁情報システム担当"
REQUIREMENTS = {requirement.code: requirement for requirement in GOVTECH.requirements}
STAGES = {stage.code: stage for stage in GOVTECH.stages}


def skills_of(persona: str) -> list[str]:
    return [item.name for item in GOVTECH.items if item.personas == (persona,)]


def of_training_table(persona: str) -> list[Requirement]:
    return [r for r in GOVTECH.requirements if r.personas == (persona,) and r.supports]


def test_there_are_three_kinds_of_people() -> None:
    assert [persona.name for persona in GOVTECH.personas] == [GENERAL, PROMOTER, SYSTEM]
    held = [[p.name for p in GOVTECH.personas_of(given)] for given in ([], ["promoter"], ["system"])]
    assert held == [[GENERAL], [GENERAL, PROMOTER], [SYSTEM]]
    assert "定義は示していない" in GOVTECH.personas[1].description
    assert [persona.per_section for persona in GOVTECH.personas] == [0, 0, 0], "one a 課 is a goal, no rule"


def test_skill_requirements_have_the_names_of_the_material() -> None:
    assert skills_of("general") == [
        "DXの必要性理解",
        "顧客/ユーザー理解",
        "セキュリティリテラシー",
        "プライバシー保護理解",
        "行政デジタル基礎知識",
        "ツール活用",
    ]
    assert skills_of("promoter") == [
        "プロジェクトマネジメント",
        "価値発見/定義",
        "データ理解/活用",
        "業務分析/BPR",
        "サービス検証",
        "庁内ITガバナンス理解",
    ]
    assert skills_of("system") == ["プロジェクトマネジメント", "クラウドサービス活用", "ネットワーク設計"]
    assert len(GOVTECH.items) == 15
    assert not any(item.supplement for item in GOVTECH.items), "the names are the material's"


def test_the_training_table_says_what_is_compulsory() -> None:
    def table(persona: str) -> list[tuple[str, bool, int]]:
        return [(r.name, r.mandatory, len(r.supports)) for r in of_training_table(persona)]

    assert table("general") == [
        ("DXマインドセット研修", True, 1),
        ("デザイン思考の研修", False, 1),
        ("情報セキュリティ研修", True, 2),
        ("行政デジタルに関する基礎研修", True, 1),
        ("各種ツールに関する基礎研修", False, 1),
    ]
    assert table("promoter") == [
        ("プロジェクトマネジメント研修", True, 1),
        ("サービスデザイン研修", False, 1),
        ("データ分析/活用に関する研修", False, 1),
        ("BPR研修", False, 1),
        ("UX研修", False, 1),
        ("各種ガイド、ドキュメントの説明会", False, 1),
    ]
    assert of_training_table("system") == [], "the material names no courses for them"
    supported = {
        uid
        for persona in ("general", "promoter")
        for r in of_training_table(persona)
        for uid, _ in r.supports
    }
    assert supported == {item.uid for item in GOVTECH.items if item.personas != ("system",)}


def test_stages_are_two_and_three_and_the_third_is_open() -> None:
    steps = [(stage.persona, stage.step, stage.name, stage.open) for stage in GOVTECH.stages]
    assert steps == [
        ("general", 1, "基礎知識習得", False),
        ("general", 2, "実務での実践(ツール活用)", False),
        ("promoter", 1, "基礎知識習得", False),
        ("promoter", 2, "実務での実践", False),
        ("promoter", 3, "後進育成", True),
    ]


def test_stage_criteria_are_objective() -> None:
    def named(stage: str) -> list[tuple[str, str, int]]:
        found = [REQUIREMENTS[code] for code in STAGES[stage].requirements]
        return [(r.kind, r.name, r.months) for r in found]

    assert named("general-1") == [
        ("course", "DXマインドセット研修", 0),
        ("course", "情報セキュリティ研修", 0),
    ]
    assert named("promoter-1") == [("course", "サービスデザイン研修", 0), ("course", "BPR研修", 0)]
    assert named("promoter-2") == [("experience", "DX案件のリード", 12)]
    assert all(REQUIREMENTS[code].mandatory for stage in GOVTECH.stages for code in stage.requirements)


def test_the_second_general_stage_is_judged_tool_by_tool() -> None:
    stage = STAGES["general-2"]
    assert stage.requirements == ()
    assert "ツール版デジタルスキルマップ" in stage.statements[0].text
    assert [(tool.name, tool.supplement) for tool in GOVTECH.tools] == [
        ("LoGoフォーム", False),
        ("RPA", True),
        ("BIツール", True),
    ]
    assert all([cell.stage for cell in tool.cells if cell.open] == ["general-2"] for tool in GOVTECH.tools)
    assert all(tool.cell("general-1") is None for tool in GOVTECH.tools), (
        "the first is the same for all tools"
    )
    tool_course = REQUIREMENTS["general2-tool"]
    assert (tool_course.name, tool_course.mandatory) == ("LoGoフォーム○○研修", False)


def test_the_medium_term_goals_carry_their_figures() -> None:
    goals = [t for t in GOVTECH.targets if t.group == "中期育成目標"]
    assert [(t.persona, t.value, t.unit, t.figure) for t in goals] == [
        ("general", 50, "%", "50%"),
        ("general", 2, "人", "課ごとに2人以上"),
        ("promoter", 0, "人", "○人"),
        ("promoter", 50, "%", "50%"),
    ]
    assert "LoGoフォーム" in goals[1].name
    assert "半数" in goals[3].note


def test_the_kinds_of_goals_leave_their_figures_open() -> None:
    kinds = [t for t in GOVTECH.targets if t.group != "中期育成目標"]
    assert Counter(t.group for t in kinds) == {
        "体制整備": 4,
        "プロセス目標型": 2,
        "参加率目標型": 2,
        "認知度": 2,
        "成果物": 3,
        "能力成熟度": 1,
    }
    assert all(t.open for t in kinds)


def test_levels_and_what_is_required_are_ours_and_the_rest_says_so() -> None:
    assert GOVTECH.summary
    assert [(scale.code, len(scale.levels)) for scale in GOVTECH.scales] == [("phase", 3), ("match", 3)]
    assert all(scale.supplement for scale in GOVTECH.scales)
    assert all(level.supplement for scale in GOVTECH.scales for level in scale.levels)
    assert [len(c.statements) for item in GOVTECH.items for c in item.criteria] == [1] * 30
    assert all(persona.required_supplement for persona in GOVTECH.personas)
    for open_ in ("Step3", "ツール版デジタルスキルマップ", "○や●", "DX推進員の定義", "本システムの補足"):
        assert open_ in GOVTECH.note


def test_each_kind_of_person_answers_its_own_skills() -> None:
    def asked(*personas: str) -> list[int | None]:
        return [entry.required for entry in GOVTECH.items_for("主事", personas)]

    assert asked() == [1, None, 1, 1, 1, None]
    assert asked("DX推進員") == [1, None, 1, 1, 1, None, 1, 1, None, 1, None, None]
    assert asked("全庁情報システム担当") == [2, 2, 2]
