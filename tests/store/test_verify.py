"""What verify finds: each kind of tampering that leaves the file readable."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from dxdesk.domain import canonical
from dxdesk.domain.records import Part, RecordKey, revise
from dxdesk.ports import entities as rows
from dxdesk.store import opening, verify
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores
from tests.helpers.stores import digest


@pytest.fixture
def filled(store: SqlStore, stores: SqlStores, path: Path) -> Path:
    with store.write() as unit:
        receipt = unit.exchange.add_receipt(rows.Receipt(0, "2026", "a.xlsx", "ab", "form", "applied"))
        record = RecordKey("999991", 2025, "001234", Part.SELF)
        unit.exchange.add_revisions([revise(record, {"items": {"skill": 2}})], receipt)
        unit.exchange.save_framework(rows.FrameworkRow("f", "1", canonical.digest("{}"), "{}"))
        for number in range(3):
            unit.audit.append("form.received", f"{number:06}")
        unit.commit()
    store.close()
    assert stores.verify(str(path), "") == []
    return path


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE number = 2", "番号 2)"),
        ("DELETE FROM audit WHERE number = 3", "番号 4)"),
        ("UPDATE revisions SET value = replace(value, '2', '3')", "識別値と中身が合わない"),
        ("UPDATE supports SET receipt = 99", "受付番号"),
        ("UPDATE frameworks SET text = '{\"a\":1}'", "スキル体系 f 1"),
        ("DELETE FROM revisions", "元の行がない"),
        ("UPDATE alembic_version SET version_num = '0000'", "版が違います"),
        ("DELETE FROM meta WHERE name = 'store_id'", "壊れています"),
    ],
)
def test_tampering_is_found(filled: Path, stores: SqlStores, tampering: str, told: str) -> None:
    connection = sqlite3.connect(filled)
    connection.execute(tampering)
    connection.commit()
    connection.close()
    before = digest(filled)
    (finding,) = stores.verify(str(filled), "")
    assert told in finding
    assert digest(filled) == before


def test_a_copy_is_read_by_many_units_at_once_and_on(store: SqlStore, stores: SqlStores) -> None:
    """They share one connection, which none of them may close when it is given back."""
    with stores.inspected(store) as (copy, inspection):
        with ExitStack() as open_units:
            units = [open_units.enter_context(copy.read()) for _ in range(8)]
            assert {unit.settings.get("nothing", "-") for unit in units} == {"-"}
        with copy.read() as unit:
            assert not unit.exchange.years()
        assert inspection.damage() == []


def test_a_store_may_be_verified_while_it_is_open(store: SqlStore, stores: SqlStores, path: Path) -> None:
    with store.write() as unit:
        unit.settings.set("a", "1")
        assert stores.verify(str(path), "") == []
        unit.commit()


def test_an_opened_store_is_checked_without_its_passphrase(hr: SqlStore, stores: SqlStores) -> None:
    with hr.write() as unit:
        unit.audit.append("form.received", "1")
        unit.commit()
    assert stores.check(hr) == []
    with hr.write() as unit:
        unit.connection.exec_driver_sql("UPDATE audit SET actor = 'nobody' WHERE number = 2")
        unit.commit()
    (finding,) = stores.check(hr)
    assert "操作記録" in finding


def test_a_store_in_use_is_checked_on_a_copy_and_nobody_waits(
    hr: SqlStore, stores: SqlStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    pool = ThreadPoolExecutor(1)

    def save() -> None:
        with hr.write() as unit:
            unit.settings.set("field", "1")
            unit.commit()

    findings = verify.findings

    def while_somebody_saves(path: Path, key: opening.Key, head: str, **how: bool) -> list[str]:
        looked.append(path)
        pool.submit(save).result(timeout=20)
        return findings(path, key, head, **how)

    monkeypatch.setattr(verify, "findings", while_somebody_saves)
    assert stores.check(hr) == []
    assert looked[0] != hr.path
    assert not looked[0].exists()
    assert not list(hr.path.parent.rglob("*.half*"))
