from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.ports.entities import Role
from dxdesk.programs.window import launcher
from dxdesk.ui.answering.messages import NOTHING_TO_UNDO
from dxdesk.ui.look import applying, theme
from dxdesk.ui.shell import actions
from dxdesk.ui.shell.folders import open_folder
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.messages import Banner, explain
from dxdesk.ui.widgets.sizes import FRAME, keep_within_display
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import PASSPHRASE
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def test_everything_has_its_place_by_role() -> None:
    for role in Role:
        keys = [place.key for place in actions.destinations(role)]
        assert keys[0] == "home"
        assert keys[-1] == "settings"
        assert len(set(keys)) == len(keys)
    assert "review" not in [place.key for place in actions.destinations(Role.PERSONAL)]


def test_one_walks_by_keys_and_comes_back(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    window.navigation.buttons["status"].setFocus()
    qtbot.keyClick(window.navigation.buttons["status"], Qt.Key.Key_Space)
    settle(qtbot, window)
    assert window.current == "status"
    window.go_back()
    assert window.current == "home"
    window.save()
    assert "保存" in window.status.saved.text()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_looking_at_every_place_twice_changes_nothing(
    qtbot: QtBot, show: Show, office: Office, role: Role
) -> None:
    """What is only read and announces a change would be read again, for ever."""
    window, heard = show(office.desk_of(role)), []
    window.operations.changed.connect(heard.append)
    for place in (*actions.destinations(role), *actions.destinations(role)):
        window.go(place.key)
        settle(qtbot, window)
    assert heard == []


def test_what_waits_is_counted_beside_its_place(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    assert window.navigation.buttons["roster"].count.text() == "1", "one director has no confirmer"
    assert window.status.year.text() == "令和8年度"


def test_a_small_display_keeps_the_icons(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.personal("001003"))
    wide = window.navigation.width()
    window.resize(940, 540)
    assert window.navigation.width() < wide / 2
    assert window.navigation.buttons["self_report"].toolTip().splitlines()[0] == "自己申告"
    window.resize(1366, 768)
    assert window.navigation.buttons["self_report"].text().strip() == "自己申告"


def test_a_bug_is_told_calmly_and_the_window_lives_on(
    qtbot: QtBot, show: Show, office: Office, bugs: list[str]
) -> None:
    window = show(office.open_hr())

    def stumble(_: object) -> None:
        raise RuntimeError("髙橋 美咲")

    window.operations.run(stumble)
    settle(qtbot, window)
    text = window.banner.text()
    assert "不具合" in text
    assert len(bugs) == 1
    bugs.clear()
    low = window.stack.y()
    close = next(part for part in window.banner.findChildren(QPushButton) if part.text() == "閉じる")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.stack.y() == 0, timeout=5_000)
    assert low > 0
    assert "髙橋" not in Path(text.splitlines()[-1]).read_text(encoding="utf-8")
    window.go("status")
    settle(qtbot, window)
    assert window.current == "status"


def test_several_findings_are_all_told() -> None:
    found = tuple(
        Problem("level", f"{number}行目が読めません。", "直してください。", place=Place("表.xlsx"))
        for number in range(8)
    )
    title, meaning, advice = explain(KnownError.of(found))
    assert title == "0行目が読めません。"
    assert meaning.count("・") == 5
    assert "ほか 2件" in meaning
    assert meaning.count("直してください。") == 6, "each with its own advice"
    assert advice == ""


def test_the_look_follows_the_system_while_running(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.personal("001003"))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    applying.apply(application, look="dark")
    try:
        assert theme.of(window).dark
        window.grab()
    finally:
        applying.apply(application, look="light")
    assert not theme.of(window).dark


def test_the_program_shows_a_store_and_ends_when_its_window_is_closed(office: Office) -> None:
    hook = sys.excepthook
    seen: list[str] = []

    def close_when_shown() -> None:
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
        if shown:
            seen.append(shown[0].current)
            shown[0].close()
        else:
            QTimer.singleShot(50, close_when_shown)

    app.prepare()
    QTimer.singleShot(50, close_when_shown)
    assert app.run(str(office.hr), launcher(), passphrase=PASSPHRASE) == 0
    assert seen == ["home"]
    assert sys.excepthook is hook
    again = office.open_hr()
    again.store.close()


def test_another_store_takes_the_window_over(qtbot: QtBot, office: Office) -> None:
    app.prepare()
    program: Any = app.Program(launcher())
    office.personal("001003").store.close()
    mine = str(office.folder / "個人_001003.dxdesk")
    program.open_store(str(office.hr), PASSPHRASE)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program.window)
    first = program.window
    first.take_files([Path(mine)])
    qtbot.waitUntil(lambda: program.window is not first, timeout=20_000)
    settle(qtbot, program.window)
    assert program.window.desk.role is Role.PERSONAL
    office.open_hr().store.close()
    program.shut()


def test_a_window_remembered_at_another_scale_lies_within_the_display(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = MainWindow(office.open_hr())
    qtbot.addWidget(window)
    screen = window.screen()
    room = screen.availableGeometry()
    window.setMinimumSize(200, 200)
    window.resize(room.width() * 2, room.height() * 2)
    keep_within_display(window)
    assert room.contains(window.geometry())
    assert window.height() <= room.height() - FRAME
    window.resize(300, 300)
    keep_within_display(window)
    assert (window.width(), window.height()) == (300, 300)
    window.close()
    window.desk.store.close()


def test_nothing_to_undo_has_no_tick(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.personal("001003"))
    window.go("self_report")
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    qtbot.keyClick(screen.panel.pages, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.status.saved.text() == NOTHING_TO_UNDO
    assert not window.status.saved_mark.isVisible()
    assert window.status.saved.property("tone") == ""
    window.save()
    assert window.status.saved_mark.isVisible()


def test_a_folder_that_is_gone_is_told_where_it_is_to_be_opened(qtbot: QtBot, tmp_path: Path) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    open_folder(tmp_path / "なくなった", banner)
    assert banner.isVisible()
    assert "なくなった" in banner.text()
