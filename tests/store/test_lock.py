"""Two people, one store: one writes, the other is told who does, and may look."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.store.lock import lock_path
from dxdesk.store.opened import SqlStore
from dxdesk.store.os_user import current_actor
from dxdesk.store.stores import SqlStores


def test_a_second_writer_is_told_who_where_and_since_when(
    store: SqlStore, stores: SqlStores, path: Path
) -> None:
    with pytest.raises(KnownError) as caught:
        stores.open(str(path), "")
    error = caught.value
    assert error.code == "store-in-use"
    for text in (current_actor(), socket.gethostname(), "令和8年2月4日"):
        assert text in error.problem.message
    assert "閲覧だけ" in error.problem.fix


def test_somebody_else_may_look_while_one_writes(store: SqlStore, stores: SqlStores, path: Path) -> None:
    looking = stores.open(str(path), "", read_only=True)
    assert looking.read_only
    with store.write() as unit:
        unit.settings.set("title", "申告票")
        with looking.read() as other:
            assert other.settings.get("title") == ""
        unit.commit()
    with looking.read() as other:
        assert other.settings.get("title") == "申告票"
    with pytest.raises(KnownError) as caught:
        looking.write()
    assert caught.value.code == "store-read-only"
    looking.close()


def test_closing_frees_the_store_and_takes_the_note_away(
    store: SqlStore, stores: SqlStores, path: Path
) -> None:
    store.close()
    store.close()
    assert not path.with_name(path.name + ".lock.json").exists()
    stores.open(str(path), "").close()


def test_a_failed_opening_does_not_keep_the_lock(hr: SqlStore, stores: SqlStores) -> None:
    hr.close()
    for _ in range(2):
        with pytest.raises(KnownError) as caught:
            stores.open(str(hr.path), "違う")
        assert caught.value.code == "wrong-passphrase"


def test_the_lock_of_a_killed_program_is_free_again(store: SqlStore, stores: SqlStores, path: Path) -> None:
    store.close()
    code = (
        "from tests.helpers.stores import SetClock\n"
        "from dxdesk.store.stores import SqlStores\n"
        f"store = SqlStores(SetClock(), str).open({str(path)!r}, '')\n"
        "print('open', flush=True)\n"
        "input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(KnownError) as caught:
            stores.open(str(path), "")
        assert caught.value.code == "store-in-use"
        other.kill()
        other.wait()
    assert lock_path(path).exists()
    stores.open(str(path), "").close()
