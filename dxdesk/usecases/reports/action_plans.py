"""年度計画書: lines with who does what and why, roles, targets, 協議 and 決裁, costs, differences.

Once it is decided the paper says what was decided, whenever it is printed: what came of it stands on a paper
of its own (``plan_outcomes``).
"""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.action_plan import DRAFT, Difference
from dxdesk.domain.capabilities import ACTION_PLAN
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.action_plan.overview import PlanYear, bases_apart, difference_cells, plan_year
from dxdesk.usecases.action_plan.sections_told import told_sections
from dxdesk.usecases.action_plan.words import outside_text, sections_text, share_text
from dxdesk.usecases.reports import plan_papers
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span, nobody_to_choose
from dxdesk.usecases.workplace.desk import Desk


def paper(desk: Desk, fiscal_year: int = 0) -> doc.TextDocument:
    """Return the document of a year's 確定版, or of its 予算要求案 where there is no other.

    Raises:
        KnownError: ``wrong-role``, ``plan-off``, ``nobody-to-print`` (there is none).
    """
    found = plan_year(desk, fiscal_year)
    held = found.carried_out
    if held is None:
        raise nothing(
            f"{fiscal_year_label(found.fiscal_year)}の年度計画がありません。",
            "「年度計画」の画面で作ってください。",
        )
    plan, below = held.said, plan_papers.threshold_of(desk)
    outside = any(outside_text(line) for line in plan.lines.values() if line.trains)
    rows = tuple(
        (
            line.name,
            plan_papers.number_text(line, line.times),
            plan_papers.number_text(line, line.places),
            plan_papers.months(line) if line.months or line.course else plan_papers.NOT_ASKED,
            sections_text(told_sections(line.sections, below)) or plan_papers.NOT_ASKED,
            share_text(line),
            *((outside_text(line) or plan_papers.NOT_ASKED,) if outside else ()),
        )
        for _, line in sorted(plan.lines.items())
        if line.trains
    )
    return doc.TextDocument(
        KIND.title if plan.approved_on or plan.version == DRAFT else f"{KIND.title}(案)",
        desk.identity.municipality_name,
        (
            doc.TextPart("経過", entries=plan_papers.states(plan)),
            doc.TextPart(
                "研修と取組",
                columns=(
                    doc.TableColumn("研修・取組", 3.0),
                    doc.TableColumn("回数", 0.6, doc.Align.RIGHT),
                    doc.TableColumn("定員(人)", 0.9, doc.Align.RIGHT),
                    doc.TableColumn("実施月", 1.2),
                    doc.TableColumn("所属ごとの定員", 2.6),
                    doc.TableColumn("分担", 2.2),
                    *((doc.TableColumn("提供元、予算、窓口", 2.2),) if outside else ()),
                ),
                rows=rows,
            ),
            plan_papers.reasons(plan),
            *plan_papers.roles(plan),
            *(plan_papers.frozen_goals(plan) if plan.approved_on else plan_papers.goals(found)),
            plan_papers.costs(plan),
            *_differences(found, below),
            plan_papers.figures(plan),
        ),
        paragraphs=(plan_papers.total_text(plan), plan_papers.without_people(below)),
        landscape=True,
        fiscal_year=found.fiscal_year,
        printed_on=today(desk),
    )


def _differences(found: PlanYear, below: int) -> tuple[doc.TextPart, ...]:
    if found.draft is None or found.final is None:
        return ()
    return (
        doc.TextPart(
            "予算要求案との違い",
            tuple(filter(None, (bases_apart(found),))),
            columns=(
                doc.TableColumn("違い", 1.2),
                doc.TableColumn("研修・取組、数字", 3.2),
                doc.TableColumn("項目", 1.5),
                doc.TableColumn("予算要求案", 2.4),
                doc.TableColumn("確定版", 2.4),
            ),
            rows=tuple(difference_cells(_told(one, below)) for one in found.differing),
            nothing="違いはありません。",
        ),
    )


def _told(one: Difference, below: int) -> Difference:
    if one.field != "sections":
        return one
    before, after = (told_sections(sections, below) for sections in (one.before, one.after))
    return one._replace(before=before, after=after)


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year))
    return desk.services.printer.draw([replace(record, large=order.large)], progress)


KIND = ReportKind(
    kind="action-plan",
    title="年度計画書",
    roles=(Role.HR, Role.DX),
    hint="年度計画の行と分担、理由、人材の確保、目標、協議と決裁、費用、2つの版の違い、もとにした数字を載せます。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    wide=True,
    whole_store=True,
    at_once=EVERYBODY,
    span=Span(plan_papers.years, nobody_to_choose),
    uses=ACTION_PLAN,
)
