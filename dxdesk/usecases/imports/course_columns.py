"""Tables with a column for each course: which columns those are, and what their headers call."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dxdesk.domain.columns import BETWEEN, Column, fold_header, guess, is_known
from dxdesk.domain.completion import Outcome, outcome_of, score
from dxdesk.domain.dates import is_day_of_a_year, read_date, read_period
from dxdesk.ports.foreign_tables import ForeignTable, TableCell

_NO_COURSE = re.compile(
    "合計|小計|総計|累計|^計$|数$|率$|備考|摘要|メモ|特記|年月日$|[^一二三四五六七八九十0-9]日$|日付|期間|番号|コード"
    "|区分|状態|状況|^印$|対象|要否|希望|予定|有効期限|期限"
)
"""Headers under which marks, numbers or dates stand that are no attendance of a course."""

COURSE_WORDS = (
    "研修|講座|講習|セミナー|勉強会|説明会|演習|ワークショップ|検定|試験|ラーニング|learning|資格|コース"
)
_COURSE = re.compile(COURSE_WORDS, re.IGNORECASE)
_SAYS = (Column.COMPLETED, Column.RESULT, Column.ATTENDED, Column.SCORE)
_OF_COURSE = (*_SAYS, Column.DATE)
"""What columns under one course may say of it."""

_TAIL = re.compile(
    r"(?P<course>.+?)(?:[\s_\-・/:]+|\s*[(\[【〔])(?P<part>[^\s_\-・/:()\[\]【】〔〕]+)[)\]】〕]?"
)
_JOINED = re.compile(rf"(?P<course>.*(?:{COURSE_WORDS}))(?P<part>.+)", re.IGNORECASE)
"""A course and what a column says of it in one line: ``DX研修_受講``, ``DX研修(修了)``, ``DX研修得点``."""

_TURN = re.compile(r"(?:第?\d+[回日期部]目?|[前後]期|[前後]編|[上下]期|.{1,2}編|[a-z])")
_HALF = "(?:午前|午後|am|pm)"
_DAYS_ALONE = re.compile(
    rf"\d{{1,2}}(?:/|月|\.|-)\d{{1,2}}日?(?:\([月火水木金土日祝]\))?\s*{_HALF}?|{_HALF}|\d+(?:限目?|時限目?|コマ目?)"
)
"""A day without a year, or a part of one: no name of a course either."""
_OPEN, _CLOSE = "[(\uff08【〔]", "[)\uff09】〕]"
_DAY = re.compile(
    rf"{_OPEN}?\s*((?:令和|平成|令|平|R|H)?\s*(?:\d{{1,4}}|元)\s*[年/.\-]\s*\d{{1,2}}\s*[月/.\-]\s*\d{{1,2}}日?)"
    rf"(?:\s*{_OPEN}[月火水木金土日祝・]+{_CLOSE})?(?:\s*\d{{1,2}}:\d\d(?:\s*[~\-\u301c]\s*\d{{1,2}}:\d\d)?)?\s*{_CLOSE}?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?<!\d)(20\d{2}[01]\d[0-3]\d)(?!\d)")
_LOOKED_AT = 200
"""Values of a column looked at to tell whether they are marks."""


@dataclass(frozen=True, slots=True)
class Course:
    """A column that stands for a course: its place in the headers, its name and its day (ISO, or empty)."""

    place: int
    name: str
    day: str
    header: TableCell


def course_parts(headers: Sequence[str]) -> Mapping[int, tuple[str, Column]]:
    """Return the columns that say one thing each of a course, by place: the course, and what they say.

    ``DX研修 > 受講`` and ``DX研修 > 修了`` do, beside those of another course; also in one line
    (``DX研修_受講``). Two lines over one course alone are that course's list, and none of this.
    """
    return _parts_of(tuple(headers))


@lru_cache(maxsize=16)  # a table of 300 courses is asked for it several times
def _parts_of(headers: tuple[str, ...]) -> Mapping[int, tuple[str, Column]]:
    groups = _groups(headers)
    found: dict[int, tuple[str, Column]] = {}
    for place, header in enumerate(headers):
        course, part = _split(header)
        meant = next(iter(guess((part,), _OF_COURSE)), None) if part else None
        if meant is not None and course not in groups and not is_known(course):
            found[place] = course, meant
    telling = {course for course, meant in found.values() if meant in _SAYS}
    found = {place: one for place, one in found.items() if one[0] in telling}
    if len(telling) > 1:
        return found
    in_one_line = [place for place in found if BETWEEN not in headers[place]]
    return {place: found[place] for place in in_one_line} if len(in_one_line) > 1 else {}


def _groups(headers: Sequence[str]) -> frozenset[str]:
    """Return what headers are grouped under whose lines name the course (研修情報_研修名, 研修情報_結果)."""
    split = [_split(header) for header in headers]
    return frozenset(group for group, part in split if group and part and guess((part,), (Column.EVENT,)))


def _split(header: str) -> tuple[str, str]:
    """Return the course that a header names, and what stands under or behind it; both empty for others."""
    if BETWEEN in header:
        course, _, part = header.rpartition(BETWEEN)
        return course.strip(), part.strip()
    text = unicodedata.normalize("NFKC", header).strip()
    found = _TAIL.fullmatch(text)
    if found is None or not guess((found["part"],), (*_OF_COURSE, Column.EVENT)):
        found = _JOINED.fullmatch(text)
    return (found["course"].strip(), found["part"].strip()) if found else ("", "")


def course_places(table: ForeignTable, used: Collection[int]) -> tuple[int, ...]:
    """Return the places of the columns whose cells mark who did a course; ``used`` mean something else."""
    found = []
    groups = _groups([header.value for header in table.headers])
    for position, header in enumerate(table.headers):
        text = fold_header(header.value)
        if _split(header.value)[0] in groups:
            continue
        if position in used or not text or is_known(header.value) or _NO_COURSE.search(text):
            continue
        if _are_marks(table, position, points=bool(_COURSE.search(text))):
            found.append(position)
    return tuple(found)


def _are_marks(table: ForeignTable, position: int, *, points: bool) -> bool:
    """Tell whether marks stand in a column; points and days without a year where its header is a course's."""
    seen = marks = 0
    for row in table.rows:
        cell = row[position] if position < len(row) else TableCell()
        if cell.value.strip():
            seen += 1
            marks += (
                cell.is_date
                or outcome_of(cell.value) is not Outcome.UNCLEAR
                or bool(read_date(cell.value))
                or (points and (score(cell.value) is not None or is_day_of_a_year(cell.value)))
            )
            if seen == _LOOKED_AT:
                break
    return 2 * marks > seen


