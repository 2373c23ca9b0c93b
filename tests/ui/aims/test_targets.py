"""目標 in the window: a policy's targets, one of the office's own, a year's figures, an end and a return."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.targets.overview import NONE_STATED, target_year
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.looking import Strays
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def opened(qtbot: QtBot, show: Show, desk: Desk) -> tuple[MainWindow, Any]:
    window = show(desk)
    screen: Any = window.go("aims")
    settle(qtbot, window)
    settle(qtbot, window)
    return window, screen


def pressed(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    # A button that was only now put into a layout is shown by a later event.
    qtbot.waitUntil(part.isVisible, timeout=5_000)
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)


def using(office: Office) -> Desk:
    desk = office.open_hr()
    capabilities.switch(desk, "aims", True)
    return desk


def test_a_small_store_has_no_trace_of_it(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    settle(qtbot, window)
    assert not window.findChild(object, "nav-aims").isVisible()  # type: ignore[call-overload]


def test_from_nothing_to_a_figure_and_an_end(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = using(office)
    window, screen = opened(qtbot, show, desk)
    page = screen.page("targets")
    assert page.empty.title.text() == NONE_STATED
    page.acts.edit(None)
    settle(qtbot, window)
    dialog = page.acts.dialog
    pressed(qtbot, window, dialog.accept_button)
    assert dialog.isVisible(), "without a name it is not kept"
    assert "名前" in dialog.banner.text()
    dialog.name.setText("業務改善の事例")
    dialog.unit.setText("件")
    pressed(qtbot, window, dialog.accept_button)
    assert not dialog.isVisible()
    assert [one.said.name for one in page.found.lines] == ["業務改善の事例"]
    strays = Strays()
    pressed(qtbot, window, page.figures)
    strays.stop()
    assert not strays.found, "no part of the dialog opens as a window of its own"
    dialog = page.acts.dialog
    dialog.plan.setText("20")
    dialog.actual.setText("17")
    pressed(qtbot, window, dialog.accept_button)
    assert dialog.isVisible(), "an actual needs its source"
    qtbot.wait(100)  # the dialog fits itself to what is said
    where = dialog.source.mapToGlobal(dialog.source.rect().center())
    qtbot.keyClicks(dialog.actual, "0")
    assert dialog.banner.isHidden()
    qtbot.wait(50)
    assert dialog.source.mapToGlobal(dialog.source.rect().center()) == where, "under the hand as before"
    qtbot.keyClick(dialog.actual, Qt.Key.Key_Backspace)
    dialog.source.setText("事例の一覧")
    pressed(qtbot, window, dialog.accept_button)
    assert window.status.saved.text() == "目標を保存しました"
    (line,) = page.found.lines
    assert (line.measured, line.remaining) == ("17件", "あと3件")
    pressed(qtbot, window, page.end)
    page.acts.dialog.accept_button.click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert page.found.lines == ()
    page.ended.setChecked(True)
    settle(qtbot, window)
    pressed(qtbot, window, page.resume)
    assert [one.said.name for one in page.found.lines] == ["業務改善の事例"]


def test_a_policys_targets_and_a_table(qtbot: QtBot, show: Show, office: Office, tmp_path: Path) -> None:
    desk = using(office)
    window, screen = opened(qtbot, show, desk)
    page = screen.page("targets")
    page.acts.take()
    settle(qtbot, window)
    dialog = page.acts.dialog
    dialog.policy.setCurrentIndex(dialog.policy.findData("setagaya"))
    pressed(qtbot, window, dialog.accept_button)
    assert len(page.found.lines) == 6
    year = target_year(desk).fiscal_year
    path = tmp_path / "目標.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["コード", "目標", f"{year}年度 目標値"], ["r4-manager", "", "たくさん"]])
    page.acts.import_table().take(path)
    settle(qtbot, window)
    dialog = page.acts.dialog
    said = "".join(label.text() for label in dialog.findChildren(QLabel)).replace("\n", "")
    assert "数として読めません" in said
    assert not dialog.apply.isEnabled()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["コード", "目標", f"{year}年度 目標値"], ["r4-manager", "", "210"]])
    dialog.reject()
    page.acts.import_table().take(path)
    settle(qtbot, window)
    dialog = page.acts.dialog
    model = dialog.changes.model()
    assert [model.index(0, at).data().replace("\n", "") for at in range(3)] == [
        f"DXマネージャー {fiscal_year_label(year)} 目標値",
        "200",
        "210",
    ]
    pressed(qtbot, window, dialog.apply)
    assert not dialog.isVisible()
    (manager,) = [one for one in page.found.lines if one.said.code == "r4-manager"]
    assert manager.planned == "約210人"
    page.search.setText("マネージャー")
    page.acts.edit(None)
    settle(qtbot, window)
    dialog = page.acts.dialog
    dialog.name.setText("間に入る目標")
    pressed(qtbot, window, dialog.accept_button)
    assert page.table.current().said.name == "間に入る目標", "what was added is what one goes on with"
    assert page.name.text() == "間に入る目標"
