"""役割の表: who does what where, how they are gained and raised (中野区 別紙), by itself."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.capabilities import STAFFING
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.staffing_plans import TABLE, summary_of, table_row
from dxdesk.usecases.staffing.overview import plan
from dxdesk.usecases.workplace.desk import Desk

_ABOUT = "役割ごとに、機能、配置、獲得(採用)、育成をまとめたものです。"


def paper(desk: Desk) -> doc.TextDocument:
    """Return the document; it is of no year.

    Raises:
        KnownError: ``wrong-role``, ``staffing-off``, ``nobody-to-print`` (there is no line).
    """
    found = plan(desk).table
    if not found:
        raise nothing(
            "役割の表に、行がまだありません。",
            "「確保計画」の「役割の表」で、行を加えるか、方針の表を加えてください。",
        )
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        (doc.TextPart("役割・配置・獲得・育成", columns=TABLE, rows=tuple(map(table_row, found))),),
        paragraphs=(_ABOUT, *summary_of(found)),
        landscape=True,
        printed_on=today(desk),
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk))
    return desk.services.printer.draw([replace(record, large=order.large)], progress)


KIND = ReportKind(
    kind="role-table",
    title="役割・配置・獲得・育成の表",
    roles=(Role.HR, Role.DX),
    hint="役割ごとの機能、配置、獲得(採用)、育成を、1つの表にします。確保計画がなくても印刷できます。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    wide=True,
    whole_store=True,
    at_once=EVERYBODY,
    uses=STAFFING,
)
