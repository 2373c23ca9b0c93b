"""Goals of the year as people read them: cell by cell, and in one line."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.contents import MARK_ITEM, Goal, goals_in
from dxdesk.domain.framework import Framework
from dxdesk.domain.records import Part
from dxdesk.domain.wareki import short_day
from dxdesk.domain.year_start import DROPPED, MEASURES, WHERES
from dxdesk.usecases.person_year.standing import PersonYear

Cells = tuple[str, str, str, str, str]
"""A goal as somebody writes it: skill, level, words, measure, by when."""

DROP_WORD = "取りやめ"
"""What somebody writes instead of a skill to take a goal back: a blank cell is no answer."""


def goal_cells(framework: Framework, goal: Goal) -> Cells:
    """Return a goal as it stands in the cells of a form."""
    names = {item.uid: item for item in framework.items}
    item = names.get(goal.skill)
    skill = DROP_WORD if goal.kind == DROPPED else item.name if item else ""
    level = framework.level_label(item, goal.level) if item and goal.level is not None else ""
    return skill, level, goal.text, MEASURES.get(goal.measure, ""), short_day(goal.by)


def goal_text(framework: Framework, goal: Goal) -> str:
    """Return a goal in one line: 「業務改革 LV2: 申請を電子にする(実践、R9.3.31まで)」."""
    skill, level, text, measure, by = goal_cells(framework, goal)
    about = " ".join(part for part in (skill, level) if part)
    how = "、".join(part for part in (measure, f"{by}まで" if by else "") if part)
    return ": ".join(part for part in (about, text) if part) + (f"({how})" if how else "")


def said_of_goal(framework: Framework, goal: Goal) -> str:
    """Return what an item of a plan says, with what was reached of it; the mark by where it was set."""
    if goal.kind == DROPPED:
        return DROP_WORD
    if goal.where:
        return WHERES.get(goal.where, goal.where)
    more = (("達成のようす", goal.attained), ("コメント", goal.comment))
    told = [f"{title}: {text}" for title, text in more if text]
    return "\n".join([goal_text(framework, goal), *told])


def goals_of(person: PersonYear) -> tuple[str, ...]:
    """Return a person's goals of the year, each in one line; of what they gave up nothing."""
    return tuple(goal_text(person.framework, goal) for _, goal in standing_goals(person))


def goals_told(person: PersonYear) -> tuple[str, ...]:
    """Return a person's goals of the year with what is told of them, and the mark."""
    items = person.views[Part.PLAN].items
    where = Goal.read(items.get(MARK_ITEM))
    marked = (said_of_goal(person.framework, where),) if where.where else ()
    return (*marked, *(said_of_goal(person.framework, goal) for _, goal in standing_goals(person)))


def last_goals_told(person: PersonYear) -> tuple[str, ...]:
    """Return the goals of the year before with what came of them, as HR's reference has them."""
    rows = person.views[Part.REFERENCE].reference.last_plan
    return tuple(" / ".join(text for text in row if text) for row in rows)


def standing_goals(person: PersonYear) -> Iterator[tuple[str, Goal]]:
    """Yield the goals that are agreed in all that is known, with their keys; those given up are none."""
    for key, goal in goals_in(person.views[Part.PLAN].items).items():
        if goal.kind != DROPPED:
            yield key, goal
