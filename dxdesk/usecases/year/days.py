"""Days that lie before what they decide about, and a clock of this PC that lies behind the store.

None of it is refused: a decision may be older than a file that came late. But a day that is sealed with a
result, and one that a wrong clock wrote, cannot be mended afterwards; so it is said before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from dxdesk.domain.dates import is_day, local_day
from dxdesk.domain.errors import Problem
from dxdesk.domain.wareki import short_day
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.cycles import Cycle, day_text
from dxdesk.usecases.sealing.workbook_kinds import CONFIRMATION
from dxdesk.usecases.workplace.desk import Desk

_MINUTES = 10
"""How far a clock may be behind: time servers set clocks back by seconds every day."""
_ENTRIES = 200
"""How far back entries are compared: work done under the wrong clock hides no newer entry before it, and one
entry dated too late by a clock that was ahead is forgotten some day."""
_FIX = "決裁の書面の日付を確かめてください。"


def clock_behind(desk: Desk, uow: UnitOfWork) -> str:
    """Return what is said where the clock lies behind the newest entry of the store; empty if it does not."""
    newest = max((entry.at for entry in uow.audit.entries(_ENTRIES)), default="")
    now = desk.services.clock.now()
    if newest <= _later(now):
        return ""
    then, today = day_text(local_day(newest)), day_text(local_day(now))
    return f"この台帳のいちばん新しい記録は{then}ですが、この PC の日付はいま{today}です。"


def _later(moment: str) -> str:
    shifted = datetime.fromisoformat(moment).astimezone(UTC) + timedelta(minutes=_MINUTES)
    return shifted.strftime("%Y-%m-%dT%H:%M:%SZ")


def clock_problems(desk: Desk, uow: UnitOfWork) -> tuple[Problem, ...]:
    """Return a clock that lies behind the store, as a command says it."""
    said = clock_behind(desk, uow)
    return (Problem("clock-behind", said, "この PC の時計を確かめてください。"),) if said else ()


def newest_confirmation(uow: UnitOfWork, fiscal_year: int) -> str:
    """Return the local day on which the last confirmations of a year came that said anything; or nothing."""
    came = (
        receipt.received_at
        for receipt in uow.exchange.receipts(live_only=True)
        if receipt.fiscal_year == fiscal_year
        and receipt.kind == CONFIRMATION.kind
        and (receipt.added or receipt.updated)
    )
    last = max(came, default="")
    return local_day(last) if last else ""


def of_decision(cycle: Cycle, decided: str, newest: str) -> tuple[Problem, ...]:
    """Return what a day of decision lies before; ``newest`` is that of ``newest_confirmation``.

    What is no day lies before nothing: whoever takes it refuses it.
    """
    found: list[Problem] = []
    if not is_day(decided):
        return ()
    if decided < cycle.base_date:
        before = f"この年度の基準日({short_day(cycle.base_date)})より前です。"
        found.append(Problem("decision-early", f"決裁日({short_day(decided)})が、{before}", _FIX))
    elif decided < newest:
        before = f"最後の確認票を受け付けた日({short_day(newest)})より前です。"
        found.append(Problem("decision-early", f"決裁日({short_day(decided)})が、{before}", _FIX))
    return tuple(found)


def of_year(base_date: str, dues: tuple[tuple[str, str], ...]) -> Iterator[Problem]:
    """Yield the days, each with what it is called, by which something is wanted before the base date.

    What is no day (yet) lies before nothing.
    """
    if not is_day(base_date):
        return
    early = [f"{name}({short_day(day)})" for name, day in dues if is_day(day) and day < base_date]
    if early:
        said = f"{'、'.join(early)}が、基準日({short_day(base_date)})より前です。"
        yield Problem("due-early", said, "基準日か期限のどちらかを確かめてください。")


def of_closing(cycle: Cycle, today: str) -> tuple[Problem, ...]:
    """Return what the day a year is closed on lies before."""
    if today >= cycle.base_date:
        return ()
    said = f"今日({short_day(today)})は、この年度の基準日({short_day(cycle.base_date)})より前です。"
    return (Problem("close-early", said, "閉じる年度と、この PC の日付を確かめてください。"),)


DUE_NAMES = ("自己申告の期限", "一次確認の期限", "二次確認の期限")
