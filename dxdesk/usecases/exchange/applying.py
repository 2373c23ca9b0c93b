"""Putting an intake into the store, and saying what it did to each record.

A batch keeps the people it touches in memory: files are applied one savepoint each, people are read in
bulk, and standings are derived once per person at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from dxdesk.domain import lifecycle, merge, owned, plan_life, subjects
from dxdesk.domain.records import ANSWER_PARTS, REVIEW_PARTS, Part, Revision
from dxdesk.domain.thing_words import KIND_NAMES, thing_name
from dxdesk.ports.entities import KeyRow, Role, StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import learning, reread
from dxdesk.usecases.exchange.disputed_keys import people_under
from dxdesk.usecases.exchange.intake import Intake
from dxdesk.usecases.person_year import growth_records
from dxdesk.usecases.person_year.counting import (
    LACKING,
    WAITS_FOR_MORE,
    Acceptance,
    Judged,
    Verdict,
    judge,
    load_acceptance,
    sealed_by_owner,
)
from dxdesk.usecases.person_year.cycles import all_cycles, find_cycle
from dxdesk.usecases.person_year.standing import said_of
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.workbook_kinds import SECTION_PACKAGE, answer_kinds
from dxdesk.usecases.workplace.desk import Desk

Person = tuple[int, str]
_WAITS = frozenset({*WAITS_FOR_MORE, Verdict.QUARANTINED, Verdict.HELD})
_COMPARED = (*ANSWER_PARTS, Part.PLAN, *REVIEW_PARTS)
_STEPS = (Part.LIFE, Part.PLAN_LIFE)
_SPOKEN = (*_COMPARED, *_STEPS)
_COUNTED = (Part.ASSIGNMENT, Part.GROWTH, Part.OWNED)
"""What is new or known, and stands against nothing else."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file changed in an item; ``said`` are the answers in conflict then, and ``after`` is none."""

    person: Person
    part: Part
    item: str
    before: object
    after: object
    said: tuple[object, ...] = ()


@dataclass
class Effect:
    """What a file did, in records.

    ``held`` is what HR has to decide, ``unsubmitted`` and ``unconfirmed`` are the decisions that wait for the
    person's submission or for the first confirmation, ``taken_back`` the confirmations that have to be made
    again, each with what followed, ``not_hrs`` what only HR writes and somebody else did; ``names`` are those
    of the people in these. ``late`` counts what arrived after finalising for the first time, ``waiting_keys``
    are the keys that what is quarantined waits for. ``fallen`` are the people whose records counted until
    this file put a key of a confirmer in doubt, ``fallen_owners`` those confirmers' numbers. ``steps`` are
    the people whose state changed, each with the one before and the one after. ``apart`` are the things of
    which two stores of one owner say something different since this file, each with its owner and name.
    ``of_others`` names HR's things that another one's records of the file say something of, without effect.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0
    pending: int = 0
    quarantined: int = 0
    held: tuple[Revision, ...] = ()
    unsubmitted: tuple[Revision, ...] = ()
    unconfirmed: tuple[Revision, ...] = ()
    taken_back: tuple[tuple[Revision, Revision], ...] = ()
    not_hrs: tuple[Revision, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    late: int = 0
    rejected: int = 0
    waiting_keys: frozenset[str] = frozenset()
    fallen: tuple[str, ...] = ()
    fallen_owners: tuple[str, ...] = ()
    changes: tuple[Difference, ...] = ()
    steps: tuple[tuple[Person, lifecycle.State, lifecycle.State], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    of_others: tuple[str, ...] = ()

    @property
    def counted(self) -> int:
        """How many records counted at once, whatever became of the others."""
        return self.added + self.updated + self.unchanged + self.conflicts

    @property
    def outcome(self) -> str:
        """The word of the ledger, the one that needs a person most."""
        waits = {
            "quarantined": self.quarantined,
            "pending": self.pending or self.unsubmitted or self.unconfirmed,
            "held": self.held,
            "conflict": self.conflicts,
        }
        for word, found in waits.items():
            if found:
                return word
        return "applied" if self.added or self.updated or self.late else "unchanged"


@dataclass(frozen=True)
class _Seen:
    """Where a person stands at a moment: what counts of them, and what each part says."""

    judged: Judged
    views: Mapping[Part, merge.RecordView]

    @property
    def name(self) -> str:
        """The person's name in the year, empty while no assignment counts."""
        return next((r.assignment.name for r in self.judged.of(Part.ASSIGNMENT)), "")

    @property
    def said(self) -> Mapping[Part, merge.RecordView]:
        """What of the views is shown and counted: nothing of what was withdrawn."""
        return said_of(self.views, self._life)

    @property
    def state(self) -> lifecycle.State:
        """Where the person's year stands."""
        return self._life.state

    @cached_property
    def _life(self) -> lifecycle.LifeView:
        steps = self.judged.of(Part.LIFE)
        confirmed = any(lifecycle.action_of(step) in lifecycle.CONFIRMS for step in steps)
        return lifecycle.derive(steps, self.judged.counting if confirmed else None)

    @property
    def waits(self) -> bool:
        """Whether something of the person waits for a key, a year or a framework."""
        return not _WAITS.isdisjoint(self.judged.waiting.values())

    @property
    def clashes(self) -> bool:
        """Whether contradicting steps stand against each other."""
        of_start = self.judged.of(Part.PLAN_LIFE)
        if len(of_start) > 1 and plan_life.derive(of_start).clash:
            return True
        return len(self.judged.of(Part.LIFE)) > 1 and bool(self._life.clash)

    @property
    def taken_back(self) -> frozenset[tuple[Revision, Revision]]:
        """The confirmations that have to be made again, each with what followed it unseen."""
        if not self.judged.of(Part.LIFE):
            return frozenset()
        found = set(self._life.taken_back)
        latest = [s for s in self._life.latest if lifecycle.action_of(s) in lifecycle.CONFIRMS]
        if self._life.changed and latest:
            listed = frozenset[str]().union(*map(lifecycle.acted_on, latest))
            second = any(lifecycle.action_of(step) is lifecycle.Action.CONFIRM2 for step in latest)
            parts = (*ANSWER_PARTS, *((Part.REVIEW1,) if second else ()))
            new = (head for part in parts for head in self.views[part].heads if head.id not in listed)
            found |= {(step, head) for head in new for step in latest}
        return frozenset(found)


