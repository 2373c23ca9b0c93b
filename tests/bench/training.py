"""The training ledger of a city after ten years, each question against one hand-written SQL statement."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

from dxdesk.domain.capabilities import ON, TRAINING
from dxdesk.domain.contents import Audience, CourseSaid, SessionSaid
from dxdesk.ports import setting_names
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.imports import evidence, evidence_records
from dxdesk.usecases.training import figures, keeping
from tests.bench import batch
from tests.bench.importing import ATTENDED, busy
from tests.bench.measuring import Line, Size, best, in_turn

PEOPLE, COURSES, YEARS, ROWS_EACH = 20_000, 60, 10, 2.5
GOAL = 2.0
REQUIRED, MANAGERS = 5, 10
"""Courses that everybody must take, and those that managers must; the others are nobody's duty."""

_DAYS = (f"{batch.YEAR}-04-01", f"{batch.YEAR + 1}-03-31")
_ASKED = """
asked AS (SELECT employee_number AS number, department_code, name, department_name, grade FROM assessments
          WHERE fiscal_year = ? AND state <> 'exempt')
"""
_RATES = """
WITH course(name, grade) AS (VALUES {courses}), {asked},
came AS (SELECT e.name AS name, e.employee_number AS number, max(e.completed) AS completed
         FROM evidence e WHERE e.kind = 'course' AND e.date BETWEEN ? AND ?
         AND (e.receipt = 0 OR e.receipt IN (SELECT number FROM receipts WHERE live))
         GROUP BY e.name, e.employee_number)
SELECT c.name, count(*), sum(came.completed),
       (SELECT count(*) FROM asked WHERE c.grade = '' OR asked.grade = c.grade)
FROM came JOIN course c ON c.name = came.name
JOIN asked a ON a.number = came.number AND (c.grade = '' OR a.grade = c.grade)
GROUP BY c.name
"""
_MISSING = """
WITH course(name, grade) AS (VALUES {courses}), {asked}
SELECT c.name, a.department_code, a.department_name, a.number, a.name
FROM course c JOIN asked a ON c.grade = '' OR a.grade = c.grade
WHERE NOT EXISTS (SELECT 1 FROM evidence e WHERE e.employee_number = a.number AND e.kind = 'course'
    AND e.name = c.name AND e.completed AND e.date BETWEEN ? AND ?
    AND (e.receipt = 0 OR e.receipt IN (SELECT number FROM receipts WHERE live)))
ORDER BY c.name, a.department_code, a.number
"""


def rows(size: Size) -> list[Line]:
    """Measure the catalogue with its rates, who is missing, and taking a list of attendance in."""
    count = size.of(PEOPLE)
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        town = batch.found(Path(made), count)
        desk = batch.opened(town.location)
        try:
            told = _fill(desk, town)
            courses = _courses()
            must = [one for one in courses if one.audience and one.audience[0].need == "required"]
            works = (
                partial(figures.training_year, desk, batch.YEAR),
                partial(_statement, desk, _RATES, courses),
                partial(figures.missing, desk, batch.YEAR),
                partial(_statement, desk, _MISSING, must),
            )
            _same(*(work() for work in works))
            rates, rates_bare, missing, missing_bare = in_turn(max(size.rounds, 3), *works)
            evidence_records.take_over_once(desk)  # as at the store's opening: the rows of an earlier program
            taken = [_imported(desk, town, Path(made), size, number) for number in range(size.rounds)]
            seals = 2 * min(count, size.of(ATTENDED))
            sealed = min(busy(partial(_seal, desk, seals)) for _ in range(size.rounds))
        finally:
            desk.store.close()
    brought, brought_bare = best(taken)
    what = f"{count:,} people, {COURSES} courses, {told:,} rows"
    return [
        Line(f"catalogue with rates: {what}", "one SQL statement", rates, rates_bare, GOAL),
        Line(f"missing: {what}", "one SQL statement", missing, missing_bare, GOAL),
        Line(
            f"import attendance of {size.of(ATTENDED):,} lines, the ledger on",
            "bare calamine + one insert",
            brought,
            brought_bare,
            GOAL,
            note="each person's attendance and reference is a sealed record of its own, so that retention can"
            " remove one person alone; the next line is what the seals take by themselves",
        ),
        Line(
            f"of that {seals:,} signatures and nothing else",
            "bare calamine + one insert",
            sealed,
            brought_bare,
        ),
    ]


