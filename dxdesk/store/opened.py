"""An opened store: units of work for one writer and any number of readers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from dxdesk import private
from dxdesk.domain.errors import KnownError
from dxdesk.ports.changes import Changes, tell
from dxdesk.ports.entities import BackupTrouble, StoreIdentity
from dxdesk.ports.store import Clock, Progress, UnitOfWork
from dxdesk.store import backups, opening, problems, rekey, trouble
from dxdesk.store.editing import editing
from dxdesk.store.lock import WriterLock
from dxdesk.store.opening import Key
from dxdesk.store.os_user import current_actor
from dxdesk.store.turns import Turns
from dxdesk.store.unit import SqlUnit
from dxdesk.store.whereabouts import Whereabouts

_log = logging.getLogger(__name__)

_HOW = {(True, True): "changed", (False, True): "set", (True, False): "removed", (False, False): "none"}
"""What the audit says of a passphrase, by whether there was one and whether there is one."""


class SqlStore:
    """Implements the port ``Store`` over one file.

    ``read()`` and ``write()`` may be called from any thread; each unit has a connection of its own,
    opened with the raw key. Readers see the last commit while a writer works.
    """

    def __init__(
        self,
        path: Path,
        key: Key,
        engine: Engine,
        identity: StoreIdentity,
        seed: str,
        clock: Clock,
        *,
        lock: WriterLock | None,
        policy: backups.BackupPolicy,
        backup_trouble: BackupTrouble | None = None,
    ) -> None:
        """Take over an engine whose file was checked; without a lock the store is read-only."""
        self._trouble = backup_trouble
        self.path = path
        self.key = key
        self._engine: Engine | None = engine
        self._identity = identity
        self._seed = seed
        self._clock = clock
        self._lock = lock
        self._policy = policy
        self._actor = current_actor()
        self._turns = Turns()
        self._whereabouts = Whereabouts(path)
        self._changed = False

    @property
    def identity(self) -> StoreIdentity:
        """What the store is."""
        return self._identity

    @property
    def label(self) -> str:
        """The file's stem."""
        return self.path.stem

    @property
    def location(self) -> str:
        """The file."""
        return str(self.path)

    @property
    def read_only(self) -> bool:
        """Whether it was opened for reading only."""
        return self._lock is None

    @property
    def has_passphrase(self) -> bool:
        """Whether the file is encrypted."""
        return bool(self.key)

    @property
    def signing_seed(self) -> str:
        """The private seed of an hr, dx or section store, empty for personal ones."""
        return self._seed

    @property
    def engine(self) -> Engine:
        """The engine, for the neighbouring modules."""
        self._refuse_closed()
        assert self._engine is not None
        return self._engine

    def _refuse_closed(self) -> None:
        if self._engine is None:
            raise RuntimeError("the store is closed")

    def write(self) -> SqlUnit:
        """Return a unit of work that may write.

        Raises:
            KnownError: the store is read-only, or its file was moved or replaced (``store-moved``).
        """
        if self.read_only:
            raise problems.read_only(self.path)
        return self._unit(True, self._begin_write, self._turns.end_write)

    def _begin_write(self) -> None:
        """Wait for one's turn; only then is nobody putting another file in the place."""
        self._turns.begin_write()
        try:
            self._whereabouts.refuse_another()
        except BaseException:
            self._turns.end_write()
            raise

    def read(self) -> SqlUnit:
        """Return a unit of work that only reads (a consistent view).

        A commit waits for readers to end, so a read lasts as long as its queries and no longer.
        """
        return self._unit(False, self._turns.begin_read, self._turns.end_read)

    def _unit(self, write: bool, entering: Callable[[], None], leaving: Callable[[], None]) -> SqlUnit:
        self._refuse_closed()
        return SqlUnit(
            lambda: self.engine.connect(),  # the engine there is when the unit begins
            self._clock,
            self._actor,
            write=write,
            entering=entering,
            leaving=leaving,
            committed=self._note_change,
        )

    def _note_change(self, new_seed: str, written: Changes) -> None:
        self._changed = True
        self._whereabouts.note()
        self._seed = new_seed or self._seed
        tell(written)

    def rekey(
        self,
        key: Key,
        progress: Progress | None = None,
        note: Callable[[UnitOfWork], object] | None = None,
    ) -> None:
        """Go on under another key: a checked copy of everything, put in the place of the file.

        Writers wait from the beginning, readers for the rename only. ``note`` writes into the copy.

        Raises:
            KnownError: the store is read-only or damaged, somebody else holds the file, the disk is full.
        """
        if self.read_only:
            raise problems.read_only(self.path)
        half, how = rekey.half_of(self.path), _HOW[bool(self.key), bool(key)]
        self._whereabouts.refuse_another()
        with self._turns.writing(), rekey.copied(self.path, self.key, half, key, progress):
            noted = Changes.NONE

            def note_written(_: str, written: Changes) -> None:
                nonlocal noted
                noted |= written

            with editing(half, key, self._clock, half=True, committed=note_written) as unit:
                unit.audit.append("passphrase-change", how)
                if note is not None:
                    note(unit)
            rekey.refuse_torn(half, key, self.path)
            if progress is not None:
                progress(1, 1)  # the last moment to stop
            with self._turns.alone():
                self._replace(half, key)
        self._changed = True
        tell(noted | Changes.SETTINGS)
        _log.info("store put under another key")

    def _replace(self, half: Path, key: Key) -> None:
        self.engine.dispose()  # Windows replaces no file that is open
        try:
            rekey.put_in_place(half, self.path)
        finally:
            if opening.salt_of(self.path).hex() == key.salt:
                self.key = key
                self._whereabouts.note()
                mode = opening.mode_for(self.path, read_only=False)
                self._engine = opening.engine_for(self.path, key, mode=mode)

    def copy_to(self, target: Path) -> None:
        """Write a checked copy with the same passphrase, renamed into place.

        Raises:
            KnownError: the target exists, cannot be written, the disk is full.
        """
        with self._source() as source:
            backups.copy_store(source, self.path, target, self.key)

    @contextmanager
    def _source(self) -> Iterator[Any]:
        """Give out a connection to copy from; the file stays in its place meanwhile."""
        with self._turns.reading():
            with problems.told(self.path):
                mode = opening.mode_for(self.path, read_only=True)
                source = opening.connect(self.path, self.key, mode=mode)
            try:
                yield source
            finally:
                source.close()

    def back_up(self) -> Path:
        """Make an automatic backup beside the store now, drop those the policy no longer keeps.

        Raises:
            KnownError: it could not be written; the store is untouched.
        """
        target = backups.automatic_target(self.path, self._clock.now())
        try:
            self._make_folder(target)
            self.copy_to(target)
        except KnownError as error:
            self._trouble = trouble.note(self, error, self._trouble, self._clock)
            raise
        if self._trouble is not None:
            trouble.forget(self)
            self._trouble = None
        backups.rotate_backups(self.path, self._policy)
        tell(Changes.SETTINGS)
        return target

    def backup_trouble(self) -> BackupTrouble | None:
        """Return what is wrong with the automatic backups; ``None`` from the next one that succeeds."""
        if self._trouble is None:
            return None
        kept = backups.listed(self.path)
        return replace(self._trouble, newest=kept[0].made_at if kept else "")

    def _make_folder(self, target: Path) -> None:
        with problems.told(target):
            private.make_folder(target.parent)
            private.close(target.parent)

    def check(self, head: str) -> list[str]:
        """Return what is wrong with the store as it is saved now, looked for in a copy; empty when sound."""
        from dxdesk.store import verify

        if self.read_only:  # perhaps from where nothing can be written, and nobody here has to save
            return verify.findings(self.path, self.key, head)
        target = backups.automatic_target(self.path, self._clock.now())
        self._make_folder(target)
        try:
            with self._source() as source, backups.half_copy(source, self.path, target, self.key) as half:
                found = verify.findings(half, self.key, head)
                return [line.replace(half.name, self.path.name) for line in found]
        except KnownError as error:
            if error.code != "store-damaged":
                raise
            return [str(error)]

    def close(self) -> None:
        """Release file and lock; a changed store leaves an automatic backup when one is due."""
        if self._engine is None:
            return
        try:
            self._back_up_if_due()
        finally:
            self._engine.dispose()
            self._engine = None
            if self._lock is not None:
                self._lock.release()

    def _lacks_lasting_act(self) -> bool:
        """Tell whether something nobody can repeat was done since the newest backup."""
        kept = backups.listed(self.path)
        with self._source() as source:
            return bool(kept) and trouble.last_lasting(source) > kept[0].made_at

    def _back_up_if_due(self) -> None:
        if self.read_only or not self._policy.automatic:
            return
        try:
            due = self._changed and (
                backups.due(self.path, self._clock.now(), self._policy) or self._lacks_lasting_act()
            )
            if due or self._trouble is not None:
                self.back_up()
        except (KnownError, OSError) as error:
            # The work is saved; closing must not fail because a copy of it could not be made.
            _log.warning("自動の控えを作れませんでした。台帳そのものは保存されています。%s", error)
