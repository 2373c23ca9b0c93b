"""Adding, correcting and taking out entries of a growth file; every saying stays in its history."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from dxdesk.domain import growth_checks
from dxdesk.domain.contents import FileEntry, GrowthValue, carried_on, file_entry_value
from dxdesk.domain.errors import KnownError
from dxdesk.domain.growth_file import FileLine
from dxdesk.domain.records import Part, Revision, revise
from dxdesk.domain.spans import read_moment
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.growth_files.reading import PersonFile, known_of, read_file
from dxdesk.usecases.person_year.local_work import keep, own_trust, record_key
from dxdesk.usecases.workplace.desk import Desk


def add(desk: Desk, entry: FileEntry, employee_number: str = "") -> str:
    """Add an entry to somebody's file; return its uid.

    Raises:
        KnownError: ``wrong-role``, ``growth-files-off``, what ``growth_checks`` finds, ``text-too-long``.
    """
    number = employee_number or desk.identity.owner
    uid = uuid.uuid4().hex
    with desk.store.write() as uow:
        _open(desk, uow, number)
        refuse(entry, desk)
        say(desk, uow, number, {uid: file_entry_value(entry)})
        uow.audit.append("growth-added", number)
        uow.commit()
    return uid


def correct(desk: Desk, uid: str, entry: FileEntry, employee_number: str = "") -> None:
    """Let an entry say something else; what was found of it no longer holds until it is looked at anew.

    Raises:
        KnownError: as ``add``; ``growth-entry-unknown``, ``growth-of-lists``, ``growth-of-hr``.
    """
    number = employee_number or desk.identity.owner
    with desk.store.write() as uow:
        line, under = line_of(_open(desk, uow, number), uid)
        _refuse_foreign(desk, line)
        refuse(entry, desk)
        said = file_entry_value(entry)
        kept = _as_kept(uow, under, uid)
        known = {name: value for name, value in kept.items() if name not in FileEntry._fields}
        say(desk, uow, under, {uid: carried_on(known, said)})
        uow.audit.append("growth-corrected", number)
        uow.commit()


def take_out(desk: Desk, uid: str, employee_number: str = "") -> None:
    """Take an entry out of a file; its history stays.

    Raises:
        KnownError: ``wrong-role``, ``growth-files-off``, ``growth-entry-unknown``, ``growth-of-lists``,
            ``growth-of-hr``.
    """
    number = employee_number or desk.identity.owner
    with desk.store.write() as uow:
        line, under = line_of(_open(desk, uow, number), uid)
        _refuse_foreign(desk, line)
        say(desk, uow, under, {uid: None})
        uow.audit.append("growth-taken-out", number)
        uow.commit()


def entry_of(desk: Desk, uid: str, employee_number: str = "") -> FileEntry:
    """Return what an entry of somebody's file says now.

    Raises:
        KnownError: ``growth-files-off``, ``growth-entry-unknown``, and what ``reading`` refuses.
    """
    with desk.store.read() as uow:
        return line_of(read_file(desk, uow, employee_number or desk.identity.owner), uid)[0].entry


def typed_day(text: str) -> str:
    """Return the day or month (ISO) that was typed; what is none stays as it is, and is refused by name."""
    return read_moment(text) or text.strip()


def _open(desk: Desk, uow: UnitOfWork, number: str) -> PersonFile:
    desk.require(Role.HR, Role.PERSONAL)
    return read_file(desk, uow, number)


def refuse(entry: FileEntry, desk: Desk) -> None:
    """Refuse an entry that says what none may.

    Raises:
        KnownError: with every problem.
    """
    found = growth_checks.problems(entry, desk.services.clock.today(), own=desk.role is Role.PERSONAL)
    if found:
        raise KnownError.of(found)


def line_of(file: PersonFile, uid: str) -> tuple[FileLine, str]:
    """Return an entry and the number it is kept under.

    Raises:
        KnownError: ``growth-entry-unknown``.
    """
    for kept in file.lines:
        if kept.line.uid == uid:
            return kept.line, kept.number
    raise KnownError(
        "growth-entry-unknown",
        "その記録は、この人の成長記録にありません。何も変えていません。",
        "画面を読み直してから、もう一度選んでください。",
        found=uid,
    )


def _refuse_foreign(desk: Desk, line: FileLine) -> None:
    if line.kind.listed:
        raise KnownError(
            "growth-of-lists",
            "受講や試験の表から来た記録なので、ここでは直せません。何も変えていません。",
            "表を直して、もう一度取り込んでください。",
            found=line.entry.name,
        )
    if desk.role is Role.PERSONAL and not line.own:
        raise KnownError(
            "growth-of-hr",
            "人事課が残した記録なので、ここでは直せません。何も変えていません。",
            "違うところを、人事課に知らせてください。",
            found=line.entry.name,
        )


def _counting(uow: UnitOfWork, number: str) -> tuple[Revision, ...]:
    return known_of(uow, number).counting


def _as_kept(uow: UnitOfWork, number: str, uid: str) -> Mapping[str, Any]:
    """Return what the newest saying of an entry holds, with what only a later program knows."""
    told = [one for one in _counting(uow, number) if not one.vouches and one.items.get(uid)]
    newest = max(told, key=lambda one: (len(one.covers), one.id), default=None)
    return {} if newest is None else dict(newest.items[uid])


def say(desk: Desk, uow: UnitOfWork, number: str, items: Mapping[str, Any]) -> Revision:
    """Keep what is said of some entries of a person now; it follows all that is known of the same entries."""
    label = uow.settings.get(setting_names.OWNER_NAME) or uow.settings.get(setting_names.SENDER_LABEL)
    value: GrowthValue = {"items": items, "made_on": desk.services.clock.today()}
    if desk.role is not Role.PERSONAL:
        value["by_name"] = label or "人事担当"
    before = [one for one in _counting(uow, number) if one.items.keys() & items.keys()]
    record = record_key(desk, 0, number, Part.GROWTH)
    made = revise(record, value, before, key_id=desk.key_id, trust=own_trust(desk))
    (kept,) = keep(desk, uow, [made])
    return kept
