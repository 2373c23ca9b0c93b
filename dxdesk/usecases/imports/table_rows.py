"""What the lines of a table mean before any of them is read: who is no person, and what 上と同じ stands for.

Tables made for the eye have headings between their people, totals under them, and cells left empty because
the same stands above. What that means is proposed, a code a kind, and nothing is taken that was not accepted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain import duty
from dxdesk.domain.columns import LABELS, Column, ColumnPlan, is_name_of
from dxdesk.domain.ditto import Mark, bare, is_ditto, is_word, mark_of, may_be_mark
from dxdesk.domain.errors import Problem
from dxdesk.domain.text import visible
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports import table_words as words
from dxdesk.usecases.imports.understanding import ROSTER, Sheet

NOT_PEOPLE = "rows-not-people"
HEADINGS = "section-headings"
OTHER_HEADER = "header-changes"
"""Further down, the columns have other headers: what stands below is not what is read."""
NOTHING = "none-marks"
"""The code under which 「-」 and 「なし」 count as an empty cell."""

FILLS: Mapping[Column, str] = {
    column: f"fill-{column.value.replace('_', '-')}"
    for column in Column
    if column not in (Column.KANA, Column.SCORE, Column.COURSE, Column.LEAVING)
}
"""The code under which the cells of a column take the value above them."""

LEAVES: Mapping[Column, str] = {
    column: f"leave-{column.value.replace('_', '-')}"
    for column in (Column.DEPARTMENT_NAME, Column.PARENT_CODE, Column.PARENT_NAME)
}
"""The code under which cells under a value stay empty, where the line names a section all the same."""

_NEVER_AGAIN = (Column.NUMBER, Column.NAME, Column.KANA, Column.ALIAS)
"""No two people of a roster share these, so that 〃 there means nothing."""

_IN_WORDS = (Column.GRADE, Column.JOB, Column.EMPLOYMENT)
"""Where なし may be a value of the office's own list."""

_SECTION = (
    *(Column.DEPARTMENT_CODE, Column.DEPARTMENT_NAME, Column.PARENT_CODE, Column.PARENT_NAME),
    *(Column.TEAM_CODE, Column.TEAM_NAME),
)
_ABOVE: Mapping[Column, tuple[Column, ...]] = {
    Column.PARENT_CODE: (Column.DEPARTMENT_CODE,),
    Column.PARENT_NAME: (Column.DEPARTMENT_CODE,),
    Column.DEPARTMENT_CODE: (Column.DEPARTMENT_NAME, Column.TEAM_CODE, Column.PARENT_NAME),
    Column.DEPARTMENT_NAME: (Column.DEPARTMENT_CODE,),
    Column.TEAM_CODE: (Column.DEPARTMENT_CODE, Column.DEPARTMENT_NAME, Column.PARENT_NAME, Column.TEAM_NAME),
    Column.TEAM_NAME: (Column.DEPARTMENT_CODE, Column.DEPARTMENT_NAME, Column.PARENT_NAME, Column.TEAM_CODE),
}
"""Where one of these is written, a blank cell beside it is none: another section begins there."""

_SHOWN = 5
_REMARK = re.compile(r"[(\[\u3010].*[)\]\u3011]")


@dataclass(frozen=True, slots=True)
class Settled:
    """A table of which every line is to be read, what has to be asked about it, and what is told."""

    sheet: Sheet
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    nobody: int = 0
    """How many lines are left out of the sheet."""


def settle(sheet: Sheet, kind: str, accept: Collection[str], sectionless: Collection[str] = ()) -> Settled:
    """Return a table without lines that are nobody, and with values that stand above filled in.

    ``sectionless`` are the numbers of people who are known to be in no section: a blank says nothing new of
    them.

    Marks like 〃 are filled in at once, blank cells only where that is accepted (they may be meant blank);
    either is a finding until then. A heading of a section becomes the section of the people under it.
    """
    settling = _Settling(sheet, kind, frozenset(accept), sectionless)
    for step in (settling.lines, settling.empty, settling.fill):
        step()
        settling.take()
    return settling.result()


