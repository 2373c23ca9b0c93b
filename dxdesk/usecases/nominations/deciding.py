"""Deciding of those whom sections named: appoint them and end whom they follow, decline, take back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.departments import day_before
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.nominations import ACCEPTED, DECLINED, NO_PAPER, Judge, Named, Paper, acceptable
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.nominations.ledger import nominations, say
from dxdesk.usecases.nominations.made_terms import BETWEEN, made_terms
from dxdesk.usecases.nominations.standing import everybody
from dxdesk.usecases.nominations.switch import require_nomination
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.organisation.appointed import terms_today
from dxdesk.usecases.workplace.audited import of_one
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class Decided:
    """How many were decided of, how many terms that ended, and who waits on, each with why."""

    count: int
    ended: int = 0
    waiting: tuple[Problem, ...] = ()


def accept(
    desk: Desk,
    code: str,
    subjects: Collection[str] = (),
    accept_codes: Collection[str] = (),
    paper: Paper = NO_PAPER,
    paper_of: Collection[str] = (),
) -> Decided:
    """Appoint those named in a round; whoever something stands in the way of waits on and is told.

    Args:
        desk: an hr store that uses 選任.
        code: the round's.
        subjects: of whom; nothing = everybody who waits.
        accept_codes: findings (``domain.nominations.ASKED``) that are accepted.
        paper: the 文書番号 and 決裁 of these decisions, where they are not the round's.
        paper_of: whose decisions these are of; nothing = of all that are made now.

    Raises:
        KnownError: ``wrong-role``, ``nomination-off``, ``nomination-round-unknown``, ``date-unreadable``,
            ``text-too-long``.
    """
    desk.require(Role.HR)
    if paper.approved_on:
        refuse_unreadable(paper.approved_on, "決裁日を読み取れません。任命していません。")
    with desk.store.write() as uow:
        require_nomination(uow)
        found = nominations(uow).find(code)
        names = {one: unit.name for one, unit in departments.named(uow).items()}
        kept = {_key(read): term for read, term in terms_today(uow)}
        terms = [read for read, _ in terms_today(uow)]
        judge = Judge(found, everybody(desk, uow), terms, names, made_terms(uow))
        today = desk.services.clock.today()
        saved: list[Appointment] = []
        sayings: list[tuple[str, dict[str, Any]]] = []
        whom: list[str] = []
        waiting: list[Problem] = []
        ended = 0
        for one in found.active():
            if one.said.decided or (subjects and one.subject not in subjects):
                continue
            findings = judge.findings(one)
            if not acceptable(findings, accept_codes):
                waiting += findings
                continue
            term = one.term(found.asked)
            closing = [kept[_key(other)] for other in judge.closing(one)]
            last = day_before(term.valid_from)
            saved += [term, *(replace(other, valid_to=last) for other in closing)]
            ended += len(closing)
            decided = {
                "decided": ACCEPTED,
                "decided_on": today,
                "term_from": term.valid_from,
                "term_to": term.valid_to,
                "closed": [_kept(other) for other in closing],
                **(paper.fields if not paper_of or one.subject in paper_of else {}),
            }
            sayings.append((one.subject, decided))
            whom.append(one.said.number)
        if sayings:
            uow.people.save_appointments(saved)
            say(desk, uow, sayings)
            uow.audit.append(
                "nomination-accept", code, {"people": len(sayings), "ended": ended, **of_one(whom)}
            )
            uow.commit()
    return Decided(len(sayings), ended, tuple(waiting))


def decline(desk: Desk, code: str, subjects: Collection[str]) -> Decided:
    """Say that some of those named are not appointed; it is taken back by ``take_back``.

    Raises:
        KnownError: ``wrong-role``, ``nomination-off``, ``nomination-round-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        require_nomination(uow)
        found = nominations(uow).find(code)
        today = desk.services.clock.today()
        chosen = [one for one in found.named if one.subject in subjects and not one.said.decided]
        sayings = [(one.subject, {"decided": DECLINED, "decided_on": today}) for one in chosen]
        if sayings:
            say(desk, uow, sayings)
            whom = of_one(one.said.number for one in chosen)
            uow.audit.append("nomination-decline", code, {"people": len(sayings), **whom})
            uow.commit()
    return Decided(len(sayings))


def take_back(desk: Desk, code: str, subjects: Collection[str]) -> Decided:
    """Take decisions back: the terms made go, those ended run as before.

    A term that somebody changed since by hand is left as it is and told.

    Raises:
        KnownError: ``wrong-role``, ``nomination-off``, ``nomination-round-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        require_nomination(uow)
        found = nominations(uow).find(code)
        chosen = [one for one in found.named if one.subject in subjects and one.said.decided]
        told: list[Problem] = []
        for one in chosen:
            if one.said.decided == ACCEPTED:
                told += _unmake(uow, one, found.asked.persona)
        if chosen:
            nothing = {"decided": "", "decided_on": "", "term_from": "", "term_to": "", "closed": []}
            say(desk, uow, [(one.subject, {**nothing, **_paperless(one)}) for one in chosen])
            whom = of_one(one.said.number for one in chosen)
            uow.audit.append("nomination-back", code, {"people": len(chosen), **whom})
            uow.commit()
    return Decided(len(chosen), 0, tuple(told))


def _paperless(one: Named) -> dict[str, str]:
    """Return the 文書番号 and 決裁 of a decision as unsaid, where it had its own."""
    said = one.said
    return dict.fromkeys(Paper(said.document_number, said.approval, said.approved_on).fields, "")


def _unmake(uow: UnitOfWork, one: Named, persona: str) -> Sequence[Problem]:
    said = one.said
    made = Appointment(said.number, persona, said.term_from, said.term_to)
    told = []
    pairs = [(read, term) for read, term in terms_today(uow) if term.persona == persona]
    standing = next((term for read, term in pairs if read == made), None)
    if standing is not None:
        uow.people.remove_appointment(standing)
    else:
        told.append(_changed_since(said.number))
    for text in said.closed:
        number, first, last = text.split(BETWEEN)
        same = (term for _, term in pairs if (term.employee_number, term.valid_from) == (number, first))
        other = next(same, None)
        if other is not None and other.valid_to == day_before(said.term_from):
            uow.people.save_appointments([replace(other, valid_to=last)])
        else:
            told.append(_changed_since(number))
    return told


def _changed_since(number: str) -> Problem:
    return Problem(
        "nomination-term-changed",
        "この任期は、任命した後に手で変えてあります。任期はそのままにしました。",
        "「任命」で任期を確かめてください。",
        number,
    )


def _key(term: Appointment) -> tuple[str, str, str]:
    return term.employee_number, term.persona, term.valid_from


def _kept(term: Appointment) -> str:
    return BETWEEN.join((term.employee_number, term.valid_from, term.valid_to))


def refuse_decided(uow: UnitOfWork, subjects: Collection[str], receipt: int) -> None:
    """Refuse to take a report back while somebody whom no other report names was appointed by it.

    Raises:
        KnownError: ``undo-blocked``, naming the people.
    """
    cited = [
        f"{one.said.number} {one.said.name}"
        for found in nominations(uow).rounds
        for one in found.named
        if one.subject in subjects and one.said.decided == ACCEPTED
    ]
    if cited:
        raise KnownError(
            "undo-blocked",
            f"受付{receipt}番で選ばれた人のうち{len(cited)}人は、すでに任命してあります。"
            "元に戻せません。何も変えていません。",
            "先に「選任」で、その人の任命を取り消してください。",
            found="、".join(cited[:10]) + (f" ほか{len(cited) - 10}件" if len(cited) > 10 else ""),
        )
