"""Connections: the key, derived once an opening, and the pragmas every connection gets.

SQLCipher derives its key from passphrase and salt (the file's first 16 bytes) by PBKDF2 with 256,000
rounds, 0.15 s or more. We do that ourselves, once, and hand every further connection the raw key:
the file stays an ordinary SQLCipher 4 file, and a reader for another thread opens in two milliseconds.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as driver

from dxdesk.domain.errors import KnownError
from dxdesk.domain.passphrases import to_set
from dxdesk.store import problems, schema

_log = logging.getLogger(__name__)

TORN_TOLD = 20
"""How many places of a damaged file are looked for."""

PAGE = 4096
SALT_BYTES = 16
ROUNDS = 256_000
BUSY_SECONDS = 20.0
PLAIN_HEADER = b"SQLite format 3\0"

# Files that people pick by mistake; an encrypted store starts with 16 random bytes.
_FOREIGN = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf")


@dataclass(frozen=True, slots=True)
class Key:
    """A raw key and its salt as hex; empty for an unencrypted store."""

    raw: str = field(default="", repr=False)
    salt: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        """Tell whether there is encryption at all."""
        return bool(self.raw)


def derive(passphrase: str, salt: bytes) -> Key:
    """Return the key SQLCipher 4 would derive."""
    raw = hashlib.pbkdf2_hmac("sha512", passphrase.encode("utf-8"), salt, ROUNDS, 32)
    return Key(raw.hex(), salt.hex())


def new_key(passphrase: str) -> Key:
    """Return a key for a new store, with a salt of its own."""
    return derive(to_set(passphrase), secrets.token_bytes(SALT_BYTES)) if passphrase else Key()


def salt_of(path: Path) -> bytes:
    """Return the salt of an encrypted store, empty for an unencrypted one.

    Raises:
        KnownError: missing, unreadable, certainly no store.
    """
    with problems.told(path):
        if path.is_dir():
            raise problems.not_a_store(path)
        with path.open("rb") as file:
            head = file.read(SALT_BYTES)
            size = os.fstat(file.fileno()).st_size
    if head == PLAIN_HEADER:
        return b""
    if size < PAGE or head.startswith(_FOREIGN):
        raise problems.not_a_store(path)
    return head


def opens(path: Path, key: Key) -> bool:
    """Tell whether a key reads the first page of a store; everything else is said by opening it."""
    try:
        _connect_with_key(path, key, mode_for(path, read_only=True)).close()
    except (KnownError, driver.Error):
        return False
    return True


def connect(path: Path, key: Key, *, mode: str = "rw", half: bool = False) -> Any:
    """Return a driver connection with our pragmas; nothing is written yet.

    Args:
        path: the file.
        key: its key.
        mode: ``rw`` (must exist), ``rwc`` (may be made) or ``ro``.
        half: a file in the making, which is synced once when it is put in place.

    Raises:
        driver.Error: as the driver says it; wrap the call in ``problems.told``.
    """
    return _prepared(_uri(path, mode), key, half=half)


def in_memory(key: Key) -> Any:
    """Return a driver connection to an empty store in memory, into which one may be copied.

    Nothing in it is encrypted, but SQLCipher copies what has a key only into what has one.
    """
    return _prepared("file::memory:", key, half=True)


def _prepared(uri: str, key: Key, *, half: bool) -> Any:
    connection = driver.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )
    try:
        # SQLCipher otherwise writes its own lines to stderr when a passphrase is wrong.
        connection.execute("PRAGMA cipher_log_level = NONE")
        if key:
            connection.execute(f"PRAGMA key = \"x'{key.raw}{key.salt}'\"")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA synchronous = {'OFF' if half else 'FULL'}")
        # A long import stays in memory until its commit; spilling would lock readers out meanwhile.
        connection.execute("PRAGMA cache_spill = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def _uri(path: Path, mode: str) -> str:
    text = path.absolute().as_posix()
    # file:///C:/… and file:////server/share/… are the spellings SQLite takes on Windows.
    return "file://" + quote(text if text.startswith("/") else "/" + text) + f"?mode={mode}"


def checked(path: Path, key: Key, *, mode: str) -> Any:
    """Connect to an existing store and make sure that it is one and whole.

    Raises:
        KnownError: wrong passphrase, not a store, damaged, unreadable.
    """
    with problems.told(path):
        connection = _connect_with_key(path, key, mode)
        try:
            _check_kind(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _connect_with_key(path: Path, key: Key, mode: str) -> Any:
    try:
        return connect(path, key, mode=mode)  # its pragmas read the first page already
    except driver.DatabaseError as error:
        if str(getattr(error, "sqlite_errorname", "")) != "SQLITE_NOTADB":
            raise
        raise (problems.wrong_passphrase(path) if key else problems.damaged(path)) from None


def _check_kind(connection: Any, path: Path) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != schema.APPLICATION_ID:
        raise problems.not_a_store(path)
    # SQLCipher answers this one as text.
    page_size = int(connection.execute("PRAGMA page_size").fetchone()[0])
    if path.stat().st_size < pages * page_size:
        raise problems.damaged(path)


def schema_version(connection: Any) -> str:
    """Return the migration a store stands at, empty for none."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    if found is None:
        return ""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def torn(connection: Any) -> list[str]:
    """Return where the pages of a file do not fit together, empty where they do.

    The engine's English sentences are for us: nobody is shown them.
    """
    rows = connection.execute(f"PRAGMA integrity_check({TORN_TOLD})").fetchall()
    found = [str(row[0]) for row in rows if row[0] != "ok"]
    if found:
        _log.info("integrity_check: %d places do not fit", len(found))
    return found


