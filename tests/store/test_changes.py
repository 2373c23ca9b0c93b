"""What a unit of work says it changed: all that was written, nothing that was undone; in store and fake."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.records import Part, RecordKey, Revision
from dxdesk.ports import entities as rows
from dxdesk.ports import store as ports
from dxdesk.ports.changed_by import RECEIPT_CHANGED, UNSEEN_SETTINGS, of_part, of_setting
from dxdesk.ports.changes import Changes, hearing
from dxdesk.ports.papers import IssuedPaper, PaperPrint, Papers
from dxdesk.ports.store import Store, UnitOfWork
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores
from tests.helpers.stores import PASSPHRASE, on_every_kind

ROSTER, STANDING, CYCLE = Changes.ROSTER, Changes.STANDING, Changes.CYCLE
RECEIPTS, SETTINGS, DRAFTS, KEYS = Changes.RECEIPTS, Changes.SETTINGS, Changes.DRAFTS, Changes.KEYS
PAPERS = Changes.PAPERS

DAY, YEAR, NUMBER = "2025-04-01", 2025, "000001"
RECEIPT = rows.Receipt(1, DAY, "a.xlsx", "ab", "form", "applied")
ENTRY = rows.ListEntry("grade", "主任", True, 1)
EVIDENCE = rows.EvidenceRecord(NUMBER, "course", "研修", DAY, "", True, 0)
PAPER = IssuedPaper(
    paper_id="p1",
    kind="certificate",
    series=f"certificate:{YEAR}",
    key=NUMBER,
    number_text="第1号",
    employee_number=NUMBER,
    name="髙橋",
    issued_on=DAY,
    issuer="検証区長",
    number=1,
    fiscal_year=YEAR,
    layout=1,
    source="1",
    made_at=DAY,
    remade_on="",
    batch="b1",
    corrects="",
    digest="ab",
)
TERM = Appointment(NUMBER, "lead", DAY, DAY)


def said(part: Part) -> Revision:
    return Revision(RecordKey("999991", YEAR, NUMBER, part), frozenset(), "{}")


WRITES: dict[str, tuple[tuple[Any, ...], Changes]] = {
    "settings.set": (("purpose", "x"), SETTINGS),
    "settings.next_number": (("counter",), Changes.NONE),
    "people.save_employees": (([rows.Employee(NUMBER, "髙橋", "", "", "01")],), ROSTER),
    "people.add_changes": (([rows.EmployeeChange(NUMBER, DAY, "name", "a", "b")],), ROSTER),
    "people.fold_changes": (("name", str.upper), ROSTER),
    "people.save_departments": (([rows.Department("01", "課", "", DAY, DAY)],), ROSTER),
    "people.save_entries": (([ENTRY],), ROSTER | SETTINGS),
    "people.remove_entries": (([ENTRY],), ROSTER | SETTINGS),
    "people.save_appointments": (([TERM],), ROSTER),
    "people.remove_appointment": ((TERM,), ROSTER),
    "people.add_evidence": (([EVIDENCE],), ROSTER | STANDING),
    "people.remove_evidence": (([NUMBER],), ROSTER | STANDING),
    "people.replace_evidence": (([EVIDENCE], []), ROSTER | STANDING),
    "exchange.add_revisions": (([said(Part.SELF), said(Part.CYCLE)],), STANDING | CYCLE),
    "exchange.forget_revisions": (([said(Part.SELF).id],), STANDING),
    "exchange.add_receipt": ((RECEIPT,), RECEIPTS),
    "exchange.update_receipt": ((RECEIPT,), RECEIPT_CHANGED),
    "exchange.update_receipts": (([RECEIPT],), RECEIPT_CHANGED),
    "exchange.add_dispatches": (
        ([rows.Dispatch(0, DAY, "form", "to", "f.xlsx", YEAR, "", 1, "ab")],),
        RECEIPTS | STANDING,
    ),
    "exchange.save_key": ((rows.KeyRow("k1", "p1", rows.Role.HR, ""),), KEYS),
    "exchange.add_claim": ((rows.KeyClaim("k1", "e1", 0),), KEYS),
    "exchange.add_succession": ((rows.Succession("k2", "k1", 1, "", "", 0),), KEYS),
    "exchange.save_enrolment": ((rows.Enrolment("e1", NUMBER, YEAR, ""),), KEYS),
    "exchange.save_framework": ((rows.FrameworkRow("c", "1", "t", DAY),), SETTINGS | CYCLE),
    "exchange.remove_framework": (("c", "1"), SETTINGS | CYCLE),
    "exchange.save_framework_draft": ((rows.FrameworkDraft("d", "t", DAY),), DRAFTS),
    "exchange.remove_framework_draft": (("d",), DRAFTS),
    "results.save_assessments": (([rows.Assessment(YEAR, NUMBER, "open")],), STANDING),
    "results.clear_assessments": ((YEAR,), STANDING),
    "results.add_snapshot": ((rows.Snapshot(YEAR, 1, DAY, "final", "", ""), []), STANDING),
    "results.seal_snapshot": ((rows.SnapshotSeal(YEAR, 1, "t", "k1", "s"),), STANDING),
    "results.save_draft": ((rows.Draft(YEAR, NUMBER, "t", DAY),), DRAFTS),
    "results.delete_draft": ((YEAR, NUMBER), DRAFTS),
    "papers.add_papers": (([(PAPER, "{}")],), PAPERS),
    "papers.add_print": ((PaperPrint("certificate", 1),), PAPERS),
    "audit.append": (("roster",), Changes.NONE),
}
"""Every method that writes, with something to write: in this order each finds what it needs."""


@contextmanager
def heard() -> Iterator[list[Changes]]:
    """Give out what is told on this thread in a block."""
    told: list[Changes] = []
    with hearing(told.append):
        yield told


def call(unit: UnitOfWork, name: str, given: tuple[Any, ...]) -> None:
    room, method = name.split(".")
    getattr(getattr(unit, room), method)(*given)


def test_every_method_of_a_port_that_writes_is_here() -> None:
    """A method that returns nothing writes, and so does one that begins with a verb."""
    verbs = ("add_", "save_", "remove_", "forget_", "update_", "seal_", "clear_", "delete_", "fold_", "next_")
    writing = {
        f"{port.__name__.lower()}.{name}"
        for port in (ports.Settings, ports.People, ports.Exchange, ports.Results, Papers, ports.Audit)
        for name, found in vars(port).items()
        if inspect.isfunction(found)
        and not name.startswith("_")
        and (found.__annotations__["return"] == "None" or name.startswith(verbs))
    }
    assert writing == WRITES.keys()


@on_every_kind
def test_each_write_is_told_with_its_commit_and_no_other(store: Store) -> None:
    with heard() as told, store.write() as unit:
        for name, (given, changes) in WRITES.items():
            call(unit, name, given)
            assert unit.commit() == changes, name
            assert told == ([changes] if changes else []), name
            told.clear()
        assert unit.commit() is Changes.NONE
        unit.renew_seed("ab" * 32)
        assert unit.commit() == KEYS


@on_every_kind
def test_what_writes_nothing_changes_nothing(store: Store) -> None:
    with store.write() as unit:
        for name, (given, _) in WRITES.items():
            if given and isinstance(given[0], list):
                call(unit, name, ([], *given[1:]))
        assert unit.commit() is Changes.NONE


@on_every_kind
def test_what_is_undone_is_not_told(store: Store) -> None:
    with heard() as told:
        with store.write() as unit:
            unit.settings.set("purpose", "x")
            with suppress(ZeroDivisionError), unit.savepoint():
                unit.exchange.add_receipt(RECEIPT)
                with unit.savepoint():
                    unit.exchange.save_key(rows.KeyRow("k1", "p1", rows.Role.HR, ""))
                raise ZeroDivisionError
            with unit.savepoint():
                unit.results.save_draft(rows.Draft(YEAR, NUMBER, "t", DAY))
            unit.commit()
            unit.people.save_entries([ENTRY])
        with suppress(ZeroDivisionError), store.write() as unit:
            unit.people.save_entries([ENTRY])
            raise ZeroDivisionError
        with store.read() as unit:
            unit.settings.get("purpose")
    assert told == [SETTINGS | DRAFTS]


def test_what_lies_beside_the_store_is_told(hr: SqlStore, stores: SqlStores) -> None:
    acts: list[tuple[Callable[[], object], list[Changes]]] = [
        (hr.back_up, [SETTINGS]),
        (lambda: stores.make_recovery_code(hr, PASSPHRASE), [SETTINGS]),
        (lambda: stores.drop_recovery_code(hr), [SETTINGS]),
        (
            lambda: stores.change_passphrase(hr, PASSPHRASE, "ほかの合言葉 9", note=_draft),
            [SETTINGS | DRAFTS],
        ),
        (lambda: stores.renew_backups(hr, PASSPHRASE), [SETTINGS]),
    ]
    for do, changes in acts:
        with heard() as told:
            do()
        assert told == changes


def _draft(unit: UnitOfWork) -> None:
    unit.results.save_draft(rows.Draft(YEAR, NUMBER, "t", DAY))


def test_a_passphrase_that_stays_changes_nothing(hr: SqlStore, stores: SqlStores) -> None:
    def refuse(_: UnitOfWork) -> None:
        raise ZeroDivisionError

    with heard() as told, suppress(ZeroDivisionError):
        stores.change_passphrase(hr, PASSPHRASE, "ほかの合言葉 9", note=refuse)
    assert told == []


def test_every_part_makes_a_change() -> None:
    assert all(of_part(part) for part in Part)


def test_a_setting_is_a_setting_unless_its_name_says_what_else_it_is() -> None:
    assert of_setting("issuer-title") is SETTINGS
    assert of_setting("uses/training") == SETTINGS | Changes.CYCLE
    assert of_setting("uses-declined/training") is SETTINGS
    assert of_setting("review-draft/2025/000001") is DRAFTS
    assert of_setting("target-override:000001") is ROSTER
    assert of_setting("decided/2025/1") is Changes.NONE
    assert of_setting("outgoing") is Changes.NONE
    assert of_setting("outgoing-undone") is RECEIPTS, "ホーム tells of it"
    assert all(of_setting(f"{name}x") is Changes.NONE for name in UNSEEN_SETTINGS)
