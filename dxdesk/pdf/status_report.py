"""提出状況: how far every section is, as counts per state with one bar each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxdesk.domain.head_shares import HeadShare
from dxdesk.domain.wareki import wareki
from dxdesk.pdf.flow import TOP, Flow, footer
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A3_LANDSCAPE, A4, A4_LANDSCAPE, MM, MUTED, Fonts, Paper
from dxdesk.pdf.person_head import title_line
from dxdesk.pdf.tables import Cell, Column, Setting, table
from dxdesk.ports.printing import Align, Progress, StatusReport, StatusRow

_STATES_ON_PORTRAIT = 5
_HOW = (
    "「提出」は申告を出した人の合計、その右はいまの状態ごとの人数です(1人は1か所だけで数えます)。",
    "「済み」は、最後の確認まで終わった人です。二次確認のある人は二次確認まで、確認者のいない人は提出までです。",
)
_NUMBER = 36.0
_BAR = 96.0
_LARGER = 1.7
"""How much wider the columns of figures are on A3, which is about as much wider than A4."""
_ATTENTION = "#9a4500"


def draw(fonts: Fonts, records: Sequence[StatusReport], progress: Progress | None = None) -> Paper:
    """Draw the report; many states, and A3, turn the page to landscape."""
    (record,) = records
    size = A3_LANDSCAPE if record.large else A4 if len(record.states) <= _STATES_ON_PORTRAIT else A4_LANDSCAPE
    paper = Paper(fonts, size)
    flow = Flow(paper, lambda again: _again(again, record))
    title_line(flow, record.title, record.fiscal_year, record.municipality)
    _summary(flow, record)
    number, bar = (_NUMBER * _LARGER, _BAR * _LARGER) if record.large else (_NUMBER, _BAR)
    columns = [Column("所属", 0), Column("人数", number, Align.RIGHT), Column("提出", number, Align.RIGHT)]
    columns += [Column(_in_lines(state), number, Align.RIGHT) for state in record.states]
    columns += [Column("期限超過", number, Align.RIGHT), Column("済み", bar)]
    name_width = flow.width - sum(column.width for column in columns)
    columns[0] = Column("所属", name_width)
    rows = [_cells(row) for row in record.rows]
    if len(rows) != 1:
        rows.append(_cells(_total(record), style=Style.BOLD))
    table(flow, columns, rows, Setting(size=8.5, leading=11.5, pad=4.0, gap=9.0, centred=True))
    if progress is not None:
        progress(1, 1)
    flow.finish(footer(paper, purpose=record.purpose, printed=f"{wareki(record.as_of)} 現在"))
    return paper


def _again(flow: Flow, record: StatusReport) -> None:
    flow.y = TOP + 8
    flow.paper.text(flow.left, flow.y, f"{record.title} {wareki(record.as_of)} 現在", 8, colour=MUTED)
    flow.y += 8


def _total(record: StatusReport) -> StatusRow:
    counts = tuple(sum(row.counts[position] for row in record.rows) for position in range(len(record.states)))
    staff = sum(row.staff for row in record.rows)
    late, done = sum(row.late for row in record.rows), sum(row.done for row in record.rows)
    return StatusRow("合計", staff, counts, late, sum(row.handed_in for row in record.rows), done)


def _summary(flow: Flow, record: StatusReport) -> None:
    paper = flow.paper
    total = _total(record)
    done = total.done
    y = flow.y + 22
    figure = str(done)
    paper.text(flow.left, y, figure, 26, style=Style.BOLD)
    x = flow.left + paper.fonts.width(figure, 26, Style.BOLD) + 4
    steps = "、".join(f"{step} {count}人" for step, count in record.late_steps)
    late = f"   期限を過ぎた人 {total.late}人" if total.late else ""
    late += f"({steps})" if late and steps else ""
    paper.text(x, y, f"人 済み / {total.staff}人のうち", 11)
    x += paper.fonts.width(f"人 済み / {total.staff}人のうち", 11)
    paper.text(x, y, late, 11, colour=_ATTENTION)
    flow.y = y + 8
    share = done / total.staff if total.staff else 0.0
    paper.box(flow.left, flow.y, flow.width, 7, fill="#eceff2")
    if share:
        paper.box(flow.left, flow.y, flow.width * share, 7, fill="#2f73ad")
    dues = [f"{wareki(record.as_of)} 現在"]
    dues += [f"{what} {wareki(day, weekday=True)}" for what, day in record.due]
    flow.y += 11
    lines = paper.fonts.wrap("   ".join(dues), 8.5, flow.width)
    flow.y = paper.lines(flow.left, flow.y + 9, lines, 8.5, 12, colour=MUTED)
    lines = [line for sentence in _HOW for line in paper.fonts.wrap(sentence, 8.5, flow.width)]
    flow.y = paper.lines(flow.left, flow.y, lines, 8.5, 12, colour=MUTED) + 2 * MM


def _in_lines(state: str) -> str:
    """Return a heading that is broken between its words, where three letters stand in a line."""
    return re.sub("^(一次|二次)(確認.+)", r"\1\n\2", state)


def _cells(row: StatusRow, style: Style = Style.GOTHIC) -> list[Cell]:
    done = row.done
    share = done / row.staff if row.staff else 0.0
    cells = [Cell(row.section, style=style, smallest=7.0), Cell(str(row.staff), style=style)]
    counts = (row.handed_in, *row.counts)
    cells += [Cell(str(count) if count else "–", style=style) for count in counts]
    late = Cell(str(row.late), style=Style.BOLD, colour=_ATTENTION) if row.late else Cell("–", style=style)
    return [*cells, late, Cell(HeadShare(done, row.staff).text, bar=share)]
