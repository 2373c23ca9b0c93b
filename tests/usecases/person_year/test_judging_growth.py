"""What a confirmer says of somebody's growth, what HR passes on of it, and one person at both stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dxdesk.domain.contents import CONFIRMATION
from dxdesk.domain.lifecycle import Route
from dxdesk.domain.records import Part, RecordKey, Revision, Seal, Trust, revise
from dxdesk.domain.rights import Deputies, Term
from dxdesk.ports.entities import KeyRow, Role, StoredRevision
from dxdesk.usecases.person_year import counting
from dxdesk.usecases.person_year.counting import Acceptance, Assigned, Verdict

YEAR, PERSON = 2025, "000011"
CHIEF, MANAGER, STRANGER, HR_OWNER = "000003", "000002", "000009", "000099"
KEYS = {
    "hr": KeyRow("hr", "p-hr", Role.HR, HR_OWNER),
    "chief": KeyRow("chief", "p-chief", Role.SECTION, CHIEF),
    "manager": KeyRow("manager", "p-manager", Role.SECTION, MANAGER),
    "stranger": KeyRow("stranger", "p-stranger", Role.SECTION, STRANGER),
}
ACCEPTED = Acceptance(
    KEYS, frozenset({YEAR}), frozenset(), rules={YEAR: 2}, own=frozenset({"mine"}), packages=frozenset({5})
)
CITED = "a" * 32
ASSIGNED = {CITED: Assigned(YEAR, Route(CHIEF, MANAGER))}
FOUND: Mapping[str, object] = {"e1": {"kind": CONFIRMATION, "of": "e0"}}
TOLD: Mapping[str, object] = {"e0": {"kind": "course", "name": "研修"}}


def said(
    part: Part, key: str = "", *, year: int = YEAR, trust: Trust = Trust.SECTION, **value: object
) -> Revision:
    """Return a revision under a key; a section's says who it is by unless told otherwise."""
    if key in KEYS and KEYS[key].role is Role.SECTION:
        value = {"by": KEYS[key].owner, **value}
    record = RecordKey("131091", year, PERSON, part)
    made = revise(record, value, key_id=key, trust=trust if key else Trust.NONE)
    return replace(made, seal=Seal("store", 1, 1, "00") if key else None)


def grown(key: str = "", items: Mapping[str, object] = FOUND, **value: object) -> Revision:
    trust = value.pop("trust", Trust.HR if key == "hr" else Trust.SECTION)
    return said(Part.GROWTH, key, year=0, trust=trust, items=items, **{"assignment": CITED, **value})  # type: ignore[arg-type]


def verdict(revision: Revision, assigned: Mapping[str, Assigned] = ASSIGNED, **more: object) -> Verdict:
    return counting.judge_one(revision, replace(ACCEPTED, **more), {}, assigned)  # type: ignore[arg-type]


# --- a confirmer's word on somebody's growth ---------------------------------------------------------


def test_a_confirmer_finds_something_of_the_growth_of_whom_they_confirm() -> None:
    assert verdict(grown("chief")) is Verdict.COUNTS
    assert verdict(grown("manager")) is Verdict.COUNTS
    assert verdict(grown("stranger")) is Verdict.REJECTED
    assert verdict(grown("chief", by=MANAGER)) is Verdict.REJECTED, "in nobody else's name"


def test_a_confirmer_tells_nothing_of_it_themselves_and_never_as_hr() -> None:
    assert verdict(grown("chief", TOLD)) is Verdict.REJECTED
    assert verdict(grown("chief", trust=Trust.SECTION)) is Verdict.COUNTS
    assert verdict(grown("chief", trust=Trust.HR)) is Verdict.REJECTED


def test_without_the_assignment_it_names_it_waits() -> None:
    assert verdict(grown("chief"), {}) is Verdict.PENDING
    assert verdict(grown("chief", assignment="b" * 32)) is Verdict.PENDING


def test_a_deputy_finds_it_in_the_year_of_the_assignment_that_is_named() -> None:
    named = Deputies((Term(STRANGER, CHIEF, "2025-04-01", "2026-03-31"),))
    stood_in = grown("stranger", on_behalf_of=CHIEF, made_on="2025-06-01")
    assert verdict(stood_in) is Verdict.REJECTED
    assert verdict(stood_in, deputies={YEAR: named}) is Verdict.COUNTS
    assert verdict(stood_in, deputies={YEAR + 1: named}) is Verdict.REJECTED


def test_a_persons_own_store_judges_nobody() -> None:
    for assigned in (ASSIGNED, {}):
        assert verdict(grown("stranger"), assigned, own=frozenset()) is Verdict.COUNTS
    assert verdict(grown("chief", TOLD), own=frozenset()) is Verdict.REJECTED


def test_who_has_no_section_tells_and_only_hr_finds() -> None:
    assert verdict(grown("", TOLD)) is Verdict.COUNTS
    assert verdict(grown("", FOUND)) is Verdict.REJECTED, "nobody finds something of their own"
    assert verdict(grown("hr", TOLD)) is Verdict.COUNTS
    assert verdict(grown("hr", FOUND)) is Verdict.COUNTS


