"""What people call the fields of things: every field has its word, and no code is shown."""

from __future__ import annotations

from typing import Any

import pytest

from dxdesk.domain import thing_words
from dxdesk.domain.action_plan import PlanSaid
from dxdesk.domain.agenda_record import KINDS as AGENDA_KINDS
from dxdesk.domain.attendance_record import AttendanceSaid
from dxdesk.domain.contents import CourseSaid, SessionSaid, owned_value
from dxdesk.domain.drafting_record import KINDS as DRAFTING_KINDS
from dxdesk.domain.glossary_record import KINDS as TERM_KINDS
from dxdesk.domain.indicator_record import KINDS
from dxdesk.domain.knowledge_record import KINDS as KNOWLEDGE_KINDS
from dxdesk.domain.practice_record import KINDS as PRACTICE_KINDS
from dxdesk.domain.staffing_record import KINDS as STAFFING_KINDS
from dxdesk.domain.target_record import TargetSaid
from dxdesk.domain.thing_words import (
    FIELD_NAMES,
    KIND_NAMES,
    Names,
    coded,
    field_name,
    field_text,
    thing_name,
)

SAID: dict[str, Any] = {
    "course": CourseSaid, "session": SessionSaid, "target": TargetSaid, "attendance": AttendanceSaid,
    "plan": PlanSaid, **KINDS,
    **STAFFING_KINDS, **AGENDA_KINDS, **TERM_KINDS, **KNOWLEDGE_KINDS, **DRAFTING_KINDS,
    **PRACTICE_KINDS,
}  # fmt: skip
YEARLY = {"plans": "plan", "actuals": "actual", "forecasts": "forecast", "lines": "line", "happened": "done"}


@pytest.mark.parametrize("kind", sorted(KIND_NAMES))
def test_every_field_of_a_thing_has_a_word(kind: str) -> None:
    fields = {YEARLY.get(name, name) for name in SAID[kind]._fields}
    assert fields - FIELD_NAMES[kind].keys() == set()
    assert SAID.keys() == KIND_NAMES.keys() == FIELD_NAMES.keys()


def test_what_stands_in_a_field_is_told_in_words() -> None:
    names = Names({"a.b": "業務改革"}, {"lead": "DX推進リーダー"}, {"basic": "DX基礎研修"})
    said = [
        ("course", "recurrence", "every-n", "何年かごと"),
        ("course", "audience", [["lead", "", "required"], ["", "係長", "none"]],
         "DX推進リーダー(必須)、係長(定めなし)"),
        ("course", "serves", [["a.b", 2], ["x", 0]], "業務改革 LV2、x"),
        ("course", "after", "basic", "DX基礎研修"),
        ("course", "roster", False, "いいえ"),
        ("course", "hours", 0, "(空欄)"),
        ("course", "form", [], "(空欄)"),
        ("course", "reference", 2025, "令和7年度"),
        ("target", "basis", "lead", "段階に達した人のうち、リードした経験のある人"),
        ("target", "actual:2025", ["12", "2026-03-31", "名簿"], "12、2026-03-31、名簿"),
        ("indicator", "published", [[2024, "R6実績値", "3.043", "方針"]], "2024 R6実績値 3.043 方針"),
        ("survey", "grouped", [["section", "総務課", "01", [1, 2]]], "所属別 総務課 01 1 2"),
        ("session", "fiscal_year", 3, "3"),
        ("case", "tools", ["a.b", "kintone"], "業務改革、kintone"),
        ("case", "status", "done", "完了"),
        ("event", "sort", "meeting", "連携会議"),
        ("consultation", "solved", "desk", "相談の窓口で"),
    ]  # fmt: skip
    for kind, name, content, text in said:
        assert field_text(kind, name, content, names) == text, (kind, name)
    assert field_name("target", "plan:2025") == "令和7年度の目標値"
    assert field_name("course", "newer") == "newer"


def test_things_have_names() -> None:
    assert thing_name("session", owned_value("dx", {"course": "ai", "turn": "第1回"})) == "ai 第1回"
    assert thing_name("course", owned_value("dx", {"code": "ai"})) == "ai"
    assert (
        thing_name("activity", owned_value("dx", {"name": "広報", "fiscal_year": 2025})) == "広報(令和7年度)"
    )
    assert thing_name("survey", owned_value("dx", {})) == "アンケート"
    there = owned_value("dx", {"course": "ai", "held_on": "2026-01-20", "number": "001003"})
    assert thing_name("attendance", there, {"ai": "生成AI研修"}) == "生成AI研修 R8.1.20 001003"


@pytest.mark.parametrize(("kind", "name"), sorted(thing_words._CODED))
def test_what_people_read_for_a_code_is_understood_for_it(kind: str, name: str) -> None:
    for code, word in thing_words._CODED[kind, name].items():
        if word:
            assert coded(kind, {name: f" {word} ", "name": word}) == {name: str(code), "name": word}
    assert coded(kind, {name: "どれでもない"}) == {name: "どれでもない"}
    assert coded(kind, ["x"]) == ["x"]
