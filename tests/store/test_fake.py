"""The store in memory that rule tests use answers every question as a real store does.

Random work is done in both; afterwards everything the port can be asked is asked of both. The tests of single
promises (``on_every_kind``) run on both as well.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.records import Part, RecordKey, Revision, Seal, Trust
from dxdesk.ports import entities as rows
from dxdesk.ports.papers import IssuedPaper, PaperPrint
from dxdesk.ports.store import Store, Stores, UnitOfWork
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores
from tests.helpers.memory import MemoryStore, MemoryStores
from tests.helpers.stores import PASSPHRASE, SEED, SetClock, identity

NUMBERS = ("000001", "𠮷3")
YEARS = (2024, 2025)
RECEIPTS = (0, 1, 2)
TEXTS = ("", "a", "髙橋")
KEYS = ("k1", "k2")
DAYS = ("2025-04-01", "2026-04-01")
REVISIONS = tuple(
    Revision(RecordKey("999991", year, number, part), frozenset(), "{}", trust=Trust.HR)
    for year, number, part in (
        (2025, NUMBERS[0], Part.SELF),
        (2025, NUMBERS[1], Part.SELF),
        (2024, NUMBERS[0], Part.ASSIGNMENT),
        (0, NUMBERS[0], Part.GROWTH),
        (0, "course:aa", Part.OWNED),
        (0, "courses", Part.OWNED),
        (0, "course", Part.OWNED),
        (0, "session:bb", Part.OWNED),
        (0, "course:aa", Part.GROWTH),
    )
)

number, year, text = st.sampled_from(NUMBERS), st.sampled_from(YEARS), st.sampled_from(TEXTS)
receipt, key, day, flag = (
    st.sampled_from(RECEIPTS),
    st.sampled_from(KEYS),
    st.sampled_from(DAYS),
    st.booleans(),
)
texts = st.lists(text, max_size=2).map(tuple)
few = st.integers(0, 2)
levels = st.sampled_from((b"", b"\x00\x01", b"\xff"))
seal = st.none() | st.builds(Seal, key, few, few, st.sampled_from(("aa", "bb")))
revision = st.builds(
    lambda of, sealed: Revision(of.record, of.covers, of.value, of.key_id, of.trust, sealed),
    st.sampled_from(REVISIONS),
    seal,
)
post = st.builds(rows.Post, text, text)
employee = st.builds(
    rows.Employee,
    number,
    text,
    text,
    text,
    text,
    personas=texts,
    posts=st.lists(post, max_size=2).map(tuple),
    left=flag,
)
kept_receipt = st.builds(
    rows.Receipt,
    st.sampled_from(RECEIPTS[1:]),
    day,
    text,
    text,
    text,
    st.just("applied"),
    issuer_store=key,
    issuer_sequence=few,
    key_id=key,
    payload_sha256=text,
    live=flag,
    problems=st.lists(st.builds(Problem, text, text, text, text), max_size=1).map(tuple),
)
listed = st.sampled_from((*TEXTS, "course"))
evidence = st.builds(rows.EvidenceRecord, number, listed, text, day, text, flag, receipt)
standing = st.builds(
    rows.Assessment,
    year,
    number,
    text,
    department_code=text,
    pending=st.integers(0, 1),
    quarantined=st.integers(0, 1),
    conflicts=st.integers(0, 1),
    self_levels=levels,
    confirmed_levels=levels,
    name=text,
    personas=texts,
)
paper = st.builds(
    IssuedPaper,
    st.uuids().map(str),
    *(text, text, text, text, number, text, day, text),
    *(few, year, few, text, day, text, text, text, text),
)
line = st.builds(
    rows.SnapshotLine,
    year,
    few,
    number,
    texts,
    st.dictionaries(text, few, max_size=2),
    st.dictionaries(text, st.lists(text, max_size=1), max_size=2),
)
snapshot = st.builds(rows.Snapshot, year, few, day, text, text, text)

Act = Callable[[UnitOfWork], object]


def act(name: str, *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    """Return strategies of calls of a method, e.g. ``people.save_employees``."""
    room, method = name.split(".")

    def bound(given: tuple[Any, ...]) -> Act:
        return lambda unit: getattr(getattr(unit, room), method)(*given)

    return st.tuples(*arguments).map(bound)


def some(of: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(of, max_size=4)


ACTS = st.one_of(
    act("settings.set", text, text),
    act("settings.next_number", text, few),
    act("people.save_employees", some(employee)),
    act("people.add_changes", some(st.builds(rows.EmployeeChange, number, day, text, text, text))),
    act("people.save_departments", some(st.builds(rows.Department, text, text, text, day, day, texts))),
    act("people.save_entries", some(st.builds(rows.ListEntry, text, text, flag, few, flag))),
    act("people.save_appointments", some(st.builds(Appointment, number, text, day, day))),
    act("people.remove_appointment", st.builds(Appointment, number, text, day)),
    act("people.add_evidence", some(evidence)),
    act("people.remove_evidence", some(number)),
    act("people.replace_evidence", some(evidence), some(evidence)),
    act("exchange.add_revisions", some(revision), receipt),
    act("exchange.add_revisions", some(revision), receipt),
    act("exchange.forget_revisions", some(st.sampled_from(REVISIONS).map(lambda one: one.id))),
    act("exchange.add_receipt", kept_receipt),
    act("exchange.update_receipt", kept_receipt),
    act("exchange.update_receipts", some(kept_receipt)),
    act(
        "exchange.add_dispatches",
        some(st.builds(rows.Dispatch, few, day, text, text, text, year, text, few, text)),
    ),
    act("exchange.save_key", st.builds(rows.KeyRow, key, text, st.sampled_from(rows.Role), text)),
    act("exchange.add_claim", st.builds(rows.KeyClaim, key, text, receipt)),
    act("exchange.add_succession", st.builds(rows.Succession, key, key, few, text, text, receipt)),
    act("exchange.save_enrolment", st.builds(rows.Enrolment, text, text, year, text)),
    act("exchange.save_framework", st.builds(rows.FrameworkRow, text, text, text, text)),
    act("exchange.save_framework_draft", st.builds(rows.FrameworkDraft, text, text, day)),
    act("exchange.remove_framework_draft", text),
    act("results.save_assessments", some(standing)),
    act("results.clear_assessments", year),
    act("results.add_snapshot", snapshot, some(line)),
    act("results.seal_snapshot", st.builds(rows.SnapshotSeal, year, few, text, key, text)),
    act("results.save_draft", st.builds(rows.Draft, year, number, text, day)),
    act("results.delete_draft", year, number),
    act("papers.add_papers", some(paper.map(lambda one: (one, "{}")))),
    act("papers.add_print", st.builds(PaperPrint, text, few, text, text, texts)),
    act("audit.append", text, text, st.dictionaries(text, few, max_size=1)),
)


def every_answer(unit: UnitOfWork) -> Iterator[tuple[str, object]]:
    """Yield everything a unit of work can be asked."""
    people, exchange, results = unit.people, unit.exchange, unit.results
    yield "settings", (unit.settings.starting_with(""), unit.settings.starting_with("a"))
    yield "setting", [unit.settings.get(name, "ない") for name in TEXTS]
    yield "employees", (people.employees(), people.employees(include_left=True))
    yield "employee", [people.employee(one) for one in NUMBERS]
    yield "called", people.called([*NUMBERS, "ない", *NUMBERS[:1]])
    yield "find", [people.find(words, 2) for words in (*TEXTS, "高橋", "0000")]
    yield "changes", [people.changes(one) for one in NUMBERS]
    yield "departments", [people.departments(code) for code in ("", *TEXTS)]
    yield "entries", [people.entries(name) for name in TEXTS]
    yield "appointments", [people.appointments(one) for one in ("", *NUMBERS)]
    yield "evidence", [people.evidence(one) for one in ("", *NUMBERS)]
    yield "evidence_of", set(people.evidence_of([*NUMBERS, "ない"]))
    alike = tuple(itertools.product([*NUMBERS, "ない"], ("course", "exam"), TEXTS[1:], DAYS))
    yield "evidence_like", [set(people.evidence_like(alike, live_only=live)) for live in (False, True)]
    some = (None, (), NUMBERS[:1], [*NUMBERS, "ない"])
    yield "entries_by_person", [sorted(people.entries_by_person(of).items()) for of in some]
    yield "attendees", [people.attendees(*days) for days in (DAYS, (DAYS[1], "2027-03-31"), ("", DAYS[0]))]
    named = [people.attendees(*DAYS, names) for names in ((), TEXTS[:1], TEXTS[1:])]
    yield "attendees_of", (named, people.course_names(), people.course_names("exam"))
    yield "takers", [people.takers(kind, TEXTS) for kind in ("course", "exam")]
    yield "roster_kinds", people.roster_kinds()
    yield "unsealed_evidence", people.unsealed_evidence()
    yield "person", [_stored(exchange.person(of, one)) for of in YEARS for one in NUMBERS]
    found = [exchange.people(of, [*NUMBERS, "ない"]) for of in YEARS]
    asked = [
        (years, parts) for years in ((), YEARS[:1], YEARS) for parts in ((), [Part.SELF, Part.GROWTH], Part)
    ]
    some_of = [exchange.over_years(years, ["", *NUMBERS[:1], "ない"], parts) for years, parts in asked]
    yield "over_years", [_stored(one) for one in some_of]
    yield "people", [{one: _stored(said) for one, said in each.items()} for each in found]
    yield "numbers", [exchange.numbers(of, part) for of in YEARS for part in Part]
    yield "part", [_stored(exchange.part(of, part)) for of in YEARS for part in Part]
    kinds = [exchange.things(of) for of in ((), ("course",), ("session", "course"), ("ない",))]
    yield "things", [_stored(one) for one in kinds]
    yield "everything", _stored(exchange.everything())
    yield "revisions_of", [[(one, one.seal) for one in exchange.revisions_of(of)] for of in RECEIPTS]
    yield "sole_support", [exchange.sole_support(of) for of in RECEIPTS]
    yield "years", exchange.years()
    yield "growth_naming", [exchange.growth_naming(of) for of in ((), ('"kind"',), ("R", "1"), ("{", "ない"))]
    yield "withdrawn", sorted((n, {r.id for r in s}) for n, s in exchange.steps_beside("withdraw").items())
    yield "receipts", (exchange.receipts(), exchange.receipts(live_only=True))
    yield "receipt", [exchange.receipt(of) for of in RECEIPTS]
    yield "sealed_by", [exchange.receipts_sealed_by(of) for of in ((), KEYS[:1], KEYS)]
    yield "issuer_numbers", sorted(exchange.issuer_numbers())
    yield "by_file", [exchange.receipts_by_file(of) for of in TEXTS]
    yield "dispatches", [exchange.dispatches(of) for of in (0, *YEARS)]
    yield "issued", [exchange.issued(of) for of in TEXTS]
    yield "keys", (exchange.keys(), exchange.claims(), exchange.successions(), exchange.enrolments())
    yield "framework", [exchange.framework(code, of) for code in TEXTS for of in TEXTS]
    yield "frameworks", (exchange.frameworks(), exchange.framework_versions(), exchange.framework_drafts())
    yield "assessments", [results.assessments(of, codes) for of in YEARS for codes in (None, [], TEXTS[:2])]
    yield "map_lines", [results.map_lines(of) for of in YEARS]
    yield "at_rest", [results.at_rest(of) for of in YEARS]
    yield "year_people", [results.year_people(of) for of in YEARS]
    yield "people_before", [results.people_before(of) for of in (*YEARS, 2026)]
    yield "snapshots", [results.snapshots(of) for of in (0, *YEARS)]
    yield "snapshot_seals", results.snapshot_seals()
    yield "snapshot_lines", [results.snapshot_lines(of, one) for of in YEARS for one in ("", *NUMBERS)]
    yield "lines_over_years", [results.lines_over_years(of) for of in ((), NUMBERS[:1], [*NUMBERS, "ない"])]
    yield "draft", [results.draft(of, one) for of in YEARS for one in NUMBERS]
    papers = unit.papers
    yield "papers", [papers.of(kind, of) for kind in ("", *TEXTS) for of in (0, *YEARS)]
    yield "records", papers.records([*(one.paper_id for one in papers.of()), "ない"])
    yield "prints", [(p.number, p.at, p.kind, p.documents, p.papers) for p in papers.prints()]
    yield (
        "prints of",
        [papers.prints(kind) == [p for p in papers.prints() if p.kind == kind] for kind in TEXTS],
    )
    audit = unit.audit.entries()
    heads = [entry.hash for entry in unit.audit.entries()]
    for among in ((), ("roster",), ("undo", "ros*"), ("*",)):
        yield f"only {among}", [unit.audit.only_since(head, among) for head in (*heads, "ab")]
    yield "holds", [unit.audit.holds(head) for head in ("", unit.audit.head(), "ab")]
    yield "audit", [(one.number, one.at, one.action, one.subject, one.counts) for one in audit]
    yield "audit head", unit.audit.head() == (audit[0].hash if audit else "")
    yield "audit limit", len(unit.audit.entries(1))


def _stored(found: Any) -> list[tuple[object, ...]]:
    """Return revisions with what their equality leaves out."""
    return [(item.revision, item.revision.seal, item.receipts) for item in found]


def answers(unit: UnitOfWork) -> dict[str, object]:
    """Return every answer; lists and tuples are alike, the texts of their values are not."""
    return {name: repr(_listed(value)) for name, value in every_answer(unit)}


def _listed(value: Any) -> Any:
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))  # equal sets may be walked in different orders
    if isinstance(value, dict):
        return {name: _listed(one) for name, one in value.items()}
    return [_listed(one) for one in value] if type(value) in (list, tuple) else value


def done(one: Act, unit: UnitOfWork) -> object:
    """Do it as a caller does that goes on after a refusal; return the answer or that there was none."""
    with suppress(KnownError, LookupError, ValueError, IntegrityError), unit.savepoint():
        return one(unit)
    return "refused"


@pytest.fixture
def fake(clock: SetClock, tmp_path: Path) -> MemoryStore:
    return MemoryStores(clock, lambda: SEED).create(str(tmp_path / "memory"), identity(), "")


@settings(
    max_examples=10, suppress_health_check=list(HealthCheck)
)  # one store for all examples: none commits
@given(work=st.lists(ACTS, min_size=60, max_size=90), undone=st.lists(ACTS, min_size=5, max_size=9))
def test_whatever_is_done_the_fake_answers_as_a_store(
    store: SqlStore, fake: MemoryStore, work: list[Act], undone: list[Act]
) -> None:
    with store.write() as real, fake.write() as memory:
        for one in work:
            assert done(one, memory) == done(one, real)
        for unit in (real, memory):
            with suppress(ZeroDivisionError), unit.savepoint():
                for one in undone:
                    done(one, unit)
                raise ZeroDivisionError
        assert answers(memory) == answers(real)


def judging(unit: UnitOfWork) -> object:
    """Read what is asked for again and again in one unit of work: what judging needs, and a little more."""
    exchange = unit.exchange
    kept = (exchange.keys(), exchange.claims(), exchange.receipts(), exchange.years())
    return kept, unit.settings.starting_with(""), unit.people.employees(include_left=True)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(work=st.lists(st.tuples(ACTS, st.booleans()), min_size=30, max_size=50))
def test_what_was_read_once_is_what_would_be_read_now(store: SqlStore, work: list[tuple[Act, bool]]) -> None:
    with store.write() as unit:
        for one, undone in work:
            with suppress(ZeroDivisionError), unit.savepoint():
                done(one, unit)
                assert unit.once(judging) == judging(unit)
                if undone:
                    raise ZeroDivisionError
            assert unit.once(judging) == judging(unit)


def refusal(of: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as caught:
        of()
    return caught.value.code


def told(room: Stores, folder: Path) -> Iterator[object]:
    """Yield what a room says to good and bad places and passphrases."""
    here, hr = str(folder / "人事.dxdesk"), identity(rows.Role.HR, "hr-1")
    folder.mkdir()
    yield refusal(lambda: room.open(here, PASSPHRASE))
    yield refusal(lambda: room.create(here, hr, ""))
    yield refusal(lambda: room.create(str(folder / "ない" / "x"), hr, PASSPHRASE))
    opened: Store = room.create(here, hr, PASSPHRASE)
    yield refusal(lambda: room.create(here, hr, PASSPHRASE))
    for passphrase in (PASSPHRASE, "", "ちがう"):
        yield refusal(lambda: room.open(here, passphrase))  # noqa: B023  # called at once
    looked = room.open(here, PASSPHRASE, read_only=True)
    yield looked.read_only, refusal(looked.write)
    looked.close()
    yield opened.signing_seed, opened.label, opened.identity
    with opened.write() as unit:
        unit.renew_seed("ab" * 32)
        yield opened.signing_seed
        unit.commit()
        yield opened.signing_seed
    opened.close()
    yield refusal(lambda: room.open(here, "ちがう"))
    again = room.open(here, PASSPHRASE)
    yield again.signing_seed, again.read_only, again.location == here
    again.close()


def test_places_and_passphrases_are_refused_alike(stores: SqlStores, clock: SetClock, tmp_path: Path) -> None:
    fake = MemoryStores(clock, lambda: SEED)
    assert list(told(fake, tmp_path / "memory")) == list(told(stores, tmp_path / "file"))
