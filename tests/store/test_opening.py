"""Opening what lies there: the right file, the wrong one, a broken one, one from the future."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.ports import entities as rows
from dxdesk.ports.entities import Role
from dxdesk.store import opening, schema
from dxdesk.store.backups import automatic_backups
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores
from tests.helpers.stores import PASSPHRASE, SetClock, digest, identity


def refused(act: Callable[[], object], code: str) -> KnownError:
    with pytest.raises(KnownError) as caught:
        act()
    assert caught.value.code == code
    assert caught.value.problem.fix, "every refusal says what to do next"
    return caught.value


def test_a_new_store_knows_what_it_is_and_has_a_seed(hr: SqlStore, stores: SqlStores) -> None:
    assert hr.identity == identity(Role.HR, "hr-1")
    assert hr.label == "人事"
    assert hr.signing_seed == "5e" * 32
    assert not hr.read_only
    hr.close()
    again = stores.open(str(hr.path), PASSPHRASE)
    assert again.identity == hr.identity
    assert again.signing_seed == "5e" * 32
    again.close()


def test_a_personal_store_may_do_without_a_passphrase_and_has_no_seed(
    store: SqlStore, stores: SqlStores, path: Path
) -> None:
    assert store.signing_seed == ""
    store.close()
    assert path.read_bytes().startswith(opening.PLAIN_HEADER)
    stores.open(str(path), "").close()
    stores.open(str(path), "余計なパスフレーズ").close()


@pytest.mark.parametrize("role", [Role.HR, Role.DX, Role.SECTION])
def test_a_store_of_an_office_needs_a_passphrase(role: Role, stores: SqlStores, path: Path) -> None:
    refused(lambda: stores.create(str(path), identity(role), ""), "passphrase-mandatory")
    assert not path.exists()


def test_nothing_in_an_encrypted_file_can_be_read(hr: SqlStore) -> None:
    with hr.write() as unit:
        unit.people.save_employees([rows.Employee("001234", "髙橋 美咲", kana="タカハシ ミサキ")])
        unit.commit()
    hr.close()
    content = hr.path.read_bytes()
    for text in ("髙橋", "001234", "SQLite", "employees", "5e5e5e5e"):
        assert text.encode() not in content


def test_any_sqlcipher_4_opens_the_file_with_the_passphrase_alone(hr: SqlStore) -> None:
    """Hand-over: the key is derived as SQLCipher does it, so that no one depends on this program."""
    hr.close()
    connection = opening.driver.connect(str(hr.path))
    connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
    assert connection.execute("SELECT value FROM meta WHERE name = 'role'").fetchone() == ("hr",)
    connection.close()


def test_the_wrong_passphrase_is_told_quietly(
    hr: SqlStore, stores: SqlStores, capfd: pytest.CaptureFixture[str]
) -> None:
    hr.close()
    before = digest(hr.path)
    refused(lambda: stores.open(str(hr.path), "さくら"), "wrong-passphrase")
    refused(lambda: stores.open(str(hr.path), ""), "passphrase-needed")
    refused(lambda: stores.verify(str(hr.path), "さくら"), "wrong-passphrase")
    assert digest(hr.path) == before
    assert capfd.readouterr() == ("", "")


def test_files_of_other_kinds_are_no_stores(stores: SqlStores, tmp_path: Path) -> None:
    (tmp_path / "空.dxdesk").touch()
    (tmp_path / "メモ.dxdesk").write_text("今日の予定", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "申告票.dxdesk", "w") as book:
        book.writestr("xl/workbook.xml", os.urandom(20_000))
    other = sqlite3.connect(tmp_path / "別のアプリ.dxdesk")
    other.execute("CREATE TABLE t (a)")
    other.close()
    (tmp_path / "フォルダー.dxdesk").mkdir()
    for name in ("空", "メモ", "申告票", "別のアプリ", "フォルダー"):
        found = tmp_path / f"{name}.dxdesk"
        error = refused(lambda found=found: stores.open(str(found), PASSPHRASE), "not-a-store")  # type: ignore[misc]
        assert error.problem.place.file == found.name


def test_a_file_that_is_not_there(stores: SqlStores, tmp_path: Path) -> None:
    refused(lambda: stores.open(str(tmp_path / "ない.dxdesk"), PASSPHRASE), "store-missing")
    refused(lambda: stores.open(str(tmp_path / "ない" / "ない.dxdesk"), PASSPHRASE), "folder-missing")
    refused(lambda: stores.create(str(tmp_path / "ない" / "ない.dxdesk"), identity(), ""), "folder-missing")
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_never_made_over_a_file(store: SqlStore, stores: SqlStores, path: Path) -> None:
    store.close()
    before = digest(path)
    refused(lambda: stores.create(str(path), identity(), ""), "file-exists")
    assert digest(path) == before


def test_a_journal_of_a_moved_store_is_not_played_into_a_new_one(stores: SqlStores, path: Path) -> None:
    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(b"what the moved store still needs")
    refused(lambda: stores.create(str(path), identity(), ""), "store-journal-left")
    assert journal.exists()
    assert not path.exists()


@pytest.mark.parametrize("left", [0.5, 0.9])
def test_a_store_cut_off_on_the_way_is_told_and_left_alone(
    hr: SqlStore, stores: SqlStores, left: float
) -> None:
    hr.close()
    whole = hr.path.read_bytes()
    for size in (int(len(whole) * left), int(len(whole) * left) // 4096 * 4096):
        hr.path.write_bytes(whole[:size])
        before = digest(hr.path)
        refused(lambda: stores.open(str(hr.path), PASSPHRASE), "store-damaged")
        assert stores.verify(str(hr.path), PASSPHRASE) != []
        assert digest(hr.path) == before


def test_a_damaged_page_is_noticed_when_it_is_read(hr: SqlStore, stores: SqlStores) -> None:
    hr.close()
    whole = bytearray(hr.path.read_bytes())
    for page in range(2, len(whole) // 4096):
        whole[page * 4096 + 100] ^= 0xFF
    hr.path.write_bytes(whole)
    assert stores.verify(str(hr.path), PASSPHRASE) != []
    refused(lambda: _read_all(stores, hr.path), "store-damaged")


def test_damage_is_told_when_the_store_is_opened_and_what_is_left_may_be_looked_at(
    hr: SqlStore, stores: SqlStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    hr.close()
    whole = bytearray(hr.path.read_bytes())
    whole[-4096 + 100] ^= 0xFF
    hr.path.write_bytes(whole)
    refused(lambda: stores.open(str(hr.path), PASSPHRASE), "store-damaged")
    assert hr.path.read_bytes() == whole
    looking = stores.open(str(hr.path), PASSPHRASE, read_only=True)
    assert looking.identity == hr.identity
    looking.close()
    # In a large store the moment is over before this page: it opens, and the check of a copy finds it.
    monkeypatch.setattr(opening, "GLANCE_SECONDS", -1.0)
    monkeypatch.setattr(opening, "_GLANCE_STEPS", 1)
    opened = stores.open(str(hr.path), PASSPHRASE)
    assert stores.check(opened) != []
    refused(opened.back_up, "store-damaged")
    told = opened.backup_trouble()
    assert told is not None
    assert "壊れて" in told.reason
    assert automatic_backups(hr.path) == []
    opened.close()


def test_a_damaged_first_page_is_not_taken_for_a_wrong_passphrase(hr: SqlStore, stores: SqlStores) -> None:
    """Where a backup with the same salt opens, what was typed is right."""
    hr.back_up()
    hr.close()
    whole = bytearray(hr.path.read_bytes())
    whole[200] ^= 0xFF
    hr.path.write_bytes(whole)
    refused(lambda: stores.open(str(hr.path), PASSPHRASE), "store-damaged")
    refused(lambda: stores.open(str(hr.path), PASSPHRASE, read_only=True), "store-damaged")
    assert "壊れて" in stores.verify(str(hr.path), PASSPHRASE)[0]
    refused(lambda: stores.open(str(hr.path), "ちがう"), "wrong-passphrase")


def test_the_newest_whole_backup_is_found(hr: SqlStore, stores: SqlStores, clock: SetClock) -> None:
    made = []
    for day in ("05", "06", "07", "08"):
        clock.moment = f"2026-02-{day}T00:00:00Z"
        made.append(hr.back_up())
        if day == "07":
            stores.change_passphrase(hr, PASSPHRASE, PASSPHRASE + " 2")
    raw = bytearray(made[2].read_bytes())
    raw[len(raw) // 2] ^= 1
    made[2].write_bytes(raw)
    found, passed = stores.newest_whole(str(hr.path), PASSPHRASE)
    assert found is not None
    assert found.file == made[1]
    assert [backup.file for backup in passed] == [made[3], made[2]], "one of another passphrase, one damaged"
    found, passed = stores.newest_whole(str(hr.path), "ちがう")
    assert found is None
    assert len(passed) == 4


def _read_all(stores: SqlStores, path: Path) -> None:
    opened = stores.open(str(path), PASSPHRASE)
    try:
        with opened.read() as unit:
            unit.people.employees()
            unit.audit.entries()
    finally:
        opened.close()


def test_a_store_from_a_newer_dxdesk_is_not_touched(
    next_version: Callable[..., SqlStores], stores: SqlStores, path: Path
) -> None:
    next_version().create(str(path), identity(), "").close()
    before = digest(path)
    refused(lambda: stores.open(str(path), ""), "store-newer")
    refused(lambda: stores.open(str(path), "", read_only=True), "store-newer")
    refused(lambda: stores.restore(path, str(path.with_name("b.dxdesk")), ""), "store-newer")
    assert digest(path) == before
    assert not path.with_name("b.dxdesk").exists()


def test_an_older_store_is_backed_up_and_brought_forward(
    store: SqlStore, next_version: Callable[..., SqlStores], path: Path
) -> None:
    with store.write() as unit:
        unit.settings.set("title", "スキル申告票")
        unit.commit()
    store.close()
    known = len(automatic_backups(path))
    newer = next_version()
    refused(lambda: newer.open(str(path), "", read_only=True), "store-older")
    opened = newer.open(str(path), "")
    with opened.read() as unit:
        assert unit.settings.get("title") == "スキル申告票"
    opened.close()
    assert newer.verify(str(path), "") == []
    backups = automatic_backups(path)
    assert len(backups) == known + 1
    old = sqlite3.connect(backups[0])
    assert old.execute("SELECT version_num FROM alembic_version").fetchone() == (schema.HEAD,)
    assert old.execute("SELECT value FROM settings").fetchone() == ("スキル申告票",)
    old.close()


def test_opening_a_current_store_does_not_load_alembic(store: SqlStore, path: Path) -> None:
    store.close()
    code = (
        "import sys\n"
        "from tests.helpers.stores import SetClock\n"
        "from dxdesk.store.stores import SqlStores\n"
        f"SqlStores(SetClock(), str).open({str(path)!r}, '').close()\n"
        "assert 'alembic' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.skipif(os.name != "posix", reason="folder permissions are set as on Unix here")
def test_a_folder_that_cannot_be_written_opens_for_reading_only(stores: SqlStores) -> None:
    """As on a CD, or in a share where somebody may only look."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "台帳.dxdesk"
        stores.create(str(path), identity(), "").close()
        for item in (*folder.iterdir(), folder):
            item.chmod(0o555 if item.is_dir() else 0o444)
        before = digest(path)
        was_root = os.geteuid() == 0
        if was_root:
            os.seteuid(65534)  # root may write anywhere
        try:
            refused(lambda: stores.open(str(path), ""), "folder-read-only")
            refused(lambda: stores.create(str(folder / "新.dxdesk"), identity(), ""), "folder-read-only")
            opened = stores.open(str(path), "", read_only=True)
            with opened.read() as unit:
                assert unit.audit.head()
            refused(lambda: stores.backup(opened, folder / "控え.dxdesk"), "folder-read-only")
            opened.close()
        finally:
            if was_root:
                os.seteuid(0)
            folder.chmod(0o755)
        assert digest(path) == before
