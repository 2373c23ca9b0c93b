"""Confirmers that a roster gives by name instead of by number: proposed where one person is called so."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain.columns import LABELS, Column
from dxdesk.domain.ditto import mark_of
from dxdesk.domain.errors import Problem
from dxdesk.domain.text import visible
from dxdesk.ports.entities import Employee
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports.questions import Option, Question, value_of
from dxdesk.usecases.imports.understanding import ERROR_TEXT, UNCALCULATED_TEXT, Sheet

BY_NAME = "confirmer-by-name"
UNKNOWN = "confirmer-name-unknown"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A table whose confirmers are numbers, what has to be asked about it, and what is told."""

    sheet: Sheet
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


def by_number(sheet: Sheet, known: Iterable[Employee], accept: Collection[str]) -> Numbered:
    """Return a table with the number of each confirmer whose name only one person has.

    That is asked once a column, unless accepted; a name of nobody or of several is a finding of its own,
    settled by a number that is accepted for the name.

    Args:
        sheet: the table.
        known: the staff of the store.
        accept: codes whose proposal is taken.
    """
    named = [column for column in (Column.FIRST, Column.SECOND) if _is_named(sheet, column)]
    if not named:
        return Numbered(sheet)
    staff = list(known)
    numbers = _numbers(sheet, staff)
    everybody = set().union(*numbers.values()) if numbers else set()
    asked: dict[str, Question] = {}
    rows = [list(row) for row in sheet.table.rows]
    problems: list[Problem] = []
    notices: list[Problem] = []
    for column in named:
        place, label = sheet.plan.first(column), LABELS[column]
        taken: list[TableCell] = []
        for row in rows:
            cell = row[place] if place < len(row) else TableCell()
            if not _is_name(cell.value) or not _is_person(sheet, row):
                continue
            found = numbers.get(_folded(cell.value), set())
            said = value_of(accept, UNKNOWN, visible(cell.value))
            if len(found) > 1:
                asked[visible(cell.value)] = _question(sheet, staff, visible(cell.value), found, said)
            if said in everybody:
                row[place] = cell._replace(value=said)
                continue
            row[place] = cell._replace(value=next(iter(found)) if len(found) == 1 else "")
            if len(found) == 1:
                taken.append(cell)
            else:
                problems.append(sheet.at(_nobody(label, visible(cell.value), found), cell))
        if taken:
            (notices if BY_NAME in accept else problems).append(
                sheet.at(_asked(label, taken, BY_NAME in accept), taken[0])
            )
    table = replace(sheet.table, rows=tuple(map(tuple, rows)))
    return Numbered(replace(sheet, table=table), tuple(problems), tuple(notices), tuple(asked.values()))


def _question(
    sheet: Sheet, known: Iterable[Employee], name: str, numbers: Collection[str], said: str
) -> Question:
    """Return the question which of several people of a name is meant, each told by number and place."""
    places = {person.number: f"{person.title or person.grade}" for person in known}
    for row in sheet.table.rows:
        number = sheet.cell(row, Column.NUMBER).value.strip()
        if number in numbers:
            parts = (sheet.cell(row, column).value for column in (Column.DEPARTMENT_NAME, Column.TITLE))
            places[number] = " ".join(part for part in map(visible, parts) if part)
    options = tuple(
        Option(f"{UNKNOWN}:{name}={number}", f"{number} {places.get(number, '')}".strip())
        for number in sorted(numbers)
    )
    taken = f"{UNKNOWN}:{name}={said}" if said in numbers else ""
    return Question(UNKNOWN, name, f"確認者「{name}」", options, taken)


def _is_named(sheet: Sheet, column: Column) -> bool:
    place = sheet.plan.first(column)
    if place < 0 or not any(map(_is_name, sheet.texts(column))):
        return False
    return any(
        _is_name(row[place].value) and _is_person(sheet, row) for row in sheet.table.rows if place < len(row)
    )


def _is_person(sheet: Sheet, row: Sequence[TableCell]) -> bool:
    """Tell whether a line has a number; totals and headings between the people have none."""
    return any(map(str.isdigit, sheet.cell(row, Column.NUMBER).value))


def _is_name(written: str) -> bool:
    """Tell whether a cell holds words and no number."""
    text = visible(written)
    numbered = any(map(str.isdigit, text)) or text in (ERROR_TEXT, UNCALCULATED_TEXT)
    return bool(text) and not text.isascii() and not numbered and not mark_of(text)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _numbers(sheet: Sheet, known: Iterable[Employee]) -> dict[str, set[str]]:
    """Return the numbers of everybody by name: of the table, and of the staff that it does not name."""
    found: dict[str, set[str]] = {}
    there = set()
    for row in sheet.table.rows:
        number = sheet.cell(row, Column.NUMBER).value.strip()
        name = _folded(sheet.cell(row, Column.NAME).value)
        if number and name:
            there.add(number)
            found.setdefault(name, set()).add(number)
    for person in known:
        if not person.left and person.number not in there:
            found.setdefault(_folded(person.name), set()).add(person.number)
    return found


def _asked(label: str, cells: list[TableCell], accepted: bool) -> Problem:
    message = f"{label}が氏名で書かれた行が{len(cells):,}行あります。"
    if accepted:
        return Problem(BY_NAME, f"{message}承認のとおり、その氏名の人の職員番号として取り込みます。")
    fix = "どの氏名も1人に決まります。その人の職員番号とみなしてよければ承認してください。"
    return Problem(BY_NAME, message, fix, cells[0].value.strip())


def _nobody(label: str, name: str, people: Collection[str]) -> Problem:
    several = f"{len(people):,}人いて({'、'.join(sorted(people))})、どの人か決められません"
    message = f"{label}に書かれた氏名の職員は、{several if people else 'この表にも名簿にもいません'}。"
    fix = f"職員番号で書くか、どの職員かを選んでください(コマンドでは --accept '{UNKNOWN}:{name}=職員番号')。"
    return Problem(UNKNOWN, message, fix, name)