def _seal(desk: Any, seals: int) -> None:
    """Sign as often as an import does: what HR was told of each person, and what the year says of it."""
    sign = desk.services.sealer.signer(desk.store.signing_seed, "revision")
    for number in range(seals):
        sign(f"{number:032x}\n{desk.identity.store_id}\n1\n1".encode())


def _imported(desk: Any, town: batch.Town, folder: Path, size: Size, number: int) -> tuple[float, float]:
    """Return the processor time of taking a list in, and of reading its cells and inserting them at once."""
    path = _list(folder / f"受講一覧{number}.xlsx", town.numbers, size.of(ATTENDED), number)

    def take() -> None:
        done = evidence.apply_evidence(desk, path, "attendance")
        if done.errors:
            raise RuntimeError(str(done.errors[0]))

    def bare() -> None:
        cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        with desk.store.write() as uow:
            driver = uow.people._connection.connection.driver_connection
            driver.execute("BEGIN IMMEDIATE")  # a unit begins with its first statement, and here is none
            driver.execute(f"CREATE TABLE told{number} (number, name, date, result)")
            driver.executemany(f"INSERT INTO told{number} VALUES (?, ?, ?, ?)", cells[1:])
            uow.commit()

    return busy(take), busy(bare)


def _list(path: Path, numbers: tuple[str, ...], lines: int, number: int) -> Path:
    """Write a list of who attended courses of the ledger in the year; ``number`` makes another one of it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("受講一覧")
    sheet.append(["職員番号", "研修名", "受講日", "結果"])
    for line in range(lines):
        who, place = line % len(numbers), line // len(numbers) % COURSES
        day = f"{batch.YEAR}-{4 + number % 3:02}-{1 + place % 28:02}"
        sheet.append([numbers[who], f"検証研修{place:02}", day, "修了" if line % 10 else "出席"])
    book.save(path)
    return path


def _courses() -> list[CourseSaid]:
    found = []
    for position in range(COURSES):
        everybody, managers = Audience("", "", "required"), Audience("", "管理職", "required")
        audience = (
            (everybody,) if position < REQUIRED else (managers,) if position < REQUIRED + MANAGERS else ()
        )
        found.append(CourseSaid(code=f"c{position:02}", name=f"検証研修{position:02}", audience=audience))
    return found


def _fill(desk: Any, town: batch.Town) -> int:
    told = list(attendance(town.numbers))
    with desk.store.write() as uow:
        uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
        courses = _courses()
        held = [SessionSaid(one.code, "第1回", fiscal_year=batch.YEAR) for one in courses]
        keeping.say(desk, uow, [keeping.whole(one) for one in (*courses, *held)])
        uow.people.add_evidence(told)
        uow.commit()
    return len(told)


def attendance(numbers: tuple[str, ...]) -> Iterator[EvidenceRecord]:
    """Yield ten years of attendance: most of what everybody must take, some of the rest."""
    chance = random.Random(1)
    each = max(1, int(len(numbers) * ROWS_EACH))
    for year in range(batch.YEAR - YEARS + 1, batch.YEAR + 1):
        seen = set()
        for _ in range(each):
            place = chance.choice((chance.randrange(REQUIRED), chance.randrange(COURSES)))
            seen.add((numbers[chance.randrange(len(numbers))], place))
        for number, place in sorted(seen):
            done = chance.random() < 0.9
            day = f"{year}-{6 + place % 6:02}-{1 + place % 28:02}"
            name = f"検証研修{place:02}"
            yield EvidenceRecord(number, "course", name, day, "修了" if done else "出席", done)


def _statement(desk: Any, statement: str, courses: list[CourseSaid]) -> list[Any]:
    said = [(one.name, one.audience[0].grade if one.audience else "") for one in courses]
    text = statement.format(courses=",".join("(?,?)" for _ in said), asked=_ASKED)
    given = [*(word for pair in said for word in pair), batch.YEAR, *_DAYS]
    with desk.store.read() as uow:
        driver = uow.people._connection.connection.driver_connection
        return list(driver.execute(text, given).fetchall())


def _same(year: Any, rates: list[Any], missing: Any, missed: list[Any]) -> None:
    """Refuse to compare what does not say the same."""
    ours = {(one.course.name, len(one.attended), len(one.completed), len(one.asked)) for one in year.courses
            if one.attended}  # fmt: skip
    assert ours == {tuple(row) for row in rates}, "both count the same"
    assert [(one.course, one.person.number) for one in missing] == [(row[0], row[3]) for row in missed]
