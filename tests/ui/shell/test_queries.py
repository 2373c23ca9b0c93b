"""Nothing asks the store person by person: a screen of three times the people sends as many statements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from dxdesk.store.unit import SqlUnit
from dxdesk.ui.shell import actions
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.shell.screen import Screen
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from tests.bench import batch
from tests.helpers.screens import settle

Show = Callable[[Desk], MainWindow]
FEW, MANY = 7, 21


def hr_of(folder: Path, count: int) -> Desk:
    """Return HR's store of a town in which every third person has answered."""
    folder.mkdir()
    town = batch.found(folder, count)
    desk = batch.opened(town.location)
    _answer(desk, town.numbers[::3])
    return desk


def section_of(folder: Path, count: int) -> Desk:
    """Return the store of a confirmer of so many people, all of whom have answered."""
    folder.mkdir()
    town = batch.found(folder, count)
    hr = batch.opened(town.location)
    try:
        packages = dispatch.export(hr, dispatch.Export("section-packages", folder / "p")).files
    finally:
        hr.store.close()
    largest = max(packages, key=lambda path: path.stat().st_size)
    location = str(folder / "s.dxdesk")
    desk, _ = opening.create_from(hr.services, largest, location, batch.PASSPHRASE)
    with desk.store.read() as uow:
        found = {row.employee_number for row in uow.results.assessments(batch.YEAR)}
    _answer(desk, sorted(found))
    return desk


def _answer(desk: Desk, numbers: Any) -> None:
    for number in numbers:
        items = self_report.open_answers(desk, number).items
        said = Answers({item.uid: position % 4 for position, item in enumerate(items)}, {}, {})
        self_report.submit(desk, answers=said, employee_number=number)


def _rest(qtbot: QtBot, window: MainWindow, screen: Screen) -> None:
    """Wait until nothing is under way and nothing is about to be: the documents' preview begins late."""
    settle(qtbot, window)
    for timer in screen.findChildren(QTimer):
        if timer.isSingleShot():
            qtbot.waitUntil(lambda timer=timer: not timer.isActive(), timeout=20_000)
    settle(qtbot, window)


def statements_of(qtbot: QtBot, window: MainWindow, role: Any) -> dict[str, int]:
    """Return how many statements each screen sends when it is loaded again."""
    told: list[str] = []
    engine = window.desk.store.engine  # type: ignore[attr-defined]

    def count(*given: Any) -> None:
        told.append(str(given[2]))

    found = {}
    for place in actions.destinations(role):
        screen = window.go(place.key)
        assert screen is not None
        _rest(qtbot, window, screen)
        event.listen(engine, "before_cursor_execute", count)
        try:
            told.clear()
            screen.reload()
            _rest(qtbot, window, screen)
            found[place.key] = len(told)
        finally:
            event.remove(engine, "before_cursor_execute", count)
    return found


@pytest.mark.parametrize("make", [hr_of, section_of], ids=["hr", "section"])
def test_every_screen_sends_as_many_statements_for_three_times_the_people(
    qtbot: QtBot,
    show: Show,
    tmp_path: Path,
    make: Callable[[Path, int], Desk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Which of the store's connections remembers what, and is asked less, is chance.
    monkeypatch.setattr(SqlUnit, "until_written", lambda unit, read: unit.once(read))
    counted = []
    for count in (FEW, MANY):
        monkeypatch.setattr(batch, "SECTION", count)
        desk = make(tmp_path / str(count), count)
        window = show(desk)
        counted.append(statements_of(qtbot, window, desk.role))
        window.close()
    few, many = counted
    assert few == many
    assert sum(few.values()) > 10
