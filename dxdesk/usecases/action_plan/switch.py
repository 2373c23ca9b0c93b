"""Whether an office uses 年度計画, asked by whatever reads or keeps one."""

from __future__ import annotations

from dxdesk.domain.capabilities import ACTION_PLAN
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.capabilities import is_on


def plan_on(uow: UnitOfWork) -> bool:
    """Tell whether the office plans years."""
    return is_on(uow, ACTION_PLAN)


def require_plan(uow: UnitOfWork) -> None:
    """Refuse where the office does not plan years here.

    Raises:
        KnownError: ``plan-off``.
    """
    if not plan_on(uow):
        raise KnownError(
            "plan-off",
            "この台帳では、「年度計画」を使っていません。何も変えていません。",
            "「設定」の「使う機能」で「年度計画」を入れてください"
            "(コマンドでは dxdesk uses 台帳 --on action-plan)。",
        )
