"""What the value of a revision has to look like, part by part.

A seal says who wrote a record, not that the record makes sense: everything that is read out of a value
later is checked here, once, when a file is opened. Which fields there are is said in one place: a text or a
yes or no of a part is one because ``domain.contents`` has it so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, get_type_hints

from dxdesk.domain import canonical, subjects
from dxdesk.domain.action_plan import PlanSaid
from dxdesk.domain.action_plan import is_sound as is_plan_sound
from dxdesk.domain.agenda_record import KINDS as AGENDA_KINDS
from dxdesk.domain.attendance_record import AttendanceSaid
from dxdesk.domain.contents import (
    COMMENT_ITEM,
    CONFIRMATION,
    LINE_PREFIX,
    REFERENCE_STAGES,
    STAGE_PREFIX,
    AnswerValue,
    AssignmentValue,
    CourseSaid,
    EnrolmentSaid,
    FileEntryValue,
    GoalValue,
    MadeValue,
    NomineeSaid,
    PlanStepValue,
    QuestionnaireSaid,
    ReviewedValue,
    ReviewValue,
    RoundSaid,
    SessionSaid,
    SettledValue,
    StageValue,
    StepValue,
    TermValue,
    VouchedValue,
    YearValue,
)
from dxdesk.domain.glossary_record import KINDS as TERM_KINDS
from dxdesk.domain.indicator_record import KINDS as AIM_KINDS
from dxdesk.domain.indicator_record import is_sound as is_aim_sound
from dxdesk.domain.knowledge_record import KINDS as KNOWLEDGE_KINDS
from dxdesk.domain.lifecycle import Action
from dxdesk.domain.plan_life import PlanAction
from dxdesk.domain.practice_record import KINDS as PRACTICE_KINDS
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.staffing_record import KINDS as STAFFING_KINDS
from dxdesk.domain.target_record import TargetSaid, is_sound

_ID = re.compile(r"[0-9a-f]{32}")
_LINE = re.compile(LINE_PREFIX + r"[0-9]{2,4}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HIGHEST = 254  # the packed columns of standings keep 255 for "no level"
_YEARS = range(1989, 2200)


def check(revision: Revision) -> None:
    """Raise ``ValueError`` where a revision that travelled is not of the shape its part has."""
    record, content = revision.record, revision.content
    # Text that is not canonical could say one thing under two ids, or hold what no store can keep.
    _need(canonical.dumps(content) == revision.value, "canonical value")
    _need(record.fiscal_year in _YEARS or not record.fiscal_year, "fiscal year")
    _need(subjects.is_sound(record), "subject")
    _need(all(_ID.fullmatch(covered) for covered in revision.covers), "covers")
    _need(isinstance(content.get("framework", ""), str), "framework")
    _settled(content)
    _CHECKS[record.part](content)


def check_year(fiscal_year: int) -> None:
    """Raise ``ValueError`` for a year no calendar of ours names."""
    _need(fiscal_year in _YEARS, "fiscal year")


def _need(true: bool, what: str) -> None:
    if not true:
        raise ValueError(f"not a record of ours: {what}")


def _is_level(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _HIGHEST


def _is_texts(value: object, length: int = -1) -> bool:
    return (
        isinstance(value, list)
        and all(isinstance(text, str) for text in value)
        and length in (-1, len(value))
    )


def _is_day(value: object) -> bool:
    """Tell whether a text is empty or a day as programs of ours have always written it: 2026-04-01.

    Days are compared as texts: 20260401 would come after every day of 2026.
    """
    return isinstance(value, str) and (
        not value or (_DAY.fullmatch(value) is not None and _is_typed_day(value))
    )


def _is_typed_day(value: object) -> bool:
    """Tell the same of what somebody may have typed into a command of an earlier program.

    Those took every way of ISO 8601 (20260401, 2026-W14-3) for the days of a year and the terms of deputies.
    Such a record travels with its seal in every later file of that year and has to stay readable.
    """
    if not isinstance(value, str):
        return False
    try:
        date.fromisoformat(value or "2000-01-01")
    except ValueError:
        return False
    return True


def _mapping(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = content.get(name, {})
    _need(isinstance(found, dict), name)
    return dict(found)


@cache
def _plain(value: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields of a value that are texts, and those that say yes or no."""
    kinds = get_type_hints(value)
    return tuple(name for name in kinds if kinds[name] is str), tuple(n for n in kinds if kinds[n] is bool)


