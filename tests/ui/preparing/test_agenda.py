"""検討と予定 in the window: a matter with its owner, the dated year marked, ホーム leading there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.agenda.overview import agenda_year
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.preparing import button_of, pressed, write
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def test_a_matter_is_written_and_the_year_is_marked(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    capabilities.switch(desk, "agenda", True)
    window = show(desk)
    screen: Any = window.go("agenda", {"page": "matters"})
    for _ in range(3):
        settle(qtbot, window)
    page = screen.page("matters")
    pressed(qtbot, window, button_of(page, "begin-matter"))
    dialog = page.acts.dialog
    write(dialog, name="予算の確保", what="長い目での効果を示す", state="decided")
    dialog.parts["due"].set_day(desk.services.clock.today())
    pressed(qtbot, window, dialog.accept_button)
    assert "決めたことが空です" in dialog.banner.text()
    write(dialog, state="open")
    pressed(qtbot, window, dialog.accept_button)
    assert [row.cells[0] for row in page.table.shown()] == ["予算の確保"]

    window.go("agenda", {"page": "year"})
    for _ in range(3):
        settle(qtbot, window)
    year = screen.page("year")
    assert len(year.table.shown()) == 14
    year.pick("budget")
    pressed(qtbot, window, button_of(year, "task-done"))
    assert next(one for one in agenda_year(desk).tasks if one.due.code == "budget").said.done_on

    assert any("検討事項の期限" in one.title for one in home(desk).todo)
