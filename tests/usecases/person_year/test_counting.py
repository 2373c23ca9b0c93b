"""Which revisions count: who may write what, and what has to wait, by example and without a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from dxdesk.domain.lifecycle import Action, Route
from dxdesk.domain.records import ANSWER_PARTS, REVIEW_PARTS, Part, RecordKey, Revision, Seal, Trust, revise
from dxdesk.ports.entities import (
    Enrolment,
    KeyClaim,
    KeyRow,
    Receipt,
    Role,
    SnapshotLine,
    StoredRevision,
    Succession,
)
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import counting, key_evidence
from dxdesk.usecases.person_year.counting import Acceptance, Verdict

YEAR, PERSON = 2025, "000011"
CHIEF, MANAGER, STRANGER, HR_OWNER = "000003", "000002", "000009", "000099"
HR, CHIEFS, MANAGERS, STRANGERS, DX, OWN = ("hr", "chief", "manager", "stranger", "dx", "personal")
KEYS: dict[str, KeyRow] = {
    HR: KeyRow(HR, "p-hr", Role.HR, HR_OWNER),
    CHIEFS: KeyRow(CHIEFS, "p-chief", Role.SECTION, CHIEF),
    MANAGERS: KeyRow(MANAGERS, "p-manager", Role.SECTION, MANAGER),
    STRANGERS: KeyRow(STRANGERS, "p-stranger", Role.SECTION, STRANGER),
    DX: KeyRow(DX, "p-dx", Role.DX, CHIEF),
    OWN: KeyRow(OWN, "p-own", Role.PERSONAL, PERSON),
}
HR_PARTS = (Part.CYCLE, Part.ASSIGNMENT, Part.REFERENCE)
CONFIRMING = {
    Action.CONFIRM1: CHIEFS,
    Action.RETURN1: CHIEFS,
    Action.CONFIRM2: MANAGERS,
    Action.RETURN2: MANAGERS,
}
OWN_ACTIONS = (Action.SUBMIT, Action.WITHDRAW)
TRUST = {HR: Trust.HR, "": Trust.NONE}


def said(
    part: Part, key: str = "", *, trust: Trust | None = None, at: int = 1, year: int = YEAR, **value: object
) -> Revision:
    """Return a revision of the person's year; a section's says who it is by unless told otherwise."""
    number = "" if part is Part.CYCLE else PERSON
    if key in KEYS and KEYS[key].role is Role.SECTION:
        value = {"by": KEYS[key].owner, **value}
    made = revise(
        RecordKey("131091", year, number, part),
        {"items": {}, **value},
        key_id=key,
        trust=TRUST.get(key, Trust.SECTION) if trust is None else trust,
    )
    return replace(made, seal=Seal("store", 1, at, "00") if key else None)


ASSIGNED = said(Part.ASSIGNMENT, HR, first=CHIEF, second=MANAGER)
ROUTES = {ASSIGNED.id: Route(CHIEF, MANAGER)}
ACCEPTED = Acceptance(KEYS, frozenset({YEAR}), frozenset({"f@1"}))


def verdict(revision: Revision, routes: Mapping[str, Route] = ROUTES, **more: object) -> Verdict:
    return counting.judge_one(revision, replace(ACCEPTED, **more), routes)  # type: ignore[arg-type]


def counts(revision: Revision, routes: Mapping[str, Route] = ROUTES) -> bool:
    found = verdict(revision, routes)
    assert found in (Verdict.COUNTS, Verdict.REJECTED)
    return found is Verdict.COUNTS


@pytest.mark.parametrize(
    "revision",
    [
        said(Part.SELF, CHIEFS),
        said(Part.REVIEW1, CHIEFS),
        said(Part.REVIEW2, MANAGERS),
        said(Part.LIFE, CHIEFS, action="confirm1"),
    ],
    ids=lambda revision: revision.record.part.value,
)
def test_the_key_of_a_section_cannot_claim_the_trust_of_hr(revision: Revision) -> None:
    """Of its own people, too: what claims more than its key is worth would overrule HR's word."""
    assert counts(revision)
    assert not counts(replace(revision, trust=Trust.HR))
    assert counts(replace(revision, trust=Trust.NONE))


@pytest.mark.parametrize("part", Part)
def test_hr_writes_every_part(part: Part) -> None:
    for trust in Trust:
        assert counts(said(part, HR, trust=trust, action="hr_return"))


