"""スキルマップ on landscape pages: person × skill, then section × skill; number and shade in every cell.

Where the skills are too many for one width they go on on further pages, parted by 分類 where possible: no
column is narrower than its heading can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dxdesk.domain.head_shares import HeadShare
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.pdf.flow import TOP, Flow, footer, printed_line
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A3_LANDSCAPE, A4_LANDSCAPE, MUTED, Fonts, Paper
from dxdesk.pdf.person_head import title_line
from dxdesk.pdf.tables import Cell, Column, Setting, level_cell, level_colours, table
from dxdesk.ports.printing import BLANKS, Align, LevelScale, MapRow, Progress, SectionMap, SectionRow

_WIDEST_SKILL = 62.0
_NARROWEST_SKILL = 40.0
_ON_A3 = 2.0
"""So many times as wide a skill may be on A3: a sheet that was chosen for its width is filled."""
"""Five letters of a heading beside each other."""
_LEGEND = 20.0
"""Points that a line takes which says what the shades mean."""
_HATCHED = "斜線は確認済が半数に満たない所属です(参考の数字)"
_NUMBER, _NAME, _UNIT, _POST = 46.0, 92.0, 88.0, 64.0
_SECTION, _STAFF, _READ = 150.0, 34.0, 52.0

_SHARE_SCALE = LevelScale(("0\N{EN DASH}24%", "25\N{EN DASH}49%", "50\N{EN DASH}74%", "75%以上"))


@dataclass(frozen=True, slots=True)
class _Block:
    """Skills that stand side by side: their places, and of how many blocks this is which (from 1)."""

    places: tuple[int, ...]
    number: int
    blocks: int


def draw(fonts: Fonts, records: Sequence[SectionMap], progress: Progress | None = None) -> Paper:
    """Draw the map; people first, sections on a page of their own when both are there."""
    (record,) = records
    paper = Paper(fonts, A3_LANDSCAPE if record.large else A4_LANDSCAPE)
    heads = _Heads(record)
    flow = Flow(paper, heads.again)
    title_line(flow, record.title, record.fiscal_year, record.municipality)
    _caption(flow, record)
    begun = False
    if record.rows:
        for block in _blocks(record, flow.width - _people_width(record)):
            if begun:
                paper.about("")
                heads.of(block, people=True)
                flow.new_page()
            else:
                heads.of(block, people=True)
                heads.below(flow)
            _people(flow, record, block, progress)
            begun = True
    if record.sections:
        for block in _blocks(record, flow.width - _SECTION - _STAFF - _READ):
            heads.of(block, people=False)
            if begun:
                paper.about("")
                flow.new_page()
            else:
                heads.below(flow)
            _sections(flow, record, block)
            begun = True
    paper.about("")
    flow.finish(footer(paper, purpose=record.purpose, printed=printed_line(record.printed_on)))
    return paper


class _Heads:
    """The head of every page: what it is of, which skills it shows, and what shades and marks mean."""

    def __init__(self, record: SectionMap) -> None:
        self._record = record
        self._block = _Block((), 1, 1)
        self._people = True

    def of(self, block: _Block, *, people: bool) -> None:
        """Say which skills the pages from here on show, of people or of sections."""
        self._block, self._people = block, people

    def again(self, flow: Flow) -> None:
        """Draw the head of a page after the first."""
        record = self._record
        parts = (record.title, fiscal_year_label(record.fiscal_year), record.section)
        flow.y = TOP + 8
        text = " ".join(part for part in parts if part)
        flow.paper.within(flow.left, flow.y, text, 8, flow.width, colour=MUTED)
        flow.y += 4
        self.below(flow)

    def below(self, flow: Flow) -> None:
        """Draw what stands under the head of every page."""
        if self._block.blocks > 1:
            flow.y += 11
            flow.paper.within(flow.left, flow.y, self._which(), 8.5, flow.width, style=Style.BOLD)
        if self._people:
            _legends(flow, self._record, self._block)
        else:
            hatched = any(row.half_read for row in self._record.sections)
            _legend(flow, [("", _SHARE_SCALE)], _HATCHED if hatched else "")

    def _which(self) -> str:
        record, block = self._record, self._block
        names = dict.fromkeys(record.groups[place] for place in block.places) if record.groups else {}
        of = f": {'、'.join(names)}" if names else ""
        return f"スキル {block.places[0] + 1}\N{EN DASH}{block.places[-1] + 1} / {len(record.skills)}{of}"


def _blocks(record: SectionMap, room: float) -> list[_Block]:
    """Return the skills in blocks that fit side by side, parted between 分類 where one fits whole."""
    most = max(int(room / _NARROWEST_SKILL), 1)
    count = len(record.skills)
    if count <= most:
        return [_Block(tuple(range(count)), 1, 1)]
    found: list[tuple[int, ...]] = []
    start = 0
    while start < count:
        end = min(start + most, count)
        if end < count and record.groups:
            within = [
                place
                for place in range(start + 1, end + 1)
                if record.groups[place] != record.groups[place - 1]
            ]
            end = within[-1] if within and within[-1] - start > most // 2 else end
        found.append(tuple(range(start, end)))
        start = end
    return [_Block(places, number, len(found)) for number, places in enumerate(found, start=1)]


def _caption(flow: Flow, record: SectionMap) -> None:
    people = f"{len(record.rows)}人" if record.rows and "人のうち" not in record.basis else ""
    text = " ・ ".join(part for part in (record.section, record.basis, people) if part)
    if text:
        size, lines = flow.paper.fonts.fit(text, 10, 8, flow.width)
        flow.y = flow.paper.lines(flow.left, flow.y + 9, lines, size, 13) - 4
    flow.y += 4


_SETTING = Setting(size=8.5, leading=10.5, pad=2.8, gap=5.0, head_size=7.0, centred=True)


def _skill_columns(record: SectionMap, block: _Block, room: float) -> list[Column]:
    widest = _WIDEST_SKILL * (_ON_A3 if record.large else 1)
    width = min(room / max(len(block.places), 1), widest)
    return [Column(record.skills[place], width, Align.CENTER) for place in block.places]


def _several(record: SectionMap) -> bool:
    return len({row.person.department for row in record.rows}) > 1


def _people_width(record: SectionMap) -> float:
    return _NUMBER + _NAME + (_UNIT if _several(record) else 0.0) + _POST


def _people(flow: Flow, record: SectionMap, block: _Block, progress: Progress | None) -> None:
    several = _several(record)
    fixed = [Column("職員番号", _NUMBER), Column("氏名", _NAME)]
    if several:
        fixed.append(Column("所属", _UNIT))
    fixed.append(Column("職層・職名", _POST))
    taken = _people_width(record)
    skills = _skill_columns(record, block, flow.width - taken)
    spare = flow.width - taken - sum(column.width for column in skills)
    fixed[1] = Column("氏名", _NAME + min(spare, 60))
    columns = fixed + skills
    table(flow, columns, _person_rows(record, block, progress, several), _SETTING, below=_target_height())
    _target_row(flow, record, block, columns, len(fixed))


def _person_rows(
    record: SectionMap, block: _Block, progress: Progress | None, several: bool
) -> Iterator[list[Cell]]:
    for done, row in enumerate(record.rows, start=1):
        person = row.person
        cells = [
            Cell(person.employee_number, colour=MUTED, subject=person.subject),
            Cell(person.name, smallest=6.5),
        ]
        if several:
            cells.append(Cell(person.department, smallest=6.0))
        cells.append(Cell(person.position or person.grade, smallest=6.5))
        yield cells + [_level(row, place, record.scale(place)) for place in block.places]
        if progress is not None:
            progress(done, len(record.rows))


def _level(row: MapRow, position: int, scale: LevelScale) -> Cell:
    now = row.levels[position]
    if now is None:
        why = row.blanks[position] if position < len(row.blanks) else "―"
        return Cell(why, colour=MUTED, align=Align.CENTER)
    cell = level_cell(now, scale)
    before = row.previous[position] if position < len(row.previous) else None
    if before is None or before == now:
        return cell
    mark = "▲" if now > before else "▼"
    return Cell(f"{cell.text}{mark}", colour=cell.colour, fill=cell.fill, align=Align.CENTER)


def _target_row(flow: Flow, record: SectionMap, block: _Block, columns: list[Column], fixed: int) -> None:
    """Draw how many people reach the target level in each skill, listed here or not."""
    height = _target_height()
    flow.ensure(height)
    baseline = flow.y + height / 2 + 3
    paper = flow.paper
    whole = record.whole if record.reached else len(record.rows)
    text = f"{record.target}以上の人数({whole:,}人のうち)"
    room = sum(column.width for column in columns[:fixed]) - _SETTING.gap
    paper.within(flow.left + _SETTING.gap / 2, baseline, text, _SETTING.size, room, style=Style.BOLD)
    x = flow.left + sum(column.width for column in columns[:fixed])
    for place, column in zip(block.places, columns[fixed:], strict=True):
        listed = sum(1 for row in record.rows if (row.levels[place] or 0) >= record.wanted(place))
        reached = record.reached[place] if record.reached else listed
        middle = x + column.width / 2
        paper.text(middle, baseline, f"{reached:,}", _SETTING.size, style=Style.BOLD, align=Align.CENTER)
        x += column.width
    flow.y += height
    paper.rule(flow.left, flow.y, x, weight=0.5)


def _target_height() -> float:
    return _SETTING.leading + 2 * _SETTING.pad + 2


def _said(scale: LevelScale) -> tuple[tuple[int, str], ...]:
    """Return what a legend says of a scale: each of its levels, and what it is called."""
    told = ((level, scale.names[level]) for level in scale.levels)
    return tuple((level, name if "%" in name else scale.explained(level)) for level, name in told)


def _legends(flow: Flow, record: SectionMap, block: _Block) -> None:
    """Say what the shades and marks of a page mean: each scale once, and the marks that stand on it."""
    # Scales that read alike (of headings with words of their own for the same levels) are said once.
    scales = {_said(scale): scale for scale in map(record.scale, block.places)}
    used = {
        row.blanks[place] if place < len(row.blanks) else "―"
        for row in record.rows
        for place in block.places
        if row.levels[place] is None
    }
    rest = [f"{mark} {meaning}" for mark, meaning in BLANKS.items() if mark in used]
    if any(row.previous for row in record.rows):
        rest += ["▲ 前年より上がった", "▼ 前年より下がった"]
    titles = [scale.title if len(scales) > 1 else "" for scale in scales.values()]
    _legend(flow, list(zip(titles, scales.values(), strict=True)), "  ".join(rest))


def _legend(flow: Flow, scales: Sequence[tuple[str, LevelScale]], rest: str) -> None:
    paper = flow.paper
    x, y = flow.left, flow.y + 5
    for title, scale in scales:
        if title and x > flow.left:
            x, y = flow.left, y + 12
        for level, label in _said(scale):
            room = 18 + paper.fonts.width(label, 7.5) + 12
            if x + room > flow.right:
                x, y = flow.left, y + 12
            fill, _ = level_colours(level, scale)
            paper.box(x, y, 14, 8, fill=fill, line=MUTED, weight=0.4)
            paper.text(x + 18, y + 7, label, 7.5, colour=MUTED)
            x += room
    if rest:
        if x + paper.fonts.width(rest, 7.5) > flow.right:
            x, y = flow.left, y + 12
        paper.within(x, y + 7, rest, 7.5, flow.right - x, colour=MUTED)
    flow.y = y + _LEGEND - 5


def _sections(flow: Flow, record: SectionMap, block: _Block) -> None:
    name = record.target
    flow.heading(f"所属別の {name}以上の割合(下段は {name}以上の人数 / 確認済の人数)")
    told = any(row.confirmed is not None for row in record.sections)
    fixed = [Column("所属", _SECTION), Column("人数", _STAFF, Align.RIGHT)]
    if told:
        fixed.append(Column("確認済", _READ, Align.RIGHT))
    taken = sum(column.width for column in fixed)
    skills = _skill_columns(record, block, flow.width - taken)
    spare = flow.width - taken - sum(column.width for column in skills)
    fixed[0] = Column("所属", _SECTION + min(spare, 120))
    rows = [_section_cells(row, record, block, told=told) for row in record.sections]
    small = Setting(size=7.5, leading=9.5, pad=2.8, gap=5.0, head_size=7.0, centred=True)
    table(flow, fixed + skills, rows, small)


def _section_cells(row: SectionRow, record: SectionMap, block: _Block, *, told: bool) -> list[Cell]:
    cells = [Cell(row.section, smallest=6.5), Cell(f"{row.staff:,}")]
    if told:
        cells.append(Cell("" if row.confirmed is None else f"{row.confirmed:,}/{row.staff:,}"))
    for place in block.places:
        counts = row.counts[place]
        share = HeadShare(sum(counts[record.wanted(place) :]), sum(counts))
        if share.percent is None:
            cells.append(Cell("―", colour=MUTED, align=Align.CENTER))
            continue
        fill, ink = level_colours(min(int(share.percent // 25), 3), _SHARE_SCALE)
        text = f"{share.text}\n{share.part}/{share.whole}"
        hatched = row.half_read
        cells.append(
            Cell(
                text,
                colour=MUTED if hatched else ink,
                fill="" if hatched else fill,
                align=Align.CENTER,
                hatched=hatched,
            )
        )
    return cells
