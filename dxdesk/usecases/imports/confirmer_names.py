"""Confirmers that a roster gives by name, alone or beside the number: proposed where it is one person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain.columns import LABELS, Column
from dxdesk.domain.ditto import mark_of
from dxdesk.domain.errors import Problem
from dxdesk.domain.name_brackets import has_brackets
from dxdesk.domain.text import visible
from dxdesk.ports.entities import Employee
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports.questions import Option, Question, value_of
from dxdesk.usecases.imports.understanding import Sheet, has_no_value

BY_NAME = "confirmer-by-name"
WITH_NAME = "confirmer-with-name"
UNKNOWN = "confirmer-name-unknown"
_SHOWN = 60
"""Confirmers listed by name; an office of some thousands has hundreds."""
_CODE = r"[0-9A-Za-z][0-9A-Za-z_-]*"
_BETWEEN = r"[\s:.,、・/()\[\]\u3014\u3015\u3010\u3011]*"
_WORDS = r"(?P<name>[^\x00-\x7f][^0-9]*?)"
_NUMBER_FIRST = re.compile(rf"{_BETWEEN}(?P<number>{_CODE}){_BETWEEN}{_WORDS}{_BETWEEN}")
_NAME_FIRST = re.compile(rf"{_WORDS}{_BETWEEN}(?P<number>{_CODE}){_BETWEEN}")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A table whose confirmers are numbers, what has to be asked about it, and what is told.

    ``unread`` are cells whose name is nobody's, or that of several: they are not empty.
    """

    sheet: Sheet
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    unread: frozenset[str] = frozenset()


def by_number(sheet: Sheet, known: Iterable[Employee], accept: Collection[str]) -> Numbered:
    """Return a table with the number of each confirmer whose name only one person has.

    That is asked once a column, unless accepted; a name of nobody or of several is a finding of its own,
    settled by a number that is accepted for the name.

    Args:
        sheet: the table.
        known: the staff of the store.
        accept: codes whose proposal is taken.
    """
    staff = list(known)
    split = _without_names(sheet, staff, accept)
    sheet = split.sheet
    named = [column for column in (Column.FIRST, Column.SECOND) if _is_named(sheet, column)]
    if not named:
        return split
    numbers = _numbers(sheet, staff)
    everybody = set().union(*numbers.values()) if numbers else set()
    asked: dict[str, Question] = {}
    rows = [list(row) for row in sheet.table.rows]
    problems: list[Problem] = []
    notices: list[Problem] = []
    unread: set[str] = set()
    for column in named:
        place, label = sheet.plan.first(column), LABELS[column]
        taken: list[TableCell] = []
        meant: dict[str, str] = {}
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
                meant.setdefault(visible(cell.value), row[place].value)
            else:
                unread.add(cell.ref)
                problems.append(sheet.at(_nobody(label, visible(cell.value), found), cell))
        if taken:
            (notices if BY_NAME in accept else problems).append(
                sheet.at(_asked(label, len(taken), meant, BY_NAME in accept), taken[0])
            )
    table = replace(sheet.table, rows=tuple(map(tuple, rows)))
    return Numbered(
        replace(sheet, table=table),
        (*split.problems, *problems),
        (*split.notices, *notices),
        tuple(asked.values()),
        split.unread | unread,
    )


