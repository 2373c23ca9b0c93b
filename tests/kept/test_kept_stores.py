"""Every store of the past opens with the program of today, and says what it said."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.commands import dxdesk
from tests.helpers.stores import rows_in
from tests.kept import keeping

STORES = keeping.MANIFEST["stores"]


@pytest.mark.parametrize("name", STORES)
def test_a_kept_store_opens_and_says_what_it_said(name: str, tmp_path: Path) -> None:
    store, about = keeping.copy_of(name, tmp_path), STORES[name]
    kept = keeping.expected(f"stores/{name.replace('/', '-')}.json")
    then, now = kept["then"], kept["now"]
    for command in then:
        today = keeping.said(store, about["passphrase"], keeping.words_of(command))
        today["json"].pop("store", None)
        if command == "dump":
            assert keeping.growth_taken_from(today["json"]) == kept.get("growth", {})
        assert today == now.get(command, then[command]), command
        assert keeping.still_there(then[command], today) == [], command
    assert then["status"] == about["status"]
    assert then["dump"]["json"]["state_digest"] == about["state_digest"]
    assert len(then["dump"]["json"]["records"]) == about["records"]
    assert (then["verify"]["exit"], about["verify"]) == (0, [])


def test_there_is_a_store_of_each_role_of_each_schema() -> None:
    """Those of the newest are made by the last program that has it: before the next one comes."""
    schemas = sorted(path.name[:4] for path in (keeping.HERE.parents[1] / "db" / "versions").glob("0*.py"))
    kept = {(about["schema"], about["role"]) for about in STORES.values()}
    wanted = {(schema, role) for schema in schemas[:-1] for role in ("hr", "section", "personal", "dx")}
    assert wanted <= kept, "a new schema leaves stores of the one before it"


def test_a_kept_store_is_migrated_after_a_backup_of_what_it_was(tmp_path: Path) -> None:
    store = keeping.copy_of("0001/hr", tmp_path)
    before = hashlib.sha256(store.read_bytes()).hexdigest()
    dxdesk("status", store, passphrase=keeping.secret_of("0001/hr"))
    assert hashlib.sha256(store.read_bytes()).hexdigest() != before
    (backup,) = [path for path in tmp_path.rglob("*.dxdesk") if path != store]
    back = tmp_path / "戻した台帳.dxdesk"
    dxdesk("restore", backup, "--to", back, passphrase=keeping.secret_of("0001/hr"))
    digest: Any = dxdesk("dump", back, "--json", passphrase=keeping.secret_of("0001/hr")).json["state_digest"]
    assert digest == STORES["0001/hr"]["state_digest"]


ROWS_ALONE = [name for name, about in STORES.items() if about["role"] == "hr" and about["schema"] < "0006"]
"""Stores of programs that kept lists as rows without a record."""


@pytest.mark.parametrize("name", ROWS_ALONE)
def test_rows_of_a_kept_store_become_records_of_their_receipts_and_stay_what_they_were(
    name: str, tmp_path: Path
) -> None:
    store, secret = keeping.copy_of(name, tmp_path), keeping.secret_of(name)
    query = "SELECT employee_number, kind, name, date, result, completed, receipt FROM evidence ORDER BY 1, 3"
    growth = (
        "SELECT DISTINCT r.employee_number, s.receipt FROM revisions r JOIN supports s"
        " ON s.revision = r.position WHERE r.part = 'growth' ORDER BY 1, 2"
    )
    before = rows_in(store, secret, query)
    assert len(before) == 5
    assert rows_in(store, secret, growth) == []
    for _ in range(2):
        dxdesk("status", store, passphrase=secret)
        assert rows_in(store, secret, query) == before
        assert rows_in(store, secret, growth) == sorted({(row[0], row[6]) for row in before})
        taken = rows_in(store, secret, "SELECT * FROM audit WHERE action = 'evidence-sealed'")
        assert len(taken) == 1, "once"


def test_a_difference_of_what_was_said_then_is_seen() -> None:
    then = {"a": [{"b": 1}, {"b": 2}], "c": "x"}
    assert keeping.still_there(then, {"a": [{"b": 1, "new": 0}, {"b": 2}], "c": "x", "more": 1}) == []
    assert keeping.still_there(then, {"a": [{"b": 1}, {"b": 3}], "c": "x"}) == ["a/1/b"]
    assert keeping.still_there(then, {"a": [{"b": 1}]}) == ["a", "c"]