def _typed(content: Mapping[str, Any], value: type) -> None:
    """Check what is plain in a value as ``domain.contents`` has it: texts, yes and no."""
    texts, flags = _plain(value)
    _texts(content, *texts)
    for name in flags:
        _need(isinstance(content.get(name, False), bool), name)


def _texts(content: Mapping[str, Any], *names: str) -> None:
    for name in names:
        _need(isinstance(content.get(name, ""), str), name)


def _settled(content: Mapping[str, Any]) -> None:
    """Check what a settlement names: the items it decides, and whose words the others are."""
    said = _mapping(content, "settled")
    _typed(said, SettledValue)
    _need(_is_texts(said.get("items", [])), "settled items")
    for ids in _mapping(said, "of").values():
        _need(_is_texts(ids) and ids and all(map(_ID.fullmatch, ids)), "origins")


def _self(content: Mapping[str, Any]) -> None:
    _need(all(map(_is_level, _mapping(content, "items").values())), "levels")
    _typed(content, AnswerValue)


def _goals(content: Mapping[str, Any]) -> None:
    _need(all(isinstance(text, str) for text in _mapping(content, "items").values()), "goals")
    _typed(content, AnswerValue)


def _evidence(content: Mapping[str, Any]) -> None:
    _typed(content, AnswerValue)
    for key, value in _mapping(content, "items").items():
        if key.startswith(LINE_PREFIX):
            _need(_LINE.fullmatch(key) is not None and _is_texts(value, 4), "line")
        else:
            _need(isinstance(value, str), "evidence")


def _made_by(content: Mapping[str, Any]) -> None:
    """Check what a confirmer's record tells of who made it, for whom, on what day and on what grounds."""
    _typed(content, MadeValue)
    _need(_is_day(content.get("made_on", "")), "made on")


def _review(content: Mapping[str, Any]) -> None:
    _made_by(content)
    _typed(content, ReviewValue)
    for key, value in _mapping(content, "items").items():
        if key == COMMENT_ITEM:
            _need(isinstance(value, str), "comment")
            continue
        if key.startswith(STAGE_PREFIX):
            _need(isinstance(value, dict) and isinstance(value.get("stage"), str), "stage")
            _typed(value, StageValue)
            continue
        _need(isinstance(value, dict) and _is_level(value.get("level")), "reviewed level")
        _typed(value, ReviewedValue)


def _life(content: Mapping[str, Any]) -> None:
    Action(str(content.get("action")))
    number = content.get("round", 1)
    _need(isinstance(number, int) and 0 < number < 1000, "round")
    _need(_is_texts(content.get("of", [])), "of")
    _made_by(content)
    _typed(content, StepValue)
    _need(all(isinstance(text, str) for text in _mapping(content, "reasons").values()), "reasons")


def _assignment(content: Mapping[str, Any]) -> None:
    _typed(content, AssignmentValue)
    _need(_is_texts(content.get("department", ["", ""]), 2), "department")
    _need(_is_texts(content.get("personas", [])), "personas")
    _need(_is_day(content.get("since", "")), "since")


def _reference(content: Mapping[str, Any]) -> None:
    _need(all(map(_is_level, _mapping(content, "last_year").values())), "last year")
    _need(all(isinstance(text, str) for text in _mapping(content, "last_goals").values()), "last goals")
    _need(all(isinstance(code, str) for code in _mapping(content, REFERENCE_STAGES).values()), "stages")
    known = content.get("known", [])
    _need(isinstance(known, list) and all(_is_texts(row, 4) and _is_day(row[2]) for row in known), "known")
    plan = content.get("last_plan", [])
    _need(isinstance(plan, list) and all(_is_texts(row, 3) for row in plan), "last plan")


