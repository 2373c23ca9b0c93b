"""What stands where on a form: one layout, from which forms are written and against which they are compared.

Columns are B to H. An answer row is never merged, so that it grows with what somebody types; the criteria
stand in full width right under it. Nothing but answers is unlocked under the three answer columns: other
programs fill forms in by that rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dxdesk.excel import form_styles as look
from dxdesk.excel import textsize
from dxdesk.excel.grid import ID_COLUMN, Choice, Grid, Line, Live, Value, letters, line_height, ref
from dxdesk.excel.paging import FREEZE_POINTS, page_breaks, page_points
from dxdesk.excel.styles import look_of, variant
from dxdesk.excel.surroundings import about
from dxdesk.ports import stage_wording as words
from dxdesk.ports.workbooks import (
    ALL_AS_LAST_YEAR,
    AS_LAST_YEAR,
    EXPERIENCE_KINDS,
    FORM_SHEET,
    NO_LEVEL,
    SUBMIT_LABEL,
    WITHDRAW_LABEL,
    FormRow,
    FormSheet,
    Head,
)

NO, SKILL, REQUIRED, LAST, LEVEL, EVIDENCE, GOAL, ROOM = 2, 3, 4, 5, 6, 7, 8, 9
COLUMN_IDS = ("dxdesk-form", "no", "skill", "required", "last", "level", "evidence", "goal")
"""The hidden first row, from column A on."""

HEADERS = ("番号", "スキル", "求める水準", "前年", "今回のレベル", "根拠", "来年度の目標")
LINE_COLUMNS = (NO, SKILL, REQUIRED, LAST)
COMMENT_COLUMNS = (NO, SKILL, REQUIRED, LAST)
"""Kind, name, date and result of a course, qualification or experience."""

EMS = (5.0, 12.4, 5.2, 4.2, 5.6, 16.0, 9.6, 0.3)

_STATEMENT_POINTS = 14.2
_PAIR_POINTS = 17.0

ITEM, CRITERION, LINE = "item:", "criterion:", "line:"
HEADER, LINES_HEADER, COMMENT, ACTION = "header", "lines:header", "comment", "action"
LEFT, FOR_ALL = "head:left", "head:all"

_LINE_HEADERS = ("区分", "名称", "日付", "結果")
LINE_HINTS = (
    "受けた研修、合格した資格・試験、業務で取り組んだことを書きます。",
    "書けるところだけでかまいません。",
    "日付は、R7.6.3 のような書き方でかまいません。",
    "足りないときは、上の「根拠」の欄に続けて書いてください。",
)
ACTION_LABEL = "申告の区分"
COMMENT_NOTE = "受けたい研修、取り組みたい業務、上長に伝えておきたいことなどを、書けるところだけ書きます。"
_ACTION_NOTE = (
    f"ふだんは「{SUBMIT_LABEL}」のままにします。すでに出した申告を取り消すときだけ「{WITHDRAW_LABEL}」を選んで、"
    "このファイルをもう一度出してください。"
)


LEFT_LABEL = "記入の残り"
_ALL_NOTE = (
    f"変わりがなければ、左の太枠で「{ALL_AS_LAST_YEAR}」を選びます。空けたレベルが、前年と同じになります。"
)
_ALL_WRITTEN = "レベルはすべて記入済み"
_SAYS_LEFT = re.compile(rf"{_ALL_WRITTEN}|あと [0-9]+ 項目")


@dataclass(frozen=True, slots=True)
class FormLayout:
    """The rows of a form and the keys of the rows that hold answers, by item uid."""

    lines: list[Line]
    header: int


def layout(sheet: FormSheet) -> FormLayout:
    """Return all rows of a form, the hidden row of column ids first."""
    ids: list[tuple[int, Value, int]] = [(n, text, look.PLAIN) for n, text in enumerate(COLUMN_IDS[1:], 2)]
    lines = [Line(COLUMN_IDS[0], ids, hidden=True)]
    lines += head_lines(sheet.head)
    lines += _left_lines(sheet, len(lines) + 1)
    lines += _slip_lines(sheet)
    header = len(lines)
    lines.append(
        Line(HEADER, [(n, text, look.HEADER) for n, text in enumerate(HEADERS, NO)], least=22, keep_next=True)
    )
    section = None
    for number, row in enumerate(sheet.rows, 1):
        if row.section != section:
            section = row.section
            if section:
                lines.append(_across(f"section:{number}", section, look.SECTION, least=18, keep_next=True))
        own = list(_item_lines(number, row, slip=sheet.slip))
        own[-1].keep_next = bool(row.criteria)
        lines += own
        lines += _criteria(row.uid, row.required, row.criteria)
    lines += _experience_lines(sheet)
    lines += _stage_lines(sheet)
    lines += _closing_lines(sheet)
    return FormLayout(lines, header)


def _across(key: str, text: str, style: int, *, least: float = 15, keep_next: bool = False) -> Line:
    """Return a row that is one cell from B to H."""
    blanks: list[tuple[int, Value, int]] = [(n, "", style) for n in range(SKILL, GOAL + 1)]
    return Line(key, [(NO, text, style), *blanks], ((NO, GOAL),), least=least, keep_next=keep_next)


def _labelled(
    key: str, label: str, text: str, styles: tuple[int, int], *, least: float = 15, keep_next: bool = False
) -> Line:
    """Return a row with a label in B and a text from C to H."""
    blanks: list[tuple[int, Value, int]] = [(n, "", styles[1]) for n in range(REQUIRED, GOAL + 1)]
    cells: list[tuple[int, Value, int]] = [(NO, label, styles[0]), (SKILL, text, styles[1]), *blanks]
    return Line(key, cells, ((SKILL, GOAL),), least=least, keep_next=keep_next)


def head_lines(head: Head) -> Iterator[Line]:
    """Yield title, who, by when, how and what for."""
    cells: list[tuple[int, Value, int]] = [(NO, head.title, look.TITLE)]
    cells += [(n, "", look.TITLE) for n in range(SKILL, EVIDENCE)]
    cells += [(EVIDENCE, f"{head.municipality} {head.fiscal_year}".strip(), look.YEAR), (GOAL, "", look.YEAR)]
    yield Line("head:title", cells, ((NO, LEVEL), (EVIDENCE, GOAL)), least=26)
    yield _pair("head:1", ("職員番号", head.number), ("氏名", head.name), look.VALUE, look.NAME)
    yield _pair("head:2", ("所属", head.department), ("職名", head.post), look.VALUE, look.VALUE)
    yield _pair("head:3", ("提出期限", head.deadline), ("依頼元", head.sender), look.DEADLINE, look.VALUE)
    yield from _confirmer_lines(head.confirmers)
    for number, guide in enumerate(head.guide):
        yield _across(f"head:guide:{number}", guide, look.GUIDE, least=14)
    if head.purpose:
        yield _across("head:purpose", f"利用目的:{head.purpose}", look.PURPOSE, least=14)


def _confirmer_lines(confirmers: tuple[tuple[str, str], ...]) -> Iterator[Line]:
    """Yield who confirms: one in full width, two side by side."""
    if len(confirmers) == 1:
        yield _labelled("head:confirmers", *confirmers[0], (look.LABEL, look.VALUE), least=_PAIR_POINTS)
    elif confirmers:
        first, second = confirmers
        yield _pair("head:confirmers", first, second, look.VALUE, look.VALUE)


def _left_lines(sheet: FormSheet, row: int) -> Iterator[Line]:
    """Yield how many levels are still blank, worked out by the program that opens the form.

    Beside it stands the cell that leaves all blank levels as they were last year, where there was one.
    """
    if not sheet.counts or sheet.slip:
        return
    left = _left(sheet, row)
    if not sheet.asks_for_all:
        blanks: list[tuple[int, Value, int]] = [(n, "", look.LEFT) for n in range(REQUIRED, GOAL + 1)]
        yield Line(
            LEFT,
            [(NO, LEFT_LABEL, look.LABEL), (SKILL, left, look.LEFT), *blanks],
            ((SKILL, GOAL),),
            least=20,
        )
        return
    yield Line(
        FOR_ALL,
        [
            (NO, AS_LAST_YEAR, look.LABEL), (SKILL, "", look.ACTION),
            (REQUIRED, left, look.LEFT), (LAST, "", look.LEFT), (LEVEL, "", look.LEFT),
            (EVIDENCE, _ALL_NOTE, look.SMALL_NOTE), (GOAL, "", look.NOTE),
        ],
        ((REQUIRED, LEVEL), (EVIDENCE, GOAL)),
        least=24,
    )  # fmt: skip


def _left(sheet: FormSheet, row: int) -> Live:
    """Return the count of blank levels; rows are told by their hidden identities, wherever they are moved."""

    def cells(column: int) -> str:
        return f"${letters(column)}$1:${letters(column)}${_COUNTED_ROWS}"

    blank = f'(LEFT({cells(ID_COLUMN)},{len(ITEM)})="{ITEM}")*(LEN(TRIM({cells(LEVEL)}))=0)'
    if sheet.asks_for_all:
        chosen = f"${letters(SKILL)}${row}"
        blank += f'*((({chosen}<>"{ALL_AS_LAST_YEAR}")+({cells(LAST)}="{NO_LEVEL}"))>0)'
    count = f"SUMPRODUCT({blank})"
    now = sum(not one.answer.level.strip() for one in sheet.rows)
    shown = f"あと {now} 項目" if now else _ALL_WRITTEN
    return Live(f'IF({count}=0,"{_ALL_WRITTEN}","あと "&{count}&" 項目")', shown, _SAYS_LEFT)


_COUNTED_ROWS = 5_000
"""More rows than any form has, so that rows somebody adds are among them."""


def _pair(key: str, left: tuple[str, str], right: tuple[str, str], first: int, second: int) -> Line:
    cells: list[tuple[int, Value, int]] = [
        (NO, left[0], look.LABEL), (SKILL, left[1], first), (REQUIRED, "", first), (LAST, "", first),
        (LEVEL, right[0], look.LABEL), (EVIDENCE, right[1], second), (GOAL, "", second),
    ]  # fmt: skip
    return Line(key, cells, ((SKILL, LAST), (EVIDENCE, GOAL)), least=_PAIR_POINTS)


def _slip_lines(sheet: FormSheet) -> Iterator[Line]:
    if sheet.round_note:
        yield _across("slip:round", sheet.round_note, look.SLIP, least=20)
    if sheet.overall_reason:
        yield _labelled(
            "slip:reason", "差戻し理由", sheet.overall_reason, (look.REASON_LABEL, look.REASON), least=20
        )
    yield Line("gap:head", [], least=5)


def _item_lines(number: int, row: FormRow, *, slip: bool) -> Iterator[Line]:
    answer = row.answer
    cells: list[tuple[int, Value, int]] = [
        (NO, str(number), look.NUMBER_RETURNED if row.reason else look.NUMBER),
        (SKILL, row.name, _name_style(row.name)),
        (REQUIRED, row.required, look.FIXED),
        (LAST, row.last_year, look.FIXED),
        (LEVEL, answer.level, look.LEVEL),
        (EVIDENCE, answer.evidence, look.ANSWER),
        (GOAL, answer.goal, look.ANSWER),
        # One blank letter of great size: however the row is sized anew, there is room to write by hand.
        (ROOM, " ", look.ROOM),
    ]
    # A slip has its answers already: what it has to say more must not cost a page.
    yield Line(ITEM + row.uid, cells, least=31 if slip else 44, grows=True, keep_next=True)
    pairs = (
        ("reason", "差戻し理由", row.reason, (look.REASON_LABEL, look.REASON)),
        ("lastgoal", "前年の目標", row.last_goal, (look.KNOWN_LABEL, look.KNOWN)),
        ("known", "記録", row.known, (look.KNOWN_LABEL, look.KNOWN)),
    )
    for kind, label, text, styles in pairs:
        if text:
            yield _labelled(f"{kind}:{row.uid}", label, text, styles, keep_next=True)


@lru_cache(maxsize=512)
def _name_style(name: str) -> int:
    """Return the style in which a name stands on one line; one too long for that wraps in the usual size."""
    wide = textsize.text_ems(name.replace("・", "字"))
    for size in _NAME_SIZES:
        if wide * size / 10 <= EMS[SKILL - NO] - 0.15:
            return variant(look.SKILL, size=size)
    return look.SKILL


_NAME_SIZES = (11.0, 10.0, 9.5, 9.0, 8.5)


@lru_cache(maxsize=2048)
def _criteria(uid: str, required: str, criteria: tuple[tuple[str, str], ...]) -> tuple[Line, ...]:
    """Return the rows of an item's criteria; everybody's forms share them, so nobody may change them."""
    lines: list[Line] = []
    for position, (label, text) in enumerate(criteria):
        wanted = bool(label) and label == required
        lines += _criterion_lines(f"{CRITERION}{uid}:{position}", label, text, wanted)
    for line in lines:
        line.keep_next = line is not lines[-1]
        line.image = [line.key, *(None,) * (ROOM - 1)]
        for column, value, _ in line.cells:
            line.image[column - 1] = value or None
    return tuple(lines)


def _criterion_lines(key: str, label: str, text: str, wanted: bool) -> Iterator[Line]:
    """Yield a level's statements, each in a row of its own: cells have no line spacing, rows have.

    Cells swallowed by a merge are left out where no hairline needs them; there are a hundred such rows.
    """
    styles = (look.WANTED_LABEL, look.WANTED) if wanted else (look.CRITERION_LABEL, look.CRITERION)
    for number, statement in enumerate(text.split("\n")):
        if number == 0:
            first, second = (look.FIRST_OF_LEVEL[style] for style in styles)
            yield _labelled(key, label, statement, (first, second), least=_STATEMENT_POINTS)
        else:
            cells: list[tuple[int, Value, int]] = [(NO, "", styles[0]), (SKILL, statement, styles[1])]
            yield Line(f"{key}:{number}", cells, ((SKILL, GOAL),), least=_STATEMENT_POINTS)


def _experience_lines(sheet: FormSheet) -> Iterator[Line]:
    yield Line("gap:lines", [], least=7, keep_next=True)
    yield _across(
        "lines:title", "この1年の研修、資格・試験、実務経験", look.SECTION, least=18, keep_next=True
    )
    if sheet.records_note:
        yield _across("lines:records", sheet.records_note, look.KNOWN, keep_next=True)
    heads: list[tuple[int, Value, int]] = [
        (column, text, look.HEADER) for column, text in zip(LINE_COLUMNS, _LINE_HEADERS, strict=True)
    ]
    yield Line(LINES_HEADER, heads, least=18, keep_next=True)
    count = max(sheet.experience_lines, len(sheet.lines) + 1)
    for position in range(count):
        known = sheet.lines[position] if position < len(sheet.lines) else None
        texts = (known.kind, known.name, known.date, known.result) if known else ("", "", "", "")
        cells: list[tuple[int, Value, int]] = [
            (column, text, look.LINE_DATE if column == REQUIRED else look.LINE)
            for column, text in zip(LINE_COLUMNS, texts, strict=True)
        ]
        if position < min(len(LINE_HINTS), sheet.experience_lines):
            cells.append((LEVEL, LINE_HINTS[position], look.HINT))
        yield Line(f"{LINE}{position + 1}", cells, least=20, grows=True, keep_next=True)


def _stage_lines(sheet: FormSheet) -> Iterator[Line]:
    """Yield where the person stands in each persona's stages, and what the next one still asks; all fixed."""
    if not sheet.stages:
        return
    yield Line("gap:stages", [], least=7, keep_next=True)
    yield _across("stages:title", words.STAGES_ASK, look.SECTION, least=18, keep_next=True)
    for position, stage in enumerate(sheet.stages):
        last = position == len(sheet.stages) - 1
        key, after = f"stages:{position}", len(stage.needs)
        told = words.stage_now(stage)
        yield _across(key, told, look.KNOWN, least=17, keep_next=after > 0 or not last)
        for number, need in enumerate(stage.needs, 1):
            keep = number < after
            yield _across(f"{key}:{number}", f"・{need}", look.CRITERION, least=15, keep_next=keep)


