"""The ports ``Store``, ``Stores`` and ``UnitOfWork`` over tables in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, cast

from dxdesk.domain.errors import KnownError
from dxdesk.ports import store as ports
from dxdesk.ports.changes import Changes, tell
from dxdesk.ports.entities import Backup, BackupTrouble, Role, StoreIdentity
from dxdesk.ports.inspection import Inspection
from dxdesk.ports.papers import Papers as PapersPort
from dxdesk.usecases.workplace.desk import Desk, Services
from tests.helpers.memory.exchange import Exchange
from tests.helpers.memory.papers import Papers
from tests.helpers.memory.people import Audit, People, Settings
from tests.helpers.memory.results import Results
from tests.helpers.memory.tables import Rows, Tables

ACTOR = "検証"

T = TypeVar("T")


@dataclass
class Content:
    """What a file would hold. Tables are never changed in place, so a copy shares them."""

    identity: StoreIdentity
    passphrase: str
    seed: str
    tables: Mapping[str, Rows] = field(default_factory=dict)


class MemoryUnit:
    """The port ``UnitOfWork``."""

    settings: ports.Settings
    people: ports.People
    exchange: ports.Exchange
    results: ports.Results
    papers: PapersPort
    audit: ports.Audit

    def __init__(self, store: MemoryStore, clock: ports.Clock, *, write: bool) -> None:
        """Prepare; nothing begins before ``with``."""
        self._store = store
        self._clock = clock
        self._write = write
        self._depth = 0
        self._open: Tables | None = None
        self._known: dict[object, object] = {}
        self._known_at = -1
        self.new_seed = ""

    @property
    def tables(self) -> Tables:
        """The tables of the running transaction."""
        if self._open is None:
            raise RuntimeError("a unit of work is used inside its with block only")
        return self._open

    def __enter__(self) -> Self:
        """Begin."""
        if self._open is not None:
            raise RuntimeError("a unit of work is entered once")
        self._store.turns.begin(write=self._write)
        self._open = tables = Tables(self._store.content.tables, write=self._write)
        self.settings = Settings(tables)
        self.people = People(tables)
        self.exchange = Exchange(tables)
        self.results = Results(tables)
        self.papers = Papers(tables, self._clock, ACTOR)
        self.audit = Audit(tables, self._clock, ACTOR)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Forget what was not committed."""
        self._open = None
        self._store.turns.end(write=self._write)

    def renew_seed(self, seed: str) -> None:
        """Replace the seed with the next commit."""
        self.tables.change("settings")
        self.tables.written |= Changes.KEYS
        self.new_seed = seed

    def commit(self) -> Changes:
        """Make everything since the last commit what the store holds."""
        if self._depth:
            raise RuntimeError("a savepoint is open: commit after its block")
        content = self._store.content
        content.tables = self.tables.committed()
        content.seed = self.new_seed or content.seed
        written, self.tables.written = self.tables.written, Changes.NONE
        tell(written)
        return written

    def savepoint(self) -> AbstractContextManager[None]:
        """Undo the inner block alone when it raises."""
        return self._savepoint()

    def once(self, read: Callable[[ports.UnitOfWork], T]) -> T:
        """Return what ``read`` returns of this unit; asked again only after a change or an undoing."""
        tables = self.tables
        if self._known_at != tables.turned:
            self._known, self._known_at = {}, tables.turned
        if read not in self._known:
            self._known[read] = read(self)
        return cast(T, self._known[read])

    def until_written(self, read: Callable[[ports.UnitOfWork], T]) -> T:
        """Read it each time."""
        return read(self)

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        self._depth += 1
        try:
            with self.tables.undone_on_error():
                yield
        finally:
            self._depth -= 1


class _Turns:
    """Keeps writers apart, and tells a thread that would wait for itself, as a real store does."""

    def __init__(self) -> None:
        self._writing = threading.Lock()
        self._mine = threading.local()

    def begin(self, *, write: bool) -> None:
        if not write:
            self._mine.reads = getattr(self._mine, "reads", 0) + 1
            return
        if getattr(self._mine, "writes", 0):
            raise RuntimeError("this thread is writing already: hand the unit of work on")
        if getattr(self._mine, "reads", 0):
            raise RuntimeError("this thread is still reading: leave that block before writing")
        self._writing.acquire()
        self._mine.writes = 1

    def end(self, *, write: bool) -> None:
        if write:
            self._mine.writes = 0
            self._writing.release()
        else:
            self._mine.reads -= 1


