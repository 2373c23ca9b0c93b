"""配布と提出: write the workbooks that travel, number them and enter them in the dispatch ledger.

Everybody who can be written is: over whom it fails is named, and their file and its number are taken back.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from dxdesk.domain import file_names, rights
from dxdesk.domain.authorities import BEYOND, Scope
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.lifecycle import STATE_LABELS, State
from dxdesk.domain.records import ANSWER_PARTS, REVIEW_PARTS, Part, Revision
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.domain.year_start import Mode
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Dispatch, Enrolment, Role, StoredRevision
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.answering.self_report import form_name, goals_asked
from dxdesk.usecases.exchange import deputising, uncounted
from dxdesk.usecases.exchange.issue import (
    Contents,
    Issuance,
    Package,
    base_of,
    dispatch,
    issuer_label,
    person_revisions,
)
from dxdesk.usecases.forms import course_lines, goals_sheet, letters, questions
from dxdesk.usecases.forms import readable_sheets as readable
from dxdesk.usecases.forms.stage_texts import StageWriter, extra_of
from dxdesk.usecases.forms.way_back import extra_with
from dxdesk.usecases.growth_files.switch import files_on
from dxdesk.usecases.issued.letters import Letters
from dxdesk.usecases.organisation.reach import Reach, note_provided, reach
from dxdesk.usecases.person_year import derived, growth_records
from dxdesk.usecases.person_year.counting import Judged, accepted_keys, heads_of_year
from dxdesk.usecases.person_year.cycles import cycle_heads
from dxdesk.usecases.person_year.key_evidence import live_enrolments, seen_keys
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, year_context
from dxdesk.usecases.progress.unreached import unreached
from dxdesk.usecases.progress.work_view import tails
from dxdesk.usecases.sealing import wording_version, workbook_kinds
from dxdesk.usecases.sealing.envelope import EnrolmentText, Recipient
from dxdesk.usecases.sealing.workbook_kinds import (
    CONFIRMATION,
    FORM,
    RESULT_NOTICE,
    RETURN_SLIP,
    SECTION_PACKAGE,
    Handlers,
    WorkbookKind,
)
from dxdesk.usecases.sending import wide_tables
from dxdesk.usecases.sending.growth_shown import GrowthShown
from dxdesk.usecases.sending.guides import Confirmer, Guides
from dxdesk.usecases.sending.issued_notices import issued_notices
from dxdesk.usecases.sending.locking import Locks
from dxdesk.usecases.sending.ways import Ways
from dxdesk.usecases.training.beside import CourseTeller
from dxdesk.usecases.workplace.desk import Desk, tick
from dxdesk.usecases.workplace.outgoing import Outgoing, all_or_nothing
from dxdesk.usecases.workplace.unexpected import ENDING, Bugs, Unexpected

_WHOLE = (*ANSWER_PARTS, Part.REVIEW1, Part.REVIEW2, Part.LIFE)
_WITH_START = (*_WHOLE, Part.PLAN, Part.PLAN_LIFE)
_QUESTION = (Part.ASSIGNMENT, Part.REFERENCE)


@dataclass(frozen=True)
class Export:
    """What to write where; empty filters mean everybody.

    ``confirmer``: only the package of this confirmer or deputy. ``unreached``: only the packages of those who
    confirm somebody whose answer has not reached them. ``lock_list``: lock each confirmer's package
    with a password of its own in place of ``password``, and write the list of them here. ``guide``: write a
    paper beside the packages, or one for all forms, that says how to go on (``guides``). ``snapshot``: the
    ``summary`` of what was finalised up to it. ``sessions``: the sessions of the training ledger
    (``研修/回``) that are meant, none: all. ``letters``: under which 文書番号 new result notices are issued.
    ``paper``: on which wide tables are laid out.
    """

    kind: str
    out: Path
    section: str = ""
    employee: str = ""
    password: str = ""
    fiscal_year: int = 0
    confirmer: str = ""
    lock_list: Path | None = None
    unreached: bool = False
    guide: bool = False
    snapshot: int = 0
    sessions: tuple[str, ...] = ()
    letters: Letters = field(default_factory=dict)
    paper: str = wide_tables.USUAL


@dataclass(frozen=True)
class Exported:
    """The files written, how many people they are about, who was left out, and who needs a look.

    ``failed`` are those of ``skipped`` who should have been written and could not be: a person must act.
    ``lock_list`` is the list of passwords that was written, none of ``files``. ``beside`` says which files
    bear a number because others of their name lay there. ``to`` is to whom they go, as people say it, in the
    order of the files: 「学務課 鈴木 香織さん」, or a section with the number of its files. ``guides`` are
    the papers that go along, none of ``files``.
    """

    files: tuple[Path, ...]
    people: int
    skipped: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    failed: tuple[Problem, ...] = ()
    lock_list: Path | None = None
    beside: tuple[Problem, ...] = ()
    to: tuple[str, ...] = ()
    guides: tuple[Path, ...] = ()


_FOR_ALL = ENDING | {
    "folder-missing",
    "folder-read-only",
    "file-open-elsewhere",
    "file-not-written",
    "export-left",
    "wrong-role",
}
"""Codes of what ends an export: the place it writes to, not the person it writes about, is at fault."""

_NOT_WRITTEN = "この分は書き出していません。"


class _Tried(Exception):
    """It could be written; nothing of the attempt is to stay."""


class Sending:
    """One export in one transaction: what is written is entered, and nothing is where the place fails."""

    def __init__(
        self, desk: Desk, uow: UnitOfWork, command: Export, progress: Progress | None, outgoing: Outgoing
    ) -> None:
        """Read the year and everybody the filters name."""
        self.desk, self.uow, self.command, self.progress = desk, uow, command, progress
        self.outgoing = outgoing
        self.context: YearContext = year_context(desk, uow, command.fiscal_year)
        self.cycle = self.context.cycle
        self.skipped: list[Problem] = []
        self._provided: list[str] = []
        self.notices: list[Problem] = []
        self.failed: list[Problem] = []
        self._bugs = Bugs()
        self._to: dict[Path, str] = {}
        self.people = tuple(
            p for p in self._everybody() if not command.section or p.department_code == command.section
        )
        self.keys = accepted_keys(uow)
        self.issuance = Issuance(desk, uow, self.cycle, self.context.framework, self.keys)
        self.dispatches: list[Dispatch] = []
        self.guides = Guides(desk, self.cycle, issuer_label(desk, uow))
        self.locks = Locks(desk, command.out, command.password, command.lock_list)
        self._cycle_revisions = cycle_heads(uow, self.cycle.fiscal_year)
        self._deputies = heads_of_year(uow, self.cycle.fiscal_year, Part.DEPUTIES, self.keys)

    def _everybody(self) -> Sequence[PersonYear]:
        """Return everybody the filters may mean; one by one where somebody's year cannot be derived."""
        numbers = [self.command.employee] if self.command.employee else None
        try:
            with self._bugs.contained(_NOT_WRITTEN):
                return derived.people_years(self.uow, self.context, numbers)
        except Unexpected:
            year = self.context.cycle.fiscal_year
            assigned = {
                s.revision.record.employee_number for s in self.uow.exchange.part(year, Part.ASSIGNMENT)
            }
        found: list[PersonYear] = []
        for number in numbers or sorted(assigned):
            try:
                with self._bugs.contained(_NOT_WRITTEN):
                    found += derived.people_years(self.uow, self.context, [number])
            except Unexpected as error:
                self._tell(error, f"職員番号{number}")
        return found

    def attempt(self, whom: str, write: Callable[[], None], *, only_try: bool = False) -> KnownError | None:
        """Write one file in a savepoint; return why it could not be, with nothing of it left.

        Args:
            whom: whom it is about or for, as people say it.
            write: writes and enters it.
            only_try: take it back even where it could be written.

        Raises:
            KnownError: the place fails, and with it the whole export.
        """
        files, entered = len(self.outgoing.files), len(self.dispatches)
        found: KnownError | None = None
        try:
            with self.uow.savepoint():
                with self._bugs.contained(_NOT_WRITTEN):
                    write()
                if not only_try:
                    return None
                raise _Tried
        except KnownError as error:
            if any(problem.code in _FOR_ALL for problem in error.problems):
                raise
            found = _named(error.problems, whom)
        except Unexpected as error:
            found = _named((error.problem,), whom)
        except _Tried:
            pass
        self.outgoing.take_back_from(files)
        del self.dispatches[entered:]
        return found

    def write_one(self, person: PersonYear, write: Callable[[], None]) -> None:
        """Write one person's file, or name the person."""
        error = self.attempt(called(person), write)
        if error is not None:
            self.failed.extend(error.problems)

    def write_some(
        self, people: Sequence[PersonYear], whom: str, write: Callable[[Sequence[PersonYear]], None]
    ) -> None:
        """Write a file about several people, without those over whom it fails; they are named.

        Where no one of them is at fault alone, the file is named by whom it is for.
        """
        error = self.attempt(whom, lambda: write(people))
        if error is None:
            return
        fine: list[PersonYear] = []
        named: list[Problem] = []
        for person in people if len(people) > 1 else ():
            alone = self.attempt(called(person), functools.partial(write, [person]), only_try=True)
            if alone is None:
                fine.append(person)
            else:
                named += alone.problems
        if fine and named:
            error = self.attempt(whom, lambda: write(fine))
        self.failed += (*named, *(error.problems if error is not None and (fine or not named) else ()))

    def _tell(self, error: Unexpected, whom: str) -> None:
        self.failed.extend(_named((error.problem,), whom).problems)

    @cached_property
    def _uncounted(self) -> tuple[uncounted.Line, ...]:
        acceptance = self.context.acceptance
        stored, judged = self._judged_growth
        return (
            *uncounted.gather(self.uow, acceptance, self.people),
            *uncounted.gather_growth(self.uow, acceptance, self.people, judged, stored),
        )

    def told_to(self, recipient: Recipient) -> tuple[uncounted.Uncounted, ...]:
        """Return what of the recipient's own records does not count here, among those the filters name."""
        return uncounted.told_to(self._uncounted, recipient)

    @cached_property
    def _reach(self) -> Reach:
        return reach(self.desk, self.uow, Scope.PROVISION)

    @cached_property
    def stages(self) -> StageWriter:
        """What forms say of growth stages."""
        return StageWriter(self.uow, self.context.framework, self.desk.services.clock.today())

    @cached_property
    def courses(self) -> CourseTeller:
        """What forms and notices say of courses."""
        return CourseTeller(self.uow, self.context.framework, self.context.cycle.fiscal_year)

    @cached_property
    def ways(self) -> Ways:
        """Whom forms go back to."""
        today = self.desk.services.clock.today()
        return Ways(self.uow, self.context, today, self.guides.sender, self._deputies)

    def contents(
        self, people: Iterable[PersonYear], parts: Sequence[Part], *, judged: bool = False
    ) -> Contents:
        """Return the year's record and some parts of some people.

        ``judged``: for a store that judges who may confirm; it has to know whom HR named as deputies.
        """
        found = [revision for person in people for revision in person_revisions(person, parts)]
        return Contents((*self._cycle_revisions, *(self._deputies if judged else ()), *found))

    @cached_property
    def _judged_growth(self) -> tuple[Mapping[str, Sequence[StoredRevision]], Mapping[str, Judged]]:
        """What is kept of everybody's growth files and what counts of it, nothing where there are none."""
        if not files_on(self.desk, self.uow):
            return {}, {}
        kept = self.uow.exchange.people(0, [person.employee_number for person in self.people])
        kept = {n: [s for s in told if growth_records.of_file(s.revision)] for n, told in kept.items()}
        return kept, growth_records.judged_growth(self.uow, self.context.acceptance, kept)

    @cached_property
    def _growth(self) -> Mapping[str, tuple[Revision, ...]]:
        return {
            number: tuple(sorted(judged.of(Part.GROWTH), key=lambda revision: revision.id))
            for number, judged in self._judged_growth[1].items()
        }

    def growth(self, people: Iterable[PersonYear]) -> tuple[Revision, ...]:
        """Return what is in some people's growth files beside what lists tell, which has other ways."""
        return tuple(r for p in people for r in self._growth.get(p.employee_number, ()))

    @cached_property
    def growth_shown(self) -> GrowthShown:
        """What forms show of growth files."""
        return GrowthShown(self.desk, self.uow, [person.employee_number for person in self.people])

    def skip(self, person: PersonYear, message: str, fix: str = "") -> None:
        """Note why somebody was left out."""
        self.skipped.append(
            Problem("skipped", f"{person.name}さん({person.employee_number})は{message}", fix)
        )

    def wrote(self, package: Package, path: Path, to: str, people: int = 1) -> None:
        """Enter a written file; ``to`` is to whom it goes."""
        self._to[path] = to
        name = path.relative_to(self.command.out).as_posix()
        self.dispatches.append(dispatch(self.desk, package, name, people=people))
        to_whom = package.envelope.recipient
        if self._reach.use_to(self.uow, to_whom.role, to_whom.employee) == BEYOND:
            self._provided.append(package.envelope.package)

    def finish(self) -> Exported:
        """Enter everything in the ledger and commit."""
        self.uow.exchange.add_dispatches(self.dispatches)
        papers = self.guides.among(self.outgoing.files)
        counted = {"files": len(self.dispatches), **({"guides": len(papers)} if papers else {})}
        if self._provided:
            counted["provided"] = len(self._provided)
            note_provided(self.uow, self._provided)
        self.uow.audit.append(f"export-{self.command.kind}", "", counted)
        files = tuple(path for path in self.outgoing.files if path not in papers)
        self.locks.write_list(self.outgoing)
        self.outgoing.enter(self.uow)
        self.uow.commit()
        people = sum(entry.people for entry in self.dispatches)
        skipped, failed = (*self.failed, *self.skipped), tuple(self.failed)
        return Exported(
            files,
            people,
            skipped,
            tuple(self.notices),
            failed,
            self.locks.listed,
            self.outgoing.beside,
            self._addressed(),
            papers,
        )

    def _addressed(self) -> tuple[str, ...]:
        counted = Counter(self._to[path] for path in self.outgoing.files if path in self._to)
        # One count says how many the others get: where any has several, each has its number.
        several = any(count > 1 for count in counted.values())
        return tuple(f"{to}({count:,}件)" if several else to for to, count in counted.items())

    @cached_property
    def _sections(self) -> Mapping[str, str]:
        return {unit.code: unit.name for unit in self.uow.people.departments()}

    def confirmer_called(self, number: str, name: str) -> str:
        """Return a confirmer as one addresses them: 「学務課 鈴木 香織さん」."""
        return f"{self._section_of(number)} {name}さん({number})".strip()

    def in_file_name(self, number: str, name: str) -> str:
        """Return a confirmer as file names say them: ``001130(学務課 鈴木 香織)``."""
        return file_names.called(number, name, self._section_of(number))

    def _section_of(self, number: str) -> str:
        known = self.uow.people.employee(number)
        return self._sections.get(known.department_code, "") if known else ""


