"""Which revisions count: accepted keys, allowed authors, known year, framework and assignment.

Everything here is a pure function of what the store keeps (live receipts, local work, decisions), so
that a file that had to wait is looked at again after every import simply by asking again.
Source of the rules: ARCHITECTURE.md, protocol points 3 to 6 and 9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from dxdesk.domain import both_stages, lifecycle, merge, owned, rights, subjects
from dxdesk.domain.lifecycle import Route
from dxdesk.domain.records import ANSWER_PARTS, Part, Revision, Trust
from dxdesk.ports.entities import OWN, KeyRow, Receipt, Role, SnapshotLine, StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import key_acceptance
from dxdesk.usecases.person_year.key_evidence import keys_kept
from dxdesk.usecases.sealing.workbook_kinds import SECTION_PACKAGE
from dxdesk.usecases.workplace.once import once_a_unit, until_written

OFFICE_PARTS = rights.parts_of(rights.Act.OFFICE)
"""What only HR writes."""


class Assigned(NamedTuple):
    """An assignment of a person's: the year it is of, and who confirms them by it."""

    fiscal_year: int
    route: Route


class Verdict(StrEnum):
    """What a supported revision is worth now."""

    COUNTS = "counts"
    PENDING = "pending"
    QUARANTINED = "quarantined"
    UNSUBMITTED = "unsubmitted"  # a decision about an answer that nobody handed in yet
    UNCONFIRMED = "unconfirmed"  # a second confirmation without the first one
    HELD = "held"  # HR decides: somebody stood in for a confirmer without having been named
    LATE = "late"
    REJECTED = "rejected"


LACKING = (Verdict.UNSUBMITTED, Verdict.UNCONFIRMED)
"""What waits for another's step in the same person's year."""

WAITS_FOR_MORE = (Verdict.PENDING, *LACKING)
"""What counts by itself once something else is received."""

_LACKS = {lifecycle.Lack.SUBMISSION: Verdict.UNSUBMITTED, lifecycle.Lack.FIRST: Verdict.UNCONFIRMED}


class Ids(Set[str]):
    """Some ids of revisions, kept as one text: a set of them for everybody of many years fills the memory."""

    __slots__ = ("_text",)

    def __init__(self, ids: Iterable[str]) -> None:
        """Keep ids; no id has a line feed."""
        self._text = "".join([f"\n{one}" for one in sorted(ids)]) + "\n"

    def __contains__(self, one: object) -> bool:
        """Tell whether an id is among them."""
        return isinstance(one, str) and "\n" not in one and f"\n{one}\n" in self._text

    def __iter__(self) -> Iterator[str]:
        """Yield them in order."""
        return iter(self._text[1:-1].split("\n") if len(self._text) > 1 else ())

    def __len__(self) -> int:
        """Return how many they are."""
        return self._text.count("\n") - 1

    def __repr__(self) -> str:
        """Return them in order."""
        return f"Ids({list(self)})"


