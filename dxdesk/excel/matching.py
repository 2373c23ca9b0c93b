"""A returned sheet laid beside the one that was sent: rows by identity, columns by theirs, never by position.

The hidden first row names the columns and the hidden column A names the rows. Where somebody removed
them, columns are found by their headers and rows by what they say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.text import plain
from dxdesk.excel import codes, styles
from dxdesk.excel.cells import CellRange, CellValue, a1, plain_text
from dxdesk.excel.grid import ID_COLUMN, Line, Live
from dxdesk.excel.looks import PLAIN, SheetLook

_BLANK = (None, "", " ")

_TOLD = 100
"""Problems told of one sheet: a wholly rewritten one is told by its first ones."""

_SEARCH_ROWS = 80
"""The id row and the header row stand near the top; a memo above them may push them down a little."""


def _none_told(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """What a returned sheet holds: values from A1 on, A1 references of formulas, merged ranges, its looks.

    ``formula_at`` returns what a formula says, by its reference; empty where it says nothing of its own.
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    formulas: Collection[str] = ()
    merged: Sequence[CellRange] = ()
    hidden: bool = False
    look: SheetLook = PLAIN
    formula_at: Callable[[str], str] = _none_told

    def formula(self, row: int, column: int) -> str:
        """Return what to tell of the formula or error in a cell counted from 0: what it says and shows."""
        shown, said = self.text(row, column).strip()[:60], self.formula_at(a1(row + 1, column + 1))
        if said and shown:
            return f"{said}(表示: {shown})"
        return said or shown or "数式"

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell counted from 0, empty outside the sheet."""
        if row >= len(self.rows):
            return ""
        cells = self.rows[row]
        return plain_text(cells[column]) if column < len(cells) else ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What was sent: its lines (the hidden row of column ids first) and which row is the header.

    ``free`` is the key prefix of rows that may be missing, repeated or added (lines to be filled in), in
    ``free_columns`` and under the row ``free_after``;
    ``names`` maps keys of rows to the column and text by which they are known without their id.
    """

    lines: Sequence[Line]
    header: str = "header"
    free: str = ""
    free_after: str = ""
    free_columns: tuple[int, ...] = ()
    names: Mapping[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Match:
    """Where everything is: found columns by sent column, found rows by key; all counted from 0.

    ``extra`` are rows added to the free ones, ``loose`` rows that hold something and belong to nothing sent.
    """

    sheet: FoundSheet
    columns: dict[int, int]
    id_column: int
    rows: dict[str, int]
    extra: list[int] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        """Return the text standing under a sent column in a found row."""
        place = self.columns.get(column)
        return "" if place is None else self.sheet.text(row, place)

    def cell(self, row: int, column: int) -> str:
        """Return the A1 reference of a sent column in a found row."""
        return a1(row + 1, self.columns.get(column, column - 1) + 1)

    def report(self, code: str, message: str, fix: str, *, found: str = "", cell: str = "") -> None:
        """Add a problem about this sheet; beyond a hundred nobody reads on."""
        if len(self.problems) < _TOLD:
            self.problems.append(Problem(code, message, fix, found, Place("", self.sheet.name, cell)))


def looks_sent(sheet: FoundSheet, ids: str) -> bool:
    """Tell whether a sheet carries the mark of a layout of ours near its top."""
    return any(ids in row for row in sheet.rows[:_SEARCH_ROWS])


def match(sheet: FoundSheet, expected: Expected) -> Match | None:
    """Return where the sent rows and columns are now; ``None`` where not even the columns can be found."""
    ids = expected.lines[0]
    located = _columns_by_id(sheet, ids) or _columns_by_header(sheet, expected)
    if located is None:
        return None
    columns, id_row = located
    keys = {line.key for line in expected.lines[1:] if line.key}
    id_column = _id_column(sheet, keys, ids.key, id_row)
    found = Match(sheet, columns, id_column, {})
    loose = _rows_by_id(found, keys, expected.free, id_row)
    missing = [line for line in expected.lines[1:] if line.key not in found.rows and line.cells]
    if missing and loose:
        loose = _rows_by_text(found, missing, loose, expected.names)
    found.loose = loose
    _note_missing(found, expected)
    return found


def _columns_by_id(sheet: FoundSheet, ids: Line) -> tuple[dict[int, int], int] | None:
    wanted = {str(value): column for column, value, _ in ids.cells}
    for number, row in enumerate(sheet.rows[:_SEARCH_ROWS]):
        places = {
            wanted[value]: position
            for position, value in enumerate(row)
            if isinstance(value, str) and value in wanted
        }
        if len(places) == len(wanted):
            return places, number
    return None


def _columns_by_header(sheet: FoundSheet, expected: Expected) -> tuple[dict[int, int], int] | None:
    header = next(line for line in expected.lines if line.key == expected.header)
    wanted = {str(value): column for column, value, _ in header.cells if value}
    wanted = {unbroken(title): column for title, column in wanted.items()}
    for row in sheet.rows[:_SEARCH_ROWS]:
        texts = [unbroken(plain_text(value)) for value in row]
        if all(texts.count(title) == 1 for title in wanted):
            return {column: texts.index(title) for title, column in wanted.items()}, -1
    return None


def _id_column(sheet: FoundSheet, keys: set[str], mark: str, id_row: int) -> int:
    """Return the column of row ids, -1 where there is none."""
    if id_row >= 0 and mark in sheet.rows[id_row]:
        return list(sheet.rows[id_row]).index(mark)
    counts: dict[int, int] = defaultdict(int)
    for row in sheet.rows:
        for place, value in enumerate(row[:4]):
            if isinstance(value, str) and value in keys:
                counts[place] += 1
    return max(counts, key=lambda place: counts[place]) if counts else -1


def _rows_by_id(found: Match, keys: set[str], free: str, id_row: int) -> list[int]:
    """Fill in the rows that carry their id; return the others that hold anything."""
    loose: list[int] = []
    place = found.id_column
    for number, row in enumerate(found.sheet.rows):
        key = row[place] if 0 <= place < len(row) else None
        if isinstance(key, str) and key in keys:
            if key not in found.rows:
                found.rows[key] = number
            elif free and key.startswith(free):
                found.extra.append(number)
            else:
                _note_double(found, key, number)
        elif number != id_row and any(value not in _BLANK for value in row):
            loose.append(number)
    return loose


def _note_double(found: Match, key: str, number: int) -> None:
    first = found.rows[key]
    found.report(
        codes.ROW_DUPLICATED,
        f"同じ行が2つあります({first + 1}行目と{number + 1}行目)。"
        "どちらが正しいかわからないため、取り込んでいません。",
        "コピーした行のうち、いらないほうの行を削除して、もう一度送ってください。",
        found=_first_text(found, number),
        cell=a1(number + 1, min(found.columns.values()) + 1),
    )


def _first_text(found: Match, number: int) -> str:
    row = found.sheet.rows[number]
    texts = (plain_text(value) for position, value in enumerate(row) if position != found.id_column)
    return " ".join(text for text in texts if text.strip())[:60]


def _rows_by_text(
    found: Match, missing: Sequence[Line], loose: list[int], names: Mapping[str, tuple[int, str]]
) -> list[int]:
    """Find rows without their id by their name, or by all their fixed texts; return what is left."""
    by_sign: dict[tuple[tuple[int, str], ...], list[int]] = defaultdict(list)
    columns = sorted(found.columns)
    for number in loose:
        texts = tuple((column, same_lines(found.text(number, column))) for column in columns)
        by_sign[tuple(pair for pair in texts if pair[1].strip())].append(number)
        for column, text in texts:
            by_sign[((-column, text),)].append(number)
    taken: set[int] = set()
    for line in missing:
        named = names.get(line.key)
        sign = (
            ((-named[0], same_lines(named[1])),)
            if named
            else tuple((column, same_lines(text)) for column, text in fixed_texts(line) if text.strip())
        )
        free = [n for n in by_sign.get(sign, ()) if n not in taken]
        if free and sign:
            number = free[0]
            found.rows[line.key] = number
            taken.add(number)
            left = [n for n in by_sign[sign] if n not in taken]
            if named and left and sum(other == named for other in names.values()) == 1:
                found.rows.setdefault(line.key, number)
                _note_double(found, line.key, left[0])
                taken.update(left)
    return [number for number in loose if number not in taken]


def _note_missing(found: Match, expected: Expected) -> None:
    """Report rows that are gone, where they would stand; what went with a named row goes without saying."""
    missing: list[tuple[Line, int]] = []
    above = -1
    for line in expected.lines[1:]:
        above = found.rows.get(line.key, above)
        free = expected.free and line.key.startswith(expected.free)
        if line.key not in found.rows and line.cells and not free:
            missing.append((line, above + 1))
    named_ones = [entry for entry in missing if entry[0].key in expected.names]
    for line, place in named_ones or missing:
        named = expected.names.get(line.key)
        text = named[1] if named else next((str(value) for _, value, _ in line.cells if value), "")
        found.report(
            codes.ROW_MISSING,
            f"「{text[:40]}」の行がありません。答えがあったかどうかわからないため、取り込んでいません。"
            if named
            else f"送ったときにあった行「{text[:40]}」がありません。取り込んでいません。",
            "元のファイルをもう一度開き、行を消さずに書いて送ってください。",
            cell=a1(place + 1, min(found.columns.values()) + 1),
        )


def take_loose(found: Match, expected: Expected, wording: Wording) -> None:
    """Take added lines as lines to be read; everything else that was added is named."""
    line_rows = {row for key, row in found.rows.items() if expected.free and key.startswith(expected.free)}
    line_rows.update(found.extra)
    if expected.free_after in found.rows:
        line_rows.add(found.rows[expected.free_after])
    for number in found.loose:
        if _row_above(found.sheet, number) in line_rows and not _outside(
            found, number, expected.free_columns
        ):
            found.extra.append(number)
            line_rows.add(number)
            continue
        place = next(p for p, value in enumerate(found.sheet.rows[number]) if value not in _BLANK)
        _note_foreign(found, (number, place), wording)


def _row_above(sheet: FoundSheet, number: int) -> int:
    """Return the nearest row above that holds anything."""
    above = number - 1
    while above >= 0 and all(value in _BLANK for value in sheet.rows[above]):
        above -= 1
    return above


def _outside(found: Match, number: int, columns: tuple[int, ...]) -> bool:
    inside = {found.columns.get(column) for column in columns} | {found.id_column}
    row = found.sheet.rows[number]
    return any(value not in _BLANK for position, value in enumerate(row) if position not in inside)


def fixed_texts(line: Line) -> Iterator[tuple[int, str]]:
    """Yield column and text of the locked cells of a line."""
    for column, value, style in line.cells:
        if column != ID_COLUMN and styles.look_of(style).locked:
            yield column, value if isinstance(value, str) else str(value)


def same_lines(text: str) -> str:
    """Return a text as it is compared: with one kind of line end, without what no cell shows."""
    text = plain(text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def unbroken(text: str) -> str:
    """Return a heading without its line breaks: where they stand is looks, and versions differ in it."""
    return same_lines(text).replace("\n", "")


@dataclass(frozen=True, slots=True)
class Wording:
    """How findings are told: what was changed, how to mend that, how to mend text where none belongs."""

    changed: str
    mend_changed: str
    mend_foreign: str


def compare_fixed(found: Match, lines: Sequence[Line], wording: Wording) -> None:
    """Report every locked cell that says something else than what was sent, and text where none belongs."""
    rows = found.sheet.rows
    for line in lines[1:]:
        number = found.rows.get(line.key)
        if number is not None and rows[number] != line.image:
            _compare_line(found, number, line, wording)


def _compare_line(found: Match, number: int, line: Line, wording: Wording) -> None:
    row, columns = found.sheet.rows[number], found.columns
    sent = {columns[column]: (value, style) for column, value, style in line.cells if column in columns}
    width = max(len(row), max(sent, default=0) + 1)
    for position in range(width):
        now = row[position] if position < len(row) else None
        if position not in sent:
            if now not in _BLANK and position != found.id_column:
                _note_foreign(found, (number, position), wording)
            continue
        value, style = sent[position]
        if isinstance(value, Live):
            _compare_live(found, (number, position), plain_text(now), value, wording)
            continue
        if now == value or (now is None and value == "") or not styles.look_of(style).locked:
            continue
        if line.key == "header" and unbroken(plain_text(now)) == unbroken(str(value)):
            continue
        _compare_text(found, (number, position), plain_text(now), str(value), wording)


def _compare_live(found: Match, where: tuple[int, int], now: str, sent: Live, wording: Wording) -> None:
    """Report what no formula of ours says; blank and ``#REF!`` are what programs make of one."""
    if now.strip() and not now.startswith("#") and not sent.says.fullmatch(plain(now)):
        _compare_text(found, where, now, sent.shown, wording)


def _compare_text(found: Match, where: tuple[int, int], now: str, sent: str, wording: Wording) -> None:
    if now == sent or same_lines(now) == same_lines(sent) or not (now.strip(" ") or sent.strip(" ")):
        return
    if not sent.strip(" "):
        _note_foreign(found, where, wording)
        return
    found.report(
        codes.FIXED_CELL_CHANGED,
        f"{wording.changed}が書き換えられているため、取り込んでいません。送ったときは「{short(sent)}」でした。",
        wording.mend_changed,
        found=short(now),
        cell=a1(where[0] + 1, where[1] + 1),
    )


def _note_foreign(found: Match, where: tuple[int, int], wording: Wording) -> None:
    found.report(
        codes.CELL_FOREIGN,
        "送ったときに空だったセルに、何かが書かれています。どこにも取り込まれないため、受け付けていません。",
        wording.mend_foreign,
        found=short(plain_text(found.sheet.rows[where[0]][where[1]])),
        cell=a1(where[0] + 1, where[1] + 1),
    )


def short(text: str, limit: int = 60) -> str:
    """Return a text short enough for a message; never cut between a letter and its variation selector."""
    if not text.strip():
        return "空欄"
    if len(text) <= limit:
        return text
    end = limit
    while end < len(text) and (0xFE00 <= ord(text[end]) <= 0xFE0F or 0xE0100 <= ord(text[end]) <= 0xE01EF):
        end += 1
    return text[:end] + "…"
