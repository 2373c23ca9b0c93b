"""Section × skill over a whole city against one hand-written SQL statement on the same store."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench import batch
from tests.bench.measuring import Line, Size, best, in_turn, timed

PEOPLE, SKILLS = 20_000, 50
GOAL, GOAL_GROWTH = 2.0, 1.1
SMALL = 1_000

# Levels lie packed, a byte a skill: the statement numbers the skills and cuts each byte out.
_STATEMENT = """
WITH RECURSIVE place(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n + 1 < ?)
SELECT department_code, n, substr(confirmed_levels, n + 1, 1) AS level, count(*)
FROM assessments, place WHERE fiscal_year = ?
GROUP BY department_code, n, level
"""


def rows(size: Size) -> list[Line]:
    """Measure the aggregation, and how it and HR's home grow from 1,000 people."""
    count = size.of(PEOPLE)
    small = min(SMALL, count)
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        (Path(made) / "few").mkdir(), (Path(made) / "all").mkdir()
        few, everybody = town(Path(made) / "few", small), town(Path(made) / "all", count)
        rounds = max(size.rounds, 3)
        ours, bare = _against(everybody, rounds)
        lines = [Line(f"section x skill, {count:,} x {SKILLS}", "one SQL statement", ours, bare, GOAL)]
        return [*lines, *_growth(few, everybody, rounds)]


def _growth(few: batch.Town, everybody: batch.Town, rounds: int) -> list[Line]:
    """Measure the same work for both towns in turn: many times the people may take as many times the time."""
    times = len(everybody.numbers) / len(few.numbers)
    against = f"{times:g} times {len(few.numbers):,} people"
    desks = [batch.opened(town.location) for town in (few, everybody)]
    try:
        lines = []
        for name, work in _WORKS.items():
            little, much = in_turn(rounds, *(partial(work, desk) for desk in desks))
            title = f"{name}: {len(everybody.numbers):,} people"
            lines.append(Line(title, against, much, little * times, GOAL_GROWTH))
        return lines
    finally:
        for desk in desks:
            desk.store.close()


def town(folder: Path, count: int, state: str = "") -> batch.Town:
    """Make a city with levels in every skill kept of everybody; they stand only in some ``state``."""
    made = batch.found(folder, count, framework=_wide())
    desk = batch.opened(made.location)
    try:
        with desk.store.write() as uow:
            uow.results.save_assessments(
                dataclasses.replace(
                    standing,
                    state=state or standing.state,
                    self_levels=bytes((number * 7 + position) % 4 for position in range(SKILLS)),
                    confirmed_levels=bytes((number * 5 + position) % 4 for position in range(SKILLS)),
                )
                for number, standing in enumerate(uow.results.assessments(batch.YEAR))
            )
            uow.commit()
    finally:
        desk.store.close()
    return made


def _wide() -> Any:
    """Return a framework of fifty skills."""
    from dxdesk.usecases.frameworks import versions

    found = versions.load_preset("shinagawa")
    first = next(item for item in found.items if item.kind == "skill")
    items = tuple(
        dataclasses.replace(first, uid=f"wide.{n}", code=str(n + 1), name=f"検証スキル{n + 1}", personas=())
        for n in range(SKILLS)
    )
    bare = dataclasses.replace(found, code="wide", version="1", items=items, personas=(), requirements=())
    return dataclasses.replace(bare, stages=())


def _against(town: batch.Town, rounds: int) -> tuple[float, float]:
    def statement(desk: Any) -> object:
        with desk.store.read() as uow:
            driver = uow.results._connection.connection.driver_connection
            return driver.execute(_STATEMENT, (SKILLS, batch.YEAR)).fetchall()

    desk = batch.opened(town.location)
    try:
        _map(desk), statement(desk)
        measured = [(timed(lambda: _map(desk)), timed(lambda: statement(desk))) for _ in range(rounds)]
    finally:
        desk.store.close()
    ours, bare = best(measured)
    return ours, bare


def _map(desk: Any) -> object:
    from dxdesk.usecases.skillmap.building import section_map

    return section_map(desk, batch.YEAR)


def _home(desk: Any) -> object:
    from dxdesk.usecases.home import overview

    return overview.home(desk)


def _status(desk: Any) -> object:
    from dxdesk.usecases.progress import status

    return status.status(desk)


_WORKS: dict[str, Callable[[Any], object]] = {"section map": _map, "home": _home, "status": _status}
