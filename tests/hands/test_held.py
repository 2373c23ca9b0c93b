"""Keys that a real keyboard holds down: an X server repeats them as if they were pressed again."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from dxdesk.ui.startup import app
from dxdesk.ui.widgets.buttons import PushButton, button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.layouts import column
from tests.hands.xserver import Display

LONG = 1.3
"""Seconds a key is held: an X server repeats after 0.66."""

WAIT = 30.0


@pytest.mark.parametrize(
    ("what", "keys", "told"),
    [
        ("button", ["Return"], "pushed 1"),
        ("button", ["space"], "pushed 1"),
        ("tick", ["space"], "ticked 1"),
        ("dialog", ["Return"], "opened 1 accepted 0"),
        ("text", ["Return"], "opened 1 lines 0"),
        ("undo", ["ctrl", "z"], "undone 1"),
        ("writing", ["a"], "letters many"),
    ],
)
def test_a_key_held_down_counts_once(display: Display, what: str, keys: list[str], told: str) -> None:
    words = [sys.executable, "-m", "tests.hands.test_held", what]
    with subprocess.Popen(words, env=display.environment, stdout=subprocess.PIPE, text=True) as shown:
        try:
            assert shown.stdout is not None
            assert shown.stdout.readline() == "ready\n"
            for key in keys:
                display.act("keydown", key)
            time.sleep(LONG)
            for key in reversed(keys):
                display.act("keyup", key)
            time.sleep(0.2)
            display.act("key", "F12")
            assert shown.stdout.readline() == f"{told}\n"
        finally:
            shown.kill()


def _inside(what: str) -> None:
    running = app.prepare(["held"])
    counted: dict[str, int] = {}

    def count(name: str) -> None:
        counted[name] = counted.get(name, 0) + 1

    window = QWidget()
    layout = QVBoxLayout(window)
    push, tick, text = PushButton("押す"), QCheckBox("選ぶ"), QPlainTextEdit()
    for part in (push, tick, text):
        layout.addWidget(part)
    reason = QPlainTextEdit()

    def opened() -> None:
        count("opened")
        dialog = Dialog(window)
        parts = (reason,) if what == "text" else ()
        dialog.setLayout(column(*parts, button("やめる", dialog.reject), primary("進む", dialog.accept)))
        dialog.accepted.connect(lambda: count("accepted"))
        end = QShortcut(QKeySequence("F12"), dialog)
        end.activated.connect(tell)
        dialog.open()

    def tell() -> None:
        said = {
            "button": f"pushed {counted.get('pushed', 0)}",
            "tick": f"ticked {counted.get('ticked', 0)}",
            "dialog": f"opened {counted.get('opened', 0)} accepted {counted.get('accepted', 0)}",
            "text": f"opened {counted.get('opened', 0)} lines {len(reason.toPlainText())}",
            "undo": f"undone {counted.get('undone', 0)}",
            "writing": f"letters {'many' if len(text.toPlainText()) > 3 else 'few'}",
        }
        print(said[what], flush=True)

    push.clicked.connect(opened if what in ("dialog", "text") else lambda: count("pushed"))
    tick.toggled.connect(lambda _: count("ticked"))
    undo = QShortcut(QKeySequence("Ctrl+Z"), window)
    undo.setAutoRepeat(False)
    undo.activated.connect(lambda: count("undone"))
    QShortcut(QKeySequence("F12"), window).activated.connect(tell)
    window.show()
    window.activateWindow()
    {"tick": tick, "writing": text}.get(what, push).setFocus()

    def ready() -> None:
        if window.isActiveWindow():
            print("ready", flush=True)
        else:
            QTimer.singleShot(50, ready)

    ready()
    QTimer.singleShot(int(WAIT * 1000), running.quit)
    running.exec()


if __name__ == "__main__":
    _inside(sys.argv[1])
