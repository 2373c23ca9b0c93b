"""預かり中: a confirmer with two keys is shown as such, with the people whose records wait."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.ledgers import quarantined
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.inbox.opening import create_from
from dxdesk.usecases.review.confirming import Decision, confirm
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import CHIEF, NAMES, PASSPHRASE
from tests.ui.office import Office


def test_two_keys_of_one_confirmer_say_so_and_whose_records_wait(
    qtbot: QtBot, show: Callable[[Desk], MainWindow], office: Office, tmp_path: Path
) -> None:
    other = create_from(
        bootstrap.services(), office.package(CHIEF), str(tmp_path / "別のPC.dxdesk"), PASSPHRASE
    )[0]
    hr = office.open_hr()
    forms = office.answered(("001003",))
    for position, desk in enumerate((office.section(CHIEF), other)):
        receive(desk, ReceiveFiles((forms,)))
        confirm(desk, Decision("001003"))
        receive(hr, ReceiveFiles(export(desk, Export("confirmations", tmp_path / str(position))).files))
        desk.store.close()
    window = show(hr)
    qtbot.mouseClick(window.navigation.buttons["receive"], Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    settle(qtbot, window)
    screen.tabs.setCurrentIndex(2)
    told = [label.text() for label in screen.waiting.findChildren(QLabel)]
    assert sum("2つの鍵が届いています" in text for text in told) == 2
    assert sum("この鍵の記録がある人: 髙橋 美咲さん" in text for text in told) == 2


def test_files_of_one_key_are_one_question_and_whose_it_is_is_asked_before_it_counts(
    qtbot: QtBot, show: Callable[[Desk], MainWindow], office: Office, tmp_path: Path
) -> None:
    hr, section = office.open_hr(), office.section(CHIEF)
    other = create_from(
        bootstrap.services(), office.package(CHIEF), str(tmp_path / "別のPC.dxdesk"), PASSPHRASE
    )[0]
    for position, desk in enumerate((section, other)):
        for number in ("001003", "001004") if desk is other else ("001003",):
            receive(desk, ReceiveFiles((office.answered((number,)),)))
            confirm(desk, Decision(number))
            folder = tmp_path / f"{position}{number}"
            receive(hr, ReceiveFiles(export(desk, Export("confirmations", folder)).files))
        desk.store.close()
    window = show(hr)
    screen: Any = window.go("receive")
    settle(qtbot, window)
    screen.tabs.setCurrentIndex(2)
    buttons = [b for b in screen.waiting.findChildren(QPushButton) if b.objectName() == "register"]
    assert len(quarantined(hr)) == 3
    assert screen.tabs.tabText(2).endswith(f" {len(buttons)}")
    buttons[0].click()
    settle(qtbot, window)
    assert len(quarantined(hr)) == 3, "nothing counts before the question is answered"
    name = NAMES[CHIEF][0]
    said = "\n".join(label.text() for label in screen.dialog.findChildren(QLabel))
    assert name in said
    assert quarantined(hr)[0].spoken_code in said or quarantined(hr)[-1].spoken_code in said
    screen.dialog.accept_button.click()
    for _ in range(2):
        settle(qtbot, window)
    assert len(quarantined(hr)) < 3
    assert f"{name}さん({CHIEF})の鍵を登録しました" in screen.banner.text()
