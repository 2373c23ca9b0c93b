"""What a store already holds for each task of a drafting, counted when somebody looks.

Of results only whole figures: how many are final, and of which skills people are short, without counts, so
that nothing has to be withheld for being of few people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dxdesk.domain.action_plan import DRAFT, FINAL
from dxdesk.domain.agenda_record import State
from dxdesk.domain.capabilities import ACTION_PLAN, AIMS, PRACTICE, STAFFING, TRAINING
from dxdesk.domain.drafting_record import Sort
from dxdesk.domain.framework import Framework
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan.grounds import final_results
from dxdesk.usecases.action_plan.ledger import plans
from dxdesk.usecases.action_plan.overview import state_text
from dxdesk.usecases.action_plan.words import yen_text
from dxdesk.usecases.agenda.ledger import agenda
from dxdesk.usecases.development.gaps import measure
from dxdesk.usecases.exchange.provisions import received
from dxdesk.usecases.indicators.ledger import indicators
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.practice.ledger import counted, practice
from dxdesk.usecases.skillmap.model import PeopleMap
from dxdesk.usecases.staffing.ledger import staffing
from dxdesk.usecases.targets.ledger import targets
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk

_SUMMARY = "要約"
_NAMED = 4
_SHORT = 3
Line = Iterator[str]


def known(
    uow: UnitOfWork, fiscal_year: int, sort: str, state: tuple[str, ...]
) -> Mapping[str, tuple[str, ...]]:
    """Return by task (code) what the store holds for it, a sentence each; nothing where it holds nothing.

    Args:
        uow: what is read in.
        fiscal_year: the year the drafting is for.
        sort: what is drafted.
        state: what ``state_of`` returned for the year.
    """
    framework = newest_framework(uow)
    made: Mapping[str, tuple[Callable[[], Line], ...]] = {
        "premise": (lambda: _framework(framework), lambda: _matters(uow)),
        "personas": (lambda: _personas(framework), lambda: _table(uow)),
        "standards": (lambda: _standards(framework),),
        "targets": (lambda: iter(state), lambda: _targets(uow, fiscal_year)),
        # Where there are aims of several years, what is known of people stands with these.
        "year-targets": (
            *((lambda: iter(state),) if sort == Sort.PLAN else ()),
            lambda: _targets(uow, fiscal_year),
        ),
        "gaining": (lambda: _staffing(uow, fiscal_year), lambda: _table(uow)),
        "raising": (lambda: _training(uow, fiscal_year), lambda: _practice(uow)),
        "budget": (lambda: _plan(uow, fiscal_year, DRAFT, "予算要求案"),),
        "policy-decision": (lambda: _matters(uow),),
        "plan-paper": (lambda: _plan(uow, fiscal_year, FINAL, "確定版"),),
        "carry-out": (lambda: _carried(uow, fiscal_year),),
    }
    return {code: tuple(line for part in parts for line in part()) for code, parts in made.items()}


def _framework(framework: Framework | None) -> Line:
    if framework is None:
        yield "スキル体系は、まだありません"
        return
    mark = f"、{_SUMMARY}" if framework.summary else ""
    yield f"スキル体系 「{framework.name}」(版 {framework.version}{mark})"


def _matters(uow: UnitOfWork) -> Line:
    over = (State.DECIDED, State.DROPPED)
    waiting = [one for one in agenda(uow).matters if not one.said.ended and one.said.state not in over]
    yield f"検討事項 検討中 {len(waiting):,}件"


def _listed(names: list[str]) -> str:
    more = f" ほか{len(names) - _NAMED}" if len(names) > _NAMED else ""
    return f"{'、'.join(names[:_NAMED])}{more}"


def _personas(framework: Framework | None) -> Line:
    if framework is None:
        return
    names = _listed([one.name for one in framework.personas])
    yield f"人材像 {len(framework.personas):,}({names})" if names else "人材像 まだ定めていません"
    required = sum(len(one.required) for one in framework.personas)
    yield f"スキル項目 {len(framework.items):,}、求める水準を定めた組 {required:,}"


def _table(uow: UnitOfWork) -> Line:
    if is_on(uow, STAFFING):
        rows = [one for one in staffing(uow).table if not one.said.ended]
        yield f"役割の表 {len(rows):,}行"


def _standards(framework: Framework | None) -> Line:
    if framework is None:
        return
    spans = (f"{one.levels[0].label}から{one.levels[-1].label}" for one in framework.scales)
    scales = _listed([*dict.fromkeys(spans)])
    statements = sum(len(line.statements) for one in framework.items for line in one.criteria)
    yield f"水準 {scales}、判定基準 {statements:,}文"
    stages = framework.stages
    if stages:
        open_ = sum(one.open for one in stages)
        left = f"(基準がまだないもの {open_:,})" if open_ else ""
        yield f"育成段階 {len(stages):,}{left}"
    else:
        yield "育成段階 まだ定めていません"


def state_of(desk: Desk, fiscal_year: int) -> tuple[str, ...]:
    """Return what is known of people before a year: final results and their gaps; for DX推進課 what HR gave.

    Reads by itself, so that it is not asked within a unit of work.
    """
    with desk.store.read() as uow:
        if desk.role is Role.DX:
            given = sorted({one.fiscal_year for one in received(uow, desk.services.clock.today())})
            listed = "、".join(fiscal_year_label(year) for year in reversed(given))
            return (f"現状 人事課の提供票({listed})" if given else "現状 人事課の提供票が、まだありません",)
        years = sorted((one.fiscal_year for one in all_cycles(uow)), reverse=True)
    for year in years:
        results = final_results(desk, year) if year < fiscal_year else None
        if results is not None:
            whole = f"現状 {fiscal_year_label(year)}の確定した結果 {len(results.rows):,}人"
            return whole, _gap(results)
    return ("現状 確定した結果が、まだありません",)


def _gap(results: PeopleMap) -> str:
    gaps = measure(results, results)
    short = [item.title for item, cell in gaps.ranked(gaps.total) if cell.need.short]
    if not short:
        return "ギャップ 求める水準に届いていない人は、いません"
    worst = "、".join(short[:_SHORT])
    return f"ギャップ 求める水準に届いていない人がいるスキル {len(short):,}(大きい順に {worst})"


def _targets(uow: UnitOfWork, fiscal_year: int) -> Line:
    if not is_on(uow, AIMS):
        return
    held = [one.said for one in targets(uow).held if not one.said.ended]
    planned = sum(fiscal_year in one.plans for one in held)
    yield f"目標 {len(held):,}件({fiscal_year_label(fiscal_year)}の計画値 {planned:,}件)"
    listed = [one for one in indicators(uow).indicators if not one.said.ended]
    yield f"評価指標 {len(listed):,}件"


def _staffing(uow: UnitOfWork, fiscal_year: int) -> Line:
    if not is_on(uow, STAFFING):
        return
    roles = [one.said for one in staffing(uow).roles if not one.said.ended]
    told = []
    for year in (fiscal_year - 1, fiscal_year):
        rows = [one for one in roles if one.fiscal_year == year]
        told.append(f"{fiscal_year_label(year)} {len(rows):,}件{sum(one.heads for one in rows):,}人")
    yield f"確保計画 {'、'.join(told)}"


def _training(uow: UnitOfWork, fiscal_year: int) -> Line:
    if is_on(uow, TRAINING):
        found, year = ledger(uow), fiscal_year - 1
        courses = [one for one in found.courses if not one.ended and not one.reference]
        held = [one for one in found.sessions if not one.ended and one.fiscal_year == year]
        yield f"研修 {len(courses):,}件、{fiscal_year_label(year)}の回 {len(held):,}回"
    yield from _plan(uow, fiscal_year, DRAFT, "年度計画の予算要求案")


def _practice(uow: UnitOfWork) -> Line:
    if is_on(uow, PRACTICE):
        cases = counted([one for one in practice(uow).cases if not one.said.ended])
        yield f"実務の中の取組 改善案件 {len(cases):,}件"


def _plan(uow: UnitOfWork, fiscal_year: int, version: str, name: str) -> Line:
    if not is_on(uow, ACTION_PLAN):
        return
    found = plans(uow).of(fiscal_year, version)
    for one in found:
        yield f"{name} {len(one.said.lines):,}件 {yen_text(one.said.yen)}。{state_text(one.said)}"
    if not found:
        yield f"{name} まだありません"


def _carried(uow: UnitOfWork, fiscal_year: int) -> Line:
    if not is_on(uow, ACTION_PLAN):
        return
    for one in plans(uow).of(fiscal_year, FINAL):
        entered = [done for done in one.said.happened.values() if done.as_of or done.source]
        last = max((done.as_of for done in entered), default="")
        day = f"({short_day(last)}の時点)" if last else ""
        yield f"実績を入れた行 {len(entered):,} / {len(one.said.lines):,}{day}"
