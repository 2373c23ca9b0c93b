"""After a bug in its work a screen can be used again; a window that closes lets its work end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.ports.entities import Role
from dxdesk.programs.window import launcher
from dxdesk.ui.answering.model import SUBMIT
from dxdesk.ui.review.view import Review
from dxdesk.ui.shell import main_window
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import app
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import idle, settle
from tests.ui.office import CHIEF, PASSPHRASE, Office, roster_file

Show = Callable[[Desk], MainWindow]


def stumble(*_: object, **__: object) -> None:
    raise RuntimeError("a bug")


def bug_told(bugs: list[str]) -> None:
    assert len(bugs) == 1
    assert "RuntimeError: a bug" in bugs[0]
    bugs.clear()


def press(qtbot: QtBot, part: Any) -> None:
    assert part.isEnabled()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)


def test_a_person_can_submit_again(
    qtbot: QtBot, show: Show, office: Office, bugs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show(office.personal("001003"))
    screen: Any = window.go("self_report")
    settle(qtbot, window)
    screen.panel.go_to(SUBMIT)
    monkeypatch.setattr("dxdesk.usecases.answering.self_report.submit", stumble)
    press(qtbot, screen.panel.next)
    assert not screen.panel.next.isEnabled()
    settle(qtbot, window)
    bug_told(bugs)
    assert screen.panel.next.isEnabled()
    assert screen.panel.submit_page.withdraw.isEnabled()


def test_a_batch_can_be_taken_again(
    qtbot: QtBot, show: Show, office: Office, bugs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show(office.open_hr())
    window.take_files([office.answered(("001003",))])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    monkeypatch.setattr("dxdesk.usecases.exchange.receive.receive", stumble)
    press(qtbot, screen.apply)
    assert not screen.apply.isEnabled()
    settle(qtbot, window)
    bug_told(bugs)
    assert screen.apply.isEnabled()


def test_a_copy_can_be_restored_again_and_the_dialog_be_left(
    qtbot: QtBot, show: Show, office: Office, bugs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.open_hr()
    desk.store.back_up()
    window = show(desk)
    screen: Any = window.go("settings")
    settle(qtbot, window)
    screen.ask_restore()
    settle(qtbot, window)
    monkeypatch.setattr(desk.services.stores, "restore", stumble, raising=False)
    press(qtbot, screen.dialog.accept_button)
    assert not screen.dialog.accept_button.isEnabled()
    settle(qtbot, window)
    bug_told(bugs)
    assert screen.dialog.accept_button.isEnabled()
    screen.dialog.reject()
    assert not screen.dialog.isVisible()


def test_a_store_can_be_checked_again(
    qtbot: QtBot, show: Show, office: Office, bugs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.personal("001003")
    window = show(desk)
    screen: Any = window.go("settings")
    settle(qtbot, window)
    monkeypatch.setattr(desk.services.stores, "inspected", stumble, raising=False)
    screen.tabs.page(0).check.click()
    assert not screen.check_page.check.isEnabled()
    settle(qtbot, window)
    bug_told(bugs)
    assert screen.check_page.check.isEnabled()


def test_a_person_can_be_confirmed_again(
    qtbot: QtBot, show: Show, office: Office, bugs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Review, "pause", 0.0)
    desk = office.section(CHIEF)
    receive(desk, ReceiveFiles((office.answered(),)))
    window = show(desk)
    screen: Any = window.go("review")
    settle(qtbot, window)
    monkeypatch.setattr("dxdesk.usecases.review.whole_queue.confirm_looked", stumble)
    press(qtbot, screen.page.confirm)
    assert not screen.page.confirm.isEnabled()
    settle(qtbot, window)
    bug_told(bugs)
    assert screen.page.confirm.isEnabled()


def test_a_table_can_be_applied_again(
    qtbot: QtBot, show: Show, office: Office, bugs: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(roster_file(tmp_path))
    dialog = screen.dialog
    dialog.look_at()
    settle(qtbot, window)
    monkeypatch.setattr("dxdesk.usecases.imports.roster.apply_roster", stumble)
    press(qtbot, dialog.apply)
    assert not dialog.apply.isEnabled()
    settle(qtbot, window)
    bug_told(bugs)
    assert dialog.apply.isEnabled()


def test_a_passphrase_can_be_typed_again(
    qtbot: QtBot, program: Any, office: Office, bugs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program.choose_store(str(office.hr))
    idle(qtbot, program)
    dialog = program.dialog
    dialog.entry.first.setText(PASSPHRASE)
    real, program.launcher = (
        program.launcher,
        program.launcher.__class__(program.launcher.services, stumble, stumble),
    )
    press(qtbot, dialog.accept_button)
    assert not dialog.accept_button.isEnabled()
    idle(qtbot, program)
    bug_told(bugs)
    program.launcher = real
    press(qtbot, dialog.accept_button)
    idle(qtbot, program)
    assert program.window is not None
    assert program.window.desk.role is Role.HR


def test_a_window_goes_and_the_program_stays_until_its_work_ended(
    qtbot: QtBot, program: Any, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "CLOSE_SECONDS", 0.05)
    quits: list[bool] = []
    monkeypatch.setattr(app.QApplication, "quit", lambda: quits.append(program.operations.idle))
    program.open_store(str(office.hr), PASSPHRASE)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    idle(qtbot, program)
    window, store = program.window, program.window.desk.store
    gate, heard = threading.Event(), []

    def work(_: object) -> str:
        gate.wait(20)
        with store.read() as uow:
            return str(uow.settings.get("owner-name"))

    window.operations.run(work, heard.append, title="書き出し")
    window.close()
    qtbot.wait(100)
    assert not window.isVisible()
    assert program.window is window
    assert quits == []
    gate.set()
    qtbot.waitUntil(lambda: quits == [True], timeout=20_000)
    assert program.window is None
    assert heard == []
    office.open_hr().store.close()  # it is free again


def test_the_end_of_the_program_waits_for_the_work_of_all_its_windows(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "CLOSE_SECONDS", 0.05)
    app.prepare()
    program: Any = app.Program(launcher())
    program.open_store(str(office.hr), PASSPHRASE)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    idle(qtbot, program)
    ended: list[bool] = []
    program.window.operations.run(
        lambda _: (threading.Event().wait(0.5), ended.append(True)), title="書き出し"
    )
    program.shut()
    assert ended == [True]
    office.open_hr().store.close()
