"""Revisions and what supports them.

A revision counts for a reader as long as one support is live: a live receipt, or local work
(receipt 0). Rows are never changed, but for a seal that came later; so undoing a receipt is one flag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy import bindparam as bind

from dxdesk.domain.records import Part, RecordKey, Revision, Seal, Trust
from dxdesk.ports import entities as rows
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.changed_by import of_part
from dxdesk.ports.changes import Note
from dxdesk.store import direct, schema
from dxdesk.store.rowcodec import chunks

_V = schema.revisions
_S = schema.supports
_R = schema.receipts

_COLUMNS = (
    _V.c.id,
    _V.c.municipality_code,
    _V.c.fiscal_year,
    _V.c.employee_number,
    _V.c.part,
    _V.c.covers,
    _V.c.value,
    _V.c.key_id,
    _V.c.trust,
    _V.c.seal_store,
    _V.c.seal_epoch,
    _V.c.seal_sequence,
    _V.c.seal_signature,
)
_ORDER = (_V.c.municipality_code, _V.c.fiscal_year, _V.c.employee_number, _V.c.part, _V.c.id, _S.c.receipt)
_PARTS = {part.value: part for part in Part}
_TRUSTS = {int(trust): trust for trust in Trust}

# Written out: they run for every file of a batch, and putting parameters into a statement made of columns
# takes longer than running it.
_NAMES = tuple(column.name for column in _COLUMNS)
_INSERT = (
    f"INSERT INTO revisions ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"
    " ON CONFLICT (id) DO NOTHING"
)
_SUPPORT = (
    "INSERT INTO supports (revision, receipt) SELECT position, ? FROM revisions WHERE id = ?"
    " ON CONFLICT DO NOTHING"
)
# One id sealed twice keeps the same seal whichever file came first.
_RESEAL = (
    "UPDATE revisions SET (seal_epoch, seal_sequence, seal_store, seal_signature) = (?1, ?2, ?3, ?4)"
    " WHERE id = ?5 AND (seal_signature = ''"
    " OR (?1, ?2, ?3, ?4) < (seal_epoch, seal_sequence, seal_store, seal_signature))"
)


def _row(revision: Revision) -> tuple[object, ...]:
    """Return the row of a revision, in the order of ``_COLUMNS``."""
    key, seal = revision.record, revision.seal
    return (
        revision.id,
        key.municipality_code,
        key.fiscal_year,
        key.employee_number,
        key.part.value,
        " ".join(sorted(revision.covers)),
        revision.value,
        revision.key_id,
        int(revision.trust),
        *((seal.store_id, seal.epoch, seal.sequence, seal.signature) if seal else ("", 0, 0, "")),
    )


def revision_of(row: Sequence[Any]) -> Revision:
    """Return the revision of a row of ``_COLUMNS``; its id is taken as written (verify recomputes it)."""
    seal = Seal(row[9], row[10], row[11], row[12]) if row[12] else None
    key = RecordKey(row[1], row[2], row[3], _PARTS[row[4]])
    covers = frozenset(row[5].split())
    return Revision.as_written(row[0], key, (covers, row[6]), (row[7], _TRUSTS[row[8]], seal))


def all_rows(connection: Connection) -> Iterator[Sequence[Any]]:
    """Yield the row of every revision kept, supported or not, in the order of ``revision_of``."""
    yield from connection.execute(select(*_COLUMNS).order_by(_V.c.position).execution_options(yield_per=1000))


def _alive(receipt: ColumnElement[int]) -> ColumnElement[bool]:
    return or_(receipt == 0, exists().where(_R.c.number == receipt, _R.c.live))


def _supported() -> Select[Any]:
    joined = _V.join(_S, _S.c.revision == _V.c.position)
    return select(*_COLUMNS, _S.c.receipt).select_from(joined).where(_alive(_S.c.receipt)).order_by(*_ORDER)


_SUPPORTED = _supported()
# Made once: they run for every unit of work, and making a statement takes longer than running it.
_OF_YEAR = _SUPPORTED.where(_V.c.fiscal_year == bind("year"))
_PERSON = _OF_YEAR.where(_V.c.employee_number == bind("number"))
# Written out as well, and read as the driver's own tuples: there are ten years of them. The part is kept from
# the plan: by year and part everybody would be gone through.
_OVER_YEARS = (
    f"SELECT {', '.join(f'v.{name}' for name in _NAMES)}, s.receipt"
    " FROM revisions v JOIN supports s ON s.revision = v.position"
    " WHERE (s.receipt = 0 OR EXISTS (SELECT 1 FROM receipts r WHERE r.number = s.receipt AND r.live))"
    " AND v.fiscal_year IN ({}) AND v.employee_number IN ({}) AND +v.part IN ({})"
    " ORDER BY v.municipality_code, v.fiscal_year, v.employee_number, v.part, v.id, s.receipt"
)
_PART = _OF_YEAR.where(_V.c.part == bind("of_part"))
_NUMBERS = (
    select(_V.c.employee_number)
    .where(_V.c.fiscal_year == bind("year"), _V.c.part == bind("of_part"))
    .where(exists().where(_S.c.revision == _V.c.position, _alive(_S.c.receipt)))
)
_THINGS = _SUPPORTED.where(
    _V.c.fiscal_year == 0,
    _V.c.employee_number >= bind("first"),
    _V.c.employee_number < bind("end"),
    # Kept from the plan as well: by part every enrolment would be gone through for a dozen courses.
    literal_column("+revisions.part") == Part.OWNED.value,
)


def _years() -> Select[Any]:
    """Return the question for years with supported revisions: one step of the index a year.

    A year holds tens of thousands of rows; going through all of them would take long.
    """
    # What is about a person over all years, or about a thing, is kept under 0 and is of no year.
    first = select(func.min(_V.c.fiscal_year).label("year")).where(_V.c.fiscal_year > 0)
    found = first.cte("found", recursive=True)
    later = select(func.min(_V.c.fiscal_year)).where(_V.c.fiscal_year > found.c.year).scalar_subquery()
    found = found.union_all(select(later).where(found.c.year.is_not(None)))
    supported = exists().where(
        _V.c.fiscal_year == found.c.year, _S.c.revision == _V.c.position, _alive(_S.c.receipt)
    )
    return select(found.c.year).where(found.c.year.is_not(None), supported).order_by(found.c.year)


_YEARS = _years()


def _steps_beside() -> Select[Any]:
    """Return the question for the steps of live receipts, of those that bring a step holding some words."""
    inner, held, live = _V.alias("inner"), _S.alias("held"), _R.alias("live")
    bringing = (
        select(held.c.receipt)
        .select_from(inner.join(held, held.c.revision == inner.c.position))
        .join(live, live.c.number == held.c.receipt)
        # The years named, so that the index over year and part leads to the steps.
        .where(inner.c.fiscal_year.in_(select(_V.c.fiscal_year).distinct()), inner.c.part == Part.LIFE.value)
        .where(live.c.live, func.instr(inner.c.value, bind("words")) > 0)
    )
    joined = _V.join(_S, _S.c.revision == _V.c.position)
    steps = select(*_COLUMNS, _S.c.receipt).select_from(joined).where(_V.c.part == Part.LIFE.value)
    return steps.where(_S.c.receipt.in_(bringing)).order_by(_S.c.receipt, _V.c.id)


_STEPS_BESIDE = _steps_beside()


def _stored(lines: Iterable[Sequence[Any]]) -> Iterator[rows.StoredRevision]:
    """Fold lines of (revision, receipt), ordered by both, into one record a revision."""
    before: Sequence[Any] = ()
    receipts: tuple[int, ...] = ()
    # By hand: nearly every one has one support, and there are hundreds of thousands.
    for line in lines:
        if before and before[0] == line[0]:
            receipts = (*receipts, line[13])
            continue
        if before:
            yield rows.StoredRevision(revision_of(before), receipts)
        before, receipts = line, (line[13],)
    if before:
        yield rows.StoredRevision(revision_of(before), receipts)


class Revisions:
    """The part of the port ``Exchange`` that deals with revisions."""

    def __init__(self, connection: Connection, note: Note) -> None:
        """Work on a unit's connection; ``note`` hears what is written."""
        self._connection, self._note = connection, note

    def add_revisions(self, revisions: Iterable[Revision], receipt: int = 0) -> int:
        """Keep revisions and their support (0 = local work); return how many ids were new."""
        found = list({revision.id: revision for revision in revisions}.values())
        if not found:
            return 0
        for part in dict.fromkeys(revision.record.part for revision in found):
            self._note(of_part(part))
        added = self._connection.exec_driver_sql(_INSERT, [_row(revision) for revision in found]).rowcount
        if added < len(found):
            self._seal_again(found)
        self._connection.exec_driver_sql(_SUPPORT, [(receipt, item.id) for item in found])
        return added

    def forget_revisions(self, ids: Iterable[str]) -> int:
        """Remove revisions and their supports; return how many there were.

        Only what compaction leaves out, and what has left this store in no file, may be forgotten.
        """
        removed = 0
        for chunk in chunks(sorted(set(ids))):
            self._note_parts(chunk)
            places = select(_V.c.position).where(_V.c.id.in_(chunk))
            self._connection.execute(delete(_S).where(_S.c.revision.in_(places)))
            removed += self._connection.execute(delete(_V).where(_V.c.id.in_(chunk))).rowcount
        return removed

    def _note_parts(self, ids: Sequence[str]) -> None:
        query = select(_V.c.part).where(_V.c.id.in_(ids)).distinct()
        for part in self._connection.execute(query).scalars():
            self._note(of_part(_PARTS[part]))

    def _seal_again(self, revisions: Sequence[Revision]) -> None:
        seals = [
            (seal.epoch, seal.sequence, seal.store_id, seal.signature, revision.id)
            for revision in revisions
            if (seal := revision.seal)
        ]
        if seals:
            self._connection.exec_driver_sql(_RESEAL, seals)

    def person(self, fiscal_year: int, employee_number: str) -> Sequence[rows.StoredRevision]:
        """Return a person's revisions that have a live support."""
        asked = {"year": fiscal_year, "number": employee_number}
        return list(_stored(self._connection.execute(_PERSON, asked).all()))

    def people(
        self, fiscal_year: int, employee_numbers: Iterable[str]
    ) -> Mapping[str, Sequence[rows.StoredRevision]]:
        """Return the same for many people in few queries; who has none is there with an empty list."""
        found: dict[str, list[rows.StoredRevision]] = {number: [] for number in employee_numbers}
        for chunk in chunks(found):
            query = _SUPPORTED.where(_V.c.fiscal_year == fiscal_year, _V.c.employee_number.in_(chunk))
            with in_bulk():
                for item in _stored(self._lines(query)):
                    found[item.revision.record.employee_number].append(item)
        return found

    def over_years(
        self, fiscal_years: Iterable[int], employee_numbers: Iterable[str], parts: Iterable[Part]
    ) -> Sequence[rows.StoredRevision]:
        """Return some parts of some people in some years and of no year; an empty number: of the years."""
        asked = [0, *fiscal_years], [*employee_numbers], [part.value for part in parts]
        query = _OVER_YEARS.format(*(", ".join("?" * len(some)) for some in asked))
        with in_bulk():
            return list(_stored(direct.asked(self._connection, query, tuple(chain(*asked)))))

    def part(self, fiscal_year: int, part: Part) -> Sequence[rows.StoredRevision]:
        """Return all supported revisions of one part of a year (e.g. all assignments)."""
        asked = {"year": fiscal_year, "of_part": part.value}
        with in_bulk():
            return list(_stored(self._lines(_PART, asked)))

    def _lines(self, query: Select[Any], asked: Mapping[str, object] = MappingProxyType({})) -> list[Any]:
        """Return the driver's own tuples: of many people, a result object around each would be felt."""
        cursor: Any = self._connection.execute(query, dict(asked)).cursor
        return list(cursor.fetchall())

    def numbers(self, fiscal_year: int, part: Part) -> frozenset[str]:
        """Return of whom there is a supported revision of one part of a year."""
        asked = {"year": fiscal_year, "of_part": part.value}
        return frozenset(self._connection.execute(_NUMBERS, asked).scalars())

    def things(self, kinds: Iterable[str]) -> Sequence[rows.StoredRevision]:
        """Return the supported revisions of the things (``owned``) of some kinds (``course``) alone."""
        found: list[rows.StoredRevision] = []
        for kind in kinds:
            asked = {"first": f"{kind}:", "end": f"{kind};"}  # all that begin with the kind and a colon
            with in_bulk():
                found += _stored(self._connection.execute(_THINGS, asked).all())
        return found

    def growth_naming(self, words: Iterable[str]) -> Sequence[str]:
        """Return of whom a supported revision of growth holds any of some words, in one query."""
        said = [func.instr(_V.c.value, word) > 0 for word in words]
        supported = exists().where(_S.c.revision == _V.c.position, _alive(_S.c.receipt))
        query = select(_V.c.employee_number).where(
            _V.c.fiscal_year == 0, _V.c.part == Part.GROWTH.value, or_(false(), *said), supported
        )
        return self._connection.execute(query.distinct().order_by(_V.c.employee_number)).scalars().all()

    def steps_beside(self, action: str) -> Mapping[int, Sequence[Revision]]:
        """Return the steps (``life``) of each live receipt that brings one of an action, in one query."""
        found: dict[int, list[Revision]] = {}
        for line in self._connection.execute(_STEPS_BESIDE, {"words": f'"action":"{action}"'}):
            found.setdefault(line[13], []).append(revision_of(line))
        return found

    def everything(self) -> Iterator[rows.StoredRevision]:
        """Return every supported revision, ordered by record and id."""
        return _stored(self._connection.execute(_SUPPORTED.execution_options(yield_per=1000)))

    def revisions_of(self, receipt: int) -> Sequence[Revision]:
        """Return the revisions a receipt supports, live or not."""
        joined = _V.join(_S, _S.c.revision == _V.c.position)
        query = select(*_COLUMNS).select_from(joined).where(_S.c.receipt == receipt).order_by(*_ORDER)
        return [revision_of(row) for row in self._connection.execute(query)]

    def sole_support(self, receipt: int) -> frozenset[str]:
        """Return ids that only this receipt keeps alive."""
        other = _S.alias("other")
        elsewhere = exists().where(
            and_(other.c.revision == _S.c.revision, other.c.receipt != receipt, _alive(other.c.receipt))
        )
        query = select(_V.c.id).select_from(_V.join(_S, _S.c.revision == _V.c.position))
        return frozenset(self._connection.execute(query.where(_S.c.receipt == receipt, ~elsewhere)).scalars())

    def years(self) -> Sequence[int]:
        """Return fiscal years with supported revisions, ascending."""
        return self._connection.execute(_YEARS).scalars().all()
