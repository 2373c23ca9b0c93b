"""参加率表: how a year's courses were held, who of those asked came, and the same by skill requirement."""

from __future__ import annotations

from dxdesk.domain.authorities import Scope
from dxdesk.domain.capabilities import TRAINING
from dxdesk.domain.framework import Framework
from dxdesk.domain.headcounts import Participation
from dxdesk.domain.training import STATE_LABELS, CourseYear, SkillYear, State
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.organisation.reach import reach
from dxdesk.usecases.person_year.cycles import all_cycles, find_cycle
from dxdesk.usecases.reports.kind import EVERYBODY, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span, Years, asked
from dxdesk.usecases.training import map_lines
from dxdesk.usecases.training.figures import TrainingYear, look_at, year_of
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.people import people_of
from dxdesk.usecases.workplace.desk import Desk

_RIGHT = doc.Align.RIGHT
_COURSES = (
    doc.TableColumn("研修", 3.4),
    doc.TableColumn("担当", 1.4),
    doc.TableColumn("提供", 0.9, _RIGHT),
    doc.TableColumn("対象", 0.9, _RIGHT),
    doc.TableColumn("受講率", 1.6, _RIGHT),
    doc.TableColumn("修了率", 1.6, _RIGHT),
    doc.TableColumn("未受講者(必須)", 1.0, _RIGHT),
    doc.TableColumn("対象の外の人", 1.8),
)
_SKILLS = (
    doc.TableColumn("スキル", 2.6),
    doc.TableColumn("レベル", 0.9),
    doc.TableColumn("研修", 3.6),
    doc.TableColumn("提供", 0.9, _RIGHT),
    doc.TableColumn("参加率", 1.8, _RIGHT),
)
_UNKNOWN_TIMES = "記録なし"
_HOW = (
    "受講率と修了率は、この年度に対象の人のうち、受けた人と修了した人の割合です。"
    "参加率は、対象の人のうち、そのスキルの研修を1つでも受けた人の割合です。",
    "「提供なし」は、この年度に回も受講もなかったことで、0%ではありません。",
    "育成のための表で、人事評価には使いません。",
)


@in_bulk()
def paper(desk: Desk, fiscal_year: int = 0, section: str = "") -> doc.TextDocument:
    """Return the document of a year (0: that in work), of the people of a section or of all.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``section-unknown``, ``nobody-to-print``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        seen = look_at(desk, uow, fiscal_year, section=section)
        unit = departments.named(uow).get(section) if section else None
        left_out = _left_out(desk, uow, seen.fiscal_year, section)
    found = year_of(seen)
    if not found.courses:
        raise nothing(map_lines.NO_COURSES, map_lines.ADD_FIRST)
    names = {one.course.code: one.course.name for one in found.courses}
    people, known = seen.people.people, frozenset(line.person.number for line in seen.people.lines)
    label, day = fiscal_year_label(found.fiscal_year), today(desk)
    whom = f"{unit.name if unit is not None else section}の対象の人" if section else "対象の人"
    beside = len(people.those(people.beside, beside=True))
    aside = f"(ほかに休業等・対象外が{beside:,}人)" if beside else ""
    head = (
        f"{label}・{short_day(day.isoformat())} 現在。{whom} {len(people.those(people.asked)):,}人{aside}。"
    )
    planned = (
        () if found.planned else (f"{label}の申告はまだ始まっていないので、いまの名簿の人を数えています。",)
    )
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        (
            doc.TextPart(
                "研修ごと", columns=_COURSES, rows=tuple(_course(one, known) for one in found.courses)
            ),
            doc.TextPart(
                "スキルごと",
                columns=_SKILLS,
                rows=tuple(_skill(*one, names) for one in _in_order(seen.people.framework, found)),
                nothing="スキルに対応する研修がありません。",
            ),
        ),
        paragraphs=(head, *left_out, *planned, *_HOW),
        landscape=True,
        printed_on=day,
    )


def _left_out(desk: Desk, uow: UnitOfWork, fiscal_year: int, section: str) -> tuple[str, ...]:
    """Tell whose people are not counted: those of other authorities, and whose records are not to be used."""
    may = reach(desk, uow, Scope.LISTS)
    if may.everybody:
        return ()
    lines = people_of(uow, fiscal_year, desk.services.clock.today(), section=section, newcomers=False).lines
    _, left = may.within(lines, lambda one: one.person.number, lambda one: one.person.department_code)
    return (f"{left.text}。",) if left.text else ()


def _in_order(framework: Framework | None, found: TrainingYear) -> list[tuple[SkillYear, str, str]]:
    """Return the skills in the order of the framework, those it lacks last."""
    places = framework.positions if framework is not None else {}
    return sorted(found.skills, key=lambda one: (places.get(one[0].item, len(places)), one[0].level))


def _course(one: CourseYear, known: frozenset[str]) -> tuple[str, ...]:
    """Return the line of a course; of those who came unasked, ``known`` are meant here."""
    state = STATE_LABELS[one.state]
    counted = one.attending is not None
    return (
        one.course.name,
        one.course.held_by,
        _times(one.times, one.state),
        f"{len(one.asked):,}人" if counted else "",
        _rate(one.attending) or state,
        _rate(one.completing) or state,
        f"{len(one.missing):,}人" if counted and one.required else "",
        "、".join(
            f"{word}{len(numbers):,}人"
            for word, numbers in (
                ("修了済み", one.held),
                ("休業等", one.beside),
                ("ほかの受講", one.others & known),
            )
            if numbers
        ),
    )


def _skill(one: SkillYear, skill: str, level: str, names: dict[str, str]) -> tuple[str, ...]:
    return (
        skill,
        level,
        "、".join(names[code] for code in one.courses),
        _times(one.times, one.state),
        _rate(one.participation) or STATE_LABELS[one.state],
    )


def _times(times: int | None, state: State) -> str:
    """Return how often something was held; of what people came to without a session nobody knows."""
    if times or state is State.NOT_OFFERED:
        return f"{times or 0:,}回"
    return _UNKNOWN_TIMES


def _rate(rate: Participation | None) -> str:
    if rate is None or rate.percent is None:
        return ""
    return f"{rate.percent}%({rate.done:,} / {rate.asked:,}人)"


def _years(desk: Desk) -> Years:
    """Return the year in work, and the others that were opened or have sessions, the newest first."""
    with desk.store.read() as uow:
        cycles = all_cycles(uow)
        current = (find_cycle(uow).fiscal_year,) if cycles else ()
        found = {one.fiscal_year for one in cycles}
        found.update(one.fiscal_year for one in ledger(uow).sessions if not one.ended and one.fiscal_year)
    years = (*current, *sorted(found.difference(current), reverse=True))
    return tuple((year, fiscal_year_label(year)) for year in years)


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year, order.section))
    return desk.services.printer.draw([record], progress)


KIND = ReportKind(
    kind="participation",
    title="参加率表",
    roles=(Role.HR,),
    hint="その年度の研修の提供、受講率、修了率と、スキルごとの参加率の一覧表です。",
    make=_make,
    per_person=False,
    at_once=EVERYBODY,
    span=Span(_years, asked),
    uses=TRAINING,
)
