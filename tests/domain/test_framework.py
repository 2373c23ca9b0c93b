"""What one person is asked, and what is required of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.errors import KnownError
from tests.helpers.frameworks import small_framework

FRAMEWORK = small_framework()


def test_a_person_meets_the_items_of_their_own_personas() -> None:
    ordinary = FRAMEWORK.items_for("主事")
    assert [entry.item.uid for entry in ordinary] == ["s.a", "s.m"]
    lead = FRAMEWORK.items_for("主事", ["推進役"])
    assert [(entry.item.uid, entry.required) for entry in lead] == [("s.a", 2), ("s.b", 3), ("s.m", None)]


def test_mindset_statements_follow_the_grade_of_the_roster() -> None:
    by_grade = {grade: FRAMEWORK.items_for(grade)[1].statements for grade in ("主任", "課長", "特別職")}
    assert [s.text for s in by_grade["主任"]] == ["みんな", "係員だけ"]
    assert [(s.text, s.inferred) for s in by_grade["課長"]] == [("みんな", True), ("管理職だけ", False)]
    assert [s.text for s in by_grade["特別職"]] == ["みんな"], (
        "an unplaced grade gets what all have in common"
    )


def test_the_strictest_persona_decides_the_required_level() -> None:
    item = FRAMEWORK.item("s.a")
    assert FRAMEWORK.required_level(item) == 1
    assert FRAMEWORK.required_level(item, ["lead"]) == 2
    assert FRAMEWORK.required_level(item, ["lead", "相談役"]) == 3
    assert FRAMEWORK.required_level(FRAMEWORK.item("s.m"), ["lead"]) is None


def test_what_somebody_was_assigned_is_called_by_name_once() -> None:
    assert FRAMEWORK.persona_names(["相談役", "guide"]) == ("相談役",)
    assert FRAMEWORK.persona_names(["guide", "ほかの役"]) == ("相談役", "ほかの役")


def test_an_exclusive_persona_replaces_the_one_for_all_others() -> None:
    assert [p.code for p in FRAMEWORK.personas_of([])] == ["base", "rest"]
    assert [p.code for p in FRAMEWORK.personas_of(["相談役"])] == ["base", "rest", "guide"]
    assert [p.code for p in FRAMEWORK.personas_of(["lead"])] == ["base", "lead"]


def test_a_persona_of_a_grade_needs_no_appointment() -> None:
    assert [p.code for p in FRAMEWORK.personas_of([], "課長")] == ["base", "rest", "boss"]
    assert [p.code for p in FRAMEWORK.personas_of([], "特別職")] == ["base", "rest"]
    assert [entry.required for entry in FRAMEWORK.items_for("課長")] == [1, 2]
    assert [entry.required for entry in FRAMEWORK.items_for("主事")] == [1, None]
    item = FRAMEWORK.item("s.m")
    assert (FRAMEWORK.required_level(item), FRAMEWORK.required_level(item, (), "課長")) == (None, 2)


def test_whoever_is_one_kind_of_a_persona_is_that_persona_too() -> None:
    assert [p.code for p in FRAMEWORK.personas_of(["若手の相談役"])] == [
        "base",
        "rest",
        "guide",
        "guide.young",
    ]
    assert FRAMEWORK.required_level(FRAMEWORK.item("s.a"), ["guide.young"]) == 3


def test_grades_matter_where_only_a_persona_asks_for_them() -> None:
    plain = replace(FRAMEWORK, items=FRAMEWORK.items[:2])
    assert plain.unplaced_grades(["特別職"]) == ("特別職",)
    assert replace(plain, personas=plain.personas[:3]).unplaced_grades(["特別職"]) == ()


def test_what_the_next_level_still_asks() -> None:
    skill, mind = FRAMEWORK.item("s.a"), FRAMEWORK.item("s.m")
    assert [s.text for s in FRAMEWORK.next_level_statements(skill, None)] == ["目安1"]
    assert [s.text for s in FRAMEWORK.next_level_statements(skill, 1)] == ["目安2"]
    assert FRAMEWORK.next_level_statements(skill, 3) == ()
    assert [s.text for s in FRAMEWORK.next_level_statements(mind, 1, "課長")] == ["みんな", "管理職だけ"]


def test_items_are_found_by_their_uid() -> None:
    assert FRAMEWORK.item("s.b").name == "専門"
    with pytest.raises(KnownError) as caught:
        FRAMEWORK.item("占い")
    assert caught.value.code == "item-unknown"
    assert [c.name for c in FRAMEWORK.category_path(FRAMEWORK.item("s.a"))] == ["分類", "小分類"]


def test_levels_of_an_item_as_drop_down() -> None:
    item = FRAMEWORK.item("s.a")
    assert FRAMEWORK.allowed_levels(item) == (0, 1, 2, 3)
    assert FRAMEWORK.choice_labels(item)[2] == "LV2 水準二"
    assert FRAMEWORK.parse_level(item, "レベル２") == 2
    assert FRAMEWORK.stages[2].open
    assert not FRAMEWORK.stages[1].open


def test_grades_that_belong_to_no_group_are_told() -> None:
    assert FRAMEWORK.unplaced_grades(["主事", "特別職", "課長", "特別職", ""]) == ("", "特別職")
