"""The targets that records say: a function of the revisions that count alone."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain import owned, subjects
from dxdesk.domain.target_record import Aim, TargetSaid
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import Counting, counting_of
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
    counting: Counting

    def find(self, owner: str, code: str) -> Held | None:
        """Return an owner's target by its code, ``None`` where there is none."""
        return next((one for one in self.held if (one.owner, one.said.code) == (owner, code)), None)


@once_a_unit
def targets(uow: UnitOfWork) -> Targets:
    """Return what the records of targets say."""
    counting = counting_of(uow, (TARGET,))
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
