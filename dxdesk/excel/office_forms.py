"""An office's own layout (様式) as it came, with its placeholders filled; made with openpyxl, which keeps it.

The guard looks at the file first. What openpyxl would lose in silence (shapes, text boxes, charts, pictures
it cannot read) is refused, so that a filled form is the form that came. A repeated row moves all below it.
"""

from __future__ import annotations

import copy
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.formula import ArrayFormula

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.excel.archive import PACKED_LIMIT
from dxdesk.excel.files import read_bytes
from dxdesk.excel.form_properties import describe
from dxdesk.excel.guard import guard
from dxdesk.excel.locks import is_compound, unlock
from dxdesk.excel.office_pictures import with_sound_pictures
from dxdesk.ports.workbooks import FormField, FormFill, OfficeForm, field_key

_FIELD = re.compile("[{\uff5b]{2}(.*?)[}\uff5d]{2}", re.DOTALL)
_BRACES = re.compile("[{\uff5b]{2}|[}\uff5d]{2}")
_LOST = re.compile(rb"<xdr:(?:sp|cxnSp|graphicFrame|grpSp)[ >]|AlternateContent")
_PICTURE = re.compile(rb"<xdr:pic[ >]")
_BEHIND = re.compile(rb"<(?:\w+:)?(?:legacyDrawingHF|picture)[ />]")
"""A picture in a header or footer, or behind the cells."""
_ADDRESS = re.compile(r"(\$?[A-Za-z]{1,3}\$?|\$?)(\d+)")
_BESIDE = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_MARGIN = "ヘッダーかフッター"


def read_form(path: Path) -> OfficeForm:
    """Read a layout and where its placeholders stand.

    Raises:
        KnownError: ``form-not-xlsx``, ``form-shape``, ``form-picture``, ``form-field-formula``,
            ``form-field-open``, or any code of files and guard; naming file, sheet and cell.
    """
    if path.suffix.lower() != ".xlsx":
        raise KnownError(
            "form-not-xlsx",
            "様式に使えるのは Excel ブック(.xlsx)だけです。何も書き出していません。",
            "Excel で開き、「名前を付けて保存」で種類を「Excel ブック (*.xlsx)」にして保存し直してください。",
            found=path.name,
            place=Place(path.name),
        )
    data = read_bytes(path, PACKED_LIMIT)
    try:
        plain = unlock(data, ()).data if is_compound(data) else data
        guard(plain)
        plain = with_sound_pictures(plain)
        book = _loaded(plain)
        _refuse_lost(plain, book)
        fields = tuple(_fields(book))
    except KnownError as error:
        raise KnownError.of(tuple(problem.at(file=path.name) for problem in error.problems)) from error
    return OfficeForm(path.name, plain, fields)


