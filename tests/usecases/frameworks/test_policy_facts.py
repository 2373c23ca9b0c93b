"""What the policies print of facts is carried over whole; what they do not print is marked or left out."""

from __future__ import annotations

import pytest

from dxdesk.usecases.frameworks.course_catalogue import load_catalogue
from dxdesk.usecases.frameworks.indicator_list import outcome_names, preset_indicators
from dxdesk.usecases.frameworks.role_list import preset_roles
from dxdesk.usecases.frameworks.term_list import preset_terms
from dxdesk.usecases.frameworks.versions import load_preset
from dxdesk.usecases.staffing.keeping import SAMPLE

SUPPORTS = ("①", "②", "③", "④", "⑤", "⑥", "要件定義", "見積", "仕様書", "価格交渉")
LEADER = ("情報処理", "統計学", "情報科学", "統合型GIS", "Microsoft365", "還元")


def test_nakanos_table_names_all_thirteen_subjects_as_its_courses_do() -> None:
    officer = next(one for one in preset_roles("nakano") if one.code == "ict-policy-officer")
    subjects = [one.name for one in load_catalogue("nakano").courses if one.code.startswith("subject-")]
    assert len(subjects) == 13
    assert [name for name in subjects if name not in officer.raising] == []


@pytest.mark.parametrize(
    ("code", "field", "words"),
    [
        ("ict-support", "functions", SUPPORTS),
        ("dx-leader", "functions", LEADER),
        ("dx-leader", "gaining", ("事務職、技術・専門職", "エキスパート職員", "ICT職", "R5年度")),
        ("dx-leader", "raising", ("Microsoft365", "BI", "RPA", "統合型GIS", "資格取得資金の補助")),
        ("all-staff", "raising", ("Microsoft365", "統合型GIS", "定期的")),
        ("manager", "raising", ("Microsoft365", "統合型GIS", "データリテラシー")),
    ],
)
def test_nakanos_table_says_what_the_policy_says(code: str, field: str, words: tuple[str, ...]) -> None:
    line = next(one for one in preset_roles("nakano") if one.code == code)
    assert [word for word in words if word not in getattr(line, field)] == []


def test_every_blank_of_nakanos_table_that_was_read_from_above_says_so() -> None:
    lines = {one.code: one for one in preset_roles("nakano")}
    blanks = [("ict-support", "placement"), ("ict-support", "gaining"), ("ict-support", "raising")]
    for code, field in (*blanks, ("ict-fixed-term", "raising")):
        assert "推定" in getattr(lines[code], field), (code, field)
    assert "配置と獲得と育成" in load_preset("nakano").note
    assert "IT専門支援員" in load_catalogue("nakano").note


def test_the_outcomes_of_shinagawas_courses_have_the_names_of_its_logic_model() -> None:
    listed = preset_indicators("shinagawa")
    assert listed is not None
    names = {one.code: one.name for one in listed.outcomes if one.layer == "direct"}
    assert outcome_names("shinagawa") == names
    assert {code for one in load_catalogue("shinagawa").courses for code in one.outcomes} <= names.keys()
    assert outcome_names("kashiwa") == {}


def test_a_figure_the_policy_prints_without_a_year_says_that_its_year_is_ours() -> None:
    listed = preset_indicators("shinagawa")
    assert listed is not None
    first = {one.code: one.published[0] for one in listed.indicators if one.published}
    undated = {code: one for code, one in first.items() if "基準値" in one.label}
    assert sorted(undated) == ["05", "06", "07", "08-1", "08-2"]
    assert all((one.year, "推定" in one.label) == (2024, True) for one in undated.values())


def test_shinagawa_says_that_to_appoint_its_dx_people_is_ours() -> None:
    framework = load_preset("shinagawa")
    person = next(one for one in framework.personas if one.code == "dx-person")
    assert person.scope == "assigned"
    assert "DX人材を任命された職員とすること" in framework.note.partition("本システムの補足です")[2]


def test_each_example_of_who_trains_whom_has_its_goal() -> None:
    courses = {one.code: one.note for one in load_catalogue("govtech-tokyo").courses}
    examples = ("g-security", "bpr-practice", "managers-mindset")
    assert all("目標の例" in courses[code] for code in examples)
    assert "セキュリティ意識" in courses["g-security"]


def test_setagayas_two_words_are_among_the_glossaries() -> None:
    assert [one.name for one in preset_terms("setagaya")] == ["DX", "デザイン思考"]


def test_the_example_of_a_role_to_be_filled_adds_nothing_to_what_the_material_says() -> None:
    unsaid = (SAMPLE.training_months, SAMPLE.finding_months, SAMPLE.priority, SAMPLE.ranking, SAMPLE.pay)
    assert unsaid == (0, 0, "", "", "")
    assert "学習資料" not in SAMPLE.note
    assert "勉強会の補足資料" in SAMPLE.note
    assert "本システムの補足" in SAMPLE.note
    assert "課長" not in SAMPLE.panel
    assert "在宅" not in SAMPLE.conditions
