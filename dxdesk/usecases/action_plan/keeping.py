"""Making a plan, changing its lines, agreeing on it, deciding it, and entering what came of it.

A plan that was decided (決裁) says what was decided: its lines stand until somebody takes the 決裁 back and
says why. What came of a line is entered at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dxdesk.domain.action_plan import (
    DRAFT,
    FINAL,
    VERSION_NAMES,
    Happened,
    Named,
    PlanLine,
    PlanSaid,
    changed_fields,
    fields_of,
)
from dxdesk.domain.dates import is_day
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.text import plain
from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.domain.wareki import fiscal_year_label, long_day, short_day
from dxdesk.ports.entities import Department, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan import checks
from dxdesk.usecases.action_plan.grounds import Grounds, grounds, results_year
from dxdesk.usecases.action_plan.ledger import Held, plans, subject_of
from dxdesk.usecases.action_plan.named import named_wrong
from dxdesk.usecases.action_plan.proposing import needed_now, proposed
from dxdesk.usecases.action_plan.roles import as_today, roles_of
from dxdesk.usecases.action_plan.switch import require_plan
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.person_year.local_work import LOCAL
from dxdesk.usecases.person_year.owned_things import Kept, owner_of
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk

Change = tuple[str, Mapping[str, Any]]
"""The subject of a plan's record and the fields that are said of it."""


