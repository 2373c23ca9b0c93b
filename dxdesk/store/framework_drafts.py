"""Frameworks that are being written (体系の下書き)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from dxdesk.ports.changes import Changes, Note
from dxdesk.ports.entities import FrameworkDraft
from dxdesk.store import schema
from dxdesk.store.rowcodec import replacing

_D = schema.framework_drafts
_SAVE = replacing(_D, "draft_id")


class FrameworkDrafts:
    """The part of the port ``Exchange`` that deals with frameworks in work."""

    _connection: Connection
    _note: Note

    def framework_drafts(self) -> Sequence[FrameworkDraft]:
        """Return all drafts, the one saved last first."""
        query = select(_D).order_by(_D.c.saved_at.desc(), _D.c.draft_id)
        return [FrameworkDraft(*row) for row in self._connection.execute(query)]

    def save_framework_draft(self, draft: FrameworkDraft) -> None:
        """Insert or replace by id."""
        self._note(Changes.DRAFTS)
        values = {column.name: getattr(draft, column.name) for column in _D.columns}
        self._connection.execute(_SAVE, values)

    def remove_framework_draft(self, draft_id: str) -> None:
        """Remove a draft that became a version or is not wanted."""
        self._note(Changes.DRAFTS)
        self._connection.execute(delete(_D).where(_D.c.draft_id == draft_id))
