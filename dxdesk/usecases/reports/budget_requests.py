"""予算要求資料: what next year's training costs, on which figures that rests, and what each line is for."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.capabilities import ACTION_PLAN
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.action_plan.overview import plan_year
from dxdesk.usecases.reports import plan_papers
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span, nobody_to_choose
from dxdesk.usecases.workplace.desk import Desk


def paper(desk: Desk, fiscal_year: int = 0) -> doc.TextDocument:
    """Return the document of a year's 予算要求案.

    Raises:
        KnownError: ``wrong-role``, ``plan-off``, ``nobody-to-print`` (there is none).
    """
    found = plan_year(desk, fiscal_year)
    if found.draft is None:
        raise nothing(
            f"{fiscal_year_label(found.fiscal_year)}の予算要求案がありません。",
            "「年度計画」の画面で作ってください。",
        )
    plan = found.draft.said
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        (
            doc.TextPart("経過", entries=plan_papers.states(plan)),
            plan_papers.costs(plan),
            plan_papers.reasons(plan),
            *plan_papers.roles(plan),
            *(plan_papers.frozen_goals(plan) if plan.approved_on else plan_papers.goals(found, short=True)),
            plan_papers.figures(plan),
        ),
        paragraphs=(plan_papers.total_text(plan), plan_papers.without_people(plan_papers.threshold_of(desk))),
        fiscal_year=found.fiscal_year,
        printed_on=today(desk),
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year))
    return desk.services.printer.draw([replace(record, large=order.large)], progress)


KIND = ReportKind(
    kind="budget-request",
    title="予算要求資料",
    roles=(Role.HR, Role.DX),
    hint="予算要求案の費用の表に、行ごとの理由と、もとにした数字を付けます。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    whole_store=True,
    at_once=EVERYBODY,
    span=Span(plan_papers.years, nobody_to_choose),
    uses=ACTION_PLAN,
)
