from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.ports.entities import Role
from dxdesk.ui.startup import app, recent
from dxdesk.ui.startup.app import Program
from dxdesk.ui.startup.create import CreateDialog
from dxdesk.ui.startup.lock import IdleWatch, Secret
from dxdesk.ui.widgets import passphrase_messages
from dxdesk.ui.widgets.passphrase import strength
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.inbox.opening import Recognised
from tests.helpers.screens import idle, write
from tests.helpers.town import PASSPHRASE
from tests.ui.office import Office


def test_a_received_form_becomes_ones_own_store_in_a_few_clicks(
    qtbot: QtBot, program: Program, office: Office, tmp_path: Path
) -> None:
    welcome = program.show_welcome()
    welcome.files_chosen.emit([office.form("001003")])
    idle(qtbot, program)
    dialog: Any = program.dialog
    dialog.location.setText(str(tmp_path / "わたし"))
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    idle(qtbot, program)
    assert program.window is not None
    assert program.window.desk.role is Role.PERSONAL
    assert program.window.isVisible()
    assert not welcome.isVisible()
    assert recent.load()[0].location == str(tmp_path / "わたし.dxdesk")
    # Who opens a form came to answer it: no detour over home.
    assert program.window.current == "self_report"
    assert program.window.screens["home"].findChild(QPushButton, "todo-own-form") is not None


