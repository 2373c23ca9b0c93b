"""What all imports of foreign tables share: columns, places of findings, results, receipts."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk.domain import canonical, columns
from dxdesk.domain.columns import Column, ColumnPlan
from dxdesk.domain.ditto import FIRST_OF_DITTO, Mark, is_ditto, is_word, mark_of
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.numbers import MAX_LENGTH
from dxdesk.domain.system_words import system_words, unread_words
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Receipt, Role
from dxdesk.ports.foreign_tables import ForeignTable, TableCell, hidden_sheets_told
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.file_report import Change
from dxdesk.usecases.imports.course_columns import course_parts, course_places
from dxdesk.usecases.imports.remembered_answers import forget_answers
from dxdesk.usecases.workplace.desk import Desk

ROSTER, ATTENDANCE, QUALIFICATIONS = "roster", "attendance", "qualifications"
CATALOGUE, SESSIONS = "catalogue", "sessions"
ENROLMENTS, QUESTIONNAIRE, SURVEY = "enrolment", "questionnaire", "survey"
EVIDENCE_KINDS = (ATTENDANCE, QUALIFICATIONS)
TAKEN_BEFORE = "table-taken-before"
"""The code of the notice that the very file was taken in before."""
DIGITS = setting_names.EMPLOYEE_NUMBER_DIGITS
"""Setting: how many digits a 職員番号 has, ``0`` = not set."""
ERROR_TEXT = "#エラー"
"""What the reader gives for a cell that shows #N/A and the like."""
UNCALCULATED_TEXT = "#計算前の数式"
"""What the reader gives for a formula that no program has worked out; after it comes what it says."""


def has_no_value(text: str) -> bool:
    """Tell whether a cell shows an error, or holds a formula that no program has worked out."""
    return text == ERROR_TEXT or text.startswith(UNCALCULATED_TEXT)


_ERROR = Problem(
    "cell-error",
    "セルが #N/A や #### などのエラーになっています。",
    "数式を直すか、値を書き込んでください。#### は、列の幅を広げてから書き出すと値になります。",
    ERROR_TEXT,
)
_UNCALCULATED = Problem(
    "formula-uncalculated",
    "数式がまだ計算されておらず、値が入っていません。",
    "Excel で開いて上書き保存すると値が入ります。計算できないときは、値を書き込んでください。",
    "数式",
)
_COLUMNS = setting_names.COLUMNS
_WORDS = setting_names.COLUMN_WORDS
_WORDS_KEPT = 500
"""Headers whose meaning somebody said that are remembered for tables with other headers beside them."""

TEMPLATE_SHEETS: Mapping[str, str] = {
    ROSTER: "職員名簿",
    ATTENDANCE: "受講記録",
    QUALIFICATIONS: "資格・試験",
    CATALOGUE: "研修一覧",
    SESSIONS: "研修の回",
    ENROLMENTS: "受講申込",
    QUESTIONNAIRE: "アンケート",
    SURVEY: "アンケート",
}
"""How our own template names its sheets; in a workbook that has one, it is the one that is meant."""

WANTED: Mapping[str, tuple[Column, ...]] = {
    ROSTER: columns.ROSTER_COLUMNS,
    ATTENDANCE: columns.EVIDENCE_COLUMNS,
    QUALIFICATIONS: columns.EVIDENCE_COLUMNS,
    CATALOGUE: columns.CATALOGUE_COLUMNS,
    SESSIONS: columns.SESSION_COLUMNS,
    ENROLMENTS: columns.ENROLMENT_COLUMNS,
    QUESTIONNAIRE: (),
    SURVEY: (Column.YEAR, Column.DEPARTMENT_CODE, Column.DEPARTMENT_NAME, Column.GRADE),
}
NEEDED: Mapping[str, tuple[Column, ...]] = {
    ROSTER: (Column.NUMBER, Column.NAME),
    ATTENDANCE: (Column.NUMBER, Column.EVENT),
    QUALIFICATIONS: (Column.NUMBER, Column.EVENT),
    CATALOGUE: (Column.EVENT,),
    SESSIONS: (Column.EVENT,),
    ENROLMENTS: (Column.EVENT,),
    QUESTIONNAIRE: (),
    SURVEY: (),
}
"""Without these columns a table cannot be taken in."""

