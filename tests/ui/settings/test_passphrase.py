"""Changing the passphrase in 設定: the window goes on, and asks for the new one from then on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import KnownError
from dxdesk.store.backups import automatic_backups
from dxdesk.ui.settings import passphrase_messages as messages
from dxdesk.ui.settings.messages import TAB_STORE
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup.app import Program
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import idle, settle, write
from tests.helpers.town import PASSPHRASE
from tests.pdf.reading import text_of
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
NEW = "こだま こだま 2027"


def click(qtbot: QtBot, part: Any) -> None:
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)


def asked(qtbot: QtBot, window: MainWindow) -> tuple[Any, Any]:
    screen: Any = window.go("settings")
    settle(qtbot, window)
    click(qtbot, screen.findChild(QPushButton, "passphrase"))
    return screen, screen.dialog


def fill(dialog: Any, former: str, new: str, again: str = "") -> None:
    for field, text in (
        (dialog.former.first, former),
        (dialog.entry.first, new),
        (dialog.entry.second, again or new),
    ):
        field.clear()
        write(field, text)


def test_the_window_goes_on_and_unlocks_with_the_new_one(
    qtbot: QtBot, program: Program, office: Office
) -> None:
    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    window = program.window
    assert window is not None
    screen, dialog = asked(qtbot, window)
    fill(dialog, PASSPHRASE, NEW)
    click(qtbot, dialog.accept_button)
    settle(qtbot, window)
    settle(qtbot, window)
    assert dialog.head.text() == messages.CHANGED
    assert messages.RENEWED.format(count=len(automatic_backups(office.hr))) in dialog.said.text()
    click(qtbot, dialog.cancel)
    settle(qtbot, window)
    done = {entry.action for entry in screen.audit_page.table.source.records}
    assert "passphrase-change" in done
    assert screen.tabs.page(TAB_STORE).former.isHidden()
    program.locker.lock()
    asking: Any = program.dialog
    asking.entry.first.setText(PASSPHRASE)
    asking.accept()
    assert not window.isVisible()
    asking.entry.first.setText(NEW)
    asking.accept()
    assert window.isVisible()
    window.close()
    idle(qtbot, program)
    with pytest.raises(KnownError):
        office.open_hr()


def test_what_will_not_do_is_said_before_anything_begins(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    _, dialog = asked(qtbot, window)
    salt = office.hr.read_bytes()[:16]
    for former, new, again, said in (
        (PASSPHRASE, "みじかい", "", "短い"),
        (PASSPHRASE, " " + NEW, "", "空白"),
        (PASSPHRASE, NEW, NEW + "5", "2つの入力"),
        ("ちがう合言葉", NEW, "", "いまのパスフレーズが違います"),
    ):
        fill(dialog, former, new, again)
        click(qtbot, dialog.accept_button)
        settle(qtbot, window)
        assert said in dialog.banner.text()
        assert dialog.accept_button.isEnabled()
    assert office.hr.read_bytes()[:16] == salt
    dialog.reject()


def test_it_may_be_stopped_and_nothing_is_changed(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    _, dialog = asked(qtbot, window)
    salt = office.hr.read_bytes()[:16]
    fill(dialog, PASSPHRASE, NEW)
    dialog.accept()
    assert not dialog.accept_button.isEnabled()
    dialog.reject()
    assert dialog.isVisible(), "it says how it ended"
    settle(qtbot, window)
    assert messages.STOPPED in dialog.banner.text()
    assert office.hr.read_bytes()[:16] == salt
    dialog.reject()
    assert not dialog.isVisible()


def test_a_personal_store_gets_one_and_loses_it(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.personal("001003"))
    screen, dialog = asked(qtbot, window)
    assert dialog.former.isHidden()
    click(qtbot, dialog.accept_button)
    assert messages.NOTHING in dialog.banner.text()
    fill(dialog, "", "ねこ")
    click(qtbot, dialog.accept_button)
    settle(qtbot, window)
    settle(qtbot, window)
    assert window.desk.store.has_passphrase
    click(qtbot, dialog.cancel)
    settle(qtbot, window)
    assert screen.tabs.page(TAB_STORE).passphrase.text() == messages.CHANGE
    click(qtbot, screen.tabs.page(TAB_STORE).passphrase)
    dialog = screen.dialog
    fill(dialog, "ねこ", "")
    click(qtbot, dialog.accept_button)
    settle(qtbot, window)
    settle(qtbot, window)
    assert dialog.head.text() == messages.REMOVED
    assert not window.desk.store.has_passphrase
    dialog.reject()


def test_backups_that_stayed_behind_are_named_and_follow(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    kept = automatic_backups(office.hr)[0]
    before = kept.read_bytes()
    desk.services.stores.change_passphrase(desk.store, PASSPHRASE, NEW)
    window = show(desk)
    screen: Any = window.go("settings")
    settle(qtbot, window)
    page = screen.tabs.page(TAB_STORE)
    assert "1件" in page.former.text()
    assert kept.parent.name in page.former.text()
    for typed, said in (("ちがう", messages.FORMER_NONE), (PASSPHRASE, messages.FORMER_DONE.format(count=1))):
        click(qtbot, page.former._act)
        screen.dialog.entry.first.setText(typed)
        screen.dialog.accept()
        settle(qtbot, window)
        settle(qtbot, window)
        assert said in screen.banner.text()
    assert page.former.isHidden()
    assert kept.read_bytes() != before


def test_a_code_is_made_for_paper_opens_the_store_and_is_taken_away(
    qtbot: QtBot, program: Program, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = office.folder / "回復コード.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(sheet), ""))
    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    window = program.window
    assert window is not None
    screen: Any = window.go("settings")
    settle(qtbot, window)
    page = screen.tabs.page(TAB_STORE)
    assert page.about_code.text() == messages.CODE_NONE
    for typed, said in (("ちがう", "いまのパスフレーズが違います"), (PASSPHRASE, "回復コードを作りました")):
        click(qtbot, page.code_button)
        screen.dialog.entry.first.setText(typed)
        screen.dialog.accept()
        settle(qtbot, window)
        settle(qtbot, window)
        assert said in screen.banner.text()
        assert sheet.exists() == (typed == PASSPHRASE)
    assert page.about_code.text() == messages.CODE_THERE
    window.close()
    idle(qtbot, program)
    lines = text_of(sheet.read_bytes())
    code = "-".join(re.findall(r"[2-9A-Z]{4}(?= -|$)", lines.replace("\n", " - ")))
    program.show_welcome().store_chosen.emit(str(office.hr))
    idle(qtbot, program)
    asking: Any = program.dialog
    asking.entry.first.setText(code.lower())
    asking.accept()
    idle(qtbot, program)
    window = program.window
    assert window is not None, code
    screen = window.go("settings")
    settle(qtbot, window)
    click(qtbot, screen.tabs.page(TAB_STORE).code_button)
    click(qtbot, screen.dialog.accept_button)
    settle(qtbot, window)
    settle(qtbot, window)
    assert messages.CODE_DROPPED in screen.banner.text()
    assert screen.tabs.page(TAB_STORE).about_code.text() == messages.CODE_NONE
    with pytest.raises(KnownError):
        window.desk.services.stores.open(str(office.hr), code, read_only=True)


def test_the_former_one_mistyped_five_times_leaves_the_dialog_as_it_was(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    _, dialog = asked(qtbot, window)
    salt, heights = office.hr.read_bytes()[:16], set()
    for attempt in range(5):
        fill(dialog, f"ちがう合言葉{attempt}", NEW)
        click(qtbot, dialog.accept_button)
        settle(qtbot, window)
        assert dialog.focusWidget() is dialog.former.first
        assert dialog.former.first.selectedText() == f"ちがう合言葉{attempt}", "typing again replaces it"
        assert dialog.entry.first.text() == NEW, "what was right has not to be typed again"
        qtbot.wait(20)
        heights.add(dialog.height())
    assert len(heights) == 1, "the dialog does not grow with every try"
    assert office.hr.read_bytes()[:16] == salt
    fill(dialog, PASSPHRASE, NEW)
    click(qtbot, dialog.accept_button)
    settle(qtbot, window)
    settle(qtbot, window)
    assert dialog.head.text() == messages.CHANGED
    dialog.reject()


def test_the_lock_mistyped_five_times_still_opens(qtbot: QtBot, program: Program, office: Office) -> None:
    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    window = program.window
    assert window is not None
    program.locker.lock()
    asking: Any = program.dialog
    heights = set()
    for attempt in range(5):
        asking.entry.first.setText(f"ちがう合言葉{attempt}")
        asking.accept()
        qtbot.wait(20)
        assert asking.isVisible()
        assert not window.isVisible()
        assert asking.focusWidget() is asking.entry.first
        assert asking.entry.first.selectedText() == f"ちがう合言葉{attempt}", "typing again replaces it"
        heights.add(asking.height())
    assert len(heights) == 1, "the dialog does not grow with every try"
    asking.entry.first.setText(PASSPHRASE)
    asking.accept()
    assert window.isVisible()