def test_the_person_hands_the_goals_of_the_years_start_in_and_agrees_on_none() -> None:
    routes = {CITED: Route(CHIEF, MANAGER)}

    def step(action: str) -> Verdict:
        return counting.judge_one(said(Part.PLAN_LIFE, action=action), ACCEPTED, routes)

    assert step("submit") is Verdict.COUNTS
    assert step("agree") is Verdict.REJECTED


def test_who_confirms_by_a_key_is_told_of_a_sections_alone() -> None:
    assert ACCEPTED.confirmer_of(grown("chief")) == CHIEF
    assert ACCEPTED.confirmer_of(grown("hr")) == ""
    assert ACCEPTED.confirmer_of(grown("unknown")) == ""
    assert ACCEPTED.confirmer_of(grown("")) == ""


def test_assignments_of_every_year_are_told_with_their_year_where_hr_sealed_them() -> None:
    one = said(Part.ASSIGNMENT, "hr", trust=Trust.HR, first=CHIEF, second=CHIEF)
    older = said(Part.ASSIGNMENT, "hr", trust=Trust.HR, year=YEAR - 1, first=CHIEF, second=CHIEF)
    others = (said(Part.ASSIGNMENT, "chief", first=CHIEF), said(Part.REFERENCE, "hr", trust=Trust.HR))
    stored = [StoredRevision(revision, (1,)) for revision in (one, older, *others)]
    assert counting.assigned_in(stored, ACCEPTED) == {
        one.id: Assigned(YEAR, Route("", CHIEF)),
        older.id: Assigned(YEAR - 1, Route(CHIEF, CHIEF)),
    }


# --- what HR passes on -------------------------------------------------------------------------------


def judged(revision: Revision, *receipts: int) -> Verdict:
    found = counting.judge([StoredRevision(revision, receipts)], ACCEPTED)
    return found.waiting.get(revision.id, Verdict.COUNTS)


def test_what_waits_of_somebodys_growth_counts_where_hr_passes_it_on() -> None:
    """The section was perhaps never sent the assignment that it rests on."""
    assert judged(grown("chief"), 1) is Verdict.PENDING
    assert judged(grown("chief"), 1, 5) is Verdict.COUNTS


def test_hr_passing_on_makes_nothing_else_count() -> None:
    assert judged(grown("chief", by=MANAGER), 5) is Verdict.REJECTED
    assert judged(said(Part.SELF, items={}), 5) is Verdict.PENDING, "a year waits for its assignment"


# --- one person at both stages -----------------------------------------------------------------------


FIRST = said(Part.LIFE, "manager", action="confirm1", assignment=CITED)
SECOND = said(Part.LIFE, "manager", action="confirm2", assignment=CITED)
OF_ONE = {CITED: Route(CHIEF, MANAGER)}


def both(
    *steps: Revision, routes: Mapping[str, Route] = OF_ONE, **more: object
) -> Mapping[str, Verdict] | None:
    return counting._by_one_person({Part.LIFE: steps}, replace(ACCEPTED, **more), routes)  # type: ignore[arg-type]


def test_hr_is_asked_of_a_second_confirmation_by_who_did_the_first() -> None:
    assert both(FIRST, SECOND) == {SECOND.id: Verdict.HELD}
    assert not both(SECOND)
    assert not both()
    assert not both(said(Part.LIFE, "chief", action="confirm1", assignment=CITED), SECOND)
    assert not both(FIRST, SECOND, own=frozenset({"manager"})), "they themselves see it done"


def test_what_hr_decided_of_it_holds() -> None:
    allowed = Deputies(allowed=frozenset({SECOND.id}))
    refused = Deputies(refused=frozenset({SECOND.id}))
    assert not both(FIRST, SECOND, deputies={YEAR: allowed})
    assert both(FIRST, SECOND, deputies={YEAR: refused}) == {SECOND.id: Verdict.REJECTED}


def test_hr_is_asked_of_no_year_under_the_first_rules_and_of_nobody_who_is_finalised() -> None:
    assert not both(FIRST, SECOND, rules={})
    assert not both(FIRST, SECOND, frozen={(YEAR, PERSON): frozenset({FIRST.id, SECOND.id})})
    assert both(FIRST, SECOND, frozen={(YEAR, STRANGER): frozenset({SECOND.id})})


@pytest.mark.parametrize("first", ["", CHIEF])
def test_where_the_assignment_names_no_first_confirmer_there_are_no_two_stages(first: str) -> None:
    found = both(FIRST, SECOND, routes={CITED: Route(first, MANAGER)})
    assert found == ({SECOND.id: Verdict.HELD} if first else {})


def test_hr_is_asked_where_the_assignment_is_not_here_too() -> None:
    assert both(FIRST, SECOND, routes={}) == {SECOND.id: Verdict.HELD}
