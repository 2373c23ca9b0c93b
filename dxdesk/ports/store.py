"""What the use cases need from the outside, as protocols that the lower rooms fulfil."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.framework import COURSE
from dxdesk.domain.records import Part, Revision
from dxdesk.ports import entities as rows
from dxdesk.ports.changes import Changes
from dxdesk.ports.inspection import Inspection
from dxdesk.ports.papers import Papers

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Called with (done, total); raising ``Cancelled`` from it stops the work with nothing half-applied."""


class Clock(Protocol):
    """The time, so that a demo year can be played on its own dates."""

    def now(self) -> str:
        """Return the UTC time as ISO text with seconds, e.g. ``2026-02-04T01:31:00Z``."""

    def today(self) -> str:
        """Return the local date as ISO text."""


class Sealer(Protocol):
    """Keys and signatures over bytes; public keys and signatures are hex text, seeds too."""

    def __hash__(self) -> int:
        """Sealers hold no state, so that checks can be remembered."""

    def new_seed(self) -> str:
        """Return a new private seed."""

    def public_of(self, seed: str) -> str:
        """Return the public key of a seed."""

    def fingerprint(self, public: str) -> str:
        """Return the key id: 32 hex characters."""

    def spoken_code(self, public: str) -> str:
        """Return the code two people compare by telephone, e.g. ``こはく・みなと・42``."""

    def sign(self, seed: str, domain: str, data: bytes) -> str:
        """Return the signature of domain-separated data."""

    def verify(self, public: str, domain: str, data: bytes, signature: str) -> bool:
        """Tell whether the signature is the key's."""

    def signer(self, seed: str, domain: str) -> Callable[[bytes], str]:
        """Return what signs data as ``sign`` does, for thousands of them."""

    def checker(self, domain: str, seed: str = "") -> Callable[[str, bytes, str], bool]:
        """Return what tells of public key, data and signature what ``verify`` tells, for thousands of them.

        ``seed`` is one at hand: signatures of its key may be looked at by making them anew.
        """


class Settings(Protocol):
    """Small texts kept in the store by name (titles, purpose line, counters).

    Keeping one makes the change ``changed_by.of_setting`` says of its name; a counter makes none.
    """

    def get(self, name: str, default: str = "") -> str:
        """Return a setting or the default."""

    def set(self, name: str, value: str) -> None:
        """Keep a setting."""

    def starting_with(self, prefix: str) -> Mapping[str, str]:
        """Return all settings whose name starts so."""

    def next_number(self, counter: str, at_least: int = 1) -> int:
        """Return 1, 2, 3 … for a named counter; a number is used once even across restarts.

        It goes on from ``at_least`` where it has not come so far.
        """


