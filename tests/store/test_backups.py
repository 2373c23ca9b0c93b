"""Copies: checked, in place or not there at all, with numbers of their own when they come to life."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.ports import entities as rows
from dxdesk.ports.lasting_acts import LASTING
from dxdesk.store import backups, opening
from dxdesk.store.backups import (
    BackupPolicy,
    automatic_backups,
    automatic_target,
    backup_folder,
    rotate_backups,
)
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores
from dxdesk.usecases.workplace.desk import Cancelled
from tests.helpers.stores import PASSPHRASE, SetClock, digest


def fill(store: SqlStore, count: int = 3) -> None:
    with store.write() as unit:
        unit.people.save_employees(rows.Employee(f"{n:06}", "髙橋 美咲") for n in range(count))
        unit.audit.append("roster.imported", "", {"added": count})
        unit.commit()


def test_a_backup_opens_with_the_same_passphrase_and_is_sound(
    hr: SqlStore, stores: SqlStores, tmp_path: Path
) -> None:
    fill(hr)
    target = tmp_path / "控え.dxdesk"
    stores.backup(hr, target)
    assert "髙橋".encode() not in target.read_bytes()
    assert stores.verify(str(target), PASSPHRASE) == []
    with pytest.raises(KnownError):
        stores.verify(str(target), "違う")
    copy = stores.open(str(target), PASSPHRASE, read_only=True)
    with copy.read() as unit:
        assert len(unit.people.employees()) == 3
    copy.close()


def test_a_backup_may_be_made_while_somebody_writes(hr: SqlStore, stores: SqlStores, tmp_path: Path) -> None:
    with hr.write() as unit:
        unit.settings.set("title", "half")
        stores.backup(hr, tmp_path / "控え.dxdesk")
        unit.commit()
    copy = stores.open(str(tmp_path / "控え.dxdesk"), PASSPHRASE, read_only=True)
    with copy.read() as unit:
        assert unit.settings.get("title") == ""
    copy.close()


def test_a_backup_never_replaces_a_file(store: SqlStore, stores: SqlStores, tmp_path: Path) -> None:
    target = tmp_path / "控え.dxdesk"
    target.write_text("前の控え", encoding="utf-8")
    for wrong, code in ((target, "file-exists"), (tmp_path / "ない" / "a.dxdesk", "folder-missing")):
        with pytest.raises(KnownError) as caught:
            stores.backup(store, wrong)
        assert caught.value.code == code
    assert target.read_text(encoding="utf-8") == "前の控え"
    assert not list(tmp_path.glob("*.half*"))


def test_a_restored_store_counts_on_in_an_epoch_of_its_own(
    hr: SqlStore, stores: SqlStores, tmp_path: Path, clock: SetClock
) -> None:
    fill(hr)
    target = tmp_path / "控え.dxdesk"
    stores.backup(hr, target)
    before = digest(target)
    found = []
    for name in ("一つ目.dxdesk", "二つ目.dxdesk"):
        clock.moment = f"2026-02-04T02:00:0{len(found)}Z"
        told = stores.restore(target, str(tmp_path / name), PASSPHRASE)
        opened = stores.open(str(tmp_path / name), PASSPHRASE)
        assert opened.identity == told
        assert told == replace(hr.identity, epoch=told.epoch)
        assert opened.signing_seed == hr.signing_seed
        with opened.read() as unit:
            assert len(unit.people.employees()) == 3
            assert unit.audit.entries(1)[0].action == "store.restored"
        opened.close()
        assert stores.verify(str(tmp_path / name), PASSPHRASE) == []
        found.append(told.epoch)
    assert len({hr.identity.epoch, *found}) == 3, "two copies of one backup must not share an epoch"
    assert digest(target) == before
    with pytest.raises(KnownError) as caught:
        stores.restore(target, str(hr.path), PASSPHRASE)
    assert caught.value.code == "file-exists"


def test_a_damaged_backup_is_not_restored(hr: SqlStore, stores: SqlStores, tmp_path: Path) -> None:
    fill(hr, 500)
    target = tmp_path / "控え.dxdesk"
    stores.backup(hr, target)
    content = bytearray(target.read_bytes())
    content[len(content) // 2] ^= 1
    target.write_bytes(content)
    with pytest.raises(KnownError) as caught:
        stores.restore(target, str(tmp_path / "戻した.dxdesk"), PASSPHRASE)
    assert caught.value.code == "store-damaged"
    assert not list(tmp_path.glob("戻した.dxdesk")) + list(tmp_path.glob("*.new*"))


def test_a_copy_made_by_hand_starts_an_epoch_too(store: SqlStore, stores: SqlStores, tmp_path: Path) -> None:
    store.close()
    copy = tmp_path / "台帳 - コピー.dxdesk"
    shutil.copy(store.path, copy)
    looking = stores.open(str(copy), "", read_only=True)
    assert looking.identity.epoch == 1
    looking.close()
    opened = stores.open(str(copy), "")
    epoch = opened.identity.epoch
    assert epoch > 1
    opened.close()
    again = stores.open(str(copy), "")
    assert again.identity.epoch == epoch
    again.close()
    original = stores.open(str(store.path), "")
    assert original.identity.epoch == 1
    original.close()


def test_closing_a_changed_store_leaves_a_backup_now_and_then(
    store: SqlStore, stores: SqlStores, path: Path, clock: SetClock
) -> None:
    store.close()
    assert automatic_backups(path) == []
    for hour in (2, 3, 7):
        clock.moment = f"2026-02-04T{hour:02}:00:00Z"
        opened = stores.open(str(path), "")
        fill(opened)
        opened.close()
    backups = automatic_backups(path)
    assert [item.name[:14] for item in backups] == ["20260204T07000", "20260204T02000"]
    assert stores.verify(str(backups[0]), "") == []


@pytest.mark.parametrize("act", LASTING)
def test_closing_after_what_nobody_can_repeat_always_leaves_a_backup(
    store: SqlStore, stores: SqlStores, path: Path, clock: SetClock, act: str
) -> None:
    store.close()
    for minute, action in ((0, "settings"), (5, "settings"), (10, act), (15, "settings")):
        clock.moment = f"2026-02-04T02:{minute:02}:00Z"
        opened = stores.open(str(path), "")
        fill(opened)
        with opened.write() as unit:
            unit.audit.append(action)
            unit.commit()
        if action == act:
            # Switched off instead of closed, it would be missed when the store is opened next.
            looking = stores.open(str(path), "", read_only=True)
            assert looking.backup_trouble() is None, "whoever only looks beside cannot know"
            looking.close()
        opened.close()
    assert [item.name[:14] for item in automatic_backups(path)] == ["20260204T02100", "20260204T02000"]


def test_what_nobody_can_repeat_and_no_backup_holds_is_told_at_the_next_opening(
    store: SqlStore, stores: SqlStores, path: Path, clock: SetClock
) -> None:
    store.back_up()
    clock.moment = "2026-02-04T01:40:00Z"
    with store.write() as unit:
        unit.audit.append("finalise")
        unit.commit()
    store._changed = False  # as where the PC is switched off
    store.close()
    again = stores.open(str(path), "")
    told = again.backup_trouble()
    assert told is not None
    assert told.since == "2026-02-04T01:40:00Z"
    again.close()
    assert len(automatic_backups(path)) == 2, "closed, it is there"


def test_closing_does_not_fail_when_the_backup_cannot_be_made(
    store: SqlStore, stores: SqlStores, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    backup_folder(path).write_text("ここに別のものがある", encoding="utf-8")
    fill(store)
    store.close()
    assert "自動の控えを作れませんでした" in caplog.text
    stores.open(str(path), "").close()


def test_old_backups_thin_out_to_days_and_months(path: Path) -> None:
    """Three a day for two years: what stays are ten recent ones, thirty days, twelve months."""
    backup_folder(path).mkdir()
    start = datetime(2024, 1, 1, tzinfo=UTC)
    first = automatic_target(path, "2024-01-01T00:00:00Z")
    number = first.stem.split("-")[1]
    for step in range(2 * 365 * 3):  # named here: each asked for would look through all before it
        stamp = (start + timedelta(hours=8 * step)).strftime("%Y%m%dT%H%M%SZ")
        name = f"{stamp}-{int(number) + step:0{len(number)}}{path.suffix}"
        first.with_name(name).write_bytes(b"x" * 10)
    assert first.exists()
    newest = automatic_target(path, "2026-01-01T00:00:00Z")
    assert newest.name == f"20260101T000000Z-{2190 + int(number):0{len(number)}}{path.suffix}"
    note = backup_folder(path) / "メモ.txt"
    note.touch()
    half = backup_folder(path) / "20240101T000000Z-1.dxdesk.77.half"
    half.touch()
    rotate_backups(path, BackupPolicy())
    left = automatic_backups(path)
    days = [item.name[:8] for item in left]
    assert len(set(days)) == 30 + 11  # the newest month is among the days; the month before partly too
    assert len(left) == 10 + 30 - 4 + 11
    assert len({day[:6] for day in days}) == 12
    assert note.exists()
    assert not half.exists()
    assert rotate_backups(path, BackupPolicy()) == []
    rotate_backups(path, BackupPolicy(budget_bytes=95))
    assert automatic_backups(path) == left[:9]
    rotate_backups(path, BackupPolicy(budget_bytes=1))
    assert automatic_backups(path) == left[:1]


def test_two_backups_of_one_second_do_not_meet(store: SqlStore) -> None:
    names = {store.back_up().name for _ in range(3)}
    assert len(names) == 3
    assert [item.name[-8:-7] for item in automatic_backups(store.path)] == ["3", "2", "1"]


def test_backups_are_listed_newest_first_even_of_a_store_that_is_gone(
    store: SqlStore, stores: SqlStores, clock: SetClock, path: Path
) -> None:
    assert stores.backups(str(path)) == []
    fill(store)
    for moment in ("2026-02-04T01:31:00Z", "2026-02-05T00:00:07Z"):
        clock.moment = moment
        store.back_up()
    (backup_folder(path) / "メモ.txt").write_text("x")
    assert store.location == str(path)
    store.close()
    path.unlink()
    newest, oldest = stores.backups(str(path))
    assert (newest.made_at, oldest.made_at) == ("2026-02-05T00:00:07Z", "2026-02-04T01:31:00Z")
    assert newest.size == newest.file.stat().st_size > 0
    assert newest.location == str(path)


def test_restoring_tells_how_far_it_is_and_leaves_nothing_when_it_is_stopped(
    hr: SqlStore, stores: SqlStores, tmp_path: Path
) -> None:
    fill(hr, 3000)
    kept = hr.back_up()
    told: list[tuple[int, int]] = []
    target = tmp_path / "戻した.dxdesk"
    found = stores.restore(kept, str(target), PASSPHRASE, lambda done, whole: told.append((done, whole)))
    assert found.epoch > hr.identity.epoch
    assert told[-1][0] == told[-1][1] > 100
    assert len(told) > 2

    def stop(done: int, whole: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        stores.restore(kept, str(tmp_path / "やめた.dxdesk"), PASSPHRASE, stop)
    left = {item.name for item in tmp_path.iterdir() if item.name.startswith("やめた")}
    assert left <= {"やめた.dxdesk.lock"}


def test_the_newest_backup_is_the_last_one_made_wherever_the_clock_stood(tmp_path: Path) -> None:
    """A clock set back by a year: what was made then is newer than all that looks younger."""
    path = tmp_path / "人事.dxdesk"
    folder = backup_folder(path)
    folder.mkdir()
    old = ["20260203T000000Z-1", "20260203T000000Z-2", "20260204T000000Z-1"]
    for name in old:
        (folder / f"{name}.dxdesk").write_bytes(b"")
    made = []
    for now in (
        "2026-02-05T00:00:00Z",
        "2025-02-05T00:00:00Z",
        "2025-02-05T00:00:00Z",
        "2026-02-06T00:00:00Z",
    ):
        target = automatic_target(path, now)
        target.write_bytes(b"")
        made.append(target.stem)
    assert [item.stem for item in automatic_backups(path)] == [*reversed(made), *reversed(old)]
    gone = {item.stem for item in rotate_backups(path, BackupPolicy(recent=1, daily=0, monthly=0))}
    assert gone == {*old, *made[:-1]}


def test_a_backup_that_failed_is_told_until_one_succeeds(
    store: SqlStore, stores: SqlStores, path: Path, clock: SetClock
) -> None:
    assert store.backup_trouble() is None
    backup_folder(path).write_text("ここに別のものがある", encoding="utf-8")
    fill(store)
    store.close()
    for hour in ("03", "05"):
        clock.moment = f"2026-02-04T{hour}:00:00Z"
        opened = stores.open(str(path), "")
        told = opened.backup_trouble()
        assert told is not None
        assert (told.since, told.newest) == ("2026-02-04T01:31:00Z", "")
        assert told.reason
        opened.close()  # nothing was changed, and it is tried again all the same
    backup_folder(path).unlink()
    stores.open(str(path), "").close()
    assert len(automatic_backups(path)) == 1
    again = stores.open(str(path), "")
    assert again.backup_trouble() is None
    again.close()


def test_a_backup_that_nobody_could_even_say_was_missing_is_missed(
    store: SqlStore, stores: SqlStores, path: Path, clock: SetClock
) -> None:
    """As after a full disk, or when the PC was switched off every evening without closing."""
    store.back_up()
    clock.moment = "2026-02-04T04:00:00Z"
    fill(store)
    looking = stores.open(str(path), "", read_only=True)
    assert looking.backup_trouble() is None, "closing would not have made one yet"
    looking.close()
    clock.moment = "2026-02-04T09:00:00Z"
    fill(store)
    looking = stores.open(str(path), "", read_only=True)
    told = looking.backup_trouble()
    looking.close()
    assert told is not None
    assert (told.since, told.reason, told.newest) == ("2026-02-04T09:00:00Z", "", "2026-02-04T01:31:00Z")
    store.back_up()
    looking = stores.open(str(path), "", read_only=True)
    assert looking.backup_trouble() is None
    looking.close()


def test_saving_goes_on_between_two_slices_of_a_copy_and_is_in_it(
    hr: SqlStore, stores: SqlStores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody types while the copy is made: it waits for no check, and nothing of it is torn apart."""
    fill(hr, 3000)
    slices, writer = [0], ThreadPoolExecutor(1)

    def save(number: int) -> None:
        with hr.write() as unit:
            unit.settings.set("field", str(number))
            unit.commit()

    def copied(source: Any, copy: Any, origin: Path, progress: Any) -> None:
        def between(done: int, whole: int) -> None:
            slices[0] += 1
            if slices[0] in (2, 3):
                writer.submit(save, slices[0]).result()

        pages(source, copy, origin, between)

    pages = backups._copy_pages
    monkeypatch.setattr(backups, "_copy_pages", copied)
    target = tmp_path / "控え.dxdesk"
    stores.backup(hr, target)
    assert slices[0] > 5
    copy = stores.open(str(target), PASSPHRASE, read_only=True)
    with copy.read() as unit:
        assert unit.settings.get("field") == "3"
        assert len(unit.people.employees()) == 3000
    copy.close()


