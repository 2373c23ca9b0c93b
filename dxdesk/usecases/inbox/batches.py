"""A batch of files as somebody names it: folders and files, ours or foreign tables, and undoing one of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk.domain.columns import LABELS
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.system_words import unread_words
from dxdesk.ports.entities import Receipt, Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.action_plan import tables as plan_tables
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.exchange.file_report import Change, FileReport, ImportReport
from dxdesk.usecases.exchange.intake import NOT_TAKEN_HERE
from dxdesk.usecases.exchange.receive import (
    SUFFIXES,
    TOLD_SUFFIXES,
    ReceiveFiles,
    expand,
    is_text_table,
    receive,
)
from dxdesk.usecases.imports import evidence, plain_tables, roster
from dxdesk.usecases.imports.evidence import NO_ANSWERS, EvidenceAnswers
from dxdesk.usecases.imports.experience_tables import undo_experience
from dxdesk.usecases.imports.nomination_reports import undo_report
from dxdesk.usecases.imports.sheet_choice import Sheets
from dxdesk.usecases.imports.survey_tables import undo_survey
from dxdesk.usecases.imports.training_tables import TRAINING_KINDS, undo_training
from dxdesk.usecases.imports.understanding import (
    ATTENDANCE,
    ENROLMENTS,
    QUALIFICATIONS,
    ROSTER,
    SURVEY,
    WANTED,
    Mapped,
    file_sha256,
    read_mapping,
)
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.inbox.plain_kinds import PLAIN
from dxdesk.usecases.inbox.tables import TakeTables, receive_tables
from dxdesk.usecases.nominations.switch import nomination_on
from dxdesk.usecases.practice import tables as practice_tables
from dxdesk.usecases.practice.switch import practice_on
from dxdesk.usecases.sealing.workbook_kinds import (
    CASE_FORM,
    ENROLMENT_FORM,
    EVENT_TABLE,
    EXPERIENCE_TABLE,
    NOMINATION,
    NOMINATION_REPORT,
    PLAN_TABLE,
    TARGET_TABLE,
    asking_kinds,
    label_of,
    table_kinds,
)
from dxdesk.usecases.targets.tables import undo_targets
from dxdesk.usecases.workplace import naming
from dxdesk.usecases.workplace.desk import Desk, Services
from dxdesk.usecases.workplace.unexpected import Bugs, Unexpected

FOREIGN_TABLE = frozenset({"not-ours", "not-a-workbook", "table-kind-needed"})
"""Why a file that may be a foreign table is refused in a batch."""


@dataclass(frozen=True)
class Batch:
    """What to receive: ``mapping`` is a file that says which header means what (foreign tables).

    For a roster, ``digits`` says how many digits a 職員番号 has (0 = as set) and ``as_of`` the day it is of.
    ``sheets``, ``forget``, ``answers``, ``partial``, ``session``, ``fiscal_year`` and
    ``handed_out``: as in ``TakeTables``.
    """

    paths: tuple[Path, ...]
    kind: str = ""
    mapping: Path | None = None
    accept: tuple[str, ...] = ()
    passwords: tuple[str, ...] = ()
    dry_run: bool = False
    digits: int = 0
    as_of: str = ""
    sheets: Sheets = ""
    forget: bool = False
    answers: EvidenceAnswers = NO_ANSWERS
    partial: bool = False
    session: str = ""
    fiscal_year: int = 0
    handed_out: int = 0


def receive_batch(
    desk: Desk, batch: Batch, progress: Progress | None = None, *, first: FileReport | None = None
) -> ImportReport:
    """Receive a batch.

    Args:
        desk: the store.
        batch: the files.
        progress: called per file.
        first: what became of the file the store was made of; it is not received again.

    Raises:
        KnownError: ``nothing-found``, ``mapping-shape`` and what receiving refuses as a whole.
    """
    paths = expand(batch.paths, tables=bool(batch.kind))
    if not paths:
        raise _nothing_found(batch.paths)
    if first is not None:
        rest = replace(batch, paths=tuple(path for path in paths if naming.told(path) != first.path))
        more = receive_batch(desk, rest, progress).files if rest.paths else ()
        return ImportReport((first, *more))
    if not batch.kind:
        report = receive(desk, ReceiveFiles(paths, batch.dry_run, batch.passwords), progress)
        return with_returned(desk.unlocking(batch.passwords), paths, report, dry_run=batch.dry_run)
    tables = TakeTables(
        paths,
        batch.kind,
        batch.dry_run,
        mapping=_mapping(batch.mapping, batch.kind),
        accept=batch.accept,
        digits=batch.digits,
        as_of=batch.as_of,
        sheets=batch.sheets,
        forget=batch.forget,
        answers=batch.answers,
        partial=batch.partial,
        session=batch.session,
        fiscal_year=batch.fiscal_year,
        handed_out=batch.handed_out,
        passwords=batch.passwords,
    )
    return receive_tables(desk, tables, progress)


def with_returned(desk: Desk, paths: Sequence[Path], report: ImportReport, *, dry_run: bool) -> ImportReport:
    """Take what sections filled in among received files; return the report with it.

    Args:
        desk: any store, with what opens locked files. HR takes 受講申込票, and 推薦依頼 where it uses 選任;
            HR and DX推進課 take 案件票 and tables of events where they use 実践と支援.
        paths: the files of the report, in its order (``receive.expand``).
        report: what became of the files so far: each of these is refused as no record of a year.
        dry_run: whether to look only.
    """
    return _with_practice(desk, paths, _with_requests(desk, paths, report, dry_run=dry_run), dry_run=dry_run)


def _with_practice(desk: Desk, paths: Sequence[Path], report: ImportReport, *, dry_run: bool) -> ImportReport:
    """Take 案件票 and tables of events: plain workbooks, known by how their sheets are called."""
    strange = any(one.code in FOREIGN_TABLE for file in report.files for one in file.errors)
    if desk.role not in (Role.HR, Role.DX) or not strange:
        return report
    with desk.store.read() as uow:
        if not practice_on(uow):
            return report
    files = list(report.files)
    for place, (path, file) in enumerate(zip(paths, report.files, strict=False)):
        if not any(one.code in FOREIGN_TABLE for one in file.errors):
            continue
        try:
            kind = practice_tables.kind_of_file(desk.services.tables.read_all(path))
        except KnownError:
            continue  # it is told already why it cannot be read
        if kind:
            (files[place],) = receive_tables(desk, TakeTables((path,), kind, dry_run)).files
    return ImportReport(tuple(files))


def _with_requests(desk: Desk, paths: Sequence[Path], report: ImportReport, *, dry_run: bool) -> ImportReport:
    if desk.role is not Role.HR or asking_kinds().isdisjoint(file.kind for file in report.files):
        return report
    with desk.store.read() as uow:
        uses = nomination_on(uow)
    read_as = {ENROLMENT_FORM.kind: ENROLMENTS, **({NOMINATION.kind: NOMINATION_REPORT.kind} if uses else {})}
    files = list(report.files)
    for place, (path, file) in enumerate(zip(paths, report.files, strict=False)):
        if file.kind in read_as and any(one.code == NOT_TAKEN_HERE for one in file.errors):
            (files[place],) = receive_tables(desk, TakeTables((path,), read_as[file.kind], dry_run)).files
    return ImportReport(tuple(files))


def _nothing_found(paths: Sequence[Path]) -> KnownError:
    return KnownError(
        "nothing-found",
        "取り込めるファイルが1つもありません。何も変えていません。",
        "フォルダーの中に Excel か CSV のファイルがあるか確かめてください。"
        "タブ区切りの表(.txt)は、表の種類を選んで取り込みます(コマンドでは --kind)。",
        found="、".join(naming.told(path.name) for path in paths),
    )


def _mapping(file: Path | None, kind: str) -> Mapped | None:
    """Return what a mapping file says of a kind of table.

    Raises:
        KnownError: ``mapping-shape``, ``mapping-unknown-column`` (also for what this kind has no column of).
    """
    if file is None:
        return None
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnownError(
            "mapping-shape",
            "列の対応のファイルを読めません。何も取り込まれていません。",
            "UTF-8のJSONにして、場所を確かめてください。",
            found=unread_words(error),
            place=Place(file.name),
        ) from error
    said = read_mapping(text, file.name)
    wanted = WANTED.get(kind, ())
    other = [LABELS[column] for column in said if wanted and column not in wanted]
    if other:
        raise KnownError(
            "mapping-unknown-column",
            "列の対応に、この種類の表では使わない項目名があります。何も取り込まれていません。",
            f"{'、'.join(LABELS[column] for column in wanted)}のどれかにしてください。",
            found="、".join(other),
            place=Place(file.name),
        )
    return said


@dataclass(frozen=True)
class Made:
    """A store that was made from a file: what became of the file, and what it was recognised as."""

    report: FileReport
    source: opening.Recognised


def make_store(
    services: Services, paths: Sequence[Path], location: str, passphrase: str, passwords: Sequence[str] = ()
) -> Made:
    """Make the store that a package or, failing that, a form among the files is addressed to.

    Returns:
        What became of that first file, and whose code is to be compared.

    Raises:
        KnownError: ``nothing-found``, ``no-store-for``, what the first file cannot be read for, and what
            creating refuses. A store whose first file is refused is not left behind.
    """
    found: list[tuple[bool, int, opening.Recognised]] = []
    first_error: KnownError | None = None
    bugs = Bugs()
    for path in expand(paths):
        try:
            naming.refuse_undecodable(path)
            with bugs.contained("このファイルからは台帳を作っていません。"):
                recognised = opening.recognise(services, path, passwords)
        except KnownError as error:
            first_error = first_error or error
            continue
        except Unexpected as error:
            first_error = first_error or KnownError.of((error.problem.at(file=path.name),))
            continue
        if recognised.role is not None:
            found.append((recognised.role is not Role.SECTION, len(found), recognised))
    if not found:
        raise first_error or KnownError(
            "no-store-for",
            "台帳を作れるファイルがありません。何も作っていません。",
            "所属配布票(確認者)、申告票(本人)か提供票(DX推進担当課)のファイルを使ってください。",
            found="、".join(naming.told(path.name) for path in paths),
        )
    source = min(found, key=lambda one: one[:2])[2]
    desk, report = opening.create_from(
        services, source.path, location, passphrase, passwords, seen=source.sha256
    )
    desk.store.close()
    if report.outcome == "refused":
        Path(location).unlink(missing_ok=True)
        raise KnownError.of(report.errors)
    return Made(report, source)


def undo_receipt(desk: Desk, number: int) -> Receipt:
    """Take an import back, whatever kind it was, and return its line of the ledger.

    Raises:
        KnownError: see ``ledgers.undo`` and what undoes a table of each kind.
    """
    kind = next((receipt.kind for receipt in ledgers.receipts(desk) if receipt.number == number), "")
    if kind == ROSTER:
        roster.undo_roster(desk, number)
    elif kind in (ATTENDANCE, QUALIFICATIONS):
        evidence.undo_evidence(desk, number)
    elif kind in TRAINING_KINDS:
        undo_training(desk, number)
    elif kind == SURVEY:
        undo_survey(desk, number)
    elif kind == NOMINATION_REPORT.kind:
        undo_report(desk, number)
    elif kind == EXPERIENCE_TABLE.kind:
        undo_experience(desk, number)
    elif kind == PLAN_TABLE.kind:
        plan_tables.undo_plan(desk, number)
    elif kind == TARGET_TABLE.kind:
        undo_targets(desk, number)
    elif kind in (CASE_FORM.kind, EVENT_TABLE.kind):
        practice_tables.undo(desk, number)
    elif kind in PLAIN:
        plain_tables.undo(desk, number, PLAIN[kind])
    else:
        return ledgers.undo(desk, number)
    return next(receipt for receipt in ledgers.receipts(desk) if receipt.number == number)


def undo_changes(desk: Desk, number: int) -> tuple[Change, ...]:
    """Return whom taking an import back would change, and in what; only a roster says so beforehand."""
    kind = next((receipt.kind for receipt in ledgers.receipts(desk) if receipt.number == number), "")
    return roster.undo_changes(desk, number) if kind == ROSTER else ()


def with_tables(desk: Desk, report: ImportReport) -> ImportReport:
    """Return a report that tells of a refused table whether it was taken in under 名簿, and still counts.

    In a batch a foreign table is always refused: nobody says there of which kind it is.
    """
    if desk.role is not Role.HR:
        return report
    found = []
    with desk.store.read() as uow:
        for file in report.files:
            if any(error.code in FOREIGN_TABLE for error in file.errors):
                same = uow.exchange.receipts_by_file(_sha256(Path(file.path)))
                taken = next((one for one in same if one.live and one.kind in table_kinds()), None)
                found.append(file if taken is None else _taken(file, taken))
            else:
                found.append(file)
    return ImportReport(tuple(found))


def _sha256(path: Path) -> str:
    try:
        return file_sha256(path)
    except KnownError:  # moved or deleted since
        return ""


def _taken(file: FileReport, receipt: Receipt) -> FileReport:
    message = f"この表は、受付{receipt.number}番で{label_of(receipt.kind)}として取り込んであります。"
    fix = "取り消すときは、「受付簿」でその行を選び、「この受付を元に戻す」を押してください。"
    note = Problem("table-taken", message, fix)
    return replace(file, kind=receipt.kind, outcome="unchanged", errors=(), notes=(note,))


def left_aside(paths: Iterable[Path], *, tables: bool = False) -> int:
    """Return how many files in given folders nobody looks into: pictures, letters, what is no table.

    ``tables``: as for ``receive.expand``.

    What the system leaves in every folder is not counted.
    """
    return sum(
        1
        for folder in paths
        if folder.is_dir()
        for place, _, names in os.walk(folder)
        if "__MACOSX" not in Path(place).parts
        for name in names
        if Path(name).suffix.lower() not in (*SUFFIXES, *TOLD_SUFFIXES, ".lnk")
        and name.casefold() not in _UNSEEN
        and name[0] not in "~."
        and not (tables and is_text_table(Path(place, name)))
    )


_UNSEEN = ("thumbs.db", "desktop.ini", "icon\r")
