"""Whether an office uses 目標と指標, asked by whatever reads or keeps an indicator."""

from __future__ import annotations

from dxdesk.domain.capabilities import AIMS
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.capabilities import is_on


def aims_on(uow: UnitOfWork) -> bool:
    """Tell whether the office uses targets and indicators."""
    return is_on(uow, AIMS)


def require_aims(uow: UnitOfWork) -> None:
    """Refuse where the office does not use targets and indicators.

    Raises:
        KnownError: ``aims-off``.
    """
    if not aims_on(uow):
        raise KnownError(
            "aims-off",
            "この台帳では、「目標と指標」を使っていません。何も変えていません。",
            "「設定」の「使う機能」で「目標と指標」を入れてください"
            "(コマンドでは dxdesk uses 台帳 --on aims)。",
        )
