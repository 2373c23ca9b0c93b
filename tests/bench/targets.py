"""Forty targets (目標) of a whole city, each against one hand-written SQL statement on the same store."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from dxdesk.domain.capabilities import AIMS, ON, TRAINING
from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.framework import Framework
from dxdesk.domain.lifecycle import State
from dxdesk.domain.target_record import Aim, Basis, Span, TargetSaid, fields_of
from dxdesk.ports import setting_names
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.targets import keeping
from dxdesk.usecases.targets import overview as shown
from dxdesk.usecases.training import keeping as training
from tests.bench import batch
from tests.bench.measuring import Line, Size, in_turn
from tests.bench.training import COURSES, attendance

PEOPLE = 20_000
GOAL = 2.0
"""All targets of a year may take at most this many times one statement each, one after the other."""

_DAYS = (f"{batch.YEAR}-04-01", f"{batch.YEAR + 1}-03-31")
_PERSONAS = ("promoter", "", "system", "", "", "promoter", "", "", "", "")
"""Who of ten people in a row is appointed to which 人材像; general staff is whoever is not of the systems."""

_HOLDS: dict[str, str] = {
    "": "",
    "promoter": " AND a.personas LIKE '%\"promoter\"%'",
    "system": " AND a.personas LIKE '%\"system\"%'",
    "general": " AND a.personas NOT LIKE '%\"system\"%'",
}
_LIVE = "(e.receipt = 0 OR e.receipt IN (SELECT number FROM receipts WHERE live))"
_PEOPLE = "FROM assessments a WHERE a.fiscal_year = ? AND a.state <> 'exempt'"
_OFFICE = "a.department_code NOT IN (SELECT parent FROM departments)"
_COURSE = f"""
SELECT count(*), sum(a.employee_number IN (
    SELECT e.employee_number FROM evidence e
    WHERE e.kind = 'course' AND e.name = ? AND e.date BETWEEN ? AND ? {{done}} AND {_LIVE}))
{_PEOPLE}
"""
_LEVEL = f"""
SELECT sum(level <> x'FF'), sum(level <> x'FF' AND level >= ?) FROM (
    SELECT substr(a.confirmed_levels, ?, 1) AS level {_PEOPLE} {{holds}})
"""
_HEADS = f"SELECT 0, count(*) {_PEOPLE}"
_SECTIONS = f"""
SELECT count(*), sum(there) FROM (
    SELECT a.department_code, max(substr(a.confirmed_levels, ?, 1) BETWEEN ? AND x'FE') AS there
    {_PEOPLE} AND {_OFFICE} GROUP BY a.department_code)
"""
_PLACES = f"""
SELECT count(*), sum(there) FROM (
    SELECT a.department_code, max(1 {{holds}}) AS there {_PEOPLE} AND {_OFFICE}
    GROUP BY a.department_code)
