"""The audit trail: appended only, every entry hashed over the one before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, false, insert, not_, or_, select

from dxdesk.domain import canonical
from dxdesk.domain.audit import entry_hash
from dxdesk.ports import entities as rows
from dxdesk.ports.store import Clock
from dxdesk.store import schema

_T = schema.audit
_LAST = select(_T.c.number, _T.c.hash).order_by(_T.c.number.desc()).limit(1)


class SqlAudit:
    """Implements the port ``Audit`` in one transaction."""

    def __init__(self, connection: Connection, clock: Clock, actor: str) -> None:
        """Work on a unit's connection, for one user."""
        self._connection = connection
        self._clock = clock
        self._actor = actor

    def append(self, action: str, subject: str = "", counts: Mapping[str, int | str] | None = None) -> None:
        """Add an entry; OS user, time and chain hash are filled in."""
        last = self._connection.execute(_LAST).first()
        number, before = (last.number + 1, last.hash) if last else (1, "")
        at, text = self._clock.now(), canonical.dumps(dict(counts or {}))
        written = entry_hash(before, number, at, self._actor, action, subject, text)
        self._connection.execute(
            insert(_T),
            {
                "number": number,
                "at": at,
                "actor": self._actor,
                "action": action,
                "subject": subject,
                "counts": text,
                "hash": written,
            },
        )

    def entries(self, limit: int = 0) -> Sequence[rows.AuditEntry]:
        """Return entries, newest first (0 = all)."""
        query = select(_T).order_by(_T.c.number.desc())
        if limit:
            query = query.limit(limit)
        return [rows.AuditEntry(*row) for row in self._connection.execute(query)]

    def head(self) -> str:
        """Return the hash of the last entry, empty for none."""
        last = self._connection.execute(_LAST).first()
        return str(last.hash) if last else ""

    def holds(self, head: str) -> bool:
        """Tell whether a hash is that of an entry."""
        return self._connection.execute(select(_T.c.number).where(_T.c.hash == head)).first() is not None

    def only_since(self, head: str, actions: Collection[str]) -> bool:
        """Tell whether nothing but some actions was done after an entry (``*`` at an end: any rest)."""
        entry = self._connection.execute(select(_T.c.number).where(_T.c.hash == head)).first()
        if entry is None:
            return False
        # Nothing has a * in it but at its end, so one operator serves both.
        among = or_(false(), *(_T.c.action.bool_op("GLOB")(action) for action in sorted(actions)))
        query = select(_T.c.number).where(_T.c.number > entry.number, not_(among)).limit(1)
        return self._connection.execute(query).first() is None
