"""The default wordings of certificates and the names of levels."""

from __future__ import annotations

from datetime import date

from dxdesk.ports import document_wording as words
from dxdesk.ports import printing as doc


def test_a_course_of_one_day_names_one_day() -> None:
    body = words.completion_body("情報セキュリティ研修", date(2025, 7, 1), date(2025, 7, 1))
    assert body.replace("\n", "") == (
        "あなたは令和7年7月1日に実施した「情報セキュリティ研修」の全課程を修了したことを証します"
    )


def test_a_longer_course_names_first_and_last_day_and_hours() -> None:
    body = words.completion_body("業務改革入門", date(2025, 7, 1), date(2025, 9, 30), "18時間")
    assert "令和7年7月1日から令和7年9月30日まで" in body
    assert "(全18時間)" in body


def test_a_level_has_its_name_and_no_answer_a_dash() -> None:
    scale = doc.LevelScale()
    assert [scale.name(level) for level in (0, 3, None, 7)] == ["未到達", "LV3", "―", "7"]
    assert scale.highest == 3


def test_a_person_is_named_by_number_and_name() -> None:
    assert doc.PersonHead("000012", "髙橋 美咲", "人事課").subject == "000012 髙橋 美咲"
