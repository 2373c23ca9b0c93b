"""The course map as lines of a table, for the workbook and the paper: a line a skill, a column a level."""

from __future__ import annotations

from dxdesk.usecases.training.course_map import NO_COURSE, NO_LEVEL, WHOLE, Column, CourseMap, Listed

SKILL, COURSE, AUDIENCE, TIMES, SERVES = "スキル", "研修", "だれに", "提供", "対応するもの"
ALONE, ALONE_NONE = "スキルに対応していない研修", "どの研修も、スキルに対応しています。"
NO_COURSES, ADD_FIRST = (
    "研修台帳に、この年度の研修がありません。",
    "「研修」で研修を加えてから作ってください。",
)
BEYOND = "体系にないスキルやレベルに対応する研修"


def columns_shown(found: CourseMap) -> tuple[Column, ...]:
    """Return the columns in use: that of courses without a level only where there is one."""
    whole = any(row.at(WHOLE) for row in found.rows)
    return tuple(one for one in found.columns if one.level != WHOLE or whole)


def skill_lines(found: CourseMap) -> tuple[tuple[str, ...], ...]:
    """Return a line a skill: its name, and the courses by level."""
    columns = columns_shown(found)
    return tuple((row.title, *(row.text(one.level) for one in columns)) for row in found.rows)


def alone_lines(found: CourseMap) -> tuple[tuple[str, ...], ...]:
    """Return a line a course that serves no skill: its name, for whom, how often."""
    return tuple(_line(one) for one in found.alone)


def beyond_lines(found: CourseMap) -> tuple[tuple[str, ...], ...]:
    """Return a line for each thing that a course serves and the framework lacks."""
    return tuple((one.serves, *_line(one.course)) for one in found.beyond)


def _line(one: Listed) -> tuple[str, ...]:
    return one.name, "・".join(f"{need} {who}" for need, who in one.needs), one.times


def told(found: CourseMap) -> tuple[str, ...]:
    """Return how the map is read."""
    said = ["「提供」は、この年度の研修の回です。"]
    if any(not row.has(one.level) for row in found.rows for one in found.columns):
        said.append(f"「{NO_LEVEL}」は、そのスキルにないレベルです。")
    unserved = len(found.unserved)
    if unserved:
        said.append(f"対応する研修のないレベルが{unserved:,}あります(「{NO_COURSE}」)。")
    return "".join(said), "育成のための表で、人事評価には使いません。"
