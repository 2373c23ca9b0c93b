"""出席簿: of each session, who was granted a seat, with room to sign by hand, each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dxdesk.domain.capabilities import TRAINING
from dxdesk.domain.contents import SessionSaid
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind
from dxdesk.usecases.reports.missing_glyphs import sessions_without_missing
from dxdesk.usecases.reports.session_papers import SESSIONS, granted_sessions, paper
from dxdesk.usecases.training.enrolment_lists import Line, SessionList
from dxdesk.usecases.workplace.desk import Desk

_MOST_DAYS = 5
"""So many days stand beside each other on an A4 page with room to sign."""
_SIGNED = 2.2


def _columns(days: Sequence[str]) -> tuple[doc.TableColumn, ...]:
    wide = _SIGNED if len(days) == 1 else _SIGNED * 1.5 / len(days)
    return (
        doc.TableColumn("番号", 0.6, doc.Align.RIGHT),
        doc.TableColumn("職員番号", 1.2),
        doc.TableColumn("氏名", 2.0, names=True),
        doc.TableColumn("所属", 1.8),
        *(doc.TableColumn(f"署名{f' {day}' if day else ''}", wide) for day in days),
        doc.TableColumn("備考", 1.9),
    )


def _days(session: SessionSaid) -> tuple[str, ...]:
    """Return the days on which people sign, as they are written: one without a name where there is one."""
    first, last = session.first_day, session.last_day
    if not first or not last or last <= first:
        return ("",)
    begins = date.fromisoformat(first)
    count = (date.fromisoformat(last) - begins).days + 1
    if count > _MOST_DAYS:
        return ("",)
    days = (begins + timedelta(days=position) for position in range(count))
    return tuple(f"{day.month}月{day.day}日" for day in days)


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    def sheet(one: SessionList) -> doc.SessionPaper:
        days = _days(one.session)

        def row(position: int, line: Line) -> tuple[str, ...]:
            signed = ("",) * len(days)
            return str(position), line.number, line.name, line.section[1], *signed, line.note

        return paper(desk, order, one, KIND.title, _columns(days), row, tall=True)

    records = [sheet(one) for one in granted_sessions(desk, order)]
    return desk.services.printer.draw(sessions_without_missing(desk.services.printer, records), progress)


KIND = ReportKind(
    kind="sign-in",
    title=doc.SIGN_IN_TITLE,
    roles=(Role.HR,),
    hint="研修の会場で署名してもらう用紙です。研修の回ごとに分けて作ります。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    any_year=True,
    span=SESSIONS,
    at_once=EVERYBODY,
    uses=TRAINING,
)