def make(desk: Desk, fiscal_year: int, version: str) -> PlanSaid:
    """Make a plan of a year in a version out of what is known today, and keep it.

    確定版 begins with the lines of 予算要求案 as they stand there, budgeted as they are; how many need each
    is counted anew, so that the versions tell where it moved.

    Raises:
        KnownError: ``wrong-role``, ``plan-off``, ``plan-version``, ``plan-there`` (the year has one),
            ``plan-results-missing`` (確定版 without final results in HR's store).
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_plan(uow)
        _refuse_second(uow, fiscal_year, version)
        held = plans(uow).of(fiscal_year, DRAFT) if version != DRAFT else ()
    found = grounds(desk, fiscal_year, version)
    if version != DRAFT and found.results is None and desk.role is Role.HR:
        year = fiscal_year_label(results_year(fiscal_year, version))
        raise KnownError(
            "plan-results-missing",
            f"{year}の結果がまだ確定していないので、確定版を作れません。何も変えていません。",
            f"{year}を「年度」の画面で確定してから作ってください。それまでは予算要求案で進めます。",
        )
    today = desk.services.clock.today()
    begun = held[0].said.lines if held else None
    lines = (
        proposed(desk, fiscal_year, version, found.results)
        if begun is None
        else _counted_anew(desk, fiscal_year, version, begun, found, held[0].owner)
    )
    wanted = PlanSaid(fiscal_year, version, today, found.figures, lines=lines)
    with desk.store.write() as uow:
        _refuse_second(uow, fiscal_year, version)
        subject = subject_of(owner_of(desk), fiscal_year, version)
        before = next((one.said for one in plans(uow).held if one.subject == subject), PlanSaid())
        # One that was given up is begun anew: nothing of it goes on but that it was there.
        said = (
            changed_fields(before._replace(ended=False), wanted) if before.fiscal_year else fields_of(wanted)
        )
        if before.ended:
            said["ended"] = False
        _say(desk, uow, [(subject, said)])
        uow.audit.append("plan-make", _called(wanted), {"added": len(lines)})
        uow.commit()
    return wanted


def _counted_anew(
    desk: Desk,
    fiscal_year: int,
    version: str,
    lines: Mapping[str, PlanLine],
    found: Grounds,
    owner: str,
) -> dict[str, PlanLine]:
    """Return the lines of another version with what is counted today: who needs them, heads that lack.

    ``owner`` is whose those lines are; what they name of other lists is written as in a plan of this store.
    """
    needed = needed_now(desk, fiscal_year, version, found.results) if found.results is not None else {}
    own = owner_of(desk)
    with desk.store.read() as uow:
        roles = roles_of(uow)
    counted = {}
    for code, line in lines.items():
        people, why = needed.get(line.course, (line.needed, line.why))
        moved = line._replace(
            needed=people,
            why=why,
            by_policy=line.by_policy and line.course not in needed,
            staffing=Named.read(line.staffing, owner).text(own) if line.staffing else "",
            target=Named.read(line.target, owner).text(own) if line.target else "",
        )
        counted[code] = as_today(moved, roles, own)
    return counted


def _refuse_second(uow: UnitOfWork, fiscal_year: int, version: str) -> None:
    if version not in VERSION_NAMES:
        raise KnownError(
            "plan-version",
            "その版はありません。何も変えていません。",
            f"{'、'.join(f'{code}({name})' for code, name in VERSION_NAMES.items())}から選んでください。",
            found=version,
        )
    there = plans(uow).of(fiscal_year, version)
    if there:
        whose = OWNER_NAMES.get(there[0].owner, there[0].owner)
        raise KnownError(
            "plan-there",
            f"{fiscal_year_label(fiscal_year)}の{VERSION_NAMES[version]}は、もうあります({whose}、"
            f"{short_day(there[0].said.drafted_on)}の時点)。1つの年度に計画は2つ作れません。何も変えていません。",
            # No owner is asked for here: whose it is, that section changes it.
            f"直すことがあれば、{whose}の台帳で直すか、取りやめてから作り直してください。",
        )


def save_line(desk: Desk, fiscal_year: int, version: str, code: str, line: PlanLine) -> Kept:
    """Keep a line of a plan as somebody wrote it; an empty code makes a new one.

    Raises:
        KnownError: ``plan-unknown``, ``plan-decided``, ``plan-line-unknown``, what ``checks.problems`` and
            ``named_wrong`` find.
    """
    with desk.store.read() as uow:
        of_year = [one.said for one in plans(uow).held if one.said.fiscal_year == fiscal_year]
        named = named_wrong(uow, line, owner_of(desk))

    def change(plan: PlanSaid) -> PlanSaid:
        _refuse_decided(plan)
        if code and code not in plan.lines:
            raise line_unknown(code)
        found = tuple(problem for _, problem in (*checks.problems(line, fiscal_year), *named))
        if found:
            raise KnownError.of(found)
        return plan._replace(lines={**plan.lines, code or next_code(of_year): line})

    return _change(desk, fiscal_year, version, "plan-line", change, plain(line.name))


def change_lines(
    desk: Desk,
    fiscal_year: int,
    version: str,
    action: str,
    change: Callable[[PlanSaid], PlanSaid],
    about: str,
) -> Kept:
    """Keep what a change makes of a plan that is not decided, told in the audit as an action.

    Raises:
        KnownError: ``plan-unknown``, ``plan-decided``, and what the change raises.
    """

    def of_open(plan: PlanSaid) -> PlanSaid:
        _refuse_decided(plan)
        return change(plan)

    return _change(desk, fiscal_year, version, action, of_open, about)


def next_code(of_year: Sequence[PlanSaid]) -> str:
    """Return a code that no line of a year has in any version, so that versions are compared line by line."""
    taken = {code for plan in of_year for code in (*plan.lines, *plan.happened)}
    return next(code for place in range(1, len(taken) + 2) if (code := f"L{place:02}") not in taken)


def drop_line(desk: Desk, fiscal_year: int, version: str, code: str) -> Kept:
    """Take a line out of a plan.

    Raises:
        KnownError: ``plan-unknown``, ``plan-decided``, ``plan-line-unknown``.
    """

    def change(plan: PlanSaid) -> PlanSaid:
        _refuse_decided(plan)
        if code not in plan.lines:
            raise line_unknown(code)
        return plan._replace(lines={one: line for one, line in plan.lines.items() if one != code})

    return _change(desk, fiscal_year, version, "plan-line-drop", change, code)


def consult(desk: Desk, fiscal_year: int, version: str, day: str, who: str, result: str) -> Kept:
    """Keep the 協議 with 人事課: when (ISO day), with whom, what came of it.

    Raises:
        KnownError: ``plan-unknown``, ``plan-decided``, what ``checks.of_consultation`` finds.
    """
    today = desk.services.clock.today()

    def change(plan: PlanSaid) -> PlanSaid:
        _refuse_decided(plan)
        found = tuple(checks.of_consultation(plan, day, who, result, today))
        if found:
            raise KnownError.of(found)
        return plan._replace(consulted_on=day, consulted_with=who.strip(), consulted=result.strip())

    return _change(desk, fiscal_year, version, "plan-consult", change)


def decide(desk: Desk, fiscal_year: int, version: str, day: str, number: str) -> Kept:
    """Keep the 決裁 of a plan: when (ISO day), under which 文書番号. A 協議 has to come before it.

    Raises:
        KnownError: ``plan-unknown``, ``plan-decided``, ``plan-twice`` (another section has one of the same
            year and version), ``plan-final-decided`` (予算要求案 after 確定版), what ``checks.of_decision``
            finds, ``plan-not-consulted`` above all.
    """
    today = desk.services.clock.today()

    def change(plan: PlanSaid) -> PlanSaid:
        _refuse_decided(plan)
        found = tuple(checks.of_decision(plan, day, number, today))
        if found:
            raise KnownError.of(found)
        return plan._replace(approved_on=day, approval=number.strip(), reopened="")

    with desk.store.read() as uow:
        known = plans(uow)
        others = [one for one in known.of(fiscal_year, version) if one.owner != owner_of(desk)]
        final = [one for one in known.of(fiscal_year, FINAL) if one.said.approved_on]
        mine = known.find(owner_of(desk), fiscal_year, version)
    if others:
        raise KnownError.of((twice(others[0]),)) if mine is not None else elsewhere(others[0])
    if version == DRAFT and final:
        raise KnownError(
            "plan-final-decided",
            f"{fiscal_year_label(fiscal_year)}は、確定版がもう決裁されています({final[0].said.approval})。"
            "あとから予算要求案の決裁は記録できません。何も変えていません。",
            "計画を変えるときは、確定版の決裁を、わけを書いて取り消してから直し、変更として決裁を受けてください。",
        )
    return _change(desk, fiscal_year, version, "plan-decide", change, number.strip())


def twice(other: Held) -> Problem:
    """Return what is told of another section's plan of the same year and version."""
    whose = OWNER_NAMES.get(other.owner, other.owner)
    label = f"{fiscal_year_label(other.said.fiscal_year)}の{VERSION_NAMES[other.said.version]}"
    decided_too = (
        f"({short_day(other.said.approved_on)}に決裁、{other.said.approval})"
        if other.said.approved_on
        else ""
    )
    undo = "決裁されている方は、作った課で、わけを書いて「決裁を取り消す」としてから取りやめます。"
    return Problem(
        "plan-twice",
        f"{label}が2つあります。もう1つは{whose}のものです{decided_too}。"
        "どちらかを取りやめるまで、決裁を記録できません。",
        "どちらの計画を使うかを2つの課で決め、使わない方を、作った課で取りやめてください。"
        f"{undo if decided_too else ''}",
    )