def _closing_lines(sheet: FormSheet) -> Iterator[Line]:
    yield Line("gap:comment", [], least=7, keep_next=True)
    yield _across("comment:title", "来年度に向けて(コメント)", look.SECTION, least=18, keep_next=True)
    yield Line(
        COMMENT,
        [
            (NO, sheet.comment, look.COMMENT), (SKILL, "", look.COMMENT), (REQUIRED, "", look.COMMENT),
            (LAST, "", look.COMMENT),
            (LEVEL, COMMENT_NOTE, look.NOTE), (EVIDENCE, "", look.NOTE), (GOAL, "", look.NOTE),
        ],
        ((NO, LAST), (LEVEL, GOAL)),
        least=40 if sheet.slip else 56,
        keep_next=True,
    )  # fmt: skip
    yield Line("gap:action", [], least=7, keep_next=True)
    yield Line(
        ACTION,
        [
            (NO, ACTION_LABEL, look.LABEL), (SKILL, sheet.action, look.ACTION), (REQUIRED, "", look.NOTE),
            (LAST, "", look.NOTE),
            (LEVEL, _ACTION_NOTE, look.SMALL_NOTE), (EVIDENCE, "", look.NOTE), (GOAL, "", look.NOTE),
        ],
        ((LEVEL, GOAL),),
        least=30,
    )  # fmt: skip


