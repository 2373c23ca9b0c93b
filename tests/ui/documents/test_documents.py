"""Documents as people print them: see at once, search, print, leave out whose character is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import Problem
from dxdesk.ui.documents import messages
from dxdesk.ui.documents.preview import NOTHING, REFUSED, SHOWN
from dxdesk.ui.documents.printing import print_pages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.reports import printing
from dxdesk.usecases.workplace.desk import Cancelled, Desk
from tests.helpers.screens import settle, write
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]
MISSING = "\U0003134a"
"""A letter neither the shipped fonts nor the machine's have."""


def open_documents(qtbot: QtBot, window: MainWindow, **what: str) -> Any:
    screen: Any = window.go("documents", what)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not screen._later.isActive() and window.operations.idle, timeout=20_000)
    return screen


@pytest.fixture
def window(show: Show, office: Office) -> MainWindow:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(),)))
    return show(desk)


def test_the_first_sight_is_a_document_and_a_choice_changes_it(qtbot: QtBot, window: MainWindow) -> None:
    screen = open_documents(qtbot, window)
    assert screen.preview.stack.currentIndex() == SHOWN
    assert not screen.banner.isVisible()
    assert screen.print_button.isEnabled()
    pages = screen.preview.page_count
    screen.scope.setCurrentIndex(0)
    screen.scope.activated.emit(0)
    qtbot.waitUntil(lambda: screen.preview.page_count > pages, timeout=20_000)
    assert screen.preview.page_count >= len(TEAM)
    screen.kinds["status"].setChecked(True)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: screen.preview.page_count == 1, timeout=20_000)


