"""Maps, status and ledgers as records to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import STATE_LABELS, State
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.forms.print_records import moment, scale_of
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap, SectionRow
from dxdesk.usecases.workplace.desk import Desk

_PEOPLE_AT_MOST = 500
"""People a whole municipality's printed map still lists one by one; beyond, sections are printed alone."""

OUTCOMES: Mapping[str, str] = {
    "applied": "受付済み",
    "unchanged": "変わりなし",
    "conflict": "食い違いあり",
    "pending": "他の到着待ち",
    "held": "代理の決定待ち",
    "quarantined": "照合待ち",
    "refused": "取り込めない",
    "late": "確定後に到着",
    "undone": "元に戻した",
}
_TWIN = "※"
_TWIN_NOTE = "※ 同じ発行元の同じ通し番号で、内容の違うファイルが届いています。どちらも残しています。"


def _printed_on(desk: Desk) -> date:
    return date.fromisoformat(desk.services.clock.today())


def section_map(desk: Desk, section: str = "", employee: str = "", fiscal_year: int = 0) -> doc.SectionMap:
    """Return the map of a section (with its people) or of all."""
    people = building.people_map(desk, fiscal_year, section)
    if employee:
        rows = tuple(row for row in people.rows if row.number == employee)
    elif section or desk.role is Role.SECTION or len(people.rows) <= _PEOPLE_AT_MOST:
        rows = people.rows
    else:
        rows = ()
    sections = () if employee else building.aggregate(people).rows
    scales = tuple(scale_of(people.framework, people.framework.item(item.uid)) for item in people.items)
    unit = people.units.get(section)
    return doc.SectionMap(
        fiscal_year=people.cycle.fiscal_year,
        municipality=desk.identity.municipality_name,
        skills=tuple(item.title for item in people.items),
        rows=tuple(_map_row(people, row) for row in rows),
        sections=tuple(_section_row(people, row, scales) for row in sections),
        scales=scales,
        target_level=min(2, max((scale.highest for scale in scales), default=2)),
        section=unit.name if unit else (people.rows[0].department_name if section and people.rows else ""),
        basis=people.basis,
        purpose=people.cycle.purpose,
        printed_on=_printed_on(desk),
    )


def _map_row(people: PeopleMap, row: MapPerson) -> doc.MapRow:
    head = doc.PersonHead(
        row.number, row.name, row.department_name, row.grade, row.post, "・".join(row.personas)
    )
    places = range(len(people.items))
    return doc.MapRow(
        head, tuple(row.level(place) for place in places), tuple(row.last_level(place) for place in places)
    )


def _section_row(people: PeopleMap, row: SectionRow, scales: tuple[doc.LevelScale, ...]) -> doc.SectionRow:
    """Return a section's counts by level value; the printed scale runs from 0 without gaps."""
    counts = []
    for item, found, scale in zip(people.items, row.counts, scales, strict=True):
        by_value = {value: count for (value, _), count in zip(item.levels, found, strict=True)}
        counts.append(tuple(by_value.get(value, 0) for value in range(scale.highest + 1)))
    return doc.SectionRow(row.name, row.staff, tuple(counts))


def status_report(desk: Desk, section: str = "", fiscal_year: int = 0) -> doc.StatusReport:
    """Return the submission status by section; 対象外 are left out of every whole."""
    from dxdesk.usecases.progress import year_table
    from dxdesk.usecases.progress.status import section_statuses

    with desk.store.read() as uow:
        table = year_table.load(desk, uow, fiscal_year)
    asked = [line for line in table.within(section) if line.asked]
    sections = section_statuses(table, asked)
    late = Counter(table.late_step(line) for line in asked)
    shown = [state for state in State if any(found.states[state] for found in sections)]
    done = (State.SECOND_CONFIRMED, State.RECEIVED, State.FINALISED)
    cycle = table.cycle
    dues = (("自己申告", cycle.due_self), ("一次確認", cycle.due_first), ("二次確認", cycle.due_second))
    return doc.StatusReport(
        fiscal_year=cycle.fiscal_year,
        municipality=desk.identity.municipality_name,
        states=tuple(STATE_LABELS[state] for state in shown),
        done_states=tuple(STATE_LABELS[state] for state in shown if state in done),
        rows=tuple(
            doc.StatusRow(found.name, found.staff, tuple(found.states[s] for s in shown), found.late)
            for found in sections
        ),
        as_of=_printed_on(desk),
        due=tuple((name, date.fromisoformat(day)) for name, day in dues if day),
        late_steps=tuple((step, late[step]) for step in year_table.STEPS.values() if late[step]),
        purpose=cycle.purpose,
    )


