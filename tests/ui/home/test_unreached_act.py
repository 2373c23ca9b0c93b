"""ホーム takes answers that lie with HR to their confirmers, and its bar tells who is half way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DXDESK_USER_DATA", str(tmp_path / "利用者"))


def test_one_act_makes_the_packages_of_those_who_wait(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(TEAM[:2]),)))
    window = show(desk)
    home: Any = window.screens["home"]
    assert home.meter.accessibleName().endswith("確認済 0、一次確認済 0、提出済 2、未提出 6")
    qtbot.mouseClick(home.findChild(QPushButton, "todo-unreached"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.current == "documents"
    screen: Any = window.screens["documents"]
    dialog = screen.dialog
    assert dialog.isVisible()
    assert not dialog.whose.isVisible()
    dialog.folder.setText(str(tmp_path / "配布"))
    dialog.lock.setChecked(False)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert len(list((tmp_path / "配布").iterdir())) == 1
    assert "あて先" in screen.banner.text()
    window.go("home")
    settle(qtbot, window)
    assert home.findChild(QPushButton, "todo-unreached") is None