def _without_names(sheet: Sheet, known: Collection[Employee], accept: Collection[str]) -> Numbered:
    """Return a table in which cells like 「000102 石川 花子」 hold the number alone, where both fit."""
    columns = [column for column in (Column.FIRST, Column.SECOND) if sheet.plan.first(column) >= 0]
    found: dict[Column, list[tuple[int, str, str]]] = {}
    for place, row in enumerate(sheet.table.rows) if columns else ():
        for column in columns:
            both = _both(sheet.cell(row, column).value)
            if both and _is_person(sheet, row):
                found.setdefault(column, []).append((place, *both))
    if not found:
        return Numbered(sheet)
    called = {number: name for name, numbers in _numbers(sheet, known).items() for number in numbers}
    rows = [list(row) for row in sheet.table.rows]
    problems: list[Problem] = []
    notices: list[Problem] = []
    unread: set[str] = set()
    for column, lines in found.items():
        at = sheet.plan.first(column)
        taken: list[TableCell] = []
        for place, number, name in lines:
            cell = rows[place][at]
            fits = called.get(number) == _folded(name)
            rows[place][at] = cell._replace(value=number if fits else "", is_number=False)
            if fits:
                taken.append(cell)
            else:
                unread.add(cell.ref)
                problems.append(sheet.at(_unlike(LABELS[column], number, name, called), cell))
        if taken:
            problem = _asked_both(LABELS[column], taken, WITH_NAME in accept)
            (notices if WITH_NAME in accept else problems).append(sheet.at(problem, taken[0]))
    table = replace(sheet.table, rows=tuple(map(tuple, rows)))
    return Numbered(replace(sheet, table=table), tuple(problems), tuple(notices), unread=frozenset(unread))


def _both(text: str) -> tuple[str, str] | None:
    """Return the number and the name that a cell holds, ``None`` for any other."""
    if text.isascii():
        return None
    even = visible(unicodedata.normalize("NFKC", text))
    found = _NUMBER_FIRST.fullmatch(even) or _NAME_FIRST.fullmatch(even)
    if found is None or not any(map(str.isdigit, found["number"])):
        return None
    return found["number"], found["name"].strip()


def _asked_both(label: str, cells: list[TableCell], accepted: bool) -> Problem:
    message = f"{label}が番号と氏名で書かれた行が{len(cells):,}行あります。"
    shown = _listed([*dict.fromkeys(visible(cell.value) for cell in cells)])
    if accepted:
        return Problem(WITH_NAME, f"{message}承認のとおり、その番号の人として取り込みます。", found=shown)
    fix = "どれも番号と氏名が合っています。その番号の人とみなしてよければ承認してください。"
    return Problem(WITH_NAME, message, fix, shown)


def _unlike(label: str, number: str, name: str, called: Mapping[str, str]) -> Problem:
    if number in called:
        message = f"{label}に書かれた番号と氏名が、同じ職員のものではありません。"
    else:
        message = f"{label}に書かれた番号の職員は、この表にも名簿にもいません。"
    fix = "番号と氏名のどちらが正しいかを確かめて、番号だけを書いてください。"
    return Problem(WITH_NAME, message, fix, f"{number} {name}")


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
    number = sheet.cell(row, Column.NUMBER).value
    return any(map(str.isdigit, number)) and not has_brackets(number)  # (6桁) is nobody


def _is_name(written: str) -> bool:
    """Tell whether a cell holds words and no number."""
    text = visible(written)
    numbered = any(map(str.isdigit, text)) or has_no_value(text)
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


def _asked(label: str, lines: int, meant: Mapping[str, str], accepted: bool) -> Problem:
    """Ask about all names of a column at once: each with the number it would become."""
    shown = _listed([f"{name} → {number}" for name, number in meant.items()])
    message = f"{label}が氏名で書かれた行が{lines:,}行あります(氏名は{len(meant):,}人分)。"
    if accepted:
        told = f"{message}承認のとおり、その氏名の人の職員番号として取り込みます。"
        return Problem(BY_NAME, told, found=shown)
    fix = "どの氏名も1人に決まります。矢印の右の職員番号とみなしてよければ承認してください。"
    return Problem(BY_NAME, message, fix, shown)


def _listed(names: Sequence[str]) -> str:
    more = f" ほか{len(names) - _SHOWN:,}人" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more


def _nobody(label: str, name: str, people: Collection[str]) -> Problem:
    several = f"{len(people):,}人いて({'、'.join(sorted(people))})、どの人か決められません"
    message = f"{label}に書かれた氏名の職員は、{several if people else 'この表にも名簿にもいません'}。"
    fix = f"職員番号で書くか、どの職員かを選んでください(コマンドでは --accept '{UNKNOWN}:{name}=職員番号')。"
    return Problem(UNKNOWN, message, fix, name)