def test_hr_begins_and_is_kept_from_a_weak_passphrase(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    welcome = program.show_welcome()
    qtbot.mouseClick(welcome.new_tile, Qt.MouseButton.LeftButton)
    dialog: Any = program.dialog
    dialog.code.setText("131091")
    write(dialog.name, "検証区")
    dialog.location.setText(str(tmp_path / "人事.dxdesk"))
    dialog.entry.first.setText("1234")
    dialog.entry.second.setText("1234")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "12文字" in dialog.banner.text()
    dialog.entry.first.setText(PASSPHRASE)
    dialog.entry.second.setText(PASSPHRASE)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    idle(qtbot, program)
    assert program.window is not None
    assert (tmp_path / "人事.dxdesk").exists()
    home: Any = program.window.screens["home"]
    assert home.findChild(QPushButton, "todo-no-roster") is not None


def test_a_wrong_passphrase_is_said_and_may_be_tried_again(
    qtbot: QtBot, program: Program, office: Office
) -> None:
    program.show_welcome().store_chosen.emit(str(office.hr))
    idle(qtbot, program)
    dialog: Any = program.dialog
    dialog.entry.first.setText("ちがう合言葉")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    idle(qtbot, program)
    assert "違う" in dialog.banner.text()
    dialog.entry.first.setText(PASSPHRASE)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    idle(qtbot, program)
    assert program.window is not None
    assert program.window.isVisible()


def test_a_store_somebody_writes_to_can_be_looked_at(qtbot: QtBot, program: Program, office: Office) -> None:
    other = office.open_hr()
    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    banner = program.show_welcome().banner
    qtbot.mouseClick(banner._act, Qt.MouseButton.LeftButton)
    idle(qtbot, program)
    assert program.window is not None
    assert program.window.desk.store.read_only
    assert not program.window.status.locked.isHidden()
    other.store.close()


def test_the_window_hides_when_nobody_is_there_and_comes_back(
    qtbot: QtBot, program: Program, office: Office
) -> None:
    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    window = program.window
    assert window is not None
    program.locker.lock()
    assert not window.isVisible()
    dialog: Any = program.dialog
    assert any("しばらく操作がなかった" in label.text() for label in dialog.findChildren(QLabel))
    dialog.entry.first.setText("ちがう")
    dialog.accept()
    assert not window.isVisible()
    dialog.entry.first.setText(PASSPHRASE)
    dialog.accept()
    assert window.isVisible()


def test_the_ended_program_looks_at_no_event_any_more(
    qtbot: QtBot, program: Program, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    look = IdleWatch.eventFilter

    def noted(watch: IdleWatch, watched: QObject, event: QEvent) -> bool:
        seen.append(watch)
        return look(watch, watched, event)

    monkeypatch.setattr(IdleWatch, "eventFilter", noted)
    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    assert seen
    program.shut()
    seen.clear()
    QApplication.sendEvent(QObject(), QEvent(QEvent.Type.User))
    assert not seen


def test_a_file_of_another_kind_is_explained(qtbot: QtBot, program: Program, office: Office) -> None:
    program.show_welcome().files_chosen.emit([office.folder / "職員名簿.csv"])
    idle(qtbot, program)
    assert program.window is None
    assert not program.show_welcome().banner.isHidden()


@pytest.mark.parametrize(
    ("text", "least"), [("short", 0), ("aaaaaaaaaaaaaa", 1), ("みどりのかえるが3匹いる", 2)]
)
def test_strength_rises_with_length_and_variety(text: str, least: int) -> None:
    assert strength(text) >= least
    assert strength("aaaaaaaaaaaa") < strength("みどりのかえるが3匹いる")


def test_a_passphrase_is_recognised_without_being_kept() -> None:
    secret = Secret(PASSPHRASE)
    assert secret.matches(PASSPHRASE)
    assert not secret.matches(PASSPHRASE + " ")
    assert PASSPHRASE not in repr(vars(secret))


def test_a_double_clicked_form_is_recognised_at_once(qtbot: QtBot, program: Program, office: Office) -> None:
    program.start(str(office.form("001004")))
    qtbot.waitUntil(lambda: program.dialog is not None, timeout=20_000)
    dialog: Any = program.dialog
    assert dialog.isVisible()
    assert dialog.location.text().endswith("個人_001004.dxdesk")


def test_a_second_file_goes_into_the_store_there_is_already(
    qtbot: QtBot, program: Program, office: Office, tmp_path: Path
) -> None:
    office.personal("001003").store.close()
    mine = office.folder / "個人_001003.dxdesk"
    other = recent.Recent(str(office.hr), "人事・検証区", "2026-04-01T00:00:00Z", "hr", "")
    recent.remember(recent.Recent(str(mine), "個人・検証区", "2026-04-01T00:00:00Z", "personal", "001003"))
    recent.remember(other)
    again = tmp_path / "もう一度届いた票.xlsx"
    shutil.copy2(next(office.answers.glob("*001003*")), again)  # filled in: another file than the form
    program.take_files([again])
    idle(qtbot, program)
    idle(qtbot, program)
    assert program.window is not None
    assert program.window.desk.role is Role.PERSONAL
    assert program.window.current == "receive"
    screen: Any = program.window.screens["receive"]
    assert [Path(report.path).name for report in screen.preview.files] == [again.name]
    assert program.carried == []


def test_the_same_form_from_another_folder_goes_on_with_the_answers(
    qtbot: QtBot, program: Program, office: Office, tmp_path: Path
) -> None:
    office.personal("001003").store.close()
    mine = office.folder / "個人_001003.dxdesk"
    recent.remember(recent.Recent(str(mine), "個人・検証区", "2026-04-01T00:00:00Z", "personal", "001003"))
    elsewhere = tmp_path / "ダウンロード"
    elsewhere.mkdir()
    shutil.copy2(office.form("001003"), elsewhere / "申告票(1).xlsx")
    program.take_files([elsewhere / "申告票(1).xlsx"])
    idle(qtbot, program)
    idle(qtbot, program)
    assert program.window is not None
    assert program.window.current == "self_report"
    assert "取込み済み" in program.window.status.saved.text()
    assert "receive" not in program.window.screens, "nothing is received a second time"


def test_a_result_opens_the_store_of_whom_it_is_for(
    qtbot: QtBot, program: Program, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.personal("001003").store.close()
    for number, role in (("001004", "personal"), ("001003", "personal"), ("", "hr")):
        place = office.hr if role == "hr" else office.folder / f"個人_{number}.dxdesk"
        place.touch()
        recent.remember(recent.Recent(str(place), "検証区", "2026-04-01T00:00:00Z", role, number))
    result = Recognised(
        office.form("001003"), "result", "結果通知票", None, "", "001003", "", "", "", "", "", "personal"
    )
    monkeypatch.setattr(opening, "recognise", lambda *_: result)
    program.take_files([office.folder / "結果通知票.xlsx"])
    idle(qtbot, program)
    idle(qtbot, program)
    assert program.window is not None
    assert program.window.desk.identity.owner == "001003"
    assert program.window.current == "receive"


def test_a_roster_offers_the_hr_store_and_is_looked_at_there(
    qtbot: QtBot, program: Program, office: Office
) -> None:
    recent.remember(recent.Recent(str(office.hr), "人事・検証区", "2026-04-01T00:00:00Z", "hr", ""))
    program.take_files([office.folder / "職員名簿.csv"])
    idle(qtbot, program)
    banner = program.show_welcome().banner
    qtbot.mouseClick(banner._act, Qt.MouseButton.LeftButton)
    idle(qtbot, program)
    dialog: Any = program.dialog
    dialog.entry.first.setText(PASSPHRASE)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    idle(qtbot, program)
    idle(qtbot, program)
    assert program.window is not None
    assert program.window.current == "receive"
    screen: Any = program.window.screens["receive"]
    offered = screen.reports.findChild(QPushButton, "as-table")
    assert offered is not None, "the screen says where tables go"


def test_a_list_of_an_older_version_still_names_its_stores(program: Program, tmp_path: Path) -> None:
    from dxdesk import paths

    line = '[{"location": "a.dxdesk", "caption": "個人", "opened_at": "2026-04-01T00:00:00Z"}]'
    (paths.user_data_dir() / "recent.json").write_text(line, encoding="utf-8")
    assert recent.load() == (recent.Recent("a.dxdesk", "個人", "2026-04-01T00:00:00Z"),)


def test_a_tile_is_pressed_wherever_one_clicks_on_it(program: Program, qtbot: QtBot) -> None:
    tile = program.show_welcome().new_tile
    pressed: list[bool] = []
    tile.clicked.connect(lambda *_: pressed.append(True))
    parts = tile.findChildren(QLabel)
    assert len(parts) == 3
    for part in parts:
        qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
        assert program.dialog is not None
        program.dialog.reject()
    assert len(pressed) == len(parts)


def test_before_there_is_a_store_one_sees_what_the_frameworks_are_about(
    program: Program, qtbot: QtBot
) -> None:
    qtbot.mouseClick(program.show_welcome().new_tile, Qt.MouseButton.LeftButton)
    asked: Any = program.dialog
    qtbot.mouseClick(asked.presets, Qt.MouseButton.LeftButton)
    idle(qtbot, program)
    shown: Any = asked.shown
    assert shown.choice.count() == 5
    names = [shown.choice.itemText(position) for position in range(5)]
    shown.choice.setCurrentIndex(next(n for n, name in enumerate(names) if "柏市" in name))
    assert "柏市" in shown.preview.name.text()
    assert "スキル" in shown.preview.facts.text()
    qtbot.mouseClick(shown.accept_button, Qt.MouseButton.LeftButton)
    assert asked.isVisible(), "what was typed so far is still there"


def test_three_words_are_strong_enough_as_the_hint_says() -> None:
    assert strength("umi yama kawa") == 2
    assert strength("aaaa aaaa aaaa") == 1
    assert strength("a b c") == 0


def test_enter_in_a_new_passphrase_goes_on_to_typing_it_again(qtbot: QtBot, tmp_path: Path) -> None:
    app.prepare()
    dialog = CreateDialog(folder=tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.code.setText("131091")
    dialog.name.setText("品川区")
    first, second = dialog.entry.first, dialog.entry.second
    first.setFocus()
    qtbot.keyClicks(first, "umi yama kawa")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert not dialog.banner.isVisible(), "nothing is wrong yet"
    assert dialog.focusWidget() is second
    first.setFocus()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert passphrase_messages.AGAIN in dialog.banner.text()
    assert dialog.focusWidget() is second
    qtbot.keyClicks(second, "umi yama kaw")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert passphrase_messages.MISMATCH in dialog.banner.text()
    assert dialog.focusWidget() is second
    tried: list[bool] = []
    dialog.try_with(lambda: tried.append(True))
    second.clear()
    qtbot.keyClicks(second, "umi yama kawa")
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert tried
