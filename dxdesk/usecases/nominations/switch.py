"""Whether an office uses 選任: a store begins with the 申告 alone."""

from __future__ import annotations

from dxdesk.domain.capabilities import NOMINATION
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.capabilities import is_on


def nomination_on(uow: UnitOfWork) -> bool:
    """Tell whether the office uses 選任."""
    return is_on(uow, NOMINATION)


def require_nomination(uow: UnitOfWork) -> None:
    """Refuse where the office does not use 選任.

    Raises:
        KnownError: ``nomination-off``.
    """
    if not nomination_on(uow):
        raise KnownError(
            "nomination-off",
            "この台帳では、4月の選任を使っていません。何も変えていません。",
            "「設定」の「使う機能」で「4月の選任」を入れてください"
            "(コマンドでは dxdesk uses 台帳 --on nomination)。",
        )
