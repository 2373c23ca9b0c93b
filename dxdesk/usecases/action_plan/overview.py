"""A year's plan as screen, command and paper show it: its versions, what differs, came of it, and is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dxdesk.domain.action_plan import (
    DRAFT,
    FIGURE,
    FINAL,
    VERSION_NAMES,
    Difference,
    Figure,
    PlanSaid,
    differences,
    summed,
)
from dxdesk.domain.capabilities import STAFFING
from dxdesk.domain.errors import Problem
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Role
from dxdesk.usecases.action_plan.actuals import Actual, actuals
from dxdesk.usecases.action_plan.aims import PlanAim, aims_of
from dxdesk.usecases.action_plan.effects import EFFECT, Effect, effects_of
from dxdesk.usecases.action_plan.grounds import final_results, results_year
from dxdesk.usecases.action_plan.keeping import twice
from dxdesk.usecases.action_plan.ledger import Held, plans
from dxdesk.usecases.action_plan.roles import moved_roles
from dxdesk.usecases.action_plan.switch import require_plan
from dxdesk.usecases.action_plan.words import FIELD_NAMES, field_text
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.person_year.differing import marks
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk


class Step(StrEnum):
    """What is to be done next with a year's plan, in the order of its life."""

    MAKE_DRAFT = "make-draft"
    CONSULT_DRAFT = "consult-draft"
    DECIDE_DRAFT = "decide-draft"
    WAIT = "wait"
    MAKE_FINAL = "make-final"
    CONSULT_FINAL = "consult-final"
    DECIDE_FINAL = "decide-final"
    CARRY_OUT = "carry-out"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class Totals:
    """What a version comes to; ``open`` lines have no cost yet, so that the sum is of the others.

    ``places`` and ``yen`` are ``None`` where no line says any; ``heads`` are those that are to be found.
    """

    lines: int
    places: int | None
    yen: int | None
    open: int
    heads: int = 0

    @property
    def note(self) -> str:
        """What has to stand beside the sum."""
        return f"費用が未定の{self.open:,}件を除く" if self.open and self.yen is not None else ""


@dataclass(frozen=True)
class PlanYear:
    """A year's plan. ``draft`` and ``final`` are this store's own where it has one, else another section's.

    ``differing`` lists what differs between both; ``done`` is by line of the version that is carried out
    (確定版, else 予算要求案) and ``effects`` by course. ``problems`` are told above everything; ``apart`` is
    what two stores of the owner say differently, by version; ``aims`` are the targets of the year.
    ``may_add_policy`` and ``may_add_roles``: the office uses the list from which such lines come.
    """

    fiscal_year: int
    years: tuple[int, ...]
    today: str
    owner: str
    draft: Held | None
    final: Held | None
    differing: tuple[Difference, ...]
    done: Mapping[str, Actual]
    effects: Mapping[str, tuple[Effect, ...]]
    problems: tuple[Problem, ...]
    step: Step
    apart: Mapping[str, str]
    aims: tuple[PlanAim, ...] = ()
    may_add_policy: bool = False
    may_add_roles: bool = False

    @property
    def title(self) -> str:
        """What the year is called."""
        return fiscal_year_label(self.fiscal_year)

    def version(self, version: str) -> Held | None:
        """Return the plan in a version."""
        return self.draft if version == DRAFT else self.final

    @property
    def carried_out(self) -> Held | None:
        """The version that is held against what came of it."""
        return self.final or self.draft

    def is_own(self, version: str) -> bool:
        """Tell whether a version is this store's, so that it may be changed here."""
        held = self.version(version)
        return held is not None and held.owner == self.owner


@in_bulk()
def plan_year(desk: Desk, fiscal_year: int = 0) -> PlanYear:
    """Return a year's plan; 0 is the year that is worked on.

    Raises:
        KnownError: ``wrong-role``, ``plan-off``.
    """
    desk.require(Role.HR, Role.DX)
    today = desk.services.clock.today()
    with desk.store.read() as uow:
        require_plan(uow)
        known, owner = plans(uow), owner_of(desk)
        years = tuple(sorted({*known.years, fiscal_year_of(today), fiscal_year_of(today) + 1}, reverse=True))
        year = fiscal_year or _year_in_work(known.years, today)
        of = {version: known.of(year, version) for version in VERSION_NAMES}
        draft, final = (_shown(of[version], owner) for version in (DRAFT, FINAL))
        carried = final or draft
        done = (
            actuals(uow, carried.said, today, carried.owner)
            if carried is not None and _begun(year, today)
            else {}
        )
        found = [*_problems(of, owner)]
        if carried is not None and (apart_from := moved_roles(uow, carried)):
            found.append(_roles_moved(apart_from))
        may_add = training_on(uow), is_on(uow, STAFFING)
        apart = {held.said.version: mark for held in (draft, final) if held is not None
                 and (mark := marks(uow).get(held.subject, ""))}  # fmt: skip
    both = differences(draft.said, final.said) if draft is not None and final is not None else ()
    if moved := [one.name for one in both if one.sort == FIGURE]:
        found.append(_moved(moved))
    step = _step(desk, year, draft, final, today)
    years = tuple(sorted({*years, year}, reverse=True))
    effects, aims = effects_of(desk, year), aims_of(desk, year, carried)
    return PlanYear(
        year,
        years,
        today,
        owner,
        draft,
        final,
        both,
        done,
        effects,
        tuple(found),
        step,
        apart,
        aims,
        *may_add,
    )


