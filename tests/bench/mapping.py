"""The skill map: opened and scrolled against a bare table of numbers, read cold against one SELECT."""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import batch
from tests.bench.measuring import Child, Line, Size, best, timed

PEOPLE, SKILLS = 10_000, 50
GOAL_OPEN, GOAL_SCROLL, GOAL_COLD = 1.5, 1.0, 2.0
FRAMES = 40
STEP = 90
"""Pixels a turn of the wheel moves."""

SIZE = (1080, 600)
_QUIET = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.warning=false;*.info=false"}


def rows(size: Size) -> list[Line]:
    """Measure all three rows of the table of goals."""
    return [*_painted(size), _cold(size)]


# --- opening and scrolling, in a process of its own ----------------------------------------------------


def _painted(size: Size) -> list[Line]:
    count = size.of(PEOPLE)
    told = Child("tests.bench.mapping", [count, max(size.rounds, 5) if size.rounds > 1 else 1], _QUIET).run()
    work = f"map {count:,} x {SKILLS}"
    against = "bare QTableView over ints"
    return [
        Line(f"{work}: open and paint", against, *told["open"], GOAL_OPEN),
        Line(f"{work}: scroll a frame", against, *told["scroll"], GOAL_SCROLL),
    ]


def _people(count: int) -> Any:
    """Return a map of made-up people over a made-up framework."""
    from dxdesk.domain.lifecycle import State
    from dxdesk.usecases.skillmap.model import MapItem, MapPerson

    scale = ((0, "LV0"), (1, "LV1"), (2, "LV2"), (3, "LV3"))
    items = tuple(MapItem(f"skill-{n}", f"検証スキル{n}", "検証", "skill", scale) for n in range(SKILLS))
    chance = random.Random(1)
    people = []
    for number in range(count):
        levels, last = (bytes(chance.choices((0, 1, 2, 3, 255), k=SKILLS)) for _ in range(2))
        place = f"{number // batch.SECTION:04}"
        name = f"検証{'髙﨑葛辺濵'[number % 5]} {number}子"
        who = (f"{number:06}", name, "ケンショウ", place, f"検証第{place}課", "一般職", "主事")
        people.append(MapPerson(*who, (), State.RECEIVED, levels, last))

    @dataclasses.dataclass
    class Found:
        items: tuple[MapItem, ...]
        rows: tuple[MapPerson, ...]
        unmapped: frozenset[int] = frozenset()
        reread: bool = False

        def place(self, uid: str) -> int:
            return int(uid.partition("-")[2])

    return Found(items, tuple(people))


def _ours(found: Any) -> Any:
    from dxdesk.ui.skillmap.frozen import FrozenTable
    from dxdesk.ui.skillmap.model import PeopleModel
    from dxdesk.ui.skillmap.view import PEOPLE_WIDTHS

    model, table = PeopleModel(), FrozenTable()
    table.show_model(model, PEOPLE_WIDTHS)
    model.set_compare(True)
    model.show_map(found)
    table.kept = model  # type: ignore[attr-defined]
    return table


def _bare(numbers: list[list[int]]) -> Any:
    """Return the plainest table there is, with cells as large as ours."""
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QTableView

    class Numbers(QAbstractTableModel):
        def rowCount(self, parent: Any = None) -> int:
            return len(numbers)

        def columnCount(self, parent: Any = None) -> int:
            return SKILLS + 3

        def data(self, index: Any, role: int = 0) -> Any:
            if role == Qt.ItemDataRole.DisplayRole:
                return numbers[index.row()][index.column()]
            return None

    view = QTableView()
    view.kept = Numbers()  # type: ignore[attr-defined]
    view.setModel(view.kept)  # type: ignore[attr-defined]
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().setDefaultSectionSize(30)
    view.horizontalHeader().setDefaultSectionSize(76)
    return view


def _once(make: Callable[[], Any]) -> tuple[float, float]:
    """Return how long it takes to open with the first paint, and to scroll by a turn of the wheel."""
    from PySide6.QtWidgets import QApplication

    shown: list[Any] = []

    def show() -> None:
        widget = make()
        widget.resize(*SIZE)
        widget.show()
        QApplication.processEvents()
        shown.append(widget)

    opened = timed(show)
    bar = getattr(shown[0], "right", shown[0]).verticalScrollBar()

    def scroll() -> None:
        for _ in range(FRAMES):
            bar.setValue(bar.value() + STEP)
            QApplication.processEvents()

    scroll()  # the first turns fill caches on either side
    scrolled = timed(scroll) / FRAMES
    shown[0].close()
    return opened, scrolled


def _child(count: int, rounds: int) -> dict[str, list[float]]:
    from dxdesk.ui.startup.app import prepare

    prepare()
    found = _people(count)
    numbers = [[person.levels[position % SKILLS] for position in range(SKILLS + 3)] for person in found.rows]

    def both() -> tuple[float, ...]:
        return (*_once(lambda: _ours(found)), *_once(lambda: _bare(numbers)))

    both()
    ours_open, ours_scroll, bare_open, bare_scroll = best([both() for _ in range(rounds)])
    return {"open": [ours_open, bare_open], "scroll": [ours_scroll, bare_scroll]}


# --- cold from the store -------------------------------------------------------------------------------

_SELECT = (
    "SELECT employee_number, name, kana, department_code, department_name, grade, post, personas, state,"
    " self_levels, confirmed_levels, last_levels FROM assessments WHERE fiscal_year = ?"
    " ORDER BY department_code, employee_number"
)


def _cold(size: Size) -> Line:
    """Read the map of a store that was just opened; the bare side selects the same rows and no more."""
    from dxdesk.usecases.skillmap.building import people_map

    count = size.of(PEOPLE)
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        town = batch.found(Path(made), count)
        _fill(town)

        def ours(desk: Any) -> object:
            return people_map(desk, batch.YEAR)

        def bare(desk: Any) -> object:
            with desk.store.read() as uow:
                driver = uow.results._connection.connection.driver_connection
                return driver.execute(_SELECT, (batch.YEAR,)).fetchall()

        def once(work: Callable[[Any], object]) -> float:
            desk = batch.opened(town.location)
            try:
                return timed(lambda: work(desk))
            finally:
                desk.store.close()

        once(ours), once(bare)
        rounds = max(size.rounds, 5) if size.rounds > 1 else 1
        taken, least = best([(once(ours), once(bare)) for _ in range(rounds)])
    return Line(f"map of {count:,}: cold from the store", "one SELECT of its rows", taken, least, GOAL_COLD)


def _fill(town: batch.Town) -> None:
    """Give everybody levels of three sources, as a year well under way has them."""
    desk = batch.opened(town.location)
    try:
        with desk.store.write() as uow:
            standings = uow.results.assessments(batch.YEAR)
            width = max(len(standing.self_levels) for standing in standings)
            uow.results.save_assessments(
                dataclasses.replace(
                    standing,
                    self_levels=bytes((number * 7 + position) % 4 for position in range(width)),
                    confirmed_levels=bytes((number * 5 + position) % 4 for position in range(width)),
                    last_levels=bytes((number * 3 + position) % 3 for position in range(width)),
                )
                for number, standing in enumerate(standings)
            )
            uow.commit()
    finally:
        desk.store.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("rounds", type=int)
    options = parser.parse_args()
    json.dump(_child(options.count, options.rounds), sys.stdout)
    print()
