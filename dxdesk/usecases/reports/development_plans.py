"""個人育成計画: somebody's next goals, the courses for them in their order, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dxdesk.domain.capabilities import TRAINING
from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role, SnapshotLine
from dxdesk.ports.store import Progress
from dxdesk.usecases.forms.goal_texts import goal_cells, standing_goals
from dxdesk.usecases.forms.print_records import confirmed_level, head_of
from dxdesk.usecases.organisation import year_start
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.reports import courses_ahead as ahead
from dxdesk.usecases.reports.kind import Named, Order, ReportKind, today
from dxdesk.usecases.reports.people_of import people_of
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk

_GOALS = (
    doc.TableColumn("スキル", 1.6),
    doc.TableColumn("いまの確認", 1.0, doc.Align.CENTER),
    doc.TableColumn("求められる水準", 0.9, doc.Align.CENTER),
    doc.TableColumn("目標(本人の言葉)", 2.8),
    doc.TableColumn("いつまで", 1.0),
)
_COURSES_NOTE = (
    "必須の研修、求められる水準に足りないもの、次の育成段階に要るものの順です。"
    "レベルは、確認の値(なければ申告の値)で見ています。"
)
_SILENT = "\u2015"
_FREE = "(スキル以外)"
_OF_LAST_YEAR = "(前年)"
_ROOM = 5


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    with desk.store.read() as uow:
        require_training(uow)
        asks_for_goals = year_start.in_use(uow)
        found = people_of(desk, uow, order)
    context, day = found.context, today(desk)
    numbers = {person.employee_number for person in found.people}
    courses: Mapping[str, ahead.Lines] = ahead.courses_ahead(desk, numbers, context.cycle.fiscal_year) or {}
    records = []
    for person in found.people:
        frozen = found.frozen.get(person.employee_number)
        first = tuple(_goals_of_the_year(person, frozen)) if asks_for_goals else ()
        goals = (*first, *_goals_of_next_year(person, frozen))
        after = (f"来年度に向けて(コメント): {person.comment}",) if person.comment else ()
        parts = (
            doc.TextPart("1 次の目標", after, _GOALS, goals, "目標は、まだ書かれていません。"),
            _courses(courses.get(person.employee_number, ())),
            doc.TextPart("3 書き加えること", room=_ROOM),
            doc.TextPart("4 確かめた人と日", entries=(("本人", ""), ("上長", ""))),
        )
        records.append(
            doc.TextDocument(
                *(KIND.title, desk.identity.municipality_name, parts),
                head_of(context.framework, person, frozen),
                (f"{wareki(day)} 現在の記録から作りました。",),
                printed_on=day,
                fiscal_year=person.fiscal_year,
                purpose=context.cycle.purpose,
            )
        )
    return desk.services.printer.draw(records, progress)


def _courses(lines: ahead.Lines) -> doc.TextPart:
    note = (_COURSES_NOTE,) if lines else ()
    return doc.TextPart("2 受ける研修", note, ahead.COLUMNS, lines, ahead.NOTHING)


def _goals_of_the_year(person: PersonYear, frozen: SnapshotLine | None) -> Iterator[tuple[str, ...]]:
    """Yield the goals somebody set at the beginning of the year."""
    for _, goal in standing_goals(person):
        skill, level, text, measure, by = goal_cells(person.framework, goal)
        told = "".join((f"{level}: " if level and text else level, text))
        told = f"{told}({measure})" if measure else told
        now, required = _levels(person, frozen, goal.skill)
        yield skill or _FREE, now, required, told, by or fiscal_year_label(person.fiscal_year)


def _goals_of_next_year(person: PersonYear, frozen: SnapshotLine | None) -> Iterator[tuple[str, ...]]:
    """Yield what somebody wrote in their 申告 that they want to do in the year after."""
    for item in person.items:
        if item.goal:
            now, required = _levels(person, frozen, item.uid)
            yield item.name, now, required, item.goal, fiscal_year_label(person.fiscal_year + 1)


def _levels(person: PersonYear, frozen: SnapshotLine | None, uid: str) -> tuple[str, str]:
    """Return the confirmed level and the required one of an item, as they are told.

    Where nobody confirmed it yet, last year's stands, and says so.
    """
    item = next((one for one in person.items if one.uid == uid), None)
    if item is None:
        return _SILENT, _SILENT
    confirmed, framework = confirmed_level(item, frozen), person.framework

    def label(level: int | None, told: str = "") -> str:
        return _SILENT if level is None else f"{framework.level_label(framework.item(uid), level)}{told}"

    now = label(confirmed) if confirmed is not None else label(item.last, _OF_LAST_YEAR)
    return now, label(item.required)


KIND = ReportKind(
    kind="development-plan",
    title="個人育成計画",
    roles=(Role.HR,),
    hint="1人分の計画です。次の目標と、受ける研修を順番どおりに、これから開かれる回と一緒に示します。",
    make=_make,
    named=Named.PEOPLE,
    uses=TRAINING,
)
