"""The targets that records say: a function of the revisions that count alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain import owned, subjects
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.target_record import Aim, TargetSaid
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.counting import accepted_keys, sealed_by_owner
from dxdesk.usecases.workplace.once import once_a_unit

TARGET = "target"
_AIMS = tuple(Aim)


@dataclass(frozen=True, slots=True)
class Held:
    """A target and whose it is (``hr`` or ``dx``); ``subject`` is that of its record."""

    owner: str
    subject: str
    said: TargetSaid


@dataclass(frozen=True)
class Targets:
    """All targets in the order of their types, those that ended among them, and the records they stand in."""

    held: tuple[Held, ...]
    counting: Mapping[str, tuple[Revision, ...]]

    def find(self, owner: str, code: str) -> Held | None:
        """Return an owner's target by its code, ``None`` where there is none."""
        return next((one for one in self.held if (one.owner, one.said.code) == (owner, code)), None)


@once_a_unit
def targets(uow: UnitOfWork) -> Targets:
    """Return what the records of targets say."""
    keys = accepted_keys(uow)
    gathered: dict[str, list[Revision]] = {}
    for stored in uow.exchange.part(0, Part.OWNED):
        subject = stored.revision.record.employee_number
        if subject.startswith(f"{TARGET}:") and sealed_by_owner(stored.revision, keys):
            gathered.setdefault(subject, []).append(stored.revision)
    counting = {subject: tuple(gathered[subject]) for subject in sorted(gathered)}
    held = []
    for subject, revisions in counting.items():
        value = owned.value(revisions)
        held.append(Held(str(value.get("owner", "")), subject, TargetSaid.read(value)))
    return Targets(tuple(sorted(held, key=_order)), counting)


def _order(one: Held) -> tuple[int, str, str, str]:
    aim = next((place for place, kind in enumerate(_AIMS) if kind == one.said.aim), len(_AIMS))
    return aim, one.said.group, one.said.code, one.owner


def subject_of(owner: str, code: str) -> str:
    """Return what the record of a target is about."""
    return f"{TARGET}:{subjects.target_uid(owner, code)}"
