"""The columns of a table of targets: what each is called, and which stands where in a table at hand.

A line is a target; what a year has (目標値, 実績, 出どころ, 見込み) stands in columns of that year, or in
columns without a year beside a column 年度, or of the year that is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dxdesk.domain.columns import fold_header
from dxdesk.domain.dates import FIRST_YEAR as FIRST
from dxdesk.domain.dates import LAST_YEAR as LAST
from dxdesk.domain.dates import fiscal_years_in
from dxdesk.domain.errors import Place, Problem
from dxdesk.ports.foreign_tables import ForeignTable

CODE, NAME, AIM, GROUP, HELD_BY, SPAN = "code", "name", "aim", "group", "held_by", "span"
MEASURES, HURDLE = "measures", "hurdle"
UNIT, ABOUT, AT_LEAST, EACH, DEADLINE, NOTE = "unit", "about", "at_least", "per_section", "deadline", "note"
BASIS, COURSES, ANY_COURSE, PERSONA, STAGE = "basis", "courses", "any_course", "persona", "stage"
ITEM, LEVEL, INDICATOR, PARTS = "item", "level", "of_indicator", "parts"
FIRST_YEAR, LAST_YEAR = "first_year", "last_year"
SORT, EXAMPLE = "sort", "example"
PLAN, ACTUAL, SOURCE, AS_OF, FORECAST, WORDS = "plan", "actual", "source", "as_of", "forecast", "words"

TITLES: Mapping[str, tuple[str, ...]] = {
    CODE: ("コード", "目標コード", "番号"),
    NAME: ("目標", "目標名", "目標の内容", "目標具体例"),
    AIM: ("類型", "目標類型", "種類"),
    BASIS: ("数え方", "実績の数え方", "測り方"),
    GROUP: ("施策", "区分"),
    MEASURES: ("人材施策", "何の施策を測るか"),
    HURDLE: ("ハードルの理由", "ハードル"),
    HELD_BY: ("担当", "担当課", "所管"),
    SPAN: ("期間", "取組み期間", "取組期間"),
    UNIT: ("単位",),
    ABOUT: ("約",),
    AT_LEAST: ("以上",),
    EACH: ("各課",),
    DEADLINE: ("期限",),
    NOTE: ("備考", "摘要"),
    COURSES: ("数える研修",),
    ANY_COURSE: ("どれか1つの研修でよい",),
    PERSONA: ("数える人材像",),
    STAGE: ("数える段階",),
    ITEM: ("数えるスキル・ツール",),
    LEVEL: ("数えるレベル",),
    INDICATOR: ("数える評価指標",),
    SORT: ("数える行事の種類", "行事の種類"),
    PARTS: ("合計する目標",),
    EXAMPLE: ("資料の例",),
    FIRST_YEAR: ("期間の始まりの年度",),
    LAST_YEAR: ("期間の終わりの年度",),
}
OF_BASIS = (
    COURSES,
    ANY_COURSE,
    PERSONA,
    STAGE,
    ITEM,
    LEVEL,
    INDICATOR,
    SORT,
    PARTS,
    EXAMPLE,
    FIRST_YEAR,
    LAST_YEAR,
)
"""Columns that say what 数え方 counts, over which years, and what is an example; where a target says so."""
YEARLY: Mapping[str, tuple[str, ...]] = {
    PLAN: ("目標値", "計画", "計画値"),
    ACTUAL: ("実績", "実績値"),
    SOURCE: ("出どころ", "実績の出どころ", "出典"),
    AS_OF: ("時点", "実績の時点"),
    FORECAST: ("見込み", "見込値", "見込"),
    WORDS: ("見込みの言葉", "見込みの説明"),
}
_YEAR_TITLES = ("年度", "対象年度")

_MEANING = {fold_header(title): column for column, titles in TITLES.items() for title in titles}
_OF_YEAR = {fold_header(title): column for column, titles in YEARLY.items() for title in titles}
_YEAR_COLUMN = {fold_header(title) for title in _YEAR_TITLES}
_YEAR = r"(?:令和|R|平成|H)?\s*(?:\d{1,4}|元)\s*(?:年度?)?"
_BEFORE = re.compile(rf"(?P<year>{_YEAR})[\s\u3000の]*(?P<of>\D.*)", re.IGNORECASE)
_BEHIND = re.compile(rf"(?P<of>.*?\D)[\s\u3000(\uff08]+(?P<year>{_YEAR})[\s)\uff09]*", re.IGNORECASE)


@dataclass
class Heads:
    """Where the columns stand.

    ``of_years`` by (fiscal year, column), 0 for those whose header names no year; ``year`` is the column
    年度, -1 for none; ``problems`` are headers whose year cannot be told.
    """

    plain: dict[str, int] = field(default_factory=dict)
    of_years: dict[tuple[int, str], int] = field(default_factory=dict)
    year: int = -1
    problems: list[Problem] = field(default_factory=list)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that headers name, the oldest first; 0 first where some name none."""
        return tuple(sorted({year for year, _ in self.of_years}))


def heads_of(table: ForeignTable) -> Heads:
    """Return where the columns of a table of targets stand."""
    found = Heads()
    for position, cell in enumerate(table.headers):
        title = cell.value.replace("\n", " ").strip()
        folded = fold_header(title)
        if folded in _YEAR_COLUMN and found.year < 0:
            found.year = position
        elif (plain := _MEANING.get(folded)) is not None:
            found.plain.setdefault(plain, position)
        elif (column := _OF_YEAR.get(folded)) is not None:
            found.of_years.setdefault((0, column), position)
        elif (dated := _dated(title)) is not None:
            text, column = dated
            year = year_in(text)
            if year:
                found.of_years.setdefault((year, column), position)
                continue
            message = f"見出し「{title[:40]}」が、どの年度のものか分かりません。"
            fix = "「令和8年度 目標値」のように書くか、年度を付けずに書いてください。"
            place = Place(table.file, table.sheet, cell.ref)
            found.problems.append(Problem("target-year-unclear", message, fix, title[:80], place))
    return found


def _dated(title: str) -> tuple[str, str] | None:
    """Return the year of a header as it is written, and the column that it is of."""
    for pattern in (_BEFORE, _BEHIND):
        match = pattern.fullmatch(title)
        column = _OF_YEAR.get(fold_header(match["of"])) if match is not None else None
        if match is not None and column is not None:
            return match["year"], column
    return None


def year_in(text: str) -> int:
    """Return the fiscal year that a text names (令和8年度, R8, 2026).

    It is 0 where a text names none or several, or one that is a slip of the pen (R70, 2205).
    """
    bare = text.strip()
    years = fiscal_years_in(bare if "年度" in bare else f"{bare.removesuffix('年')}年度")
    found = next(iter(years)) if len(years) == 1 else 0
    return found if FIRST <= found <= LAST else 0
