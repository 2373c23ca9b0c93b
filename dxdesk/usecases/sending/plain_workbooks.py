"""Workbooks made to be read: 集計表, スキルマップ, スキル体系, 職員名簿, 様式."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from dxdesk.domain import canonical, file_names
from dxdesk.domain.authorities import BEYOND, Scope
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.framework import Framework
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import Head, MapSheet, TableSheet
from dxdesk.usecases.action_plan import tables as plan_tables
from dxdesk.usecases.agenda import tables as agenda_tables
from dxdesk.usecases.development import gaps
from dxdesk.usecases.development.gap_sheets import gap_sheet
from dxdesk.usecases.development.overview_sheets import overview_sheet
from dxdesk.usecases.development.weights import weights
from dxdesk.usecases.framework_editing import book_writing
from dxdesk.usecases.framework_editing.reading_sheets import framework_sheets
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.imports import plain_tables, roster_export, training_export
from dxdesk.usecases.knowledge import table as knowledge_table
from dxdesk.usecases.organisation.reach import audited, note_provided, reach
from dxdesk.usecases.person_year.cycles import Cycle, find_cycle, framework_of
from dxdesk.usecases.practice import practice_forms
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sealing.workbook_kinds import FRAMEWORK, ROSTER, SUMMARY, Handlers, WorkbookKind
from dxdesk.usecases.sending import wide_tables
from dxdesk.usecases.sending.wide_tables import on_paper
from dxdesk.usecases.skillmap import building, summary_sheets
from dxdesk.usecases.skillmap.basis import SELF
from dxdesk.usecases.staffing import tables as staffing_tables
from dxdesk.usecases.targets import table_writing
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing, all_or_nothing, make_folder
from dxdesk.usecases.workplace.print_notes import FRAMEWORK_BOOK, Made, Way, files_named, note

MASK_BELOW = setting_names.MASK_BELOW
"""Setting: groups of fewer people are not told in files that leave HR."""

_MASK_DEFAULT = 3


@dataclass(frozen=True)
class Order:
    """Where to write what; an empty section means all."""

    out: Path
    outgoing: Outgoing
    section: str = ""
    fiscal_year: int = 0
    password: str = ""
    snapshot: int = 0
    sessions: tuple[str, ...] = ()
    paper: str = wide_tables.USUAL


def write_export(
    desk: Desk,
    kind: str,
    out_dir: Path,
    section: str = "",
    fiscal_year: int = 0,
    password: str = "",
    *,
    snapshot: int = 0,
    sessions: tuple[str, ...] = (),
    paper: str = wide_tables.USUAL,
    tell: Callable[[tuple[Problem, ...]], object] | None = None,
) -> tuple[Path, ...]:
    """Write the workbooks of a kind.

    Args:
        desk: the store to write from.
        kind: ``summary`` (集計表 to hand on, スキルマップ for HR alone), ``framework``, ``roster``,
            ``templates``.
        out_dir: a folder, made with the first file where it is missing.
        section: a department's code; everything under it is meant too.
        fiscal_year: 0 = the open one.
        password: locks the workbooks.
        snapshot: ``summary`` of what was finalised of the year up to this snapshot, 0 = as it is now.
        sessions: the sessions (``研修/回``) that are meant, where sessions are; none: all.
        paper: on which wide tables are laid out, A4 or A3.
        tell: told which files were written beside others of their name.

    Raises:
        KnownError: ``export-kind``, ``wrong-role``, ``no-cycle``, ``section-unknown``, ``map-moment``,
            ``roster-empty``, ``framework-missing``, ``export-paper`` and file errors.
    """
    asked = workbook_kinds.made_as(kind)
    if asked is None or not asked.written.plain:
        plain = (one for one in workbook_kinds.makeable() if one.written.plain)
        raise KnownError(
            "export-kind",
            "その種類のファイルは作れません。",
            f"{'、'.join(workbook_kinds.words(plain))}から選んでください。",
            found=kind,
        )
    wide_tables.require(asked, paper)
    work = writes_plain.named(asked.written.plain)
    with all_or_nothing(desk) as outgoing:
        desk.require(*asked.written.senders)
        order = Order(out_dir, outgoing, section, fiscal_year, password, snapshot, sessions, paper)
        with desk.store.read() as uow:
            before = uow.audit.head()
        files = work(desk, order)
        _enter(desk, asked, order, files, before)
        if tell is not None:
            tell(outgoing.beside)
        return files


_LATEST = 20
"""So many entries of the audit at most a writer makes of one export."""


def _enter(desk: Desk, kind: WorkbookKind, order: Order, files: Sequence[Path], before: str) -> None:
    """Enter in the audit what was written, unless its writer has, who may know more of it.

    ``before`` is the head of the audit before the writing.
    """
    if desk.store.read_only:
        return
    with desk.store.read() as uow:
        since = takewhile(lambda entry: entry.hash != before, uow.audit.entries(_LATEST))
        if any(entry.action == kind.action for entry in since):
            return
    counts: dict[str, int | str] = {"files": len(files), "to": files_named(files)}
    if order.fiscal_year:
        counts["fiscal_year"] = order.fiscal_year
    with desk.store.write() as uow:
        uow.audit.append(kind.action, order.section, counts)
        uow.commit()


writes_plain: Handlers[Callable[[Desk, Order], tuple[Path, ...]]] = Handlers()
"""Writes the workbooks of a kind that is made to be read; returns where they lie."""


# --- summary -----------------------------------------------------------------------------------------


@writes_plain
def write_summary(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the 集計表 to hand on, and the スキルマップ for HR alone."""
    people = building.people_map(desk, order.fiscal_year, order.section, snapshot=order.snapshot)
    # A snapshot keeps what was confirmed; what was reported then is in none.
    said = (
        replace(people, rows=())
        if order.snapshot
        else building.people_map(desk, order.fiscal_year, order.section, SELF)
    )
    sections, missing = building.aggregate(people), gaps.measure(people, said, weights(desk))
    short = fiscal_year_short(people.cycle.fiscal_year)
    ending = f"_{file_names.part(order.section)}" if order.section else ""
    ending += f"_{people.moment.day.replace('-', '')}時点" if people.moment else ""
    with desk.store.write() as uow:
        below = mask_below(uow)
        masked = summary_sheets.mask(sections, below)
        head = _head(desk, uow, people.cycle, "DXスキル集計表")
        handed = (
            overview_sheet(missing, masked, head, below),
            *summary_sheets.sheets(masked, head, below),
            gap_sheet(missing, masked, head, below),
        )
        out = order.out / f"集計表_{short}{ending}.xlsx"
        extra = canonical.dumps(summary_sheets.plain(masked))
        used = audited(desk, uow, (row.department_code for row in people.rows))
        use = used.get("use", "")
        out = _write_sealed(desk, uow, people.cycle, SUMMARY, (handed, out, extra), order, use)
        inside = order.out / f"スキルマップ_{short}{ending}_人事限り.xlsx"
        head = _head(desk, uow, people.cycle, "スキルマップ")
        whole = summary_sheets.mask(sections, 0)
        inside = _write(
            desk,
            (
                summary_sheets.people_sheet(people, head),
                overview_sheet(missing, whole, head, 0),
                *summary_sheets.sheets(whole, head, 0),
                gap_sheet(missing, whole, head, 0),
            ),
            inside,
            order,
        )
        uow.audit.append(SUMMARY.action, order.section, {"people": len(people.rows), **used})
        order.outgoing.enter(uow)
        uow.commit()
    return out, inside


