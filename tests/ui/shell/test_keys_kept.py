"""After an act the keyboard is at the next step of the page, and never at what stands around it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.answering import messages as answering
from dxdesk.ui.answering.model import SUBMIT
from dxdesk.ui.self_report import messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.looking import enter
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
EMPLOYEE = "001003"
_LEFT, _TAB = Qt.MouseButton.LeftButton, Qt.Key.Key_Tab


def _focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _said(part: QWidget) -> str:
    return part.text() if isinstance(part, QPushButton) else type(part).__name__


@pytest.mark.parametrize("at_button", [True, False])
def test_after_submitting_enter_leads_on_and_leaves_the_page_with_the_file_alone(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_button: bool
) -> None:
    window = show(office.personal(EMPLOYEE))
    window.show_guide()
    window.go("self_report")
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    panel = screen.panel
    panel.set_folder(tmp_path)
    items = panel.work.items
    panel.work.answers = Answers({item.uid: 2 for item in items[1:]})
    panel.go_to(SUBMIT)
    assert not panel.submit_page.lack_card.isHidden()
    qtbot.wait(QApplication.doubleClickInterval() + 20)
    pressed = panel.next if at_button else panel.pages
    pressed.setFocus()
    enter(pressed)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: _said(_focused()) == messages.OPEN_FOLDER)
    assert panel.submit_page.lack_card.isHidden(), "it is submitted: nothing is before it"
    opened: list[Path] = []
    monkeypatch.setattr("dxdesk.ui.self_report.view.open_folder", lambda folder, _: opened.append(folder))
    enter(_focused())
    assert opened == [tmp_path]
    assert window.current == "self_report"
    assert window.guide is not None
    assert window.guide.isVisible()


def test_files_are_looked_at_and_taken_with_enter_alone(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    window.navigation.buttons["home"].setFocus()
    window.take_files([office.answered((EMPLOYEE,))])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is screen.apply)
    enter(screen.apply)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is screen.discard)
    assert screen.discard.property("look") == "primary"


@pytest.mark.parametrize("how", ["hide", "disable"])
def test_what_is_pressed_and_goes_hands_the_keyboard_to_its_screen(
    qtbot: QtBot, show: Show, office: Office, how: str
) -> None:
    window = show(office.open_hr())
    window.go("year")
    settle(qtbot, window)
    screen: Any = window.screens["year"]
    pressed = QPushButton("最後の部品")
    screen.body.addWidget(pressed)
    QWidget.setTabOrder(pressed, window.navigation.buttons["home"])
    pressed.clicked.connect(pressed.hide if how == "hide" else lambda: pressed.setEnabled(False))
    pressed.show()
    pressed.setFocus()
    assert pressed.hasFocus()
    pressed.click()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: _focused() is screen or screen.isAncestorOf(_focused()))
    enter(_focused())
    assert window.current != "home"


def test_the_guide_leaves_the_room_to_the_work_on_a_laptop_as_soon_as_one_answers(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.personal(EMPLOYEE))
    window.resize(1280, 690)  # Full HD at 150 %, less the bars of the system
    window.show_guide()
    window.go("self_report")
    window.guide.begin()  # type: ignore[union-attr]
    settle(qtbot, window)
    guide: Any = window.guide
    high = guide.height()
    panel = window.screens["self_report"].panel  # type: ignore[attr-defined]
    qtbot.keyClick(panel.pages, "2")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not guide.text.isVisible())
    assert guide.title.isVisible()
    qtbot.waitUntil(lambda: guide.height() < high - 30)
    qtbot.mouseClick(guide.on, _LEFT)
    settle(qtbot, window)
    assert guide.text.isVisible(), "whoever turns the page wants to read it"


def test_letters_without_a_field_are_told_and_tab_leads_from_a_level_to_its_evidence(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.personal(EMPLOYEE))
    window.go("self_report")
    settle(qtbot, window)
    panel = window.screens["self_report"].panel  # type: ignore[attr-defined]
    heard: list[str] = []
    panel.noted.connect(heard.append)
    tab = panel._hints.hints[2]
    assert tab.isHidden(), "before a level is chosen Tab leads to the list"
    qtbot.keyClicks(panel.pages, "k")
    assert heard == [answering.NOT_IN_A_FIELD + answering.INTO_EVIDENCE_FIRST]
    assert "先にレベル" in window.status.saved.text()
    panel.pages.setFocus()
    qtbot.keyClick(panel.pages, "2")
    qtbot.waitUntil(tab.isVisible)
    qtbot.keyClicks(panel.pages, "k")
    assert heard.pop() == answering.NOT_IN_A_FIELD + answering.INTO_EVIDENCE
    assert len(heard) == 1
    qtbot.keyClick(panel.pages, _TAB)
    assert _focused() is panel.item_page.evidence
    qtbot.keyClicks(panel.item_page.evidence, "RPA")
    settle(qtbot, window)
    assert panel.work.answers.evidence[panel.where] == "RPA"
    assert len(heard) == 1
    panel.pages.setFocus()
    qtbot.keyClicks(panel.pages, "k")
    panel.go_to(panel.places[2])
    assert answering.NOT_IN_A_FIELD not in window.status.saved.text(), "it was about the skill before"
