"""What a roster's column 任命権者 says of the departments of its people: understood, or asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from dxdesk.domain import departments as tree
from dxdesk.domain.authorities import authority_of, read_word
from dxdesk.domain.columns import Column
from dxdesk.domain.errors import Problem
from dxdesk.domain.text import visible
from dxdesk.ports.entities import Department
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports.roster_reading import RosterReading
from dxdesk.usecases.imports.roster_units import UnitPlan
from dxdesk.usecases.imports.understanding import Sheet
from dxdesk.usecases.organisation.authorities import Kept

UNKNOWN, DIFFERS = "authority-word-unknown", "authority-differs"


@dataclass(frozen=True, slots=True)
class Appointing:
    """What a table says of who appoints: the departments, what is to be told, and what changes by code."""

    units: UnitPlan
    said: Mapping[str, str]


def appointing_said(
    sheet: Sheet, reading: RosterReading, units: UnitPlan, kept: Kept, accept: Collection[str]
) -> Appointing:
    """Return who appoints the people of departments, as a table says it.

    A department gets the word of its people only where that of the department above is another.
    """
    if not sheet.plan.has(Column.AUTHORITY):
        return Appointing(units, {})
    said, problems, notices = _said(sheet, reading, units, kept, accept)
    if problems:
        return Appointing(replace(units, problems=(*units.problems, *problems)), {})
    new = {unit.code for unit in units.added}
    before = {code: name for code, name in kept.said.items() if code not in new}
    after = dict(before)
    for code in sorted(said, key=lambda one: len(tree.path(one, units.units))):
        above = authority_of(units.units[code].parent, units.units, after, kept.head)
        after[code] = "" if said[code] == above else said[code]
    changed = {code: name for code, name in after.items() if name != before.get(code, "")}
    if changed:
        told = Counter(authority_of(code, units.units, after, kept.head) for code in changed)
        named = "、".join(f"{name} {count:,}所属" for name, count in sorted(told.items()))
        message = f"任命権者を、表のとおり{len(changed):,}所属で決めます。"
        notice = Problem("authority-said", message, "", named)
        notices.append(notice.at(file=sheet.table.file, sheet=sheet.table.sheet))
    return Appointing(replace(units, notices=(*units.notices, *notices)), changed)


def _said(
    sheet: Sheet, reading: RosterReading, units: UnitPlan, kept: Kept, accept: Collection[str]
) -> tuple[dict[str, str], list[Problem], list[Problem]]:
    """Return the authority of each department by its code, what has to be asked, and what was accepted."""
    said: dict[str, tuple[str, TableCell]] = {}
    problems: list[Problem] = []
    unknown: dict[str, tuple[int, TableCell]] = {}
    for line in reading.lines.values():
        cell = line.cells.get(str(Column.AUTHORITY))
        written = str(line.fields.get("department_code", ""))
        code = units.codes.get(written, written)
        if cell is None or code not in units.units or not (word := visible(cell.value)):
            continue
        name = read_word(word, kept.names, kept.head)
        if name is None:
            count, first = unknown.get(word, (0, cell))
            unknown[word] = (count + 1, first)
            name = word
        before = said.setdefault(code, (name, cell))
        if before[0] != name:
            problems.append(_differs(sheet, units.units, code, before, (name, cell)))
    notices: list[Problem] = []
    for word, (count, cell) in unknown.items():
        asked = _unknown(word, count, kept)
        if UNKNOWN in accept:
            told = f"承認のとおり、「{word}」を任命権者の一覧に加えます。"
            notices.append(sheet.at(replace(asked, message=told, fix=""), cell))
        else:
            problems.append(sheet.at(asked, cell))
    return {code: name for code, (name, _) in said.items()}, problems, notices


def _unknown(word: str, count: int, kept: Kept) -> Problem:
    return Problem(
        UNKNOWN,
        f"任命権者の列の「{word}」({count:,}人)は、一覧にない任命権者です。",
        f"新しい任命権者なら承認してください。今ある任命権者なら、{'、'.join(kept.names)}のどれかに"
        "そろえてください。任命権者の列でなければ、列の意味を選び直してください。",
        word,
    )


def _differs(
    sheet: Sheet,
    units: Mapping[str, Department],
    code: str,
    before: tuple[str, TableCell],
    now: tuple[str, TableCell],
) -> Problem:
    message = f"「{units[code].name}」の任命権者が、{before[1].ref}では「{before[0]}」となっています。"
    fix = "1つの所属の任命権者は1つです。どちらかにそろえるか、所属コードを分けてください。"
    return sheet.at(Problem(DIFFERS, message, fix, now[0]), now[1])
