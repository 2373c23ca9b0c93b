from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dxdesk import crash
from dxdesk.programs.window import launcher
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import app
from dxdesk.ui.startup.app import Program
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.shared import once
from tests.ui.office import Office, build


@pytest.fixture(autouse=True)
def bugs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Fail a test in which the window reported a bug; a test that wants one takes it out of the list.

    The gateway reports what a callback raises and goes on, so nothing else would make such a test fail.
    """
    found: list[str] = []
    write = crash.write

    def noted(error: BaseException) -> Path:
        # As text: the error itself would keep alive what its frames hold.
        found.append("".join(traceback.format_exception(error)))
        return write(error)

    monkeypatch.setattr(crash, "write", noted)
    yield found
    assert not found, "\n".join(found)


@pytest.fixture(autouse=True)
def hands_off() -> Iterator[None]:
    """Fail a test that leaves a button of the mouse pressed: Qt would take it as held in the next one.

    Asked of the base class, since a test may answer for QApplication itself.
    """
    yield
    assert QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton


@pytest.fixture(scope="session")
def built_office() -> Office:
    return Office(once("office", build))


@pytest.fixture
def office(built_office: Office, tmp_path: Path) -> Office:
    """A fresh copy of the office, so that every test starts at the same morning."""
    folder = tmp_path / "役所"
    shutil.copytree(built_office.folder, folder)
    return Office(folder)


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[Desk], MainWindow]]:
    """Show the window of a desk and close everything afterwards."""
    app.prepare()
    windows: list[MainWindow] = []

    def shown(desk: Desk) -> MainWindow:
        window = MainWindow(desk)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.start()
        settle(qtbot, window)
        return window

    yield shown
    for window in windows:
        window.close_anyway()
        window.desk.store.close()


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program as it starts, with settings of its own; closed afterwards."""
    monkeypatch.setenv("DXDESK_USER_DATA", str(tmp_path / "利用者"))
    app.prepare()
    made = Program(launcher())
    yield made
    if made.dialog is not None:
        made.dialog.blockSignals(True)
        made.dialog.reject()
    if made.welcome is not None:
        made.welcome.close()
    made.shut()
    # Before its windows, which it would otherwise ask whether they are still there.
    made.deleteLater()
