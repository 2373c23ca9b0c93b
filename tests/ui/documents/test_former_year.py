"""結果通知票 of a year that is closed: ホーム leads to it, and the dialog says and takes the year."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui.documents import messages
from dxdesk.ui.shell.letter import LetterDialog
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise, telling
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
ONE = "001003"


def closed(office: Office) -> tuple[Desk, int]:
    """HR finalised one person, closed the year and began the next one."""
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered((ONE,)),)))
    route = person_year(desk, ONE).route
    for number in (route.first, route.second):
        confirming.confirm(desk, Decision(ONE, on_behalf_of=number))
    assert finalise.finalise(desk).people == 1
    cycle.close_cycle(desk)
    with desk.store.read() as uow:
        year = find_cycle(uow)
    following = cycle.OpenCycle(year.fiscal_year + 1, year.framework_code, f"{year.fiscal_year + 1}-04-01")
    cycle.open_cycle(desk, following)
    return desk, year.fiscal_year


def test_the_paper_of_a_closed_year_is_chosen_with_its_year(qtbot: QtBot, show: Show, office: Office) -> None:
    desk, year = closed(office)
    window = show(desk)
    screen: Any = window.go("documents", {"kind": "result-notice"})
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not screen._later.isActive() and window.operations.idle, timeout=20_000)
    choosing = screen.choosing
    assert choosing.wanted.people == 0
    assert choosing.year.count() == 2
    choosing.year.setCurrentIndex(1)
    choosing.year.activated.emit(1)
    settle(qtbot, window)
    assert choosing.chosen_year == year
    assert choosing.wanted.people == 1
    screen.make()
    settle(qtbot, window)
    window.findChild(LetterDialog).without_button.click()
    qtbot.waitUntil(lambda: screen.preview.page_count >= 1, timeout=20_000)
    # Whoever comes from another page for somebody comes for the year in work.
    window.go("home")
    window.go("documents", {"kind": "result-notice", "employee": ONE})
    settle(qtbot, window)
    assert choosing.chosen_year == year + 1


def test_results_of_a_closed_year_are_reached_from_home_and_made(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk, year = closed(office)
    window = show(desk)
    home: Any = window.screens["home"]
    settle(qtbot, window)
    home.findChild(QPushButton, "todo-results-former").click()
    settle(qtbot, window)
    settle(qtbot, window)
    screen: Any = window.screens["documents"]
    dialog = screen.dialog
    assert dialog.year_part.isVisible()
    assert dialog.chosen_year == year
    assert "閉じています" in dialog.year.currentText()
    assert "1" in dialog.whose.scope.itemText(0)
    dialog.folder.setText(str(tmp_path / "結果"))
    dialog.accept_button.click()
    settle(qtbot, window)
    window.findChild(LetterDialog).without_button.click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert len([*(tmp_path / "結果").rglob("*.xlsx")]) == 1


def test_a_ledger_is_printed_whole_whatever_year_was_chosen_before(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """Rosters and lists of attendance are of no year: by a year they would be on no paper."""
    desk, year = closed(office)
    window = show(desk)
    screen: Any = window.go("documents", {"kind": "result-notice", "fiscal_year": year})
    settle(qtbot, window)
    assert screen.choosing.chosen_year == year
    screen.kinds["receipts"].click()
    assert screen.choosing.year.isHidden() or not screen.choosing.year.isVisible()
    assert screen.choosing.chosen_year == 0
    screen.make()
    qtbot.waitUntil(lambda: screen.preview.page_count >= 1 and window.operations.idle, timeout=20_000)
    with desk.store.read() as uow:
        whole = len(list(uow.exchange.receipts()))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(screen.preview.data)).pages)
    assert f"全 {whole}件" in text
    screen.kinds["result-notice"].click()
    assert screen.choosing.chosen_year == year


def test_results_told_on_paper_are_ticked_off_on_home_and_taken_back(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk, year = closed(office)
    window = show(desk)
    home: Any = window.screens["home"]
    settle(qtbot, window)
    home.findChild(QPushButton, "told-todo-results-former").click()
    assert "令和" in home.dialog.windowTitle()
    home.dialog.accept_button.click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert home.findChild(QPushButton, "todo-results-former") is None
    assert "1人" in home.banner.text()
    with desk.store.read() as uow:
        assert telling.otherwise(uow, year) == {ONE}
    home.banner._act.click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert home.findChild(QPushButton, "todo-results-former") is not None


def test_the_year_that_is_shown_is_said_with_the_way_to_the_other(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In April: the old year is shown, the new one is not begun; after that results lie in the old one."""
    desk, year = closed(office)
    monkeypatch.setattr(type(desk.services.clock), "today", lambda _: f"{year + 1}-04-06")
    window = show(desk)
    screen: Any = window.go("documents", {"kind": "result-notice"})
    settle(qtbot, window)
    choosing = screen.choosing
    former, new = fiscal_year_label(year), fiscal_year_label(year + 1)
    assert choosing.year.currentText() == new
    assert choosing.year_note.text() == messages.YEAR_RESULTS.format(year=new, others=former)
    screen.kinds["skill-sheet"].click()
    settle(qtbot, window)
    assert choosing.year_note.isHidden()
    assert not choosing.year.toolTip()
    choosing.year.setCurrentIndex(1)
    choosing.year.activated.emit(1)
    settle(qtbot, window)
    assert choosing.year_note.isVisible()
    assert choosing.year_note.text() == messages.YEAR_FORMER.format(year=former, today=new)
    screen.kinds["receipts"].click()
    settle(qtbot, window)
    assert choosing._year_part.isHidden()


def test_a_year_that_is_over_is_said_even_where_there_is_no_other(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.open_hr()
    with desk.store.read() as uow:
        year = find_cycle(uow).fiscal_year
    monkeypatch.setattr(type(desk.services.clock), "today", lambda _: f"{year + 1}-04-06")
    window = show(desk)
    screen: Any = window.go("documents")
    settle(qtbot, window)
    choosing = screen.choosing
    assert choosing.year.count() == 1
    assert choosing._year_part.isVisible()
    former, new = fiscal_year_label(year), fiscal_year_label(year + 1)
    assert choosing.year.isHidden(), "there is nothing to choose"
    assert choosing.year_note.text() == messages.YEAR_ONLY.format(year=former, today=new)
    assert f"「年度」の画面で{new}を始める" in choosing.year_note.toolTip()
