"""The training screen as the tests come to it and press on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.domain.contents import Audience, CourseSaid, SessionSaid
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.training.editing import save_course, save_session
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]
MUST = CourseSaid("must", "情報セキュリティ研修", ("セキュリティ",), "情報システム課",
                  audience=(Audience("", "", "required"),), recurrence="yearly")  # fmt: skip
FREE = CourseSaid("free", "動画で学ぶDX", form=("動画・記事",))
JUNE = SessionSaid("must", "第1回", "2026-06-10", place="大会議室", seats=40)


def opened(qtbot: QtBot, show: Show, desk: Desk, **what: object) -> tuple[MainWindow, Any]:
    window = show(desk)
    screen: Any = window.go("training", what)
    settle(qtbot, window)
    settle(qtbot, window)
    return window, screen


def pressed(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    # A button that was only now put into a layout is shown by a later event.
    qtbot.waitUntil(part.isVisible, timeout=5_000)
    assert part.isEnabled(), part.text()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)


def named(top: QWidget, name: str) -> Any:
    found = top.findChild(QPushButton, name)
    assert found is not None, name
    return found


def using(office: Office) -> Desk:
    """HR's store of an office that uses the ledger and has nothing in it yet."""
    desk = office.open_hr()
    capabilities.switch(desk, "training", True)
    return desk


def begun(office: Office) -> Desk:
    """A ledger with a required course, held once, and one that nobody must take."""
    desk = using(office)
    save_course(desk, MUST)
    save_course(desk, FREE)
    save_session(desk, JUNE)
    with desk.store.write() as uow:
        said = ((TEAM[0], "修了"), (TEAM[1], "出席"))
        uow.people.add_evidence(
            EvidenceRecord(number, "course", MUST.name, "2026-06-10", word, word == "修了")
            for number, word in said
        )
        uow.commit()
    return desk


def cells(table: Any) -> list[list[str]]:
    model = table.model()
    columns = range(model.columnCount())
    return [
        [str(model.index(line, column).data() or "") for column in columns]
        for line in range(model.rowCount())
    ]


def kept(desk: Desk, code: str) -> CourseSaid:
    with desk.store.read() as uow:
        found = ledger(uow).course(code)
    assert found is not None
    return found
