"""What there is to tell of confirmations that somebody made for somebody else (代理)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dxdesk.domain import rights
from dxdesk.domain.contents import Made
from dxdesk.domain.lifecycle import Action
from dxdesk.domain.naming import called
from dxdesk.domain.parts import WORDS
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.wareki import wareki
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.counting import load_acceptance, of_year

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


def what(part: Part, action: str = "") -> str:
    """Return what somebody did, in a word; an answer's parts are one thing with its step."""
    if part is Part.LIFE:
        return _STEPS[Action(action)] if action else WORDS[part].done
    return WORDS[part].done


def stage_of(revision: Revision) -> Part:
    """Return the stage a review or a step belongs to."""
    action = revision.step.action
    second = revision.record.part is Part.REVIEW2 or action in (Action.CONFIRM2, Action.RETURN2)
    return Part.REVIEW2 if second else Part.REVIEW1


def named(revisions: Iterable[Revision]) -> str:
    """Return what was done, by whom and for whom; each thing once.

    What HR is asked of though it was done in one's own name was done by who did the first stage as well.
    """
    found = []
    for revision in sorted(revisions, key=lambda one: (one.record.employee_number, one.record.part)):
        made, done = revision.made, what(revision.record.part, revision.step.action)
        by, principal = called(made.by_name, made.by), called(made.on_behalf_of_name, made.on_behalf_of)
        how = f"{by}が{principal}の代わり" if made.on_behalf_of else f"一次確認もした{by}"
        found.append(f"職員番号 {revision.record.employee_number} の{done}: {how}")
    return "、".join(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A 代理の指名 that HR took back, or let end earlier than it had said.

    ``last_day`` is the last day now, empty where nothing is left of it; ``was`` the term as it was.
    """

    was: rights.Term
    principal_name: str
    last_day: str = ""

    @property
    def sentence(self) -> str:
        """What the deputy is told."""
        whose = called(self.principal_name, self.was.principal)
        done = f"{_day(self.last_day)}で終わりにしました" if self.last_day else "取り消しました"
        days = f"{_day(self.was.first_day)}から{_day(self.was.last_day)}まで"
        return f"{whose}の代理の指名({days})を、人事課が{done}。"


def news(uow: UnitOfWork, fiscal_year: int, today: str) -> tuple[TakenBack, ...]:
    """Return the same of a year as a store knows it."""
    acceptance = load_acceptance(uow)
    said = of_year(uow, fiscal_year, Part.DEPUTIES, acceptance.keys)
    return taken_back(said, acceptance.deputies.get(fiscal_year, rights.NOBODY), today)


def taken_back(said: Iterable[Revision], now: rights.Deputies, today: str) -> tuple[TakenBack, ...]:
    """Return the terms HR once named that would last today and are in force no more, by deputy.

    Args:
        said: all that counts of a year's 代理の指名, what was superseded among it.
        now: what is in force.
        today: the local date, ISO.
    """
    found: dict[rights.Term, TakenBack] = {}
    for one in said:
        for told in one.deputies.terms:
            term = rights.Term(told.deputy, told.principal, told.first_day, told.last_day)
            left = [t for t in now.terms if (t.deputy, t.principal) == (term.deputy, term.principal)]
            begins = max(term.first_day, today)
            if term.last_day < today or any(
                t.first_day <= begins and t.last_day >= term.last_day for t in left
            ):
                continue
            same = [t.last_day for t in left if t.first_day == term.first_day]
            found[term] = TakenBack(term, told.principal_name, max(same, default=""))
    return tuple(found[term] for term in sorted(found, key=lambda t: (t.deputy, t.principal, t.first_day)))


def _day(iso: str) -> str:
    """Return a day as people write it."""
    return wareki(date.fromisoformat(iso))


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
        made = revision.made if "made_on" in revision.value else Made()
        said = made.by, made.on_behalf_of, made.made_on
        terms = [term for term in deputies.terms if all(said) and term.holds(*said)]
        if terms and max(term.last_day for term in terms) < earliest:
            found.append(revision)
    return tuple(found)
