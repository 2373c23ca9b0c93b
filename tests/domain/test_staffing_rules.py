"""確保計画: what may not be said, what is told beside, and days that are counted back."""

from __future__ import annotations

from typing import Any

import pytest

from dxdesk.domain.staffing_record import StaffingSaid
from dxdesk.domain.staffing_rules import needed, needed_text, notices, problems, start_by

WHOLE = StaffingSaid(
    code="R8-1", name="BPRの実務者", fiscal_year=2026, duties="業務フローの可視化",
    untrained="間に合わない", heads=2,
    needed_by="2027-03", finding_months=6, training_months=24, means="appoint", hours_form="part",
    tenure="annual", must=("BPRの実務経験",), criteria="近い経験があるか",
    pay="会計年度任用職員の給与に関する条例",
)  # fmt: skip


def found(**said: Any) -> list[str]:
    return [one.code for one in problems(WHOLE._replace(**said))]


def test_what_is_whole_is_not_objected_to() -> None:
    for point in ("", "planned", "asked", "open"):
        assert not found(progress=point)
    assert not found(progress="arrived", filled=1)
    assert not found(means="exchange", hours_form="", tenure="", progress="asked")


@pytest.mark.parametrize(
    ("hours", "tenure", "allowed"),
    [
        ("full", "indefinite", True), ("part", "indefinite", False),
        ("full", "fixed", True), ("part", "fixed", True),
        ("full", "annual", False), ("part", "annual", True),
        ("full", "special", False), ("part", "special", True),
        ("full", "again", True), ("part", "again", True),
    ],
)  # fmt: skip
def test_hours_and_grounds_that_the_law_does_not_know_together_are_told(
    hours: str, tenure: str, allowed: bool
) -> None:
    assert found(hours_form=hours, tenure=tenure) == ([] if allowed else ["staffing-combination"])


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": " "}, "staffing-nameless"),
        ({"means": "loan", "hours_form": "", "tenure": ""}, "staffing-word"),
        ({"means": "outsource"}, "staffing-combination"),
        ({"means": "exchange", "hours_form": "", "tenure": "", "progress": "open"}, "staffing-combination"),
        ({"needed_by": "2027-04"}, "staffing-outside-year"),
        ({"needed_by": "2026-03-31"}, "staffing-outside-year"),
        ({"needed_by": "春ごろ"}, "date-unreadable"),
        ({"asked_on": "8月"}, "date-unreadable"),
        ({"fiscal_year": 0}, "staffing-year"),
        ({"heads": 1000}, "staffing-number"),
        ({"progress": "arrived"}, "staffing-heads"),
        ({"filled": 1}, "staffing-heads"),
        ({"progress": "arrived", "filled": 3}, "staffing-heads"),
        ({"progress": "asked", "must": ()}, "staffing-not-ready"),
        ({"pay": "月額30万円"}, "staffing-pay"),
        ({"pay": "日額12,000円"}, "staffing-pay"),
        ({"note": "応募者の検証太郎さんがよい"}, "staffing-person"),
        ({"panel": "佐藤氏に頼む"}, "staffing-person"),
        ({"note": "1人目は85点"}, "staffing-score"),
    ],
)
def test_what_may_not_be_said_is_told_with_its_code(said: dict[str, Any], code: str) -> None:
    assert found(**said) == [code]


@pytest.mark.parametrize(
    "text", ["業者さんに聞く", "区民の皆さんのため", "氏名は書かない", "お客さんの目線", "60点以上を目安"]
)
def test_ordinary_words_name_nobody(text: str) -> None:
    assert not found(criteria=text)


def test_a_month_or_a_day_is_read_and_counted_back() -> None:
    assert [needed(one) for one in ("", "令和9年3月", "R9.3", "R9.3.31", "2027-03", "夏")] == [
        "", "2027-03", "2027-03", "2027-03-31", "2027-03", None
    ]  # fmt: skip
    assert needed_text("2027-03") == "令和9年3月"
    assert needed_text("2027-03-31") == "令和9年3月31日"
    assert start_by(WHOLE) == "2026-09"
    assert start_by(WHOLE._replace(needed_by="2026-04", finding_months=16)) == "2024-12"
    assert not start_by(WHOLE._replace(finding_months=0))


def test_what_is_to_be_looked_at_is_told() -> None:
    told = list(notices(WHOLE, "2026-10-01"))
    assert told[0] == "確保に6か月かかるので、令和8年9月には始めている計算です。"
    assert any("会計年度の末日まで" in one for one in told)
    in_time = WHOLE._replace(training_months=3)
    assert "令和8年12月までに育成を始めれば間に合う計算です" in next(notices(in_time, "2026-10-01"))
    assert "令和9年3月を過ぎています。" in list(notices(WHOLE._replace(progress="asked"), "2027-04-01"))
    assert "あと1人が足りません。" in list(
        notices(WHOLE._replace(progress="arrived", filled=1), "2027-04-01")
    )
    assert any("給与の根拠" in one for one in notices(WHOLE._replace(pay=""), "2026-05-01"))
