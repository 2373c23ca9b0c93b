"""What people do to workbooks by hand: type answers into a form, keep a plain list.

The demonstration and the tests use it so that forms come back the way an office fills them in: loaded,
typed into and saved by another program than the one that made them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dxdesk import private
from dxdesk.ports.workbooks import FORM_SHEET, SUBMIT_LABEL
from dxdesk.usecases.forms import goals_sheet, growth_sheet, plan_form
from dxdesk.usecases.forms.goal_texts import Cells

Typed = tuple[str | int, str, str]
"""Level, evidence and goal as typed; an empty text leaves the cell as it is."""

_ATTAINED = "達成のようす"
_GROWN = ("種類", "名称", "役割", "いつから", "いつまで", "結果・番号", "所属")


def fill_form(
    source: Path,
    target: Path,
    answers: Mapping[str, Typed],
    *,
    lines: Sequence[tuple[str, str, str, str]] = (),
    comment: str = "",
    action: str = "",
    mark: str = "",
    attained: Sequence[tuple[str, str]] = (),
    grown: Sequence[Sequence[str]] = (),
) -> None:
    """Type answers into a form's unlocked cells, finding rows and columns by what they say.

    Args:
        source: the form as it was sent.
        target: where the filled form is saved; its folder is made.
        answers: by the skill's name.
        lines: kind, name, date and result of courses, qualifications and experience.
        comment: the free text at the end.
        action: what is chosen at 申告の区分, empty to leave it.
        mark: what is chosen where a goal of the year was set, on the sheet that asks so; empty to leave it.
        attained: what is told of the goals of the year and remarked on it, goal by goal, on the sheet that
            has them; for more goals than told of the rest is left.
        grown: rows for the first lines of the sheet 成長記録 to write on, where the form has it, in the
            order of its columns.
    """
    from openpyxl import load_workbook

    book = load_workbook(source)
    sheet = book[FORM_SHEET]
    columns, top = _header(sheet, "今回のレベル")
    for row in range(top + 1, sheet.max_row + 1):
        found = answers.get(str(sheet.cell(row, columns["スキル"]).value or ""))
        if found is None or sheet.cell(row, columns["今回のレベル"]).protection.locked:
            continue
        for title, value in zip(("今回のレベル", "根拠", "来年度の目標"), found, strict=True):
            if value != "":
                sheet.cell(row, columns[title]).value = value
    if lines:
        _type_lines(sheet, lines)
    if comment:
        _under(sheet, "来年度に向けて(コメント)").value = comment
    if action:
        _beside(sheet, "申告の区分").value = action
    if goals_sheet.SHEET in book.sheetnames:
        _tell_goals(book[goals_sheet.SHEET], mark, attained)
    if grown and growth_sheet.SHEET in book.sheetnames:
        _tell_growth(book[growth_sheet.SHEET], grown)
    _save(book, target)
    book.close()


def _tell_goals(sheet: Any, mark: str, attained: Sequence[tuple[str, str]]) -> None:
    """Type what the sheet of goals asks: of goals that it lists what came of them, else the mark."""
    texts = {str(cell.value) for cells in sheet.iter_rows() for cell in cells if cell.value}
    if _ATTAINED not in texts:
        if mark:
            _under(sheet, "答え").value = mark
        return
    columns, top = _header(sheet, _ATTAINED)
    for row, told in enumerate(attained, top + 1):
        if (
            not sheet.cell(row, columns["目標"]).value
            or sheet.cell(row, columns[_ATTAINED]).protection.locked
        ):
            break
        for title, text in zip((_ATTAINED, "コメント"), told, strict=True):
            if text:
                sheet.cell(row, columns[title]).value = text


def _tell_growth(sheet: Any, grown: Sequence[Sequence[str]]) -> None:
    """Type rows below what the sheet of the growth file shows."""
    columns, row = _header(sheet, "種類")
    while sheet.cell(row, columns["種類"]).protection.locked:
        row += 1
    for below, told in enumerate(grown):
        for title, text in zip(_GROWN, told, strict=True):
            if text:
                sheet.cell(row + below, columns[title]).value = text


def fill_goals(source: Path, target: Path, said: Cells, *, as_it_is: bool = False) -> None:
    """Write a goal into the first free line of a 期首票 and choose 提出する.

    Args:
        source: the form as it was sent.
        target: where it is saved; its folder is made.
        said: the goal, cell by cell.
        as_it_is: where goals stand in the form already, hand those in and write none.
    """
    from openpyxl import load_workbook

    book = load_workbook(source)
    sheet = book[plan_form.SHEET]
    columns, top = _header(sheet, "測り方")
    titles = ("スキル", "目標のレベル", "目標", "測り方", "いつまで")
    row = top + 1
    while any(sheet.cell(row, columns[title]).value for title in titles):
        row += 1
    if row == top + 1 or not as_it_is:
        for title, text in zip(titles, said, strict=True):
            if text:
                sheet.cell(row, columns[title]).value = text
    _beside(sheet, "区分").value = SUBMIT_LABEL
    _save(book, target)
    book.close()


def _save(book: Any, path: Path) -> None:
    content = io.BytesIO()
    book.save(content)
    private.make_folder(path.parent)
    private.write_bytes(path, content.getvalue())


def _header(sheet: Any, title: str) -> tuple[dict[str, int], int]:
    """Return column numbers by title and the row of the header that has the title."""
    cell = _find(sheet, title)
    texts = {str(other.value): other.column for other in sheet[cell.row] if other.value is not None}
    return texts, cell.row


def _find(sheet: Any, text: str) -> Any:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == text:
                return cell
    raise ValueError(f"no cell says {text}")


def _type_lines(sheet: Any, lines: Sequence[tuple[str, str, str, str]]) -> None:
    columns, row = _header(sheet, "区分")
    for line in lines:
        row += 1
        for title, text in zip(("区分", "名称", "日付", "結果"), line, strict=True):
            sheet.cell(row, columns[title]).value = text


def _under(sheet: Any, text: str) -> Any:
    title = _find(sheet, text)
    return sheet.cell(title.row + 1, title.column)


def _beside(sheet: Any, text: str) -> Any:
    """Return the first unlocked cell to the right of a label."""
    label = _find(sheet, text)
    for column in range(label.column + 1, sheet.max_column + 1):
        cell = sheet.cell(label.row, column)
        if type(cell).__name__ == "Cell" and not cell.protection.locked:
            return cell
    raise ValueError(f"nothing to fill in beside {text}")


def fill_table(source: Path, target: Path, said: Mapping[tuple[str, str], str]) -> None:
    """Write into a workbook with a line a person: by 職員番号 and the title of the column."""
    from openpyxl import load_workbook

    book = load_workbook(source)
    sheet = book.worksheets[0]
    header, top = _header(sheet, "職員番号")
    titles = {"".join(title.split()): column for title, column in header.items()}
    lines = {str(sheet.cell(row, header["職員番号"]).value): row for row in range(top + 1, sheet.max_row + 1)}
    for (number, title), text in said.items():
        sheet.cell(lines[number], titles["".join(title.split())]).value = text
    _save(book, target)
    book.close()


def fill_report(source: Path, target: Path, lines: Sequence[Mapping[str, str]]) -> None:
    """Write people into a 推薦依頼; whoever holds the task already has a line there, the others get one.

    Args:
        source: the workbook as it was sent.
        target: where it is saved; its folder is made.
        lines: what is written of each, by the columns of ``nomination_form``; 所属 stands there already.
    """
    from openpyxl import load_workbook

    from dxdesk.usecases.forms import nomination_form as report

    book = load_workbook(source)
    sheet = book[report.REPORT_SHEET]
    header, top = _header(sheet, report.TITLES[report.NUMBER])
    titles = {title.replace("\n", ""): column for title, column in header.items()}
    numbers, there, free = titles[report.TITLES[report.NUMBER]], {}, top + 1
    while sheet.cell(free, numbers).value:
        there[str(sheet.cell(free, numbers).value)] = free
        free += 1
    for line in lines:
        row = there.get(line[report.NUMBER])
        if row is None:
            row, free = free, free + 1
        for column, text in line.items():
            if column != report.SECTION_CODE:
                sheet.cell(row, titles[report.TITLES[column]]).value = text
    _save(book, target)
    book.close()


def write_list(path: Path, title: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a plain list as an HR system exports it: one header row, everything as text."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    sheet.append(list(headers))
    for row in rows:
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.number_format = "@"
            if cell.value is not None:
                cell.data_type = "s"
    for column in sheet.columns:
        widest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(60, 4 + 2 * widest)
    sheet.freeze_panes = "A2"
    _save(book, path)
    book.close()


def fill_cases(source: Path, target: Path, cases: Sequence[Mapping[str, str]]) -> None:
    """Write cases into the first free lines of a 案件票.

    Args:
        source: the form as it was sent.
        target: where it is saved; its folder is made.
        cases: what is written of each, by the titles of the columns.
    """
    from openpyxl import load_workbook

    book = load_workbook(source)
    sheet = book["案件票"]
    titles, row = _header(sheet, "案件")
    columns = {title.replace("\n", ""): place for title, place in titles.items()}
    row += 1
    while sheet.cell(row, columns["案件"]).value:
        row += 1
    for below, told in enumerate(cases):
        for title, text in told.items():
            sheet.cell(row + below, columns[title]).value = text
    _save(book, target)