def form_grid(sheet: FormSheet) -> Grid:
    """Return the sheet to be written: rows, drop-downs, page."""
    plan = layout(sheet)
    rows = {line.key: number for number, line in enumerate(plan.lines, 1)}
    for line in plan.lines:
        _shrink_long_answers(line)
    heights = [line_height(line, EMS, spare=True) for line in plan.lines]
    first = next((rows[ITEM + row.uid] for row in sheet.rows), 1)
    header_row = plan.header + 1
    head_height = sum(heights[1:header_row])
    return Grid(
        name=FORM_SHEET,
        ems=EMS,
        lines=plan.lines,
        header=plan.header,
        # A head as high as the window could never be scrolled away.
        freeze=f"A{header_row + 1}" if head_height <= FREEZE_POINTS else "",
        about=about(sheet.head),
        selected=ref(first, LEVEL),
        choices=tuple(_spoken_choices(sheet, rows) if sheet.spoken else _choices(sheet, rows)),
        footer=(f"{sheet.head.title} {sheet.head.fiscal_year}", f"職員番号 {sheet.head.number}"),
        heights=heights,
        breaks=page_breaks(plan.lines, heights, plan.header, page_points(EMS)),
        titles=tuple(_titles(plan.lines, rows)) if sheet.spoken else (),
    )