@pytest.mark.parametrize("part", HR_PARTS)
def test_nobody_but_hr_writes_what_is_hrs(part: Part) -> None:
    for key in ("", CHIEFS, MANAGERS, DX, OWN):
        assert not counts(said(part, key))
        assert not counts(said(part, key), {}), "nor before anybody is assigned"


@pytest.mark.parametrize("part", ANSWER_PARTS)
def test_an_answer_counts_without_a_seal_or_under_the_seal_of_a_section(part: Part) -> None:
    assert counts(said(part))
    assert counts(said(part, STRANGERS))
    assert not counts(said(part, trust=Trust.SECTION))
    for key in (DX, OWN):
        assert not counts(said(part, key))


@pytest.mark.parametrize("action", Action)
def test_without_a_seal_a_year_is_only_handed_in_and_taken_back(action: Action) -> None:
    assert counts(said(Part.LIFE, action=action.value)) == (action in OWN_ACTIONS)
    assert not counts(said(Part.REVIEW1, action=action.value))


@pytest.mark.parametrize("action", OWN_ACTIONS)
def test_a_section_hands_in_for_anybody(action: Action) -> None:
    assert counts(said(Part.LIFE, STRANGERS, action=action.value))
    assert not counts(said(Part.REVIEW1, STRANGERS, action=action.value))


@pytest.mark.parametrize("key", [CHIEFS, MANAGERS, STRANGERS])
def test_each_stage_is_its_confirmers(key: str) -> None:
    for action, owner in CONFIRMING.items():
        assert counts(said(Part.LIFE, key, action=action.value)) == (key == owner)
    assert counts(said(Part.REVIEW1, key)) == (key == CHIEFS)
    assert counts(said(Part.REVIEW2, key)) == (key == MANAGERS)
    for part in REVIEW_PARTS:
        assert not counts(said(part))


def test_a_confirmer_speaks_in_their_own_name() -> None:
    assert not counts(said(Part.REVIEW1, CHIEFS, by=MANAGER))
    assert not counts(said(Part.REVIEW2, CHIEFS, by=MANAGER))
    unnamed = {"items": {}}
    record = said(Part.REVIEW1).record
    assert not counts(revise(record, unnamed, key_id=CHIEFS, trust=Trust.SECTION))


def test_a_deputy_speaks_for_the_confirmer_they_name() -> None:
    assert counts(said(Part.REVIEW1, STRANGERS, on_behalf_of=CHIEF))
    assert not counts(said(Part.REVIEW1, STRANGERS, on_behalf_of=MANAGER))
    assert counts(said(Part.REVIEW2, CHIEFS, on_behalf_of=MANAGER))
    assert not counts(said(Part.REVIEW1, CHIEFS, on_behalf_of=MANAGER))


def test_who_confirms_is_what_the_cited_assignment_says() -> None:
    """A confirmation given before a transfer stays one; without citing it any known route will do."""
    routes = {"old": Route(CHIEF, MANAGER), "new": Route(STRANGER, MANAGER)}
    assert counts(said(Part.REVIEW1, CHIEFS, assignment="old"), routes)
    assert not counts(said(Part.REVIEW1, CHIEFS, assignment="new"), routes)
    assert counts(said(Part.REVIEW1, CHIEFS), routes)
    assert counts(said(Part.REVIEW1, STRANGERS, assignment="gone"), routes)
    assert not counts(said(Part.REVIEW1, CHIEFS), {"old": Route("", MANAGER)})


def test_a_key_counts_up_to_the_number_it_was_revoked_at() -> None:
    def under(key: KeyRow | None, at: int) -> Verdict:
        keys = {**KEYS, CHIEFS: key} if key else {HR: KEYS[HR]}
        return verdict(said(Part.REVIEW1, CHIEFS, at=at), keys=keys)

    revoked = replace(KEYS[CHIEFS], revoked_after=7)
    assert under(revoked, 7) is Verdict.COUNTS
    assert under(revoked, 8) is Verdict.REJECTED
    assert under(replace(revoked, revoked_after=0), 1) is Verdict.REJECTED
    assert under(None, 1) is Verdict.QUARANTINED
    without = replace(said(Part.REVIEW1, CHIEFS), seal=None)
    assert verdict(without, keys={CHIEFS: replace(revoked, revoked_after=0)}) is Verdict.COUNTS


