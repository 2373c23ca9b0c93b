"""改定対応表: past levels under the next version, only where that is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.bridge import (
    DROPPED,
    KEPT,
    MERGED_MAX,
    MERGED_MIN,
    NEW,
    RENAMED,
    SPLIT,
    Link,
    by_uid,
    carried,
    carried_texts,
    to_answer_anew,
    troubles,
)

THREE, FIVE = (0, 1, 2, 3), (0, 1, 2, 3, 4, 5)


def scales(*uids: str, values: tuple[int, ...] = THREE) -> dict[str, tuple[int, ...]]:
    return dict.fromkeys(uids, values)


def test_the_same_uid_is_the_same_skill() -> None:
    links = by_uid(
        [("a", "企画"), ("b", "分析"), ("c", "旧")], [("a", "企画"), ("b", "データ分析"), ("d", "新")]
    )
    assert links == (
        Link(KEPT, ("a",), ("a",)),
        Link(RENAMED, ("b",), ("b",)),
        Link(NEW, (), ("d",)),
        Link(DROPPED, ("c",)),
    )
    assert carried(links, {"a": 2, "b": 1, "c": 3}, scales("a", "b", "c"), scales("a", "b", "d")) == {
        "a": 2,
        "b": 1,
    }
    assert to_answer_anew(links, ["a", "d"]) == ("d",)


@pytest.mark.parametrize(
    ("kind", "levels", "expected"),
    [
        (MERGED_MAX, {"a": 1, "b": 3}, {"x": 3}),
        (MERGED_MIN, {"a": 1, "b": 3}, {"x": 1}),
        (MERGED_MAX, {"a": 1}, {}),  # the other one might have been higher
        (MERGED_MIN, {"b": 3}, {}),
    ],
)
def test_merged_skills_take_the_higher_or_the_lower_of_all(
    kind: str, levels: dict[str, int], expected: dict[str, int]
) -> None:
    links = (Link(kind, ("a", "b"), ("x",)),)
    assert carried(links, levels, scales("a", "b"), scales("x")) == expected


def test_a_split_skill_and_another_scale_are_never_guessed() -> None:
    links = (Link(SPLIT, ("a",), ("x", "y")), Link(KEPT, ("b",), ("b",)))
    assert carried(links, {"a": 2, "b": 2}, scales("a", "b"), scales("x", "y", "b")) == {"b": 2}
    assert to_answer_anew(links, ["x", "y", "b"]) == ("x", "y")
    new = {**scales("x", "y"), **scales("b", values=FIVE)}
    assert carried(links, {"a": 2, "b": 2}, scales("a", "b"), new) == {}


def test_goals_go_along_and_those_of_merged_skills_stand_under_each_other() -> None:
    links = (Link(MERGED_MAX, ("a", "b"), ("x",)), Link(SPLIT, ("c",), ("y", "z")), Link(DROPPED, ("d",)))
    texts = {"a": "表を作る", "b": "読み解く", "c": "教える", "d": "やめる"}
    assert carried_texts(links, texts) == {"x": "表を作る\n読み解く"}


@pytest.mark.parametrize(
    ("links", "kind", "uid"),
    [
        ([Link(KEPT, ("a",), ("a",))], "unmapped", "b"),
        ([Link(KEPT, ("a",), ("a",)), Link(DROPPED, ("b",)), Link(NEW, (), ("b",)), Link(NEW, (), ("b",))],
         "twice", "b"),
        ([Link(KEPT, ("z",), ("a",)), Link(KEPT, ("a",), ("b",)), Link(DROPPED, ("b",))], "unknown-old", "z"),
        ([Link(KEPT, ("a",), ("z",)), Link(KEPT, ("b",), ("b",)), Link(NEW, (), ("a",))], "unknown-new", "z"),
        ([Link(SPLIT, ("a",), ("a",)), Link(KEPT, ("b",), ("b",))], "shape", "a、a"),
        ([Link(MERGED_MAX, ("a",), ("a",)), Link(KEPT, ("b",), ("b",))], "shape", "a、a"),
    ],
)  # fmt: skip
def test_every_skill_stands_in_exactly_one_link(links: list[Link], kind: str, uid: str) -> None:
    assert (kind, uid) in {(one.kind, one.uid) for one in troubles(["a", "b"], ["a", "b"], links)}


_uids = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(old=_uids, new=_uids, levels=st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3)))
def test_a_bridge_by_uid_is_whole_and_leaves_the_past_alone(
    old: list[str], new: list[str], levels: dict[str, int]
) -> None:
    links = by_uid([(uid, uid) for uid in old], [(uid, uid) for uid in new])
    assert list(troubles(old, new, links)) == []
    past = {uid: level for uid, level in levels.items() if uid in old}
    before = dict(past)
    found = carried(links, past, scales(*old), scales(*new))
    assert past == before
    assert found == {uid: level for uid, level in past.items() if uid in new}


@given(data=st.data())
def test_nothing_is_carried_that_was_not_there(data: st.DataObject) -> None:
    """Whatever the links: a carried level is one of the past levels of the items it comes from."""
    links = []
    old = [f"o{n}" for n in range(6)]
    rest = list(old)
    for number in range(data.draw(st.integers(1, 5))):
        kind = data.draw(st.sampled_from([KEPT, RENAMED, MERGED_MAX, MERGED_MIN, SPLIT]))
        take = 2 if kind in (MERGED_MAX, MERGED_MIN) else 1
        if len(rest) < take:
            break
        mine, rest = rest[:take], rest[take:]
        made = (f"n{number}", f"m{number}") if kind == SPLIT else (f"n{number}",)
        links.append(Link(kind, tuple(mine), made))
    levels = data.draw(st.dictionaries(st.sampled_from(old), st.integers(0, 3)))
    new = {uid: THREE for link in links for uid in link.new}
    found = carried(links, levels, scales(*old), new)
    for link in links:
        for uid in link.new:
            if uid in found:
                assert found[uid] in {levels[source] for source in link.old}
                assert link.kind != SPLIT
