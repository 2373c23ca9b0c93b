"""使う機能: what HR switched on beside the 申告, and what it is offered once when the first year is done."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.capabilities import AUTHORITIES, CAPABILITIES, ON, YEAR_START, Capability, capability
from dxdesk.ports.entities import Role
from dxdesk.ports.setting_names import CYCLE_CLOSED, USES, USES_DECLINED
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import authorities, year_start
from dxdesk.usecases.person_year import uses_told
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.once import until_written

DECIDES = (Role.HR, Role.DX)
"""The roles whose stores decide of themselves what they use."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A capability of a store; ``offered``: HR was not asked yet whether it wants it, and a year was done."""

    capability: Capability
    on: bool
    offered: bool


def switches(desk: Desk) -> tuple[Switch, ...]:
    """Return the capabilities that stores of this role may have.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(*DECIDES)
    with desk.store.read() as uow:
        waiting = offered(uow, desk.role)
        return tuple(
            Switch(one, is_on(uow, one.code), one in waiting)
            for one in CAPABILITIES
            if desk.role.value in one.roles
        )


def is_on(uow: UnitOfWork, code: str) -> bool:
    """Tell whether a capability is used."""
    return code in _switched_on(uow)


@until_written
def _switched_on(uow: UnitOfWork) -> frozenset[str]:
    said = uow.settings.starting_with(USES)
    return frozenset(name.removeprefix(USES) for name, text in said.items() if text == ON)


def in_use(uow: UnitOfWork, role: Role) -> frozenset[str]:
    """Return the codes of the capabilities that a store of a role uses.

    HR decides, and DX推進課 of its own ledger; what HR's newest file here tells, other stores use
    (``uses_told``).
    """
    known = _switched_on(uow) if role in DECIDES else uses_told.told(uow)
    named = role.value
    used = frozenset(one.code for one in CAPABILITIES if one.code in known and named in one.roles)
    # How goals of a year are asked for its record says, in every store.
    of_start = role in (Role.SECTION, Role.PERSONAL) and year_start.asks_by_form(uow)
    return used | {YEAR_START} if of_start else used


def offered(uow: UnitOfWork, role: Role) -> tuple[Capability, ...]:
    """Return what HR has not decided of yet, once a year was 確定 or closed; before that nothing."""
    found = tuple(
        one
        for one in CAPABILITIES
        if one.shown
        and role.value in one.roles
        and not is_on(uow, one.code)
        and uow.settings.get(f"{USES_DECLINED}{one.code}") != ON
    )
    if not found:
        return ()
    done = uow.results.snapshots() or uow.settings.starting_with(CYCLE_CLOSED)
    return found if done else ()


def switch(desk: Desk, code: str, on: bool) -> None:
    """Use a capability or hide it; whatever it kept stays. Whoever switches one off is not asked again.

    任命権者の区分 is not hidden while it leaves people out of lists: what protects them is never lifted by
    hiding where it is seen.

    Raises:
        KnownError: ``wrong-role``, ``capability-unknown``, ``authorities-in-use``.
    """
    desk.require(*DECIDES)
    one = capability(code)
    if desk.role.value not in one.roles:
        desk.require(*(role for role in DECIDES if role.value in one.roles))
    with desk.store.write() as uow:
        if is_on(uow, one.code) == on:
            return
        if code == AUTHORITIES and not on:
            authorities.refuse_hiding(desk, uow)
        uow.settings.set(f"{USES}{one.code}", ON if on else "")
        uow.settings.set(f"{USES_DECLINED}{one.code}", "" if on else ON)
        if code == YEAR_START:
            year_start.follow(desk, uow)
        uow.audit.append("capability-on" if on else "capability-off", one.code)
        uow.commit()


def decline(desk: Desk, code: str) -> None:
    """Answer 「いまは使わない」: it is offered no more, and can be switched on all the same.

    Raises:
        KnownError: ``wrong-role``, ``capability-unknown``.
    """
    desk.require(*DECIDES)
    one = capability(code)
    with desk.store.write() as uow:
        if is_on(uow, one.code) or uow.settings.get(f"{USES_DECLINED}{one.code}") == ON:
            return
        uow.settings.set(f"{USES_DECLINED}{one.code}", ON)
        uow.audit.append("capability-declined", one.code)
        uow.commit()
