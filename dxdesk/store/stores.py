"""Creating, opening, copying and restoring stores. The entry to this room is ``SqlStores``."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from dxdesk import private
from dxdesk.domain.errors import KnownError
from dxdesk.logs import Code
from dxdesk.ports.changes import Changes, tell
from dxdesk.ports.entities import Backup, Role, StoreIdentity
from dxdesk.ports.inspection import Inspection
from dxdesk.ports.store import Clock, Progress, Store, UnitOfWork
from dxdesk.store import (
    backups,
    identity,
    migrate,
    opening,
    problems,
    recovery,
    rekey,
    schema,
    trouble,
    unlocking,
)
from dxdesk.store.editing import editing
from dxdesk.store.lock import WriterLock
from dxdesk.store.opened import SqlStore
from dxdesk.store.opening import Key
from dxdesk.store.unit import SqlUnit

_log = logging.getLogger(__name__)

_POLICY = backups.BackupPolicy()
_SHIPPED = migrate.Migrations()


class SqlStores:
    """Implements the port ``Stores`` over files."""

    def __init__(
        self,
        clock: Clock,
        new_seed: Callable[[], str],
        backup_policy: backups.BackupPolicy = _POLICY,
        migrations: migrate.Migrations = _SHIPPED,
    ) -> None:
        """Work with a clock, a source of signing seeds and a rule which automatic backups stay."""
        self._clock = clock
        self._new_seed = new_seed
        self._policy = backup_policy
        self._migrations = migrations

    def create(self, location: str, identity: StoreIdentity, passphrase: str) -> SqlStore:
        """Create a store (never over an existing file) and open it.

        An empty passphrase makes an unencrypted store and is for personal ones only.

        Raises:
            KnownError: file-exists, folder-missing, folder-read-only, passphrase-mandatory, disk-full.
        """
        path = Path(location)
        if not passphrase and identity.role is not Role.PERSONAL:
            raise problems.passphrase_mandatory(path)
        with self._locked_new(path):
            key = opening.new_key(passphrase)
            with self._half(path) as half:
                self._make(half, key, path, identity)
        return self._open(path, key, read_only=False)

    def open(self, location: str, passphrase: str, *, read_only: bool = False) -> SqlStore:
        """Open, migrating after a verified backup.

        Raises:
            KnownError: store-missing, not-a-store, passphrase-needed, wrong-passphrase, store-damaged,
                store-newer, store-in-use, folder-read-only, disk-full; read-only also store-older.
        """
        path = Path(location)
        return self._open(path, unlocking.key_of_file(path, passphrase), read_only=read_only)

    def change_passphrase(
        self,
        store: Store,
        former: str,
        passphrase: str,
        progress: Progress | None = None,
        note: Callable[[UnitOfWork], object] | None = None,
    ) -> None:
        """Put an opened store under a new key with a salt of its own; it stays open and goes on with it.

        Killed at any moment, the former or the new passphrase opens a whole store. Free pages go. What
        ``note`` writes is kept exactly when the new key is.

        Raises:
            KnownError: former-passphrase-wrong, passphrase-mandatory, store-read-only, store-damaged,
                store-busy, disk-full; nothing was changed.
            Cancelled: from the progress callback; nothing was changed.
        """
        opened = _ours(store)
        if not passphrase and store.identity.role is not Role.PERSONAL:
            raise problems.passphrase_mandatory(opened.path)
        if opened.key and not unlocking.unlocks(opened.path, opened.key, former):
            raise problems.former_wrong(opened.path)
        opened.rekey(opening.new_key(passphrase), progress, note)

    def make_recovery_code(self, store: Store, passphrase: str) -> str:
        """Return a fresh code that opens the store beside its passphrase, until that is changed.

        Raises:
            KnownError: former-passphrase-wrong, recovery-needs-passphrase, store-read-only, disk-full.
        """
        opened = self._for_code(store)
        if not opened.key:
            raise problems.no_passphrase(opened.path)
        if not unlocking.unlocks(opened.path, opened.key, passphrase):
            raise problems.former_wrong(opened.path)
        code = recovery.make(opened.path, opened.key)
        tell(Changes.SETTINGS)
        return code

    def drop_recovery_code(self, store: Store) -> None:
        """Take away what the code opens the store by.

        Raises:
            KnownError: store-read-only, folder-read-only.
        """
        recovery.drop(self._for_code(store).path)
        tell(Changes.SETTINGS)

    def has_recovery_code(self, store: Store) -> bool:
        """Tell whether a code opens the store as it is now."""
        opened = _ours(store)
        return recovery.serves(opened.path, opened.key)

    def _for_code(self, store: Store) -> SqlStore:
        opened = _ours(store)
        if opened.read_only:
            raise problems.read_only(opened.path)
        return opened

    def former_backups(self, store: Store) -> Sequence[Backup]:
        """Return the automatic backups that the store's passphrase does not open, newest first.

        Raises:
            KnownError: the folder of the backups cannot be read.
        """
        opened = _ours(store)
        with problems.told(opened.path):
            former = set(rekey.former_backups(opened.path, opened.key))
            return [backup for backup in backups.listed(opened.path) if backup.file in former]

    def renew_backups(self, store: Store, former: str, progress: Progress | None = None) -> None:
        """Bring the automatic backups that a former passphrase opens under that of the store.

        Those that it does not open, or that are damaged, stay as they are.

        Raises:
            KnownError: store-read-only.
            Cancelled: from the progress callback; each backup is whole, under the one or the other.
        """
        opened = _ours(store)
        if opened.read_only:
            raise problems.read_only(opened.path)
        try:
            rekey.renew_backups(opened.path, opened.key, former, progress)
        finally:  # stopped in the middle, some of them are renewed
            tell(Changes.SETTINGS)

    def backup(self, store: Store, target: Path) -> None:
        """Write a checked copy, renamed into place; the passphrase stays the same.

        Raises:
            KnownError: file-exists, folder-missing, folder-read-only, disk-full.
        """
        _ours(store).copy_to(target)

    def backups(self, location: str) -> Sequence[Backup]:
        """Return the automatic backups of a store, newest first; the store itself may be gone.

        Raises:
            KnownError: the folder of the backups cannot be read.
        """
        path = Path(location)
        with problems.told(path):
            return backups.listed(path)

    def newest_whole(
        self, location: str, passphrase: str, progress: Progress | None = None
    ) -> tuple[Backup | None, Sequence[Backup]]:
        """Return the newest automatic backup that opens and is whole, and the newer ones passed over.

        Raises:
            KnownError: the folder of the backups cannot be read.
            Cancelled: from the progress callback.
        """
        found = self.backups(location)
        for position, backup in enumerate(found):
            if progress is not None:
                progress(position, len(found))
            if self._is_whole(backup.file, passphrase):
                return backup, found[:position]
        return None, found

    def _is_whole(self, file: Path, passphrase: str) -> bool:
        try:
            key = unlocking.key_of_file(file, passphrase)
            connection = opening.checked(file, key, mode=opening.mode_for(file, read_only=True))
            try:
                self._refuse_newer(connection, file)
                with problems.told(file):
                    return not opening.torn(connection)
            finally:
                connection.close()
        except KnownError:
            return False

    def restore(
        self, source: Path, location: str, passphrase: str, progress: Progress | None = None
    ) -> StoreIdentity:
        """Make a store of a backup, with a new epoch; never over an existing file.

        Raises:
            KnownError: as ``open`` says of the backup and ``create`` of the location.
            Cancelled: from the progress callback; nothing is left at the location.
        """
        path = Path(location)
        key = unlocking.key_of_file(source, passphrase)
        with self._locked_new(path), self._half(path) as half:
            copy_from = opening.checked(source, key, mode=opening.mode_for(source, read_only=True))
            try:
                self._refuse_newer(copy_from, source)
                backups.copy_store(copy_from, source, half, key, progress)
            finally:
                copy_from.close()
            self._migrate_if_older(half, key)
            return self._begin_epoch(half, key, path, "store.restored")

    def verify(self, location: str, passphrase: str, *, content: bool = True) -> Sequence[str]:
        """Check pages and foreign keys, with ``content`` audit chain and revision ids too.

        Return findings (empty = sound).

        Raises:
            KnownError: store-missing, not-a-store, passphrase-needed, wrong-passphrase.
        """
        from dxdesk.store import verify

        path = Path(location)
        key = unlocking.key_of_file(path, passphrase)
        try:
            self._checked(path, key, opening.mode_for(path, read_only=True)).close()
        except KnownError as error:
            if error.code != "store-damaged":
                raise
            return [str(error)]
        return verify.findings(path, key, self._migrations.head, content=content)

    def check(self, store: Store) -> Sequence[str]:
        """Verify an opened store as it is saved now, with the key it was opened with.

        What is looked at is a copy, made in slices and gone afterwards: nobody's saving waits for it.

        Raises:
            KnownError: store-missing, not-a-store, store-busy, and where no copy can be made, why not.
        """
        return _ours(store).check(self._migrations.head)

    def inspected(
        self, store: Store, progress: Progress | None = None
    ) -> AbstractContextManager[tuple[Store, Inspection]]:
        """Give out a copy of an opened store, for as long as it takes, and every row of it.

        Raises:
            KnownError: the store cannot be read, or the disk is full.
            Cancelled: from the progress callback.
        """
        from dxdesk.store import inspecting

        return inspecting.inspected(_ours(store), self._clock, self._migrations.head, progress)

    def _make(self, half: Path, key: Key, path: Path, who: StoreIdentity) -> None:
        private.make_file(half)
        connection = opening.connect(half, key, mode="rw", half=True)
        try:
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        finally:
            connection.close()
        engine = opening.engine_for(half, key, mode="rw", half=True)
        try:
            migrate.upgrade(engine, self._migrations)
        finally:
            engine.dispose()
        seed = "" if who.role is Role.PERSONAL else self._new_seed()
        values = {
            **identity.as_values(who),
            identity.SEED: seed,
            identity.HOME: identity.home_of(path),
            identity.CREATED: self._clock.now(),
        }
        with editing(half, key, self._clock, half=True) as unit:
            identity.write(_driver(unit), values)
            unit.audit.append("store.created", who.store_id)

    def _open(self, path: Path, key: Key, *, read_only: bool) -> SqlStore:
        lock = None
        if not read_only:
            _refuse_unwritable(path)
            lock = WriterLock(path, self._clock.now())
            lock.acquire()
            rekey.sweep(path)
        try:
            mode = opening.mode_for(path, read_only=read_only)
            connection = self._checked(path, key, mode)
            try:
                if lock is not None:
                    recovery.sweep(path, key)
                if lock is not None:  # who only looks may see what is left of a damaged one
                    opening.glance(connection, path)
                older = self._refuse_newer(connection, path)
                if older and read_only:
                    raise problems.older_read_only(path, older)
                if older:
                    self._keep_before_migration(connection, path, key)
            finally:
                connection.close()
            if older:
                self._migrate_if_older(path, key)
                _log.info("store migrated, it was of %s", Code(f"schema-{older}"))
            opened = self._opened(path, key, mode, lock)
            _log.info("store opened: role %s, read-only %s", Code(opened.identity.role.value), read_only)
            return opened
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def _checked(self, path: Path, key: Key, mode: str) -> Any:
        """Connect; a passphrase that opens a backup of the same salt is right, and the head is damaged."""
        try:
            return opening.checked(path, key, mode=mode)
        except KnownError as error:
            if error.code != "wrong-passphrase":
                raise
            same = (item for item in backups.automatic_backups(path) if rekey.is_under(item, key))
            if any(opening.opens(item, key) for item in same):
                raise problems.damaged(path) from None
            raise

    def _opened(self, path: Path, key: Key, mode: str, lock: WriterLock | None) -> SqlStore:
        with problems.told(path):
            connection = opening.connect(path, key, mode=mode)
            try:
                values = identity.read(connection)
                kept = trouble.found(connection, path, self._policy, beside=lock is None)
            finally:
                connection.close()
        who = identity.of_values(values, path)
        if lock is not None:
            private.close(path)  # one of an earlier program, or one that was copied here
        if lock is not None and values.get(identity.HOME) != identity.home_of(path):
            who = self._begin_epoch(path, key, path, "store.moved")
        engine = opening.engine_for(path, key, mode=mode)
        seed = values.get(identity.SEED, "")
        return SqlStore(
            path,
            key,
            engine,
            who,
            seed,
            self._clock,
            lock=lock,
            policy=self._policy,
            backup_trouble=kept,
        )

    def _refuse_newer(self, connection: Any, path: Path) -> str:
        """Return the version of an older schema, empty when it is current; refuse a newer one."""
        with problems.told(path):
            version = opening.schema_version(connection)
        if version == self._migrations.head:
            return ""
        if version not in self._migrations.known():
            raise problems.newer(path, version) if version else problems.damaged(path, "alembic_version")
        return version

    def _keep_before_migration(self, connection: Any, path: Path, key: Key) -> None:
        target = backups.automatic_target(path, self._clock.now())
        with problems.told(target):
            private.make_folder(target.parent)
            private.close(target.parent)
        backups.copy_store(connection, path, target, key)

    def _migrate_if_older(self, path: Path, key: Key) -> None:
        engine = opening.engine_for(path, key, mode="rw")
        try:
            with problems.told(path):
                migrate.upgrade(engine, self._migrations)
        finally:
            engine.dispose()

    def _begin_epoch(self, path: Path, key: Key, home: Path, action: str) -> StoreIdentity:
        """Give a copy numbers of its own: what it issues must not collide with the original's."""
        with editing(path, key, self._clock) as unit:
            before = identity.of_values(identity.read(_driver(unit)), home)
            who = replace(before, epoch=identity.next_epoch(before.epoch, self._clock.now()))
            identity.write(_driver(unit), {**identity.as_values(who), identity.HOME: identity.home_of(home)})
            unit.audit.append(action, who.store_id, {"epoch": who.epoch})
        return who

    @contextmanager
    def _locked_new(self, path: Path) -> Iterator[None]:
        """Hold the lock of a place where a store is to be made, after making sure that none is there."""
        if not path.parent.is_dir():
            raise problems.folder_missing(path)
        if path.exists():
            raise problems.exists(path)
        lock = WriterLock(path, self._clock.now())
        lock.acquire()
        try:
            if path.exists():
                raise problems.exists(path)
            if path.with_name(path.name + "-journal").exists():
                raise problems.journal_left(path)
            yield
        finally:
            lock.release()

    @contextmanager
    def _half(self, path: Path) -> Iterator[Path]:
        """Give out a name for a half-made file; it is put in place when the block ends well.

        One left by a killed run is removed: whoever comes here holds the lock.
        """
        half = path.with_name(path.name + ".new")
        with problems.told(path):
            half.unlink(missing_ok=True)
            try:
                yield half
                backups.put_in_place(half, path)
            finally:
                for left in (half, half.with_name(half.name + "-journal")):
                    with contextlib.suppress(OSError):
                        left.unlink(missing_ok=True)


def _refuse_unwritable(path: Path) -> None:
    if not path.parent.is_dir():
        raise problems.folder_missing(path)
    if not opening.writable(path):
        raise problems.folder_read_only(path)


def _driver(unit: SqlUnit) -> Any:
    return unit.connection.connection.driver_connection


def _ours(store: Store) -> SqlStore:
    if not isinstance(store, SqlStore):
        raise TypeError("a store of another room cannot be copied here")
    return store
