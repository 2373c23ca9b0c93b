"""The cases, events and consultations that records say: a function of the revisions that count alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from dxdesk.domain import owned, subjects
from dxdesk.domain.names import search_key
from dxdesk.domain.practice_record import (
    CASE,
    CONSULTATION,
    EVENT,
    KINDS,
    CaseSaid,
    ConsultationSaid,
    EventSaid,
    Said,
)
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import Counting, counting_of
from dxdesk.usecases.workplace.once import once_a_unit

S_co = TypeVar("S_co", bound=Said, covariant=True)


@dataclass(frozen=True, slots=True)
class Held(Generic[S_co]):
    """A thing and whose it is (``hr`` or ``dx``); ``subject`` is that of its record."""

    owner: str
    subject: str
    said: S_co


@dataclass(frozen=True)
class Practice:
    """All there is, what ended among it, and the records it stands in."""

    cases: tuple[Held[CaseSaid], ...]
    events: tuple[Held[EventSaid], ...]
    consultations: tuple[Held[ConsultationSaid], ...]
    counting: Counting

    def find(self, subject: str) -> Said | None:
        """Return what a subject's record says, ``None`` where there is none."""
        held: tuple[Held[Said], ...] = (*self.cases, *self.events, *self.consultations)
        return next((one.said for one in held if one.subject == subject), None)

    def until(self, today: str) -> Practice:
        """Return what has happened by a day (ISO): what is only planned for later counts in no figure."""
        return replace(
            self,
            cases=tuple(one for one in self.cases if one.said.finished <= today),
            events=tuple(one for one in self.events if one.said.held_on <= today),
            consultations=tuple(one for one in self.consultations if one.said.asked_on <= today),
        )


@once_a_unit
def practice(uow: UnitOfWork) -> Practice:
    """Return what the records of cases, events and consultations say, the newest events first."""
    counting = counting_of(uow, KINDS)
    cases = sorted(_read(counting, CaseSaid, CASE), key=lambda one: (one.said.section, one.said.code))
    events = sorted(_read(counting, EventSaid, EVENT), key=lambda one: (one.said.held_on, one.said.code))
    asked = sorted(
        _read(counting, ConsultationSaid, CONSULTATION), key=lambda one: (one.said.asked_on, one.said.code)
    )
    return Practice(tuple(cases), tuple(reversed(events)), tuple(reversed(asked)), counting)


T = TypeVar("T", CaseSaid, EventSaid, ConsultationSaid)


def _read(counting: Counting, kind: type[T], word: str) -> Iterator[Held[T]]:
    for subject, revisions in counting.items():
        if subject.startswith(f"{word}:"):
            value = owned.value(revisions)
            said = kind.read(value)
            # What was only changed since, and whose making was taken back with its table, is nothing.
            if said.code:
                yield Held(str(value.get("owner", "")), subject, said)


def kind_of(thing: Said) -> str:
    """Return the kind of a thing, as subjects name it."""
    return next(word for word, kind in KINDS.items() if isinstance(thing, kind))


def subject_of(owner: str, kind: str, code: str) -> str:
    """Return what the record of a thing is about."""
    return f"{kind}:{subjects.practice_uid(kind, owner, code)}"


def same_case(one: CaseSaid) -> tuple[str, str]:
    """Return by what two cases are one and the same, whoever keeps them: the section and the name."""
    return one.section, search_key(one.name)


def counted(cases: Iterable[Held[CaseSaid]]) -> tuple[Held[CaseSaid], ...]:
    """Return the cases that count, each once: of one that both 人事課 and DX推進課 keep, that of 人事課."""
    found: dict[tuple[str, str], Held[CaseSaid]] = {}
    for one in cases:
        if not one.said.ended:
            there = found.get(same_case(one.said))
            if there is None or (there.owner, one.owner) == ("dx", "hr"):
                found[same_case(one.said)] = one
    return tuple(found.values())


def kept_twice(cases: Iterable[Held[CaseSaid]]) -> frozenset[str]:
    """Return the subjects of cases that two owners keep, so that they are counted once."""
    owners: dict[tuple[str, str], set[str]] = {}
    listed = [one for one in cases if not one.said.ended]
    for one in listed:
        owners.setdefault(same_case(one.said), set()).add(one.owner)
    return frozenset(one.subject for one in listed if len(owners[same_case(one.said)]) > 1)
