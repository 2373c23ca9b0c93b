"""What ホーム says of 受講申込票 and 推薦依頼 that a section got; nothing where it got none."""

from __future__ import annotations

from datetime import date

from dxdesk.domain.wareki import short_day
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.requests.filling import Asked, asked_in
from dxdesk.usecases.sealing.workbook_kinds import asking_kinds, label_of
from dxdesk.usecases.workplace.desk import Desk

_SOON_DAYS = 7


def arrived(desk: Desk, uow: UnitOfWork) -> tuple[Todo, ...]:
    """Return a thing to do for each kind of request that waits for an answer."""
    waiting = [one for one in asked_in(desk, uow) if one.waits]
    by_kind = {kind: [one for one in waiting if one.request.kind == kind] for kind in sorted(asking_kinds())}
    today = desk.services.clock.today()
    return tuple(_todo(kind, found, today) for kind, found in by_kind.items() if found)


def _todo(kind: str, found: list[Asked], today: str) -> Todo:
    first = found[0]
    due = first.deadline
    until = f"(締切 {short_day(due)})" if due else ""
    several = f"{len(found):,}件" if len(found) > 1 else ""
    late = bool(due) and due < today
    soon = bool(due) and (date.fromisoformat(due) - date.fromisoformat(today)).days <= _SOON_DAYS
    begun = any(one.begun for one in found)
    text = "締切を過ぎています。" if late else ""
    text += "記入の途中です。" if begun else "自分の所属の人を選んで、この台帳から人事課へ返せます。"
    return Todo(
        f"request-{kind}",
        f"{label_of(kind)}が{several}届いています{until}",
        text,
        "続きを記入する" if begun else "記入する",
        "requests",
        soon,
        len(found),
        str(first.number),
    )
