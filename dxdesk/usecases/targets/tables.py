"""目標の表: the office's targets as a workbook, and read back from one, whole or not at all.

A line is a target; what a year has (目標値, 実績, 出どころ, 見込み) stands in columns of that year. What a
table has no column for, it says nothing of; a blank cell of a figure says nothing either. What the store
counts itself is written beside and never read.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dxdesk.domain.columns import fold_header
from dxdesk.domain.dates import fiscal_years_in, read_date
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.target_record import (
    AIM_NAMES,
    BASIS_NAMES,
    SPAN_NAMES,
    Actual,
    Basis,
    Forecast,
    TargetSaid,
    changed_fields,
    fields_of,
    typed_figure,
)
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.imports.taken_before import with_receipt
from dxdesk.usecases.imports.understanding import TableResult, add_receipt, afterwards, file_sha256, numbered
from dxdesk.usecases.imports.undo_guard import live_receipt, take_back
from dxdesk.usecases.indicators.switch import require_aims
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.sealing.workbook_kinds import TARGET_TABLE
from dxdesk.usecases.targets import checks, keeping
from dxdesk.usecases.targets.keeping import Change
from dxdesk.usecases.targets.ledger import targets
from dxdesk.usecases.targets.overview import TargetYear, effort_text, target_year
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing

CODE, NAME, AIM, GROUP, HELD_BY, SPAN = "code", "name", "aim", "group", "held_by", "span"
UNIT, ABOUT, AT_LEAST, EACH, DEADLINE, NOTE = "unit", "about", "at_least", "per_section", "deadline", "note"
PLAN, ACTUAL, SOURCE, AS_OF, FORECAST, WORDS = "plan", "actual", "source", "as_of", "forecast", "words"

_TITLES: Mapping[str, tuple[str, ...]] = {
    CODE: ("コード", "目標コード", "番号"),
    NAME: ("目標", "目標名", "目標の内容", "目標具体例"),
    AIM: ("類型", "目標類型", "種類"),
    GROUP: ("施策", "人材施策", "区分"),
    HELD_BY: ("担当", "担当課", "所管"),
    SPAN: ("期間", "取組み期間", "取組期間"),
    UNIT: ("単位",),
    ABOUT: ("約",),
    AT_LEAST: ("以上",),
    EACH: ("各課",),
    DEADLINE: ("期限",),
    NOTE: ("備考", "摘要"),
}
_YEARLY: Mapping[str, tuple[str, ...]] = {
    PLAN: ("目標値", "計画", "計画値"),
    ACTUAL: ("実績", "実績値"),
    SOURCE: ("出どころ", "実績の出どころ", "出典"),
    AS_OF: ("時点", "実績の時点"),
    FORECAST: ("見込み", "見込値", "見込"),
    WORDS: ("見込みの言葉", "見込みの説明"),
}
_MEANING = {fold_header(title): column for column, titles in _TITLES.items() for title in titles}
_OF_YEAR = {fold_header(title): column for column, titles in _YEARLY.items() for title in titles}
_YEAR_HEAD = re.compile(r"((?:令和|R|平成|H)?\s*(?:\d{1,4}|元)\s*年度?)\s*(.+)")
_MARKED = {fold_header(word) for word in ("○", "〇", "約", "以上", "はい", "有", "レ", "1", "各課")} - {""}
_FIELDS: Mapping[str, str] = {
    "basis": NAME,
    "courses": NAME,
    "parts": NAME,
    "persona": NAME,
    "last_year": SPAN,
}
_NOTHING = TableCell()
_GUIDE = (
    "この表は、直してそのまま取り込めます。書いた欄だけが変わり、空の欄は何も変えません。",
    "「数えた実績」は、この台帳が数えたものです。書き換えても取り込みません。",
)


@dataclass(frozen=True)
class _Read:
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


def preview_targets(desk: Desk, path: Path) -> TableResult:
    """Return what taking in a table of targets would do, changing nothing.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``header-missing`` and what reading a table raises.
    """
    desk.require(Role.HR, Role.DX)
    listed = list(desk.services.tables.read_all(path))
    with desk.store.read() as uow:
        require_aims(uow)
        return with_receipt(uow, file_sha256(path), _result(desk, uow, path, _read(desk, uow, listed)))


def apply_targets(desk: Desk, path: Path) -> TableResult:
    """Take in a table of targets, whole or not at all; errors as ``preview_targets``."""
    desk.require(Role.HR, Role.DX)
    listed = list(desk.services.tables.read_all(path))
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        require_aims(uow)
        read = _read(desk, uow, listed)
        result = _result(desk, uow, path, read)
        if result.errors:
            return result
        result = dataclasses.replace(
            result, notices=afterwards(result.notices, changed=result.outcome == "applied")
        )
        result = with_receipt(uow, sha256, result)
        if result.receipt:
            return result
        receipt = add_receipt(desk, uow, path, sha256, result)
        keeping.say(desk, uow, read.changes, receipt)
        counts = {"added": result.added, "updated": result.updated, "unchanged": result.unchanged}
        uow.audit.append(TARGET_TABLE.kind, str(receipt), counts)
        uow.commit()
    return numbered(result, receipt)


def undo_targets(desk: Desk, receipt: int) -> TableResult:
    """Take a table of targets back; what other tables or the office say too stays.

    Raises:
        KnownError: ``wrong-role``, ``receipt-unknown``, ``receipt-undone``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        label = TARGET_TABLE.label
        entry = live_receipt(uow, receipt, (TARGET_TABLE.kind,), label, label)
        return take_back(desk, uow, entry)


