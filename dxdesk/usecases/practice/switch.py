"""Whether an office uses 実践と支援, asked by whatever reads or keeps a case, an event or a consultation."""

from __future__ import annotations

from dxdesk.domain.capabilities import PRACTICE
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.capabilities import is_on


def practice_on(uow: UnitOfWork) -> bool:
    """Tell whether the office uses cases, events and consultations."""
    return is_on(uow, PRACTICE)


def require_practice(uow: UnitOfWork) -> None:
    """Refuse where the office does not use 実践と支援.

    Raises:
        KnownError: ``practice-off``.
    """
    if not practice_on(uow):
        raise KnownError(
            "practice-off",
            "この台帳では、「実践と支援」を使っていません。何も変えていません。",
            "「設定」の「使う機能」で「実践と支援」を入れてください"
            "(コマンドでは dxdesk uses 台帳 --on practice)。",
        )
