from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from dxdesk.domain.lifecycle import State
from dxdesk.ui.review import messages
from dxdesk.ui.review.view import Review
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.answering.self_report import open_answers, submit
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review.confirming import Decision, confirm
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.helpers.town import CHIEF, MANAGER
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def confirming(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> tuple[MainWindow, Any]:
    monkeypatch.setattr(Review, "pause", 0.0)  # a test presses faster than anybody reads
    desk = office.section(CHIEF)
    receive(desk, ReceiveFiles((office.answered(),)))
    window = show(desk)
    qtbot.mouseClick(window.navigation.buttons["review"], Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    return window, window.screens["review"]


def test_a_chief_confirms_everybody_with_one_key_each(
    qtbot: QtBot, confirming: tuple[MainWindow, Any]
) -> None:
    window, screen = confirming
    presses = 0
    while not all(entry.done for entry in screen._entries) and presses < 40:
        qtbot.keyClick(screen.page.grid, Qt.Key.Key_Return)
        presses += 1
        settle(qtbot, window)
        settle(qtbot, window)
    assert presses == len(TEAM)
    assert all(person_year(window.desk, number).state is State.FIRST_CONFIRMED for number in TEAM)
    assert screen.pages.currentWidget() is screen.spread
    assert "全員" in screen.spread.title.text()
    assert screen.spread.send.isVisible()
    for _ in range(3):  # who looks up late has pressed on
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        settle(qtbot, window)
    assert screen.dialog is None
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert screen.spread.send.hasFocus(), "the next step is one key away"
    qtbot.keyClick(screen.spread.send, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    settle(qtbot, window)
    assert sum(entry.done for entry in screen._entries) == len(TEAM) - 1


def test_a_level_that_differs_needs_a_word(qtbot: QtBot, confirming: tuple[MainWindow, Any]) -> None:
    window, screen = confirming
    number = screen.page.work.person.employee_number
    uid = screen.page.work.items[1].uid
    screen.page.grid.pick(uid)
    qtbot.keyClick(screen.page.grid, "3")
    qtbot.keyClick(screen.page.grid, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert "コメント" in screen.banner.text()
    assert person_year(window.desk, number).state is State.SUBMITTED
    write(screen.page.comment, "周りへの指導まで行っている")
    qtbot.keyClick(screen.page.comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    item = next(i for i in person_year(window.desk, number).items if i.uid == uid)
    assert (item.first, item.first_comment) == (3, "周りへの指導まで行っている")


def test_an_answer_goes_back_with_a_reason_for_an_item(
    qtbot: QtBot, confirming: tuple[MainWindow, Any]
) -> None:
    window, screen = confirming
    number = screen.page.work.person.employee_number
    uid = screen.page.work.items[0].uid
    qtbot.mouseClick(screen.page.send_back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    assert screen.dialog.isVisible(), "a return without a reason is held back"
    write(screen.dialog.reasons[uid], "根拠を具体的に")
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    person = person_year(window.desk, number)
    assert person.state is State.RETURNED
    assert next(i.reason for i in person.items if i.uid == uid) == "根拠を具体的に"
    assert not screen.slips.isHidden()


def test_many_are_confirmed_at_once_after_a_look(qtbot: QtBot, confirming: tuple[MainWindow, Any]) -> None:
    window, screen = confirming
    qtbot.mouseClick(screen.bulk, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert all(entry.done for entry in screen._entries)
    screen.set_mode("grid")
    assert screen.entry.needs.text() == messages.ENTRY_ALL_DONE, "there is nothing left to go on to"
    assert not screen.entry.finish.isEnabled()


def test_the_confirmed_go_out_as_a_file(
    qtbot: QtBot, confirming: tuple[MainWindow, Any], tmp_path: Path
) -> None:
    window, screen = confirming
    screen.confirm()
    settle(qtbot, window)
    settle(qtbot, window)
    qtbot.mouseClick(screen.send, Qt.MouseButton.LeftButton)
    screen.dialog.folder.setText(str(tmp_path / "確認票"))
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert list((tmp_path / "確認票").glob("確認票_*.xlsx"))


def passed_on(office: Office, number: str, uid_place: int, folder: Path) -> str:
    """Let the chief correct one level, confirm and pass it on; return the item's uid."""
    desk = office.section(CHIEF)
    receive(desk, ReceiveFiles((office.answered((number,)),)))
    uid = person_year(desk, number).items[uid_place].uid
    confirm(desk, Decision(number, {uid: 3}, {uid: "周りを指導している"}, "よい一年でした"))
    export(desk, Export("confirmations", folder))
    desk.store.close()
    return uid


def test_the_second_confirmer_sees_what_the_first_said_and_confirms_it(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    uid = passed_on(office, "001003", 1, tmp_path)
    desk = office.section(MANAGER)
    receive(desk, ReceiveFiles((office.answered(("001003",)), tmp_path)))
    window = show(desk)
    screen: Any = window.go("review")
    settle(qtbot, window)
    work = screen.page.work
    assert (work.item(uid).self_level, work.item(uid).first, work.level(uid)) == (1, 3, 3)
    assert ("一次で修正 LV1→LV3", True) in work.differences(uid)
    screen.page.grid.pick(uid)
    said = [label.text() for label in screen.page.findChildren(Text)]
    assert {"周りを指導している", "よい一年でした"} <= set(said)
    qtbot.keyClick(screen.page.grid, "1")
    assert "一次確認と異なる" in screen.page.comment_title.text()
    qtbot.keyClick(screen.page.grid, Qt.Key.Key_Delete)
    qtbot.keyClick(screen.page.grid, Qt.Key.Key_Return)
    settle(qtbot, window)
    settle(qtbot, window)
    person = person_year(desk, "001003")
    assert person.state is State.SECOND_CONFIRMED
    assert next(item for item in person.items if item.uid == uid).confirmed == 3


def test_the_second_confirmer_may_return_what_the_first_confirmed(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    passed_on(office, "001003", 1, tmp_path)
    desk = office.section(MANAGER)
    receive(desk, ReceiveFiles((office.answered(("001003",)), tmp_path)))
    window = show(desk)
    screen: Any = window.go("review")
    settle(qtbot, window)
    screen.send_back()
    write(screen.dialog.overall, "担当の範囲を書き足してください")
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert person_year(desk, "001003").state is State.RETURNED


def _filled(button: QPushButton) -> bool:
    return button.isVisible() and button.property("look") == "primary"


def test_a_conflict_is_settled_before_anybody_confirms(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.section(CHIEF)
    receive(desk, ReceiveFiles((office.answered(("001003",)),)))
    office.forget("001003")
    person = office.personal("001003")
    levels = {item.uid: 3 for item in open_answers(person).items}
    submit(person, tmp_path, Answers(levels))
    person.store.close()
    receive(desk, ReceiveFiles((tmp_path,)))
    window = show(desk)
    screen: Any = window.go("review", {"employee": "001003"})
    settle(qtbot, window)
    settle(qtbot, window)
    assert "先にどちらを採るか" in screen.page.notice.text()
    window.resize(1280, 720)  # 1920 × 1080 at 150 %
    settle(qtbot, window)
    areas = [area for area in screen.page.findChildren(QScrollArea) if area.isAncestorOf(screen.page.grid)]
    assert areas
    around = [area for area in areas if area.verticalScrollBar().isVisible()]
    assert not around, "the table has a bar of its own; a second one around it confuses"
    assert screen.page.overall.visibleRegion().boundingRect().height() == screen.page.overall.height()
    filled = {part.objectName() for part in screen.page.findChildren(QPushButton) if _filled(part)}
    assert filled == {"notice-act"}, "one filled button, the next step"
    screen.confirm()
    settle(qtbot, window)
    settle(qtbot, window)
    assert "先に、どちらを採るか" in screen.banner.text()
    assert person_year(desk, "001003").state is State.SUBMITTED
    qtbot.mouseClick(screen.page.notice_act, Qt.MouseButton.LeftButton)
    assert window.current == "receive"


def test_a_manager_confirms_on_behalf_of_an_absent_chief(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.section(MANAGER)
    receive(desk, ReceiveFiles((office.answered(("001003",)),)))
    window = show(desk)
    screen: Any = window.go("review", {"employee": "001003"})
    screen.pause = 0.0  # a test is quicker than a second thought
    settle(qtbot, window)
    settle(qtbot, window)
    assert not screen.page.confirm.isEnabled()
    qtbot.mouseClick(screen.page.notice_act, Qt.MouseButton.LeftButton)
    assert "代理" in screen.page.notice.text()
    assert "二次確認も自分で行うと" in screen.page.notice.text(), "told before it is done"
    assert "代理" in screen.page.confirm.text()
    qtbot.mouseClick(screen.page.notice_act, Qt.MouseButton.LeftButton)
    assert not screen.page.confirm.isEnabled(), "one may stop standing in"
    qtbot.mouseClick(screen.page.notice_act, Qt.MouseButton.LeftButton)
    assert screen.page.confirm.isEnabled()
    screen.confirm()
    settle(qtbot, window)
    settle(qtbot, window)
    assert person_year(desk, "001003").state is State.FIRST_CONFIRMED
    screen.queue.sift("all")
    screen.queue.pick("001003")
    assert "(代理" in screen.page.caption.text(), "who stood in stays in sight"
    assert "二次確認もすると、人事課が認めるまで集計に入りません" in screen.page.notice.text()
    screen.confirm()
    settle(qtbot, window)
    settle(qtbot, window)
    assert "一次確認もしている" in screen.banner.text()
