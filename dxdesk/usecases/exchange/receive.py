"""受付: any batch of files, in any order, again and again.

Each file is read and checked first, then applied in a savepoint of its own under a receipt number. What
came earlier and had to wait is looked at again afterwards. A bug met over one file is that file's line in the
report; the rest of the batch goes on.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk.domain import rights, subjects
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.lifecycle import STATE_LABELS
from dxdesk.domain.records import Part
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Receipt, Role
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.exchange import (
    arrival,
    consultations_named,
    deputising,
    heads,
    kept,
    ledgers,
    office_files,
    proposals,
    provisions,
    section_requests,
    table_ways,
    told_back,
)
from dxdesk.usecases.exchange.applying import Effect, Touched
from dxdesk.usecases.exchange.as_of_now import told_now
from dxdesk.usecases.exchange.file_report import Change, FileReport, ImportReport, Step
from dxdesk.usecases.exchange.intake import Incoming, Intake, open_incoming, take
from dxdesk.usecases.person_year import derived, uses_told
from dxdesk.usecases.person_year.counting import load_acceptance
from dxdesk.usecases.person_year.stage_decisions import NOT_REACHED
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.wording_version import program_of
from dxdesk.usecases.sealing.workbook_kinds import FORM, RETURN_SLIP
from dxdesk.usecases.workplace import looked_at, naming
from dxdesk.usecases.workplace.desk import Desk, tick
from dxdesk.usecases.workplace.unexpected import Bugs, Unexpected, ends_everything

_log = logging.getLogger(__name__)

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv")
TEXT_SUFFIXES = (".txt", ".tsv")
"""Tables as text, beside CSV; in a folder they are letters, too, unless tables are looked for."""
TOLD_SUFFIXES = (".zip", ".7z", ".rar", ".lzh", ".gz", ".eml", ".msg")
"""What holds the files that are meant: in a folder it is not passed over, but told what to do with it."""
COMMIT_EVERY = 200
"""Files a transaction."""


@dataclass(frozen=True)
class ReceiveFiles:
    """Files or folders of ours to receive; ``passwords`` are tried on those that are locked.

    ``looked_at`` are the files somebody looked at before, by path as it is told, with the SHA-256 they had:
    only these are taken then. ``None``: whatever is there.
    """

    paths: tuple[Path, ...]
    dry_run: bool = False
    passwords: tuple[str, ...] = ()
    looked_at: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Arrived:
    """What is kept of a file once it was read, so that a batch of thousands does not fill the memory.

    ``payload`` is kept for a personal store, which writes its form back, and of what a section is asked for.
    """

    path: Path
    sha256: str
    integrity_checked: bool
    payload: bytes


_Waiting = tuple[Intake, _Arrived]


_MAC_FOLDER = "__MACOSX"
_LEFT_BY_OTHERS = ("~$", ".~lock", "._")


def expand(paths: Iterable[Path], *, tables: bool = False) -> tuple[Path, ...]:
    """Return the workbooks and tables in files and folders, in name order.

    ``tables``: foreign tables are looked for, also such as are text between tabs or commas.
    What other programs leave beside them is passed over: lock files of Office, and what a Mac puts into
    every folder and zip (``._*``, ``__MACOSX``).
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(Path(root) / name for root, _, names in os.walk(path) for name in names)
            wanted = (
                p
                for p in inside
                if p.suffix.lower() in (*SUFFIXES, *TOLD_SUFFIXES) or (tables and is_text_table(p))
            )
            found.extend(p for p in wanted if _MAC_FOLDER not in p.relative_to(path).parts)
        else:
            found.append(path)
    return tuple(path for path in found if not path.name.startswith(_LEFT_BY_OTHERS))


def is_text_table(path: Path) -> bool:
    """Tell whether a file is a table as text: by its name, and a tab or comma at its beginning."""
    if path.suffix.lower() not in TEXT_SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return True  # that it cannot be read is told when it is received
    return b"\t" in head or b"," in head


