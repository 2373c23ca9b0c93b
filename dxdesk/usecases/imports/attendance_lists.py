"""Lists of attendance that have no column for the course: a column a course, or one course in the title.

Both become the usual list of one line for a person and course, each cell with the address it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from dxdesk.domain.columns import BETWEEN, LABELS, Column, ColumnPlan, is_known
from dxdesk.domain.completion import Outcome, outcome_of, score
from dxdesk.domain.dates import fiscal_years_in, in_year, is_day_of_a_year, read_date
from dxdesk.domain.wareki import fiscal_year_of
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.usecases.imports.course_columns import (
    COURSE_WORDS,
    Course,
    course_of,
    course_parts,
    days_under,
    is_turn,
    split_day,
)
from dxdesk.usecases.imports.understanding import STATUS_COLUMNS, Sheet

_COURSE = re.compile(COURSE_WORDS, re.IGNORECASE)
_KINDS = "(?:研修|講座|講習会?|コース|セミナー|試験|資格|検定|件|科目)"
_LABEL = re.compile(rf"{_KINDS}(?:(?:の?名称?|名称)\s*[:\uff1a]?|[:\uff1a])\s*(.*)", re.DOTALL)
"""A text that names a course as such; the name stands behind it, or in the next cell."""

_YEAR = re.compile(r"^.{0,12}?(?:\d+|元)\s*年度\s*(?:版\s*)?(?:(?:第\s*\d+\s*四半期|[上下]半?期)\s*)?")
_OF_A_LIST = "(?:受講|参加|出席|修了|合格|対象|欠席|出欠|実施|受験)"
_LIST = re.compile(
    rf"[\s\u3000_\-・の]*(?:{_OF_A_LIST}*(?:者|状況|履歴|記録|結果|確認|管理|報告)*"
    r"(?:名簿|一覧表|一覧|リスト|簿|表|データ|台帳))$"
    rf"|[\s\u3000_\-・の]*{_OF_A_LIST}(?:者|状況|履歴|記録|結果)$|[\s\u3000_\-]+出欠$"
)
_GENERIC = frozenset(
    ["研修", "講座", "講習", "セミナー", "試験", "資格", "検定", "コース", "職員研修", "名", "名称", "会"]
)
_EDGES = " \u3000_-・「」『』【】[]()〔〕\uff08\uff09\uff3b\uff3d■●○◆:\uff1a"
_MADE = re.compile("作成|印刷|出力|現在|更新|時点|締")
_LABEL_OF_DAY = re.compile(r"(?:実施|開催|受講|研修|試験|取得|修了)?(?:日時?|年月日|期日|期間)\s*[:\uff1a]?")


_NOWHERE = TableCell()


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A table with a column a course, as the usual list, and how many people and courses it is about.

    ``in_parts``: several columns stand under a course, and each says what it is about (受講, 修了, 得点).
    ``dated`` are cells with a day without a year (6/10) that were read as days of ``fiscal_year``;
    ``undated`` such whose year is not known, or that may be points after all.
    """

    sheet: Sheet
    courses: tuple[Course, ...]
    people: int
    in_parts: bool = False
    dated: tuple[TableCell, ...] = ()
    undated: tuple[TableCell, ...] = ()
    fiscal_year: int = 0


@dataclass(frozen=True, slots=True)
class OneCourse:
    """The course that a whole table is about, its day (ISO, or empty), and where either was read."""

    name: str
    day: str = ""
    where: TableCell = _NOWHERE
    source: str = ""
    several: bool = False
    """Whether each of several sheets is about a course of its own."""


def without_days(sheet: Sheet) -> tuple[Sheet, dict[int, str]]:
    """Return a table with a column a course without a first line of days, and these (ISO, by place)."""
    table = sheet.table
    days = days_under(table, sheet.plan.positions[Column.COURSE], sheet.plan.first(Column.NUMBER))
    return (replace(sheet, table=replace(table, rows=table.rows[1:])) if days else sheet), days


