"""ロジックモデル: the drawing of a policy's outcomes with the newest figures in it, on one page."""

from __future__ import annotations

from dxdesk.domain.capabilities import AIMS
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.indicators.overview import figure_lines, named_by_owner, overview
from dxdesk.usecases.reports.indicator_tables import period_of, years
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.span import Span, nobody_to_choose
from dxdesk.usecases.workplace.desk import Desk


def paper(desk: Desk, fiscal_year: int = 0) -> doc.LogicModel:
    """Return the drawing with the figures of a year (0: the newest).

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``nobody-to-print`` (there is no outcome).
    """
    found = overview(desk, fiscal_year)
    if not found.outcomes:
        raise nothing("アウトカムがまだありません。", "「目標と指標」の画面で、アウトカムを入れてください。")
    name = found.model.name if found.model is not None and found.model.name else KIND.title
    said = any(one.leads_to for one in found.outcomes)
    head = f"{fiscal_year_label(fiscal_year)}まで。" if fiscal_year else ""
    lines = (
        "" if said else "方針は、アウトカムどうしのつながりを1つずつは示していないので、線は引いていません。"
    )
    remarks = found.model.remarks if found.model is not None else ()
    return doc.LogicModel(
        KIND.title,
        desk.identity.municipality_name,
        name,
        *named_by_owner(found, desk.role),
        tuple((code, tuple(texts)) for code, texts in figure_lines(found).items()),
        notes=(
            f"{head}{period_of(found)}値は5段階の平均です。{lines}",
            *(f"改定 {one.day} {one.text}" for one in remarks),
        ),
        printed_on=today(desk),
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    return desk.services.printer.draw([paper(desk, order.fiscal_year)], progress)


KIND = ReportKind(
    kind="logic-model",
    title="ロジックモデル",
    roles=(Role.HR, Role.DX),
    hint="取組からめざす姿までの図に、評価指標の新しい数字を入れて1枚にします。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    whole_store=True,
    at_once=EVERYBODY,
    span=Span(years, nobody_to_choose, in_work=False),
    uses=AIMS,
)
