"""A result notice that differs from one's own later answers: there is a result to read, nothing to decide."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.ui.home import own_messages
from dxdesk.ui.receive.view import PAGES
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.answering.self_report import open_answers, submit
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.reports.kind import Order
from dxdesk.usecases.reports.skill_sheets import KIND
from dxdesk.usecases.review.conflicts import conflicts
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.finalise import finalise
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
EMPLOYEE = "001003"
LEFT = Qt.MouseButton.LeftButton


def said(part: QWidget) -> str:
    labels: list[QLabel] = list(part.findChildren(QLabel))
    return "\n".join(label.text() for label in labels if not label.isHidden())


@pytest.fixture
def notice(office: Office) -> Path:
    """The notice of somebody who went on answering otherwise in a store of their own."""
    office.twice(EMPLOYEE)
    hr = office.open_hr()
    receive(hr, ReceiveFiles((office.confirmed((EMPLOYEE,)),)))
    finalise(hr)
    out = office.folder / "通知"
    out.mkdir()
    files = export(hr, Export("results", out)).files
    hr.store.close()
    return files[0]


@pytest.fixture
def own(office: Office, notice: Path) -> Desk:
    return bootstrap.open_desk(str(office.folder / f"個人_{EMPLOYEE}.dxdesk"), "")


def test_home_leads_to_reading_the_result_and_to_no_page_that_is_not_offered(
    qtbot: QtBot, show: Show, own: Desk, notice: Path
) -> None:
    receive(own, ReceiveFiles((notice,)))
    assert conflicts(own)
    window = show(own)
    home: Any = window.screens["home"]
    acts = [act for act in home.findChildren(QPushButton) if act.objectName().startswith("todo-")]
    assert [act.objectName() for act in acts] == ["todo-own-result"]
    rows = range(home.skills.proxy.rowCount())
    now = {home.skills.proxy.index(at, 2).data() for at in rows}
    assert own_messages.UNANSWERED not in now, "they were answered, twice"
    assert own_messages.DISPUTED in now
    qtbot.mouseClick(acts[0], LEFT)
    settle(qtbot, window)
    assert window.current == "documents"
    # Whatever else leads to a page that one's own store does not show ends on one that it does.
    for page in PAGES:
        window.go("receive", {"page": page})
        settle(qtbot, window)
        tabs = window.screens["receive"].tabs  # type: ignore[attr-defined]
        assert tabs.isTabVisible(tabs.currentIndex()), page


def test_what_is_said_of_the_notice_is_said_to_the_employee(
    qtbot: QtBot, show: Show, own: Desk, notice: Path
) -> None:
    window = show(own)
    window.take_files([notice])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    text = said(screen.reports)
    assert "結果通知票のとおりです" in text
    for words in ("選び直して提出", "確認者にもう一度", "変えた人に", "人事課の台帳", "もう一度確認が要り"):
        assert words not in text


def test_nothing_is_late_once_it_was_submitted_and_the_sheet_says_that_the_result_is_final(
    qtbot: QtBot, show: Show, own: Desk, notice: Path
) -> None:
    def sheet() -> str:
        pages = pypdf.PdfReader(io.BytesIO(KIND.make(own, Order(), None))).pages
        return "".join(page.extract_text() for page in pages)

    assert "確定" not in sheet()
    receive(own, ReceiveFiles((notice,)))
    assert "確定" in sheet()
    window = show(own)
    window.go("self_report")
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    head = said(screen)
    assert "提出期限" in head
    assert "過ぎています" not in head
    assert not re.search("あと[0-9]", head)


def test_before_the_result_home_leads_to_choosing_anew(qtbot: QtBot, show: Show, office: Office) -> None:
    first = office.twice(EMPLOYEE)
    desk = bootstrap.open_desk(str(office.folder / f"個人_{EMPLOYEE}.dxdesk"), "")
    receive(desk, ReceiveFiles((first,)))
    assert conflicts(desk)
    window = show(desk)
    act = window.screens["home"].findChild(QPushButton, "todo-conflicts")
    qtbot.mouseClick(act, LEFT)
    settle(qtbot, window)
    assert window.current == "self_report"
    submit(desk, office.folder / "三通目", Answers({item.uid: 2 for item in open_answers(desk).items}))
    assert not conflicts(desk), "as it was said"
