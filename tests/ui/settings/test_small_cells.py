"""設定 → 使う機能 → 少人数の基準: one number for each use, seen where figures of people are given."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.domain.small_cells import Use
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.organisation.small_cells import thresholds
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def card_of(qtbot: QtBot, window: MainWindow) -> Any:
    from dxdesk.ui.settings.small_cells_card import SmallCellsCard

    window.go("settings", {"page": "uses"})
    settle(qtbot, window)
    settle(qtbot, window)
    card: Any = window.findChild(SmallCellsCard)
    return card


@pytest.mark.parametrize("code", ["provision", "aims"])
def test_it_is_seen_where_figures_of_people_are_given(
    qtbot: QtBot, show: Show, office: Office, code: str
) -> None:
    desk = office.open_hr()
    window = show(desk)
    card = card_of(qtbot, window)
    assert not card.isVisible(), "nothing leaves and nobody is asked: nothing to withhold"
    screen: Any = window.screens["settings"]
    screen.uses.boxes[code].setChecked(True)
    settle(qtbot, window)
    settle(qtbot, window)
    assert card.isVisible()
    if folder := os.environ.get("DXDESK_TEST_PICTURES"):
        qtbot.wait(200)
        card.grab().save(f"{folder}/settings-small-cells.png")


def test_each_use_keeps_its_own_number_once_one_goes_on(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    capabilities.switch(desk, "provision", True)
    window = show(desk)
    card = card_of(qtbot, window)
    field = card.fields[Use.SURVEY]
    field.setValue(10)
    assert thresholds(desk)[Use.SURVEY] == 5, "not while somebody still types"
    field.editingFinished.emit()
    settle(qtbot, window)
    settle(qtbot, window)
    assert thresholds(desk) == {
        Use.PROVISION: 5,
        Use.SURVEY: 10,
        Use.REPORT: 5,
        Use.ASSEMBLY: 5,
    }
    assert "アンケートの基準を10人にしました" in card.banner.text()
    assert (field.minimum(), field.maximum()) == (1, 100)
