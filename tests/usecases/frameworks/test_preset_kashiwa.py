"""柏市DX人材育成方針 (令和7年4月): the preset says what the policy says, and what is ours is marked."""

from __future__ import annotations

import pytest

from dxdesk.domain.framework import Persona
from dxdesk.usecases.frameworks import versions

KASHIWA = versions.load_preset("kashiwa")
DIVISIONS = ["DXスペシャリスト人材", "DX推進人材", "全職員"]
SKILLS = ["DXリテラシー", "情報セキュリティ", "BPR・業務改善", "データ利活用", "デジタルツール"]
PHASES = ["教育", "応用・実践", "ナレッジ共有・情報共有"]


def persona(name: str) -> Persona:
    return next(one for one in KASHIWA.personas if one.name == name)


def facet(name: str, heading: str) -> tuple[str, ...]:
    return next(one.texts for one in persona(name).facets if one.name == heading)


def courses_of(name: str) -> list[str]:
    code = persona(name).code
    return [one.name for one in KASHIWA.requirements if code in one.personas]


def test_the_skill_map_has_five_definitions_and_fifteen_cells() -> None:
    assert [item.name for item in KASHIWA.items] == SKILLS
    assert {item.kind for item in KASHIWA.items} == {"skill"}
    assert len([item.description for item in KASHIWA.items if item.description]) == 5
    cells = [(c.heading, s.text) for item in KASHIWA.items for c in item.criteria for s in c.statements]
    assert len(cells) == len({text for _, text in cells}) == 15
    for item in KASHIWA.items:
        assert [criteria.heading for criteria in item.criteria] == DIVISIONS[::-1]


def test_the_steps_are_ours_and_each_division_is_asked_for_its_own_cells() -> None:
    (scale,) = KASHIWA.scales
    assert scale.supplement
    assert [level.supplement for level in scale.levels] == [True, False, False, False]
    for name, level in zip(DIVISIONS, (3, 2, 1), strict=True):
        assert persona(name).required == tuple((item.uid, level) for item in KASHIWA.items)
        headings = {item.criteria_by_level[level].heading for item in KASHIWA.items}
        assert headings == {name}


@pytest.mark.parametrize(
    ("assigned", "held", "required"),
    [((), "全職員", 1), (("DX推進人材",), "DX推進人材", 2), (("dx-specialist",), "DXスペシャリスト人材", 3)],
)
def test_everybody_has_exactly_one_division(assigned: tuple[str, ...], held: str, required: int) -> None:
    assert [one.name for one in KASHIWA.personas] == DIVISIONS
    assert all(one.exclusive for one in KASHIWA.personas)
    assert [one.name for one in KASHIWA.personas_of(assigned)] == [held]
    assert [entry.required for entry in KASHIWA.items_for("主事", assigned)] == [required] * 5


def test_every_division_passes_through_the_three_phases() -> None:
    for name in DIVISIONS:
        own = [stage for stage in KASHIWA.stages if stage.persona == persona(name).code]
        assert [stage.name for stage in own] == PHASES
        assert [stage.step for stage in own] == [1, 2, 3]
    assert len(KASHIWA.stages) == 9
    still_open = [(stage.persona, stage.step) for stage in KASHIWA.stages if stage.open]
    assert still_open == [("dx-promoter", 3), ("all-staff", 3)], "the policy's figure says nothing of these"
    shared = next(stage for stage in KASHIWA.stages if stage.code == "kashiwa.specialist.3")
    assert all(statement.inferred for statement in shared.statements)


def test_training_is_by_division_and_two_courses_are_for_everybody() -> None:
    common = [one.name for one in KASHIWA.requirements if not one.personas]
    assert common == ["生成AI庁内活用推進研修", "オンライン申請ツール 合同研修会"]
    own = {name: list(facet(name, "研修内容(R6実績)")) for name in DIVISIONS}
    assert [len(own[name]) for name in DIVISIONS] == [3, 3, 3]
    assert all(facet(name, "研修内容(全人材共通)") == tuple(common) for name in DIVISIONS)
    assert courses_of("全職員") == [
        "新規採用職員研修",
        "セキュリティe-ラーニング(J-LIS)",
        "情報セキュリティ研修",
    ]
    assert set(own["DX推進人材"]) < set(courses_of("DX推進人材"))
    only = set(courses_of("DXスペシャリスト人材")) - set(courses_of("DX推進人材"))
    assert only == {"DX人材育成研修(外部委託)", "ビジネスアーキテクトを中心とする育成"}
    assert not any(stage.requirements for stage in KASHIWA.stages), (
        "the policy does not say what ends a phase"
    )
    chosen = [one.name for one in KASHIWA.requirements if not one.mandatory]
    assert chosen == ["J-LIS動画研修/ライブ研修"], "the only one of which the policy says that one chooses"
    assert {one.kind for one in KASHIWA.requirements} == {"course"}
    assert len(KASHIWA.requirements) == 9


def test_what_the_courses_are_about() -> None:
    assert facet("DXスペシャリスト人材", "DX人材育成研修(外部委託)の内容") == (
        "DX概論・マインド醸成",
        "BPR・業務改善",
        "ネットワーク・セキュリティ対策",
    )
    assert facet("DX推進人材", "J-LIS動画研修/ライブ研修の内容(ほかにもある)") == (
        "プロジェクト管理",
        "情報化研修企画",
        "情報セキュリティマネジメント",
        "講師育成",
        "BPR",
        "データ利活用",
        "ステークホルダーマネジメント",
    )


def test_specialists_have_the_five_types_of_the_standard_and_a_list_of_what_they_wrote_down() -> None:
    types = facet("DXスペシャリスト人材", "人材類型(デジタルスキル標準ver1.2)")
    assert types == (
        "ビジネスアーキテクト",
        "データサイエンティスト",
        "サイバーセキュリティ",
        "ソフトウェアエンジニア",
        "デザイナー",
    )
    (main,) = facet("DXスペシャリスト人材", "育成の中心とする人材類型")
    assert main.startswith("ビジネスアーキテクト")
    kept = [one for one in persona("DXスペシャリスト人材").facets if one.name.startswith("形式知")]
    assert [(one.name, one.supplement) for one in kept] == [("形式知", False), ("形式知の一覧", True)]


def test_the_glossary_explains_the_eight_words_of_the_policy() -> None:
    assert [term.name for term in KASHIWA.glossary] == [
        "DX",
        "デジタルリテラシー",
        "デジタル技術",
        "情報セキュリティ",
        "BPR",
        "デジタルツール",
        "人材類型",
        "ナレッジ共有",
    ]


def test_what_is_open_or_ours_is_said() -> None:
    assert KASHIWA.summary
    assert KASHIWA.source == "柏市DX人材育成方針(令和7年4月 DX推進課)"
    for said in (
        "公式文言ではありません",
        "対象期間の定めはなく",
        "本システムの補足",
        "令和6年度(R6)の実績",
        "DXスペシャリスト人材が主導すべき業務、パートナーシップの形成、高度専門人材の導入、予算の確保",
    ):
        assert said in KASHIWA.note
    assert not KASHIWA.unplaced_grades(["一般職", "副区長", ""]), "職層 play no part in this policy"
