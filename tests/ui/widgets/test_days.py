"""A date is shown in the Japanese calendar and typed in either; what is none is never taken for another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.widgets.days import BLANK, NOT_A_DATE, DayField
from dxdesk.ui.widgets.layouts import column
from tests.helpers.screens import write


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[DayField]:
    app.prepare()
    page = QWidget()
    made = DayField("基準日")
    page.setLayout(column(made, QPushButton("次")))
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    made.set_day("2026-04-01")
    yield made
    page.close()


def typed(field: DayField, text: str) -> None:
    field.field.setFocus()
    field.field.selectAll()
    write(field.field, text)


@pytest.mark.parametrize(
    "text",
    ["R8.12.3", "r8/12/3", "令和8年12月3日", "2026/12/03", "2026-12-3", "20261203", "令和8年12月3日(木)"],
)
def test_both_calendars_are_read_and_one_is_shown(qtbot: QtBot, field: DayField, text: str) -> None:
    assert field.field.text() == "R8.4.1"
    typed(field, text)
    assert field.day() == "2026-12-03"
    assert field.era.text() == "令和8年12月3日(木)"
    assert field.field.text() == text, "nothing moves under whoever types"
    field.nextInFocusChain().setFocus()
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert field.field.text() == "R8.12.3"


def test_the_last_day_of_an_era_and_its_first_year(field: DayField) -> None:
    field.set_day("2019-04-30")
    assert (field.field.text(), field.era.text()) == ("H31.4.30", "平成31年4月30日(火)")
    field.set_day("2019-05-01")
    assert (field.field.text(), field.era.text()) == ("R1.5.1", "令和元年5月1日(水)")


@pytest.mark.parametrize("text", ["R8.2.30", "あした", "", "8.4.1", "2205/4/1"])
def test_what_is_no_date_is_said_and_handed_on_as_it_is(qtbot: QtBot, field: DayField, text: str) -> None:
    typed(field, text or " ")
    assert field.era.text() == NOT_A_DATE
    assert field.era.property("tone") == "attention"
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert field.day() == (text or BLANK), "the day before would be taken in silence"
    field.set_day("2026-04-01")
    assert (field.field.text(), field.day()) == ("R8.4.1", "2026-04-01")
    assert field.era.text() == "令和8年4月1日(水)"


def test_keys_move_it_and_a_calendar_of_the_era_picks(qtbot: QtBot, field: DayField) -> None:
    for key, day in (
        (Qt.Key.Key_Up, "2026-04-02"),
        (Qt.Key.Key_Down, "2026-04-01"),
        (Qt.Key.Key_PageDown, "2026-03-01"),
        (Qt.Key.Key_PageUp, "2026-04-01"),
    ):
        qtbot.keyClick(field.field, key)
        assert field.day() == day
    told: list[str] = []
    field.changed.connect(lambda: told.append(field.day()))
    qtbot.keyClick(field.field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.field._calendar
    assert calendar is not None
    assert calendar.isVisible()
    assert calendar.title.text() == "令和8年4月"
    calendar.month.showNextMonth()
    assert calendar.title.text() == "令和8年5月"
    calendar.month.clicked.emit(QDate(2026, 5, 7))
    assert not calendar.isVisible()
    assert told == ["2026-05-07"]
