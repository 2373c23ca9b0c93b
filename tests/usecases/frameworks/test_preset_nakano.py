"""中野区 DX推進に資する人材の確保・育成等の考え方について: the preset says what its table says."""

from __future__ import annotations

import pytest

from dxdesk.domain.framework import Persona
from dxdesk.usecases.forms.questions import criteria_texts
from dxdesk.usecases.frameworks import versions
from tests.helpers.frameworks import item_named

NAKANO = versions.load_preset("nakano")
SPECIALISTS = ("情報政策官", "IT専門支援員", "任期付ICT専門職員")
LEADER = "各部課DXリーダー"
SUBJECTS = [
    *("地方自治制度", "特別区制度", "中野区政概要", "基本構想", "危機管理", "コンプライアンス", "財政の概要"),
    *("予算の仕組み", "契約", "会計", "文書・情報公開・個人情報保護", "区議会", "法務基礎"),
]


def persona(name: str) -> Persona:
    return next(one for one in NAKANO.personas if one.name == name)


def facets(name: str) -> dict[str, tuple[str, ...]]:
    return {one.name: one.texts for one in persona(name).facets}


def asked(name: str) -> list[str]:
    code = persona(name).code
    return [item.name for item in NAKANO.items if code in item.personas]


def required_of(name: str) -> list[str]:
    code = persona(name).code
    return [one.name for one in NAKANO.requirements if code in one.personas]


def test_dx_people_are_three_kinds_of_specialists_and_the_leaders() -> None:
    assert [(one.name, one.parent) for one in NAKANO.personas] == [
        ("DX人材", ""),
        ("ICT高度専門人材", "dx-person"),
        *((name, "ict-expert") for name in SPECIALISTS),
        (LEADER, "dx-person"),
        ("全職員", ""),
        ("管理職", ""),
    ]
    held = [one.name for one in NAKANO.personas_of(["IT専門支援員"], "一般職")]
    assert held == ["DX人材", "ICT高度専門人材", "IT専門支援員", "全職員"]
    assert [one.name for one in NAKANO.personas_of([LEADER], "課長")] == [
        "DX人材",
        LEADER,
        "全職員",
        "管理職",
    ]


@pytest.mark.parametrize(
    ("name", "place", "source"),
    [
        ("情報政策官", "DX推進室(CIOオフィス)", "会計年度任用職員"),
        ("IT専門支援員", "DX推進室(CIOオフィス)", "会計年度任用職員"),
        ("任期付ICT専門職員", "各部課", "任期付職員"),
        (LEADER, "各部課", "内部人材の育成"),
    ],
)
def test_dx_people_have_function_placement_acquisition_and_training(
    name: str, place: str, source: str
) -> None:
    found = facets(name)
    assert list(found) == ["機能・役割", "配置", "獲得(採用)", "育成"]
    assert found["配置"] == (place,)
    assert all(source in text for text in found["獲得(採用)"])


def test_everybody_and_managers_have_function_and_training_only() -> None:
    for name in ("全職員", "管理職"):
        assert list(facets(name)) == ["機能・役割", "育成"]
    assert [len(facets("全職員")[part]) for part in ("機能・役割", "育成")] == [2, 2]
    assert [len(facets("管理職")[part]) for part in ("機能・役割", "育成")] == [2, 3]


def test_items_are_the_functions_of_the_table() -> None:
    assert len(asked("情報政策官")) == 1
    assert asked("IT専門支援員")[1:] == [
        "システム要件定義の支援",
        "業務フローの作成支援、業務改善の助言",
        "見積内容の精査の助言",
        "仕様書の作成支援",
        "プロジェクトマネジメントの支援",
        "ベンダーとの仕様調整・価格交渉の支援",
    ]
    assert len(asked("任期付ICT専門職員")) == 2
    assert len(NAKANO.items) == 18
    assert [len(NAKANO.items_for(*who)) for who in (("主事",), ("課長",), ("主事", ["dx-leader"]))] == [
        2,
        4,
        6,
    ]


def test_the_leader_has_four_functions_and_teaches_others() -> None:
    names = asked(LEADER)
    assert names[:3] == ["データ分析・政策立案", "業務の効率化・改善", "区民サービスの向上"]
    assert len(names) == 4
    assert names[3].startswith("その他")
    functions = [item_named(NAKANO, name).criteria_by_level[2].statements for name in names]
    assert [len(statements) for statements in functions] == [1, 1, 1, 3]
    assert "教えて" in functions[3][0].text
    assert len(facets(LEADER)["獲得(採用)"]) == 2
    assert len(facets(LEADER)["育成"]) == 5


def test_nobody_has_to_be_sent_elsewhere_to_be_a_leader() -> None:
    fourth = item_named(NAKANO, asked(LEADER)[3]).criteria_by_level[2].statements[2].text
    assert fourth.startswith("ほかの組織に派遣された人は"), "asked of those only who were sent"
    assert "全員に求めるものではない" in fourth
    (exchange,) = [one for one in NAKANO.requirements if one.kind == "experience"]
    assert "全員に求めるものではない" in exchange.note
    assert not exchange.supports
    assert not any(exchange.code in stage.requirements for stage in NAKANO.stages)
    assert "全員に求めるものではありません" in NAKANO.note


def test_specialists_learn_the_thirteen_administrative_subjects() -> None:
    for name in SPECIALISTS:
        assert required_of(name) == SUBJECTS
        assert len(facets(name)["育成"]) == 2
    assert len(SUBJECTS) == 13


def test_the_leader_is_supported_by_the_expert_certificate() -> None:
    found = {one.name: one.kind for one in NAKANO.requirements if one.personas == ("dx-leader",)}
    assert len(found) == 5
    assert found["エキスパート職員認定"] == "exam"
    assert sorted(found.values()) == ["course", "course", "exam", "exam", "experience"]
    assert [len(required_of(name)) for name in ("全職員", "管理職")] == [2, 3]
    assert all(one.mandatory and not one.supports for one in NAKANO.requirements), "neither 必須 nor 選択"


def test_levels_are_ours_and_say_so() -> None:
    (scale,) = NAKANO.scales
    assert scale.supplement
    assert [level.supplement for level in scale.levels] == [True, True, False, True]
    for item in NAKANO.items:
        assert [c.heading.startswith("機能・役割") for c in item.criteria] == [False, True, False]
        assert ["本システムの補足" in c.heading for c in item.criteria] == [True, False, True]
    for one in NAKANO.personas:
        assert one.required_supplement == bool(one.required)
        assert {level for _, level in one.required} <= {2}
    assert not NAKANO.stages
    for said in ("公式文言ではありません", "スキルの段階は定めていません", "本システムの補足"):
        assert said in NAKANO.note
    assert not NAKANO.unplaced_grades(["一般職", "係長級", "管理職", "課長", "主査", "部長"])


def test_what_a_level_of_ours_asks_for_is_marked_where_people_read_it() -> None:
    item = item_named(NAKANO, "EBPMを基礎とした事業")
    asked_next = [versions.next_texts(NAKANO, item, level, "課長")[0] for level in (0, 1, 2)]
    assert [text.endswith("(本システムの補足)") for text in asked_next] == [True, False, True]
    assert versions.next_texts(NAKANO, item, 3, "課長") == ()
    entry = next(one for one in NAKANO.items_for("課長") if one.item == item)
    shown = [text for _, text in criteria_texts(NAKANO, entry)]
    assert [text.endswith("(本システムの補足)") for text in shown] == [True, False, True]
