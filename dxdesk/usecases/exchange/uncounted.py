"""What a receiver does not count comes back to its sender: in the next file for them, by code and name.

Which of a sender's records do not count is asked where the next file for that sender is made, and travels in
the envelope's ``extra``, which programs of every format read past: no file needs a newer format for it, and
one without such news is what it always was. The words are the receiving program's (``told_back``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.lifecycle import Action
from dxdesk.domain.records import ANSWER_PARTS, Part, Revision
from dxdesk.domain.text import NAME_UNITS, plain
from dxdesk.ports.entities import Role, StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import deputising
from dxdesk.usecases.exchange.disputed_keys import Doubt, disputes
from dxdesk.usecases.person_year.counting import Acceptance, Judged, Verdict
from dxdesk.usecases.person_year.key_evidence import seen_keys
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.sealing.envelope import Envelope, Recipient

_MEMBER = "uncounted"
"""The member of ``extra`` that carries it."""


class Why(StrEnum):
    """Why records of a sender do not count where they went; sent, so never renamed."""

    KEY_UNKNOWN = "key-unknown"
    KEY_DISPUTED = "key-disputed"
    KEY_OTHER_STORE = "key-other-store"
    KEY_FOLLOWED = "key-followed"
    KEY_REVOKED = "key-revoked"
    HELD = "held"
    REFUSED = "refused"
    PENDING = "pending"
    UNSUBMITTED = "unsubmitted"
    UNCONFIRMED = "unconfirmed"
    LATE = "late"
    NOT_ENTITLED = "not-entitled"


@dataclass(frozen=True)
class Uncounted:
    """Some records of one sender that do not count, for one reason.

    Attributes:
        why: a ``Why``; of a later program perhaps another text.
        what: the part they are of, ``self`` for all of an answer, a stage for its step.
        key_id: the key that sealed them, empty for answers.
        people: number and name of whom they are about.
    """

    why: str
    what: str
    key_id: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """One record that does not count: whose it is said to be, and about whom."""

    revision: Revision
    why: Why
    owners: frozenset[str]
    by_hr: bool
    name: str
    confirmers: frozenset[str]


def gather(uow: UnitOfWork, acceptance: Acceptance, people: Sequence[PersonYear]) -> tuple[Line, ...]:
    """Return what does not count of some people's years and is not overtaken by what does."""
    waiting = {p.employee_number: p for p in people if p.judged.waiting}
    if not waiting:
        return ()
    reasons = _Reasons(uow, acceptance)
    found: list[Line] = []
    years: dict[int, list[str]] = {}
    for person in waiting.values():
        years.setdefault(person.fiscal_year, []).append(person.employee_number)
    for year, numbers in years.items():
        for number, stored in uow.exchange.people(year, numbers).items():
            person = waiting[number]
            for revision in (one.revision for one in stored):
                verdict = person.judged.waiting.get(revision.id)
                if verdict is not None and not _overtaken(person.judged, revision):
                    found.append(reasons.line(revision, verdict, person))
    return tuple(found)


def gather_growth(
    uow: UnitOfWork,
    acceptance: Acceptance,
    people: Sequence[PersonYear],
    growth: Mapping[str, Judged],
    stored: Mapping[str, Sequence[StoredRevision]],
) -> tuple[Line, ...]:
    """Return the same of people's growth over all years: what they tell, and what was found of it.

    Args:
        uow: the unit of work.
        acceptance: what counts.
        people: of whom; who confirms them this year is told their names.
        growth: their growth, judged, by number.
        stored: what is kept of it, by number.
    """
    waiting = [p for p in people if (judged := growth.get(p.employee_number)) and judged.waiting]
    if not waiting:
        return ()
    reasons = _Reasons(uow, acceptance)
    found: list[Line] = []
    for person in waiting:
        judged = growth[person.employee_number]
        for revision in (one.revision for one in stored[person.employee_number]):
            verdict = judged.waiting.get(revision.id)
            if verdict is not None and not _overtaken(judged, revision):
                found.append(reasons.line(revision, verdict, person))
    return tuple(found)


def _overtaken(judged: Judged, revision: Revision) -> bool:
    """Tell whether something that counts was said in full knowledge of a record."""
    return any(revision.id in said.covers for said in judged.of(revision.record.part))


_WAITS = {
    Verdict.PENDING: Why.PENDING,
    Verdict.HELD: Why.HELD,
    Verdict.UNSUBMITTED: Why.UNSUBMITTED,
    Verdict.UNCONFIRMED: Why.UNCONFIRMED,
    Verdict.LATE: Why.LATE,
}


