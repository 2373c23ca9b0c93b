"""A confirmer who has received answers, or typed them in, is led on to confirming them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import Problem
from dxdesk.ports.entities import Role
from dxdesk.ui.receive.ledger import LedgerPage
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import CHIEF, MISAKI
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def press(qtbot: QtBot, screen: Any, text: str) -> QPushButton:
    found: list[QPushButton] = list(screen.banner.findChildren(QPushButton))
    act = next(one for one in found if one.text() == text and one.isVisible())
    assert act.property("look") == "primary", "the one next step"
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    return act


def take(qtbot: QtBot, window: MainWindow, files: list[Path]) -> Any:
    window.take_files(files)
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    return screen


def test_a_confirmer_goes_on_to_confirming_what_they_received(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.section(CHIEF))
    screen = take(qtbot, window, [office.answered()])
    assert screen.discard.property("look") == "secondary"
    press(qtbot, screen, "確認に進む")
    settle(qtbot, window)
    assert window.screens["review"].isVisible()


def test_hr_is_not_led_to_a_screen_it_has_not(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen = take(qtbot, window, [office.answered()])
    acts = [one.text() for one in screen.banner.findChildren(QPushButton) if one.isVisible()]
    assert "確認に進む" not in acts


def test_after_typing_in_an_answer_one_goes_on_to_confirm_that_person(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.section(CHIEF))
    screen: Any = window.go("proxy")
    settle(qtbot, window)
    screen.people.pick(lambda person: person.number == MISAKI)
    settle(qtbot, window)
    panel = screen.panel
    for item in panel.work.items[1:]:
        panel.work.choose(item.uid, 1)
    panel.go_to(panel.places[-1])
    assert not panel.submit_page.lack_card.isHidden(), "one item is not answered"
    panel.submit()
    for _ in range(3):
        settle(qtbot, window)
    assert panel.submit_page.lack_card.isHidden(), "it is said before submitting"
    assert panel.next.property("look") == "secondary"
    press(qtbot, screen, "確認に進む")
    settle(qtbot, window)
    review: Any = window.screens["review"]
    assert review.isVisible()
    assert review.page.work.person.employee_number == MISAKI


def test_an_undone_receipt_demands_nothing_any_more_while_one_looks_at_it(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    take(qtbot, window, [office.twice(MISAKI)])
    page = LedgerPage(Role.HR)
    qtbot.addWidget(page)
    newest = ledgers.receipts(window.desk)[0]
    asking = replace(newest, problems=(Problem("confirm-again", "もう一度確認が要ります。"),))
    page.show_receipts([asking])
    page.table.pick(lambda receipt: True)
    assert not page.notes.isHidden()
    page.show_receipts([replace(asking, live=False, undone_at="2026-12-01T00:00:00Z")])
    assert page.notes.isHidden()