def test_what_nobody_has_yet_is_explained_instead_of_refused(qtbot: QtBot, window: MainWindow) -> None:
    screen = open_documents(qtbot, window, kind="certificate")
    assert screen.preview.stack.currentIndex() == NOTHING
    assert "「確定」を済ませると" in screen.preview.empty.hint.text()
    assert not screen.show_button.isEnabled()
    screen.kinds["completion"].setChecked(True)
    settle(qtbot, window)
    assert screen.show_button.isEnabled()
    qtbot.mouseClick(screen.show_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert screen.preview.empty.title.text() == messages.NOTHING
    assert "受講記録がありません" in screen.preview.empty.hint.text()


def test_a_person_is_found_by_typing_and_the_text_is_searched(qtbot: QtBot, window: MainWindow) -> None:
    screen = open_documents(qtbot, window, kind="skill-sheet", employee="001006")
    assert screen.choosing.wanted.employee == "001006"
    finder = screen.preview.finder
    write(finder, "業務改革")
    qtbot.waitUntil(lambda: "件目" in screen.preview.hits.text(), timeout=10_000)
    first = screen.preview.hits.text()
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    assert screen.preview.hits.text() != first
    finder.clear()
    write(finder, "どこにもない言葉")
    assert screen.preview.hits.text() == messages.NO_HITS


def test_missing_characters_are_listed_and_the_others_are_printed(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    from dataclasses import replace

    from dxdesk.usecases.year.cycle import refresh_assignments

    desk = office.open_hr()
    with desk.store.write() as uow:
        person = uow.people.employee("001005")
        assert person is not None
        uow.people.save_employees([replace(person, name=f"山{MISSING} 由美子")])
        uow.commit()
    refresh_assignments(desk)
    window = show(desk)
    screen = open_documents(qtbot, window, kind="skill-sheet")
    screen.scope.setCurrentIndex(0)
    screen.scope.activated.emit(0)
    qtbot.waitUntil(lambda: screen.preview.stack.currentIndex() == REFUSED, timeout=20_000)
    refused = screen.preview.refused
    assert refused.title.text() == "1人の字が印刷できません"
    shown = refused.table.proxy
    assert [shown.index(0, column).data() for column in (0, 3)] == ["001005", "U+3134A"]
    assert not screen.print_button.isEnabled()
    filled = [part for part in screen.findChildren(QPushButton) if part.property("look") == "primary"]
    assert [part for part in filled if part.isVisible()] == [refused.without], "one next step"
    qtbot.mouseClick(refused.without, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert screen.preview.page_count > 0
    assert "001005" in screen.banner.text()
    screen.choosing.pick("skill-sheet", "001005")
    qtbot.waitUntil(lambda: screen.preview.stack.currentIndex() == REFUSED, timeout=20_000)
    assert not refused.without.isVisible()  # there is nobody else to print
    assert messages.GLYPHS_OTHERS not in refused.advice.text()


def test_pages_go_to_the_printer_in_their_orientation_and_can_be_stopped(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    screen = open_documents(qtbot, window, kind="section-map")
    printer = QPrinter()
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "印刷.pdf"))
    screen.print_on(printer)
    settle(qtbot, window)
    assert "印刷に送りました" in screen.banner.text()
    pages = PdfReader(tmp_path / "印刷.pdf").pages
    assert len(pages) == screen.preview.page_count
    assert pages[0].mediabox.width > pages[0].mediabox.height

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        print_pages(screen.preview.data, printer, stop)


def test_a_document_of_which_there_is_something_to_know_says_so(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (Problem("notice-earlier", "更新前に受け取ったものです。", "そちらに替わります。"),)
    asked: list[str] = []

    def notices(_: Desk, kind: str, fiscal_year: int = 0) -> tuple[Problem, ...]:
        asked.append(kind)
        return told if kind == "skill-sheet" else ()

    monkeypatch.setattr(printing, "notices", notices)
    screen = open_documents(qtbot, show(office.open_hr()), kind="skill-sheet")
    assert asked[-1] == "skill-sheet"
    assert screen.banner.isVisible()
    screen.kinds["status"].setChecked(True)
    qtbot.waitUntil(lambda: asked[-1] == "status" and not screen.banner.isVisible(), timeout=20_000)


def test_what_the_number_beside_the_screen_counts_is_said_over_both_tabs(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    """The number stood beside 帳票, and neither tab said what it was of."""
    screen = open_documents(qtbot, window)
    count = window.navigation.buttons["documents"].count.text()
    assert count == str(len(TEAM))
    (line,) = [part.text() for part in screen.waiting.findChildren(Text)]
    assert line == f"確認者へ届いていない答え {count}人分"
    for position in range(2):
        screen.tabs.setCurrentIndex(position)
        assert screen.waiting.isVisible()
    screen.tabs.setCurrentIndex(0)
    qtbot.mouseClick(screen.waiting.findChild(QPushButton), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert screen.tabs.currentIndex() == 1
    assert screen.dialog.isVisible()
    screen.dialog.folder.setText(str(tmp_path / "確認者へ"))
    write(screen.dialog.password, "かみに書く7")
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert not window.navigation.buttons["documents"].count.text()
    assert not screen.waiting.isVisible(), "said as long as it is true"


def test_every_number_in_the_navigation_says_what_it_counts(qtbot: QtBot, window: MainWindow) -> None:
    from dxdesk.usecases.home.overview import home

    found = home(window.desk)
    assert len(found.counts) > 1
    for key, button in window.navigation.buttons.items():
        said = [todo.title for todo in found.todo if todo.screen == key and todo.count]
        assert bool(said) == bool(button.count.text()) == (key in found.counts)
        assert button.accessibleDescription().splitlines() == said
        assert button.toolTip() == button.accessibleDescription()
    window.navigation.set_narrow(True)
    button = window.navigation.buttons["documents"]
    assert button.toolTip() == f"{button.accessibleName()}\n{button.accessibleDescription()}"


def test_what_became_of_an_act_stays_when_people_are_read_again(qtbot: QtBot, window: MainWindow) -> None:
    """Files that were made change the ledger, so people are read again: the notice is to be read."""
    screen: Any = window.go("documents")
    settle(qtbot, window)
    screen.banner.say("23件のファイルを作りました。", tone="done")
    screen.load()
    settle(qtbot, window)
    assert screen.banner.isVisible()
    other = next(kind for kind in screen.choosing.kinds if kind != screen.choosing.kind)
    screen.choosing.kinds[other].click()
    assert not screen.banner.isVisible(), "it was about what was chosen before"


@pytest.mark.parametrize("uses", [(), ("training", "nomination")], ids=["few", "many"])
def test_whose_paper_it_is_to_be_is_in_sight_on_a_laptop(
    qtbot: QtBot, show: Show, office: Office, uses: tuple[str, ...]
) -> None:
    desk = office.open_hr()
    for use in uses:
        capabilities.switch(desk, use, on=True)
    window = show(desk)
    window.resize(1280, 690)  # Full HD at 150 %, less the bars of the system
    screen = open_documents(qtbot, window, kind="dispatches")
    screen = open_documents(qtbot, window, kind="status")
    settle(qtbot, window)
    chosen = screen.kinds["status"]
    for part in (screen.scope, chosen):
        assert part.isVisible()
        assert not part.visibleRegion().isEmpty(), "in sight, not below the fold"
        assert part.visibleRegion().boundingRect().height() == part.height()
