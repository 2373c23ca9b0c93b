"""証書 and 通知 in the window: issued once with a number that is asked for, marked, listed, given again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from dxdesk.ui.documents.preview import SHOWN
from dxdesk.ui.shell.letter import LetterDialog
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.finalise import correct, finalise
from tests.helpers.screens import settle
from tests.pdf.reading import text_of
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
EMPLOYEE = "001003"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(office: Office) -> Desk:
    """One person's result is finalised."""
    hr = office.open_hr()
    receive(hr, ReceiveFiles((office.confirmed((EMPLOYEE,)),)))
    finalise(hr, "7検人第9号", "2026-03-18")
    return hr


@pytest.fixture
def window(show: Show, desk: Desk) -> MainWindow:
    return show(desk)


def open_kind(qtbot: QtBot, window: MainWindow, kind: str) -> Any:
    screen: Any = window.go("documents", {"kind": kind})
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not screen._later.isActive() and window.operations.idle, timeout=20_000)
    return screen


def shown(screen: Any) -> str:
    return "".join(text_of(screen.preview.data).split())


def pressed(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    qtbot.mouseClick(part, LEFT)
    settle(qtbot, window)


def test_a_notice_is_asked_its_number_once(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    screen = open_kind(qtbot, window, "result-notice")
    assert screen.preview.data == b"", "looking at a paper that is kept would issue it"
    with desk.store.read() as uow:
        assert uow.papers.of() == []
    pressed(qtbot, window, screen.show_button)
    (dialog,) = [one for one in window.findChildren(LetterDialog) if one.isVisible()]
    fields: Any = dialog.fields[""]
    assert fields.issuer.text() == "人事課長"
    assert fields.no_seal.isChecked()
    pressed(qtbot, window, dialog.accept_button)
    assert dialog.banner.isVisible(), "a number is missing"
    fields.number.setText("7検人第142号")
    fields.day.setDate(QDate(2026, 3, 25))
    pressed(qtbot, window, dialog.accept_button)
    assert screen.preview.stack.currentIndex() == SHOWN
    for said in ("7検人第142号", "令和8年3月25日", "人事課長", "(公印省略)"):
        assert said in shown(screen)
    pressed(qtbot, window, screen.show_button)
    assert not [one for one in window.findChildren(LetterDialog) if one.isVisible()], "asked once"
    assert "7検人第142号" in shown(screen)


def test_a_certificate_is_given_again_with_its_mark(qtbot: QtBot, window: MainWindow) -> None:
    screen = open_kind(qtbot, window, "certificate")
    assert screen.issuing.isVisible()
    assert "控えを残します" in screen.preview.empty.hint.text()
    pressed(qtbot, window, screen.show_button)
    before = shown(screen)
    screen.issuing.mark.setCurrentIndex(1)
    screen.issuing.mark.activated.emit(1)
    settle(qtbot, window)
    pressed(qtbot, window, screen.show_button)
    assert "再交付" in shown(screen)
    assert "発行したときのまま" in screen.banner.text()
    assert before.replace("第1号", "") in shown(screen).replace("第1号", "")
    screen.kinds["status"].setChecked(True)
    settle(qtbot, window)
    assert not screen.issuing.isVisible(), "a list is no paper that is kept"


def test_a_correction_that_was_asked_for_is_not_made_again_by_itself(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    make_report(desk, "certificate")
    screen = open_kind(qtbot, window, "certificate")
    screen.issuing.correct.setChecked(True)
    settle(qtbot, window)
    pressed(qtbot, window, screen.show_button)
    assert "第1号を訂正" in shown(screen)
    screen.kinds["completion"].setChecked(True)
    settle(qtbot, window)
    screen.kinds["certificate"].setChecked(True)
    settle(qtbot, window)
    assert not screen.issuing.correct.isChecked()


def test_the_register_lists_finds_and_makes_papers_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    first = make_report(desk, "certificate")
    make_report(desk, "result-notice")
    with desk.store.read() as uow:
        (snapshot,) = uow.results.snapshots()
        level = dict(uow.results.snapshot_lines(snapshot.fiscal_year, EMPLOYEE)[0].levels)
    uid = next(iter(level))
    correct(desk, EMPLOYEE, {uid: 1 if level[uid] != 1 else 2}, "転記の誤り")
    make_report(desk, "certificate")
    screen = open_kind(qtbot, window, "certificate")
    page = screen.register
    screen.tabs.setCurrentWidget(page)
    settle(qtbot, window)
    assert page.table.proxy.rowCount() == 3
    page.search.setText("訂正済み")
    assert page.table.proxy.rowCount() == 1
    page.table.selectRow(0)
    pressed(qtbot, window, page.make_button)
    assert screen.tabs.currentIndex() == 0
    assert screen.preview.data == first
    screen.tabs.setCurrentWidget(page)
    settle(qtbot, window)
    page.search.clear()
    page.table.selectAll()
    pressed(qtbot, window, page.make_button)
    assert page.banner.isVisible(), "a certificate and a notice are no one print"
    screen.export_register_to(tmp_path / "台帳.xlsx")
    settle(qtbot, window)
    assert (tmp_path / "台帳.xlsx").exists()


def test_who_stayed_as_before_is_left_out_and_counted(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    make_report(desk, "certificate")
    screen = open_kind(qtbot, window, "certificate")
    screen.issuing.changed_only.setChecked(True)
    settle(qtbot, window)
    pressed(qtbot, window, screen.show_button)
    assert screen.preview.data == b""
    assert "前回のまま1人" in screen.preview.empty.hint.text()
    screen.kinds["completion"].setChecked(True)
    settle(qtbot, window)
    assert not screen.issuing.changed_only.isChecked(), "asked for anew each time"


def test_a_wrong_paper_is_spoiled_in_the_register_and_taken_back(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    make_report(desk, "certificate")
    screen = open_kind(qtbot, window, "certificate")
    page = screen.register
    screen.tabs.setCurrentWidget(page)
    settle(qtbot, window)
    assert not page.spoil_button.isEnabled()
    page.table.selectRow(0)
    pressed(qtbot, window, page.spoil_button)
    dialog = screen.dialog
    pressed(qtbot, window, dialog.accept_button)
    assert "書損の理由がありません" in dialog.banner.text()
    dialog.reason.setText("日付の誤り")
    pressed(qtbot, window, dialog.accept_button)
    assert not dialog.isVisible()
    assert "1枚を書損にしました" in screen.banner.text()
    (line,) = page.table.shown()
    assert line.spoiled == "日付の誤り"
    page.table.selectRow(0)
    assert page.spoil_button.text() == "書損を取り消す"
    pressed(qtbot, window, page.spoil_button)
    pressed(qtbot, window, screen.dialog.accept_button)
    assert "取り消しました" in screen.banner.text()
    assert [one.spoiled for one in page.table.shown()] == [""]


def test_an_office_says_from_which_number_it_goes_on(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    screen = open_kind(qtbot, window, "certificate")
    screen.register.numbering_wanted.emit()
    settle(qtbot, window)
    dialog = screen.dialog
    with desk.store.read() as uow:
        (snapshot,) = uow.results.snapshots()
    dialog.year.setCurrentIndex(dialog.year.findData(snapshot.fiscal_year))
    dialog.year.activated.emit(0)
    settle(qtbot, window)
    dialog.prefix.setText("{年度}検人証")
    dialog.following.setValue(120)
    pressed(qtbot, window, dialog.accept_button)
    assert "第119号まで" in dialog.banner.text()
    assert "検人証第120号" in dialog.told.text()
    dialog.reject()
    pressed(qtbot, window, screen.show_button)
    assert "検人証第120号" in shown(screen)
