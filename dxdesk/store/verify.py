"""Is a store sound? Pages, foreign keys, the audit chain, revision ids, supports, frameworks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, Text, select

from dxdesk.domain import canonical
from dxdesk.domain.audit import broken_at
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Revision
from dxdesk.store import identity, opening, problems, revisions, schema
from dxdesk.store.opening import Key

_SHOWN = 5

_CACHE_KIB = 32 * 1024
"""Room for the pages of the indexes, which are asked for every row of a table."""


def findings(path: Path, key: Key, head: str, *, content: bool = True) -> list[str]:
    """Return what is wrong with a store, in Japanese; empty when it is sound. Nothing is written.

    Without ``content`` only the file is looked at: pages, structure, foreign keys, schema.

    Raises:
        KnownError: the passphrase is wrong or the file is no store.
    """
    mode = opening.mode_for(path, read_only=True)
    try:
        connection = opening.checked(path, key, mode=mode)
        try:
            with problems.told(path):
                connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
                found = list(of_file(connection, path, head))
                if content and not found:
                    found = list(of_other_kinds(connection))
        finally:
            connection.close()
        if found or not content:
            return found
        engine = opening.engine_for(path, key, mode=mode)
        try:
            with engine.connect() as reading:
                return list(_of_content(reading))
        finally:
            engine.dispose()
    except KnownError as error:
        if error.code != "store-damaged":
            raise
        return [str(error)]


def of_file(connection: Any, path: Path, head: str, *, pages: bool = True) -> Iterator[str]:
    """Yield what is wrong with a file that a driver connection has open, but for what it says.

    Without ``pages`` encryption is looked at only of those that something lies on.

    Raises:
        KnownError: it does not say what store it is (``store-damaged``).
    """
    wrong = connection.execute("PRAGMA cipher_integrity_check").fetchall() if pages else ()
    if wrong:
        yield f"暗号化されたページが {len(wrong)}か所で読めません。"
    torn = opening.torn(connection)
    if torn:
        more = "以上" if len(torn) >= opening.TORN_TOLD else ""
        yield f"ファイルの構造が壊れています({len(torn)}か所{more})。"
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if orphans:
        yield f"元の行がない行が {len(orphans)}件あります。"
    version = opening.schema_version(connection)
    if version != head:
        yield f"台帳の形の版が違います(この版: {head}、台帳: {version or 'なし'})。"
    else:
        identity.of_values(identity.read(connection), path)


def of_other_kinds(connection: Any) -> Iterator[str]:
    """Yield in which tables there are values of another kind than their column's.

    The engine keeps bytes in a column of texts as bytes, and an empty one reads like the empty text: what
    is computed from it is the same, though nobody but another program wrote it.
    """
    for name, anywhere, kinds in _kinds_asked():
        if connection.execute(f"SELECT EXISTS (SELECT 1 FROM {name} WHERE {anywhere})").fetchone()[0]:
            columns = [one for one, other in kinds if _count(connection, name, other)]
            count = _count(connection, name, anywhere)
            yield f"表 {name} の {count}行に、列と種類の違う値が入っています(列 {_some(columns)})。"


def _count(connection: Any, table: str, where: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


@cache
def _kinds_asked() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return each table with the condition for any value of another kind, and that of each column.

    The second only where the first holds: most stores are looked through once.
    """
    asked = []
    for table in schema.metadata.sorted_tables:
        kinds = [(column.name, _other_kind(table, column.name)) for column in table.columns]
        asked.append((table.name, " OR ".join(other for _, other in kinds), kinds))
    return asked


def _other_kind(table: Table, name: str) -> str:
    """Return the condition under which a value is not of its column's kind."""
    column = table.columns[name]
    kind = "text" if isinstance(column.type, Text) else "integer"
    kind = "blob" if isinstance(column.type, LargeBinary) else kind
    other = f"typeof({name}) <> '{kind}'"
    return f"({name} IS NOT NULL AND {other})" if column.nullable else other


def _of_content(connection: Connection) -> Iterator[str]:
    broken = broken_at(tuple(row) for row in connection.execute(select(schema.audit).order_by("number")))
    if broken:
        yield f"操作記録のつながりが切れています(番号 {_some(broken)})。"
    wrong = [row[0] for row in revisions.all_rows(connection) if not _same_id(row)]
    if wrong:
        yield f"識別値と中身が合わない記録が {len(wrong)}件あります({_some(wrong)})。"
    unknown = (
        select(schema.supports.c.receipt)
        .distinct()
        .where(
            schema.supports.c.receipt != 0, schema.supports.c.receipt.not_in(select(schema.receipts.c.number))
        )
    )
    missing = list(connection.execute(unknown).scalars())
    if missing:
        yield f"受付簿にない受付番号を指している記録があります(番号 {_some(missing)})。"
    for row in connection.execute(select(schema.frameworks)):
        if canonical.digest(row.text) != row.digest:
            yield f"スキル体系 {row.code} {row.version} の中身が識別値と合いません。"


def _same_id(row: Any) -> bool:
    known = revisions.revision_of(row)
    fresh = Revision(known.record, known.covers, known.value, known.key_id, known.trust)
    return bool(fresh.id == row[0])


def _some(values: list[Any] | Any) -> str:
    listed = [str(value) for value in list(values)[:_SHOWN]]
    return "、".join(listed) + ("…" if len(values) > _SHOWN else "")
