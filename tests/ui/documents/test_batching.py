"""まとめて作る and 印刷の記録 in the window; a printer that takes nothing is said."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from dxdesk import private
from dxdesk.domain.errors import KnownError
from dxdesk.ui.documents.printing import print_pages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.reports.print_log import LogLine, lines
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.finalise import finalise
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
EMPLOYEE = "001003"
LEFT = Qt.MouseButton.LeftButton


def open_kind(qtbot: QtBot, window: MainWindow, kind: str) -> Any:
    screen: Any = window.go("documents", {"kind": kind})
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not screen._later.isActive() and window.operations.idle, timeout=20_000)
    return screen


def pressed(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    qtbot.mouseClick(part, LEFT)
    settle(qtbot, window)


def printed(desk: Desk) -> list[LogLine]:
    """Return what left as paper or PDF, newest first, without the workbooks of the year."""
    return [one for one in lines(desk) if one.way != "Excelの書き出し"]


@pytest.fixture
def desk(office: Office) -> Desk:
    hr = office.open_hr()
    receive(hr, ReceiveFiles((office.confirmed((EMPLOYEE,)),)))
    finalise(hr, "7検人第9号", "2026-03-18")
    return hr


@pytest.fixture
def window(show: Show, desk: Desk) -> MainWindow:
    return show(desk)


def test_papers_are_written_into_a_folder_with_lists_and_letters(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    screen = open_kind(qtbot, window, "certificate")
    pressed(qtbot, window, screen.batch_button)
    dialog: Any = screen.batching.dialog
    assert "1人分(1所属)" in " ".join(one.text() for one in dialog.findChildren(type(dialog.told)))
    dialog.split.setCurrentIndex(dialog.split.findData("person"))
    dialog.split.activated.emit(0)
    dialog.receipts.setChecked(True)
    dialog.covers.setChecked(True)
    assert dialog.told.text() == "できるもの: スキル確認結果証のPDF 1個、受領簿 1個、送付状 1個"
    dialog.folder.setText("")
    assert not dialog.accept_button.isEnabled()
    dialog.folder.setText(str(tmp_path / "発送"))
    pressed(qtbot, window, dialog.accept_button)
    names = sorted(one.name.partition("_")[0] for one in (tmp_path / "発送").iterdir())
    assert names == ["スキル確認結果証", "受領簿", "送付状"]
    assert "PDFを3個作りました" in screen.banner.text()
    screen.tabs.setCurrentWidget(screen.batching.log)
    settle(qtbot, window)
    line, *_ = screen.batching.log.table.shown()
    assert (line.title, line.people) == ("スキル確認結果証", 1)
    screen.batching.export_log_to(tmp_path / "記録.xlsx")
    settle(qtbot, window)
    assert (tmp_path / "記録.xlsx").exists()


def test_a_list_of_all_is_no_batch(qtbot: QtBot, window: MainWindow) -> None:
    screen = open_kind(qtbot, window, "status")
    assert not screen.batch_button.isVisible()


def test_what_is_saved_and_printed_is_in_the_log(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    screen = open_kind(qtbot, window, "status")
    screen.save_to(tmp_path / "提出状況.pdf")
    settle(qtbot, window)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "紙.pdf"))
    screen.print_on(printer)
    settle(qtbot, window)
    paper, saved = printed(desk)
    assert (saved.title, saved.way, saved.to) == ("提出状況", "PDFの保存", "提出状況.pdf")
    assert paper.way == "印刷"
    assert paper.pages == saved.pages > 0
    assert paper.year == saved.year > 0


def test_a_printer_that_is_not_there_prints_nothing_and_says_so(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "ない場所" / "紙.pdf"))
    with pytest.raises(KnownError) as told:
        print_pages(make_report(desk, "status"), printer)
    assert told.value.code == "printer-gone"
    assert "何も印刷していません" in str(told.value)
    screen = open_kind(qtbot, window, "status")
    screen.print_on(printer)
    settle(qtbot, window)
    assert "送れませんでした" in screen.banner.text()
    assert printed(desk) == []


def test_a_disk_without_room_is_said_to_be_full(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    screen = open_kind(qtbot, window, "status")
    refused: list[KnownError] = []
    monkeypatch.setattr(screen, "show_error", refused.append)
    monkeypatch.setattr(private, "write_bytes", full)
    screen.save_to(tmp_path / "提出状況.pdf")
    settle(qtbot, window)
    (told,) = refused
    assert told.code == "disk-full"
    assert "ディスクの空きが足りないので、PDFを保存できませんでした。" in str(told)
    assert not list(tmp_path.glob("*.pdf"))
