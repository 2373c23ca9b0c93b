"""Whether an office uses the training ledger: a store begins with the 申告 alone."""

from __future__ import annotations

from dxdesk.domain.capabilities import TRAINING
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.capabilities import is_on


def training_on(uow: UnitOfWork) -> bool:
    """Tell whether the office uses the training ledger."""
    return is_on(uow, TRAINING)


def require_training(uow: UnitOfWork) -> None:
    """Refuse where the office does not use the training ledger.

    Raises:
        KnownError: ``training-off``.
    """
    if not training_on(uow):
        raise KnownError(
            "training-off",
            "この台帳では、研修台帳を使っていません。何も変えていません。",
            "「設定」の「使う機能」で「研修台帳」を入れてください"
            "(コマンドでは dxdesk uses 台帳 --on training)。",
        )
