"""設定 → 使う機能, and that nothing else shows a capability before it is switched on there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dxdesk.domain.capabilities import CAPABILITIES
from dxdesk.ports.entities import Role
from dxdesk.ui.settings import messages
from dxdesk.ui.shell.actions import DESTINATIONS
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.usecases.organisation.capabilities import switches
from dxdesk.usecases.reports.choice import kinds_in_use
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import close_cycle
from tests.helpers.screens import settle
from tests.ui.office import Office

pytestmark = pytest.mark.usefixtures("all_shown")

Show = Callable[[Desk], MainWindow]
NAMES = [*(one.name for one in CAPABILITIES), "選任…", "推薦依頼", "選任名簿", "選任通知"]
"""What an office reads of a capability: its name; of 選任, a word of policies, too, its own words."""


def said_by(part: QWidget) -> Iterator[str]:
    """All that one part shows, offers or tells a screen reader."""
    yield from (part.accessibleName(), part.toolTip())
    if isinstance(part, (QLabel, QAbstractButton, QLineEdit)):
        yield part.text()
        yield part.placeholderText() if isinstance(part, QLineEdit) else ""
    elif isinstance(part, QTabBar):
        yield from (part.tabText(position) for position in range(part.count()) if part.isTabVisible(position))
    elif isinstance(part, QComboBox):
        yield from (part.itemText(position) for position in range(part.count()))
    elif isinstance(part, (QTableView, QTreeView)) and part.model() is not None:
        model, top = part.model(), QModelIndex()
        for column in range(model.columnCount(top)):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            yield from (str(model.index(row, column).data() or "") for row in range(model.rowCount(top)))


def traces(whole: MainWindow, but: QWidget | None = None) -> list[str]:
    """The texts of a window that name a capability, those of one page left out.

    The ways to its screens are made with the window and stand hidden, which is looked at by itself.
    """
    found = []
    ways = {whole.navigation.buttons[one.key] for one in DESTINATIONS
            if one.capability and whole.desk.role in one.roles}  # fmt: skip
    assert not any(way.isVisible() for way in ways)
    for part in (whole, *whole.findChildren(QWidget)):
        if part in ways:
            continue
        if but is None or not (part is but or but.isAncestorOf(part)):
            found += [text for text in said_by(part) if any(name in text for name in NAMES)]
    return found


def walked(qtbot: QtBot, window: MainWindow) -> list[str]:
    """Every screen of a role with every page of it, 設定 → 使う機能 left out."""
    found = []
    for destination in DESTINATIONS:
        if window.desk.role not in destination.roles:
            continue
        if destination.capability:
            assert not window.navigation.buttons[destination.key].isVisible()
            assert window.go(destination.key) is None, "nothing leads there either"
            continue
        found += [text for text in (destination.title_for(window.desk.role),) if text in NAMES]
        screen: Any = window.go(destination.key)
        settle(qtbot, window)
        but = None
        for tabs in screen.findChildren(LateTabs):
            for position in range(tabs.count()):
                if not tabs.isTabVisible(position):
                    continue
                if destination.key == "settings" and position == messages.TAB_USES:
                    but = tabs.page(position)
                    continue
                tabs.setCurrentIndex(position)
                settle(qtbot, window)
        found += traces(window, but)
        found += [text for line in screen.help_lines for text in line if any(n in text for n in NAMES)]
    return found


@pytest.mark.parametrize("role", [Role.HR, Role.SECTION, Role.PERSONAL])
def test_what_is_not_used_shows_nowhere(qtbot: QtBot, show: Show, office: Office, role: Role) -> None:
    window = show(office.desk_of(role))
    assert walked(qtbot, window) == []
    offered = kinds_in_use(window.desk)
    assert len(offered) > 1
    assert not [kind.title for kind in offered if any(name in kind.title for name in NAMES)]


def test_the_walk_sees_what_is_there(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    close_cycle(desk)
    window = show(desk)
    assert any("加えられます" in text for text in walked(qtbot, window)), "ホーム offers it now"


def test_forms_of_a_small_start_say_nothing_of_it(office: Office) -> None:
    desk = office.open_hr()
    try:
        done = export(desk, Export("forms", office.folder / "票"))
        book = openpyxl.load_workbook(done.files[0])
    finally:
        desk.store.close()
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert len(cells) > 50
    assert not [text for text in cells if any(name in text for name in NAMES)]


def test_hr_switches_one_on_hides_it_again_and_is_told_that_nothing_is_lost(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings", {"page": "uses"})
    settle(qtbot, window)
    page = screen.uses
    assert screen.tabs.currentIndex() == messages.TAB_USES
    assert any("記録は何も消えません" in part.text() for part in page.findChildren(QLabel))
    assert not page.findChild(QPushButton, "later-training").isVisible(), "nothing was offered yet"
    page.boxes["training"].click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert page.banner.isVisible()
    assert page.banner.sizePolicy().retainSizeWhenHidden(), "it moves no switch under the hand"
    assert switches(window.desk)[0].on
    assert window.navigation.buttons["training"].isVisible(), "the screen is there at once"
    assert page.boxes["training"].isChecked()
    assert "使い始めました" in page.banner.text()
    done = [(e.action, e.subject) for e in screen.audit_page.table.source.records]
    assert ("capability-on", "training") in done
    page.boxes["training"].click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert not switches(window.desk)[0].on
    assert not window.navigation.buttons["training"].isVisible()
    assert "記録は残っています" in page.banner.text()


def test_home_offers_it_once_and_takes_no_for_an_answer(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    close_cycle(desk)
    window = show(desk)
    home: Any = window.screens["home"]
    qtbot.mouseClick(home.findChild(QPushButton, "todo-uses"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    page: Any = window.screens["settings"].uses  # type: ignore[attr-defined]
    later = page.findChild(QPushButton, "later-training")
    qtbot.waitUntil(later.isVisible)  # the screen reads what it offers when it is gone to
    qtbot.mouseClick(later, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert not page.findChild(QPushButton, "later-training").isVisible()
    window.go("home")
    settle(qtbot, window)
    assert home.findChild(QPushButton, "todo-uses") is None
    assert not switches(desk)[0].on
