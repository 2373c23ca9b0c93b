"""The roles of 確保計画 and the lines of 役割・配置・獲得・育成 that records say: those that count alone."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.capabilities import STAFFING as CAPABILITY
from dxdesk.domain.errors import KnownError
from dxdesk.domain.staffing_record import KINDS, ROLE, STAFFING, Priority, RoleSaid, StaffingSaid
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.person_year.owned_things import counting_of
from dxdesk.usecases.person_year.plain_held import Held, held_of
from dxdesk.usecases.workplace.once import once_a_unit

_PRIORITIES = tuple(Priority)


@dataclass(frozen=True)
class Staffing:
    """All there is, what ended among it: roles by year and priority, lines of the table in their order."""

    roles: tuple[Held[StaffingSaid], ...]
    table: tuple[Held[RoleSaid], ...]

    def find(self, owner: str, code: str) -> StaffingSaid | None:
        """Return an owner's role of the plan by its code."""
        return next((one.said for one in self.roles if (one.owner, one.said.code) == (owner, code)), None)

    def line(self, owner: str, code: str) -> RoleSaid | None:
        """Return an owner's line of the table by its code."""
        return next((one.said for one in self.table if (one.owner, one.said.code) == (owner, code)), None)


@once_a_unit
def staffing(uow: UnitOfWork) -> Staffing:
    """Return what the records of 確保計画 say."""
    counting = counting_of(uow, KINDS)
    return Staffing(
        tuple(sorted(held_of(counting, STAFFING, StaffingSaid), key=_order)),
        tuple(
            sorted(
                held_of(counting, ROLE, RoleSaid),
                key=lambda one: (one.said.place_in_list, one.said.code, one.owner),
            )
        ),
    )


def _order(one: Held[StaffingSaid]) -> tuple[int, int, str, str, str]:
    said = one.said
    place = next((at for at, it in enumerate(_PRIORITIES) if it == said.priority), len(_PRIORITIES))
    return said.fiscal_year, place, said.needed_by or "9", said.code, one.owner


def require_staffing(uow: UnitOfWork) -> None:
    """Refuse where the office does not use 確保計画.

    Raises:
        KnownError: ``staffing-off``.
    """
    if not is_on(uow, CAPABILITY):
        raise KnownError(
            "staffing-off",
            "この台帳では、「確保計画」を使っていません。何も変えていません。",
            "「設定」の「使う機能」で「確保計画」を入れてください"
            "(コマンドでは dxdesk uses 台帳 --on staffing)。",
        )