def test_what_is_not_known_yet_is_waited_for() -> None:
    assert verdict(said(Part.SELF, year=2026)) is Verdict.PENDING
    assert Verdict.PENDING in counting.WAITS_FOR_MORE
    assert verdict(said(Part.CYCLE, HR, year=2026)) is Verdict.PENDING
    assert verdict(said(Part.SELF), {}) is Verdict.PENDING
    # Whoever may confirm is not known before the assignment is: nothing is refused too early.
    assert verdict(said(Part.REVIEW1, STRANGERS), {}) is Verdict.PENDING
    assert verdict(said(Part.SELF, framework="f@2")) is Verdict.PENDING
    assert verdict(said(Part.SELF, framework="f@1")) is Verdict.COUNTS
    for part in HR_PARTS:
        assert verdict(said(part, HR, framework="f@2"), {}) is Verdict.COUNTS


@pytest.mark.parametrize("part", counting.OFFICE_PARTS)
def test_what_only_hr_writes_is_nothing_under_no_seal_or_anothers_and_waits_under_an_unknown_key(
    part: Part,
) -> None:
    for key in ("", CHIEFS, DX, OWN):
        assert ACCEPTED.is_not_hrs(said(part, key))
    for key in (HR, "never seen"):
        assert not ACCEPTED.is_not_hrs(said(part, key))
    for other in (Part.SELF, Part.REVIEW1, Part.LIFE):
        assert not any(ACCEPTED.is_not_hrs(said(other, key)) for key in ("", CHIEFS))


def test_after_finalising_only_what_was_frozen_counts() -> None:
    one, other = said(Part.SELF), said(Part.SELF, note="later")
    frozen = {(YEAR, PERSON): frozenset({one.id})}
    assert verdict(one, frozen=frozen) is Verdict.COUNTS
    assert verdict(other, frozen=frozen) is Verdict.LATE
    assert verdict(other, frozen={(YEAR, "000012"): frozenset()}) is Verdict.COUNTS
    assert verdict(said(Part.REFERENCE, HR), frozen=frozen) is Verdict.COUNTS


def test_what_was_left_out_after_finalising_is_known_by_person_and_year() -> None:
    one = said(Part.SELF)
    assert replace(ACCEPTED, compacted={(YEAR, PERSON): frozenset({one.id})}).is_compacted(one)
    assert not replace(ACCEPTED, compacted={(YEAR, "000012"): frozenset({one.id})}).is_compacted(one)
    assert not ACCEPTED.is_compacted(one)


def stored(*revisions: Revision, receipts: tuple[int, ...] = (1,)) -> list[StoredRevision]:
    return [StoredRevision(revision, receipts) for revision in revisions]


def test_a_person_is_judged_by_part_and_reason() -> None:
    answer, second = said(Part.SELF), said(Part.SELF, note="2")
    review, forged = said(Part.REVIEW1, CHIEFS), said(Part.REVIEW1, MANAGERS)
    after = said(Part.REVIEW2, MANAGERS)
    waiting = said(Part.GOALS, framework="f@9")
    judged = counting.judge(stored(answer, ASSIGNED, second, review, forged, after, waiting), ACCEPTED)
    assert judged.of(Part.SELF) == (answer, second)
    assert judged.of(Part.REVIEW1) == (review,)
    assert judged.of(Part.REVIEW2) == (after,)
    assert judged.of(Part.REFERENCE) == ()
    assert judged.waiting == {forged.id: Verdict.REJECTED, waiting.id: Verdict.PENDING}
    assert judged.number(Verdict.REJECTED) == 1
    assert judged.number(Verdict.LATE) == 0


def test_only_hrs_assignment_makes_a_confirmer() -> None:
    own = said(Part.ASSIGNMENT, STRANGERS, first=STRANGER)
    review = said(Part.REVIEW1, STRANGERS)
    judged = counting.judge(stored(ASSIGNED, own, review), ACCEPTED)
    assert judged.waiting == {own.id: Verdict.REJECTED, review.id: Verdict.REJECTED}
    nobody = said(Part.ASSIGNMENT, HR)
    without = counting.judge(stored(nobody, said(Part.REVIEW1, CHIEFS)), ACCEPTED)
    assert without.number(Verdict.REJECTED) == 1
    other = said(Part.REFERENCE, HR, first=STRANGER)
    assert counting.judge(stored(ASSIGNED, other, review), ACCEPTED).number(Verdict.REJECTED) == 1


