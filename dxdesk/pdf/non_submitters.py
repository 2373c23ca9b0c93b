"""未提出者一覧: who has not handed in yet, a page a section, to be handed to whoever asks after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxdesk.domain.wareki import wareki
from dxdesk.pdf.flow import footer
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.list_head import begin
from dxdesk.pdf.paper import A4, MM, Fonts, Paper
from dxdesk.pdf.tables import Cell, Column, Setting, table
from dxdesk.ports.printing import Align, NonSubmitters, Progress

_NUMBER, _STATE, _DUE, _DAYS = 30 * MM, 20 * MM, 42 * MM, 26 * MM
_ATTENTION = "#9a4500"


def draw(fonts: Fonts, records: Sequence[NonSubmitters], progress: Progress | None = None) -> Paper:
    """Draw the sections one after the other; each begins on a new page numbered from 1."""
    paper = Paper(fonts, A4)
    for done, record in enumerate(records, start=1):
        paper.about(record.section)
        paper.entitle(record.section)
        _section(paper, record)
        if progress is not None:
            progress(done, len(records))
    return paper


def _section(paper: Paper, record: NonSubmitters) -> None:
    count = f"未提出 {len(record.rows):,}人 / 対象 {record.asked:,}人"
    late = sum(row.days > 0 for row in record.rows)
    if late:
        count += f"   うち期限を過ぎた人 {late:,}人"
    flow = begin(
        paper,
        record.title,
        record.fiscal_year,
        record.municipality,
        record.section,
        (count, *record.notes),
    )
    name = flow.width - _NUMBER - _STATE - _DUE - _DAYS
    columns = [
        Column("職員番号", _NUMBER),
        Column("氏名", name),
        Column("状態", _STATE),
        Column("期限", _DUE),
        Column("期限からの日数", _DAYS, Align.RIGHT),
    ]
    setting = Setting(size=9.5, leading=13.0, pad=4.5, gap=9.0, centred=True)
    table(flow, columns, _rows(record), setting)
    paper.about(record.section)
    printed = f"{wareki(record.as_of)} 現在"
    flow.finish(footer(paper, purpose=record.purpose, printed=printed))


def _rows(record: NonSubmitters) -> Iterator[list[Cell]]:
    for row in record.rows:
        late = Cell(f"{row.days:,}日", style=Style.BOLD, colour=_ATTENTION)
        yield [
            Cell(row.number, smallest=7.0, subject=row.subject),
            Cell(row.name, smallest=7.0),
            Cell(row.state),
            Cell(wareki(row.due, weekday=True) if row.due else "\u2013"),
            late if row.days > 0 else Cell("\u2013"),
        ]
