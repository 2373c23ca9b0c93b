"""Which courses come next for people, why and when, as lines on paper."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dxdesk.domain.contents import SessionSaid
from dxdesk.domain.wareki import short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.usecases.development.next_courses import NextCourse, next_by_person
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk

COLUMNS = (
    doc.TableColumn("順", 0.4, doc.Align.RIGHT),
    doc.TableColumn("研修", 2.6),
    doc.TableColumn("受ける理由", 2.2),
    doc.TableColumn("いつ(これから開かれる回)", 2.0),
)
NOTHING = "いま勧める研修はありません。"
_WHY = {
    "must": "必須で、今年度はまだ修了していない",
    "level": "「{skill}」の求められる水準のため",
    "stage": "次の育成段階のため",
}
_NO_SESSION = "予定の回なし"

Lines = tuple[tuple[str, ...], ...]


def courses_ahead(desk: Desk, numbers: Collection[str], fiscal_year: int) -> Mapping[str, Lines] | None:
    """Return by number the courses that come next, the next one first.

    ``None`` outside HR's store, and in an office without the training ledger: nobody knows there.
    """
    if desk.role is not Role.HR:
        return None
    with desk.store.read() as uow:
        if not training_on(uow):
            return None
        known, today = ledger(uow), desk.services.clock.today()
    first: dict[str, SessionSaid] = {}
    for session in known.sessions:  # in order of their days
        if not session.ended and session.first_day >= today:
            first.setdefault(known.names.code(session.course), session)
    found = next_by_person(desk, numbers, fiscal_year)
    return {
        number: tuple(_line(place, one, first.get(one.code)) for place, one in enumerate(courses, start=1))
        for number, courses in found.items()
    }


def _line(place: int, one: NextCourse, session: SessionSaid | None) -> tuple[str, ...]:
    when = _NO_SESSION
    if session is not None:
        deadline = f"(申込は{short_day(session.deadline)}まで)" if session.deadline else ""
        when = " ".join(part for part in (session.turn, short_day(session.first_day)) if part) + deadline
    return str(place), one.name, _WHY[one.why].format(skill=one.skill), when