class People(Protocol):
    """Roster, departments, own lists, evidence.

    Whatever is written here changes ``ROSTER``; own lists ``SETTINGS`` too, and evidence ``STANDING``.
    """

    def employees(self, *, include_left: bool = False) -> Sequence[rows.Employee]:
        """Return the roster in department and number order."""

    def employee(self, number: str) -> rows.Employee | None:
        """Return one person, also one who left."""

    def called(self, numbers: Iterable[str]) -> Mapping[str, tuple[str, str]]:
        """Return names and sections of those of some people who are on the roster, by number, in one query.

        A section by the name it has had last, by its code where none is known.
        """

    def find(self, text: str, limit: int = 50) -> Sequence[rows.Employee]:
        """Search by number, name in any variant, alias or kana."""

    def save_employees(self, employees: Iterable[rows.Employee]) -> None:
        """Insert or replace; sort and search keys are derived here. History is the caller's."""

    def add_changes(self, changes: Iterable[rows.EmployeeChange]) -> None:
        """Append to the history."""

    def changes(self, number: str) -> Sequence[rows.EmployeeChange]:
        """Return a person's history, oldest first."""

    def fold_changes(self, field: str, fold: Callable[[str], str]) -> None:
        """Replace what the history says of a field; lines in which nothing changes any more go."""

    def departments(self, code: str = "") -> Sequence[rows.Department]:
        """Return departments, also those no longer valid, all or those of one code, by code and start."""

    def save_departments(self, departments: Iterable[rows.Department]) -> None:
        """Insert or replace by (code, valid_from)."""

    def entries(self, list_name: str) -> Sequence[rows.ListEntry]:
        """Return an own list in its order."""

    def save_entries(self, entries: Iterable[rows.ListEntry]) -> None:
        """Insert or replace by (list, value)."""

    def remove_entries(self, entries: Iterable[rows.ListEntry]) -> None:
        """Remove values from own lists."""

    def appointments(self, number: str = "") -> Sequence[Appointment]:
        """Return terms of appointed personas, of one person or of all, oldest first."""

    def save_appointments(self, appointments: Iterable[Appointment]) -> None:
        """Insert or replace by (person, persona, first day)."""

    def remove_appointment(self, appointment: Appointment) -> None:
        """Remove a term that was never meant."""

    def evidence(self, number: str = "") -> Sequence[rows.EvidenceRecord]:
        """Return evidence of live receipts, of one person or of all, oldest first."""

    def add_evidence(self, records: Iterable[rows.EvidenceRecord]) -> int:
        """Add what is new (same person, kind, name and date = the same); return how many were."""

    def evidence_of(self, numbers: Iterable[str]) -> Sequence[rows.EvidenceRecord]:
        """Return every row kept of some people, those of undone receipts among them, in no order."""

    def evidence_like(
        self, keys: Iterable[rows.EvidenceKey], *, live_only: bool = False
    ) -> Sequence[rows.EvidenceRecord]:
        """Return every row kept under some keys, in one query and in no order.

        Those of undone receipts are among them but for ``live_only``.
        """

    def entries_by_person(
        self, numbers: Collection[str] | None = None
    ) -> Mapping[str, Sequence[rows.EvidenceSaid]]:
        """Return what ``evidence`` returns of some people or of all, by person; who has none is not there.

        What many people have alike is one and the same record.
        """

    def attendees(
        self, first_day: str, last_day: str, names: Collection[str] | None = None
    ) -> Sequence[rows.Attendees]:
        """Return who is on record for courses on days (ISO) from one to another, gathered, in one query.

        Of live receipts; each person once a name, year and result. In the order of names, years, results.
        ``names``: of these courses alone, as lists call them.
        """

    def course_names(self, kind: str = COURSE) -> Sequence[str]:
        """Return what lists call the courses (``exam``: examinations) on record, sorted, in one query."""

    def takers(self, kind: str, names: Collection[str]) -> Sequence[rows.Takers]:
        """Return who is on record for some courses or examinations, gathered, in one query.

        Of live receipts, as lists call them; in the order of names and results.
        """

    def roster_kinds(self) -> Sequence[rows.RosterKind]:
        """Return the roster gathered by what its own lists tell apart, who left among them, in one query."""

    def unsealed_evidence(self) -> Sequence[rows.EvidenceRecord]:
        """Return the rows of receipts, live or not, that support no record of growth, by receipt."""

    def remove_evidence(self, numbers: Iterable[str]) -> None:
        """Remove all rows of some people."""

    def replace_evidence(
        self, gone: Iterable[rows.EvidenceRecord], told: Iterable[rows.EvidenceRecord]
    ) -> None:
        """Remove some rows and keep others, in two statements however many they are."""


