"""結果通知票: tells one person what was confirmed and what the next level still needs (A4 portrait)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dxdesk.domain.wareki import wareki
from dxdesk.pdf.flow import AIRY, BODY, COMPACT, TOP, Flow, Part, Spacing, entry, footer
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A4, HAIRLINE, MM, MUTED, Fonts, Paper
from dxdesk.pdf.person_head import continued
from dxdesk.pdf.spoiled import strike_spoiled
from dxdesk.pdf.stage_part import stages, titled
from dxdesk.pdf.tables import level_colours
from dxdesk.ports.document_wording import (
    CORRECTION_LABEL,
    COURSES_LABEL,
    PROPOSAL,
    PROPOSAL_GUIDE,
    TOP_LEVEL,
    proposed_way,
    result_opening,
    seal_told,
)
from dxdesk.ports.printing import Align, Progress, ResultLine, ResultNotice

_LEFT = 50 * MM
_FITS = ((BODY, AIRY), (BODY, COMPACT), (8.5, Spacing(1.36, 2.0, 3.5, 2.5)))
"""Type sizes and distances from the roomiest to the tightest that still reads well."""

_SAVED = 0.42
"""How full a last page may be, set roomily, for the tightest to have a chance to save it."""

_BADGE = 11 * MM
_BESIDE = 7.5


def draw(fonts: Fonts, records: Sequence[ResultNotice], progress: Progress | None = None) -> Paper:
    """Draw the notices one after the other; every person begins on a new page numbered from 1."""
    paper = Paper(fonts, A4)
    if records[0].issued_on is not None:
        paper.dated(records[0].issued_on, records)
    for done, record in enumerate(records, start=1):
        paper.about(record.person.subject)
        paper.entitle(record.person.subject)
        _notice(paper, record)
        if progress is not None:
            progress(done, len(records))
    return paper


def _notice(paper: Paper, record: ResultNotice) -> None:
    flow = _fill(paper, record, *_FITS[0])
    # One page less where it has a chance: people file it, and a last page of two lines looks like a mistake.
    before = paper.held_pages
    if before and (flow.y - TOP) / (flow.bottom - TOP) <= _SAVED:
        for fit in (*_FITS[1:], _FITS[0]):
            paper.drop_record()
            flow = _fill(paper, record, *fit)
            if paper.held_pages < before:
                break
    foot = footer(paper, purpose=record.purpose, right=record.person.employee_number)

    def finish(page: int, pages: int) -> None:
        strike_spoiled(paper, record.marks)
        foot(page, pages)

    flow.finish(finish)


def _fill(paper: Paper, record: ResultNotice, size: float, spacing: Spacing) -> Flow:
    """Draw all of a notice but the feet of its pages."""
    flow = Flow(paper, continued(record.title, record.fiscal_year, record.person))
    tight = spacing is not AIRY
    _letter_head(flow, record, 38 if tight else 50)
    # What somebody wrote themselves for the next year stands once: with the proposal, where there is one.
    later = {line.uid for line in record.proposal if line.own}
    for title, lines in (("スキルごとの結果", record.lines), ("マインドセット", record.mindset)):
        if lines or lines is record.lines:
            flow.heading(title)
        for line in lines:
            shown = replace(line, next_goal="") if line.uid in later else line
            _result(flow, shown, size, spacing, as_reported=record.as_reported)
    stages(flow, record.stages, _LEFT, spacing)
    _proposal(flow, record, size, spacing)
    if record.overall_comment:
        flow.heading("総合コメント", keep=30)
        flow.y += 6
        flow.paragraph(record.overall_comment)
    _notes(flow, record, tight)
    return flow


def _proposal(flow: Flow, record: ResultNotice, size: float, spacing: Spacing) -> None:
    """Draw what is proposed for the next year; nothing where nothing is."""
    if not record.proposal:
        return
    flow.heading(PROPOSAL, keep=40)
    flow.y += 6
    for text in PROPOSAL_GUIDE:
        flow.paragraph(text, size=8, leading=12, colour=MUTED)
    flow.y += 4
    for line in record.proposal:
        label, way = proposed_way(line)
        parts = [Part(label, way)] if way else []
        parts += [Part("本人の目標", line.own)] if line.own else []
        parts += [Part("足りないもの", bullets=line.missing)] if line.missing else []
        parts += [Part("次に受ける研修", "、".join(line.courses))] if line.courses else []
        entry(
            flow, _LEFT, titled(flow, line.about, _LEFT), parts, name=line.about, size=size, spacing=spacing
        )


def _letter_head(flow: Flow, record: ResultNotice, above_title: float) -> None:
    """Draw the notice as an office writes: number and date, addressee, sender, title, first sentence."""
    paper, person = flow.paper, record.person
    y = TOP + 8
    paper.lines(flow.left, y, record.marks, 9.5, 14)
    for text in (record.document_number, wareki(record.issued_on) if record.issued_on else ""):
        if text:
            size, lines = paper.fonts.fit(text, 9.5, 7.5, flow.width)
            y = paper.lines(flow.right, y, lines, size, 14, align=Align.RIGHT)
    y = max(y, TOP + 22) + 4
    size, lines = paper.fonts.fit(person.department, 10, 7.5, flow.width * 0.62)
    y = paper.lines(flow.left, y, lines, size, size * 1.35)
    size, lines = paper.fonts.fit(person.name, 15, 9.5, flow.width * 0.6)
    y = paper.lines(flow.left, y + 8, lines, size, size * 1.3) - size * 1.3
    after = flow.left + paper.fonts.width(lines[-1], size)
    paper.text(after + size * 0.6, y, record.honorific, size * 0.8)
    paper.text(flow.left, y + 15, f"職員番号 {person.employee_number}", 8, colour=MUTED)
    size, lines = paper.fonts.fit(record.issuer or record.municipality, 10.5, 7.5, flow.width * 0.6)
    y = paper.lines(flow.right, y + 15, lines, size, size * 1.35, align=Align.RIGHT) - size * 1.35 - 15
    if told := seal_told(record.seal):
        paper.text(flow.right, y + 15 + size * 1.35, told, 8.5, align=Align.RIGHT)
    y += above_title
    paper.text(paper.width / 2, y, record.title, 17, style=Style.BOLD, align=Align.CENTER, spacing=1.2)
    flow.y = y + 16
    flow.paragraph(result_opening(record), size=9.5, leading=15)
    if record.correction:
        flow.y += 2
        flow.paragraph(record.correction, size=9.5, leading=15)


def _result(flow: Flow, line: ResultLine, size: float, spacing: Spacing, *, as_reported: bool) -> None:
    parts: list[Part] = []
    if line.comment:
        parts.append(Part("確認者のコメント", line.comment))
    if line.correction:
        parts.append(Part(CORRECTION_LABEL, line.correction))
    if line.next_level is not None and line.next_statements:
        parts.append(Part(f"{line.scale.name(line.next_level)}に必要なこと", bullets=line.next_statements))
    elif line.at_top:
        parts.append(Part("次のレベル", TOP_LEVEL))
    if line.courses:
        parts.append(Part(COURSES_LABEL, "、".join(line.courses)))
    if line.next_goal:
        parts.append(Part("来年度の目標", line.next_goal))
    head = _head(flow, line, "申告" if as_reported else "確認")
    entry(flow, _LEFT, head, parts, name=line.skill, size=size, spacing=spacing)


def _head(flow: Flow, line: ResultLine, stands: str) -> Callable[[float], float]:
    def head(top: float) -> float:
        paper = flow.paper
        fill, ink = level_colours(line.confirmed, line.scale)
        mark = line.scale.mark(line.confirmed)
        paper.box(flow.left, top, _BADGE, _BADGE, fill=fill, line=HAIRLINE, weight=0.35)
        middle = flow.left + _BADGE / 2
        high = 16 if len(mark) < 2 else 9
        baseline = top + _BADGE / 2 + high * 0.35
        paper.text(middle, baseline, mark, high, style=Style.BOLD, colour=ink, align=Align.CENTER)
        x = flow.left + _BADGE + 3 * MM
        room = _LEFT - _BADGE - 6 * MM
        size, lines = paper.fonts.fit(line.skill, 9.5, 8.5, room, Style.BOLD)
        if len(lines) > 1:
            lines = paper.fonts.title(line.skill, size, room, Style.BOLD)
        y = paper.lines(x, top + 9.5, lines, size, 12, style=Style.BOLD)
        beside = _beside(line, stands)
        if paper.fonts.width("  ".join(beside), _BESIDE) <= room:
            beside = ["  ".join(beside)]
        for text in beside:
            small, wrapped = paper.fonts.fit(text, _BESIDE, 6.0, room)
            y = paper.lines(x, y, wrapped, small, 10.5, colour=MUTED)
        return max(_BADGE, y - top - 4)

    return head


def _beside(line: ResultLine, stands: str) -> list[str]:
    """Return the level that ``stands`` (確認, or 申告 where nobody confirmed it), and those to compare."""
    scale = line.scale
    confirmed = f"{stands}{scale.name(line.confirmed)}" if line.confirmed is not None else f"{stands}なし"
    own = () if stands == "申告" else (("自己", line.self_level),)
    others = (*own, ("前年", line.last_year), ("必要", line.required))
    compared = "  ".join(f"{what}{scale.name(level)}" for what, level in others if level is not None)
    return [text for text in (confirmed, compared) if text]


def _notes(flow: Flow, record: ResultNotice, tight: bool) -> None:
    notes = [record.statements_note]
    if record.contact:
        notes.append(f"お問い合わせ: {record.contact}")
    flow.y += 4 if tight else 8
    for note in notes:
        if note:
            flow.paragraph(note, size=8, leading=11 if tight else 12, colour=MUTED)
