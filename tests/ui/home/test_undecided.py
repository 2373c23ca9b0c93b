"""ホーム leads to those who were asked for: to their session in its year, and to their round."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.usecases.imports.enrolment_tables import apply_enrolments
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.training.editing import save_course, save_session
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import nominating as n
from tests.helpers.screens import settle
from tests.helpers.training import table
from tests.ui.office import TEAM, Office
from tests.ui.training.window import Show


def _press(qtbot: QtBot, window: Any, key: str) -> Any:
    window.go("home")
    settle(qtbot, window)
    qtbot.mouseClick(window.screens["home"].findChild(QPushButton, f"todo-{key}"), Qt.MouseButton.LeftButton)
    for _ in range(3):
        settle(qtbot, window)
    return window.screens[window.current]


def _asked_for(office: Office, folder: Path) -> Desk:
    desk = office.open_hr()
    capabilities.switch(desk, "training", True)
    save_course(desk, CourseSaid("must", "情報セキュリティ研修"))
    for turn, day in (("第1回", "2099-06-10"), ("第2回", "2099-05-10")):
        save_session(desk, SessionSaid("must", turn, day, fiscal_year=2099, seats=2))
    asked = (("第1回", TEAM[:1]), ("第2回", TEAM[:3]))
    rows = [("情報セキュリティ研修", turn, number, "○") for turn, some in asked for number in some]
    head = ("研修名", "回", "職員番号", "申込")
    done = apply_enrolments(desk, table(folder / "申込.csv", head, *rows))
    assert not done.errors
    return desk


def test_those_who_asked_are_led_to_in_the_year_of_their_session(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = _asked_for(office, tmp_path)
    window = show(desk)
    window.go("training")  # it opens on the year in work, in which nobody asked
    settle(qtbot, window)
    for _ in range(2):  # the second time the year is there already
        screen = _press(qtbot, window, "enrolments-undecided")
        assert window.current == "training"
        assert screen.year.currentData() == 2099
        assert screen.listed[screen.tabs.currentIndex()].key == "enrolments"
        page = screen.page("enrolments")
        assert page.session.currentText().startswith("情報セキュリティ研修 第2回"), "the first to be held"
        assert [line.number for line in page.table.shown()] == list(TEAM[:3])
        page.session.setCurrentIndex(1 - page.session.currentIndex())


def test_those_named_are_led_to_in_their_round(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.open_hr()
    n.use(desk)
    first = n.begin(desk, "dx-promoter", 2025)
    with desk.store.read() as uow:
        person = next(one for one in uow.people.employees() if one.department_code == first.sections[0])
    sent = n.requests(desk, tmp_path / "依頼", fiscal_year=2025)
    report = n.fill(sent[person.department_code], tmp_path / "報告.xlsx", n.line(person.number, person.name))
    n.receive(desk, report)
    newest = n.begin(desk, "dx-promoter", 2026)
    screen = _press(qtbot, window := show(desk), "nominations-undecided")
    assert window.current == "roster"
    assert newest.code != first.code
    assert screen.nomination_dialog.current().asked.code == first.code
    assert "waiting" in {line.state for line in screen.nomination_dialog.table.source.records}
    screen.nomination_dialog.accept()
