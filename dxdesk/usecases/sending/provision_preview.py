"""What a 提供票 would tell, before it is made: how many people, which columns, what is withheld."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.errors import Problem
from dxdesk.domain.provisions import ITEM_NAMES, Item, Permit
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.forms.provision_sheets import SkillCounts
from dxdesk.usecases.organisation import authorities, giving
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.sending.provisions import Providing, plan
from dxdesk.usecases.skillmap.basis import NO_LEVEL
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class SkillShown:
    """Of a skill: how many counts are shown, and how many are withheld, totals among them."""

    name: str
    shown: int
    withheld: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave.

    ``people`` are counted in the map, ``individuals`` get a line of their own with ``items``. ``until`` is
    the last day (ISO), ``people_until`` that of the individuals where it is earlier; ``permit`` the decision
    they rest on. ``notes`` are for somebody to weigh, and ``replaced`` what ends with one that is in use.
    ``targets`` are how many targets of the receiver have a figure in it, and how many have none.
    """

    label: str
    use: str
    until: str
    below: int
    people: int
    sections: int
    skills: tuple[SkillShown, ...]
    items: tuple[str, ...]
    individuals: int
    permit: Permit | None
    left_out: str
    notes: tuple[Problem, ...]
    people_until: str = ""
    replaced: Problem | None = None
    targets: tuple[int, int] = (0, 0)

    @property
    def withheld(self) -> int:
        """How many counts are withheld."""
        return sum(one.withheld for one in self.skills)


@dataclass(frozen=True, slots=True)
class Choices:
    """Between what somebody who gives can choose.

    ``years`` the newest first; ``permits`` those of today, by their keys; ``authorities`` others to whose
    section it may go; ``items`` the particulars that some decision of today allows.
    """

    years: tuple[int, ...]
    permits: dict[str, Permit]
    authorities: tuple[str, ...]
    today: str

    @property
    def items(self) -> frozenset[str]:
        """Particulars that some decision of today allows."""
        return frozenset(item for one in self.permits.values() for item in one.items)


def choices(desk: Desk) -> Choices:
    """Return between what one can choose.

    Raises:
        KnownError: ``wrong-role``, ``provision-off``.
    """
    desk.require(Role.HR)
    today = desk.services.clock.today()
    with desk.store.read() as uow:
        giving.require_provision(uow)
        permits = {key: one for key, one in giving.permits(uow).items() if one.holds(today)}
        years = tuple(sorted((one.fiscal_year for one in all_cycles(uow)), reverse=True))
        return Choices(years, permits, _others(desk, uow), today)


def _others(desk: Desk, uow: UnitOfWork) -> tuple[str, ...]:
    found = authorities.of_desk(desk, uow)
    return tuple(name for name in found.names if name != found.own) if found.several else ()


def preview(desk: Desk, wanted: Providing) -> Preview:
    """Return what a 提供票 would tell; nothing is written.

    Raises:
        KnownError: what ``provide`` refuses, but for file errors.
    """
    planned = plan(desk, wanted)
    given, rows = planned.given, planned.people.rows
    counted = [row for row in rows if any(level != NO_LEVEL for level in row.levels)]
    measured = sum(bool(one.value) for one in given.targets)
    return Preview(
        planned.people.cycle.label,
        planned.use,
        given.until,
        given.below,
        len(counted),
        len({row.department_code for row in counted}),
        tuple(_shown(one) for one in given.skills),
        tuple(ITEM_NAMES[Item(one)] for one in given.items),
        len(given.people),
        planned.permit,
        given.left_out,
        planned.notes,
        given.people_until,
        planned.replaced,
        (measured, len(given.targets) - measured),
    )


def _shown(skill: SkillCounts) -> SkillShown:
    cells = [cell for _, _, counts in skill.rows for cell in counts]
    withheld = cells.count(None)
    return SkillShown(skill.name, len(cells) - withheld, withheld)