def _result(desk: Desk, uow: UnitOfWork, path: Path, read: _Read) -> TableResult:
    kind = TARGET_TABLE.kind
    if read.problems:
        return TableResult(str(path), kind, "refused", errors=read.problems)
    said = keeping.compare(desk, uow, read.changes)
    outcome = "applied" if said.added or said.changed else "unchanged"
    return TableResult(
        str(path), kind, outcome, added=said.added, updated=said.changed, unchanged=said.unchanged
    )


def _read(desk: Desk, uow: UnitOfWork, listed: Sequence[ForeignTable]) -> _Read:
    fitting = [table for table in listed if NAME in _places(table)[0]]
    if not fitting:
        table = listed[0]
        raise KnownError(
            "header-missing",
            "目標の表が見つかりません。取り込んでいません。",
            f"見出しに「{_TITLES[NAME][0]}」がある表にしてください。",
            found="、".join(cell.value for cell in table.headers if cell.value.strip())[:80],
            place=Place(table.file, table.sheet),
        )
    reader = _Reader(desk, uow, fitting[0])
    return _Read(tuple(reader.changes()), tuple(reader.problems))


def _places(table: ForeignTable) -> tuple[dict[str, int], dict[tuple[int, str], int]]:
    """Return where the columns of a target stand, and those of a year: (fiscal year, column)."""
    found: dict[str, int] = {}
    of_years: dict[tuple[int, str], int] = {}
    for position, cell in enumerate(table.headers):
        title = cell.value.replace("\n", " ").strip()
        plain = _MEANING.get(fold_header(title))
        match = _YEAR_HEAD.fullmatch(title)
        if match is not None and (column := _OF_YEAR.get(fold_header(match[2]))) is not None:
            years = fiscal_years_in(match[1] if match[1].endswith("年度") else f"{match[1].rstrip('年')}年度")
            for year in sorted(years)[:1]:
                of_years.setdefault((year, column), position)
        elif plain is not None:
            found.setdefault(plain, position)
    return found, of_years


