"""The 年度計画 that records say: a function of the revisions that count alone."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain import owned, subjects
from dxdesk.domain.action_plan import VERSION_NAMES, PlanSaid
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import Counting, counting_of
from dxdesk.usecases.workplace.once import once_a_unit

PLAN = "plan"
_VERSIONS = tuple(VERSION_NAMES)


@dataclass(frozen=True, slots=True)
class Held:
    """A plan and whose it is (``hr`` or ``dx``); ``subject`` is that of its record."""

    owner: str
    subject: str
    said: PlanSaid


@dataclass(frozen=True)
class Plans:
    """All plans by year, version and owner, those that were given up among them, and their records."""

    held: tuple[Held, ...]
    counting: Counting

    def find(self, owner: str, fiscal_year: int, version: str) -> Held | None:
        """Return an owner's plan of a year in a version, ``None`` where there is none or it was given up."""
        return next((one for one in self.of(fiscal_year, version) if one.owner == owner), None)

    def of(self, fiscal_year: int, version: str) -> tuple[Held, ...]:
        """Return the plans of a year in a version that hold: more than one where two sections made one."""
        return tuple(
            one
            for one in self.held
            if (one.said.fiscal_year, one.said.version) == (fiscal_year, version) and not one.said.ended
        )

    @property
    def years(self) -> tuple[int, ...]:
        """The years for which there is a plan, the newest first."""
        return tuple(sorted({one.said.fiscal_year for one in self.held if not one.said.ended}, reverse=True))


@once_a_unit
def plans(uow: UnitOfWork) -> Plans:
    """Return what the records of plans say."""
    counting = counting_of(uow, (PLAN,))
    held = []
    for subject, revisions in counting.items():
        value = owned.value(revisions)
        held.append(Held(str(value.get("owner", "")), subject, PlanSaid.read(value)))
    return Plans(tuple(sorted(held, key=_order)), counting)


def _order(one: Held) -> tuple[int, int, str]:
    version = _VERSIONS.index(one.said.version) if one.said.version in _VERSIONS else len(_VERSIONS)
    return one.said.fiscal_year, version, one.owner


def subject_of(owner: str, fiscal_year: int, version: str) -> str:
    """Return what the record of a plan is about."""
    return f"{PLAN}:{subjects.plan_uid(owner, fiscal_year, version)}"
