"""逆算: how the figure of a policy's period might be divided onto its years, as a suggestion to look at.

Nothing is kept until somebody says the figures themselves. Of a target for every 課 nothing is suggested: its
figure is of one 課, and how many 課 have it by when is no part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dxdesk.domain.errors import KnownError
from dxdesk.domain.small_cells import Use
from dxdesk.domain.target_figures import divided, number, period_of, planned_text
from dxdesk.domain.target_record import TargetSaid, figure
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.person_year.owned_things import Kept, owner_of
from dxdesk.usecases.targets.for_owner import few_behind
from dxdesk.usecases.targets.keeping import held, save_target
from dxdesk.usecases.targets.overview import TargetLine, target_year
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class Division:
    """A suggestion: a figure for each year of the period that has none of its own.

    ``base`` says from what to what it goes, as people read it; ``years`` are the figures by fiscal year.
    """

    said: TargetSaid
    base: str
    years: Mapping[int, Decimal]

    def text(self, fiscal_year: int) -> str:
        """Return the figure suggested for a year, e.g. ``20%``; empty where none is."""
        found = self.years.get(fiscal_year)
        return "" if found is None else planned_text(self.said, found)


def divisions(desk: Desk, fiscal_year: int = 0) -> dict[tuple[str, str], Division]:
    """Return what may be suggested, by whose a target is and its code, from a year on.

    Each starts from what was reached in the year before; where that is of few people nothing is suggested,
    for it could be told from the suggestion.

    Args:
        desk: HR's store, or the digital section's.
        fiscal_year: the first year that gets a figure; 0 = the year in work.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``.
    """
    found = target_year(desk, fiscal_year)
    open_ones = [one for one in found.lines if one.may_divide]
    if not open_ones:
        return {}
    before = {(one.held.owner, one.said.code): one for one in target_year(desk, found.fiscal_year - 1).lines}
    with desk.store.read() as uow:
        below = threshold(uow, Use.REPORT)
    hidden = {
        (owner, code)
        for owner in {owner for owner, _ in before}
        for code in few_behind(
            ((one.said, one.found) for one in before.values() if one.held.owner == owner), below
        )
    }
    return {
        key: _division(one, before[key])
        for one in open_ones
        if (key := (one.held.owner, one.said.code)) not in hidden
    }


def _first(one: TargetLine) -> int:
    return max(one.fiscal_year, one.said.first_year)


def _division(one: TargetLine, before: TargetLine) -> Division:
    said, first, start = one.said, _first(one), before.found.value
    year = fiscal_year_short(before.fiscal_year)
    reached = f"{year}の実績{number(start)}{said.unit}" if start is not None else ""
    base = reached or f"0{said.unit}({year}の実績なし)"
    known = {
        year: value
        for year, text in said.plans.items()
        if year >= first and (value := figure(text)) is not None
    }
    years = divided({first - 1: start or Decimal(0), **known})
    last = period_of(said, first)
    goal = f"{fiscal_year_short(last)}の{planned_text(said, said.plan(last))}"
    return Division(said, f"{base}から{goal}まで、毎年同じだけ近づけたとき", years)


def division(desk: Desk, code: str) -> Division:
    """Return how a target of this store's own might be divided onto the years from the one in work on.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``target-unknown``, ``thing-of-other``,
            ``target-not-divided`` (nothing can be suggested, and why).
    """
    said = held(desk, code).said
    found = divisions(desk).get((owner_of(desk), code))
    if found is not None and found.years:
        return found
    year = target_year(desk).fiscal_year
    if period_of(said, max(year, said.first_year)) <= max(year, said.first_year):
        why = "この年度より後の年度の目標値がありません。"
    elif said.per_section:
        why = "「各課」の目標は、1つの課あたりの値なので、年度に割り付けられません。"
    elif found is None:
        why = "前の年度の実績が少人数なので、案からその人数が分かってしまいます。"
    else:
        why = "期間のどの年度にも、もう目標値があります。"
    raise KnownError(
        "target-not-divided",
        f"「{said.name}」は、年度に割り付ける案を出せません。{why}何も変えていません。",
        "年度の目標値は、「数字を入れる」で1つずつ入れられます(コマンドでは dxdesk targets 台帳 --set)。",
        found=code,
    )


def set_plans(desk: Desk, code: str, plans: Mapping[int, str]) -> Kept:
    """Keep the figures that somebody chose for several years at once; those left empty stay open.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``target-unknown`` and what ``checks.problems`` finds.
    """
    before = held(desk, code).said
    wanted = {year: text for year, text in plans.items() if text.strip()}
    return save_target(desk, before._replace(plans={**before.plans, **wanted}), before)
