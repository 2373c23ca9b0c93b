"""Asking for people and deciding of them: what is written of enrolments.

An asking covers nothing and is never covered. What HR decides follows all that was said of the enrolment.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dxdesk.domain import enrolments
from dxdesk.domain.contents import SessionSaid
from dxdesk.domain.enrolments import DECISIONS, State
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.records import Revision
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import linked, owned_things
from dxdesk.usecases.person_year.owned_things import Kept
from dxdesk.usecases.training.enrolment import (
    OVER,
    Enrolment,
    by_person,
    session_named,
    subject_of,
    tied_in,
    title_of,
)
from dxdesk.usecases.training.enrolment_lists import Line, lists_in
from dxdesk.usecases.training.ledger import Ledger, ledger
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.audited import of_one
from dxdesk.usecases.workplace.desk import Desk

ARRIVAL = "申込の順"
"""The reason of whoever was granted a seat by the order of arrival."""


class Asking(NamedTuple):
    """What is said of somebody's enrolment: the session's subject, the number, and the fields."""

    session: str
    number: str
    fields: Mapping[str, Any]


def asking(known: Ledger, session: str, number: str, fields: Mapping[str, Any]) -> Asking:
    """Return a saying with all that an enrolment repeats of its session."""
    said = {**_of_session(known, session), "number": number, **fields}
    return Asking(session, number, {name: value for name, value in said.items() if value or value is False})


def _of_session(known: Ledger, session: str) -> dict[str, Any]:
    """Return what an enrolment repeats of a session (subject)."""
    held = known.held.get(session, SessionSaid())
    said = {"course": held.course, "turn": held.turn, "fiscal_year": held.fiscal_year}
    return {"session": session, **{name: value for name, value in said.items() if value}}


def made_of(desk: Desk, uow: UnitOfWork, sayings: Iterable[Asking]) -> tuple[list[Revision], Kept]:
    """Return the revisions of some sayings that are new here, and what they come to.

    What says nothing of a decision is said whole and covers nothing. A decision knows all that was said.
    """
    there, known = ledger(uow), by_person(uow)
    counts = [0, 0, 0]
    made: list[Revision] = []
    for one in sayings:
        before = known.get((there.goes_on(one.session), one.number))
        counting = before.counting if before is not None else ()
        session, number, said_of = one
        if before is not None:
            # Who was asked for under a former number has one enrolment, not two; nor has who was asked for in
            # a session that is called otherwise today. A sheet keeps the session that it names.
            number = before.said.number
            if one.fields.get("decision"):
                session, said_of = before.written, {**one.fields, **_of_session(there, before.written)}
        subject = subject_of(session, number)
        said_of = {**said_of, "number": number}
        revision = owned_things.record_of(desk, subject, said_of)
        if one.fields.get("decision"):
            covers = frozenset[str]().union(*(said.lineage for said in counting))
            if before is not None and before.state == one.fields["decision"]:
                counts[2] += 1
                continue
            revision = dataclasses.replace(revision, covers=covers)
        made.append(revision)
        known_before = any(said.id == revision.id for said in counting)
        counts[2 if known_before else 1 if counting else 0] += 1
    return made, Kept(*counts)


@dataclass(frozen=True, slots=True)
class Decided:
    """What deciding came to: who, who is left to decide, and what is to be looked at.

    ``tied`` are those of ``left`` (numbers) whom the order of arrival did not tell apart.
    """

    numbers: tuple[str, ...]
    left: tuple[Line, ...]
    notices: tuple[Problem, ...]
    tied: tuple[str, ...] = ()


def decide(
    desk: Desk, session: str, numbers: Sequence[str], decision: str, reason: str = "", fiscal_year: int = 0
) -> Decided:
    """Decide of some people by name; somebody who did not ask may be granted a seat, too.

    Args:
        desk: HR's store.
        session: ``研修`` or ``研修/回``.
        numbers: 職員番号.
        decision: ``granted``, ``passed``, ``cancelled``.
        reason: why, in the office's words.
        fiscal_year: 0: any.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-unknown``, ``session-ambiguous``,
            ``employee-unknown`` and ``enrolment-missing`` (nothing to pass or cancel), with nothing changed.
    """
    desk.require(Role.HR)
    assert decision in DECISIONS
    with desk.store.write() as uow:
        require_training(uow)
        subject = session_named(ledger(uow), session, fiscal_year)
        found = _decide(desk, uow, subject, [linked.newest(uow).get(one, one) for one in numbers],
                        decision, defaultdict(lambda: reason))  # fmt: skip
        uow.commit()
    return found


def decide_by_arrival(desk: Desk, session: str, fiscal_year: int = 0) -> Decided:
    """Grant seats to those who wait, in the order of arrival by days, as far as there are seats.

    Those who come first (``training.priority``) are seated before all others, and the reason says so.

    Nobody is passed over in silence: ``left`` are those who still wait, with what stands in their way. Of
    people of one day, not all of whom find a seat, nobody is decided; a notice names them.

    Raises:
        KnownError: as ``decide``, and ``session-seats-missing``: nobody said how many seats there are.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        require_training(uow)
        subject = session_named(ledger(uow), session, fiscal_year)
        (listed,) = lists_in(uow, 0, subject, today=desk.services.clock.today())
        if not listed.session.seats:
            raise KnownError(
                "session-seats-missing",
                f"「{listed.title}」の定員が研修台帳にないので、申込の順では決められません。何も変えていません。",
                "研修の回の表で定員を入れるか、人を選んで受講を決めてください。",
            )
        free = listed.session.seats - len(listed.granted)
        waiting = {
            line.number: line.arrival
            for line in listed.lines
            if line.state is State.ASKED and not line.problems
        }
        first = {line.number: line.first for line in listed.lines if line.first}
        chosen = enrolments.by_arrival(waiting, free, first)
        reasons = {one: f"優先({first[one]})" if one in first else ARRIVAL for one in chosen.seated}
        found = _decide(desk, uow, subject, chosen.seated, enrolments.GRANTED, reasons)
        uow.commit()
    if not chosen.tied:
        return found
    names = {line.number: line.name for line in listed.lines}
    said = tied_in(
        listed.title,
        free - len(chosen.seated),
        waiting[chosen.tied[0]].day,
        [f"{names[one]}さん({one})" for one in chosen.tied],
    )
    return replace(found, notices=(*found.notices, said), tied=chosen.tied)


