"""What a hurried person does: nothing is lost, nothing is frozen, a sentence helps."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.shell import actions
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.messages import explain
from dxdesk.usecases.exchange.ledgers import receipts
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import drop, settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def press(window: MainWindow, key: str) -> None:
    action = window.findChild(QAction, f"command-{key}")
    assert isinstance(action, QAction)
    action.trigger()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_no_screen_reads_or_writes_the_store_on_the_thread_of_the_window(
    qtbot: QtBot, show: Show, office: Office, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.desk_of(role)
    window = show(desk)
    here = threading.get_ident()
    found: list[str] = []
    for name in ("read", "write"):
        original = getattr(desk.store, name)

        def watched(*given: Any, original: Any = original, name: str = name, **more: Any) -> Any:
            if threading.get_ident() == here:
                found.append(f"{window.current} {name}")
            return original(*given, **more)

        monkeypatch.setattr(desk.store, name, watched)
    for place in actions.destinations(role):
        screen = window.go(place.key)
        settle(qtbot, window)
        settle(qtbot, window)
        assert screen is not None
        screen.reload()
        settle(qtbot, window)
        press(window, "search")
        press(window, "save")
        settle(qtbot, window)
    press(window, "help")
    assert not found, "\n".join(found)


def test_closing_in_the_middle_of_receiving_leaves_the_store_whole(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    batch = office.answered()
    form = next(batch.iterdir())
    for number in range(80):
        shutil.copy(form, batch / f"写し{number:02}.xlsx")
    window = show(office.open_hr())
    drop(window, batch)
    qtbot.waitUntil(lambda: window.current == "receive")
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    before = len(receipts(window.desk))
    with qtbot.waitSignal(window.operations.started):
        screen.apply_files()
    window.close_anyway()
    window.desk.store.close()
    again = office.open_hr()
    assert len(receipts(again)) in (before, before + 85), "all of a transaction or nothing"
    again.store.close()


@pytest.mark.parametrize("waits", [True, False])
def test_closing_in_the_middle_of_an_act_is_asked_about_first(
    qtbot: QtBot, show: Show, office: Office, waits: bool
) -> None:
    window = show(office.open_hr())
    go_on, ended = threading.Event(), []

    def work(_: Progress) -> None:
        go_on.wait(20)

    window.operations.run(work, lambda _: ended.append(True), title="受け付けています", kind=Work.ACT)
    assert window.close() is False
    asked: Any = window.question
    assert "受け付けています" in "".join(label.text() for label in asked.findChildren(Text))
    assert asked.leave.text() == "待つ"
    assert asked.focusWidget() is asked.leave, "Enter waits"
    assert window.close() is False
    assert window.question is asked, "it is asked once at a time"
    if waits:
        go_on.set()
        qtbot.waitUntil(lambda: bool(ended))
        qtbot.waitUntil(lambda: not asked.isVisible())
        assert window.isVisible(), "nothing is left to ask; whoever wants to closes again"
        assert window.close() is True
    else:
        closed: list[bool] = []
        window.operations.closed.connect(lambda: closed.append(True))
        asked.accept_button.click()
        assert not window.isVisible()
        go_on.set()
        qtbot.waitUntil(lambda: bool(closed))


def test_an_act_that_is_nearly_done_is_waited_for_without_a_question(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    window.operations.run(lambda _: time.sleep(0.2), title="受け付けています", kind=Work.ACT)
    assert window.close() is True
    assert window.question is None


def test_the_second_window_on_a_store_hears_who_has_it_and_since_when(office: Office) -> None:
    first = office.open_hr()
    with pytest.raises(KnownError) as error:
        office.open_hr()
    said = "\n".join(explain(error.value))
    assert error.value.code == "store-in-use"
    assert "使" in said
    assert any(mark in said for mark in ("から", "時", ":"))
    assert error.value.problem.fix
    first.store.close()


def test_another_scaling_while_running_redraws_and_loses_nothing(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    for place in actions.destinations(Role.HR):
        window.go(place.key)
        settle(qtbot, window)
    status: Any = window.go("status")
    settle(qtbot, window)
    status.search.setText("髙橋")
    for kind in (QEvent.Type.ScreenChangeInternal, QEvent.Type.DevicePixelRatioChange):
        for widget in (window, *window.findChildren(type(window.status))):
            QApplication.sendEvent(widget, QEvent(kind))
    window.resize(960, 560)
    window.grab()
    assert status.search.text() == "髙橋"
    assert status.people.proxy.rowCount() == 1


def test_a_dropped_folder_that_is_gone_is_said_and_nothing_changes(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    before = len(receipts(window.desk))
    window.take_files([Path("/mnt/外した共有/申告票.xlsx")])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    report = screen.preview.files[0]
    assert report.outcome == "refused"
    assert report.errors[0].fix
    assert len(receipts(window.desk)) == before


def test_esc_leaves_a_dialog_and_nothing_was_decided(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("status")
    settle(qtbot, window)
    screen.make_reminder()
    settle(qtbot, window)
    dialog: QDialog = screen.dialog
    qtbot.waitUntil(dialog.isVisible)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.isVisible()


def test_ctrl_s_says_that_it_is_saved_already(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.personal("001003"))
    window.go("self_report")
    settle(qtbot, window)
    press(window, "save")
    assert "保存" in window.status.saved.text()
    assert window.status.saved.isVisible()


def test_files_dropped_on_a_field_reach_the_window(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    for place in actions.destinations(Role.HR):
        screen = window.go(place.key)
        settle(qtbot, window)
        assert screen is not None
        for field in screen.findChildren(QLineEdit):
            assert not field.acceptDrops(), f"{place.key} {field.accessibleName()}"
    assert window.acceptDrops()