class _Reasons:
    """Why records do not count, with what is asked of keys read once."""

    def __init__(self, uow: UnitOfWork, acceptance: Acceptance) -> None:
        self._acceptance = acceptance
        self._seen = seen_keys(uow)
        self._decided = {key.key_id: key for key in uow.exchange.keys()}
        self._doubts = {key: one.doubt for one in disputes(uow, acceptance.keys) for key in one.key_ids}

    def line(self, revision: Revision, verdict: Verdict, person: PersonYear) -> Line:
        key = self._acceptance.keys.get(revision.key_id) or self._seen.get(revision.key_id)
        owners = {revision.made.by, key.owner if key else ""} - {""}
        by_hr = key is not None and key.role is Role.HR
        why, confirmers = self._why(revision, verdict), {person.route.first, person.route.second}
        return Line(revision, why, frozenset(owners), by_hr, person.name, frozenset(confirmers))

    def _why(self, revision: Revision, verdict: Verdict) -> Why:
        if verdict is Verdict.QUARANTINED:
            doubt = self._doubts.get(revision.key_id)
            others = {Doubt.RIVAL: Why.KEY_DISPUTED, Doubt.OTHER_STORE: Why.KEY_OTHER_STORE}
            return Why.KEY_UNKNOWN if doubt is None else others[doubt]
        if verdict is not Verdict.REJECTED:
            return _WAITS[verdict]
        if revision.key_id and not self._acceptance.accepts(revision):
            row = self._decided.get(revision.key_id)
            return Why.KEY_REVOKED if row is not None and row.revoked_after >= 0 else Why.KEY_FOLLOWED
        said = self._acceptance.deputies.get(revision.record.fiscal_year)
        return Why.REFUSED if said is not None and revision.id in said.refused else Why.NOT_ENTITLED


def told_to(lines: Iterable[Line], recipient: Recipient) -> tuple[Uncounted, ...]:
    """Return what there is to tell somebody of their own records; nobody hears of another's.

    A section learns the names of those it confirms only: who writes of others has their numbers.
    """
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for line in lines:
        if _is_theirs(line, recipient):
            what = _what(line.revision)
            people = found.setdefault((line.why.value, what, line.revision.key_id), {})
            known = recipient.role != Role.SECTION.value or recipient.employee in line.confirmers
            people[line.revision.record.employee_number] = line.name if known else ""
    return tuple(Uncounted(*group, tuple(sorted(people.items()))) for group, people in sorted(found.items()))


_OWN_PARTS = (*ANSWER_PARTS, Part.LIFE, Part.PLAN, Part.PLAN_LIFE, Part.GROWTH)


def _is_theirs(line: Line, recipient: Recipient) -> bool:
    revision = line.revision
    if recipient.role == Role.PERSONAL.value:
        answered = revision.record.part in _OWN_PARTS
        return not revision.key_id and answered and revision.record.employee_number == recipient.employee
    if recipient.role == Role.HR.value:
        return line.by_hr
    return bool(revision.key_id) and not line.by_hr and recipient.employee in line.owners


def _what(revision: Revision) -> str:
    """Return the part a person would name: levels and the step that goes with them are one thing."""
    part, action = revision.record.part, revision.step.action
    if part in (Part.PLAN, Part.PLAN_LIFE):
        return part.value if revision.key_id else Part.PLAN.value
    if part in ANSWER_PARTS or action in (Action.SUBMIT, Action.WITHDRAW):
        return Part.SELF.value
    if part is Part.LIFE and action != Action.HR_RETURN:
        return deputising.stage_of(revision).value
    return part.value


def plain_lines(told: Iterable[Uncounted]) -> list[dict[str, object]]:
    """Return what is told as it travels and is kept."""
    return [
        {"why": one.why, "what": one.what, "key": one.key_id, "people": [list(p) for p in one.people]}
        for one in told
    ]


def added(extra: str, told: Iterable[Uncounted]) -> str:
    """Return an envelope's ``extra`` with what is told; as it was where there is nothing."""
    news = plain_lines(told)
    return canonical.dumps({**canonical.loads(extra), _MEMBER: news}) if news else extra


def told_in(envelope: Envelope) -> tuple[Uncounted, ...]:
    """Return what an envelope tells; what no program of ours wrote so is nothing."""
    try:
        found = json.loads(envelope.extra or "{}")
        return read(found.get(_MEMBER, []))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return ()


def read(lines: Iterable[Mapping[str, Any]]) -> tuple[Uncounted, ...]:
    """Return what ``plain_lines`` wrote; raises ``KeyError``, ``TypeError`` or ``ValueError`` for others."""

    def text(value: object) -> str:
        return plain(str(value))[:NAME_UNITS]

    return tuple(
        Uncounted(
            text(line["why"]),
            text(line["what"]),
            text(line["key"]),
            tuple((text(number), text(name)) for number, name in line["people"]),
        )
        for line in lines
    )
