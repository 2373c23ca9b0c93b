"""年度計画 in the window: from nothing to a decided 予算要求案, always by the one step that is next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.capabilities import ACTION_PLAN, AIMS, STAFFING, TRAINING
from dxdesk.domain.staffing_record import StaffingSaid
from dxdesk.domain.target_record import TargetSaid
from dxdesk.domain.wareki import long_day
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.action_plan.overview import plan_year
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.staffing.keeping import save_role
from dxdesk.usecases.targets.keeping import save_target
from dxdesk.usecases.training.keeping import take_preset
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


def test_the_policys_courses_and_the_staffing_plan_come_by_a_press_each(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    for capability in (ACTION_PLAN, TRAINING, STAFFING, AIMS):
        capabilities.switch(desk, capability, True)
    take_preset(desk, "setagaya")
    window = show(desk)
    screen: Any = window.go("action_plan")
    settle(qtbot, window)
    settle(qtbot, window)
    pressed(qtbot, window, screen.step)
    page = screen.pages["draft"]
    pressed(qtbot, window, page.from_policy)
    assert "7行を加えました" in screen.banner.text()
    assert [one.line.places for one in page.table.shown() if one.line.name == "DXマネジメント研修"] == [200]
    pressed(qtbot, window, page.from_policy)
    assert len([one for one in page.table.shown() if one.line.by_policy]) == 7
    pressed(qtbot, window, page.from_staffing)
    assert "確保計画に、役割が1つもありません" in screen.banner.text()
    role = StaffingSaid(
        name="CIO補佐官", fiscal_year=screen.shown_year, duties="助言", untrained="いない", heads=2
    )
    save_role(desk, role)
    pressed(qtbot, window, page.from_staffing)
    assert page.table.pick(lambda one: one.line.name == "CIO補佐官")
    assert "確保する人数: 2人" in page.told.text()
    pressed(qtbot, window, page.edit)
    answered(qtbot, window, screen, yen="3,600,000", target="nothing")
    assert screen.acts.dialog.banner.isVisible(), "a target that is not there is told where it was written"
    save_target(desk, TargetSaid(code="chief", name="補佐官を置く", unit="人", basis="hand"))
    answered(qtbot, window, screen, target="chief")
    assert "役立てる目標: 補佐官を置く" in page.told.text()
    assert [one.lines for one in screen.aims.shown()] == [("CIO補佐官",)]


def test_a_small_store_has_no_trace_of_it(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    settle(qtbot, window)
    assert not window.findChild(object, "nav-action_plan").isVisible()  # type: ignore[call-overload]
