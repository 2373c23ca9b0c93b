from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.ui.widgets.fields import CommittedChoice


def test_a_choice_that_is_stepped_through_is_committed_when_the_focus_goes_on(qtbot: QtBot) -> None:
    choice = CommittedChoice()
    qtbot.addWidget(choice)
    choice.addItems(["前半", "後半", "表紙"])
    choice.show()
    qtbot.waitExposed(choice)
    choice.activateWindow()
    committed: list[str] = []
    choice.committed.connect(lambda: committed.append(choice.currentText()))
    choice.setFocus()
    qtbot.waitUntil(choice.hasFocus)
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert (choice.currentText(), committed) == ("表紙", [])
    choice.showPopup()
    choice.hidePopup()
    assert committed == [], "the open list took the focus, and nobody chose in it"
    qtbot.waitUntil(choice.hasFocus)
    choice.clearFocus()
    assert committed == ["表紙"]
    choice.showPopup()
    view = choice.view()
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert committed == ["表紙"], "nor while stepping in the open list"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert committed == ["表紙", "後半"]
