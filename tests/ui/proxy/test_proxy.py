"""代行入力・確認: whoever there is something to do for stands first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.lifecycle import State
from dxdesk.ui.deciding import messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import NAMES
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


def test_hr_takes_back_what_it_confirmed_for_somebody(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(("001003", "001004")),)))
    window = show(desk)
    screen: Any = window.go("proxy")
    settle(qtbot, window)
    screen.confirm_mode.click()
    settle(qtbot, window)
    assert screen.last.isHidden()
    for number in ("001003", "001004"):
        screen.people.pick(lambda person, wanted=number: person.number == wanted)
        settle(qtbot, window)
        screen.confirm()
        settle(qtbot, window)
        settle(qtbot, window)
    assert NAMES["001004"][0][0] in screen.last.text()
    screen.enter_mode.click()
    settle(qtbot, window)
    assert screen.last.isHidden(), "it belongs to confirming"
    screen.confirm_mode.click()
    settle(qtbot, window)
    qtbot.mouseClick(screen.last.button, Qt.MouseButton.LeftButton)
    screen.take_back()
    settle(qtbot, window)
    settle(qtbot, window)
    states = {person.number: person.state for person in screen.people.source.records}
    assert (states["001003"], states["001004"]) == (State.FIRST_CONFIRMED, State.SUBMITTED)
    assert screen.people.current().number == "001004"
    assert "取り消しました" in screen.banner.text()
    assert screen.last.text().startswith(NAMES["001003"][0])

    export(desk, Export("section-packages", office.folder / "代行の後"))
    screen.reload()
    settle(qtbot, window)
    assert screen.last.isHidden(), "it left in a file"


def test_nothing_of_an_item_is_cut_beside_the_list_of_people(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("proxy")
    settle(qtbot, window)
    for wide in (1366, 1280, 1120):  # 100 %, Full HD at 150 %, and just before the navigation gives way
        window.resize(wide, 720)
        settle(qtbot, window)
        screen.people.pick(lambda person: person.number == "001005")
        settle(qtbot, window)
        qtbot.waitUntil(lambda: screen.panel.item_page.name.isVisible())
        shown = [
            part
            for kind in (QLabel, QPushButton)
            for part in screen.panel.findChildren(kind)
            if part.isVisible() and not (isinstance(part, QLabel) and part.wordWrap())
        ]
        assert screen.panel.next in shown
        cut = [part.text() for part in shown if part.width() < part.minimumSizeHint().width()]
        assert not cut, f"{cut} in a window of {wide} px"
        edge = screen.panel.rect().right()
        over = [part.text() for part in shown if part.mapTo(screen.panel, part.rect().topRight()).x() > edge]
        assert not over, f"{over} in a window of {wide} px"


def test_hr_is_asked_before_it_confirms_both_stages_of_one_person(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(("001003",)),)))
    window = show(desk)
    screen: Any = window.go("proxy", {"employee": "001003"})
    settle(qtbot, window)
    screen.confirm_mode.click()
    settle(qtbot, window)
    screen.confirm()
    settle(qtbot, window)
    settle(qtbot, window)
    assert screen.dialog is None, "the first of them is nothing to ask about"
    screen.confirm()
    settle(qtbot, window)
    assert screen.dialog.isVisible()
    states = {person.number: person.state for person in screen.people.source.records}
    assert states["001003"] is State.FIRST_CONFIRMED
    screen.dialog.accept_button.click()
    settle(qtbot, window)
    settle(qtbot, window)
    states = {person.number: person.state for person in screen.people.source.records}
    assert states["001003"] is State.RECEIVED


@pytest.mark.parametrize("state", [State.SECOND_CONFIRMED, State.RECEIVED, State.FINALISED])
def test_nobody_is_waited_for_where_there_is_no_first_confirmer(
    qtbot: QtBot, show: Show, office: Office, state: State
) -> None:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(("001003",)),)))
    window = show(desk)
    screen: Any = window.go("proxy", {"employee": "001003"})
    settle(qtbot, window)
    screen.confirm_mode.click()
    settle(qtbot, window)
    sheet = screen.page.work.sheet
    route = replace(sheet.person.route, first="")
    screen._show_person(replace(sheet, person=replace(sheet.person, route=route, first_name="", state=state)))
    assert screen.page.notice.text() == messages.CONFIRMED_ALREADY
    assert screen.page.notice_act.isHidden()
    assert not screen.page.confirm.isEnabled()


@pytest.mark.parametrize("size", [(911, 512), (1280, 680), (1366, 740)])
def test_what_keys_do_is_said_whole_beside_the_buttons_at_every_size(
    qtbot: QtBot, show: Show, office: Office, size: tuple[int, int]
) -> None:
    window = show(office.open_hr())
    window.resize(*size)
    screen: Any = window.go("proxy")
    settle(qtbot, window)
    screen.people.pick(lambda person: person.number == "001005")
    settle(qtbot, window)
    panel = screen.panel
    shown = [hint for hint in panel._hints.hints if hint.isVisible()]
    assert shown, "some of it at least"
    for hint in shown:
        assert hint.width() >= hint.sizeHint().width()
        assert hint.mapTo(panel, hint.rect().topRight()).x() < panel.previous.x()
    page = panel.item_page
    assert page.place.isVisible()
    assert page.place.width() >= page.place.sizeHint().width()
