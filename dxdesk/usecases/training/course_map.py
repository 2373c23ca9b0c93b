"""DXスキル・研修受講マップ: which course serves which skill at which level, and which levels none serves.

One model for the screen, the workbook and the paper. The skills are those of the framework of the year, in
its order; what courses say beyond it is told apart, so that no course of the ledger is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dxdesk.domain.contents import CourseSaid, Served
from dxdesk.domain.framework import Framework
from dxdesk.domain.training import STATE_LABELS, CourseYear, State
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Role
from dxdesk.usecases.training import wording
from dxdesk.usecases.training.figures import look_at
from dxdesk.usecases.training.ledger import Ledger
from dxdesk.usecases.workplace.desk import Desk

WHOLE = 0
"""The level of a course that serves a skill and names no level of it."""

NO_COURSE, NO_LEVEL = "研修なし", "―"
ONLY_WHOLE = "(左の研修だけ)"
WHOLE_TITLE = "レベルを問わない"


class Listed(NamedTuple):
    """A course on the map: for whom (need in words, who; the strongest first) and how it is held in the year.

    ``offered``: it is held in the year, or was. ``sessions`` are those of the year, as people write them.
    """

    code: str
    name: str
    needs: tuple[tuple[str, str], ...]
    times: str
    offered: bool
    sessions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The course in two lines: its name, then for whom and how often."""
        return f"・{self.name}\n({self.marks})"

    @property
    def marks(self) -> str:
        """For whom and how often, in one line."""
        return "・".join((*(f"{need} {who}" for need, who in self.needs), self.times))


class Column(NamedTuple):
    """A column of the map: a level (0: the skill as a whole) and what the scales call it."""

    level: int
    title: str


@dataclass(frozen=True)
class Row:
    """A skill: the courses by level; ``levels`` are those that it has."""

    item: str
    title: str
    levels: frozenset[int]
    courses: Mapping[int, tuple[Listed, ...]]

    def at(self, level: int) -> tuple[Listed, ...]:
        """Return the courses for a level."""
        return self.courses.get(level, ())

    def text(self, level: int) -> str:
        """Return what stands in the cell of a level; that no course serves it is said."""
        if not self.has(level):
            return NO_LEVEL
        found = "\n".join(one.text for one in self.at(level))
        if found or level == WHOLE:
            return found
        return ONLY_WHOLE if self.at(WHOLE) else NO_COURSE

    def has(self, level: int) -> bool:
        """Tell whether the skill has a level."""
        return level == WHOLE or level in self.levels


class Beyond(NamedTuple):
    """A course and what it serves that the framework of the year lacks, in words."""

    course: Listed
    serves: str


@dataclass(frozen=True)
class CourseMap:
    """The map of a fiscal year.

    ``alone`` are courses that serve no skill at all; ``beyond`` those that serve what the framework lacks.
    """

    fiscal_year: int
    framework: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    alone: tuple[Listed, ...]
    beyond: tuple[Beyond, ...]

    @property
    def unserved(self) -> tuple[tuple[Row, Column], ...]:
        """The levels of skills for which there is no course, with or without a level of its own."""
        return tuple(
            (row, column)
            for row in self.rows
            for column in self.columns
            if column.level and row.has(column.level) and not row.at(column.level) and not row.at(WHOLE)
        )


@in_bulk()
def course_map(desk: Desk, fiscal_year: int = 0) -> CourseMap:
    """Return the map of a year; ``fiscal_year`` as for ``training_year``.

    Raises:
        KnownError: ``wrong-role``, ``training-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        seen = look_at(desk, uow, fiscal_year)
    framework = seen.people.framework
    shown = (one for one in seen.courses if not (one.course.ended and one.state is State.NOT_OFFERED))
    sessions = _sessions(seen.known, seen.fiscal_year)
    listed = [(one.course, _listed(framework, one, sessions.get(one.course.code, ()))) for one in shown]
    return map_of(framework, seen.fiscal_year, listed)


def map_of(
    framework: Framework | None, fiscal_year: int, courses: Iterable[tuple[CourseSaid, Listed]]
) -> CourseMap:
    """Return the map of some courses of a year, in their order."""
    by_skill: dict[str, dict[int, dict[str, Listed]]] = {}
    alone: list[Listed] = []
    beyond: list[Beyond] = []
    for course, listed in courses:
        if not course.serves:
            alone.append(listed)
        for served in dict.fromkeys(course.serves):
            if _known(framework, served):
                of_level = by_skill.setdefault(served.item, {}).setdefault(served.level, {})
                of_level[listed.code] = listed
            else:
                beyond.append(Beyond(listed, _beyond(framework, served)))
    rows = _rows(framework, by_skill) if framework is not None else ()
    name = framework.name if framework is not None else ""
    return CourseMap(fiscal_year, name, _columns(framework, rows), rows, tuple(alone), tuple(beyond))


def _rows(
    framework: Framework, by_skill: Mapping[str, Mapping[int, Mapping[str, Listed]]]
) -> tuple[Row, ...]:
    return tuple(
        Row(
            item.uid,
            framework.title(item),
            frozenset(level.value for level in framework.scale_of(item).levels if level.value),
            {level: tuple(found.values()) for level, found in by_skill.get(item.uid, {}).items()},
        )
        for item in framework.items
    )


def _known(framework: Framework | None, served: Served) -> bool:
    if framework is None or not framework.has(served.item):
        return False
    levels = framework.scale_of(framework.item(served.item)).levels
    return not served.level or any(level.value == served.level for level in levels)


def _beyond(framework: Framework | None, served: Served) -> str:
    told = wording.skill_told(framework, served)
    if framework is not None and framework.has(served.item):
        return f"{told} 体系にないレベル{served.level}"
    return told


def _columns(framework: Framework | None, rows: Iterable[Row]) -> tuple[Column, ...]:
    """Return the levels that some skill has, each under all that the scales call it."""
    if framework is None:
        return ()
    titles: dict[int, dict[str, None]] = {}
    for row in rows:
        for level in framework.scale_of(framework.item(row.item)).levels:
            if level.value:
                titles.setdefault(level.value, {})[level.label] = None
    levels = tuple(Column(value, "・".join(titles[value])) for value in sorted(titles))
    return (Column(WHOLE, WHOLE_TITLE), *levels)


def _listed(framework: Framework | None, year: CourseYear, sessions: Sequence[str]) -> Listed:
    course = year.course
    return Listed(
        course.code,
        course.name,
        wording.needs(framework, course),
        _times(year, course),
        year.state is not State.NOT_OFFERED,
        tuple(sessions),
    )


def _sessions(known: Ledger, fiscal_year: int) -> Mapping[str, Sequence[str]]:
    """Return the sessions of a year by course (code): what each is called, its first day and its place."""
    found: dict[str, list[str]] = {}
    for one in known.sessions:
        code = known.names.code(one.course)
        if code and one.fiscal_year == fiscal_year and not one.ended:
            told = (one.turn, short_day(one.first_day), one.place)
            found.setdefault(code, []).append(" ".join(filter(None, told)))
    return found


def _times(year: CourseYear, course: CourseSaid) -> str:
    if course.reference and year.state is State.NOT_OFFERED:
        return f"{fiscal_year_label(course.reference)}の実績(参考)"
    if year.times:
        return f"提供 {year.times:,}回"
    return STATE_LABELS[year.state] if year.state is State.NOT_OFFERED else "回の記録なし"
