"""案件票 for sections, and the table of events: what is kept, with room for more, to be taken in again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dxdesk.domain import file_names, headcounts
from dxdesk.domain.errors import KnownError
from dxdesk.domain.practice_record import SORT_NAMES, STATUS_NAMES, CaseSaid, EventSaid, Status
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.practice.known import Known, known
from dxdesk.usecases.practice.ledger import practice
from dxdesk.usecases.practice.switch import require_practice
from dxdesk.usecases.practice.tables import (
    CASE_SHEET,
    CASE_TITLES,
    EVENT_SHEET,
    EVENT_TITLES,
    LEAD_NAME,
    SECTION_NAME,
)
from dxdesk.usecases.progress.year_table import section_codes, unknown_section
from dxdesk.usecases.sealing.workbook_kinds import CASE_FORM, EVENT_TABLE
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing

ROOM = 10
"""Lines that are left to be filled in."""

_MARK = "○"
_CASE_GUIDE = (
    "課で取り組んでいる改善案件を、1行に1つ書いてください。書いた欄だけが変わり、空の欄は何も変えません。",
    "リードした人は1人、職員番号で書きます。この所属の職員番号は「職員」、名前は「ツール・スキル」のシートにあります。",
)
_EVENT_GUIDE = (
    "この表は、直してそのまま取り込めます。書いた欄だけが変わり、空の欄は何も変えません。",
    "参加者は、職員番号を「、」で区切って書くか、参加人数だけを書きます。",
)
_CASE_COLUMNS: Sequence[tuple[str, int, tuple[str, ...]]] = (
    ("code", 10, ()),
    ("name", 22, ()),
    ("section", 8, ()),
    (SECTION_NAME, 12, ()),
    ("lead", 10, ()),
    (LEAD_NAME, 12, ()),
    ("escorts", 10, ()),
    ("tools", 14, ()),
    ("hours_before", 9, ()),
    ("hours_after", 9, ()),
    ("effect", 22, ()),
    ("status", 8, tuple(STATUS_NAMES.values())),
    ("started", 10, ()),
    ("finished", 10, ()),
    ("phase", 10, ()),
    ("exemplary", 6, (_MARK,)),
    ("note", 12, ()),
)
_CASE_HINTS = (
    ("lead", "リードした人の職員番号を、1人分書きます。"),
    ("escorts", "伴走した人の職員番号を「、」で区切って書きます。いなければ空にします。"),
    ("tools", "体系にある名前を「、」で区切って書きます。ないものは「その他: 名前」と書きます。"),
    ("hours_before", "1年分の時間を、120 のような数で書きます。測っていなければ空にします。"),
    ("hours_after", "1年分の時間を、40 のような数で書きます。測っていなければ空にします。"),
    ("finished", "完了か中止のときに書きます。"),
    ("exemplary", "ほかの課に勧めたい案件に「○」を付けます。"),
)
_EVENT_COLUMNS: Sequence[tuple[str, int, tuple[str, ...]]] = (
    ("code", 20, ()),
    ("name", 30, ()),
    ("sort", 16, tuple(SORT_NAMES.values())),
    ("held_on", 12, ()),
    ("place", 16, ()),
    ("held_by", 16, ()),
    ("attendees", 30, ()),
    ("participants", 10, ()),
    ("note", 24, ()),
)


def write_case_forms(
    desk: Desk, out: Path, outgoing: Outgoing, section: str = "", password: str = ""
) -> tuple[Path, ...]:
    """Write a 案件票 for each section (課), or one for a section that is named with everything under it.

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``section-unknown``, ``sections-none`` and file errors.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_practice(uow)
        names = known(desk, uow)
        if section and section not in names.sections:
            raise unknown_section(section)
        places = [section] if section else _sections(desk, uow, names)
        written = []
        for code in places:
            sheets = _sheets(desk, uow, names, code)
            part = f"{file_names.part(code)}_{file_names.part(names.section(code))}"
            with outgoing.writing(out / f"{CASE_FORM.label}_{part}.xlsx") as path:
                desk.services.workbooks.write_tables(sheets, path, None, password)
            written.append(path)
        uow.audit.append(CASE_FORM.action, section, {"files": len(written)})
        outgoing.enter(uow)
        uow.commit()
    return tuple(written)


def _sections(desk: Desk, uow: UnitOfWork, names: Known) -> list[str]:
    """Return the sections (課) that are asked: where people work, else all that are known."""
    if desk.role is Role.HR:
        codes = {one.department_code for one in uow.people.employees() if one.department_code}
        found = [one for one in headcounts.offices(codes, names.units) if one in names.sections]
    else:
        found = sorted(names.sections)
    if not found:
        raise KnownError(
            "sections-none",
            "案件票を送る所属が、この台帳にありません。何も書き出していません。",
            "人事課の台帳では名簿を、DX推進担当課の台帳では提供票を、先に取り込んでください。",
        )
    return found


