"""Changing a draft: nothing is lost on the way, and answers keep what they hang on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import framework_edit as edit
from dxdesk.domain import framework_people_edit as people
from dxdesk.domain import framework_uses as uses
from dxdesk.domain.framework import LEVEL, MINDSET, Framework
from dxdesk.domain.framework_check import check
from dxdesk.usecases import frameworks
from tests.helpers.frameworks import small_framework


def _pick(data: st.DataObject, keys: list[str]) -> str:
    return data.draw(st.sampled_from(keys)) if keys else ""


def _change(framework: Framework, kind: str, data: st.DataObject) -> Framework:
    """Make one change such as a person makes at the screen."""
    items = [item.uid for item in framework.items]
    categories = [category.uid for category in framework.categories]
    personas = [persona.code for persona in framework.personas]
    name = data.draw(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8))
    item, category, persona = _pick(data, items), _pick(data, categories), _pick(data, personas)
    changes: dict[str, Any] = {
        "add": lambda: edit.add_item(framework, name, category)[0],
        "rename": lambda: edit.replace_item(framework, item, name=name) if item else framework,
        "move": lambda: edit.move_item(framework, item, category, _pick(data, items)) if item else framework,
        "remove": lambda: edit.remove_item(framework, item) if item else framework,
        "heading": lambda: edit.add_category(framework, name, category)[0],
        "heading-move": lambda: edit.move_category(framework, category, _pick(data, ["", *categories])),
        "heading-remove": lambda: edit.remove_category(framework, category),
        "criteria": lambda: (
            edit.set_criteria(framework, item, 1, name, [name, "目安1"]) if item else framework
        ),
        "scale": lambda: edit.set_scale(framework, item, framework.scales[0].code) if item else framework,
        "persona": lambda: people.add_persona(framework, name)[0],
        "persona-remove": lambda: people.remove_persona(framework, persona),
        "required": lambda: (
            people.set_required(framework, persona, item, data.draw(st.sampled_from([None, 1, 2, 3])))
            if item and persona
            else framework
        ),
        "evidence": lambda: people.add_requirement(framework, name)[0],
        "stage": lambda: people.add_stage(framework, persona, name)[0] if persona else framework,
        "stage-remove": lambda: people.remove_stage(
            framework, _pick(data, [stage.code for stage in framework.stages])
        ),
    }
    changed: Framework = changes[kind]()
    return changed


KINDS = [
    "add",
    "rename",
    "move",
    "remove",
    "heading",
    "heading-move",
    "heading-remove",
    "criteria",
    "scale",
    "persona",
    "persona-remove",
    "required",
    "evidence",
    "stage",
    "stage-remove",
]


def test_a_skill_never_gets_the_uid_of_one_that_went() -> None:
    framework, first = edit.add_item(small_framework(), "一つめ", "c")
    _, second = edit.add_item(edit.remove_item(framework, first), "二つめ", "c")
    assert second != first


@given(kinds=st.lists(st.sampled_from(KINDS), max_size=14), data=st.data())
def test_any_changes_keep_what_answers_hang_on(kinds: list[str], data: st.DataObject) -> None:
    framework = small_framework()
    removed: set[str] = set()
    for kind in kinds:
        before, text = framework, frameworks.to_text(framework)
        framework = _change(framework, kind, data)
        assert frameworks.to_text(before) == text, "the one before is left alone"
        there, was = {item.uid for item in framework.items}, {item.uid for item in before.items}
        if kind == "add":
            assert len(there - was) == 1
        elif kind == "remove":
            removed |= was - there
        else:
            assert there == was
        assert not removed & there, "a uid once gone is never given again"
        codes = [item.uid for item in framework.items] + [one.uid for one in framework.categories]
        assert len(codes) == len(set(codes))
        assert frameworks.from_draft(frameworks.to_text(framework)) == framework
        pointing = [problem.place.cell for problem in check(framework) if problem.code == "framework-unknown"]
        # Once the last category went a skill lies in none, which the check tells; it never names a gone one.
        homeless = [f"items[{n}].category" for n, item in enumerate(framework.items) if not item.category]
        assert pointing == homeless, "nothing is left that names what is gone"


def test_a_skill_that_goes_takes_every_mention_of_it_along() -> None:
    left = edit.remove_item(small_framework(), "s.a")
    assert all("s.a" not in dict(persona.required) for persona in left.personas)
    assert [one.code for one in left.requirements] == ["r1", "r2", "r3"]
    assert left.requirements[0].supports == ()
    assert check(left) == ()


def test_a_category_never_goes_under_itself() -> None:
    framework = small_framework()
    assert edit.move_category(framework, "c", "c.sub") == framework
    up = edit.move_category(framework, "c.sub", "")
    assert [one.parent for one in up.categories] == ["", ""]


def test_what_lay_in_a_category_goes_one_level_up() -> None:
    left = edit.remove_category(small_framework(), "c.sub")
    assert [item.category for item in left.items] == ["c", "c", "c"]


def test_another_scale_keeps_the_statements_of_levels_it_has() -> None:
    framework, code = people.add_scale(small_framework(), "5段階", 6)
    changed = edit.set_scale(framework, "s.a", code).item("s.a")
    texts = [[statement.text for statement in one.statements] for one in changed.criteria]
    assert texts == [["目安1"], ["目安2"], ["目安3"], [""], [""]]
    assert changed.criteria[2].statements[0].inferred, "a mark 推定 stays with its sentence"


def test_a_new_attitude_asks_every_grade_for_its_sentence() -> None:
    framework, uid = edit.add_item(small_framework(), "新しい心構え", "c", kind=MINDSET)
    assert [part.grade for part in framework.item(uid).by_grade] == ["一般職", "管理職"]
    written = edit.set_by_grade(framework, uid, "管理職", ["率先する"])
    written = edit.set_by_grade(written, uid, "一般職", ["試してみる"])
    assert check(written) == ()


def test_a_stage_that_goes_closes_the_gap_and_its_requirements_go_along() -> None:
    left = people.remove_stage(small_framework(), "lead1")
    assert [(stage.code, stage.step) for stage in left.stages] == [("lead2", 1), ("lead3", 2)]
    assert "r3" not in [one.code for one in left.requirements]
    assert left.stages[0].requirements == ("r2",)


def test_evidence_of_another_kind_forgets_the_level_it_named() -> None:
    changed = people.replace_requirement(small_framework(), "r4", kind="course", name="新しい研修")
    one = next(one for one in changed.requirements if one.code == "r4")
    assert (one.kind, one.item, one.level) == ("course", "", 0)
    again = people.replace_requirement(changed, "r4", kind=LEVEL, item="s.a", level=3)
    assert check(again) == ()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            lambda f: uses.uses_of_item(f, "s.a"),
            ["人材像「推進役」の要求水準 LV2", "要件「入門研修」", "育成段階「基礎」"],
        ),
        (lambda f: uses.uses_of_persona(f, "lead"), ["育成段階「実践」", "スキル「専門」"]),
        (lambda f: uses.uses_of_persona(f, "guide"), ["下位の人材像「若手の相談役」"]),
        (lambda f: uses.uses_of_scale(f, "three"), ["スキル「心構え」"]),
        (lambda f: uses.uses_of_requirement(f, "r1"), ["育成段階「基礎」", "スキル「企画」の LV1"]),
    ],
)
def test_one_sees_where_a_part_is_used(told: Any, words: list[str]) -> None:
    found = told(small_framework())
    for word in words:
        assert any(line.startswith(word) for line in found), found