def as_list(sheet: Sheet, days: Mapping[int, str], title: OneCourse | None = None) -> SideBySide:
    """Return a table with a column a course (``Column.COURSE``) as one line for a person and course.

    ``days`` are as ``without_days`` gives them; ``title`` is the course whose turns the columns are where
    their headers say no more (第1回, 第2回). A blank cell says nothing: whoever has one is not in the list of
    that course.
    """
    table, places = sheet.table, sheet.plan.positions[Column.COURSE]
    parts = course_parts([header.value for header in table.headers])
    if all(place in parts for place in places):
        return _in_parts(sheet, {place: parts[place] for place in places}, days, title)
    number = sheet.plan.first(Column.NUMBER)
    courses = tuple(
        _of_title(replace(course, day=days.get(course.place, course.day)), title)
        for course in (course_of(table, place) for place in places)
    )
    named = [
        (one.place, TableCell(one.name, False, one.header.ref), TableCell(one.day, False, one.header.ref))
        for one in courses
    ]
    days_at = {place for place in places if _has_days_without_year(table, place)}
    year = _fiscal_year(table, places) if days_at else 0
    sure = {place for place in days_at if year and not _may_be_points(table, place)}
    dated: list[TableCell] = []
    undated: list[TableCell] = []

    def read(place: int, cell: TableCell) -> TableCell:
        if place not in days_at or not is_day_of_a_year(cell.value):
            return cell
        day = in_year(cell.value, year) if place in sure else ""
        (dated if day else undated).append(cell)
        return cell._replace(value=day or cell.value)

    rows: list[tuple[TableCell, ...]] = []
    people = 0
    for row in table.rows:
        who = (row[number] if number < len(row) else TableCell(), sheet.cell(row, Column.NAME))
        before = len(rows)
        rows += [
            (*who, name, day, read(place, row[place]))
            for place, name, day in named
            if place < len(row) and row[place].value.strip()
        ]
        people += len(rows) > before
    return SideBySide(
        _listed(sheet, rows),
        courses,
        people,
        dated=tuple(dated),
        undated=tuple(undated),
        fiscal_year=year,
    )


def _has_days_without_year(table: ForeignTable, position: int) -> bool:
    """Tell whether texts like 6/10 in a column are days: nothing else in it is points (80点, 45/100)."""
    texts = [text for text in table.texts(position) if text.strip()]
    days = [text for text in texts if is_day_of_a_year(text)]
    points = (
        score(text) is not None and outcome_of(text) is Outcome.UNCLEAR for text in set(texts) - set(days)
    )
    return bool(days) and not any(points)


def _may_be_points(table: ForeignTable, position: int) -> bool:
    """Tell whether such texts may be points all the same: several that are all of one number (7/10, 9/10)."""
    days = {text.strip() for text in table.texts(position) if is_day_of_a_year(text)}
    return len(days) > 1 and len({text.rpartition("/")[2] for text in days}) == 1


def _fiscal_year(table: ForeignTable, places: Sequence[int]) -> int:
    """Return the fiscal year that a list is of, by its titles or by all its other days; 0 where unclear."""
    named = [cell.value for cell in table.above] + [table.sheet, PurePath(table.file).stem]
    said = frozenset(year for text in named for year in fiscal_years_in(text))
    if not said:
        cells = (row[place] for row in table.rows for place in places if place < len(row))
        days = (
            read_date(cell.value, is_number=cell.is_date, from_1904=table.from_1904)
            for cell in cells
            if not is_day_of_a_year(cell.value)
        )
        said = frozenset(fiscal_year_of(date.fromisoformat(day)) for day in days if day)
    return next(iter(said)) if len(said) == 1 else 0


