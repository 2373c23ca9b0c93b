"""A session goes into the year of its day: the field follows, and the message says where it went."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.training.window import Show, begun, cells, named, opened, pressed


def test_the_year_follows_the_day_and_one_is_led_there(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = begun(office)
    window, screen = opened(qtbot, show, desk, course="must")
    shown = screen.year.currentData()
    card = screen.page("courses").card
    card.tabs.setCurrentIndex(1)
    before = cells(card.sessions)
    pressed(qtbot, window, card.session_add)
    asked: Any = screen.acts.dialog
    assert asked.year.currentData() == str(shown)
    asked.first.set_day(f"{shown + 6}-01-20")
    assert (asked.year.currentData(), asked.year.isEnabled()) == (str(shown + 5), False)
    asked.first.set_day(f"{shown + 1}-06-10")
    assert asked.year.currentText() == f"令和{shown + 1 - 2018}年度"
    pressed(qtbot, window, asked.accept_button)
    assert cells(card.sessions) == before
    said = screen.banner.text()
    assert f"令和{shown + 1 - 2018}年度の回を保存しました" in said
    assert f"令和{shown - 2018}年度の一覧には出ません" in said
    lead = next(
        one for one in screen.banner.findChildren(QPushButton) if one.isVisible() and "を見る" in one.text()
    )
    pressed(qtbot, window, lead)
    assert screen.year.currentData() == shown + 1
    assert len(cells(screen.page("courses").card.sessions)) == 1
    assert named(screen.page("courses").card, "session-add").isEnabled()
