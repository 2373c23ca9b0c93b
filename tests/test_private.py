"""What we write is its owner's alone, whatever the umask says and whatever lay there before."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dxdesk import crash, logs, paths, private
from dxdesk.domain.errors import KnownError
from dxdesk.excel.files import write_atomically
from dxdesk.ports.entities import Role
from dxdesk.store.lock import WriterLock, lock_path
from dxdesk.store.stores import SqlStores
from dxdesk.usecases.workplace import written
from dxdesk.usecases.workplace.outgoing import all_or_nothing, make_folder, write_whole
from dxdesk.usecases.workplace.unfinished import digest
from tests.helpers.stores import NEXT_MIGRATION, PASSPHRASE, SEED, SetClock, identity, migrations_with

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows folders inherit the profile's rights")


@pytest.fixture(params=[0o022, 0o000], ids=["022", "000"], autouse=True)
def umask(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """Let everybody do everything, or let everybody read."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.stat().st_mode & 0o077]


def lax(path: Path, content: bytes = b"before") -> Path:
    """Leave a file of somebody who shared everything."""
    path.write_bytes(content)
    path.chmod(0o666)
    return path


_WRITERS: dict[str, Callable[[Path], object]] = {
    "write_bytes": lambda path: private.write_bytes(path, b"after"),
    "write_text": lambda path: private.write_text(path, "after"),
    "a workbook": lambda path: write_atomically(path, b"after"),
    "a report": lambda path: write_whole(path, b"after"),
}


@pytest.mark.parametrize("name", _WRITERS)
def test_a_file_is_its_owners_also_where_another_lay(name: str, tmp_path: Path) -> None:
    for path in (tmp_path / "new", lax(tmp_path / "old")):
        _WRITERS[name](path)
        assert path.read_bytes() == b"after"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_for_a_library_keeps_what_is_in_it(tmp_path: Path) -> None:
    old = lax(tmp_path / "old")
    private.make_file(old)
    private.make_file(tmp_path / "new")
    assert (old.read_bytes(), (tmp_path / "new").read_bytes()) == (b"before", b"")
    assert open_to_others(tmp_path) == []


def test_a_file_is_never_open_even_for_a_moment(tmp_path: Path) -> None:
    """Made with wide rights and closed afterwards it could be opened in between, and read later."""
    for path in (tmp_path / "new", lax(tmp_path / "old")):
        with open(path, "wb", opener=private.opener):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_folders_we_make_are_closed_and_those_there_are_not_touched(tmp_path: Path) -> None:
    there = tmp_path / "共有"
    there.mkdir()
    there.chmod(0o775)
    make_folder(there / "a" / "b", "")
    private.make_folder(there)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (there, there / "a", there / "a" / "b")]
    assert modes == [0o775, 0o700, 0o700]
    lax(there / "file")
    with pytest.raises(FileExistsError):
        private.make_folder(there / "file")
    with pytest.raises(NotADirectoryError):
        private.make_folder(there / "file" / "c")
    with pytest.raises(KnownError):
        make_folder(there / "file" / "c", "")


