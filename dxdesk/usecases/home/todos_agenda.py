"""What of 検討事項 and the dated year is due on ホーム, where the office uses them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.agenda.ledger import agenda_on
from dxdesk.usecases.agenda.overview import AgendaYear, MatterLine, TaskLine, read
from dxdesk.usecases.home import todos_drafting
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.workplace.desk import Desk

SOON_DAYS = 14
"""Days before its day from which a 検討事項 is told."""
OVER_DAYS = 30
"""Days for which a line of the year is told after its end: an office that begins in autumn has no June."""
_MOST = 4


def due(desk: Desk, uow: UnitOfWork) -> tuple[Todo, ...]:
    """Return what is to be decided soon, whose owner is gone, and what of the year is due."""
    if not agenda_on(uow):
        return ()
    found = read(desk, uow)
    return (*_matters(desk, found), *todos_drafting.due(desk, uow), *_tasks(found))


def _matters(desk: Desk, found: AgendaYear) -> Iterator[Todo]:
    own = [one for one in found.matters if one.open and one.owner == desk.role.value]
    lost = [one for one in own if one.lost]
    if lost:
        title = f"担当のいない検討事項があります({len(lost):,}件)"
        text = f"{_named([one.said.name for one in lost])}。担当を選び直してください。"
        yield Todo("matters-lost", title, text, "検討事項を見る", "agenda", True, 0, "matters")
    soon = [one for one in own if one.said.due and _days(found.today, one.said.due) <= SOON_DAYS]
    if soon:
        late = sum(one.late for one in soon)
        title = f"検討事項の期限が近づいています({len(soon):,}件)"
        if late:
            title = f"期限を過ぎた検討事項があります({late:,}件)"
        text = f"{_named([one.said.name for one in soon])}。決めたこと、見送ることを書いてください。"
        yield Todo("matters-due", title, text, "検討事項を見る", "agenda", bool(late), len(soon), "matters")


def _tasks(found: AgendaYear) -> Iterator[Todo]:
    now = [one for one in found.tasks if one.open and is_now(one, found.today)]
    if now:
        late = [one for one in now if one.ends < found.today]
        listed = _named([f"{one.due.name}({one.days})" for one in now])
        gone = [one for one in now if one.lost]
        lost = f"担当のいなくなった予定が{len(gone):,}件あります。" if gone else ""
        title = f"年の予定で、いまの時期にすること({len(now):,}件)"
        text = f"{listed}。{lost}済んだら印を付けます。"
        yield Todo("year-tasks", title, text, "年の予定を見る", "agenda", bool(late), 0, "year")


def is_now(one: TaskLine, today: str) -> bool:
    """Tell whether a line of the year has begun and is not long over."""
    return one.begins <= today and _days(one.ends, today) <= OVER_DAYS


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _named(names: Sequence[str]) -> str:
    more = f" ほか{len(names) - _MOST}件" if len(names) > _MOST else ""
    return f"{'、'.join(names[:_MOST])}{more}"


def waiting(found: AgendaYear, owner: str) -> tuple[MatterLine, ...]:
    """Return an owner's 検討事項 that are still to be decided."""
    return tuple(one for one in found.matters if one.open and one.owner == owner)
