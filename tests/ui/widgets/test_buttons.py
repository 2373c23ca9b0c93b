"""A button under a hurried hand."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.widgets.buttons import RowButton, button
from dxdesk.ui.widgets.days import DayField
from tests.helpers.screens import double_click

LOOKS = ("primary", "secondary", "quiet", "flush", "slim", "choice", "filter", "tile")


@pytest.mark.parametrize("look", [*LOOKS, "nav"])
def test_a_double_click_presses_once(qtbot: QtBot, look: str) -> None:
    app.prepare()
    made = RowButton("次へ") if look == "nav" else button("次へ", look=look)
    qtbot.addWidget(made)
    made.show()
    pressed: list[object] = []
    made.clicked.connect(lambda *_: pressed.append(made))
    for often in (1, 2):
        double_click(made)
        assert len(pressed) == often


def test_the_months_go_by_as_fast_as_one_clicks(qtbot: QtBot) -> None:
    app.prepare()
    field = DayField("期限")
    qtbot.addWidget(field)
    field.show()
    field.set_day("2026-04-01")
    field.field.open_calendar()
    calendar = field.field._calendar
    assert calendar is not None
    after = calendar.findChild(QPushButton, "month-after")
    double_click(after)
    assert calendar.title.text() == "令和8年6月"
