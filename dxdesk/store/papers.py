"""Issued papers and the log of prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, func, insert, select

from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.changes import Changes, Note
from dxdesk.ports.papers import IssuedPaper, PaperPrint
from dxdesk.ports.store import Clock
from dxdesk.store import schema
from dxdesk.store.rowcodec import chunks, pack, unpack_own

_P = schema.issued_papers
_L = schema.paper_prints
_NAMES = tuple(field.name for field in fields(IssuedPaper))
_PRINT = ("kind", "documents", "mark", "ordered", "papers", "number", "at", "actor")


class SqlPapers:
    """Implements the port ``Papers`` in one transaction."""

    def __init__(self, connection: Connection, note: Note, clock: Clock, actor: str) -> None:
        """Work on a unit's connection, for one user; ``note`` hears what is written."""
        self._connection, self._note = connection, note
        self._clock, self._actor = clock, actor

    def add_papers(self, papers: Iterable[tuple[IssuedPaper, str]]) -> None:
        """Keep papers. One that is there already is a bug and raises."""
        rows = ({name: getattr(one, name) for name in _NAMES} | {"record": text} for one, text in papers)
        for chunk in chunks(rows):
            self._note(Changes.PAPERS)
            self._connection.execute(insert(_P), chunk)

    def of(self, kind: str = "", fiscal_year: int = 0) -> Sequence[IssuedPaper]:
        """Return papers in the order they were made."""
        query = select(*(_P.c[name] for name in _NAMES)).order_by(
            _P.c.made_at, _P.c.series, _P.c.number, _P.c.paper_id
        )
        if kind:
            query = query.where(_P.c.kind == kind)
        if fiscal_year:
            query = query.where(_P.c.fiscal_year == fiscal_year)
        with in_bulk():
            return [IssuedPaper(*row) for row in self._connection.execute(query)]

    def records(self, paper_ids: Iterable[str]) -> Mapping[str, str]:
        """Return the texts of records by id."""
        asked = dict.fromkeys(paper_ids)
        found: dict[str, str] = {}
        for chunk in chunks(asked):
            query = select(_P.c.paper_id, _P.c.record).where(_P.c.paper_id.in_(chunk))
            found.update({row.paper_id: row.record for row in self._connection.execute(query)})
        return {one: found[one] for one in asked if one in found}

    def add_print(self, made: PaperPrint) -> None:
        """Note that something was printed."""
        self._note(Changes.PAPERS)
        last = self._connection.execute(select(func.max(_L.c.number))).scalar() or 0
        values: dict[str, Any] = {name: getattr(made, name) for name in _PRINT}
        values |= {"papers": pack(made.papers), "number": last + 1}
        values |= {"at": self._clock.now(), "actor": self._actor}
        self._connection.execute(insert(_L), values)

    def prints(self, kind: str = "") -> Sequence[PaperPrint]:
        """Return the log, oldest first."""
        query = select(*(_L.c[name] for name in _PRINT)).order_by(_L.c.number)
        if kind:
            query = query.where(_L.c.kind == kind)
        return [
            PaperPrint(kind, documents, mark, ordered, unpack_own(papers), number, at, actor)
            for kind, documents, mark, ordered, papers, number, at, actor in self._connection.execute(query)
        ]
