"""Keys that wait although an enrolment names their owner, and the people whose records wait with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dxdesk.domain import subjects
from dxdesk.domain.records import Part
from dxdesk.ports.entities import KeyRow, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.counting import accepted_keys
from dxdesk.usecases.person_year.key_acceptance import uses_of
from dxdesk.usecases.person_year.key_evidence import live_enrolments, seen_keys

_SEALED = tuple(part for part in Part if part not in (Part.CYCLE, Part.ASSIGNMENT, Part.REFERENCE))


class Doubt(StrEnum):
    """Why a key waits that used its owner's enrolment."""

    RIVAL = "rival"  # another one used the same, and nobody knows which is the owner's
    OTHER_STORE = "other-store"  # the owner has a key that counts, and this is not it


@dataclass(frozen=True)
class Dispute:
    """A confirmer whose keys are in doubt: why, which, and the names of those whose records wait for it."""

    owner: str
    doubt: Doubt
    key_ids: frozenset[str]
    people: tuple[str, ...] = ()


def disputes(uow: UnitOfWork, accepted: Mapping[str, KeyRow] | None = None) -> tuple[Dispute, ...]:
    """Return the confirmers whose keys are in doubt, by number."""
    keys = accepted_keys(uow) if accepted is None else accepted
    claims, seen = uow.exchange.claims(), seen_keys(uow)
    waiting: dict[str, set[str]] = {}
    for enrolment, users in uses_of(claims, live_enrolments(uow, claims, seen), seen):
        if users - keys.keys():
            waiting.setdefault(enrolment.owner, set()).update(users - keys.keys())
    found = []
    for owner, key_ids in sorted(waiting.items()):
        known = any((key.role, key.owner) == (Role.SECTION, owner) for key in keys.values())
        people = tuple(people_under(uow, key_ids).values())
        found.append(Dispute(owner, Doubt.OTHER_STORE if known else Doubt.RIVAL, frozenset(key_ids), people))
    return tuple(found)


def people_under(uow: UnitOfWork, key_ids: Collection[str]) -> dict[str, str]:
    """Return the people of whom keys sealed a record, number to name, by number."""
    found: dict[str, str] = {}
    for year in uow.exchange.years():
        numbers = {
            stored.revision.record.employee_number
            for part in _SEALED
            for stored in uow.exchange.part(year, part)
            if stored.revision.key_id in key_ids and subjects.in_a_year(stored.revision.record)
        }
        if numbers:
            names = {row.employee_number: row.name for row in uow.results.assessments(year)}
            found |= {number: names.get(number) or number for number in numbers}
    return dict(sorted(found.items()))


def named(people: Collection[str], limit: int = 10) -> str:
    """Return the names of some people as a sentence holds them."""
    names = [f"{name}さん" for name in people]
    return "、".join(names[:limit]) + (f" ほか{len(names) - limit}人" if len(names) > limit else "")
