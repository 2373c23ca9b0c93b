"""参加率表, whichever way it is written: a year's courses line by line, and the same by skill requirement."""

from __future__ import annotations

from typing import NamedTuple

from dxdesk.domain.authorities import Scope
from dxdesk.domain.framework import Framework
from dxdesk.domain.headcounts import Participation
from dxdesk.domain.training import STATE_LABELS, CourseYear, SkillYear, State
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.organisation.reach import reach
from dxdesk.usecases.training.figures import TrainingYear, look_at, year_of
from dxdesk.usecases.training.people import people_of
from dxdesk.usecases.workplace.desk import Desk

COURSES = ("研修", "担当", "提供", "対象", "受講率", "修了率", "未受講者(必須)", "対象の外の人")
SKILLS = ("スキル", "レベル", "研修", "提供", "参加率")
BY_COURSE, BY_SKILL = "研修ごと", "スキルごと"
NO_SKILLS = "スキルに対応する研修がありません。"
_UNKNOWN_TIMES = "記録なし"
_HOW = (
    "受講率と修了率は、この年度に対象の人のうち、受けた人と修了した人の割合です。"
    "参加率は、対象の人のうち、そのスキルの研修を1つでも受けた人の割合です。",
    "「提供なし」は、この年度に回も受講もなかったことで、0%ではありません。",
    "育成のための表で、人事評価には使いません。",
)


class Told(NamedTuple):
    """What there is to know first, and the lines under ``COURSES`` and ``SKILLS``, as people write them."""

    fiscal_year: int
    notes: tuple[str, ...]
    courses: tuple[tuple[str, ...], ...]
    skills: tuple[tuple[str, ...], ...]


@in_bulk()
def participation_lines(desk: Desk, fiscal_year: int = 0, section: str = "") -> Told:
    """Return the table of a year (0: that in work), of the people of a section or of all.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``section-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        seen = look_at(desk, uow, fiscal_year, section=section)
        unit = departments.named(uow).get(section) if section else None
        left_out = _left_out(desk, uow, seen.fiscal_year, section)
    found = year_of(seen)
    names = {one.course.code: one.course.name for one in found.courses}
    people, known = seen.people.people, frozenset(line.person.number for line in seen.people.lines)
    label, day = fiscal_year_label(found.fiscal_year), short_day(desk.services.clock.today())
    whom = f"{unit.name if unit is not None else section}の対象の人" if section else "対象の人"
    beside = len(people.those(people.beside, beside=True))
    aside = f"(ほかに休業等・対象外が{beside:,}人)" if beside else ""
    head = f"{label}・{day} 現在。{whom} {len(people.those(people.asked)):,}人{aside}。"
    planned = (
        () if found.planned else (f"{label}の申告はまだ始まっていないので、いまの名簿の人を数えています。",)
    )
    return Told(
        found.fiscal_year,
        (head, *left_out, *planned, *_HOW),
        tuple(_course(one, known) for one in found.courses),
        tuple(_skill(*one, names) for one in _in_order(seen.people.framework, found)),
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
    return f"{rate.text}({rate.done:,} / {rate.asked:,}人)"
