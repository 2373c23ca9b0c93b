"""形式知の一覧: what people know, made into a manual or a course that stays (柏市, 3. 育成手法 フェーズ3)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from dxdesk.domain import canonical
from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import KnownError
from dxdesk.domain.names import search_key
from dxdesk.domain.text import cleaned
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from dxdesk.usecases.workplace.print_notes import KNOWLEDGE, Made, Way, note

KINDS = ("手順書", "マニュアル", "研修資料", "事例", "様式", "そのほか")
LONGEST = 400
_PREFIX, _COUNTER = setting_names.KNOWLEDGE, setting_names.KNOWLEDGE_NUMBER


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was written down.

    ``skill`` is its name as the framework says it, ``people`` are those who knew it (names or 職員番号 as
    written), ``made_on`` an ISO date, ``place`` where it lies. ``key`` is empty before it is kept.
    """

    title: str
    kind: str = KINDS[0]
    skill: str = ""
    people: str = ""
    made_on: str = ""
    place: str = ""
    note: str = ""
    key: str = ""


def entries(desk: Desk, query: str = "") -> tuple[Entry, ...]:
    """Return the register, newest first; with a query only what has all of its words somewhere."""
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        kept = uow.settings.starting_with(_PREFIX)
    known = {field.name for field in fields(Entry)}
    found = [
        Entry(**{name: str(value) for name, value in json.loads(text).items() if name in known}, key=key)
        for key, text in kept.items()
        if text
    ]
    wanted = [search_key(word) for word in query.split()]
    if wanted:
        found = [entry for entry in found if all(word in _searched(entry) for word in wanted)]
    return tuple(sorted(found, key=lambda entry: (entry.made_on, entry.title), reverse=True))


def save_entry(desk: Desk, entry: Entry) -> Entry:
    """Keep an entry, new or changed; return it with its key.

    Raises:
        KnownError: ``wrong-role``, ``knowledge-title``, ``knowledge-date``, ``knowledge-long``, and
            the store's own (read-only, disk full).
    """
    desk.require(Role.HR, Role.DX)
    checked = _checked(entry)
    with desk.store.write() as uow:
        key = checked.key or f"{_PREFIX}{uow.settings.next_number(_COUNTER):06d}"
        value = {name: text for name, text in asdict(checked).items() if name != "key"}
        uow.settings.set(key, canonical.dumps(value))
        uow.audit.append("settings", f"形式知 {checked.title}"[:120])
        uow.commit()
    return replace(checked, key=key)


def remove_entry(desk: Desk, key: str) -> None:
    """Take an entry out of the register; what it names stays where it lies."""
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        uow.settings.set(key, "")
        uow.audit.append("settings", "形式知の削除")
        uow.commit()


def write_register(desk: Desk, found: Iterable[Entry], path: Path) -> Path:
    """Write entries as a workbook to print and pass on; return where it lies.

    Another file of that name stays: the workbook goes beside it.

    Raises:
        KnownError: file errors.
    """
    columns = (
        Column("title", "題名", 32, "wrap"),
        Column("kind", "種類", 12),
        Column("skill", "スキル", 20, "wrap"),
        Column("people", "知っている人", 20, "wrap"),
        Column("made_on", "作った日", 12),
        Column("place", "置き場所", 36, "wrap"),
        Column("note", "備考", 30, "wrap"),
    )
    rows = tuple(
        TableRow(
            entry.key,
            (entry.title, entry.kind, entry.skill, entry.people, entry.made_on, entry.place, entry.note),
        )
        for entry in found
    )
    head = Head("形式知の一覧", desk.identity.municipality_name, "", "", "", "", "", "", "", "")
    with all_or_nothing(desk) as outgoing, outgoing.writing(path) as there:
        desk.services.workbooks.write_tables((TableSheet("形式知", head, columns, rows),), there)
    note(desk, Made(KNOWLEDGE, Way.WORKBOOK, there.name))
    return there


def _checked(entry: Entry) -> Entry:
    entry = cleaned(entry)
    if not entry.title.strip():
        raise KnownError(
            "knowledge-title",
            "題名がありません。まだ保存していません。",
            "何を形にしたかが分かる題名を書いてください。",
        )
    long = next((text for text in asdict(entry).values() if len(text) > LONGEST), "")
    if long:
        raise KnownError(
            "knowledge-long",
            f"{LONGEST}文字を超える欄があります。まだ保存していません。",
            "短くしてください。",
            found=f"{long[:20]}…({len(long)}文字)",
        )
    day = read_date(entry.made_on)
    if day is None:
        raise KnownError(
            "knowledge-date",
            "作った日を日付として読めません。まだ保存していません。",
            "R8.4.1 や 2026/4/1 のように書いてください。",
            found=entry.made_on.strip(),
        )
    return replace(entry, title=entry.title.strip(), made_on=day)


def _searched(entry: Entry) -> str:
    parts = (entry.title, entry.kind, entry.skill, entry.people, entry.place, entry.note)
    return search_key(" ".join(parts))
