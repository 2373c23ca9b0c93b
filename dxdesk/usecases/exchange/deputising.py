"""What there is to tell of confirmations that somebody made for somebody else (代理)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from dxdesk.domain import rights
from dxdesk.domain.lifecycle import Action
from dxdesk.domain.records import ANSWER_PARTS, Part, Revision

LATE_DAYS = 14
"""Days after the end of a 代理の指名 from which HR is told that a confirmation under it arrives only now."""

_STEPS = {
    Action.CONFIRM1: "一次確認",
    Action.RETURN1: "一次確認での差戻し",
    Action.CONFIRM2: "二次確認",
    Action.RETURN2: "二次確認での差戻し",
    Action.SUBMIT: "自己申告",
    Action.WITHDRAW: "申告の取下げ",
    Action.HR_RETURN: "人事課の差戻し",
}
_PARTS = {Part.REVIEW1: "一次確認", Part.REVIEW2: "二次確認"}


def what(part: Part, action: str = "") -> str:
    """Return what somebody did, in a word; an answer's parts are one thing with its step."""
    if part is Part.LIFE:
        return _STEPS.get(Action(action), "確認") if action else "確認"
    return _PARTS.get(part) or ("自己申告" if part in ANSWER_PARTS else "記録")


def stage_of(revision: Revision) -> Part:
    """Return the stage a review or a step belongs to."""
    action = str(revision.content.get("action", ""))
    second = revision.record.part is Part.REVIEW2 or action in (Action.CONFIRM2, Action.RETURN2)
    return Part.REVIEW2 if second else Part.REVIEW1


def named(revisions: Iterable[Revision]) -> str:
    """Return what was done, by whom and for whom, of revisions made for somebody else; each thing once."""
    found = []
    for revision in sorted(revisions, key=lambda one: (one.record.employee_number, one.record.part)):
        content = revision.content
        done = what(revision.record.part, str(content.get("action", "")))
        found.append(
            f"職員番号 {revision.record.employee_number} の{done}: "
            f"{_called(content.get('by_name'), content.get('by'))}が"
            f"{_called(content.get('on_behalf_of_name'), content.get('on_behalf_of'))}の代わり"
        )
    return "、".join(dict.fromkeys(found))


def _called(name: object, number: object) -> str:
    return f"{name}さん({number})" if name else f"職員番号 {number}"


def after_term(revisions: Iterable[Revision], deputies: rights.Deputies, today: str) -> tuple[Revision, ...]:
    """Return what was made for somebody else under a 代理の指名 that ended longer ago than ``LATE_DAYS``.

    Args:
        revisions: what a file brought.
        deputies: whom HR named in the year.
        today: the local date, ISO.
    """
    earliest = (date.fromisoformat(today) - timedelta(days=LATE_DAYS)).isoformat()
    found = []
    for revision in revisions:
        content = revision.content if "made_on" in revision.value else {}
        said = tuple(str(content.get(name, "")) for name in ("by", "on_behalf_of", "made_on"))
        terms = [term for term in deputies.terms if all(said) and term.holds(said[0], said[1], said[2])]
        if terms and max(term.last_day for term in terms) < earliest:
            found.append(revision)
    return tuple(found)
