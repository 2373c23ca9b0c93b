"""Whether an office keeps growth files: HR decides, and its packages and forms tell the other stores."""

from __future__ import annotations

from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.capabilities import in_use
from dxdesk.usecases.workplace.desk import Desk


def files_on(desk: Desk, uow: UnitOfWork) -> bool:
    """Tell whether the office keeps growth files, as far as this store knows."""
    return GROWTH_FILES in in_use(uow, desk.role)


def require_files(desk: Desk, uow: UnitOfWork) -> None:
    """Refuse where the office keeps no growth files.

    Raises:
        KnownError: ``growth-files-off``.
    """
    if not files_on(desk, uow):
        raise KnownError(
            "growth-files-off",
            "この台帳では、成長記録を使っていません。何も変えていません。",
            "「設定」の「使う機能」で「成長記録」を入れてください"
            "(コマンドでは dxdesk uses 台帳 --on growth-files)。"
            if desk.role is Role.HR
            else "人事課が使うことにすると、次に届く配布票や申告票から使えるようになります。",
        )
