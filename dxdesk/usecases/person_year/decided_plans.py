"""What was decided of a 年度計画 stands: nothing that was read in may be taken out of it by way of a receipt.

Asked before any receipt is taken back. A plan whose 決裁 came with that very receipt goes as a whole, and the
store says again what it said before; where the 決裁 would stay and its lines change, somebody decided
something else than the store would show.
"""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain import owned
from dxdesk.domain.action_plan import VERSION_NAMES, PlanSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import counting_of

_PLAN = "plan"


def refuse_decided(uow: UnitOfWork, receipt: int) -> None:
    """Refuse to take a receipt back while a decided plan rests on what it alone says.

    Raises:
        KnownError: ``undo-plan-decided``, naming the plans.
    """
    named = tuple(_resting(uow, receipt))
    if named:
        raise KnownError(
            "undo-plan-decided",
            f"受付{receipt}番で取り込んだ内容は、決裁された年度計画に入っています。"
            "元に戻すと、決裁したものと違う計画になるので、元に戻せません。何も変えていません。",
            "「年度計画」の画面で、わけを書いて「決裁を取り消す」としてから元に戻し、"
            "もう一度協議と決裁を受けてください。",
            found="、".join(named),
        )


def _resting(uow: UnitOfWork, receipt: int) -> Iterator[str]:
    gone = uow.exchange.sole_support(receipt)
    if not gone:
        return
    for revisions in counting_of(uow, (_PLAN,)).values():
        left = [one for one in revisions if one.id not in gone]
        if len(left) == len(revisions):
            continue
        now, then = PlanSaid.read(owned.value(revisions)), PlanSaid.read(owned.value(left))
        if now.approved_on and then.approved_on and _content(now) != _content(then):
            label = f"{fiscal_year_label(now.fiscal_year)}の{VERSION_NAMES.get(now.version, now.version)}"
            yield f"{label}({short_day(now.approved_on)} {now.approval})"


def _content(plan: PlanSaid) -> PlanSaid:
    """Return what a 決裁 is of: what came of the lines is entered after it."""
    return plan._replace(happened={})