def test_what_is_not_there_is_closed_without_a_word(tmp_path: Path) -> None:
    private.close(tmp_path / "ない")
    folder = tmp_path / "f"
    folder.mkdir()
    private.close(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def written_and_taken_back(path: Path) -> None:
    settings = SimpleNamespace(get=lambda _: written.short(digest(path)))
    store = SimpleNamespace(
        location=str(path.with_name("人事.dxdesk")),
        read_only=False,
        read=lambda: nullcontext(SimpleNamespace(settings=settings)),
    )
    desk: Any = SimpleNamespace(store=store)
    with all_or_nothing(desk) as outgoing:
        with outgoing.writing(path):
            write_atomically(path, b"after")
        (journal,) = path.parent.glob("*.outgoing-*")
        assert stat.S_IMODE(journal.stat().st_mode) == private.FILE
        assert path.read_bytes() == b"after"
        private.make_folder(path)


def test_a_file_that_is_put_back_is_its_owners(tmp_path: Path) -> None:
    old = lax(tmp_path / "申告票.xlsx")
    with pytest.raises(FileExistsError):
        written_and_taken_back(old)
    assert old.read_bytes() == b"before"
    assert open_to_others(tmp_path) == []


def beside(path: Path) -> Iterable[Path]:
    return path.parent.rglob("*")


def test_a_store_its_lock_its_backups_and_a_restored_one(tmp_path: Path) -> None:
    stores = SqlStores(SetClock(), lambda: SEED)
    path = tmp_path / "台帳" / "人事.dxdesk"
    make_folder(path.parent, "")
    opened = stores.create(str(path), identity(Role.HR), PASSPHRASE)
    with opened.write() as unit:
        unit.settings.set("title", "a")
        names = {found.name for found in beside(path)}
        assert {"人事.dxdesk", "人事.dxdesk.lock", "人事.dxdesk.lock.json"} <= names
        assert open_to_others(tmp_path) == []
        unit.commit()
    stores.backup(opened, tmp_path / "台帳" / "控え.dxdesk")
    opened.back_up()
    opened.close()
    stores.restore(tmp_path / "台帳" / "控え.dxdesk", str(tmp_path / "台帳" / "戻した.dxdesk"), PASSPHRASE)
    assert len(list((tmp_path / "台帳" / "人事.dxdesk.backups").iterdir())) >= 1
    assert open_to_others(tmp_path) == []


def test_a_store_of_an_earlier_program_is_closed_when_it_is_opened(tmp_path: Path) -> None:
    stores = SqlStores(SetClock(), lambda: SEED)
    path = tmp_path / "個人.dxdesk"
    stores.create(str(path), identity(), "").close()
    folder = tmp_path / "個人.dxdesk.backups"
    folder.mkdir(exist_ok=True)
    for found in (path, lock_path(path), folder):
        found.chmod(0o777)
    stores.open(str(path), "", read_only=True).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o777
    newer = SqlStores(
        SetClock(), lambda: SEED, migrations=migrations_with(tmp_path / "次の版", NEXT_MIGRATION)
    )
    newer.open(str(path), "").close()
    assert open_to_others(folder) == []
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(lock_path(path).stat().st_mode) == 0o600


def test_a_lock_that_lies_there_is_closed_too(tmp_path: Path) -> None:
    lax(tmp_path / "a.dxdesk.lock")
    lax(tmp_path / "a.dxdesk.lock.json")
    lock = WriterLock(tmp_path / "a.dxdesk", "")
    lock.acquire()
    assert open_to_others(tmp_path) == []
    lock.release()


def test_what_the_program_keeps_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dxdesk.ui.look import remembered
    from dxdesk.ui.look.icons import file_in_colour
    from dxdesk.ui.startup import recent

    data = tmp_path / "利用者" / "dxdesk"
    monkeypatch.setenv(paths.USER_DATA_VARIABLE, str(data))
    monkeypatch.setattr(logs, "_BYTES", 200)
    assert paths.new_temp_dir().is_dir()
    crash.write(ValueError())
    recent.remember(recent.Recent("a.dxdesk", "hr", "題", ""))
    file_in_colour("check", "#000000")
    for turn in range(2):
        remembered.keep("a", str(turn))
        assert stat.S_IMODE((data / "window.ini").stat().st_mode) == 0o600
        (data / "window.ini").chmod(0o666)
    remembered.keep("b", "")
    assert remembered.kept("a") == "1"
    handler = logs._file_handler(data / "logs")
    for _ in range(6):
        handler.emit(logging.makeLogRecord({"msg": "x" * 90}))
    handler.close()
    found = {path.name for path in data.rglob("*")}
    assert {"window.ini", "recent.json", "temp", "reports", "dxdesk.log", "dxdesk.log.1"} <= found
    assert open_to_others(tmp_path) == []
