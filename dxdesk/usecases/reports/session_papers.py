"""What documents of sessions have in common: which sessions, in which order, what stands at their head."""

from __future__ import annotations

from collections.abc import Callable

from dxdesk.domain.enrolments import State
from dxdesk.domain.wareki import fiscal_year_label, long_day
from dxdesk.ports import printing as doc
from dxdesk.usecases.reports.kind import Order, nobody, today
from dxdesk.usecases.reports.span import Printable, Span, Years
from dxdesk.usecases.training.enrolment import enrolments_of
from dxdesk.usecases.training.enrolment_lists import Line, SessionList, granted_lists, is_over
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk


def granted_sessions(desk: Desk, order: Order) -> tuple[SessionList, ...]:
    """Return the sessions that are meant and have people who were granted a seat.

    Without a session and a year these are the sessions that are not over.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-unknown``, ``session-ambiguous``,
            ``nobody-to-print``.
    """
    found = granted_lists(desk, order.fiscal_year, order.session, order.section)
    named = bool(order.session or order.fiscal_year)
    wanted = tuple(one for one in found if people(one, order))
    if not wanted:
        raise nobody(
            "受講を決めた人のいる、これから行う研修の回がありません。"
            if not named
            else "選んだ範囲に、受講を決めた人がいません。",
            "申込の一覧で受講を決めるか、年度か回を選び直してください。",
        )
    return wanted


def people(one: SessionList, order: Order) -> tuple[Line, ...]:
    """Return those of a session who are meant."""
    return tuple(
        line
        for line in one.granted
        if line.number not in order.leave_out and order.employee in ("", line.number)
    )


def paper(
    desk: Desk,
    order: Order,
    one: SessionList,
    title: str,
    columns: tuple[doc.TableColumn, ...],
    row: Callable[[int, Line], tuple[str, ...]],
    *,
    tall: bool = False,
    entries: tuple[tuple[str, str], ...] = (),
) -> doc.SessionPaper:
    """Return the document of one session; ``row`` makes a line of somebody and their position, from 1."""
    lines = people(one, order)
    return doc.SessionPaper(
        title=title,
        municipality=desk.identity.municipality_name,
        fiscal_year=one.session.fiscal_year,
        session=one.title,
        facts=_facts(one, len(lines)),
        columns=columns,
        rows=tuple(row(position, line) for position, line in enumerate(lines, start=1)),
        subjects=tuple(f"{line.number} {line.name}" for line in lines),
        as_of=today(desk),
        tall=tall,
        entries=entries,
    )


def _facts(one: SessionList, count: int) -> tuple[str, ...]:
    first, last = (long_day(day, weekday=True) for day in (one.session.first_day, one.session.last_day))
    days = f"{first} から {last} まで" if last and last != first else first
    seats = f"(定員 {one.session.seats:,}人)" if one.session.seats else ""
    told = [days, one.session.place, f"受講者 {count:,}人{seats}"]
    return ("   ".join(filter(None, told)),)


COMING = "これから行う回"


def _years(desk: Desk) -> Years:
    """Return the sessions to come and the years with people who have a seat; first what there is to hold."""
    today = desk.services.clock.today()
    with desk.store.read() as uow:
        known = ledger(uow)
        granted = {one.said.session for one in enrolments_of(uow).values() if one.state is State.GRANTED}
    held = [known.held[subject] for subject in granted if subject in known.held]
    years = sorted({one.fiscal_year for one in held}, reverse=True)
    named = tuple((year, fiscal_year_label(year)) for year in years)
    coming = ((0, COMING),)
    return (*coming, *named) if any(not is_over(one, today) for one in held) else (*named, *coming)


def _people(desk: Desk, fiscal_year: int) -> tuple[Printable, ...]:
    """Return who has a seat in one of the sessions."""
    found = (line for one in granted_lists(desk, fiscal_year) for line in one.granted)
    people = {line.number: Printable(line.number, line.name, "", *line.section) for line in found}
    return tuple(sorted(people.values(), key=lambda one: (one.section, one.number)))


SESSIONS = Span(_years, _people, in_work=False, quick=False)
