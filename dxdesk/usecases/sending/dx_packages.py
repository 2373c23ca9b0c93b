"""送付票: what DX推進課 keeps of its own, sent to HR; all of it each time, so that none can be missing."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain import file_names
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.issue import Contents, Issuance, dispatch
from dxdesk.usecases.exchange.passed_back import passed_back
from dxdesk.usecases.exchange.proposals import own_versions
from dxdesk.usecases.forms import readable_sheets
from dxdesk.usecases.forms.framework_proposals import extra_with
from dxdesk.usecases.person_year.counting import accepted_keys, sealed_by_owner
from dxdesk.usecases.person_year.cycles import Cycle, all_cycles, cycle_heads, framework_of
from dxdesk.usecases.sealing.envelope import Recipient
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.workplace.desk import Desk


@writes_plain
def write_dx_package(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the file for HR.

    Raises:
        KnownError: ``provision-missing`` before the first 提供票 came, ``nothing-to-send``.
    """
    with desk.store.write() as uow:
        cycle = _cycle(uow)
        keys = accepted_keys(uow)
        back = passed_back(uow, Role.HR)
        mine = tuple(
            stored.revision
            for stored in uow.exchange.part(0, Part.OWNED)
            if sealed_by_owner(stored.revision, keys) and stored.revision.owned.owner == Role.DX.value
        )
        proposed = own_versions(uow)
        if not mine and not back and not proposed:
            raise KnownError(
                "nothing-to-send",
                "この台帳が持つ記録がまだないので、送るものがありません。",
                "「研修」の画面で、研修と回を登録してから作ってください。",
            )
        issuance = Issuance(desk, uow, cycle, framework_of(uow, cycle), keys)
        recipient = Recipient(role=Role.HR.value, label="人事課")
        own = sorted(mine, key=lambda one: one.id)
        revisions = (*cycle_heads(uow, cycle.fiscal_year), *own, *back)
        package = issuance.issue(DX_PACKAGE.kind, recipient, Contents(revisions, extra=extra_with(proposed)))
        sheets = readable_sheets.sheets_of(desk.services.sealer, package.envelope, revisions)
        name = f"送付票_{fiscal_year_short(cycle.fiscal_year)}_{file_names.part('DX推進担当課')}.xlsx"
        with order.outgoing.writing(order.out / name) as there:
            desk.services.workbooks.write_tables(sheets, there, package.payload, order.password)
        uow.exchange.add_dispatches([dispatch(desk, package, there.name, people=0)])
        uow.audit.append(DX_PACKAGE.action, "", {"records": len(mine)})
        order.outgoing.enter(uow)
        uow.commit()
    return (there,)


def _cycle(uow: UnitOfWork) -> Cycle:
    found = next(reversed(all_cycles(uow)), None)
    if found is None:
        raise KnownError(
            "provision-missing",
            "人事課の提供票をまだ受け取っていないので、送付票を作れません。",
            "人事課から提供票を受け取り、「受付」に入れてください。",
        )
    return found
