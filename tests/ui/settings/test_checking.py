"""点検 in the window: compared with what lies outside the store, while one goes on working in it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.ui.settings import messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def told(page: Any) -> str:
    return "\n".join(text.text() for text in page.findChildren(Text))


def checked(qtbot: QtBot, window: MainWindow, screen: Any) -> str:
    qtbot.mouseClick(screen.check_page.check, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    return told(screen.check_page)


@pytest.fixture(autouse=True)
def own_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DXDESK_USER_DATA", str(tmp_path / "利用者"))


def test_a_code_goes_onto_paper_and_back(qtbot: QtBot, show: Show, office: Office, tmp_path: Path) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings", {"page": "check"})
    settle(qtbot, window)
    page = screen.check_page
    assert not page.print_go.isEnabled()
    page.paper_go.click()
    settle(qtbot, window)
    code = page.paper.text()
    screen.print_paper(page._shown_paper, tmp_path / "控え.pdf")
    settle(qtbot, window)
    printed = "".join(PdfReader(tmp_path / "控え.pdf").pages[0].extract_text().split())
    assert code in printed
    write(page.code, code.upper())
    assert "控えの日のまま" in checked(qtbot, window, screen)
    page.code.clear()
    write(page.code, code[:-6] + ("0" if code[-6] != "0" else "1") + code[-5:])
    checked(qtbot, window, screen)
    assert "打ち間違い" in page.checked.text()


def test_a_folder_of_received_files_is_compared(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "届いた"
    folder.mkdir()
    shutil.copyfile(next(office.answered().rglob("*.xlsx")), folder / "受け付けていない.xlsx")
    window = show(office.open_hr())
    screen: Any = window.go("settings", {"page": "check"})
    settle(qtbot, window)
    write(screen.check_page.files, str(folder))
    assert "受け付けていない.xlsx" in checked(qtbot, window, screen)
    assert "1件" in screen.check_page.checked.text()
    screen.check_page.files.clear()
    found = checked(qtbot, window, screen)
    assert "受け付けていない.xlsx" not in found
    assert "前回の点検から" in screen.check_page.checked.text()


def test_what_is_written_meanwhile_does_not_wait_for_a_check(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings", {"page": "check"})
    settle(qtbot, window)
    begun, go_on = threading.Event(), threading.Event()

    def slow(*_: object, **__: object) -> Any:
        begun.set()
        assert go_on.wait(10)
        raise AssertionError("the test is over")

    monkeypatch.setattr("dxdesk.usecases.checking.inside.people_seen", slow)
    screen.check_page.check.click()
    assert begun.wait(10)
    done: list[int] = []

    def work(_: object) -> None:
        with window.desk.store.write() as uow:
            uow.settings.set("written", "meanwhile")
            uow.commit()

    window.operations.run(work, lambda _: done.append(1), kind=Work.ACT)
    qtbot.waitUntil(lambda: bool(done))
    assert not screen.check_page.check.isEnabled(), "the check is still under way"
    monkeypatch.setattr("dxdesk.crash.write", lambda _: "報告書")
    go_on.set()
    settle(qtbot, window)
    assert screen.check_page.check.isEnabled()


def test_a_person_has_no_ledgers_to_compare(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.personal("001003"))
    screen: Any = window.go("settings", {"page": "check"})
    settle(qtbot, window)
    assert not screen.check_page.compared.isVisible()
    assert not screen.check_page.papers.isVisible()
    assert "異常は見つかりませんでした" in checked(qtbot, window, screen)
    assert messages.PROVES in told(screen.check_page)


def test_what_was_looked_at_is_not_said_as_if_it_were_found_and_nobody_is_sent_to_papers_they_have_not(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.personal("001003"))
    screen: Any = window.go("settings", {"page": "check"})
    settle(qtbot, window)
    said = checked(qtbot, window, screen)
    looked = [line for line in said.splitlines() if "抜けと書き換え" in line]
    assert looked
    assert all(line.startswith("見たもの: ") for line in looked)
    assert "紙の控え" not in screen.check_page.checked.text()
    assert "することはありません" in screen.check_page.checked.text()
