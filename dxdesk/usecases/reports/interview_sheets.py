"""面談シート: what supervisor and person look at when they talk, with room to write by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dxdesk.domain.capabilities import YEAR_START
from dxdesk.domain.contents import MARK_ITEM, Goal
from dxdesk.domain.records import Part
from dxdesk.domain.wareki import wareki
from dxdesk.domain.year_start import FIRST, SECOND, SUPPORT_NAMES, WHERES, Mode, support_text, supports
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role, SnapshotLine
from dxdesk.ports.store import Progress
from dxdesk.usecases.forms.goal_texts import goal_text, standing_goals
from dxdesk.usecases.forms.plan_sheets import said_by_supervisor
from dxdesk.usecases.forms.print_records import confirmed_level, head_of
from dxdesk.usecases.organisation import year_start
from dxdesk.usecases.person_year.standing import ItemStanding, PersonYear, YearContext
from dxdesk.usecases.reports import courses_ahead as ahead
from dxdesk.usecases.reports.kind import Named, Order, ReportKind, today
from dxdesk.usecases.reports.people_of import people_of
from dxdesk.usecases.workplace.desk import Desk

_LEVELS = (
    doc.TableColumn("スキル", 3.0),
    doc.TableColumn("求められる水準", 1.1, doc.Align.CENTER),
    doc.TableColumn("前年", 0.8, doc.Align.CENTER),
    doc.TableColumn("申告", 0.8, doc.Align.CENTER),
    doc.TableColumn("確認", 0.8, doc.Align.CENTER),
    doc.TableColumn("水準との差", 1.1, doc.Align.CENTER),
)
_GOALS = (
    doc.TableColumn("目標", 3.0),
    doc.TableColumn("達成のようす(本人の言葉)", 2.2),
    doc.TableColumn("コメント(本人)", 1.6),
)
_SUPPORTS = (doc.TableColumn("支援行動", 3.0), doc.TableColumn("どちらかを囲む", 1.0, doc.Align.CENTER))
_EITHER = " ・ ".join(SUPPORT_NAMES.values())
"""Stands to be circled where nothing was said of an action."""

_LEVELS_NOTE = "水準との差は、今年の確認の値(なければ前年の値)で見ています。"
_SILENT = "\u2015"
_TALKED, _AGREED = 12, 8
"""Lines to write on: what was talked of, and what is to be done by whom until when."""


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    with desk.store.read() as uow:
        if desk.role is Role.HR:
            year_start.require_in_use(uow)
        found = people_of(desk, uow, order)
        if desk.role is not Role.HR:
            year_start.require_form(uow, found.context.cycle, desk.role)
    context, day = found.context, today(desk)
    numbers = {person.employee_number for person in found.people}
    courses = ahead.courses_ahead(desk, numbers, context.cycle.fiscal_year)
    records = []
    for person in found.people:
        frozen = found.frozen.get(person.employee_number)
        parts = (
            doc.TextPart("", entries=_head_entries(context, person)),
            _levels(person, frozen),
            _goals(context, person),
            *_supports(context, person),
            *_courses(courses, person.employee_number),
            doc.TextPart("話したこと", room=_TALKED),
            doc.TextPart("これからすること(だれが、いつまでに)", room=_AGREED),
        )
        records.append(_record(desk, context, person, frozen, parts, day))
    return desk.services.printer.draw(records, progress)


def _courses(courses: Mapping[str, ahead.Lines] | None, number: str) -> Iterator[doc.TextPart]:
    if courses is not None:
        rows = courses.get(number, ())
        yield doc.TextPart("次に受ける研修", (), ahead.COLUMNS, rows, ahead.NOTHING)


def _record(
    desk: Desk,
    context: YearContext,
    person: PersonYear,
    frozen: SnapshotLine | None,
    parts: tuple[doc.TextPart, ...],
    day: date,
) -> doc.TextDocument:
    return doc.TextDocument(
        *(KIND.title, desk.identity.municipality_name, parts),
        head_of(context.framework, person, frozen),
        (f"{wareki(day)} 現在の記録です。",),
        printed_on=day,
        fiscal_year=person.fiscal_year,
        purpose=context.cycle.purpose,
    )


def _head_entries(context: YearContext, person: PersonYear) -> tuple[tuple[str, str], ...]:
    met = said_by_supervisor(person)[0] if context.cycle.start.meeting else ""
    return ("面談日", wareki(date.fromisoformat(met)) if met else ""), ("面談した人", "")


def _levels(person: PersonYear, frozen: SnapshotLine | None) -> doc.TextPart:
    rows = tuple(_level_row(person, item, confirmed_level(item, frozen)) for item in person.items)
    return doc.TextPart("スキル", (_LEVELS_NOTE,), _LEVELS, rows, "答えるスキルがありません。")


def _level_row(person: PersonYear, item: ItemStanding, confirmed: int | None) -> tuple[str, ...]:
    framework = person.framework

    def label(level: int | None) -> str:
        return _SILENT if level is None else framework.level_label(framework.item(item.uid), level)

    stands = confirmed if confirmed is not None else item.last
    gap = _SILENT
    if item.required is not None and stands is not None:
        gap = f"あと{item.required - stands}段" if stands < item.required else "届いている"
    return item.name, label(item.required), label(item.last), label(item.self_level), label(confirmed), gap


def _goals(context: YearContext, person: PersonYear) -> doc.TextPart:
    rows = tuple(
        (goal_text(person.framework, goal), goal.attained or _SILENT, goal.comment or _SILENT)
        for _, goal in standing_goals(person)
    )
    if context.cycle.start.mode is Mode.MARK:
        where = Goal.read(person.views[Part.PLAN].items.get(MARK_ITEM)).where
        told = WHERES.get(where, where) or "まだ答えていません"
        return doc.TextPart("今年の目標", (f"デジタルの目標を立てたところ: {told}",))
    return doc.TextPart("今年の目標", (), _GOALS, rows, "目標は、まだありません。")


def _supports(context: YearContext, person: PersonYear) -> Iterator[doc.TextPart]:
    """Yield the support actions the office has for supervisors, with what was said of each."""
    told = dict(said_by_supervisor(person)[1])
    offered = [one.text for one in supports(context.cycle.start, (FIRST, SECOND))]
    names = dict.fromkeys((*offered, *(support_text(name) for name in told)))
    rows = tuple((name, told.get(name) or _EITHER) for name in names)
    if context.cycle.start.mode is Mode.FORM:
        yield doc.TextPart("上長の支援行動", (), _SUPPORTS, rows)


KIND = ReportKind(
    kind="interview",
    title="面談シート",
    roles=(Role.HR, Role.SECTION),
    hint="面談で見る1人分の紙です。前年と今年のレベル、目標、支援行動、次の研修と、書き込む欄があります。",
    make=_make,
    named=Named.PEOPLE,
    uses=YEAR_START,
)