def receive(desk: Desk, command: ReceiveFiles, progress: Progress | None = None) -> ImportReport:
    """Receive a batch of files.

    Raises:
        KnownError: the store cannot be read or written. What is wrong with a file is told in its report,
            a bug met over it as ``internal-error``.
        Cancelled: from the progress callback; the chunk in work is undone.
    """
    with in_bulk() as tidy:
        return _receive(desk, command, progress, tidy)


def _receive(
    desk: Desk, command: ReceiveFiles, progress: Progress | None, tidy: Callable[[], None]
) -> ImportReport:
    bugs = Bugs()
    paths = expand(command.paths)
    total = len(paths) * 2
    reports: dict[int, FileReport] = {}
    waiting: list[tuple[int, Intake, _Arrived]] = []
    with desk.store.read() as uow:
        issued = uow.exchange.issued if desk.role is not Role.PERSONAL else (lambda _: False)
        known = _Known(issued, _stands_in_for(desk, uow))
        for position, path in enumerate(paths):
            tick(progress, position, total)
            found = _as_looked_at(command, path, _read(desk, path, command.passwords, known, bugs))
            if isinstance(found, FileReport):
                reports[position] = found
                tidy()
            else:
                waiting.append((position, *found))
    order = {kind.kind: kind.received.order for kind in workbook_kinds.KINDS}
    waiting.sort(key=lambda entry: order[entry[1].opened.envelope.kind])
    batch = _Batch(desk, command, bugs, bugs.listened(progress), (len(paths), total))
    reports.update(_apply_all(batch, waiting))
    tick(progress, total, total)
    refused = sum(report.outcome == "refused" for report in reports.values())
    _log.info("received %d files, %d refused", len(paths), refused)
    told = [reports[position] for position in range(len(paths))]
    return ImportReport((*told, *_gone(command, paths)))


def _as_looked_at(command: ReceiveFiles, path: Path, found: FileReport | _Waiting) -> FileReport | _Waiting:
    """Return what was read of a file, or that it is not what somebody looked at."""
    before, name = command.looked_at, naming.told(path)
    if before is None or not path.exists():
        return found
    refused = isinstance(found, FileReport)
    opened = None if isinstance(found, FileReport) else found[0].opened
    sha256 = found.sha256 if isinstance(found, FileReport) else found[1].sha256
    if name not in before:
        return _refused(path, opened, looked_at.came(path), sha256)
    if not refused and before[name] != sha256:
        return _refused(path, opened, looked_at.changed(path), sha256)
    return found


def _gone(command: ReceiveFiles, paths: Sequence[Path]) -> Iterable[FileReport]:
    """Yield the lines of what was looked at in a folder and is not there any more."""
    here = {naming.told(path) for path in paths}
    for name in command.looked_at or ():
        if name not in here:
            yield FileReport(name, "", 0, "refused", errors=(looked_at.gone(Path(name)),))


@dataclass(frozen=True)
class _Known:
    """What reading a file asks of the store: which payloads it issued, whose deputy its owner is."""

    issued: Callable[[str], bool]
    stands_in_for: frozenset[str]


def _stands_in_for(desk: Desk, uow: UnitOfWork) -> frozenset[str]:
    """Return the confirmers whose deputy a section store's owner is, in any year."""
    if desk.role is not Role.SECTION:
        return frozenset()
    said = load_acceptance(uow).deputies.values()
    owner = desk.identity.owner
    return frozenset(term.principal for one in said for term in one.terms if term.deputy == owner)


def _read(
    desk: Desk, path: Path, passwords: Sequence[str], known: _Known, bugs: Bugs
) -> FileReport | _Waiting:
    try:
        naming.refuse_undecodable(path)
        with bugs.contained(_NOT_TAKEN):
            incoming = _open_known(desk, path, passwords, known)
    except (KnownError, Unexpected) as error:
        return _refused(path, None, error, looked_at.digest(path))
    try:
        with bugs.contained(_NOT_TAKEN):
            return _read_known(desk, incoming, known)
    except (KnownError, Unexpected) as error:
        return _refused(path, incoming.opened, error, incoming.book.sha256)


_NOT_TAKEN = "このファイルは取り込んでいません。"


