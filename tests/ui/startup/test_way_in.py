"""What is typed on the way in is kept, and the first minutes need neither a manual nor a mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.programs.scenario.demo import LISTING, Listing
from dxdesk.programs.window import sample_secret
from dxdesk.ui.startup import app, messages, recent, welcome
from dxdesk.ui.startup.app import Program
from dxdesk.ui.startup.create import CreateDialog
from dxdesk.ui.startup.welcome import Welcome
from dxdesk.usecases.inbox.opening import create_store
from tests.helpers.screens import idle, settle, write
from tests.helpers.town import PASSPHRASE
from tests.ui.office import MUNICIPALITY, Office


def shown_texts(widget: QWidget) -> str:
    """Return all that one reads on a window."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    qtbot.keyClick(widget, key)


# --- what was typed stays --------------------------------------------------------------------------


def test_a_store_that_cannot_be_made_leaves_everything_typed_where_it_was(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    program.show_welcome().new_wanted.emit()
    dialog: Any = program.dialog
    dialog.code.setText("131091")
    dialog.location.setText(str(tmp_path / "ないフォルダー" / "人事.dxdesk"))
    dialog.entry.first.setText(PASSPHRASE)
    dialog.entry.second.setText(PASSPHRASE)
    begun: list[object] = []
    create = program.launcher.create_desk

    def counted(*wanted: Any) -> Any:
        begun.append(wanted)
        return create(*wanted)

    program.launcher = program.launcher._replace(create_desk=counted)
    dialog.accept_button.click()
    dialog.accept()  # Enter in a field
    assert not dialog.accept_button.isEnabled(), "it rests while the store is being made"
    dialog.reject()
    assert dialog.isVisible(), "not closed in the middle: nobody would see the store"
    idle(qtbot, program)
    assert len(begun) == 1
    assert dialog.isVisible()
    assert "フォルダー" in dialog.banner.text()
    assert dialog.focusWidget() is dialog.location
    assert (dialog.code.text(), dialog.name.text()) == ("131091", "品川区")
    assert dialog.entry.text() == PASSPHRASE
    dialog.location.setText(str(tmp_path / "人事.dxdesk"))
    dialog.accept_button.click()
    idle(qtbot, program)
    assert not dialog.isVisible()
    assert program.window is not None
    assert program.window.desk.identity.municipality_name == "品川区"


def test_a_form_whose_store_cannot_be_made_keeps_its_dialog(
    qtbot: QtBot, program: Program, office: Office, tmp_path: Path
) -> None:
    program.show_welcome().files_chosen.emit([office.form("001003")])
    idle(qtbot, program)
    dialog: Any = program.dialog
    dialog.with_passphrase.setChecked(True)
    for field in (dialog.entry.first, dialog.entry.second):
        field.setText("みじかい")
    (tmp_path / "ここにある.dxdesk").write_bytes(b"")
    dialog.location.setText(str(tmp_path / "ここにある.dxdesk"))
    dialog.accept_button.click()
    idle(qtbot, program)
    assert dialog.isVisible()
    assert dialog.banner.isVisible()
    assert dialog.location.isVisible(), "the folded place is opened where it is to be changed"
    assert dialog.focusWidget() is dialog.location
    assert dialog.entry.text() == "みじかい"
    dialog.location.setText(str(tmp_path / "わたし.dxdesk"))
    dialog.accept_button.click()
    idle(qtbot, program)
    assert program.window is not None
    assert program.window.current == "self_report"
    with pytest.raises(KnownError, match="パスフレーズ"):
        bootstrap.open_desk(str(tmp_path / "わたし.dxdesk"), "")


def test_a_bug_behind_a_dialog_is_said_in_it(
    qtbot: QtBot, program: Program, tmp_path: Path, bugs: list[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    program.launcher = program.launcher._replace(create_desk=broken)
    program.show_welcome().new_wanted.emit()
    dialog: Any = program.dialog
    dialog.code.setText("131091")
    dialog.location.setText(str(tmp_path / "人事.dxdesk"))
    dialog.entry.first.setText(PASSPHRASE)
    dialog.entry.second.setText(PASSPHRASE)
    dialog.accept_button.click()
    idle(qtbot, program)
    assert bugs.pop()
    assert "不具合" in dialog.banner.text()
    assert dialog.accept_button.isEnabled()


def test_a_passphrase_mistyped_five_times_leaves_the_dialog_as_it_was(qtbot: QtBot, program: Program) -> None:
    def refused(_: str, passphrase: str, *__: object) -> Any:
        code = "wrong-passphrase" if passphrase else "passphrase-needed"
        raise KnownError(code, "パスフレーズが違うため、開けません。", "もう一度入れてください。")

    program.launcher = program.launcher._replace(open_desk=refused)
    program.show_welcome().store_chosen.emit("人事.dxdesk")
    idle(qtbot, program)
    dialog: Any = program.dialog
    heights = set()
    for attempt in range(5):
        dialog.entry.first.setText(f"ちがう合言葉{attempt}")
        dialog.accept_button.click()
        idle(qtbot, program)
        qtbot.wait(20)
        assert program.dialog is dialog
        assert dialog.focusWidget() is dialog.entry.first
        assert dialog.entry.first.selectedText() == f"ちがう合言葉{attempt}", "typing again replaces it"
        heights.add(dialog.height())
    assert len(heights) == 1, "the dialog does not grow with every try"


# --- the short first step --------------------------------------------------------------------------


def test_an_employee_reads_a_code_and_presses_one_button(
    qtbot: QtBot, program: Program, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dxdesk.ui.startup.found_file.documents_folder", lambda: tmp_path / "まだない書類")
    program.show_welcome().files_chosen.emit([office.form("001003")])
    idle(qtbot, program)
    dialog: Any = program.dialog
    read = shown_texts(dialog)
    for said in (
        messages.HR_CODE,
        "「設定」の「この台帳」",
        "「ドキュメント」の「個人_001003.dxdesk」",
        "誰でも",
    ):
        assert said in read
    assert not dialog.location.isVisible()
    assert not dialog.entry.isVisible()
    assert dialog.focusWidget() is dialog.accept_button
    press(qtbot, dialog.accept_button, Qt.Key.Key_Return)
    idle(qtbot, program)
    assert program.window is not None
    assert program.window.current == "self_report"
    assert (tmp_path / "まだない書類" / "個人_001003.dxdesk").exists(), "the folder proposed is made"


def test_a_wanted_passphrase_is_not_left_empty_and_an_unwanted_one_not_taken(
    qtbot: QtBot, program: Program, office: Office, tmp_path: Path
) -> None:
    program.show_welcome().files_chosen.emit([office.form("001004")])
    idle(qtbot, program)
    dialog: Any = program.dialog
    dialog.change_place.click()
    assert dialog.location.isVisible()
    dialog.location.setText(str(tmp_path / "わたし"))
    dialog.with_passphrase.setChecked(True)
    assert dialog.focusWidget() is dialog.entry.first
    dialog.accept_button.click()
    assert messages.PASSPHRASE_EMPTY in dialog.banner.text()
    dialog.entry.first.setText("打ちかけ")
    dialog.accept_button.click()
    assert "もう一度" in dialog.banner.text()
    dialog.with_passphrase.setChecked(False)
    dialog.accept_button.click()
    idle(qtbot, program)
    bootstrap.open_desk(str(tmp_path / "わたし.dxdesk"), "", read_only=True).store.close()


def test_a_confirmer_is_asked_for_a_passphrase_at_once(
    qtbot: QtBot, program: Program, office: Office
) -> None:
    from tests.helpers.town import CHIEF

    program.show_welcome().files_chosen.emit([office.package(CHIEF)])
    idle(qtbot, program)
    dialog: Any = program.dialog
    assert not dialog.with_passphrase.isVisible()
    assert dialog.focusWidget() is dialog.entry.first
    dialog.accept_button.click()
    assert "12文字" in dialog.banner.text()


# --- keys of the first window ----------------------------------------------------------------------


def test_every_way_in_is_pressed_by_enter(qtbot: QtBot, program: Program) -> None:
    welcome = program.show_welcome()
    pressed: list[QWidget] = []
    for tile in (welcome.open_tile, welcome.new_tile, welcome.sample_tile):
        tile.clicked.disconnect()
        tile.clicked.connect(lambda *_, tile=tile: pressed.append(tile))
        press(qtbot, tile, Qt.Key.Key_Return)
    assert pressed == [welcome.open_tile, welcome.new_tile, welcome.sample_tile]


@pytest.mark.parametrize(("width", "height"), [(911, 490), (820, 430)])
def test_on_a_low_display_every_way_in_is_seen_from_edge_to_edge(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    """The list of ways scrolls there (150 % on a laptop), and no more goes under its bar."""
    app.prepare()
    monkeypatch.setattr(welcome, "ROOMY", 10_000)
    window = Welcome()
    qtbot.addWidget(window)
    window.resize(width, height)
    window.show()
    QApplication.processEvents()
    for tile in (window.open_tile, window.new_tile, window.sample_tile):
        area = tile.parentWidget()
        while not isinstance(area, QScrollArea):
            area = area.parentWidget()
        seen = area.viewport().width()
        assert tile.mapTo(area.viewport(), tile.rect().topRight()).x() < seen
        for text in tile.findChildren(QLabel):
            assert text.height() >= text.heightForWidth(text.width()), text.text()
            assert text.mapTo(tile, text.rect().bottomLeft()).y() < tile.height(), text.text()


def test_the_keys_of_every_window_work_in_the_first_one_too(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    welcome = program.show_welcome()
    filters: list[str] = []

    def chosen(*asked: str) -> tuple[list[str], str]:
        filters.append(asked[-1])
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", chosen)
    qtbot.keyClick(welcome.new_tile, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert [word in filters[0] for word in ("*.xlsx", "*.csv", "*.txt", "*.tsv", "*.dxdesk")] == [True] * 5
    press(qtbot, welcome.new_tile, Qt.Key.Key_F1)
    manual: Any = program._manual
    assert manual.isVisible()
    assert not manual.guide.isVisible(), "there is no screen yet that it could lead through"
    manual.close()


def test_the_first_key_goes_to_the_store_used_last(
    qtbot: QtBot, program: Program, office: Office, tmp_path: Path
) -> None:
    welcome = program.show_welcome()
    assert welcome.focusWidget() is welcome.open_tile, "on a new PC a file has arrived"
    for name in ("人事.dxdesk", "なくなった.dxdesk"):
        place = str(office.hr if name == "人事.dxdesk" else tmp_path / name)
        recent.remember(recent.Recent(place, "人事・検証区", "2026-04-01T00:00:00Z", "hr", ""))
    program.show_welcome()
    row: Any = welcome.focusWidget()
    wanted: list[str] = []
    welcome.store_chosen.disconnect()
    welcome.store_chosen.connect(wanted.append)
    press(qtbot, row, Qt.Key.Key_Return)
    for label in row.findChildren(QLabel):
        qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    assert wanted == [str(office.hr)] * 3, "by Enter, on the name and on the line under it"


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        (Qt.DropAction.MoveAction, False),
        (Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, True),
    ],
)
def test_a_dropped_file_is_copied_and_never_moved(
    qtbot: QtBot, program: Program, tmp_path: Path, offered: Qt.DropAction, taken: bool
) -> None:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    got: list[Any] = []
    welcome.files_chosen.connect(got.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "申告票.xlsx"))])
    how = offered, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPoint(20, 20).toPointF(), *how)
    event.setDropAction(Qt.DropAction.MoveAction)
    enter = QDragEnterEvent(QPoint(20, 20), *how)
    enter.ignore()
    welcome.dragEnterEvent(enter)
    assert enter.isAccepted() is taken
    event.ignore()
    welcome.dropEvent(event)
    qtbot.wait(1)
    assert bool(got) is taken
    if taken:
        assert event.dropAction() is Qt.DropAction.CopyAction


# --- the lock --------------------------------------------------------------------------------------


def test_a_window_hidden_by_key_says_so(qtbot: QtBot, program: Program, office: Office) -> None:
    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    assert program.window is not None
    program.window.lock()
    assert not program.window.isVisible()
    dialog: Any = program.dialog
    read = shown_texts(dialog)
    assert "Ctrl+L" in read
    assert "しばらく" not in read


def test_a_store_without_a_passphrase_says_why_it_is_not_hidden(
    qtbot: QtBot, program: Program, office: Office
) -> None:
    office.personal("001003").store.close()
    program.open_store(str(office.folder / "個人_001003.dxdesk"), "")
    idle(qtbot, program)
    assert program.window is not None
    program.window.lock()
    assert program.window.isVisible()
    assert messages.NO_LOCK in program.window.banner.text()


# --- whose code it is ------------------------------------------------------------------------------


def test_a_code_proposes_the_name_and_leaves_a_typed_one_alone(qtbot: QtBot) -> None:
    dialog = CreateDialog()
    qtbot.addWidget(dialog)
    dialog.code.setText("132063")
    assert (dialog.name.text(), "東京都府中市" in dialog.hint.text()) == ("府中市", True)
    dialog.code.setText("342084")
    assert "広島県府中市" in dialog.hint.text()
    dialog.code.setText("131091")
    assert dialog.name.text() == "品川区", "a proposal gives way to the next one"
    dialog.name.clear()
    write(dialog.name, "検証区")
    dialog.code.setText("010006")
    assert (dialog.name.text(), "北海道" in dialog.hint.text()) == ("検証区", True)
    dialog.code.setText("999997")
    assert "一覧にはない" in dialog.hint.text()


def test_a_slip_in_a_code_is_seen_before_anything_is_made(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CreateDialog()
    qtbot.addWidget(dialog)
    tried: list[bool] = []
    dialog.try_with(lambda: tried.append(True))
    dialog.show()
    dialog.code.setText("131092")
    dialog.name.setText("品川区")
    assert "検査数字" in dialog.hint.text()
    dialog.accept_button.click()
    assert not tried
    assert "検査数字" in dialog.banner.text()
    assert dialog.focusWidget() is dialog.code


@pytest.mark.parametrize("role", [Role.HR, Role.DX])
def test_an_office_cannot_begin_with_a_code_whose_last_digit_is_wrong(tmp_path: Path, role: Role) -> None:
    location = tmp_path / "台帳.dxdesk"
    with pytest.raises(KnownError) as refused:
        create_store(bootstrap.services(), str(location), role, ("131092", "検証区"), PASSPHRASE)
    assert refused.value.code == "municipality-check-digit"
    assert not location.exists()


def test_a_person_takes_over_the_code_their_office_began_with_long_ago(tmp_path: Path) -> None:
    made = create_store(
        bootstrap.services(),
        str(tmp_path / "個人.dxdesk"),
        Role.PERSONAL,
        ("131092", "検証区"),
        "",
        "001003",
    )
    assert made.identity.municipality_code == "131092"
    made.store.close()


# --- the sample ------------------------------------------------------------------------------------


def test_the_sample_tells_its_passphrase_at_the_door_and_inside(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    location = tmp_path / "dxdesk見本" / "台帳" / "人事課.dxdesk"
    location.parent.mkdir(parents=True)
    create_store(bootstrap.services(), str(location), Role.HR, MUNICIPALITY, PASSPHRASE).store.close()
    listing = Listing(tmp_path / "dxdesk見本", {})
    listing.stores.append({"role": "hr", "path": "台帳/人事課.dxdesk", "passphrase": PASSPHRASE})
    listing.write(complete=True)
    assert sample_secret(str(location)) == PASSPHRASE
    assert sample_secret(str(location.with_name("ほか.dxdesk"))) == ""
    program.show_welcome().store_chosen.emit(str(location))
    idle(qtbot, program)
    dialog: Any = program.dialog
    assert PASSPHRASE in dialog.banner.text()
    dialog.entry.first.setText(PASSPHRASE)
    dialog.accept_button.click()
    idle(qtbot, program)
    assert program.window is not None
    settle(qtbot, program.window)
    assert PASSPHRASE in program.window.banner.text()
    window = program.window
    window.banner.hide()
    guide, window.guide = window.guide, None
    window._align_over()
    window.banner.say("見本の台帳です。")
    assert window._over.contentsMargins().top() > 0, "the card stands off the edge, whoever said it"
    window.guide = guide

    window.passphrase_changed.emit("ほかの言葉 2027")
    program._ask_passphrase(str(location))
    dialog = program.dialog
    assert PASSPHRASE not in dialog.banner.text(), "it does not open it any more"
    assert dialog.banner.text()
    dialog.reject()
    window.passphrase_changed.emit(PASSPHRASE)
    program._ask_passphrase(str(location))
    assert PASSPHRASE in program.dialog.banner.text()  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"made_by": "dxdesk demo"}', '{"made_by": "x"}'])
def test_a_store_beside_some_other_list_is_no_sample(tmp_path: Path, text: str) -> None:
    (tmp_path / LISTING).write_text(text, encoding="utf-8")
    assert sample_secret(str(tmp_path / "台帳" / "人事課.dxdesk")) == ""
