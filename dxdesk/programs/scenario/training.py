"""What the demonstration's office does with its training ledger: a plan each April, attendance twice a year.

Courses are those of the policy that is played, under the names that its list has. What a policy calls 必須
is 必須; where it calls nothing so, the office decides it of one course. A list that only tells what was held
in an earlier year is gone on from by the office's own courses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dxdesk.domain.contents import Audience, CourseSaid
from dxdesk.domain.framework import EVERYONE, OTHERWISE, Framework
from dxdesk.domain.training import NEED_LABELS, NEW_STAFF, Alike, Need, need_of
from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario import enrolling
from dxdesk.programs.scenario.demo import Demo, asked
from dxdesk.programs.scenario.enrolling import OneSession
from dxdesk.programs.scenario.inbox import received
from dxdesk.programs.scenario.town import Town
from dxdesk.usecases.training import editing, keeping
from dxdesk.usecases.training.ledger import ledger

ATTENDANCE = ("職員番号", "研修名", "受講日", "結果")
"""How the list of an older system is headed."""
Row = tuple[str, str, str]
"""Course, day and result, as a list of attendance has them."""

_TURNS = ((5, 14), (8, 20), (11, 12))
_LATE = (2, 4)
_QUARTERS = {5: "第1四半期", 8: "第2四半期", 11: "第3四半期", 2: "第4四半期"}
_EVERY_FIFTH = 5
_ASKING, _SEATS = 3, 6
"""So many sections ask for a seat of the session that is played through, which has so many."""
_DONE, _PRESENT, _ABSENT = "修了", "出席", "欠席"


@dataclass(frozen=True)
class _Held:
    """A course in a year: its turns by first day, and which share of whom it is for comes."""

    course: CourseSaid
    days: tuple[date, ...]
    share: float


class Training:
    """The office's training, year by year."""

    def __init__(self, demo: Demo, framework: Framework, persona: str) -> None:
        """Take the stage, the policy and the code of the 人材像 that sections name people for."""
        self._demo, self._framework, self._persona = demo, framework, persona
        self._enrolled: OneSession | None = None
        first = {code for one in framework.stages if (one.persona, one.step) == (persona, 1)
                 for code in one.requirements}  # fmt: skip
        self._basics = {one.name for one in framework.requirements if one.code in first}

    # --- the plan ------------------------------------------------------------------------------

    def plan(self, year: int, folder: Path, *, enrolled: bool) -> None:
        """Take the policy's courses, decide what is 必須, and set the year's sessions.

        ``enrolled``: sections ask for seats of one of them, where the year is played with its files.
        """
        self._demo.clock.day = f"{year}-04-10"
        keeping.take_preset(self._demo.hr, self._framework.code)
        self._go_on(year)
        self._require(year)
        self._enrolled = self._chosen(year) if enrolled and self._demo.keeps_files else None
        rows = [
            (
                held.course.name,
                f"第{turn}回",
                day.isoformat(),
                _QUARTERS[day.month],
                "研修室",
                self._seats(held, turn),
            )
            for held in self._held(year)
            for turn, day in enumerate(held.days, start=1)
        ]
        if rows:
            header = ("研修名", "回", "開催日", "受講期", "会場", "定員")
            received(self._demo, year, "sessions", folder / "研修の回.xlsx", header, rows)

    def enrols_by(self, day: str) -> bool:
        """Tell whether the session that is played through is over by a day (ISO)."""
        return self._enrolled is not None and self._enrolled.day.isoformat() < day

    def enrol(self, town: Town, year: int, folder: Path) -> None:
        """Play one session from the forms to the answers, in a year that is played with its files."""
        chosen = self._enrolled
        if chosen is None:
            return
        able = frozenset(one.number for one in asked(town))
        wanting = [
            (
                unit,
                tuple(p for p in unit.others if p.number in able and need_of(chosen.course, self._alike(p))),
            )
            for unit in town.prompt
        ]
        sections = tuple(one for one in wanting if one[1])[:_ASKING]
        enrolling.play(self._demo, chosen, enrolling.capped(sections, chosen.seats), year, folder)

    def _chosen(self, year: int) -> OneSession | None:
        """Return the session that is played through: the first turn of a course that is for most people."""
        held = min(
            self._held(year), key=lambda one: (self._narrow(one.course), one.course.code), default=None
        )
        return OneSession(held.course, "第1回", held.days[0], _SEATS) if held is not None else None

    def _narrow(self, course: CourseSaid) -> int:
        """Return how few a course is for: 0 = it says that everybody is meant."""
        if any(map(self._for_all, course.audience)):
            return 0
        if not course.audience and not course.hint:
            return 1
        return 2 if any(to.persona == self._persona for to in course.audience) else 3

    def _seats(self, held: _Held, turn: int) -> str:
        chosen = self._enrolled
        return str(chosen.seats) if chosen and (chosen.course, 1) == (held.course, turn) else ""

    def _courses(self) -> tuple[CourseSaid, ...]:
        with self._demo.hr.store.read() as uow:
            return tuple(one for one in ledger(uow).courses if not one.ended)

    def _go_on(self, year: int) -> None:
        """Make courses of this year out of a list that only tells of an earlier one."""
        courses = self._courses()
        if any(not one.reference or one.reference >= year for one in courses):
            return
        for one in courses:
            name = f"{one.name}(令和{year - 2018}年度)"
            new = one._replace(code=f"r{year - 2018}-{one.code}", name=name, aliases=(), reference=0)
            editing.save_course(self._demo.hr, new)

    def _require(self, year: int) -> None:
        """Decide that one course is 必須 for whom sections name, where nothing is said to be."""
        planned = [one for one in self._courses() if one.roster and not one.reference]
        if not planned or any(to.need == Need.REQUIRED for one in planned for to in one.audience):
            return
        meant = [one for one in planned if any(to.persona == self._persona for to in one.audience)]
        course = (meant or planned)[0]
        others = [
            to for to in course.audience or (Audience("", "", Need.NONE),) if to.persona != self._persona
        ]
        wanted = course._replace(audience=(*others, Audience(self._persona, "", Need.REQUIRED)))
        editing.save_course(self._demo.hr, wanted, course)
        persona = next(one.name for one in self._framework.personas if one.code == self._persona)
        self._demo.mishap(
            "course-required", year,
            f"方針が{NEED_LABELS[Need.NONE]}とする「{course.name}」を、この団体では{persona}の必須と決めた。",
            course=course.code,
        )  # fmt: skip

    def _held(self, year: int) -> Iterator[_Held]:
        """Yield what is held in a year; every fifth course is not (提供なし), another one each year."""
        for position, course in enumerate(self._courses()):
            if course.reference not in (0, year) or not course.roster or course.rule == NEW_STAFF:
                continue
            required = any(to.need == Need.REQUIRED for to in course.audience)
            if (position + year) % _EVERY_FIFTH == 0 and not required:
                continue
            month, day = _TURNS[position % len(_TURNS)]
            days = [date(year, month, day)]
            if position % 2 == 0:
                days.append(date(year + 1, *_LATE))
            everybody = self._is_for_all(course)
            usual = 0.12 if everybody and not required else 0.7
            luck = self._demo.voices.rng("course", course.code, year).uniform(0.8, 1.3)
            yield _Held(course, tuple(days), min(0.97, usual * luck))

    def _is_for_all(self, course: CourseSaid) -> bool:
        return not course.audience or any(self._for_all(to) for to in course.audience)

    def _for_all(self, to: Audience) -> bool:
        persona = next((one for one in self._framework.personas if one.code == to.persona), None)
        return not to.grade and (persona is None or persona.scope in (EVERYONE, OTHERWISE))

    # --- who came --------------------------------------------------------------------------------

    def attended(self, town: Town, year: int) -> Iterator[tuple[Employee, Row]]:
        """Yield what HR knows by December."""
        yield from self._came(town, year, date(year, 12, 1), late=False)

    def after(self, town: Town, year: int, folder: Path) -> None:
        """Take in what was held after December; it comes when the year's result is final already."""
        self._demo.clock.day = f"{year + 1}-03-30"
        rows = [(who.number, *row) for who, row in self._came(town, year, date(year, 12, 1), late=True)]
        if not rows:
            return
        path = folder / "受講記録_確定後.csv"
        received(self._demo, year, "attendance", path, ATTENDANCE, rows)
        self._demo.mishap(
            "attendance-late", year,
            f"2月に開いた研修の受講記録{len(rows):,}件は、結果の確定の後に届いた。受講率には入り、レベルは変わらない。",
            count=len(rows), files=[self._demo.listing.path(path)] if self._demo.keeps_files else [],
        )  # fmt: skip

    def _came(self, town: Town, year: int, until: date, *, late: bool) -> Iterator[tuple[Employee, Row]]:
        people = [(person, self._alike(person)) for person in asked(town)]
        for held in self._held(year):
            chosen = self._enrolled
            listed = chosen.day if chosen is not None and chosen.course == held.course else None
            days = [day for day in held.days if (day > until) is late and day != listed]
            # Who comes to one turn does not come to the other: each draws where it belongs, then whether.
            for person, alike in people:
                if need_of(held.course, alike) is None:
                    continue
                rng = self._demo.voices.rng("came", person.number, held.course.code, year)
                mine = held.days[rng.randrange(len(held.days))]
                luck, result = rng.random(), rng.choices((_DONE, _PRESENT, _ABSENT), (88, 6, 6))[0]
                if held.course.name in self._basics and self._persona in alike.personas:
                    # Whoever was named goes to what their first stage asks, as soon as it is held.
                    mine, luck, result = held.days[0], 0.0, _DONE
                if mine in days and luck < held.share:
                    yield person, (self._called(held.course, rng.random()), mine.isoformat(), result)

    @staticmethod
    def _called(course: CourseSaid, luck: float) -> str:
        """Return what a list calls a course: mostly its name, sometimes another one that it has."""
        return course.aliases[0] if course.aliases and luck < 0.2 else course.name

    def _alike(self, person: Employee) -> Alike:
        who = self._framework.personas_of(person.personas, person.grade)
        group = self._framework.grade_group(person.grade)
        return Alike(person.grade, group, frozenset(one.code for one in who), new=False)
