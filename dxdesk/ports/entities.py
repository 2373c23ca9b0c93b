"""Frozen records that cross the store's port: what is kept, without saying how.

Dates are ISO text (``2026-02-13``), times UTC ISO text; employee numbers are text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from dxdesk.domain.completion import Outcome, outcome
from dxdesk.domain.contents import Frozen, frozen_ids
from dxdesk.domain.errors import Problem
from dxdesk.domain.records import Revision


class Role(StrEnum):
    """Whose store this is."""

    HR = "hr"
    DX = "dx"
    SECTION = "section"
    PERSONAL = "personal"


ROLE_LABELS: Mapping[Role, str] = {
    Role.HR: "人事",
    Role.DX: "DX推進",
    Role.SECTION: "所属",
    Role.PERSONAL: "個人",
}


@dataclass(frozen=True, slots=True)
class StoreIdentity:
    """What a store is. ``owner`` is the employee number of a section's confirmer or of the person."""

    store_id: str
    epoch: int
    role: Role
    municipality_code: str
    municipality_name: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A concurrent post (兼務) beside the main one."""

    department_code: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Employee:
    """One line of the roster. ``alias`` is 旧姓・通称; names are kept byte by byte."""

    number: str
    name: str
    alias: str = ""
    kana: str = ""
    department_code: str = ""
    grade: str = ""
    job: str = ""
    title: str = ""
    employment: str = ""
    duty_status: str = ""
    personas: tuple[str, ...] = ()
    first_confirmer: str = ""
    second_confirmer: str = ""
    posts: tuple[Post, ...] = ()
    left: bool = False


@dataclass(frozen=True, slots=True)
class EmployeeChange:
    """One field of one employee that changed (transfers keep their history)."""

    number: str
    changed_at: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Department:
    """A unit of the organisation with its validity; codes may be reused after ``valid_to``."""

    code: str
    name: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A value of an own list (``grade``, ``employment``, ``duty_status``) and its default target rule."""

    list_name: str
    value: str
    target: bool = True
    position: int = 0
    never_late: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """Attendance at a course or a passed examination that HR knows of.

    ``kind`` is ``course`` or ``exam``; only ``completed`` attendance earns a 修了証. Whether the person was
    there at all is ``outcome``: a list of attendance also names the absent.
    """

    employee_number: str
    kind: str
    name: str
    date: str = ""
    result: str = ""
    completed: bool = False
    receipt: int = 0

    @property
    def outcome(self) -> Outcome:
        """What the entry says of the person."""
        return outcome(self.result, completed=self.completed)


EvidenceKey = tuple[str, str, str, str]
"""What makes two entries the same: person, kind, name, date."""


class EvidenceSaid(NamedTuple):
    """What HR knows of an entry, without whose it is: many people have the same one."""

    date: str
    kind: str
    name: str
    result: str
    completed: bool


class Attendees(NamedTuple):
    """Who is on record for a course under one name, in one fiscal year and with one result.

    ``first_day`` is the first of their days (ISO).
    """

    name: str
    fiscal_year: int
    result: str
    completed: bool
    first_day: str
    numbers: tuple[str, ...]


class Takers(NamedTuple):
    """Who is on record for a course or an examination under one name and with one result, on any day."""

    name: str
    result: str
    completed: bool
    numbers: frozenset[str]


class RosterKind(NamedTuple):
    """The people of the roster that the own lists do not tell apart."""

    grade: str
    employment: str
    duty_status: str
    left: bool
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    """An immutable framework version; ``text`` is its canonical JSON, ``digest`` its SHA-256/128."""

    code: str
    version: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class FrameworkDraft:
    """A framework in work; ``text`` is its canonical JSON, sound or not, ``saved_at`` UTC."""

    draft_id: str
    text: str
    saved_at: str


class StoredRevision(NamedTuple):
    """A revision and the live receipts that support it (0 = local work)."""

    revision: Revision
    receipts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A line of the receipt ledger (受付簿). ``number`` 0 = not stored yet.

    ``program``: the version of dxdesk that wrote the file, empty where it did not say.
    """

    number: int
    received_at: str
    file_name: str
    file_sha256: str
    kind: str
    outcome: str
    package_id: str = ""
    issuer_store: str = ""
    issuer_epoch: int = 0
    issuer_sequence: int = 0
    key_id: str = ""
    payload_sha256: str = ""
    fiscal_year: int = 0
    employee_number: str = ""
    sender: str = ""
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0
    live: bool = True
    undone_at: str = ""
    integrity_checked: bool = True
    problems: tuple[Problem, ...] = ()
    program: str = ""

    @property
    def result(self) -> str:
        """What the ledger shows: the outcome, or ``undone``, or ``late`` for what came after finalising."""
        if not self.live:
            return "undone"
        late = self.outcome == "applied" and any(problem.code == "late" for problem in self.problems)
        return "late" if late else self.outcome


@dataclass(frozen=True, slots=True)
class Backup:
    """An automatic copy of the store at ``location``: its file, the UTC time it was made, its bytes."""

    location: str
    file: Path
    made_at: str
    size: int


@dataclass(frozen=True, slots=True)
class BackupTrouble:
    """The automatic backup that should be there is not: since when (UTC), and why where that is known.

    ``newest`` is the UTC time of the newest one there is, empty for none.
    """

    since: str
    reason: str
    newest: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A line of the dispatch ledger (配布簿)."""

    number: int
    sent_at: str
    kind: str
    file_name: str
    recipient: str
    fiscal_year: int
    package_id: str
    sequence: int
    payload_sha256: str
    people: int = 1