def called(person: PersonYear) -> str:
    """Return a person as they are named where something is said of their file."""
    return f"{person.name}さん({person.employee_number})"


def _named(problems: Iterable[Problem], whom: str) -> KnownError:
    return KnownError.of(
        tuple(replace(p, message=f"{whom}の分を書き出せませんでした。{p.message}") for p in problems)
    )


def export(desk: Desk, command: Export, progress: Progress | None = None) -> Exported:
    """Write workbooks of one kind.

    Raises:
        KnownError: ``export-kind`` (unknown), ``wrong-role``, ``nothing-to-send``, file errors, and why
            nobody could be written; no file of this export is left then, or those left are named
            (``export-left``).
    """
    asked = workbook_kinds.made_as(command.kind)
    if asked is not None and asked.written.plain:
        from dxdesk.usecases.sending import plain_workbooks

        told: list[Problem] = []
        files = plain_workbooks.write_export(
            desk,
            command.kind,
            command.out,
            section=command.section,
            fiscal_year=command.fiscal_year,
            password=command.password,
            snapshot=command.snapshot,
            sessions=command.sessions,
            paper=command.paper,
            tell=told.extend,
        )
        return Exported(files, 0, beside=tuple(told))
    if asked is None:
        raise KnownError(
            "export-kind",
            "その種類のファイルは作れません。",
            f"{'、'.join(workbook_kinds.words(workbook_kinds.makeable()))}から選んでください。",
            found=command.kind,
        )
    wide_tables.require(asked, command.paper)
    work = writes.named(asked.written.write)
    # The files go back only after the store has let go of the numbers in them.
    with all_or_nothing(desk) as outgoing, desk.store.write() as uow:
        sending = Sending(desk, uow, command, progress, outgoing)
        desk.require(*asked.written.senders)
        work(sending)
        if not sending.dispatches and sending.failed:
            raise KnownError.of(tuple(sending.failed))
        if not sending.dispatches:
            raise KnownError(
                "nothing-to-send",
                f"書き出す相手がいません。{_why(sending)}",
                "所属や職員番号の指定と、提出・確認の状態を確かめてください。",
            )
        return sending.finish()


