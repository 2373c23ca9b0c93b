"""What a closed year owes people: results nobody was told, 代理の確認 and 食い違い nobody decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxdesk.domain.errors import Problem
from dxdesk.domain.lifecycle import State
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.cycles import Cycle, all_cycles
from dxdesk.usecases.review.deputies import held_in
from dxdesk.usecases.workplace.once import once_a_unit
from dxdesk.usecases.year import telling

_NAMED = 3
_MENDED = "correction"
"""Kind of a snapshot that a 確定後訂正 made."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Of one year: names of who is finalised and was not told, and of whom a 代理の確認 is undecided.

    ``differing`` are the people whose 食い違い nobody settled; who has a final result is not among them.
    ``late`` are those of whom something came after their result was final, and who were not corrected since.
    """

    cycle: Cycle
    untold: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What there is to know of it, a sentence each, with names."""
        found = []
        if self.untold:
            found.append(
                f"結果をまだ知らせていない人が {len(self.untold):,}人います({several(self.untold)})。"
            )
        if self.held:
            found.append(f"決めていない代理の確認が {len(self.held):,}件あります({several(self.held)})。")
        if self.differing:
            found.append(
                f"食い違いを決めていない人が {len(self.differing):,}人います({several(self.differing)})。"
            )
        if self.late:
            found.append(f"確定の後に申告などが届いた人が {len(self.late):,}人います({several(self.late)})。")
        return tuple(found)


def several(names: Iterable[str]) -> str:
    """Return some of many names, and how many there are besides."""
    called = [f"{name}さん" for name in names]
    more = f" ほか{len(called) - _NAMED:,}人" if len(called) > _NAMED else ""
    return "、".join(called[:_NAMED]) + more


def of_year(uow: UnitOfWork, cycle: Cycle) -> LeftBehind:
    """Return what a year owes as it stands now."""
    year = cycle.fiscal_year
    told = telling.told(uow, year)
    rows = tuple(uow.results.assessments(year))
    final = (row for row in rows if row.state == State.FINALISED.value)
    untold = tuple(row.name for row in final if row.employee_number not in told)
    differing = tuple(row.name for row in rows if row.conflicts and row.state != State.FINALISED.value)
    late = tuple(row.name for row in rows if row.late)
    if late:
        settled = corrected_since(uow, year)
        late = tuple(row.name for row in rows if row.late and row.employee_number not in settled)
    return LeftBehind(cycle, untold, tuple(one.name for one in held_in(uow, year)), differing, late)


def corrected_since(uow: UnitOfWork, fiscal_year: int) -> frozenset[str]:
    """Return whose result was corrected (確定後訂正) after the last file that came too late for it.

    A file of several people is taken for one of everybody's.
    """
    made = {one.number: one.finalised_at for one in uow.results.snapshots(fiscal_year) if one.kind == _MENDED}
    if not made:
        return frozenset()
    came: dict[str, str] = {}
    for receipt in uow.exchange.receipts(live_only=True):
        if receipt.fiscal_year == fiscal_year and receipt.result == "late":
            number = receipt.employee_number
            came[number] = max(came.get(number, ""), receipt.received_at)
    return frozenset(
        line.employee_number
        for line in uow.results.snapshot_lines(fiscal_year)
        if made.get(line.snapshot, "") >= max(came.get(line.employee_number, ""), came.get("", "")) > ""
    )


def problems(left: LeftBehind) -> tuple[Problem, ...]:
    """Return it as a command says it when the year is closed."""
    return tuple(Problem("year-owes", sentence, _FIX) for sentence in left.sentences)


_FIX = "閉じたあとも、ホームの要対応から行えます。"


@once_a_unit
def of_closed_years(uow: UnitOfWork) -> tuple[LeftBehind, ...]:
    """Return the same of every closed year, newest first; years that owe nothing are left out."""
    found = (of_year(uow, cycle) for cycle in reversed(all_cycles(uow)) if cycle.closed)
    return tuple(one for one in found if one.untold or one.held or one.differing or one.late)
