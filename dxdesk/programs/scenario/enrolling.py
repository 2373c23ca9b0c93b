"""One session of the demonstration from 受講申込票 to アンケート, each step through its file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.enrolments import GRANTED
from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario import requesting
from dxdesk.programs.scenario.demo import Demo
from dxdesk.programs.scenario.inbox import received, take_in
from dxdesk.programs.scenario.town import Unit
from dxdesk.usecases.sealing.workbook_kinds import ATTENDANCE, ENROLMENT_FORM, ENROLMENTS, QUESTIONNAIRE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.training import deciding

Asked = tuple[tuple[Unit, tuple[Employee, ...]], ...]
"""Sections with whom each asks for a seat."""

_RESULTS = ("修了", "修了", "修了", "修了", "欠席")
_SCORES = ("5", "4", "4", "3", "5", "2")
_WORDS = (
    "例が身近で、すぐに使えそうです。",
    "",
    "もう少しゆっくり進めてほしい。",
    "",
    "",
    "続編を希望します。",
)


@dataclass(frozen=True)
class OneSession:
    """The session that is played through: its course, turn, first day and number of seats."""

    course: CourseSaid
    turn: str
    day: date
    seats: int

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.course.name} {self.turn}"

    @property
    def key(self) -> str:
        """What commands and use cases call it."""
        return f"{self.course.code}/{self.day.isoformat()}"


def play(demo: Demo, session: OneSession, asked: Asked, year: int, folder: Path) -> None:
    """Send the forms, take them back, decide, print the 出席簿, take it and the answers in.

    One section answers in its store, the others in Excel.
    """
    from dxdesk.programs.scenario.by_hand import fill_table

    hr = demo.hr
    demo.clock.day = (session.day - timedelta(days=28)).isoformat()
    own = requesting.in_store(demo, (unit for unit, _ in asked))
    for unit, people in asked:
        wanted = dispatch.Export(ENROLMENT_FORM.word, folder / "受講申込票", section=unit.code,
                                 fiscal_year=year, sessions=(session.key,))  # fmt: skip
        (form,) = dispatch.export(hr, wanted).files
        demo.list_files(ENROLMENT_FORM.word, year, [form])
        if unit == own:
            filled = requesting.enrol(demo, unit, form, session.title, people, folder / "受講申込")
        else:
            filled = folder / "受講申込" / form.name
            fill_table(form, filled, {(person.number, session.title): "○" for person in people})
        take_in(demo, year, ENROLMENTS.kind, filled)
    demo.clock.day = (session.day - timedelta(days=14)).isoformat()
    done = deciding.decide_by_arrival(hr, session.key, year)
    seats = session.seats - len(done.numbers) if done.tied else 0
    if seats > 0:
        # All forms come back on one day: of whom not all find a seat the office draws.
        drawn = deciding.decide(hr, session.key, done.tied[:seats], GRANTED, "抽選", year)
        done = replace(drawn, numbers=(*done.numbers, *drawn.numbers))
    if not done.numbers:
        return
    if done.left:
        demo.mishap(
            "enrolment-over", year,
            f"「{session.title}」は定員{session.seats}人を超える申込があり、{len(done.left)}人の受講をまだ決めていない。",
            employees=[line.number for line in done.left],
        )  # fmt: skip
    wanted = dispatch.Export(ATTENDANCE.word, folder / "出席簿", fiscal_year=year, sessions=(session.key,))
    (sheet,) = dispatch.export(hr, wanted).files
    demo.list_files("attendance-sheet", year, [sheet])
    demo.clock.day = (session.day + timedelta(days=1)).isoformat()
    results = {
        (number, "結果"): _RESULTS[place % len(_RESULTS)] for place, number in enumerate(sorted(done.numbers))
    }
    filled = folder / "受講記録" / sheet.name
    fill_table(sheet, filled, results)
    take_in(demo, year, ATTENDANCE.kind, filled)
    header = ("満足度", "業務に役立ちそうか", "ご意見")
    rows = [
        (_SCORES[place % 6], _SCORES[(place + 1) % 6], _WORDS[place % 6])
        for place in range(len(done.numbers))
    ]
    path = folder / "アンケート.csv"
    received(demo, year, QUESTIONNAIRE.kind, path, header, rows, session=session.key)


def capped(asked: Asked, seats: int) -> Asked:
    """Return so many of each section that together they are two more than there are seats, or fewer."""
    each = -(-(seats + 2) // max(1, len(asked)))
    return tuple((unit, people[:each]) for unit, people in asked if people)
