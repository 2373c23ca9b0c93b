"""Goals of the year as people read them: cell by cell, and in one line."""

from __future__ import annotations

from dxdesk.domain.contents import Goal
from dxdesk.domain.framework import Framework
from dxdesk.domain.wareki import short_day
from dxdesk.domain.year_start import DROPPED, MEASURES, WHERES

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
