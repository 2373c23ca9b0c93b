from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.ui.look import remembered
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.sending.locking import refuse_place
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's documents, and nothing remembered of an earlier time."""
    home = tmp_path / "人事 花子"
    found = home / "Documents"
    found.mkdir(parents=True)
    monkeypatch.setattr(sending, "documents_folder", lambda: found)
    monkeypatch.setattr(sending, "desktop_folder", lambda: home / "Desktop")
    monkeypatch.setattr(Path, "home", lambda: home)
    kept: dict[str, object] = {}
    monkeypatch.setattr(remembered, "kept", kept.get)
    monkeypatch.setattr(remembered, "keep", kept.__setitem__)
    return found


@pytest.mark.parametrize("last", ["", "Documents", "Documents/一覧", "紙"])
@pytest.mark.parametrize("files", ["Documents", "Documents/配布", "Desktop", "."])
def test_the_list_of_passwords_is_proposed_where_it_may_lie(documents: Path, last: str, files: str) -> None:
    """Whatever was used last, and wherever the files go."""
    home = documents.parent
    if last:
        sending.keep_folder("passwords", home / last)
    refuse_place(sending.list_file(home / files), home / files)


def test_a_refused_place_is_told_in_the_dialog_and_not_remembered(
    qtbot: QtBot, show: Show, office: Office, documents: Path
) -> None:
    window = show(office.open_hr())
    year: Any = window.go("year")
    settle(qtbot, window)
    qtbot.mouseClick(year.packages, Qt.MouseButton.LeftButton)
    dialog = year.dialog
    dialog.each.setChecked(True)
    out = documents / "配布"
    dialog.folder.setText(str(documents))
    assert Path(dialog.listed.text()).parent == documents.parent, "the proposal goes out of the files' way"
    dialog.folder.setText(str(out))
    dialog.listed.setText(str(out / "紙" / "一覧.pdf"))
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert dialog.isVisible()
    assert "同じフォルダーには置けません" in dialog.banner.text()
    assert remembered.kept("folder/passwords") is None
    assert remembered.kept("folder/section-packages") is None
    assert dialog.accept_button.isEnabled()

    listed = documents.parent / "一覧.pdf"
    dialog.listed.setText(str(listed))
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    for _ in range(3):
        settle(qtbot, window)
    assert not dialog.isVisible()
    assert listed.exists()
    assert remembered.kept("folder/passwords") == str(listed.parent)
    assert remembered.kept("folder/section-packages") == str(out)