class Exchange(Protocol):
    """Revisions and what supports them, receipts, dispatches, keys, frameworks.

    Revisions, kept or forgotten, make the changes ``changed_by.of_part`` says of their parts; a receipt
    ``RECEIPTS``, replaced ``changed_by.RECEIPT_CHANGED``; a dispatch ``RECEIPTS`` and ``STANDING``;
    whatever is said of keys ``KEYS``; framework versions ``SETTINGS`` and ``CYCLE``, their drafts ``DRAFTS``.
    """

    def add_revisions(self, revisions: Iterable[Revision], receipt: int = 0) -> int:
        """Keep revisions and their support (0 = local work); return how many ids were new."""

    def forget_revisions(self, ids: Iterable[str]) -> int:
        """Remove revisions and their supports; return how many there were.

        Only what compaction leaves out, and what has left this store in no file, may be forgotten.
        """

    def person(self, fiscal_year: int, employee_number: str) -> Sequence[rows.StoredRevision]:
        """Return a person's revisions that have a live support."""

    def people(
        self, fiscal_year: int, employee_numbers: Iterable[str]
    ) -> Mapping[str, Sequence[rows.StoredRevision]]:
        """Return the same for many people in few queries."""

    def over_years(
        self, fiscal_years: Iterable[int], employee_numbers: Iterable[str], parts: Iterable[Part]
    ) -> Sequence[rows.StoredRevision]:
        """Return some parts of some people in some years and of no year, in one query.

        An empty number stands for the years themselves. Ordered by record and id.
        """

    def part(self, fiscal_year: int, part: Part) -> Sequence[rows.StoredRevision]:
        """Return all supported revisions of one part of a year (e.g. all assignments)."""

    def numbers(self, fiscal_year: int, part: Part) -> frozenset[str]:
        """Return of whom there is a supported revision of one part of a year, in one query."""

    def things(self, kinds: Iterable[str]) -> Sequence[rows.StoredRevision]:
        """Return the supported revisions of the things (``owned``) of some kinds (``course``) alone.

        By record and id, one kind after the other.
        """

    def growth_naming(self, words: Iterable[str]) -> Sequence[str]:
        """Return of whom a supported revision of growth (``growth``) holds any of some words, in one query.

        The words are parts of the stored text (``"expires":"2026-04``).
        """

    def steps_beside(self, action: str) -> Mapping[int, Sequence[Revision]]:
        """Return the steps (``life``) of each live receipt that brings one of an action, in one query."""

    def everything(self) -> Iterator[rows.StoredRevision]:
        """Return every supported revision, ordered by record and id."""

    def revisions_of(self, receipt: int) -> Sequence[Revision]:
        """Return the revisions a receipt supports, live or not."""

    def sole_support(self, receipt: int) -> frozenset[str]:
        """Return ids that only this receipt keeps alive."""

    def years(self) -> Sequence[int]:
        """Return fiscal years with supported revisions, ascending."""

    def add_receipt(self, receipt: rows.Receipt) -> int:
        """Append to the receipt ledger and return its number."""

    def update_receipts(self, receipts: Iterable[rows.Receipt]) -> None:
        """Replace receipts by their numbers."""

    def update_receipt(self, receipt: rows.Receipt) -> None:
        """Replace a receipt by its number (undo, revival, outcome after a later import)."""

    def receipt(self, number: int) -> rows.Receipt | None:
        """Return one receipt."""

    def receipts(self, *, live_only: bool = False) -> Sequence[rows.Receipt]:
        """Return the ledger, newest first."""

    def receipts_sealed_by(self, key_ids: Iterable[str]) -> frozenset[int]:
        """Return the numbers of live receipts whose payload was sealed with one of the keys."""

    def issuer_numbers(self) -> Iterable[tuple[str, int, int, str]]:
        """Return store, epoch, sequence and payload digest of what live receipts brought, each once."""

    def receipts_by_file(self, file_sha256: str) -> Sequence[rows.Receipt]:
        """Return the receipts of the very same file."""

    def add_dispatches(self, dispatches: Iterable[rows.Dispatch]) -> None:
        """Append to the dispatch ledger (numbers are given here)."""

    def dispatches(self, fiscal_year: int = 0) -> Sequence[rows.Dispatch]:
        """Return the dispatch ledger, newest first."""

    def issued(self, payload_sha256: str) -> bool:
        """Tell whether this store issued a payload itself."""

    def keys(self) -> Sequence[rows.KeyRow]:
        """Return all keys seen."""

    def save_key(self, key: rows.KeyRow) -> None:
        """Insert or replace by key id."""

    def claims(self) -> Sequence[rows.KeyClaim]:
        """Return enrolment claims of live receipts."""

    def add_claim(self, claim: rows.KeyClaim) -> None:
        """Keep a claim."""

    def successions(self) -> Sequence[rows.Succession]:
        """Return what old keys say of their successors, of live receipts and of this store (receipt 0)."""

    def add_succession(self, succession: rows.Succession) -> None:
        """Keep an old key's word for its successor."""

    def enrolments(self) -> Sequence[rows.Enrolment]:
        """Return all enrolments known."""

    def save_enrolment(self, enrolment: rows.Enrolment) -> None:
        """Insert or replace by public key."""

    def framework(self, code: str, version: str) -> rows.FrameworkRow | None:
        """Return a framework version."""

    def frameworks(self) -> Sequence[rows.FrameworkRow]:
        """Return all framework versions."""

    def framework_versions(self) -> Sequence[tuple[str, str]]:
        """Return code and version of the same, without their texts."""

    def save_framework(self, framework: rows.FrameworkRow) -> None:
        """Keep a version; a different text under a kept code and version raises ``KnownError``."""

    def remove_framework(self, code: str, version: str) -> None:
        """Remove a version that no file brings any more, if it is there."""

    def framework_drafts(self) -> Sequence[rows.FrameworkDraft]:
        """Return all frameworks in work, the one saved last first."""

    def save_framework_draft(self, draft: rows.FrameworkDraft) -> None:
        """Insert or replace by id."""

    def remove_framework_draft(self, draft_id: str) -> None:
        """Remove a draft that became a version or is not wanted."""


