"""年度計画の表: the lines of a plan as a workbook, and read back from one, whole or not at all.

A line of the table is one of the plan, in which year and version it stands says the line itself. What a table
has no column for, it says nothing of, and neither does a blank cell; ``未定`` takes a figure away. What the
store counts itself (必要な人数, 計画のわけ) is written beside and never read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dxdesk.domain.action_plan import COMPARED, DRAFT, FINAL, VERSION_NAMES, PlanLine, PlanSaid
from dxdesk.domain.columns import fold_header
from dxdesk.domain.completion import evened
from dxdesk.domain.dates import fiscal_years_in
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Department, Role
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.action_plan import checks, keeping
from dxdesk.usecases.action_plan.ledger import Held, plans
from dxdesk.usecases.action_plan.named import named_wrong
from dxdesk.usecases.action_plan.overview import plan_year
from dxdesk.usecases.action_plan.switch import require_plan
from dxdesk.usecases.action_plan.words import (
    FIELD_NAMES,
    NOT_SAID,
    field_text,
    months_text,
    read_count,
    read_months,
    read_sections,
    sections_text,
)
from dxdesk.usecases.exchange.file_report import Change
from dxdesk.usecases.imports.taken_before import with_receipt
from dxdesk.usecases.imports.understanding import TableResult, add_receipt, afterwards, file_sha256
from dxdesk.usecases.imports.undo_guard import live_receipt, take_back
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.sealing.workbook_kinds import PLAN_TABLE
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing

YEAR, VERSION, CODE, DROP = "fiscal_year", "version", "code", "drop"
_NUMBERS = ("times", "places", "heads", "yen")
_TEXTS = (
    "name",
    "course",
    "staffing",
    "means",
    "by_hr",
    "by_dx",
    "by_it",
    "provider",
    "budget_by",
    "contact",
    "target",
    "note",
)
_TITLES: Mapping[str, tuple[str, ...]] = {
    YEAR: ("年度",),
    VERSION: ("版",),
    CODE: ("コード", "行のコード", "番号"),
    "name": ("研修・取組", "研修名", "取組", "名前"),
    "course": ("研修コード",),
    "times": ("回数",),
    "places": ("定員(人)", "定員"),
    "months": ("実施月", "実施時期", "月"),
    "sections": ("所属ごとの定員", "所属別定員"),
    "staffing": ("確保計画コード",),
    "heads": ("確保する人数", "確保人数"),
    "means": ("手法", "手法・勤務形態"),
    "yen": ("費用(円)", "費用", "経費"),
    "by_hr": ("人事課の分担", "人事課"),
    "by_dx": ("DX推進担当課の分担", "DX推進課の分担", "DX推進課"),
    "by_it": ("情報システム課の分担", "情報システム課"),
    "provider": ("提供元",),
    "budget_by": ("予算主体",),
    "contact": ("連絡窓口",),
    "target": ("目標コード",),
    "note": ("備考", "摘要"),
    DROP: ("除く",),
}
_MEANING = {fold_header(title): column for column, titles in _TITLES.items() for title in titles}
_WIDE = {"name": 32, "sections": 34, "by_hr": 18, "by_dx": 18, "by_it": 18, "note": 28, "months": 16}
_MARKED = ("○", "〇", "レ", "1")
_NOTHING = TableCell()
_GUIDE = (
    "この表は、直してそのまま取り込めます。書いた欄だけが変わり、空の欄は何も変えません。"
    "「未定」と書くと、その数字を消します。",
    "行を加えるときは、コードを空にします。計画から除く行は、「除く」に○を書きます。",
    "「必要な人数」と「計画のわけ」は、この台帳が数えたものです。書き換えても取り込みません。",
)


@dataclass(frozen=True)
class _Read:
    held: Held | None = None
    wanted: PlanSaid | None = None
    problems: tuple[Problem, ...] = ()
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: tuple[Change, ...] = ()


def preview_plan(desk: Desk, path: Path) -> TableResult:
    """Return what taking in a table of a plan would change, field by field, changing nothing.

    Raises:
        KnownError: ``wrong-role``, ``plan-off``, ``header-missing`` and what reading a table raises.
    """
    desk.require(Role.HR, Role.DX)
    listed = list(desk.services.tables.read_all(path))
    with desk.store.read() as uow:
        require_plan(uow)
        return with_receipt(uow, file_sha256(path), _result(path, _read(desk, uow, listed)))


def apply_plan(desk: Desk, path: Path) -> TableResult:
    """Take in a table of a plan, whole or not at all; errors as ``preview_plan``."""
    desk.require(Role.HR, Role.DX)
    listed = list(desk.services.tables.read_all(path))
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        require_plan(uow)
        read = _read(desk, uow, listed)
        result = _result(path, read)
        if result.errors or read.held is None or read.wanted is None:
            return result
        result = dataclasses.replace(result, notices=afterwards(result.notices))
        result = with_receipt(uow, sha256, result)
        if result.receipt:
            return result
        receipt = add_receipt(desk, uow, path, sha256, result)
        keeping.say(desk, uow, read.held, read.wanted, receipt)
        counts = {"added": result.added, "updated": result.updated, "unchanged": result.unchanged}
        uow.audit.append(PLAN_TABLE.kind, str(receipt), counts)
        uow.commit()
    return dataclasses.replace(result, receipt=receipt)


def undo_plan(desk: Desk, receipt: int) -> TableResult:
    """Take a table of a plan back; what was said otherwise stays.

    Raises:
        KnownError: ``wrong-role``, ``receipt-unknown``, ``receipt-undone``, ``undo-plan-decided``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        label = PLAN_TABLE.label
        entry = live_receipt(uow, receipt, (PLAN_TABLE.kind,), label, label)
        return take_back(desk, uow, entry)