def _why(sending: Sending) -> str:
    left = len(sending.skipped) - _NAMED
    more = f"ほか{left:,}人も書き出せません。" if left > 0 else ""
    return "".join(str(problem) for problem in sending.skipped[:_NAMED]) + more


_NAMED = 3
"""So many of those who were left out are named where nothing is written."""


writes: Handlers[Callable[[Sending], None]] = Handlers()
"""Writes the workbooks of a kind within an export; its sender is of a role that may."""


@writes
def write_section_packages(sending: Sending) -> None:
    """Write one package per confirmer: everybody they answer for, and their enrolment."""
    by_confirmer: dict[str, list[PersonYear]] = {}
    gone: dict[str, list[PersonYear]] = {}
    for person in sending.people:
        for number in _former_confirmers(person):
            gone.setdefault(number, []).append(person)
        if person.exempt:
            continue
        confirmers = {number for number in (person.route.first, person.route.second) if number}
        if not confirmers:
            sending.skip(
                person,
                "確認者が決まっていないので、どの配布票にも入っていません。",
                "名簿で確認者を決めてください。",
            )
        for number in confirmers | _deputies_of(sending, confirmers):
            by_confirmer.setdefault(number, []).append(person)
    for number in _released(sending):
        by_confirmer.setdefault(number, [])
    enrolments = enrolments_of(sending, by_confirmer)
    only = _only(sending)
    wanted = sorted(number for number in by_confirmer if only is None or number in only)
    for done, number in enumerate(wanted):
        people = by_confirmer[number]
        tick(sending.progress, done, len(wanted))
        confirmer = sending.uow.people.employee(number)
        name = confirmer.name if confirmer else ""
        label = name or number
        write = functools.partial(_section_package, sending, enrolments, number, name, gone.get(number, ()))
        sending.write_some(people, f"{label}さん({number})あてのファイル", write)


