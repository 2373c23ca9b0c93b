"""Whose key counts: first use, what HR expects, what HR decided, and claims for keys of others."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise
from dxdesk.ports.entities import Enrolment, KeyClaim, KeyRow, Role, StoredRevision, Succession
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import key_evidence
from dxdesk.usecases.person_year.key_acceptance import accepted
from dxdesk.usecases.person_year.key_evidence import (
    GIVEN,
    LISTED,
    How,
    Naming,
    blank,
    colleagues_of,
    is_enrolment,
    naming_claim,
    namings_of,
    seen_keys,
    text_claim,
    texts_of,
    told_claim,
    voucher_claim,
)
from dxdesk.usecases.sealing.envelope import VoucherText

CHIEF, INSIDER = "000003", "000009"
HR = KeyRow("hr", "p-hr", Role.HR, vouched="own")
# A set of these two years does not give them in their order.
FIRST, LATER = Enrolment("e1", CHIEF, 2023, "s"), Enrolment("e2", CHIEF, 2024, "s")
INSIDERS = Enrolment("x", INSIDER, 2023, "s")


def key(name: str) -> KeyRow:
    return blank(name, f"p-{name}")


def itself(name: str, owner: str = CHIEF, role: Role = Role.SECTION, how: How = How.ITSELF) -> KeyClaim:
    return naming_claim(name, Naming(how, role, owner, f"store-{name}"), 1)


def used(name: str, enrolment: Enrolment) -> KeyClaim:
    return KeyClaim(name, enrolment.public, 1)


def year(fiscal_year: int, rules: int = 2, key_id: str = "hr") -> Revision:
    record = RecordKey("131091", fiscal_year, "", Part.CYCLE)
    value = {"framework": "f@1"} | ({"rules": rules} if rules > 1 else {})
    return revise(record, value, key_id=key_id, trust=Trust.HR)


def kept(
    keys: Iterable[KeyRow],
    claims: Iterable[KeyClaim],
    enrolments: Iterable[Enrolment] = (FIRST, LATER),
    *,
    years: Iterable[Revision] = (year(2023), year(2024)),
    successions: Iterable[Succession] = (),
) -> UnitOfWork:
    """Return what HR's store keeps of keys."""

    def part(fiscal_year: int, wanted: Part) -> list[StoredRevision]:
        assert wanted is Part.CYCLE
        return [StoredRevision(r, (0,)) for r in years if r.record.fiscal_year == fiscal_year]

    exchange = SimpleNamespace(
        keys=lambda: [HR, *keys],
        claims=lambda: list(claims),
        enrolments=lambda: list(enrolments),
        successions=lambda: list(successions),
        part=part,
    )
    unit = SimpleNamespace(exchange=exchange)
    unit.once = unit.until_written = lambda read: read(unit)
    return cast(UnitOfWork, unit)


def believed(uow: UnitOfWork) -> dict[str, str]:
    return {key_id: row.owner for key_id, row in accepted(uow).items() if key_id != "hr"}


A, B = key("a"), key("b")


def test_the_first_use_of_an_enrolment_is_believed_while_nothing_contradicts_it() -> None:
    assert believed(kept([A], [itself("a"), used("a", FIRST)])) == {"a": CHIEF}
    both = [itself("a"), itself("b"), used("a", FIRST), used("b", FIRST)]
    assert believed(kept([A, B], both)) == {}
    # The same store goes on into the next year, and the year after an old enrolment is nobody's surprise.
    assert believed(kept([A], [itself("a"), used("a", FIRST), used("a", LATER)])) == {"a": CHIEF}
    assert believed(kept([A], [itself("a", ""), used("a", FIRST)])) == {"a": CHIEF}
    # Whose key another confirmer's enrolment proved last year is nobody's business.
    others = [itself("b", INSIDER), used("b", INSIDERS), itself("a"), used("a", LATER)]
    assert believed(kept([A, B], others, [LATER, INSIDERS])) == {"a": CHIEF, "b": INSIDER}


def test_another_store_than_last_years_waits_to_be_compared() -> None:
    claims = [itself("a"), itself("b"), used("a", FIRST), used("b", LATER)]
    assert believed(kept([A, B], claims)) == {"a": CHIEF}
    # Compared and registered it counts; the old one stays what it was.
    assert believed(kept([A, replace(B, role=Role.SECTION, owner=CHIEF, registered=True)], claims)) == {
        "a": CHIEF,
        "b": CHIEF,
    }
    misnamed = replace(B, role=Role.SECTION, owner="999999", registered=True)
    assert believed(kept([A, misnamed], claims)) == {"a": CHIEF, "b": CHIEF}
    # What was revoked from its first file on was never the confirmer's.
    gone = replace(A, role=Role.SECTION, owner=CHIEF, revoked_after=0)
    assert believed(kept([gone, B], claims))["b"] == CHIEF
    # A year that goes by the first rules is read as it was.
    for years in ([year(2023), year(2024, 1)], [year(2024, 2, "a")], [year(2024, 2, "b")], []):
        assert believed(kept([A, B], claims, years=years)) == {"a": CHIEF, "b": CHIEF}