class _Settling:
    """The work of ``settle``."""

    def __init__(self, sheet: Sheet, kind: str, accept: frozenset[str], sectionless: Collection[str]) -> None:
        self._sheet = sheet
        self._sectionless = sectionless
        self._kind = kind
        self._accept = accept
        self._lines = len(sheet.table.rows)
        self._rows: list[tuple[TableCell, ...]] = []
        self._begins: set[int] = set()
        """Lines above which a heading stood: nothing is filled down across it."""
        self._path_of: dict[int, tuple[str, ...]] = {}
        self._problems: list[Problem] = []
        self._notices: list[Problem] = []
        self._parents: set[str] = set()
        self._none: set[tuple[int, int]] = set()
        """Line and place of cells that say that there is nothing: no blank to be filled."""

    def result(self) -> Settled:
        """Return what came of it."""
        nobody = self._lines - len(self._rows)
        return Settled(self._sheet, tuple(self._problems), tuple(self._notices), nobody)

    def take(self) -> None:
        """Let what comes next see the lines as they are now; a table that has not changed stays the same."""
        rows = tuple(self._rows)
        if rows != self._sheet.table.rows:
            self._sheet = replace(self._sheet, table=replace(self._sheet.table, rows=rows))

    def _ask(self, code: str, cell: TableCell, asked: tuple[str, str, str], told: str) -> None:
        """Add a finding (message, fix, found), or what is told of it once it is accepted."""
        message, fix, found = asked
        if code in self._accept:
            self._notices.append(self._sheet.at(Problem(code, told, "", found), cell))
        else:
            self._problems.append(self._sheet.at(Problem(code, message, fix, found), cell))

    # Lines that are no people.

    def lines(self) -> None:
        """Sort out who is nobody."""
        nobody: list[tuple[TableCell, str]] = []
        headings: list[tuple[TableCell, str]] = []
        stack: list[tuple[int, str]] = []
        sheet = ""
        several = any("!" in header.ref for header in self._sheet.table.headers)
        last = self._last_people(several=several)
        for place_of, row in enumerate(self._sheet.table.rows):
            own = self._sheet.row_ref(row).ref.rpartition("!")[0] if several else ""
            if own != sheet:
                # The first line of another sheet stands under nothing.
                sheet, stack = own, []
                self._begins.add(len(self._rows))
            if self._is_usual(row) and not self._may_head(row):
                self._keep(row, stack)
                continue
            filled = _filled(row)
            if not filled:
                self._keep(row, stack)
                continue
            below = place_of > last.get(own, place_of)
            heading = "" if below else self._heading(filled)
            if self._repeats_header(row, filled):
                nobody.append((filled[0][1], filled[0][2]))
                self._compare_header(row)
            elif heading:
                headings.append((filled[0][1], filled[0][2]))
                rank = words.rank(heading)
                stack = [step for step in stack if step[0] < rank] + [(rank, heading)]
                self._begins.add(len(self._rows))
            elif self._is_nobody(row, filled, below=below) or self._is_title(place_of):
                nobody.append((filled[0][1], filled[0][2]))
            else:
                self._keep(row, stack)
        if headings:
            self._use_headings()
            self._tell_headings(headings)
        if nobody:
            self._tell_nobody(nobody)

    def _keep(self, row: tuple[TableCell, ...], stack: Sequence[tuple[int, str]]) -> None:
        if stack:
            self._path_of[len(self._rows)] = tuple(name for _, name in stack)
        self._rows.append(row)

    def _is_usual(self, row: Sequence[TableCell]) -> bool:
        number = self._sheet.cell(row, Column.NUMBER).value
        if not (number.isascii() and number.isalnum() and len(number) > 1):
            return False
        name = self._sheet.cell(row, Column.NAME).value if self._sheet.plan.has(Column.NAME) else "-"
        return bool(name) and (self._kind != ROSTER or (len(name) > 2 and name[0] not in "欠空未配該なし-("))

    def _may_head(self, row: Sequence[TableCell]) -> bool:
        """Tell quickly whether the cell of the name could hold a section's name."""
        return self._kind == ROSTER and self._sheet.cell(row, Column.NAME).value[-1:] in words.UNIT_SIGNS

    def _last_people(self, *, several: bool) -> dict[str, int]:
        """Return where the last line of a person stands, by sheet."""
        found: dict[str, int] = {}
        rows = self._sheet.table.rows
        for position in range(len(rows) - 1, -1, -1):
            own = self._sheet.row_ref(rows[position]).ref.rpartition("!")[0] if several else ""
            if own not in found and self._is_person(rows[position]):
                found[own] = position
                if not own:
                    break
        return found

    def _is_person(self, row: Sequence[TableCell]) -> bool:
        if self._is_usual(row):
            return True
        name = bare(self._sheet.cell(row, Column.NAME).value)
        number = bare(self._sheet.cell(row, Column.NUMBER).value)
        named = bool(name) and not words.is_count(name) and not words.is_total(name)
        return bool(words.PEOPLE_CODE.fullmatch(number)) and (named or not self._sheet.plan.has(Column.NAME))

    def _is_nobody(
        self, row: Sequence[TableCell], filled: Sequence[tuple[int, TableCell, str]], *, below: bool
    ) -> bool:
        """Tell whether a line is no person; ``below`` the last person little is needed for that."""
        texts = [bare(text) for _, _, text in filled]
        if len(filled) > 1 and all(map(_REMARK.fullmatch, texts)):
            return True  # (6桁) (全角): a line under the header that says how to fill it in
        number = bare(self._sheet.cell(row, Column.NUMBER).value)
        name = bare(self._sheet.cell(row, Column.NAME).value)
        has_code = bool(words.PEOPLE_CODE.fullmatch(number))
        if self._kind == ROSTER and name in words.VACANT:
            return True
        no_name = not name or words.is_count(name) or words.is_total(name)
        if no_name and any(words.is_total(text, alone=has_code) for text in texts):
            return True
        if (
            not has_code
            and (len(filled) <= 3 or no_name)
            and any(map(words.is_note, (texts[0], "".join(texts))))
        ):
            return True
        if self._kind != ROSTER and visible(self._sheet.cell(row, Column.EVENT).value):
            return False
        if below and not has_code and (len(filled) == 1 or any(map(str.isdigit, name))):
            return True
        return not number and not name

    def _header(self, position: int) -> str:
        headers = self._sheet.table.headers
        return headers[position].value if position < len(headers) else ""

    def _repeats_header(self, row: Sequence[TableCell], filled: Sequence[tuple[int, TableCell, str]]) -> bool:
        """Tell whether a line is the header once more, or that of another block of people.

        The words for number and name say it: cells of other columns may have been read as values already.
        """
        plan = self._sheet.plan
        number, name = (visible(self._sheet.cell(row, one).value) for one in (Column.NUMBER, Column.NAME))
        if any(map(str.isdigit, bare(number))):
            return False
        if number and not is_name_of(number, Column.NUMBER, self._header(plan.first(Column.NUMBER))):
            return False
        return len(filled) > 1 and (
            not plan.has(Column.NAME)
            or (not name and bool(number))
            or is_name_of(name, Column.NAME, self._header(plan.first(Column.NAME)))
        )

    def _is_title(self, place_of: int) -> bool:
        """Tell whether a line is the title of another block: one cell that is no code, above a header."""
        rows = self._sheet.table.rows
        for position in range(place_of, len(rows)):
            filled = _filled(rows[position])
            if position > place_of and len(filled) > 1:
                return self._repeats_header(rows[position], filled)
            if len(filled) > 1 or (filled and words.PEOPLE_CODE.fullmatch(bare(filled[0][2]))):
                return False
        return False

    def _compare_header(self, row: Sequence[TableCell]) -> None:
        """Refuse what stands below a header by which a column that is read would be another one."""
        for column, places in self._sheet.plan.positions.items():
            for place in places:
                cell = row[place] if place < len(row) else TableCell()
                text, header = visible(cell.value), self._header(place)
                if not text or len(places) > 1 or is_name_of(text, column, header):
                    continue
                if column is Column.DUTY_STATUS and text in duty.FOLDED:
                    continue  # whatever stood there was folded already
                message = (
                    f"途中の見出しの行で、{LABELS[column]}として読む列の見出しが変わっています。"
                    "この行より下は、上の見出しのとおりには読めません。"
                )
                fix = "列の並びを上の表にそろえるか、この行から下を別の表にして取り込んでください。"
                problem = Problem(OTHER_HEADER, message, fix, f"{visible(header)} → {text}")
                self._problems.append(self._sheet.at(problem, cell))

    def _heading(self, filled: Sequence[tuple[int, TableCell, str]]) -> str:
        """Return the section's name where a line consists of nothing else, empty for other lines."""
        if self._kind != ROSTER:
            return ""
        if len(filled) == 2 and len(self._sheet.table.headers) > 3:
            places = self._sheet.plan.first(Column.NUMBER), self._sheet.plan.first(Column.NAME)
            if (filled[0][0], filled[1][0]) == places:
                return words.coded_heading(filled[0][2], filled[1][2])
        return words.heading_of(filled[0][2]) if len({text for _, _, text in filled}) == 1 else ""

    def _tell_headings(self, found: Sequence[tuple[TableCell, str]]) -> None:
        shown = _listed(found)
        message = (
            f"所属の見出しのような行が{len(found):,}行あります。"
            "所属の書かれていない人は、その上の見出しの所属の人として取り込みます。"
        )
        fix = "それでよければ承認してください。職員の行なら、職員番号と氏名を入れてください。"
        told = f"承認のとおり、所属の見出しの行{len(found):,}行を、その下の人の所属として読みました。"
        self._ask(HEADINGS, found[0][0], (message, fix, shown), told)

    def _tell_nobody(self, found: Sequence[tuple[TableCell, str]]) -> None:
        shown = _listed(found)
        message = f"合計・注記・見出しの繰り返しのような、だれのことでもない行が{len(found):,}行あります。"
        fix = "除いて取り込んでよければ承認してください。職員の行なら、職員番号と氏名を入れてください。"
        told = f"承認のとおり、だれのことでもない行{len(found):,}行を除いて取り込みます。"
        self._ask(NOT_PEOPLE, found[0][0], (message, fix, shown), told)

    def _use_headings(self) -> None:
        """Put the section of the heading above into the lines that name none of their own."""
        plan = self._sheet.plan
        place = plan.first(Column.DEPARTMENT_NAME)
        if place < 0:
            place = len(self._sheet.table.headers)
            positions = {**plan.positions, Column.DEPARTMENT_NAME: (place,)}
            self._sheet = replace(self._sheet, plan=ColumnPlan(positions))
        for number, path in self._path_of.items():
            row = self._rows[number]
            if any(visible(self._sheet.cell(row, column).value) for column in _SECTION):
                continue
            ref = next((cell.ref for cell in row if cell.ref), "")
            self._rows[number] = _with(row, place, TableCell(" ".join(path), False, ref))

    # Cells that say that there is nothing.

    def empty(self) -> None:
        """Empty the cells of a roster that only say so (-, なし), and ask about them."""
        if self._kind != ROSTER:
            return
        plan = self._sheet.plan
        places = [
            (column, place)
            for column, of in plan.positions.items()
            if column not in (Column.NUMBER, Column.NAME)
            for place in of
            if any(mark_of(text) is Mark.NOTHING for text in self._sheet.table.texts(place))
        ]
        found: list[tuple[TableCell, str]] = []
        for number, row in enumerate(self._rows):
            for column, place in places:
                cell = row[place] if place < len(row) else TableCell()
                if mark_of(cell.value) is not Mark.NOTHING:
                    continue
                if column in _IN_WORDS and is_word(cell.value):
                    continue
                if column is not Column.LEAVING:  # whoever is here has none, however that is written
                    found.append((cell, visible(cell.value)))
                self._none.add((number, place))
                self._rows[number] = _with(self._rows[number], place, cell._replace(value=""))
        if found:
            self._tell_empty(found)

    def _tell_empty(self, found: Sequence[tuple[TableCell, str]]) -> None:
        message = (
            f"「-」「なし」のような、何もないという印が{len(found):,}か所あります。空の欄とみなして読みます。"
        )
        fix = "空でよければ承認してください。違うときは、それぞれの欄に値を書いてください。"
        told = f"承認のとおり、何もないという印の{len(found):,}か所を、空の欄として読みました。"
        self._ask(NOTHING, found[0][0], (message, fix, _listed(found)), told)

    # Values that stand above.

    def fill(self) -> None:
        """Fill down what is marked or left empty, column by column."""
        raw = self._sheet.table.rows
        plan = self._sheet.plan
        if plan.has(Column.PARENT_NAME):
            self._parents = {self._text(row, Column.PARENT_NAME) for row in raw} - {""}
        for column, places in plan.positions.items():
            if column in FILLS and not (self._kind == ROSTER and column in _NEVER_AGAIN):
                blanks = self._fills_blanks(column)
                for place in places:
                    texts = self._sheet.table.texts(place)
                    if any(may_be_mark(text) or (blanks and not text) for text in texts):
                        self._fill_column(column, place, raw)

    def _fill_column(self, column: Column, position: int, raw: Sequence[tuple[TableCell, ...]]) -> None:
        above: TableCell | None = None
        parent = ""
        marks: list[int] = []
        blanks: list[int] = []
        values: dict[int, TableCell] = {}
        may_be_blank = self._fills_blanks(column)
        for number, row in enumerate(raw):
            if number in self._begins:
                above = None
            cell = row[position] if position < len(row) else TableCell()
            if self._repeats(cell.value, column):
                if above is not None:
                    marks.append(number)
                    values[number] = above
            elif visible(cell.value) or (number, position) in self._none:
                above = None if self._is_odd(cell.value) else cell
            elif may_be_blank and above is not None and above.value:
                if self._stands_above(column, row, parent):
                    blanks.append(number)
                    values[number] = above
                elif self._kind == ROSTER and not self._says(row, Column.DEPARTMENT_CODE):
                    above = None
            if may_be_blank and self._says(row, Column.PARENT_NAME):
                parent = self._text(row, Column.PARENT_NAME)
        if not marks and not blanks:
            return
        take = FILLS[column] in self._accept
        for number in (*marks, *(blanks if take else ())):
            old = raw[number][position] if position < len(raw[number]) else TableCell()
            value = values[number]
            filled = TableCell(value.value, value.is_number, old.ref or value.ref, value.is_date)
            self._rows[number] = _with(self._rows[number], position, filled)
        self._tell_filled(column, position, (marks, blanks), raw)

    def _repeats(self, text: str, column: Column) -> bool:
        """Tell whether a cell says 上と同じ: any text of signs in a roster, else the usual."""
        if self._kind == ROSTER or column in (Column.EVENT, Column.DATE, Column.NUMBER):
            return mark_of(text) is Mark.ABOVE
        return is_ditto(text)

    def _is_odd(self, text: str) -> bool:
        """Tell whether a cell of a roster holds no value, and not what stands above either (同左, ○)."""
        return self._kind == ROSTER and mark_of(text) is not None

    def _fills_blanks(self, column: Column) -> bool:
        if self._kind == ROSTER:
            left = {"blank-section", LEAVES.get(column, "")} & self._accept
            return column in _SECTION and (FILLS[column] in self._accept or not left)
        if column in (Column.EVENT, Column.DATE):
            return "event-empty" not in self._accept
        return column is Column.NUMBER and "number-empty" not in self._accept

    def _stands_above(self, column: Column, row: Sequence[TableCell], parent: str) -> bool:
        """Tell whether a blank cell may read as the one above it, by what stands beside it.

        ``parent`` is the 部 of the line above. Under another one nothing is carried on; a code says all of a
        section; and a section above all others has none above it.
        """
        if self._kind != ROSTER:
            if column is Column.NUMBER:
                return not self._says(row, Column.NAME) and self._says(row, Column.EVENT)
            return not self._says(row, Column.EVENT) and self._says(row, Column.NUMBER)
        if any(self._says(row, other) for other in _ABOVE[column]):
            return False
        if self._text(row, Column.NUMBER) in self._sectionless and not self._names_a_section(row):
            return False
        if self._sheet.plan.has(Column.DEPARTMENT_CODE):
            return column in (Column.DEPARTMENT_CODE, Column.TEAM_CODE)  # names follow their code
        if column is Column.DEPARTMENT_NAME:
            return not self._says(row, Column.PARENT_NAME) or self._text(row, Column.PARENT_NAME) == parent
        if column in (Column.PARENT_CODE, Column.PARENT_NAME):
            return self._text(row, Column.DEPARTMENT_NAME) not in self._parents
        return True

    def _text(self, row: Sequence[TableCell], column: Column) -> str:
        return visible(self._sheet.cell(row, column).value)

    def _says(self, row: Sequence[TableCell], column: Column) -> bool:
        text = self._text(row, column)
        return bool(text) and not (mark_of(text) if self._kind == ROSTER else is_ditto(text))

    def _names_a_section(self, row: Sequence[TableCell]) -> bool:
        return any(self._says(row, column) for column in _SECTION)

    def _tell_filled(
        self,
        column: Column,
        position: int,
        lines: tuple[Sequence[int], Sequence[int]],
        raw: Sequence[tuple[TableCell, ...]],
    ) -> None:
        label = LABELS[column]
        marks, blanks = lines
        both = sorted((*marks, *blanks))
        cells = [raw[number][position] if position < len(raw[number]) else TableCell() for number in both]
        first = cells[0] if cells[0].ref else self._sheet.row_ref(raw[both[0]])
        written = "、".join(dict.fromkeys(text for cell in cells if (text := visible(cell.value))))
        said = []
        if marks:
            said.append(f"「{written}」という「上と同じ」の印が{len(marks):,}か所")
        if blanks:
            said.append(f"上に値があって空のところが{len(blanks):,}か所")
        message = f"{label}の欄に、{'、'.join(said)}あります。上と同じ値とみなして読みます。"
        fix = "上と同じでよければ承認してください。違うときは、それぞれの行に値を書いてください。"
        if blanks and self._kind == ROSTER:
            fix += "空が正しければ、空でよいという提案のほうを承認してください。"
        found = "、".join(cell.ref for cell in cells[:_SHOWN] if cell.ref)
        found = f"{written} {found}".strip() + (" ほか" if len(both) > _SHOWN else "")
        told = f"承認のとおり、{label}の欄の{len(both):,}か所を、上と同じ値として読みました。"
        self._ask(FILLS[column], first, (message, fix, found), told)
        named = [number for number in blanks if self._names_a_section(raw[number])]
        if named and column in LEAVES and FILLS[column] not in self._accept:
            message = f"{label}の欄が、上に値があるのに空の行が{len(named):,}行あります。空のままで読みます。"
            fix = "上と同じ値なら、この提案ではなく、上と同じとみなす提案を承認してください。"
            self._ask(LEAVES[column], first, (message, fix, found), "")


def _filled(row: Sequence[TableCell]) -> list[tuple[int, TableCell, str]]:
    return [(position, cell, visible(cell.value)) for position, cell in enumerate(row) if visible(cell.value)]


def _with(row: tuple[TableCell, ...], position: int, cell: TableCell) -> tuple[TableCell, ...]:
    longer = (*row, *(TableCell() for _ in range(position + 1 - len(row))))
    return (*longer[:position], cell, *longer[position + 1 :])


def _listed(found: Sequence[tuple[TableCell, str]]) -> str:
    shown = "、".join(f"{cell.ref}「{text[:20]}」" for cell, text in found[:_SHOWN])
    return shown + (" ほか" if len(found) > _SHOWN else "")
