"""What a confirmer finds of somebody's growth counts by the assignment it names, of whichever year."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.lifecycle import Route
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise
from dxdesk.domain.rights import Deputies, Term
from dxdesk.ports.entities import KeyRow, Role, StoredRevision
from dxdesk.usecases.person_year import counting
from dxdesk.usecases.person_year.counting import Acceptance, Assigned, Verdict

PERSON, FIRST, SECOND, OTHER = "000011", "000003", "000002", "000009"
KEYS = {
    f"s{owner}": KeyRow(f"s{owner}", "p", Role.SECTION, owner) for owner in (PERSON, FIRST, SECOND, OTHER)
}
KEYS |= {"hr": KeyRow("hr", "p", Role.HR), "dx": KeyRow("dx", "p", Role.DX)}
NAMED = {2025: Deputies((Term(OTHER, FIRST, "2026-02-02", "2026-02-04"),))}
KNOWN = Acceptance(
    KEYS, frozenset({2025}), frozenset(), rules={2025: 2}, deputies=NAMED, own=frozenset({"hr"})
)
CITED = "c" * 32
ASSIGNED = {CITED: Assigned(2025, Route(FIRST, SECOND)), "d" * 32: Assigned(2024, Route(FIRST, SECOND))}
FOUND = {"e" * 32: {"kind": "confirmation", "of": "a" * 32, "said": "b" * 32, "answer": "confirmed"}}
RECORD = RecordKey("131091", 0, PERSON, Part.GROWTH)


def found(owner: str, items: object = FOUND, trust: Trust = Trust.SECTION, **said: str) -> Revision:
    value = {"items": items, "by": owner, "made_on": "2026-02-03", "assignment": CITED, **said}
    return revise(RECORD, value, key_id=f"s{owner}" if owner.isdigit() else owner, trust=trust)


def verdict(revision: Revision, known: Acceptance = KNOWN) -> Verdict:
    return counting.judge_one(revision, known, {}, ASSIGNED)


@pytest.mark.parametrize(
    ("revision", "what"),
    [
        (found(FIRST), Verdict.COUNTS),
        (found(SECOND), Verdict.COUNTS),
        (found(SECOND, on_behalf_of=FIRST), Verdict.COUNTS),
        (found(OTHER, on_behalf_of=FIRST), Verdict.COUNTS),
        (found(OTHER, on_behalf_of=FIRST, made_on="2026-02-05"), Verdict.REJECTED),
        (found(OTHER, on_behalf_of=FIRST, assignment="d" * 32), Verdict.REJECTED),
        (found(OTHER, on_behalf_of=SECOND), Verdict.REJECTED),
        (found(OTHER), Verdict.REJECTED),
        (found(PERSON), Verdict.REJECTED),
        (found(PERSON, on_behalf_of=FIRST), Verdict.REJECTED),
        (found(FIRST, by=SECOND), Verdict.REJECTED),
        (found(FIRST, assignment="f" * 32), Verdict.PENDING),
        (found(FIRST, trust=Trust.HR), Verdict.REJECTED),
        (found("hr", trust=Trust.HR), Verdict.COUNTS),
        (found("dx", trust=Trust.NONE), Verdict.REJECTED),
    ],
)
def test_who_may_find_something_of_an_entry(revision: Revision, what: Verdict) -> None:
    assert verdict(revision) is what


def test_a_confirmer_writes_no_entries_alone_or_beside_a_confirmation() -> None:
    entry = {"a" * 32: {"kind": "experience", "name": "自分で書いた"}}
    assert verdict(found(FIRST, entry)) is Verdict.REJECTED
    assert verdict(found(FIRST, {"a" * 32: None})) is Verdict.REJECTED
    unsealed = revise(RECORD, {"items": {**FOUND, **entry}})
    assert verdict(unsealed) is Verdict.REJECTED, "nor does a person confirm what they write beside it"
    assert verdict(revise(RECORD, {"items": entry})) is Verdict.COUNTS


def test_the_key_of_a_confirmer_nobody_knows_by_number_counts_for_nothing() -> None:
    keys = {**KEYS, "s": KeyRow("s", "p", Role.SECTION, "")}
    nameless = replace(found(FIRST), key_id="s")
    assert verdict(nameless, replace(KNOWN, keys=keys)) is Verdict.REJECTED


def test_a_persons_own_store_judges_nobody_and_what_hr_passes_on_is_judged() -> None:
    waits = found(FIRST, assignment="f" * 32)
    assert verdict(waits, replace(KNOWN, own=frozenset())) is Verdict.COUNTS
    stored = [StoredRevision(waits, (7,))]
    assert counting.judge(stored, KNOWN, ASSIGNED).waiting == {waits.id: Verdict.PENDING}
    section = replace(KNOWN, packages=frozenset({7}))
    assert counting.judge(stored, section, ASSIGNED).of(Part.GROWTH) == (waits,)
    stranger = found(OTHER)
    assert counting.judge([StoredRevision(stranger, (7,))], section, ASSIGNED).waiting