def test_the_successor_of_last_years_key_is_expected() -> None:
    word = Succession("b", "a", 9, "", "")
    claims = [itself("a"), itself("b"), used("a", FIRST), used("b", LATER)]
    assert believed(kept([A, B], claims, successions=[word])) == {"a": CHIEF, "b": CHIEF}
    rival = [*claims, itself("c"), used("c", LATER)]
    assert believed(kept([A, B, key("c")], rival, successions=[word])) == {"a": CHIEF, "b": CHIEF}


@pytest.mark.parametrize("rules", [1, 2])
def test_what_hr_registered_is_final_and_a_rival_changes_nothing(rules: int) -> None:
    """Registered while a stranger's file had named it: also whose it is stays what its enrolment proves."""
    registered = replace(A, role=Role.SECTION, owner="999999", registered=True)
    mine = [used("a", FIRST)]
    alone = believed(kept([registered], mine, years=[year(2023, rules)]))
    assert alone == {"a": CHIEF}
    rival = [*mine, itself("b"), used("b", FIRST)]
    assert believed(kept([registered, B], rival, years=[year(2023, rules)])) == alone
    both = replace(registered, key_id="b", public="p-b")
    assert believed(kept([registered, both], rival, years=[year(2023, rules)])) == {"a": CHIEF, "b": CHIEF}


def test_a_section_key_of_nobody_counts_for_nothing() -> None:
    nobody = replace(A, role=Role.SECTION, owner="", store_id="s", registered=True)
    assert believed(kept([nobody], [])) == {}
    assert believed(kept([A], [itself("a", ""), KeyClaim("a", LISTED, 1)])) == {}
    assert "hr" in accepted(kept([], []))


@pytest.mark.parametrize("how", [How.RECORD, How.ITSELF, How.LISTED])
def test_an_insider_makes_no_key_ambiguous_by_claiming_it_with_an_enrolment_of_their_own(how: How) -> None:
    """Whoever has an enrolment can sign a claim for any public key; the key's own word says whose it is."""
    claims = [itself("a", how=how), used("a", FIRST), used("a", INSIDERS)]
    enrolments = [FIRST, INSIDERS]
    assert believed(kept([A], claims, enrolments)) == {"a": CHIEF}
    assert believed(kept([A], [itself("a", how=how), used("a", INSIDERS)], enrolments)) == {}
    # Nor does it take the insider's own place.
    own = [*claims, itself("b", INSIDER), used("b", INSIDERS)]
    assert believed(kept([A, B], own, enrolments)) == {"a": CHIEF, "b": INSIDER}
    registered = replace(A, role=Role.SECTION, owner=CHIEF, registered=True)
    assert believed(kept([registered], [itself("a", how=how), used("a", INSIDERS)], enrolments)) == {
        "a": CHIEF
    }


def test_a_key_that_never_said_whose_it_is_stays_the_earlier_enrolments() -> None:
    later = replace(INSIDERS, fiscal_year=2024)
    hearsay = itself("a", "999999", how=How.HEARSAY)
    assert believed(kept([A], [hearsay, used("a", FIRST), used("a", later)], [FIRST, later])) == {"a": CHIEF}
    assert believed(kept([A], [hearsay, used("a", FIRST), used("a", INSIDERS)], [FIRST, INSIDERS])) == {}


def test_what_names_a_key_more_surely_outweighs_the_rest() -> None:
    said = [
        itself("a", "1", how=How.HEARSAY),
        itself("a", "2", how=How.RECORD),
        itself("a", "3", how=How.ITSELF),
        itself("a", "4", how=How.LISTED),
    ]
    for last in range(1, 5):
        for order in itertools.permutations(said[:last]):
            assert seen_keys(kept([A], order))["a"].owner == str(last)
    earlier = replace(A, role=Role.SECTION, owner="0", store_id="s")
    assert seen_keys(kept([earlier], said[:1]))["a"].owner == "0"
    assert seen_keys(kept([earlier], said[:2]))["a"].owner == "2"
    # By HR's word alone, once HR lists it; of equals the one that claims least.
    listed = KeyClaim("a", LISTED, 1)
    assert seen_keys(kept([earlier], [*said[:3], listed]))["a"].owner == "0"
    assert seen_keys(kept([A], [*said[:3], listed]))["a"].owner == "3"
    assert seen_keys(kept([A], [itself("a", "", Role.HR), itself("a", "5")]))["a"].role is Role.SECTION
    assert seen_keys(kept([A], [itself("a", "9", Role.HR), itself("a", "5")]))["a"].owner == "5"
    assert {seen_keys(kept([A], order))["a"].owner for order in _orders("4", "5")} == {"5"}
    stores = [naming_claim("a", Naming(How.ITSELF, Role.SECTION, CHIEF, store), 1) for store in ("r", "s")]
    assert {seen_keys(kept([A], order))["a"].store_id for order in (stores, stores[::-1])} == {"s"}
    # HR's new word for a key it listed before outweighs what an earlier program kept of it.
    assert seen_keys(kept([earlier], [said[3], listed]))["a"].owner == "4"
    assert set(seen_keys(kept([A], []))) == {"hr"}