def _result(path: Path, read: _Read) -> TableResult:
    kind = PLAN_TABLE.kind
    if read.problems:
        return TableResult(str(path), kind, "refused", errors=read.problems)
    outcome = "applied" if read.added or read.changed else "unchanged"
    return TableResult(
        str(path),
        kind,
        outcome,
        added=read.added,
        updated=read.changed,
        unchanged=read.unchanged,
        changes=read.changes,
    )


def _places(table: ForeignTable) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, cell in enumerate(table.headers):
        column = _MEANING.get(fold_header(cell.value.replace("\n", " ").strip()))
        if column is not None:
            found.setdefault(column, position)
    return found


def _read(desk: Desk, uow: UnitOfWork, listed: Sequence[ForeignTable]) -> _Read:
    fitting = [table for table in listed if {YEAR, VERSION, "name"} <= _places(table).keys()]
    if not fitting:
        table = listed[0]
        raise KnownError(
            "header-missing",
            "年度計画の表が見つかりません。取り込んでいません。",
            "見出しに「年度」「版」「研修・取組」がある表にしてください。「書き出す」で作った表を使えます。",
            found="、".join(cell.value for cell in table.headers if cell.value.strip())[:80],
            place=Place(table.file, table.sheet),
        )
    return _Reader(desk, uow, fitting[0]).read()