@pytest.fixture
def two_ends(store: SqlStore, tmp_path: Path) -> Iterator[tuple[Any, Any]]:
    """A connection to a store of a hundred pages and more, and one to an empty file."""
    fill(store, 3000)
    source, copy = (opening.connect(path, store.key, mode="rwc") for path in (store.path, tmp_path / "copy"))
    yield source, copy
    source.close()
    copy.close()


def test_a_copy_that_begins_anew_after_its_very_first_step_is_given_up(
    store: SqlStore, two_ends: tuple[Any, Any]
) -> None:
    told: list[int] = []

    def somebody_saves(done: int, _: int) -> None:
        told.append(done)
        assert len(told) < 50, "it would go on for ever"
        fill(store, len(told))

    with pytest.raises(backups.BegunTooOften):
        backups.copy_in_steps(*two_ends, 5, 4, somebody_saves)
    assert told == [5] * 5


def test_a_copy_that_has_to_wait_for_somebody_has_not_begun_anew(
    store: SqlStore, two_ends: tuple[Any, Any]
) -> None:
    """As while a large import is written: the engine waits, and what was copied is kept."""
    source, copy = two_ends
    source.execute("PRAGMA busy_timeout = 0")
    other = opening.connect(store.path, store.key)
    pauses, told = [0.6], list[int]()

    def held(done: int, _: int) -> None:
        told.append(done)
        if pauses:
            other.execute("BEGIN EXCLUSIVE")
            Timer(pauses.pop(), go).start()

    def go() -> None:
        other.execute("ROLLBACK")

    backups.copy_in_steps(source, copy, 5, 0, held)
    other.close()
    assert told == sorted(set(told))
    assert told[-1] > 100
