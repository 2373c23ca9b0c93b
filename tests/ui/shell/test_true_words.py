"""What a window says ends when it is true no more, and is seen where a dialog stands before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ui.settings.messages import TAB_AUDIT
from dxdesk.ui.shell.asking import AskDialog
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.shell.telling import Told
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.layouts import column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import PASSPHRASE
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def go(qtbot: QtBot, window: MainWindow, where: str) -> Any:
    window.go(where)
    settle(qtbot, window)
    return window.screens[where]


def test_what_was_said_of_one_screen_is_not_said_on_the_next(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    settings = go(qtbot, window, "settings")
    settings.banner.say("控えを作りました。", tone="done")
    settings.saved.emit("10:32 保存しました")
    window.show_crash(Path("記録.txt"))
    assert window.status.saved.isVisible()
    go(qtbot, window, "home")
    assert window.status.saved.isHidden()
    assert window.banner.isHidden()
    settings.saved.emit("10:33 保存しました")
    assert window.status.saved.isHidden(), "one is on another screen"
    go(qtbot, window, "settings")
    assert settings.banner.isHidden(), "what was done is done"


def test_what_was_said_of_one_act_ends_with_the_next(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen = go(qtbot, window, "settings")
    screen.show_error(KnownError("file-open-elsewhere", "書けません。", "閉じてください。"))
    window.status.say_saved("10:32 保存しました")
    screen.ask(lambda _: None, title="控えを作る")
    assert window.status.saved.isHidden()
    settle(qtbot, window)
    assert screen.banner.isHidden(), "the next act worked"

    screen.banner.say("年度の途中です。", tone="info")
    screen.ask(lambda _: None, title="控えを作る")
    settle(qtbot, window)
    assert screen.banner.isVisible(), "not said of an act"

    screen.ask(lambda _: None, lambda _: screen.banner.say("できました。", tone="done"), title="控えを作る")
    settle(qtbot, window)
    screen.ask(lambda _: None)
    settle(qtbot, window)
    assert screen.banner.isVisible(), "a quick read is no act"


def test_a_failure_is_tried_again_when_one_comes_back(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen = go(qtbot, window, "settings")
    reads: list[int] = []
    load = screen.load
    screen.load = lambda: (reads.append(1), load())
    screen.show_error(KnownError("store-busy", "いまは読めません。", "少し待ってください。"))
    go(qtbot, window, "home")
    go(qtbot, window, "settings")
    assert reads
    assert screen.banner.isHidden()


def test_a_crash_is_told_before_the_dialog_that_hides_the_window(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    silent = AskDialog("確かめる", "続けますか。", "続ける", window)
    silent.open()
    window.show_crash(Path("記録.txt"))
    told = window.findChild(Told)
    assert told is not None
    assert QApplication.activeModalWidget() is told
    assert told.isVisible()
    told.close_button.click()
    assert silent.isVisible(), "the question is still asked"
    assert QApplication.activeModalWidget() is silent
    silent.reject()

    dialog, banner = Dialog(window), Banner()
    dialog.setLayout(column(banner, row(Banner())))
    dialog.open()
    window.show_error(KnownError("disk-full", "空きがありません。", "空けてください。"))
    assert "空きがありません" in banner.text()
    assert not any(one.isVisible() for one in window.findChildren(Told))
    dialog.reject()


def test_a_clock_set_back_a_year_is_told_on_home_and_nothing_stops(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    with desk.store.read() as uow:
        last = max(entry.at for entry in uow.audit.entries())
    desk.store.close()
    before = FixedClock(f"{int(last[:4]) - 1}-02-04")
    window = show(bootstrap.open_desk(str(office.hr), PASSPHRASE, clock=before))
    act = window.screens["home"].findChild(QPushButton, "todo-clock-back")
    assert act is not None
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.current == "settings"
    screen: Any = window.screens["settings"]
    assert screen.tabs.currentIndex() == TAB_AUDIT
    assert screen.audit_page.table.source.records[0].at == last, "the newest entry is the one told of"
