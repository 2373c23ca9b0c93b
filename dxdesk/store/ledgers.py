"""Receipt ledger (受付簿), dispatch ledger (配布簿), keys and framework versions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, or_, select, update
from sqlalchemy import bindparam as bind
from sqlalchemy.dialects.sqlite import insert as upsert

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.ports import entities as rows
from dxdesk.ports.changed_by import RECEIPT_CHANGED
from dxdesk.ports.changes import Changes, Note
from dxdesk.store import schema
from dxdesk.store.rowcodec import chunks, replacing

_R = schema.receipts
_D = schema.dispatches
_K = schema.keys
_C = schema.claims
_E = schema.enrolments
_H = schema.successions
_F = schema.frameworks

_SAVE_KEY = replacing(_K, "key_id")
_SAVE_ENROLMENT = replacing(_E, "public")
_KEEP_CLAIM = upsert(_C).on_conflict_do_nothing()
_KEEP_SUCCESSION = upsert(_H).on_conflict_do_nothing()

# Made once: they run for every file of a batch, and making a statement takes longer than running it.
_ADD_RECEIPT = insert(_R)
_RECEIPT_NAMES = tuple(column.name for column in _R.columns if column.name != "number")
_PROBLEMS = list(_R.columns.keys()).index("problems")
_UPDATE_RECEIPT = (
    update(_R)
    .where(_R.c.number == bind("of_number"))
    .values({name: bind(f"new_{name}") for name in _RECEIPT_NAMES})
)
_ISSUED = "SELECT EXISTS (SELECT 1 FROM dispatches WHERE payload_sha256 = ?)"


def _alive(receipt: ColumnElement[int]) -> ColumnElement[bool]:
    return or_(receipt == 0, exists().where(_R.c.number == receipt, _R.c.live))


_RECEIPT = select(_R).where(_R.c.number == bind("of_number"))
_RECEIPTS = select(_R).order_by(_R.c.number.desc())
_LIVE_RECEIPTS = _RECEIPTS.where(_R.c.live)
_KEYS = select(_K).order_by(_K.c.role, _K.c.key_id)
_CLAIMS = select(_C).where(_alive(_C.c.receipt)).order_by(_C.c.key_id, _C.c.enrolment, _C.c.receipt)
_SUCCESSIONS = select(_H).where(_alive(_H.c.receipt)).order_by(*_H.primary_key)
_ENROLMENTS = select(_E).order_by(_E.c.fiscal_year, _E.c.owner, _E.c.public)
_FRAMEWORK = select(_F).where(_F.c.code == bind("of_code"), _F.c.version == bind("of_version"))
_FRAMEWORKS = select(_F).order_by(_F.c.code, _F.c.version)
_VERSIONS = select(_F.c.code, _F.c.version).order_by(_F.c.code, _F.c.version)


def _problems_text(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    return canonical.dumps(
        [[p.code, p.message, p.fix, p.found, p.place.file, p.place.sheet, p.place.cell] for p in problems]
    )


def _problems(text: str) -> tuple[Problem, ...]:
    if not text:
        return ()
    return tuple(
        Problem(code, message, fix, found, Place(file, sheet, cell))
        for code, message, fix, found, file, sheet, cell in json.loads(text)
    )


def _receipt_row(receipt: rows.Receipt) -> dict[str, Any]:
    values = {name: getattr(receipt, name) for name in _RECEIPT_NAMES}
    values["problems"] = _problems_text(receipt.problems)
    return values


def _changed_row(receipt: rows.Receipt) -> dict[str, Any]:
    values: dict[str, Any] = {f"new_{name}": value for name, value in _receipt_row(receipt).items()}
    values["of_number"] = receipt.number
    return values


def _receipt(row: Any) -> rows.Receipt:
    values = list(row)
    values[_PROBLEMS] = _problems(values[_PROBLEMS])
    return rows.Receipt(*values)


class Ledgers:
    """The part of the port ``Exchange`` that deals with what came in and what went out."""

    def __init__(self, connection: Connection, note: Note) -> None:
        """Work on a unit's connection; ``note`` hears what is written."""
        self._connection, self._note = connection, note

    def add_receipt(self, receipt: rows.Receipt) -> int:
        """Append to the receipt ledger and return its number."""
        self._note(Changes.RECEIPTS)
        key = self._connection.execute(_ADD_RECEIPT, _receipt_row(receipt)).inserted_primary_key
        if key is None:
            raise RuntimeError("the driver told no receipt number")
        return int(key[0])

    def update_receipt(self, receipt: rows.Receipt) -> None:
        """Replace a receipt by its number (undo, revival, outcome after a later import)."""
        self.update_receipts([receipt])

    def update_receipts(self, receipts: Iterable[rows.Receipt]) -> None:
        """Replace receipts by their numbers."""
        found = [_changed_row(receipt) for receipt in receipts]
        if found:
            self._note(RECEIPT_CHANGED)
        if found and self._connection.execute(_UPDATE_RECEIPT, found).rowcount != len(found):
            raise LookupError(f"some of the receipts {[row['of_number'] for row in found]} do not exist")

    def receipt(self, number: int) -> rows.Receipt | None:
        """Return one receipt."""
        row = self._connection.execute(_RECEIPT, {"of_number": number}).first()
        return _receipt(row) if row else None

    def receipts(self, *, live_only: bool = False) -> Sequence[rows.Receipt]:
        """Return the ledger, newest first."""
        query = _LIVE_RECEIPTS if live_only else _RECEIPTS
        return [_receipt(row) for row in self._connection.execute(query)]

    def receipts_sealed_by(self, key_ids: Iterable[str]) -> frozenset[int]:
        """Return the numbers of live receipts whose payload was sealed with one of the keys."""
        found: set[int] = set()
        for chunk in chunks(sorted(set(key_ids))):
            query = select(_R.c.number).where(_R.c.live, _R.c.key_id.in_(chunk))
            found.update(self._connection.execute(query).scalars())
        return frozenset(found)

    def issuer_numbers(self) -> Iterable[tuple[str, int, int, str]]:
        """Return store, epoch, sequence and payload digest of what live receipts brought, each once."""
        columns = (_R.c.issuer_store, _R.c.issuer_epoch, _R.c.issuer_sequence, _R.c.payload_sha256)
        query = select(*columns).where(_R.c.live, _R.c.payload_sha256 != "").distinct()
        return [(row[0], row[1], row[2], row[3]) for row in self._connection.execute(query)]

    def receipts_by_file(self, file_sha256: str) -> Sequence[rows.Receipt]:
        """Return the receipts of the very same file, newest first."""
        query = select(_R).where(_R.c.file_sha256 == file_sha256).order_by(_R.c.number.desc())
        return [_receipt(row) for row in self._connection.execute(query)]

    def add_dispatches(self, dispatches: Iterable[rows.Dispatch]) -> None:
        """Append to the dispatch ledger (numbers are given here)."""
        names = [column.name for column in _D.columns if column.name != "number"]
        found = [{name: getattr(dispatch, name) for name in names} for dispatch in dispatches]
        if found:
            self._note(Changes.RECEIPTS | Changes.STANDING)
            self._connection.execute(insert(_D), found)

    def dispatches(self, fiscal_year: int = 0) -> Sequence[rows.Dispatch]:
        """Return the dispatch ledger, newest first."""
        query = select(_D).order_by(_D.c.number.desc())
        if fiscal_year:
            query = query.where(_D.c.fiscal_year == fiscal_year)
        return [rows.Dispatch(*row) for row in self._connection.execute(query)]

    def issued(self, payload_sha256: str) -> bool:
        """Tell whether this store issued a payload itself."""
        # Asked for every file of a batch: the driver's own answer, without a result object around it.
        cursor: Any = self._connection.exec_driver_sql(_ISSUED, (payload_sha256,)).cursor
        return bool(cursor.fetchone()[0])


