"""Whether an office uses 目標と指標: a store begins with the 申告 alone."""

from __future__ import annotations

from dxdesk.domain.capabilities import AIMS
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.capabilities import is_on


def require_aims(uow: UnitOfWork) -> None:
    """Refuse where the office does not use targets and indicators.

    Raises:
        KnownError: ``aims-off``.
    """
    if not is_on(uow, AIMS):
        raise KnownError(
            "aims-off",
            "この台帳では、「目標と指標」を使っていません。何も変えていません。",
            "「設定」の「使う機能」で「目標と指標」を入れてください"
            "(コマンドでは dxdesk uses 台帳 --on aims)。",
        )