class MemoryStore:
    """The port ``Store``."""

    def __init__(
        self,
        path: Path,
        content: Content,
        clock: ports.Clock,
        *,
        read_only: bool = False,
        closed: Callable[[], None] = lambda: None,
    ) -> None:
        """Open what ``content`` holds; ``closed`` is told when the store is closed."""
        self.path = path
        self.content = content
        self.turns = _Turns()
        self._clock = clock
        self._read_only = read_only
        self._closed = closed
        self._is_open = True

    @property
    def identity(self) -> StoreIdentity:
        """What the store is."""
        return self.content.identity

    @property
    def label(self) -> str:
        """The file's stem, had it a file."""
        return self.path.stem

    @property
    def location(self) -> str:
        """Where it was made."""
        return str(self.path)

    @property
    def read_only(self) -> bool:
        """Whether it was opened for reading only."""
        return self._read_only

    @property
    def has_passphrase(self) -> bool:
        """Whether one has to be typed."""
        return bool(self.content.passphrase)

    @property
    def signing_seed(self) -> str:
        """The private seed, empty for personal stores."""
        return self.content.seed

    def write(self) -> MemoryUnit:
        """Return a unit of work that may write."""
        self._refuse_closed()
        if self._read_only:
            raise KnownError("store-read-only", "閲覧だけで開いている台帳のため、書き込めません。", "")
        return MemoryUnit(self, self._clock, write=True)

    def read(self) -> MemoryUnit:
        """Return a unit of work that only reads."""
        self._refuse_closed()
        return MemoryUnit(self, self._clock, write=False)

    def back_up(self) -> Path:
        """Say where a backup would be; there is nothing to be lost."""
        return self.path.with_suffix(".backup")

    def backup_trouble(self) -> BackupTrouble | None:
        """Say that nothing is: there is nothing to be lost."""
        return None

    def close(self) -> None:
        """Let others open it."""
        if self._is_open:
            self._is_open = False
            self._closed()

    def forgetful(self) -> MemoryStore:
        """Return a store that begins as this one is now; neither sees what the other does."""
        return MemoryStore(self.path, replace(self.content), self._clock)

    def _refuse_closed(self) -> None:
        if not self._is_open:
            raise RuntimeError("the store is closed")