def _only(sending: Sending) -> Collection[str] | None:
    """Return whose packages are wanted, ``None`` for everybody's."""
    command = sending.command
    if not command.unreached:
        return {command.confirmer} if command.confirmer else None
    uow, year = sending.uow, sending.cycle.fiscal_year
    asked = [(p.employee_number, p.state, p.route) for p in sending.people if not p.exempt]
    receipts, sent = uow.exchange.receipts(live_only=True), uow.exchange.dispatches(year)
    found = frozenset(unreached(sending.desk, uow, year, asked, receipts, sent).values())
    return found | _deputies_of(sending, found)


def _deputies_of(sending: Sending, confirmers: Collection[str]) -> set[str]:
    """Return who stands in for some confirmers today or later: they need the people as well."""
    today = sending.desk.services.clock.today()
    said = sending.context.acceptance.deputies.get(sending.cycle.fiscal_year, rights.NOBODY)
    return {term.deputy for term in said.terms if term.principal in confirmers and term.last_day >= today}


def _released(sending: Sending) -> set[str]:
    """Return whose 代理の指名 was taken back or ends earlier, of those who have a package that told of it.

    Theirs says so, with nobody in it where they confirm nobody else. Nobody where only some are meant.
    """
    if sending.command.section or sending.command.employee:
        return set()
    year = sending.cycle.fiscal_year
    told = tails(sending.uow.exchange.dispatches(year), SECTION_PACKAGE.kind)
    found = deputising.news(sending.uow, year, sending.desk.services.clock.today())
    return {one.was.deputy for one in found} & told


