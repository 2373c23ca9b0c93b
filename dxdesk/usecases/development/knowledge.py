"""形式知の一覧 of 育成: the short form of ``usecases.knowledge``, as earlier programs have it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import KnownError
from dxdesk.domain.knowledge_record import FORM_NAMES, KnowledgeSaid
from dxdesk.domain.text import cleaned
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.knowledge import keeping
from dxdesk.usecases.knowledge.ledger import LEAD
from dxdesk.usecases.knowledge.overview import Line, register
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from dxdesk.usecases.workplace.print_notes import KNOWLEDGE, Made, Way, note

KINDS = tuple(FORM_NAMES.values())
LONGEST = 400


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
    """Return the store's own register, newest first; with a query only what has all of its words."""
    desk.require(Role.HR, Role.DX)
    own = desk.role.value
    return tuple(_entry(one) for one in register(desk, query).lines if one.owner == own)


def _entry(one: Line) -> Entry:
    said = one.said
    return Entry(
        said.name, one.form, said.skill, said.made_by, said.made_on, said.place, said.note, key=said.code
    )


def save_entry(desk: Desk, entry: Entry) -> Entry:
    """Keep an entry, new or changed; return it with its key.

    Raises:
        KnownError: ``wrong-role``, ``knowledge-title``, ``knowledge-date``, ``knowledge-long``, what
            ``knowledge.keeping.save_piece`` finds, and the store's own (read-only, disk full).
    """
    desk.require(Role.HR, Role.DX)
    checked = _checked(entry)
    codes = {name: code for code, name in FORM_NAMES.items()}
    before = keeping.there(desk, checked.key) if checked.key else None
    wanted = (before or KnowledgeSaid())._replace(
        name=checked.title,
        sort=codes.get(checked.kind, checked.kind),
        skill=checked.skill,
        made_by=checked.people,
        made_on=checked.made_on,
        place=checked.place,
        note=checked.note,
    )
    keeping.save_piece(desk, wanted, checked.key)
    return next(one for one in entries(desk) if (one.title, one.kind) == (checked.title, checked.kind))


def remove_entry(desk: Desk, key: str) -> None:
    """Take an entry out of the register; what it names stays where it lies.

    Raises:
        KnownError: ``wrong-role``, ``knowledge-unknown``.
    """
    keeping.end(desk, key)


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
            _row(entry.key),
            (entry.title, entry.kind, entry.skill, entry.people, entry.made_on, entry.place, entry.note),
        )
        for entry in found
    )
    head = Head("形式知の一覧", desk.identity.municipality_name, "", "", "", "", "", "", "", "")
    with all_or_nothing(desk) as outgoing, outgoing.writing(path) as there:
        desk.services.workbooks.write_tables((TableSheet("形式知", head, columns, rows),), there)
    note(desk, Made(KNOWLEDGE, Way.WORKBOOK, there.name))
    return there


def _row(code: str) -> str:
    """Return what a line goes by in the workbook, as programs called it that kept it in settings."""
    lead, _, number = code.partition("-")
    known = lead == LEAD and number.isdecimal()
    return f"{setting_names.KNOWLEDGE}{int(number):06d}" if known else code


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
