"""異動の影響: reads a list of planned transfers and says what they would do; nothing is kept."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain import headcounts, purposes
from dxdesk.domain.authorities import Scope
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.names import search_key
from dxdesk.ports.entities import Department, Role
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.usecases.development import staffing, transfer_hints
from dxdesk.usecases.development.transfer_hints import Hint
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.model import PeopleMap
from dxdesk.usecases.workplace.desk import Desk

LEAVES = ""
"""Where somebody goes who leaves the municipality."""

_NUMBER = ("職員番号", "職員コード", "社員番号", "番号")
_TO = ("異動先", "異動先所属", "異動先所属コード", "異動先コード", "新所属", "新所属コード", "異動後所属")
_LEAVING_WORDS = ("退職", "転出", "退職予定", "出向", "派遣終了", "任期満了")


@dataclass(frozen=True, slots=True)
class Lost:
    """A skill of which sections (code, name) would lose the last holder of the top level."""

    uid: str
    skill: str
    level: str
    sections: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Falling:
    """An office that would keep fewer than its placement rule (配置基準) wants: ``left`` of ``had``."""

    rule: str
    per_section: int
    code: str
    name: str
    had: int
    left: int


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would be lost; ``unknown`` are numbers of nobody who is asked this year."""

    lost: tuple[Lost, ...]
    unknown: tuple[str, ...]
    falling: tuple[Falling, ...] = ()
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """One planned transfer: who, and the code of the section (``LEAVES`` for none)."""

    employee_number: str
    to: str = LEAVES


def read_transfers(desk: Desk, path: Path, fiscal_year: int = 0) -> tuple[Move, ...]:
    """Return the transfers of a list (xlsx or CSV with the columns 職員番号 and 異動先).

    異動先 is a section's code or name, or 退職 and the like; who stays does not belong into the list.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``, ``use-outside-purpose``, ``transfer-columns``,
            ``transfer-person``, ``transfer-section``, ``transfer-twice`` naming the cells, and what reading a
            table raises.
    """
    desk.require(Role.HR)
    people = for_placement(desk, fiscal_year)
    table = desk.services.tables.read(path)
    number, to = _column(table, _NUMBER), _column(table, _TO)
    with desk.store.read() as uow:
        # Who is not asked this year (育休, 会計年度任用 …) may be transferred all the same.
        known = {employee.number for employee in uow.people.employees()}
    known |= {row.number for row in people.rows}
    moves: dict[str, Move] = {}
    problems: list[Problem] = []
    for cells in table.rows:
        who, where = _cell(cells, number), _cell(cells, to)
        text = who.value.strip()
        code = _section(people.units, where.value)
        found = list(_findings(table, who, where, known, text in moves, code))
        problems += found
        if not found and code is not None:
            moves[text] = Move(text, code)
    if problems:
        raise KnownError.of(tuple(problems))
    return tuple(moves.values())


def leaving(desk: Desk, numbers: Collection[str], fiscal_year: int = 0) -> Leaving:
    """Return ``effect`` where some people leave altogether."""
    return effect(desk, [Move(number) for number in dict.fromkeys(numbers)], fiscal_year)


def effect(desk: Desk, moves: Sequence[Move], fiscal_year: int = 0) -> Leaving:
    """Return what some transfers would do; nothing of them is kept.

    The sections without anybody at a skill's top level after them, who have one now; the offices that fall
    below a placement rule; hints about those who go. Who arrives counts where they arrive.

    Raises:
        KnownError: ``wrong-role`` (transfers are HR's alone to know), ``no-cycle``, ``use-outside-purpose``.
    """
    desk.require(Role.HR)
    people = for_placement(desk, fiscal_year)
    to = {move.employee_number: move.to for move in moves}
    known = {row.number for row in people.rows}
    return Leaving(
        tuple(_lost(people, to)),
        tuple(number for number in to if number not in known),
        tuple(_falling(desk, people, to)),
        transfer_hints.hints(desk, people, to),
    )


