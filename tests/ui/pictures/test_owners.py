"""Every part belongs to what it is laid into: none opens as a window, none goes while somebody holds it."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card
from dxdesk.ui.widgets.passphrase import PassphraseDialog, PassphraseEntry
from tests.helpers.looking import Strays, scenes

EVENTS = (QEvent.Type.MetaCall, QEvent.Type.LayoutRequest, QEvent.Type.DeferredDelete)
"""After these somebody's work is done, and what nobody holds any more may be collected."""


@pytest.fixture
def strays(qtbot: QtBot) -> Strays:
    app.prepare()
    return Strays()


@pytest.mark.parametrize("shows", [(True,), (False,), (False, True), (True, False), (False, True, False)])
@pytest.mark.parametrize("late", [False, True], ids=["laid in before", "laid in late"])
def test_a_part_shown_before_it_is_laid_in_appears_with_its_page(
    qtbot: QtBot, strays: Strays, shows: tuple[bool, ...], late: bool
) -> None:
    page, lines = QWidget(), QVBoxLayout()
    page.setLayout(lines)
    page.setWindowTitle("頁")
    qtbot.addWidget(page)
    if late:
        page.show()
        strays.found.clear()
    parts: list[QWidget] = [Text("文"), button("釦"), card(Text("札"))]
    for part in parts:
        for shown in shows:
            part.setVisible(shown)
        lines.addWidget(part)
    assert not strays.found
    page.show()
    qtbot.waitExposed(page)
    QApplication.processEvents()
    assert [part.isVisible() for part in parts] == [shows[-1]] * 3
    strays.stop()


def test_fields_made_of_several_parts_open_no_window(qtbot: QtBot, strays: Strays) -> None:
    made = [
        DayField("基準日", optional=True),
        PassphraseEntry(new=True, optional=True),
        PassphraseDialog("人事", "人事.dxdesk", store=True),
    ]
    for part in made:
        qtbot.addWidget(part)
    assert not strays.found
    assert made[0].findChild(QCheckBox) is not None
    strays.stop()


def test_a_stray_window_would_be_seen(qtbot: QtBot, strays: Strays) -> None:
    for kind in (QLabel, QFrame, QCheckBox):
        part = kind()
        qtbot.addWidget(part)
        part.setVisible(True)
    assert len(strays.found) == 3
    strays.stop()


class _Forced(QObject):
    """Collects whatever is collectable after each event that may have let something go."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in EVENTS:
            self.count += 1
            gc.collect()
        return False


@pytest.mark.soak
@pytest.mark.parametrize(("role", "every"), [("personal", 6), ("section", 9), ("hr", 14)])
def test_screens_stand_while_the_collector_runs_after_every_event(
    qtbot: QtBot, tmp_path: Path, role: str, every: int, request: pytest.FixtureRequest
) -> None:
    application = app.prepare()
    gc.collect()
    gc.freeze()  # what is there already is none of the window's, and looking through it takes long
    request.addfinalizer(gc.unfreeze)
    forced, walked = _Forced(), 0
    application.installEventFilter(forced)
    try:
        for _, seen in scenes(role, tmp_path, every=every):
            walked += 1
            assert all(shiboken6.isValid(part) for part in seen.window().findChildren(QWidget))
    finally:
        application.removeEventFilter(forced)
    assert walked >= 7
    assert forced.count > 10 * walked