STATUS_COLUMNS = (Column.COMPLETED, Column.RESULT, Column.ATTENDED, Column.SCORE)
"""Columns that say what became of somebody in the one course that a line is about."""

Mapped = Mapping[Column, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TableResult:
    """What importing one table did. ``outcome``: applied, unchanged, refused (nothing was done).

    ``changes``: what it says of whom that is new, where a section sent it, whose name is ``sender``.
    """

    path: str
    kind: str
    outcome: str
    receipt: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    left: int = 0
    errors: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    sender: str = ""

    @property
    def before(self) -> Problem | None:
        """The notice that the very file came in before and would change nothing (``taken_before``)."""
        return next((one for one in self.notices if one.code == TAKEN_BEFORE), None)

    def as_json(self) -> dict[str, object]:
        """Return the line of ``import --json``."""
        return {
            "path": self.path,
            "kind": self.kind,
            "receipt": self.receipt,
            "outcome": self.outcome,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "left": self.left,
            "conflicts": 0,
            "errors": [problem_json(problem) for problem in self.errors],
            "notices": [problem_json(problem) for problem in self.notices],
        }


def problem_json(problem: Problem) -> dict[str, str]:
    """Return a problem as the commands print it."""
    return {
        "code": problem.code,
        "sheet": problem.place.sheet,
        "cell": problem.place.cell,
        "found": problem.found,
        "message": problem.message,
        "fix": problem.fix,
    }


_NOTHING = TableCell()
_MARKED = FIRST_OF_DITTO | {ERROR_TEXT[:1]}
"""What an error, a formula without a value or a mark of repetition begins with."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A foreign table with its columns understood."""

    table: ForeignTable
    plan: ColumnPlan

    def cell(self, row: Sequence[TableCell], column: Column) -> TableCell:
        """Return a row's cell of a column, blank where the table has none; 姓 and 名 are one cell."""
        place = self.plan.places.get(column, -1)
        if 0 <= place < len(row):
            return row[place]
        return _NOTHING if place >= 0 or column not in self.plan.positions else self._joined(row, column)

    def _joined(self, row: Sequence[TableCell], column: Column) -> TableCell:
        cells = [cell for cell in self.cells(row, column) if cell.value.strip()]
        if not cells:
            return self._at(row, self.plan.first(column))
        return cells[0]._replace(value="\u3000".join(cell.value.strip() for cell in cells))

    def cells(self, row: Sequence[TableCell], column: Column) -> tuple[TableCell, ...]:
        """Return a row's cells of a column that may occur several times."""
        return tuple(self._at(row, position) for position in self.plan.positions.get(column, ()))

    def _at(self, row: Sequence[TableCell], position: int) -> TableCell:
        return row[position] if 0 <= position < len(row) else _NOTHING

    def is_exponent(self, cell: TableCell) -> bool:
        """Tell whether a cell holds a number that is shown with an exponent (1.00E+02)."""
        return cell.is_number and cell.ref in self.table.exponents

    def texts(self, column: Column) -> frozenset[str]:
        """Return the different texts of a column, blank where there is none; see ``ForeignTable.texts``."""
        place = self.plan.places.get(column, -1)
        if place >= 0:
            return self.table.texts(place)
        lines = self.table.rows if self.plan.has(column) else ((),)
        return frozenset(self.cell(row, column).value for row in lines)

    def at(self, problem: Problem, cell: TableCell) -> Problem:
        """Return a problem with the file, sheet and cell it is about."""
        sheet, _, ref = cell.ref.rpartition("!")
        return replace(problem, place=Place(self.table.file, sheet or self.table.sheet, ref))

    def broken(self, row: Sequence[TableCell]) -> list[Problem]:
        """Return a problem for each used cell of a row that shows an error value or only repeats (〃)."""
        found = []
        for position in self.plan.used:
            cell = self._at(row, position)
            if cell.value[:1] not in _MARKED:
                continue
            if cell.value == ERROR_TEXT:
                found.append(self.at(_ERROR, cell))
            elif cell.value.startswith(UNCALCULATED_TEXT):
                said = cell.value.removeprefix(UNCALCULATED_TEXT).strip()
                found.append(self.at(replace(_UNCALCULATED, found=said or _UNCALCULATED.found), cell))
            elif is_ditto(cell.value):
                message = f"「{cell.value.strip()}」は「上と同じ」という印で、値として読めません。"
                fix = "上と同じ値を書いてください(Excel では、上のセルから範囲を選び、Ctrl+D で写せます)。"
                found.append(self.at(Problem("ditto-mark", message, fix, cell.value.strip()), cell))
        return found

    def unreadable(self, row: Sequence[TableCell]) -> list[Problem]:
        """Return a problem for each used cell of a row of a roster that holds only signs or points elsewhere.

        What only repeats in the usual way is told by ``broken``.
        """
        found = []
        for position in self.plan.used:
            cell = self._at(row, position)
            mark = mark_of(cell.value)
            if mark is None or is_ditto(cell.value) or (mark is Mark.NOTHING and is_word(cell.value)):
                continue
            written = cell.value.strip()
            if mark is Mark.SYMBOL:
                message = f"「{written}」は記号だけで、値として読めません。"
            elif mark is Mark.NOTHING:
                message = f"「{written}」は何もないという印で、値として読めません。"
            else:
                message = f"「{written}」は「同じ」という印のようで、値として読めません。"
            fix = "そこに入る値を書いてください。何もないときは、空にしてください。"
            found.append(self.at(Problem("ditto-mark", message, fix, written), cell))
        return found

    def is_readable(self) -> bool:
        """Tell whether ``broken`` and ``unreadable`` find nothing in any row."""
        texts = (text for place in self.plan.used for text in self.table.texts(place))
        return not any(text[:1] in _MARKED or mark_of(text) for text in texts)

    def read_down(self) -> tuple[Problem, ...]:
        """Return the notice of cells that were read down, because they are merged; none where none are."""
        merged = self.table.merged
        if not merged:
            return ()
        message = f"縦に結合されたセルが{len(merged):,}か所あり、結合の値をそれぞれの行の値として読みました。"
        shown = "、".join(merged[:5]) + (" ほか" if len(merged) > 5 else "")
        return (self.at(Problem("cells-merged", message, "", shown), TableCell()),)

    def row_ref(self, row: Sequence[TableCell]) -> TableCell:
        """Return a cell that says where a row is: its first one with an address."""
        return next((cell for cell in row if cell.ref), TableCell())


def meant(
    uow: UnitOfWork, tables: Sequence[ForeignTable], kind: str, said: Mapped | None = None
) -> ForeignTable:
    """Return which of a file's tables is meant; see ``sheet_choice.choose``."""
    named = (table for table in tables if table.sheet == TEMPLATE_SHEETS[kind])
    fitting = (table for table in tables if len(tables) > 1 and not understand(uow, table, kind, said)[2])
    return next(named, None) or next(fitting, tables[0])


def understand(
    uow: UnitOfWork, table: ForeignTable, kind: str, said: Mapped | None = None
) -> tuple[Sheet, Mapped, tuple[Problem, ...]]:
    """Return a table with its columns, the mapping that was used, and what stands in the way.

    A mapping that a person says wins over the one remembered for these headers, and that over a guess.
    Where nothing is guessed for a column, a header counts that somebody once said it is: a table may change
    its other headers every year.
    """
    headers = [cell.value for cell in table.headers]
    wanted = WANTED[kind]
    mapping = _guess(headers, kind)
    _overlay(mapping, _words_for(uow, kind, headers, mapping))
    _overlay(mapping, _kept(uow, kind, headers))
    _overlay(mapping, {column: names for column, names in (said or {}).items() if column in wanted})
    plan, problems = columns.resolve(headers, mapping)
    if kind in EVIDENCE_KINDS and plan.has(Column.NUMBER):
        plan, mapping = _with_courses(table, plan, mapping)
    for column in NEEDED[kind]:
        if column is Column.EVENT and (plan.has(Column.COURSE) or plan.has(Column.COURSE_CODE)):
            continue
        if not plan.has(column) and not any(columns.LABELS[column] in p.message for p in problems):
            problems.append(
                Problem(
                    "header-missing",
                    f"{columns.LABELS[column]}の列が見つかりません。この表は取り込まれていません。",
                    "見出しの行があるか確かめ、見出しの対応を指定してください(コマンドでは --mapping)。"
                    + _more_of_missing(table, kind, column, plan),
                    "、".join(header for header in headers if header.strip()),
                )
            )
    placed = (problem.at(file=table.file, sheet=table.sheet) for problem in problems)
    return Sheet(table, plan), mapping, tuple(placed)


def _more_of_missing(table: ForeignTable, kind: str, column: Column, plan: ColumnPlan) -> str:
    """Return what else may help where a column is missing: a hidden sheet, names instead of numbers."""
    found = hidden_sheets_told(table.looks.hidden_sheets)
    if column is Column.NUMBER and kind in EVIDENCE_KINDS and plan.has(Column.NAME):
        label = columns.LABELS[column]
        found += (
            f"{label}の分からない表なら、見出しが「{label}」の空の列を加えると、氏名から1人ずつお尋ねします。"
        )
    return found


def _guess(headers: Sequence[str], kind: str) -> dict[Column, tuple[str, ...]]:
    """Return the headers that fit each column; several columns under one course are the course's."""
    found = columns.guess(headers, WANTED[kind])
    parts = course_parts(headers) if kind in EVIDENCE_KINDS else {}
    if not parts:
        return found
    others = [header for place, header in enumerate(headers) if place not in parts]
    rest = columns.guess(others, WANTED[kind])
    if Column.EVENT in rest:
        return found
    titles = columns.titles(headers)
    return {**rest, Column.COURSE: tuple(titles[place] for place in parts)}


def _with_courses(
    table: ForeignTable, plan: ColumnPlan, mapping: dict[Column, tuple[str, ...]]
) -> tuple[ColumnPlan, dict[Column, tuple[str, ...]]]:
    """Return the columns of courses that stand side by side, where the table has no column of their names.

    What somebody said of them wins over what their cells look like.
    """
    if plan.has(Column.EVENT) or plan.has(Column.COURSE) or Column.COURSE in mapping:
        return plan, mapping
    status = any(plan.has(column) for column in STATUS_COLUMNS)
    places = () if status else course_places(table, plan.used)
    if not places:
        return plan, mapping
    titles = columns.titles([cell.value for cell in table.headers])
    names = tuple(titles[place] for place in places)
    return ColumnPlan({**plan.positions, Column.COURSE: places}), {**mapping, Column.COURSE: names}


def _overlay(mapping: dict[Column, tuple[str, ...]], said: Mapped) -> None:
    """Let a mapping win: a header that it gives to a column is no longer any other column's."""
    given = {columns.fold_header(name) for names in said.values() for name in names}
    for column, names in list(mapping.items()):
        left = tuple(name for name in names if columns.fold_header(name) not in given)
        if left != names and column not in said:
            mapping.pop(column)
            if left:
                mapping[column] = left
    mapping.update(said)


def _kept(uow: UnitOfWork, kind: str, headers: Sequence[str]) -> dict[Column, tuple[str, ...]]:
    """Return the mapping that is remembered for exactly these headers."""
    kept = uow.settings.get(_in_order(kind, headers)) or uow.settings.get(_setting(kind, headers))
    return {Column(name): tuple(names) for name, names in json.loads(kept).items()} if kept else {}


def knows(uow: UnitOfWork, table: ForeignTable, kind: str) -> bool:
    """Tell whether a table with exactly these headers was taken in before as one of a kind."""
    return bool(_kept(uow, kind, [cell.value for cell in table.headers]))


def _words(uow: UnitOfWork, kind: str) -> dict[str, str]:
    """Return the columns that somebody said headers are, by folded header."""
    kept = uow.settings.get(f"{_WORDS}{kind}")
    return dict(json.loads(kept)) if kept else {}


def _words_for(
    uow: UnitOfWork, kind: str, headers: Sequence[str], guessed: Mapped
) -> dict[Column, tuple[str, ...]]:
    words = _words(uow, kind)
    found: dict[Column, tuple[str, ...]] = {}
    for header in headers if words else ():
        column = words.get(columns.fold_header(header))
        if column is not None and Column(column) not in guessed:
            found[Column(column)] = (*found.get(Column(column), ()), header)
    return found


def remembered(
    uow: UnitOfWork, table: ForeignTable, kind: str, said: Mapped | None = None
) -> tuple[Column, ...]:
    """Return the columns that are read as somebody once said, and would be read otherwise."""
    headers = [cell.value for cell in table.headers]
    guessed = _guess(headers, kind)
    known: dict[Column, tuple[str, ...]] = dict(guessed)
    _overlay(known, _words_for(uow, kind, headers, guessed))
    _overlay(known, _kept(uow, kind, headers))
    alike = columns.resolve(headers, guessed)[0].positions
    differing = columns.resolve(headers, known)[0].positions
    return tuple(
        column
        for column in WANTED[kind]
        if column not in (said or {}) and alike.get(column) != differing.get(column)
    )


def remember(
    uow: UnitOfWork, table: ForeignTable, kind: str, mapping: Mapped, said: Mapped | None = None
) -> None:
    """Keep a mapping for the next table with these headers, and each header whose meaning was said."""
    headers = [cell.value for cell in table.headers]
    text = canonical.dumps({str(column): list(names) for column, names in mapping.items()})
    guessed = _guess(headers, kind)
    known = {columns.fold_header(header) for header in headers}
    by_place = any(columns.fold_header(name) not in known for names in mapping.values() for name in names)
    setting = _in_order(kind, headers) if by_place else _setting(kind, headers)
    if not by_place and uow.settings.get(_in_order(kind, headers)):
        uow.settings.set(_in_order(kind, headers), "")
    if uow.settings.get(setting) != text:
        uow.settings.set(setting, text)
    words = {
        columns.fold_header(name): str(column)
        for column, names in (said or {}).items()
        if column in WANTED[kind] and not guessed.get(column)
        for name in names
        if columns.fold_header(name) in known
    }
    before = _words(uow, kind)
    after = dict([*((k, v) for k, v in before.items() if k not in words), *words.items()][-_WORDS_KEPT:])
    if after != before:
        uow.settings.set(f"{_WORDS}{kind}", canonical.dumps(after))


def forget(uow: UnitOfWork, table: ForeignTable, kind: str) -> None:
    """Forget what was said of these headers; the next table is understood by its headers alone."""
    headers = [cell.value for cell in table.headers]
    for setting in (_setting(kind, headers), _in_order(kind, headers)):
        if uow.settings.get(setting):
            uow.settings.set(setting, "")
    courses = understand(uow, table, kind)[0].plan.positions.get(Column.COURSE, ())
    forget_answers(uow, kind, headers, [headers[place] for place in courses])
    folded = set(map(columns.fold_header, headers))
    before = _words(uow, kind)
    after = {word: column for word, column in before.items() if word not in folded}
    if after != before:
        uow.settings.set(f"{_WORDS}{kind}", canonical.dumps(after))


def _in_order(kind: str, headers: Sequence[str]) -> str:
    """Return the setting of a mapping that counts columns (区分(2番目), E列): it holds in this order."""
    return _setting(kind, [f"{position}:{header}" for position, header in enumerate(headers)])


def _setting(kind: str, headers: Sequence[str]) -> str:
    return f"{_COLUMNS}{kind}:{columns.fingerprint(headers)}"


def read_mapping(text: str, file: str = "") -> Mapped:
    """Return the mapping of a ``--mapping`` file: JSON, column → header or list of headers.

    Raises:
        KnownError: ``mapping-shape`` or ``mapping-unknown-column``.
    """
    try:
        said = canonical.loads(text.removeprefix("\ufeff"))
    except ValueError as error:
        said, reason = None, unread_words(error)
    else:
        reason = text[:80]
    if not isinstance(said, dict):
        raise KnownError(
            "mapping-shape",
            "列の対応のファイルを読めません。何も取り込まれていません。",
            'JSONで {"職員番号": "職員コード", "氏名": "漢字氏名"} のように書いてください。',
            found=reason,
            place=Place(file),
        )
    return columns.mapping_of(said)


def digits_of(uow: UnitOfWork) -> int:
    """Return how many digits a 職員番号 has, 0 = not set."""
    text = uow.settings.get(DIGITS, "0")
    return int(text) if text.isascii() and text.isdigit() else 0


def set_digits(desk: Desk, digits: int) -> None:
    """Set how many digits a 職員番号 has (0 = any).

    Raises:
        KnownError: ``digits-range``, ``wrong-role``.
    """
    desk.require(Role.HR)
    check_digits(digits)
    with desk.store.write() as uow:
        uow.settings.set(DIGITS, str(digits))
        uow.audit.append("digits", counts={"digits": digits})
        uow.commit()


def check_digits(digits: int) -> None:
    """Refuse a count of digits that no 職員番号 can have.

    Raises:
        KnownError: ``digits-range``.
    """
    if not 0 <= digits <= MAX_LENGTH:
        raise KnownError(
            "digits-range",
            "職員番号の桁数は0から20までです。設定は変えていません。",
            "0(決めない)か、実際の桁数を入れてください。",
            found=str(digits),
        )


_PAST = (
    ("取り込みます。", "取り込みました。"),
    ("加えます。", "加えました。"),
    ("変えます。", "変えました。"),
    ("外します。", "外しました。"),
)


RECEIPT = "受付番号"
"""What stands for the number of a receipt in advice, until there is one (``numbered``)."""
_AGAIN = f"直して取り込み直すときは、先にこの取込みを元に戻します(コマンドでは undo {RECEIPT})。"
_HOW = re.compile("コマンドでは --|「この表は一部の職員だけ」|列の意味を|承認して")
"""Advice on how a table is taken in: it helps only before."""


def afterwards(
    notices: Iterable[Problem], advice: Mapping[str, str] | None = None, *, changed: bool = True
) -> tuple[Problem, ...]:
    """Return the notices of a preview as they are told when the import is done.

    Advice on how to take the table in does nothing then: it says first that the import has to be undone,
    unless ``advice`` has other words for the code. ``changed``: whether the import did anything.
    """
    return tuple(
        replace(
            notice,
            message=_in_the_past(notice.message),
            fix=_fix_afterwards(notice, advice or {}) if changed else notice.fix,
        )
        for notice in notices
    )


def _fix_afterwards(notice: Problem, advice: Mapping[str, str]) -> str:
    if notice.code in advice:
        return advice[notice.code]
    return f"{_AGAIN}{notice.fix}" if _HOW.search(notice.fix) else notice.fix


def numbered(result: TableResult, receipt: int) -> TableResult:
    """Return a result with its receipt, whose number stands in the advice, too."""
    said = (replace(one, fix=one.fix.replace(f"undo {RECEIPT}", f"undo {receipt}")) for one in result.notices)
    return replace(result, receipt=receipt, notices=tuple(said))


def _in_the_past(message: str) -> str:
    for now, then in _PAST:
        message = message.replace(now, then)
    return message


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def control_characters(text: str) -> str:
    """Return the control characters in a text as code points, empty for none."""
    return " ".join(f"U+{ord(c):04X}" for c in _CONTROL.findall(text))


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hex.

    Raises:
        KnownError: ``file-unreadable``.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise KnownError(
            "file-unreadable",
            "ファイルを読めません。何も取り込まれていません。",
            "ほかのソフトで開いていれば閉じ、場所とアクセス権を確かめてください。",
            found=system_words(error),
            place=Place(path.name),
        ) from None


def add_receipt(desk: Desk, uow: UnitOfWork, path: Path, sha256: str, result: TableResult) -> int:
    """Enter an import into the receipt ledger and return its number."""
    return uow.exchange.add_receipt(
        Receipt(
            number=0,
            received_at=desk.services.clock.now(),
            file_name=path.name,
            file_sha256=sha256,
            kind=result.kind,
            outcome=result.outcome,
            added=result.added,
            updated=result.updated,
            unchanged=result.unchanged,
            integrity_checked=False,
            problems=result.notices,
        )
    )