def _open_known(desk: Desk, path: Path, passwords: Sequence[str], known: _Known) -> Incoming:
    incoming = open_incoming(desk.services, path, passwords, known.issued, desk.role)
    if incoming.opened is None:
        raise KnownError(
            "not-ours",
            "申告票などの票ではありません(dxdesk の控えのシートがありません)。取り込んでいません。",
            table_ways.TABLES[desk.role],
        )
    return incoming


def _read_known(desk: Desk, incoming: Incoming, known: _Known) -> _Waiting:
    intake = take(desk.services, desk.identity, incoming, known.stands_in_for)
    asked = section_requests.is_asked(desk.role, intake.opened)
    wanted = desk.role is Role.PERSONAL or asked
    payload = (incoming.book.sealed_payload() or b"") if wanted else b""
    return intake, _Arrived(incoming.path, incoming.book.sha256, incoming.book.integrity_checked, payload)


def _refused(
    path: Path, opened: Opened | None, error: KnownError | Unexpected, sha256: str = ""
) -> FileReport:
    """Return the line of a file of which nothing was taken; what ends the whole batch goes on.

    Where its seal was opened, it says what the file is and whose.
    """
    if isinstance(error, KnownError) and ends_everything(error):
        raise error
    found = (error.problem,) if isinstance(error, Unexpected) else error.problems
    problems = tuple(problem.at(file=naming.told(path.name)) for problem in found)
    kind, sender = (opened.envelope.kind, _sender(opened)) if opened is not None else ("", "")
    return FileReport(naming.told(path), kind, 0, "refused", errors=problems, sender=sender, sha256=sha256)


@dataclass(frozen=True)
class _Batch:
    """What the files of a batch are applied with; ``counted`` are the steps done before and in all."""

    desk: Desk
    command: ReceiveFiles
    bugs: Bugs
    progress: Progress | None
    counted: tuple[int, int]


def _apply_all(batch: _Batch, waiting: Sequence[tuple[int, Intake, _Arrived]]) -> dict[int, FileReport]:
    reports: dict[int, FileReport] = {}
    # A preview is one piece: what its first files bring must be there for its last ones.
    size = max(len(waiting), 1) if batch.command.dry_run else COMMIT_EVERY
    for start in range(0, len(waiting), size):
        reports.update(_apply_some(batch, waiting[start : start + size], start))
    return reports


def _apply_some(
    batch: _Batch, chunk: Sequence[tuple[int, Intake, _Arrived]], start: int
) -> dict[int, FileReport]:
    """Apply some files in one transaction; a bug over all of them together is searched for by halves.

    Such a bug shows where the people of all files are read or derived at once; it may be one file's.
    """
    try:
        with batch.bugs.contained(_NOT_TAKEN):
            return _apply_chunk(batch, chunk, start)
    except Unexpected as error:
        if len(chunk) == 1:
            position, intake, arrived = chunk[0]
            return {position: _refused(arrived.path, intake.opened, error, arrived.sha256)}
    half = len(chunk) // 2
    return {**_apply_some(batch, chunk[:half], start), **_apply_some(batch, chunk[half:], start + half)}


def _apply_chunk(
    batch: _Batch, chunk: Sequence[tuple[int, Intake, _Arrived]], start: int
) -> dict[int, FileReport]:
    made: dict[int, FileReport] = {}
    with batch.desk.store.write() as uow:
        touching = Touched(batch.desk, uow)
        touching.prefetch(
            (r.record.fiscal_year, r.record.employee_number)
            for _, intake, _ in chunk
            for r in intake.revisions
            if subjects.in_a_year(r.record)
        )
        counted_in: list[Receipt] = []
        for offset, (position, intake, arrived) in enumerate(chunk):
            tick(batch.progress, batch.counted[0] + start + offset, batch.counted[1])
            made[position] = _apply(batch, uow, touching, intake, arrived, counted_in)
        uow.exchange.update_receipts(counted_in)
        _settle_touched(batch.desk, uow, touching)
        uow.audit.append("receive", "", {"files": len(chunk)})
        if batch.command.dry_run:
            told = told_now(uow, made.values())
            return {at: replace(report, receipt=0) for at, report in zip(made, told, strict=True)}
        uow.commit()
    return made


