"""Which of several days of a line counts: that on which a course began, or that on which it ended.

The day decides the 年度 a course counts in. Where the days of a table differ, somebody says once which column
is meant; the next table with the same headers is read so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain.columns import BETWEEN, Column, fold_header, guess, titles
from dxdesk.domain.dates import read_period
from dxdesk.domain.errors import Problem
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.questions import Option, Question
from dxdesk.usecases.imports.remembered_answers import day_of
from dxdesk.usecases.imports.understanding import Mapped, Sheet

CODE = "day-column"
_OF = "(?:研修|受講|講座|講習|試験|受験|実施|開催|履修|学習|期間)?"
_EDGE = re.compile(
    rf"{_OF}{_OF}(?:開始|始期|終了|終期|開講|閉講|修了|自|至|始|終|から|まで|初|最終)(?:年月日|日時|日)?|start|end"
)
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class DayChoice:
    """The column whose day counts (``title``, empty where there is no choice), and what is asked of it.

    ``moved``: the table would be read otherwise. ``about`` are the headers of the columns to choose from.
    """

    title: str = ""
    question: Question | None = None
    problem: Problem | None = None
    notice: Problem | None = None
    moved: bool = False
    about: tuple[str, ...] = ()


def choose_day(
    uow: UnitOfWork, sheet: Sheet, kind: str, said: Mapped | None, accept: Collection[str]
) -> DayChoice:
    """Return which column of days counts in a list: as said now, as said before, or to be asked.

    Args:
        uow: an open unit of work.
        sheet: the table with its columns as they are understood.
        kind: ``attendance`` or ``qualifications``.
        said: headers by column, as somebody says; that wins.
        accept: ``day-column:受講日`` for the column called 受講日.
    """
    if not sheet.plan.has(Column.NUMBER) or sheet.plan.has(Column.COURSE):
        return DayChoice()
    places = _candidates(sheet)
    if len(places) < 2 or not _differ(sheet, places):
        return DayChoice()
    headers = [cell.value for cell in sheet.table.headers]
    called = titles(headers)
    about = tuple(headers[place] for place in places)
    offered = {called[place]: place for place in places}
    if said and Column.DATE in said:
        picked = next((title for title, place in offered.items() if place == _read(sheet)), "")
        return DayChoice(picked, about=about)
    picked = next((title for title in offered if f"{CODE}:{title}" in accept), "")
    kept = "" if picked else day_of(uow, kind, headers, about)
    picked = picked or (kept if kept in offered else "")
    default = next((title for title, place in offered.items() if place == _read(sheet)), "")
    options = tuple(Option(f"{CODE}:{title}", f"「{title}」の日付で数えます") for title in offered)
    names = "、".join(f"「{title}」" for title in offered)
    taken = f"{CODE}:{picked}" if picked else ""
    question = Question(CODE, "", f"日付の列: {names}", options, taken)
    if picked:
        before = "前に決めたとおり、" if kept else ""
        told = f"日付の列が{names}とあります。{before}「{picked}」の日付で数えます。"
        notice = sheet.at(Problem(CODE, told, "", picked), sheet.table.headers[offered[picked]])
        return DayChoice(picked, question, notice=notice, moved=picked != default, about=about)
    proposed = f"いまは「{default}」を日付の列と読んでいます。" if default else ""
    message = (
        f"日付の列が{names}とあり、行によって日が違います。{proposed}どちらの日で数えるかを決めてください。"
    )
    say = " か ".join(f"--accept {option.accept}" for option in options)
    fix = (
        f"どの列の日で数えるかを決めてください(コマンドでは {say})。"
        "1度決めると、次からは、日付の列の見出しが同じ表で同じに読みます。"
    )
    problem = Problem(CODE, message, fix, names)
    first = sheet.table.headers[offered.get(default, places[0])]
    return DayChoice("", question, sheet.at(problem, first))


def _read(sheet: Sheet) -> int:
    return sheet.plan.first(Column.DATE)


def _candidates(sheet: Sheet) -> tuple[int, ...]:
    """Return the places of the columns that hold days and are called so."""
    used = {place for c, places in sheet.plan.positions.items() if c is not Column.DATE for place in places}
    found = []
    for place, header in enumerate(sheet.table.headers):
        if place in used or not header.value.strip():
            continue
        if place == _read(sheet) or (_is_called_day(header.value) and _are_days(sheet, place)):
            found.append(place)
    return tuple(found)


def _is_called_day(header: str) -> bool:
    texts = {fold_header(header), fold_header(header.rpartition(BETWEEN)[2])}
    return any(_EDGE.fullmatch(text) for text in texts) or bool(guess((header,), (Column.DATE,)))


def _are_days(sheet: Sheet, position: int) -> bool:
    cells = [row[position] for row in sheet.table.rows[:_LOOKED_AT] if position < len(row)]
    days = [_day(sheet, cell) for cell in cells if cell.value.strip()]
    return 2 * sum(map(bool, days)) > len(days)


def _differ(sheet: Sheet, places: Sequence[int]) -> bool:
    """Tell whether some line has another day in one column than in another."""
    known: dict[tuple[tuple[str, bool], ...], bool] = {}
    for row in sheet.table.rows:
        cells = [row[place] if place < len(row) else TableCell() for place in places]
        key = tuple((cell.value, cell.is_number) for cell in cells)
        if key not in known:
            known[key] = len({_day(sheet, cell) for cell in cells}) > 1
        if known[key]:
            return True
    return False


def _day(sheet: Sheet, cell: TableCell) -> str:
    found = read_period(cell.value, is_number=cell.is_number, from_1904=sheet.table.from_1904)
    return found[0] if found else ""


def with_day(said: Mapped | None, title: str) -> Mapping[Column, tuple[str, ...]]:
    """Return what is said of columns with the one whose day counts."""
    return {**(said or {}), Column.DATE: (title,)}
