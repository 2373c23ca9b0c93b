"""本人開示用一覧: goals of the year and what was said of them stand in it in words, each under its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.records import Part
from dxdesk.usecases.person_year.cycles import find_cycle, framework_of
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.reports.disclosed_records import DECIDE, Reader, Told
from dxdesk.usecases.year_start import agreeing, own
from tests.helpers.office import STAFF, Office, new_office
from tests.helpers.starting import begin

FIRST = STAFF[0]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path)
    yield made
    made.close()


def test_goals_are_told_in_words_and_a_supervisors_reason_is_marked(office: Office) -> None:
    begin(office, agreed=True, meeting=True)
    name = person_year(office.hr, FIRST).items[0].name
    said = {
        "goal:01": (name, "LV2", "申請を電子にする", "実践", "3/31"),
        "goal:02": ("取りやめ", "", "", "", ""),
    }
    own.submit(office.hr, None, said, FIRST, proxy_by="人事")
    agreeing.return_goals(office.hr, FIRST, "いつまでかを書いてください。")
    agreeing.agree(office.hr, agreeing.Agreement(FIRST, {"assignment": "done"}, "2025-05-20"))
    with office.hr.store.read() as uow:
        reader = Reader([framework_of(uow, find_cycle(uow))], frozenset({FIRST}), frozenset())
    judged = person_year(office.hr, FIRST).judged
    told = [one for part in (Part.PLAN, Part.PLAN_LIFE) for r in judged.of(part) for one in reader.lines(r)]
    lines = {one.item: one for one in told}
    assert lines["期首の目標1・スキル"].text == f"{name} LV2"
    assert lines["期首の目標1・いつまで"] == Told("期首の目標1・いつまで", "R8.3.31"), (
        "a day and nobody's number"
    )
    assert lines["期首の目標1・測り方"].text == "実践"
    assert lines["期首の目標2"].text == "取りやめ"
    assert lines["支援行動・業務アサインの調整"].text == "行った"
    assert lines["面談日"].text
    assert lines["理由"] == Told("理由", "いつまでかを書いてください。", DECIDE)
    english = [one for one in told if re.search(r"[a-z]{3,}", f"{one.item} {one.text}")]
    assert [one for one in english if "shinagawa" not in one.text] == []
