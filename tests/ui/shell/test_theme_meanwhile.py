"""Another theme in the middle of typing: nothing typed, chosen or open is lost, and no old colour stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dxdesk.ui.look import applying, theme
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.helpers.town import CHIEF
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def application(qtbot: QtBot) -> Iterator[QApplication]:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    applying.apply(found, look="light")
    yield found
    applying.apply(found, look="light")


def shown_windows(application: QApplication) -> set[int]:
    return {id(part) for part in application.topLevelWidgets() if part.isVisible()}


def test_a_dialog_half_filled_in_stays_as_it_is(
    qtbot: QtBot, show: Show, office: Office, application: QApplication
) -> None:
    window = show(office.section(CHIEF))
    screen: Any = window.go("settings")
    settle(qtbot, window)
    screen.tabs.page(0).deputy_wanted.emit()
    settle(qtbot, window)
    asked = screen.dialog
    write(asked.reason, "出張のあいだ")
    asked.reason.setCursorPosition(2)
    asked.reason.setFocus()
    asked.first.field.selectAll()
    write(asked.first.field, "R9.2")
    windows = shown_windows(application)
    size = asked.size()
    before = asked.first.field._opening.icon().pixmap(16).toImage()
    for look in ("dark", "light", "dark"):
        applying.apply(application, look=look)
        qtbot.wait(10)
        assert asked.focusWidget() is asked.reason
        assert (asked.reason.text(), asked.reason.cursorPosition()) == ("出張のあいだ", 2)
        assert asked.first.field.text() == "R9.2"
        assert shown_windows(application) == windows, "nothing appears or goes"
        assert asked.size() == size
    assert asked.first.field._opening.icon().pixmap(16).toImage() != before, "drawn in the new colours"
    assert asked.palette().window().color().name() == theme.DARK.ground
    asked.reject()
