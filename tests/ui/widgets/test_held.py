"""A key that is held down is one wish, also where the system does not say so."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dxdesk.ui.widgets import basics
from dxdesk.ui.widgets.basics import HELD_MS, PushButton, is_held


def pressed(when: int, key: Qt.Key = Qt.Key.Key_Return) -> QKeyEvent:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(when)
    return event


def test_repeats_that_look_like_keys_of_their_own_press_a_button_once(qtbot: QtBot) -> None:
    button = PushButton("提出する")
    qtbot.addWidget(button)
    pushes: list[bool] = []
    button.clicked.connect(lambda: pushes.append(True))
    for when in range(10_000, 11_000, 40):  # an X server repeats some 25 times a second
        QApplication.sendEvent(button, pressed(when))
    assert len(pushes) == 1
    QApplication.sendEvent(button, pressed(11_000 + HELD_MS))
    assert len(pushes) == 2, "pressed anew"


def test_who_presses_quickly_presses_and_one_event_has_one_answer(qtbot: QtBot) -> None:
    first, again = pressed(20_000), pressed(20_000 + HELD_MS)
    assert [is_held(first), is_held(first), is_held(again), is_held(again)] == [False] * 4
    soon = pressed(20_000 + HELD_MS + 40)
    assert [is_held(soon), is_held(soon)] == [True, True]
    assert not is_held(pressed(20_000 + HELD_MS + 60, Qt.Key.Key_Enter)), "another key"
    assert [is_held(pressed(0)), is_held(pressed(0))] == [False, False], "made up, without a time"
    assert basics.HELD_MS > 100, "no slower repeat is usual"