class _Reader:
    """Reads the lines of one table; what cannot be read is told with its cell."""

    def __init__(self, desk: Desk, uow: UnitOfWork, table: ForeignTable) -> None:
        self._uow, self._table, self._places = uow, table, _places(table)
        self._plans, self._owner = plans(uow), owner_of(desk)
        self._of_year = [one.said for one in self._plans.held]
        self._units: Mapping[str, Department] = departments.current(uow)
        self.problems: list[Problem] = []

    def read(self) -> _Read:
        """Return the plan as the table wants it, and what that changes."""
        rows = [row for row in self._table.rows if any(cell.value.strip() for cell in row)]
        if not rows:
            message = "表に行が1つもありません。何も取り込まれていません。"
            fix = "正しい表かどうか、シートの名前を確かめてください。"
            self._refuse(_NOTHING, Problem("table-empty", message, fix))
        held = self._held(rows)
        if held is None or self.problems:
            return _Read(problems=tuple(self.problems))
        lines = dict(held.said.lines)
        counts, changes = [0, 0, 0], list[Change]()
        seen: dict[str, TableCell] = {}
        for row in rows:
            self._line(row, held.said, lines, seen, counts, changes)
        if self.problems:
            return _Read(problems=tuple(self.problems))
        added, changed, unchanged = counts
        wanted = held.said._replace(lines=lines)
        return _Read(held, wanted, (), added, changed, unchanged, tuple(changes))

    def _held(self, rows: Sequence[Sequence[TableCell]]) -> Held | None:
        """Return the one plan that all lines are of."""
        found: dict[tuple[int, str], TableCell] = {}
        for row in rows:
            year, version = self._year(row), self._version(row)
            if year and version:
                found.setdefault((year, version), self._cell(row, YEAR))
        if len(found) > 1:
            (_, first), (_, second) = list(found.items())[:2]
            message = f"1つの表に、2つの計画があります(前は {first.ref})。"
            fix = "1つの年度の1つの版だけの表に分けてください。"
            self._refuse(second, Problem("plan-two-in-table", message, fix, second.value.strip()))
        if len(found) != 1 or self.problems:
            return None
        ((year, version), cell) = next(iter(found.items()))
        held = self._plans.find(self._owner, year, version)
        if held is None:
            self._refuse(cell, keeping.plan_unknown(year, version).problems[0])
            return None
        decided = keeping.decided(held.said)
        if decided is not None:
            self._refuse(cell, decided)
        self._of_year = [one.said for one in self._plans.held if one.said.fiscal_year == year]
        return held

    def _year(self, row: Sequence[TableCell]) -> int:
        cell = self._cell(row, YEAR)
        text = cell.value.strip()
        years = sorted(fiscal_years_in(text if text.endswith("年度") else f"{text.removesuffix('.0')}年度"))
        if len(years) != 1:
            fix = "計画の年度を「令和8年度」のように書いてください。"
            self._refuse(cell, Problem("plan-year", "年度を読めません。", fix, text))
            return 0
        return years[0]

    def _version(self, row: Sequence[TableCell]) -> str:
        cell = self._cell(row, VERSION)
        text = fold_header(cell.value)
        for code, name in VERSION_NAMES.items():
            if text in (fold_header(name), code):
                return code
        fix = f"{'、'.join(VERSION_NAMES.values())}のどちらかを書いてください。"
        self._refuse(cell, Problem("plan-version", "版の言葉がわかりません。", fix, cell.value.strip()))
        return ""

    def _line(
        self,
        row: Sequence[TableCell],
        plan: PlanSaid,
        lines: dict[str, PlanLine],
        seen: dict[str, TableCell],
        counts: list[int],
        changes: list[Change],
    ) -> None:
        code, at = self._cell(row, CODE).value.strip(), self._cell(row, CODE)
        if code and code not in plan.lines:
            self._refuse(at, keeping.line_unknown(code).problems[0])
            return
        name = self._cell(row, "name").value.strip()
        if not code:
            # A new line that came in before is that line, so that a table read twice adds nothing twice.
            same = [one for one, line in plan.lines.items() if name and evened(line.name) == evened(name)]
            if len(same) > 1:
                message = f"「{name}」という行が、計画に{len(same)}つあります。"
                fix = "どの行かを、コードで書いてください。"
                self._refuse(self._cell(row, "name"), Problem("plan-line-several", message, fix, name))
                return
            code = same[0] if same else ""
        key = code or evened(name)
        if key in seen:
            message = f"同じ行が、この表に2回あります(前は {seen[key].ref})。"
            where = at if at.value.strip() else self._cell(row, "name")
            self._refuse(where, Problem("plan-line-twice", message, "1行にまとめてください。", name))
            return
        seen[key] = at if at.value.strip() else self._cell(row, "name")
        before = plan.lines.get(code)
        if code and self._cell(row, DROP).value.strip() in _MARKED:
            lines.pop(code)
            counts[1] += 1
            changes.append(Change(code, PLAN_TABLE.kind, plan.lines[code].name, "計画の行", ""))
            return
        count = len(self.problems)
        after = (before or PlanLine())._replace(**self._said(row, plan.fiscal_year))
        if len(self.problems) > count:
            return
        wrong = (*checks.problems(after, plan.fiscal_year), *named_wrong(self._uow, after, self._owner))
        for field, problem in wrong:
            self._refuse(self._cell(row, field), problem)
        if len(self.problems) > count:
            return
        if before is None:
            code = keeping.next_code([*self._of_year, PlanSaid(lines=lines)])
        lines[code] = after
        counts[2 if before == after else 1 if before is not None else 0] += 1
        changes += _changes(code, before, after)

    def _said(self, row: Sequence[TableCell], fiscal_year: int) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for column in _TEXTS:
            if text := self._cell(row, column).value.strip():
                said[column] = text
        for column in _NUMBERS:
            cell = self._cell(row, column)
            if cell.value.strip():
                said[column], problem = read_count(cell.value, column)
                self._refuse(cell, problem)
        cell = self._cell(row, "months")
        if cell.value.strip() == NOT_SAID:
            said["months"] = ()
        elif cell.value.strip():
            said["months"], problem = read_months(cell.value, fiscal_year)
            self._refuse(cell, problem)
        cell = self._cell(row, "sections")
        if cell.value.strip() == NOT_SAID:
            said["sections"] = ()
        elif cell.value.strip():
            said["sections"], problems = read_sections(cell.value, self._units)
            for one in problems:
                self._refuse(cell, one)
        return said

    def _cell(self, row: Sequence[TableCell], column: str) -> TableCell:
        position = self._places.get(column, -1)
        return row[position] if 0 <= position < len(row) else _NOTHING

    def _refuse(self, cell: TableCell, problem: Problem | None) -> None:
        if problem is not None:
            place = Place(self._table.file, self._table.sheet, cell.ref)
            self.problems.append(dataclasses.replace(problem, place=place))


