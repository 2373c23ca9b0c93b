"""What of the 年度計画 is due on ホーム, by role, where the office plans years.

By the calendar of the plan itself: 予算要求案 in September and October, 協議 before 決裁, 確定版 in March and
April after 予算議決, and what came of the year when it ends. Whoever made a plan goes on with it; 人事課 is
told of a plan of DX推進課 that waits for the 協議 with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.action_plan import DRAFT, FINAL, VERSION_NAMES, PlanSaid
from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan.ledger import Held, Plans, plans
from dxdesk.usecases.action_plan.switch import plan_on
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.workplace.desk import Desk

_ASKED, _LATE = (9, 10), (11, 12)
"""The months in which 予算要求案 is made, and those in which one that is missing is late."""
_DECIDED, _FIRST = (3, 4, 5), 3
"""The months around the end of a year: 確定版 of the next one, and what came of the one that ends."""
_MARCH = 3
_ACT, _SCREEN = "年度計画を見る", "action_plan"


def due(desk: Desk, uow: UnitOfWork) -> tuple[Todo, ...]:
    """Return what is to be done of plans today."""
    if not plan_on(uow):
        return ()
    today, known, owner = desk.services.clock.today(), plans(uow), owner_of(desk)
    return (
        *_draft(known, owner, today),
        *_agreeing(known, owner, today),
        *_final(desk, uow, known, owner, today),
        *_settling(known, owner, today),
    )


def _draft(known: Plans, owner: str, today: str) -> Iterator[Todo]:
    month, year = int(today[5:7]), fiscal_year_of(today) + 1
    if month not in (*_ASKED, *_LATE) or known.of(year, DRAFT) or known.of(year, FINAL):
        return
    late = month in _LATE
    label = fiscal_year_label(year)
    who = (
        "人事課かDX推進担当課のどちらかで作ります"
        if owner == Role.HR.value
        else "人事課と分担を決めて作ります"
    )
    title = f"{label}の予算要求案が、まだありません" if late else f"{label}の予算要求案を作る時期です"
    text = f"9月から10月に作り、人事課と協議して決裁を受けます。{who}。"
    yield Todo("plan-draft", title, text, "予算要求案を作る", _SCREEN, late)


def _agreeing(known: Plans, owner: str, today: str) -> Iterator[Todo]:
    """Yield the plans of this year and later ones that wait for 協議 or 決裁."""
    for one in known.held:
        plan = one.said
        if plan.ended or plan.approved_on or plan.fiscal_year < fiscal_year_of(today):
            continue
        if plan.version == DRAFT and known.of(plan.fiscal_year, FINAL):
            continue  # what was asked for is over: the year goes on with 確定版
        name = _name(plan)
        if one.owner == owner:
            yield _own(one, name)
        elif owner == Role.HR.value and not plan.consulted_at_all:
            title = f"{OWNER_NAMES[one.owner]}の{name}は、人事課との協議がまだです"
            text = "決裁の前に協議します。協議の記録は、計画を作った課の台帳に残します。"
            yield Todo(f"plan-asked-{plan.version}", title, text, _ACT, _SCREEN)


def _own(held: Held, name: str) -> Todo:
    plan = held.said
    if not plan.consulted_at_all:
        title = f"{name}を、人事課と協議します"
        text = (
            "決裁の前に、いつ・だれと協議し、どうなったかを記録します。記録がないと、決裁を記録できません。"
        )
        return Todo(f"plan-consult-{plan.version}", title, text, "協議を記録する", _SCREEN)
    title = f"{name}の決裁を受けます"
    text = f"{short_day(plan.consulted_on)}に協議が済んでいます。決裁日と文書番号を記録します。"
    return Todo(f"plan-decide-{plan.version}", title, text, "決裁を記録する", _SCREEN)


def _final(desk: Desk, uow: UnitOfWork, known: Plans, owner: str, today: str) -> Iterator[Todo]:
    month = int(today[5:7])
    if month not in _DECIDED:
        return
    year = fiscal_year_of(today) + (month == _MARCH)
    drafts = known.of(year, DRAFT)
    if known.of(year, FINAL) or not any(one.owner == owner for one in drafts):
        return
    label, before = fiscal_year_label(year), fiscal_year_label(year - 1)
    if desk.role is Role.HR and not uow.results.snapshots(year - 1):
        text = f"予算の議決のあとに作ります。先に、{before}の結果を「年度」の画面で確定してください。"
        yield Todo("plan-final", f"{label}の確定版は、{before}の確定を待っています", text, _ACT, _SCREEN)
        return
    text = "予算の議決に合わせて行を直し、予算要求案との違いを確かめて、協議と決裁を受けます。"
    late = month != _FIRST
    yield Todo("plan-final", f"{label}の確定版を作る時期です", text, "確定版を作る", _SCREEN, late)


def _settling(known: Plans, owner: str, today: str) -> Iterator[Todo]:
    month = int(today[5:7])
    if month not in _DECIDED:
        return
    year = fiscal_year_of(today) - (month != _MARCH)
    held = known.find(owner, year, FINAL) or known.find(owner, year, DRAFT)
    if held is None:
        return
    missing = [
        line.name
        for code, line in sorted(held.said.lines.items())
        if line.yen is not None and (code not in held.said.happened or held.said.happened[code].yen is None)
    ]
    if missing:
        label = fiscal_year_label(year)
        title = f"{label}の計画に、実績の費用を入れます({len(missing):,}件)"
        text = f"{_named(missing)}。何から数えたかと一緒に入れます。次の年度の計画のわけと、効果に出ます。"
        yield Todo("plan-actuals", title, text, "実績を入れる", _SCREEN)


_MOST = 3


def _named(names: list[str]) -> str:
    more = f" ほか{len(names) - _MOST}件" if len(names) > _MOST else ""
    return f"{'、'.join(names[:_MOST])}{more}"


def _name(plan: PlanSaid) -> str:
    return f"{fiscal_year_label(plan.fiscal_year)}の{VERSION_NAMES[plan.version]}"