def _orders(*owners: str) -> list[list[KeyClaim]]:
    """Return what a key says of itself in two files, in both orders; the lesser owner's store is greater."""
    stores = dict(zip(owners, reversed(owners), strict=True))
    lines = [naming_claim("a", Naming(How.ITSELF, Role.SECTION, o, stores[o]), 1) for o in owners]
    return [lines, lines[::-1]]


def test_only_hr_goes_by_the_enrolments_it_made_and_everybody_by_those_a_live_file_tells_of() -> None:
    claims = [itself("a"), used("a", FIRST)]
    uow = kept([A], claims)
    section = replace(HR, role=Role.SECTION, owner=CHIEF)
    uow.exchange.keys = lambda: [section, A]  # type: ignore[method-assign]
    assert "a" not in accepted(uow)
    uow.exchange.claims = lambda: [*claims, KeyClaim(GIVEN, "e1", 2)]  # type: ignore[method-assign]
    assert accepted(uow)["a"].owner == CHIEF


def test_hrs_word_counts_in_every_store_but_its_own() -> None:
    """A key that HR stopped believing does not come back to HR with HR's own old word for it."""
    hr = replace(HR, public="1" * 64)
    word = VoucherText(public="0" * 64, owner=CHIEF, issuer="1" * 64, sequence=7, signature="")
    claims = [itself("a", "999999"), voucher_claim("a", word, 1)]
    here = kept([A], claims)
    here.exchange.keys = lambda: [hr, A]  # type: ignore[method-assign]
    assert believed(here) == {}
    own = KeyRow("own", "p-own", Role.SECTION, INSIDER, vouched="own")
    for last, wanted in ((-1, True), (7, True), (6, False), (0, False)):
        first = replace(hr, vouched="first", revoked_after=last)
        rows: list[KeyRow] = [own, first, A]
        here.exchange.keys = lambda rows=rows: rows  # type: ignore[method-assign,misc]
        assert (believed(here).get("a") == CHIEF) is wanted
    # Somebody else's word is none, also a section's that counts; and of a key this store decided about.
    first = replace(hr, vouched="first")
    chief = replace(B, public="2" * 64, role=Role.SECTION, owner=INSIDER, registered=True)
    rows = [own, first, A, chief]
    here.exchange.keys = lambda: rows  # type: ignore[method-assign]
    for issuer in ("2" * 64, "3" * 64):
        line = voucher_claim("a", word.model_copy(update={"issuer": issuer}), 1)
        here.exchange.claims = lambda line=line: [claims[0], line]  # type: ignore[method-assign,misc]
        assert "a" not in believed(here)
    lines = [*claims, voucher_claim("b", word, 1), voucher_claim("never seen", word, 1)]
    here.exchange.claims = lambda: lines  # type: ignore[method-assign]
    assert (believed(here)["a"], believed(here)["b"]) == (CHIEF, INSIDER)
    # Two of HR's words that contradict each other are none.
    other = voucher_claim("a", word.model_copy(update={"owner": INSIDER}), 1)
    here.exchange.claims = lambda: [*claims, other]  # type: ignore[method-assign]
    here.exchange.keys = lambda: [own, replace(hr, vouched="first"), A]  # type: ignore[method-assign]
    assert "a" not in believed(here)


def test_a_section_knows_its_colleagues_by_the_enrolments_it_told_of() -> None:
    told = [told_claim("a", "e1", 1), told_claim("c", "x", 1)]
    assert colleagues_of([*told, used("b", FIRST), used("d", INSIDERS)], "a") == {"b"}
    # Of two that used it nobody can tell.
    assert colleagues_of([*told, used("b", FIRST), used("d", FIRST)], "a") == set()
    assert colleagues_of([told_claim("a", "e1", 1), KeyClaim(GIVEN, "e1", 1)], "a") == set()


