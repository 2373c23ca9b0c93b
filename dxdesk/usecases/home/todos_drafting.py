"""What of the drafting of a policy is due on ホーム, where one is under way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.drafting.overview import TaskLine, read
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.workplace.desk import Desk

_MOST = 4
_PAGE = "drafting"


def due(desk: Desk, uow: UnitOfWork) -> Iterator[Todo]:
    """Yield the tasks of this month, those that are late, and those whose owner is gone."""
    found = read(desk, uow)
    own = [line for one in found.draftings if one.owner == found.own for line in one.lines if line.open]
    lost = [one for one in own if one.lost]
    if lost:
        title = f"担当のいない方針の策定の手順があります({len(lost):,}件)"
        text = f"{_named(lost)}。担当を選び直してください。"
        yield Todo("drafting-lost", title, text, "方針の策定を見る", "agenda", True, 0, _PAGE)
    now = [one for one in own if one.now or one.late]
    late = [one for one in now if one.late]
    if now:
        title = f"方針の策定で、今月の手順({len(now):,}件)"
        if late:
            title = f"方針の策定で、時期を過ぎた手順があります({len(late):,}件)"
        text = f"{_named(late or now)}。済んだら状況を直してください。"
        yield Todo("drafting-due", title, text, "方針の策定を見る", "agenda", bool(late), len(late), _PAGE)


def _named(lines: Sequence[TaskLine]) -> str:
    listed = [f"{one.step} {one.task.name}({one.span})".strip() for one in lines[:_MOST]]
    more = f" ほか{len(lines) - _MOST}件" if len(lines) > _MOST else ""
    return f"{'、'.join(listed)}{more}"
