"""表を取り込む in the digital section's window: courses, sessions, and who was in its own sessions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.training.importing import ImportDialog
from dxdesk.usecases.person_year.attended_elsewhere import attended
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.digital import Digital, digital, plan
from tests.helpers.few_people import workbook
from tests.helpers.screens import settle

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def looked_at(qtbot: QtBot, window: MainWindow, path: Path) -> ImportDialog:
    screen: Any = window.go("training")
    settle(qtbot, window)
    settle(qtbot, window)
    dialog = ImportDialog(screen)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.take(path)
    settle(qtbot, window)
    settle(qtbot, window)
    return dialog


def picture(dialog: ImportDialog, name: str) -> None:
    folder = os.environ.get("DXDESK_TEST_PICTURES")
    if folder:
        QTest.qWait(200)  # laid out
        dialog.grab().save(f"{folder}/dx-{name}.png")


def test_attendance_of_ones_own_session_is_looked_at_and_taken_in(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修", "2026-01-20")
    head = ("職員番号", "研修名", "受講日", "結果")
    window = show(dx)
    wrong = workbook(office.folder / "違う日.xlsx", [(w.TAX_A, "生成AI研修", "2026/1/13", "修了")], head)
    dialog = looked_at(qtbot, window, wrong)
    picture(dialog, "attendance-refused")
    assert dialog.kind.currentText() == "受講記録"
    assert not dialog.apply.isEnabled()
    dialog.close()
    path = workbook(office.folder / "出席.xlsx", [(w.TAX_A, "生成AI研修", "2026/1/20", "修了")], head)
    dialog = looked_at(qtbot, window, path)
    qtbot.waitUntil(dialog.apply.isEnabled, timeout=5_000)
    picture(dialog, "attendance")
    qtbot.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    with dx.store.read() as uow:
        assert [(one.said.number, one.said.completed) for one in attended(uow)] == [(w.TAX_A, True)]


def test_words_of_a_list_that_are_not_understood_are_asked_there(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修", "2026-01-20")
    lines = [(w.TAX_A, "生成AI研修", "2026/1/20", "済み印"), (w.TAX_B, "生成AI研修", "2026/1/20", "修了")]
    path = workbook(office.folder / "印.xlsx", lines, ("職員番号", "研修名", "受講日", "結果"))
    window = show(dx)
    dialog = looked_at(qtbot, window, path)
    qtbot.waitUntil(lambda: list(dialog.list_questions.words) == ["済み印"], timeout=5_000)
    picture(dialog, "attendance-words")
    assert not dialog.apply.isEnabled()
    choice = dialog.list_questions.words["済み印"]
    choice.setCurrentIndex(choice.findData("completed"))
    choice.activated.emit(choice.currentIndex())
    qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    qtbot.waitUntil(dialog.apply.isEnabled, timeout=5_000)
    picture(dialog, "attendance-words-said")
    qtbot.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    with dx.store.read() as uow:
        said = {one.said.number: one.said.completed for one in attended(uow)}
    assert said == {w.TAX_A: True, w.TAX_B: True}


def test_a_list_of_courses_is_taken_in_there_too(qtbot: QtBot, show: Show, office: Digital) -> None:
    dx = office.begin(office.give().file)
    window = show(dx)
    path = workbook(
        office.folder / "一覧.xlsx", [("rpa", "RPA研修", "DX推進課")], ("研修コード", "研修名", "担当")
    )
    dialog = looked_at(qtbot, window, path)
    assert dialog.kind.currentText() == "研修一覧"
    kinds = [dialog.kind.itemText(place) for place in range(dialog.kind.count())]
    assert kinds == ["研修一覧", "研修の回", "受講記録"]
    qtbot.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    with dx.store.read() as uow:
        assert ledger(uow).owners["rpa"] == "dx"
