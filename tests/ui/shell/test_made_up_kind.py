"""A kind of workbook that was added stands in 帳票, in the ledgers and in the audit of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.ui.settings import audit
from dxdesk.ui.settings.record_pages import DispatchPage
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import made_up_kind
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def test_the_window_makes_and_names_it(qtbot: QtBot, show: Show, office: Office, tmp_path: Path) -> None:
    with made_up_kind.known() as kind:
        window = show(office.open_hr())
        screen: Any = window.go("documents")
        settle(qtbot, window)
        act = screen.file_cards[kind.word]
        assert act.accessibleName() == f"{kind.label}を作る"
        act.click()
        settle(qtbot, window)
        screen.dialog.folder.setText(str(tmp_path / "分担"))
        assert screen.dialog.whose.scope.count() == 3, "it can be made for one section or one person"
        assert not screen.dialog.lock.isChecked()
        assert not screen.dialog.guide.isVisible()
        qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
        for _ in range(3):
            settle(qtbot, window)
        assert list((tmp_path / "分担").glob(f"{kind.label}_*.xlsx"))
        assert kind.written.following in screen.banner.text()

        page = DispatchPage()
        qtbot.addWidget(page)
        page.show_dispatches(ledgers.dispatches(window.desk))
        model = page.table.model()
        assert kind.said in {model.index(line, 2).data() for line in range(model.rowCount())}
        with window.desk.store.read() as uow:
            entry = uow.audit.entries()[0]
        assert audit.action(entry) == kind.written.made
