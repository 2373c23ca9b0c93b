"""Draftings of policies and their tasks that records say: those that count alone."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.drafting_record import DRAFTING, KINDS, STEP, DraftingSaid, StepSaid
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import counting_of
from dxdesk.usecases.person_year.plain_held import Held, held_of
from dxdesk.usecases.workplace.once import once_a_unit


@dataclass(frozen=True)
class Draftings:
    """All there are, those that ended among them, by their year; and what is said of their tasks."""

    held: tuple[Held[DraftingSaid], ...]
    steps: tuple[Held[StepSaid], ...]

    def find(self, owner: str, fiscal_year: int) -> DraftingSaid | None:
        """Return an owner's drafting for a year."""
        wanted = (owner, fiscal_year)
        return next((one.said for one in self.held if (one.owner, one.said.fiscal_year) == wanted), None)

    def step(self, owner: str, fiscal_year: int, code: str) -> Held[StepSaid] | None:
        """Return what an owner said of a task of its drafting for a year."""
        wanted = (owner, fiscal_year, code)
        return next(
            (one for one in self.steps if (one.owner, one.said.fiscal_year, one.said.code) == wanted), None
        )


@once_a_unit
def draftings(uow: UnitOfWork) -> Draftings:
    """Return what the records say."""
    counting = counting_of(uow, KINDS)
    held = held_of(counting, DRAFTING, DraftingSaid)
    return Draftings(
        tuple(sorted(held, key=lambda one: (one.said.fiscal_year, one.owner))),
        held_of(counting, STEP, StepSaid),
    )