def _section_package(
    sending: Sending,
    enrolments: Mapping[str, Enrolment],
    number: str,
    confirmer: str,
    gone: Sequence[PersonYear],
    people: Sequence[PersonYear],
) -> None:
    """Write one confirmer's package; ``gone`` are those they once answered for."""
    label = confirmer or number
    given = [EnrolmentText(public=enrolments[number].public, owner=number, seed=enrolments[number].seed)]
    given += colleagues(enrolments, people, number)
    found = sending.contents(people, (*_QUESTION, *_WITH_START), judged=True).revisions
    for person in gone:
        found += person_revisions(person, (Part.ASSIGNMENT,))
    recipient = Recipient(role=Role.SECTION.value, employee=number, label=label)
    found += sending.growth(people)
    vouched = frozenset({n for p in people for n in (p.route.first, p.route.second) if n} | {number})
    told = sending.told_to(recipient)
    contents = Contents(found, enrolments=tuple(given), vouched_for=vouched, uncounted=told)
    package = sending.issuance.issue(SECTION_PACKAGE.kind, recipient, contents)
    whose = sending.in_file_name(number, confirmer)
    name = f"所属配布票_{fiscal_year_short(sending.cycle.fiscal_year)}_{whose}.xlsx"
    wished = sending.command.out / name
    to = sending.confirmer_called(number, label)
    path = write_sealed(sending, package, wished, to, len(people), sending.locks.of(number))
    sending.locks.wrote(number, label, path)
    if sending.command.guide:
        who = sending.ways.in_full(number, label)
        locked = bool(sending.locks.of(number))
        sending.guides.for_confirmer(sending.outgoing, path, Confirmer(number, who, people, locked))