@pytest.mark.parametrize("part", REVIEW_PARTS)
def test_where_an_assignment_names_nobody_nobody_confirms(part: Part) -> None:
    keys = {HR: KEYS[HR], "x": KeyRow("x", "p-x", Role.SECTION, "x")}
    review = said(part, "x", by="x")
    judged = counting.judge(stored(said(Part.ASSIGNMENT, HR), review), replace(ACCEPTED, keys=keys))
    assert judged.waiting == {review.id: Verdict.REJECTED}


@pytest.mark.parametrize("part", counting.OFFICE_PARTS)
def test_another_store_of_hr_says_nothing_of_whom_and_what_is_asked_in_a_year_this_store_opened(
    part: Part,
) -> None:
    other = replace(KEYS[HR], key_id="other", elsewhere=True, outside=frozenset({YEAR}))
    both = replace(ACCEPTED, keys={**KEYS, "other": other}, years=frozenset({YEAR, YEAR + 1}))

    def under(key: str, wanted: Part = part, year: int = YEAR) -> Verdict:
        revision = said(wanted, key, trust=Trust.HR, year=year)
        found = counting.judge_one(revision, both, ROUTES)
        assert both.accepts(revision) == (found is Verdict.COUNTS)
        return found

    assert under("other") is Verdict.REJECTED
    assert under(HR) is Verdict.COUNTS
    assert under("other", year=YEAR + 1) is Verdict.COUNTS
    for answer in ANSWER_PARTS:
        assert under("other", answer) is Verdict.COUNTS, "what people said it may pass on"


UNREAD, READ = said(Part.SELF, framework="f@2"), said(Part.GOALS, framework="f@1")
HANDED_IN = said(Part.LIFE, action="submit")


def handed_in(*files: tuple[Revision, ...], **more: object) -> counting.Judged:
    """Judge what came in files of the numbers 1, 2 …; the same revision may come in several."""
    brought: dict[str, tuple[Revision, tuple[int, ...]]] = {}
    for number, file in enumerate(files, 1):
        for one in file:
            brought[one.id] = (one, (*brought.get(one.id, (one, ()))[1], number))
    said_in = [StoredRevision(one, receipts) for one, receipts in brought.values()]
    acceptance = replace(ACCEPTED, **more)  # type: ignore[arg-type]
    return counting.judge([*stored(ASSIGNED, receipts=(9,)), *said_in], acceptance)


def test_who_handed_in_answers_that_cannot_be_read_yet_has_not_handed_in() -> None:
    """The submission alone would count somebody of whom nothing can be said."""
    judged = handed_in((UNREAD, HANDED_IN))
    assert judged.waiting == {UNREAD.id: Verdict.PENDING, HANDED_IN.id: Verdict.PENDING}
    assert judged.of(Part.LIFE) == ()
    assert handed_in((READ, HANDED_IN)).of(Part.LIFE) == (HANDED_IN,)
    without = said(Part.EVIDENCE)  # names no framework: that it can be read tells nothing
    assert handed_in((UNREAD, without, HANDED_IN)).waiting.keys() == {UNREAD.id, HANDED_IN.id}
    assert handed_in((UNREAD, without, HANDED_IN)).of(Part.EVIDENCE) == (without,)


def test_a_submission_counts_where_anything_of_what_came_with_it_can_be_read() -> None:
    assert handed_in((UNREAD, READ, HANDED_IN)).waiting.keys() == {UNREAD.id}
    assert handed_in((UNREAD, HANDED_IN), (READ, HANDED_IN)).waiting.keys() == {UNREAD.id}
    assert handed_in((UNREAD,), (HANDED_IN,)).waiting.keys() == {UNREAD.id}
    assert handed_in((UNREAD, HANDED_IN), (READ,)).waiting.keys() == {UNREAD.id, HANDED_IN.id}
    local = [*stored(ASSIGNED, UNREAD), *stored(HANDED_IN, receipts=())]
    assert counting.judge(local, ACCEPTED).waiting.keys() == {UNREAD.id}


def test_what_a_confirmer_says_of_a_framework_holds_no_submission_back_and_lets_none_through() -> None:
    unread, read = (said(Part.REVIEW1, CHIEFS, framework=framework) for framework in ("f@2", "f@1"))
    assert handed_in((unread, HANDED_IN)).waiting.keys() == {unread.id}
    assert handed_in((UNREAD, read, HANDED_IN)).waiting.keys() == {UNREAD.id, HANDED_IN.id}


