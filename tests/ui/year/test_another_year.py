"""Closing a year and beginning the next one in the same window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.year import messages
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import current_cycle
from dxdesk.usecases.year.finalise import finalise
from tests.helpers.screens import settle, write
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
TYPED = "前の年度に打ったもの"


def press(qtbot: QtBot, window: MainWindow, part: QWidget) -> None:
    part.setFocus()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)


def close_year(qtbot: QtBot, window: MainWindow, year: Any) -> None:
    press(qtbot, window, year.close_year)
    press(qtbot, window, year.dialog.accept_button)
    assert year.pages.currentWidget() is year._start


def begin_year(qtbot: QtBot, window: MainWindow, year: Any) -> None:
    before = current_cycle(window.desk).fiscal_year
    press(qtbot, window, year.opening.go)
    assert year.pages.currentWidget() is year._running
    assert current_cycle(window.desk).fiscal_year != before


def fields(window: MainWindow) -> list[tuple[str, Any]]:
    """Return the fields of all screens that somebody can write into, with what they are called."""
    found = []
    for key, screen in window.screens.items():
        every: list[Any] = [*screen.findChildren(QLineEdit), *screen.findChildren(QTextEdit)]
        for field in every:
            name = " ".join((key, field.accessibleName(), field.placeholderText()))
            if not field.isReadOnly() and field.isEnabled() and "さがす" not in name:
                found.append((name, field))
    return found


def text_of(field: Any) -> str:
    return field.toPlainText() if isinstance(field, QTextEdit) else field.text()


def test_nothing_typed_in_one_year_stands_in_the_next(qtbot: QtBot, show: Show, office: Office) -> None:
    """Whatever is typed on any screen was meant for the year it was typed in; searches are seen."""
    window = show(office.open_hr())
    for key in window.navigation.buttons:
        window.go(key)
        settle(qtbot, window)
    year: Any = window.go("year")
    settle(qtbot, window)
    typed = [(name, field) for name, field in fields(window) if field.isVisibleTo(window.screens["year"])]
    for _, field in typed:
        field.setText(TYPED)
    assert year.number.text() == TYPED
    close_year(qtbot, window, year)
    begin_year(qtbot, window, year)
    for key in window.navigation.buttons:
        window.go(key)
        settle(qtbot, window)
    assert [name for name, field in typed if TYPED in text_of(field)] == []


def test_a_decision_is_asked_for_anew_once_it_is_written_down(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.confirmed(("001003", "001004")),)))
    window = show(desk)
    year: Any = window.go("year")
    settle(qtbot, window)
    write(year.number, "7検人第142号")
    year.decided.set_day("2026-02-01")
    window.reload_screen()
    settle(qtbot, window)
    assert year.number.text() == "7検人第142号", "what arrives meanwhile takes nothing away"
    assert year.decided.day() == "2026-02-01"
    press(qtbot, window, year.finalise)
    press(qtbot, window, year.dialog.accept_button)
    assert year.number.text() == ""
    assert year.decided.day() == desk.services.clock.today()


def test_the_reason_of_one_correction_is_not_given_for_another_person(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.confirmed(("001003", "001004")),)))
    finalise(desk)
    window = show(desk)
    year: Any = window.go("year")
    settle(qtbot, window)
    year.correct.click()
    settle(qtbot, window)
    dialog = year.dialog
    write(dialog.reason, "転記の誤り")
    dialog.person.setText("001003")
    settle(qtbot, window)
    assert dialog.reason.text() == "転記の誤り", "written before anybody was picked"
    write(dialog.approver, "人事課長")
    dialog.person.setText("001004")
    settle(qtbot, window)
    assert dialog.boxes
    assert (dialog.reason.text(), dialog.approver.text()) == ("", "")


def test_a_new_year_begins_at_its_next_step(qtbot: QtBot, show: Show, office: Office) -> None:
    """Not where somebody last was in the year before: at the button that cannot be taken back."""
    window = show(office.open_hr())
    year: Any = window.go("year")
    settle(qtbot, window)
    close_year(qtbot, window, year)
    assert year._start.verticalScrollBar().value() == 0
    assert window.focusWidget() is year.opening.year
    begin_year(qtbot, window, year)
    assert window.focusWidget() is year.packages
    assert year.packages.property("look") == "primary"
    seen = year._running.viewport()
    assert seen.rect().contains(year.packages.mapTo(seen, year.packages.rect().center()))


def test_codes_to_compare_do_not_come_before_the_first_sending(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """Enter after 年度を始める would have left the page for files of the year before."""
    window = show(office.open_hr())
    year: Any = window.go("year")
    settle(qtbot, window)
    close_year(qtbot, window, year)
    begin_year(qtbot, window, year)
    for key, following in (("quarantine", year.packages), ("conflicts", year.decide)):
        own = Todo(key, "はじめての発行元から確認票が 1件", "", "照らし合わせる", "receive")
        year.show_year(replace(year.found, own=(own,)))
        assert year._own.isVisibleTo(year)
        assert following.property("look") == "primary", key


def test_the_button_that_closes_a_year_names_it(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    year: Any = window.go("year")
    settle(qtbot, window)
    press(qtbot, window, year.close_year)
    label = current_cycle(window.desk).label
    assert year.dialog.accept_button.text() == f"{label}を閉じる"
    assert messages.CLOSE_ASK.format(year=label) in {t.text() for t in year.dialog.findChildren(Text)}


def test_a_year_shown_again_leaves_whoever_works_where_they_are(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    year: Any = window.go("year")
    settle(qtbot, window)
    year.changing.purpose.setFocus()
    before = year._running.verticalScrollBar().value()
    year.show_year(replace(year.found))
    assert window.focusWidget() is year.changing.purpose
    assert year._running.verticalScrollBar().value() == before
