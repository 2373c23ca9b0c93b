"""DXスキルシート: one person's year on A4 portrait: radar and levels first, then what was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dxdesk.domain.wareki import wareki
from dxdesk.pdf import charts
from dxdesk.pdf.flow import COMPACT, SMALL, Flow, Part, entry, footer, printed_line
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A4, MM, MUTED, Fonts, Paper
from dxdesk.pdf.person_head import continued, person_box, title_line
from dxdesk.pdf.stage_part import stages
from dxdesk.pdf.tables import Cell, Column, Setting, level_cell, table
from dxdesk.ports.document_wording import CORRECTION_LABEL
from dxdesk.ports.printing import Align, Confirmation, LevelScale, Progress, RadarAxis, SkillLine, SkillSheet

_RADAR_WIDTH = 88 * MM
_GUTTER = 4 * MM
_ROWS_BESIDE_RADAR = 26
_LEVEL_WIDTH = 10.5 * MM
_LEVEL_TITLES = ("必要", "前年", "自己", "確認")
_AS_REPORTED_TITLES = (*_LEVEL_TITLES[:-1], "結果")
_NOW_AS_REPORTED = "今年(申告のまま)"
_LEFT = 44 * MM
_NAME = 9.0


def draw(fonts: Fonts, records: Sequence[SkillSheet], progress: Progress | None = None) -> Paper:
    """Draw the sheets one after the other; every person begins on a new page numbered from 1."""
    paper = Paper(fonts, A4)
    for done, record in enumerate(records, start=1):
        paper.about(record.person.subject, *(step.by for step in record.confirmations))
        paper.entitle(record.person.subject)
        _sheet(paper, record)
        if progress is not None:
            progress(done, len(records))
    return paper


def _sheet(paper: Paper, record: SkillSheet) -> None:
    flow = Flow(paper, continued(record.title, record.fiscal_year, record.person))
    title_line(flow, record.title, record.fiscal_year, record.municipality, record.state)
    person_box(flow, record.person)
    _overview(flow, record)
    stages(flow, record.stages, _LEFT, COMPACT)
    _written(flow, record)
    _overall(flow, record)
    flow.finish(
        footer(
            paper,
            purpose=record.purpose,
            right=record.person.employee_number,
            printed=printed_line(record.printed_on),
        )
    )


def _overview(flow: Flow, record: SkillSheet) -> None:
    """Draw radar and levels side by side; a very long list goes below the radar over the whole width."""
    flow.y += 4
    if len(record.skills) > charts.MOST_AXES:
        _levels(flow, record, 0.0)
        flow.y += 6
        _confirmations_beside(flow, record.confirmations, 0.0)
        return
    top = flow.y
    count = len(record.skills) + len(record.mindset) + bool(record.mindset)
    beside = count <= _ROWS_BESIDE_RADAR
    least = 70 * MM if len(record.skills) >= charts.LEAST_AXES else 44 * MM
    height = min(max(_table_height(count) if beside else 0, least), 104 * MM)
    radar_width = _RADAR_WIDTH if beside else flow.width
    axes = [
        RadarAxis(line.skill, line.confirmed, line.last_year, line.required, line.scale)
        for line in record.skills
    ]
    now = (_NOW_AS_REPORTED,) if record.as_reported else ()
    chart = charts.radar(flow.paper.fonts, axes, radar_width, height, *now)
    flow.paper.drawing(chart, flow.left, top + 6)
    note = flow.paper.fonts.wrap(_left_out(record), 7, radar_width)
    height += 9.5 * len(note)
    flow.paper.lines(flow.left, top + height + 11 - 9.5 * (len(note) - 1), note, 7, 9.5, colour=MUTED)
    if not beside:
        flow.y = top + height + 12
    indent = _RADAR_WIDTH + _GUTTER if beside else 0.0
    _levels(flow, record, indent)
    if beside:
        _confirmations_beside(flow, record.confirmations, indent)
        flow.y = max(flow.y, top + height + 8)
    elif record.confirmations:
        flow.y += 6
        _confirmations_beside(flow, record.confirmations, indent)


def _left_out(record: SkillSheet) -> str:
    """Return what the table beside the chart has and the chart has not; empty for nothing."""
    count = len(record.skills)
    drawn = sum(line.confirmed is not None for line in record.skills)
    found = []
    if 0 < drawn < count:
        found.append(f"図の線は、{count}項目のうち、レベルのある{drawn}項目の分です。")
    if not any(line.last_year is not None for line in record.skills):
        found.append("前年の記録はありません。")
    if not any(line.required is not None for line in record.skills):
        found.append("要求水準の定めはありません。")
    if record.mindset:
        found.append("マインドセットは図に入れていません。")
    return "".join(found)


def _table_height(rows: int) -> float:
    return rows * 17.0 + 24


def _levels(flow: Flow, record: SkillSheet, indent: float) -> None:
    setting = Setting(size=8.5, leading=11.0, pad=3.0, indent=indent)
    name_width = flow.width - indent - len(_LEVEL_TITLES) * _LEVEL_WIDTH
    columns = [Column("スキル", name_width)]
    titles = _AS_REPORTED_TITLES if record.as_reported else _LEVEL_TITLES
    columns += [Column(title, _LEVEL_WIDTH, Align.CENTER) for title in titles]
    rows = [_level_row(line) for line in record.skills]
    if record.mindset:
        blank = [Cell("") for _ in _LEVEL_TITLES]
        rows.append([Cell("マインドセット", colour=MUTED, style=Style.BOLD), *blank])
        rows += [_level_row(line) for line in record.mindset]
    table(flow, columns, rows, setting)
    _legend(flow, record, indent)


def _level_row(line: SkillLine) -> list[Cell]:
    scale = line.scale
    return [
        Cell(line.skill, smallest=7.0),
        level_cell(line.required, scale, shaded=False),
        level_cell(line.last_year, scale, shaded=False),
        level_cell(line.self_level, scale, shaded=False),
        level_cell(line.confirmed, scale),
    ]


def _legend(flow: Flow, record: SkillSheet, indent: float) -> None:
    """Say what the marks mean, once for every scale that differs."""
    scales = tuple(dict.fromkeys(line.scale for line in (*record.skills, *record.mindset)))
    spoken = {scale.names: scale.spoken for scale in scales}
    if len(spoken) > 1:
        spoken = {scale.names: f"{scale.title}: {scale.spoken}" for scale in scales}
    text = "\n".join((*spoken.values(), "― 回答なし")) if len(spoken) > 1 else ""
    text = text or f"{next(iter(spoken.values()), '')} / ― 回答なし"
    lines = [
        line for part in text.split("\n") for line in flow.paper.fonts.wrap(part, 7, flow.width - indent)
    ]
    flow.y = flow.paper.lines(flow.left + indent, flow.y + 10, lines, 7, 9.5, colour=MUTED)


def _written(flow: Flow, record: SkillSheet) -> None:
    """Draw what was written per skill; skills without any text are named in one line."""
    flow.heading("スキルごとの記録")
    silent: list[str] = []
    whole = (*record.skills, *record.mindset)
    for line in whole:
        parts = [
            Part("根拠", line.evidence),
            Part("確認者のコメント", line.comment),
            Part(CORRECTION_LABEL, line.correction),
            Part("来年度の目標", line.next_goal),
        ]
        written = [part for part in parts if part.text]
        if written:
            head = _entry_head(flow, line.skill, change_text(line.last_year, line.confirmed, line.scale))
            entry(flow, _LEFT, head, written, name=line.skill, spacing=COMPACT)
        else:
            silent.append(line.skill)
    if silent:
        flow.y += 5
        text = "記入はありません。" if len(silent) == len(whole) else f"記入のない項目: {'、'.join(silent)}"
        flow.paragraph(text, size=8, leading=12, colour=MUTED)


def _entry_head(flow: Flow, title: str, below: str = "") -> Callable[[float], float]:
    def head(top: float) -> float:
        paper = flow.paper
        lines = paper.fonts.title(title, _NAME, _LEFT - 4 * MM, Style.BOLD)
        y = paper.lines(flow.left, top + _NAME, lines, _NAME, 12, style=Style.BOLD)
        if below:
            paper.text(flow.left, y, below, 8, colour=MUTED)
        return y - top + (3 if below else -7)

    return head


def change_text(last_year: int | None, confirmed: int | None, scale: LevelScale) -> str:
    """Return ``LV1 → LV2 ▲``, or the level alone where there was none last year."""
    now = scale.name(confirmed)
    if last_year is None or confirmed is None:
        return now if confirmed is not None else "確認なし"
    if last_year == confirmed:
        return f"{now}(前年と同じ)"
    mark = "▲" if confirmed > last_year else "▼"
    return f"{scale.name(last_year)} → {now} {mark}"


def _overall(flow: Flow, record: SkillSheet) -> None:
    remarks = (
        ("確認者の総合コメント", Part("", record.overall_comment)),
        ("来年度に向けて(コメント)", Part("", record.overall_goal)),
        ("研修・資格の記録", Part("", bullets=record.evidence_known)),
    )
    written = [(title, part) for title, part in remarks if part.text or part.bullets]
    if written:
        flow.heading("全体の記録", keep=24)
    for title, part in written:
        entry(flow, _LEFT, _entry_head(flow, title), [part], name=title, spacing=COMPACT)


def _confirmations_beside(flow: Flow, steps: Sequence[Confirmation], indent: float) -> None:
    """Draw who confirmed when, one line a step, under the levels."""
    x = flow.left + indent
    flow.y += 4
    for step in steps:
        day = f"  {wareki(step.on)}" if step.on else ""
        size, lines = flow.paper.fonts.fit(f"{step.by}{day}", 8.5, 7, flow.right - x - 17 * MM)
        flow.paper.text(x, flow.y + 10, step.step, SMALL, colour=MUTED)
        flow.y = flow.paper.lines(x + 17 * MM, flow.y + 10, lines, size, size * 1.3) - 10 + 2