class Keys:
    """The part of the port ``Exchange`` that deals with keys and framework versions."""

    def __init__(self, connection: Connection, note: Note) -> None:
        """Work on a unit's connection; ``note`` hears what is written."""
        self._connection, self._note = connection, note

    def keys(self) -> Sequence[rows.KeyRow]:
        """Return all keys seen, by role and key id."""
        return [
            rows.KeyRow(row.key_id, row.public, rows.Role(row.role), *row[3:])
            for row in self._connection.execute(_KEYS)
        ]

    def save_key(self, key: rows.KeyRow) -> None:
        """Insert or replace by key id."""
        self._note(Changes.KEYS)
        values = {column.name: getattr(key, column.name) for column in _K.columns}
        self._connection.execute(_SAVE_KEY, {**values, "role": key.role.value})

    def claims(self) -> Sequence[rows.KeyClaim]:
        """Return enrolment claims of live receipts."""
        return [rows.KeyClaim(*row) for row in self._connection.execute(_CLAIMS)]

    def add_claim(self, claim: rows.KeyClaim) -> None:
        """Keep a claim."""
        self._note(Changes.KEYS)
        values = {"key_id": claim.key_id, "enrolment": claim.enrolment, "receipt": claim.receipt}
        self._connection.execute(_KEEP_CLAIM, values)

    def successions(self) -> Sequence[rows.Succession]:
        """Return what old keys say of their successors, of live receipts and of this store (receipt 0)."""
        return [rows.Succession(*row) for row in self._connection.execute(_SUCCESSIONS)]

    def add_succession(self, succession: rows.Succession) -> None:
        """Keep an old key's word for its successor."""
        self._note(Changes.KEYS)
        values = {column.name: getattr(succession, column.name) for column in _H.columns}
        self._connection.execute(_KEEP_SUCCESSION, values)

    def enrolments(self) -> Sequence[rows.Enrolment]:
        """Return all enrolments known."""
        return [rows.Enrolment(*row) for row in self._connection.execute(_ENROLMENTS)]

    def save_enrolment(self, enrolment: rows.Enrolment) -> None:
        """Insert or replace by public key."""
        self._note(Changes.KEYS)
        values = {column.name: getattr(enrolment, column.name) for column in _E.columns}
        self._connection.execute(_SAVE_ENROLMENT, values)

    def framework(self, code: str, version: str) -> rows.FrameworkRow | None:
        """Return a framework version."""
        row = self._connection.execute(_FRAMEWORK, {"of_code": code, "of_version": version}).first()
        return rows.FrameworkRow(*row) if row else None

    def frameworks(self) -> Sequence[rows.FrameworkRow]:
        """Return all framework versions."""
        return [rows.FrameworkRow(*row) for row in self._connection.execute(_FRAMEWORKS)]

    def framework_versions(self) -> Sequence[tuple[str, str]]:
        """Return code and version of the same, without their texts."""
        return [(row.code, row.version) for row in self._connection.execute(_VERSIONS)]

    def save_framework(self, framework: rows.FrameworkRow) -> None:
        """Keep a version; a different text under a kept code and version raises ``KnownError``."""
        kept = self.framework(framework.code, framework.version)
        if kept == framework:
            return
        if kept is not None:
            raise KnownError(
                "framework-differs",
                "同じ体系コードと版で、中身の違うスキル体系がすでにあります。前のものを残し、何も変えていません。",
                "版の番号を変えて、もう一度取り込んでください。",
                found=f"{framework.code} {framework.version}",
            )
        self._note(Changes.SETTINGS | Changes.CYCLE)
        values = {column.name: getattr(framework, column.name) for column in _F.columns}
        self._connection.execute(insert(_F), values)

    def remove_framework(self, code: str, version: str) -> None:
        """Remove a version that no file brings any more, if it is there."""
        self._note(Changes.SETTINGS | Changes.CYCLE)
        self._connection.execute(delete(_F).where(_F.c.code == code, _F.c.version == version))