def _of_title(course: Course, title: OneCourse | None) -> Course:
    """Return a column's course; where its header only counts turns, the course of the title with it."""
    if title is None or not is_turn(course.name):
        return course
    return replace(course, name=f"{title.name} {course.name}".strip(), day=course.day or title.day)


def turns_of(sheet: Sheet) -> tuple[Course, ...]:
    """Return the columns of courses whose headers only count turns (第1回)."""
    headers = [header.value for header in sheet.table.headers]
    parts = course_parts(headers)
    courses = (
        course_of(sheet.table, place, parts[place][0] if place in parts else "")
        for place in sheet.plan.positions.get(Column.COURSE, ())
    )
    return tuple(course for course in courses if is_turn(course.name))


def _in_parts(
    sheet: Sheet,
    parts: Mapping[int, tuple[str, Column]],
    days: Mapping[int, str],
    title: OneCourse | None,
) -> SideBySide:
    """Return a table with several columns a course as one line for a person and course."""
    table, number = sheet.table, sheet.plan.first(Column.NUMBER)
    says = tuple(column for column in STATUS_COLUMNS if column in {meant for _, meant in parts.values()})
    groups: list[tuple[Course, dict[Column, int]]] = []
    last: dict[str, dict[Column, int]] = {}
    for place, (called, meant) in parts.items():
        of = last.get(called)
        if of is None or meant in of:
            course = _of_title(course_of(table, place, called), title)
            of = last[called] = {}
            groups.append((replace(course, day=days.get(place, course.day)), of))
        of[meant] = place
    blank = TableCell()
    rows: list[tuple[TableCell, ...]] = []
    people = 0
    for row in table.rows:
        who = (row[number] if number < len(row) else blank, sheet.cell(row, Column.NAME))
        before = len(rows)
        for course, of in groups:
            cells = {meant: row[place] for meant, place in of.items() if place < len(row)}
            if not any(cell.value.strip() for cell in cells.values()):
                continue
            name = TableCell(course.name, False, course.header.ref)
            day = cells.get(Column.DATE, blank)
            day = day if day.value.strip() else TableCell(course.day, False, course.header.ref)
            rows.append((*who, name, day, *(cells.get(column, blank) for column in says)))
        people += len(rows) > before
    return SideBySide(
        _listed(sheet, rows, says), tuple(course for course, _ in groups), people, in_parts=True
    )


def _listed(
    sheet: Sheet, rows: Sequence[tuple[TableCell, ...]], says: Sequence[Column] = (Column.RESULT,)
) -> Sheet:
    columns = (Column.NUMBER, Column.NAME, Column.EVENT, Column.DATE, *says)
    headers = [
        sheet.table.headers[p] if (p := sheet.plan.first(c)) >= 0 else TableCell() for c in columns[:2]
    ]
    table = replace(
        sheet.table,
        headers=(*headers, TableCell("研修名"), TableCell("受講日"), *(TableCell(LABELS[c]) for c in says)),
        rows=tuple(rows),
        merged=(),
    )
    return Sheet(table, ColumnPlan({column: (position,) for position, column in enumerate(columns)}))


def with_course(sheet: Sheet, course: OneCourse) -> Sheet:
    """Return a table in which every line is about one course; a column of days it has is used.

    Where it was put together from several sheets, each is about the course it is called by.
    """
    width = len(sheet.table.headers)
    name = TableCell(course.name, False, course.where.ref)
    day = TableCell(course.day, False, course.where.ref)

    def own(row: tuple[TableCell, ...]) -> tuple[TableCell, TableCell]:
        if not course.several:
            return name, day
        ref = next((cell.ref for cell in row if cell.ref), "")
        text, found = split_day(ref.rpartition("!")[0])
        return TableCell(_bare(text) or course.name, False, ref), TableCell(found or course.day, False, ref)

    blank = TableCell()
    rows = tuple((*row, *(blank for _ in range(width - len(row))), *own(row)) for row in sheet.table.rows)
    positions = {**sheet.plan.positions, Column.EVENT: (width,)}
    if not sheet.plan.has(Column.DATE):
        positions[Column.DATE] = (width + 1,)
    headers = (*sheet.table.headers, TableCell("研修名"), TableCell("受講日"))
    return Sheet(replace(sheet.table, headers=headers, rows=rows), ColumnPlan(positions))