GLANCE_SECONDS = 0.03
"""So long opening looks for damage: nobody notices it, and it is enough for the whole of a small store."""

_GLANCE_STEPS = 50


def glance(connection: Any, path: Path) -> None:
    """Look whether the pages of a store fit together, as far as one comes in a moment.

    The whole of a large one is looked at when a copy of it is made.

    Raises:
        KnownError: ``store-damaged``.
    """
    end = time.monotonic() + GLANCE_SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > end), _GLANCE_STEPS)
    try:
        with problems.told(path):
            found = connection.execute("PRAGMA quick_check(1)").fetchall()
    except driver.OperationalError as error:
        if str(getattr(error, "sqlite_errorname", "")) != "SQLITE_INTERRUPT":
            raise
        return
    finally:
        connection.set_progress_handler(None, 0)
    if [row[0] for row in found] != ["ok"]:
        raise problems.damaged(path)


def mode_for(path: Path, *, read_only: bool) -> str:
    """Return the driver's mode: a reader opens for writing where it may, to undo a killed write."""
    return "ro" if read_only and not writable(path) else "rw"


def writable(path: Path) -> bool:
    """Tell whether a file and its folder, where the journal goes, may be written by this user."""
    effective = os.access in os.supports_effective_ids
    return all(os.access(item, os.W_OK, effective_ids=effective) for item in (path, path.parent))


def _connect_settled(path: Path, key: Key, mode: str, half: bool) -> Any:
    with problems.told(path):
        connection = connect(path, key, mode=mode, half=half)
        # Only here, after the schema was found to be ours: it would rewrite a store in another mode.
        connection.execute("PRAGMA journal_mode = DELETE")
    return connection


BEGIN = "dxdesk_begin"
"""Execution option that says how a connection begins its transactions."""

_PLACE = "dxdesk_place"
"""Execution option that says which file a connection is of: errors name it."""

ENDED = "dxdesk_ended"
"""Key in a connection's ``info``: why SQLite itself ended the transaction (a full disk does that).

Without it, whoever catches the error and goes on would write the rest without a transaction.
"""


def engine_for(path: Path, key: Key, *, mode: str, half: bool = False) -> Engine:
    """Return an engine whose connections carry our key and pragmas and begin as we say.

    The driver never begins by itself (its default lets savepoints and DDL escape a rollback):
    ``BEGIN IMMEDIATE`` for writers, ``BEGIN`` for readers. Errors come out as ``KnownError`` where
    they are expected, and without parameters, which would be personal data, where they are bugs.
    """
    return _engine(lambda: _connect_settled(path, key, mode, half), path)


def engine_on(connection: Any, path: Path) -> Engine:
    """Return an engine over the one driver connection of a file that nobody changes.

    Its units of work need no transactions, so that several may share the connection. ``path`` is what errors
    name.
    """
    return _engine(lambda: connection, path, changing=False)


def _engine(connected: Callable[[], Any], path: Path, *, changing: bool = True) -> Engine:
    # What comes back beyond the size is closed, and the one connection that all share must not be.
    size, more = (4, 28) if changing else (32, 0)
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=connected,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=more,
        hide_parameters=True,
        execution_options={_PLACE: path},
        insertmanyvalues_page_size=500,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        if changing:
            connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN"))

    @event.listens_for(engine, "handle_error")
    def told(context: ExceptionContext) -> None:
        if context.original_exception is not None:
            _tell(context.original_exception, context.connection, path)

    @event.listens_for(engine, "before_cursor_execute")
    def refuse(connection: Any, *_: object) -> None:
        ended = connection.info.get(ENDED)
        if ended is not None:
            raise ended

    return engine


def tell(error: BaseException, connection: Connection) -> None:
    """Raise what an error of the driver means for the reader; a bug is left to the caller.

    Raises:
        KnownError: where the error is an expected one.
    """
    _tell(error, connection, connection.get_execution_options()[_PLACE])


def _tell(error: BaseException, connection: Connection | None, path: Path) -> None:
    known = problems.of_driver(error, path)
    if known is None:
        return
    if connection is not None and not _driver_of(connection).in_transaction:
        connection.info[ENDED] = known
    raise known from error


def _driver_of(connection: Any) -> Any:
    return connection.connection.driver_connection