OWN = "own"
"""How the store's own keys, the one of now and those it renewed, came to be trusted."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A public key that was seen, and what people decided about it.

    ``vouched`` names how it was first trusted: ``own``, ``first`` (first HR key), ``listed`` (an HR
    package names it), or empty. ``registered`` and ``revoked_after`` are decisions; -1 = not revoked.
    ``elsewhere`` and ``outside`` are derived and never kept: in HR's store, a key of another store of HR, and
    the years this store says itself, in which what only HR writes counts under its own keys alone.
    """

    key_id: str
    public: str
    role: Role
    owner: str = ""
    store_id: str = ""
    vouched: str = ""
    registered: bool = False
    revoked_after: int = -1
    elsewhere: bool = False
    outside: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class KeyClaim:
    """A key's use of a one-time enrolment, as carried by a live receipt."""

    key_id: str
    enrolment: str
    receipt: int


@dataclass(frozen=True, slots=True)
class Succession:
    """An old key's word for the one that follows it (鍵の引継ぎ), as carried by a live receipt.

    ``after`` is the last sequence number the old key seals; ``signature`` is the old key's over all of
    it, ``proof`` the new key's: nobody can make a successor of a stranger's key.
    """

    key_id: str
    predecessor: str
    after: int
    signature: str
    proof: str
    receipt: int = 0


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A one-time enrolment given to a confirmer; ``seed`` is known to HR and the confirmer only."""

    public: str
    owner: str
    fiscal_year: int
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The derived standing of one person's year, kept for quick lists and maps.

    Levels are one byte per framework item in framework order, 255 = none. Who the person is that year
    stands beside them, as HR assigned it; ``name`` is empty in rows made before it did.
    """

    fiscal_year: int
    employee_number: str
    state: str
    round: int = 0
    clash: bool = False
    changed: bool = False
    late: bool = False
    conflicts: int = 0
    pending: int = 0
    quarantined: int = 0
    department_code: str = ""
    self_levels: bytes = b""
    first_levels: bytes = b""
    second_levels: bytes = b""
    confirmed_levels: bytes = b""
    last_levels: bytes = b""
    name: str = ""
    kana: str = ""
    department_name: str = ""
    grade: str = ""
    post: str = ""
    personas: tuple[str, ...] = ()


class MapLine(NamedTuple):
    """What the skill map needs of a standing; ``personas`` is a JSON list as text, empty for none."""

    department_code: str
    number: str
    name: str
    kana: str
    department_name: str
    grade: str
    post: str
    personas: str
    state: str
    self_levels: bytes
    confirmed_levels: bytes
    last_levels: bytes


class YearPerson(NamedTuple):
    """Who somebody of a year is; ``personas`` is a JSON list as text, empty for none."""

    department_code: str
    number: str
    name: str
    department_name: str
    grade: str
    personas: str
    state: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A dated, frozen result (確定); a correction is a further snapshot of the corrected people."""

    fiscal_year: int
    number: int
    finalised_at: str
    kind: str
    framework_code: str
    framework_version: str
    decision_number: str = ""
    decision_date: str = ""
    reason: str = ""
    approver: str = ""


@dataclass(frozen=True)
class SnapshotLine:
    """One person in a snapshot: exact heads by part, levels and comments by item, who they were then."""

    fiscal_year: int
    snapshot: int
    employee_number: str
    heads: tuple[str, ...]
    levels: Mapping[str, int]
    content: Mapping[str, object] = field(default_factory=dict)

    @property
    def said(self) -> Frozen:
        """What the line says beside the levels, read anew each time: years hold thousands of them."""
        return Frozen.read(self.content)

    @property
    def froze(self) -> tuple[Sequence[object], Sequence[object]]:
        """The ids of all that went into it and of those that stay, ``lineage`` and ``kept`` of ``said``."""
        return frozen_ids(self.content)


@dataclass(frozen=True, slots=True)
class SnapshotSeal:
    """What the store signed of a snapshot when it made it: its digest, the key, the signature (hex)."""

    fiscal_year: int
    number: int
    digest: str
    key_id: str
    signature: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsubmitted answers as canonical JSON text; saved on every field."""

    fiscal_year: int
    employee_number: str
    text: str
    saved_at: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the hash-chained audit; ``counts`` is canonical JSON text."""

    number: int
    at: str
    actor: str
    action: str
    subject: str
    counts: str
    hash: str
