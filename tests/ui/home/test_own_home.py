from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.ui.home import own_messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.usecases.answering.self_report import open_answers, save_draft, submit, unsent_changes
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.review.confirming import return_
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import CHIEF
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
EMPLOYEE = "001003"
LEFT = Qt.MouseButton.LeftButton


def test_a_half_written_form_is_taken_up_again_from_home(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.personal(EMPLOYEE)
    items = open_answers(desk).items
    save_draft(desk, Answers({items[0].uid: 2}))
    window = show(desk)
    home: Any = window.screens["home"]
    assert home.figure.text() == f"1 / {len(items)}"
    assert "残り およそ" in home.figure_text.text()
    assert "保存しました" in home.more_said.text()
    act = home.findChild(QPushButton, "todo-own-form")
    assert act.text() == "続きを書く"
    qtbot.mouseClick(act, LEFT)
    settle(qtbot, window)
    panel = window.screens["self_report"].panel  # type: ignore[attr-defined]
    assert panel.where == items[1].uid
    qtbot.keyClick(panel.pages, "1")
    settle(qtbot, window)
    window.go("home")
    settle(qtbot, window)
    assert home.figure.text() == f"2 / {len(items)}"
    # A skill in the list leads to that skill.
    row = home.skills.visualRect(home.skills.proxy.index(4, 0)).center()
    qtbot.mouseClick(home.skills.viewport(), LEFT, pos=row)
    settle(qtbot, window)
    assert window.current == "self_report"
    assert panel.where == items[4].uid


def test_what_was_submitted_waits_and_home_says_for_whom(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.personal(EMPLOYEE)
    submit(desk, tmp_path, Answers({open_answers(desk).items[0].uid: 1}))
    window = show(desk)
    home: Any = window.screens["home"]
    assert home.said.text() == own_messages.SUBMITTED
    assert "検証 一郎さん" in home.more_said.text()
    assert home.findChild(EmptyState) is not None
    assert not home.figure.isVisible()


def unsent(desk: Desk) -> bool:
    with desk.store.read() as uow:
        return unsent_changes(desk, uow, open_answers(desk).cycle.fiscal_year)


def test_what_was_changed_after_submitting_is_told_everywhere_as_not_sent(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.personal(EMPLOYEE)
    items = open_answers(desk).items
    levels = {item.uid: 1 for item in items}
    submit(desk, tmp_path, Answers(levels, {items[1].uid: "手順書を直した"}))
    assert not unsent(desk)
    save_draft(desk, Answers({**levels, items[1].uid: 2}, {items[1].uid: "手順書を書いた"}))
    window = show(desk)
    home: Any = window.screens["home"]
    settle(qtbot, window)
    assert home.said.text() == own_messages.UNSENT
    act = home.findChild(QPushButton, "todo-own-form")
    assert act.text() == "直したものを見る"
    assert home.findChild(EmptyState) is None
    # The list goes on saying what was sent, and marks what differs from it.
    shown = [[home.skills.proxy.index(row, column).data() for column in (2, 4)] for row in range(len(items))]
    one = home._work.label(items[1].uid, 1)
    assert shown[1] == [one, own_messages.UNSENT_MARK]
    assert [mark for _, mark in shown].count(own_messages.UNSENT_MARK) == 1
    assert window.navigation.buttons["self_report"].count.text() == "1"
    assert unsent(desk)
    qtbot.mouseClick(act, LEFT)
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    assert "提出したあとに直したところがあります" in screen.banner.text()
    # Put back as it was sent, it is nothing to do any more; the ticks of a draft never leave the PC.
    said = Answers(levels, {items[1].uid: "手順書を直した"}, checked={items[0].uid: ((1, 0),)})
    window.close()
    save_draft(desk, said)
    assert not unsent(desk)


def test_a_returned_form_is_new_since_the_last_visit_and_marked(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.personal(EMPLOYEE)
    items = open_answers(desk).items
    form = submit(desk, tmp_path, Answers({item.uid: 1 for item in items})).file
    assert form is not None
    show(desk).close()
    desk.store.close()
    chief = office.section(CHIEF)
    receive(chief, ReceiveFiles((form,)))
    return_(chief, EMPLOYEE, "", {items[1].uid: "根拠を書いてください。"})
    slip = export(chief, Export("return-slips", tmp_path)).files[0]
    chief.store.close()
    qtbot.wait(1_100)  # times are kept to the second
    again = bootstrap.open_desk(str(office.folder / f"個人_{EMPLOYEE}.dxdesk"))
    receive(again, ReceiveFiles((slip,)))
    window = show(again)
    home: Any = window.screens["home"]
    assert "差戻票 1件が届きました" in home.changed.text()
    assert "第2回" in home.said.text()
    assert "1つ" in home.said.text()
    marks = [home.skills.proxy.index(position, 4).data() for position in range(len(items))]
    assert marks.count(own_messages.RETURNED_MARK) == 1
    assert marks[1] == own_messages.RETURNED_MARK


def test_who_answered_in_excel_finds_the_answers_in_the_slip_again(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    from dxdesk.usecases.inbox.opening import create_from

    first = office.personal(EMPLOYEE)
    items = open_answers(first).items
    form = submit(first, tmp_path, Answers({item.uid: 2 for item in items})).file
    assert form is not None
    first.store.close()
    chief = office.section(CHIEF)
    receive(chief, ReceiveFiles((form,)))
    return_(chief, EMPLOYEE, "根拠をお願いします。")
    slip = export(chief, Export("return-slips", tmp_path)).files[0]
    chief.store.close()
    # Somebody who answered in Excel opens dxdesk for the first time with the slip.
    desk, _ = create_from(bootstrap.services(), slip, str(tmp_path / "新しい台帳.dxdesk"), "")
    receive(desk, ReceiveFiles((office.form(EMPLOYEE),)))
    home: Any = show(desk).screens["home"]
    assert home.figure.text() == f"{len(items)} / {len(items)}"
    assert set(open_answers(desk).answers.levels.values()) == {2}
