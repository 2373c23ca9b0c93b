"""What ホーム says of those who wait for HR's word: 受講の申込 and 選任の報告, where they are used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from dxdesk.domain.contents import SessionSaid
from dxdesk.domain.enrolments import State
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import short_day
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.nominations.switch import nomination_on
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.training.enrolment import enrolments_of, title_of
from dxdesk.usecases.training.enrolment_lists import is_over
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk

_SHOWN = 2
_SOON_DAYS = 14
"""Days before a session from which those who asked for it press."""


def undecided(desk: Desk, uow: UnitOfWork) -> tuple[Todo, ...]:
    """Return a thing to do for each of the two that somebody waits in, before the first year, too."""
    found = (_enrolments(uow, desk.services.clock.today()), _nominees(uow))
    return tuple(one for one in found if one is not None)


def _enrolments(uow: UnitOfWork, today: str) -> Todo | None:
    """Tell who asked for a session that is not over; it leads to the first of these sessions."""
    if not training_on(uow):
        return None
    known = ledger(uow)
    waiting: Counter[str] = Counter()
    sessions: dict[str, SessionSaid] = {}
    for one in enrolments_of(uow).values():
        if one.state is not State.ASKED:
            continue
        held = known.held.get(one.said.session)
        # Of a session that is in the ledger no more only the year is known.
        if held is None and one.said.fiscal_year < fiscal_year_of(today):
            continue
        session = held or SessionSaid(one.said.course, one.said.turn, fiscal_year=one.said.fiscal_year)
        if not is_over(session, today):
            waiting[one.said.session] += 1
            sessions[one.said.session] = session
    if not waiting:
        return None
    order = sorted(sessions, key=lambda it: (sessions[it].first_day or "9999", it))
    told = [_told(title_of(known, sessions[one]), sessions[one], waiting[one]) for one in order]
    first, people = order[0], waiting.total()
    soon = (date.fromisoformat(today) + timedelta(days=_SOON_DAYS)).isoformat()
    pressing = bool(sessions[first].first_day) and sessions[first].first_day <= soon
    return Todo(
        "enrolments-undecided",
        f"受講の申込 {people:,}人分を決める",
        f"{_few(told, '回')}。決めるまで、出席簿に入りません。",
        "申込を見て決める",
        "training",
        pressing,
        people,
        f"enrolments/{sessions[first].fiscal_year}/{first}",
    )


def _told(title: str, session: SessionSaid, people: int) -> str:
    about = (
        "中止" if session.ended else "",
        f"{short_day(session.first_day)}開催" if session.first_day else "",
        f"定員{session.seats:,}人" if session.seats else "",
    )
    told = "、".join(filter(None, about))
    return f"「{title}」{people:,}人" + (f"({told})" if told else "")


def _nominees(uow: UnitOfWork) -> Todo | None:
    """Tell who was named in a round that goes on; it leads to the newest such round."""
    if not nomination_on(uow):
        return None
    rounds = [
        (one.asked, found)
        for one in nominations(uow).rounds
        if not one.asked.ended and (found := [who for who in one.active() if not who.said.decided])
    ]
    if not rounds:
        return None
    units = departments.named(uow)
    told = []
    for asked, found in rounds:
        codes = dict.fromkeys(who.said.section for who in found)
        names = [units[code].name if code in units else code for code in codes]
        told.append(f"「{asked.name}」({_few(names, '所属')})")
    people = sum(len(found) for _, found in rounds)
    return Todo(
        "nominations-undecided",
        f"選任の報告 {people:,}人分を決める",
        f"{_few(told, '件')}。任命するか、選ばないかを決めてください。",
        "選任を見て決める",
        "roster",
        False,
        people,
        f"nominations/{rounds[0][0].code}",
    )


def _few(told: Sequence[str], unit: str) -> str:
    more = f" ほか{len(told) - _SHOWN}{unit}" if len(told) > _SHOWN else ""
    return "、".join(told[:_SHOWN]) + more
