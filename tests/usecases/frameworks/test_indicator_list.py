"""The logic model that comes with 品川区's policy says what the policy prints."""

from __future__ import annotations

import pytest

from dxdesk.domain.indicators import aimed_text, points, standing
from dxdesk.usecases.frameworks.indicator_list import has_indicators, preset_indicators
from dxdesk.usecases.frameworks.versions import preset_codes

PRINTED = (
    ("01", "業務の効率化が進んでいると感じる職員の割合",
     "R6実績値", "3.043", "3.054", "3.5"),
    ("02", "人事課実施アンケートにより評価する",
     "", "", "", ""),
    ("03", "必要な研修・制度が提供されていると感じる職員の割合",
     "R6実績値", "2.848", "3.177", "3.5"),
    ("04", "職場でDXに着手しやすい雰囲気があると感じる職員の割合",
     "R6実績値", "3.016", "3.225", "3.5"),
    ("05", "デジタル化が進んでいると感じる職員の割合",
     "基準値(年度は推定)", "3.022", "3.224", "3.5"),
    ("06", "区民(利用者)ニーズをとらえた施策を検討していると感じる職員の割合",
     "基準値(年度は推定)", "2.953", "3.087", "3.5"),
    ("07", "区民(利用者)にサービスが周知され、利用されていると感じる職員の割合",
     "基準値(年度は推定)", "3.042", "3.222", "3.5"),
    ("08-1", "利用者目線でサービスをデザインしていると感じる職員の割合",
     "基準値(年度は推定)", "2.994", "3.089", "3.5"),
    ("08-2", "適切なセキュリティ対策が実施されていると感じる職員の割合",
     "基準値(年度は推定)", "3.683", "3.920", "3.920 以上"),
)  # fmt: skip
"""方針 3. 評価指標: code, label, heading and figure of R6, figure of R7, 目標値 (R7実績値 以上 = 3.920)."""


def test_the_nine_rows_both_years_and_the_next_targets_are_those_of_the_table() -> None:
    listed = preset_indicators("shinagawa")
    assert listed is not None
    rows = []
    for one in listed.indicators:
        if one.survey:
            continue
        found = points(one, listed.surveys)
        first, second = (found[0], found[1]) if found else (None, None)
        aim = standing(one, found).next
        rows.append(
            (
                one.code,
                one.name,
                first.label if first else "",
                first.text if first else "",
                second.text if second else "",
                aimed_text(aim) if aim else "",
            )
        )
        assert [point.year for point in found] == ([2024, 2025] if found else [])
        assert all(point.answers == 0 for point in found)
    assert tuple(rows) == PRINTED


def test_the_model_has_the_layers_of_the_policy() -> None:
    listed = preset_indicators("shinagawa")
    assert listed is not None
    layers = [one.layer for one in listed.outcomes]
    assert {layer: layers.count(layer) for layer in layers} == {
        "model": 1,
        "final": 1,
        "intermediate": 3,
        "direct": 8,
    }
    questions = [one for one in listed.indicators if not one.survey and one.question]
    assert len(questions) == 8
    assert (listed.outcomes[0].first_year, listed.outcomes[0].final_year) == (2025, 2029)
    direct = {one.code for one in listed.outcomes if one.layer == "direct"}
    assert {code for one in listed.activities for code in one.outcomes} == direct


def test_the_survey_on_necessity_is_another_one() -> None:
    listed = preset_indicators("shinagawa")
    assert listed is not None
    (survey,) = listed.surveys
    assert (survey.survey, survey.answers, survey.rate, survey.fiscal_year) == ("needs", 2251, "43.1", 2024)
    needs = {one.code: one for one in listed.indicators if one.survey == "needs"}
    assert (needs["N2"].most, needs["N2"].options) == (3, ())
    assert needs["N1"].published[0].figure == "4人に3人"


@pytest.mark.parametrize("code", sorted(set(preset_codes()) - {"shinagawa"}))
def test_policies_without_a_logic_model_have_none(code: str) -> None:
    assert not has_indicators(code)
    assert preset_indicators(code) is None
