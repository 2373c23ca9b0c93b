"""The file of an open store is moved or replaced: told at the next save, and none goes into another."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores
from tests.helpers.stores import PASSPHRASE, SetClock, identity

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no file of this kind on Windows")


@pytest.fixture
def stores() -> SqlStores:
    return SqlStores(SetClock(), lambda: "5e" * 32)


def say(store: SqlStore, text: str) -> None:
    with store.write() as unit:
        unit.settings.set("label", text)
        unit.commit()


def said(store: SqlStore) -> str:
    with store.read() as unit:
        return unit.settings.get("label")


def test_a_moved_store_is_told_and_goes_on_from_where_it_was(stores: SqlStores, tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "人事.dxdesk", tmp_path / "移した先.dxdesk"
    store = stores.create(str(path), identity(Role.HR), PASSPHRASE)
    say(store, "前")
    path.rename(elsewhere)
    with pytest.raises(KnownError) as error:
        say(store, "後")
    assert error.value.code == "store-moved"
    assert "移されたか消されました" in str(error.value)
    assert not path.exists(), "no new, empty store in its place"
    elsewhere.rename(path)
    say(store, "後")
    store.close()
    again = stores.open(str(path), PASSPHRASE)
    assert said(again) == "後"
    again.close()


def test_a_backup_put_in_the_place_of_an_open_store_is_not_written_into(
    stores: SqlStores, tmp_path: Path
) -> None:
    path = tmp_path / "人事.dxdesk"
    store = stores.create(str(path), identity(Role.HR), PASSPHRASE)
    say(store, "控えの日")
    backup = tmp_path / "控え.dxdesk"
    shutil.copyfile(path, backup)
    say(store, "その後")
    kept = tmp_path / "元.dxdesk"
    path.rename(kept)
    backup.rename(path)
    with pytest.raises(KnownError) as error:
        say(store, "いま")
    assert error.value.code == "store-moved"
    assert "別のファイルに替わっています" in str(error.value)
    path.unlink()
    kept.rename(path)
    assert said(store) == "その後"
    store.close()
