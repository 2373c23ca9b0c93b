"""Answers that HR has and their confirmer has not: they wait with nobody unless a package takes them on.

A form made by HR comes back to HR, and what is typed in for somebody (代行入力) lies here from the start. The
confirmer learns of either from the next 所属配布票 alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from dxdesk.domain import file_names
from dxdesk.domain.lifecycle import Route, State
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Dispatch, Receipt
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.sealing.workbook_kinds import SECTION_PACKAGE, answer_kinds
from dxdesk.usecases.workplace.desk import Desk


def unreached(
    desk: Desk,
    uow: UnitOfWork,
    fiscal_year: int,
    people: Iterable[tuple[str, State, Route]],
    receipts: Sequence[Receipt],
    sent: Iterable[Dispatch],
) -> Mapping[str, str]:
    """Return the people whose submitted answer is younger than their confirmer's package, and that confirmer.

    Args:
        desk: HR's store.
        uow: reads it.
        fiscal_year: the year.
        people: number, state and route of everybody who is asked.
        receipts: the live ones, newest first.
        sent: the dispatch ledger of the year, newest first.
    """
    waiting = {
        number: route.first or route.second
        for number, state, route in people
        if state is State.SUBMITTED and (route.first or route.second)
    }
    came: dict[str, str] = {}
    answers = answer_kinds()
    for receipt in receipts:
        told = receipt.added or receipt.updated  # a blank one, or one that came before, says nothing new
        if told and receipt.kind in answers and receipt.fiscal_year == fiscal_year:
            came.setdefault(receipt.employee_number, receipt.received_at)
    made = _typed_in(desk, uow, fiscal_year, [number for number in waiting if number not in came])
    newest = _newest(sent)
    return {
        number: confirmer
        for number, confirmer in waiting.items()
        if came.get(number, "") > newest.get(confirmer, ("", 0))[0]
        or made.get(number, 0) > newest.get(confirmer, ("", 0))[1]
    }


def _typed_in(desk: Desk, uow: UnitOfWork, fiscal_year: int, numbers: Sequence[str]) -> dict[str, int]:
    """Return which package of this store is the first to hold what was typed in here, by person."""
    return {
        number: max(
            (
                one.revision.seal.sequence
                for one in stored
                if one.revision.record.part is Part.LIFE
                and one.revision.seal is not None
                and one.revision.seal.store_id == desk.identity.store_id
            ),
            default=0,
        )
        for number, stored in uow.exchange.people(fiscal_year, numbers).items()
    }


def _newest(sent: Iterable[Dispatch]) -> dict[str, tuple[str, int]]:
    """Return when and under which number each confirmer's newest package was made."""
    found: dict[str, tuple[str, int]] = {}
    for one in sent:
        if one.kind == SECTION_PACKAGE.kind:
            number = file_names.bare(PurePosixPath(one.file_name).stem).split("_", 2)[-1]
            found.setdefault(number, (one.sent_at, one.sequence))
    return found