def mask_below(uow: UnitOfWork) -> int:
    """Return how many people a group needs before its numbers may leave HR."""
    text = uow.settings.get(MASK_BELOW)
    return int(text) if text.isdecimal() else _MASK_DEFAULT


def _head(desk: Desk, uow: UnitOfWork, cycle: Cycle | None, title: str) -> Head:
    sender = uow.settings.get(setting_names.SENDER_LABEL) or f"{desk.identity.municipality_name} 人事担当"
    return Head(
        title=title,
        municipality=desk.identity.municipality_name,
        fiscal_year=cycle.label if cycle else "",
        number="",
        name="",
        department="",
        post="",
        deadline="",
        sender=sender,
        purpose=cycle.purpose if cycle else "",
    )


def _write(desk: Desk, sheets: Sequence[TableSheet | MapSheet], path: Path, order: Order) -> Path:
    """Write a workbook that carries no seal; return where it lies."""
    with order.outgoing.writing(path) as there:
        desk.services.workbooks.write_tables(on_paper(sheets, order.paper), there, None, order.password)
    return there


def _write_sealed(
    desk: Desk,
    uow: UnitOfWork,
    cycle: Cycle,
    kind: WorkbookKind,
    what: tuple[Sequence[TableSheet | MapSheet], Path, str],
    order: Order,
    use: str = "",
) -> Path:
    """Write a workbook that travels: numbered, sealed, entered in the dispatch ledger; return where."""
    from dxdesk.usecases.exchange.issue import Contents, Issuance, dispatch
    from dxdesk.usecases.person_year.counting import accepted_keys
    from dxdesk.usecases.sealing.envelope import Recipient

    sheets, path, extra = what
    issuance = Issuance(desk, uow, cycle, framework_of(uow, cycle), accepted_keys(uow))
    recipient = Recipient(role=Role.DX.value, label="DX推進担当")
    package = issuance.issue(kind.kind, recipient, Contents((), extra=extra))
    with order.outgoing.writing(path) as there:
        laid = on_paper(sheets, order.paper)
        desk.services.workbooks.write_tables(laid, there, package.payload, order.password)
    uow.exchange.add_dispatches([dispatch(desk, package, there.name, people=0)])
    if use == BEYOND:
        note_provided(uow, [package.envelope.package])
    return there


# --- framework ---------------------------------------------------------------------------------------