def _apply(
    batch: _Batch,
    uow: UnitOfWork,
    touching: Touched,
    intake: Intake,
    arrived: _Arrived,
    counted_in: list[Receipt],
) -> FileReport:
    """Apply one file in a savepoint; what it counted is added to ``counted_in``, to be written later."""
    people = {(r.record.fiscal_year, r.record.employee_number) for r in intake.revisions}
    try:
        # A bug leaves the savepoint as ``Unexpected``: what leaves it otherwise may not be undone.
        with uow.savepoint(), batch.bugs.contained(_NOT_TAKEN):
            entry, report = _apply_known(batch.desk, uow, touching, intake, arrived)
    except (KnownError, Unexpected) as error:
        touching.forget(people)
        return _refused(arrived.path, intake.opened, error, arrived.sha256)
    counted_in.append(entry)
    return report


def _apply_known(
    desk: Desk, uow: UnitOfWork, touching: Touched, intake: Intake, arrived: _Arrived
) -> tuple[Receipt, FileReport]:
    provisions.refuse_other(desk, uow, intake.opened, arrived.path.name)
    receipt = _receipt(desk, intake, arrived)
    asked = section_requests.is_asked(desk.role, intake.opened)
    of_office = provisions.is_of_office(intake.opened)
    news = (asked or of_office) and section_requests.is_new(uow, intake.opened)
    to_keep = kept.is_news(desk, uow, intake.opened)
    contents = office_files.told(desk, uow, intake.opened)
    number = uow.exchange.add_receipt(receipt)
    section_requests.keep(desk, uow, intake.opened, arrived.payload)
    provisions.keep(desk, uow, intake.opened)
    proposals.keep(desk, uow, intake.opened)
    kept.keep(desk, uow, intake.opened, arrived.payload)
    heads.keep(desk, uow, intake.opened)
    told_back.keep(desk, uow, intake.opened)
    if desk.role is not Role.HR:
        uses_told.keep(uow, intake.opened.sha256, uses_told.said_in(intake.opened.envelope.extra))
    ended_before = _ended(desk, uow, intake)
    effect = touching.apply(intake, number)
    if asked:
        effect = section_requests.counted(effect, intake.opened, touching.acceptance, news=news)
    if of_office:
        effect = provisions.counted(effect, intake.opened, touching.acceptance, news=news)
    if intake.withdraws:
        ledgers.remember_withdrawal(uow, number)
    if intake.opened.envelope.kind == FORM.kind and any(n.code == "form-blank" for n in intake.notes):
        effect = replace(effect, added=0, updated=0)
    if to_keep and effect.outcome == "unchanged":
        effect = replace(effect, added=1, unchanged=max(effect.unchanged - 1, 0))
    year = intake.opened.envelope.fiscal_year
    named = touching.acceptance.deputies.get(year, rights.NOBODY)
    trusted = intake.opened.key_id in touching.acceptance.keys
    told = arrival.Arrival(
        intake,
        effect,
        touching.year_in_work,
        touching.is_twin(intake.opened),
        deputising.after_term(intake.revisions, named, desk.services.clock.today()),
        trusted and heads.lost(desk, uow, intake.opened),
        tuple(one for one in _ended(desk, uow, intake) if one not in ended_before),
        desk.role,
    )
    believed = trusted and number not in touching.acceptance.doubtful
    back = told_back.problems(desk, uow, intake.opened, arrived.path.name) if believed else ()
    gone = provisions.told_of(desk, uow, intake.opened, arrived.path.name)
    spoken_of = consultations_named.problems(desk, uow, intake.opened, arrived.path.name)
    notes = (*arrival.notes(told, arrived.path.name), *back, *gone, *spoken_of)
    # Of what a person is told the ledger keeps what nothing else shows afterwards.
    lasting = tuple(note for note in notes if note.code in _LASTING)
    entry = replace(receipt, number=number, problems=(*receipt.problems, *lasting, *back))
    report = _report(intake, arrived, entry, effect, notes)
    return _counted(entry, effect), replace(report, contents=contents)


_LASTING = ("late", "confirmation-taken-back")


