"""Which revisions count: accepted keys, allowed authors, known year, framework and assignment.

Everything here is a pure function of what the store keeps (live receipts, local work, decisions), so
that a file that had to wait is looked at again after every import simply by asking again.
Source of the rules: ARCHITECTURE.md, protocol points 3 to 6 and 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from dxdesk.domain.lifecycle import Action, Route
from dxdesk.domain.records import ANSWER_PARTS, REVIEW_PARTS, Part, Revision, Trust
from dxdesk.ports.entities import KeyRow, Receipt, Role, SnapshotLine, StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.sealing.key_succession import with_heirs
from dxdesk.usecases.workplace.once import once_a_unit

LISTED = "listed"
"""The enrolment text of a claim by which an HR package vouches for a key."""
GIVEN = "given"
"""The key text of a claim by which an HR file tells of an enrolment, as long as the file lives."""


class Standing(StrEnum):
    """What a supported revision is worth now."""

    COUNTS = "counts"
    PENDING = "pending"
    QUARANTINED = "quarantined"
    LATE = "late"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Acceptance:
    """What is needed to judge revisions: accepted keys, known years and frameworks, frozen people.

    ``frozen`` maps (year, employee) to the ids a snapshot froze, with all they grew out of, ``compacted``
    to those of them that are kept no more;
    ``doubtful`` holds the receipts of files sealed with a key that is not accepted: what only such a
    file says waits with its key.
    """

    keys: Mapping[str, KeyRow]
    years: frozenset[int]
    frameworks: frozenset[str]
    frozen: Mapping[tuple[int, str], frozenset[str]] = field(default_factory=dict)
    compacted: Mapping[tuple[int, str], frozenset[str]] = field(default_factory=dict)
    doubtful: frozenset[int] = frozenset()

    def accepts(self, revision: Revision) -> bool:
        """Tell whether the revision's key is accepted at the sequence it was made."""
        return _accepts(self.keys, revision)

    def is_compacted(self, revision: Revision) -> bool:
        """Tell whether a revision was left out after finalising; it comes back with no file."""
        record = revision.record
        return revision.id in self.compacted.get((record.fiscal_year, record.employee_number), ())


def _accepts(keys: Mapping[str, KeyRow], revision: Revision) -> bool:
    key = keys.get(revision.key_id)
    if key is None:
        return False
    sequence = revision.seal.sequence if revision.seal else 0
    return key.revoked_after < 0 or sequence <= key.revoked_after


@once_a_unit
def accepted_keys(uow: UnitOfWork) -> Mapping[str, KeyRow]:
    """Return the keys that count by key id: vouched for, registered, enrolled exactly once, or heirs of such.

    Two keys that claim one enrolment are both left waiting, whichever came first: which of them is the
    confirmer's is for HR to find out.
    """
    keys = {key.key_id: key for key in uow.exchange.keys()}
    claims = uow.exchange.claims()
    given = {claim.enrolment for claim in claims if claim.key_id == GIVEN}
    owners = {e.public: e.owner for e in uow.exchange.enrolments() if e.seed or e.public in given}
    rivals: dict[str, set[str]] = {}
    for claim in claims:
        key = keys.get(claim.key_id)
        if claim.enrolment in owners and key is not None and key.revoked_after != 0:
            rivals.setdefault(claim.enrolment, set()).add(claim.key_id)
    listed = {claim.key_id for claim in claims if claim.enrolment == LISTED}
    enrolled: dict[str, set[str]] = {}
    for enrolment, ids in rivals.items():
        if len(ids) == 1:
            enrolled.setdefault(next(iter(ids)), set()).add(owners[enrolment])
    accepted = {
        key_id: key
        for key_id, key in keys.items()
        if key.vouched
        or key.registered
        or key.revoked_after >= 0  # revoking, too, tells whose key it was
        or key_id in listed
    }
    # An enrolment makes a key that confirmer's, whatever the key, or a stranger's file, says it is.
    for key_id, proven in enrolled.items():
        named = keys[key_id].owner
        owner = named if named in proven else min(proven) if len(proven) == 1 else ""
        before = accepted.get(key_id)
        if owner and (before is None or (before.role is Role.SECTION and not before.vouched)):
            accepted[key_id] = replace(keys[key_id], role=Role.SECTION, owner=owner)
    return MappingProxyType(with_heirs(accepted, keys, uow.exchange.successions()))


@once_a_unit
def load_acceptance(uow: UnitOfWork) -> Acceptance:
    """Read what judging needs."""
    keys = accepted_keys(uow)
    years = set()
    frozen: dict[tuple[int, str], frozenset[str]] = {}
    compacted: dict[tuple[int, str], frozenset[str]] = {}
    for year in uow.exchange.years():
        cycles = uow.exchange.part(year, Part.CYCLE)
        if any(hr_sealed(stored.revision, keys) for stored in cycles):
            years.add(year)
        for line in uow.results.snapshot_lines(year):
            key = (year, line.employee_number)
            # The newest snapshot of a person decides.
            frozen[key] = _ids(line, "lineage") or frozenset(line.heads)
            if kept := _ids(line, "kept"):
                compacted[key] = frozen[key] - kept
    frameworks = frozenset(f"{row.code}@{row.version}" for row in uow.exchange.frameworks())
    return Acceptance(keys, frozenset(years), frameworks, frozen, compacted, _doubtful(uow, keys))


def _ids(line: SnapshotLine, name: str) -> frozenset[str]:
    listed = line.content.get(name)
    return frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()


