"""A locked table in the window: its password is asked for, told to be wrong, and carried over from 受付."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from dxdesk.excel.writing import locked_bytes
from dxdesk.ui.roster import messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import workbook
from tests.helpers.screens import drop, settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
LEFT = Qt.MouseButton.LeftButton
HEAD = ("職員番号", "研修名", "受講日", "出欠")


@pytest.fixture
def locked(office: Office) -> Path:
    path = workbook(office.folder / "受講.xlsx", [("001003", "接遇", "2025/6/1", "出席")], HEAD)
    path.write_bytes(locked_bytes(path.read_bytes(), "ひみつ1"))
    return path


def wait(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(5):
        settle(qtbot, window)
        QApplication.processEvents()


def give(dialog: Any, password: str) -> None:
    dialog.password.entry.first.setText(password)
    dialog.password.accept_button.click()


def test_the_password_of_a_table_is_asked_until_it_opens(
    qtbot: QtBot, show: Show, office: Office, locked: Path
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(locked)
    wait(qtbot, window)
    dialog = screen.dialog
    assert dialog.password.isVisible()
    assert dialog.preview is None
    give(dialog, "ちがう")
    wait(qtbot, window)
    assert dialog.password.isVisible()
    assert "パスワードが違う" in dialog.password.banner.text()
    give(dialog, "ひみつ1")
    wait(qtbot, window)
    assert not dialog.password.isVisible()
    assert dialog.kind.currentData() == "attendance"
    assert dialog.preview is not None
    qtbot.mouseClick(dialog.apply, LEFT)
    wait(qtbot, window)
    assert not dialog.isVisible()


def test_a_password_said_in_the_batch_is_not_asked_again(
    qtbot: QtBot, show: Show, office: Office, locked: Path
) -> None:
    window = show(office.open_hr())
    drop(window, locked)
    qtbot.waitUntil(lambda: window.current == "receive")
    wait(qtbot, window)
    screen: Any = window.screens["receive"]
    qtbot.mouseClick(screen.reports.findChild(QPushButton, "password"), LEFT)
    screen.dialog.entry.first.setText("ひみつ1")
    screen.dialog.accept_button.click()
    wait(qtbot, window)
    qtbot.mouseClick(screen.reports.findChild(QPushButton, "as-table"), LEFT)
    wait(qtbot, window)
    roster: Any = window.screens["roster"]
    assert roster.dialog.password is None
    assert roster.dialog.preview is not None


def test_the_kind_nobody_said_is_read_whole(qtbot: QtBot, show: Show, office: Office) -> None:
    path = office.folder / "表.csv"
    path.write_text("職員番号,だれの,いつ,どう\n001003,甲,乙,丙\n", encoding="utf-8")
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(path)
    wait(qtbot, window)
    kind = screen.dialog.kind
    assert kind.currentText() == messages.KIND_UNSAID
    option = QStyleOptionComboBox()
    kind.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    field = kind.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, kind)
    assert field.width() >= kind.fontMetrics().horizontalAdvance(messages.KIND_UNSAID)
