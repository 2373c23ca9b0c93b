"""DXスキル・研修受講マップ on paper: a line a skill, its courses by level."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.capabilities import TRAINING
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span, nobody_to_choose
from dxdesk.usecases.reports.training_years import refuse_unknown, training_years
from dxdesk.usecases.training import map_lines
from dxdesk.usecases.training.course_map import course_map
from dxdesk.usecases.workplace.desk import Desk

_OTHERS = (
    doc.TableColumn(map_lines.COURSE, 2.2),
    doc.TableColumn(map_lines.AUDIENCE, 3.0),
    doc.TableColumn(map_lines.TIMES, 1.2),
)


def paper(desk: Desk, fiscal_year: int = 0) -> doc.TextDocument:
    """Return the document of a year (0: that in work).

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``nobody-to-print``.
    """
    found = course_map(desk, fiscal_year)
    if not (found.alone or found.beyond or any(row.courses for row in found.rows)):
        raise nothing(map_lines.NO_COURSES, map_lines.ADD_FIRST)
    levels = (doc.TableColumn(one.title, 2.0) for one in map_lines.columns_shown(found))
    parts = [
        doc.TextPart(
            f"スキルごとの研修({found.framework})" if found.framework else "スキルごとの研修",
            columns=(doc.TableColumn(map_lines.SKILL, 1.4), *levels),
            rows=map_lines.skill_lines(found),
            nothing="この年度のスキル体系がありません。",
        ),
        doc.TextPart(
            map_lines.ALONE,
            columns=_OTHERS,
            rows=map_lines.alone_lines(found),
            nothing=map_lines.ALONE_NONE,
        ),
    ]
    if found.beyond:
        columns = (doc.TableColumn(map_lines.SERVES, 2.2), *_OTHERS)
        parts.append(doc.TextPart(map_lines.BEYOND, columns=columns, rows=map_lines.beyond_lines(found)))
    day = today(desk)
    head = f"{fiscal_year_label(found.fiscal_year)}の研修です({short_day(day.isoformat())} 現在)。"
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        tuple(parts),
        paragraphs=(head, *map_lines.told(found)),
        landscape=True,
        printed_on=day,
        fiscal_year=found.fiscal_year,
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    refuse_unknown(desk, order.fiscal_year)
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year))
    return desk.services.printer.draw([replace(record, large=order.large)], progress)


KIND = ReportKind(
    kind="course-map",
    title="DXスキル・研修受講マップ",
    roles=(Role.HR, Role.DX),
    hint="どのスキルのどのレベルに、どの研修があるかの一覧表です。",
    make=_make,
    named=Named.FEW,
    per_person=False,
    wide=True,
    whole_store=True,
    span=Span(training_years, nobody_to_choose),
    at_once=EVERYBODY,
    uses=TRAINING,
)
