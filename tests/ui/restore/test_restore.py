"""Restoring from a copy, from the settings and from the first-start window; and checking a store."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.store.stores import SqlStores
from dxdesk.ui.look import dates
from dxdesk.ui.restore import messages
from dxdesk.ui.restore.choosing import free_name
from dxdesk.ui.settings import messages as settings_messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import recent
from dxdesk.ui.startup.app import Program
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import idle, settle, write
from tests.helpers.town import PASSPHRASE
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def click(qtbot: QtBot, part: Any) -> None:
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)


def asked(qtbot: QtBot, show: Show, desk: Desk) -> tuple[MainWindow, Any]:
    """Open the dialog as a person does: 設定, then the button."""
    window = show(desk)
    screen: Any = window.go("settings")
    settle(qtbot, window)
    click(qtbot, screen.findChild(QPushButton, "restore"))
    settle(qtbot, window)
    return window, screen.dialog


def test_yesterdays_copy_becomes_a_store_of_its_own_and_is_opened(
    qtbot: QtBot, program: Program, office: Office
) -> None:
    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    before = program.window
    assert before is not None
    before.desk.store.back_up()
    content = office.hr.read_bytes()
    screen: Any = before.go("settings")
    settle(qtbot, before)
    click(qtbot, screen.findChild(QPushButton, "restore"))
    settle(qtbot, before)
    dialog = screen.dialog
    assert [copy.location for copy in dialog.copies.table.shown()] == [str(office.hr)] * 2
    assert dialog.copies.table.proxy.index(0, 1).data() == "たったいま"
    assert "令和" in dialog.copies.table.proxy.index(0, 0).data()
    where = Path(dialog.location.text())
    assert where.parent == office.hr.parent
    assert not where.exists()
    write(dialog.entry.first, PASSPHRASE)
    click(qtbot, dialog.accept_button)
    settle(qtbot, before)
    assert dialog.made.text() == str(where)
    assert office.hr.read_bytes() == content, "the store itself stays as it is"
    click(qtbot, dialog.opener)
    idle(qtbot, program)
    assert program.window is not None
    assert program.window is not before
    assert program.window.desk.store.location == str(where)
    assert program.window.desk.identity.epoch > before.desk.identity.epoch


def test_what_cannot_be_restored_is_said_in_the_dialog_and_makes_nothing(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    desk.store.back_up()
    window, dialog = asked(qtbot, show, desk)
    dialog.location.setText(str(office.hr))
    click(qtbot, dialog.accept_button)
    assert messages.THERE in dialog.banner.text()
    target = office.folder / "戻した"
    dialog.location.setText(str(target))
    write(dialog.entry.first, "ちがう合言葉です")
    qtbot.keyClick(dialog.entry.first, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.entry.first, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert "パスフレーズ" in dialog.banner.text()
    assert dialog.isVisible()
    assert dialog.accept_button.isEnabled()
    assert not target.with_suffix(".dxdesk").exists()
    dialog.location.clear()
    click(qtbot, dialog.accept_button)
    assert messages.NO_PLACE in dialog.banner.text()
    junk = office.folder / "写真.dxdesk"
    junk.write_bytes(b"\x89PNG" + bytes(9000))
    dialog.take_copy(junk)
    dialog.location.setText(str(target))
    click(qtbot, dialog.accept_button)
    settle(qtbot, window)
    assert "台帳" in dialog.banner.text()
    dialog.take_copy(office.folder / "ない.dxdesk")
    assert "読めません" in dialog.banner.text()
    dialog.reject()
    assert not dialog.isVisible()


def test_stopping_half_way_leaves_nothing(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.open_hr()
    desk.store.back_up()
    window, dialog = asked(qtbot, show, desk)
    write(dialog.entry.first, PASSPHRASE)
    stopped, restore = threading.Event(), SqlStores.restore

    def restored(*given: Any) -> Any:
        # A store this small would be there before anybody could stop it.
        assert stopped.wait(20)
        return restore(*given)

    monkeypatch.setattr(SqlStores, "restore", restored)
    dialog.accept()
    assert not dialog.accept_button.isEnabled()
    dialog.reject()
    stopped.set()
    settle(qtbot, window)
    assert messages.STOPPED in dialog.banner.text()
    assert dialog.isVisible()
    assert not dialog.target().exists()
    dialog.accept()
    settle(qtbot, window)
    assert dialog.target().exists()


def test_on_a_low_display_the_work_and_its_stop_button_come_into_view(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window, dialog = asked(qtbot, show, office.open_hr())
    window.resize(window.width(), 420)
    dialog.show()
    dialog.fit()  # still on the way to show where one begins: that must not take the place of the work
    dialog.show_busy(True)
    dialog.show_progress(7, 10)

    def seen() -> bool:
        ground = dialog._area.viewport()
        corner = dialog.stop.mapTo(ground, dialog.stop.rect().bottomRight())
        return bool(ground.rect().contains(corner))

    qtbot.waitUntil(seen, timeout=5_000)
    assert dialog._area.verticalScrollBar().value() > 0, "it must not fit, or nothing was tried here"
    dialog.show_busy(False)


def test_without_copies_it_says_how_they_come_about_and_takes_a_file(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.personal("001003")
    window, dialog = asked(qtbot, show, desk)
    assert dialog.copies.nothing.isVisible()
    click(qtbot, dialog.accept_button)
    assert messages.PICK in dialog.banner.text()
    dialog.banner.hide()
    dialog.look_for_whole()
    assert dialog.banner.isVisible(), "among no copies none is whole"
    kept = tmp_path / "外付け" / "控え.dxdesk"
    kept.parent.mkdir()
    desk.services.stores.backup(desk.store, kept)
    os.utime(kept, (1_770_000_000, 1_770_000_000))
    dialog.take_copy(kept)
    assert dialog.copies.table.isVisible()
    assert "令和8年2月2日" in dialog.copies.table.proxy.index(0, 0).data()
    click(qtbot, dialog.accept_button)
    settle(qtbot, window)
    assert dialog.made.text()
    dialog.reject()


def test_the_first_start_window_restores_a_store_that_is_gone(
    qtbot: QtBot, program: Program, office: Office
) -> None:
    welcome = program.show_welcome()
    click(qtbot, welcome.restore)
    idle(qtbot, program)
    nothing: Any = program.dialog
    assert nothing.copies.nothing.isVisible()
    nothing.reject()
    desk = office.open_hr()
    desk.store.back_up()
    desk.store.close()
    other = office.personal("001003")
    other.store.back_up()
    other.store.close()
    for location in (office.hr, office.folder / "個人_001003.dxdesk"):
        recent.remember(recent.Recent(str(location), "検証区", "2026-04-01T00:00:00Z", "hr"))
    office.hr.unlink()
    click(qtbot, welcome.restore)
    idle(qtbot, program)
    dialog: Any = program.dialog
    kinds = {dialog.copies.table.proxy.index(position, 3).data() for position in range(3)}
    assert "人事の自動の控え" in kinds
    assert dialog.copies.table.pick(lambda copy: copy.location == str(office.hr))
    write(dialog.entry.first, PASSPHRASE)
    click(qtbot, dialog.accept_button)
    idle(qtbot, program)
    click(qtbot, dialog.opener)
    idle(qtbot, program)
    assert program.window is not None
    assert program.window.desk.identity.municipality_name == "検証区"
    assert not welcome.isVisible()


def test_names_of_restored_stores_are_free_and_ages_are_said_in_words(tmp_path: Path) -> None:
    taken = tmp_path / "人事.dxdesk"
    assert free_name(taken) == taken
    shutil.copy(__file__, taken)
    shutil.copy(__file__, tmp_path / "人事_2.dxdesk")
    assert free_name(taken).name == "人事_3.dxdesk"
    now = "2026-02-04T05:00:00Z"
    said = {
        "2026-02-04T04:59:30Z": "たったいま",
        "2026-02-04T04:40:00Z": "20分前",
        "2026-02-04T02:00:00Z": "3時間前",
        "2026-02-01T05:00:00Z": "3日前",
        "2025-12-01T05:00:00Z": "2か月前",
        "2023-12-01T05:00:00Z": "2年前",
        "": "",
    }
    assert {then: dates.ago(then, now) for then in said} == said
    assert dates.ago("2026-02-03T05:00:00Z", now) == "きのう"


def test_a_store_is_checked_while_it_is_open_and_the_answer_is_plain(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings")
    settle(qtbot, window)
    click(qtbot, screen.tabs.page(0).check)
    page = screen.check_page
    assert not page.check.isEnabled()
    settle(qtbot, window)
    assert page.isVisible(), "beside the copies there is only the way to it"
    assert "異常は見つかりませんでした" in page.checked.text()
    told = " ".join(text.text() for text in page.findChildren(Text))
    for said in ("改ざん検知の印", settings_messages.PROVES, settings_messages.LEAVES):
        assert said in told
    with window.desk.store.write() as uow:
        any_: Any = uow
        any_.connection.exec_driver_sql("UPDATE audit SET actor = 'nobody' WHERE number = 2")
        uow.commit()
    click(qtbot, page.check)
    settle(qtbot, window)
    told = page.checked.text()
    assert "1件" in told
    assert any("操作の記録のつながり" in text.text() for text in page.findChildren(Text))
    assert "情報担当" in told
    page.checked.findChildren(QPushButton)[0].click()
    assert screen.dialog.isVisible()
    screen.dialog.reject()


def test_a_read_only_store_is_checked_too_and_a_share_that_is_gone_is_said(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dxdesk import bootstrap

    desk = bootstrap.open_desk(str(office.hr), PASSPHRASE, read_only=True)
    window = show(desk)
    screen: Any = window.go("settings")
    settle(qtbot, window)
    click(qtbot, screen.tabs.page(0).check)
    page = screen.check_page
    settle(qtbot, window)
    assert "異常は見つかりませんでした" in page.checked.text()
    real: Any = desk.store
    monkeypatch.setattr(real, "path", office.folder / "外した共有" / "人事.dxdesk")
    click(qtbot, page.check)
    settle(qtbot, window)
    assert "異常" not in page.checked.text()
    assert page.checked.text()
    assert page.check.isEnabled()