def test_an_answer_that_never_counts_is_nothing_to_wait_for() -> None:
    refused = said(Part.SELF, OWN, framework="f@2")
    late = said(Part.GOALS, framework="f@3")
    judged = handed_in((refused, HANDED_IN), (late,))
    assert judged.waiting == {refused.id: Verdict.REJECTED, late.id: Verdict.PENDING}


def test_only_a_submission_waits_for_its_answers_and_none_that_was_finalised() -> None:
    taken_back = said(Part.LIFE, action="withdraw")
    assert handed_in((UNREAD, HANDED_IN, taken_back)).of(Part.LIFE) == (taken_back,)
    assert handed_in((UNREAD, taken_back)).waiting.keys() == {UNREAD.id}
    frozen = {(YEAR, PERSON): frozenset({UNREAD.id, HANDED_IN.id})}
    assert handed_in((UNREAD, HANDED_IN), frozen=frozen).waiting.keys() == {UNREAD.id}
    for other in ((YEAR, "000012"), (YEAR + 1, PERSON)):
        of_another = handed_in((UNREAD, HANDED_IN), frozen={other: frozen[YEAR, PERSON]})
        assert of_another.waiting.keys() == {UNREAD.id, HANDED_IN.id}


@pytest.mark.parametrize(("part", "key"), [(Part.REVIEW1, CHIEFS), (Part.REVIEW2, MANAGERS)])
def test_a_decision_without_any_step_waits_for_them_under_the_second_rules(part: Part, key: str) -> None:
    decided = said(part, key)
    assert handed_in((decided,)).waiting == {}
    judged = handed_in((decided,), rules={YEAR: 2})
    assert judged.waiting.keys() == {decided.id}
    assert judged.waiting[decided.id] in counting.LACKING


def test_what_only_a_doubtful_file_says_waits_with_its_key() -> None:
    doubtful = replace(ACCEPTED, doubtful=frozenset({2, 3}))
    answer, review = said(Part.SELF), said(Part.REVIEW1, CHIEFS)
    for receipts, expected in (((2,), 0), ((2, 3), 0), ((1, 2), 1), ((0,), 1)):
        judged = counting.judge([*stored(ASSIGNED), *stored(answer, receipts=receipts)], doubtful)
        assert len(judged.of(Part.SELF)) == expected
        assert judged.number(Verdict.QUARANTINED) == 1 - expected
    sealed = counting.judge([*stored(ASSIGNED), *stored(review, receipts=(2,))], doubtful)
    assert sealed.of(Part.REVIEW1) == (review,)


def kept(
    keys: Iterable[KeyRow] = KEYS.values(),
    *,
    claims: Iterable[KeyClaim] = (),
    enrolments: Iterable[Enrolment] = (),
    successions: Iterable[Succession] = (),
    revisions: Iterable[Revision] = (),
    lines: Iterable[SnapshotLine] = (),
    receipts: Iterable[Receipt] = (),
) -> UnitOfWork:
    """Return what a store keeps, as far as judging reads it."""
    made = list(revisions)
    told = [KeyClaim(key_evidence.GIVEN, e.public, 1) for e in enrolments if e.seed]

    def part(year: int, wanted: Part) -> list[StoredRevision]:
        return stored(*(r for r in made if (r.record.fiscal_year, r.record.part) == (year, wanted)))

    def over_years(
        years: Iterable[int], numbers: Iterable[str], parts: Iterable[Part]
    ) -> list[StoredRevision]:
        asked = [0, *years], list(numbers), list(parts)
        told = ((r, (r.record.fiscal_year, r.record.employee_number, r.record.part)) for r in made)
        return stored(*(r for r, of in told if all(one in some for one, some in zip(of, asked, strict=True))))

    def receipts_of(*, live_only: bool) -> list[Receipt]:
        assert live_only
        return list(receipts)

    def sealed_by(key_ids: Iterable[str]) -> frozenset[int]:
        wanted = set(key_ids)
        assert wanted
        return frozenset(r.number for r in receipts if r.key_id in wanted)

    exchange = SimpleNamespace(
        keys=lambda: list(keys),
        claims=lambda: [*claims, *told],
        enrolments=lambda: list(enrolments),
        successions=lambda: list(successions),
        years=lambda: sorted({r.record.fiscal_year for r in made}),
        part=part,
        over_years=over_years,
        framework_versions=lambda: [("f", "1")],
        receipts=receipts_of,
        receipts_sealed_by=sealed_by,
    )
    results = SimpleNamespace(snapshot_lines=lambda year: [x for x in lines if x.fiscal_year == year])
    unit = SimpleNamespace(exchange=exchange, results=results)
    unit.once = unit.until_written = lambda read: read(unit)
    return cast(UnitOfWork, unit)