def course_of(table: ForeignTable, position: int, called: str = "") -> Course:
    """Return the course a column stands for; its header may name the day, too.

    ``DX基礎研修 > 2025/6/1`` does, and ``DX基礎研修(R7.6.1)``. ``called``: the part of the header that
    names the course, where it is not all of it.
    """
    header = table.headers[position]
    day, names = "", []
    for part in re.split(rf"{re.escape(BETWEEN)}|[\r\n]+", called or header.value):
        text, found = split_day(part)
        day = found or day
        if text:
            names.append(text)
    name = names[-1] if names else ""
    if len(names) > 1 and is_turn(name):
        name = " ".join(names[-2:])
    return Course(position, name, day, header)


def is_turn(name: str) -> bool:
    """Tell whether a name only counts the turns of a course (第1回, 前期)."""
    even = unicodedata.normalize("NFKC", name).casefold().strip()
    return bool(_TURN.fullmatch(fold_header(name)) or _DAYS_ALONE.fullmatch(even))


def split_day(text: str) -> tuple[str, str]:
    """Return a text without the day that stands in it, and that day (ISO); empty where there is none."""
    whole = read_period(text)
    if whole and whole[0]:
        return "", whole[0]
    even = unicodedata.normalize("NFKC", text)
    for pattern in (_DAY, _COMPACT):
        found = pattern.search(even)
        day = read_date(found[1]) if found else None
        if found and day:
            # The name stays as typed where evening it out does not move the places of its letters.
            from_ = text if len(text) == len(even) else even
            left = f"{from_[: found.start()]} {from_[found.end() :]}"
            return left.strip(" \u3000_-~\u301c,、。・:\uff1a"), day
    return text.strip(), ""


def days_under(table: ForeignTable, places: Sequence[int], number: int) -> dict[int, str]:
    """Return the days (ISO, by place) of a first line that names nobody and holds days under the courses."""
    row = table.rows[0] if table.rows else ()
    if number < len(row) and row[number].value.strip():
        return {}
    found = {}
    for place in places:
        cell = row[place] if place < len(row) else TableCell()
        if not cell.value.strip():
            continue
        day = read_date(cell.value, is_number=cell.is_number, from_1904=table.from_1904)
        if not day:
            return {}
        found[place] = day
    return found
