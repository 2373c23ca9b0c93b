"""送付票: what DX推進課 keeps of its own, sent to HR; all of it each time, so that none can be missing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dxdesk.domain import file_names
from dxdesk.domain.dates import local_day
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_short, short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.issue import Contents, Issuance, dispatch
from dxdesk.usecases.exchange.passed_back import passed_back
from dxdesk.usecases.exchange.proposals import own_versions, unsent_versions
from dxdesk.usecases.exchange.things_told import Thing, things_in
from dxdesk.usecases.forms import readable_sheets
from dxdesk.usecases.forms.framework_proposals import Proposal, extra_with
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.counting import accepted_keys, sealed_by_owner
from dxdesk.usecases.person_year.cycles import Cycle, all_cycles, cycle_heads, framework_of
from dxdesk.usecases.sealing.envelope import Recipient
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE
from dxdesk.usecases.sending.contents import Contents as Told
from dxdesk.usecases.sending.contents import Line, tells
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
        mine, back, proposed = _gathered(uow)
        issuance = Issuance(desk, uow, cycle, framework_of(uow, cycle), keys)
        recipient = Recipient(role=Role.HR.value, label="人事課")
        own = sorted(mine, key=lambda one: one.id)
        revisions = (*cycle_heads(uow, cycle.fiscal_year), *own, *back)
        # HR's year is heard of long after it began: the file is named after the year it was made in.
        year = fiscal_year_of(desk.services.clock.today())
        extra = extra_with(proposed, year if year != cycle.fiscal_year else 0)
        package = issuance.issue(DX_PACKAGE.kind, recipient, Contents(revisions, extra=extra))
        sheets = readable_sheets.sheets_of(desk.services.sealer, package.envelope, revisions)
        name = f"送付票_{fiscal_year_short(year)}_{file_names.part('DX推進担当課')}.xlsx"
        with order.outgoing.writing(order.out / name) as there:
            desk.services.workbooks.write_tables(sheets, there, package.payload, order.password)
        uow.exchange.add_dispatches([dispatch(desk, package, there.name, people=0)])
        uow.audit.append(DX_PACKAGE.action, "", {"records": len(mine)})
        order.outgoing.enter(uow)
        uow.commit()
    return (there,)


@tells
def dx_package_contents(desk: Desk) -> Told:
    """Return what would be sent, by name; what was written since the last one says so.

    Raises:
        KnownError: ``provision-missing``, ``nothing-to-send``.
    """
    with desk.store.read() as uow:
        _cycle(uow)
        mine, back, proposed = _gathered(uow)
        sent = [one for one in uow.exchange.dispatches() if one.kind == DX_PACKAGE.kind]
        last = max(sent, key=lambda one: one.sequence, default=None)
        new = _written_since(desk, mine, last.sequence if last is not None else 0)
        unsent = {f"{one.code} {one.version}" for one in unsent_versions(uow)}
    told = [_line(one, new) for one in things_in(mine)]
    for one in proposed:
        state = _NEW if f"{one.code} {one.version}" in unsent else ""
        told.append(Line("体系の案", f"{versions.from_text(one.text).name} {one.version}", "", state))
    told += [Line(_BACK, f"{one.kind_name} {one.name}", one.years, one.state) for one in things_in(back)]
    told.sort(key=lambda one: _NEW not in one.state)  # what is new stands on top, each in its order
    if last is None:
        return Told(tuple(told), "送付票は、まだ1度も作っていません。")
    changed = sum(_NEW in one.state for one in told)
    day = short_day(local_day(last.sent_at))
    before = f"前の送付票は{day}です。そのあとに書いたものは {changed:,}件です(「{_NEW}」)。"
    return Told(tuple(told), before)


_BACK, _NEW = "人事課の記録", "未送付"


def _line(thing: Thing, new: frozenset[str]) -> Line:
    states = (thing.state, _NEW if new.intersection(thing.subjects) else "")
    return Line(thing.kind_name, thing.name, thing.years, "、".join(filter(None, states)))


def _written_since(desk: Desk, mine: Iterable[Revision], last: int) -> frozenset[str]:
    """Return the subjects of which something was said since the package of a number.

    A record carries the number the next package would have had when it was sealed.
    """
    return frozenset(
        one.record.employee_number
        for one in mine
        if one.seal is not None and one.seal.store_id == desk.identity.store_id and one.seal.sequence > last
    )


def _gathered(
    uow: UnitOfWork,
) -> tuple[tuple[Revision, ...], tuple[Revision, ...], tuple[Proposal, ...]]:
    """Return what the store says of its own things, what goes back to HR, and the versions it proposes."""
    keys = accepted_keys(uow)
    mine = tuple(
        stored.revision
        for stored in uow.exchange.part(0, Part.OWNED)
        if sealed_by_owner(stored.revision, keys) and stored.revision.owned.owner == Role.DX.value
    )
    back, proposed = passed_back(uow, Role.HR), own_versions(uow)
    if not mine and not back and not proposed:
        raise KnownError(
            "nothing-to-send",
            "この台帳が持つ記録がまだないので、送るものがありません。",
            "「研修」の画面で、研修と回を登録してから作ってください。",
        )
    return mine, back, proposed


def _cycle(uow: UnitOfWork) -> Cycle:
    found = next(reversed(all_cycles(uow)), None)
    if found is None:
        raise KnownError(
            "provision-missing",
            "人事課の提供票をまだ受け取っていないので、送付票を作れません。",
            "人事課から提供票を受け取り、「受付」に入れてください。",
        )
    return found