def _offered(sheet: FormSheet, row: FormRow) -> tuple[str, ...]:
    return (*row.choices, AS_LAST_YEAR) if sheet.counts and row.has_last else row.choices


def _choices(sheet: FormSheet, rows: dict[str, int]) -> Iterator[Choice]:
    by_options: dict[tuple[str, ...], list[str]] = {}
    for row in sheet.rows:
        by_options.setdefault(_offered(sheet, row), []).append(ref(rows[ITEM + row.uid], LEVEL))
    for options, cells in by_options.items():
        if options:
            yield Choice(tuple(cells), options)
    if sheet.asks_for_all:
        yield Choice((ref(rows[FOR_ALL], SKILL),), (ALL_AS_LAST_YEAR,))
    kinds = tuple(ref(number, NO) for key, number in rows.items() if key.startswith(LINE))
    yield Choice(kinds, EXPERIENCE_KINDS)
    yield Choice((ref(rows[ACTION], SKILL),), (SUBMIT_LABEL, WITHDRAW_LABEL))


_SAID = {
    LEVEL: "{number} {name}: 今回のレベル。Alt+下矢印キーで選びます。",
    EVIDENCE: "{number} {name}: 根拠を書きます。",
    GOAL: "{number} {name}: 来年度の目標を書きます。",
}
_LINE_SAID = {
    NO: "研修・資格・経験の{number}行目: 区分。Alt+下矢印キーで選びます。",
    SKILL: "研修・資格・経験の{number}行目: 名称を書きます。",
    REQUIRED: "研修・資格・経験の{number}行目: 日付。R7.6.3 のように書きます。",
    LAST: "研修・資格・経験の{number}行目: 結果を書きます。",
}
_LEVEL_SAID = f"前年と同じなら「{AS_LAST_YEAR}」でもかまいません。"
_ALL_SAID = (
    f"前年のまま: 空けたレベルを前年と同じにするとき、Alt+下矢印キーで「{ALL_AS_LAST_YEAR}」を選びます。"
)
_COMMENT_SAID = "来年度に向けて: 受けたい研修、取り組みたい業務などを書きます。"
_ACTION_SAID = f"申告の区分: ふだんは「{SUBMIT_LABEL}」のままにします。"