class _Reader:
    """Reads the lines of one table; what cannot be read is told with its cell."""

    def __init__(self, desk: Desk, uow: UnitOfWork, table: ForeignTable) -> None:
        self._table = table
        self._places, self._years = _places(table)
        self._known = targets(uow)
        self._owner = owner_of(desk)
        self.problems: list[Problem] = []

    def changes(self) -> list[Change]:
        """Return what each line says of its target."""
        seen: dict[str, TableCell] = {}
        made: list[Change] = []
        for row in self._table.rows:
            if not any(cell.value.strip() for cell in row):
                continue
            name, code = self._text(row, NAME), self._text(row, CODE)
            at = self._cell(row, NAME) if name else self._cell(row, CODE)
            code = code or self._code_of(name)
            if not name and self._known.find(self._owner, code) is None:
                self._refuse(
                    at, "target-nameless", "目標の名前が空です。", "何の目標かを書いてください。", code
                )
                continue
            if code in seen:
                message = f"同じ目標が、この表に2回あります(前は {seen[code].ref})。"
                self._refuse(at, "target-twice", message, "1つの目標は1行にまとめてください。", code)
                continue
            seen[code] = at
            change = self._line(row, code)
            if change is not None:
                made.append(change)
        if not seen and not self.problems:
            message = "表に行が1つもありません。何も取り込まれていません。"
            fix = "正しい表かどうか、シートの名前を確かめてください。"
            self._refuse(_NOTHING, "table-empty", message, fix, "")
        return made

    def _code_of(self, name: str) -> str:
        same = [one for one in self._known.held if one.owner == self._owner and one.said.name == name]
        return same[0].said.code if len(same) == 1 else name

    def _line(self, row: Sequence[TableCell], code: str) -> Change | None:
        count = len(self.problems)
        held = self._known.find(self._owner, code)
        before = held.said if held is not None else TargetSaid(code=code, basis=Basis.HAND)
        said = self._plain(row)
        plans, actuals, forecasts = dict(before.plans), dict(before.actuals), dict(before.forecasts)
        for year in sorted({year for year, _ in self._years}):
            self._year(row, year, plans, actuals, forecasts)
        wanted = before._replace(**said, plans=plans, actuals=actuals, forecasts=forecasts)
        if len(self.problems) > count:
            return None
        for field, problem in checks.problems(wanted):
            self.problems.append(self._placed(problem, self._field_cell(row, field)))
        if len(self.problems) > count:
            return None
        return code, fields_of(wanted) if held is None else changed_fields(before, wanted)

    def _plain(self, row: Sequence[TableCell]) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for column in (NAME, GROUP, HELD_BY, UNIT, NOTE):
            if text := self._text(row, column):
                said[column] = text.replace("\N{FULLWIDTH PERCENT SIGN}", "%") if column == UNIT else text
        for column, words, label in ((AIM, AIM_NAMES, "類型"), (SPAN, SPAN_NAMES, "期間")):
            if text := self._text(row, column):
                found = _word(text, words)
                if found is None:
                    fix = f"{'、'.join(words.values())}のどれかにしてください。"
                    self._refuse(
                        self._cell(row, column), "target-word", f"{label}の言葉がわかりません。", fix, text
                    )
                else:
                    said[column] = found
        for column in (ABOUT, AT_LEAST, EACH):
            if text := self._text(row, column):
                said[column] = fold_header(text) in _MARKED or text in ("○", "〇")
        if text := self._text(row, DEADLINE):
            said[DEADLINE] = self._day(row, self._cell(row, DEADLINE), "期限", text)
        return said

    def _year(
        self,
        row: Sequence[TableCell],
        year: int,
        plans: dict[int, str],
        actuals: dict[int, Actual],
        forecasts: dict[int, Forecast],
    ) -> None:
        cells = {column: self._at(row, self._years.get((year, column), -1)) for column in _YEARLY}
        text = {column: cell.value.strip() for column, cell in cells.items()}
        if text[PLAN]:
            plans[year] = typed_figure(text[PLAN])
        if text[ACTUAL] or text[SOURCE] or text[AS_OF]:
            was = actuals.get(year, Actual())
            as_of = self._day(row, cells[AS_OF], "時点", text[AS_OF]) if text[AS_OF] else was.as_of
            value = typed_figure(text[ACTUAL]) if text[ACTUAL] else was.value
            actuals[year] = Actual(value, as_of, text[SOURCE] or was.source)
        if text[FORECAST] or text[WORDS]:
            was_told = forecasts.get(year, Forecast())
            value = typed_figure(text[FORECAST]) if text[FORECAST] else was_told.value
            forecasts[year] = Forecast(value, text[WORDS] or was_told.words)

    def _day(self, row: Sequence[TableCell], cell: TableCell, label: str, text: str) -> str:
        found = read_date(cell.value, is_number=cell.is_number, from_1904=self._table.from_1904)
        if found:
            return found
        fix = "「令和8年3月31日」のように書いてください。"
        self._refuse(cell, "date-unreadable", f"{label}を日付として読めません。", fix, text)
        return ""

    def _field_cell(self, row: Sequence[TableCell], field: str) -> TableCell:
        """Return the cell that a field of a target was read from."""
        kind, _, year = field.partition(":")
        if year:
            return self._at(row, self._years.get((int(year), kind), self._places.get(NAME, -1)))
        return self._cell(row, _FIELDS.get(field, field))

    def _text(self, row: Sequence[TableCell], column: str) -> str:
        return self._cell(row, column).value.strip()

    def _cell(self, row: Sequence[TableCell], column: str) -> TableCell:
        return self._at(
            row, self._places.get(column, self._places.get(NAME, -1) if column in _FIELDS else -1)
        )

    @staticmethod
    def _at(row: Sequence[TableCell], position: int) -> TableCell:
        return row[position] if 0 <= position < len(row) else _NOTHING

    def _refuse(self, cell: TableCell, code: str, message: str, fix: str, found: str) -> None:
        self.problems.append(self._placed(Problem(code, message, fix, found.strip()), cell))

    def _placed(self, problem: Problem, cell: TableCell) -> Problem:
        return dataclasses.replace(problem, place=Place(self._table.file, self._table.sheet, cell.ref))