class MemoryStores:
    """The port ``Stores``; an empty file marks where a store was made, so places are refused as usual."""

    def __init__(self, clock: ports.Clock, new_seed: Callable[[], str]) -> None:
        """Work with a clock and a source of signing seeds."""
        self._clock = clock
        self._new_seed = new_seed
        self._contents: dict[Path, Content] = {}
        self._in_use: set[Path] = set()

    def create(self, location: str, identity: StoreIdentity, passphrase: str) -> MemoryStore:
        """Make a store and open it."""
        path = Path(location)
        if not passphrase and identity.role is not Role.PERSONAL:
            raise KnownError("passphrase-mandatory", "この台帳にはパスフレーズが要ります。", "")
        if not path.parent.is_dir():
            raise KnownError("folder-missing", "フォルダーがありません。", "")
        if path.exists():
            raise KnownError("file-exists", "同じ名前のファイルがあります。", "")
        path.touch()
        seed = "" if identity.role is Role.PERSONAL else self._new_seed()
        content = self._contents[path] = Content(identity, passphrase, seed)
        store = MemoryStore(path, content, self._clock)
        with store.write() as unit:
            unit.audit.append("store.created", identity.store_id)
            unit.commit()
        store.close()
        return self._opened(path, content, read_only=False)

    def open(self, location: str, passphrase: str, *, read_only: bool = False) -> MemoryStore:
        """Open what was made before."""
        path = Path(location)
        if not path.exists():
            raise KnownError("store-missing", "台帳が見つかりません。", "")
        content = self._contents[path]
        if content.passphrase and not passphrase:
            raise KnownError("passphrase-needed", "パスフレーズが要ります。", "")
        if path in self._in_use and not read_only:
            raise KnownError("store-in-use", "ほかで開いています。", "")
        if content.passphrase and passphrase != content.passphrase:
            raise KnownError("wrong-passphrase", "パスフレーズが違います。", "")
        return self._opened(path, content, read_only=read_only)

    def _opened(self, path: Path, content: Content, *, read_only: bool) -> MemoryStore:
        if read_only:
            return MemoryStore(path, content, self._clock, read_only=True)
        self._in_use.add(path)
        return MemoryStore(path, content, self._clock, closed=lambda: self._in_use.discard(path))

    def copy(self, source: str, target: str) -> None:
        """Copy a closed store as somebody copies its file: the copy has numbers (an epoch) of its own."""
        content = self._contents[Path(source)]
        epoch = content.identity.epoch + 1 + len(self._contents)
        path = Path(target)
        path.touch()
        self._contents[path] = replace(content, identity=replace(content.identity, epoch=epoch))

    def change_passphrase(
        self,
        store: ports.Store,
        former: str,
        passphrase: str,
        progress: ports.Progress | None = None,
        note: Callable[[ports.UnitOfWork], object] | None = None,
    ) -> None:
        """Take another passphrase."""
        assert isinstance(store, MemoryStore)
        if not passphrase and store.identity.role is not Role.PERSONAL:
            raise KnownError("passphrase-mandatory", "この台帳にはパスフレーズが要ります。", "")
        if store.content.passphrase and former != store.content.passphrase:
            raise KnownError("former-passphrase-wrong", "いまのパスフレーズが違います。", "")
        if store.read_only:
            raise KnownError("store-read-only", "閲覧だけで開いている台帳のため、書き込めません。", "")
        store.content.passphrase = passphrase
        with store.write() as unit:
            unit.audit.append("passphrase-change", "changed")
            if note is not None:
                note(unit)
            unit.commit()
        tell(Changes.SETTINGS)

    def make_recovery_code(self, store: ports.Store, passphrase: str) -> str:
        """Files only."""
        raise AssertionError("what is about files is tested on real stores")

    def drop_recovery_code(self, store: ports.Store) -> None:
        """Files only."""
        raise AssertionError("what is about files is tested on real stores")

    def has_recovery_code(self, store: ports.Store) -> bool:
        """Say no: there are no files."""
        return False

    def former_backups(self, store: ports.Store) -> Sequence[Backup]:
        """Return none: there are no files."""
        return []

    def renew_backups(self, store: ports.Store, former: str, progress: ports.Progress | None = None) -> None:
        """Renew none: there are no files."""

    def backup(self, store: ports.Store, target: Path) -> None:
        """Files only."""
        raise AssertionError("what is about files is tested on real stores")

    def backups(self, location: str) -> Sequence[Backup]:
        """Return none: there are no files."""
        return []

    def newest_whole(
        self, location: str, passphrase: str, progress: ports.Progress | None = None
    ) -> tuple[Backup | None, Sequence[Backup]]:
        """Files only."""
        raise AssertionError("what is about files is tested on real stores")

    def restore(
        self, source: Path, location: str, passphrase: str, progress: ports.Progress | None = None
    ) -> StoreIdentity:
        """Files only."""
        raise AssertionError("what is about files is tested on real stores")

    def verify(self, location: str, passphrase: str, *, content: bool = True) -> Sequence[str]:
        """Files only."""
        raise AssertionError("what is about files is tested on real stores")

    def check(self, store: ports.Store) -> Sequence[str]:
        """Files only."""
        raise AssertionError("what is about files is tested on real stores")

    def inspected(
        self, store: ports.Store, progress: ports.Progress | None = None
    ) -> AbstractContextManager[tuple[ports.Store, Inspection]]:
        """Files only."""
        raise AssertionError("what is about files is tested on real stores")


def in_memory(services: Services) -> Services:
    """Return the rooms with stores in memory."""
    return replace(services, stores=MemoryStores(services.clock, services.sealer.new_seed))


def forgetful(desk: Desk) -> Desk:
    """Return the desk over a store of its own that begins as the desk's store in memory is now."""
    store = desk.store
    assert isinstance(store, MemoryStore)
    return replace(desk, store=store.forgetful())
