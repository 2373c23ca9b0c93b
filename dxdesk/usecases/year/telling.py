"""結果の通知: who was told the year's result, by a 結果通知票 or in a way of the office's own.

An office may hand out papers or tell by word of mouth; HR then says so, and nobody is asked for again.
What is said is a setting of HR's store and can be taken back; 結果通知票 can be made all the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Dispatch, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.cycles import Cycle, find_cycle
from dxdesk.usecases.progress.work_view import tails
from dxdesk.usecases.sealing.workbook_kinds import RESULT_NOTICE
from dxdesk.usecases.workplace.audited import of_one
from dxdesk.usecases.workplace.desk import Desk


def otherwise(uow: UnitOfWork, fiscal_year: int) -> frozenset[str]:
    """Return the numbers of those of whom HR said that they were told in another way."""
    kept = uow.settings.get(f"{setting_names.RESULTS_TOLD}{fiscal_year}")
    return frozenset(json.loads(kept)) if kept else frozenset()


def told(uow: UnitOfWork, fiscal_year: int, sent: Iterable[Dispatch] | None = None) -> frozenset[str]:
    """Return the numbers of everybody who was told; ``sent`` are the year's dispatches, where at hand."""
    dispatches = uow.exchange.dispatches(fiscal_year) if sent is None else sent
    return tails(dispatches, RESULT_NOTICE.kind) | otherwise(uow, fiscal_year)


@dataclass(frozen=True, slots=True)
class ToldOtherwise:
    """Of which year, and which numbers the act was about; with these the act is taken back."""

    cycle: Cycle
    numbers: tuple[str, ...]


def tell_otherwise(desk: Desk, fiscal_year: int = 0, numbers: Collection[str] = ()) -> ToldOtherwise:
    """Take note that people know their final result in another way; none named: all who were not told.

    Raises:
        KnownError: ``no-cycle``, ``nobody-untold``: somebody named is not finalised or was told already, or
            nobody is left; nothing is noted then.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        cycle = find_cycle(uow, fiscal_year)
        year = cycle.fiscal_year
        before = otherwise(uow, year)
        final = (row for row in uow.results.assessments(year) if row.state == State.FINALISED.value)
        untold = {row.employee_number for row in final} - told(uow, year)
        wanted = set(numbers) or untold
        if not wanted or not wanted <= untold:
            raise KnownError(
                "nobody-untold",
                f"{cycle.label}の結果を、まだ知らせていない人ではありません。何も変えていません。",
                "結果が確定していて、まだ知らせていない人だけを選んでください。",
                found="、".join(sorted(wanted - untold)),
            )
        _keep(uow, year, before | wanted)
        uow.audit.append("results-told", str(year), {"people": len(wanted), **of_one(wanted)})
        uow.commit()
    return ToldOtherwise(cycle, tuple(sorted(wanted)))


def take_back(desk: Desk, fiscal_year: int = 0, numbers: Collection[str] = ()) -> ToldOtherwise:
    """Take back that people were told in another way; none named: of everybody in the year.

    Raises:
        KnownError: ``no-cycle``, ``nobody-told-otherwise``: somebody named was not noted, or nobody is.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        cycle = find_cycle(uow, fiscal_year)
        year = cycle.fiscal_year
        before = otherwise(uow, year)
        wanted = set(numbers) or set(before)
        if not wanted or not wanted <= before:
            raise KnownError(
                "nobody-told-otherwise",
                f"{cycle.label}の結果を、ほかの方法で知らせたとした人ではありません。何も変えていません。",
                "ほかの方法で知らせたとした人だけを選んでください。",
                found="、".join(sorted(wanted - before)),
            )
        _keep(uow, year, before - wanted)
        uow.audit.append("results-untold", str(year), {"people": len(wanted), **of_one(wanted)})
        uow.commit()
    return ToldOtherwise(cycle, tuple(sorted(wanted)))


def _keep(uow: UnitOfWork, year: int, numbers: Iterable[str]) -> None:
    uow.settings.set(f"{setting_names.RESULTS_TOLD}{year}", json.dumps(sorted(numbers)))
