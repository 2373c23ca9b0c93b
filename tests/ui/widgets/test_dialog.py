"""Where a dialog stands and how high it may be: within a small display above its bar, without jumping."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.sizes import LEAST_ROOM


class _Growing(Dialog):
    """A short question to which a long answer may come."""

    def __init__(self, parent: QWidget | None, lines: int) -> None:
        super().__init__(parent)
        self.answer = Text("答え\n" * lines, wrap=True)
        self.answer.hide()
        foot = row(STRETCH, button("やめる", self.reject), primary("行う", self.accept))
        parts = Text("問い", "title"), self.answer, STRETCH, foot
        self.setLayout(column(*parts, gap=12, margins=(24, 20, 24, 20)))


def _opened(qtbot: QtBot, parent: QWidget | None, lines: int) -> _Growing:
    app.prepare()
    dialog = _Growing(parent, lines)
    if parent is None:
        qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    QApplication.processEvents()
    return dialog


def _display(dialog: Dialog) -> QRect:
    return dialog.screen().availableGeometry()


def test_it_opens_in_the_upper_part_and_keeps_its_upper_edge_when_it_grows(qtbot: QtBot) -> None:
    dialog = _opened(qtbot, None, 4)
    display = _display(dialog)
    top, high = dialog.y(), dialog.height()
    assert 0 < top - display.top() < (display.height() - high) // 2
    dialog.answer.show()
    qtbot.waitUntil(lambda: dialog.height() > high + 60)
    assert dialog.y() == top


def test_it_moves_no_further_than_it_must_and_stays_above_the_bar(qtbot: QtBot) -> None:
    dialog = _opened(qtbot, None, 100)
    display = _display(dialog)
    assert display.height() < 900, "the display of the tests is a small one"
    top = dialog.y()
    dialog.answer.show()
    qtbot.waitUntil(lambda: dialog.height() == LEAST_ROOM)
    assert display.top() <= dialog.y() <= top
    bottom = dialog.frameGeometry().bottom()
    assert bottom <= display.bottom()
    assert bottom == display.bottom() or dialog.y() == top


def test_where_somebody_moved_it_there_it_stays(qtbot: QtBot) -> None:
    dialog = _opened(qtbot, None, 4)
    dialog.move(7, 9)
    dialog.answer.show()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: dialog.answer.isVisible())
    dialog.fit()
    assert (dialog.x(), dialog.y()) == (7, 9)


@pytest.mark.parametrize("left", [0, 150])
def test_it_stands_in_the_middle_of_its_window_from_side_to_side(qtbot: QtBot, left: int) -> None:
    app.prepare()
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setGeometry(left, 0, 600, 700)
    window.show()
    qtbot.waitExposed(window)
    dialog = _opened(qtbot, window, 4)
    assert abs(dialog.geometry().center().x() - window.frameGeometry().center().x()) <= 2
