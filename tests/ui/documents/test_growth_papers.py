"""The papers of growth files in the window: there where the office keeps them, of one person at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.contents import FileEntry
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.growth_files import keeping
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.growth_files import WORK, switch_on
from tests.helpers.screens import settle
from tests.pdf.reading import text_of
from tests.ui.office import TEAM, Office

PAPERS = {"growth-file", "grounds", "accreditation-certificate", "award-certificate"}
Show = Callable[[Desk], MainWindow]


def come(qtbot: QtBot, window: MainWindow, **what: str) -> Any:
    screen: Any = window.go("documents", what)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not screen._later.isActive() and window.operations.idle, timeout=20_000)
    return screen


def test_hr_sees_a_file_at_once_and_makes_a_numbered_paper_when_asked(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    switch_on(desk)
    keeping.add(desk, WORK, TEAM[0])
    keeping.add(desk, FileEntry("accreditation", "エキスパート職員", "2026-04-01"), TEAM[0])
    window = show(desk)
    screen = come(qtbot, window, kind="growth-file", employee=TEAM[0])
    assert set(screen.kinds) >= PAPERS
    assert WORK.name in text_of(screen.preview.data)
    screen = come(qtbot, window, kind="accreditation-certificate")
    assert not screen.preview.data
    qtbot.mouseClick(screen.show_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: bool(screen.preview.data), timeout=20_000)
    assert "エキスパート職員に認定します" in text_of(screen.preview.data)


def test_an_office_that_keeps_none_sees_no_trace(qtbot: QtBot, show: Show, office: Office) -> None:
    screen = come(qtbot, show(office.open_hr()))
    assert not PAPERS & set(screen.kinds)


@pytest.mark.parametrize("used", [True, False])
def test_a_person_prints_their_own_where_the_office_keeps_them(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path, used: bool
) -> None:
    hr = office.open_hr()
    if used:
        switch_on(hr)
    files = export(hr, Export("forms", tmp_path / "申告票", employee=TEAM[0])).files
    hr.store.close()
    desk = office.personal(TEAM[0])
    receive(desk, ReceiveFiles(files))
    if used:
        keeping.add(desk, WORK)
    screen = come(qtbot, show(desk), **({"kind": "growth-file"} if used else {}))
    assert ("growth-file" in screen.kinds) is used
    assert not used or WORK.name in text_of(screen.preview.data)
