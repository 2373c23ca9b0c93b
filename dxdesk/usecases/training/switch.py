"""Whether an office uses the training ledger: a store begins with the 申告 alone."""

from __future__ import annotations

from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork

ON = "1"
"""What the setting of a capability in use holds."""


def training_on(uow: UnitOfWork) -> bool:
    """Tell whether the office uses the training ledger."""
    return uow.settings.get(setting_names.USES_TRAINING) == ON


def require_training(uow: UnitOfWork) -> None:
    """Refuse where the office does not use the training ledger.

    Raises:
        KnownError: ``training-off``.
    """
    if not training_on(uow):
        raise KnownError(
            "training-off",
            "この台帳では、研修台帳を使っていません。何も変えていません。",
            "使うときは、「設定」の「使う機能」で「研修台帳」を入れてください。",
        )
