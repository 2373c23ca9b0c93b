"""Reading a returned form: the answers as written, and everything that is not as it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxdesk.domain.errors import KnownError, Place
from dxdesk.excel import codes, matching
from dxdesk.excel import form_layout as form
from dxdesk.excel.cells import a1, plain_text
from dxdesk.excel.grid import Line
from dxdesk.excel.matching import Expected, FoundSheet, Match
from dxdesk.usecases.sheets import FORM_SHEET, Answer, ExperienceLine, FormReading, FormSheet, ReadAnswer

_ANSWERS = (form.LEVEL, form.EVIDENCE, form.GOAL)


def pick_sheet(sheets: Sequence[FoundSheet]) -> FoundSheet:
    """Return the answering sheet: by its name, by its hidden marks, or by its headers.

    Raises:
        KnownError: sheet-missing, or sheet-duplicate where two sheets may hold the answers.
    """
    ours = [sheet for sheet in sheets if matching.looks_sent(sheet, form.COLUMN_IDS[0])]
    named = [sheet for sheet in sheets if sheet.name == FORM_SHEET]
    titled = [sheet for sheet in sheets if _has_headers(sheet)]
    candidates = ours or named or titled
    if not candidates:
        raise KnownError(
            codes.SHEET_MISSING,
            f"答えを書くシート「{FORM_SHEET}」が見つからないため、取り込んでいません。",
            "元のファイルをもう一度開き、シートを消さずに書いて送ってください。",
            found="、".join(sheet.name for sheet in sheets)[:80],
            place=Place("", FORM_SHEET),
        )
    if len(candidates) > 1:
        raise KnownError(
            codes.SHEET_DUPLICATE,
            "答えを書くシートが2つあります。どちらが正しいかわからないため、取り込んでいません。",
            "コピーしたシートを削除し、1つだけにして送ってください。",
            found="、".join(sheet.name for sheet in candidates),
            place=Place("", candidates[1].name),
        )
    return candidates[0]


def _has_headers(sheet: FoundSheet) -> bool:
    wanted = {"スキル", "前年", "今回のレベル", "根拠", "来年度の目標"}
    return any(wanted <= {value for value in row if isinstance(value, str)} for row in sheet.rows[:80])


def read(sheet: FoundSheet, sent: FormSheet) -> FormReading:
    """Return the answers in a sheet and the problems that forbid to take them."""
    lines = form.layout(sent).lines
    expected = Expected(
        lines,
        free=form.LINE,
        free_columns=form.LINE_COLUMNS,
        free_after=form.LINES_HEADER,
        names={
            **{form.ITEM + row.uid: (form.SKILL, row.name) for row in sent.rows},
            form.COMMENT: (form.LEVEL, form.COMMENT_NOTE),
            form.ACTION: (form.NO, form.ACTION_LABEL),
        },
    )
    found = matching.match(sheet, expected)
    if found is None:
        raise KnownError(
            "header-missing",
            "見出しの行(スキル、前年、今回のレベル、根拠、来年度の目標)が見つからないため、取り込んでいません。",
            "見出しを書き換えたり消したりせず、元のファイルに書いて送ってください。",
            place=Place("", sheet.name),
        )
    matching.compare_fixed(found, lines, "質問や見出しなど、答えの欄ではないところ")
    cells = dict(_answer_cells(found))
    _note_formulas(found, cells)
    _note_merges(found, cells, lines)
    answers = {
        row.uid: _answer(found, number)
        for row in sent.rows
        if (number := found.rows.get(form.ITEM + row.uid)) is not None
    }
    return FormReading(
        sheet=sheet.name,
        answers=answers,
        lines=_lines(found),
        comment=_one(found, form.COMMENT, form.NO),
        action=_one(found, form.ACTION, form.SKILL),
        problems=tuple(found.problems),
    )


def _answer(found: Match, number: int) -> ReadAnswer:
    level, evidence, goal = (found.text(number, column) for column in _ANSWERS)
    return ReadAnswer(Answer(level, evidence, goal), *(found.cell(number, column) for column in _ANSWERS))


def _one(found: Match, key: str, column: int) -> str:
    number = found.rows.get(key)
    return "" if number is None else found.text(number, column)


def _lines(found: Match) -> tuple[ExperienceLine, ...]:
    """Return the lines in the order they were sent, then added ones; blank ones at the end left out."""
    kept = {int(key[len(form.LINE) :]): row for key, row in found.rows.items() if key.startswith(form.LINE)}
    last = max(kept, default=0)
    rows = [kept.get(number) for number in range(1, last + 1)] + sorted(found.extra)
    lines = [
        ExperienceLine() if row is None else ExperienceLine(*(found.text(row, c) for c in form.LINE_COLUMNS))
        for row in rows
    ]
    while lines and lines[-1] == ExperienceLine():
        lines.pop()
    return tuple(lines)


def _answer_cells(found: Match) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield (row, column) counted from 1 and the A1 reference of every cell that takes an answer."""
    for key, number in found.rows.items():
        if key.startswith(form.ITEM):
            columns: tuple[int, ...] = _ANSWERS
        elif key.startswith(form.LINE):
            columns = form.LINE_COLUMNS
        elif key == form.COMMENT:
            columns = (form.NO,)
        elif key == form.ACTION:
            columns = (form.SKILL,)
        else:
            continue
        for column in columns:
            place = found.columns.get(column)
            if place is not None:
                yield (number + 1, place + 1), a1(number + 1, place + 1)
    for number in found.extra:
        for column in form.LINE_COLUMNS:
            place = found.columns.get(column)
            if place is not None:
                yield (number + 1, place + 1), a1(number + 1, place + 1)


def _note_formulas(found: Match, cells: dict[tuple[int, int], str]) -> None:
    if not found.sheet.formulas:
        return
    for (row, column), name in cells.items():
        if name in found.sheet.formulas:
            found.report(
                "answer-formula",
                "答えの欄に数式が入っているため、取り込んでいません。開くたびに値が変わるおそれがあります。",
                "値や文章をそのまま入力し直して、もう一度送ってください。",
                found=plain_text(found.sheet.rows[row - 1][column - 1])[:60],
                cell=name,
            )


def _note_merges(found: Match, cells: dict[tuple[int, int], str], lines: Sequence[Line]) -> None:
    """Report merged cells that swallow an answer; the merge the form itself came with is none of them."""
    comment = found.rows.get(form.COMMENT, -1) + 1
    rows = {row for row, _ in cells}
    for area in found.sheet.merged:
        if area.first_row == area.last_row and (area.first_row not in rows or area.first_row == comment):
            continue
        for (row, column), name in cells.items():
            if area.covers(row, column):
                found.report(
                    "answer-merged",
                    "答えの欄のセルが結合されているため、どの項目の答えかわかりません。取り込んでいません。",
                    "セルの結合を解除し、項目ごとに書いて、もう一度送ってください。",
                    found=str(area),
                    cell=name,
                )
                break
