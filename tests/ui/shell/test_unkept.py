"""What stands in a field beside a button that saves it is never lost without a word.

Each screen of each role is opened with all its pages, each of its fields is changed, and the window is closed
as its frame does: it asks, or what was typed is there again. Only fields that choose what is shown, or that
an act takes with it, may be lost; they are named here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from dxdesk.ports.entities import Role
from dxdesk.ui.settings import messages as settings_messages
from dxdesk.ui.settings import privacy_messages as privacy
from dxdesk.ui.shell import actions
from dxdesk.ui.shell.main_window import UNKEPT, MainWindow
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.days import DayEdit
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.ui.year import messages
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import current_cycle
from tests.helpers.screens import settle
from tests.helpers.town import NAMES
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
TWICE = "001003"
Field = QLineEdit | QPlainTextEdit | QCheckBox | QComboBox

CHECKED = (
    settings_messages.CHECK_WHOLE,
    settings_messages.COMPARE_FILES,
    settings_messages.COMPARE_CODE,
    settings_messages.COMPARE_SENT,
    settings_messages.PAPER,
)
PAIRED = (privacy.PAIRS_EMPLOYMENT, privacy.PAIRS_PERSONA, privacy.PAIRS_ASKED)
LOST = {
    messages.DECISION_NUMBER: "確定 takes it, and asks before",
    messages.DECISION_DATE: "確定 takes it, and asks before",
    f"{messages.DECISION_DATE}を決める": "確定 takes it, and asks before",
    **dict.fromkeys(CHECKED, "点検 takes it, and keeps nothing"),
    **dict.fromkeys(PAIRED, "three choices that stand already; 決める takes them"),
    privacy.DECISION_LAST: "the day an act ends something with; today stands already",
}
"""What may be lost, by the name of its field, and why."""
SAVING = {"year": 8, "settings": 3}
"""Screens with fields beside a button that saves them, and how many of these there are at the least."""
ASKED_ELSEWHERE = {"receive": "the answers chosen of two, below"}
DRAFTS = {
    "self_report": "every letter is kept: test_unsaved",
    "review": "every letter is kept: test_unsaved",
    "proxy": "every letter is kept: test_unsaved",
    "framework": "every letter is kept: tests/ui/framework",
}
SHOWING = {"provided", "home", "status", "skillmap", "growth", "documents", "roster", "training"}
"""Screens whose fields choose what is shown or made; what they keep is asked for in dialogs."""


def closes(window: MainWindow) -> bool:
    """Ask the window to close as its frame does; tell whether it would."""
    event = QCloseEvent()
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def asked(window: MainWindow) -> str:
    """Return what the window asks now, and close the question."""
    question: Any = window.question
    if question is None or not question.isVisible():
        return ""
    assert question.focusWidget() is question.leave
    told = " ".join(label.text() for label in question.findChildren(Text))
    question.reject()
    return told


def press(qtbot: QtBot, part: QWidget) -> None:
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)


def test_dates_and_wording_that_are_not_saved_are_seen_asked_about_and_kept(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    window.go("year")
    settle(qtbot, window)
    year: Any = window.screens["year"]
    form = year.changing
    base, title = form.base.day(), form.form_title.text()
    before = year._following
    assert not form.unsaved.isVisible()
    assert form.go.property("look") == "secondary"
    assert form.about.text() != messages.OPEN_TEXT, "nothing is started here"

    form.base.field.setDate(QDate.fromString("2025-05-07", "yyyy-MM-dd"))
    form.form_title.setText("ほかの題名")
    assert form.unsaved.isVisible()
    assert form.unsaved.text() == messages.NOT_SAVED
    filled = [part for part in year.findChildren(QPushButton) if part.property("look") == "primary"]
    assert [part for part in filled if part.isVisible()] == [form.go], (
        "the one filled button is the next step"
    )

    assert window.go("settings") is None
    told = asked(window)
    assert UNKEPT in told
    assert messages.CHANGING_UNKEPT in told
    window.go_anyway("settings")
    settle(qtbot, window)
    year.stale = True
    window.go("year")
    settle(qtbot, window)
    assert (form.base.day(), form.form_title.text()) == ("2025-05-07", "ほかの題名"), "whatever was read"
    assert not closes(window)
    assert messages.CHANGING_UNKEPT in asked(window)

    form.base.set_day(base)
    form.form_title.setText(title)
    assert not form.unsaved.isVisible()
    assert year._following is before
    assert closes(window)


def test_saved_dates_are_asked_about_no_more(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    window.go("year")
    settle(qtbot, window)
    year: Any = window.screens["year"]
    year.changing.form_title.setText(" ほかの題名 ")
    press(qtbot, year.changing.go)
    settle(qtbot, window)
    settle(qtbot, window)
    assert current_cycle(window.desk).title == "ほかの題名"
    assert not year.changing.changed
    assert year.changing.go.property("look") == "secondary"
    assert window.go("home") is not None
    assert closes(window)


def test_a_date_that_cannot_be_read_is_compared_with_nothing_and_no_year_is_said_to_begin(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    window.go("year")
    settle(qtbot, window)
    year: Any = window.screens["year"]
    field = year.changing.base.field
    field.selectAll()
    qtbot.keyClicks(field, "R8.11.1XYZ")
    assert not field.readable
    assert year.changing.early.text() == ""
    press(qtbot, year.changing.go)
    settle(qtbot, window)
    said = " ".join(label.text() for label in year.banner.findChildren(QLabel))
    assert "日付を読み取れません。年度は変えていません。" in said
    assert "始めて" not in said


# --- every field of every screen ---------------------------------------------------------------


def fields(screen: Screen) -> Iterator[Field]:
    """Yield what can be changed on a screen, pages of tabs that are made late included."""
    for tabs in screen.findChildren(LateTabs):
        for position in range(tabs.count()):
            tabs.setCurrentIndex(position)
            QApplication.processEvents()
    for kind in (QLineEdit, QPlainTextEdit, QCheckBox, QComboBox):
        for part in screen.findChildren(kind):
            inner = isinstance(part.parentWidget(), (QComboBox, QAbstractSpinBox)) and not isinstance(
                part, QCheckBox
            )
            shown = not isinstance(part, QCheckBox) or not part.isHidden()
            if part.window() is screen.window() and part.isEnabledTo(screen) and shown and not inner:
                yield part


def name_of(part: Field) -> str:
    text = part.text() if isinstance(part, QCheckBox) else ""
    return part.accessibleName() or text or part.objectName()


def state(part: Field) -> object:
    if isinstance(part, QLineEdit):
        return part.text()
    if isinstance(part, QPlainTextEdit):
        return part.toPlainText()
    return part.isChecked() if isinstance(part, QCheckBox) else part.currentText()


def change(part: Field) -> None:
    """Change a field as somebody at it would."""
    before = state(part)
    if isinstance(part, DayEdit):
        part.setDate(part.date().addDays(1))
    elif isinstance(part, QLineEdit):
        part.setText(f"{part.text()}あ")
        part.editingFinished.emit()
    elif isinstance(part, QPlainTextEdit):
        part.setPlainText(f"{part.toPlainText()}あ")
    elif isinstance(part, QCheckBox):
        part.click()
    else:
        part.setCurrentIndex((part.currentIndex() + 1) % part.count())
        part.activated.emit(part.currentIndex())
    assert state(part) != before, name_of(part)


def put_back(part: Field, before: object) -> None:
    if isinstance(part, DayEdit):
        part.setDate(part.date().addDays(-1))
    elif isinstance(part, QLineEdit):
        part.setText(str(before))
    elif isinstance(part, QPlainTextEdit):
        part.setPlainText(str(before))
    elif isinstance(part, QCheckBox):
        part.click()
    else:
        part.setCurrentText(str(before))


def is_saving(part: Field) -> bool:
    """Whether a field stands for something to be saved, and not for what is searched."""
    hint = part.placeholderText() if isinstance(part, QLineEdit) else ""
    return name_of(part) not in LOST and "さがす" not in f"{name_of(part)}{hint}"


@pytest.mark.parametrize("key", SAVING)
def test_each_field_with_a_button_that_saves_is_asked_about_or_kept(
    qtbot: QtBot, show: Show, office: Office, key: str
) -> None:
    desk = office.open_hr()
    window = show(desk)
    window.go(key)
    settle(qtbot, window)
    kept: dict[str, object] = {}
    asks = 0
    for part in [one for one in fields(window.screens[key]) if is_saving(one)]:
        if not isValid(part):  # a list is drawn anew when one of its ticks is kept
            continue
        before = state(part)
        change(part)
        settle(qtbot, window)
        event = closes_or_asks(window)
        if event:
            asks += 1
            put_back(part, before)
        elif isValid(part):
            kept[name_of(part)] = state(part)
    assert asks >= SAVING[key], "nothing to be asked about: this test would say nothing"
    assert not closes_or_asks(window), "all was put back"
    again = show(desk)
    again.go(key)
    settle(qtbot, again)
    found = {name_of(part): state(part) for part in fields(again.screens[key]) if is_saving(part)}
    assert {name: found.get(name) for name in kept} == kept


def closes_or_asks(window: MainWindow) -> str:
    """Return what closing the window would ask, and leave it open."""
    return "、".join(part for screen in window.screens.values() if (part := screen.unkept()))


def test_an_answer_chosen_of_two_stays_whatever_arrives_and_is_asked_about(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.twice(TWICE), office.folder / "二通目")))
    window = show(desk)
    window.go("receive", {"page": "conflicts"})
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    page = screen.conflicts
    page._settle()
    assert page.banner.isVisible()
    page.take(1)
    assert not page.banner.isVisible(), "what was asked for was done"
    chosen, name = dict(page.taken), NAMES[TWICE][0]
    assert chosen
    screen.reload()
    settle(qtbot, window)
    assert page.taken == chosen
    assert window.go("home") is None
    assert name in asked(window)
    assert not closes(window)
    asked(window)
    page.reason.setCurrentText("本人に電話で確かめました。")
    press(qtbot, page.settle)
    settle(qtbot, window)
    settle(qtbot, window)
    said = " ".join(label.text() for label in screen.banner.findChildren(QLabel))
    assert f"{name}さんの食い違いを決めました" in said
    assert screen.unkept() == ""


@pytest.mark.parametrize("role", Role)
def test_every_screen_is_known_to_save_by_itself_or_to_ask(role: Role) -> None:
    every = {place.key for place in actions.destinations(role)}
    assert every <= {*SAVING, *ASKED_ELSEWHERE, *DRAFTS, *SHOWING}
