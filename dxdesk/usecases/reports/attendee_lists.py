"""受講者名簿: of each session, who was granted a seat."""

from __future__ import annotations

from dxdesk.domain.capabilities import TRAINING
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind
from dxdesk.usecases.reports.missing_glyphs import sessions_without_missing
from dxdesk.usecases.reports.session_papers import SESSIONS, granted_sessions, paper
from dxdesk.usecases.training.enrolment_lists import Line
from dxdesk.usecases.workplace.desk import Desk

_COLUMNS = (
    doc.TableColumn("番号", 0.6, doc.Align.RIGHT),
    doc.TableColumn("職員番号", 1.2),
    doc.TableColumn("氏名", 2.0, names=True),
    doc.TableColumn("所属", 2.6),
    doc.TableColumn("備考", 2.2),
)


def _row(position: int, line: Line) -> tuple[str, ...]:
    return str(position), line.number, line.name, line.section[1], line.note


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    records = [paper(desk, order, one, KIND.title, _COLUMNS, _row) for one in granted_sessions(desk, order)]
    return desk.services.printer.draw(sessions_without_missing(desk.services.printer, records), progress)


KIND = ReportKind(
    kind="attendees",
    title=doc.ATTENDEES_TITLE,
    roles=(Role.HR,),
    hint="受講を決めた人の名簿です。研修の回ごとに分けて作ります。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    any_year=True,
    span=SESSIONS,
    at_once=EVERYBODY,
    uses=TRAINING,
)
