"""What several lists tell of one course of one person comes to one entry, whatever order they are read in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import canonical, growth
from dxdesk.domain.records import Part, RecordKey, Revision, Trust

KEY = RecordKey("131091", 0, "001234", Part.GROWTH)
WORDS = ("修了", "合格", "出席", "参加", "欠席", "受講中", "80点", "")
UIDS = ("a" * 32, "b" * 32)


def entry(result: str, *, completed: bool | None = None) -> dict[str, Any]:
    done = result in ("修了", "合格") if completed is None else completed
    return {"kind": "course", "name": "研修", "date": "2025-06-01", "result": result, "completed": done}


def revision_of(
    items: Mapping[str, growth.Content], covers: frozenset[str] = frozenset(), trust: Trust = Trust.HR
) -> Revision:
    return Revision(KEY, covers, canonical.dumps({"items": dict(items)}), "k" if trust else "", trust)


def told(revisions: Sequence[Revision], uid: str = UIDS[0]) -> str | None:
    found = growth.entries_standing(revisions).get(uid)
    return None if found is None else str(found.content["result"])


def after(counting: Sequence[Revision], items: Mapping[str, growth.Content]) -> Revision:
    return growth.follow(items, counting, lambda covers: revision_of(items, covers))


def test_a_list_that_adds_or_improves_gives_the_same_record_in_any_order() -> None:
    going_on, done = {UIDS[0]: entry("受講中")}, {UIDS[0]: entry("修了"), UIDS[1]: entry("出席")}
    first = [after([], going_on)]
    first.append(after(first, done))
    second = [after([], done)]
    second.append(after(second, going_on))
    assert {one.id for one in first} == {one.id for one in second}
    assert told(first) == told(second) == "修了"
    assert not any(one.covers for one in first)


def test_a_list_that_takes_back_covers_what_it_takes_back_and_no_other_entry() -> None:
    attended = after([], {UIDS[0]: entry("出席"), UIDS[1]: entry("出席")})
    absent = after([attended], {UIDS[0]: entry("欠席")})
    assert absent.covers == {attended.id}
    assert (told([attended, absent]), told([attended, absent], UIDS[1])) == ("欠席", "出席")
    assert told([attended]) == "出席", "undone, the earlier word stands again"
    assert told([absent]) == "欠席"
    again = after([attended, absent], {UIDS[0]: entry("欠席")})
    assert again.id == absent.id, "told twice is one record"
    back = after([attended, absent], {UIDS[0]: entry("出席"), UIDS[1]: entry("出席")})
    assert back.id != attended.id, "the same list after it was taken back knows that it was"
    assert told([attended, absent, back]) == "出席"


def test_what_is_covered_is_covered_with_all_it_grew_out_of_and_nothing_else() -> None:
    attended = after([], {UIDS[0]: entry("出席")})
    absent = after([attended], {UIDS[0]: entry("欠席")})
    other = after([], {UIDS[1]: entry("出席")})
    back = after([attended, absent, other], {UIDS[0]: entry("出席")})
    assert back.covers == {attended.id, absent.id}
    # The first list was taken back, so that nothing but the second one's covers tells of it.
    once_more = after([absent, other], {UIDS[0]: entry("出席")})
    assert once_more.covers == {attended.id, absent.id}
    going_on = after([absent, other], {UIDS[0]: entry("受講中")})
    assert going_on.covers == {attended.id, absent.id}


def test_two_sayings_that_differ_in_what_no_rule_knows_stand_alike_everywhere() -> None:
    here, there = (
        revision_of({UIDS[0]: {**entry("出席"), "place": place}}) for place in ("本庁舎", "分庁舎")
    )
    assert growth.entries_standing([here, there]) == growth.entries_standing([there, here])


def test_who_completed_stays_so_but_for_a_deletion_or_another_word_for_it() -> None:
    done = after([], {UIDS[0]: entry("修了")})
    later = after([done], {UIDS[0]: entry("欠席")})
    assert told([done, later]) == "修了"
    forced = revision_of({UIDS[0]: entry("欠席")}, frozenset({done.id}))
    assert told([done, forced]) == "修了", "whatever it covers"
    passed = after([done], {UIDS[0]: entry("合格")})
    assert told([done, passed]) == "合格"
    # Whichever of the two words comes later in the alphabet.
    renamed = after([passed], {UIDS[0]: entry("修了")})
    assert renamed.covers == {*passed.lineage}
    assert told([done, passed, renamed]) == "修了"
    gone = after([done], {UIDS[0]: None})
    assert gone.covers == {done.id}
    assert told([done, gone]) is None
    assert told([gone]) is None
    assert told([revision_of({UIDS[0]: None}), done]) == "修了", (
        "a deletion that knew nothing of it takes nothing"
    )


def test_nobody_takes_back_what_somebody_of_more_trust_said() -> None:
    hr = revision_of({UIDS[0]: entry("出席")})
    own = revision_of({UIDS[0]: entry("欠席")}, frozenset({hr.id}), Trust.NONE)
    assert told([hr, own]) == "出席"


contents = st.one_of(st.none(), st.builds(entry, st.sampled_from(WORDS)))
lists = st.dictionaries(st.sampled_from(UIDS), contents, min_size=1)


@given(st.lists(lists, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_what_stands_is_the_same_in_whatever_order_records_lie(read: list[Any], random: Any) -> None:
    found: list[Revision] = []
    for one in read:
        # A list may be made where not all others were known.
        found.append(after([known for known in found if random.random() < 0.7], one))
    orders = list(permutations(found))
    assert len({canonical.dumps(plain(growth.entries_standing(order))) for order in orders[:30]}) == 1


def plain(found: Mapping[str, growth.EntryStands]) -> Any:
    return {uid: [dict(one.content), list(one.revision_ids)] for uid, one in found.items()}


words = st.builds(entry, st.sampled_from(WORDS))
STEPS = st.one_of(
    st.dictionaries(st.sampled_from(UIDS), words, min_size=1).map(lambda told: ("tell", told)),
    st.integers(0, 6).map(lambda receipt: ("undo", receipt)),
    st.integers(0, 6).map(lambda receipt: ("again", receipt)),
)


@given(st.lists(STEPS, max_size=12))
def test_completed_wins_and_else_the_list_read_last_of_those_not_taken_back(steps: list[Any]) -> None:
    """The model: all receipts in the order of reading, with what each told and whether it is live."""
    ledger: list[tuple[Mapping[str, Any], Revision]] = []
    live: list[bool] = []
    for what, given_with in steps:
        if what == "undo":
            if given_with < len(live):
                live[given_with] = False
            continue
        if what == "again" and given_with >= len(ledger):
            continue
        items = given_with if what == "tell" else ledger[given_with][0]
        counting = _counting(ledger, live)
        ledger.append((items, after(counting, items)))
        live.append(True)
    found = growth.entries_standing(_counting(ledger, live))
    for uid in UIDS:
        said = [items[uid] for (items, _), lives in zip(ledger, live, strict=True) if lives and uid in items]
        done = [one for one in said if one["completed"]]
        expected = (done or said or [None])[-1]
        assert (found[uid].content if uid in found else None) == expected


def test_a_list_read_again_counts_again_where_a_completion_that_hid_it_is_taken_back() -> None:
    """出席, then 修了, then 欠席, then the first list once more: without the 修了, they attended."""
    first = after([], {UIDS[0]: entry("出席")})
    done = after([first], {UIDS[0]: entry("修了")})
    absent = after([first, done], {UIDS[0]: entry("欠席")})
    again = after([first, done, absent], {UIDS[0]: entry("出席")})
    assert told([first, done, absent, again]) == "修了"
    assert told([first, absent, again]) == "出席"


def _counting(ledger: Sequence[tuple[Any, Revision]], live: Sequence[bool]) -> list[Revision]:
    counting = {one.id: one for (_, one), lives in zip(ledger, live, strict=True) if lives}
    return list(counting.values())


def test_an_entry_that_lacks_a_word_or_says_something_odd_of_completion_is_not_completed() -> None:
    bare = revision_of({UIDS[0]: {"kind": "course", "name": "研修"}})
    odd = revision_of({UIDS[0]: {**entry("出席"), "completed": "yes"}})
    done = revision_of({UIDS[0]: entry("修了")})
    for one in (bare, odd):
        assert told([one, done]) == told([done, one]) == "修了"
    assert growth.entries_standing([bare, odd])[UIDS[0]].content["result"] == "出席"
    # Without a word it comes from a list of those who took part.
    absent = revision_of({UIDS[0]: entry("欠席")})
    assert growth.entries_standing([absent, bare])[UIDS[0]].content == bare.items[UIDS[0]]
    assert growth.entries_standing([bare])[UIDS[0]] == growth.EntryStands(bare.items[UIDS[0]], (bare.id,))


def test_of_two_that_know_nothing_of_each_other_the_better_word_stands() -> None:
    """Completed, then was there, then not; a deletion last, and of equals the later word in the alphabet."""
    order = ("修了", "出席", "欠席", None)
    for position, better in enumerate(order[:-1]):
        for worse in order[position + 1 :]:
            pair = [revision_of({UIDS[0]: None if word is None else entry(word)}) for word in (better, worse)]
            assert told(pair) == told(pair[::-1]) == better
    for one, other in (("出席", "参加"), ("欠席", "受講中"), ("修了", "合格")):
        pair = [revision_of({UIDS[0]: entry(word)}) for word in (one, other)]
        assert told(pair) == told(pair[::-1]) == max(one, other)


def test_who_says_exactly_what_stands_is_named_sorted_and_nobody_else() -> None:
    words = ("出席", "出席", "欠席")
    made = [revision_of({UIDS[0]: entry(word), UIDS[1]: entry(str(n))}) for n, word in enumerate(words)]
    found = growth.entries_standing(made)[UIDS[0]]
    assert found.revision_ids == tuple(sorted(one.id for one in made[:2]))
    assert growth.entries_standing(made[::-1])[UIDS[0]] == found


def test_a_deletion_told_again_after_somebody_told_otherwise_knows_of_them() -> None:
    attended = after([], {UIDS[0]: entry("出席")})
    gone = after([attended], {UIDS[0]: None})
    back = after([attended, gone], {UIDS[0]: entry("出席")})
    assert told([attended, gone, back]) == "出席"
    again = after([attended, gone, back], {UIDS[0]: None})
    assert again.id != gone.id
    assert told([attended, gone, back, again]) is None


def test_saying_again_what_somebody_completed_meanwhile_takes_nothing_back() -> None:
    attended = after([], {UIDS[0]: entry("出席")})
    absent = after([attended], {UIDS[0]: entry("欠席")})
    done = after([attended, absent], {UIDS[0]: entry("修了")})
    again = after([attended, absent, done], {UIDS[0]: entry("出席")})
    assert told([attended, absent, done, again]) == "修了"
    assert after([attended, done], {UIDS[0]: entry("出席")}).id == attended.id, "the 修了 took nothing back"


@pytest.mark.parametrize(
    ("stands", "gives_way"), [("修了", "出席"), ("出席", "見学"), ("欠席", "80点"), ("見学", "欠席")]
)
def test_a_word_for_completed_is_more_than_attended_and_what_is_unclear_no_more_than_absent(
    stands: str, gives_way: str
) -> None:
    """Where the office's own column does not say completed; of two equal ones the text decides."""
    pair = [revision_of({UIDS[0]: entry(word, completed=False)}) for word in (stands, gives_way)]
    assert told(pair) == told(pair[::-1]) == stands


