"""Settling a dispute item by item: one decision changes one item, in every store and in any order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