class Touched:
    """The people touched by a batch of files, kept up to date while the files are applied."""

    def __init__(self, desk: Desk, uow: UnitOfWork) -> None:
        """Begin with nothing read."""
        self._desk, self._uow = desk, uow
        self._people: dict[Person, dict[str, StoredRevision]] = {}
        self._seen: dict[Person, _Seen] = {}
        self._acceptance: Acceptance | None = None
        self._year_in_work: int | None = None
        self._numbers: dict[tuple[str, int, int], set[str]] | None = None
        self.touched: set[Person] = set()
        self.began_with: Acceptance | None = None
        self.acceptance_changed = False
        self.waited = False

    @property
    def acceptance(self) -> Acceptance:
        """What counts now."""
        if self._acceptance is None:
            self._acceptance = load_acceptance(self._uow)
        return self._acceptance

    @property
    def year_in_work(self) -> int:
        """The fiscal year in work, 0 while none is known."""
        if self._year_in_work is None:
            self._year_in_work = find_cycle(self._uow).fiscal_year if all_cycles(self._uow) else 0
        return self._year_in_work

    def is_twin(self, opened: Opened) -> bool:
        """Tell whether a file's number came with another content before; the file is remembered."""
        if self._numbers is None:
            self._numbers = {}
            for store, epoch, sequence, payload in self._uow.exchange.issuer_numbers():
                self._numbers.setdefault((store, epoch, sequence), set()).add(payload)
        issuer = opened.envelope.issuer
        contents = self._numbers.setdefault((issuer.store, issuer.epoch, issuer.sequence), set())
        contents.add(opened.sha256)
        return len(contents) > 1

    @property
    def known(self) -> Mapping[Person, Collection[StoredRevision]]:
        """The supported revisions of everybody read so far, this batch's files among them."""
        return {person: revisions.values() for person, revisions in self._people.items()}

    def prefetch(self, people: Iterable[Person]) -> None:
        """Read many people in few queries."""
        by_year: dict[int, list[str]] = {}
        for year, number in set(people) - self._people.keys():
            by_year.setdefault(year, []).append(number)
        for year, numbers in by_year.items():
            found = self._uow.exchange.people(year, numbers)
            for number in numbers:
                self._people[year, number] = {s.revision.id: s for s in found.get(number, ())}

    def forget(self, people: Iterable[Person]) -> None:
        """Drop people whose savepoint was undone, and what was remembered of its file."""
        for person in people:
            self._people.pop(person, None)
        self._numbers = None
        self._accept_anew()

    def apply(self, intake: Intake, receipt: int) -> Effect:
        """Add an intake under a receipt and return its effect."""
        if self.began_with is None:
            self.began_with = self.acceptance
        lost = self._learn(intake, receipt)
        brought = tuple(r for r in intake.revisions if not self.acceptance.is_compacted(r))
        over = sum(r.record.part in _COMPARED for r in intake.revisions) - sum(
            r.record.part in _COMPARED for r in brought
        )
        intake = replace(intake, revisions=brought)
        people = {_person(r) for r in intake.revisions if subjects.in_a_year(r.record)}
        self.prefetch(people)
        intake = self._read_before(intake)
        before = {person: self._now(person) for person in people}
        self.waited = self.waited or any(seen.waits for seen in before.values())
        known = {revision_id for person in people for revision_id in self._people[person]}
        known |= self._known_deputies(intake)
        growing = {r.record.employee_number for r in intake.revisions if r.record.part is Part.GROWTH}
        things = {r.record.employee_number for r in intake.revisions if r.record.part is Part.OWNED}
        before_of = self._uow.exchange.people(0, growing | things) if growing or things else {}
        known |= {stored.revision.id for told in before_of.values() for stored in told}
        self._uow.exchange.add_revisions(intake.revisions, receipt)
        for revision in intake.revisions:
            if subjects.in_a_year(revision.record):
                self._support(revision, receipt)
            elif revision.record.part in (Part.CYCLE, Part.DEPUTIES):
                self._year_seen(revision, known)
        self.touched |= people
        effect = self._effect(intake, people, before, known, self._growth_waiting(growing))
        effect.unchanged += over
        effect.apart = self._newly_apart(things, before_of)
        if lost:
            effect.fallen = tuple(people_under(self._uow, lost).values())
            effect.fallen_owners = tuple(sorted({key.owner for key in lost.values()}))
        if self._desk.role is Role.PERSONAL and intake.opened.key_id not in self.acceptance.keys:
            # Even with nothing but known records in it: its form or notice is not in force yet.
            effect.quarantined = max(effect.quarantined, 1)
            effect.waiting_keys |= {intake.opened.key_id}
        return effect

    def _read_before(self, intake: Intake) -> Intake:
        """Return the intake with what an earlier program read out of this very file as it is kept."""
        if intake.opened.envelope.kind not in answer_kinds():
            return intake  # what a confirmation passes on is cited by its id
        made = tuple(r for r in intake.revisions if r.id in intake.own)
        people = {_person(revision) for revision in made}
        kept = (stored.revision for person in people for stored in self._people[person].values())
        found = reread.as_kept(made, kept)
        if not found:
            return intake
        return replace(intake, revisions=tuple(found.get(r.id, r) for r in intake.revisions))

    def _support(self, revision: Revision, receipt: int) -> None:
        key = _person(revision)
        self._seen.pop(key, None)
        person = self._people[key]
        old = person.get(revision.id)
        receipts = (*old.receipts, receipt) if old else (receipt,)
        person[revision.id] = StoredRevision(old.revision if old else revision, receipts)

    def _known_deputies(self, intake: Intake) -> set[str]:
        """Return the ids of what is known already of the deputies of the years a file names some in."""
        years = {r.record.fiscal_year for r in intake.revisions if r.record.part is Part.DEPUTIES}
        return {s.revision.id for year in years for s in self._uow.exchange.part(year, Part.DEPUTIES)}

    def _year_seen(self, revision: Revision, known: set[str]) -> None:
        """Judge anew where a year came, other rules of it, or other deputies in it."""
        year, accepted = revision.record.fiscal_year, self.acceptance
        if revision.record.part is Part.DEPUTIES:
            news = revision.id not in known
        else:
            rules = revision.year.rules
            news = year not in accepted.years or rules > accepted.rules.get(year, 1)
        if news:
            self._changed()

    def _changed(self) -> None:
        self._accept_anew()
        self.acceptance_changed = True

    def _accept_anew(self, acceptance: Acceptance | None = None) -> None:
        self._acceptance, self._year_in_work = acceptance, None
        self._seen.clear()

    def _learn(self, intake: Intake, receipt: int) -> dict[str, KeyRow]:
        """Keep what a file tells of keys, enrolments and frameworks, and note a seal that does not count.

        Returns:
            The keys of confirmers that counted until then and do no more.
        """
        opened, before = intake.opened, self.acceptance.keys
        if learning.learn(self._desk, self._uow, opened, receipt):
            self._changed()
        lost = {k: v for k, v in before.items() if v.role is Role.SECTION and k not in self.acceptance.keys}
        key = self.acceptance.keys.get(opened.key_id)
        sequence = opened.envelope.issuer.sequence
        if key is None or 0 <= key.revoked_after < sequence:
            doubtful = self.acceptance.doubtful | {receipt}
            self._accept_anew(replace(self.acceptance, doubtful=doubtful))
        elif opened.envelope.kind == SECTION_PACKAGE.kind and key.role is Role.HR:
            packages = self.acceptance.packages | {receipt}
            self._accept_anew(replace(self.acceptance, packages=packages))
        return lost

    def _now(self, person: Person) -> _Seen:
        """Return where a person stands, judged again only after something changed."""
        seen = self._seen.get(person)
        if seen is None:
            judged = judge(tuple(self._people[person].values()), self.acceptance)
            views = {part: merge.view(judged.of(part)) for part in _SPOKEN}
            seen = self._seen[person] = _Seen(judged, views)
        return seen

    def _growth_waiting(self, numbers: Collection[str]) -> Mapping[str, Verdict]:
        """Return what of some people's growth does not count, by revision."""
        people = self._uow.exchange.people(0, numbers) if numbers else {}
        judged = growth_records.judged_growth(self._uow, self.acceptance, people)
        return {key: why for found in judged.values() for key, why in found.waiting.items()}

    def _things_waiting(self, intake: Intake) -> Mapping[str, Verdict]:
        """Return what of a file's courses and other things does not count: its owner's key says them."""
        keys = self.acceptance.keys
        return {
            one.id: Verdict.REJECTED if one.key_id in keys or not one.key_id else Verdict.QUARANTINED
            for one in intake.revisions
            if one.record.part is Part.OWNED and not sealed_by_owner(one, keys)
        }

    def _things_of_hr(self, intake: Intake) -> dict[str, str]:
        """Return what of a file another than HR says of a thing that HR has, by record, with its name.

        No program of ours does: the uid of a thing follows from its owner. HR's word stands alone.
        """
        keys = self.acceptance.keys
        said = {
            one.id: one.record.employee_number
            for one in intake.revisions
            if one.record.part is Part.OWNED
            and one.owned.owner != Role.HR.value
            and subjects.may_own(Role.HR.value, one.record.employee_number)
            and sealed_by_owner(one, keys)
        }
        stored = self._uow.exchange.people(0, set(said.values())) if said else {}
        names: dict[str, str] = {}
        for subject, found in stored.items():
            counting = self._counting_of(found)
            if counting and counting[0].owned.owner == Role.HR.value:
                names[subject] = thing_name(subject.partition(":")[0], owned.value(counting))
        return {key: names[subject] for key, subject in said.items() if subject in names}

    def _newly_apart(
        self, things: Collection[str], before_of: Mapping[str, Sequence[StoredRevision]]
    ) -> tuple[tuple[str, str], ...]:
        """Return owner and name of the things that differ in more fields than before."""
        things = {one for one in things if one.partition(":")[0] in KIND_NAMES}
        found = []
        for subject, stored in sorted((self._uow.exchange.people(0, things) if things else {}).items()):
            now = self._counting_of(stored)
            new = owned.differing(now).keys() - owned.differing(self._counting_of(before_of[subject])).keys()
            if new:
                found.append((now[0].owned.owner, thing_name(subject.partition(":")[0], owned.value(now))))
        return tuple(found)

    def _counting_of(self, stored: Iterable[StoredRevision]) -> tuple[Revision, ...]:
        keys = self.acceptance.keys
        return owned.of_owner([one.revision for one in stored if sealed_by_owner(one.revision, keys)])

    def _effect(
        self,
        intake: Intake,
        people: set[Person],
        before: dict[Person, _Seen],
        known: set[str],
        growth_waiting: Mapping[str, Verdict],
    ) -> Effect:
        effect = Effect()
        changes: list[Difference] = []
        after = {person: self._now(person) for person in people}
        waiting = {key: value for seen in after.values() for key, value in seen.judged.waiting.items()}
        waiting |= growth_waiting
        waiting |= self._things_waiting(intake)
        others = self._things_of_hr(intake)
        waiting |= dict.fromkeys(others, Verdict.REJECTED)
        effect.of_others = tuple(others.values())
        effect.waiting_keys = frozenset(
            revision.key_id or intake.opened.key_id
            for revision in intake.revisions
            if waiting.get(revision.id) is Verdict.QUARANTINED
        )
        held, unsubmitted, unconfirmed = (
            tuple(r for r in intake.revisions if waiting.get(r.id) is verdict)
            for verdict in (Verdict.HELD, *LACKING)
        )
        effect.held, effect.unsubmitted, effect.unconfirmed = held, unsubmitted, unconfirmed
        for revision in intake.revisions:
            seen_before = revision.id in known
            if self.acceptance.is_not_hrs(revision):
                continue
            if revision.record.part in _COUNTED and not _wait(
                effect, waiting.get(revision.id), known=seen_before
            ):
                effect.added += not seen_before
                effect.unchanged += seen_before
            if revision.record.part not in _SPOKEN:
                continue
            person, part = _person(revision), revision.record.part
            if not _wait(effect, waiting.get(revision.id), known=seen_before):
                _spoken(effect, revision, before[person].views[part], after[person].views[part], known)
        stepped = {_person(r) for r in intake.revisions if r.record.part in _STEPS and r.id not in known}
        effect.conflicts += sum(after[person].clashes for person in stepped & people)
        spoken = {_person(r) for r in intake.revisions if r.record.part in _SPOKEN and r.id not in known}
        news = (after[person].taken_back - before[person].taken_back for person in sorted(spoken & people))
        effect.taken_back = tuple(pair for found in news for pair in found)
        effect.not_hrs = tuple(r for r in intake.revisions if self.acceptance.is_not_hrs(r))
        told = {_person(r) for r in (*unsubmitted, *unconfirmed, *(one for one, _ in effect.taken_back))}
        told |= {_person(r) for r in effect.not_hrs} & people
        effect.names = {person[1]: after[person].name for person in told}
        for person in sorted(people):
            for part in _COMPARED:
                old, new = before[person].said[part], after[person].said[part]
                changes.extend(_differences(person, part, old, new))
        effect.changes = tuple(changes)
        effect.steps = tuple(
            (person, was, now)
            for person in sorted(spoken & people)
            if (was := before[person].state) is not (now := after[person].state)
        )
        return effect


