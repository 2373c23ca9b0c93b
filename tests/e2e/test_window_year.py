"""One whole year through the window's real widgets and real files, from an empty folder to the result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Role
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.progress.status import status
from tests.helpers.at_desk import Person, make_store, sitting_down
from tests.helpers.screens import write
from tests.helpers.town import CHIEF, MANAGER, PASSPHRASE
from tests.ui.office import roster_file

ANSWERING = ("001003", "001004")


PAUSE_MS = 400
"""Longer than what the review screen takes for one press (``ui.review.view.PAUSE_SECONDS``)."""


@pytest.fixture
def people(qtbot: QtBot) -> Iterator[Any]:
    with sitting_down(qtbot) as sit_down:
        yield sit_down


def begin(people: Any, desk: Path) -> Person:
    """HR makes its store, takes the roster in and opens the year."""
    hr: Person = people()
    hr.bot.mouseClick(hr.program.show_welcome().new_tile, Qt.MouseButton.LeftButton)
    dialog: Any = hr.program.dialog
    dialog.code.setText("131091")
    write(dialog.name, "検証区")
    dialog.location.setText(str(desk / "人事.dxdesk"))
    dialog.entry.first.setText(PASSPHRASE)
    dialog.entry.second.setText(PASSPHRASE)
    hr.click(dialog.accept_button)
    hr.click(hr.window.screens["home"].findChild(QPushButton, "todo-no-roster"))
    roster = hr.window.screens["roster"]
    roster.import_table(roster_file(desk))
    hr.wait()
    for box in roster.dialog.accepted_codes.values():
        box.setChecked(True)
    hr.click(roster.dialog.look)
    hr.click(roster.dialog.apply)
    year = hr.go("year")
    year.opening.framework.setCurrentIndex(year.opening.framework.findData("shinagawa"))
    hr.click(year.opening.go)
    return hr


def answer(people: Any, form: Path, desk: Path, number: str) -> Path:
    """An employee opens the form that arrived, answers by keys and submits."""
    person: Person = people()
    make_store(person, form, desk / f"個人_{number}.dxdesk", "")
    person.click(person.window.screens["home"].findChild(QPushButton, "todo-own-form"))
    panel = person.window.screens["self_report"].panel
    for position, _ in enumerate(panel.work.items):
        person.bot.keyClick(panel.pages, str(position % 3))
        person.bot.keyClick(panel.pages, Qt.Key.Key_Return)
    panel.go_to("submit")
    received = form.read_bytes()
    panel.set_folder(form.parent)  # most people leave it where it lies
    person.click(panel.next)
    person.leave()
    assert form.read_bytes() == received, "the received form stays as it came"
    return next(form.parent.glob(f"申告票_*_{number}_回答.xlsx"))


def confirm(people: Any, package: Path, desk: Path, owner: str, batch: list[Path]) -> list[Path]:
    """A confirmer opens their package, takes a batch, confirms with one key each and sends it on."""
    person: Person = people()
    make_store(person, package, desk / f"所属_{owner}.dxdesk", PASSPHRASE)
    person.take(*batch)
    review = person.go("review")
    for _ in ANSWERING:
        person.bot.wait(PAUSE_MS)  # a key bounced right after the last confirmation is ignored on purpose
        person.bot.keyClick(review.page.grid, Qt.Key.Key_Return)
        person.wait()
        if review.page.unseen.isVisible():  # the first time it went on to skills out of sight
            person.bot.wait(PAUSE_MS)
            person.bot.keyClick(review.page.grid, Qt.Key.Key_Return)
            person.wait()
    sent = person.send(review, review.send, desk / f"確認票_{owner}")
    person.leave()
    return sent


def test_a_whole_year_at_the_window(people: Any, tmp_path: Path) -> None:
    hr = begin(people, tmp_path)
    year = hr.window.screens["year"]
    packages = hr.send(year, year.packages, tmp_path / "配布")
    forms = hr.send(year, year.forms, tmp_path / "申告票")

    def of(files: list[Path], number: str) -> Path:
        return next(file for file in files if f"_{number}" in file.stem)

    answered = [answer(people, of(forms, number), tmp_path, number) for number in ANSWERING]
    first = confirm(people, of(packages, CHIEF), tmp_path, CHIEF, answered)
    second = confirm(people, of(packages, MANAGER), tmp_path, MANAGER, first)

    hr.take(*second)
    assert status(hr.window.desk).states[State.RECEIVED] == len(ANSWERING)
    year = hr.go("year")
    hr.bot.mouseClick(year.finalise, Qt.MouseButton.LeftButton)
    hr.click(year.dialog.accept_button)
    notices = hr.send(year, year.tell, tmp_path / "結果")
    assert len(notices) == len(ANSWERING)
    person = person_year(hr.window.desk, ANSWERING[0])
    assert person.state is State.FINALISED
    assert [item.confirmed for item in person.items][:4] == [0, 1, 2, 0]

    told: Person = people()
    told.program.open_store(str(tmp_path / f"個人_{ANSWERING[0]}.dxdesk"), "")
    told.wait()
    assert told.window.desk.role is Role.PERSONAL
    told.take(of(notices, ANSWERING[0]))
    assert told.window.screens["home"] is not None
    confirmed = [item.confirmed for item in person_year(told.window.desk, ANSWERING[0]).items]
    assert confirmed == [item.confirmed for item in person.items]
