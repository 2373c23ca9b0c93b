"""An automatic backup that fails: said at once, on ホーム until one succeeds, and made by one click."""

from __future__ import annotations

import shutil
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.store.backups import automatic_backups, backup_folder
from dxdesk.ui.settings import messages
from dxdesk.ui.settings.messages import TAB_STORE
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.startup.app import Program
from dxdesk.usecases.checking.check import Check
from tests.helpers.screens import idle, settle
from tests.helpers.town import PASSPHRASE
from tests.ui.office import Office


def test_it_is_told_until_a_backup_is_there(qtbot: QtBot, program: Program, office: Office) -> None:
    shutil.rmtree(backup_folder(office.hr))
    backup_folder(office.hr).write_text("ここに別のものがある", encoding="utf-8")
    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    assert program.window is not None
    with program.window.desk.store.write() as uow:
        uow.settings.set("contact", "人事課")
        uow.commit()
    program.window.close()
    idle(qtbot, program)
    banner = program.show_welcome().banner
    assert not banner.isHidden()
    assert "自動の控えを取れませんでした" in banner.text()

    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    window = program.window
    assert window is not None
    home: Any = window.screens["home"]
    settle(qtbot, window)
    mark = home.findChild(QPushButton, "todo-backup")
    assert mark is home.todo_cards[0].findChild(QPushButton), "it comes before everything else"
    qtbot.mouseClick(mark, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    screen: Any = window.screens["settings"]
    page = screen.tabs.page(TAB_STORE)
    assert messages.AUTOMATIC_FAILED in page.trouble.text()
    assert page.last.text() == messages.AUTOMATIC_NONE
    qtbot.mouseClick(page.trouble._act, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert not screen.banner.isHidden(), "it failed again, and nobody says it did not"
    assert messages.AUTOMATIC_MADE not in screen.banner.text()
    assert not page.trouble.isHidden()

    backup_folder(office.hr).unlink()
    qtbot.mouseClick(page.trouble._act, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert messages.AUTOMATIC_MADE in screen.banner.text()
    assert page.trouble.isHidden()
    assert page.last.text().startswith(messages.AUTOMATIC_LAST.format(when=""))
    assert len(automatic_backups(office.hr)) == 1
    window.go("home")
    settle(qtbot, window)
    assert home.findChild(QPushButton, "todo-backup") is None


def test_a_check_and_a_copy_let_others_save_meanwhile(
    qtbot: QtBot, program: Program, office: Office, monkeypatch: Any
) -> None:
    """What is saved on every field does not stand in line behind them."""
    import threading

    from dxdesk.store.inspecting import SqlInspection

    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    window = program.window
    assert window is not None
    saved, order = threading.Event(), []

    def checking(_: SqlInspection) -> list[str]:
        assert saved.wait(20), "the saving waited for the check"
        order.append("checked")
        return []

    monkeypatch.setattr(SqlInspection, "damage", checking)
    screen: Any = window.go("settings")
    settle(qtbot, window)
    screen.check_store(Check())

    def save(_: object) -> None:
        with window.desk.store.write() as uow:
            uow.settings.set("field", "1")
            uow.commit()
        order.append("saved")
        saved.set()

    window.operations.run(save, kind=Work.KEEP)
    settle(qtbot, window)
    assert order == ["saved", "checked"]