def _word(text: str, words: Mapping[str, str]) -> str | None:
    """Return what a word of a list stands for; ``型`` and ``目標型`` behind a type are as well without."""
    said = fold_header(text)
    for code, word in words.items():
        if said in (fold_header(word), fold_header(f"{word}目標型"), fold_header(f"{word}型"), code):
            return code
    return None


def write_table(desk: Desk, out: Path, outgoing: Outgoing, password: str = "") -> tuple[Path, ...]:
    """Write the targets with their years, and what is counted of this one; it is taken in again unchanged.

    Raises:
        KnownError: ``wrong-role``, ``aims-off`` and file errors.
    """
    found = target_year(desk)
    with desk.store.read() as uow:
        sender = uow.settings.get(setting_names.SENDER_LABEL) or desk.identity.municipality_name
    lines = [*found.lines, *found.ended]
    years = sorted({found.fiscal_year, *(y for one in lines for y in (*one.said.plans, *one.said.actuals))})
    columns = [
        Column(column, titles[0], *((30, "wrap") if column in (NAME, NOTE) else (12, "text")))
        for column, titles in _TITLES.items()
    ]
    columns[3:3] = [Column("effort", "★"), Column("basis", "数え方", 24, "wrap")]
    for year in years:
        label = fiscal_year_label(year)
        columns += [
            Column(
                f"{column}{year}", f"{label} {titles[0]}", 14, "wrap" if column in (SOURCE, WORDS) else "text"
            )
            for column, titles in _YEARLY.items()
        ]
    columns.append(Column("counted", f"{found.title} 数えた実績", 18, "wrap"))
    columns.append(Column("standing", f"{found.title} 状況", 12))
    sheet = TableSheet(
        "目標",
        Head("目標", desk.identity.municipality_name, "", "", "", "", "", "", sender, "", guide=_GUIDE),
        tuple(columns),
        tuple(_rows(found, years)),
        editable=True,
    )
    with outgoing.writing(out / f"目標_{desk.services.clock.today()}.xlsx") as path:
        desk.services.workbooks.write_tables([sheet], path, None, password)
    return (path,)


def _rows(found: TargetYear, years: Iterable[int]) -> Iterable[TableRow]:
    for number, one in enumerate((*found.lines, *found.ended)):
        said = one.said
        cells = {
            CODE: said.code,
            NAME: said.name,
            AIM: one.aim,
            "effort": effort_text(said),
            "basis": BASIS_NAMES.get(said.basis, ""),
            GROUP: said.group,
            HELD_BY: said.held_by,
            SPAN: one.span,
            UNIT: said.unit,
            ABOUT: "○" if said.about else "",
            AT_LEAST: "○" if said.at_least else "",
            EACH: "○" if said.per_section else "",
            DEADLINE: short_day(said.deadline),
            NOTE: said.note,
        }
        order = [CODE, NAME, AIM, "effort", "basis", *list(_TITLES)[3:]]
        line = [cells[column] for column in order]
        for year in years:
            actual, forecast = said.actuals.get(year, Actual()), said.forecasts.get(year, Forecast())
            line += [said.plans.get(year, ""), actual.value, actual.source, short_day(actual.as_of),
                     forecast.value, forecast.words]  # fmt: skip
        yield TableRow(f"{number:05}", (*line, "" if one.found.source else one.measured, one.word))
