"""Names of a roster with something beside them: 旧姓, 職名 and 様 are understood, other brackets asked.

What is stored as a name is printed on forms and certificates; 「江口(旧姓:田中)」 is nobody's name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dxdesk.domain.columns import LABELS, Column
from dxdesk.domain.errors import Problem
from dxdesk.domain.name_brackets import (
    former_alone,
    has_brackets,
    without_brackets,
    without_former,
    without_title,
)
from dxdesk.domain.office_codes import folded
from dxdesk.domain.text import visible
from dxdesk.ports.entities import Employee
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports.questions import Option, Question, said_of
from dxdesk.usecases.imports.understanding import Sheet

BRACKETS, BARE, WRITTEN = "name-brackets", "name-without-brackets", "name-as-written"
FORMER, TITLED = "name-former", "name-with-title"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class BareNames:
    """A table with the names alone, what is asked of the others, and what is told.

    ``former`` are 旧姓 and 通称 that were written into names, by the address of the name's cell.
    """

    sheet: Sheet
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    former: Mapping[str, str] = field(default_factory=dict)


def bare_names(sheet: Sheet, known: Mapping[str, Employee], accept: Collection[str]) -> BareNames:
    """Return a roster's table with names as they are to be stored.

    Args:
        sheet: the table with its columns.
        known: everybody the store knows, by number: whose name is kept with its brackets keeps it.
        accept: ``name-without-brackets`` or ``name-as-written``, for all or with ``:number`` for one.
    """
    named = [c for c in (Column.NAME, Column.KANA, Column.ALIAS) if any(map(has_brackets, sheet.texts(c)))]
    named += [Column.ALIAS] * any(map(former_alone, sheet.texts(Column.ALIAS)))
    titles = {visible(text) for text in sheet.texts(Column.TITLE)} | {one.title for one in known.values()}
    titles.discard("")
    titled = any(without_title(text, titles) != text for text in sheet.texts(Column.NAME))
    return _Names(sheet, known, accept, titles).look() if named or titled else BareNames(sheet)


class _Names:
    def __init__(
        self, sheet: Sheet, known: Mapping[str, Employee], accept: Collection[str], titles: Collection[str]
    ) -> None:
        self._sheet = sheet
        self._known = known
        self._accept = accept
        self._titles = titles
        self._rows: list[tuple[TableCell, ...]] = []
        self._problems: list[Problem] = []
        self._questions: list[Question] = []
        self._former: dict[str, str] = {}
        self._told: dict[str, list[tuple[TableCell, str]]] = {}

    def look(self) -> BareNames:
        for row in self._sheet.table.rows:
            self._rows.append(self._row(row))
        sheet = replace(self._sheet, table=replace(self._sheet.table, rows=tuple(self._rows)))
        told = tuple(self._notice(code, lines) for code, lines in self._told.items())
        return BareNames(sheet, tuple(self._problems), told, tuple(self._questions), self._former)

    def _row(self, row: tuple[TableCell, ...]) -> tuple[TableCell, ...]:
        number = folded(self._sheet.cell(row, Column.NUMBER).value)
        if not any(map(str.isdigit, number)) or has_brackets(number):
            return row  # 合計(8名) is nobody
        made = row = self._untitled(row, number)
        if any(has_brackets(cell.value) for cell in self._sheet.cells(row, Column.NAME)):
            made = self._name(row)
        for column in (Column.KANA, Column.ALIAS):
            for place in self._sheet.plan.positions.get(column, ()):
                text = made[place].value if place < len(made) else ""
                bare = (former_alone(text) or without_former(text)[1]) if column is Column.ALIAS else ""
                if not bare and has_brackets(text):
                    bare = without_brackets(without_former(text)[0])
                if bare and bare != text:
                    made = _with(made, place, bare)
                    if self._sheet.cell(row, Column.NAME) == self._sheet.cell(made, Column.NAME):
                        self._tell(str(column), row[place], f"{text} → {bare}")
        return made

    def _untitled(self, row: tuple[TableCell, ...], number: str) -> tuple[TableCell, ...]:
        """Return a line without a 職名 or 様 in its name, unless the store keeps the name so."""
        place = self._sheet.plan.places.get(Column.NAME, -1)
        if not 0 <= place < len(row):
            return row
        written, before = row[place].value, self._known.get(number)
        name = without_title(written, self._titles)
        if name == written or (before is not None and before.name == written):
            return row
        self._tell(TITLED, row[place], f"{number} {visible(written)} → {name}")
        return _with(row, place, name)

    def _name(self, row: tuple[TableCell, ...]) -> tuple[TableCell, ...]:
        """Return a line with the name alone; as it stands where that is said, known or still asked."""
        made, cell = row, self._sheet.cell(row, Column.NAME)
        number = folded(self._sheet.cell(row, Column.NUMBER).value)
        for place in self._sheet.plan.positions[Column.NAME]:
            text = made[place].value if place < len(made) else ""
            name, former = without_former(text)
            if former:
                made = _with(made, place, name)
                self._former.setdefault(cell.ref, former)
        name = self._sheet.cell(made, Column.NAME).value
        if not has_brackets(name):
            self._tell(FORMER, cell, f"{number} {visible(cell.value)} → {name}")
            return made
        before = self._known.get(number)
        if before is not None and before.name == name:
            return made
        return self._asked(made, cell, number, name)

    def _asked(
        self, row: tuple[TableCell, ...], cell: TableCell, number: str, name: str
    ) -> tuple[TableCell, ...]:
        made = row
        for place in self._sheet.plan.positions[Column.NAME]:
            if place < len(row) and has_brackets(row[place].value):
                made = _with(made, place, without_brackets(row[place].value))
        bare = self._sheet.cell(made, Column.NAME).value
        said = said_of(self._accept, number, (BARE, WRITTEN))
        options = (
            Option(f"{BARE}:{number}", "括弧の中を除いた氏名にします"),
            Option(f"{WRITTEN}:{number}", "書かれたとおりの氏名にします"),
        )
        text, taken = f"{number} {visible(name)} → {bare}", f"{said}:{number}" if said else ""
        self._questions.append(Question(BRACKETS, number, text, options, taken))
        if said:
            self._tell(said, cell, text if said == BARE else f"{number} {visible(name)}")
            return made if said == BARE else row
        message = f"氏名「{visible(name)}」に括弧書きがあり、氏名の一部なのか、書き添えなのか分かりません。"
        fix = (
            f"括弧の中を除いた「{bare}」にするか、書かれたとおりにするかを決めてください"
            f"(コマンドでは --accept {BARE}:{number} か --accept {WRITTEN}:{number}。"
            "全員が同じなら、番号を付けずに書けます)。"
        )
        self._problems.append(self._sheet.at(Problem(BRACKETS, message, fix, visible(name)), cell))
        return made  # or the brackets would be asked about as another surname, too

    def _tell(self, code: str, cell: TableCell, shown: str) -> None:
        self._told.setdefault(code, []).append((cell, shown))

    def _notice(self, code: str, lines: Sequence[tuple[TableCell, str]]) -> Problem:
        shown = "、".join(text for _, text in lines[:_SHOWN]) + (" ほか" if len(lines) > _SHOWN else "")
        count = len(lines)
        if code == FORMER:
            message = (
                f"氏名に旧姓・通称が書き添えられた人が{count:,}人います。"
                "書き添えを除いた氏名にし、旧姓・通称はその欄に入れて取り込みます。"
            )
        elif code == TITLED:
            message = (
                f"氏名に職名や敬称が書き添えられた人が{count:,}人います。書き添えを除いた氏名で取り込みます。"
            )
        elif code == BARE:
            message = f"承認のとおり、{count:,}人の氏名から括弧書きを除いて取り込みます。"
        elif code == WRITTEN:
            message = f"承認のとおり、{count:,}人の氏名を、括弧書きも含めて取り込みます。"
        else:
            label = LABELS[Column(code)]
            message = f"{label}の{count:,}か所から、括弧や「旧姓」の書き添えを除いて取り込みます。"
            code = FORMER
        return self._sheet.at(Problem(code, message, "", shown), lines[0][0])


def _with(row: tuple[TableCell, ...], position: int, text: str) -> tuple[TableCell, ...]:
    return (*row[:position], row[position]._replace(value=text), *row[position + 1 :])
