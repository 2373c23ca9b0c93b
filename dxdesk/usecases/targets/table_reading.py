"""Reading the lines of a table of targets: what each says of its target, and what cannot be read."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dxdesk.domain.columns import fold_header
from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.practice_record import SORT_NAMES
from dxdesk.domain.target_figures import PERCENT
from dxdesk.domain.target_record import (
    AIM_NAMES,
    BASIS_NAMES,
    SPAN_NAMES,
    Actual,
    Basis,
    Forecast,
    TargetSaid,
    figure,
    typed_figure,
)
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.targets import checks
from dxdesk.usecases.targets import table_heads as heads
from dxdesk.usecases.targets.ledger import targets
from dxdesk.usecases.targets.table_texts import Names, basis_of, plain_texts, word_of, year_texts
from dxdesk.usecases.workplace.desk import Desk

_MARKED = {fold_header(word) for word in ("○", "〇", "約", "以上", "はい", "有", "レ", "1", "各課")} - {""}
_NOTHING = TableCell()
_LISTS = (
    (heads.PERSONA, "人材像"),
    (heads.ITEM, "スキル・ツール"),
    (heads.STAGE, "段階"),
    (heads.LEVEL, "レベル"),
    (heads.INDICATOR, "評価指標"),
    (heads.COURSES, "研修"),
)
"""What is counted, in an order in which each is known where another needs it."""


_PLAIN = (
    *(heads.NAME, heads.GROUP, heads.MEASURES, heads.HURDLE, heads.HELD_BY),
    *(heads.UNIT, heads.NOTE),
)


class Line(NamedTuple):
    """A target as it was (``None``: it is new) and as its lines say it is to be."""

    before: TargetSaid | None
    wanted: TargetSaid


class Reader:
    """Reads the lines of one table; what cannot be read is told with its cell.

    ``fiscal_year`` is what columns are of that name no year, where no column 年度 does either.
    """

    def __init__(
        self, desk: Desk, uow: UnitOfWork, table: ForeignTable, names: Names, fiscal_year: int
    ) -> None:
        """Read ``table`` as what the owner of ``desk`` says of its targets."""
        self._table, self._names, self._meant = table, names, fiscal_year
        self._heads = heads.heads_of(table)
        self._known = targets(uow)
        self._owner, self._today = owner_of(desk), desk.services.clock.today()
        self._taken: set[str] = set()
        self.problems: list[Problem] = [*self._heads.problems]

    def notices(self) -> tuple[Problem, ...]:
        """Return which columns were read as of the year that is looked at."""
        if not self._taken:
            return ()
        titles = "、".join(heads.YEARLY[one][0] for one in heads.YEARLY if one in self._taken)
        message = (
            f"年度の書かれていない列({titles})は、{fiscal_year_label(self._meant)}のものとして読みます。"
        )
        fix = "ほかの年度のものなら、その年度を選ぶか、見出しを「令和8年度 目標値」のようにしてください。"
        return (
            Problem("target-year-taken", message, fix, titles, Place(self._table.file, self._table.sheet)),
        )

    def lines(self) -> list[Line]:
        """Return what the lines say of each target; lines of different years may be of one."""
        seen: dict[tuple[str, int], TableCell] = {}
        made: dict[str, Line] = {}
        for row in self._table.rows:
            if not any(cell.value.strip() for cell in row):
                continue
            name, code = self._text(row, heads.NAME), self._text(row, heads.CODE)
            at = self._cell(row, heads.NAME) if name else self._cell(row, heads.CODE)
            code = code or self._code_of(name)
            held = self._known.find(self._owner, code)
            if not name and held is None and code not in made:
                self._refuse(
                    at, "target-nameless", "目標の名前が空です。", "何の目標かを書いてください。", code
                )
                continue
            year = self._year_of(row)
            if (code, year) in seen:
                message = f"同じ目標が、この表に2回あります(前は {seen[code, year].ref})。"
                fix = "1つの目標は1行(年度の列があるときは、1つの年度を1行)にまとめてください。"
                self._refuse(at, "target-twice", message, fix, code)
                continue
            seen[code, year] = at
            before = held.said if held is not None else None
            known = made[code].wanted if code in made else before or TargetSaid(code=code, basis=Basis.HAND)
            wanted = self._line(row, known, year)
            if wanted is not None:
                made[code] = Line(before, wanted)
        if not seen and not self.problems:
            message = "表に行が1つもありません。何も取り込まれていません。"
            fix = "正しい表かどうか、シートの名前を確かめてください。"
            self._refuse(_NOTHING, "table-empty", message, fix, "")
        return [*made.values()]

    def _code_of(self, name: str) -> str:
        same = [one for one in self._known.held if one.owner == self._owner and one.said.name == name]
        return same[0].said.code if len(same) == 1 else name

    def _year_of(self, row: Sequence[TableCell]) -> int:
        """Return the year that a line names in its column 年度, 0 for none."""
        cell = self._at(row, self._heads.year)
        if not cell.value.strip():
            return 0
        found = heads.year_in(cell.value)
        if not found:
            message = "年度を読めません。"
            fix = "「令和8年度」か「2026」のように書いてください。"
            self._refuse(cell, "target-year-unclear", message, fix, cell.value)
        return found

    def _line(self, row: Sequence[TableCell], before: TargetSaid, of: int) -> TargetSaid | None:
        count = len(self.problems)
        said = before._replace(**self._plain(row))
        said = said._replace(**self._counted(row, said))
        plans, actuals, forecasts = dict(before.plans), dict(before.actuals), dict(before.forecasts)
        for year in self._heads.years:
            self._year(row, year, of or self._meant, plans, actuals, forecasts)
            if said.unit == PERCENT:
                self._hold_fractions(row, year, year_texts(before, year or of or self._meant))
            if not year and not of:
                written = [c for c in heads.YEARLY if self._at(row, self._place(0, c)).value.strip()]
                self._taken.update(written)
                if written and self._heads.year >= 0:
                    self._refuse_blank_year(row)
        wanted = said._replace(plans=plans, actuals=actuals, forecasts=forecasts)
        if len(self.problems) > count:
            return None
        for field, problem in checks.problems(wanted, self._today, before):
            self.problems.append(self._placed(problem, self._field_cell(row, field)))
        return None if len(self.problems) > count else wanted

    def _refuse_blank_year(self, row: Sequence[TableCell]) -> None:
        """Refuse a line without a year where the table has a column of years."""
        cell = self._at(row, self._heads.year)
        if not cell.value.strip():
            message = "年度が空なので、目標値や実績がどの年度のものか分かりません。"
            fix = "「令和8年度」か「2026」のように書いてください。"
            self._refuse(cell, "target-year-unclear", message, fix, "")

    def _plain(self, row: Sequence[TableCell]) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for column in _PLAIN:
            if text := self._text(row, column):
                percent = column == heads.UNIT
                said[column] = text.replace("\N{FULLWIDTH PERCENT SIGN}", "%") if percent else text
        for column, words, label in (
            (heads.AIM, AIM_NAMES, "類型"),
            (heads.SPAN, SPAN_NAMES, "期間"),
            (heads.BASIS, BASIS_NAMES, "数え方"),
            (heads.SORT, SORT_NAMES, "行事の種類"),
        ):
            if text := self._text(row, column):
                found = basis_of(text) if column == heads.BASIS else word_of(text, words)
                if found is None:
                    fix = f"{'、'.join(words.values())}のどれかにしてください。"
                    message = f"{label}の言葉がわかりません。"
                    self._refuse(self._cell(row, column), "target-word", message, fix, text)
                else:
                    said[column] = found
        for column in (heads.ABOUT, heads.AT_LEAST, heads.EACH, heads.ANY_COURSE, heads.EXAMPLE):
            if text := self._text(row, column):
                said[column] = fold_header(text) in _MARKED or text in ("○", "〇")
        if text := self._text(row, heads.DEADLINE):
            said[heads.DEADLINE] = self._day(self._cell(row, heads.DEADLINE), "期限", text)
        for column in (heads.FIRST_YEAR, heads.LAST_YEAR):
            if text := self._text(row, column):
                said[column] = heads.year_in(text)
                if not said[column]:
                    message = f"{heads.TITLES[column][0]}を読めません。"
                    fix = "「令和8年度」か「2026」のように書いてください。"
                    self._refuse(self._cell(row, column), "target-year-unclear", message, fix, text)
        return said

    def _counted(self, row: Sequence[TableCell], said: TargetSaid) -> dict[str, Any]:
        """Return what 数え方 counts, by names or codes."""
        found: dict[str, Any] = {}
        shown = plain_texts(said, self._names)
        for column, label in _LISTS:
            text = self._text(row, column)
            if not text or text == shown[column]:  # as it is written, though its course may be none by now
                continue
            codes, others = self._names.codes(column, text, said)
            if others or not codes or (column != heads.COURSES and len(codes) > 1):
                message = f"「{'、'.join(others) or text}」という{label}は、ここにありません。"
                fix = f"{label}の名前かコードを、「目標と指標」で選べるとおりに書いてください。"
                self._refuse(self._cell(row, column), "target-counted-unknown", message, fix, text)
                continue
            value: Any = codes if column == heads.COURSES else codes[0]
            found[column] = int(value) if column == heads.LEVEL else value
            said = said._replace(**{column: found[column]})
            shown = plain_texts(said, self._names)
        if text := self._text(row, heads.PARTS):
            found[heads.PARTS] = tuple(filter(None, (one.strip() for one in text.split("、"))))
        return found

    def _place(self, year: int, column: str) -> int:
        return self._heads.of_years.get((year, column), -1)

    def _year(
        self,
        row: Sequence[TableCell],
        named: int,
        meant: int,
        plans: dict[int, str],
        actuals: dict[int, Actual],
        forecasts: dict[int, Forecast],
    ) -> None:
        """Read the columns of a year; of those that name none (``named`` 0) it is ``meant``."""
        year = named or meant
        cells = {column: self._at(row, self._place(named, column)) for column in heads.YEARLY}
        text = {column: cell.value.strip() for column, cell in cells.items()}
        if text[heads.PLAN]:
            plans[year] = typed_figure(text[heads.PLAN])
        if text[heads.ACTUAL] or text[heads.SOURCE] or text[heads.AS_OF]:
            was = actuals.get(year, Actual())
            day = text[heads.AS_OF]
            as_of = self._day(cells[heads.AS_OF], "時点", day) if day else was.as_of
            value = typed_figure(text[heads.ACTUAL]) if text[heads.ACTUAL] else was.value
            actuals[year] = Actual(value, as_of, text[heads.SOURCE] or was.source)
        if text[heads.FORECAST] or text[heads.WORDS]:
            was_told = forecasts.get(year, Forecast())
            value = typed_figure(text[heads.FORECAST]) if text[heads.FORECAST] else was_told.value
            forecasts[year] = Forecast(value, text[heads.WORDS] or was_told.words)

    def _hold_fractions(self, row: Sequence[TableCell], named: int, known: Mapping[str, str]) -> None:
        """Refuse a share that Excel may show as 50% and keep as 0.5; what stands already is what it is."""
        for column in (heads.PLAN, heads.ACTUAL, heads.FORECAST):
            cell = self._at(row, self._place(named, column))
            value = figure(typed_figure(cell.value)) if cell.is_number else None
            if value is None or not 0 < value <= 1 or typed_figure(cell.value) == known[column]:
                continue
            shown = f"{float(value) * 100:g}"
            message = (
                f"単位が%ですが、セルの数は{cell.value.strip()}です({shown}%と見えているかもしれません)。"
            )
            fix = (
                f"{shown}%のことなら{shown}と書いてください。"
                "本当に1%以下なら、セルの書式を文字列にして書いてください。"
            )
            self._refuse(cell, "target-fraction", message, fix, cell.value)

    def _day(self, cell: TableCell, label: str, text: str) -> str:
        found = read_date(cell.value, is_number=cell.is_number, from_1904=self._table.from_1904)
        if found:
            return found
        fix = "「令和8年3月31日」のように書いてください。"
        self._refuse(cell, "date-unreadable", f"{label}を日付として読めません。", fix, text)
        return ""

    def _field_cell(self, row: Sequence[TableCell], field: str) -> TableCell:
        """Return the cell that a field of a target was read from, else that of its name."""
        kind, _, year = field.partition(":")
        own = self._place(int(year), kind) if year else self._heads.plain.get(field, -1)
        if year and own < 0:
            own = self._place(0, kind)
        of_basis = field in heads.OF_BASIS or field == heads.BASIS
        basis = self._heads.plain.get(heads.BASIS, -1) if of_basis else -1
        return self._at(row, next(at for at in (own, basis, self._heads.plain[heads.NAME]) if at >= 0))

    def _text(self, row: Sequence[TableCell], column: str) -> str:
        return self._cell(row, column).value.strip()

    def _cell(self, row: Sequence[TableCell], column: str) -> TableCell:
        return self._at(row, self._heads.plain.get(column, -1))

    @staticmethod
    def _at(row: Sequence[TableCell], position: int) -> TableCell:
        return row[position] if 0 <= position < len(row) else _NOTHING

    def _refuse(self, cell: TableCell, code: str, message: str, fix: str, found: str) -> None:
        self.problems.append(self._placed(Problem(code, message, fix, found.strip()), cell))

    def _placed(self, problem: Problem, cell: TableCell) -> Problem:
        return dataclasses.replace(problem, place=Place(self._table.file, self._table.sheet, cell.ref))
