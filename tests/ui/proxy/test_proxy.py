"""代行入力・確認: whoever there is something to do for stands first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from dxdesk.domain.lifecycle import State
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def test_open_cases_stand_first_in_either_mode_and_the_person_stays(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(("001003",)),)))
    window = show(desk)
    screen: Any = window.go("proxy")
    settle(qtbot, window)
    assert screen.people.shown()[-1].number == "001003", "has answered already"
    screen.people.pick(lambda person: person.number == "001005")
    settle(qtbot, window)
    screen.confirm_mode.click()
    settle(qtbot, window)
    first = screen.people.shown()[0]
    assert (first.number, first.state) == ("001003", State.SUBMITTED)
    assert screen.people.current().number == "001005"
