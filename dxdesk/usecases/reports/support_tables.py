"""支援のばらつき: each section's cases, consultations, courses and goals on one page; nobody is named."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.capabilities import PRACTICE
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.practice.overview import practice_years
from dxdesk.usecases.practice.support import cells_of, columns_of, support
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span, nobody_to_choose
from dxdesk.usecases.workplace.desk import Desk

_WITHOUT = "※"
"""Marks a section that no support reached."""
_NAME_WIDE = 3.0


def paper(desk: Desk, fiscal_year: int = 0) -> doc.TextDocument:
    """Return the document of a year (0: that of today).

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``nobody-to-print`` (there is no section).
    """
    found = support(desk, fiscal_year)
    if not found.lines:
        raise nothing(
            "所属が、この台帳にありません。",
            "人事課の台帳では名簿を、DX推進担当課の台帳では提供票を、先に取り込んでください。",
        )
    titles = columns_of(found)
    columns = tuple(
        doc.TableColumn(title, 1.4, doc.Align.RIGHT) if place else doc.TableColumn(title, _NAME_WIDE)
        for place, title in enumerate(titles)
    )
    rows = tuple(
        (f"{name}{_WITHOUT if one in found.lines and one.without else ''}", *cells)
        for one in (*found.lines, found.total)
        for name, *cells in (cells_of(one, found),)
    )
    day = short_day(desk.services.clock.today())
    hidden = any(one.consultations is None for one in found.lines)
    apart = "(相談の件数を出していない所属を除きます)" if hidden else ""
    reached = (
        f"案件も相談もない所属({_WITHOUT})は {found.without:,}か所です{apart}。" if found.without else ""
    )
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        (doc.TextPart("所属ごとの支援", columns=columns, rows=rows),),
        paragraphs=(
            f"{fiscal_year_label(found.fiscal_year)}・{day} 現在。{reached}",
            f"{found.below}人に満たない人数と、引き算で分かる人数は「少人数」としています。"
            "職員の少ない所属の相談の件数も、だれの相談か分かるおそれがあるので出していません。",
            *(f"研修を受けた人: {found.why_courses}" for _ in found.why_courses[:1]),
            *(f"目標を立てた人: {found.why_goals}" for _ in found.why_goals[:1]),
            "支援の行き届いていない所属を知るための表で、人事評価にも、所属の評価にも使いません。",
        ),
        landscape=True,
        printed_on=today(desk),
        fiscal_year=found.fiscal_year,
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year))
    return desk.services.printer.draw([replace(record, large=order.large)], progress)


KIND = ReportKind(
    kind="support-table",
    title="支援のばらつき",
    roles=(Role.HR, Role.DX),
    hint="所属ごとの案件、創出した時間、相談、研修、目標を1つの表に並べます。氏名は載りません。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    wide=True,
    whole_store=True,
    at_once=EVERYBODY,
    span=Span(practice_years, nobody_to_choose),
    uses=PRACTICE,
)
