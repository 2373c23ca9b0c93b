"""A key that is held down is one wish, also where the system does not say so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.widgets import keys
from dxdesk.ui.widgets.buttons import PushButton, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.keys import HELD_MS, is_held
from dxdesk.ui.widgets.layouts import column


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
    assert keys.HELD_MS > 100, "no slower repeat is usual"


def lean(window: QWidget, key: Qt.Key, text: str = "", times: int = 12) -> None:
    """Hold a key as an X server tells of it: each repeat is a release and a press of the same time."""
    handle = window.windowHandle()
    assert handle is not None

    def send(kind: QEvent.Type, when: int) -> None:
        front = QApplication.activeModalWidget() or window
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        event.setTimestamp(when)
        QApplication.sendEvent(front.windowHandle(), event)

    send(QEvent.Type.KeyPress, 100_000)
    for time in range(times):
        when = 100_663 + 200 * time  # slower than any gap that tells one by itself
        send(QEvent.Type.KeyRelease, when)
        send(QEvent.Type.KeyPress, when)
        QApplication.processEvents()
    send(QEvent.Type.KeyRelease, 110_000)


@pytest.fixture
def parts(qtbot: QtBot) -> tuple[QWidget, PushButton, QCheckBox, QPlainTextEdit]:
    app.prepare()
    window = QWidget()
    qtbot.addWidget(window)
    push, tick, text = PushButton("提出する"), QCheckBox("選ぶ"), QPlainTextEdit()
    layout = QVBoxLayout(window)
    for part in (push, tick, text):
        layout.addWidget(part)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, push, tick, text


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_held_key_is_one_wish_in_a_real_window(
    parts: tuple[QWidget, PushButton, QCheckBox, QPlainTextEdit], key: Qt.Key
) -> None:
    window, push, tick, text = parts
    pushes: list[bool] = []
    push.clicked.connect(lambda: pushes.append(True))
    push.setFocus()
    lean(window, key)
    assert len(pushes) == 1
    if key == Qt.Key.Key_Space:
        tick.setFocus()
        lean(window, key)
        assert tick.isChecked()
    text.setFocus()
    lean(window, key, " " if key == Qt.Key.Key_Space else "\r")
    assert len(text.toPlainText()) == 13, "as typing does"


def test_what_was_pressed_before_a_box_had_the_focus_types_nothing_into_it(
    parts: tuple[QWidget, PushButton, QCheckBox, QPlainTextEdit], qtbot: QtBot
) -> None:
    window, push, _, text = parts
    push.clicked.connect(text.setFocus)
    push.setFocus()
    lean(window, Qt.Key.Key_Return, "\r")
    assert text.hasFocus()
    assert text.toPlainText() == ""

    def ask() -> None:
        dialog = Dialog(window)
        dialog.setLayout(column(primary("進む", dialog.accept, name="accept")))
        dialog.accepted.connect(lambda: accepted.append(True))
        dialogs.append(dialog)
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)

    accepted: list[bool] = []
    dialogs: list[Dialog] = []
    push.clicked.disconnect()
    push.clicked.connect(ask)
    push.setFocus()
    lean(window, Qt.Key.Key_Return, "\r")
    assert len(dialogs) == 1
    assert dialogs[0].isVisible()
    assert not accepted
    dialogs[0].reject()
