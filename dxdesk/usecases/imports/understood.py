"""How a foreign table was understood: what people are shown before anything of it is taken.

One record for rosters, attendance and qualifications, for the window and the command: which sheets, which
header, which column means what, what is not used and why, how many people, and what they lack. What a
person needs and was not understood is a finding that names the columns it could be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk.domain import columns, duty
from dxdesk.domain.columns import LABELS, LIKELY, Column
from dxdesk.domain.completion import score
from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import Problem
from dxdesk.domain.office_codes import folded
from dxdesk.domain.routes import expects_confirmer
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports import columns_beside
from dxdesk.usecases.imports.sheet_choice import Chosen, SheetOffer, Sheets, choose
from dxdesk.usecases.imports.understanding import (
    EVIDENCE_KINDS,
    NEEDED,
    ROSTER,
    Mapped,
    Sheet,
    forget,
    remembered,
    understand,
)
from dxdesk.usecases.workplace.desk import Desk

UNDATED = "date-column-missing"
UNKNOWN, SET_ASIDE, NAMELESS = "unknown", "set-aside", "nameless"
WHY: Mapping[str, str] = {
    UNKNOWN: "見出しの意味が分からない列です",
    SET_ASIDE: "使わないと決めた列です",
    NAMELESS: "見出しのない列です",
}
"""Why a column is not used."""

_SECTION = (Column.DEPARTMENT_NAME, Column.DEPARTMENT_CODE, Column.TEAM_NAME, Column.TEAM_CODE)
_CONFIRMER = (Column.FIRST, Column.SECOND)
_DUTY = (Column.DUTY_STATUS,)
_ASKED: Mapping[str, tuple[tuple[Column, ...], str, str]] = {
    "section-column-missing": (_SECTION, "所属", "所属のない人になります(今いる人の所属は残ります)"),
    "confirmer-column-missing": (_CONFIRMER, "確認者", "確認者は取り込みません(今いる人の確認者は残ります)"),
    "duty-column-missing": (_DUTY, "在職状態", "在職状態は取り込みません(今いる人の在職状態は残ります)"),
}
_ALSO_TOLD = (Column.KANA, Column.GRADE, Column.JOB, Column.TITLE, Column.EMPLOYMENT)
"""Columns that nobody is asked about; that a table has none is told."""
_PRIVATE = re.compile(
    "個人番号|マイナンバー|共済|年金|保険|口座|電話|内線|郵便|住所|生年月日|性別|年月日$|日$"
)
_NUMBER = re.compile(r"[0-9A-Za-z_.-]*\d[0-9A-Za-z_.-]*")
"""What a 職員番号 looks like, also a spoilt or a full-width one; 合計 is nobody."""

_LOOKED_AT = 200
"""Lines looked at to tell what a column that nobody understood could be."""
_SHOWN = 5
_PARTS_OF_A_DAY = frozenset({"年", "月", "日", "年度", "受講年", "受講月"})
_NOWHERE = TableCell()


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column: what it is called (as a mapping calls it), its header's cell, what it means, an example.

    ``why`` tells why it is not used (a key of ``WHY``). A column that is not used shows nothing of its
    values.
    """

    title: str
    cell: str
    meaning: Column | None
    example: str = ""
    why: str = ""
    hidden: bool = False
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a table was read.

    ``people`` are different 職員番号; ``without`` counts those of them with nothing in 所属 (``section``), in
    both 確認者 (``confirmer``), in 在職状態 (``duty_status``); for a roster only. ``lacking`` are the columns
    that a roster usually has and the table does not; of the people, ``newcomers`` are not known to the store
    under their number, and have nothing in these then. Where a column could be one, ``candidates`` names it
    under the code of the finding. ``findings`` are questions, ``notices`` are told.
    """

    file: str
    kind: str
    sheet: str
    sheets: tuple[SheetOffer, ...]
    header_rows: tuple[int, ...]
    columns: tuple[ReadColumn, ...]
    lines: int
    people: int
    without: Mapping[str, int]
    hidden_rows: int
    hidden_columns: tuple[str, ...]
    filtered: bool
    struck: int
    merged: int
    hidden_sheets: tuple[str, ...]
    candidates: Mapping[str, tuple[str, ...]]
    lacking: tuple[str, ...]
    findings: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    newcomers: int = 0

    @property
    def lacking_means(self) -> str:
        """What becomes of the fields whose columns the table does not have; empty where it has all."""
        if not self.lacking:
            return ""
        kept, empty = max(self.people - self.newcomers, 0), min(self.newcomers, self.people)
        if not empty:
            return "今の内容が残ります"
        if not kept:
            return "空のままになります"
        return f"今いる{kept:,}人は今の内容が残り、新しい{empty:,}人は空のままになります"

    @property
    def remembered(self) -> tuple[Column, ...]:
        """The columns that are read as somebody once said."""
        return tuple(dict.fromkeys(c.meaning for c in self.columns if c.remembered and c.meaning))

    def as_json(self) -> dict[str, object]:
        """Return what ``import --json`` prints under ``understanding``."""
        return {
            "sheet": self.sheet,
            "sheets": [
                {"name": s.name, "lines": s.lines, "taken": s.taken, "alike": s.alike} for s in self.sheets
            ],
            "header_rows": list(self.header_rows),
            "columns": [
                {
                    "header": column.title,
                    "cell": column.cell,
                    "meaning": str(column.meaning or ""),
                    "label": LABELS[column.meaning] if column.meaning else "",
                    "example": column.example,
                    "why_not": WHY.get(column.why, ""),
                    "hidden": column.hidden,
                    "remembered": column.remembered,
                }
                for column in self.columns
            ],
            "lines": self.lines,
            "people": self.people,
            "without": dict(self.without),
            "hidden": {
                "rows": self.hidden_rows,
                "columns": list(self.hidden_columns),
                "sheets": list(self.hidden_sheets),
                "filtered": self.filtered,
            },
            "struck": self.struck,
            "merged": self.merged,
            "lacking": list(self.lacking),
            "lacking_means": self.lacking_means,
            "newcomers": self.newcomers,
            "candidates": {code: list(titles) for code, titles in self.candidates.items()},
        }


def understood(
    desk: Desk, path: Path, kind: str, *, mapping: Mapped | None = None, sheet: Sheets = ""
) -> Understanding:
    """Return how a table would be read, also where a needed column is missing; changes nothing.

    Raises:
        KnownError: the file cannot be read at all.
    """
    desk.require(Role.HR)
    chosen = choose(desk, path, kind, sheet, mapping)
    with desk.store.read() as uow:
        found = look(uow, chosen, kind, mapping)[1]
        if kind != ROSTER or uow.people.employees(include_left=True):
            return found
        return replace(found, newcomers=found.people)


def forget_columns(desk: Desk, path: Path, kind: str, sheet: Sheets = "") -> None:
    """Forget what was said of the columns of a table with these headers.

    Raises:
        KnownError: the file cannot be read at all.
    """
    desk.require(Role.HR)
    chosen = choose(desk, path, kind, sheet)
    with desk.store.write() as uow:
        forget(uow, chosen.table, kind)
        uow.audit.append("columns-forgotten", kind)
        uow.commit()


def look(
    uow: UnitOfWork, chosen: Chosen, kind: str, said: Mapped | None = None, accept: Collection[str] = ()
) -> tuple[Sheet, Understanding, Mapped, tuple[Problem, ...]]:
    """Return a table as it is to be read, how it was understood, its mapping, and what stands in the way.

    Lines that are a hidden copy of visible ones are left out where that is accepted.
    """
    sheet, mapping, problems = understand(uow, chosen.table, kind, said)
    kept = remembered(uow, chosen.table, kind, said)
    reading = _Reading(sheet, chosen, kind, mapping, frozenset(accept))
    found = reading.understanding(kept)
    return reading.sheet, found, mapping, problems


class _Reading:
    """Looks at one table."""

    def __init__(
        self, sheet: Sheet, chosen: Chosen, kind: str, mapping: Mapped, accept: frozenset[str]
    ) -> None:
        self.sheet = sheet
        self._chosen = chosen
        self._kind = kind
        self._mapping = mapping
        self._accept = accept
        self._findings: list[Problem] = []
        self._notices: list[Problem] = []
        self._candidates: dict[str, tuple[str, ...]] = {}
        self._lacking: list[str] = []
        headers = [cell.value for cell in sheet.table.headers]
        self._titles = columns.titles(headers)
        self._used = {place: c for c, places in sheet.plan.positions.items() for place in places}
        self._numbers = self._column(Column.NUMBER)

    def understanding(self, kept: Collection[Column]) -> Understanding:
        """Return everything that was found."""
        table = self.sheet.table
        looks = table.looks
        if self._kind == ROSTER:
            for code, (wanted, label, otherwise) in _ASKED.items():
                self._missing(code, wanted, label, otherwise)
            self._also_lacking()
            self._personas()
            self._beside()
            self._serial()
            self._doubles()
            self._struck_people()
        elif self._kind in EVIDENCE_KINDS:
            self._undated()
        self._needed()
        self._alike()
        self._unseen()
        return Understanding(
            file=table.file,
            kind=self._kind,
            sheet=table.sheet,
            sheets=self._chosen.offers,
            header_rows=table.header_rows,
            columns=tuple(self._read(place, kept) for place in range(len(table.headers))),
            lines=len(table.rows),
            people=len({number for number in self._numbers if _NUMBER.fullmatch(number)}),
            without=self._without() if self._kind == ROSTER else {},
            hidden_rows=len(looks.hidden_rows),
            hidden_columns=tuple(self._titles[place] for place in looks.hidden_columns),
            filtered=looks.filtered,
            struck=len(looks.struck),
            merged=looks.merged,
            hidden_sheets=looks.hidden_sheets,
            candidates=self._candidates,
            lacking=tuple(self._lacking),
            findings=tuple(self._findings),
            notices=tuple(self._notices),
        )

    def _column(self, column: Column) -> list[str]:
        texts = (self.sheet.cell(row, column).value for row in self.sheet.table.rows)
        return [text if text.isalnum() and text.isascii() else folded(text) for text in texts]

    def _values(self, position: int) -> list[str]:
        rows = self.sheet.table.rows[:_LOOKED_AT]
        return [value for row in rows if position < len(row) and (value := row[position].value.strip())]

    def _read(self, position: int, kept: Collection[Column]) -> ReadColumn:
        header = self.sheet.table.headers[position]
        meaning = self._used.get(position)
        title, hidden = self._titles[position], position in self.sheet.table.looks.hidden_columns
        if meaning is None:
            named = bool(header.value.strip())
            why = (SET_ASIDE if self._is_set_aside(header.value) else UNKNOWN) if named else NAMELESS
            return ReadColumn(title, header.ref, None, why=why, hidden=hidden)
        rows = self.sheet.table.rows
        if meaning in (Column.SCORE, Column.LEAVING):  # these are read, and neither kept nor shown
            return ReadColumn(title, header.ref, meaning, "", "", hidden, meaning in kept)
        example = next((v for row in rows if position < len(row) and (v := row[position].value.strip())), "")
        if meaning is Column.COURSE and score(example) is not None:
            example = ""
        if meaning is Column.DUTY_STATUS:
            example = duty.fold(example)  # why somebody is away is not shown either
        return ReadColumn(title, header.ref, meaning, example[:40], "", hidden, meaning in kept)

    def _is_set_aside(self, header: str) -> bool:
        """Tell whether a person said that a column means nothing: a guess would use it."""
        folded = columns.fold_header(header)
        guessed = columns.guess([header], tuple(self._mapping))
        return any(
            folded in map(columns.fold_header, names) and not self._mapping.get(column, names)
            for column, names in guessed.items()
        )

    def _without(self) -> dict[str, int]:
        """Return how many people have nothing in each of what everybody needs."""
        lines = zip(self._numbers, self.sheet.table.rows, strict=True)
        people = [(number, row) for number, row in lines if _NUMBER.fullmatch(number)]
        found = {}
        for name, wanted in (("section", _SECTION), ("confirmer", _CONFIRMER), ("duty_status", _DUTY)):
            lacking = people
            if wanted is _CONFIRMER:
                lacking = [one for one in people if self._expects(one[1])]
            for column in filter(self.sheet.plan.has, wanted):
                lacking = [one for one in lacking if not self.sheet.cell(one[1], column).value.strip()]
            found[name] = len({number for number, _ in lacking})
        return found

    def _expects(self, row: Sequence[TableCell]) -> bool:
        grade, title = (self.sheet.cell(row, column).value for column in (Column.GRADE, Column.TITLE))
        return expects_confirmer(grade, title)

    def _tell(self, problem: Problem, cell: TableCell = _NOWHERE, accepted: str = "") -> None:
        """Ask, or, where it is accepted, tell what is done."""
        placed = self.sheet.at(problem, cell)
        if problem.code in self._accept:
            message = f"{problem.message}承認のとおり、{accepted}"
            self._notices.append(replace(placed, message=message, fix=""))
        else:
            self._findings.append(placed)

    def _note(self, problem: Problem, cell: TableCell = _NOWHERE) -> None:
        self._notices.append(self.sheet.at(problem, cell))

    def _unused(self) -> list[int]:
        headers = self.sheet.table.headers
        return [
            position
            for position, header in enumerate(headers)
            if position not in self._used and not self._is_set_aside(header.value)
        ]

    def _likely(self, wanted: Sequence[Column], fits: Callable[[Sequence[str]], bool]) -> tuple[str, ...]:
        """Return what the columns are called that could be one: by their header, or by their values."""
        pattern = re.compile(LIKELY.get(wanted[0], "$^"))
        found = []
        for place in self._unused():
            header = columns.fold_header(self.sheet.table.headers[place].value)
            values = [] if _PRIVATE.search(header) else self._values(place)
            named = bool(pattern.search(header)) and not _are_dates(values)
            if wanted[0] is Column.NUMBER and _is_serial(values):
                continue
            if values and (named or fits(values)):
                found.append(self._titles[place])
        return tuple(found)

    def _missing(self, code: str, wanted: Sequence[Column], label: str, otherwise: str) -> None:
        """Ask where a column could be one that everybody needs; tell where there is none."""
        if tuple(wanted) == _CONFIRMER and sum(map(self.sheet.plan.has, wanted)) == 1:
            self._other_confirmer(code)
            return
        if any(self.sheet.plan.has(column) for column in wanted):
            return
        if any(column in self._mapping and not self._mapping[column] for column in wanted):
            return  # somebody said that no column is
        fits = {_SECTION: _are_sections, _CONFIRMER: self._are_people}.get(tuple(wanted), _never)
        likely = self._likely(wanted, fits)
        if not likely:
            self._lacking.append(label)
            return
        self._candidates[code] = likely
        shown = "".join(f"「{title}」" for title in likely[:_SHOWN])
        self._tell(
            Problem(
                code,
                f"{label}の列が分かりません。{shown}がそうかもしれません。このままでは、{otherwise}。",
                "列の意味を選んでください(コマンドでは --mapping)。"
                f"{label}の列がない表なら承認してください。",
                "、".join(likely),
            ),
            self.sheet.table.headers[self._titles.index(likely[0])],
            f"{label}の列を使わずに取り込みます。",
        )

    def _also_lacking(self) -> None:
        """Tell of what else a roster usually has, unless somebody said that this one does not."""
        self._lacking += [
            LABELS[column]
            for column in _ALSO_TOLD
            if not self.sheet.plan.has(column) and (column not in self._mapping or self._mapping[column])
        ]

    def _other_confirmer(self, code: str) -> None:
        """Ask about a column of the staff's numbers or names beside the one confirmer that was understood."""
        known, other = sorted(_CONFIRMER, key=self.sheet.plan.has, reverse=True)
        if other in self._mapping and not self._mapping[other]:
            return
        likely = self._likely((Column.GRADE,), self._are_people)
        likely += tuple(title for title in self._likely((Column.FIRST,), _never) if self._holds_names(title))
        if not likely:
            return
        self._candidates[code] = likely
        shown = "".join(f"「{title}」" for title in likely[:_SHOWN])
        self._tell(
            Problem(
                code,
                f"{LABELS[known]}のほかに、職員番号か氏名の並ぶ列があります。{shown}も確認者の列かもしれません。"
                f"このままでは、{LABELS[other]}は取り込みません(今いる人の{LABELS[other]}は残ります)。",
                "列の意味を選んでください(コマンドでは --mapping)。"
                f"{LABELS[other]}の列がない表なら承認してください。",
                "、".join(likely),
            ),
            self.sheet.table.headers[self._titles.index(likely[0])],
            f"{LABELS[other]}の列を使わずに取り込みます。",
        )

    def _personas(self) -> None:
        """Ask about columns called like a persona, with marks under them: nobody would be asked by them."""
        if self.sheet.plan.has(Column.PERSONAS) or Column.PERSONAS in self._mapping:
            return
        likely = self._likely((Column.PERSONAS,), _never)
        if not likely:
            return
        self._candidates["persona-column-missing"] = likely
        shown = "".join(f"「{title}」" for title in likely[:_SHOWN])
        self._tell(
            Problem(
                "persona-column-missing",
                f"人材像の列が分かりません。{shown}がそうかもしれません。"
                "このままでは、人材像は取り込みません(今いる人の人材像は残ります)。",
                "人材像の名前が書かれた列なら、列の意味を選んでください(コマンドでは --mapping)。"
                "○などの印の列なら、人材像の名前を「人材像」という1つの列に書いてください。"
                "人材像の列がない表なら承認してください。",
                "、".join(likely),
            ),
            self.sheet.table.headers[self._titles.index(likely[0])],
            "人材像の列を使わずに取り込みます。",
        )

    def _beside(self) -> None:
        """Ask and tell of columns that say something of people beside those that are read."""
        for one in columns_beside.look(self.sheet, {place: self._titles[place] for place in self._unused()}):
            if one.accepted:
                self._candidates[one.problem.code] = (
                    *self._candidates.get(one.problem.code, ()),
                    self._titles[self.sheet.table.headers.index(one.header)],
                )
                self._tell(one.problem, one.header, one.accepted)
            else:
                self._note(one.problem, one.header)

    def _undated(self) -> None:
        """Ask where no column is read as the day of a line and one could be, or where it stands in three."""
        if self.sheet.plan.has(Column.DATE) or not self.sheet.plan.has(Column.EVENT):
            return
        if Column.DATE in self._mapping:
            return  # somebody said that none is
        pattern = re.compile(LIKELY[Column.DATE])
        apart, likely = [], []
        for place in self._unused():
            header = columns.fold_header(self.sheet.table.headers[place].value)
            values = self._values(place)
            if header in _PARTS_OF_A_DAY and values:
                apart.append(place)
            elif "生年" not in header and pattern.search(header) and _are_dates(values):
                likely.append(place)
        found = apart if len(apart) > 1 else likely
        if not found:
            return
        titles = tuple(self._titles[place] for place in found)
        self._candidates[UNDATED] = titles
        shown = "".join(f"「{title}」" for title in titles[:_SHOWN])
        if found is apart:
            message = f"日付が{shown}の列に分かれていて、1つの日付として読めません。"
            fix = "「2026/6/1」のように1つの列にまとめてください。"
        else:
            message = f"日付の列が分かりません。{shown}がそうかもしれません。"
            fix = "列の意味を選んでください(コマンドでは --mapping)。"
        self._tell(
            Problem(
                UNDATED,
                f"{message}このままでは、日付のない記録になり、どの年度の受講率にも数えられません。",
                f"{fix}日付のない記録でよければ承認してください。",
                "、".join(titles),
            ),
            self.sheet.table.headers[found[0]],
            "日付のない記録として取り込みます。",
        )

    def _needed(self) -> None:
        """Name the columns that could be one without which nothing can be taken in."""
        for column in NEEDED[self._kind]:
            if not self.sheet.plan.has(column):
                likely = self._likely((column,), _never)
                if likely:
                    self._candidates[f"{column}-column-missing"] = likely

    def _are_people(self, values: Sequence[str]) -> bool:
        known = {number.lstrip("0") for number in self._numbers if number}
        hits = sum(value.lstrip("0") in known for value in values)
        return 2 * hits > len(values) and len(set(values)) < len(values) and len(values) > 1

    def _holds_names(self, title: str) -> bool:
        """Tell whether a column holds names of people whom the table names in their own lines, too."""
        named = {"".join(name.split()) for name in self._column(Column.NAME)} - {""}
        values = ["".join(folded(value).split()) for value in self._values(self._titles.index(title))]
        return 2 * sum(value in named for value in values) > len(values)

    def _serial(self) -> None:
        """Name the columns that could hold the numbers of the staff where theirs only count the lines."""
        numbers = [number for number in self._numbers if number]
        likely = self._likely((Column.NUMBER,), _never) if len(numbers) > 2 and _is_serial(numbers) else ()
        if likely:
            self._candidates["number-serial"] = likely

    def _alike(self) -> None:
        """Ask about sheets of the same columns, else about those that name people in other columns."""
        alike, apart = self._chosen.others_alike, self._chosen.others_with_people
        names = _named(alike or apart)
        if alike:
            self._tell_of_others(
                alike,
                f"同じ列のあるシートが、ほかに{len(alike):,}枚あります: {names}。",
                "全部のシートを一緒に取り込むか、取り込むシートを選んでください"
                "(コマンドでは --all-sheets か --sheet)。",
            )
        elif apart:  # they cannot be read together with this one
            self._tell_of_others(
                apart,
                f"列のちがうシートにも、職員番号と氏名があります: {names}。このシートだけを読みます。",
                "そのシートの人も名簿に要るなら、「この表は一部の職員だけ」に印を付けて"
                "(コマンドでは --partial)、1枚ずつ取り込んでください(コマンドでは --sheet)。",
            )

    def _tell_of_others(self, others: Sequence[SheetOffer], message: str, fix: str) -> None:
        found = "、".join(offer.name for offer in others)
        problem = Problem("sheets-alike", message, f"{fix}このシートだけでよければ承認してください。", found)
        self._tell(problem, accepted="このシートだけを取り込みます。")

    def _doubles(self) -> None:
        """Ask where hidden lines name people whom visible lines name, too: a copy that was put away."""
        hidden = set(self.sheet.table.looks.hidden_rows)
        if not hidden or self.sheet.plan.has(Column.POST_KIND):
            return
        seen = {number for place, number in enumerate(self._numbers) if number and place not in hidden}
        twice = sorted(place for place in hidden if self._numbers[place] in seen)
        if not twice:
            return
        first = self.sheet.cell(self.sheet.table.rows[twice[0]], Column.NUMBER)
        accepted = f"隠れている{len(twice):,}行を除いて取り込みます。"
        self._tell(
            Problem(
                "hidden-doubles",
                f"隠れている行に、見えている行と同じ職員番号の人が{len(twice):,}人います。",
                "隠れている行が古い写しなら、その行を除いて取り込むことを承認してください。",
                first.value,
            ),
            first,
            accepted,
        )
        if "hidden-doubles" in self._accept:
            self._leave_out(set(twice))

    def _leave_out(self, places: Collection[int]) -> None:
        table = self.sheet.table
        goes = {old: new for new, old in enumerate(p for p in range(len(table.rows)) if p not in places)}
        looks = replace(
            table.looks,
            hidden_rows=tuple(goes[place] for place in table.looks.hidden_rows if place in goes),
            struck=tuple((goes[row], place) for row, place in table.looks.struck if row in goes),
        )
        self.sheet = replace(
            self.sheet, table=replace(table, rows=tuple(table.rows[old] for old in goes), looks=looks)
        )
        self._numbers = self._column(Column.NUMBER)

    def _struck_people(self) -> None:
        """Ask about people whose number or name is struck through: they may have left."""
        table = self.sheet.table
        named = {
            place for c in (Column.NUMBER, Column.NAME) for place in self.sheet.plan.positions.get(c, ())
        }
        rows = sorted({row for row, place in table.looks.struck if place in named and self._numbers[row]})
        if not rows:
            return
        shown = "、".join(self._person(table.rows[row]) for row in rows[:_SHOWN])
        self._tell(
            Problem(
                "struck-people",
                f"取り消し線を引かれた人が{len(rows):,}人います。",
                "いなくなった人なら、表からその行を消してください。そのまま取り込んでよければ承認してください。",
                shown + (" ほか" if len(rows) > _SHOWN else ""),
            ),
            self.sheet.cell(table.rows[rows[0]], Column.NUMBER),
            "この人たちも取り込みます。",
        )

    def _person(self, row: Sequence[TableCell]) -> str:
        cells = (self.sheet.cell(row, column) for column in (Column.NUMBER, Column.NAME))
        return " ".join(cell.value.strip() for cell in cells)

    def _lines_called(self, places: Sequence[int]) -> str:
        """Return lines as people count them, e.g. ``10行目、12行目``; of several sheets with the sheet."""
        told = []
        for place in places[:_SHOWN]:
            sheet, _, ref = self.sheet.row_ref(self.sheet.table.rows[place]).ref.rpartition("!")
            told.append(f"{sheet}の" * bool(sheet) + f"{re.sub('[^0-9]', '', ref)}行目")
        return "、".join(told) + (" ほか" if len(places) > _SHOWN else "")

    def _unseen(self) -> None:
        """Tell what does not show in Excel, and what is shown as no longer valid."""
        looks = self.sheet.table.looks
        if looks.hidden_rows:
            by = "(絞り込みが掛かっています)" if looks.filtered else ""
            message = f"隠れている行が{len(looks.hidden_rows):,}行あります{by}。その行も取り込みます。"
            fix = "取り込まないときは、表からその行を消してください。"
            self._note(Problem("rows-hidden", message, fix, self._lines_called(looks.hidden_rows)))
        used = [self._titles[place] for place in looks.hidden_columns if place in self._used]
        if used:
            message = f"隠れている列を{len(used):,}列使います。"
            self._note(Problem("columns-hidden", message, "", "、".join(used[:_SHOWN])))
        if looks.hidden_sheets:
            message = f"隠れているシートが{len(looks.hidden_sheets):,}枚あります。そのシートは読みません。"
            fix = "使うときは、Excel で再表示してください。"
            self._note(Problem("sheets-hidden", message, fix, "、".join(looks.hidden_sheets[:_SHOWN])))
        if looks.struck:
            row, place = looks.struck[0]
            message = f"取り消し線のあるセルが{len(looks.struck):,}か所あります。値はそのまま読みます。"
            self._note(Problem("cells-struck", message), self.sheet.table.rows[row][place])


def _never(_: Sequence[str]) -> bool:
    return False


def _are_sections(values: Sequence[str]) -> bool:
    named = sum(bool(re.search("[部課室局係署班]$|センター$|事務所$|委員会$", value)) for value in values)
    return 2 * named > len(values)


def _are_dates(values: Iterable[str]) -> bool:
    found = list(values)
    return 2 * sum(bool(read_date(value)) for value in found) > len(found) > 0


def _is_serial(numbers: Sequence[str]) -> bool:
    """Tell whether numbers count up from 0 or 1 by one, without zeros in front."""
    if not all(number.isascii() and number.isdigit() and str(int(number)) == number for number in numbers):
        return False
    if len(numbers) < 2:
        return False
    first = int(numbers[0])
    return first in (0, 1) and all(int(number) == first + turn for turn, number in enumerate(numbers))


def _named(others: Sequence[SheetOffer]) -> str:
    """Return sheets as they are told: by name and number of lines, the first few."""
    names = "".join(f"「{offer.name}」({offer.lines:,}行)" for offer in others[:_SHOWN])
    return names + (" ほか" if len(others) > _SHOWN else "")
