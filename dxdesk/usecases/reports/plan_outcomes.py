"""年度計画の実績と効果: what came of a year's plan until the day it is printed, which its head names.

年度計画書 says what was decided and does not move; this paper is of its day and says so.
"""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.capabilities import ACTION_PLAN
from dxdesk.domain.wareki import fiscal_year_label, long_day, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.action_plan.overview import plan_year
from dxdesk.usecases.reports import plan_papers, plan_results
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span, nobody_to_choose
from dxdesk.usecases.workplace.desk import Desk


def paper(desk: Desk, fiscal_year: int = 0) -> doc.TextDocument:
    """Return the document of a year that has begun.

    Raises:
        KnownError: ``wrong-role``, ``plan-off``, ``nobody-to-print`` (no plan, or its year has not begun).
    """
    found = plan_year(desk, fiscal_year)
    held, label = found.carried_out, fiscal_year_label(found.fiscal_year)
    if held is None:
        raise nothing(f"{label}の年度計画がありません。", "「年度計画」の画面で作ってください。")
    if not found.done:
        raise nothing(
            f"{label}は、まだ始まっていないか、計画に行がないので、実績がありません。",
            "年度を確かめてください。計画そのものは「年度計画書」で印刷できます。",
        )
    plan, day = held.said, found.today
    moved = tuple(f"{one.message}({one.found})" for one in found.problems if one.code == "plan-roles-moved")
    basis = "決裁のとおり" if plan.approved_on else "決裁前のもの"
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        (
            doc.TextPart(
                "もとの計画", entries=(*plan_papers.states(plan), ("実績の時点", f"{long_day(day)} 現在"))
            ),
            *plan_results.results(desk, found),
            *plan_papers.goals(found),
        ),
        paragraphs=(
            f"{label}・{short_day(day)} 現在。計画の数字は{basis}で、実績の数字は印刷した日のものです。",
            *moved,
            plan_papers.without_people(plan_papers.threshold_of(desk)),
        ),
        landscape=True,
        fiscal_year=found.fiscal_year,
        printed_on=today(desk),
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year))
    return desk.services.printer.draw([replace(record, large=order.large)], progress)


KIND = ReportKind(
    kind="plan-results",
    title="年度計画の実績と効果",
    roles=(Role.HR, Role.DX),
    hint="年度計画の行ごとの実績、受けた人の前後のレベル、目標の実績を、印刷した日の時点で載せます。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    wide=True,
    whole_store=True,
    at_once=EVERYBODY,
    span=Span(plan_papers.years, nobody_to_choose),
    uses=ACTION_PLAN,
)
