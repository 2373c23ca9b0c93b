"""What several sayings of an owned thing come to: field by field, in any order, whatever is taken back."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import canonical, owned
from dxdesk.domain.contents import owned_value, said_of_thing
from dxdesk.domain.records import Part, RecordKey, Revision, Trust

KEY = RecordKey("131091", 0, f"course:{'0' * 32}", Part.OWNED)


def said(trust: Trust = Trust.HR, **fields: Any) -> Revision:
    return Revision(KEY, frozenset(), canonical.dumps(owned_value("hr", fields)), "k", trust)


def fields(*counting: Revision) -> dict[str, Any]:
    return said_of_thing(owned.value(counting))


def told(*revisions: Revision) -> list[Revision]:
    """Say things one after the other."""
    found: list[Revision] = []
    for one in revisions:
        made = owned.follow(one, found)
        if made.id not in {other.id for other in found}:
            found.append(made)
    return found


def test_a_later_word_takes_the_place_of_what_it_says_itself() -> None:
    found = told(said(name="A", hours=6), said(name="B"))
    assert fields(*found) == {"name": "B", "hours": 6}
    assert found[1].covers == {found[0].id}
    assert fields(found[1]) == {"name": "B"}, "the first taken back leaves nothing of its own"


def test_what_is_added_or_repeated_covers_nothing() -> None:
    found = told(said(name="A"), said(hours=6), said(name="A", seats=3), said(name="A"))
    assert len(found) == 3
    assert not any(one.covers for one in found)


def test_what_was_said_before_can_be_said_again() -> None:
    found = told(said(name="A"), said(name="B"), said(name="A"))
    assert fields(*found) == {"name": "A"}
    assert fields(*found[:2]) == {"name": "B"}
    back = told(said(name="A"), said(name="B"), said(name="A"), said(name="B"), said(name="A"))
    assert fields(*back) == {"name": "A"}
    assert len({one.id for one in back}) == 5


def test_what_stands_by_another_list_is_said_so_that_it_outlives_it() -> None:
    found = told(said(name="A"), said(name="B"), said(name="A", hours=1), said(name="A"))
    assert fields(*(one for one in found if one is not found[2])) == {"name": "A"}, "it was read last"


def test_a_thing_that_ended_can_begin_again() -> None:
    found = told(said(name="A"), said(ended=True))
    assert owned.value(found).get("deleted") is True
    assert owned.value(told(*found, said(ended=False))).get("deleted") is False


def test_the_higher_trust_stands_where_neither_knows_the_other() -> None:
    low, high = said(Trust.NONE, name="Z"), said(Trust.HR, name="A")
    assert fields(low, high) == fields(high, low) == {"name": "A"}


_values = st.fixed_dictionaries(
    {}, optional={"name": st.sampled_from("AB"), "hours": st.integers(1, 2), "ended": st.booleans()}
)
_sayings = st.lists(_values.map(lambda one: said(**one)), max_size=5)


@given(_sayings, st.randoms(use_true_random=False))
def test_what_counts_says_the_same_in_any_order(revisions: list[Revision], chance: Any) -> None:
    found = told(*revisions)
    shuffled = [*found]
    chance.shuffle(shuffled)
    assert fields(*shuffled) == fields(*found)


@given(_sayings, _values)
def test_what_is_said_last_stands_and_taken_back_leaves_no_trace(
    revisions: list[Revision], last: dict[str, Any]
) -> None:
    before = told(*revisions)
    made = owned.follow(said(**last), before)
    assert last.items() <= fields(*before, made).items()
    if made.id not in {one.id for one in before}:
        assert fields(*before, made).keys() == fields(*before).keys() | last.keys()
        assert fields(*(one for one in (*before, made) if one is not made)) == fields(*before)


@given(st.permutations([{"name": "A"}, {"hours": 2}, {"name": "A", "seats": 3}, {"ended": True}]))
def test_sayings_that_do_not_contradict_are_the_same_records_in_any_order(
    order: list[dict[str, Any]],
) -> None:
    found = told(*(said(**one) for one in order))
    assert sorted(one.id for one in found) == sorted(
        one.id for one in told(said(name="A"), said(hours=2), said(name="A", seats=3), said(ended=True))
    )


def _choices(*counting: Revision) -> dict[str, list[Any]]:
    return {name: [one.value for one in found] for name, found in owned.differing(counting).items()}


def test_what_two_say_without_knowing_each_other_is_told_field_by_field() -> None:
    one, other = said(name="A", hours=6, seats=3), said(name="B", hours=6)
    assert _choices(one, other) == _choices(other, one) == {"name": ["B", "A"]}
    assert fields(one, other)["name"] == "B", "the first choice is the one that stands"
    settled = owned.follow(said(name="A"), (one, other))
    assert _choices(one, other, settled) == {}
    assert fields(one, other, settled)["name"] == "A"
    otherwise = owned.follow(said(name="C"), (one, other))
    assert _choices(one, other, settled, otherwise) == {"name": ["C", "A"]}, "two settled it apart"


@given(_sayings)
def test_what_is_said_one_after_the_other_never_differs(revisions: list[Revision]) -> None:
    found = told(*revisions)
    assert owned.differing(found) == {}


@given(_sayings, _sayings, st.randoms(use_true_random=False))
def test_whatever_differs_can_be_settled_by_what_stands(
    here: list[Revision], there: list[Revision], chance: Any
) -> None:
    every = list({one.id: one for one in (*told(*here), *told(*there))}.values())
    apart = owned.differing(every)
    shuffled = list(every)
    chance.shuffle(shuffled)
    assert {name: [one.value for one in found] for name, found in apart.items()} == _choices(*shuffled)
    before = fields(*every) if every else {}
    assert not apart or owned.is_of_two(every)
    for name, found in apart.items():
        assert found[0].value == before[name]
        every.append(owned.follow(said(**{name: found[0].value}), every))
    assert owned.differing(every) == {}
    assert (fields(*every) if every else {}) == before
