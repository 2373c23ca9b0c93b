"""A program that works on a store until it is killed. It prints a line after every commit, never before."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise
from dxdesk.ports import entities as rows
from dxdesk.store.stores import SqlStores
from tests.helpers.stores import SetClock, migrations_with


def receive(stores: SqlStores, path: str, passphrase: str, start: int) -> None:
    """Take in forms, several a commit, as an import does."""
    store = stores.open(path, passphrase)
    number = start
    while True:
        with store.write() as unit:
            for _ in range(5):
                number += 1
                with unit.savepoint():
                    receipt = unit.exchange.add_receipt(
                        rows.Receipt(
                            0, "2026-02-04T01:31:00Z", f"{number}.xlsx", "ab" * 32, "form", "applied"
                        )
                    )
                    unit.exchange.add_revisions(form(number), receipt)
                    unit.audit.append("form.received", f"{number:06}", {"receipt": receipt})
            unit.commit()
        print(number, flush=True)


def form(number: int) -> list[Revision]:
    """Return the revisions of one made-up answer."""
    key = ("999991", 2025, f"{number:06}")
    items = {f"skill-{n}": {"level": n % 4, "ground": "検証の根拠" * 20} for n in range(20)}
    return [
        revise(RecordKey(*key, part), {"items": items}, trust=Trust.NONE)
        for part in (Part.SELF, Part.GOALS, Part.EVIDENCE, Part.LIFE)
    ]


def save(stores: SqlStores, path: str, passphrase: str, start: int) -> None:
    """Save a draft on every field, as the answering screen does."""
    store = stores.open(path, passphrase)
    number = start
    while True:
        number += 1
        with store.write() as unit:
            unit.results.save_draft(rows.Draft(2025, "001234", f'{{"field":{number}}}' + "答" * 3000, "now"))
            unit.commit()
        print(number, flush=True)


def migrate(stores: SqlStores, path: str, passphrase: str, start: int) -> None:
    """Bring an older store forward."""
    print("started", flush=True)
    stores.open(path, passphrase)
    print("opened", flush=True)
    threading.Event().wait()


def rekey(stores: SqlStores, path: str, passphrase: str, start: int) -> None:
    """Change the passphrase to and fro, its number at the end, and bring the backups after it."""
    store = stores.open(path, f"{passphrase}{start}")
    print("opened", flush=True)
    number = start
    while True:
        number += 1
        stores.change_passphrase(store, f"{passphrase}{number - 1}", f"{passphrase}{number}")
        print(number, flush=True)
        stores.renew_backups(store, f"{passphrase}{number - 1}")
        print("renewed", flush=True)


def main(arguments: Sequence[str]) -> None:
    """``DEED PATH PASSPHRASE START [MIGRATIONS]``."""
    deed, path, passphrase, start, *folder = arguments
    if folder:
        stores = SqlStores(SetClock(), str, migrations=migrations_with(Path(folder[0])))
    else:
        stores = SqlStores(SetClock(), str)
    deeds = {"receive": receive, "save": save, "migrate": migrate, "rekey": rekey}
    deeds[deed](stores, path, passphrase, int(start))
