"""Files dragged onto a window: copied, never moved, and taken after a dialog that stands before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.receive.drop import DropArea
from dxdesk.ui.shell.asking import AskDialog
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.layouts import column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction


def offered(
    target: QWidget, file: Path, actions: Qt.DropAction, proposed: Qt.DropAction
) -> Qt.DropAction | None:
    """Drag a file onto a widget as a file manager does; return the action it took, ``None`` where refused."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    # What is proposed is asked of the keys; Explorer proposes to move on one drive without any.
    move = proposed == MOVE
    held = Qt.KeyboardModifier.ShiftModifier if move else Qt.KeyboardModifier.ControlModifier
    keys = Qt.MouseButton.LeftButton, held
    enter = QDragEnterEvent(QPoint(20, 20), actions, data, *keys)
    assert enter.proposedAction() == proposed
    QApplication.sendEvent(target, enter)
    drop = QDropEvent(QPoint(20, 20).toPointF(), actions, data, *keys)
    if enter.isAccepted():
        QApplication.sendEvent(target, drop)
    return drop.dropAction() if drop.isAccepted() else None


def test_a_drop_copies_also_where_the_file_manager_proposes_to_move(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    area = DropArea()
    qtbot.addWidget(area)
    given: list[list[Path]] = []
    area.given.connect(given.append)
    file = office.folder / "職員名簿.csv"
    for target in (window, area):
        took = offered(target, file, COPY | MOVE, MOVE)
        assert took == COPY, "accepted as a move, the file manager deletes the file"
        assert offered(target, file, MOVE, MOVE) is None
    qtbot.waitUntil(lambda: window.current == "receive" and bool(given))
    settle(qtbot, window)
    assert given == [[file]]


def test_only_files_of_this_pc_are_taken(qtbot: QtBot) -> None:
    area = DropArea()
    qtbot.addWidget(area)
    data = QMimeData()
    data.setUrls([QUrl("https://example.lg.jp/form.xlsx")])
    keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), COPY, data, *keys)
    QApplication.sendEvent(area, enter)
    assert not enter.isAccepted()
    assert area.property("hot") == "false"


def test_what_is_dropped_on_a_dialog_is_taken_when_the_dialog_is_closed(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    dialog = Dialog(window)
    banner, field = Banner(), QLineEdit()
    dialog.setLayout(column(banner, field, row(QLineEdit())))
    dialog.open()
    qtbot.waitUntil(dialog.acceptDrops)
    assert not field.acceptDrops(), "a field would write down where the file lies"
    file = office.folder / "職員名簿.csv"
    assert offered(dialog, file, COPY | MOVE, MOVE) == COPY
    assert "閉じると" in banner.text()
    assert window.current == "home"
    dialog.reject()
    qtbot.waitUntil(lambda: window.current == "receive")
    settle(qtbot, window)


def test_a_dialog_without_a_banner_lets_the_window_say_it(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    dialog = AskDialog("確かめる", "続けますか。", "続ける", window)
    dialog.open()
    qtbot.waitUntil(dialog.acceptDrops)
    offered(dialog, office.folder / "職員名簿.csv", COPY, COPY)
    assert "閉じると" in window.status.saved.text()
    dialog.accept()
    qtbot.waitUntil(lambda: window.current == "receive")
    settle(qtbot, window)
    assert window.status.saved.isHidden()


def test_what_is_dropped_on_a_dialog_above_a_dialog_waits_for_both(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    below = Dialog(window)
    banner = Banner()
    below.setLayout(column(banner, row(QLineEdit())))
    below.open()
    qtbot.waitUntil(below.acceptDrops)
    above = AskDialog("確かめる", "続けますか。", "続ける", below)
    above.open()
    qtbot.waitUntil(above.acceptDrops)
    offered(above, office.folder / "職員名簿.csv", COPY, COPY)
    assert "閉じると" in window.status.saved.text()
    above.accept()
    assert "閉じると" in banner.text()
    settle(qtbot, window)
    assert window.current == "home", "the dialog below still asks something"
    below.reject()
    qtbot.waitUntil(lambda: window.current == "receive")
    settle(qtbot, window)


@pytest.mark.parametrize("first", ["below", "above"])
def test_what_is_dropped_on_one_of_two_dialogs_side_by_side_waits_there(
    qtbot: QtBot, show: Show, office: Office, first: str
) -> None:
    window = show(office.open_hr())
    dialogs = {}
    for name in ("below", "above"):
        dialogs[name] = dialog = Dialog(window)
        dialog.setLayout(column(Banner(), row(QLineEdit())))
        dialog.open()
        qtbot.waitUntil(dialog.acceptDrops)
    other = "below" if first == "above" else "above"
    offered(dialogs["above"], office.folder / "職員名簿.csv", COPY, COPY)
    assert "閉じると" in dialogs["above"].findChild(Banner).text()
    dialogs[first].reject()
    settle(qtbot, window)
    assert window.current == "home", "the other dialog still asks something"
    dialogs[other].reject()
    qtbot.waitUntil(lambda: window.current == "receive")
    settle(qtbot, window)
