"""提供 in the window: HR gives and takes back; the digital section lives with it beside its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ports.entities import Role
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup.create import CreateDialog
from dxdesk.usecases.organisation import giving
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.digital import Digital, digital, plan
from tests.helpers.screens import settle

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def opened(qtbot: QtBot, window: MainWindow, key: str) -> Any:
    screen: Any = window.go(key)
    settle(qtbot, window)
    settle(qtbot, window)
    picture(window, key)
    return screen


def picture(window: MainWindow, name: str) -> None:
    """Keep what is seen where somebody wants to look at it (``DXDESK_TEST_PICTURES``)."""
    folder = os.environ.get("DXDESK_TEST_PICTURES")
    if folder:
        window.grab().save(f"{folder}/{window.desk.role.value}-{name}.png")


def test_hr_gives_and_takes_back(
    qtbot: QtBot, show: Show, office: Digital, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office.folder / "窓から"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window = show(office.hr)
    screen = opened(qtbot, window, "provision")
    assert screen.pages.currentIndex() == 0
    qtbot.mouseClick(screen.writing, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert "提供票_R7_DX推進担当課.xlsx" in screen.banner.text()
    assert [one.use for one in screen.table.shown()] == ["利用"]
    screen.table.pick(lambda _: True)
    picture(window, "provision-given")
    screen.ask_withdraw()
    screen.dialog.accept()
    settle(qtbot, window)
    settle(qtbot, window)
    assert giving.listed(office.hr)[0][0].withdrawn
    assert not screen.withdrawing.isEnabled()
    assert len(list(folder.glob("*.xlsx"))) == 2


def test_the_digital_section_sees_what_it_was_given_and_its_own_courses(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    window = show(dx)
    settle(qtbot, window)
    screen = opened(qtbot, window, "provided")
    assert screen.pages.currentIndex() == 1
    assert screen.table.shown()
    assert not screen.people.isVisible()
    assert "令和7年度" in screen.year.currentText()
    training = opened(qtbot, window, "training")
    visible = [tab.key for place, tab in enumerate(training.listed) if training.tabs.isTabVisible(place)]
    assert visible == ["courses", "map"]
    for key in ("home", "receive", "skillmap", "growth", "documents", "framework", "settings"):
        opened(qtbot, window, key)


def test_before_anything_came_it_says_how(qtbot: QtBot, show: Show, office: Digital) -> None:
    from dxdesk.usecases.inbox import opening
    from tests.helpers import world as w

    dx = opening.create_store(
        office.hr.services, str(office.folder / "手.dxdesk"), Role.DX, ("131091", "検証区"), w.PASSPHRASE
    )
    office.desks.append(dx)
    window = show(dx)
    screen = opened(qtbot, window, "provided")
    assert screen.pages.currentIndex() == 0
    settings = opened(qtbot, window, "settings")
    assert settings.tabs.isTabVisible(8), "使う機能"


def test_an_office_that_gives_nothing_has_no_trace_of_it(qtbot: QtBot, show: Show, office: Digital) -> None:
    from dxdesk.usecases.organisation import capabilities

    capabilities.switch(office.hr, "provision", False)
    window = show(office.hr)
    settle(qtbot, window)
    place = window.findChild(QWidget, "nav-provision")
    assert place is not None
    assert not place.isVisible()


def test_a_new_store_is_of_the_section_that_was_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CreateDialog(folder=tmp_path)
    qtbot.addWidget(dialog)
    assert dialog.wanted().role is Role.HR
    dialog.role.setCurrentIndex(1)
    assert dialog.wanted().role is Role.DX
    assert Path(dialog.wanted().location).name == "DX推進.dxdesk"
    dialog.location.setText(str(tmp_path / "自分で決めた.dxdesk"))
    dialog.role.setCurrentIndex(0)
    assert Path(dialog.wanted().location).name == "自分で決めた.dxdesk"
