"""ツールの配置の基準 in the window: no trace where tools are not asked; proposed, and a rule once kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.domain.capabilities import TOOLS
from dxdesk.ui.growth import messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w
from tests.helpers.screens import settle

Show = Callable[[Desk], MainWindow]


def texts(widget: Any) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path, on_file=True) as (made, _):
        yield made


def heads(qtbot: QtBot, window: MainWindow) -> Any:
    screen: Any = window.go("growth")
    settle(qtbot, window)
    screen.tabs.setCurrentIndex(messages.TAB_HEADS)
    settle(qtbot, window)
    page = screen.tabs.page(messages.TAB_HEADS)
    qtbot.waitUntil(page.isVisible)
    return screen, page


def test_a_policys_aim_is_proposed_and_becomes_a_rule_when_it_is_kept(
    qtbot: QtBot, show: Show, desk: Desk
) -> None:
    capabilities.switch(desk, TOOLS, True)
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE))
    window = show(desk)
    screen, page = heads(qtbot, window)
    assert page.tools.isVisible()
    assert messages.PLACEMENT_NONE in texts(page), "proposed is not decided"
    page.tools.click()
    fields = screen.dialog.fields
    assert [field.value() for field in fields.values()] == [2, 0, 0]
    assert messages.TOOLS_PROPOSED in texts(screen.dialog)
    screen.dialog.accept_button.click()
    settle(qtbot, window)
    assert "LoGoフォーム Step2(課ごとに2人): 3課のうち 3課で足りません。" in texts(page)


def test_there_is_no_trace_where_tools_are_not_asked(qtbot: QtBot, show: Show, desk: Desk) -> None:
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE))
    window = show(desk)
    _, page = heads(qtbot, window)
    assert not page.tools.isVisible()
    assert "ツールの基準" not in texts(page)
