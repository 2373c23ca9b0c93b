"""代理の指名 and the rules of a year on the screen 年度."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain import rights
from dxdesk.domain.lifecycle import State
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.progress.status import status
from dxdesk.usecases.review import deputies
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import current_cycle
from tests.helpers.screens import settle, write
from tests.helpers.town import CHIEF, DIRECTOR, MANAGER
from tests.ui.office import Office, build

Show = Callable[[Desk], MainWindow]


def press(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)


def opened(qtbot: QtBot, show: Show, office: Office) -> tuple[MainWindow, Any]:
    window = show(office.open_hr())
    screen: Any = window.go("year")
    settle(qtbot, window)
    press(qtbot, window, screen.deputies)
    return window, screen


def test_hr_names_a_deputy_by_name_and_makes_the_package_they_need(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window, screen = opened(qtbot, show, office)
    asked = screen.dialog
    write(asked.principal, "検証 二郎")
    write(asked.deputy, "001005")
    settle(qtbot, window)
    assert asked.foreseen.text() == ""
    asked.first.set_day("2026-12-01")
    asked.last.set_day("2027-03-31")
    write(asked.reason, "出張")
    press(qtbot, window, asked.go)
    (one,) = deputies.named(window.desk)
    assert (one.deputy, one.principal, one.first_day, one.last_day, one.reason) == (
        *("001005", MANAGER, "2026-12-01", "2027-03-31", "出張"),
    )
    assert "所属配布票" in asked.banner.text()
    press(qtbot, window, asked.banner.findChild(QPushButton, asked.banner._act.objectName()))
    sending = asked.dialog
    sending.folder.setText(str(tmp_path / "代理"))
    write(sending.password, "かみに書く7")
    press(qtbot, window, sending.accept_button)
    (package,) = (tmp_path / "代理").rglob("*.xlsx")
    assert package.name == "所属配布票_R8_001005(区民課 山﨑 由美子).xlsx"
    assert "1件です" in screen.deputies_text.text()


def seen(part: Any) -> bool:
    """Tell whether the whole of a part is in view."""
    return bool(part.isVisible() and part.visibleRegion().boundingRect() == part.rect())


def test_it_begins_with_whom_to_name_and_the_warning_stands_above_the_button_in_view(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window, screen = opened(qtbot, show, office)
    asked = screen.dialog
    assert asked.focusWidget() is asked.principal
    assert not asked.acts.isVisible(), "nobody is named: there is nothing to end or to take back"
    window.resize(1100, 560)
    write(asked.principal, MANAGER)
    write(asked.deputy, CHIEF)
    settle(qtbot, window)
    assert asked.foreseen.text()
    qtbot.waitUntil(lambda: seen(asked.foreseen) and seen(asked.go))
    bottom = asked.foreseen.mapTo(asked, asked.foreseen.rect().bottomLeft()).y()
    assert bottom <= asked.go.mapTo(asked, asked.go.rect().topLeft()).y()


def test_a_naming_that_ended_is_not_offered_to_be_ended(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    today = desk.services.clock.today()
    for day in ("2026-01-05", today):
        deputies.name(desk, deputies.Naming("001005", MANAGER, day, day, ""))
    desk.store.close()
    _, screen = opened(qtbot, show, office)
    asked = screen.dialog
    assert asked.focusWidget() is asked.principal
    states = {}
    for one in asked.table.shown():
        asked.table.pick(lambda each, one=one: each is one)
        states[one.state] = (asked.acts.isVisible(), asked.end_button.isEnabled())
    assert states == {"ended": (True, False), "running": (True, True)}


def test_what_a_naming_would_not_do_is_said_before_it_is_made(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window, screen = opened(qtbot, show, office)
    asked = screen.dialog
    write(asked.principal, MANAGER)
    write(asked.deputy, CHIEF)
    settle(qtbot, window)
    assert "5人の一次確認者でもあります" in asked.foreseen.text()
    asked.principal.clear()
    write(asked.principal, "001003")
    settle(qtbot, window)
    assert "誰の確認者でもありません" in asked.foreseen.text()
    asked.deputy.clear()
    press(qtbot, window, asked.go)
    assert "まだ選ばれていません" in asked.banner.text()
    write(asked.deputy, "どこかの人")
    press(qtbot, window, asked.go)
    assert "名簿にいません" in asked.banner.text()
    assert deputies.named(window.desk) == ()


def test_a_term_ends_earlier_or_is_taken_back_after_a_question(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    deputies.name(desk, deputies.Naming(DIRECTOR, MANAGER, "2026-01-01", "2027-03-31"))
    window = show(desk)
    screen: Any = window.go("year")
    settle(qtbot, window)
    press(qtbot, window, screen.deputies)
    asked = screen.dialog
    assert not asked.end_button.isEnabled()
    asked.table.pick(lambda _: True)
    asked.ending.set_day("2026-02-28")
    qtbot.mouseClick(asked.end_button, Qt.MouseButton.LeftButton)
    assert [one.last_day for one in deputies.named(desk)] == ["2027-03-31"], "a question comes first"
    press(qtbot, window, asked.dialog.accept_button)
    assert [one.last_day for one in deputies.named(desk)] == ["2026-02-28"]
    asked.table.pick(lambda _: True)
    qtbot.mouseClick(asked.take_back, Qt.MouseButton.LeftButton)
    assert deputies.named(desk), "a question comes first"
    press(qtbot, window, asked.dialog.accept_button)
    assert deputies.named(desk) == ()


def test_who_stood_in_unnamed_can_be_named_from_the_decision(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    receive(window.desk, ReceiveFiles((office.both_stages(),)))
    receiving: Any = window.go("receive", {"page": "held"})
    settle(qtbot, window)
    press(qtbot, window, receiving.held.naming)
    screen: Any = window.screens["year"]
    asked = screen.dialog
    assert (asked.principal.number(), asked.deputy.number()) == (MANAGER, CHIEF)
    assert asked.first.day() == receiving.held.table.current().made_on


def test_a_year_under_earlier_rules_shows_what_would_stop_and_then_moves(
    qtbot: QtBot, show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path)
    with monkeypatch.context() as earlier:
        earlier.setattr(rights, "NEWEST", 1)  # the program of those days
        build(tmp_path)
        desk = office.open_hr()
        receive(desk, ReceiveFiles((office.both_stages(),)))
    window = show(desk)
    screen: Any = window.go("year")
    settle(qtbot, window)
    assert screen.rules.isVisible()
    assert status(desk).states[State.RECEIVED] == 2
    press(qtbot, window, screen.rules.findChild(QPushButton, "move-rules"))
    asked = screen.dialog
    assert "2件が止まります" in asked.said.text()
    assert [(one.by, one.on_behalf_of, one.held) for one in asked.table.shown()] == [
        (CHIEF, MANAGER, True)
    ] * 2
    assert current_cycle(desk).rules == 1, "a look moves nothing"
    press(qtbot, window, asked.accept_button)
    assert current_cycle(desk).rules == 2
    assert not screen.rules.isVisible()
    assert status(desk).states[State.FIRST_CONFIRMED] == 2
    assert "2件" in screen.banner.text()
    press(qtbot, window, screen.banner._act)
    receiving: Any = window.screens["receive"]
    assert (window.current, len(receiving.held.table.shown())) == ("receive", 2)


def test_a_year_opened_now_shows_nothing_of_rules(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("year")
    settle(qtbot, window)
    assert screen.rules.isHidden()
