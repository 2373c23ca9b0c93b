"""スキルマップ on A4 landscape: person × skill, then section × skill; number and shade in every cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.pdf.flow import TOP, Flow, footer, printed_line
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A4_LANDSCAPE, HAIRLINE, MUTED, Fonts, Paper
from dxdesk.pdf.person_head import title_line
from dxdesk.pdf.tables import Cell, Column, Setting, level_cell, level_colours, table
from dxdesk.ports.printing import Align, LevelScale, MapRow, Progress, SectionMap, SectionRow

_WIDEST_SKILL = 62.0
_LEVEL_HEADINGS_UP_TO = 10
_LEGEND = 22.0
"""Points that a line takes which says what the shades mean."""

_SHARE_SCALE = LevelScale(("0–24%", "25–49%", "50–74%", "75%以上"))


def draw(fonts: Fonts, records: Sequence[SectionMap], progress: Progress | None = None) -> Paper:
    """Draw the map; people first, sections on a page of their own when both are there."""
    (record,) = records
    paper = Paper(fonts, A4_LANDSCAPE, record.title)
    flow = Flow(paper, _continued(record))
    title_line(flow, record.title, record.fiscal_year, record.municipality)
    _caption(flow, record)
    if record.rows:
        _people(flow, record, progress)
    if record.rows and record.sections:
        paper.about("")
        flow.new_page()
    if record.sections:
        _sections(flow, record)
    paper.about("")
    flow.finish(footer(paper, purpose=record.purpose, printed=printed_line(record.printed_on)))
    return paper


def _continued(record: SectionMap) -> Callable[[Flow], None]:
    def draw_head(flow: Flow) -> None:
        parts = (record.title, fiscal_year_label(record.fiscal_year), record.section)
        flow.y = TOP + 8
        text = " ".join(part for part in parts if part)
        flow.paper.within(flow.left, flow.y, text, 8, flow.width, colour=MUTED)
        flow.y += 8

    return draw_head


def _caption(flow: Flow, record: SectionMap) -> None:
    people = f"{len(record.rows)}人" if record.rows and "人のうち" not in record.basis else ""
    text = " ・ ".join(part for part in (record.section, record.basis, people) if part)
    if text:
        size, lines = flow.paper.fonts.fit(text, 10, 8, flow.width)
        flow.y = flow.paper.lines(flow.left, flow.y + 9, lines, size, 13) - 4
    flow.y += 4


def _setting(record: SectionMap) -> Setting:
    many = len(record.skills) > _LEVEL_HEADINGS_UP_TO
    return Setting(
        size=8.0 if many else 8.5,
        leading=10.5,
        pad=2.8,
        gap=3.0 if many else 6.0,
        head_size=7.0,
        centred=True,
    )


def _skill_columns(record: SectionMap, room: float) -> list[Column]:
    width = min(room / max(len(record.skills), 1), _WIDEST_SKILL)
    turned = len(record.skills) > _LEVEL_HEADINGS_UP_TO
    return [Column(skill, width, Align.CENTER, turned) for skill in record.skills]


def _people(flow: Flow, record: SectionMap, progress: Progress | None) -> None:
    several = len({row.person.department for row in record.rows}) > 1
    fixed = [Column("職員番号", 46), Column("氏名", 92)]
    if several:
        fixed.append(Column("所属", 88))
    fixed.append(Column("職層・職名", 64))
    taken = sum(column.width for column in fixed)
    skills = _skill_columns(record, flow.width - taken)
    spare = flow.width - taken - sum(column.width for column in skills)
    fixed[1] = Column("氏名", 92 + min(spare, 60))
    columns = fixed + skills
    # Scales that read alike (of headings with words of their own for the same levels) are said once.
    scales = list({_said(scale): scale for scale in record.kinds}.values())
    setting = _setting(record)
    below = _target_height(setting) + _LEGEND * len(scales)
    table(flow, columns, _person_rows(record, progress, several), setting, below=below)
    _target_row(flow, record, columns, len(fixed))
    for position, scale in enumerate(scales, start=1):
        _legend(flow, scale, last=position == len(scales), changes=any(row.previous for row in record.rows))


def _person_rows(record: SectionMap, progress: Progress | None, several: bool) -> Iterator[list[Cell]]:
    for done, row in enumerate(record.rows, start=1):
        person = row.person
        cells = [
            Cell(person.employee_number, colour=MUTED, subject=person.subject),
            Cell(person.name, smallest=6.5),
        ]
        if several:
            cells.append(Cell(person.department, smallest=6.0))
        cells.append(Cell(person.position or person.grade, smallest=6.5))
        yield cells + [
            _level(row, position, record.scale(position)) for position in range(len(record.skills))
        ]
        if progress is not None:
            progress(done, len(record.rows))


def _level(row: MapRow, position: int, scale: LevelScale) -> Cell:
    cell = level_cell(row.levels[position], scale)
    before = row.previous[position] if position < len(row.previous) else None
    now = row.levels[position]
    if before is None or now is None or before == now:
        return cell
    mark = "▲" if now > before else "▼"
    return Cell(f"{cell.text}{mark}", colour=cell.colour, fill=cell.fill, align=Align.CENTER)


def _target_row(flow: Flow, record: SectionMap, columns: list[Column], fixed: int) -> None:
    """Draw how many people reach the target level in each skill."""
    setting = _setting(record)
    height = _target_height(setting)
    flow.ensure(height)
    name = record.target
    baseline = flow.y + height / 2 + 3
    paper = flow.paper
    paper.text(
        flow.left + setting.gap / 2,
        baseline,
        f"{name}以上の人数({len(record.rows)}人のうち)",
        setting.size,
        style=Style.BOLD,
    )
    x = flow.left + sum(column.width for column in columns[:fixed])
    for position, column in enumerate(columns[fixed:]):
        reached = sum(1 for row in record.rows if (row.levels[position] or 0) >= record.wanted(position))
        middle = x + column.width / 2
        paper.text(middle, baseline, str(reached), setting.size, style=Style.BOLD, align=Align.CENTER)
        x += column.width
    flow.y += height
    paper.rule(flow.left, flow.y, x, weight=0.5)


def _target_height(setting: Setting) -> float:
    return setting.leading + 2 * setting.pad + 2


def _said(scale: LevelScale) -> tuple[str, ...]:
    """Return what a legend says of a scale, level by level."""
    return tuple(name if "%" in name else scale.explained(level) for level, name in enumerate(scale.names))


def _legend(flow: Flow, scale: LevelScale, *, changes: bool, last: bool = True) -> None:
    """Say what shades mean; after the ``last`` scale also what the marks are."""
    flow.ensure(_LEGEND)
    paper = flow.paper
    x, y = flow.left, flow.y + 8
    for level, label in enumerate(_said(scale)):
        fill, _ = level_colours(level, scale)
        paper.box(x, y, 14, 8, fill=fill, line=HAIRLINE, weight=0.3)
        paper.text(x + 18, y + 7, label, 7.5, colour=MUTED)
        x += 18 + paper.fonts.width(label, 7.5) + 14
    rest = "― 回答なし" + ("   ▲ 前年より上がった  ▼ 前年より下がった" if changes else "")
    if last:
        paper.text(x, y + 7, rest, 7.5, colour=MUTED)
    flow.y += _LEGEND


def _sections(flow: Flow, record: SectionMap) -> None:
    name = record.target
    flow.heading(f"所属別の {name}以上の割合(下段は {name}以上の人数 / 回答のある人数)")
    fixed = [Column("所属", 150), Column("人数", 34, Align.RIGHT)]
    taken = sum(column.width for column in fixed)
    skills = _skill_columns(record, flow.width - taken)
    spare = flow.width - taken - sum(column.width for column in skills)
    fixed[0] = Column("所属", 150 + min(spare, 120))
    columns = fixed + skills
    rows = [_section_cells(row, record) for row in record.sections]
    setting = _setting(record)
    small = Setting(
        size=7.5, leading=9.5, pad=2.8, gap=2.0 if setting.gap < 4 else 6.0, head_size=7.0, centred=True
    )
    table(flow, columns, rows, small, below=_LEGEND)
    _legend(flow, _SHARE_SCALE, changes=False)


def _section_cells(row: SectionRow, record: SectionMap) -> list[Cell]:
    cells = [Cell(row.section, smallest=6.5), Cell(str(row.staff))]
    for position, counts in enumerate(row.counts):
        answered, reached = sum(counts), sum(counts[record.wanted(position) :])
        if not answered:
            cells.append(Cell("―", colour=MUTED, align=Align.CENTER))
            continue
        percent = reached * 100 // answered  # rounded down, so that 100 means everybody
        fill, ink = level_colours(min(percent // 25, 3), _SHARE_SCALE)
        text = f"{percent}%\n{reached}/{answered}"
        cells.append(Cell(text, colour=ink, fill=fill, align=Align.CENTER))
    return cells