def _changes(code: str, before: PlanLine | None, after: PlanLine) -> Iterator[Change]:
    """Yield what changes in a line, field by field."""
    if before is None:
        yield Change(code, PLAN_TABLE.kind, "新しい行", "", after.name)
        return
    for name in (*COMPARED, "course", "staffing"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            item = f"{before.name} {FIELD_NAMES[name]}"
            yield Change(code, PLAN_TABLE.kind, item, field_text(name, old), field_text(name, new))


def write_table(
    desk: Desk, out: Path, outgoing: Outgoing, password: str = "", fiscal_year: int = 0
) -> tuple[Path, ...]:
    """Write the lines of this store's plan, of 確定版 where there is one; it is taken in again unchanged.

    Raises:
        KnownError: ``wrong-role``, ``plan-off``, ``plan-unknown`` and file errors.
    """
    found = plan_year(desk, fiscal_year)
    version = FINAL if found.is_own(FINAL) else DRAFT
    held = found.version(version)
    if held is None or not found.is_own(version):
        raise keeping.plan_unknown(found.fiscal_year, version)
    with desk.store.read() as uow:
        sender = uow.settings.get(setting_names.SENDER_LABEL) or desk.identity.municipality_name
    columns = [
        Column(column, titles[0], _WIDE.get(column, 12), "wrap" if column in _WIDE else "text")
        for column, titles in _TITLES.items()
    ]
    columns += [Column("needed", "必要な人数", 12), Column("why", "計画のわけ", 40, "wrap")]
    title = f"年度計画({VERSION_NAMES[version]})"
    sheet = TableSheet(
        "年度計画",
        Head(
            title, desk.identity.municipality_name, found.title, "", "", "", "", "", sender, "", guide=_GUIDE
        ),
        tuple(columns),
        tuple(_rows(held.said)),
        editable=True,
    )
    name = f"年度計画_{fiscal_year_short(found.fiscal_year)}_{VERSION_NAMES[version]}.xlsx"
    with outgoing.writing(out / name) as path:
        desk.services.workbooks.write_tables([sheet], path, None, password)
    return (path,)


def _rows(plan: PlanSaid) -> Iterable[TableRow]:
    year, version = fiscal_year_label(plan.fiscal_year), VERSION_NAMES[plan.version]
    for code, line in sorted(plan.lines.items()):
        numbers = ("" if value is None else str(value) for value in (line.times, line.places))
        cells = (
            *(year, version, code, line.name, line.course),
            *numbers,
            months_text(line.months),
            sections_text(line.sections),
            line.staffing,
            "" if line.heads is None else str(line.heads),
            line.means,
            "" if line.yen is None else str(line.yen),
            *(line.by_hr, line.by_dx, line.by_it, line.provider, line.budget_by, line.contact),
            *(line.target, line.note, ""),
            "" if line.needed is None else str(line.needed),
            line.why,
        )
        yield TableRow(code, cells)