def _cycle(content: Mapping[str, Any]) -> None:
    _typed(content, YearValue)
    days = ("base_date", "due_self", "due_first", "due_second")
    _need(all(_is_typed_day(content.get(name, "")) for name in days), "dates")
    rules = content.get("rules", 1)
    _need(isinstance(rules, int) and not isinstance(rules, bool) and 0 < rules < 100, "rules")
    _need(_is_texts(content.get("uses", [])), "uses")
    _need(_is_day(content.get("start_day", "")) and _is_day(content.get("start_due", "")), "start")
    _need(_is_texts(content.get("start_supports", [])), "supports")


def _deputies(content: Mapping[str, Any]) -> None:
    terms = content.get("terms", [])
    _need(isinstance(terms, list), "terms")
    for term in terms:
        _need(isinstance(term, dict), "term")
        _typed(term, TermValue)
        _need(bool(term.get("deputy") and term.get("principal")), "deputy")
        first, last = term.get("first_day"), term.get("last_day")
        _need(bool(first and last) and _is_typed_day(first) and _is_typed_day(last) and first <= last, "days")
    _need(all(_ID.fullmatch(str(name)) for name in _listed(content, "allowed", "refused")), "decided")


def _listed(content: Mapping[str, Any], *names: str) -> list[str]:
    found: list[str] = []
    for name in names:
        listed = content.get(name, [])
        _need(_is_texts(listed), name)
        found += listed
    return found


def _plan(content: Mapping[str, Any]) -> None:
    _typed(content, AnswerValue)
    _texts(content, "by", "by_name", "assignment")
    for goal in _mapping(content, "items").values():
        _need(isinstance(goal, dict), "goals")
        _typed(goal, GoalValue)
        _need(_is_level(goal.get("level", 0)) and _is_day(goal.get("by", "")), "goal")


def _plan_life(content: Mapping[str, Any]) -> None:
    PlanAction(str(content.get("action")))
    number = content.get("round", 1)
    _need(isinstance(number, int) and not isinstance(number, bool) and 0 < number < 1000, "round")
    _need(_is_texts(content.get("of", [])), "of")
    _made_by(content)
    _typed(content, PlanStepValue)
    _need(_is_day(content.get("met_on", "")), "met on")
    _need(all(isinstance(word, str) for word in _mapping(content, "supports").values()), "supports")


def _growth(content: Mapping[str, Any]) -> None:
    _made_by(content)
    for uid, entry in _mapping(content, "items").items():
        _need(_ID.fullmatch(uid) is not None, "entry")
        _need(entry is None or (isinstance(entry, dict) and isinstance(entry.get("kind"), str)), "entry")
        if entry is None:
            continue
        if entry["kind"] in ("course", "exam"):  # shown in lists, as they lie there
            _need(all(isinstance(entry.get(name), str) for name in ("name", "date", "result")), "entry")
            _need(_is_day(entry["date"]) and isinstance(entry.get("completed"), bool), "entry")
        elif entry["kind"] == CONFIRMATION:
            _vouched(entry)
        _file_entry(entry)


def _vouched(item: Mapping[str, Any]) -> None:
    """Check what somebody found of an entry; an answer this program does not know confirms nothing."""
    _typed(item, VouchedValue)
    _need(all(_ID.fullmatch(str(item.get(name))) for name in ("of", "said")), "confirmed entry")
    seen = item.get("seen", ["", "", ""])
    _need(_is_texts(seen, 3) and _is_day(seen[1]), "what was seen")


def _file_entry(entry: Mapping[str, Any]) -> None:
    _typed(entry, FileEntryValue)
    days = ("date", "until", "expires", "approved_on")
    _need(all(_is_day_or_month(entry.get(name, "")) for name in days), "entry's days")
    for name in ("months", "rate", "times"):
        found = entry.get(name, 0)
        _need(isinstance(found, int) and not isinstance(found, bool) and found >= 0, name)
    _need(_is_texts(entry.get("section", ["", ""]), 2), "section")


