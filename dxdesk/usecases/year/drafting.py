"""確定案 made, made anew (再起案), and compared with what could be finalised now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.office_settings import decision_boxes
from dxdesk.usecases.person_year.standing import YearContext, year_context
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import draft_decision
from dxdesk.usecases.year.draft_decision import Changed, Draft
from dxdesk.usecases.year.finalise import Ready, who_is_ready


@dataclass(frozen=True, slots=True)
class Compared:
    """A draft that waits, and who differs from it now; ``before``: who differed from the one it replaced."""

    draft: Draft
    changed: tuple[Changed, ...] = ()
    before: tuple[Changed, ...] = ()


def compare(desk: Desk, fiscal_year: int = 0) -> Compared | None:
    """Return the draft of a year that waits for its 確定, with what changed since; None without one.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        context = year_context(desk, uow, fiscal_year)
        draft = draft_decision.waiting(uow, context.cycle.fiscal_year)
        if draft is None:
            return None
        return Compared(draft, _changes(context, draft, who_is_ready(desk, uow, context)[1]))


def draft(desk: Desk, fiscal_year: int = 0, *, again: bool = False) -> Compared:
    """Make the draft of everybody who could be finalised now, and keep it until 確定.

    One that says just the same stays with its day; another takes its place only ``again`` (再起案).

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``, ``nothing-to-finalise``, ``draft-exists``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        context = year_context(desk, uow, fiscal_year)
        cycle = context.cycle
        _, ready = who_is_ready(desk, uow, context)
        if not ready.lines:
            raise KnownError(
                "nothing-to-finalise",
                "確定できる人がいません。何も変えていません。",
                "確認票の受付が終わっているか、食い違いが残っていないかを「提出状況」で確かめてください。",
            )
        made = Draft(
            cycle.fiscal_year,
            desk.services.clock.now(),
            cycle.framework_code,
            cycle.framework_version,
            ready.drafted,
            len(ready.left),
            boxes=decision_boxes(uow),
        )
        old = draft_decision.waiting(uow, cycle.fiscal_year)
        changed = _changes(context, old, ready) if old is not None else ()
        if old is not None and old.digest == made.digest:
            if old.boxes != made.boxes:  # nothing is decided yet: the paper goes by what the office says now
                old = replace(old, boxes=made.boxes)
                draft_decision.keep(uow, old)
                uow.commit()
            return Compared(old)
        if old is not None and not again:
            main = Problem(
                "draft-exists",
                f"{cycle.label}の確定案はもうあり、そのあとに変わった人が{len(changed):,}人います。"
                "何も変えていません。",
                "起案し直すときは「再起案」を選んでください。",
            )
            raise KnownError.of((main, *draft_decision.problems(changed)))
        draft_decision.keep(uow, made)
        uow.audit.append(
            "finalise-draft", str(cycle.fiscal_year), {"people": len(made.people), "draft": made.digest}
        )
        uow.commit()
    return Compared(made, before=changed)


def newest(desk: Desk, uow: UnitOfWork, fiscal_year: int = 0) -> tuple[YearContext, Draft | None]:
    """Return the newest draft of a year with what it is read by, also one that was finalised."""
    context = year_context(desk, uow, fiscal_year)
    return context, draft_decision.kept(uow, context.cycle.fiscal_year)


def _changes(context: YearContext, draft: Draft, ready: Ready) -> tuple[Changed, ...]:
    return draft_decision.changes(draft, ready.drafted, context.framework, ready.states)