def _former_confirmers(person: PersonYear) -> frozenset[str]:
    """Return who was once told to confirm a person and is no longer: the package takes it back."""
    said = [revision.assignment for revision in person.judged.of(Part.ASSIGNMENT)]
    told = {number for one in said for number in (one.first, one.second)} - {""}
    now = set() if person.exempt else {person.route.first, person.route.second}
    return frozenset(told - now) if len(said) > 1 else frozenset()


def colleagues(
    enrolments: Mapping[str, Enrolment], people: Iterable[PersonYear], but: str = ""
) -> list[EnrolmentText]:
    """Return by what the files of people's confirmers are known: also slips of the stage after one's own."""
    numbers = {number for person in people for number in (person.route.first, person.route.second)}
    known = sorted((numbers - {"", but}) & enrolments.keys())
    return [EnrolmentText(public=enrolments[number].public, owner=number) for number in known]


def enrolments_of(sending: Sending, confirmers: Iterable[str]) -> Mapping[str, Enrolment]:
    """Return the year's enrolment of each confirmer; HR makes those that are missing."""
    sealer, year = sending.desk.services.sealer, sending.cycle.fiscal_year
    uow = sending.uow
    live = live_enrolments(uow, uow.exchange.claims(), seen_keys(uow))
    known = [e for e in live.values() if e.fiscal_year == year]
    if sending.desk.role is not Role.HR:
        return {e.owner: e for e in known}
    found = {e.owner: e for e in known if e.seed}
    for number in sorted(confirmers):
        if number not in found:
            seed = sealer.new_seed()
            found[number] = Enrolment(sealer.public_of(seed), number, year, seed)
            sending.uow.exchange.save_enrolment(found[number])
    return found


def write_sealed(
    sending: Sending, package: Package, path: Path, to: str, people: int, password: str | None = None
) -> Path:
    """Write a workbook, locked with the export's password where it has none of its own; return where."""
    lock = sending.command.password if password is None else password
    revisions = tuple(model.revision() for model in package.envelope.revisions)
    sheets = readable.sheets_of(sending.desk.services.sealer, package.envelope, revisions)
    with sending.outgoing.writing(path) as there:
        sending.desk.services.workbooks.write_tables(sheets, there, package.payload, lock)
    sending.wrote(package, there, to, people)
    return there


@writes
def write_forms(sending: Sending) -> None:
    """Write one form per person, in folders by section."""
    if sending.command.guide:  # only HR's paper bears HR's code
        sending.desk.require(Role.HR)
    wanted = [person for person in sending.people if _asks(sending, person)]
    confirmers = {number for p in wanted for number in (p.route.first, p.route.second) if number}
    enrolments = enrolments_of(sending, confirmers)
    sending.notices.extend(_nobody_confirms(p) for p in wanted if not (p.route.first or p.route.second))
    for done, person in enumerate(wanted):
        tick(sending.progress, done, len(wanted))
        sending.write_one(person, functools.partial(_form, sending, person, enrolments))
    if sending.command.guide and sending.dispatches:
        sending.guides.for_everybody(sending.outgoing, sending.command.out)


