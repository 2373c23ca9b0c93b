"""確保計画 in the window: a role is added, decided step by step until the request; refusals stay open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.reports import staffing_plans
from dxdesk.usecases.staffing.overview import plan
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.preparing import button_of, pressed, write
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def desk(office: Office) -> Desk:
    found = office.open_hr()
    capabilities.switch(found, "staffing", True)
    return found


def opened(qtbot: QtBot, show: Show, desk: Desk, page: str = "plan") -> tuple[MainWindow, Any]:
    window = show(desk)
    screen: Any = window.go("staffing", {"page": page})
    for _ in range(3):
        settle(qtbot, window)
    return window, screen.page(page)


def test_a_role_goes_from_its_need_to_the_heads_that_arrived(qtbot: QtBot, show: Show, desk: Desk) -> None:
    window, page = opened(qtbot, show, desk)
    assert page.pages.currentIndex() == 1, "nothing is planned yet"
    page.add()
    dialog = page.acts.dialog
    year = plan(desk).fiscal_year
    write(dialog, name="BPRの実務者", duties="業務フローの可視化", untrained="育成では間に合わない",
          heads="2", priority="high", needed_by=f"{year + 2}年3月", finding_months="6")  # fmt: skip
    pressed(qtbot, window, dialog.accept_button)
    assert dialog.isVisible(), "a month outside the year is refused"
    assert "年度の外の日です" in dialog.banner.text()
    assert not plan(desk).lines
    write(dialog, needed_by=f"{year + 1}年3月")
    pressed(qtbot, window, dialog.accept_button)
    assert not dialog.isVisible()
    assert [row.cells[1:4] for row in page.table.shown()] == [("BPRの実務者", "2人", "高")]

    pressed(qtbot, window, button_of(page, "staffing-advance"))
    dialog = page.acts.dialog
    write(dialog, progress="asked")
    pressed(qtbot, window, dialog.accept_button)
    assert "決まっていないことがあります" in dialog.banner.text()
    dialog.reject()

    pressed(qtbot, window, button_of(page, "staffing-means"))
    dialog = page.acts.dialog
    write(dialog, means="appoint", hours_form="full", tenure="annual")
    pressed(qtbot, window, dialog.accept_button)
    assert "法律上は非常勤の職です" in dialog.banner.text()
    write(dialog, hours_form="part")
    pressed(qtbot, window, dialog.accept_button)
    assert not dialog.isVisible()

    pressed(qtbot, window, button_of(page, "staffing-person"))
    dialog = page.acts.dialog
    write(dialog, common="検証 太郎さんのような人柄")
    pressed(qtbot, window, dialog.accept_button)
    assert "人の名前が書かれています" in dialog.banner.text(), "what HR asks for is looked at, too"
    write(dialog, common="住民の立場で考えられる", must="業務改革\n業務フロー図の作成経験")
    write(dialog, criteria="近い経験があるか", panel="検証 太郎さん")
    pressed(qtbot, window, dialog.accept_button)
    assert "人の名前が書かれています" in dialog.banner.text()
    write(dialog, panel="情報政策課長")
    pressed(qtbot, window, dialog.accept_button)
    assert not dialog.isVisible()

    pressed(qtbot, window, button_of(page, "staffing-advance"))
    dialog = page.acts.dialog
    write(dialog, progress="arrived", filled="1")
    pressed(qtbot, window, dialog.accept_button)
    assert not dialog.isVisible(), dialog.banner.text()
    line = plan(desk).lines[0]
    assert (line.progress, line.said.filled) == ("着任 1人", 1)
    assert line.must[0] == "業務改革"
    assert line.said.must[0] != "業務改革", "a skill of the framework is kept by its uid"
    assert "あと1人が足りません。" in line.told
    assert line.said.common == "住民の立場で考えられる"
    told = staffing_plans.paper(desk).parts
    assert ("全庁共通の要件", "住民の立場で考えられる") in told[1].entries
    assert len(next(one for one in told if one.heading == "評価基準を書くときの観点").paragraphs) == 5


def test_the_sample_and_a_policys_table_come_by_one_button(qtbot: QtBot, show: Show, desk: Desk) -> None:
    window, page = opened(qtbot, show, desk)
    pressed(qtbot, window, button_of(page, "begin-sample"))
    assert [row.badges for row in page.table.shown()] == [("見本",)]
    pressed(qtbot, window, button_of(page, "take-out"))
    assert not page.table.shown()
    page.out_too.setChecked(True)
    assert [row.out for row in page.table.shown()] == [True]
    pressed(qtbot, window, button_of(page, "put-back"))
    assert not plan(desk).ended

    window.go("staffing", {"page": "table"})
    for _ in range(3):
        settle(qtbot, window)
    table: Any = window.screens["staffing"].page("table") if hasattr(window, "screens") else None
    table = table or page.host.page("table")
    pressed(qtbot, window, button_of(table, "begin-take"))
    assert [row.cells[1] for row in table.table.shown()][:2] == ["情報政策官", "IT専門支援員"]
    assert len(plan(desk).table) == 6