def accepted(uow: UnitOfWork) -> set[str]:
    return set(counting.accepted_keys(uow))


OWN_HR = replace(KEYS[HR], vouched="own")
CHIEF_KEY = KEYS[CHIEFS]
GIVEN_OUT = Enrolment("e", CHIEF, YEAR, seed="s")


def test_a_key_is_accepted_for_one_of_four_reasons() -> None:
    assert accepted(kept()) == set()
    assert accepted(kept([replace(CHIEF_KEY, vouched="own")])) == {CHIEFS}
    assert accepted(kept([replace(CHIEF_KEY, registered=True)])) == {CHIEFS}
    assert accepted(kept([replace(CHIEF_KEY, revoked_after=0)])) == {CHIEFS}
    assert accepted(kept(claims=[KeyClaim(CHIEFS, key_evidence.LISTED, 1)])) == {CHIEFS}
    assert accepted(kept(claims=[KeyClaim("e", key_evidence.LISTED, 1)], enrolments=[GIVEN_OUT])) == set()


def test_an_enrolment_makes_a_confirmer_of_the_key_that_used_it() -> None:
    used = KeyClaim(CHIEFS, "e", 1)
    assert accepted(kept(claims=[used], enrolments=[GIVEN_OUT])) == {CHIEFS}
    assert accepted(kept(claims=[used])) == set()
    # Or one nobody is known to have been given.
    unknown = replace(GIVEN_OUT, seed="")
    assert accepted(kept(claims=[used], enrolments=[unknown])) == set()
    told = KeyClaim(key_evidence.GIVEN, "e", 1)
    assert accepted(kept(claims=[used, told], enrolments=[unknown])) == {CHIEFS}


def test_whose_key_it_is_says_the_enrolment_whatever_the_key_or_a_stranger_calls_it() -> None:
    used = KeyClaim(CHIEFS, "e", 1)
    for role in (Role.HR, Role.DX, Role.PERSONAL, Role.SECTION):
        called = replace(CHIEF_KEY, role=role, owner="999999")
        found = counting.accepted_keys(kept([called], claims=[used], enrolments=[GIVEN_OUT]))
        assert (found[CHIEFS].role, found[CHIEFS].owner) == (Role.SECTION, CHIEF)
    second = replace(GIVEN_OUT, public="f", owner=MANAGER)
    both = {"claims": [used, KeyClaim(CHIEFS, "f", 1)], "enrolments": [GIVEN_OUT, second]}
    assert counting.accepted_keys(kept(**both))[CHIEFS].owner == CHIEF
    # Proven for two and called neither: nobody can tell, so it waits.
    assert accepted(kept([replace(CHIEF_KEY, owner="999999")], **both)) == set()


@pytest.mark.parametrize(
    ("before", "stays"),
    [
        ({"registered": True}, False),  # compared by HR while a stranger's file had named it
        ({"vouched": "own"}, True),
        ({"role": Role.HR, "registered": True}, True),
        ({"role": Role.HR, "vouched": "first"}, True),
    ],
)
def test_an_enrolment_corrects_whose_a_confirmers_key_is_and_never_what_this_store_vouches_for(
    before: dict[str, Any], stays: bool
) -> None:
    named = replace(CHIEF_KEY, owner="999999", **before)
    uow = kept([named], claims=[KeyClaim(CHIEFS, "e", 1)], enrolments=[GIVEN_OUT])
    found = counting.accepted_keys(uow)[CHIEFS]
    expected = (named.role, "999999") if stays else (Role.SECTION, CHIEF)
    assert (found.role, found.owner) == expected


def test_two_keys_that_used_one_enrolment_both_wait_for_a_person() -> None:
    rival = replace(CHIEF_KEY, key_id="rival", public="p-rival")
    claims = [KeyClaim(CHIEFS, "e", 1), KeyClaim("rival", "e", 1)]
    assert accepted(kept([CHIEF_KEY, rival], claims=claims, enrolments=[GIVEN_OUT])) == set()
    # Revoking one from its first file on leaves the other; ending it later does not make it a stranger's.
    gone, ended = replace(rival, revoked_after=0), replace(rival, revoked_after=5)
    assert CHIEFS in accepted(kept([CHIEF_KEY, gone], claims=claims, enrolments=[GIVEN_OUT]))
    assert CHIEFS not in accepted(kept([CHIEF_KEY, ended], claims=claims, enrolments=[GIVEN_OUT]))
    assert accepted(kept([CHIEF_KEY], claims=claims, enrolments=[GIVEN_OUT])) == {CHIEFS}


