"""What is said of looks that could mislead: refused where a value reads as another, told everywhere else.

Widths, fonts, colours and rules that only dress a sheet are nobody's business, and nothing is said of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from dxdesk.domain.errors import Place, Problem
from dxdesk.excel import codes, form_layout, map_layout, number_display, table_layout
from dxdesk.excel.cells import CellRange, CellValue, a1, column_name, plain_text
from dxdesk.excel.looks import TINY, StyleLook
from dxdesk.excel.matching import FoundSheet, Match, short
from dxdesk.excel.remarks import BOX

_MARKS = frozenset({form_layout.COLUMN_IDS[0], table_layout.MARK, map_layout.MARK})
_BLANK = (None, "", " ")
_TOP_ROWS = 80
_REMARKS = 30
"""Words beside the cells that are told one by one of a sheet."""


def note_disguised(found: Match, fix: str) -> None:
    """Report every cell of the matched rows and columns that a reader sees as something else."""
    sheet, look = found.sheet, found.sheet.look
    if not (look.cells or look.rules or look.struck or sheet.merged):
        return
    rows = sorted({row + 1 for row in (*found.rows.values(), *found.extra)})
    columns = sorted(column + 1 for column in found.columns.values())
    merged = _by_row(rows, ((area, area) for area in sheet.merged))
    ruled = _by_row(rows, look.rules)
    dressed = {row for row, _ in (*look.cells, *look.struck)}
    for row in rows:
        cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
        hidden = {column for area, _ in merged.get(row, ()) for column in _under(area, row, columns)}
        styles = ruled.get(row, ())
        # Most rows have nothing but merged areas, and nothing lies under those.
        for column in columns if styles or row in dressed else sorted(hidden):
            value = cells[column - 1] if column <= len(cells) else None
            if value in _BLANK:
                continue
            own = look.cells.get((row, column))
            if struck := _struck((row, column), value, own, styles, look.struck):
                found.report(
                    codes.CELL_STRUCK,
                    "取り消し線が引かれていて、消したのか残すのかがわかりません。取り込んでいません。",
                    "消すなら文字そのものを消し、残すなら取り消し線を外して、もう一度送ってください。",
                    found=short(struck),
                    cell=a1(row, column),
                )
                continue
            message = _UNDER_ANOTHER if column in hidden else _disguise(column, value, own, styles)
            if message:
                found.report(
                    codes.CELL_DISGUISED,
                    f"{message}取り込んでいません。",
                    fix,
                    found=short(plain_text(value)),
                    cell=a1(row, column),
                )


_UNDER_ANOTHER = "結合したセルの下に隠れて、書かれていることが見えません。"
_T = TypeVar("_T")


def _by_row(
    rows: Sequence[int], areas: Iterable[tuple[CellRange, _T]]
) -> dict[int, list[tuple[CellRange, _T]]]:
    """Return what covers each of some ascending rows: of a hundred merged areas, one or two."""
    found: dict[int, list[tuple[CellRange, _T]]] = {}
    for area, what in areas:
        for row in rows[bisect_left(rows, area.first_row) : bisect_right(rows, area.last_row)]:
            found.setdefault(row, []).append((area, what))
    return found


def _under(area: CellRange, row: int, columns: Iterable[int]) -> list[int]:
    """Return which of some columns a merged area hides in a row it covers: all but its first cell."""
    shown = area.first_column if row == area.first_row else 0
    first, last = area.first_column, area.last_column
    return [column for column in columns if first <= column <= last and column != shown]


def _struck(
    place: tuple[int, int],
    value: CellValue,
    own: StyleLook | None,
    ruled: Iterable[tuple[CellRange, StyleLook]],
    parts: Mapping[tuple[int, int], str],
) -> str:
    """Return what of a cell is struck through, "" for nothing; ``parts`` are cells struck in part."""
    styles = (style for area, style in ruled if area.first_column <= place[1] <= area.last_column)
    if (own is not None and own.struck) or any(style.struck for style in styles):
        return plain_text(value)
    return parts.get(place, "")


def _disguise(
    column: int, value: CellValue, own: StyleLook | None, ruled: Iterable[tuple[CellRange, StyleLook]]
) -> str:
    """Return how the look of a cell misleads, its own or of the ranges over its row, "" where it does not."""
    if own:
        return _veiled(own, value)
    styles = (style for area, style in ruled if area.first_column <= column <= area.last_column)
    return next((text for style in styles if (text := _veiled(style, value))), "")


def _veiled(style: StyleLook, value: CellValue) -> str:
    if style.code and number_display.misleads(style.code, value):
        return f"セルの表示形式「{short(style.code, 30)}」のため、セルの中身と違うものが見えています。"
    if style.veil == TINY:
        return "文字が小さすぎて、書かれていることが見えません。"
    return "文字の色がセルの色とほとんど同じで、書かれていることが見えません。" if style.veil else ""


def notes(
    sheets: Sequence[FoundSheet], known: Collection[str], own_words: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Return what is told of sheets whose looks could mislead; nothing of it is a refusal.

    Args:
        sheets: all sheets of a workbook of ours but the payload's.
        known: names, as they are now, of those that were sent; others were added by somebody.
        own_words: what the cells that were sent say on being chosen.
    """
    return tuple(
        problem for sheet in sheets for problem in _notes(sheet, own_words, sent=sheet.name in known)
    )


