"""Open lists show their last entry, tabs leave the wheel alone, a search is emptied by Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.fields import MOST_ENTRIES, Choice
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.ui.widgets.reading import name_fields
from tests.helpers.looking import enter
from tests.helpers.wheel import turn


class _Page(QWidget):
    """Notes the keys that nothing on it used."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.left: list[int] = []
        lines = QVBoxLayout()
        for part in parts:
            lines.addWidget(part)
        self.setLayout(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.left.append(event.key())


def _page(qtbot: QtBot, *parts: QWidget) -> _Page:
    app.prepare()
    page = _Page(*parts)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.mark.parametrize("count", [1, 11, MOST_ENTRIES, MOST_ENTRIES + 8])
def test_an_open_list_shows_its_entries_to_the_last_every_time(qtbot: QtBot, count: int) -> None:
    app.prepare()
    choice = Choice()
    choice.addItems([f"{number}番" for number in range(count)])
    page = _page(qtbot, choice)
    for _ in range(3):
        choice.showPopup()
        QApplication.processEvents()
        view = choice.view()
        rows = [
            view.visualRect(view.model().index(position, 0)) for position in range(min(count, MOST_ENTRIES))
        ]
        assert min(row.height() for row in rows) >= 28
        assert view.viewport().rect().contains(rows[-1])
        assert bool(view.verticalScrollBar().maximum()) == (count > MOST_ENTRIES)
        choice.hidePopup()
    assert not page.left


def test_the_wheel_turns_no_tab(qtbot: QtBot) -> None:
    app.prepare()
    tabs = LateTabs()
    for name in ("一", "二"):
        tabs.add_late(name, lambda name=name: QLabel(name))  # type: ignore[misc]
    page = _page(qtbot, tabs)
    for place in (0, 1):
        tabs.setCurrentIndex(place)
        for steps in (-1, 1):
            turn(tabs.tabBar(), steps)
            assert tabs.currentIndex() == place
    assert tabs.tabBar().focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not page.left


def test_escape_empties_a_search_and_leaves_an_empty_one_and_other_fields_alone(qtbot: QtBot) -> None:
    app.prepare()
    search, other = QLineEdit("さがす"), QLineEdit("文")
    search.setClearButtonEnabled(True)
    page = _page(qtbot, search, other)
    for _ in range(2):
        name_fields(page)
    for field in (search, other):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (search.text(), other.text(), len(page.left)) == ("", "文", 1)
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert len(page.left) == 2


def test_enter_in_a_date_tells_of_no_change(qtbot: QtBot) -> None:
    app.prepare()
    day = DayField("基準日")
    page = _page(qtbot, day)
    day.set_day("2026-04-01")
    told: list[str] = []
    day.changed.connect(lambda: told.append(day.day()))
    enter(day.field)
    assert told == []
    day.set_day("2026-04-02")
    assert told == ["2026-04-02"]
    assert page.left, "Enter was left to whatever stands around the field"
