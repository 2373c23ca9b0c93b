"""Home of HR on a laptop at 150 %, while the notice of the sample store stands above it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import messages
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


@pytest.mark.parametrize("height", [430, 470, 512])
def test_no_figure_is_cut_by_the_notice_of_the_sample(
    qtbot: QtBot, show: Show, office: Office, height: int
) -> None:
    window = show(office.open_hr())
    settle(qtbot, window)
    window.resize(911, height)
    secret = messages.SAMPLE_SECRET.format(secret="見本の合言葉")
    window.banner.say(messages.SAMPLE_STORE, secret, messages.SAMPLE_TEXT_OPEN, tone="info")
    settle(qtbot, window)
    qtbot.wait(50)
    home: Any = window.screens["home"]
    parts = [home.percent, home.meter, home.counted, home._legend_part, home.sections, home.more]
    shown = [part for part in parts if part.isVisible()]
    assert home.percent in shown
    for part in shown:
        if part is home.sections:
            assert part.height() >= part.minimumHeight()
        else:
            wanted = part.minimumSizeHint().height()
            assert part.height() >= wanted, f"{part.accessibleName()} {part.height()} of {wanted}"
    edge = home._right.rect().bottom()
    for part in shown:
        assert part.mapTo(home._right, part.rect().bottomRight()).y() <= edge, "all of it lies on the card"