@dataclass(frozen=True)
class Acceptance:
    """What is needed to judge revisions: accepted keys, known years and frameworks, frozen people.

    ``frozen`` maps (year, employee) to the ids their snapshots froze, with all they grew out of,
    ``compacted`` to those of them that are kept no more;
    ``rules`` are those each year is judged by (1 where it says nothing), ``deputies`` whom HR named in it.
    ``own`` are this store's own keys: whoever stood in for somebody sees what they did, and waits for no one.
    ``packages`` are the receipts of HR's packages in a section's store: what HR passes on it has judged, and
    of who is finalised it keeps only the last step.
    ``doubtful`` holds the receipts of files sealed with a key that is not accepted: what only such a
    file says waits with its key.
    """

    keys: Mapping[str, KeyRow]
    years: frozenset[int]
    frameworks: frozenset[str]
    frozen: Mapping[tuple[int, str], Set[str]] = field(default_factory=dict)
    compacted: Mapping[tuple[int, str], Set[str]] = field(default_factory=dict)
    doubtful: frozenset[int] = frozenset()
    packages: frozenset[int] = frozenset()
    rules: Mapping[int, int] = field(default_factory=dict)
    deputies: Mapping[int, rights.Deputies] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    def accepts(self, revision: Revision) -> bool:
        """Tell whether the revision's key is accepted at the sequence it was made."""
        return _accepts(self.keys, revision)

    def confirmer_of(self, revision: Revision) -> str:
        """Return the employee number of the confirmer whose key sealed a revision, else nothing."""
        key = self.keys.get(revision.key_id)
        return key.owner if key is not None and key.role is Role.SECTION else ""

    def is_not_hrs(self, revision: Revision) -> bool:
        """Tell whether a record of what only HR writes is under no seal, or under another's key.

        It never counts, so it is no part of what a store says (``state_digest``); under a key that is not
        known yet it waits with the key.
        """
        if revision.record.part not in OFFICE_PARTS:
            return False
        key = self.keys.get(revision.key_id)
        return key.role is not Role.HR if key is not None else not revision.key_id

    def is_compacted(self, revision: Revision) -> bool:
        """Tell whether a revision was left out after finalising; it comes back with no file."""
        record = revision.record
        return revision.id in self.compacted.get((record.fiscal_year, record.employee_number), ())


def _accepts(keys: Mapping[str, KeyRow], revision: Revision) -> bool:
    key = keys.get(revision.key_id)
    return key is not None and _holds(key, revision)


def _holds(key: KeyRow, revision: Revision) -> bool:
    """Tell whether an accepted key may have sealed a revision: not revoked yet, of a year it has a say in."""
    if revision.record.fiscal_year in key.outside and revision.record.part in OFFICE_PARTS:
        return False
    if key.revoked_after < 0:
        return True
    sequence = revision.seal.sequence if revision.seal else 0
    return sequence <= key.revoked_after


@until_written
def accepted_keys(uow: UnitOfWork) -> Mapping[str, KeyRow]:
    """Return the keys that count, by key id; the rules stand in ``key_acceptance``."""
    return MappingProxyType(key_acceptance.accepted(uow))


@until_written
def years_kept(uow: UnitOfWork) -> tuple[int, ...]:
    """Return the fiscal years with supported revisions, ascending."""
    return tuple(uow.exchange.years())


@once_a_unit
def load_acceptance(uow: UnitOfWork) -> Acceptance:
    """Read what judging needs."""
    return acceptance_of(uow, uow.results.snapshot_lines)


def acceptance_of(uow: UnitOfWork, lines_of: Callable[[int], Iterable[SnapshotLine]]) -> Acceptance:
    """Read the same, given what was finalised of a year, oldest snapshot first."""
    frozen: dict[tuple[int, str], Ids] = {}
    compacted: dict[tuple[int, str], Ids] = {}
    for year in years_kept(uow):
        found, left, kept_of = _frozen_in(lines_of(year))
        frozen |= {(year, number): Ids(ids) for number, ids in found.items()}
        compacted |= {(year, number): Ids(ids - kept_of[number]) for number, ids in left.items()}
    known = _whoever_it_is(uow)
    return replace(known, frozen=frozen, compacted=compacted) if frozen else known


@until_written
def _whoever_it_is(uow: UnitOfWork) -> Acceptance:
    """Read what is needed to judge anybody: all but the people whom snapshots froze."""
    keys = accepted_keys(uow)
    of_years: dict[tuple[int, Part], list[StoredRevision]] = {}
    for stored in uow.exchange.over_years(years_kept(uow), ("",), (Part.CYCLE, Part.DEPUTIES)):
        record = stored.revision.record
        of_years.setdefault((record.fiscal_year, record.part), []).append(stored)
    years = set()
    rules: dict[int, int] = {}
    deputies: dict[int, rights.Deputies] = {}
    for year in years_kept(uow):
        said = _sealed_by_hr(of_years.get((year, Part.CYCLE), ()), keys)
        if said:
            years.add(year)
            rules[year] = max(revision.year.rules for revision in said)
        named = _sealed_by_hr(of_years.get((year, Part.DEPUTIES), ()), keys)
        deputies[year] = deputies_in(merge.heads_of(named))
    frameworks = frozenset(f"{code}@{version}" for code, version in uow.exchange.framework_versions())
    doubtful = _doubtful(uow, keys)
    mine = [key for key in keys_kept(uow) if key.vouched == OWN]
    own = frozenset(key.key_id for key in mine)
    packages = _packages(uow, keys) if any(key.role is Role.SECTION for key in mine) else frozenset[int]()
    if not own:
        # A person's own store has no key and judges nobody: HR did, and tells the result in a notice, which
        # brings no word of deputies.
        rules, deputies = {}, {}
    return Acceptance(
        keys,
        frozenset(years),
        frameworks,
        doubtful=doubtful,
        packages=packages,
        rules=rules,
        deputies=deputies,
        own=own,
    )


