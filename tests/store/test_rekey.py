"""Another passphrase: the whole store goes over to it, or none of it does."""

from __future__ import annotations

import os
import shutil
import threading
import unicodedata
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.ports import entities as rows
from dxdesk.ports.entities import Role
from dxdesk.store import opening, rekey
from dxdesk.store.backups import automatic_backups
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores
from dxdesk.usecases.workplace.desk import Cancelled
from tests.helpers.stores import PASSPHRASE, SEED, SetClock, digest, identity

NEW = "こだま こだま 2027"


def fill(store: SqlStore, count: int = 3) -> None:
    with store.write() as unit:
        unit.people.save_employees(rows.Employee(f"{n:06}", "髙橋 美咲") for n in range(count))
        unit.commit()


def refused(code: str) -> pytest.RaisesExc[KnownError]:
    return pytest.raises(KnownError, check=lambda error: error.code == code)


def staff(store: SqlStore) -> int:
    with store.read() as unit:
        return len(unit.people.employees())


def test_the_store_goes_on_and_opens_with_the_new_passphrase_alone(hr: SqlStore, stores: SqlStores) -> None:
    fill(hr)
    salt = hr.path.read_bytes()[: opening.SALT_BYTES]
    stores.change_passphrase(hr, PASSPHRASE, NEW)
    assert hr.path.read_bytes()[: opening.SALT_BYTES] != salt
    fill(hr, 5)
    assert staff(hr) == 5
    with hr.read() as unit:
        entry = next(e for e in unit.audit.entries() if e.action == "passphrase-change")
        assert entry.subject == "changed"
    hr.close()
    with refused("wrong-passphrase"):
        stores.open(str(hr.path), PASSPHRASE)
    assert stores.verify(str(hr.path), NEW) == []
    again = stores.open(str(hr.path), NEW)
    assert (again.identity, again.signing_seed, staff(again)) == (hr.identity, SEED, 5)
    again.close()


def test_any_sqlcipher_4_opens_it_with_the_new_passphrase(hr: SqlStore, stores: SqlStores) -> None:
    stores.change_passphrase(hr, PASSPHRASE, NEW)
    hr.close()
    connection = opening.driver.connect(str(hr.path))
    connection.execute(f"PRAGMA key = '{NEW}'")
    assert connection.execute("SELECT value FROM meta WHERE name = 'role'").fetchone() == ("hr",)
    connection.close()


def test_nothing_is_lost_on_the_way_and_free_space_goes(hr: SqlStore, stores: SqlStores) -> None:
    """Every row with its own number, and what says whose file it is."""
    fill(hr, 4000)
    with hr.write() as unit:
        unit.connection.exec_driver_sql("DELETE FROM employees WHERE number > '000100'")
        unit.commit()
    before, size = content(hr), hr.path.stat().st_size
    stores.change_passphrase(hr, PASSPHRASE, NEW)
    after = content(hr)
    assert after.pop("audit")[: len(before["audit"])] == before.pop("audit")
    assert after == before
    assert hr.path.stat().st_size < size / 2


