"""The audit trail and the lock name the system's account, whatever the environment says."""

from __future__ import annotations

import ctypes
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from dxdesk.store import os_user
from dxdesk.store.lock import WriterLock
from dxdesk.store.stores import SqlStores
from tests.helpers.stores import identity

NAMES = ("LOGNAME", "USER", "LNAME", "USERNAME")
posix = pytest.mark.skipif(sys.platform == "win32", reason="accounts are asked for as on Unix here")


@posix
def test_the_environment_names_nobody(
    stores: SqlStores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pwd

    for name in NAMES:
        monkeypatch.setenv(name, "市長")
    account = pwd.getpwuid(os.getuid()).pw_name
    assert os_user.current_actor() == account != "市長"
    lock = WriterLock(tmp_path / "a.dxdesk", "2026-01-01T00:00:00Z")
    lock.acquire()
    try:
        note = json.loads((tmp_path / "a.dxdesk.lock.json").read_text(encoding="utf-8"))
        assert note["who"] == account
    finally:
        lock.release()
    opened = stores.create(str(tmp_path / "b.dxdesk"), identity(), "")
    with opened.write() as unit:
        unit.audit.append("form.received", "001234")
        unit.commit()
    with opened.read() as unit:
        assert {entry.actor for entry in unit.audit.entries()} == {account}
    opened.close()


@posix
def test_a_number_without_an_account_is_told_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(number: int) -> Any:
        raise KeyError(number)

    monkeypatch.setattr("pwd.getpwuid", nobody)
    monkeypatch.setenv("USER", "市長")
    assert os_user.current_actor() == f"uid {os.getuid()}"


def test_windows_is_asked_with_room_for_its_longest_name() -> None:
    def answers(buffer: Any, size: Any) -> int:
        name = "𠮷野".ljust(256 - 1, "x")
        assert ctypes.cast(size, ctypes.POINTER(ctypes.c_ulong))[0] >= len(name) + 1
        buffer.value = name
        return 1

    assert os_user.named_by_windows(answers) == "𠮷野".ljust(255, "x")
    assert os_user.named_by_windows(lambda buffer, size: 0) == ""
