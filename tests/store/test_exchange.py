"""What came in and went out: revisions and their supports, ledgers, keys, frameworks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.records import Part, RecordKey, Revision, Seal, Trust, revise
from dxdesk.domain.text import plain
from dxdesk.ports import entities as rows
from dxdesk.ports.entities import StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.store.opened import SqlStore
from tests.helpers.stores import on_every_kind

pytestmark = on_every_kind

NOW = "2026-02-04T01:31:00Z"


def key(number: str = "001234", part: Part = Part.SELF, year: int = 2025) -> RecordKey:
    return RecordKey("999991", year, number, part)


def answer(level: int, number: str = "001234", part: Part = Part.SELF, *heads: Revision) -> Revision:
    return revise(key(number, part), {"items": {"skill": level}}, heads)


def receive(unit: UnitOfWork, *revisions: Revision, live: bool = True) -> int:
    number = unit.exchange.add_receipt(
        rows.Receipt(0, "2026-02-04T01:31:00Z", "申告票.xlsx", "ab" * 32, "form", "applied", live=live)
    )
    unit.exchange.add_revisions(revisions, number)
    return number


def test_a_revision_comes_back_whole(store: SqlStore) -> None:
    first = answer(1)
    seal = Seal("hr-1", 823483860, 12, "5e" * 64)
    second = replace(
        revise(key(), {"items": {"skill": 2}, "comment": "葛󠄀"}, [first], key_id="ab" * 16, trust=Trust.HR),
        seal=seal,
    )
    with store.write() as unit:
        assert unit.exchange.add_revisions([first, second, first]) == 2
        unit.commit()
    with store.read() as unit:
        read = {stored.revision.id: stored for stored in unit.exchange.person(2025, "001234")}
    assert read == {first.id: StoredRevision(first, (0,)), second.id: StoredRevision(second, (0,))}
    assert read[second.id].revision.seal == seal
    assert read[second.id].revision.covers == {first.id}
    assert read[second.id].revision.trust is Trust.HR


def test_the_same_batch_twice_adds_nothing_but_a_support(store: SqlStore) -> None:
    batch = [answer(1), answer(2, part=Part.GOALS)]
    with store.write() as unit:
        assert unit.exchange.add_revisions(batch) == 2
        number = receive(unit)
        assert unit.exchange.add_revisions(batch, number) == 0
        assert unit.exchange.add_revisions(batch, number) == 0
        assert unit.exchange.add_revisions([], number) == 0
        assert [s.receipts for s in unit.exchange.person(2025, "001234")] == [(0, number), (0, number)]


def test_undoing_a_receipt_hides_only_what_nothing_else_supports(store: SqlStore) -> None:
    alone, shared, local = answer(1), answer(2), answer(3)
    with store.write() as unit:
        first = receive(unit, alone, shared, local)
        second = receive(unit, shared)
        unit.exchange.add_revisions([local])
        assert unit.exchange.sole_support(first) == {alone.id}
        assert unit.exchange.sole_support(second) == frozenset()
        kept = unit.exchange.receipt(first)
        assert kept is not None
        unit.exchange.update_receipt(replace(kept, live=False, undone_at="2026-02-05T00:00:00Z"))
        found = {s.revision.id: s.receipts for s in unit.exchange.person(2025, "001234")}
        assert found == {shared.id: (second,), local.id: (0,)}
        assert unit.exchange.sole_support(second) == {shared.id}
        assert {r.id for r in unit.exchange.revisions_of(first)} == {alone.id, shared.id, local.id}
        unit.exchange.update_receipt(kept)
        assert len(unit.exchange.person(2025, "001234")) == 3


def test_many_people_and_one_part_are_read_at_once(store: SqlStore) -> None:
    numbers = [f"{n:06}" for n in range(1200)]
    with store.write() as unit:
        for number in numbers:
            unit.exchange.add_revisions([answer(1, number), answer(2, number, Part.GOALS)])
        unit.exchange.add_revisions([revise(key("000001", year=2024), {"items": {}})])
        receive(unit, answer(9, "999999"), live=False)
        people = unit.exchange.people(2025, [*numbers, "999999", "ない"])
        assert list(people) == [*numbers, "999999", "ない"]
        assert {len(found) for number, found in people.items() if number in numbers} == {2}
        assert people["999999"] == people["ない"] == []
        assert people["000777"] == unit.exchange.person(2025, "000777")
        goals = unit.exchange.part(2025, Part.GOALS)
        assert [stored.revision.record.employee_number for stored in goals] == numbers
        everything = list(unit.exchange.everything())
        assert len(everything) == 2401
        order = [(stored.revision.record, stored.revision.id) for stored in everything]
        assert order == sorted(order)
        assert unit.exchange.years() == [2024, 2025]


def test_the_steps_of_receipts_that_bring_one_of_an_action_are_read_at_once(store: SqlStore) -> None:
    def step(number: str, action: str) -> Revision:
        return revise(key(number, Part.LIFE), {"action": action})

    submitted, gone, other = step("1", "submit"), step("1", "withdraw"), step("2", "submit")
    goals = revise(key("1", Part.GOALS), {"items": {"1": '"action":"withdraw"'}})
    with store.write() as unit:
        receive(unit, submitted, goals)
        number = receive(unit, submitted, gone, goals)
        receive(unit, other)
        receive(unit, gone, live=False)
        unit.exchange.add_revisions([step("3", "withdraw")])
        found = unit.exchange.steps_beside("withdraw")
        assert {receipt: {one.id for one in steps} for receipt, steps in found.items()} == {
            number: {submitted.id, gone.id}
        }
        assert unit.exchange.steps_beside("confirm") == {}


def test_a_year_counts_as_soon_as_something_live_is_in_it(store: SqlStore) -> None:
    with store.write() as unit:
        assert unit.exchange.years() == []
        number = receive(unit, answer(1), live=False)
        assert unit.exchange.years() == []
        kept = unit.exchange.receipt(number)
        assert kept is not None
        unit.exchange.update_receipt(replace(kept, live=True))
        assert unit.exchange.years() == [2025]


def test_which_seal_is_kept_does_not_depend_on_the_order(store: SqlStore) -> None:
    revision = revise(key(), {"items": {}}, key_id="ab" * 16, trust=Trust.HR)
    seals = [Seal("hr-1", 1, 9, "aa"), Seal("hr-1", 1, 5, "bb"), Seal("hr-1", 2, 1, "cc"), None]
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]):
        with store.write() as unit:
            for index in order:
                unit.exchange.add_revisions([replace(revision, seal=seals[index])])
            (stored,) = unit.exchange.person(2025, "001234")
            assert stored.revision.seal == seals[1]


@settings(suppress_health_check=list(HealthCheck))  # one store for all examples: none commits
@given(st.text(max_size=40).map(plain))
def test_what_a_person_wrote_is_kept_byte_by_byte(store: SqlStore, text: str) -> None:
    revision = revise(key(), {"items": {"skill": {"ground": text}}})
    with store.write() as unit:
        unit.exchange.add_revisions([revision])
        (stored,) = unit.exchange.person(2025, "001234")
    assert stored.revision.value.encode() == revision.value.encode()
    assert stored.revision.items["skill"]["ground"] == text


def test_the_receipt_ledger_numbers_upwards_and_keeps_every_field(store: SqlStore) -> None:
    problem = Problem(
        "level-out-of-scale", "範囲外です。", "0から3で", "９", Place("a.xlsx", "申告票", "D12")
    )
    full = rows.Receipt(
        0,
        NOW,
        "申告票_R7_001234.xlsx",
        "ab" * 32,
        "form",
        "conflict",
        package_id="pkg",
        issuer_store="hr-1",
        issuer_epoch=3,
        issuer_sequence=12,
        key_id="key",
        payload_sha256="cd" * 32,
        fiscal_year=2025,
        employee_number="001234",
        sender="検証 太郎",
        added=1,
        updated=2,
        unchanged=3,
        conflicts=4,
        live=False,
        undone_at="2026-02-05T00:00:00Z",
        integrity_checked=False,
        problems=(problem,),
        program="0.1.0",
    )
    with store.write() as unit:
        assert unit.exchange.add_receipt(full) == 1
        assert unit.exchange.add_receipt(replace(full, file_sha256="ef" * 32, live=True)) == 2
        assert unit.exchange.receipt(1) == replace(full, number=1)
        assert [receipt.number for receipt in unit.exchange.receipts()] == [2, 1]
        assert [receipt.number for receipt in unit.exchange.receipts(live_only=True)] == [2]
        assert [receipt.number for receipt in unit.exchange.receipts_by_file("ab" * 32)] == [1]
        assert unit.exchange.receipts_sealed_by(["key", "other"]) == {2}
        assert unit.exchange.receipts_sealed_by([]) == frozenset()
        assert unit.exchange.receipt(3) is None
        with pytest.raises(LookupError):
            unit.exchange.update_receipt(replace(full, number=3))


def test_a_receipt_number_is_never_given_twice(store: SqlStore) -> None:
    """The number is written on paper: the next one after an undone import is a new one."""
    with store.write() as unit:
        assert receive(unit) == 1
        unit.commit()
    with store.write() as unit:
        assert receive(unit) == 2
    with store.write() as unit:
        assert receive(unit) == 2


def test_the_dispatch_ledger_knows_its_own_payloads(store: SqlStore) -> None:
    form = rows.Dispatch(0, "2025-12-01T00:00:00Z", "form", "a.xlsx", "001234", 2025, "p1", 7, "ab" * 32)
    package = replace(form, kind="section-package", fiscal_year=2024, payload_sha256="cd" * 32, people=31)
    with store.write() as unit:
        unit.exchange.add_dispatches([form, package])
        unit.exchange.add_dispatches([])
        assert unit.exchange.dispatches() == [replace(package, number=2), replace(form, number=1)]
        assert unit.exchange.dispatches(2025) == [replace(form, number=1)]
        assert unit.exchange.issued("cd" * 32)
        assert not unit.exchange.issued("ef" * 32)


def test_keys_claims_and_enrolments(store: SqlStore) -> None:
    section = rows.KeyRow("k2", "pub2", rows.Role.SECTION, "000777", "sec-1")
    first = rows.KeyRow("k1", "pub1", rows.Role.HR, store_id="hr-1", vouched="first", registered=True)
    enrolment = rows.Enrolment("pub-e", "000777", 2025, "seed")
    with store.write() as unit:
        for row in (section, first, replace(section, revoked_after=12)):
            unit.exchange.save_key(row)
        assert unit.exchange.keys() == [first, replace(section, revoked_after=12)]
        number = receive(unit, live=False)
        unit.exchange.add_claim(rows.KeyClaim("k2", "pub-e", number))
        assert unit.exchange.claims() == []
        for _ in range(2):
            unit.exchange.add_claim(rows.KeyClaim("k2", "pub-e", 0))
        assert unit.exchange.claims() == [rows.KeyClaim("k2", "pub-e", 0)]
        successor = rows.Succession("k3", "k2", 12, "signature", "proof", number)
        unit.exchange.add_succession(successor)
        assert unit.exchange.successions() == []
        for _ in range(2):
            unit.exchange.add_succession(replace(successor, receipt=0))
        assert unit.exchange.successions() == [replace(successor, receipt=0)]
        unit.exchange.save_enrolment(replace(enrolment, seed=""))
        unit.exchange.save_enrolment(enrolment)
        assert unit.exchange.enrolments() == [enrolment]


def test_a_framework_version_never_changes(store: SqlStore) -> None:
    kept = rows.FrameworkRow("shinagawa", "1", "d1", '{"skills":[]}')
    with store.write() as unit:
        unit.exchange.save_framework(kept)
        unit.exchange.save_framework(kept)
        unit.exchange.save_framework(replace(kept, version="2", digest="d2"))
        with pytest.raises(KnownError) as caught:
            unit.exchange.save_framework(replace(kept, digest="d3"))
        assert caught.value.code == "framework-differs"
        assert unit.exchange.framework("shinagawa", "1") == kept
        assert unit.exchange.framework("kashiwa", "1") is None
        assert [row.version for row in unit.exchange.frameworks()] == ["1", "2"]