def _sheets(desk: Desk, uow: UnitOfWork, names: Known, section: str) -> list[TableSheet]:
    codes = _codes(names, section)
    owner, year = owner_of(desk), fiscal_year_of(names.today)
    mine = [
        one.said
        for one in practice(uow).cases
        if one.owner == owner
        and not one.said.ended
        and names.current(one.said.section) in codes
        and (one.said.status in (Status.PLANNED, Status.ACTIVE) or one.said.fiscal_year >= year)
    ]
    rows = [TableRow(one.code, _case_cells(one, names)) for one in mine]
    empty = {"section": section, SECTION_NAME: names.section(section)}
    blank = tuple(empty.get(key, "") for key, _, _ in _CASE_COLUMNS)
    rows += [TableRow(f"new{place}", blank) for place in range(ROOM)]
    phases = names.phases
    columns = tuple(
        Column(key, CASE_TITLES[key][0], width, "wrap", choices=phases if key == "phase" else choices)
        for key, width, choices in _CASE_COLUMNS
    )
    head = _head(desk, uow, CASE_FORM.label, names.section(section), _CASE_GUIDE)
    sheets = [TableSheet(CASE_SHEET, head, columns, tuple(rows), editable=True, hints=_CASE_HINTS)]
    people = sorted(
        (one.number, one.name)
        for one in names.people.values()
        if one.department_code in codes and not one.left
    )
    if people:
        sheets.append(
            TableSheet(
                "職員",
                _head(desk, uow, "職員番号", names.section(section)),
                (Column("number", "職員番号", 14), Column("name", "氏名", 24)),
                tuple(TableRow(number, (number, name)) for number, name in people),
                landscape=False,
            )
        )
    if names.titles:
        sheets.append(
            TableSheet(
                "ツール・スキル",
                _head(desk, uow, "ツール・スキル", ""),
                (Column("name", "ツール・スキルの名前", 44, "wrap"),),
                tuple(TableRow(uid, (name,)) for uid, name in names.titles.items()),
                landscape=False,
            )
        )
    return sheets


def _codes(names: Known, section: str) -> frozenset[str]:
    return frozenset(section_codes(section, names.units)) if names.units else frozenset({section})


def _case_cells(one: CaseSaid, names: Known) -> tuple[str, ...]:
    section = names.current(one.section)
    cells = {
        **one._asdict(),
        "section": section,
        SECTION_NAME: names.section(section),
        LEAD_NAME: names.person(one.lead) if one.lead in names.people else "",
        "escorts": "、".join(one.escorts),
        "tools": "、".join(map(names.tool, one.tools)),
        "status": STATUS_NAMES.get(one.status, ""),
        "started": short_day(one.started),
        "finished": short_day(one.finished),
        "exemplary": _MARK if one.exemplary else "",
    }
    return tuple(str(cells[key]) for key, _, _ in _CASE_COLUMNS)


def write_events(desk: Desk, out: Path, outgoing: Outgoing, password: str = "") -> tuple[Path, ...]:
    """Write the events of this store, with room for more; it is taken in again unchanged.

    Raises:
        KnownError: ``wrong-role``, ``practice-off`` and file errors.
    """
    desk.require(Role.HR, Role.DX)
    owner = owner_of(desk)
    with desk.store.write() as uow:
        require_practice(uow)
        held = [one.said for one in practice(uow).events if one.owner == owner and not one.said.ended]
        rows = [TableRow(one.code, _event_cells(one)) for one in held]
        blank = ("",) * len(_EVENT_COLUMNS)
        rows += [TableRow(f"new{place}", blank) for place in range(ROOM)]
        columns = tuple(
            Column(key, EVENT_TITLES[key][0], width, "wrap", choices=choices)
            for key, width, choices in _EVENT_COLUMNS
        )
        head = _head(desk, uow, EVENT_TABLE.label, "", _EVENT_GUIDE)
        sheet = TableSheet(EVENT_SHEET, head, columns, tuple(rows), editable=True)
        with outgoing.writing(out / f"{EVENT_TABLE.label}_{desk.services.clock.today()}.xlsx") as path:
            desk.services.workbooks.write_tables([sheet], path, None, password)
        uow.audit.append(EVENT_TABLE.action, "", {"rows": len(held)})
        outgoing.enter(uow)
        uow.commit()
    return (path,)


def _event_cells(one: EventSaid) -> tuple[str, ...]:
    cells = {
        **one._asdict(),
        "sort": SORT_NAMES.get(one.sort, ""),
        "held_on": short_day(one.held_on),
        "attendees": "、".join(one.attendees),
        "participants": str(one.participants or ""),
    }
    return tuple(str(cells[key]) for key, _, _ in _EVENT_COLUMNS)


def _head(desk: Desk, uow: UnitOfWork, title: str, section: str, guide: tuple[str, ...] = ()) -> Head:
    sender = uow.settings.get(setting_names.SENDER_LABEL) or desk.identity.municipality_name
    year = fiscal_year_label(fiscal_year_of(desk.services.clock.today()))
    return Head(
        title, desk.identity.municipality_name, year, "", "", section, "", "", sender, "", guide=guide
    )
