"""後任に引き継ぐ and asking HR for a deputy, from 設定."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ui.settings import handing_messages as said
from dxdesk.ui.settings.messages import TAB_STORE
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.helpers.town import CHIEF, MANAGER, NAMES, PASSPHRASE
from tests.pdf.reading import text_of
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
NEW = "こだま こだま 2027"
GIVER, TAKER = "佐藤 花子", "鈴木 一郎"


def press(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)


def card_button(window: MainWindow, name: str) -> QPushButton:
    screen: Any = window.screens["settings"]
    found = screen.tabs.page(TAB_STORE).findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def asked(qtbot: QtBot, window: MainWindow, name: str) -> tuple[Any, Any]:
    screen: Any = window.go("settings")
    settle(qtbot, window)
    press(qtbot, window, card_button(window, name))
    return screen, screen.dialog


def fill(dialog: Any, former: str = PASSPHRASE, new: str = NEW, again: str = NEW) -> None:
    fields = (dialog.former.first, dialog.entry.first, dialog.entry.second)
    for field, text in zip(fields, (former, new, again), strict=True):
        field.clear()
        write(field, text)


def test_hr_hands_over_and_the_successor_is_told_until_they_have_read(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show(office.open_hr())
    screen, dialog = asked(qtbot, window, "hand-over")
    assert dialog.focusWidget() is dialog.giver, "nobody is proposed"
    fill(dialog)
    press(qtbot, window, dialog.accept_button)
    assert "だれからだれへ" in dialog.banner.text()
    write(dialog.giver, GIVER)
    write(dialog.taker, TAKER)
    fill(dialog, former="ちがう")
    press(qtbot, window, dialog.accept_button)
    assert "いまのパスフレーズが違います" in dialog.banner.text()
    assert (dialog.giver.text(), dialog.taker.text()) == (GIVER, TAKER)
    fill(dialog)
    press(qtbot, window, dialog.accept_button)
    assert dialog.head.text() == said.HANDED
    assert said.HANDED_NEXT in dialog.said.text()
    assert dialog.focusWidget() is dialog.memo, "what Enter presses is seen"
    assert dialog.memo.property("look") == "primary"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert not dialog.isVisible()
    memo = screen.dialog
    assert memo.findChild(QPushButton, "memo-read").isHidden(), "who handed over need not read it"
    assert f"{GIVER}さんから {TAKER}さんへ" in memo.text.toPlainText()
    paper = tmp_path / "メモ.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(paper), ""))
    press(qtbot, window, memo.findChild(QPushButton, "memo-pdf"))
    assert "引継ぎメモ" in text_of(paper.read_bytes())
    memo.accept()
    _, memo = asked(qtbot, window, "memo")
    assert memo.findChild(QPushButton, "memo-read").isHidden()
    memo.accept()
    assert GIVER in screen.tabs.page(TAB_STORE).handed.text()
    (entry,) = [e for e in screen.audit_page.table.source.records if e.action == "handover"]
    assert entry is not None
    window.close()
    window.desk.store.close()
    with pytest.raises(KnownError) as told:
        office.open_hr()
    assert told.value.code == "wrong-passphrase"

    window = show(bootstrap.open_desk(str(office.hr), NEW))
    home: Any = window.screens["home"]
    press(qtbot, window, home.findChild(QPushButton, "todo-handover"))
    assert window.current == "settings"
    screen = window.screens["settings"]
    press(qtbot, window, screen.dialog.findChild(QPushButton, "memo-read"))
    assert not screen.dialog.isVisible()
    window.go("home")
    settle(qtbot, window)
    assert home.findChild(QPushButton, "todo-handover") is None
    screen, memo = asked(qtbot, window, "memo")
    assert memo.findChild(QPushButton, "memo-read").isHidden()
    memo.accept()


def test_a_chief_is_told_that_the_successor_needs_a_store_of_their_own(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.section(CHIEF))
    _, dialog = asked(qtbot, window, "hand-over")
    assert said.SECTION_TEXT in "".join(part.text() for part in dialog.findChildren(type(dialog.head)))
    assert dialog.giver.text() == NAMES[CHIEF][0]
    assert dialog.focusWidget() is dialog.taker
    write(dialog.taker, TAKER)
    write(dialog.number, CHIEF)
    fill(dialog)
    press(qtbot, window, dialog.accept_button)
    assert "いまの担当と同じ人" in dialog.banner.text()
    dialog.reject()


def test_a_chief_makes_the_text_that_asks_for_a_deputy(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.section(CHIEF))
    screen, dialog = asked(qtbot, window, "ask-deputy")
    press(qtbot, window, dialog.accept_button)
    assert "まだ選ばれていません" in dialog.banner.text()
    write(dialog.deputy, NAMES[MANAGER][0])
    dialog.first.set_day("2027-02-01")
    dialog.last.set_day("2027-01-31")
    press(qtbot, window, dialog.accept_button)
    assert "始まりの日より前" in dialog.banner.text()
    dialog.last.set_day("2027-02-12")
    write(dialog.reason, "出張")
    press(qtbot, window, dialog.accept_button)
    letter = screen.dialog
    text = letter.text.toPlainText()
    for line in (
        f"・本来の確認者: {NAMES[CHIEF][0]}さん({CHIEF})",
        f"・代理をする人: {NAMES[MANAGER][0]}さん({MANAGER})",
        "・期間: 令和9年2月1日(月)から 令和9年2月12日(金)まで",
        "・理由: 出張",
    ):
        assert line in text
    press(qtbot, window, letter.copy)
    assert QApplication.clipboard().text() == text
    letter.accept()
