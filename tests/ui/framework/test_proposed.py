"""DX推進担当課の案 in 体系: shown while there is one, and made a draft with one press."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.framework_editing import drafts, taking
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.digital import Digital, digital
from tests.helpers.screens import settle

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def test_hr_is_led_to_the_proposal_and_makes_a_draft_of_it(qtbot: QtBot, show: Show, office: Digital) -> None:
    dx = office.begin(office.give().file)
    opened = drafts.new_draft(dx, "shinagawa", next(one.version for one in taking.versions(dx) if one.kept))
    drafts.publish(dx, opened.draft_id)
    office.take(office.hr, office.send(dx))
    office.register(office.hr, dx)
    window = show(office.hr)
    home: Any = window.go("home")
    settle(qtbot, window)
    settle(qtbot, window)
    qtbot.mouseClick(home.findChild(QPushButton, "todo-framework-proposed"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    screen: Any = window.screens["framework"]
    assert window.current == "framework"
    qtbot.waitUntil(lambda: screen.list.proposed.isVisible(), timeout=5_000)
    act = screen.list.proposed.findChild(QPushButton, "take-proposal")
    qtbot.waitUntil(act.isVisible, timeout=5_000)
    folder = os.environ.get("DXDESK_TEST_PICTURES")
    if folder:
        window.grab().save(f"{folder}/hr-proposed.png")
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert screen.pages.currentWidget() is screen.editor
    assert [one.version for one in drafts.drafts(office.hr)] == [opened.framework.version]


def test_without_one_there_is_no_card(qtbot: QtBot, show: Show, office: Digital) -> None:
    window = show(office.hr)
    screen: Any = window.go("framework")
    settle(qtbot, window)
    settle(qtbot, window)
    assert not screen.list.proposed.isVisible()
