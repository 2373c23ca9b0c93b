"""From a damaged store to one that goes on: the newest whole copy, and the files that came since."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.store.backups import automatic_backups
from dxdesk.ui.restore import messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup.app import Program
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import idle, settle
from tests.helpers.town import PASSPHRASE
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]


def click(qtbot: QtBot, part: Any) -> None:
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)


def spoil(path: Path, at: float) -> None:
    raw = bytearray(path.read_bytes())
    raw[int(len(raw) * at)] ^= 0xFF
    path.write_bytes(raw)


def received_since_the_backup(office: Office) -> tuple[Path, ...]:
    """Receive two forms, then two more after which no whole backup was made; return those two."""
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(TEAM[:2]),)))
    desk.store.back_up()
    fresh = tuple(next(office.answers.glob(f"申告票_*_{number}_回答.xlsx")) for number in TEAM[2:4])
    receive(desk, ReceiveFiles(fresh))
    desk.store.back_up()
    desk.store.close()
    spoil(automatic_backups(office.hr)[0], 0.5)
    return fresh


def test_one_leads_from_the_message_to_a_store_with_everything(
    qtbot: QtBot, program: Program, office: Office
) -> None:
    fresh = received_since_the_backup(office)
    spoil(office.hr, 0.9995)
    program.show_welcome().store_chosen.emit(str(office.hr))
    idle(qtbot, program)
    asking: Any = program.dialog
    asking.entry.first.setText(PASSPHRASE)
    click(qtbot, asking.accept_button)
    idle(qtbot, program)
    assert "壊れて" in asking.banner.text()
    click(qtbot, asking.banner._act)
    idle(qtbot, program)
    idle(qtbot, program)
    dialog: Any = program.dialog
    assert messages.WHOLE in dialog.banner.text()
    assert messages.PASSED_OVER.format(count=1) in dialog.banner.text()
    assert dialog.copies.current().file == automatic_backups(office.hr)[1]
    click(qtbot, dialog.accept_button)
    idle(qtbot, program)
    part = dialog.since
    assert {one.file_name for one in part.table.shown()} == {path.name for path in fresh}
    one, other = office.folder / "届いた", office.folder / "別の場所"
    for folder, path in zip((one, other), fresh, strict=True):
        folder.mkdir()
        shutil.copy(path, folder / f"変えた名前_{path.name}")
    dialog.take_again(one)
    idle(qtbot, program)
    assert messages.MISSING.format(count=1) == part.title.text()
    assert messages.TAKEN.format(count=1) in part.said.text()
    dialog.take_again(other)
    idle(qtbot, program)
    assert part.title.text() == messages.ALL_TAKEN
    assert part.folder.isHidden()
    click(qtbot, dialog.opener)
    idle(qtbot, program)
    assert program.window is not None
    desk = program.window.desk
    with desk.store.read() as uow:
        there = {receipt.employee_number for receipt in uow.exchange.receipts(live_only=True)}
    assert there >= set(TEAM[:4])


def test_a_copy_that_turns_out_damaged_offers_the_newest_whole_one(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    received_since_the_backup(office)
    window = show(office.open_hr())
    screen: Any = window.go("settings", {"restore": True})
    settle(qtbot, window)
    dialog = screen.dialog
    dialog.entry.first.setText(PASSPHRASE)
    click(qtbot, dialog.accept_button)
    settle(qtbot, window)
    assert "壊れて" in dialog.banner.text()
    click(qtbot, dialog.banner._act)
    settle(qtbot, window)
    assert dialog.copies.current().file == automatic_backups(office.hr)[1]
    dialog.reject()


def test_damage_met_while_working_leads_there_too(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    spoil(office.hr, 0.5)
    raw = bytearray(office.hr.read_bytes())
    for page in range(1, len(raw) // 4096):
        raw[page * 4096 + 100] ^= 0xFF
    office.hr.write_bytes(raw)
    window.desk.store.engine.dispose()  # what is in memory is still sound
    screen.reload()
    settle(qtbot, window)
    assert "壊れて" in screen.banner.text()
    click(qtbot, screen.banner._act)
    settle(qtbot, window)
    assert window.current == "settings"
    dialog = window.screens["settings"].dialog  # type: ignore[attr-defined]
    assert dialog.isVisible()
    assert len(dialog.copies.table.shown()) == len(automatic_backups(office.hr))
    dialog.reject()