class Results(Protocol):
    """Derived standings, snapshots, drafts.

    Drafts change ``DRAFTS``, everything else ``STANDING``.
    """

    def save_assessments(self, assessments: Iterable[rows.Assessment]) -> None:
        """Insert or replace by (year, person)."""

    def assessments(
        self, fiscal_year: int, department_codes: Iterable[str] | None = None
    ) -> Sequence[rows.Assessment]:
        """Return standings of a year, all or of some departments, in person order.

        Of a state that says nothing (``lifecycle.SAYS_NOTHING``) there are no levels of this year, here and
        in ``map_lines``.
        """

    def map_lines(self, fiscal_year: int) -> Sequence[rows.MapLine]:
        """Return everybody of a year for the skill map, in department and number order, in one query."""

    def year_people(self, fiscal_year: int) -> Sequence[rows.YearPerson]:
        """Return everybody of a year, in department and number order, in one query."""

    def people_before(self, fiscal_year: int) -> frozenset[str]:
        """Return the numbers of everybody of any earlier year."""

    def at_rest(self, fiscal_year: int) -> frozenset[str]:
        """Return of whom nothing waits in a year (pending, quarantined) and nothing is disputed."""

    def clear_assessments(self, fiscal_year: int) -> None:
        """Forget the derived standings of a year (they are made again)."""

    def add_snapshot(self, snapshot: rows.Snapshot, lines: Iterable[rows.SnapshotLine]) -> None:
        """Freeze a result."""

    def seal_snapshot(self, seal: rows.SnapshotSeal) -> None:
        """Keep what was signed of a snapshot."""

    def snapshot_seals(self) -> Sequence[rows.SnapshotSeal]:
        """Return what was signed of snapshots, by year and number; older snapshots have none."""

    def snapshots(self, fiscal_year: int = 0) -> Sequence[rows.Snapshot]:
        """Return snapshots, oldest first."""

    def snapshot_lines(self, fiscal_year: int, employee_number: str = "") -> Sequence[rows.SnapshotLine]:
        """Return lines of all snapshots of a year, oldest snapshot first."""

    def lines_over_years(self, employee_numbers: Iterable[str]) -> Sequence[rows.SnapshotLine]:
        """Return lines of some people of all snapshots of every year, by year and oldest snapshot first."""

    def save_draft(self, draft: rows.Draft) -> None:
        """Insert or replace."""

    def draft(self, fiscal_year: int, employee_number: str) -> rows.Draft | None:
        """Return a draft."""

    def delete_draft(self, fiscal_year: int, employee_number: str) -> None:
        """Remove a draft after it was submitted."""


class Audit(Protocol):
    """The hash-chained record of who did what. An entry changes nothing that a screen shows by itself."""

    def append(self, action: str, subject: str = "", counts: Mapping[str, int | str] | None = None) -> None:
        """Add an entry; OS user, time and chain hash are filled in."""

    def entries(self, limit: int = 0) -> Sequence[rows.AuditEntry]:
        """Return entries, newest first (0 = all)."""

    def head(self) -> str:
        """Return the hash of the last entry, empty for none."""

    def holds(self, head: str) -> bool:
        """Tell whether a hash is that of an entry."""

    def only_since(self, head: str, actions: Collection[str]) -> bool:
        """Tell whether nothing but some actions was done after an entry; ``*`` at an end stands for any rest.

        Where no entry has that hash, nobody knows: ``False``.
        """


