"""The merge: the same revisions give the same view, in whatever order and however often they came."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import merge
from dxdesk.domain.contents import Assignment, Made, Reference
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise

KEY = RecordKey("131091", 2025, "000011", Part.SELF)


def said(trust: Trust = Trust.NONE, *heads: Revision, **items: int) -> Revision:
    return revise(KEY, {"items": items}, heads, key_id="" if trust is Trust.NONE else "ab" * 16, trust=trust)


@st.composite
def histories(draw: st.DrawFn) -> list[Revision]:
    """Some revisions of one record, each following any of those before it."""
    made: list[Revision] = []
    for _ in range(draw(st.integers(0, 7))):
        heads = draw(st.lists(st.sampled_from(made), max_size=3)) if made else []
        items = draw(st.dictionaries(st.sampled_from("abc"), st.integers(0, 3), max_size=3))
        made.append(said(draw(st.sampled_from(Trust)), *heads, **items))
    return made


@given(histories(), st.data())
def test_order_and_repetition_do_not_matter(made: list[Revision], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations([*made, *made]))
    assert merge.view(shuffled) == merge.view(made)
    assert merge.view(shuffled).head_ids == merge.view(made).head_ids


@given(histories(), st.data())
def test_two_batches_joined_are_one_batch(made: list[Revision], data: st.DataObject) -> None:
    one = [revision for revision in made if data.draw(st.booleans())]
    joined = {revision.id: revision for revision in [*made, *one]}
    assert merge.heads_of([*one, *made]) == merge.heads_of(joined.values())


@given(histories())
def test_nothing_is_lost_only_followed(made: list[Revision]) -> None:
    """Every revision is a head, or something of at least its trust covers it."""
    heads = {head.id for head in merge.heads_of(made)}
    for revision in made:
        followed = any(revision.id in o.covers and o.trust >= revision.trust for o in made)
        assert (revision.id in heads) != followed


@given(histories())
def test_less_trust_never_overrules_more(made: list[Revision]) -> None:
    trusted = [revision for revision in made if revision.trust is Trust.HR]
    alone = {head.id for head in merge.heads_of(trusted)}
    assert alone <= {head.id for head in merge.heads_of(made)}


@given(histories())
def test_each_item_is_agreed_on_or_in_conflict(made: list[Revision]) -> None:
    view = merge.view(made)
    spoken = {item for head in view.heads for item in head.items}
    assert spoken == view.items.keys() | view.conflicts.keys()
    assert not view.items.keys() & view.conflicts.keys()
    for item, choices in view.conflicts.items():
        assert len(choices) > 1
        ids = [revision_id for choice in choices for revision_id in choice.revision_ids]
        assert sorted(ids) == sorted(head.id for head in view.heads if item in head.items)


@given(histories(), st.integers(0, 3))
def test_a_settlement_ends_every_dispute_and_can_be_followed(made: list[Revision], level: int) -> None:
    view = merge.view(made)
    trust = Trust(merge.settle_trust(view.heads))
    settled = said(trust, *view.heads, a=level)
    assert merge.view([*made, settled]).heads == (settled,)
    later = said(trust, settled, a=3 - level)
    assert merge.view([*made, settled, later]).heads == (later,)


def test_a_newer_answer_replaces_an_older_one_in_either_order() -> None:
    old = said(a=1, b=1)
    new = said(Trust.NONE, old, a=2)
    assert merge.view([new, old]).items == {"a": 2}
    assert merge.view([old, new]).heads == (new,)


def test_an_ancestor_nobody_has_seen_is_not_waited_for() -> None:
    old = said(a=1)
    new = said(Trust.NONE, old, a=2)
    assert merge.view([new]).items == {"a": 2}


def test_equal_answers_beside_each_other_are_no_conflict() -> None:
    view = merge.view([said(a=1, b=1), said(a=1, c=2)])
    assert view.items == {"a": 1, "b": 1, "c": 2}
    assert not view.conflicts
    assert len(view.heads) == 2


def test_only_what_differs_is_in_conflict() -> None:
    view = merge.view([said(a=1, b=1), said(a=2, b=1)])
    assert view.items == {"b": 1}
    assert [choice.value for choice in view.conflicts["a"]] == [1, 2]


def test_one_and_true_are_two_answers() -> None:
    one, yes = revise(KEY, {"items": {"a": 1}}), revise(KEY, {"items": {"a": True}})
    assert "a" in merge.view([one, yes]).conflicts


def test_nothing_said_is_an_empty_view() -> None:
    assert merge.view([]) == merge.EMPTY
    assert merge.EMPTY.says_nothing
    assert merge.EMPTY.made == Made()
    assert merge.EMPTY.assignment == Assignment()
    assert merge.EMPTY.reference == Reference()
    assert merge.settle_trust([]) == 0


def test_a_view_knows_its_heads_what_settling_covers_and_the_whole_value() -> None:
    old = said(a=1)
    one, two = sorted([said(Trust.NONE, old, a=2), said(Trust.NONE, a=3)], key=lambda r: r.id)
    view = merge.view([two, old, one])
    assert view.head_ids == (one.id, two.id)
    assert view.lineage == {old.id, one.id, two.id}
    assert not view.says_nothing
    assert view.made == one.made
    assert merge.EMPTY.lineage == frozenset()


def test_of_several_heads_the_first_by_its_id_speaks() -> None:
    spoken = [revise(KEY, {"by": who, "name": who, "last_goals": {"a": who}}) for who in ("1", "2", "3")]
    view = merge.view(spoken)
    first = min(spoken, key=lambda revision: revision.id).content["by"]
    assert (view.made.by, view.assignment.name, view.reference.last_goals) == (first, first, {"a": first})


def test_an_empty_value_says_nothing() -> None:
    empty = revise(KEY, {})
    assert merge.view([empty]).says_nothing
    beside = [one for one in (said(a=level) for level in range(20)) if one.id > empty.id][:2]
    assert len(beside) == 2
    assert merge.view([empty, *beside]).says_nothing