def _doubtful(uow: UnitOfWork, keys: Mapping[str, KeyRow]) -> frozenset[int]:
    """Return the live receipts of files whose seal does not count: unknown key, or after its revocation."""
    unknown = [key.key_id for key in uow.exchange.keys() if key.key_id not in keys]
    found = uow.exchange.receipts_sealed_by(unknown) if unknown else frozenset[int]()
    if any(key.revoked_after >= 0 for key in keys.values()):
        found |= {r.number for r in uow.exchange.receipts(live_only=True) if is_revoked(r, keys)}
    return found


def is_revoked(receipt: Receipt, keys: Mapping[str, KeyRow]) -> bool:
    """Tell whether a file was sealed after the last valid number of a revoked key."""
    key = keys.get(receipt.key_id)
    return key is not None and 0 <= key.revoked_after < receipt.issuer_sequence


def hr_sealed(revision: Revision, keys: Mapping[str, KeyRow]) -> bool:
    """Tell whether an accepted key of HR sealed a revision."""
    return _accepts(keys, revision) and keys[revision.key_id].role is Role.HR


def of_year(
    uow: UnitOfWork, fiscal_year: int, part: Part, keys: Mapping[str, KeyRow] | None = None
) -> tuple[Revision, ...]:
    """Return HR's counting revisions of a part only HR writes (cycle, assignment, reference) in a year."""
    accepted = accepted_keys(uow) if keys is None else keys
    found = (stored.revision for stored in uow.exchange.part(fiscal_year, part))
    return tuple(revision for revision in found if hr_sealed(revision, accepted))


@dataclass(frozen=True)
class Judged:
    """A person's revisions by what they are worth; ``counting`` is by part."""

    counting: Mapping[Part, tuple[Revision, ...]]
    waiting: Mapping[str, Standing]

    def of(self, part: Part) -> tuple[Revision, ...]:
        """Return the counting revisions of a part."""
        return self.counting.get(part, ())

    def number(self, standing: Standing) -> int:
        """Return how many revisions wait for this reason."""
        return sum(1 for value in self.waiting.values() if value is standing)


def judge(stored: Sequence[StoredRevision], acceptance: Acceptance) -> Judged:
    """Judge all supported revisions of one person's year."""
    routes = _routes(stored, acceptance)
    counting: dict[Part, list[Revision]] = {}
    waiting: dict[str, Standing] = {}
    for item in stored:
        revision = item.revision
        standing = judge_one(revision, acceptance, routes)
        if not revision.key_id and acceptance.doubtful.issuperset(item.receipts):
            standing = Standing.QUARANTINED
        if standing is Standing.COUNTS:
            counting.setdefault(revision.record.part, []).append(revision)
        else:
            waiting[revision.id] = standing
    return Judged({part: tuple(found) for part, found in counting.items()}, waiting)


def _routes(stored: Iterable[StoredRevision], acceptance: Acceptance) -> dict[str, Route]:
    """Return the routes of every HR-sealed assignment by revision id."""
    result: dict[str, Route] = {}
    for item in stored:
        revision = item.revision
        if revision.record.part is Part.ASSIGNMENT and hr_sealed(revision, acceptance.keys):
            content = revision.content
            result[revision.id] = Route(str(content.get("first", "")), str(content.get("second", "")))
    return result


def judge_one(revision: Revision, acceptance: Acceptance, routes: Mapping[str, Route]) -> Standing:
    """Judge one revision, given the assignments of its person."""
    record = revision.record
    if revision.key_id and not acceptance.accepts(revision):
        known = acceptance.keys.get(revision.key_id)
        return Standing.QUARANTINED if known is None else Standing.REJECTED
    if not _author_allowed(revision, acceptance, routes):
        return Standing.REJECTED
    if record.fiscal_year not in acceptance.years:
        return Standing.PENDING
    if record.part in (Part.CYCLE, Part.ASSIGNMENT, Part.REFERENCE):
        return Standing.COUNTS
    if not routes:
        return Standing.PENDING
    framework = revision.content.get("framework")
    if framework is not None and framework not in acceptance.frameworks:
        return Standing.PENDING
    frozen = acceptance.frozen.get((record.fiscal_year, record.employee_number))
    if frozen is not None and revision.id not in frozen:
        return Standing.LATE
    return Standing.COUNTS


def _author_allowed(revision: Revision, acceptance: Acceptance, routes: Mapping[str, Route]) -> bool:
    """Tell whether the maker of a revision may write its part."""
    part = revision.record.part
    action = str(revision.content.get("action", "")) if part is Part.LIFE else ""
    own = part in ANSWER_PARTS or action in (Action.SUBMIT, Action.WITHDRAW)
    if not revision.key_id:
        return own and revision.trust is Trust.NONE
    key = acceptance.keys[revision.key_id]
    if revision.trust > (Trust.HR if key.role is Role.HR else Trust.SECTION):
        return False
    if key.role is Role.HR:
        return True
    if key.role is not Role.SECTION or part in (Part.CYCLE, Part.ASSIGNMENT, Part.REFERENCE):
        return False
    return own or _confirmer_allowed(revision, key, routes, action)


def _confirmer_allowed(revision: Revision, key: KeyRow, routes: Mapping[str, Route], action: str) -> bool:
    """Tell whether a section key's owner (or whom they stand in for) is this stage's confirmer."""
    content = revision.content
    if str(content.get("by", "")) != key.owner:
        return False
    part = revision.record.part
    if part not in REVIEW_PARTS:
        part = Part.REVIEW2 if action in (Action.CONFIRM2, Action.RETURN2) else Part.REVIEW1
    principal = str(content.get("on_behalf_of", "")) or key.owner
    cited = str(content.get("assignment", ""))
    candidates = [routes[cited]] if cited in routes else list(routes.values())
    if not candidates:
        return True  # judged again, as pending, once the assignment is known
    return any(principal == (r.first if part is Part.REVIEW1 else r.second) for r in candidates)