_ByPerson = dict[str, frozenset[str]]


def _frozen_in(lines: Iterable[SnapshotLine]) -> tuple[_ByPerson, _ByPerson, _ByPerson]:
    """Return what a year's lines froze of everybody, what of it may be left out, and what of that is kept."""
    frozen: _ByPerson = {}
    compacted: _ByPerson = {}
    kept_of: _ByPerson = {}
    for line in lines:
        number = line.employee_number
        # A correction follows what counts on its day: where a key was revoked meanwhile, some of what an
        # earlier snapshot froze is missing in it. It stays frozen, or what was left out would come back.
        all_ids, kept_ids = line.froze
        lineage = frozenset(map(str, all_ids)) or frozenset(line.heads)
        frozen[number] = frozen.get(number, frozenset()) | lineage
        if kept := frozenset(map(str, kept_ids)):
            compacted[number] = compacted.get(number, frozenset()) | lineage
            kept_of[number] = kept_of.get(number, frozenset()) | kept
    return frozen, compacted, kept_of


def deputies_in(heads: Iterable[Revision]) -> rights.Deputies:
    """Return what the heads of a year's deputies record say together."""
    terms: set[rights.Term] = set()
    allowed: set[str] = set()
    refused: set[str] = set()
    for head in heads:
        said = head.deputies
        terms |= {rights.Term(t.deputy, t.principal, t.first_day, t.last_day) for t in said.terms}
        allowed.update(said.allowed)
        refused.update(said.refused)
    in_order = sorted(terms, key=lambda term: (term.principal, term.first_day, term.deputy, term.last_day))
    return rights.Deputies(tuple(in_order), frozenset(allowed), frozenset(refused))


def _doubtful(uow: UnitOfWork, keys: Mapping[str, KeyRow]) -> frozenset[int]:
    """Return the live receipts of files whose seal does not count: unknown key, or after its revocation."""
    unknown = [key.key_id for key in keys_kept(uow) if key.key_id not in keys]
    found = uow.exchange.receipts_sealed_by(unknown) if unknown else frozenset[int]()
    if any(key.revoked_after >= 0 for key in keys.values()):
        found |= {r.number for r in uow.exchange.receipts(live_only=True) if is_revoked(r, keys)}
    return found


def _packages(uow: UnitOfWork, keys: Mapping[str, KeyRow]) -> frozenset[int]:
    """Return the live receipts of section packages that an accepted key of HR sealed."""
    hrs = {key_id for key_id, key in keys.items() if key.role is Role.HR}
    return frozenset(
        receipt.number
        for receipt in uow.exchange.receipts(live_only=True)
        if receipt.kind == SECTION_PACKAGE.kind and receipt.key_id in hrs and not is_revoked(receipt, keys)
    )


def is_revoked(receipt: Receipt, keys: Mapping[str, KeyRow]) -> bool:
    """Tell whether a file was sealed after the last valid number of a revoked key."""
    key = keys.get(receipt.key_id)
    return key is not None and 0 <= key.revoked_after < receipt.issuer_sequence


def hr_sealed(revision: Revision, keys: Mapping[str, KeyRow]) -> bool:
    """Tell whether an accepted key of HR sealed a revision."""
    key = keys.get(revision.key_id)
    return key is not None and key.role is Role.HR and _holds(key, revision)


