"""Answers to the questionnaires after sessions: what they come to, session by session."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain import canonical, owned, questionnaires, subjects
from dxdesk.domain.contents import QuestionnaireSaid, SessionSaid, all_said
from dxdesk.domain.questionnaires import Summary
from dxdesk.domain.records import Revision
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.training.enrolment import session_named, title_of
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.once import once_a_unit

QUESTIONNAIRE = "questionnaire"


@once_a_unit
def lists_of(uow: UnitOfWork) -> tuple[tuple[str, QuestionnaireSaid], ...]:
    """Return all lists of answers that count, each with the subject of its record, in its order."""
    counting = owned_things.counting_of(uow, (QUESTIONNAIRE,))
    read = ((key, QuestionnaireSaid.read(owned.value(said))) for key, said in counting.items())
    return tuple((key, said) for key, said in read if not said.ended)


def record_of(desk: Desk, said: QuestionnaireSaid) -> Revision:
    """Return the record of a list of answers; the same answers are the same record."""
    fields = all_said(said)
    uid = subjects.questionnaire_uid(Role.HR.value, said.session, canonical.dumps(fields))
    return owned_things.record_of(desk, f"{QUESTIONNAIRE}:{uid}", fields)


def as_kept(uow: UnitOfWork, said: QuestionnaireSaid) -> QuestionnaireSaid:
    """Return a list of answers as it is kept already: that of a session which is called otherwise today."""
    known = ledger(uow)
    now = known.goes_on(said.session)
    for _, kept in lists_of(uow):
        same = kept._replace(
            session=said.session, course=said.course, turn=said.turn, fiscal_year=said.fiscal_year
        )
        if known.goes_on(kept.session) == now and same == said:
            return kept
    return said


@dataclass(frozen=True, slots=True)
class SessionAnswers:
    """What the answers after one session come to; ``title`` is what the session is called."""

    title: str
    course: str
    session: SessionSaid
    summary: Summary


def session_answers(desk: Desk, fiscal_year: int = 0, session: str = "") -> tuple[SessionAnswers, ...]:
    """Return what the answers come to, session by session.

    Args:
        desk: HR's store.
        fiscal_year: 0: every year that has answers.
        session: ``研修/回``, empty: all.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-unknown``, ``session-ambiguous``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_training(uow)
        known = ledger(uow)
        wanted = session_named(known, session, fiscal_year) if session else ""
        of_session: dict[str, list[QuestionnaireSaid]] = {}
        for _, said in lists_of(uow):
            now = known.goes_on(said.session)
            held = known.held.get(now)
            year = held.fiscal_year if held is not None else said.fiscal_year
            if wanted in ("", now) and fiscal_year in (0, year):
                of_session.setdefault(now, []).append(said)
    found = []
    for subject, lists in of_session.items():
        first = lists[0]
        lost = SessionSaid(course=first.course, turn=first.turn, fiscal_year=first.fiscal_year, ended=True)
        held = known.held.get(subject, lost)
        code = known.names.code(held.course)
        found.append(SessionAnswers(title_of(known, held), code, held, questionnaires.summed(lists)))
    return tuple(sorted(found, key=lambda one: (one.session.fiscal_year, one.session.first_day, one.title)))
