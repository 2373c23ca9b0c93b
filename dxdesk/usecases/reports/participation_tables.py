"""参加率表: how a year's courses were held, who of those asked came, and the same by skill requirement."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.capabilities import TRAINING
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span
from dxdesk.usecases.reports.training_years import asked_in_training, refuse_unknown, training_years
from dxdesk.usecases.training import map_lines
from dxdesk.usecases.training import participation as told
from dxdesk.usecases.workplace.desk import Desk

_FIGURES = frozenset({"提供", "対象", "受講率", "修了率", "未受講者(必須)", "参加率"})
_COURSE_WEIGHTS = (3.4, 1.4, 0.9, 0.9, 1.6, 1.6, 1.0, 1.8)
_SKILL_WEIGHTS = (2.6, 0.9, 3.6, 0.9, 1.8)


def _columns(titles: tuple[str, ...], weights: tuple[float, ...]) -> tuple[doc.TableColumn, ...]:
    return tuple(
        doc.TableColumn(title, weight, doc.Align.RIGHT if title in _FIGURES else doc.Align.LEFT)
        for title, weight in zip(titles, weights, strict=True)
    )


def paper(desk: Desk, fiscal_year: int = 0, section: str = "") -> doc.TextDocument:
    """Return the document of a year (0: that in work), of the people of a section or of all.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``section-unknown``, ``nobody-to-print``.
    """
    found = told.participation_lines(desk, fiscal_year, section)
    if not found.courses:
        raise nothing(map_lines.NO_COURSES, map_lines.ADD_FIRST)
    courses = _columns(told.COURSES, _COURSE_WEIGHTS)
    skills = _columns(told.SKILLS, _SKILL_WEIGHTS)
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        (
            doc.TextPart(told.BY_COURSE, columns=courses, rows=found.courses),
            doc.TextPart(told.BY_SKILL, columns=skills, rows=found.skills, nothing=told.NO_SKILLS),
        ),
        paragraphs=found.notes,
        landscape=True,
        printed_on=today(desk),
        fiscal_year=found.fiscal_year,
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    refuse_unknown(desk, order.fiscal_year)
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year, order.section))
    return desk.services.printer.draw([replace(record, large=order.large)], progress)


KIND = ReportKind(
    kind="participation",
    title="参加率表",
    roles=(Role.HR,),
    hint="その年度の研修の提供、受講率、修了率と、スキルごとの参加率の一覧表です。",
    make=_make,
    named=Named.FEW,
    per_person=False,
    wide=True,
    at_once=EVERYBODY,
    span=Span(training_years, asked_in_training),
    uses=TRAINING,
)
