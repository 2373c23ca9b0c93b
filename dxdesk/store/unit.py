"""The unit of work: one transaction with the six repositories on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from sqlalchemy import Connection

from dxdesk.domain.errors import KnownError
from dxdesk.ports import store as ports
from dxdesk.ports.changes import Changes
from dxdesk.ports.papers import Papers
from dxdesk.ports.stopping import committing
from dxdesk.store import direct, identity, ledgers, opening, revisions
from dxdesk.store.audit import SqlAudit
from dxdesk.store.framework_drafts import FrameworkDrafts
from dxdesk.store.papers import SqlPapers
from dxdesk.store.people import SqlPeople
from dxdesk.store.results import SqlResults
from dxdesk.store.settings import SqlSettings

T = TypeVar("T")

_STANDING = "dxdesk_standing"
"""Key in a connection's ``info``: what ``until_written`` keeps, and of which state of the store."""


class SqlExchange(revisions.Revisions, ledgers.Ledgers, ledgers.Keys, FrameworkDrafts):
    """Implements the port ``Exchange`` in one transaction."""


class SqlUnit:
    """Implements the port ``UnitOfWork``.

    ``entering`` is called before the transaction begins and ``leaving`` after it ended; the store
    keeps its writers apart there. ``committed`` is told of every commit, with a seed renewed by it and what
    was written.
    """

    settings: ports.Settings
    people: ports.People
    exchange: ports.Exchange
    results: ports.Results
    papers: Papers
    audit: ports.Audit

    def __init__(
        self,
        connect: Callable[[], Connection],
        clock: ports.Clock,
        actor: str,
        *,
        write: bool,
        entering: Callable[[], None],
        leaving: Callable[[], None],
        committed: Callable[[str, Changes], None],
    ) -> None:
        """Prepare; nothing is opened before ``with``."""
        self._connect = connect
        self._clock = clock
        self._actor = actor
        self._write = write
        self._entering = entering
        self._leaving = leaving
        self._committed = committed
        self._depth = 0
        self.new_seed = ""
        self._open: Connection | None = None
        self._known: dict[Callable[[ports.UnitOfWork], Any], Any] = {}
        self._known_at = (0, 0)
        self._turned = 0
        self._standing: tuple[int, dict[Callable[[ports.UnitOfWork], Any], Any]] | None = None
        self._written = Changes.NONE

    @property
    def connection(self) -> Connection:
        """The connection of the running transaction."""
        if self._open is None:
            raise RuntimeError("a unit of work is used inside its with block only")
        return self._open

    def __enter__(self) -> Self:
        """Begin."""
        if self._open is not None:
            raise RuntimeError("a unit of work is entered once")
        self._entering()
        try:
            self._begin()
        except BaseException:
            self._release(failed=True)
            raise
        return self

    def _begin(self) -> None:
        begin = "BEGIN IMMEDIATE" if self._write else "BEGIN"
        self._open = connection = self._connect().execution_options(**{opening.BEGIN: begin})
        # What only reads cannot write, whatever it is handed to. Said to the driver itself: through
        # SQLAlchemy it would begin the transaction first, which a query-only connection refuses.
        query_only = "OFF" if self._write else "ON"
        cast(Any, connection.connection.driver_connection).execute(f"PRAGMA query_only = {query_only}")
        connection.info.pop(opening.ENDED, None)
        self.settings = SqlSettings(connection, self._note)
        self.people = SqlPeople(connection, self._note)
        self.exchange = SqlExchange(connection, self._note)
        self.results = SqlResults(connection, self._note)
        self.papers = SqlPapers(connection, self._note, self._clock, self._actor)
        self.audit = SqlAudit(connection, self._clock, self._actor)

    def _note(self, changes: Changes) -> None:
        self._written |= changes

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back what was not committed."""
        self._release(failed=error is not None)

    def _release(self, *, failed: bool) -> None:
        """Let go of the connection; where something ``failed``, that is told and not what comes of it."""
        connection, self._open, self._standing = self._open, None, None
        try:
            if connection is not None:
                connection.close()  # rolls back
        except Exception:
            if not failed:
                raise
        finally:
            self._leaving()

    def renew_seed(self, seed: str) -> None:
        """Replace the store's private seed; the old one is gone with the commit."""
        self._note(Changes.KEYS)
        identity.write(cast(Any, self.connection.connection.driver_connection), {identity.SEED: seed})
        self.new_seed = seed

    def commit(self) -> Changes:
        """Make everything since the last commit durable and return what it was; the block may go on.

        Work that somebody stopped ends here, and the block undoes what it wrote.
        """
        if self._depth:
            raise RuntimeError("a savepoint is open: commit after its block")
        connection = self.connection
        self._refuse_ended(connection)
        with committing():
            try:
                connection.commit()
            except KnownError as error:
                connection.info[opening.ENDED] = error
                raise
        self._turned += 1
        written, self._written = self._written, Changes.NONE
        self._committed(self.new_seed, written)
        return written

    def _refuse_ended(self, connection: Connection) -> None:
        ended = connection.info.get(opening.ENDED)
        if ended is not None:
            raise ended

    def once(self, read: Callable[[ports.UnitOfWork], T]) -> T:
        """Return what ``read`` returns of this unit; asked again only after something was written or undone.

        Nobody but this connection changes what the transaction sees. SQLite counts every row it writes;
        undoing, and a commit, after which others may write, are no writing and are counted here.
        """
        connection = self.connection
        self._refuse_ended(connection)
        written = cast(Any, connection.connection.driver_connection).total_changes
        if self._known_at != (written, self._turned):
            self._known = {}
            self._known_at = (written, self._turned)
        if read not in self._known:
            self._known[read] = read(self)
        return cast(T, self._known[read])

    def until_written(self, read: Callable[[ports.UnitOfWork], T]) -> T:
        """Return what ``read`` returns, to units that only read the same until anybody wrote anything.

        It stays with the connection. What others write SQLite tells by ``data_version``, asked within the
        transaction: what it sees is settled then. What this connection itself wrote it counts.
        """
        if self._write:
            return self.once(read)
        standing = self._standing
        if standing is None or standing[0] != self._turned:
            connection = self.connection
            self._refuse_ended(connection)
            ((version,),) = direct.asked(connection, "PRAGMA data_version")
            driver: Any = connection.connection.driver_connection
            state = (version, driver.total_changes)
            kept = connection.info.get(_STANDING)
            if kept is None or kept[0] != state:
                kept = connection.info[_STANDING] = (state, {})
            standing = self._standing = self._turned, kept[1]
        known = standing[1]
        if read not in known:
            known[read] = read(self)
        return cast(T, known[read])

    def savepoint(self) -> AbstractContextManager[None]:
        """Undo the inner block alone when it raises (the exception goes on)."""
        return self._savepoint()

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        connection = self.connection
        # Said as they are: putting these statements together would take longer than what is between them.
        name = f"dxdesk_{self._depth}"
        connection.exec_driver_sql(f"SAVEPOINT {name}")
        self._depth += 1
        before = self._written
        try:
            yield
        except BaseException:
            self._turned += 1
            self._written = before
            # After a full disk the whole transaction is gone, this savepoint with it.
            if opening.ENDED not in connection.info:
                try:
                    connection.exec_driver_sql(f"ROLLBACK TO {name}")
                    connection.exec_driver_sql(f"RELEASE {name}")
                except Exception as error:
                    # What happened first is told; and half a savepoint is never committed.
                    connection.info[opening.ENDED] = error
            raise
        else:
            self._refuse_ended(connection)
            connection.exec_driver_sql(f"RELEASE {name}")
        finally:
            self._depth -= 1
