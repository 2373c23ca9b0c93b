"""Power cuts and 強制終了: what was said to be saved is there afterwards, and the store is sound."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.store.stores import SqlStores
from tests.helpers.nursery import run_and_kill
from tests.helpers.stores import PASSPHRASE, SetClock, identity, migrations_with
from tests.store import victim
from tests.store.victim import form

FEW, MANY = 3, 200


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20260204)


def killed_while_receiving(path: Path, chance: random.Random, kills: int) -> None:
    stores = SqlStores(SetClock(), lambda: "5e" * 32)
    stores.create(str(path), identity(Role.HR), PASSPHRASE).close()
    received = 0
    for _ in range(kills):
        said = run_and_kill(
            victim.main, ["receive", str(path), PASSPHRASE, str(received)], chance.random() / 4
        )
        assert stores.verify(str(path), PASSPHRASE) == []
        store = stores.open(str(path), PASSPHRASE)
        with store.read() as unit:
            receipts = sorted(unit.exchange.receipts(), key=lambda receipt: receipt.number)
            kept = unit.exchange.people(2025, [f"{n:06}" for n in range(1, len(receipts) + 1)])
        store.close()
        # All or nothing of the commit that was cut off; everything of those that were told.
        assert int(said[-1]) <= len(receipts) <= int(said[-1]) + 5
        assert len(receipts) % 5 == 0
        assert [receipt.file_name for receipt in receipts] == [f"{n + 1}.xlsx" for n in range(len(receipts))]
        for number in range(received + 1, len(receipts) + 1):
            there = {stored.revision for stored in kept[f"{number:06}"]}
            assert there == set(form(number))
        received = len(receipts)


def killed_while_saving(path: Path, chance: random.Random, kills: int) -> None:
    stores = SqlStores(SetClock(), lambda: "5e" * 32)
    stores.create(str(path), identity(), "").close()
    saved = 0
    for _ in range(kills):
        said = run_and_kill(victim.main, ["save", str(path), "", str(saved)], chance.random() / 4)
        assert stores.verify(str(path), "") == []
        store = stores.open(str(path), "")
        with store.read() as unit:
            draft = unit.results.draft(2025, "001234")
        store.close()
        assert draft is not None
        assert draft.text.startswith((f'{{"field":{said[-1]}}}', f'{{"field":{int(said[-1]) + 1}}}'))
        saved = int(said[-1]) + 1


def killed_while_migrating(path: Path, chance: random.Random, kills: int) -> None:
    stores = SqlStores(SetClock(), lambda: "5e" * 32)
    store = stores.create(str(path), identity(), "")
    with store.write() as unit:
        for number in range(400):
            unit.exchange.add_revisions(form(number))
        unit.commit()
    store.close()
    old = path.with_name("old")
    shutil.copy(path, old)
    folder = path.with_name("次の版")
    newer = SqlStores(SetClock(), lambda: "5e" * 32, migrations=migrations_with(folder))
    finished = 0
    for _ in range(kills):
        shutil.copy(old, path)
        said = run_and_kill(victim.main, ["migrate", str(path), "", "0", str(folder)], chance.random() * 0.5)
        finished += "opened" in said
        again = newer.open(str(path), "")
        with again.read() as unit:
            assert sum(1 for _ in unit.exchange.everything()) == 1600
        again.close()
        assert newer.verify(str(path), "") == []
    assert finished < kills, "no kill came in time"


def killed_while_changing_the_passphrase(path: Path, chance: random.Random, kills: int) -> None:
    stores = SqlStores(SetClock(), lambda: "5e" * 32)
    store = stores.create(str(path), identity(Role.HR), f"{PASSPHRASE}0")
    with store.write() as unit:
        for number in range(200):
            unit.exchange.add_revisions(form(number))
        unit.commit()
    backups = [store.back_up() for _ in range(2)]
    store.close()
    number, changed = 0, 0
    for _ in range(kills):
        said = run_and_kill(victim.main, ["rekey", str(path), PASSPHRASE, str(number)], chance.random())
        told = max([number, *(int(line) for line in said if line.isdigit())])
        # What was told holds; of the change that was cut off, nothing or all of it.
        opening = [n for n in (told - 1, told, told + 1) if opens(stores, path, f"{PASSPHRASE}{n}")]
        assert opening in ([told], [told + 1]), "neither the former nor the new passphrase, or both"
        changed += opening[0] - number
        number = opening[0]
        now = f"{PASSPHRASE}{number}"
        assert stores.verify(str(path), now) == []
        again = stores.open(str(path), now)
        assert not list(path.parent.glob("*.rekey*"))
        with again.read() as unit:
            assert sum(1 for _ in unit.exchange.everything()) == 800
        left = {backup.file for backup in stores.former_backups(again)}
        for backup in backups:
            key = f"{PASSPHRASE}{number - 1}" if backup in left else now
            assert stores.verify(str(backup), key) == []
        stores.renew_backups(again, f"{PASSPHRASE}{number - 1}")
        assert stores.former_backups(again) == []
        again.close()
    assert changed >= kills // 10, "no kill came after the first change"


def opens(stores: SqlStores, path: Path, passphrase: str) -> bool:
    with suppress(KnownError):
        stores.open(str(path), passphrase, read_only=True).close()
        return True
    return False


def test_killed_while_receiving(tmp_path: Path, chance: random.Random) -> None:
    killed_while_receiving(tmp_path / "人事.dxdesk", chance, FEW)


def test_killed_while_saving(tmp_path: Path, chance: random.Random) -> None:
    killed_while_saving(tmp_path / "個人.dxdesk", chance, FEW)


def test_killed_while_migrating(tmp_path: Path, chance: random.Random) -> None:
    killed_while_migrating(tmp_path / "個人.dxdesk", chance, FEW)


def test_killed_while_changing_the_passphrase(tmp_path: Path, chance: random.Random) -> None:
    killed_while_changing_the_passphrase(tmp_path / "人事.dxdesk", chance, FEW)


@pytest.mark.soak
def test_killed_200_times_while_receiving(tmp_path: Path, chance: random.Random) -> None:
    for store in range(10):  # each is verified as a whole after every kill, so it must not grow for ever
        killed_while_receiving(tmp_path / f"人事{store}.dxdesk", chance, MANY // 10)


@pytest.mark.soak
def test_killed_200_times_while_saving(tmp_path: Path, chance: random.Random) -> None:
    killed_while_saving(tmp_path / "個人.dxdesk", chance, MANY)


@pytest.mark.soak
def test_killed_200_times_while_migrating(tmp_path: Path, chance: random.Random) -> None:
    killed_while_migrating(tmp_path / "個人.dxdesk", chance, MANY)


@pytest.mark.soak
def test_killed_200_times_while_changing_the_passphrase(tmp_path: Path, chance: random.Random) -> None:
    killed_while_changing_the_passphrase(tmp_path / "人事.dxdesk", chance, MANY)