class UnitOfWork(Protocol):
    """One transaction. Leaving the block without ``commit()`` undoes everything.

    What is written is noted as ``Changes``, as the repositories say; what is undone is not.
    """

    settings: Settings
    people: People
    exchange: Exchange
    results: Results
    papers: Papers
    audit: Audit

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back what was not committed."""

    def renew_seed(self, seed: str) -> None:
        """Replace the store's private seed; it is the store's own from the commit on. Changes ``KEYS``."""

    def commit(self) -> Changes:
        """Make everything since the last commit durable and return what that changed; the block may go on.

        Whoever works on this thread is told it, too (``changes.hearing``).
        """

    def savepoint(self) -> AbstractContextManager[None]:
        """Undo the inner block alone when it raises (the exception goes on)."""

    def once(self, read: Callable[[UnitOfWork], T]) -> T:
        """Return what ``read`` returns of this unit; asked again only after something was written or undone.

        ``read`` writes nothing, and what it returns is changed by nobody.
        """

    def until_written(self, read: Callable[[UnitOfWork], T]) -> T:
        """Return what ``read`` returns; units that only read are told the same until anybody wrote anything.

        As ``once``, for what is small and asked by nearly every unit: it stays in memory between them.
        """


class Store(Protocol):
    """An opened store."""

    @property
    def identity(self) -> rows.StoreIdentity:
        """What the store is."""

    @property
    def label(self) -> str:
        """A short name for people, e.g. the file's stem."""

    @property
    def location(self) -> str:
        """Where the store lies, as ``Stores.open`` takes it."""

    @property
    def read_only(self) -> bool:
        """Whether somebody else is writing."""

    @property
    def signing_seed(self) -> str:
        """The private seed of an hr, dx or section store, empty for personal ones."""

    @property
    def has_passphrase(self) -> bool:
        """Whether it is encrypted."""

    def write(self) -> UnitOfWork:
        """Return a unit of work that may write; refuses on a read-only store with ``KnownError``."""

    def read(self) -> UnitOfWork:
        """Return a unit of work that only reads (a consistent view)."""

    def back_up(self) -> Path:
        """Make an automatic backup beside the store now and return where it is. Changes ``SETTINGS``."""

    def backup_trouble(self) -> rows.BackupTrouble | None:
        """Return what is wrong with the automatic backups; ``None`` from the next one that succeeds."""

    def close(self) -> None:
        """Release file and lock."""


class Stores(Protocol):
    """Creates, opens and cares for stores by location.

    Another passphrase, another code and other backups of an opened store change ``SETTINGS``: there one sees
    what lies beside it.
    """

    def create(self, location: str, identity: rows.StoreIdentity, passphrase: str) -> Store:
        """Create a store (never over an existing file) and open it."""

    def open(self, location: str, passphrase: str, *, read_only: bool = False) -> Store:
        """Open, migrating after a verified backup; refuses newer schemas and wrong passphrases."""

    def change_passphrase(
        self,
        store: Store,
        former: str,
        passphrase: str,
        progress: Progress | None = None,
        note: Callable[[UnitOfWork], object] | None = None,
    ) -> None:
        """Put an opened store under a new key, whole or not at all; empty takes a personal one's away.

        What ``note`` writes is kept exactly when the new key is.
        """

    def make_recovery_code(self, store: Store, passphrase: str) -> str:
        """Return a fresh code that opens the store beside its passphrase, until that is changed."""

    def drop_recovery_code(self, store: Store) -> None:
        """Take away what the code opens the store by."""

    def has_recovery_code(self, store: Store) -> bool:
        """Tell whether a code opens the store as it is now."""

    def former_backups(self, store: Store) -> Sequence[rows.Backup]:
        """Return the automatic backups that the store's passphrase does not open, newest first."""

    def renew_backups(self, store: Store, former: str, progress: Progress | None = None) -> None:
        """Bring the automatic backups that a former passphrase opens under the store's; leave the others."""

    def backup(self, store: Store, target: Path) -> None:
        """Write a checked copy, renamed into place."""

    def backups(self, location: str) -> Sequence[rows.Backup]:
        """Return the automatic backups of a store, newest first; the store itself may be gone."""

    def newest_whole(
        self, location: str, passphrase: str, progress: Progress | None = None
    ) -> tuple[rows.Backup | None, Sequence[rows.Backup]]:
        """Return the newest backup that opens and is whole, and the newer ones that do not or are not."""

    def restore(
        self, source: Path, location: str, passphrase: str, progress: Progress | None = None
    ) -> rows.StoreIdentity:
        """Make a store of a backup, with a new epoch; never over an existing file."""

    def verify(self, location: str, passphrase: str, *, content: bool = True) -> Sequence[str]:
        """Check integrity and foreign keys, with ``content`` the audit chain and revision ids too.

        Return findings (empty = sound).
        """

    def check(self, store: Store) -> Sequence[str]:
        """Verify an opened store as it is saved now, without asking for its passphrase again."""

    def inspected(
        self, store: Store, progress: Progress | None = None
    ) -> AbstractContextManager[tuple[Store, Inspection]]:
        """Give out a copy of an opened store, for as long as it takes, and every row of it."""