def sealed_by_owner(revision: Revision, keys: Mapping[str, KeyRow]) -> bool:
    """Tell whether an accepted key of the role that owns a thing sealed what is said of it.

    Of a kind that its role may have, and with no more trust than it has.
    """
    if not _accepts(keys, revision) or not subjects.may_own(
        revision.owned.owner, revision.record.employee_number
    ):
        return False
    key = keys[revision.key_id]
    return key.role.value == revision.owned.owner and revision.trust <= _highest(key)


def of_year(
    uow: UnitOfWork, fiscal_year: int, part: Part, keys: Mapping[str, KeyRow] | None = None
) -> tuple[Revision, ...]:
    """Return HR's counting revisions in a year of a part only HR writes."""
    accepted = accepted_keys(uow) if keys is None else keys
    return _sealed_by_hr(uow.exchange.part(fiscal_year, part), accepted)


def _sealed_by_hr(stored: Iterable[StoredRevision], keys: Mapping[str, KeyRow]) -> tuple[Revision, ...]:
    return tuple(item.revision for item in stored if hr_sealed(item.revision, keys))


def heads_of_year(
    uow: UnitOfWork, fiscal_year: int, part: Part, keys: Mapping[str, KeyRow] | None = None
) -> tuple[Revision, ...]:
    """Return the heads among them, of a part that is of the year itself (the cycle, deputies)."""
    return merge.heads_of(of_year(uow, fiscal_year, part, keys))


@dataclass(frozen=True)
class Judged:
    """A person's revisions by what they are worth; ``counting`` is by part."""

    counting: Mapping[Part, tuple[Revision, ...]]
    waiting: Mapping[str, Verdict]

    def of(self, part: Part) -> tuple[Revision, ...]:
        """Return the counting revisions of a part."""
        return self.counting.get(part, ())

    def number(self, verdict: Verdict) -> int:
        """Return how many revisions wait for this reason."""
        return list(self.waiting.values()).count(verdict)


_NONE: Mapping[str, Assigned] = MappingProxyType({})


def judge(
    stored: Sequence[StoredRevision], acceptance: Acceptance, assigned: Mapping[str, Assigned] = _NONE
) -> Judged:
    """Judge all supported revisions of one person's year, or of what is about them over all years.

    ``assigned``: of a person over all years, the assignments of theirs of every year, by id.
    """
    return judge_under(_routes(stored, acceptance), stored, acceptance, assigned)


def judge_under(
    routes: Mapping[str, Route],
    stored: Sequence[StoredRevision],
    acceptance: Acceptance,
    assigned: Mapping[str, Assigned] = _NONE,
) -> Judged:
    """Judge as ``judge`` does, given the routes of every assignment among them that HR sealed, by id."""
    counting: dict[Part, list[Revision]] = {}
    waiting: dict[str, Verdict] = {}
    doubtful = acceptance.doubtful
    for item in stored:
        revision = item.revision
        verdict = judge_one(revision, acceptance, routes, assigned)
        if doubtful and not revision.key_id and doubtful.issuperset(item.receipts):
            verdict = Verdict.QUARANTINED
        elif verdict is Verdict.PENDING and _passed_on(item, acceptance):
            verdict = Verdict.COUNTS
        if verdict is Verdict.COUNTS:
            counting.setdefault(revision.record.part, []).append(revision)
        else:
            waiting[revision.id] = verdict
    if Verdict.PENDING in waiting.values():
        found = _handed_in_unread(stored, counting, waiting, acceptance)
        waiting |= found
        counting = {part: [r for r in said if r.id not in found] for part, said in counting.items()}
    # What waits for another's step is no first confirmation yet: it is left out before who did both is asked.
    for left_out in (_of_no_owner, _lacking, _by_one_person) if _rests_on_another(counting) else ():
        found = left_out(counting, acceptance, routes)
        if found:
            told = {s.revision.id for s in stored if not acceptance.packages.isdisjoint(s.receipts)}
            found = {key: why for key, why in found.items() if key not in told}
            waiting |= found
            counting = {part: [r for r in said if r.id not in found] for part, said in counting.items()}
    return Judged({part: tuple(said) for part, said in counting.items()}, waiting)