def test_the_words_that_stores_keep_stay() -> None:
    """A dump names the standing of what waits; claims are kept under the two others."""
    assert (key_evidence.LISTED, key_evidence.GIVEN, key_evidence.TEXT) == ("listed", "given", "framework")
    assert [*map(int, key_evidence.How)] == [0, 1, 2, 3, 4]
    assert {*Verdict} == {
        "counts", "pending", "quarantined", "unsubmitted", "unconfirmed", "held", "late", "rejected",
    }  # fmt: skip


def test_the_successor_of_an_accepted_key_is_accepted() -> None:
    successor = KeyRow("heir", "p-heir", Role.DX)
    word = Succession("heir", CHIEFS, 9, "", "")
    keys = counting.accepted_keys(kept([replace(CHIEF_KEY, vouched="own"), successor], successions=[word]))
    assert (keys["heir"].role, keys["heir"].owner, keys[CHIEFS].revoked_after) == (Role.SECTION, CHIEF, 9)
    assert accepted(kept([CHIEF_KEY, successor], successions=[word])) == set()


def of_thing(kind: str, key: str, *, at: int = 1, **value: object) -> Revision:
    """Return what a key says of a thing of a kind."""
    made = said(Part.OWNED, key, at=at, **value)
    return replace(made, record=made.record._replace(fiscal_year=0, employee_number=f"{kind}:{'0' * 32}"))


def test_a_thing_is_said_by_the_role_that_owns_it_under_a_key_that_counts() -> None:
    for owner in ("hr", "dx"):
        for key in (HR, DX, CHIEFS, OWN, ""):
            thing = of_thing("course", key, owner=owner)
            assert counting.sealed_by_owner(thing, KEYS) is (key == {"hr": HR, "dx": DX}[owner])
    late = of_thing("course", DX, at=6, owner="dx")
    assert counting.sealed_by_owner(late, KEYS)
    assert not counting.sealed_by_owner(late, {DX: replace(KEYS[DX], revoked_after=5)})


def test_no_role_says_anything_of_a_kind_it_may_not_have() -> None:
    assert counting.sealed_by_owner(of_thing("attendance", DX, owner="dx"), KEYS)
    assert not counting.sealed_by_owner(of_thing("attendance", HR, owner="hr"), KEYS)
    trusted = replace(of_thing("course", DX, owner="dx"), trust=Trust.HR)
    assert not counting.sealed_by_owner(trusted, KEYS), "more trust than its key has"


CYCLE = said(Part.CYCLE, HR)


def test_a_year_is_known_once_hr_opened_it() -> None:
    forged = said(Part.CYCLE, CHIEFS, year=2026)
    keys = [OWN_HR, replace(CHIEF_KEY, registered=True)]
    found = counting.load_acceptance(kept(keys, revisions=[CYCLE, forged]))
    assert found.years == {YEAR}
    beside = said(Part.CYCLE, CHIEFS)
    assert counting.load_acceptance(kept(keys, revisions=[beside, CYCLE, beside])).years == {YEAR}
    assert found.frameworks == {"f@1"}
    assert (found.frozen, found.compacted, found.doubtful) == ({}, {}, frozenset())
    assert counting.load_acceptance(kept([KEYS[HR]], revisions=[CYCLE])).years == frozenset()


def test_a_year_moved_on_to_the_second_rules_stays_there_whatever_else_is_said_of_it() -> None:
    moved = said(Part.CYCLE, HR, rules=2)
    assert counting.load_acceptance(kept([OWN_HR], revisions=[CYCLE])).rules == {YEAR: 1}
    for revisions in ([CYCLE, moved], [moved, CYCLE]):
        assert counting.load_acceptance(kept([OWN_HR], revisions=revisions)).rules == {YEAR: 2}


