"""Who did both stages of a person, round by round and in whatever order it is asked."""

from __future__ import annotations

import itertools

from dxdesk.domain import both_stages
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise

LIFE = RecordKey("131091", 2025, "000011", Part.LIFE)
REVIEW2 = LIFE._replace(part=Part.REVIEW2)
HR = "hr"


def step(action: str, by: str, *after: Revision, trust: Trust = Trust.SECTION) -> Revision:
    return revise(LIFE, {"action": action, "by": by}, after, key_id=by, trust=trust)


def review(by: str, comment: str, *after: Revision) -> Revision:
    return revise(REVIEW2, {"items": {}, "comment": comment}, after, key_id=by, trust=Trust.SECTION)


def owner(revision: Revision) -> str:
    return "" if revision.key_id in ("", HR) else revision.key_id


def asked(*said: Revision) -> set[str]:
    found = set()
    for order in itertools.islice(itertools.permutations(said), 60):
        steps = [one for one in order if one.record.part is Part.LIFE]
        levels = [one for one in order if one.record.part is Part.REVIEW2]
        found.add(both_stages.by_one_person(steps, levels, owner))
    (one,) = found
    return set(one)


def test_a_round_is_judged_by_the_first_confirmation_it_was_taken_on() -> None:
    submitted = step("submit", "")
    first = step("confirm1", "3", submitted)
    second, levels = step("confirm2", "2", first), review("2", "")
    assert asked(submitted, first, second, levels) == set()
    returned = step("return2", "2", second)
    again = step("submit", "", returned)
    stood_in = step("confirm1", "2", again)
    assert asked(submitted, first, second, levels, returned, again, stood_in) == set()
    twice, more = step("confirm2", "2", stood_in), review("2", "二回目", levels)
    found = asked(submitted, first, second, levels, returned, again, stood_in, twice, more)
    assert found == {twice.id, levels.id, more.id}


def test_beside_it_or_over_it_another_confirmer_sets_it_free() -> None:
    submitted = step("submit", "")
    stood_in = step("confirm1", "2", submitted)
    second = step("confirm2", "2", stood_in)
    assert asked(submitted, stood_in, second) == {second.id}
    for by, trust in (("3", Trust.SECTION), (HR, Trust.HR)):
        for after in ((submitted,), (stood_in,)):
            assert asked(submitted, stood_in, second, step("confirm1", by, *after, trust=trust)) == set()
    # What only followed the second step is no part of what it was taken on.
    assert asked(submitted, stood_in, second, step("confirm1", "3", second)) == {second.id}


def test_who_follows_anothers_first_confirmation_made_the_one_that_stands() -> None:
    submitted = step("submit", "")
    for by, trust in (("3", Trust.SECTION), (HR, Trust.HR)):
        first = step("confirm1", by, submitted, trust=trust)
        stood_in = step("confirm1", "2", first)
        second = step("return2", "2", stood_in)
        assert asked(submitted, first, stood_in, second) == {second.id}
        assert both_stages.first_stage_by([submitted, first, stood_in], owner) == "2"
        assert both_stages.first_stage_by([submitted, first], owner) == ("3" if by == "3" else "")


def test_who_settles_a_clash_about_the_first_confirmation_only_repeats_it() -> None:
    submitted = step("submit", "")
    first, withdrawn = step("confirm1", "3", submitted), step("withdraw", "", submitted)
    settled = revise(
        LIFE, {"action": "confirm1", "by": "2", "settled": {"by": "2"}}, (first, withdrawn), key_id="2",
        trust=Trust.SECTION,
    )  # fmt: skip
    assert settled.is_settlement
    assert asked(submitted, first, withdrawn, settled, step("confirm2", "2", settled)) == set()
    assert both_stages.first_stage_by([submitted, first, withdrawn, settled], owner) == "3"


def test_hrs_own_word_is_asked_of_nobody_and_levels_without_a_step_say_no_stage() -> None:
    submitted = step("submit", "")
    first = step("confirm1", HR, submitted, trust=Trust.HR)
    assert asked(submitted, first, step("confirm2", HR, first, trust=Trust.HR)) == set()
    assert asked(submitted, step("confirm1", "2", submitted), review("2", "")) == set()
    ended = step("return1", "3", step("confirm1", "2", submitted))
    assert both_stages.first_stage_by([step("confirm1", "2", submitted), ended], owner) == ""
