"""取り消す: the last confirmation or 差戻し of this store's owner, as long as it has not left in a file.

What was said is forgotten, as if it had never been: nobody else has seen it, so nothing can rest on it. The
audit keeps both that it was done and that it was taken back. A whole queue confirmed at once is one step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Revision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import decided
from dxdesk.usecases.exchange.decided import Step
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.person_year.local_work import LOCAL
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, year_context
from dxdesk.usecases.review.drafts import draft_name, drafts_of, forget_drafts
from dxdesk.usecases.sealing.workbook_kinds import label_of
from dxdesk.usecases.workplace.desk import Desk

_WORDS = {decided.CONFIRMED: "確認", decided.RETURNED: "差戻し"}


@dataclass(frozen=True)
class LastAct:
    """What is taken back next: whether it was a 差戻し, and whom it was about (employee numbers)."""

    returned: bool
    employee_numbers: tuple[str, ...]


def note(
    uow: UnitOfWork, fiscal_year: int, made: Mapping[str, Sequence[Revision]], *, returned: bool = False
) -> None:
    """Keep within a unit of work what was said of whom in one act; what was typed is no draft now."""
    what = decided.RETURNED if returned else decided.CONFIRMED
    decided.note(uow, fiscal_year, what, made, drafts_of(uow, fiscal_year, made))
    forget_drafts(uow, fiscal_year, made)


def last_act(uow: UnitOfWork, fiscal_year: int) -> LastAct | None:
    """Return what is taken back next, ``None`` where there is nothing or it has left in a file."""
    step = decided.last_step(uow, fiscal_year)
    return None if step is None or step.sent else _act(step)


def last_decided(desk: Desk, fiscal_year: int = 0) -> LastAct | None:
    """Return what is taken back next in a store, ``None`` where there is nothing or it has left in a file.

    Raises:
        KnownError: ``no-cycle``.
    """
    with desk.store.read() as uow:
        return last_act(uow, find_cycle(uow, fiscal_year).fiscal_year)


def _act(step: Step) -> LastAct:
    return LastAct(step.what == decided.RETURNED, tuple(step.made))


def take_back(desk: Desk, fiscal_year: int = 0) -> LastAct:
    """Take the last act back; what was typed before it is a draft again.

    Raises:
        KnownError: ``nothing-to-take-back``; ``decision-sent``: it left in a file; ``decision-followed``:
            something rests on it, or the store was restored since; ``finalised``. Nothing is changed then.
    """
    with desk.store.write() as uow:
        context = year_context(desk, uow, fiscal_year)
        year = context.cycle.fiscal_year
        step = decided.last_step(uow, year)
        if step is None:
            raise KnownError(
                "nothing-to-take-back",
                "取り消せる確認や差戻しはありません。何も変えていません。",
                "直す人を選び、確認し直すか、差し戻してください。",
            )
        _check(desk, uow, context, step)
        uow.exchange.forget_revisions(step.ids)
        decided.forget(uow, step)
        for number, text in step.drafts.items():
            uow.settings.set(draft_name(year, number), text)
        derived.refresh(desk, uow, [(year, number) for number in step.made])
        for number in step.made:
            uow.audit.append(f"{step.what}-undo", number)
        uow.commit()
    return _act(step)


def _check(desk: Desk, uow: UnitOfWork, context: YearContext, step: Step) -> None:
    people = derived.people_years(uow, context, list(step.made))
    if any(person.finalised for person in people):
        raise KnownError(
            "finalised",
            f"{_whose(people, step)}は、結果が確定しているので取り消せません。何も変えていません。",
            "直す必要があれば「確定後訂正」を行ってください。",
        )
    if step.sent:
        raise _sent(people, step)
    if not _stands_alone(desk, uow, context, step):
        raise KnownError(
            "decision-followed",
            f"{_whose(people, step)}のあとに、それをもとにした記録があるか、台帳を控えから戻しています。"
            "取り消していません。",
            _again(step),
        )


def _stands_alone(desk: Desk, uow: UnitOfWork, context: YearContext, step: Step) -> bool:
    """Tell whether a step is here as it was made, by this store alone, and nothing names it."""
    found = 0
    for number, stored in uow.exchange.people(context.cycle.fiscal_year, step.made).items():
        ids = set(step.made[number])
        for one in stored:
            revision = one.revision
            if revision.id in ids:
                # A store set back by a backup does not know what it sent since.
                seal = revision.seal
                if one.receipts != (LOCAL,) or (seal is not None and seal.epoch != desk.identity.epoch):
                    return False
                found += 1
            elif revision.covers & ids or any(each in revision.value for each in ids):
                return False
    return found == len(step.ids)


def _sent(people: Sequence[PersonYear], step: Step) -> KnownError:
    kind = label_of(step.sent, "ほかの人へ渡すファイル")
    return KnownError(
        "decision-sent",
        f"{_whose(people, step)}は、「{kind}」で書き出したあとなので取り消せません。何も変えていません。",
        _again(step),
    )


def _again(step: Step) -> str:
    if step.what == decided.RETURNED:
        return "差戻しが要らなかったときは、本人に、申告をもう一度そのまま出してもらってください。"
    return (
        "その人を選んで確認し直すか差し戻し、「確認票」をもう一度出してください。"
        "あとの「確認票」が、先に出したものに代わります。"
    )


def _whose(people: Sequence[PersonYear], step: Step) -> str:
    name = people[0].name if people else next(iter(step.made))
    more = f"ほか{len(step.made) - 1}人" if len(step.made) > 1 else ""
    return f"{name}さん{more}の{_WORDS[step.what]}"