def reopen(desk: Desk, fiscal_year: int, version: str, reason: str) -> Kept:
    """Take a 決裁 back, so that the lines may be changed again; the 協議 has to take place again, too.

    Raises:
        KnownError: ``plan-unknown``, ``plan-not-decided``, ``plan-reason``.
    """

    def change(plan: PlanSaid) -> PlanSaid:
        if not plan.approved_on:
            raise KnownError(
                "plan-not-decided",
                "この計画は、まだ決裁を記録していません。何も変えていません。",
                "そのまま直せます。",
            )
        if not reason.strip():
            raise KnownError(
                "plan-reason",
                "決裁を取り消すわけが空です。何も変えていません。",
                "なぜ計画を直すのかを書いてください。",
            )
        former = f"{long_day(plan.approved_on)} {plan.approval}(変えるわけ: {reason.strip()})"
        return plan._replace(
            approved_on="", approval="", consulted_on="", consulted_with="", consulted="",
            reopened=reason.strip(), former=former,
        )  # fmt: skip

    return _change(desk, fiscal_year, version, "plan-reopen", change, reason.strip())


def enter(desk: Desk, fiscal_year: int, version: str, code: str, wanted: Happened) -> Kept:
    """Keep what came of a line: the cost, and times and people where no ledger counts them.

    Raises:
        KnownError: ``plan-unknown``, ``plan-line-unknown``, ``plan-source`` (a figure without its source),
            ``date-unreadable``, what ``checks.of_actual`` finds (a plan that is not decided, a year to come).
    """
    today = desk.services.clock.today()
    with desk.store.read() as uow:
        counts = training_on(uow)

    def change(plan: PlanSaid) -> PlanSaid:
        if code not in plan.lines:
            raise line_unknown(code)
        found = tuple(checks.of_actual(plan, plan.lines[code], wanted, today, counts=counts))
        if found:
            raise KnownError.of(found)
        said = any(one is not None for one in (wanted.yen, wanted.times, wanted.people))
        if said and not wanted.source.strip():
            raise KnownError(
                "plan-source",
                "実績に、出どころがありません。何も変えていません。",
                "何から数えたか(支出負担行為書、実施報告など)を書いてください。",
            )
        if wanted.as_of and not is_day(wanted.as_of):
            raise KnownError(
                "date-unreadable",
                "時点を日付として読めません。何も変えていません。",
                "「令和8年10月1日」のように書いてください。",
                found=wanted.as_of,
            )
        kept = {one: done for one, done in plan.happened.items() if one != code}
        return plan._replace(happened={**kept, code: wanted} if said else kept)

    return _change(desk, fiscal_year, version, "plan-done", change, code)