"""


class _Aimed(NamedTuple):
    """A target with the statement that counts the same: of how many, and how many."""

    said: TargetSaid
    statement: str
    given: tuple[Any, ...]


def rows(size: Size) -> list[Line]:
    """Measure the targets of a year: counted and shown, against nothing but the counts."""
    count = size.of(PEOPLE)
    framework = versions.load_preset("govtech-tokyo")
    aimed = _targets(framework)
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        town = batch.found(Path(made), count, framework=framework)
        desk = batch.opened(town.location)
        try:
            told = _fill(desk, town, len(framework.items), [one.said for one in aimed])
            works = (partial(shown.target_year, desk, batch.YEAR), partial(_statements, desk, aimed))
            _same(aimed, *(work() for work in works))
            ours, bare = in_turn(max(size.rounds, 3), *works)
        finally:
            desk.store.close()
    what = f"{len(aimed)} targets of {count:,} people, {told:,} rows of attendance"
    return [Line(what, "one SQL statement each", ours, bare, GOAL)]


def _targets(framework: Framework) -> list[_Aimed]:
    """Return forty targets of every kind that one statement over a table of people can count."""
    found: list[_Aimed] = []

    def add(basis: Basis, statement: str, given: Sequence[Any], unit: str, **said: Any) -> None:
        code = f"t{len(found):02}"
        usual = {"aim": Aim.STRUCTURE.value, "span": Span.YEAR.value, "plans": {batch.YEAR: "50"}}
        target = TargetSaid(code, f"検証目標{code}", unit=unit, basis=basis.value, **usual, **said)
        found.append(_Aimed(target, statement, tuple(given)))

    def course(place: int, basis: Basis, persona: str = "", unit: str = "人") -> None:
        done = "" if basis is Basis.ATTENDED else "AND e.completed"
        statement = _COURSE.format(done=done) + _HOLDS[persona]
        given = (_course(place), *_DAYS, batch.YEAR)
        add(basis, statement, given, unit, courses=(f"c{place:02}",), persona=persona)

    for place in range(10):
        course(place, Basis.COMPLETED, unit="%" if place % 2 else "人")
    for place in range(6):
        course(place, Basis.ATTENDED, ("", "general")[place % 2], "%")
    for place in range(4):
        course(place, Basis.TRAINED, ("promoter", "system")[place % 2])
    skills = [item for item in framework.items if item.kind == "skill"]
    for place in range(10):
        item, persona = skills[place % len(skills)], ("", "promoter")[place % 2]
        given = (bytes((1,)), framework.positions[item.uid] + 1, batch.YEAR)
        statement = _LEVEL.format(holds=_HOLDS[persona])
        add(Basis.LEVEL, statement, given, "%", item=item.uid, level=1, persona=persona)
    for place in range(4):
        item = skills[place]
        given = (framework.positions[item.uid] + 1, bytes((2,)), batch.YEAR)
        add(Basis.TOOL, _SECTIONS, given, "%", item=item.uid, level=2)
    for persona in ("promoter", "system", "general"):
        add(Basis.APPOINTED, _HEADS + _HOLDS[persona], (batch.YEAR,), "人", persona=persona)
        add(Basis.PLACED, _PLACES.format(holds=_HOLDS[persona]), (batch.YEAR,), "%", persona=persona)
    return found


def _course(place: int) -> str:
    return f"検証研修{place:02}"


def _fill(desk: Any, town: batch.Town, width: int, said: Sequence[TargetSaid]) -> int:
    """Give everybody levels and a 人材像, ten years of attendance, and the office its targets."""
    told = list(attendance(town.numbers))
    courses = [CourseSaid(code=f"c{place:02}", name=_course(place)) for place in range(COURSES)]
    held = [SessionSaid(one.code, "第1回", fiscal_year=batch.YEAR) for one in courses]
    with desk.store.write() as uow:
        uow.results.save_assessments(
            dataclasses.replace(
                standing,
                state=State.SECOND_CONFIRMED.value,
                personas=tuple(filter(None, [_PERSONAS[number % len(_PERSONAS)]])),
                self_levels=bytes((number * 7 + place) % 4 for place in range(width)),
                confirmed_levels=bytes((number * 5 + place) % 4 for place in range(width)),
            )
            for number, standing in enumerate(uow.results.assessments(batch.YEAR))
        )
        for name in (TRAINING, AIMS):
            uow.settings.set(f"{setting_names.USES}{name}", ON)
        training.say(desk, uow, [training.whole(one) for one in (*courses, *held)])
        keeping.say(desk, uow, [(one.code, fields_of(one)) for one in said])
        uow.people.add_evidence(told)
        uow.commit()
    return len(told)


def _statements(desk: Any, aimed: Sequence[_Aimed]) -> list[tuple[int, int]]:
    with desk.store.read() as uow:
        driver = uow.people._connection.connection.driver_connection
        return [driver.execute(one.statement, one.given).fetchone() for one in aimed]


def _same(aimed: Sequence[_Aimed], ours: shown.TargetYear, bare: Sequence[tuple[int, int]]) -> None:
    """Refuse to compare what does not say the same."""
    told = {line.said.code: line.found for line in ours.lines}
    for one, (of, count) in zip(aimed, bare, strict=True):
        found = told[one.said.code]
        same = (
            (found.count, found.of) == (count, of) if one.said.unit == "%" else found.value == Decimal(count)
        )
        assert same, f"both count the same: {one.said} {found} {count} of {of}"
