"""Settling a dispute item by item: one decision changes one item, in every store and in any order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from dxdesk.domain import merge
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise

KEY = RecordKey("131091", 2025, "000011", Part.SELF)
ITEMS = "abcde"
HR, FIRST, SECOND = "aa" * 16, "bb" * 16, "cc" * 16
REASON = "本人に電話で確かめた"


@dataclass
class Store:
    """What one store holds of a record, and under which key its owner settles."""

    key_id: str
    held: dict[str, Revision] = field(default_factory=dict)

    @property
    def view(self) -> merge.RecordView:
        return merge.view(self.held.values())

    def take(self, revisions: Iterable[Revision]) -> None:
        self.held.update({revision.id: revision for revision in revisions})

    def settle(self, decided: Mapping[str, Any]) -> None:
        heads = self.view.heads
        trust = Trust(merge.settle_trust(heads))
        for value, head in merge.settle(heads, decided, REASON):
            self.take([revise(KEY, value, (head,) if head else heads, key_id=self.key_id, trust=trust)])


def said(items: Mapping[str, int], *heads: Revision, trust: Trust = Trust.NONE, key_id: str = "") -> Revision:
    return revise(KEY, {"items": dict(items)}, heads, key_id=key_id, trust=trust)


@st.composite
def answers(draw: st.DrawFn) -> list[Revision]:
    """Two or three files of one person that say different things, from one blank form."""
    blank = said({})
    levels = st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 2), min_size=1)
    found = draw(st.lists(levels, min_size=2, max_size=3))
    typed_in = draw(st.booleans())
    made = [said(items, blank) for items in found]
    if typed_in:
        made[-1] = said(found[-1], blank, trust=Trust.SECTION, key_id=FIRST)
    assume(merge.view(made).conflicts)
    return [blank, *made]


def meaning(view: merge.RecordView) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    return dict(view.items), {
        item: sorted(choice.value for choice in choices) for item, choices in view.conflicts.items()
    }


@given(answers(), st.data())
def test_each_settlement_changes_one_item_whoever_makes_it_and_in_whatever_order(
    files: list[Revision], data: st.DataObject
) -> None:
    stores = [Store(key) for key in (HR, FIRST, SECOND)]
    for store in stores:
        store.take(files)
    agreed, disputed = meaning(stores[0].view)
    decided: dict[str, int] = {}
    for item in data.draw(st.permutations(sorted(disputed))):
        store = data.draw(st.sampled_from(stores))
        before_items, before_open = meaning(store.view)
        value = data.draw(st.sampled_from(disputed[item]))
        store.settle({item: value})
        decided[item] = value
        assert meaning(store.view) == (
            {**before_items, item: value},
            {other: values for other, values in before_open.items() if other != item},
        )
        if data.draw(st.booleans()):
            data.draw(st.sampled_from(stores)).take(store.held.values())
        if data.draw(st.integers(0, 3)) == 0:
            break
    everything = {revision.id: revision for store in stores for revision in store.held.values()}
    left = {item: values for item, values in disputed.items() if item not in decided}
    for _ in range(2):
        shuffled = data.draw(st.permutations(list(everything.values())))
        assert meaning(merge.view(shuffled)) == ({**agreed, **decided}, left)
    # A store that got only what nothing follows says the same.
    heads = merge.heads_of(everything.values())
    assert meaning(merge.view(heads)) == ({**agreed, **decided}, left)


@given(answers(), st.data())
def test_two_who_decide_one_item_differently_leave_that_item_open_and_no_other(
    files: list[Revision], data: st.DataObject
) -> None:
    one, other = Store(HR), Store(FIRST)
    one.take(files)
    other.take(files)
    agreed, disputed = meaning(one.view)
    item = data.draw(st.sampled_from(sorted(disputed)))
    for store in (one, other):
        for extra in data.draw(st.lists(st.sampled_from(sorted(disputed)), max_size=2)):
            if extra != item and extra not in meaning(store.view)[0]:
                store.settle({extra: disputed[extra][0]})
    one.settle({item: disputed[item][0]})
    other.settle({item: disputed[item][-1]})
    one.take(other.held.values())
    now = meaning(one.view)
    assert now[1][item] == [disputed[item][0], disputed[item][-1]]
    assert {**now[0], **now[1]}.keys() == {**agreed, **disputed}.keys()
    # And settling it once more ends it, as it always did.
    rest = {name: values[0] for name, values in now[1].items() if name != item}
    one.settle({item: disputed[item][0]})
    assert meaning(one.view)[1].keys() == rest.keys()


@given(answers(), st.data())
def test_an_item_settled_anew_is_not_taken_back_by_one_who_only_repeated_the_first_decision(
    files: list[Revision], data: st.DataObject
) -> None:
    one, other = Store(HR), Store(FIRST)
    one.take(files)
    _, disputed = meaning(one.view)
    assume(len(disputed) > 1)
    first, second = data.draw(st.permutations(sorted(disputed)))[:2]
    one.settle({first: disputed[first][0]})
    late = said({first: 7}, files[0])
    one.take([late])
    other.take(one.held.values())
    assert first in one.view.conflicts
    one.settle({first: 7})
    other.settle({second: disputed[second][0]})
    one.take(other.held.values())
    assert one.view.items[first] == 7
    assert one.view.items[second] == disputed[second][0]


@given(answers(), st.data())
def test_an_answer_after_a_settlement_follows_all_of_it(files: list[Revision], data: st.DataObject) -> None:
    store = Store(HR)
    store.take(files)
    _, disputed = meaning(store.view)
    store.settle({data.draw(st.sampled_from(sorted(disputed))): 1})
    trust = Trust(merge.settle_trust(store.view.heads))
    answer = said({"a": 3}, *store.view.heads, trust=trust, key_id=FIRST if trust else "")
    store.take([answer])
    assert store.view.heads == (answer,)


def test_a_decision_that_did_not_know_a_file_does_not_decide_against_it() -> None:
    blank = said({})
    one, two, three = said({"a": 1}, blank), said({"a": 2}, blank), said({"a": 3, "b": 3}, blank)
    knew, other = Store(HR), Store(FIRST)
    knew.take([blank, one, two])
    other.take([blank, one, two, three, said({"b": 4}, blank)])
    knew.settle({"a": 1})
    other.settle({"b": 4})
    knew.take(other.held.values())
    assert meaning(knew.view) == ({"b": 4}, {"a": [1, 3]})


def test_settlements_of_earlier_programs_decide_all_they_say() -> None:
    """They name no items; between themselves they are heads like any other, as they always were."""
    blank = said({})
    one, two = said({"a": 1, "b": 1}, blank), said({"a": 2, "b": 2}, blank)
    old = revise(
        KEY,
        {"items": {"a": 1, "b": 1}, "settled": {"reason": REASON}},
        [one, two],
        key_id=HR,
        trust=Trust.NONE,
    )
    assert meaning(merge.view([blank, one, two, old])) == ({"a": 1, "b": 1}, {})
    rival = revise(KEY, {"items": {"a": 1, "b": 2}, "settled": {"reason": REASON}}, [one, two], key_id=FIRST)
    assert meaning(merge.view([old, rival])) == ({"a": 1}, {"b": [1, 2]})
    new = Store(FIRST)
    new.take([blank, one, two])
    new.settle({"b": 2})
    new.take([old])
    assert meaning(new.view) == ({"a": 1}, {"b": [1, 2]})


@given(st.data())
def test_forged_origins_never_make_an_answer_vanish(data: st.DataObject) -> None:
    made: list[Revision] = []
    for _ in range(data.draw(st.integers(1, 6))):
        ids = [revision.id for revision in made] or ["0" * 32]
        values = data.draw(st.dictionaries(st.sampled_from("ab"), st.integers(0, 2), min_size=1))
        origins = st.lists(st.sampled_from(ids), min_size=1, max_size=3)
        of = data.draw(st.dictionaries(st.sampled_from(["", "a", "b"]), origins))
        settled = {"reason": REASON, "items": data.draw(st.lists(st.sampled_from("ab"))), "of": of}
        value: dict[str, object] = {"items": values}
        if data.draw(st.booleans()):
            value["settled"] = settled
        covers = data.draw(st.sets(st.sampled_from(ids), max_size=3))
        trust = data.draw(st.sampled_from(Trust))
        made.append(revise(KEY, value, also_covers=covers, key_id=HR, trust=trust))
    view = merge.view(made)
    assert {*view.items, *view.conflicts} == {item for head in view.heads for item in head.items}
    assert meaning(merge.view(data.draw(st.permutations(made)))) == meaning(view)


def test_the_last_settlement_is_one_that_follows_all_and_speaks_on_in_the_words_of_the_chosen_side() -> None:
    """While another item stays open each head says its own again; only then there is one of each."""
    made = [revise(KEY, {"items": {"a": n, "b": n, "c": 9}, "by": f"{n}"}, key_id=HR) for n in (1, 2, 3)]
    heads = merge.view(made).heads
    open_left = merge.settle(heads, {"a": 1}, REASON)
    assert [(value["by"], value["items"], head) for value, head in open_left] == [
        (head.content["by"], {**head.items, "a": 1}, head) for head in heads
    ]
    everything = {"b": 2, "a": 1}
    for leading in heads:
        ((value, after),) = merge.settle(heads, everything, REASON, leading=leading.id)
        assert (value["by"], value["items"], after) == (leading.content["by"], {**everything, "c": 9}, None)
        assert (value["settled"]["reason"], value["settled"]["items"]) == (REASON, ["a", "b"])
        assert value["settled"]["of"] == {"": sorted(head.id for head in heads)}
    for nobody in ({}, {"leading": "0" * 32}):
        ((value, _),) = merge.settle(heads, everything, REASON, **nobody)
        assert value["by"] == heads[0].content["by"]


def test_a_settlement_that_names_no_origin_of_an_item_says_it_itself() -> None:
    """Forged, or of a program of another mind: what it says may not vanish for want of an origin."""
    blank = said({})
    other = said({"a": 1}, blank)
    forged: list[dict[str, list[str]]] = [{"": []}, {"b": [blank.id]}, {"a": [], "": [blank.id]}]
    for of in forged:
        settled = {"reason": REASON, "items": ["b"], "of": of}
        value: dict[str, object] = {"items": {"a": 2, "b": 5}, "settled": settled}
        silent = revise(KEY, value, [blank], key_id=HR)
        assert merge.origins(silent, "a") == {silent.id}
        assert meaning(merge.view([other, silent])) == ({"b": 5}, {"a": [1, 2]})


def test_a_second_settlement_names_the_first_one_for_the_item_that_it_decided() -> None:
    store = Store(HR)
    answers = [said({"a": n, "b": n, "c": n}) for n in (1, 2)]
    store.take(answers)
    store.settle({"a": 1})
    first = store.view.heads
    for value, head in merge.settle(first, {"b": 2}, REASON):
        assert head is not None
        assert value["settled"]["items"] == ["b"]
        (answer,) = (one for one in answers if one.id in head.covers)
        assert value["settled"]["of"] == {"": [answer.id], "a": [head.id]}


def repeating(of: Mapping[str, Sequence[Revision]], items: Mapping[str, int], **more: Any) -> Revision:
    """Return a settlement that decided nothing of these items and only repeats those it names."""
    origins = {item: sorted(one.id for one in found) for item, found in of.items()}
    value = {"items": dict(items), "settled": {"reason": REASON, "items": ["z"], "of": origins}}
    return revise(KEY, value, [one for found in of.values() for one in found], key_id=HR, **more)


def test_what_is_repeated_gives_way_only_to_whoever_said_it_anew() -> None:
    first = said({"a": 1})
    repeated = repeating({"": [first]}, {"a": 1})
    assert meaning(merge.view([first, repeated, said({"a": 5}, first)])) == ({"a": 5}, {})
    # Not to one who followed it and says nothing of that, nor to one who never knew it.
    assert meaning(merge.view([first, repeated, said({"c": 3}, first)])) == ({"a": 1, "c": 3}, {})
    assert meaning(merge.view([first, repeated, said({"a": 5})])) == ({}, {"a": [1, 5]})


def test_what_two_said_alike_gives_way_only_to_one_who_knew_them_both() -> None:
    both = [said({"a": 1, "b": n}) for n in (1, 2)]
    repeated = repeating({"": both}, {"a": 1})
    assert meaning(merge.view([*both, repeated, said({"a": 5}, both[0])])) == ({}, {"a": [1, 5]})
    assert meaning(merge.view([*both, repeated, said({"a": 5}, *both)])) == ({"a": 5}, {})


def test_two_who_repeat_the_same_answer_do_not_put_each_other_aside() -> None:
    first = said({"a": 1})
    one, other = (repeating({"": [first]}, {"a": 1, "n": n}) for n in (1, 2))
    assert meaning(merge.view([first, one, other, said({"a": 5})])) == ({}, {"a": [1, 5], "n": [1, 2]})


def test_what_hr_repeats_gives_way_to_nobody_of_less_trust() -> None:
    first = said({"a": 1})
    repeated = repeating({"": [first]}, {"a": 1}, trust=Trust.HR)
    assert meaning(merge.view([first, repeated, said({"a": 5}, first)])) == ({}, {"a": [1, 5]})
    hrs = said({"a": 5}, first, trust=Trust.HR, key_id=HR)
    assert meaning(merge.view([first, repeated, hrs])) == ({"a": 5}, {})


def test_two_that_would_give_way_to_each_other_both_stand() -> None:
    here, there = said({"a": 1}), said({"a": 2})
    one = repeating({"a": [here], "b": [there]}, {"a": 1})
    other = repeating({"a": [there], "b": [here]}, {"a": 2})
    assert meaning(merge.view([here, there, one, other])) == ({}, {"a": [1, 2]})
