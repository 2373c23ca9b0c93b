"""Editing keeps what answers hang on: any sequence of edits keeps the uids and can be kept as text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.domain import bridge
from dxdesk.domain import framework_edit as edit
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.usecases.frameworks import versions
from tests.helpers.frameworks import small_framework

TEXT = st.text(min_size=0, max_size=5)
PICK = st.integers(min_value=0, max_value=30)
STEP = st.tuples(
    st.sampled_from(("rename", "move", "category", "word", "require", "add", "remove")), PICK, PICK, TEXT
)


def step(framework: Framework, what: tuple[str, int, int, str], fresh: int) -> tuple[Framework, set[str]]:
    """Do one edit; return the framework and the uids that it meant to add or remove."""
    act, first, second, text = what
    if not framework.items:
        return framework, set()
    item = framework.items[first % len(framework.items)]
    other = framework.items[second % len(framework.items)].uid
    category = framework.categories[second % len(framework.categories)].uid
    if act == "rename":
        return edit.change(framework, edit.ITEMS, item.uid, name=text), set()
    if act == "move":
        return edit.move(framework, edit.ITEMS, item.uid, other), set()
    if act == "category":
        return edit.move_item(framework, item.uid, category, other if second % 2 else ""), set()
    if act == "word":
        return edit.word_level(framework, item.uid, second % 4, (text, "もう1文")), set()
    if act == "require":
        persona = framework.personas[second % len(framework.personas)].code
        return edit.require(framework, persona, item.uid, None if text else second % 4), set()
    if act == "add":
        return edit.new_skill(framework, f"new{fresh}", category, text), {f"new{fresh}"}
    try:
        return edit.remove(framework, edit.ITEMS, item.uid), {item.uid}
    except KnownError:
        return framework, set()


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=12))
def test_any_edits_keep_uids_and_round_trip(steps: list[tuple[str, int, int, str]]) -> None:
    framework = small_framework()
    for number, what in enumerate(steps):
        before = {item.uid for item in framework.items}
        framework, meant = step(framework, what, number)
        after = [item.uid for item in framework.items]
        assert len(after) == len(set(after))
        assert before ^ set(after) == meant
        held = {uid for persona in framework.personas for uid, _ in persona.required}
        assert held <= set(after)
        assert versions.draft_from_text(versions.to_text(framework)) == framework


def test_a_renamed_skill_is_the_same_skill() -> None:
    framework = edit.change(small_framework(), edit.ITEMS, "s.a", name="企画力")
    assert framework.item("s.a").name == "企画力"
    assert framework.required_level(framework.item("s.a"), ("lead",)) == 2
    with pytest.raises(ValueError, match="identifies"):
        edit.change(framework, edit.ITEMS, "s.a", uid="other")


def test_a_category_cannot_go_under_itself() -> None:
    framework = small_framework()
    with pytest.raises(KnownError, match="5段"):
        edit.move_category(framework, "c", "c.sub")
    moved = edit.move_category(framework, "c.sub", "", "c")
    assert [category.uid for category in moved.categories] == ["c.sub", "c"]


def test_what_is_used_says_where_and_stays() -> None:
    framework = small_framework()
    with pytest.raises(KnownError) as refused:
        edit.remove(framework, edit.SCALES, "three")
    assert "企画" in refused.value.problem.found
    with pytest.raises(KnownError):
        edit.remove(framework, edit.ITEMS, "s.a")  # the requirement r4 is a level of it
    freed = edit.change(framework, edit.REQUIREMENTS, "r4", item="s.b")
    without = edit.remove(freed, edit.ITEMS, "s.a")
    assert all(uid != "s.a" for persona in without.personas for uid, _ in persona.required)


def test_words_that_stay_keep_what_is_known_of_them() -> None:
    framework = edit.word_level(small_framework(), "s.a", 3, ("新しい目安", "目安3"))
    said = framework.item("s.a").criteria_by_level[3]
    assert [statement.inferred for statement in said.statements] == [False, True]
    assert said.heading == "見出し3"


def test_another_scale_keeps_the_words_of_levels_that_stay() -> None:
    framework = small_framework()
    scale = framework.scales[0]
    short = type(scale)("two", "2段階", scale.levels[:3])
    changed = edit.change_scale(edit.add(framework, edit.SCALES, short), "s.a", "two")
    assert [one.level for one in changed.item("s.a").criteria] == [1, 2]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(PICK, st.sets(st.integers(0, 2)), st.booleans()), max_size=6),
    st.lists(STEP, max_size=6),
)
def test_whatever_is_carried_on_every_skill_stands_in_one_link(
    carried: list[tuple[int, set[int], bool]], steps: list[tuple[str, int, int, str]]
) -> None:
    base = framework = small_framework()
    for number, (what, olds, lowest) in enumerate(carried):
        for one in steps[number : number + 1]:
            framework, _ = step(framework, one, number)
        if framework.items:
            uid = framework.items[what % len(framework.items)].uid
            try:
                chosen = [base.items[place].uid for place in sorted(olds)]
                framework = edit.carry(framework, base, uid, chosen, lowest=lowest)
            except ValueError:
                continue
            assert edit.carried_from(framework, base, uid) == tuple(chosen)
    try:
        links = edit.bridged(framework, base)
    except ValueError:
        return  # claimed twice after a skill came back: publishing says so
    named = ([item.uid for item in base.items], [item.uid for item in framework.items])
    assert list(bridge.troubles(*named, links)) == []


def test_two_skills_become_one_once_the_other_is_retired() -> None:
    base = small_framework()
    free = edit.change(base, edit.REQUIREMENTS, "r4", item="s.b")
    with pytest.raises(ValueError, match=r"s\.b"):
        edit.carry(free, base, "s.a", ("s.a", "s.b"))  # s.b goes on by itself
    edited = edit.change(free, edit.REQUIREMENTS, "r4", item="s.a")
    merged = edit.carry(edit.remove(edited, edit.ITEMS, "s.b"), base, "s.a", ("s.a", "s.b"), lowest=True)
    links = edit.bridged(merged, base)
    assert links[0] == bridge.Link(bridge.MERGED_MIN, ("s.a", "s.b"), ("s.a",))