@writes_plain
def write_framework(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the スキル体系 to read and the one to word; HR's that is read is sealed once a year began."""
    with desk.store.read() as uow:
        cycle, framework = _chosen(uow, order.fiscal_year)
        head = _head(desk, uow, cycle, framework.name)
    sheets = framework_sheets(framework, head)
    path = order.out / f"スキル体系_{file_names.part(f'{framework.code}_{framework.version}')}.xlsx"
    editable = _write_editable(desk, framework, order)
    if cycle is None or desk.role is not Role.HR:
        return (_write(desk, sheets, path, order), editable)
    with desk.store.write() as uow:
        path = _write_sealed(desk, uow, cycle, FRAMEWORK, (sheets, path, ""), order)
        uow.audit.append(FRAMEWORK.action, framework.code)
        order.outgoing.enter(uow)
        uow.commit()
    return (path, editable)


def write_editable(desk: Desk, framework: Framework, out: Path) -> Path:
    """Write the workbook of a framework to be worded; raises ``KnownError`` where it cannot be written."""
    make_folder(out, "何も書き出していません。")
    with all_or_nothing(desk) as outgoing:
        written = _write_editable(desk, framework, Order(out, outgoing))
    note(desk, Made(FRAMEWORK_BOOK, Way.WORKBOOK, written.name))
    return written


def write_version(desk: Desk, out: Path, code: str, version: str) -> Path:
    """Write the workbook of one version, kept or preset, to be worded.

    Raises:
        KnownError: ``preset-unknown`` and file errors.
    """
    with desk.store.read() as uow:
        row = uow.exchange.framework(code, version)
    kept = versions.from_text(row.text) if row else versions.preset_version(code, version)
    return write_editable(desk, kept or versions.load_preset(code), out)


def _write_editable(desk: Desk, framework: Framework, order: Order) -> Path:
    """Write the workbook into which a municipality puts its own wording; it carries no seal."""
    with desk.store.read() as uow:
        head = _head(desk, uow, None, framework.name)
    path = order.out / f"スキル体系_{file_names.part(f'{framework.code}_{framework.version}')}_編集用.xlsx"
    return _write(desk, book_writing.sheets(framework, head), path, order)


def _chosen(uow: UnitOfWork, fiscal_year: int) -> tuple[Cycle | None, Framework]:
    """Return the year's framework; before the first year the newest one kept."""
    try:
        cycle = find_cycle(uow, fiscal_year)
    except KnownError:
        kept = uow.exchange.frameworks()
        if fiscal_year or not kept:
            raise
        return None, versions.from_text(kept[-1].text)
    return cycle, framework_of(uow, cycle)


# --- roster and templates ----------------------------------------------------------------------------


@writes_plain
def write_roster(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the roster as a workbook and a table; in an office with several authorities the audit says so."""
    written = roster_export.write_roster(desk, order.out, order.outgoing, order.section, order.password)
    with desk.store.write() as uow:
        may = reach(desk, uow, Scope.PROVISION)
        if may.codes:
            open_to = [code for code, name in may.codes.items() if name in may.open_to]
            uow.audit.append(ROSTER.action, order.section, audited(desk, uow, open_to))
            uow.commit()
    return written


@writes_plain
def write_catalogue(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the office's courses and sessions, to be changed and taken in again."""
    return training_export.write_catalogue(desk, order.out, order.outgoing, order.password)


@writes_plain
def write_targets(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the office's targets, to be changed and taken in again."""
    return table_writing.write_table(desk, order.out, order.outgoing, order.password)


@writes_plain
def write_case_forms(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write a 案件票 for each section, or for one."""
    return practice_forms.write_case_forms(desk, order.out, order.outgoing, order.section, order.password)


@writes_plain
def write_events(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the events, to be changed and taken in again."""
    return practice_forms.write_events(desk, order.out, order.outgoing, order.password)


@writes_plain
def write_knowledge(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the 形式知, to be changed and taken in again."""
    return plain_tables.write(desk, order.out, order.outgoing, knowledge_table.TABLE, order.password)


@writes_plain
def write_terms(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the 用語集, to be changed and taken in again."""
    return plain_tables.write(desk, order.out, order.outgoing, agenda_tables.TERMS, order.password)


@writes_plain
def write_matters(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the 検討事項, to be changed and taken in again."""
    return plain_tables.write(desk, order.out, order.outgoing, agenda_tables.MATTERS, order.password)


@writes_plain
def write_staffing(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the roles of 確保計画, to be changed and taken in again."""
    return plain_tables.write(desk, order.out, order.outgoing, staffing_tables.ROLES, order.password)


@writes_plain
def write_roles(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the table of who does what where, to be changed and taken in again."""
    return plain_tables.write(desk, order.out, order.outgoing, staffing_tables.TABLE, order.password)


@writes_plain
def write_plan(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the lines of the year's plan, to be changed and taken in again."""
    return plan_tables.write_table(desk, order.out, order.outgoing, order.password, order.fiscal_year)


@writes_plain
def write_templates(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the tables without lines, and each preset to be worded."""
    path = order.out / "取込様式.xlsx"
    with order.outgoing.writing(path) as there:
        desk.services.workbooks.write_roster_template(there)
    presets = [versions.load_preset(code) for code in versions.preset_codes()]
    return (there, *(_write_editable(desk, preset, order) for preset in presets))
