"""方針の策定の手順と予定: tasks by month, who answers for them, and what the store holds for each."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.capabilities import AGENDA
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.agenda.ledger import agenda_on
from dxdesk.usecases.drafting.ledger import draftings
from dxdesk.usecases.drafting.overview import Drafting, TaskLine, board
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span, Years, nobody_to_choose
from dxdesk.usecases.workplace.desk import Desk

_COLUMNS = (
    doc.TableColumn("時期", 1.9),
    doc.TableColumn("手順", 0.6, doc.Align.CENTER),
    doc.TableColumn("すること", 4.0),
    doc.TableColumn("この台帳にあるもの", 3.5),
    doc.TableColumn("担当", 1.3),
    doc.TableColumn("状況", 1.5),
)
_ABOUT = "時期の「推定」は、もとの表の結合されたセルから読んだ月か、本システムが補った月です。"
_SOURCE = "手順は、東京都・GovTech東京の補足資料(令和7年12月)の要約です。公式の文言ではありません。"
_LATE = "過ぎました"


def paper(desk: Desk, fiscal_year: int = 0) -> doc.TextDocument:
    """Return the document of the drafting for a year (0: the first one under way); one's own comes first.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``nobody-to-print`` (there is none).
    """
    found = board(desk)
    fitting = [one for one in found.draftings if fiscal_year in (0, one.said.fiscal_year)]
    fitting.sort(key=lambda one: one.owner != found.own)
    if not fitting:
        raise nothing(
            f"{fiscal_year_label(fiscal_year)}の方針の策定は、始めていません。"
            if fiscal_year
            else "方針の策定は、始めていません。",
            "「検討と予定」の「方針の策定」で始めてください。",
        )
    one = fitting[0]
    done = f"{one.title}の手順と予定です。{one.asked:,}件のうち{one.done:,}件が済んでいます。"
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        (doc.TextPart("手順と予定", columns=_COLUMNS, rows=tuple(_rows(one))),),
        paragraphs=(done, _ABOUT, _SOURCE),
        fiscal_year=one.said.fiscal_year,
        printed_on=today(desk),
    )


def _rows(one: Drafting) -> Iterator[tuple[str, ...]]:
    for line in one.lines:
        yield (
            line.months.replace("(", "\n("),
            str(line.task.step or ""),
            f"{line.task.name}\n{line.what}" if line.task.step else line.task.name,
            "\n".join(line.known) or "―",
            "(担当がいません)" if line.lost else "\n".join(filter(None, (line.section, line.person))),
            _state(line),
        )


def _state(line: TaskLine) -> str:
    if line.said.done_on:
        return f"{line.state}\n{short_day(line.said.done_on)}"
    return _LATE if line.late else line.state


def _years(desk: Desk) -> Years:
    with desk.store.read() as uow:
        held = draftings(uow).held if agenda_on(uow) else ()
    years = sorted({one.said.fiscal_year for one in held if not one.said.ended}, reverse=True)
    return tuple((year, fiscal_year_label(year)) for year in years)


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year))
    return desk.services.printer.draw([record], progress)


KIND = ReportKind(
    kind="drafting-sheet",
    title="方針の策定の手順と予定",
    roles=(Role.HR, Role.DX),
    hint="方針を作る6つの手順と前後の予定を、担当、状況、この台帳にあるものと一緒に載せます。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    whole_store=True,
    at_once=EVERYBODY,
    span=Span(_years, nobody_to_choose),
    uses=AGENDA,
)