def _form(sending: Sending, person: PersonYear, enrolments: Mapping[str, Enrolment]) -> None:
    known = tuple(colleagues(enrolments, [person]))
    _write_form(sending, person, FORM, sending.command.out / section_folder(person), enrolments=known)


def _asks(sending: Sending, person: PersonYear) -> bool:
    if person.exempt:
        return False
    if person.state in (State.FINALISED, State.RECEIVED):
        sending.skip(person, f"「{STATE_LABELS[person.state]}」なので、申告票を作りません。")
        return False
    return True


def _nobody_confirms(person: PersonYear) -> Problem:
    return Problem(
        "route-missing",
        f"{person.name}さん({person.employee_number})は確認者が決まっていません。"
        "申告票は作りましたが、このままでは、だれの確認も経ずに人事課の受付になります。",
        "配る前に、名簿で確認者を決めてください。",
    )


def section_folder(person: PersonYear) -> str:
    """Return the folder of a section: its code and name (``020300_学務課``), safe in any file system."""
    code = "".join(c if c.isalnum() or c in "-_" else "_" for c in person.department_code)
    if not code:
        return _NO_SECTION
    named = f"{code}_{person.department_name}" if person.department_name else code
    return file_names.part(named, empty=_NO_SECTION)


_NO_SECTION = "所属なし"


def _write_form(
    sending: Sending,
    person: PersonYear,
    kind: WorkbookKind,
    folder: Path,
    reason_round: int = 0,
    enrolments: tuple[EnrolmentText, ...] = (),
) -> None:
    parts = (*_QUESTION, Part.LIFE) if kind == RETURN_SLIP else _QUESTION
    found = sending.contents([person], parts)
    recipient = Recipient(role=Role.PERSONAL.value, employee=person.employee_number, label=person.name)
    number = reason_round or person.round
    stages, way = sending.stages.begun(person), sending.ways.of(person)
    extra, mode = extra_of(stages), Mode.NONE
    if way is not None:
        extra = course_lines.added(extra_with(way, stages), sending.courses.by_level(person))
        mode = goals_asked(sending.cycle, person)
        extra = goals_sheet.added(extra, mode)
        extra = wording_version.framed(sending.growth_shown.added(extra, person))
    contents = Contents(
        (*found.revisions, *sending.growth([person])),
        base=base_of(person, goals=mode is not Mode.NONE),
        enrolments=enrolments,
        round=number,
        extra=extra,
        uncounted=sending.told_to(recipient),
    )
    package = sending.issuance.issue(kind.kind, recipient, contents)
    revisions = tuple(model.revision() for model in package.envelope.revisions)
    question = questions.question_of(package.envelope, revisions)
    name = form_name(person.fiscal_year, person.employee_number)
    if kind == RETURN_SLIP:
        whose = file_names.called(person.employee_number, person.name, person.department_name)
        name = f"差戻票_{fiscal_year_short(person.fiscal_year)}_{whose}_{number}.xlsx"
    with sending.outgoing.writing(folder / name) as path:
        sending.desk.services.workbooks.write_form(
            question.sheet,
            path,
            package.payload,
            password=sending.command.password,
            beside=question.beside,
        )
    own = kind == RETURN_SLIP
    sending.wrote(package, path, called(person) if own else person.department_name or _NO_SECTION)


@writes
def write_return_slips(sending: Sending) -> None:
    """Write a slip for everybody whose answer stands returned by this store."""
    wanted = [person for person in sending.people if person.life.state is State.RETURNED]
    for done, person in enumerate(wanted):
        tick(sending.progress, done, len(wanted))
        out, number = sending.command.out, person.round + 1
        sending.write_one(person, functools.partial(_write_form, sending, person, RETURN_SLIP, out, number))


