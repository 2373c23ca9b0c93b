"""A table that is dropped: of which kind it is is known or asked first, and where it went is told truly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.ports.changes import Changes
from dxdesk.ui.roster import messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import drop, settle
from tests.helpers.town import write_roster
from tests.ui.office import STAFF, Office

Show = Callable[[Desk], MainWindow]
LEFT = Qt.MouseButton.LeftButton


def attendance(
    office: Office, headers: str = "職員番号,研修名,受講日,出欠", line: str = "接遇,2025/6/1,出席"
) -> Path:
    path = office.folder / "受講.csv"
    path.write_text(f"{headers}\n001003,{line}\n", encoding="utf-8")
    return path


def wait(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(5):
        settle(qtbot, window)
        QApplication.processEvents()


def batch(qtbot: QtBot, window: MainWindow, *files: Path) -> Any:
    drop(window, *files)
    qtbot.waitUntil(lambda: window.current == "receive")
    wait(qtbot, window)
    return window.screens["receive"]


def test_a_list_of_attendance_out_of_a_batch_is_read_as_one(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen = batch(qtbot, window, attendance(office))
    qtbot.mouseClick(screen.reports.findChild(QPushButton, "as-table"), LEFT)
    wait(qtbot, window)
    roster: Any = window.screens["roster"]
    assert roster.dialog.kind.currentData() == "attendance"
    assert roster.dialog.preview is not None
    assert not hasattr(roster.dialog.preview, "left"), "nobody was said to be leaving"
    assert roster.dialog.apply.isEnabled()


def test_of_an_unknown_kind_nothing_is_read_before_it_is_said(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(attendance(office, "職員番号,だれの,いつ,どう", "甲,乙,丙"))
    wait(qtbot, window)
    dialog = screen.dialog
    assert dialog.kind.currentText() == messages.KIND_UNSAID
    assert dialog.banner.text().startswith(messages.KIND_UNKNOWN)
    assert dialog.preview is None
    assert not dialog.reading.isVisible()
    qtbot.mouseClick(dialog.look, LEFT)
    wait(qtbot, window)
    assert dialog.banner.text().startswith(messages.KIND_FIRST)
    dialog.kind.setCurrentIndex(dialog.kind.findData("attendance"))
    dialog.kind.committed.emit()
    assert dialog.kind.findData("") < 0, "what nobody said is no kind one could choose"
    qtbot.mouseClick(dialog.look, LEFT)
    wait(qtbot, window)
    assert dialog.reading.isVisible()
    assert messages.MATCH_FAILED in dialog.banner.text()


def test_a_table_dropped_on_the_dialog_is_the_one_it_reads(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(None)
    dialog = screen.dialog
    QApplication.processEvents()
    drop(dialog, attendance(office))
    wait(qtbot, window)
    assert dialog.file.text() == str(office.folder / "受講.csv")
    assert dialog.kind.currentData() == "attendance"
    assert dialog.apply.isEnabled()
    write_roster(office.folder / "名簿2.csv", STAFF)
    drop(dialog, office.folder / "名簿2.csv", attendance(office))
    wait(qtbot, window)
    assert dialog.file.text() == str(office.folder / "名簿2.csv")
    assert dialog.kind.currentData() == "roster", "another table may be of another kind"
    dialog.reject()
    wait(qtbot, window)
    assert window.current == "roster", "what the dialog has taken does not come to the batch, too"


def test_the_batch_tells_of_a_table_that_was_taken_in_elsewhere(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    path = attendance(office)
    screen = batch(qtbot, window, path)
    assert [file.outcome for file in screen.preview.files] == ["refused"]
    qtbot.mouseClick(screen.reports.findChild(QPushButton, "as-table"), LEFT)
    wait(qtbot, window)
    qtbot.mouseClick(window.screens["roster"].dialog.apply, LEFT)  # type: ignore[attr-defined]
    wait(qtbot, window)
    window.go("receive")
    wait(qtbot, window)
    assert [(file.outcome, file.kind) for file in screen.preview.files] == [("unchanged", "attendance")]
    assert [note.code for note in screen.preview.files[0].notes] == ["table-taken"]

    again = batch(qtbot, window, path)
    assert [file.outcome for file in again.preview.files] == ["unchanged"]
    number = max(receipt.number for receipt in _receipts(window.desk))
    undo_receipt(window.desk, number)
    window.operations.changed.emit(Changes.RECEIPTS)
    wait(qtbot, window)
    assert [file.outcome for file in screen.preview.files] == ["refused"]


def _receipts(desk: Desk) -> Any:
    with desk.store.read() as uow:
        return uow.exchange.receipts()


def test_a_table_saved_over_since_the_look_is_looked_at_again(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    table = attendance(office)
    screen.import_table(table)
    dialog = screen.dialog
    wait(qtbot, window)
    assert dialog.apply.isEnabled()
    table.write_bytes(table.read_bytes() + b"\n")
    qtbot.mouseClick(dialog.apply, LEFT)
    wait(qtbot, window)
    assert "見た後に、このファイルが変わりました" in dialog.banner.text()
    assert not dialog.apply.isEnabled()
    dialog.look_at()
    wait(qtbot, window)
    qtbot.mouseClick(dialog.apply, LEFT)
    wait(qtbot, window)
    assert not dialog.isVisible(), "what was looked at is taken"
