"""Reading a returned form: the answers as written, and everything that is not as it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dxdesk.domain.errors import KnownError, Place
from dxdesk.excel import codes, look_findings, matching
from dxdesk.excel import form_layout as form
from dxdesk.excel.cells import a1
from dxdesk.excel.matching import Expected, FoundSheet, Match, Wording
from dxdesk.ports.workbooks import (
    AS_LAST_YEAR,
    FORM_SHEET,
    Answer,
    ExperienceLine,
    FormReading,
    FormSheet,
    ReadAnswer,
)

_WORDING = Wording(
    "質問や見出しなど、答えの欄ではないところ",
    "このセルを元に戻すか、配られたファイルをもう一度開いて答えを書き写し、送ってください。",
    "書いたことを答えの欄(色の付いた欄)に移し、ここを空にして、もう一度送ってください。",
)
_MEND_LOOK = (
    "そのセルの表示形式を「標準」に、文字の色と大きさを読めるように戻し、見えている内容が正しいかを確かめて、"
    "もう一度送ってください。"
)
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
            **{
                f"{form.LINE}{position}": (form.LEVEL, hint)
                for position, hint in enumerate(form.LINE_HINTS, 1)
            },
            form.COMMENT: (form.LEVEL, form.COMMENT_NOTE),
            form.ACTION: (form.NO, form.ACTION_LABEL),
            form.LEFT: (form.NO, form.LEFT_LABEL),
            form.FOR_ALL: (form.NO, AS_LAST_YEAR),
        },
    )
    found = matching.match(sheet, expected)
    if found is None:
        raise KnownError(
            codes.HEADER_MISSING,
            "見出しの行(スキル、前年、今回のレベル、根拠、来年度の目標)が見つからないため、取り込んでいません。",
            "見出しを書き換えたり消したりせず、元のファイルに書いて送ってください。",
            place=Place("", sheet.name),
        )
    matching.compare_fixed(found, lines, _WORDING)
    matching.take_loose(found, expected, _WORDING)
    _note_formulas(found)
    _note_merges(found)
    look_findings.note_disguised(found, _MEND_LOOK)
    answers = {
        row.uid: _answer(found, number)
        for row in sent.rows
        if (number := found.rows.get(form.ITEM + row.uid)) is not None
    }
    rows = _line_rows(found)
    return FormReading(
        sheet=sheet.name,
        answers=answers,
        lines=tuple(_line(found, row) for row in rows),
        line_cells=tuple(_line_cells(found, row) for row in rows),
        comment=_comment(found),
        action=_one(found, form.ACTION, form.SKILL),
        action_cell=_cell(found, form.ACTION, form.SKILL),
        comment_cell=_cell(found, form.COMMENT, form.NO),
        problems=tuple(found.problems),
        for_all=_one(found, form.FOR_ALL, form.SKILL),
        for_all_cell=_cell(found, form.FOR_ALL, form.SKILL),
    )


def _answer(found: Match, number: int) -> ReadAnswer:
    level, evidence, goal = (found.text(number, column) for column in _ANSWERS)
    return ReadAnswer(Answer(level, evidence, goal), *(found.cell(number, column) for column in _ANSWERS))


def _one(found: Match, key: str, column: int) -> str:
    number = found.rows.get(key)
    return "" if number is None else found.text(number, column)


def _comment(found: Match) -> str:
    """Return the comment; where its merged cells were taken apart, what stands in any of them."""
    number = found.rows.get(form.COMMENT)
    if number is None:
        return ""
    texts = (found.text(number, column) for column in form.COMMENT_COLUMNS)
    return "\n".join(text for text in texts if text)


def _cell(found: Match, key: str, column: int) -> str:
    number = found.rows.get(key)
    return "" if number is None else found.cell(number, column)


def _line_rows(found: Match) -> list[int | None]:
    """Return the rows of the lines in the order they were sent, then added ones, up to the last one used.

    ``None`` stands for a line whose row is gone.
    """
    kept = {int(key[len(form.LINE) :]): row for key, row in found.rows.items() if key.startswith(form.LINE)}
    last = max(kept, default=0)
    rows = [*(kept.get(number) for number in range(1, last + 1)), *sorted(found.extra)]
    while rows and _line(found, rows[-1]) == ExperienceLine():
        rows.pop()
    return rows


def _line(found: Match, row: int | None) -> ExperienceLine:
    return (
        ExperienceLine() if row is None else ExperienceLine(*(found.text(row, c) for c in form.LINE_COLUMNS))
    )


def _line_cells(found: Match, row: int | None) -> tuple[str, ...]:
    return tuple("" if row is None else found.cell(row, column) for column in form.LINE_COLUMNS)


@lru_cache(maxsize=4096)
def _answer_columns(key: str) -> tuple[int, ...]:
    """Return the columns under which a row takes answers."""
    if key.startswith(form.ITEM):
        return _ANSWERS
    if key.startswith(form.LINE):
        return form.LINE_COLUMNS
    return {form.COMMENT: (form.NO,), form.ACTION: (form.SKILL,), form.FOR_ALL: (form.SKILL,)}.get(key, ())


def _answer_cells(found: Match) -> Iterator[tuple[int, int]]:
    """Yield row and column, counted from 1, of every cell that takes an answer."""
    rows = [(number, _answer_columns(key)) for key, number in found.rows.items()]
    rows += [(number, form.LINE_COLUMNS) for number in found.extra]
    for number, columns in rows:
        for column in columns:
            if column in found.columns:
                yield number + 1, found.columns[column] + 1


def _note_formulas(found: Match) -> None:
    formulas = found.sheet.formulas
    if not formulas:
        return
    for row, column in _answer_cells(found):
        if a1(row, column) in formulas:
            found.report(
                codes.ANSWER_FORMULA,
                "答えの欄に数式か、数式の間違い(#N/A など)が入っているため、取り込んでいません。",
                "値や文章をそのまま入力し直して、もう一度送ってください。",
                found=found.sheet.formula(row - 1, column - 1),
                cell=a1(row, column),
            )


def _note_merges(found: Match) -> None:
    """Report merged cells that swallow an answer; the merges the form itself came with are none of them."""
    comment = found.rows.get(form.COMMENT, -1) + 1
    rows = {row for key, row in found.rows.items() if _answer_columns(key)} | set(found.extra)
    suspect = [
        area
        for area in found.sheet.merged
        if area.first_row != area.last_row or (area.first_row - 1 in rows and area.first_row != comment)
    ]
    if not suspect:
        return
    cells = sorted(_answer_cells(found))
    for area in suspect:
        swallowed = next((cell for cell in cells if area.covers(*cell)), None)
        if swallowed is not None:
            found.report(
                codes.ANSWER_MERGED,
                "答えの欄のセルが結合されているため、どの項目の答えかわかりません。取り込んでいません。",
                "セルの結合を解除し、項目ごとに書いて、もう一度送ってください。",
                found=str(area),
                cell=a1(*swallowed),
            )