def test_which_lines_are_enrolments() -> None:
    word = VoucherText(public="0" * 64, owner=CHIEF, issuer="1" * 64, sequence=1, signature="")
    lines = [
        itself("a"),
        voucher_claim("a", word, 1),
        text_claim("f", "1", "d", "a", 1),
        KeyClaim("a", LISTED, 1),
        KeyClaim(GIVEN, "e1", 1),
        told_claim("a", "e1", 1),
    ]
    assert not any(map(is_enrolment, lines))
    assert [found.program for found in namings_of(lines)["a"]] == [""]
    assert texts_of(lines) == [("f", "1", "d", "a")]
    assert is_enrolment(used("a", FIRST))


NAMES = ("a", "b", "c")
EVIDENCE = st.lists(
    st.one_of(
        st.builds(used, st.sampled_from(NAMES), st.sampled_from([FIRST, LATER, INSIDERS])),
        st.builds(
            itself,
            st.sampled_from(NAMES),
            st.sampled_from([CHIEF, INSIDER]),
            st.sampled_from([Role.SECTION, Role.HR]),
            st.sampled_from(list(How)),
        ),
    ),
    max_size=8,
    unique=True,
)


@given(EVIDENCE, st.randoms(use_true_random=False), st.sampled_from(["", *NAMES]))
def test_the_order_of_files_does_not_matter_and_a_registered_key_stays(
    claims: list[KeyClaim], random: object, registered: str
) -> None:
    rows = [
        replace(key(name), role=Role.SECTION, owner=CHIEF, registered=True)
        if name == registered
        else key(name)
        for name in NAMES
    ]
    enrolments = [FIRST, LATER, INSIDERS]
    found = accepted(kept(rows, claims, enrolments))
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert accepted(kept(rows[::-1], shuffled, enrolments[::-1])) == found
    assert not any(row.role is Role.HR for name, row in found.items() if name != "hr")
    if registered:
        assert found[registered].owner in (CHIEF, INSIDER)
        if not any(c == used(registered, INSIDERS) for c in claims):
            assert found[registered].owner == CHIEF


UNREADABLE = (
    "named ",
    "named {}",
    "named 5",
    "voucher 5",
    'named [9,"section","000001","s",""]',
    'named [3,"mayor","000001","s",""]',
    'named [3,"section",1,"s",""]',
    'named [3,"section","000001",1,""]',
    'named [3,"section","000001","s",1]',
    "voucher [1]",
    'voucher ["a","b","c","d",{}]',
)


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_line_nobody_can_read_says_nothing_and_stops_nobody(text: str) -> None:
    """As somebody leaves it who writes into the store with another program."""
    line = KeyClaim("ab" * 16, text, 3)
    assert not key_evidence.is_readable(line)
    assert key_evidence.namings_of([line]) == key_evidence.vouchers_of([line]) == {}
    assert not key_evidence.is_readable(KeyClaim(key_evidence.TEXT, text, 3))
    assert key_evidence.texts_of([KeyClaim(key_evidence.TEXT, text, 3)]) == []


@pytest.mark.parametrize("text", ["", "{}", '["a","b","c"]', '["a","b","c",1]', '[1,"b","c","d"]', "5"])
def test_a_frameworks_text_that_nobody_can_read_is_none(text: str) -> None:
    line = KeyClaim(key_evidence.TEXT, text, 3)
    assert not key_evidence.is_readable(line)
    assert key_evidence.texts_of([line]) == []


def test_every_line_this_program_writes_can_be_read() -> None:
    naming = Naming(How.RECORD, Role.SECTION, "000003", "s", "1.2")
    voucher = VoucherText(public="ab" * 32, owner="000003", issuer="cd" * 32, sequence=7, signature="ef")
    named, vouched, text, told = (
        key_evidence.naming_claim("k", naming, 1),
        key_evidence.voucher_claim("k", voucher, 2),
        key_evidence.text_claim("f", "1", "d", "k", 3),
        key_evidence.told_claim("k", "e", 4),
    )
    plain = (
        KeyClaim("k", "e", 5),
        KeyClaim("k", key_evidence.LISTED, 6),
        KeyClaim(key_evidence.GIVEN, "e", 7),
    )
    lines = [named, vouched, text, told, *plain]
    assert all(map(key_evidence.is_readable, lines))
    assert key_evidence.namings_of(lines) == {"k": [naming]}
    assert key_evidence.vouchers_of(lines) == {"k": {voucher}}
    assert key_evidence.texts_of(lines) == [("f", "1", "d", "k")]
    assert [one for one in lines if key_evidence.is_told(one)] == [told]
    assert [key_evidence.plain_key(one) for one in (told, named)] == ["k", "k"]
    # The same words without what tells their kind are the name of an enrolment, and say nothing of a key.
    bare = [KeyClaim("k", one.enrolment.split(" ")[-1], 8) for one in (named, vouched, text)]
    assert key_evidence.namings_of(bare) == {}
    assert key_evidence.vouchers_of(bare) == {}
    assert key_evidence.texts_of(bare) == []