def course_in_title(table: ForeignTable) -> OneCourse | None:
    """Return the course that stands above the header, or else in the name of the sheet or the file."""
    if _is_several(table):
        first = next((cell.ref for row in table.rows for cell in row if cell.ref), "")
        name, day = split_day(first.rpartition("!")[0])
        return (
            OneCourse(_bare(name), "", TableCell(), "シートの名前", several=True)
            if _is_name(_bare(name))
            else None
        )
    day = _day_of(table)
    found = _over_columns(table) or _above(table)
    if found is not None:
        name, cell = found
        return OneCourse(name, day, cell, f"{cell.ref}の「{cell.value.strip()[:40]}」")
    names = ((table.sheet, f"シートの名前「{table.sheet}」"), (PurePath(table.file).stem, "ファイルの名前"))
    for text, source in names:
        name = _bare(split_day(text)[0])
        if _COURSE.search(name) and _is_name(name):
            return OneCourse(name, day, TableCell(), source)
    return None


def _day_of(table: ForeignTable) -> str:
    """Return the day of a course: what is labelled so first, never that on which the list was made."""
    days: list[tuple[bool, str]] = []
    label = ""
    for cell in table.above:
        text = cell.value.strip()
        day = split_day(_LABEL_OF_DAY.sub("", text, count=1))[1]
        if day and not _MADE.search(text) and not _MADE.search(label):
            days.append((not _LABEL_OF_DAY.match(text) and not _LABEL_OF_DAY.match(label), day))
        label = "" if day else text
    names = (table.sheet, PurePath(table.file).stem)
    return (
        min(days, key=lambda one: one[0])[1]
        if days
        else next(filter(None, (split_day(n)[1] for n in names)), "")
    )


def _over_columns(table: ForeignTable) -> tuple[str, TableCell] | None:
    """Return the name that alone stands over 出欠 and the like, in the upper line of a header."""
    over = {
        header.value.partition(BETWEEN)[0]: header
        for header in table.headers
        if BETWEEN in header.value and is_known(header.value.rpartition(BETWEEN)[2])
    }
    names = [name for name in over if not is_known(name)]
    if len(names) != 1 or not _is_name(split_day(names[0])[0]):
        return None
    return split_day(names[0])[0], over[names[0]]._replace(value=names[0])


def _above(table: ForeignTable) -> tuple[str, TableCell] | None:
    cells = table.above
    for position, cell in enumerate(cells):
        text = cell.value.strip()
        label = _LABEL.fullmatch(text)
        if label is None:
            continue
        value, where = label[1], cell
        if not value and position + 1 < len(cells):
            where = cells[position + 1]
            value = where.value.strip()
        name = split_day(value)[0].strip(_EDGES)
        if _is_name(name):
            return name, where
    for cell in cells:
        name = _bare(split_day(cell.value)[0])
        if _COURSE.search(name) and _is_name(name) and len(name) <= 60 and not name.endswith("。"):
            return name, cell
    return None


def _is_several(table: ForeignTable) -> bool:
    return any("!" in header.ref for header in table.headers)


def _bare(text: str) -> str:
    """Return a title without the fiscal year before the name and the kind of the list behind it."""
    found = text.strip(_EDGES)
    even = unicodedata.normalize("NFKC", found)
    year = _YEAR.match(even)
    if year and len(even) == len(found):
        found = found[year.end() :].strip(_EDGES)
    return _LIST.sub("", found).strip(_EDGES)


def _is_name(name: str) -> bool:
    return bool(name) and name not in _GENERIC and outcome_of(name) is Outcome.UNCLEAR
