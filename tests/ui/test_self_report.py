from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.ui.main_window import MainWindow
from dxdesk.ui.self_report.panel import GOALS, LINES, SUBMIT
from dxdesk.usecases.answer import open_answers
from dxdesk.usecases.desk import Desk
from tests.ui.conftest import settle, write
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def answering(qtbot: QtBot, show: Show, desk: Desk) -> tuple[MainWindow, Any]:
    window = show(desk)
    qtbot.mouseClick(window.navigation.buttons["self_report"], Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    return window, screen.panel


def test_an_employee_answers_by_keys_and_submits_a_form(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window, panel = answering(qtbot, show, office.personal("001003"))
    clicks = 0
    for number, _ in enumerate(panel.work.items):
        qtbot.keyClick(panel.pages, str(number % 3 + 1))
        qtbot.keyClick(panel.pages, Qt.Key.Key_Return)
        clicks += 2
    assert panel.where == GOALS
    first = next(iter(panel.goals_page.fields.values()))
    write(first, "RPAを学ぶ")
    panel.go_on()
    assert panel.where == LINES
    write(panel.lines_page.rows[0][1], "RPA基礎研修")
    panel.go_on()
    assert panel.where == SUBMIT
    panel.set_folder(tmp_path / "提出")
    qtbot.mouseClick(panel.next, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    written = list((tmp_path / "提出").glob("申告票_*_001003.xlsx"))
    assert len(written) == 1
    assert "001003" in window.screens["self_report"].banner.text()
    sheet = open_answers(window.desk)
    assert sheet.submitted
    assert sheet.answers.levels[panel.work.items[0].uid] == 1
    assert sheet.answers.lines[0].name == "RPA基礎研修"
    # Two actions a skill, and four more: opening, and the three last pages.
    assert clicks <= 2 * len(panel.work.items)


def test_what_is_typed_is_there_again_after_the_window_was_closed_in_the_middle(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window, panel = answering(qtbot, show, office.personal("001004"))
    qtbot.keyClick(panel.pages, "2")
    write(panel.item_page.evidence, "窓口の改善を企画した")
    uid = panel.where
    window.close()
    window.desk.store.close()
    again = bootstrap.open_desk(str(office.folder / "個人_001004.dxdesk"))
    try:
        answers = open_answers(again).answers
    finally:
        again.store.close()
    assert answers.levels[uid] == 2
    assert answers.evidence[uid] == "窓口の改善を企画した"


def test_a_step_can_be_taken_back_and_done_again(qtbot: QtBot, show: Show, office: Office) -> None:
    _, panel = answering(qtbot, show, office.personal("001005"))
    uid = panel.where
    qtbot.keyClick(panel.pages, "1")
    qtbot.keyClick(panel.pages, "3")
    qtbot.keyClick(panel.pages, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert panel.work.level(uid) == 1
    qtbot.keyClick(panel.pages, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert panel.work.level(uid) == 3


def test_a_level_is_chosen_by_a_click_and_a_partly_ticked_one_asks_for_a_ground(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    _, panel = answering(qtbot, show, office.personal("001006"))
    card = panel.item_page.cards[1]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    card.ticks[0].box.click()
    assert panel.work.level(panel.where) == card.level
    assert not card.note.isHidden()
    write(panel.item_page.evidence, "研修で学んだ")
    assert card.note.isHidden()


def test_digits_typed_into_the_ground_stay_text(qtbot: QtBot, show: Show, office: Office) -> None:
    _, panel = answering(qtbot, show, office.personal("001007"))
    panel.item_page.evidence.setFocus()
    write(panel.item_page.evidence, "3件")
    assert panel.item_page.evidence.toPlainText() == "3件"
    assert panel.work.level(panel.where) is None


def test_somebody_without_a_form_is_told_what_to_do(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    from dxdesk.usecases.opening import create_store
    from dxdesk.usecases.rows import Role

    desk = create_store(
        bootstrap.services(), str(tmp_path / "個人.dxdesk"), Role.PERSONAL, ("131091", "検証区"), "", "001003"
    )
    window = show(desk)
    window.go("self_report")
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    assert screen.pages.currentWidget() is screen.nothing
    assert screen.nothing.action is not None
