"""評価指標 of a whole city: 8 questions of 20,000 people over five years, a survey, the drawing."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

from dxdesk import bootstrap
from dxdesk.domain.capabilities import AIMS, ON
from dxdesk.domain.contents import Scored
from dxdesk.domain.indicator_record import SurveySaid, fields_of
from dxdesk.domain.indicators import shown
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports.survey_tables import TakeSurvey, apply_survey, undo_survey
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.indicators import keeping
from dxdesk.usecases.indicators.ledger import subject_of
from dxdesk.usecases.indicators.overview import figure_lines, overview
from dxdesk.usecases.workplace.desk import Desk
from tests.bench.importing import busy
from tests.bench.measuring import Line, Size, in_turn

GOAL = 2.0
"""Ours may take at most this many times one statement, or reading the file and nothing else."""

DRAWN = 0.1
"""Seconds in which the logic model stands on the screen."""

PEOPLE, FIRST = 20_000, 2015  # before the figures that the policy publishes
_CODES = ("01", "03", "04", "05", "06", "07", "08-1", "08-2")
_WORDS = ("そう思わない", "あまりそう思わない", "どちらともいえない", "ややそう思う", "そう思う")
_STATEMENT = """
SELECT question, year, count(*), avg(step) FROM answers GROUP BY question, year ORDER BY question, year
"""


def _step(person: int, question: int, year: int) -> int:
    return (person * 7 + question * 3 + year + person // 11) % 5


def rows(size: Size) -> list[Line]:
    """Measure the figures of five years, a survey of one, and the drawing."""
    count = size.of(PEOPLE)
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        folder = Path(made)
        desk = create_store(
            bootstrap.services(), str(folder / "人事.dxdesk"), Role.HR, ("131091", "検証区"), "検証の合言葉 1"
        )
        try:
            with desk.store.write() as uow:
                uow.settings.set(f"{setting_names.USES}{AIMS}", ON)
                uow.commit()
            keeping.take_preset(desk, "shinagawa")
            return [*_figures(desk, count, size), *_survey(desk, folder, count, size), _drawing(desk, size)]
        finally:
            desk.store.close()


def _figures(desk: Desk, count: int, size: Size) -> list[Line]:
    answers = sqlite3.connect(":memory:")
    answers.execute("CREATE TABLE answers (question TEXT, year INTEGER, step INTEGER)")
    for year in range(FIRST, FIRST + 5):
        counts = {code: [0] * 5 for code in _CODES}
        lines = []
        for place, code in enumerate(_CODES):
            for person in range(count):
                step = _step(person, place, year)
                counts[code][step] += 1
                lines.append((code, year, step + 1))
        answers.executemany("INSERT INTO answers VALUES (?, ?, ?)", lines)
        scored = tuple(Scored(code, tuple(found)) for code, found in counts.items())
        said = SurveySaid(fiscal_year=year, answers=count, scored=scored)
        with desk.store.write() as uow:
            keeping.say(desk, uow, [(subject_of("hr", said), fields_of(said))])
            uow.commit()

    def bare() -> list[Any]:
        return answers.execute(_STATEMENT).fetchall()

    told = {
        (row.indicator.code, point.year): (point.answers, point.text)
        for row in overview(desk).rows
        for point in row.points
        if not point.label
    }
    assert told == {
        (code, year): (number, shown(int(mean * 1000 + 0.5))) for code, year, number, mean in bare()
    }
    ours, theirs = in_turn(max(size.rounds, 3), partial(overview, desk), bare)
    answers.close()
    what = f"indicators: 8 questions x {count:,} answers x 5 years"
    return [Line(what, "one SQL statement", ours, theirs, goal=GOAL)]


def _survey(desk: Desk, folder: Path, count: int, size: Size) -> list[Line]:
    path = folder / "アンケート.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("回答")
    sheet.append(["タイムスタンプ", "所属", "職層", *(f"問{code}" for code in _CODES)])
    for person in range(count):
        answers = (_WORDS[_step(person, place, FIRST + 5)] for place in range(len(_CODES)))
        grade = ("一般職", "係長級", "管理職")[person % 3]
        sheet.append([f"{FIRST + 5}/05/{person % 28 + 1:02} 10:00", f"第{person // 40}課", grade, *answers])
    book.save(path)

    def once() -> float:
        receipts = []
        taken = busy(lambda: receipts.append(apply_survey(desk, TakeSurvey(path, FIRST + 5)).receipt))
        undo_survey(desk, receipts[0])  # so that the same one can be taken in again
        return taken

    def bare() -> Sequence[Any]:
        return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()

    def guarded() -> object:
        return desk.services.tables.read_all(path)

    rounds = max(size.rounds, 3)
    once()
    taken = [(once(), busy(guarded), busy(bare)) for _ in range(rounds)]
    ours, read, theirs = map(min, zip(*taken, strict=True))
    what = f"survey: {count:,} rows taken in"
    return [
        Line(what, "the guarded reader alone", ours, read, goal=GOAL),
        Line(what, "bare calamine, the sheet", ours, theirs),
    ]


def _drawing(desk: Desk, size: Size) -> Line:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from dxdesk.ui.aims.model_drawing import ModelDrawing

    _ = QApplication.instance() or QApplication([])
    best = 1e9
    for _round in range(max(size.rounds, 3)):
        began = time.perf_counter()
        found = overview(desk)
        drawing = ModelDrawing()
        drawing.resize(1100, 700)
        drawing.show_model(found.outcomes, found.activities, figure_lines(found))
        drawing.grab()
        best = min(best, time.perf_counter() - began)
    return Line("logic model: read, laid out and painted", "-", best, goal=DRAWN)