def filled_form(form: OfficeForm, fill: FormFill) -> bytes:
    """Return the layout as a workbook with its placeholders filled and its rows repeated."""
    book = _loaded(form.data)
    for sheet in book.worksheets:
        rows = _repeated_rows(form, fill, sheet.title)
        # From below, so that the rows above stay where the layout has them.
        for row in sorted(rows, reverse=True):
            _repeat(book, sheet, row, rows[row], fill.single)
        for cell in _texts(sheet):
            _put(cell, fill.single)
        # An ampersand begins a code there, and is written twice.
        plain = {key: value.replace("&", "&&") for key, value in fill.single.items()}
        for side in _margins(sheet):
            side.text = _said(side.text, plain)
    describe(book, fill)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _loaded(data: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is lost is looked for and refused, not warned of
        return load_workbook(io.BytesIO(data), rich_text=True)


def _refuse_lost(data: bytes, book: Any) -> None:
    """Refuse what would not be there any more after saving."""
    pictures, lost = 0, False
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            lost |= name.startswith(("xl/charts/", "xl/ctrlProps/", "xl/chartsheets/", "xl/diagrams/"))
            if name.startswith("xl/drawings/") and name.endswith(".xml"):
                part = package.read(name)
                lost |= _LOST.search(part) is not None
                pictures += len(_PICTURE.findall(part))
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                lost |= _BEHIND.search(package.read(name)) is not None
    lost |= pictures > sum(len(sheet._images) for sheet in book.worksheets)
    if lost:
        raise KnownError(
            "form-shape",
            "様式に、図形、テキストボックス、グラフ、ヘッダーや背景の画像など、そのまま残せないものが入っています。"
            "何も書き出していません。",
            "セルの文字と罫線で書き直すか、セルの上に貼った PNG の画像に置き換えて保存し直してください。",
        )


def _fields(book: Any) -> Iterator[FormField]:
    problems: list[Problem] = []
    for sheet in book.worksheets:
        found = [(cell.coordinate, cell.row, str(cell.value), cell.data_type) for cell in _texts(sheet)]
        found += [(_MARGIN, 0, side.text, "s") for side in _margins(sheet)]
        for cell, row, text, kind in found:
            names = _FIELD.findall(text)
            if kind == "f" and names:
                code, said = "form-field-formula", "差し込む項目は、数式の中には書けません。"
            elif _BRACES.search(_FIELD.sub("", text)) and kind != "f":
                code, said = "form-field-open", "差し込む項目の波かっこが閉じていません。"
            else:
                yield from (FormField(sheet.title, cell, row, name) for name in names)
                continue
            fix = "{{氏名}} のように、文字のセルに書いてください。"
            problems.append(
                Problem(code, f"{said}何も書き出していません。", fix, text, Place("", sheet.title, cell))
            )
    if problems:
        raise KnownError.of(tuple(problems))


def _texts(sheet: Any) -> list[Any]:
    """Return the cells that hold braces, texts and formulas alike."""
    return [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if not isinstance(cell, MergedCell)
        and isinstance(cell.value, str | list)
        and _BRACES.search(str(cell.value))
    ]


def _margins(sheet: Any) -> list[Any]:
    sides = (getattr(getattr(sheet, name), side) for name in _BESIDE for side in ("left", "center", "right"))
    return [side for side in sides if side.text]


def _said(text: str, values: Mapping[str, str]) -> str:
    said = _FIELD.sub(lambda found: values.get(field_key(found[1]), ""), text)
    return str(ILLEGAL_CHARACTERS_RE.sub("", said))


def _put(cell: Any, values: Mapping[str, str]) -> None:
    if cell.data_type == "f":
        return
    cell.value = _said(str(cell.value), values)
    cell.data_type = "s"  # a text that begins with = is none of ours to work out


def _repeated_rows(form: OfficeForm, fill: FormFill, sheet: str) -> dict[int, Sequence[Mapping[str, str]]]:
    """Return what the rows of a sheet are repeated for, by row."""
    return {
        field.row: fill.repeated[key]
        for field in form.fields
        if field.sheet == sheet and (key := field_key(field.name)) in fill.repeated
    }


def _repeat(
    book: Any, sheet: Any, row: int, lines: Sequence[Mapping[str, str]], single: Mapping[str, str]
) -> None:
    """Repeat a row once for each line; the row itself is blank where there is none.

    Raises:
        KnownError: ``form-field-merged``.
    """
    for one in sheet.merged_cells.ranges:
        if one.min_row == row < one.max_row:
            raise KnownError(
                "form-field-merged",
                "繰り返す行に、下の行と結合したセルがあります。何も書き出していません。",
                "繰り返す行は1行にして、結合を解いて保存し直してください。",
                found=one.coord,
                place=Place("", sheet.title, one.coord.partition(":")[0]),
            )
    more = max(len(lines) - 1, 0)
    if more:
        _make_room(book, sheet, row, more)
        for place in range(1, more + 1):
            _copy_row(sheet, row, row + place)
    for place, line in enumerate(lines or ({},)):
        for cell in sheet[row + place]:
            value = "" if isinstance(cell, MergedCell) else cell.value
            if isinstance(value, str | list) and _BRACES.search(str(value)):
                _put(cell, {**single, **line})


def _copy_row(sheet: Any, row: int, to: int) -> None:
    for column in range(1, sheet.max_column + 1):
        source = sheet._cells.get((row, column))
        if source is None:
            continue
        if isinstance(source, MergedCell):
            made = sheet._cells[to, column] = MergedCell(sheet, to, column)
        else:
            made = sheet.cell(to, column)
            made.value = source.value
            if source.data_type == "f":
                made.value = Translator(source.value, source.coordinate).translate_formula(made.coordinate)
        made._style = copy.copy(source._style)
    sheet.row_dimensions[to].height = sheet.row_dimensions[row].height


def _make_room(book: Any, sheet: Any, row: int, more: int) -> None:
    """Move all below a row down, with what belongs to it; what spans the row grows."""
    merged = [CellRange(one.coord) for one in sheet.merged_cells.ranges]
    sheet.insert_rows(row + 1, more)
    kept = [_grown(one, row, more) for one in merged if not one.min_row == one.max_row == row]
    for one in merged:
        if one.min_row == one.max_row == row:  # cells merged within the row are so in each of its copies
            kept += [CellRange(None, one.min_col, at, one.max_col, at) for at in range(row, row + more + 1)]
    sheet.merged_cells = MultiCellRange(kept)
    for index in sorted((index for index in sheet.row_dimensions if index > row), reverse=True):
        dimension = sheet.row_dimensions.pop(index)
        dimension.index = index + more
        sheet.row_dimensions[index + more] = dimension
    _move_beside(sheet, row, more)
    _move_rules(sheet, row, more)
    for other in book.worksheets:
        own = other is sheet
        for cells in other.iter_rows():
            for cell in cells:
                if not isinstance(cell, MergedCell) and cell.data_type == "f":
                    _move_formula(cell, sheet.title, row, more, own=own)
        for name in other.defined_names.values():
            name.attr_text = _formula(f"={name.attr_text}", sheet.title, row, more, own=own)[1:]
    for name in book.defined_names.values():
        name.attr_text = _formula(f"={name.attr_text}", sheet.title, row, more, own=False)[1:]


def _move_beside(sheet: Any, row: int, more: int) -> None:
    """Move what a sheet keeps beside its cells: pictures, print set-up, rules, tables, links."""
    for image in sheet._images:
        for mark in (getattr(image.anchor, "_from", None), getattr(image.anchor, "to", None)):
            if mark is not None and mark.row >= row:  # counted from 0: the rows below
                mark.row += more
    if sheet.print_area:
        areas = [one.rpartition("!")[2] for one in sheet.print_area.split(",")]
        sheet.print_area = ",".join(_grown(CellRange(one), row, more).coord for one in areas)
    for line in sheet.row_breaks.brk:
        if line.id >= row:
            line.id += more
    for cells in sheet.iter_rows(min_row=row + 1):
        for cell in cells:
            if getattr(cell, "hyperlink", None) is not None:
                cell.hyperlink.ref = cell.coordinate
    _move_tables(sheet, row, more)


def _move_tables(sheet: Any, row: int, more: int) -> None:
    for table in (*sheet.tables.values(), sheet.auto_filter):
        if table.ref:
            table.ref = _grown(CellRange(table.ref), row, more).coord
        if getattr(table, "autoFilter", None) is not None and table.autoFilter.ref:
            table.autoFilter.ref = table.ref


def _move_rules(sheet: Any, row: int, more: int) -> None:
    """Move conditional looks and checks of input, with the formulas in them."""

    def said(formula: str) -> str:
        return _formula(f"={formula}", sheet.title, row, more, own=True)[1:]

    rules = ConditionalFormattingList()
    for one in sheet.conditional_formatting:
        for rule in one.rules:
            rule.formula = [said(formula) for formula in rule.formula]
            rules.add(_all_grown(one.sqref, row, more), rule)
    sheet.conditional_formatting = rules
    for check in sheet.data_validations.dataValidation:
        check.sqref = MultiCellRange(_all_grown(check.sqref, row, more))
        for name in ("formula1", "formula2"):
            if getattr(check, name):
                setattr(check, name, said(getattr(check, name)))


def _grown(cells: CellRange, row: int, more: int) -> CellRange:
    first = cells.min_row + (more if cells.min_row > row else 0)
    last = cells.max_row + (more if cells.max_row >= row else 0)
    return CellRange(None, cells.min_col, first, cells.max_col, last)


def _all_grown(ranges: Any, row: int, more: int) -> str:
    return " ".join(_grown(CellRange(one.coord), row, more).coord for one in ranges.ranges)


def _move_formula(cell: Any, title: str, row: int, more: int, *, own: bool) -> None:
    if isinstance(cell.value, str):
        cell.value = _formula(cell.value, title, row, more, own=own)
    elif isinstance(cell.value, ArrayFormula):
        cell.value.text = _formula(cell.value.text, title, row, more, own=own)
        if own:
            cell.value.ref = _moved(cell.value.ref, row, more)


def _formula(formula: str, title: str, row: int, more: int, *, own: bool) -> str:
    """Return a formula that means the same cells after a row of a sheet was repeated ``more`` times.

    ``own``: it stands in that sheet, so that addresses without a sheet are of it.
    """
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type != Token.OPERAND or token.subtype != Token.RANGE:
            continue
        sheet, mark, cells = token.value.rpartition("!")
        if (sheet.strip("'").replace("''", "'") == title) if mark else own:
            token.value = f"{sheet}{mark}{_moved(cells, row, more)}"
    return str(tokens.render())


def _moved(cells: str, row: int, more: int) -> str:
    """Return an address after the row was repeated; a span that ends with the row takes in the new ones."""
    parts = cells.split(":")
    found = [_ADDRESS.fullmatch(part) for part in parts]
    if not all(found):
        return cells  # a name or whole columns
    last = len(parts) - 1
    moves = [
        int(one[2]) >= row if last and at == last else int(one[2]) > row
        for at, one in enumerate(found)
        if one
    ]
    return ":".join(
        f"{one[1]}{int(one[2]) + (more if moves[at] else 0)}" for at, one in enumerate(found) if one
    )
