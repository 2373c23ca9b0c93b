"""来年度の目標の案 in a personal store: as the newest result notice brought it."""

from __future__ import annotations

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.ports.workbooks import ProposalLine
from dxdesk.usecases.exchange import kept
from dxdesk.usecases.forms.letters import notice_of
from dxdesk.usecases.workplace.desk import Desk


def received(desk: Desk) -> tuple[ProposalLine, ...]:
    """Return what the newest year's notice proposes; nothing in other stores, or where none came."""
    if desk.role is not Role.PERSONAL:
        return ()
    with desk.store.read() as uow:
        years = sorted(uow.exchange.years(), reverse=True)
        for year in years:
            told = kept.notice(uow, year)
            if told is None or not told.extra:
                continue
            try:
                said = notice_of(year, desk.identity.owner, told.extra)
            except KnownError:  # of a program whose notices this one cannot read
                return ()
            return said.proposal if said is not None else ()
    return ()