def test_a_list_read_again_after_it_was_undone_knows_who_took_it_back_and_nobody_else() -> None:
    both = after([], {UIDS[0]: entry("出席"), UIDS[1]: entry("出席")})
    absent = after([both], {UIDS[0]: entry("欠席")})
    beside = after([], {UIDS[1]: entry("欠席")})
    for counting in ([absent], [absent, beside]):
        again = after(counting, {UIDS[0]: entry("出席"), UIDS[1]: entry("出席")})
        assert again.covers == {both.id, absent.id}
        assert (told([*counting, again]), told([*counting, again], UIDS[1])) == ("出席", "出席")


def test_a_list_that_took_another_back_and_was_undone_itself_leaves_the_first_as_it_was() -> None:
    """出席, 欠席, 出席 again; where the 欠席 is undone, the first list read once more is the first record."""
    first = after([], {UIDS[0]: entry("出席")})
    absent = after([first], {UIDS[0]: entry("欠席")})
    again = after([first, absent], {UIDS[0]: entry("出席")})
    assert again.covers == {first.id, absent.id}
    once_more = after([first, again], {UIDS[0]: entry("出席")})
    assert (once_more.id, once_more.covers) == (first.id, frozenset())
    assert told([first, again, once_more]) == "出席"


def test_a_list_read_again_covers_nothing_of_an_entry_that_was_completed_meanwhile() -> None:
    """修了 of one, and the other taken back: only of the other there is something to win back."""
    both = {UIDS[0]: entry("出席"), UIDS[1]: entry("出席")}
    first = after([], both)
    mixed = after([first], {UIDS[0]: entry("修了"), UIDS[1]: entry("欠席")})
    assert mixed.covers == {first.id}
    beside = after([], {UIDS[0]: entry("欠席")})
    again = after([first, mixed, beside], both)
    assert again.covers == {first.id, mixed.id}
    counting = [first, mixed, beside, again]
    assert (told(counting), told(counting, UIDS[1])) == ("修了", "出席")


CONTENTS = st.one_of(st.none(), st.builds(entry, st.sampled_from(WORDS)))


@given(
    st.lists(
        st.tuples(st.dictionaries(st.sampled_from(UIDS), CONTENTS, min_size=1), st.booleans()), max_size=6
    )
)
def test_what_stands_of_some_entries_is_what_stands_of_them_among_all(
    said: list[tuple[dict[str, growth.Content], bool]],
) -> None:
    revisions: list[Revision] = []
    for items, follows in said:
        revisions.append(after(revisions, items) if follows else revision_of(items))
    everything = growth.entries_standing(revisions)
    for uids in ((), UIDS[:1], UIDS[1:], UIDS):
        assert growth.entries_standing(revisions, uids) == {
            uid: stands for uid, stands in everything.items() if uid in uids
        }