def test_only_in_a_confirmers_store_a_package_says_that_hr_has_judged_what_is_in_it() -> None:
    package = replace(received(1, HR), kind="section_package")
    others = [replace(received(2, CHIEFS), kind="section_package"), received(3, HR)]
    revoked = replace(received(4, HR, 8), kind="section_package")
    hrs = replace(KEYS[HR], vouched="first", revoked_after=7)
    theirs = [hrs, replace(CHIEF_KEY, vouched="own")]
    there = {"receipts": [package, *others, revoked], "revisions": [CYCLE]}
    assert counting.load_acceptance(kept(theirs, **there)).packages == {1}
    assert counting.load_acceptance(kept([replace(hrs, vouched="own")], **there)).packages == frozenset()
    assert counting.load_acceptance(kept([hrs], **there)).packages == frozenset()


def test_the_newest_snapshot_of_a_person_says_what_is_frozen() -> None:
    old = SnapshotLine(YEAR, 1, PERSON, ("a",), {}, {"lineage": ["a", "b"]})
    new = SnapshotLine(YEAR, 2, PERSON, ("c",), {}, {"lineage": ["a", "b", "c"], "kept": ["c"]})
    plain = SnapshotLine(YEAR, 1, "000012", ("d",), {}, {"lineage": "d"})
    found = counting.load_acceptance(kept([OWN_HR], revisions=[CYCLE], lines=[old, new, plain]))
    assert found.frozen == {(YEAR, PERSON): {"a", "b", "c"}, (YEAR, "000012"): {"d"}}
    assert found.compacted == {(YEAR, PERSON): {"a", "b"}}


def received(number: int, key: str, sequence: int = 1) -> Receipt:
    return Receipt(number, "", "", "", "form", "applied", issuer_sequence=sequence, key_id=key)


def test_a_file_is_doubtful_under_an_unknown_key_or_after_a_revocation() -> None:
    revoked = replace(KEYS[MANAGERS], revoked_after=5)
    receipts = [received(1, HR), received(2, CHIEFS), received(3, MANAGERS, 5), received(4, MANAGERS, 6)]
    found = counting.load_acceptance(kept([OWN_HR, CHIEF_KEY, revoked], receipts=receipts))
    assert found.doubtful == {2, 4}
    assert counting.load_acceptance(kept([OWN_HR, revoked], receipts=receipts)).doubtful == {4}
    first = replace(revoked, revoked_after=0)
    assert counting.load_acceptance(kept([OWN_HR, first], receipts=receipts)).doubtful == {3, 4}
    nothing = counting.load_acceptance(kept([OWN_HR, CHIEF_KEY], receipts=[received(9, "never seen")]))
    assert nothing.doubtful == frozenset()


def test_a_revoked_file_is_one_sealed_after_the_last_number() -> None:
    keys = {CHIEFS: replace(CHIEF_KEY, revoked_after=3), HR: OWN_HR}
    assert counting.is_revoked(received(1, CHIEFS, 4), keys)
    assert not counting.is_revoked(received(1, CHIEFS, 3), keys)
    assert not counting.is_revoked(received(1, HR, 4), keys)
    assert not counting.is_revoked(received(1, "never seen", 4), keys)


def test_what_hr_says_of_a_year_counts_under_an_accepted_key_of_hr() -> None:
    later = said(Part.CYCLE, HR, at=9, note="later")
    forged = said(Part.CYCLE, CHIEFS)
    keys = [replace(OWN_HR, revoked_after=5), replace(CHIEF_KEY, registered=True)]
    uow = kept(keys, revisions=[CYCLE, later, forged])
    assert counting.of_year(uow, YEAR, Part.CYCLE) == (CYCLE,)
    assert counting.of_year(uow, YEAR, Part.CYCLE, {HR: OWN_HR}) == (CYCLE, later)
    assert counting.of_year(uow, YEAR, Part.CYCLE, {}) == ()
    assert counting.of_year(uow, YEAR, Part.ASSIGNMENT) == ()


def test_ids_kept_as_one_text_are_the_set_they_were_made_of() -> None:
    ids = {"ab" * 16, "cd" * 16, "ef" * 16}
    kept_so = counting.Ids(ids)
    assert (kept_so, len(kept_so), list(kept_so)) == (ids, 3, sorted(ids))
    assert all(one in kept_so for one in ids)
    for other in ("", "ab", "ab" * 16 + "\n" + "cd" * 16, "\n", None):
        assert other not in kept_so
    assert (counting.Ids(()), len(counting.Ids(())), "" in counting.Ids(())) == (set(), 0, False)
    assert repr(counting.Ids(["b", "a"])) == "Ids(['a', 'b'])"
