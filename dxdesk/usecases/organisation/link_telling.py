"""What HR says of earlier years, said anew where two numbers were linked or taken apart."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from dxdesk.domain import canonical
from dxdesk.domain.records import Part
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.assigning import refresh_references
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.workplace.desk import Desk

_SAID = setting_names.NUMBER_LINKS_SAID
"""Setting: by ``year/number`` the revisions made because of links, each with the last dispatch before it."""


def tell_anew(desk: Desk, uow: UnitOfWork, numbers: Collection[str]) -> None:
    """Say anew what HR knows of some people's earlier years, in every open year.

    What was said because of links is forgotten first where it left in no file, so that a link taken back
    leaves no trace. Where it left, what is said now covers it: whoever has the file is to hear of it.
    """
    said: dict[str, dict[str, int]] = json.loads(uow.settings.get(_SAID) or "{}")
    last = max((one.number for one in uow.exchange.dispatches()), default=0)
    keys: list[tuple[int, str]] = []
    for year in (cycle.fiscal_year for cycle in all_cycles(uow) if not cycle.closed):
        sent = max((one.number for one in uow.exchange.dispatches(year)), default=0)
        for number in numbers:
            keys.append((year, number))
            _unsay(uow, year, number, said.pop(_place(year, number), {}), sent)
    before = {key: _references(uow, *key) for key in keys}
    refresh_references(desk, uow, numbers)
    for key in keys:
        if made := _references(uow, *key) - before[key]:
            said[_place(*key)] = dict.fromkeys(sorted(made), last)
    derived.refresh(desk, uow, keys)
    uow.settings.set(_SAID, canonical.dumps(said) if said else "")


def _unsay(uow: UnitOfWork, fiscal_year: int, number: str, said: Mapping[str, int], sent: int) -> None:
    """Forget revisions of a person's year that left in no file, and that nothing else rests on.

    Args:
        uow: a unit of work.
        fiscal_year: of which year.
        number: whose.
        said: their ids, with the last number of the dispatch ledger when they were made.
        sent: the last number of that ledger now, of the year.
    """
    if not said or uow.results.snapshot_lines(fiscal_year, number):
        return
    unsent = {one for one, dispatched in said.items() if dispatched >= sent}
    stored = [one.revision for one in uow.exchange.person(fiscal_year, number)]
    while followed := {one for kept in stored if kept.id not in unsent for one in kept.covers & unsent}:
        unsent -= followed
    uow.exchange.forget_revisions(unsent)


def _references(uow: UnitOfWork, fiscal_year: int, number: str) -> set[str]:
    stored = uow.exchange.person(fiscal_year, number)
    return {one.revision.id for one in stored if one.revision.record.part is Part.REFERENCE}


def _place(fiscal_year: int, number: str) -> str:
    return f"{fiscal_year}/{number}"
