"""One transaction: nothing half-done, whatever goes wrong in it, from whichever thread."""

from __future__ import annotations

import inspect
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from dxdesk.domain.errors import KnownError
from dxdesk.ports import entities as rows
from dxdesk.ports import store as ports
from dxdesk.ports.store import Store, Stores, UnitOfWork
from dxdesk.store import opening
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores
from dxdesk.store.unit import SqlUnit
from tests.helpers.memory import MemoryStores
from tests.helpers.stores import SEED, SetClock, identity, on_every_kind


def test_the_room_fulfils_its_ports(stores: SqlStores, store: SqlStore) -> None:
    fulfilled: Stores = stores
    opened: Store = store
    with store.write() as unit:
        work: UnitOfWork = unit
    assert fulfilled
    assert opened
    assert work


def test_the_fake_has_all_that_the_ports_and_the_room_have(stores: SqlStores, tmp_path: Path) -> None:
    fake = MemoryStores(SetClock(), lambda: SEED)
    real = stores.create(str(tmp_path / "real"), identity(), "")
    made = fake.create(str(tmp_path / "fake"), identity(), "")
    with real.write() as meant, made.write() as unit:
        for port in (ports.Settings, ports.People, ports.Exchange, ports.Results, ports.Audit):
            name = port.__name__.lower()
            assert spoken(port) == spoken(type(getattr(unit, name)), port), name
            assert spoken(port) == spoken(type(getattr(meant, name)), port), name
    for port, room in ((ports.UnitOfWork, type(unit)), (ports.Store, type(made)), (ports.Stores, type(fake))):
        assert spoken(port) == spoken(room, port), port
    real.close()


def spoken(room: type, port: type | None = None) -> dict[str, list[tuple[str, Any, Any]]]:
    """Return the methods of a port and what each takes (name, kind, default), as a room has them."""
    return {
        name: [
            (p.name, p.kind, p.default) for p in inspect.signature(getattr(room, name)).parameters.values()
        ]
        for name, found in vars(port or room).items()
        if inspect.isfunction(found) and not name.startswith("_")
    }


def names(store: SqlStore) -> list[str]:
    with store.read() as unit:
        return sorted(unit.settings.starting_with(""))


def half_done(unit: UnitOfWork, name: str, problem: Exception) -> None:
    unit.settings.set(name, "half")
    raise problem


def two_halves(unit: UnitOfWork) -> None:
    unit.settings.set("file 2", "half")
    with unit.savepoint():
        unit.settings.set("file 2, second record", "half")
    raise KeyError("row 12")


@on_every_kind
def test_leaving_without_commit_undoes_everything(store: SqlStore) -> None:
    with store.write() as unit:
        unit.settings.set("a", "1")
    with pytest.raises(ZeroDivisionError), store.write() as unit:
        half_done(unit, "b", ZeroDivisionError())
    assert names(store) == []


@on_every_kind
def test_the_block_goes_on_after_a_commit(store: SqlStore) -> None:
    with store.write() as unit:
        unit.settings.set("a", "1")
        unit.commit()
        unit.settings.set("b", "1")
    assert names(store) == ["a"]


@on_every_kind
def test_savepoints_nest_and_undo_only_themselves(store: SqlStore) -> None:
    with store.write() as unit:
        unit.settings.set("file 1", "applied")
        with pytest.raises(KeyError), unit.savepoint():
            two_halves(unit)
        with unit.savepoint():
            unit.settings.set("file 3", "applied")
            with pytest.raises(KeyError), unit.savepoint():
                half_done(unit, "file 3, first try", KeyError("row 3"))
        unit.commit()
    assert names(store) == ["file 1", "file 3"]


def test_what_is_read_once_is_read_again_when_it_may_be_different(store: SqlStore) -> None:
    asked = []

    def title(unit: UnitOfWork) -> str:
        asked.append(1)
        return unit.settings.get("title")

    with store.write() as unit:
        assert (unit.once(title), unit.once(title), len(asked)) == ("", "", 1)
        unit.settings.set("title", "申告票")
        assert (unit.once(title), unit.once(title), len(asked)) == ("申告票", "申告票", 2)
        with suppress(KeyError), unit.savepoint():
            unit.settings.set("title", "別の題")
            assert unit.once(title) == "別の題"
            raise KeyError
        assert unit.once(title) == "申告票"
        unit.commit()
        other = opening.connect(store.path, store.key)
        other.execute("UPDATE settings SET value = 'ほかの人の題' WHERE name = 'title'")
        other.close()
        assert unit.once(title) == "ほかの人の題"
    with store.read() as unit:
        before = len(asked)
        assert (unit.once(title), unit.once(title), len(asked)) == (
            "ほかの人の題",
            "ほかの人の題",
            before + 1,
        )


def test_what_is_kept_until_something_is_written_is_asked_once_by_all_who_read(store: SqlStore) -> None:
    asked = []

    def title(unit: UnitOfWork) -> str:
        asked.append(1)
        return unit.settings.get("title")

    def told() -> tuple[str, int]:
        before = len(asked)
        with store.read() as unit:
            assert unit.until_written(title) == unit.until_written(title)
            return unit.until_written(title), len(asked) - before

    assert [told(), told(), told()] == [("", 1), ("", 0), ("", 0)]
    with store.write() as unit:
        unit.settings.set("title", "申告票")
        assert unit.until_written(title) == "申告票", "of the unit that writes"
        unit.commit()
    assert [told(), told()] == [("申告票", 1), ("申告票", 0)]
    with store.write() as unit:
        unit.settings.set("title", "やめた題")
        assert unit.until_written(title) == "やめた題"
    assert told()[0] == "申告票", "what was given up was never there"
    other = opening.connect(store.path, store.key)
    other.execute("UPDATE settings SET value = 'ほかの人の題' WHERE name = 'title'")
    assert [told(), told()] == [("ほかの人の題", 1), ("ほかの人の題", 0)]
    with store.read() as unit:
        assert unit.until_written(title) == "ほかの人の題"
        unit.commit()
        other.execute("UPDATE settings SET value = 'また別の題' WHERE name = 'title'")
        assert unit.until_written(title) == "また別の題", "a transaction of its own begins with the commit"
    with store.write() as writing:
        writing.settings.set("title", "まだの題")
        with store.read() as unit:
            assert unit.until_written(title) == "また別の題", "not before it is kept"
        writing.commit()
    assert {told()[0] for _ in range(3)} == {"まだの題"}, "by whichever connection"
    other.close()


