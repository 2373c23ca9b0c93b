"""Every maker, key, part, stage and assignment there is, judged; and compared with what a sentence says."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from dxdesk.domain.lifecycle import Action, Route
from dxdesk.domain.records import ANSWER_PARTS, Part, RecordKey, Revision, Seal, Trust, revise
from dxdesk.domain.rights import NOBODY, Deputies, Term
from dxdesk.ports.entities import KeyRow, Role, StoredRevision
from dxdesk.usecases.person_year import counting
from dxdesk.usecases.person_year.counting import Acceptance, Verdict

YEAR, DAY = 2025, "2026-02-03"
PERSON, FIRST, SECOND, OTHER = "000011", "000003", "000002", "000009"
OWNERS = (PERSON, FIRST, SECOND, OTHER, "")
KEYS = {f"section-{owner}": KeyRow(f"section-{owner}", "p", Role.SECTION, owner) for owner in OWNERS}
KEYS |= {role: KeyRow(role, "p", Role(role), OTHER) for role in ("hr", "dx", "personal")}
TERMS = {
    "nobody": (),
    "other for first": (Term(OTHER, FIRST, "2026-02-01", "2026-02-03"),),
    "other for second": (Term(OTHER, SECOND, "2026-02-03", "2026-02-28"),),
    "other for both": (Term(OTHER, FIRST, DAY, DAY), Term(OTHER, SECOND, DAY, DAY)),
    "first for second": (Term(FIRST, SECOND, DAY, DAY),),
    "too late and too early": (
        Term(OTHER, FIRST, "2026-01-01", "2026-02-02"),
        Term(OTHER, SECOND, "2026-02-04", "2026-02-28"),
    ),
}
ROUTES = (
    Route(FIRST, SECOND),
    Route("", SECOND),
    Route(FIRST, ""),
    Route(PERSON, SECOND),
    Route(FIRST, PERSON),
)
STAGES = {
    "first": ((Part.REVIEW1, ""), (Part.LIFE, Action.CONFIRM1), (Part.LIFE, Action.RETURN1)),
    "second": ((Part.REVIEW2, ""), (Part.LIFE, Action.CONFIRM2), (Part.LIFE, Action.RETURN2)),
}
ANSWERS = (*((part, "") for part in ANSWER_PARTS), (Part.LIFE, Action.SUBMIT), (Part.LIFE, Action.WITHDRAW))
OFFICE = ((Part.ASSIGNMENT, ""), (Part.REFERENCE, ""), (Part.CYCLE, ""), (Part.DEPUTIES, ""))


def made(part: Part, action: str, key: str, **said: str) -> Revision:
    number = "" if part in (Part.CYCLE, Part.DEPUTIES) else PERSON
    content = {"items": {}, **({"action": action} if action else {}), **said}
    trust = {"": Trust.NONE, "hr": Trust.HR}.get(key, Trust.SECTION)
    revision = revise(RecordKey("131091", YEAR, number, part), content, key_id=key, trust=trust)
    return replace(revision, seal=Seal("store", 1, 1, "00") if key else None)


def verdict(revision: Revision, route: Route, deputies: Deputies = NOBODY, rules: int = 2) -> Verdict:
    accepted = Acceptance(
        KEYS, frozenset({YEAR}), frozenset(), rules={YEAR: rules}, deputies={YEAR: deputies}
    )
    return counting.judge_one(revision, accepted, {"0" * 32: route})


def expected(stage: str, owner: str, by: str, behalf: str, route: Route, terms: tuple[Term, ...]) -> Verdict:
    """Say it in words: the assigned confirmer of the stage, or who may stand in for them that day."""
    principal = behalf or owner
    assigned = route.first if stage == "first" else route.second
    if owner in ("", PERSON) or by != owner or not assigned or principal != assigned:
        return Verdict.REJECTED
    named = {(t.deputy, t.principal) for t in terms if t.first_day <= DAY <= t.last_day}
    if owner == assigned:
        return Verdict.COUNTS
    if stage == "first":
        return Verdict.COUNTS if owner == route.second or (owner, assigned) in named else Verdict.HELD
    alone = owner == route.first or (owner, route.first) in named
    return Verdict.COUNTS if (owner, assigned) in named and not alone else Verdict.HELD


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("terms", TERMS)
@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_who_confirms_is_assigned_or_stands_in_as_hr_named_them(stage: str, terms: str, route: Route) -> None:
    named = Deputies(TERMS[terms])
    for owner, by, behalf in itertools.product(OWNERS, OWNERS, ("", FIRST, SECOND, PERSON, OTHER)):
        wanted = expected(stage, owner, by, behalf, route, named.terms)
        for part, action in STAGES[stage]:
            said = made(part, action, f"section-{owner}", by=by, on_behalf_of=behalf, made_on=DAY)
            assert verdict(said, route, named) is wanted, (owner, by, behalf, part, action)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_an_answer_is_the_persons_hrs_or_typed_by_a_confirmer_of_theirs(route: Route) -> None:
    confirmers = {route.first, route.second} - {"", PERSON}
    for (part, action), owner in itertools.product(ANSWERS, OWNERS):
        counts = verdict(made(part, action, f"section-{owner}", by=owner), route) is Verdict.COUNTS
        assert counts == (owner in confirmers), (part, action, owner)


@pytest.mark.parametrize("rules", [1, 2])
def test_no_other_store_has_a_say(rules: int) -> None:
    route = Route(FIRST, SECOND)
    everything = (*ANSWERS, *STAGES["first"], *STAGES["second"], *OFFICE, (Part.LIFE, Action.HR_RETURN))
    for part, action in everything:
        assert verdict(made(part, action, "hr"), route, rules=rules) is Verdict.COUNTS
        own = (part, action) in ANSWERS
        assert (verdict(made(part, action, ""), route, rules=rules) is Verdict.COUNTS) == own
        for key in ("dx", "personal"):
            assert verdict(made(part, action, key, by=OTHER), route, rules=rules) is Verdict.REJECTED
    for owner, (part, action) in itertools.product(OWNERS, OFFICE):
        said = made(part, action, f"section-{owner}", by=owner)
        assert verdict(said, route, rules=rules) is Verdict.REJECTED


def test_hr_alone_returns_in_its_own_name() -> None:
    for owner, behalf in itertools.product(OWNERS, ("", FIRST, SECOND)):
        said = made(
            Part.LIFE, Action.HR_RETURN, f"section-{owner}", by=owner, on_behalf_of=behalf, made_on=DAY
        )
        assert verdict(said, Route(FIRST, SECOND), Deputies(TERMS["other for first"])) is Verdict.REJECTED


@pytest.mark.parametrize("behalf", [FIRST, SECOND])
def test_under_the_first_rules_whoever_names_the_confirmer_counts(behalf: str) -> None:
    """A year of those days keeps what was confirmed in it."""
    stage = "first" if behalf == FIRST else "second"
    for owner in (PERSON, FIRST, SECOND, OTHER):
        for part, action in STAGES[stage]:
            said = made(part, action, f"section-{owner}", by=owner, on_behalf_of=behalf)
            assert verdict(said, Route(FIRST, SECOND), rules=1) is Verdict.COUNTS
    for part, action in ANSWERS:
        assert (
            verdict(made(part, action, f"section-{OTHER}"), Route(FIRST, SECOND), rules=1) is Verdict.COUNTS
        )


def test_a_key_without_an_owner_confirms_nobody_where_a_stage_is_left_out() -> None:
    for rules in (1, 2):
        said = made(Part.REVIEW1, "", "section-", by="")
        assert verdict(said, Route("", SECOND), rules=rules) is Verdict.REJECTED


def test_hr_decides_of_one_confirmation_and_that_one_only() -> None:
    route = Route(FIRST, SECOND)
    said = made(Part.REVIEW1, "", f"section-{OTHER}", by=OTHER, on_behalf_of=FIRST, made_on=DAY)
    again = made(Part.REVIEW1, "", f"section-{OTHER}", by=OTHER, on_behalf_of=FIRST, made_on="2026-02-09")
    allowed, refused = Deputies((), frozenset({said.id})), Deputies((), frozenset(), frozenset({said.id}))
    assert verdict(said, route) is verdict(again, route, allowed) is Verdict.HELD
    assert verdict(said, route, allowed) is Verdict.COUNTS
    assert verdict(said, route, refused) is Verdict.REJECTED
    # Nothing that has no effect at all can be allowed.
    stranger = made(Part.REVIEW1, "", f"section-{OTHER}", by=OTHER)
    assert verdict(stranger, route, Deputies((), frozenset({stranger.id}))) is Verdict.REJECTED


def test_who_stood_in_sees_it_done_in_their_own_store() -> None:
    said = made(Part.REVIEW1, "", f"section-{OTHER}", by=OTHER, on_behalf_of=FIRST, made_on=DAY)
    own = Acceptance(
        KEYS, frozenset({YEAR}), frozenset(), rules={YEAR: 2}, own=frozenset({f"section-{OTHER}"})
    )
    routes = {"0" * 32: Route(FIRST, SECOND)}
    assert counting.judge_one(said, own, routes) is Verdict.COUNTS
    refused = replace(own, deputies={YEAR: Deputies((), frozenset(), frozenset({said.id}))})
    assert counting.judge_one(said, refused, routes) is Verdict.REJECTED


def test_a_persons_own_store_takes_an_agreement_of_whoever_says_they_stand_in() -> None:
    """It hears of no deputies; a store that confirms knows who may, and a stranger agrees nowhere."""
    said = made(Part.PLAN_LIFE, "agree", f"section-{OTHER}", by=OTHER, on_behalf_of=FIRST, made_on=DAY)
    stranger = made(Part.PLAN_LIFE, "agree", f"section-{OTHER}", by=OTHER)
    here, routes = Acceptance(KEYS, frozenset({YEAR}), frozenset(), rules={YEAR: 2}), {"0" * 32: ROUTES[0]}
    office = replace(here, own=frozenset({f"section-{FIRST}"}))
    assert counting.judge_one(said, here, routes) is Verdict.COUNTS
    assert counting.judge_one(said, office, routes) is Verdict.REJECTED
    assert counting.judge_one(stranger, here, routes) is Verdict.REJECTED
    first = made(Part.REVIEW1, "", f"section-{OTHER}", by=OTHER, on_behalf_of=FIRST, made_on=DAY)
    assert counting.judge_one(first, here, routes) is Verdict.HELD


def test_what_was_finalised_counts_whatever_hr_decides_later() -> None:
    said = made(Part.REVIEW1, "", f"section-{OTHER}", by=OTHER, on_behalf_of=FIRST, made_on=DAY)
    frozen = Acceptance(
        KEYS,
        frozenset({YEAR}),
        frozenset(),
        frozen={(YEAR, PERSON): frozenset({said.id})},
        rules={YEAR: 2},
        deputies={YEAR: Deputies((), frozenset(), frozenset({said.id}))},
    )
    assert counting.judge_one(said, frozen, {"0" * 32: Route(FIRST, SECOND)}) is Verdict.COUNTS


def test_of_what_is_finalised_hr_is_asked_no_more() -> None:
    said = made(Part.REVIEW1, "", f"section-{OTHER}", by=OTHER, on_behalf_of=FIRST, made_on=DAY)
    routes = {"0" * 32: Route(FIRST, SECOND)}
    open_ = Acceptance(KEYS, frozenset({YEAR}), frozenset(), rules={YEAR: 2})
    assert counting.judge_one(said, open_, routes) is Verdict.HELD
    frozen = replace(open_, frozen={(YEAR, PERSON): frozenset({"another"})})
    assert counting.judge_one(said, frozen, routes) is Verdict.LATE


def test_one_person_at_both_stages_is_one_stage() -> None:
    assigned = made(Part.ASSIGNMENT, "", "hr", first=SECOND, second=SECOND)
    stored = [StoredRevision(assigned, (0,)), StoredRevision(made(Part.LIFE, Action.SUBMIT, ""), (0,))]
    for part in (Part.REVIEW1, Part.REVIEW2):
        said = made(part, "", f"section-{SECOND}", by=SECOND, assignment=assigned.id)
        stored.append(StoredRevision(said, (0,)))
    both = {Part.REVIEW1, Part.REVIEW2}
    for rules, parts in (({}, both), ({YEAR: 1}, both), ({YEAR: 2}, {Part.REVIEW2})):
        accepted = Acceptance(KEYS, frozenset({YEAR}), frozenset(), rules=rules)
        judged = counting.judge(stored, accepted)
        assert {part for part in judged.counting if part in (Part.REVIEW1, Part.REVIEW2)} == parts


def head(**said: object) -> Revision:
    return revise(RecordKey("131091", YEAR, "", Part.DEPUTIES), said, key_id="hr", trust=Trust.HR)


def term(deputy: str, principal: str, first: str, last: str) -> dict[str, str]:
    return {"deputy": deputy, "principal": principal, "first_day": first, "last_day": last}


def test_what_two_heads_say_of_deputies_holds_together_and_in_order() -> None:
    a, b = term("9", "3", "2026-02-01", "2026-02-03"), term("8", "3", "2026-02-01", "2026-02-05")
    c, d = term("9", "2", "2026-03-01", "2026-03-02"), term("9", "3", "2026-01-01", "2026-01-02")
    e = term("9", "3", "2026-02-01", "2026-02-02")
    found = counting.deputies_in((head(terms=[a, b, c], allowed=["x"]), head(terms=[d, a, e], refused=["y"])))
    assert found.terms == (
        Term("9", "2", "2026-03-01", "2026-03-02"),
        Term("9", "3", "2026-01-01", "2026-01-02"),
        Term("8", "3", "2026-02-01", "2026-02-05"),
        Term("9", "3", "2026-02-01", "2026-02-02"),
        Term("9", "3", "2026-02-01", "2026-02-03"),
    )
    assert (found.allowed, found.refused) == (frozenset({"x"}), frozenset({"y"}))
    assert counting.deputies_in((head(),)) == NOBODY


def test_terms_that_differ_in_their_last_day_alone_stand_in_its_order() -> None:
    """A term made longer by one head and longer still by another; a set has no order of its own."""
    days = [f"2026-02-{day:02}" for day in range(3, 19)]
    found = counting.deputies_in(head(terms=[term("9", "3", "2026-02-01", day)]) for day in reversed(days))
    assert [one.last_day for one in found.terms] == days


def test_what_is_of_the_year_itself_or_of_no_year_needs_no_assignment() -> None:
    known = Acceptance(KEYS, frozenset({YEAR}), frozenset(), rules={YEAR: 2})
    assert counting.judge_one(head(terms=[]), known, {}) is Verdict.COUNTS
    assert counting.judge_one(head(terms=[]), replace(known, years=frozenset()), {}) is Verdict.PENDING
    for part, subject in ((Part.GROWTH, PERSON), (Part.OWNED, "course:" + "0" * 32)):
        said = revise(RecordKey("131091", 0, subject, part), {"owner": "hr"}, key_id="hr", trust=Trust.HR)
        assert counting.judge_one(said, known, {}) is Verdict.COUNTS


def test_a_thing_is_its_owners_alone() -> None:
    known = Acceptance(KEYS, frozenset({YEAR}), frozenset(), rules={YEAR: 2})
    for owner in ("hr", "dx"):
        for key in ("hr", "dx"):
            trust = {"hr": Trust.HR}.get(key, Trust.NONE)
            record = RecordKey("131091", 0, "course:" + "0" * 32, Part.OWNED)
            said = revise(record, {"owner": owner}, key_id=key, trust=trust)
            assert (counting.judge_one(said, known, {}) is Verdict.COUNTS) == (owner == key)


def test_where_two_owners_say_something_of_one_thing_hrs_word_stands() -> None:
    known = Acceptance(KEYS, frozenset({YEAR}), frozenset(), rules={YEAR: 2})

    def of(owner: str, kind: str = "course") -> Revision:
        record = RecordKey("131091", 0, f"{kind}:" + "0" * 32, Part.OWNED)
        trust = {"hr": Trust.HR}.get(owner, Trust.NONE)
        said = revise(record, {"owner": owner}, key_id=owner, trust=trust)
        return replace(said, seal=Seal("store", 1, 1, "00"))

    hr, dx = of("hr"), of("dx")
    judged = counting.judge([StoredRevision(one, (1,)) for one in (dx, hr)], known)
    assert judged.waiting == {dx.id: Verdict.REJECTED}
    assert judged.counting == {Part.OWNED: (hr,)}
    assert counting.judge([StoredRevision(dx, (1,))], known).counting == {Part.OWNED: (dx,)}
    # Nobody may have a thing of a kind that is another's.
    assert counting.judge_one(of("hr", "attendance"), known, {}) is Verdict.REJECTED
    assert counting.judge_one(of("dx", "attendance"), known, {}) is Verdict.COUNTS


def test_a_year_that_says_nothing_is_judged_by_the_first_rules() -> None:
    said = made(Part.SELF, "", f"section-{OTHER}", by=OTHER)
    silent = Acceptance(KEYS, frozenset({YEAR}), frozenset())
    routes = {"0" * 32: Route(FIRST, SECOND)}
    assert counting.judge_one(said, silent, routes) is Verdict.COUNTS
    assert counting.judge_one(said, replace(silent, rules={YEAR: 2}), routes) is Verdict.REJECTED
    assert counting.judge_one(said, silent, {}) is Verdict.PENDING


def test_who_is_finalised_waits_for_nobody_and_what_comes_later_is_late() -> None:
    said = made(Part.SELF, "", f"section-{FIRST}", by=FIRST)
    frozen = Acceptance(
        KEYS, frozenset({YEAR}), frozenset(), frozen={(YEAR, PERSON): frozenset({"other"})}, rules={YEAR: 2}
    )
    assert counting.judge_one(said, frozen, {"0" * 32: Route(FIRST, SECOND)}) is Verdict.LATE
    # What nobody may write has no effect then either, and is no latecomer.
    for part in (Part.REVIEW1, Part.ASSIGNMENT, Part.REFERENCE):
        forged = made(part, "", f"section-{OTHER}", by=OTHER)
        assert counting.judge_one(forged, frozen, {"0" * 32: Route(FIRST, SECOND)}) is Verdict.REJECTED