def receipt_list(desk: Desk, fiscal_year: int = 0) -> doc.TableDocument:
    """Return the receipt ledger (受付簿), oldest first."""
    with desk.store.read() as uow:
        everything = uow.exchange.receipts()
        found = [r for r in everything if fiscal_year in (0, r.fiscal_year)]
        year = fiscal_year or _year(uow)
        gone = ledgers.taking_back(desk, uow, found)
    twins = ledgers.twins(everything) & {receipt.number for receipt in found}
    columns = (
        doc.TableColumn("番号", 0.6, doc.Align.RIGHT),
        doc.TableColumn("受付日時", 1.3),
        doc.TableColumn("種類", 1.2),
        doc.TableColumn("ファイル", 2.6),
        doc.TableColumn("差出人", 1.8),
        doc.TableColumn("結果", 1.1),
        doc.TableColumn("追加", 0.6, doc.Align.RIGHT),
        doc.TableColumn("変更", 0.6, doc.Align.RIGHT),
        doc.TableColumn("食い違い", 0.8, doc.Align.RIGHT),
    )
    rows = [
        (
            str(receipt.number),
            moment(receipt.received_at),
            ledgers.kind_called(receipt, gone),
            f"{_TWIN}{receipt.file_name}" if receipt.number in twins else receipt.file_name,
            receipt.sender,
            OUTCOMES.get(receipt.result, receipt.result),
            str(receipt.added),
            str(receipt.updated),
            str(receipt.conflicts),
        )
        for receipt in sorted(found, key=lambda receipt: receipt.number)
    ]
    return _table(desk, "受付簿", columns, rows, year, (_TWIN_NOTE,) if twins else ())


def dispatch_list(desk: Desk, fiscal_year: int = 0) -> doc.TableDocument:
    """Return the dispatch ledger (配布簿), oldest first."""
    from dxdesk.usecases.sealing.envelope import KIND_LABELS

    with desk.store.read() as uow:
        found = uow.exchange.dispatches(fiscal_year)
        year = fiscal_year or _year(uow)
    columns = (
        doc.TableColumn("番号", 0.6, doc.Align.RIGHT),
        doc.TableColumn("作成日時", 1.3),
        doc.TableColumn("種類", 1.3),
        doc.TableColumn("ファイル", 3.2),
        doc.TableColumn("あて先", 1.8),
        doc.TableColumn("人数", 0.6, doc.Align.RIGHT),
    )
    rows = [
        (
            str(entry.number),
            moment(entry.sent_at),
            KIND_LABELS.get(entry.kind, entry.kind),
            entry.file_name,
            entry.recipient,
            str(entry.people),
        )
        for entry in sorted(found, key=lambda entry: entry.number)
    ]
    return _table(desk, "配布簿", columns, rows, year)


def _year(uow: UnitOfWork) -> int | None:
    try:
        return find_cycle(uow).fiscal_year
    except KnownError:
        return None


def _table(
    desk: Desk,
    title: str,
    columns: tuple[doc.TableColumn, ...],
    rows: Sequence[tuple[str, ...]],
    year: int | None,
    notes: tuple[str, ...] = (),
) -> doc.TableDocument:
    return doc.TableDocument(
        title=title,
        columns=columns,
        rows=tuple(rows),
        municipality=desk.identity.municipality_name,
        fiscal_year=year,
        notes=notes,
        landscape=True,
        printed_on=_printed_on(desk),
        subjects=tuple(f"{title} {row[0]}" for row in rows),
    )