def test_what_is_kept_is_of_the_state_that_the_unit_sees(store: SqlStore) -> None:
    """Asked before the transaction began, the state would be older than what is read after it."""
    other = opening.connect(store.path, store.key)
    other.execute("PRAGMA busy_timeout = 0")
    with store.read() as unit:
        unit.until_written(lambda _: "")
        with pytest.raises(Exception, match="locked"):
            other.execute("INSERT INTO settings VALUES ('title', 'あいだの題')")
    other.close()


def test_what_a_full_disk_undid_is_not_told_from_memory(store: SqlStore) -> None:
    def title(unit: UnitOfWork) -> str:
        return unit.settings.get("title")

    refused = KnownError("disk-full", "", "")
    with store.write() as unit:
        assert unit.once(title) == ""
        unit.connection.info[opening.ENDED] = refused
        with pytest.raises(KnownError):
            unit.once(title)


@on_every_kind
def test_a_commit_inside_a_savepoint_is_a_bug(store: SqlStore) -> None:
    with pytest.raises(RuntimeError, match="savepoint"), store.write() as unit, unit.savepoint():
        unit.commit()


@on_every_kind
def test_a_unit_is_used_inside_its_block_only(store: SqlStore) -> None:
    unit = store.write()
    with pytest.raises(RuntimeError, match="with block"):
        unit.commit()
    with unit, pytest.raises(RuntimeError, match="entered once"):
        unit.__enter__()


@on_every_kind
def test_reading_cannot_write(store: SqlStore) -> None:
    with store.read() as unit, pytest.raises(KnownError):
        unit.settings.set("a", "1")
    with store.write() as unit:
        unit.settings.set("a", "1")
        unit.commit()
    assert names(store) == ["a"]


def limit_to_now(unit: SqlUnit) -> Any:
    """Let the file grow no further, as a full disk would."""
    connection: Any = unit.connection.connection.driver_connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    return connection


def test_a_full_disk_undoes_the_transaction_and_nothing_slips_in_afterwards(store: SqlStore) -> None:
    with store.write() as unit:
        unit.settings.set("before", "1")
        unit.commit()
    with store.write() as unit:
        connection = limit_to_now(unit)
        unit.settings.set("a", "1")
        with pytest.raises(KnownError) as caught, unit.savepoint():
            unit.settings.set("big", "大" * 100_000)
        assert caught.value.code == "disk-full"
        # A caller that goes on with the next file must not write outside of any transaction.
        for act in (lambda: unit.settings.set("c", "1"), unit.commit, lambda: unit.settings.get("a")):
            with pytest.raises(KnownError):
                act()
        with pytest.raises(KnownError), unit.savepoint():
            unit.settings.set("d", "1")
        connection.execute("PRAGMA max_page_count = 4294967294")
    assert names(store) == ["before"]
    with store.write() as unit:
        unit.settings.set("after", "1")
        unit.commit()
    assert names(store) == ["after", "before"]


def test_a_bug_does_not_print_what_was_written(store: SqlStore) -> None:
    snapshot = rows.Snapshot(
        2025, 1, "2026-03-31T00:00:00Z", "final", "shinagawa", "1", reason="検証 太郎の件"
    )
    with store.write() as unit:
        unit.results.add_snapshot(snapshot, [])
        with pytest.raises(IntegrityError) as caught:
            unit.results.add_snapshot(snapshot, [])
    assert "検証 太郎" not in str(caught.value)


@on_every_kind
def test_the_window_reads_while_a_worker_writes(store: SqlStore) -> None:
    started, seen = threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with store.write() as unit:
                unit.people.save_employees(rows.Employee(f"{n:06}", "検証 太郎") for n in range(3000))
                started.set()
                assert seen.wait(20)
                unit.commit()
        except BaseException as error:
            failed.append(error)
            raise

    worker = threading.Thread(target=work)
    worker.start()
    assert started.wait(20)
    with store.read() as unit:
        assert unit.people.employees() == []
    seen.set()
    worker.join()
    assert failed == []
    with store.read() as unit:
        assert len(unit.people.employees()) == 3000


@on_every_kind
def test_many_threads_count_to_the_same_number(store: SqlStore) -> None:
    taken: list[int] = []

    def work() -> None:
        for _ in range(5):
            with store.write() as unit:
                number = unit.settings.next_number("dispatch")
                unit.commit()
            with store.read() as unit:
                unit.settings.get("dispatch")
            taken.append(number)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 21))


@on_every_kind
def test_a_thread_that_would_wait_for_itself_is_told_at_once(store: SqlStore) -> None:
    with store.read(), pytest.raises(RuntimeError, match="still reading"):
        store.write().__enter__()
    with store.write(), pytest.raises(RuntimeError, match="writing already"):
        store.write().__enter__()
    with store.write() as unit:
        unit.settings.set("a", "1")
        unit.commit()


@on_every_kind
def test_a_closed_store_does_nothing_more(store: SqlStore, path: Path) -> None:
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        store.read()
