"""年度計画 in the window: from nothing to a decided 予算要求案, always by the one step that is next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.capabilities import ACTION_PLAN
from dxdesk.domain.wareki import long_day
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.action_plan.overview import plan_year
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def pressed(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    qtbot.waitUntil(part.isVisible, timeout=5_000)
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)


def answered(qtbot: QtBot, window: MainWindow, screen: Any, **texts: str) -> None:
    dialog = screen.acts.dialog
    for name, text in texts.items():
        part = dialog.parts[name]
        (part.setPlainText if hasattr(part, "setPlainText") else part.setText)(text)
    pressed(qtbot, window, dialog.accept_button)


def test_from_nothing_to_a_decided_draft_by_the_next_step(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    capabilities.switch(desk, ACTION_PLAN, True)
    window = show(desk)
    screen: Any = window.go("action_plan")
    settle(qtbot, window)
    settle(qtbot, window)
    assert screen.step.text() == "予算要求案を作る"
    pressed(qtbot, window, screen.step)
    year = screen.shown_year
    page = screen.pages["draft"]
    pressed(qtbot, window, page.add)
    answered(qtbot, window, screen, name="体験会", months="3月", yen="たくさん")
    dialog = screen.acts.dialog
    assert dialog.isVisible()
    assert dialog.banner.isVisible(), "what cannot be read is told where it was written"
    answered(qtbot, window, screen, yen="40,000")
    assert [one.line.yen for one in page.table.shown() if one.line.name == "体験会"] == [40_000]
    assert "40,000円" in page.total.text()
    today = long_day(desk.services.clock.today())
    assert screen.step.text().startswith("協議を記録する")
    pressed(qtbot, window, screen.step)
    answered(qtbot, window, screen, day=today, who="人事課", result="了承")
    assert screen.step.text().startswith("決裁を記録する")
    pressed(qtbot, window, screen.step)
    answered(qtbot, window, screen, day=today, number="8総人第1号")
    held = plan_year(desk, year).draft
    assert held is not None
    assert held.said.approval == "8総人第1号"
    assert not page.edit.isEnabled(), "what was decided stands"
    assert page.reopen.isVisible()


def test_a_small_store_has_no_trace_of_it(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    settle(qtbot, window)
    assert not window.findChild(object, "nav-action_plan").isVisible()  # type: ignore[call-overload]