def _handed_in_unread(
    stored: Iterable[StoredRevision],
    counting: Mapping[Part, Sequence[Revision]],
    waiting: Mapping[str, Verdict],
    acceptance: Acceptance,
) -> dict[str, Verdict]:
    """Return which submissions wait with the answers that came with them, whose framework is not here.

    Handed in is what was answered: a submission alone would count somebody of whom nothing can be read.
    """
    steps = {one.id for one in counting.get(Part.LIFE, ()) if one.step.action == lifecycle.Action.SUBMIT}
    if not steps:
        return {}
    unread: set[int] = set()
    read: set[int] = set()
    for item in stored:
        revision = item.revision
        if revision.record.part in ANSWER_PARTS and revision.framework is not None:
            # Where a submission counts, nothing but its framework keeps an answer of the year waiting.
            waits = waiting.get(revision.id) is Verdict.PENDING
            (unread if waits else read).update(item.receipts)
    record = counting[Part.LIFE][0].record
    steps -= set(acceptance.frozen.get((record.fiscal_year, record.employee_number), ()))
    return {
        item.revision.id: Verdict.PENDING
        for item in stored
        if item.revision.id in steps and item.receipts and (unread - read).issuperset(item.receipts)
    }


_DECISIVE = frozenset((Part.REVIEW1, Part.REVIEW2, Part.OWNED))


def _rests_on_another(counting: Mapping[Part, Sequence[Revision]]) -> bool:
    """Tell whether anything of it counts by what else is there: a decision, or what is said of a thing."""
    if not _DECISIVE.isdisjoint(counting):
        return True
    return any(lifecycle.RESTS_ON[lifecycle.action_of(step)] for step in counting.get(Part.LIFE, ()))


def _of_no_owner(
    counting: Mapping[Part, Sequence[Revision]], _: Acceptance, __: Mapping[str, Route]
) -> dict[str, Verdict]:
    """Return what is said of a thing by somebody who is not its owner."""
    said = counting.get(Part.OWNED, ())
    stands = {one.id for one in owned.of_owner(said)}
    return {one.id: Verdict.REJECTED for one in said if one.id not in stands}


def _by_one_person(
    counting: Mapping[Part, Sequence[Revision]], acceptance: Acceptance, routes: Mapping[str, Route]
) -> dict[str, Verdict]:
    """Return which decisions of the second stage HR is asked about: their maker did the first one as well.

    Assigned or named for either, one person at both stages is for HR to decide of, under the second rules;
    what their own store shows, it shows as done. Of a finalised year what a snapshot froze counts.
    """
    steps, reviews = counting.get(Part.LIFE, ()), counting.get(Part.REVIEW2, ())
    if len(steps) < 2:
        return {}
    record = steps[0].record
    year = record.fiscal_year
    asked = rights.permission(acceptance.rules.get(year, 1), rights.Act.SECOND, rights.Who.BOTH)
    if asked is not rights.Permission.ASK or (year, record.employee_number) in acceptance.frozen:
        return {}
    deputies = acceptance.deputies.get(year, rights.NOBODY)
    found: dict[str, Verdict] = {}
    by_id = {revision.id: revision for revision in (*steps, *reviews)}
    for one in both_stages.by_one_person(steps, reviews, acceptance.confirmer_of):
        cited = routes.get(by_id[one].made.assignment)
        if cited is not None and not cited.first:
            continue
        decided = deputies.decided(one)
        if decided is rights.Permission.ASK and by_id[one].key_id not in acceptance.own:
            found[one] = Verdict.HELD
        elif decided is rights.Permission.NO:
            found[one] = Verdict.REJECTED
    return found