def content(store: SqlStore) -> dict[str, list[tuple[object, ...]]]:
    """Return all tables: what made them, and their rows with the rows' numbers."""
    with store.read() as unit:
        ask = unit.connection.exec_driver_sql
        names = [str(name) for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {
            name: [tuple(row) for row in ask(f'SELECT rowid, * FROM "{name}" ORDER BY rowid')]
            if "WITHOUT ROWID" not in str(ask("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).one())
            else [tuple(row) for row in ask(f'SELECT * FROM "{name}" ORDER BY 1, 2')]
            for name in names
        }
        found["made"] = sorted(tuple(row) for row in ask("SELECT type, name, sql FROM sqlite_master"))
        for mark in ("application_id", "user_version", "auto_vacuum", "page_size"):
            found[mark] = [tuple(row) for row in ask(f"PRAGMA {mark}")]
    return found


def test_a_personal_store_may_get_a_passphrase_and_lose_it_again(
    store: SqlStore, stores: SqlStores, path: Path
) -> None:
    fill(store)
    stores.change_passphrase(store, "", NEW)
    assert "髙橋".encode() not in path.read_bytes()
    assert staff(store) == 3
    stores.change_passphrase(store, NEW, "")
    assert path.read_bytes().startswith(opening.PLAIN_HEADER)
    with store.read() as unit:
        said = [e.subject for e in reversed(unit.audit.entries()) if e.action == "passphrase-change"]
    assert said == ["set", "removed"]
    store.close()
    assert stores.verify(str(path), "") == []


def test_what_is_refused_changes_nothing(hr: SqlStore, stores: SqlStores) -> None:
    before = digest(hr.path)
    with refused("former-passphrase-wrong"):
        stores.change_passphrase(hr, "ちがう", NEW)
    with refused("passphrase-mandatory"):
        stores.change_passphrase(hr, PASSPHRASE, "")
    looking = stores.open(str(hr.path), PASSPHRASE, read_only=True)
    with refused("store-read-only"):
        stores.change_passphrase(looking, PASSPHRASE, NEW)
    with refused("store-read-only"):
        stores.renew_backups(looking, PASSPHRASE)
    looking.close()
    assert digest(hr.path) == before
    assert not rekey.half_of(hr.path).exists()


def test_it_may_be_stopped_until_the_copy_is_put_in_place(hr: SqlStore, stores: SqlStores) -> None:
    fill(hr, 5000)
    told: list[tuple[int, int]] = []
    stores.change_passphrase(hr, PASSPHRASE, PASSPHRASE, lambda done, whole: told.append((done, whole)))
    assert len(told) > 2
    assert all(0 <= done <= whole for done, whole in told)
    assert told[-1] == (1, 1), "asked once more when the copy is finished and checked"
    before = digest(hr.path)
    for last in {*range(1, len(told), max(len(told) // 4, 1)), len(told) - 1}:
        calls = iter(range(last))

        def stop(done: int, whole: int, calls: object = calls) -> None:
            if next(calls, None) is None:  # type: ignore[call-overload]
                raise Cancelled

        with pytest.raises(Cancelled):
            stores.change_passphrase(hr, PASSPHRASE, NEW, stop)
        assert digest(hr.path) == before
        assert not list(hr.path.parent.glob("*.rekey*"))
    assert staff(hr) == 5000


def test_a_damaged_store_is_told_and_not_copied(hr: SqlStore, stores: SqlStores) -> None:
    fill(hr, 3000)
    raw = bytearray(hr.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    hr.path.write_bytes(raw)
    with refused("store-damaged"):
        stores.change_passphrase(hr, PASSPHRASE, NEW)
    assert hr.path.read_bytes() == raw


def test_a_journal_that_lies_there_is_never_played_into_the_new_file(
    hr: SqlStore, stores: SqlStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = hr.path.with_name(hr.path.name + "-journal")
    whole = rekey.refuse_torn

    def appears(half: Path, key: opening.Key, path: Path) -> None:
        whole(half, key, path)
        journal.write_bytes(b"somebody began to write")

    monkeypatch.setattr(rekey, "refuse_torn", appears)
    with refused("store-busy"):
        stores.change_passphrase(hr, PASSPHRASE, NEW)
    journal.unlink()
    assert staff(hr) == 0
    hr.close()
    stores.open(str(hr.path), PASSPHRASE).close()


def test_readers_end_first_and_writers_go_on_under_the_new_key(hr: SqlStore, stores: SqlStores) -> None:
    fill(hr, 2000)
    counts: list[int] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            counts.append(staff(hr))

    def write() -> None:
        for number in range(200):
            with hr.write() as unit:
                unit.settings.set("field", str(number))
                unit.commit()

    threads = [threading.Thread(target=look), threading.Thread(target=write)]
    for thread in threads:
        thread.start()
    stores.change_passphrase(hr, PASSPHRASE, NEW)
    stores.change_passphrase(hr, NEW, PASSPHRASE)
    threads[1].join()
    stop.set()
    threads[0].join()
    assert set(counts) == {2000}
    with hr.read() as unit:
        assert unit.settings.get("field") == "199"


def test_who_comes_while_the_file_is_replaced_waits_for_the_new_key(
    hr: SqlStore, stores: SqlStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(hr, 7)
    counts: list[int] = []
    reader = threading.Thread(target=lambda: counts.append(staff(hr)))
    replace = rekey.put_in_place

    def replaced(half: Path, path: Path) -> None:
        replace(half, path)
        reader.start()
        reader.join(0.3)  # the store still has the former key here
        assert not counts

    monkeypatch.setattr(rekey, "put_in_place", replaced)
    stores.change_passphrase(hr, PASSPHRASE, NEW)
    reader.join()
    assert counts == [7]


def test_the_files_of_before_are_replaced_and_never_written_into(hr: SqlStore, stores: SqlStores) -> None:
    """That is why a power cut leaves the one or the other: there is no moment with half of either."""
    fill(hr, 20)
    backup = hr.back_up()
    links = [path.with_name(path.name + ".link") for path in (hr.path, backup)]
    for path, link in zip((hr.path, backup), links, strict=True):
        os.link(path, link)
    before = [digest(link) for link in links]
    stores.change_passphrase(hr, PASSPHRASE, NEW)
    stores.renew_backups(hr, PASSPHRASE)
    assert [digest(link) for link in links] == before
    assert stores.verify(str(links[0]), PASSPHRASE) == []


def test_what_a_killed_change_left_goes_when_the_store_is_opened(hr: SqlStore, stores: SqlStores) -> None:
    hr.close()
    left = rekey.half_of(hr.path)
    for file in (left, left.with_name(left.name + "-journal")):
        file.write_bytes(b"half a copy")
    stores.open(str(hr.path), PASSPHRASE, read_only=True).close()
    assert left.exists(), "who only looks tidies nothing up: somebody may be at work"
    stores.open(str(hr.path), PASSPHRASE).close()
    assert not list(hr.path.parent.glob("*.rekey*"))


@pytest.mark.skipif(os.name != "posix", reason="folder permissions are set as on Unix here")
def test_the_new_file_is_its_owners_alone(hr: SqlStore, stores: SqlStores) -> None:
    hr.back_up()
    before = os.umask(0)
    try:
        stores.change_passphrase(hr, PASSPHRASE, NEW)
        stores.renew_backups(hr, PASSPHRASE)
    finally:
        os.umask(before)
    for file in (hr.path, *automatic_backups(hr.path)):
        assert file.stat().st_mode & 0o777 == 0o600


# --- the automatic backups ---------------------------------------------------------------------


def test_backups_follow_or_are_named_as_still_open_with_the_former_one(
    hr: SqlStore, stores: SqlStores, clock: SetClock
) -> None:
    """Three copies: one of a passphrase before the last, a damaged one, one that follows."""
    fill(hr, 50)
    made = []
    for day in ("05", "06", "07"):
        clock.moment = f"2026-02-{day}T00:00:00Z"
        made.append(hr.back_up())
        if day == "05":
            stores.change_passphrase(hr, PASSPHRASE, PASSPHRASE + " 2")
    raw = bytearray(made[1].read_bytes())
    raw[len(raw) // 2] ^= 1
    made[1].write_bytes(raw)
    stores.change_passphrase(hr, PASSPHRASE + " 2", NEW)
    assert [b.file for b in stores.former_backups(hr)] == made[::-1]
    before = [digest(file) for file in made[:2]]
    stores.renew_backups(hr, PASSPHRASE + " 2")
    assert [b.file for b in stores.former_backups(hr)] == [made[1], made[0]]
    assert [digest(file) for file in made[:2]] == before
    assert stores.verify(str(made[2]), NEW) == []
    stores.renew_backups(hr, PASSPHRASE)
    again = stores.open(str(made[0]), NEW, read_only=True)
    assert staff(again) == 50
    again.close()
    assert not [f for f in made[0].parent.iterdir() if f not in made]


def test_renewing_backups_may_be_stopped_between_two(
    hr: SqlStore, stores: SqlStores, clock: SetClock
) -> None:
    for day in ("05", "06", "07"):
        clock.moment = f"2026-02-{day}T00:00:00Z"
        hr.back_up()
    stores.change_passphrase(hr, PASSPHRASE, NEW)

    def stop(done: int, whole: int) -> None:
        assert whole == 3
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        stores.renew_backups(hr, PASSPHRASE, stop)
    assert len(stores.former_backups(hr)) == 1
    stores.renew_backups(hr, PASSPHRASE)
    assert stores.former_backups(hr) == []


# --- what opens a store ------------------------------------------------------------------------

COMPOSED = "がんばる ぱんだ 2026"
APART = unicodedata.normalize("NFD", COMPOSED)


@pytest.mark.parametrize(("made", "typed"), [(COMPOSED, APART), (APART, COMPOSED), (APART, APART)])
def test_a_passphrase_opens_however_it_was_typed(
    stores: SqlStores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: str, typed: str
) -> None:
    """Stores of earlier programs were made with whatever spelling the input method gave."""
    assert made != typed or made == APART
    monkeypatch.setattr(opening, "to_set", lambda text: text)
    path = tmp_path / "人事.dxdesk"
    stores.create(str(path), identity(Role.HR), made).close()
    opened = stores.open(str(path), typed)
    opened.back_up()
    opened.close()
    assert stores.verify(str(path), typed) == []
    stores.restore(automatic_backups(path)[0], str(tmp_path / "戻した.dxdesk"), typed)
    with refused("wrong-passphrase"):
        stores.open(str(path), typed + "ぁ")


def test_a_new_passphrase_is_kept_composed(stores: SqlStores, tmp_path: Path) -> None:
    path = tmp_path / "人事.dxdesk"
    stores.create(str(path), identity(Role.HR), APART).close()
    assert opening.opens(path, opening.derive(COMPOSED, opening.salt_of(path)))
    opened = stores.open(str(path), APART)
    stores.change_passphrase(opened, COMPOSED, "へび " + APART)
    assert opening.opens(path, opening.derive("へび " + COMPOSED, opening.salt_of(path)))
    opened.close()


def test_an_earlier_store_with_a_passphrase_of_one_character_still_opens(
    stores: SqlStores, tmp_path: Path
) -> None:
    path = tmp_path / "人事.dxdesk"
    stores.create(str(path), identity(Role.HR), " ").close()
    copy = shutil.copy(path, tmp_path / "写し.dxdesk")
    for place in (path, copy):
        opened = stores.open(str(place), " ")
        stores.change_passphrase(opened, " ", NEW)
        opened.close()
