"""成長記録: one person's file over all years on paper, what counts apart from what does not yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.growth_files.reading import Kept, PersonFile
from dxdesk.usecases.growth_files.words import worth_told
from dxdesk.usecases.reports.growth_people import (
    PURPOSE,
    as_of,
    entry_told,
    files_of,
    head_of,
    people,
    when_told,
)
from dxdesk.usecases.reports.kind import Named, Order, ReportKind, today
from dxdesk.usecases.reports.span import Span, no_years
from dxdesk.usecases.workplace.desk import Desk

_COLUMNS = (
    doc.TableColumn("いつ", 1.3),
    doc.TableColumn("種類", 0.9),
    doc.TableColumn("内容", 3.2),
    doc.TableColumn("状態(確認した人、見たもの)", 2.0),
)
_MONTHS = (
    doc.TableColumn("実務経験", 2),
    doc.TableColumn("通算", 1, doc.Align.RIGHT),
    doc.TableColumn("継続(途切れない最長)", 1.4, doc.Align.RIGHT),
)
_COUNTS = "確認済の記録と、人事課の記録です。段階の判定や人数に数えます。"
_WAITS = "未確認の記録と、確認できないとされた記録です。段階の判定、人数、率のどこにも数えません。"
_ABSENT = "欠席や不合格の記録です。段階の判定、人数、率のどこにも数えません。"
_MONTHS_NOTE = (
    "確認済の実務経験だけの月数です。重なった月は1回だけ数えます。"
    "基準に定めがないときは通算で数えます(本システムの補足です)。"
)


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    files = files_of(desk, order)
    with desk.store.read() as uow:
        heads = [head_of(uow, file) for file in files]
    name, day = desk.identity.municipality_name, today(desk)
    records = [_record(name, file, head, day) for file, head in zip(files, heads, strict=True)]
    return desk.services.printer.draw(records, progress)


def _record(municipality: str, file: PersonFile, head: doc.PersonHead, day: date) -> doc.TextDocument:
    counting = [kept for kept in file.lines if kept.line.counts]
    absent = [kept for kept in file.lines if kept.line.absent]
    others = [kept for kept in file.lines if not kept.line.counts and not kept.line.absent]
    parts = (
        doc.TextPart("1 月数", (_MONTHS_NOTE,), _MONTHS, _months(file)),
        _part(f"2 確認された記録({len(counting):,}件)", _COUNTS, counting, "確認された記録はありません。"),
        _part(
            f"3 確認されていない記録({len(others):,}件)", _WAITS, others, "確認されていない記録はありません。"
        ),
        *(
            (_part(f"4 受けていない研修・試験の記録({len(absent):,}件)", _ABSENT, absent, ""),)
            if absent
            else ()
        ),
    )
    return doc.TextDocument(
        *(KIND.title, municipality, parts, head, (as_of(day, file),)), printed_on=day, purpose=PURPOSE
    )


def _part(heading: str, note: str, lines: Iterable[Kept], nothing: str) -> doc.TextPart:
    rows = tuple(_row(kept) for kept in lines)
    return doc.TextPart(heading, (note,) if rows else (), _COLUMNS, rows, nothing)


def _row(kept: Kept) -> tuple[str, ...]:
    line = kept.line
    return when_told(line.entry), line.kind.name, entry_told(line.entry), worth_told(line)


def _months(file: PersonFile) -> tuple[tuple[str, ...], ...]:
    found = file.months
    return (
        ("すべての役割", f"{found.total:,}か月", f"{found.running:,}か月"),
        ("うちリード", f"{found.lead:,}か月", f"{found.lead_running:,}か月"),
    )


KIND = ReportKind(
    kind="growth-file",
    title="成長記録",
    roles=(Role.HR, Role.SECTION, Role.PERSONAL),
    hint="1人の全部の年度の記録です。確認された記録と、まだ確認されていない記録を分けて示します。",
    make=_make,
    named=Named.PEOPLE,
    any_year=True,
    at_once=1,
    span=Span(no_years, people, in_work=False, quick=False),
    uses=GROWTH_FILES,
)