def _lacking(
    counting: Mapping[Part, Sequence[Revision]], acceptance: Acceptance, routes: Mapping[str, Route]
) -> dict[str, Verdict]:
    """Return which decisions that would count wait for another's step, in a year under the second rules.

    Of a finalised year nothing waits: what a snapshot froze counts, all else is late.
    """
    steps = lifecycle.by_action(counting.get(Part.LIFE, ()))
    found: dict[str, Verdict] = {}
    # A second confirmation may wait for a first one; what that waits for is decided before it.
    for part in (Part.REVIEW1, Part.REVIEW2, Part.LIFE):
        for revision in counting.get(part, ()):
            record = revision.record
            if acceptance.rules.get(record.fiscal_year, 1) < 2:
                return {}
            if (record.fiscal_year, record.employee_number) in acceptance.frozen:
                return {}
            key = acceptance.keys.get(revision.key_id)
            settled = key is not None and key.role is Role.HR and revision.is_settlement
            cited = routes.get(revision.made.assignment)
            first = bool(cited.first) if cited else any(route.first for route in routes.values())
            lack = lifecycle.lack(revision, steps, first=first, hrs_word=settled)
            if lack is not None:
                found[revision.id] = _LACKS[lack]
    return found


def _routes(stored: Iterable[StoredRevision], acceptance: Acceptance) -> dict[str, Route]:
    """Return the routes of every HR-sealed assignment by revision id."""
    return {found: one.route for found, one in assigned_in(stored, acceptance).items()}


def assigned_in(stored: Iterable[StoredRevision], acceptance: Acceptance) -> dict[str, Assigned]:
    """Return the assignments among somebody's revisions, of whichever years, by id."""
    found: dict[str, Assigned] = {}
    for item in stored:
        revision = item.revision
        if revision.record.part is Part.ASSIGNMENT and hr_sealed(revision, acceptance.keys):
            said, year = revision.assignment, revision.record.fiscal_year
            route = rights.route_under(acceptance.rules.get(year, 1), said.first, said.second)
            found[revision.id] = Assigned(year, route)
    return found


def judge_one(
    revision: Revision,
    acceptance: Acceptance,
    routes: Mapping[str, Route],
    assigned: Mapping[str, Assigned] = _NONE,
) -> Verdict:
    """Judge one revision, given the assignments of its person (``routes`` of its year)."""
    record, key = revision.record, acceptance.keys.get(revision.key_id)
    if revision.key_id and (key is None or not _holds(key, revision)):
        return Verdict.QUARANTINED if key is None else Verdict.REJECTED
    if record.part is Part.GROWTH and key is not None and key.role is Role.SECTION:
        return _found_by_confirmer(revision, acceptance, assigned)
    frozen = acceptance.frozen.get((record.fiscal_year, record.employee_number))
    if frozen is None or revision.id not in frozen:  # what was finalised counts, whatever HR decides later
        found = _author(revision, key, acceptance, routes)
        if found is rights.Permission.ASK:
            # Of what is finalised there is nothing left to decide.
            return Verdict.HELD if frozen is None else Verdict.LATE
        if found is rights.Permission.NO:
            return Verdict.REJECTED
    if subjects.of_no_year(record.part):
        return Verdict.COUNTS
    if record.fiscal_year not in acceptance.years:
        return Verdict.PENDING
    if record.part in OFFICE_PARTS:
        return Verdict.COUNTS
    if not routes:
        return Verdict.PENDING
    framework = revision.framework
    if framework is not None and framework not in acceptance.frameworks:
        return Verdict.PENDING
    if frozen is not None and revision.id not in frozen:
        return Verdict.LATE
    return Verdict.COUNTS


def _passed_on(item: StoredRevision, acceptance: Acceptance) -> bool:
    """Tell whether HR's package brought something of a person's growth: HR has judged it.

    What it rests on may be an assignment of a year that this section was never sent.
    """
    return item.revision.record.part is Part.GROWTH and not acceptance.packages.isdisjoint(item.receipts)