def give_up(desk: Desk, fiscal_year: int, version: str) -> Kept:
    """Give a plan up: it is shown no more, and another may be made of its year and version.

    Raises:
        KnownError: ``plan-unknown``, ``plan-decided``.
    """

    def change(plan: PlanSaid) -> PlanSaid:
        _refuse_decided(plan)
        return plan._replace(ended=True)

    return _change(desk, fiscal_year, version, "plan-end", change)


def say(
    desk: Desk, uow: UnitOfWork, held: Held, wanted: PlanSaid, receipt: int = LOCAL
) -> tuple[Change, ...]:
    """Keep what differs of a plan, owed to a receipt or as local work; return what was said.

    Raises:
        KnownError: ``text-too-long``.
    """
    said = changed_fields(held.said, wanted)
    changes: tuple[Change, ...] = ((held.subject, said),) if said else ()
    _say(desk, uow, changes, receipt)
    return changes


def _say(desk: Desk, uow: UnitOfWork, changes: Sequence[Change], receipt: int = LOCAL) -> None:
    if changes:
        owned_things.say(desk, uow, plans(uow).counting, changes, receipt)


def own(desk: Desk, uow: UnitOfWork, fiscal_year: int, version: str) -> Held:
    """Return this store's plan of a year and version.

    Raises:
        KnownError: ``plan-off``, ``plan-unknown``, ``plan-elsewhere`` (only another section has made it).
    """
    require_plan(uow)
    found = plans(uow).find(owner_of(desk), fiscal_year, version)
    if found is None:
        others = plans(uow).of(fiscal_year, version)
        if others:
            raise elsewhere(others[0])
        raise plan_unknown(fiscal_year, version)
    return found


def units(desk: Desk) -> Mapping[str, Department]:
    """Return the departments a line may give places to, by code; none where the store knows no sections."""
    with desk.store.read() as uow:
        return departments.current(uow)


def plan_unknown(fiscal_year: int, version: str) -> KnownError:
    """Return the error for a plan that this store has not made."""
    label = f"{fiscal_year_label(fiscal_year)}の{VERSION_NAMES.get(version, version)}"
    return KnownError(
        "plan-unknown",
        f"{label}は、この台帳で作っていません。何も変えていません。",
        "「年度計画」の画面で作ってください"
        f"(コマンドでは dxdesk plan 台帳 --make {version} --fiscal-year {fiscal_year})。",
    )


def elsewhere(other: Held) -> KnownError:
    """Return the error for a plan that another section has made: what this section can do about it."""
    whose = OWNER_NAMES.get(other.owner, other.owner)
    label = f"{fiscal_year_label(other.said.fiscal_year)}の{VERSION_NAMES[other.said.version]}"
    return KnownError(
        "plan-elsewhere",
        f"{label}は{whose}が作ったものなので、この台帳では直せません。何も変えていません。",
        f"直すこと、協議と決裁の記録、実績は、{whose}に伝えて、{whose}の台帳に入れてもらってください。"
        "次の送付票か提供票を受け取ると、この台帳にも出ます。",
    )


def line_unknown(code: str) -> KnownError:
    """Return the error for a line that a plan has not."""
    return KnownError(
        "plan-line-unknown",
        "そのコードの行は、この計画にありません。何も変えていません。",
        "「年度計画」の一覧(コマンドでは dxdesk plan)でコードを確かめてください。",
        found=code,
    )


def decided(plan: PlanSaid) -> Problem | None:
    """Return why the lines of a plan cannot be changed, ``None`` where they can."""
    if not plan.approved_on:
        return None
    return Problem(
        "plan-decided",
        f"この計画は、{short_day(plan.approved_on)}に決裁されています({plan.approval})。何も変えていません。",
        "直すときは、わけを書いて「決裁を取り消す」としてから直し、もう一度協議と決裁を受けてください。",
    )


def _refuse_decided(plan: PlanSaid) -> None:
    found = decided(plan)
    if found is not None:
        raise KnownError.of((found,))


def _change(
    desk: Desk,
    fiscal_year: int,
    version: str,
    action: str,
    change: Callable[[PlanSaid], PlanSaid],
    about: str = "",
) -> Kept:
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        held = own(desk, uow, fiscal_year, version)
        if not say(desk, uow, held, change(held.said)):
            return Kept(unchanged=1)
        uow.audit.append(action, " ".join(filter(None, (_called(held.said), about))))
        uow.commit()
    return replace(Kept(), changed=1)


def _called(plan: PlanSaid) -> str:
    return f"{fiscal_year_label(plan.fiscal_year)} {VERSION_NAMES[plan.version]}"
