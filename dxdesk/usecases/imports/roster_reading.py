"""Reading a roster table line by line, without looking at the roster that is already there."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from dxdesk.domain.columns import LABELS, Column, fold_header
from dxdesk.domain.errors import Problem
from dxdesk.domain.names import has_letter
from dxdesk.domain.numbers import ReadNumber, read_number, usual_digits
from dxdesk.domain.office_codes import KnownCodes, folded
from dxdesk.domain.posts import beside_title, is_beside
from dxdesk.domain.scripts import unset_letters
from dxdesk.domain.text import NAME_UNITS, too_long, visible
from dxdesk.ports.entities import Post
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports.table_rows import settle
from dxdesk.usecases.imports.table_words import UNIT_SIGNS
from dxdesk.usecases.imports.understanding import ROSTER, Sheet, control_characters

_NAMES = (Column.NAME, Column.ALIAS, Column.KANA)
_PLACES = (
    *(Column.DEPARTMENT_CODE, Column.DEPARTMENT_NAME, Column.PARENT_CODE, Column.PARENT_NAME),
    *(Column.TEAM_CODE, Column.TEAM_NAME),
)
NO_ZEROS = "zeros-none"
EATEN = "Excel で開いて保存した CSV では、先頭の0が失われます。"
_SERIAL_HEADERS = frozenset({"番号", "no", "連番", "通番", "項番", "通し番号", "整理番号"})
_WORDS = (Column.GRADE, Column.JOB, Column.TITLE, Column.EMPLOYMENT, Column.DUTY_STATUS)
_BOUNDED = (*_NAMES, *_WORDS, *_PLACES, Column.AUTHORITY, Column.PERSONAS)
_SEPARATORS = re.compile(r"[、,\uff0c/\uff0f;\uff1b\n\r]+")


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """What a line says about a department.

    ``path`` are names from the top down (「見本部 見本課」 in one cell, 部 課 係 in three, or just the
    department's own); without a code (not ``coded``) the code is all that the cells say.
    """

    code: str
    coded: bool
    path: tuple[str, ...]
    parent_code: str
    parent_name: str
    cell: TableCell
    team: bool = False
    """Whether the code is that of a 係, beside that of its section."""

    @property
    def name(self) -> str:
        """The department's own name, empty where the table has none."""
        return self.path[-1] if self.path else ""


@dataclass
class RosterLine:
    """One person as the table describes them; ``fields`` holds only what the table has columns for."""

    number: str
    cell: TableCell
    fields: dict[str, object]
    cells: dict[str, TableCell]
    posts: list[Post] = field(default_factory=list)


@dataclass
class RosterReading:
    """All lines of a table, what blocks, and what is only worth knowing.

    ``unread`` are the numbers of lines that could not be read: these people are not absent from the table.
    ``unnumbered`` counts the lines whose person cannot be told by a number: who is absent is not known then.
    ``nobody`` counts the lines that are no people.
    """

    digits: int = 0
    nobody: int = 0
    unnumbered: int = 0
    lines: dict[str, RosterLine] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    departments: list[DepartmentLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)


class RosterReader:
    """Reads one table."""

    def __init__(
        self,
        sheet: Sheet,
        digits: int,
        accept: Collection[str],
        known: Collection[str] = (),
        sectionless: Collection[str] = (),
    ) -> None:
        """Take the table, what is accepted, and what is known.

        Args:
            sheet: the table.
            digits: the digits setting; 0 = none: worked out from the numbers that are text.
            accept: codes whose proposal is taken.
            known: the numbers of everybody the store knows.
            sectionless: those of them who are in no section.
        """
        self._accept = frozenset(accept)
        settled = settle(sheet, ROSTER, self._accept, sectionless)
        self._sheet = sheet = settled.sheet
        cells = [cell for row in sheet.table.rows if (cell := sheet.cell(row, Column.NUMBER)).value.strip()]
        texts = [folded(cell.value) for cell in cells if not cell.is_number]
        spoilt = [cell for cell in cells if cell.is_number]
        self._reading = RosterReading(digits or self._padded_digits(texts, len(spoilt)))
        # Where most numbers lost their text, the few others do not show how long a number is.
        self._unknown = spoilt[0] if not self._reading.digits and len(spoilt) > len(texts) else None
        self._reading.nobody = settled.nobody
        self._reading.problems.extend(settled.problems)
        self._reading.notices.extend(settled.notices)
        # What is told of few texts is looked for once a column: together a quarter of the whole reading.
        self._readable = sheet.is_readable()
        self._worded = [
            (column, str(column), _is_clean(sheet.texts(column)))
            for column in (*_NAMES, *_WORDS)
            if sheet.plan.has(column)
        ]
        self._bounded = [
            column
            for column in filter(sheet.plan.has, _BOUNDED)
            if any(len(text) * 2 > NAME_UNITS for text in sheet.texts(column))
        ]
        self._has_beside = any(map(is_beside, sheet.texts(Column.POST_KIND))) or any(
            beside_title(title) is not None for title in sheet.texts(Column.TITLE)
        )
        self._confirming = [
            (column, str(column)) for column in (Column.FIRST, Column.SECOND) if sheet.plan.has(column)
        ]
        self._confirmers_read: dict[tuple[Column, str, bool, bool, bool], ReadNumber] = {}
        self._inferred = not digits and bool(self._reading.digits)
        self._has_sections = any(map(sheet.plan.has, _PLACES))
        self._sections: dict[tuple[str, ...], _Section] = {}
        self._known = KnownCodes(known)
        self._first = not known
        self._everybody = KnownCodes({*known, *texts})
        self._extra: list[tuple[str, Post, TableCell]] = []
        self._teams: list[TableCell] = []
        self._within: list[TableCell] = []
        self._copies: list[RosterLine] = []
        self._main_lines: set[str] = set()

    def _padded_digits(self, numbers: Sequence[str], spoilt: int) -> int:
        """Return the digits count where zeros in front or one common length show that there is one.

        A common length shows nothing where more numbers are ``spoilt`` (no text in the file).
        """
        digits = usual_digits(numbers)
        plain = [number for number in numbers if number.isascii() and number.isdigit()]
        if any(number.startswith("0") for number in plain):
            return digits
        return digits if spoilt <= len(numbers) and all(len(n) == digits for n in plain) else 0

    def read(self) -> RosterReading:
        """Return the reading."""
        self._reading.notices.extend(self._sheet.read_down())
        self._reading.notices += self._sheet.table.notes
        self._serial()
        self._find_main_lines()
        for row in self._sheet.table.rows:
            self._row(row)
        self._teams_told()
        self._copies_told()
        if self._unknown is None:
            self._uneven()
            self._no_zeros()
        else:
            self._digits_unknown(self._unknown)
        for number, post, cell in self._extra:
            line = self._reading.lines.get(number)
            if line is None:
                message = "兼務の行だけがあり、本務の行がありません。"
                fix = "本務の行を加えるか、本務兼務区分を直してください。"
                self._problem(Problem("main-post-missing", message, fix, number), cell)
            else:
                line.posts.append(post)
        for line in self._reading.lines.values():
            if line.posts or self._sheet.plan.has(Column.POST_DEPARTMENT) or self._has_kinds or self._extra:
                line.fields["posts"] = tuple(line.posts)
        return self._reading

    def _serial(self) -> None:
        """Ask whether 1, 2, 3 … number the lines and not the people, also with zeros in front.

        Under another header than 番号 or No. only where nobody is known by them; with zeros in front the
        numbers of a first roster may well begin so.
        """
        place = self._sheet.plan.first(Column.NUMBER)
        if place < 0:
            return
        cells = [self._sheet.cell(row, Column.NUMBER) for row in self._sheet.table.rows]
        counted = [folded(cell.value) for cell in cells]
        usual = fold_header(self._sheet.table.headers[place].value) in _SERIAL_HEADERS
        if not usual and any(number in self._known or self._known.twins(number) for number in counted):
            return
        if usual or not self._first:
            counted = [number.lstrip("0") for number in counted]
        if len(cells) < 3 or counted != [str(number) for number in range(1, len(cells) + 1)]:
            return
        message = "職員番号として読む列が、1から順に並ぶ行の番号のようです。"
        fix = "職員番号の列を見出しの対応で指定してください。これが職員番号なら承認してください。"
        problem = Problem("number-serial", message, fix, self._sheet.table.headers[place].value)
        if "number-serial" in self._accept:
            told = "承認のとおり、1から順に並ぶ番号を職員番号として取り込みます。"
            self._reading.notices.append(
                self._sheet.at(Problem(problem.code, told, "", problem.found), cells[0])
            )
        else:
            self._problem(problem, cells[0])

    def _teams_told(self) -> None:
        if self._within:
            message = (
                f"所属の欄に、コードと名称が一緒に書かれた行が{len(self._within):,}行あります。"
                "コードと名称に分けて取り込みます。"
            )
            shown = visible(self._within[0].value)
            notice = Problem("department-code-within", message, "", shown)
            self._reading.notices.append(self._sheet.at(notice, self._within[0]))
        if self._teams:
            message = f"所属コードがあり係コードがないため、{len(self._teams):,}人の係名は使いません。"
            fix = "係ごとに分けるときは、係コードの列も加えてください。"
            shown = "、".join(dict.fromkeys(visible(cell.value) for cell in self._teams[:50]))[:60]
            self._reading.notices.append(
                self._sheet.at(Problem("team-unused", message, fix, shown), self._teams[0])
            )

    def _digits_unknown(self, cell: TableCell) -> None:
        message = (
            "職員番号が数値になっていて、先頭の0があったかどうか分かりません。何も取り込まれていません。"
        )
        fix = (
            "「設定」の「一覧と対象」で職員番号の桁数を決めてから(コマンドでは --digits 6 のように付けて)、"
            "もう一度取り込んでください。桁数が決まっていないなら、職員番号を文字にした表を使ってください。"
        )
        self._problem(Problem("digits-unknown", message, fix, cell.value), cell)

    def _uneven(self) -> None:
        """Ask about numbers of several lengths with the first roster; later, those who are known show it."""
        numbers = list(self._reading.lines)
        lengths = {len(number) for number in numbers}
        if self._reading.digits or len(lengths) < 2:
            return
        message = "職員番号の桁数がそろっていません。"
        told = f"{message}書かれたとおりの番号として取り込みます。"
        fix = (
            "先頭の0が落ちているなら、「設定」の「一覧と対象」で桁数を決めて(コマンドでは --digits 6 のように"
            "付けて)取り込み直してください。"
        )
        found = "、".join(f"{n}桁" for n in sorted(lengths))
        shortest = self._reading.lines[min(numbers, key=len)].cell
        plain = all(number.isascii() and number.isdigit() and number[0] != "0" for number in numbers)
        if plain and self._first and "digits-uneven" not in self._accept:
            asked = Problem("digits-uneven", message, f"{fix}このとおりの番号なら承認してください。", found)
            self._problem(asked, shortest)
        else:
            notice = Problem("digits-uneven", told, fix, found)
            self._reading.notices.append(self._sheet.at(notice, shortest))

    def _no_zeros(self) -> None:
        """Tell, with the first roster, of numbers in a CSV that may have had zeros: nothing shows it."""
        numbers = list(self._reading.lines)
        if not self._first or not self._inferred or self._sheet.table.sheet or not numbers:
            return
        if any(not number.isdigit() or number[0] == "0" for number in numbers):
            return
        digits = self._reading.digits
        message = f"職員番号がどれも{digits}桁で、先頭が0のものがありません。{digits}桁として取り込みます。"
        fix = (
            f"{EATEN}もとの番号の先頭に0があるなら、「設定」の「一覧と対象」で桁数を決めて"
            "(コマンドでは --digits 6 のように付けて)取り込んでください。"
        )
        shown = "、".join(numbers[:3]) + (" ほか" if len(numbers) > 3 else "")
        notice = Problem(NO_ZEROS, message, fix, shown)
        self._reading.notices.append(self._sheet.at(notice, self._reading.lines[numbers[0]].cell))

    @property
    def _has_kinds(self) -> bool:
        return self._sheet.plan.has(Column.POST_KIND)

    def _problem(self, problem: Problem, cell: TableCell) -> None:
        self._reading.problems.append(self._sheet.at(problem, cell))

    def _number(self, cell: TableCell, what: str, known: KnownCodes | None = None) -> ReadNumber:
        return read_number(
            cell.value,
            is_number=cell.is_number and self._unknown is None,
            is_date=cell.is_date,
            is_exponent=self._sheet.is_exponent(cell),
            digits=self._reading.digits,
            accept=self._accept,
            what=what,
            known=known or self._known,
        )

    def _row(self, row: Sequence[TableCell]) -> None:
        broken = [] if self._readable else [*self._sheet.broken(row), *self._sheet.unreadable(row)]
        cell = self._sheet.cell(row, Column.NUMBER)
        if broken:
            self._reading.problems.extend(broken)
            number = self._number(cell, "職員番号").value
            self._reading.unread.add(number)
            self._reading.unnumbered += not number
            return
        for column in self._bounded:
            written = self._sheet.cell(row, column)
            if len(written.value) * 2 <= NAME_UNITS:
                continue
            for problem in too_long(written.value, limit=NAME_UNITS):
                self._problem(problem, written)
        read = self._number(cell, "職員番号")
        where = cell if cell.ref else self._sheet.row_ref(row)
        if read.problem:
            self._problem(read.problem, where)
        if read.accepted:
            self._reading.notices.append(self._sheet.at(read.accepted, where))
        department = self._department(row)
        title = self._beside(row)
        if title is not None:
            if read.value:
                self._extra.append((read.value, Post(department, title), where))
            return
        line = RosterLine(read.value, where, {}, {})
        self._texts(row, line)
        if self._has_sections:
            line.fields["department_code"] = department
            code, name = (self._sheet.cell(row, c) for c in (Column.DEPARTMENT_CODE, Column.DEPARTMENT_NAME))
            line.cells["department_code"] = code if code.ref else name
        if self._sheet.plan.has(Column.AUTHORITY):
            line.cells[str(Column.AUTHORITY)] = self._sheet.cell(row, Column.AUTHORITY)
        self._confirmers(row, line)
        self._posts(row, line)
        if not read.value:
            self._reading.unnumbered += 1
            return
        self._add(line)

    def _add(self, line: RosterLine) -> None:
        """Add a person, unless the number is there already: a copy on another sheet, or a finding."""
        earlier = self._reading.lines.get(line.number)
        if earlier is None:
            self._reading.lines[line.number] = line
        elif self._is_copy(earlier, line):
            self._copies.append(line)
        else:
            message = f"職員番号が{earlier.cell.ref}と同じです。"
            fix = "どちらかの番号を直すか、行を消してください。兼務の行は本務兼務区分の列で示せます。"
            self._problem(Problem("number-duplicate", message, fix, line.number), line.cell)
            self._reading.unnumbered += 1  # either line is somebody else's

    def _is_copy(self, earlier: RosterLine, line: RosterLine) -> bool:
        """Tell whether a line says on another sheet what an earlier one says of the same person."""
        one, other = (of.cell.ref.rpartition("!")[0] for of in (earlier, line))
        return one != other and earlier.fields == line.fields and not earlier.posts and not line.posts

    def _copies_told(self) -> None:
        if self._copies:
            message = (
                f"{len(self._copies):,}人が、2枚以上のシートに同じ内容で載っています。1人として取り込みます。"
            )
            shown = "、".join(f"{line.number} {line.fields.get('name', '')}" for line in self._copies[:5])
            shown += " ほか" if len(self._copies) > 5 else ""
            problem = Problem(
                "sheets-copies", message, "別の表の写しなら、そのシートを除いてください。", shown
            )
            self._reading.notices.append(self._sheet.at(problem, self._copies[0].cell))

    def _beside(self, row: Sequence[TableCell]) -> str | None:
        """Return the 職名 of a line that is of a 兼務, ``None`` for a line of 本務.

        Where no column says so, a 職名 does (「兼 係長」), of somebody who has a line without such a word.
        """
        if not self._has_beside:
            return None
        title = self._sheet.cell(row, Column.TITLE).value.strip()
        without = beside_title(title)
        if is_beside(self._sheet.cell(row, Column.POST_KIND).value):
            return title if without is None else without
        number = folded(self._sheet.cell(row, Column.NUMBER).value)
        return without if number in self._main_lines else None

    def _find_main_lines(self) -> None:
        """Find who has a line whose 職名 is of no 兼務."""
        if self._has_beside and self._sheet.plan.has(Column.TITLE):
            for row in self._sheet.table.rows:
                if beside_title(self._sheet.cell(row, Column.TITLE).value) is None:
                    self._main_lines.add(folded(self._sheet.cell(row, Column.NUMBER).value))

    def _texts(self, row: Sequence[TableCell], line: RosterLine) -> None:
        """Take over names byte by byte, and words without the blanks around them."""
        for column, name, is_clean in self._worded:
            cell = self._sheet.cell(row, column)
            line.cells[name] = cell
            if is_clean:
                line.fields[name] = cell.value
                continue
            text = cell.value if column in _NAMES else visible(cell.value)
            bad = control_characters(text)
            if bad:
                message = f"{LABELS[column]}に改行などの制御文字が入っています。"
                self._problem(Problem("control-character", message, "その文字を消してください。", bad), cell)
            elif column in _NAMES and text != text.strip():
                message = f"{LABELS[column]}の前か後ろに空白があります。書かれたとおりに取り込みます。"
                fix = "空白が要らなければ元の表を直して取り込み直してください。"
                notice = Problem("name-blank-around", message, fix, text)
                self._reading.notices.append(self._sheet.at(notice, cell))
            line.fields[name] = text
        if self._sheet.plan.has(Column.LEAVING):
            line.cells[str(Column.LEAVING)] = self._sheet.cell(row, Column.LEAVING)
        called = self._sheet.cell(row, Column.NAME)
        if not called.value.strip():
            where = called if called.ref else line.cell
            self._problem(Problem("name-empty", "氏名が空です。", "氏名を入れてください。"), where)
        elif not has_letter(called.value):
            message = "氏名の欄に、氏名でないものが入っています。"
            fix = "氏名を書いてください。氏名の列がほかにあれば、列の意味を選び直してください。"
            self._problem(Problem("name-not-a-name", message, fix, visible(called.value)), called)
        elif letters := unset_letters(called.value):
            message = "氏名に、印刷できない文字(アラビア文字、タイ文字など)が入っています。"
            fix = "カタカナ、漢字、ローマ字のどれかで書いてください。"
            self._problem(Problem("name-unset-letters", message, fix, letters), called)
        if self._sheet.plan.has(Column.PERSONAS):
            cell = self._sheet.cell(row, Column.PERSONAS)
            parts = (part.strip() for part in _SEPARATORS.split(cell.value))
            line.fields["personas"] = tuple(dict.fromkeys(part for part in parts if part))
            line.cells["personas"] = cell

    def _confirmers(self, row: Sequence[TableCell], line: RosterLine) -> None:
        for column, name in self._confirming:
            cell = self._sheet.cell(row, column)
            line.cells[name] = cell
            line.fields[name] = ""
            if not visible(cell.value):
                continue
            key = column, cell.value, cell.is_number, cell.is_date, self._sheet.is_exponent(cell)
            read = self._confirmers_read.get(key)
            if read is None:
                read = self._number(cell, LABELS[column], self._everybody)
                self._confirmers_read[key] = read
            if read.accepted:
                self._reading.notices.append(self._sheet.at(read.accepted, cell))
            if read.problem:
                self._problem(read.problem, cell)
            line.fields[name] = read.value

    def _posts(self, row: Sequence[TableCell], line: RosterLine) -> None:
        if not self._sheet.plan.has(Column.POST_DEPARTMENT):
            return
        titles = self._sheet.cells(row, Column.POST_TITLE)
        for position, cell in enumerate(self._sheet.cells(row, Column.POST_DEPARTMENT)):
            line.cells.setdefault("posts", cell)
            code = visible(cell.value)
            if code:
                title = titles[position].value.strip() if position < len(titles) else ""
                line.posts.append(Post(code, title))
                line.cells.setdefault(f"post:{code}", cell)

    def _department(self, row: Sequence[TableCell]) -> str:
        """Note what the line says about its department, and return the code it is known by in this table."""
        cells = [self._sheet.cell(row, column) for column in _PLACES]
        written = tuple([cell.value for cell in cells])
        section = self._sections.get(written)
        if section is None:
            section = self._sections[written] = _section(*map(visible, written))
        for said, column in section.lines:
            self._reading.departments.append(
                DepartmentLine(*said, cells[_PLACES.index(column)], team=column is Column.TEAM_CODE)
            )
        if section.within:
            self._within.append(cells[_PLACES.index(Column.DEPARTMENT_NAME)])
        if section.team_unused:
            self._teams.append(cells[_PLACES.index(Column.TEAM_NAME)])
        return section.code


@dataclass(frozen=True, slots=True)
class _Section:
    """What lines with the same cells say of their section: many lines say the same.

    ``code`` is what it is known by in the table; ``lines`` are the fields of each ``DepartmentLine`` with the
    column of its cell; ``team_unused`` tells that the name of a team says nothing.
    """

    code: str
    lines: tuple[tuple[tuple[str, bool, tuple[str, ...], str, str], Column], ...] = ()
    team_unused: bool = False
    within: bool = False
    """Whether a cell held a code and a name, which were taken apart."""


_CODE_AND_NAME = re.compile(
    r"(?P<code>[0-9]{2,}(?:-[0-9]+)*|[A-Z]{1,3}[0-9]{2,})\s*[\s:\uff1a_\u30fb\uff3f]\s*(?P<name>[^\s0-9].*)"
)
"""``0101 企画課``, ``0101:企画課`` in one cell."""


def _section(code: str, name: str, parent_code: str, parent_name: str, team_code: str, team: str) -> _Section:
    """Return what the cells of a line say of its section; a code in the cell of a name is the code."""
    found = [_apart(*pair) for pair in ((code, name), (parent_code, parent_name), (team_code, team))]
    if not any(one[2] for one in found):
        return _said_section(code, name, parent_code, parent_name, team_code, team)
    said = _said_section(*(text for one in found for text in one[:2]))
    moved = {
        Column.DEPARTMENT_CODE: Column.DEPARTMENT_NAME
        if found[0][2] and not code
        else Column.DEPARTMENT_CODE,
        Column.TEAM_CODE: Column.TEAM_NAME if found[2][2] and not team_code else Column.TEAM_CODE,
    }
    lines = tuple((line, moved.get(column, column)) for line, column in said.lines)
    return replace(said, lines=lines, within=True)


def _apart(code: str, name: str) -> tuple[str, str, bool]:
    """Return code and name, and whether they stood together in the cell of the name."""
    both = _CODE_AND_NAME.fullmatch(name)
    if both is None or code not in ("", both["code"]):
        return code, name, False
    return both["code"], both["name"].strip(), True


def _said_section(
    code: str, name: str, parent_code: str, parent_name: str, team_code: str, team: str
) -> _Section:
    """Return what the cells of a line say of its section, in the order of ``_PLACES``.

    The lowest one that is named is meant. Without a code it is known by all that the cells say, so that two
    管理課 under different 部 stay two.
    """
    if code:
        path = (name,) if name and (parent_code or parent_name) else _levels(name)
        own = (code, True, path, parent_code, parent_name), Column.DEPARTMENT_CODE
        if team_code:
            of_team = (team_code, True, (team,) if team else (), code, ""), Column.TEAM_CODE
            return _Section(team_code, (own, of_team))
        return _Section(code, (own,), team_unused=bool(team) and team != name)
    names = [parent_name, *_levels(name), team]
    path = tuple(part for position, part in enumerate(names) if part and part not in names[:position])
    said = " ".join((parent_code, *path)).strip() if path else ""
    if not said:
        return _Section("")
    shown = ((team, Column.TEAM_NAME), (name, Column.DEPARTMENT_NAME), (parent_name, Column.PARENT_NAME))
    where = next(column for text, column in shown if text)
    return _Section(said, (((said, False, path, "" if parent_name else parent_code, ""), where),))


def _levels(name: str) -> tuple[str, ...]:
    """Take a name written with its headings apart; 「窓口 係」 is one name, spaced out or in two lines."""
    found: list[str] = []
    for word in name.split():
        if found and word in UNIT_SIGNS:
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def _is_clean(texts: Collection[str]) -> bool:
    """Tell whether each text is taken over as it stands, with nothing to say of it."""
    return not control_characters("".join(texts)) and all(visible(text) == text for text in texts)