def _year_in_work(years: Sequence[int], today: str) -> int:
    """Return the year to begin with: the newest planned, else next year's."""
    return max(years, default=0) or fiscal_year_of(today) + 1


def _shown(found: Sequence[Held], owner: str) -> Held | None:
    return next((one for one in found if one.owner == owner), found[0] if found else None)


def _begun(fiscal_year: int, today: str) -> bool:
    return today >= f"{fiscal_year}-04-01"


def _problems(of: Mapping[str, Sequence[Held]], owner: str) -> list[Problem]:
    return [
        twice(next(one for one in found if one.owner != owner))
        for found in of.values()
        if len({one.owner for one in found}) > 1
    ]


_NAMED = 3


def _moved(names: Sequence[str]) -> Problem:
    more = f"、ほか{len(names) - _NAMED}件" if len(names) > _NAMED else ""
    return Problem(
        "plan-figures-moved",
        f"予算要求案と確定版で、もとにした数字が{len(names):,}件変わっています。",
        "「2つの版の違い」で、変わった数字と、計画を直すかを確かめてください。",
        f"{'、'.join(names[:_NAMED])}{more}",
    )


def _roles_moved(names: Sequence[str]) -> Problem:
    more = f"、ほか{len(names) - _NAMED}件" if len(names) > _NAMED else ""
    return Problem(
        "plan-roles-moved",
        f"確保計画と、この年度計画で、人数か手法の違う役割が{len(names):,}件あります。",
        "どちらが正しいかを確かめて、確保計画か計画の行を直してください"
        "(決裁された計画は、決裁を取り消して直します)。",
        f"{'、'.join(names[:_NAMED])}{more}",
    )


def _step(desk: Desk, year: int, draft: Held | None, final: Held | None, today: str) -> Step:
    if final is not None:
        return _of_version(final.said, Step.CONSULT_FINAL, Step.DECIDE_FINAL) or (
            Step.SETTLE if today > f"{year + 1}-03-31" else Step.CARRY_OUT
        )
    if draft is None:
        return Step.MAKE_DRAFT
    if found := _of_version(draft.said, Step.CONSULT_DRAFT, Step.DECIDE_DRAFT):
        return found
    may = desk.role is Role.DX or final_results(desk, results_year(year, FINAL)) is not None
    return Step.MAKE_FINAL if may else Step.WAIT


def _of_version(plan: PlanSaid, consult: Step, decide: Step) -> Step | None:
    if plan.approved_on:
        return None
    return decide if plan.consulted_at_all else consult


def totals(plan: PlanSaid) -> Totals:
    """Return what a version comes to."""
    lines = plan.lines.values()
    return Totals(
        len(plan.lines),
        summed(one.places for one in lines if one.trains),
        plan.yen,
        sum(one.yen is None for one in lines),
        sum(one.heads or 0 for one in lines),
    )


def state_text(plan: PlanSaid) -> str:
    """Return how far a version is, as people read it."""
    if plan.approved_on:
        former = f"。変更前の決裁 {plan.former}" if plan.former else ""
        return f"{'変更の' if plan.former else ''}決裁 {short_day(plan.approved_on)}({plan.approval}){former}"
    if plan.consulted_at_all:
        return f"協議 {short_day(plan.consulted_on)} {plan.consulted_with}。決裁はまだです"
    return "作成中。人事課との協議はまだです"


SORT_NAMES: Mapping[str, str] = {
    "added": "加わった行",
    "dropped": "なくなった行",
    "changed": "変わった行",
    "figure": "変わった数字",
}
EFFECT_CHANGED = "変わった効果"
_NOTHING = "(なし)"


def difference_cells(one: Difference) -> tuple[str, str, str, str, str]:
    """Return a difference as cells: what it is, of which line or figure, which field, before, after."""
    sort = SORT_NAMES[one.sort]
    if one.sort == FIGURE:
        sort = EFFECT_CHANGED if one.code.startswith(f"{EFFECT}:") else sort
        return sort, one.name, "", _figure(one.before), _figure(one.after)
    if one.sort == "changed":
        before, after = (field_text(one.field, value) for value in (one.before, one.after))
        return sort, one.name, FIELD_NAMES[one.field], before, after
    there = one.sort == "added"
    return sort, one.name, "", _NOTHING if there else "あり", "あり" if there else _NOTHING


def _figure(one: object) -> str:
    if not isinstance(one, Figure):
        return _NOTHING
    beside = "、".join(filter(None, (short_day(one.as_of), one.source)))
    return f"{one.told}({beside})" if beside else one.told


def counted_on(plan: PlanSaid) -> str:
    """Return on which results a version was counted, with their day; empty where on none.

    ``令和6年度の確定した結果(R7.3.18)``: 必要な人数 and the reasons of its lines are of these people.
    """
    of = next((one for one in plan.figures if one.code.startswith("level:")), None)
    return "" if of is None else f"{of.source}({short_day(of.as_of)})" if of.as_of else of.source


def bases_apart(found: PlanYear) -> str:
    """Return on which results each of two versions was counted; empty where there are not two of both."""
    if found.draft is None or found.final is None:
        return ""
    draft, final = (counted_on(one.said) for one in (found.draft, found.final))
    if not (draft and final):
        return ""
    told = f"{VERSION_NAMES[DRAFT]}では{draft}、{VERSION_NAMES[FINAL]}では{final}"
    return f"「必要な人数」と「計画のわけ」は、{told}から数えています。"