def _spoken_choices(sheet: FormSheet, rows: dict[str, int]) -> Iterator[Choice]:
    """Yield what every open cell says on being chosen, and the drop-downs.

    The words name their row: most screen readers in offices know nothing of headings in a sheet. They are
    short, for they stand over the cells beside.
    """
    if sheet.asks_for_all:
        yield Choice((ref(rows[FOR_ALL], SKILL),), (ALL_AS_LAST_YEAR,), _ALL_SAID)
    for number, row in enumerate(sheet.rows, 1):
        for column, said in _SAID.items():
            options = _offered(sheet, row) if column == LEVEL else ()
            hint = said.format(number=number, name=row.name)
            if AS_LAST_YEAR in options:
                hint += _LEVEL_SAID
            yield Choice((ref(rows[ITEM + row.uid], column),), options, hint)
    for key in rows:
        if key.startswith(LINE):
            for column, said in _LINE_SAID.items():
                options = EXPERIENCE_KINDS if column == NO else ()
                yield Choice((ref(rows[key], column),), options, said.format(number=key[len(LINE) :]))
    yield Choice((ref(rows[COMMENT], NO),), (), _COMMENT_SAID)
    yield Choice((ref(rows[ACTION], SKILL),), (SUBMIT_LABEL, WITHDRAW_LABEL), _ACTION_SAID)


