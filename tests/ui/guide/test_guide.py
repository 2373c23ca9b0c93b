from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ports.entities import Role
from dxdesk.ui.answering.model import SUBMIT
from dxdesk.ui.guide.messages import CLOSED, STEPS
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup.app import Program
from dxdesk.usecases.answering.self_report import open_answers
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import idle, settle
from tests.helpers.town import CHIEF
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
EMPLOYEE = "001003"


class Mouse:
    """Clicks as a person does, and counts."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.clicks = 0

    def click(self, widget: QWidget) -> None:
        self._qtbot.waitUntil(widget.isVisible)  # nobody can click what is not shown
        assert widget.isEnabled()
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.clicks += 1


def test_a_received_form_is_submitted_in_two_clicks_a_skill_and_four_more(
    qtbot: QtBot, program: Program, office: Office, tmp_path: Path
) -> None:
    mouse = Mouse(qtbot)
    welcome = program.show_welcome()
    # The system's own dialog (or a double-click on the file) hands the file over: one click of the four.
    mouse.clicks += 1
    welcome.files_chosen.emit([office.form(EMPLOYEE)])
    idle(qtbot, program)
    dialog: Any = program.dialog
    dialog.location.setText(str(tmp_path / "わたし"))
    mouse.click(dialog.accept_button)
    idle(qtbot, program)
    assert program.window is not None
    window = program.window
    assert window.current == "self_report"
    panel = window.screens["self_report"].panel  # type: ignore[attr-defined]
    panel.set_folder(tmp_path / "提出")
    skills = len(panel.work.items)
    for _ in range(skills):
        mouse.click(panel.item_page.cards[1])
        mouse.click(panel.next)
    mouse.click(panel.next)
    assert panel.where == SUBMIT
    qtbot.wait(QApplication.doubleClickInterval() + 20)  # a double click would submit unseen
    mouse.click(panel.next)
    idle(qtbot, program)
    assert open_answers(window.desk).submitted
    assert len(list((tmp_path / "提出").glob("*.xlsx"))) == 1
    assert mouse.clicks <= 2 * skills + 4


def test_the_guide_is_shown_once_a_store_and_can_be_had_again_from_the_manual(
    qtbot: QtBot, program: Program, office: Office
) -> None:
    office.personal(EMPLOYEE).store.close()
    location = str(office.folder / f"個人_{EMPLOYEE}.dxdesk")
    program.open_store(location, "")
    idle(qtbot, program)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: window.guide is not None and window.guide.isVisible())
    guide: Any = window.guide
    qtbot.mouseClick(guide.shut, Qt.MouseButton.LeftButton)
    assert not guide.isVisible()
    assert window.status.saved.text() == CLOSED
    program.open_store(location, "", read_only=True)
    idle(qtbot, program)
    second = program.window
    assert second is not None
    assert second is not window
    qtbot.wait(50)
    assert second.guide is None
    qtbot.mouseClick(second.navigation.help, Qt.MouseButton.LeftButton)
    assert second.manual is not None
    qtbot.mouseClick(second.manual.guide, Qt.MouseButton.LeftButton)
    assert second.guide is not None
    assert second.guide.isVisible()
    assert not second.manual.isVisible()


def test_the_guide_goes_along_while_one_tries(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.personal(EMPLOYEE))
    window.show_guide()
    guide: Any = window.guide
    qtbot.mouseClick(guide.on, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.current == "self_report"
    panel = window.screens["self_report"].panel  # type: ignore[attr-defined]
    focus = window.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, "2")
    assert panel.work.level(panel.where) == 2
    for _ in range(2):
        qtbot.mouseClick(guide.on, Qt.MouseButton.LeftButton)
    assert panel.where == SUBMIT
    qtbot.mouseClick(guide.back, Qt.MouseButton.LeftButton)
    assert guide.now == 2
    for _ in range(3):
        qtbot.mouseClick(guide.on, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert not guide.isVisible()
    assert window.current == "home"


@pytest.mark.parametrize("role", [Role.HR, Role.SECTION, Role.PERSONAL])
def test_every_step_leads_to_a_screen_its_role_has(
    qtbot: QtBot, show: Show, office: Office, role: Role
) -> None:
    opened = {
        Role.HR: office.open_hr,
        Role.SECTION: lambda: office.section(CHIEF),
        Role.PERSONAL: lambda: office.personal(EMPLOYEE),
    }
    window = show(opened[role]())
    window.show_guide()
    guide: Any = window.guide
    assert len(guide.steps) == 5
    for step in guide.steps:
        if guide.steps.index(step):
            qtbot.mouseClick(guide.on, Qt.MouseButton.LeftButton)
            settle(qtbot, window)
        assert guide.title.text() == step.title
        assert not step.screen or window.current == step.screen or guide.now == 0


def test_all_roles_have_five_steps_to_screens_of_theirs() -> None:
    from dxdesk.ui.shell.actions import destinations

    for role, steps in STEPS.items():
        places = {place.key for place in destinations(role)} | {""}
        assert len(steps) == 5
        assert {step.screen for step in steps} <= places


def test_in_a_low_window_the_guide_leaves_the_room_to_the_work_until_one_goes_on_in_it(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.personal(EMPLOYEE))
    window.show_guide()
    guide = window.guide
    assert guide is not None
    for high, told in ((900, True), (720, False), (512, False)):
        window.resize(911, high)
        guide.begin()
        assert guide.text.isVisible()
        window.go("home")
        window.go("self_report")
        settle(qtbot, window)
        assert guide.text.isVisible() is told
        assert guide.title.isVisible()
    guide.on.click()
    assert guide.text.isVisible()
