"""How far each stage of a year is, side by side: no stage is "now", for people are in several at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxdesk.domain.dates import local_day
from dxdesk.domain.head_shares import share_text
from dxdesk.domain.lifecycle import State
from dxdesk.domain.wareki import long_day
from dxdesk.ports.entities import Dispatch, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.progress import work_view
from dxdesk.usecases.progress.year_table import OPEN_STATES, Line, YearTable
from dxdesk.usecases.sealing.workbook_kinds import FORM, SECTION_PACKAGE
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import telling


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: ``done`` of ``whole`` people; ``days`` says when it is due or was done, in 和暦."""

    name: str
    done: int
    whole: int
    days: str = ""

    @property
    def heads(self) -> str:
        """Return ``88.9%(48 / 54人)``."""
        return share_text(self.done, self.whole)

    @property
    def left(self) -> int:
        """Return of how many people it is still to be done."""
        return self.whole - self.done


def stages(desk: Desk, uow: UnitOfWork, table: YearTable) -> tuple[Stage, ...]:
    """Return the stages of a year in HR's or a section's store, each with all it is asked of.

    Whoever has no confirmer is not in 上長確認; results are told to whom they are final of.
    """
    asked = [line for line in table.lines if line.asked]
    owner = desk.identity.owner if desk.role is Role.SECTION else ""
    if owner:
        asked = [line for line in asked if work_view.turn(line, owner)]
    cycle = table.cycle
    said = Stage("自己申告", _handed_in(asked), len(asked), _due(cycle.due_self))
    if owner:
        first = any(line.member.route.first == owner for line in asked)
        done = sum(work_view.turn(line, owner) == "done" for line in asked)
        unsent = work_view.unsent_confirmations(uow, table, owner)
        day = _due(cycle.due_first if first else cycle.due_second)
        return (
            said,
            Stage("上長確認(自分の分)", done, len(asked), day),
            Stage("確認票の送付", max(done - unsent, 0), len(asked), day),
        )
    sent = uow.exchange.dispatches(cycle.fiscal_year)
    final = {line.member.number for line in asked if line.state is State.FINALISED}
    told = final & telling.told(uow, cycle.fiscal_year, sent)
    snapshots = uow.results.snapshots(cycle.fiscal_year)
    decided = snapshots[0].decision_date or local_day(snapshots[0].finalised_at) if snapshots else ""
    return (
        _given_out(asked, sent),
        said,
        *_confirmed(asked, cycle.due_first, cycle.due_second),
        Stage("確定", len(final), len(asked), long_day(decided)),
        Stage("結果の通知", len(told), len(final)),
    )


def told(found: Iterable[Stage]) -> str:
    """Return stages in one line: ``自己申告 100.0%(54 / 54人)、上長確認 92.6%(50 / 54人)``."""
    return "、".join(f"{one.name} {one.heads}" for one in found)


def _due(day: str) -> str:
    return f"期限 {long_day(day)}" if day else ""


def _handed_in(asked: Iterable[Line]) -> int:
    return sum(line.state not in OPEN_STATES for line in asked)


def _given_out(asked: list[Line], sent: Iterable[Dispatch]) -> Stage:
    """Count whom a 申告票 was made for, or whose confirmer a 所属配布票 that brings theirs."""
    sent = list(sent)
    own, packages = work_view.tails(sent, FORM.kind), work_view.tails(sent, SECTION_PACKAGE.kind)
    done = sum(
        line.member.number in own or bool({line.member.route.first, line.member.route.second} & packages)
        for line in asked
    )
    days = [one.sent_at for one in sent if one.kind in (FORM.kind, SECTION_PACKAGE.kind)]
    return Stage("配布", done, len(asked), f"{long_day(local_day(min(days)))}から" if days else "")


def _confirmed(asked: list[Line], due_first: str, due_second: str) -> tuple[Stage, ...]:
    of = [line for line in asked if line.member.route.first or line.member.route.second]
    if not of:
        return ()
    day = due_second if any(line.member.route.second for line in of) else due_first
    return (Stage("上長確認", sum(line.confirmed for line in of), len(of), _due(day)),)
