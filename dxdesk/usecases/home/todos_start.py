"""要対応 of a year's start: one's own goals to write, and goals of one's people to agree with."""

from __future__ import annotations

from dxdesk.domain.lifecycle import UNSENT_CHANGES
from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.year_start import Mode
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import kept
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.counting import load_acceptance
from dxdesk.usecases.person_year.cycles import day_text
from dxdesk.usecases.person_year.standing import PersonYear, year_context
from dxdesk.usecases.progress.work_view import Sight, Todo
from dxdesk.usecases.progress.year_table import days_left
from dxdesk.usecases.year_start.own import unsent_goals
from dxdesk.usecases.year_start.standing_for import principals

_TO_WRITE = (PlanState.NOT_STARTED, PlanState.RETURNED, PlanState.WITHDRAWN)


def own_goals(sight: Sight) -> Todo | None:
    """Say that one's goals of the year are still to be written, or came back."""
    cycle = sight.table.cycle
    if cycle.start.mode is not Mode.FORM or kept.plan_form(sight.uow, cycle.fiscal_year) is None:
        return None
    people = _people(sight, [sight.desk.identity.owner])
    if not people or people[0].exempt or people[0].finalised:
        return None
    if people[0].plan_life.state not in _TO_WRITE:
        return _changed_since(sight)
    due, today = cycle.start.due, sight.table.today
    title = "今年度の目標を書いてください"
    if people[0].plan_life.state is PlanState.RETURNED:
        title = "目標が差し戻されました"
    when = f"期限は{day_text(due, weekday=True)}です({days_left(due, today)})。" if due else ""
    text = f"{when}1つ以上書いて、期首票を出します。途中でやめても下書きが残ります。"
    late = bool(due) and due < today
    return Todo("own-goals", title, text, "目標を書く", "year_start", late, 1)


def _changed_since(sight: Sight) -> Todo | None:
    """Say that goals that were handed in were changed since: nobody else sees the change."""
    if not unsent_goals(sight.desk, sight.uow, sight.table.cycle.fiscal_year):
        return None
    text = "直した目標はまだ送られていません。「直して提出する」で出し直すか、元に戻します。"
    title = f"期首の目標に、{UNSENT_CHANGES}"
    return Todo("own-goals", title, text, "直したものを見る", "year_start", False, 1)


def goals_to_agree(sight: Sight) -> Todo | None:
    """Say whose goals wait for this confirmer's agreement, where the office asks for it."""
    start = sight.table.cycle.start
    if start.mode is not Mode.FORM or not start.agreed or sight.desk.role is not Role.SECTION:
        return None
    acceptance = load_acceptance(sight.uow)
    asked = _people(sight, [line.member.number for line in sight.asked])
    mine = [one for one in asked if principals(sight.desk, acceptance, one)]
    waiting = [one for one in mine if one.plan_life.state is PlanState.SUBMITTED]
    if not waiting:
        return None
    changed = sum(one.plan_life.changed for one in waiting)
    again = f"同意のあとで目標が変わった人が {changed:,}人います。" if changed else ""
    title = f"目標への同意を待っている人が {len(waiting):,}人"
    text = f"{len(mine):,}人のうち {len(waiting):,}人です。{again}目標を見て、同意するか差し戻します。"
    return Todo("goals", title, text, "目標を見る", "year_start", False, len(waiting))


def _people(sight: Sight, numbers: list[str]) -> tuple[PersonYear, ...]:
    context = year_context(sight.desk, sight.uow, sight.table.cycle.fiscal_year)
    return derived.people_years(sight.uow, context, numbers)
