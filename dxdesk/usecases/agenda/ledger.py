"""検討事項, lines of the year, words and effects that records say: those that count alone."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.agenda_record import KINDS, MATTER, TASK, MatterSaid, TaskSaid
from dxdesk.domain.capabilities import AGENDA
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.person_year.owned_things import counting_of
from dxdesk.usecases.person_year.plain_held import Held, held_of
from dxdesk.usecases.workplace.once import once_a_unit


@dataclass(frozen=True)
class Agenda:
    """All there is, what was taken out among it; 検討事項 by their day, those without one last."""

    matters: tuple[Held[MatterSaid], ...]
    tasks: tuple[Held[TaskSaid], ...]

    def matter(self, owner: str, code: str) -> MatterSaid | None:
        """Return an owner's 検討事項 by its code."""
        return next((one.said for one in self.matters if (one.owner, one.said.code) == (owner, code)), None)

    def task(self, owner: str, code: str, fiscal_year: int) -> TaskSaid | None:
        """Return what an owner said of a line of the year, in general (0) or of one year."""
        wanted = (owner, code, fiscal_year)
        return next(
            (one.said for one in self.tasks if (one.owner, one.said.code, one.said.fiscal_year) == wanted),
            None,
        )


@once_a_unit
def agenda(uow: UnitOfWork) -> Agenda:
    """Return what the records say."""
    counting = counting_of(uow, KINDS)
    matters = held_of(counting, MATTER, MatterSaid)
    return Agenda(
        tuple(sorted(matters, key=lambda one: (one.said.due or "9", one.said.code, one.owner))),
        held_of(counting, TASK, TaskSaid),
    )


def agenda_on(uow: UnitOfWork) -> bool:
    """Tell whether the office uses 検討事項と年の予定."""
    return is_on(uow, AGENDA)


def require_agenda(uow: UnitOfWork) -> None:
    """Refuse where the office does not use them.

    Raises:
        KnownError: ``agenda-off``.
    """
    if not agenda_on(uow):
        raise KnownError(
            "agenda-off",
            "この台帳では、「検討事項と年の予定」を使っていません。何も変えていません。",
            "「設定」の「使う機能」で「検討事項と年の予定」を入れてください"
            "(コマンドでは dxdesk uses 台帳 --on agenda)。",
        )
