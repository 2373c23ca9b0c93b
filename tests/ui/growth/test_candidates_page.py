"""候補者さがし in the window: no trace where it is off; the whole list asks why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from dxdesk.domain.capabilities import CANDIDATES
from dxdesk.ui.growth import messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import OpenCycle, current_cycle, open_cycle
from tests.helpers.screens import settle, write
from tests.helpers.town import CHIEF, MANAGER
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
ALL_USES = ("development", "placement", "appointment")


def texts(widget: Any) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text))


def confirmed(office: Office) -> Desk:
    desk = office.open_hr()
    report = receive(desk, ReceiveFiles((office.answered(),))).files[0]
    for principal in (CHIEF, MANAGER):
        confirming.confirm(desk, Decision(report.employee_numbers[0], on_behalf_of=principal))
    return desk


def looking(qtbot: QtBot, show: Show, office: Office, *uses: str) -> tuple[MainWindow, Any]:
    desk = confirmed(office)
    capabilities.switch(desk, CANDIDATES, True)
    said = current_cycle(desk)
    open_cycle(desk, OpenCycle(said.fiscal_year, said.framework_code, said.base_date, uses=uses or ALL_USES))
    window = show(desk)
    screen: Any = window.go("growth")
    settle(qtbot, window)
    screen.tabs.setCurrentIndex(messages.TAB_CANDIDATES)
    settle(qtbot, window)
    return window, screen


def test_it_leaves_no_trace_where_it_is_off(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(confirmed(office))
    screen: Any = window.go("growth")
    settle(qtbot, window)
    assert not screen.tabs.isTabVisible(messages.TAB_CANDIDATES)
    assert "候補者" not in texts(screen)


def test_the_nearest_are_shown_and_the_whole_list_asks_why(qtbot: QtBot, show: Show, office: Office) -> None:
    window, screen = looking(qtbot, show, office)
    assert screen.tabs.isTabVisible(messages.TAB_CANDIDATES)
    page = screen.looking.page
    page.what.setCurrentIndex(page.what.findText("全職員"))
    assert not page.found.isVisible()
    page.go.click()
    settle(qtbot, window)
    assert "一部を満たす人 1人" in texts(page)
    assert [one.met for one in page.people.source.records] == [page.people.source.records[0].met]
    assert not page.all.isVisible(), "one is all there are"
    page.all_wanted.emit()
    dialog = screen.looking.dialog
    dialog.accept_button.click()
    settle(qtbot, window)
    assert "理由が要ります" in screen.banner.text()
    page.all_wanted.emit()
    write(screen.looking.dialog.field, "4月の選任のため")
    screen.looking.dialog.accept_button.click()
    settle(qtbot, window)
    with screen.desk.store.read() as uow:
        entry = uow.audit.entries()[0]
    assert (entry.action, entry.subject) == ("candidates", "4月の選任のため")


def test_a_condition_that_is_none_is_named_by_its_line(qtbot: QtBot, show: Show, office: Office) -> None:
    window, screen = looking(qtbot, show, office)
    page = screen.looking.page
    page.what.setCurrentIndex(page.what.findText(messages.CANDIDATES_OWN_ONLY))
    page.conditions.setPlainText("まほう LV2")
    page.go.click()
    settle(qtbot, window)
    assert "1行目の条件が分かりません" in screen.banner.text()
    assert "まほう LV2" in screen.banner.text()


def test_a_year_that_is_not_for_it_says_so_before_anybody_looks(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window, screen = looking(qtbot, show, office, "development")
    page = screen.looking.page
    qtbot.waitUntil(page.isVisible)
    assert window.current == "growth"
    assert (page.refused.isVisible(), page.asking.isVisible()) == (True, False)
    assert "候補者をさがせません" in page.why.text()