def _falling(desk: Desk, people: PeopleMap, to: Mapping[str, str]) -> Iterator[Falling]:
    offices = staffing.places(people)

    def office(code: str) -> str:
        return headcounts.office_of(code, people.units) if code else LEAVES

    for rule in staffing.rules(desk, people):
        held = [
            (office(row.department_code), office(to.get(row.number, row.department_code)))
            for row in rule.holders
        ]
        had = Counter(before for before, _ in held)
        for one in headcounts.falling_below(offices, held, rule.per_section):
            place = one.office
            yield Falling(rule.name, rule.per_section, place, offices[place], had[place], one.found)


def for_placement(desk: Desk, fiscal_year: int = 0) -> PeopleMap:
    """Return the map of a year for a question of 配置.

    Raises:
        KnownError: ``no-cycle``, ``use-outside-purpose`` where the year's records are not for that.
    """
    people = building.people_map(desk, fiscal_year, scope=Scope.CANDIDATES)
    purposes.require_use((people.cycle,), purposes.Use.PLACEMENT)
    return people


def _lost(people: PeopleMap, to: Mapping[str, str]) -> Iterator[Lost]:
    names = {row.department_code: row.department_name for row in people.rows}
    for position, item in enumerate(people.framework.items):
        top = people.framework.scale_of(item).highest
        holders = [(row.department_code, row.number) for row in people.rows if row.level(position) == top]
        sections = headcounts.losing_last(holders, to.keys())
        gaining = {to[number] for _, number in holders if to.get(number)}
        named = tuple((code, names[code]) for code in sections if code not in gaining)
        if named:
            yield Lost(item.uid, people.framework.title(item), people.framework.level_label(item, top), named)


def _findings(
    table: ForeignTable, who: TableCell, where: TableCell, known: set[str], twice: bool, code: str | None
) -> Iterator[Problem]:
    def problem(kind: str, cell: TableCell, message: str, fix: str) -> Problem:
        return Problem(
            f"transfer-{kind}", message, fix, cell.value.strip(), Place(table.file, table.sheet, cell.ref)
        )

    if not who.value.strip():
        yield problem("person", who, "職員番号がありません。", "番号を書くか、その行を消してください。")
    elif who.value.strip() not in known:
        fix = "番号を直すか、その行を消してください。先頭の0が消えていないかも確かめてください。"
        yield problem("person", who, "名簿にない職員番号です。", fix)
    elif twice:
        yield problem("twice", who, "同じ職員番号が2回あります。", "1行にまとめてください。")
    if code is None:
        rule = "異動先が空か、その所属が見つからないか、同じ名前の所属がいくつもあります。"
        fix = (
            "所属のコードか名前を書いてください。"
            "職員でなくなる人は「退職」と書き、異動しない人の行は消します。"
        )
        yield problem("section", where, rule, fix)


def _section(units: Mapping[str, Department], said: str) -> str | None:
    """Return the code of a section said by code or name, ``LEAVES`` for leaving, ``None`` for no such one."""
    text = unicodedata.normalize("NFKC", said).strip()
    if text in _LEAVING_WORDS:
        return LEAVES
    if not text:
        return None  # whoever stays may stand in such a list too: nobody is taken to leave unsaid
    if text in units:
        return text
    wanted = search_key(text)
    named = [code for code, unit in units.items() if search_key(unit.name) == wanted]
    return named[0] if len(named) == 1 else None


def _column(table: ForeignTable, names: Sequence[str]) -> int:
    titles = ["".join(cell.value.split()) for cell in table.headers]
    place = next((titles.index(name) for name in names if name in titles), -1)
    if place < 0:
        raise KnownError(
            "transfer-columns",
            f"「{names[0]}」の見出しの列がありません。何も数えていません。",
            f"見出しの行に「{_NUMBER[0]}」と「{_TO[0]}」を書いてください。",
            found="、".join(title for title in titles if title),
            place=Place(table.file, table.sheet),
        )
    return place


def _cell(cells: Sequence[TableCell], position: int) -> TableCell:
    """Return a cell; of a row that ends before it, a blank one where the row ends."""
    if position < len(cells):
        return cells[position]
    return TableCell(ref=cells[-1].ref if cells else "")
