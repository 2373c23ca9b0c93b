"""少人数の基準 of an office: below which number of people figures are withheld, one for each use."""

from __future__ import annotations

from dxdesk.domain.errors import KnownError
from dxdesk.domain.small_cells import LEAST, MOST, THRESHOLD, USE_NAMES, Use
from dxdesk.ports.entities import Role
from dxdesk.ports.setting_names import SMALL_CELLS
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace.desk import Desk


def threshold(uow: UnitOfWork, use: Use) -> int:
    """Return the threshold of a use: counts of 1 to one below it are withheld."""
    text = uow.settings.get(f"{SMALL_CELLS}{use.value}")
    return int(text) if text.isdecimal() else THRESHOLD


def thresholds(desk: Desk) -> dict[Use, int]:
    """Return the threshold of each use."""
    with desk.store.read() as uow:
        return {use: threshold(uow, use) for use in Use}


def set_threshold(desk: Desk, use: Use, wanted: int) -> bool:
    """Keep the threshold of a use; returns whether it changed.

    Raises:
        KnownError: ``wrong-role``, ``small-cells-range``.
    """
    desk.require(Role.HR, Role.DX)
    if not LEAST <= wanted <= MOST:
        raise KnownError(
            "small-cells-range",
            f"少人数の基準({USE_NAMES[use]})にできるのは、{LEAST}人から{MOST}人までです。設定は変えていません。",
            f"ふつうは{THRESHOLD}です。1にすると、人数をすべて見せます。",
            found=str(wanted),
        )
    with desk.store.write() as uow:
        before = threshold(uow, use)
        if before == wanted:
            return False
        uow.settings.set(f"{SMALL_CELLS}{use.value}", str(wanted))
        uow.audit.append("small-cells", f"{USE_NAMES[use]}: {before}人から{wanted}人")
        uow.commit()
    return True