@writes
def write_confirmations(sending: Sending) -> None:
    """Write what was confirmed: to the second confirmer where one follows, else to HR."""
    owner = sending.desk.identity.owner
    groups: dict[str, list[PersonYear]] = {}
    mine = [p for p in sending.people if _stages_of(p, owner) and not p.exempt]
    for person in mine:
        target = _next_recipient(person, owner)
        if target is None:
            sending.skip(person, f"まだ「{STATE_LABELS[person.state]}」です。")
            continue
        groups.setdefault(target, []).append(person)
    for done, (target, people) in enumerate(sorted(groups.items())):
        tick(sending.progress, done, len(groups))
        whom = f"{people[0].second_name}さん({target})あてのファイル" if target else "人事あてのファイル"
        sending.write_some(people, whom, functools.partial(_confirmation, sending, target, len(mine)))


def _confirmation(sending: Sending, target: str, mine: int, people: Sequence[PersonYear]) -> None:
    """Write what was confirmed to one recipient; ``mine`` is how many people are the sender's in all."""
    found = sending.contents(people, (*_QUESTION, *_WITH_START), judged=True)
    confirmed = sum(person.life.state is not State.RETURNED for person in people)
    role = Role.SECTION if target else Role.HR
    label = people[0].second_name if target else "人事担当"
    recipient = Recipient(role=role.value, employee=target, label=label)
    whole = len(people) == mine
    contents = Contents(
        (*found.revisions, *sending.growth(people)),
        whole=whole,
        extra=readable.confirmation_extra(people),
        uncounted=sending.told_to(recipient),
    )
    package = sending.issuance.issue(CONFIRMATION.kind, recipient, contents)
    ending = f"{sending.in_file_name(target, label)}あて" if target else "人事あて"
    owner = sending.in_file_name(
        sending.desk.identity.owner, sending.uow.settings.get(setting_names.OWNER_NAME)
    )
    name = f"確認票_{fiscal_year_short(sending.cycle.fiscal_year)}_{owner}_{ending}.xlsx"
    to = sending.confirmer_called(target, label) if target else "人事課"
    write_sealed(sending, package, sending.command.out / name, to, confirmed)


def _next_recipient(person: PersonYear, owner: str) -> str | None:
    """Return whom a person's record goes to next (empty = HR), ``None`` while nothing is decided.

    A return goes the same way, so that those who come after know why they wait.
    """
    first = Part.REVIEW1 in _stages_of(person, owner) and person.route.second != owner
    if person.life.state is State.RETURNED:
        return person.route.second if first else ""
    if person.state is State.SECOND_CONFIRMED:
        return ""
    if person.state is not State.FIRST_CONFIRMED or not first:
        return None
    return person.route.second


def _stages_of(person: PersonYear, owner: str) -> frozenset[Part]:
    """Return the stages at which somebody confirms a person, in their own name or for another."""
    said = [r.made for part in (*REVIEW_PARTS, Part.LIFE) for r in person.judged.of(part)]
    acting = {one.on_behalf_of for one in said if one.by == owner}
    stages = (person.route.stage_of(number) for number in {owner, *acting})
    return frozenset(stage for stage in stages if stage is not None)


@writes
def write_results(sending: Sending) -> None:
    """Write a result notice for everybody who is finalised."""
    wanted = [person for person in sending.people if person.finalised]
    desk, uow, context = sending.desk, sending.uow, sending.context
    issued = issued_notices(desk, uow, context, wanted, sending.command.letters)
    extra = letters.extras(uow, context, issued)
    for done, person in enumerate(wanted):
        tick(sending.progress, done, len(wanted))
        sending.write_one(person, functools.partial(_result, sending, person, extra))


def _result(sending: Sending, person: PersonYear, extra: Callable[[PersonYear], str]) -> None:
    found = sending.contents([person], (*_QUESTION, *_WHOLE))
    recipient = Recipient(role=Role.PERSONAL.value, employee=person.employee_number, label=person.name)
    told = replace(
        found,
        revisions=(*found.revisions, *sending.growth([person])),
        extra=extra(person),
        uncounted=sending.told_to(recipient),
    )
    package = sending.issuance.issue(RESULT_NOTICE.kind, recipient, told)
    name = f"結果通知票_{fiscal_year_short(person.fiscal_year)}_{person.employee_number}.xlsx"
    to = person.department_name or _NO_SECTION
    write_sealed(sending, package, sending.command.out / section_folder(person) / name, to, 1)