def _found_by_confirmer(
    revision: Revision, acceptance: Acceptance, assigned: Mapping[str, Assigned]
) -> Verdict:
    """Judge what a confirmer's key says of somebody's growth: by the assignment it names.

    One that is not here, or whose person is not, waits: who may confirm whom HR says, in any order of files.
    A year's deputies count where the named assignment is of that year.
    """
    act = rights.act_of(Part.GROWTH, vouches=revision.vouches)
    made, owner = revision.made, acceptance.confirmer_of(revision)
    if act is not rights.Act.VOUCH or revision.trust > Trust.SECTION or owner != made.by:
        return Verdict.REJECTED
    if not acceptance.own:
        return Verdict.COUNTS  # a person's own store judges nobody
    cited = assigned.get(made.assignment)
    if cited is None:
        return Verdict.PENDING
    maker = rights.Maker(Role.SECTION.value, owner, made.by, made.on_behalf_of, made.made_on)
    deputies = acceptance.deputies.get(cited.fiscal_year, rights.NOBODY)
    who = rights.who_writes(maker, act, revision.record.employee_number, (cited.route,), deputies)
    rules = acceptance.rules.get(cited.fiscal_year, 1)
    allowed = rights.permission(rules, act, who) is rights.Permission.YES
    return Verdict.COUNTS if allowed else Verdict.REJECTED


_UNSEALED = rights.Maker("")
_MAKERS = {role: rights.Maker(role.value) for role in Role}


def _highest(key: KeyRow | None) -> Trust:
    """Return the highest trust that a key may seal with, ``None``: what nobody sealed."""
    if key is None:
        return Trust.NONE
    return Trust.HR if key.role is Role.HR else Trust.SECTION


def _author(
    revision: Revision, key: KeyRow | None, acceptance: Acceptance, routes: Mapping[str, Route]
) -> rights.Permission:
    """Return what the rules of the year say of a revision by its maker, whose key is accepted."""
    record = revision.record
    if revision.trust > _highest(key):
        return rights.Permission.NO

    part, rules = record.part, acceptance.rules.get(record.fiscal_year, 1)
    # Records of some parts say of themselves what is written.
    owner = revision.owned.owner if part is Part.OWNED else ""
    if owner and not subjects.may_own(owner, record.employee_number):
        return rights.Permission.NO
    action = revision.step.action if part in (Part.LIFE, Part.PLAN_LIFE) else ""
    vouches = part is Part.GROWTH and revision.vouches
    if key is None or key.role is not Role.SECTION:
        # Whoever else writes: no assignment says so, and no word of the record.
        found = _of_role(None if key is None else key.role, rules, (part, action, owner, vouches))
        return found if found is not rights.Permission.ASK else _decided(revision, acceptance)
    act = rights.act_of(part, action, owner, vouches=vouches)
    deputies = acceptance.deputies.get(record.fiscal_year, rights.NOBODY)
    if not routes and act is not rights.Act.OFFICE:
        return rights.Permission.YES  # judged again, as pending, once the assignment is known
    else:
        made = revision.made
        maker = rights.Maker(key.role, key.owner, made.by, made.on_behalf_of, made.made_on)
        cited = made.assignment
        rests_on = [routes[cited]] if cited in routes else list(routes.values())
        who = rights.who_writes(maker, act, record.employee_number, rests_on, deputies)
        if act is rights.Act.AGREE and who is rights.Who.UNNAMED and not acceptance.own:
            return rights.Permission.YES  # a person's own store judges nobody, and hears of no deputies
    found = rights.permission(rules, act, who)
    return found if found is not rights.Permission.ASK else _decided(revision, acceptance)


@lru_cache(maxsize=512)
def _of_role(role: Role | None, rules: int, what: tuple[Part, str, str, bool]) -> rights.Permission:
    """Return what the rules say of whoever is no section; ``what``: part, step, owner, if it vouches."""
    part, action, owner, vouches = what
    act = rights.act_of(part, action, owner, vouches=vouches)
    who = rights.who_writes(_UNSEALED if role is None else _MAKERS[role], act, "", ())
    return rights.permission(rules, act, who)


def _decided(revision: Revision, acceptance: Acceptance) -> rights.Permission:
    """Return what HR decided of a revision it is asked about; its own store shows it as done."""
    deputies = acceptance.deputies.get(revision.record.fiscal_year, rights.NOBODY)
    decided = deputies.decided(revision.id)
    asked = decided is rights.Permission.ASK
    return rights.Permission.YES if asked and revision.key_id in acceptance.own else decided
