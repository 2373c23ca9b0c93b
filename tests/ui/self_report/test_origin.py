"""Where the form one answers is from: a person is told what HR has not confirmed, and may answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.ui.self_report import messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup.app import Program
from dxdesk.usecases.inbox.opening import create_from
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import idle, settle
from tests.helpers.town import CHIEF
from tests.ui.office import Office

EMPLOYEE = "001003"


def from_section(office: Office, out: Path) -> Path:
    """Return the form that the confirmer wrote for somebody."""
    desk = office.section(CHIEF)
    files = export(desk, Export("forms", out, employee=EMPLOYEE)).files
    desk.store.close()
    return files[0]


def shown(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_form_of_a_section_that_hr_has_not_confirmed_says_so_and_is_answered(
    qtbot: QtBot, show: Callable[[Desk], MainWindow], office: Office, tmp_path: Path
) -> None:
    form = from_section(office, tmp_path / "票")
    desk, _ = create_from(bootstrap.services(), form, str(tmp_path / "個人.dxdesk"), "")
    window = show(desk)
    qtbot.mouseClick(window.navigation.buttons["self_report"], Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    assert screen.banner.isVisible()
    told = shown(screen.banner)
    assert "人事課はまだ確かめていません" in told
    assert messages.UNCONFIRMED_TEXT in told
    assert screen.pages.currentWidget() is screen.panel
    sheet = screen.panel.work.sheet
    for basis, wanted in (("earlier", messages.EARLIER), ("certified", "")):
        screen.show_sheet(replace(sheet, basis=basis), "2026-12-01")
        assert screen.banner.isVisible() == bool(wanted)
        assert wanted in shown(screen.banner)
    returned = replace(sheet, round=2, returned="根拠を足してください")
    screen.show_sheet(returned, "2026-12-01")
    told = shown(screen.banner)
    assert "根拠を足してください" in told
    assert "人事課はまだ確かめていません" in told


def test_the_way_in_shows_hrs_code_and_what_nobody_has_confirmed(
    qtbot: QtBot, program: Program, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = from_section(office, tmp_path / "票")
    hr = office.open_hr()
    sealer = hr.services.sealer
    code = sealer.spoken_code(sealer.public_of(hr.store.signing_seed))
    hr.store.close()
    dialogs: list[Any] = []
    monkeypatch.setattr(program, "open_dialog", dialogs.append)
    program.take_files([form])
    idle(qtbot, program)
    dialogs[0].show()
    told = shown(dialogs[0])
    assert "人事課の確認コード" in told
    assert code in told
    assert "人事課は、まだこの所属の鍵を確かめていません" in told
    dialogs[0].close()
