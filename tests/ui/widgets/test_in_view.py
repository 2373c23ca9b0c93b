"""Whatever gets the keyboard is in view, however it got there; what one presses with the pointer stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.layouts import card, column, scrolling
from dxdesk.ui.widgets.tables import Col, Table
from tests.helpers.looking import in_view


@pytest.fixture
def page(qtbot: QtBot) -> tuple[QWidget, QScrollArea, list[QWidget]]:
    """A page of many fields that is lower than they are, one of them in an area of its own."""
    app.prepare()
    shown = QWidget()
    qtbot.addWidget(shown)
    fields: list[QWidget] = [QLineEdit() for _ in range(30)]
    inner = scrolling(column(*(QLineEdit() for _ in range(20))))
    inner.setFixedHeight(120)
    long = QPlainTextEdit("行\n" * 200)
    long.setFixedHeight(600)
    fields += [inner.widget().findChildren(QLineEdit)[-1], long]
    area = scrolling(card(*fields[:30], inner, long))
    layout = QVBoxLayout()
    layout.addWidget(area)
    shown.setLayout(layout)
    shown.resize(400, 300)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown, area, fields


@pytest.mark.parametrize("place", [0, 12, 29, 30])
def test_what_is_given_the_keyboard_is_in_view(
    qtbot: QtBot, page: tuple[QWidget, QScrollArea, list[QWidget]], place: int
) -> None:
    _, area, fields = page
    for begin in (area.verticalScrollBar().maximum(), 0):
        fields[15].setFocus()
        area.verticalScrollBar().setValue(begin)
        fields[place].setFocus()
        qtbot.waitUntil(lambda: in_view(fields[place]))


def test_what_is_in_view_does_not_move(
    qtbot: QtBot, page: tuple[QWidget, QScrollArea, list[QWidget]]
) -> None:
    _, area, fields = page
    for part in (fields[1], fields[2]):
        part.setFocus()
        qtbot.wait(5)
        assert area.verticalScrollBar().value() == 0


def test_in_what_is_higher_than_the_page_the_cursor_is_in_view(
    qtbot: QtBot, page: tuple[QWidget, QScrollArea, list[QWidget]]
) -> None:
    _, area, fields = page
    long = fields[-1]
    assert isinstance(long, QPlainTextEdit)
    long.setFocus()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    cursor = long.viewport().mapTo(area.viewport(), long.cursorRect().center())
    assert area.viewport().rect().contains(cursor)


def test_what_a_hand_presses_stays_under_it(
    qtbot: QtBot, page: tuple[QWidget, QScrollArea, list[QWidget]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, area, fields = page
    pressed: Callable[[], Qt.MouseButton] = lambda: Qt.MouseButton.LeftButton  # noqa: E731
    monkeypatch.setattr("dxdesk.ui.widgets.in_view.QApplication.mouseButtons", pressed)
    fields[20].setFocus()
    qtbot.wait(5)
    assert area.verticalScrollBar().value() == 0


def test_of_a_table_the_line_one_is_at_is_in_view(qtbot: QtBot) -> None:
    app.prepare()
    table: Table[str] = Table([Col("名前", str)], "名前")
    table.show_records([str(n) for n in range(40)])
    table.setFixedHeight(1400)
    first = button("はじめ")
    area = scrolling(column(first, table))
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    table.setCurrentIndex(table.model().index(30, 0))
    first.setFocus()
    qtbot.wait(5)
    area.verticalScrollBar().setValue(0)
    table.setFocus()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    line = table.visualRect(table.currentIndex()).center()
    assert area.viewport().rect().contains(table.viewport().mapTo(area.viewport(), line))
