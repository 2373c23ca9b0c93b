"""Whose growth file a document is of, and how an entry of it is told on paper."""

from __future__ import annotations

from datetime import date

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_entries import ROLE_NAMES
from dxdesk.domain.wareki import wareki
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.growth_files import reading
from dxdesk.usecases.growth_files.reading import PersonFile
from dxdesk.usecases.growth_files.switch import require_files
from dxdesk.usecases.growth_files.words import moment, when
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.progress.year_table import section_codes
from dxdesk.usecases.reports.kind import Order, nobody
from dxdesk.usecases.reports.span import Printable
from dxdesk.usecases.workplace.desk import Desk

PURPOSE = "職員の育成(人事評価には用いません)"
"""Stands at the foot: a growth file is of no one year, and serves 育成, as every year does."""


def people(desk: Desk, _: int) -> tuple[Printable, ...]:
    """Return whose files this store can print, by section and number; who left only by name."""
    with desk.store.read() as uow:
        if desk.role is Role.PERSONAL:
            file = reading.read_file(desk, uow, desk.identity.owner)
            return (Printable(file.number, file.name, "", file.section, file.section),)
        if desk.role is Role.SECTION:
            own = reading.section_people(desk, uow)
            found = [Printable(one.number, one.name, one.kana, one.code, one.section) for one in own]
        else:
            units = {unit.code: unit.name for unit in uow.people.departments()}
            found = [
                Printable(
                    *(one.number, one.name, one.kana, one.department_code),
                    units.get(one.department_code, one.department_code),
                    by_name=one.left,
                )
                for one in uow.people.employees(include_left=True)
            ]
    return tuple(sorted(found, key=lambda one: (one.section, one.number)))


def files_of(desk: Desk, order: Order) -> tuple[PersonFile, ...]:
    """Return the files an order asks for: of somebody who is named theirs, else all that say something.

    Raises:
        KnownError: ``growth-files-off``, ``growth-person-unknown``, ``growth-not-theirs``,
            ``section-unknown``, ``nobody-to-print``.
    """
    with desk.store.read() as uow:
        require_files(desk, uow)
        if order.employee or desk.role is Role.PERSONAL:
            return (reading.read_file(desk, uow, order.employee or desk.identity.owner),)
    wanted = [one for one in people(desk, 0) if not one.by_name and one.number not in order.leave_out]
    with desk.store.read() as uow:
        if order.section:
            codes = section_codes(order.section, departments.named(uow)) | {order.section}
            wanted = [one for one in wanted if one.section in codes]
        found = reading.read_files(desk, uow, [one.number for one in wanted])
    files = tuple(file for file in found if file.lines)
    if not files:
        raise nobody(
            "選んだ範囲に、成長記録のある人がいません。",
            "記録のない人の紙も要るときは、その人を選んでください。",
        )
    return files


def head_of(uow: UnitOfWork, file: PersonFile) -> doc.PersonHead:
    """Return who a file is of, as the head of a page names them."""
    person = uow.people.employee(file.number)
    if person is None:
        return doc.PersonHead(file.number, file.name, file.section)
    return doc.PersonHead(file.number, file.name, file.section, person.grade, person.title)


def as_of(day: date, file: PersonFile) -> str:
    """Return of when a page is, and under which numbers its lines were kept before."""
    former = f"前の職員番号({'、'.join(file.numbers)})の記録を含みます。" if file.numbers else ""
    return f"{wareki(day)} 現在の記録です。{former}"


def entry_told(entry: FileEntry) -> str:
    """Return all that an entry says but its kind and when it was, its name in a line of its own."""
    times = f"{entry.times}件" if entry.times else ""
    rate = f"{entry.rate}%" if entry.rate else ""
    approved = moment(entry.approved_on)
    said = (
        ("役割", ROLE_NAMES.get(entry.role, entry.role)),
        ("案件", entry.case),
        ("成果・結果", entry.result),
        ("所属", entry.section[1] or entry.section[0]),
        ("番号", entry.number),
        ("有効期限", moment(entry.expires)),
        ("助成", "、".join(part for part in (rate, times) if part)),
        ("基準", entry.criteria),
        ("決裁", " ".join(part for part in (entry.approval, approved) if part)),
        ("派遣先", entry.place),
        ("還元", entry.given_back),
        ("備考", entry.note),
    )
    told = [f"{label}: {text}" for label, text in said if text]
    return "\n".join((entry.name, *told))


def when_told(entry: FileEntry) -> str:
    """Return when an entry was; one that says nothing of it says so."""
    return when(entry) or "日付なし"