def _decide(
    desk: Desk,
    uow: UnitOfWork,
    subject: str,
    numbers: Sequence[str],
    decision: str,
    reasons: Mapping[str, str],
) -> Decided:
    known, before = ledger(uow), by_person(uow)
    people = {person.number: person for person in uow.people.employees(include_left=True)}
    refused = []
    for number in numbers:
        if number not in people:
            message = "名簿にない職員番号です。何も変えていません。"
            refused.append(Problem("employee-unknown", message, "職員番号を確かめてください。", number))
        elif decision != enrolments.GRANTED and _state(before, subject, number) is None:
            message = "その人は、この回に申し込んでいません。何も変えていません。"
            fix = "申込の一覧(dxdesk enrolments)で確かめてください。"
            refused.append(Problem("enrolment-missing", message, fix, number))
    if refused:
        raise KnownError.of(tuple(refused))
    fields = {"decision": decision, "decided_on": desk.services.clock.today()}
    said_of = (asking(known, subject, one, {**fields, "reason": reasons[one]}) for one in numbers)
    made, said = made_of(desk, uow, said_of)
    owned_things.keep(desk, uow, made)
    counts: dict[str, int | str] = {
        "people": len(numbers),
        "changed": said.added + said.changed,
        **of_one(numbers),
    }
    uow.audit.append(f"enrolment-{decision}", title_of(known, known.held[subject]), counts)
    (after,) = lists_in(uow, 0, subject, today=desk.services.clock.today())
    named = set(numbers)
    notices = [p for line in after.lines if line.number in named for p in line.problems]
    if after.over:
        seats = f"{after.session.seats:,}人"
        message = f"「{after.title}」の受講決定が、定員({seats})より{after.over:,}人多くなりました。"
        fix = "定員を直すか、だれかを見送りか取消にしてください。"
        notices.append(Problem(OVER, message, fix, f"{len(after.granted):,}人"))
    left = tuple(line for line in after.lines if line.state in (State.ASKED, State.WITHDRAWN))
    return Decided(tuple(numbers), left, tuple(notices))


def _state(known: Mapping[tuple[str, str], Enrolment], session: str, number: str) -> State | None:
    found = known.get((session, number))
    return found.state if found is not None else None