def said_by_cells(sheet: FormSheet) -> frozenset[str]:
    """Return the words that the cells of a form say on being chosen."""
    if not sheet.spoken:
        return frozenset()
    rows = {line.key: number for number, line in enumerate(layout(sheet).lines, 1)}
    return frozenset(choice.said for choice in _spoken_choices(sheet, rows))


_HEAD_PAIRS = ("head:1", "head:2", "head:3", "head:confirmers")


def _titles(lines: list[Line], rows: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the names by which screen readers find what heads a cell of each block.

    The convention is that of JAWS and NVDA: which way the named cell heads, first and last cell of the
    block, number of the sheet.
    """
    head = [rows[line.key] for line in lines if line.key.startswith(_HEAD_PAIRS)]
    blocks = [
        ("TitleRegion", rows[HEADER], SKILL, rows["gap:lines"] - 1, GOAL),
        ("ColumnTitleRegion", rows[LINES_HEADER], NO, rows["gap:comment"] - 1, LAST),
        ("ColumnTitleRegion", rows["comment:title"], NO, rows[COMMENT], LAST),
        ("RowTitleRegion", rows[ACTION], NO, rows[ACTION], SKILL),
        ("RowTitleRegion", head[0], NO, head[-1], LAST),
        ("RowTitleRegion", head[0], LEVEL, head[-1], GOAL),
    ]
    for number, (kind, top, left, bottom, right) in enumerate(blocks, 1):
        first = ref(top, left)
        yield f"{kind}{number}.{first}.{ref(bottom, right)}.1", first


_SMALLER = (9.0, 8.0, 7.0, 6.0)


def _shrink_long_answers(line: Line) -> None:
    """Give long answers a smaller type where a row would be higher than Excel allows."""
    widths = {first: sum(EMS[first - 2 : last - 1]) for first, last in line.merges}
    for position, (column, value, style) in enumerate(line.cells):
        if not isinstance(value, str) or len(value) < 200 or look_of(style).locked:
            continue
        width = widths.get(column) or EMS[column - 2]
        for size in (look_of(style).size, *_SMALLER):
            if textsize.height(value, width, size, spare=True) <= textsize.MAX_ROW_POINTS:
                break
        line.cells[position] = (column, value, variant(style, size=size))
