"""What went wrong first is what is told: what fails while things are put away does not hide it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.store.backups import BackupPolicy
from dxdesk.store.stores import SqlStores
from dxdesk.store.unit import SqlUnit
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace import outgoing, unfinished
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from tests.helpers.stores import PASSPHRASE, SetClock, identity


def new_desk(folder: Path) -> Desk:
    return create_store(
        bootstrap.services(), str(folder / "DX.dxdesk"), Role.DX, ("131091", "検証区"), PASSPHRASE
    )


def failing(*_: object, **__: object) -> None:
    raise OSError(5, "I/O error")


def test_a_journal_on_a_full_disk_tells_of_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = new_desk(tmp_path)
    out = tmp_path / "出力"

    def full(*_: object) -> int:
        reading, writing = os.pipe()
        os.close(reading)
        return writing  # refuses every line, and again when it is closed, as a full disk does

    monkeypatch.setattr(unfinished.private, "opener", full)
    with pytest.raises(KnownError) as told, all_or_nothing(desk) as files, files.writing(out / "a.xlsx"):
        raise AssertionError("nothing is written without its line")
    assert told.value.code == "file-not-written"
    desk.store.close()


def test_a_half_file_that_would_not_go_does_not_hide_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing.os, "replace", failing)
    monkeypatch.setattr(Path, "unlink", failing)
    with pytest.raises(KnownError) as told:
        outgoing.write_whole(tmp_path / "a.xlsx", b"a")
    assert told.value.code == "file-unwritable"


def half(unit: SqlUnit) -> None:
    """Do half of something, in a savepoint that is gone when it is to be taken back."""
    with unit.savepoint():
        unit.settings.set("half", "half")
        unit.connection.exec_driver_sql("RELEASE dxdesk_0")
        raise KnownError("first", "先の理由です。")


def test_a_rollback_that_fails_does_not_hide_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqlStores(SetClock(), str).create(str(tmp_path / "台帳.dxdesk"), identity(), "")
    close: Callable[[Connection], None] = Connection.close

    def closing(connection: Connection) -> None:
        close(connection)
        failing()

    with monkeypatch.context() as patched:
        patched.setattr(Connection, "close", closing)
        with pytest.raises(KnownError, match="先"), store.write():
            raise KnownError("first", "先の理由です。")
        with pytest.raises(OSError, match="I/O"), store.write() as unit:
            unit.settings.set("a", "b")
    with store.write() as unit:
        with pytest.raises(KnownError, match="先"):
            half(unit)
        with pytest.raises(DBAPIError):
            unit.commit()
    with store.read() as unit:
        assert unit.settings.get("half") == "", "half a savepoint is never committed"
    store.close()


def test_closing_a_store_does_not_fail_for_its_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = SqlStores(SetClock(), str, BackupPolicy(automatic=True))
    store = stores.create(str(tmp_path / "台帳.dxdesk"), identity(), "")
    with store.write() as unit:
        unit.settings.set("a", "b")
        unit.commit()
    tripped: list[bool] = []

    def due(*_: object) -> bool:
        tripped.append(True)
        raise OSError(5, "I/O error")

    monkeypatch.setattr("dxdesk.store.backups.due", due)
    store.close()
    assert len(tripped) == 1


@pytest.mark.parametrize("after", [1, 2])
def test_a_folder_that_was_renamed_meanwhile_is_told_and_not_made_anew(tmp_path: Path, after: int) -> None:
    desk = new_desk(tmp_path)
    out = tmp_path / "出力"

    def export() -> None:
        with all_or_nothing(desk) as files:
            for number in range(2):
                with files.writing(out / f"{number}.xlsx") as path:
                    path.write_bytes(b"x")
                if number + 1 == after:
                    out.rename(tmp_path / "別の名前")

    with pytest.raises(KnownError) as told:
        export()
    assert [problem.code for problem in told.value.problems] == ["folder-missing", "export-left"]
    assert not out.exists()
    desk.store.close()


def test_a_full_disk_is_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(outgoing.os, "replace", full)
    with pytest.raises(KnownError, match="空きが足りません") as told:
        outgoing.write_whole(tmp_path / "一覧.pdf", b"a")
    assert told.value.code == "disk-full"
    assert not list(tmp_path.iterdir())


def test_a_folder_under_the_name_of_a_file_stays_and_the_file_gets_a_number(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    for name in ("確認票.xlsx", "確認票(2).xlsx"):
        (tmp_path / name).mkdir()
    path, beside = outgoing.write_beside(desk, tmp_path / "確認票.xlsx", b"a")
    assert path.is_file()
    assert path.name not in ("確認票.xlsx", "確認票(2).xlsx")
    assert [problem.code for problem in beside] == ["file-beside"]
    desk.store.close()
