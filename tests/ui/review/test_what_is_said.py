"""What 確認 says of itself: how much is below, which key confirms, for what the others wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from dxdesk.domain.lifecycle import State
from dxdesk.domain.text import ANSWER_UNITS
from dxdesk.ui.deciding.grid import LOW_ROW, ROW
from dxdesk.ui.look import theme
from dxdesk.ui.review.spread import _CARD, SpreadPage
from dxdesk.ui.review.view import Review
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.helpers.town import CHIEF, MANAGER
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def confirming(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> tuple[MainWindow, Any]:
    monkeypatch.setattr(Review, "pause", 0.0)  # a test presses faster than anybody reads
    desk = office.section(CHIEF)
    receive(desk, ReceiveFiles((office.answered(),)))
    window = show(desk)
    screen = window.go("review")
    for _ in range(2):
        settle(qtbot, window)
    return window, screen


def test_what_the_foot_counts_is_what_the_first_enter_tells_of(
    qtbot: QtBot, confirming: tuple[MainWindow, Any]
) -> None:
    window, screen = confirming
    page = screen.page
    counted = set()
    for high in range(560, 780, 11):
        window.resize(1366, high)
        settle(qtbot, window)
        page.seen.begin_again()
        page.seen.look_now()
        page._look()
        below = int("".join(filter(str.isdigit, page.more.text()))) if page.more.isVisible() else 0
        assert below == page._unseen(page.work), high
        counted.add(below)
    assert 0 in counted
    assert max(counted) > 0


def test_lines_are_a_little_lower_where_all_of_them_fit_then(
    qtbot: QtBot, confirming: tuple[MainWindow, Any]
) -> None:
    window, screen = confirming
    grid, heights = screen.page.grid, set()
    for high in range(560, 780, 11):
        window.resize(1366, high)
        settle(qtbot, window)
        row = grid.rowHeight(0)
        assert LOW_ROW <= row <= ROW
        if row < ROW:
            assert grid.items.rowCount() * row <= grid.viewport().height(), "only where the last one is whole"
        heights.add(row)
    assert len(heights) > 1


def test_told_of_more_below_and_pressed_again_it_is_said_no_more(
    qtbot: QtBot, confirming: tuple[MainWindow, Any]
) -> None:
    window, screen = confirming
    page = screen.page
    for high in range(560, 780, 11):
        window.resize(1366, high)
        settle(qtbot, window)
        page.seen.begin_again()
        page.seen.look_now()
        page._look()
        if page._unseen(page.work):
            break
    page.grid.pick(page.work.items[0].uid)
    qtbot.keyClick(page.grid, "3")
    number = page.work.person.employee_number
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert "コメント" in screen.banner.text()
    assert page.unseen.isHidden(), "pressing again would not confirm it, so it is not said"
    write(page.comment, "見て確かめた")
    page.seen.begin_again()
    page._area.verticalScrollBar().setValue(0)
    page.grid.verticalScrollBar().setValue(0)
    if page._unseen(page.work):
        qtbot.keyClick(page.comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert page.unseen.isVisible()
        assert person_year(window.desk, number).state is State.SUBMITTED
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert person_year(window.desk, number).state is State.FIRST_CONFIRMED


def test_what_cannot_be_confirmed_yet_is_not_promised(
    qtbot: QtBot, confirming: tuple[MainWindow, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, screen = confirming
    page, asked = screen.page, []
    page.seen.begin_again()
    monkeypatch.setattr(page, "_items_in_view", frozenset)
    page.seen._in_view = frozenset
    page.grid.pick(page.work.items[0].uid)
    qtbot.keyClick(page.grid, "3")
    write(page.overall, "全体に確かめた")
    assert page._unseen(page.work)
    monkeypatch.setattr(type(page.work), "stopped", property(lambda work: True))
    page.confirm_wanted.connect(lambda: asked.append(True))
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert asked, "its refusal comes at once"
    assert page.unseen.isHidden()


def test_while_one_writes_the_key_that_confirms_is_named(
    qtbot: QtBot, confirming: tuple[MainWindow, Any]
) -> None:
    _, screen = confirming
    page = screen.page
    for field in (page.comment, page.overall):
        field.setFocus()
        qtbot.waitUntil(lambda: page._hint_key.text() == "Ctrl+Enter")
        assert page._keys.isHidden(), "digits are written into the field"
        page.grid.setFocus()
        qtbot.waitUntil(lambda: page._hint_key.text() == "Enter")


def test_a_comment_that_is_too_long_is_named_by_its_skill(
    qtbot: QtBot, confirming: tuple[MainWindow, Any]
) -> None:
    window, screen = confirming
    page = screen.page
    item = page.work.items[2]
    number = page.work.person.employee_number
    page.grid.pick(item.uid)
    write(page.comment, "あ" * (ANSWER_UNITS + 1))
    for _ in range(2):
        qtbot.keyClick(page.comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window)
    assert person_year(window.desk, number).state is State.SUBMITTED
    assert f"{item.name} コメント" in screen.banner.text()


def test_the_end_says_for_what_the_others_wait(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.section(MANAGER)
    receive(desk, ReceiveFiles((office.answered(),)))
    window = show(desk)
    screen: Any = window.go("review")
    for _ in range(2):
        settle(qtbot, window)
    submitted = [entry for entry in screen._entries if entry.state == "submitted" and not entry.ready]
    assert submitted, "they wait for the first confirmer"
    said: list[Counter[str]] = []
    monkeypatch.setattr(screen.spread, "show_end", lambda **kept: said.append(kept["waits"]))
    screen.show_sheet(screen._found)
    assert said[-1]["一次確認待ち"] == len(submitted)
    assert said[-1].total() == sum(not entry.ready and not entry.done for entry in screen._entries)


def test_the_last_page_says_each_kind_of_waiting(qtbot: QtBot) -> None:
    page = SpreadPage()
    qtbot.addWidget(page)
    waits = Counter({"提出待ち": 1, "一次確認待ち": 4})
    page.show_end(done=2, whole=7, waits=waits, sent=False, has_last=True)
    assert "あと 5人は、まだ確認できません(一次確認待ち 4人、提出待ち 1人)" in page.text.text()


def test_no_skill_of_a_preset_is_cut_where_it_is_told_apart(qtbot: QtBot) -> None:
    wide = QFontMetrics(theme.font(theme.CAPTION, bold=True)).horizontalAdvance
    names = {item.name for code in versions.preset_codes() for item in versions.load_preset(code).items}
    assert not [name for name in names if wide(name) > _CARD - 4]


def test_a_reason_is_seen_whole_while_it_is_written_and_enter_returns(
    qtbot: QtBot, confirming: tuple[MainWindow, Any]
) -> None:
    window, screen = confirming
    number = screen.page.work.person.employee_number
    screen.send_back()
    uid, field = next(iter(screen.dialog.reasons.items()))
    settle(qtbot, window)
    low = field.height()
    said = "担当した範囲と、会議の日付を書き足してください。" * 3
    field.setFocus()
    write(field, said)
    qtbot.waitUntil(lambda: field.height() > low)
    assert field.verticalScrollBar().maximum() == 0, "nothing of it is out of view"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    for _ in range(2):
        settle(qtbot, window)
    person = person_year(window.desk, number)
    assert person.state is State.RETURNED
    assert next(item.reason for item in person.items if item.uid == uid) == said
