"""来年度の目標の案 in a personal store: as the newest result notice brought it."""

from __future__ import annotations

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import ProposalLine
from dxdesk.usecases.exchange import kept
from dxdesk.usecases.forms.letters import notice_of
from dxdesk.usecases.workplace.desk import Desk


def received(desk: Desk) -> tuple[ProposalLine, ...]:
    """Return what the newest notice proposes; nothing in other stores, or where it proposes nothing."""
    with desk.store.read() as uow:
        return proposed(desk, uow)


def proposed(desk: Desk, uow: UnitOfWork) -> tuple[ProposalLine, ...]:
    """Return the same, within a unit of work."""
    if desk.role is not Role.PERSONAL:
        return ()
    for year in sorted(uow.exchange.years(), reverse=True):
        told = kept.notice(uow, year)
        if told is None:
            continue
        try:
            said = notice_of(year, desk.identity.owner, told.extra)
        except KnownError:  # of a program whose notices this one cannot read
            return ()
        return said.proposal if said is not None else ()
    return ()
