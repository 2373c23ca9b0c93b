"""前回から変わったこと on the home of HR and of a confirmer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import CHIEF, PASSPHRASE
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DXDESK_USER_DATA", str(tmp_path / "利用者"))


def opened(office: Office, clock: FixedClock, *, read_only: bool = False) -> Desk:
    return bootstrap.open_desk(str(office.hr), PASSPHRASE, read_only=read_only, clock=clock)


def visit(show: Show, desk: Desk) -> None:
    """Look at home and close again."""
    show(desk).close()
    desk.store.close()


def parts(window: MainWindow) -> list[str]:
    home: Any = window.screens["home"]
    return [made.text() for made in home.news.findChildren(QPushButton)] if home.news.isVisible() else []


def test_what_came_while_nobody_looked_stands_on_home_and_leads_there(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    clock = FixedClock("2027-02-01")
    visit(show, opened(office, clock))
    clock.day = "2027-02-03"
    desk = opened(office, clock)
    receive(desk, ReceiveFiles((office.answered(),)))
    window = show(desk)
    assert parts(window) == ["新しく届いた申告票 5件", "自己申告の期限 あと10日(前回はあと12日)"]
    home: Any = window.screens["home"]
    qtbot.mouseClick(home.findChild(QPushButton, "news-arrived-form"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    receive_screen: Any = window.screens["receive"]
    assert window.current == "receive"
    assert receive_screen.tabs.currentIndex() == 3
    window.go("home")
    settle(qtbot, window)
    assert len(parts(window)) == 2, "it stays for the whole visit"
    window.resize(911, 480)
    qtbot.waitUntil(lambda: home.height() < 460)
    assert home.news.isVisible()
    assert not home.sections.isVisible(), "the list gives way, the figure stays"
    home.setFixedHeight(370)
    assert not home.news.isVisible()
    home.setMinimumHeight(0)
    home.setMaximumHeight(2000)
    # Another day without closing is another visit.
    window.go("receive")
    window.resize(1366, 768)
    clock.day = "2027-02-04"
    window.go("home")
    settle(qtbot, window)
    assert parts(window) == ["自己申告の期限 あと9日(前回はあと10日)"]


def test_what_one_did_oneself_before_closing_is_no_news(qtbot: QtBot, show: Show, office: Office) -> None:
    """Received on another screen, and the window closed right there."""
    clock = FixedClock("2027-02-01")
    visit(show, opened(office, clock))
    desk = opened(office, clock)
    window = show(desk)
    screen: Any = window.go("receive")
    settle(qtbot, window)
    screen.look_at((office.answered(),))
    settle(qtbot, window)
    screen.apply_files()
    with qtbot.waitSignal(window.operations.changed):
        pass
    window.close()
    desk.store.close()
    again = opened(office, clock)
    assert parts(show(again)) == []
    again.store.close()


def test_nothing_is_said_at_the_first_visit_and_when_nothing_changed(show: Show, office: Office) -> None:
    clock = FixedClock("2027-02-01")
    desk = opened(office, clock)
    receive(desk, ReceiveFiles((office.answered(),)))
    window = show(desk)
    assert parts(window) == []
    window.close()
    desk.store.close()
    again = show(opened(office, clock))
    assert parts(again) == []


def test_who_only_looks_leaves_no_trace(qtbot: QtBot, show: Show, office: Office) -> None:
    clock = FixedClock("2027-02-01")
    visit(show, opened(office, clock))
    clock.day = "2027-02-03"
    desk = opened(office, clock)
    receive(desk, ReceiveFiles((office.answered(("001003",)),)))
    desk.store.close()
    for _ in range(2):
        looked = opened(office, clock, read_only=True)
        window = show(looked)
        assert "新しく届いた申告票 1件" in parts(window)
        window.go("status")
        settle(qtbot, window)
        window.close()
        looked.store.close()


def test_a_confirmer_hears_what_came(show: Show, office: Office) -> None:
    clock = FixedClock("2027-02-01")
    office.section(CHIEF).store.close()
    where = str(office.folder / f"所属_{CHIEF}.dxdesk")
    visit(show, bootstrap.open_desk(where, PASSPHRASE, clock=clock))
    clock.day = "2027-02-02"
    desk = bootstrap.open_desk(where, PASSPHRASE, clock=clock)
    receive(desk, ReceiveFiles((office.answered(("001003", "001004")),)))
    assert "新しく届いた申告票 2件" in parts(show(desk))


def test_a_clock_set_back_and_right_again_makes_nothing_old_news(show: Show, office: Office) -> None:
    """Files came and were seen; somebody looked while the clock was a year back; nothing came since."""
    clock = FixedClock("2027-02-01")
    visit(show, opened(office, clock))
    desk = opened(office, clock)
    receive(desk, ReceiveFiles((office.answered(),)))
    visit(show, desk)
    for day in ("2026-02-01", "2027-02-01"):
        clock.day = day
        desk = opened(office, clock)
        window = show(desk)
        assert parts(window) == [], day
        window.close()
        desk.store.close()


def test_what_came_under_a_clock_set_back_is_news(show: Show, office: Office) -> None:
    clock = FixedClock("2027-02-01")
    visit(show, opened(office, clock))
    clock.day = "2026-02-01"
    desk = opened(office, clock)
    receive(desk, ReceiveFiles((office.answered(),)))
    assert parts(show(desk)) == ["新しく届いた申告票 5件"]