def _spoken(
    effect: Effect, revision: Revision, old: merge.RecordView, new: merge.RecordView, known: set[str]
) -> None:
    """Count what a revision that counts did to its record."""
    part = revision.record.part
    if revision.id in known or revision.id not in new.head_ids or part in _STEPS:
        effect.unchanged += revision.id in known and part not in _STEPS
        effect.added += part in _STEPS and revision.id not in known
    elif any(revision.id in c.revision_ids for found in new.conflicts.values() for c in found):
        effect.conflicts += 1
    elif not old.heads:
        effect.added += 1
    elif old.items == new.items and not old.conflicts:
        effect.unchanged += 1
    else:
        effect.updated += 1


def _wait(effect: Effect, verdict: Verdict | None, *, known: bool) -> bool:
    """Count a revision that does not count yet; return whether it was one."""
    if verdict is Verdict.PENDING:
        effect.pending += 1
    elif verdict is Verdict.QUARANTINED:
        effect.quarantined += 1
    elif verdict is Verdict.LATE:
        effect.late += not known
        effect.unchanged += known
    elif verdict is Verdict.REJECTED:
        effect.rejected += 1
    return verdict is not None


def _differences(
    person: Person, part: Part, old: merge.RecordView, new: merge.RecordView
) -> Iterable[Difference]:
    for item in sorted({*old.items, *new.items, *new.conflicts}):
        before, after = old.items.get(item), new.items.get(item)
        said = tuple(choice.value for choice in new.conflicts.get(item, ()))
        if before != after or said != tuple(choice.value for choice in old.conflicts.get(item, ())):
            yield Difference(person, part, item, before, after, said)


def _person(revision: Revision) -> Person:
    return revision.record.fiscal_year, revision.record.employee_number
