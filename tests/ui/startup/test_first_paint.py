"""The first-start window is drawn with a part of what the others need, and nobody sees the difference."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.widgets import labels, qt_numbers
from tests.helpers.leftovers import leave

PROGRAM = """
import json
import PySide6.QtCore as core
from dxdesk.programs.window import launcher
from dxdesk.ui.startup import app, recent

for place in range(8):
    recent.remember(recent.Recent(f"台帳{place}.dxdesk", "人事・検証区", "2026-04-01T00:00:00Z", "hr", ""))
application = app.prepare(first_paint=True)
program = app.Program(launcher())
window = program.show_welcome()
application.processEvents()
first = window.grab().toImage()
made_early = "Qt" in vars(core)
app.complete()
application.processEvents()
whole = window.grab().toImage()
print(json.dumps({
    "made_early": made_early,
    "size": [first.width(), first.height()],
    "same": first == whole,
}))
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_window_looks_the_same_before_and_after_the_rest_is_loaded(
    tmp_path: Path, scheme: str
) -> None:
    (tmp_path / "window.ini").write_text(f"[look]\nscheme={scheme}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "DXDESK_USER_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["same"]
    assert told["size"][0] >= 820
    # The enumerations of Qt are made all at once, and would be a tenth of the wait for this window.
    assert not told["made_early"]


def test_the_numbers_that_stand_for_enumerations_are_theirs(qtbot: QtBot) -> None:
    flag = Qt.AlignmentFlag
    assert Qt.TextFormat.PlainText.value == qt_numbers.PLAIN_TEXT
    assert Qt.TextFormat.RichText.value == qt_numbers.RICH_TEXT
    assert (flag.AlignLeft | flag.AlignVCenter).value == qt_numbers.LEFT_MIDDLE
    assert Qt.ScrollBarPolicy.ScrollBarAlwaysOff.value == qt_numbers.ALWAYS_OFF
    app.prepare()
    label = labels.Text("<b>太字</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText
    qtbot.addWidget(label)
    wrapped = labels.Text("折り返す", wrap=True)
    qtbot.addWidget(wrapped)
    assert wrapped.textFormat() is Qt.TextFormat.RichText
    assert wrapped.alignment() == flag.AlignLeft | flag.AlignVCenter


STARTED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from dxdesk.programs.window import launcher
from dxdesk.ui.startup import app

application, old = app.prepare(first_paint=True), Path(sys.argv[1])
assert old.exists()
patience = QTimer(application)
patience.timeout.connect(lambda: old.exists() or application.quit())
patience.start(20)
QTimer.singleShot(60_000, application.quit)
app.run(None, launcher())
"""


def test_the_window_takes_away_what_a_killed_run_left_once_it_is_painted(tmp_path: Path) -> None:
    left = leave(tmp_path)
    subprocess.run(
        [sys.executable, "-c", STARTED, str(left.old[-1])],
        env={**os.environ, "DXDESK_USER_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert left.here() == set(left.fresh)
