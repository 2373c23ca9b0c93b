"""受講決定一覧: of each session, who was granted a seat, and by what decision of the office's own."""

from __future__ import annotations

from dxdesk.domain.capabilities import TRAINING
from dxdesk.domain.wareki import long_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind
from dxdesk.usecases.reports.missing_glyphs import sessions_without_missing
from dxdesk.usecases.reports.session_papers import SESSIONS, granted_sessions, paper
from dxdesk.usecases.training.enrolment_lists import Line, SessionList
from dxdesk.usecases.training.wording import decision_papers
from dxdesk.usecases.workplace.desk import Desk

_COLUMNS = (
    doc.TableColumn("番号", 0.6, doc.Align.RIGHT),
    doc.TableColumn("職員番号", 1.2),
    doc.TableColumn("氏名", 2.0, names=True),
    doc.TableColumn("所属", 1.9),
    doc.TableColumn("決定した日", 1.6),
    doc.TableColumn("決定の理由", 1.2),
    doc.TableColumn("備考", 1.7),
)


def _row(position: int, line: Line) -> tuple[str, ...]:
    decided = long_day(line.decided_on)
    return str(position), line.number, line.name, line.section[1], decided, line.reason, line.note


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    def sheet(one: SessionList) -> doc.SessionPaper:
        entries = decision_papers(one.session, long_day)
        return paper(desk, order, one, KIND.title, _COLUMNS, _row, entries=entries)

    records = [sheet(one) for one in granted_sessions(desk, order)]
    return desk.services.printer.draw(sessions_without_missing(desk.services.printer, records), progress)


KIND = ReportKind(
    kind="enrolment-decisions",
    title="受講決定一覧",
    roles=(Role.HR,),
    hint="受講を決めた人と、その決定の根拠、決裁番号、決裁日です。空いた欄には手で書き入れられます。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    any_year=True,
    span=SESSIONS,
    at_once=EVERYBODY,
    uses=TRAINING,
)