def _notes(sheet: FoundSheet, own_words: Collection[str], *, sent: bool) -> Iterator[Problem]:
    place, look = Place("", sheet.name), sheet.look
    holds = any(value not in _BLANK for row in sheet.rows for value in row)
    if not sent:
        if holds or look.on_top:
            yield Problem(
                codes.SHEET_ADDED,
                f"送ったときになかったシート「{sheet.name}」があります。このシートは読んでいません。",
                "必要なことが書かれていないか、ファイルを開いて確かめてください。",
                place=place,
            )
        return
    if sheet.hidden:
        yield _told("シートが隠されています。中身は読んでいますが、開いた人には見えません。", "", place)
    row, column = _mark(sheet)
    rows = [number for number in look.hidden_rows if number != row and _row_holds(sheet, number)]
    if rows:
        yield _told("行が隠されています。中身は読んでいますが、開いた人には見えません。", _spans(rows), place)
    columns = [
        number
        for first, last in look.hidden_columns
        for number in range(first, min(last, _width(sheet)) + 1)
        if number != column and _column_holds(sheet, number)
    ]
    if columns:
        names = "、".join(f"{column_name(number)}列" for number in columns)
        yield _told("列が隠されています。中身は読んでいますが、開いた人には見えません。", names, place)
    yield from _remarks(sheet)
    if look.on_top and not any(remark.kind == BOX for remark in look.remarks):
        yield _told(
            "図形・画像・テキストボックスが置かれています。その下のセルや、図の中の文字は読んでいません。",
            "",
            place,
        )
    added = next((words for words in look.words if words not in own_words), "")
    if added:
        yield _told("セルを選ぶと出る言葉が足されています。読んでいません。", short(added), place)
    if look.zeros_hidden:
        yield _told("「ゼロ値のセルにゼロを表示する」が切られ、0 が空欄に見えます。", "", place)


def _remarks(sheet: FoundSheet) -> Iterator[Problem]:
    """Tell of what was written beside the cells instead of into them, each with its words."""
    for remark in sheet.look.remarks[:_REMARKS]:
        what = "テキストボックスや図形" if remark.kind == BOX else "コメント(メモ)"
        yield Problem(
            codes.REMARK_UNREAD,
            f"{what}に言葉が書かれています。セルの中ではないので、答えとしては取り込んでいません。",
            "答えに入れるべきことなら、本人に確かめ、答えの欄に書いて送り直してもらってください。",
            short(remark.text, 300),
            Place("", sheet.name, a1(remark.row, remark.column) if remark.row else ""),
        )
    if (more := len(sheet.look.remarks) - _REMARKS) > 0:
        message = f"コメントやテキストボックスの言葉が、ほかに{more:,}か所あります。取り込んでいません。"
        yield _told(message, "", Place("", sheet.name))


def _told(message: str, found: str, place: Place) -> Problem:
    return Problem(
        codes.LOOK_CHANGED,
        message,
        "取り込んだ内容が、書いた人の見ていたものと同じか、画面で確かめてください。",
        found,
        place,
    )


def _mark(sheet: FoundSheet) -> tuple[int, int]:
    """Return row and column, from 1, of the mark of a layout of ours: both are hidden from the beginning."""
    for number, row in enumerate(sheet.rows[:_TOP_ROWS], 1):
        for column, value in enumerate(row, 1):
            if isinstance(value, str) and value in _MARKS:
                return number, column
    return 0, 0


def _row_holds(sheet: FoundSheet, number: int) -> bool:
    return number <= len(sheet.rows) and any(value not in _BLANK for value in sheet.rows[number - 1])


def _column_holds(sheet: FoundSheet, number: int) -> bool:
    return any(row[number - 1] not in _BLANK for row in sheet.rows if number <= len(row))


def _width(sheet: FoundSheet) -> int:
    return max((len(row) for row in sheet.rows), default=0)


def _spans(rows: Iterable[int]) -> str:
    """Return row numbers as people write them: 3行、7〜9行."""
    spans: list[list[int]] = []
    for row in sorted(rows):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    texts = [f"{first}行" if first == last else f"{first}\u301c{last}行" for first, last in spans]
    return "、".join(texts[:10]) + ("ほか" if len(texts) > 10 else "")