def _ended(desk: Desk, uow: UnitOfWork, intake: Intake) -> tuple[deputising.TakenBack, ...]:
    """Return the 代理の指名 of a section's owner that are in force no more, for a file that names some."""
    if desk.role is not Role.SECTION or all(r.record.part is not Part.DEPUTIES for r in intake.revisions):
        return ()
    found = deputising.news(uow, intake.opened.envelope.fiscal_year, desk.services.clock.today())
    return tuple(one for one in found if one.was.deputy == desk.identity.owner)


def _counted(receipt: Receipt, effect: Effect) -> Receipt:
    return replace(
        receipt,
        outcome=effect.outcome,
        added=effect.added,
        updated=effect.updated,
        unchanged=effect.unchanged,
        conflicts=effect.conflicts,
    )


def _receipt(desk: Desk, intake: Intake, arrived: _Arrived) -> Receipt:
    envelope = intake.opened.envelope
    numbers = intake.employee_numbers
    return Receipt(
        number=0,
        received_at=desk.services.clock.now(),
        file_name=arrived.path.name,
        file_sha256=arrived.sha256,
        kind=envelope.kind,
        outcome="applied",
        package_id=envelope.package,
        issuer_store=envelope.issuer.store,
        issuer_epoch=envelope.issuer.epoch,
        issuer_sequence=envelope.issuer.sequence,
        key_id=intake.opened.key_id,
        payload_sha256=intake.opened.sha256,
        fiscal_year=envelope.fiscal_year,
        employee_number=numbers[0] if len(numbers) == 1 else "",
        sender=_sender(intake.opened, answered=_answered(intake, desk.role)),
        integrity_checked=arrived.integrity_checked,
        problems=intake.notes,
        program=program_of(envelope),
    )


def _answered(intake: Intake, role: Role) -> bool:
    """Tell whether a form comes from its person: what only arrived for them is from whoever made it."""
    return role is not Role.PERSONAL or len(intake.revisions) > len(intake.opened.revisions)


def _sender(opened: Opened, *, answered: bool = True) -> str:
    envelope = opened.envelope
    theirs = answered and envelope.kind in workbook_kinds.filled_in_kinds()
    return envelope.recipient.label if theirs else envelope.issuer.label


def _report(
    intake: Intake, arrived: _Arrived, receipt: Receipt, effect: Effect, notes: Sequence[Problem]
) -> FileReport:
    changes = tuple(
        Change(
            one.person[1],
            one.part.value,
            one.item,
            _text(one.before),
            _text(one.after),
            tuple(map(_text, one.said)),
        )
        for one in effect.changes
    )
    return FileReport(
        naming.told(arrived.path),
        intake.opened.envelope.kind,
        receipt.number,
        effect.outcome,
        effect.added,
        effect.updated,
        effect.unchanged,
        effect.conflicts,
        notes=(*intake.notes, *notes),
        changes=changes,
        sender=receipt.sender,
        employee_numbers=intake.employee_numbers,
        withdraws=intake.withdraws,
        resubmits=intake.opened.envelope.kind == RETURN_SLIP.kind
        and len(intake.revisions) > len(intake.opened.revisions),
        steps=tuple(
            Step(person[1], STATE_LABELS[before], STATE_LABELS[now]) for person, before, now in effect.steps
        ),
        sha256=arrived.sha256,
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict) and "stage" in value:
        parts = (value.get("stage") or NOT_REACHED, value.get("comment"))
        return " ".join(str(part) for part in parts if part)
    if isinstance(value, dict):
        told = ("level", "text", "where", "attained", "comment")
        return " ".join(str(part) for name in told if (part := value.get(name)) not in (None, ""))
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _settle_touched(desk: Desk, uow: UnitOfWork, touching: Touched) -> None:
    """Derive the standings anew, and look again at what had to wait."""
    if touching.acceptance_changed:
        arrival.reevaluate(desk, uow, touching.began_with, touching.touched)
        return
    derived.refresh(desk, uow, sorted(touching.touched), touching.acceptance, touching.known)
    if touching.waited:
        arrival.update_outcomes(uow)