def _is_day_or_month(value: object) -> bool:
    """Tell whether a text is empty, a day, or a month (2025-06)."""
    return _is_day(value) or (isinstance(value, str) and len(value) == _MONTH and _is_day(f"{value}-01"))


_MONTH = len("2025-06")


_THINGS = (CourseSaid, SessionSaid, EnrolmentSaid, QuestionnaireSaid, RoundSaid, NomineeSaid, TargetSaid,
           AttendanceSaid, PlanSaid,
           *AIM_KINDS.values(),
           *PRACTICE_KINDS.values(), *STAFFING_KINDS.values(), *AGENDA_KINDS.values(),
           *TERM_KINDS.values(), *KNOWLEDGE_KINDS.values())  # fmt: skip
_KINDS = {name: kind for said in _THINGS for name, kind in get_type_hints(said).items()}
_DAYS = (
    *("first_day", "last_day", "deadline", "approved_on", "asked_on"),
    *("handed_on", "decided_on", "term_from", "term_to", "held_on", "started", "finished"),
    *("drafted_on", "consulted_on"),
    *("due", "done_on"),
    *("made_on", "review_on", "since"),
)
_TEXTS = tuple(name for name, kind in _KINDS.items() if kind is str and name not in _DAYS)
_COUNTED = tuple(name for name, kind in _KINDS.items() if kind is int)
_FLAGS = tuple(name for name, kind in _KINDS.items() if kind is bool)
_LISTED = tuple(name for name, kind in _KINDS.items() if kind == tuple[str, ...])


def _owned(content: Mapping[str, Any]) -> None:
    _need(isinstance(content.get("owner"), str), "owner")
    _need(isinstance(content.get("deleted", False), bool), "deleted")
    fields = _mapping(content, "fields")
    _texts(fields, *_TEXTS)
    for name in _LISTED:
        _need(_is_texts(fields.get(name, [])), name)
    for name in _COUNTED:
        found = fields.get(name, 0)
        _need(isinstance(found, int) and not isinstance(found, bool) and found >= 0, name)
    for name in _DAYS:
        _need(_is_day(fields.get(name, "")), name)
    for name in _FLAGS:
        _need(isinstance(fields.get(name, False), bool), name)
    served, audience = fields.get("serves", []), fields.get("audience", [])
    _need(isinstance(served, list) and isinstance(audience, list), "lists")
    for one in served:
        _need(isinstance(one, list) and len(one) == 2 and isinstance(one[0], str), "serves")
        _need(_is_level(one[1]), "serves")
    _need(all(_is_texts(one, 3) for one in audience), "audience")
    for one in _pairs(fields, "scored"):
        _need(all(isinstance(count, int) and count >= 0 for count in one[1]), "scored")
    _need(all(_is_texts(one[1]) for one in _pairs(fields, "written")), "written")
    _need(is_sound(fields), "figures of years")
    _need(is_aim_sound(fields), "figures of surveys")
    _need(is_plan_sound(fields), "lines of a plan")


def _pairs(fields: Mapping[str, Any], name: str) -> list[Any]:
    """Return the (question, answers) of a questionnaire."""
    found = fields.get(name, [])
    _need(isinstance(found, list), name)
    for one in found:
        _need(isinstance(one, list) and len(one) == 2, name)
        _need(isinstance(one[0], str) and isinstance(one[1], list), name)
    return list(found)


_CHECKS: Mapping[Part, Callable[[Mapping[str, Any]], None]] = {
    Part.SELF: _self,
    Part.GOALS: _goals,
    Part.EVIDENCE: _evidence,
    Part.REVIEW1: _review,
    Part.REVIEW2: _review,
    Part.LIFE: _life,
    Part.ASSIGNMENT: _assignment,
    Part.REFERENCE: _reference,
    Part.CYCLE: _cycle,
    Part.DEPUTIES: _deputies,
    Part.PLAN: _plan,
    Part.PLAN_LIFE: _plan_life,
    Part.GROWTH: _growth,
    Part.OWNED: _owned,
}
