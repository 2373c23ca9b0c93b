"""The keys of the answering pages: each does what it says on the part that has the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ports.workbooks import EXPERIENCE_LINES
from dxdesk.ui.answering.model import MORE, SUBMIT
from dxdesk.ui.answering.more_pages import NARROW, MorePage
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import app
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.looking import enter
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
EMPLOYEE = "001003"


def _press(part: QWidget) -> None:
    """Press Enter as a hand does, over whatever has the focus then."""
    part.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    enter(focused)


def _answering(qtbot: QtBot, window: MainWindow) -> Any:
    window.go("self_report")
    settle(qtbot, window)
    return window.screens["self_report"].panel  # type: ignore[attr-defined]


def test_enter_presses_the_part_that_has_the_focus(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = _answering(qtbot, show(office.personal(EMPLOYEE)))
    places = panel.places
    panel.go_to(places[2])
    _press(panel.previous)
    assert panel.where == places[1]
    _press(panel.side.rows[places[2]])
    assert panel.where == places[2]
    cards = panel.item_page.cards
    _press(cards[1])
    assert (panel.work.level(places[2]), panel.where) == (cards[1].level, places[2])
    _press(cards[1])
    assert panel.where == places[3], "what is chosen already lets one go on"
    panel.pages.setFocus()
    enter(panel.pages, held=True)
    assert panel.where == places[3]

    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: asked.append("folder") or "")
    monkeypatch.setattr(panel, "submit", lambda: asked.append("submit"))
    panel.go_to(SUBMIT)
    qtbot.wait(QApplication.doubleClickInterval() + 20)
    _press(panel.submit_page.choose_folder)
    assert asked == ["folder"]
    _press(panel.pages)
    assert asked == ["folder", "submit"]
    bar = panel.submit_page._area.verticalScrollBar()
    bar.setRange(0, 400)
    qtbot.keyClick(panel.pages, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_who_comes_back_by_the_navigation_goes_on_with_digits(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.personal(EMPLOYEE))
    panel = _answering(qtbot, window)
    home = window.navigation.buttons["home"]
    _press(home)
    settle(qtbot, window)
    assert window.current == "home"
    home.setFocus()
    qtbot.keyClick(home, Qt.Key.Key_Down)
    assert window.current == "home", "passed, and not opened"
    _press(window.navigation.buttons["self_report"])
    settle(qtbot, window)
    assert window.current == "self_report"
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, "2")
    assert panel.work.level(panel.where) == 2


def test_the_tab_key_goes_through_the_goals_as_they_stand_with_one_empty_line(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    panel = _answering(qtbot, show(office.personal(EMPLOYEE)))
    panel.go_to(MORE)
    QApplication.processEvents()
    page: MorePage = panel.goals_page

    def stops() -> list[QWidget]:
        """What the Tab key comes to from the first text to the buttons at the foot."""
        after: list[QWidget] = []
        part = page.comment.nextInFocusChain()
        while part is not panel.previous and part is not page.comment:
            if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                after.append(part)
            part = part.nextInFocusChain()
        return after

    fields, rows = list(page.fields.values()), page.lines.rows
    assert stops() == [*rows[0], *fields]
    rows[0][1].setFocus()
    qtbot.keyClicks(rows[0][1], "RPA")
    assert stops() == [*rows[0], *rows[1], *fields]
    rows[0][1].selectAll()
    qtbot.keyClick(rows[0][1], Qt.Key.Key_Delete)
    qtbot.keyClicks(rows[EXPERIENCE_LINES - 1][1], "RPA")
    assert len(stops()) == 4 * EXPERIENCE_LINES + len(fields)


@pytest.mark.parametrize("wide", [NARROW - 100, NARROW + 200])
def test_goals_and_lines_stay_within_a_narrow_page(qtbot: QtBot, wide: int) -> None:
    app.prepare()
    page = MorePage()
    qtbot.addWidget(page)
    page.resize(wide, 500)
    page.show()
    qtbot.waitExposed(page)
    QApplication.processEvents()
    for parts in page.lines.rows:
        kind, name, date, _ = parts
        assert (date.y() > kind.y()) == (wide < NARROW)
        assert name.width() >= 150
        for part in parts:
            assert part.mapTo(page, part.rect().bottomRight()).x() < page._area.viewport().width()
