"""確認 in a low window (150 % on a laptop): one thing scrolls, nothing is cut, and nothing passes unseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dxdesk.domain.breaking import two_lines
from dxdesk.domain.lifecycle import State
from dxdesk.ui.deciding.grid import NAME, TALL_ROW
from dxdesk.ui.deciding.reason_field import MOST_LINES
from dxdesk.ui.deciding.seen import STAYS_MS
from dxdesk.ui.look import theme
from dxdesk.ui.review.view import Review
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.ui.section import Section, build

Show = Callable[[Desk], MainWindow]
LOW, ROOMY = (911, 490), (1366, 740)
NAMES = ("柔軟性・適応性・チームワーク", "プロジェクトマネジメント")


@pytest.fixture(scope="module")
def built_section(tmp_path_factory: pytest.TempPathFactory) -> Section:
    return build(tmp_path_factory.mktemp("課"))


@pytest.fixture
def section(built_section: Section, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Section:
    monkeypatch.setattr(Review, "pause", 0.0)
    return built_section.copy(tmp_path / "課")


def at_the_screen(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> Any:
    window.resize(*size)
    screen = window.go("review")
    for _ in range(2):
        settle(qtbot, window)
    return screen


def enter(qtbot: QtBot, window: MainWindow, screen: Any) -> None:
    qtbot.keyClick(screen.page.grid, Qt.Key.Key_Return)
    for _ in range(2):
        settle(qtbot, window)


@pytest.mark.parametrize("size", [LOW, ROOMY, (911, 620)])
def test_every_skill_is_reached_with_one_bar(
    qtbot: QtBot, show: Show, section: Section, size: tuple[int, int]
) -> None:
    window = show(section.open())
    screen = at_the_screen(qtbot, window, size)
    page = screen.page
    inner, outer = page.grid.verticalScrollBar(), page._area.verticalScrollBar()
    assert not (inner.maximum() and outer.maximum()), "two bars beside each other"
    count = len(page.work.items)
    told = int("".join(filter(str.isdigit, page.more.text()))) if page.more.isVisible() else 0
    last = [page._in_view(position)[1] for position in range(count)]
    assert told == sum(last)
    for position in range(count):
        page.grid.setCurrentIndex(page.grid.items.index(position, NAME))
        qtbot.wait(1)
        assert page._in_view(position)[0], position
        qtbot.waitUntil(lambda uid=page.work.items[position].uid: uid in page.seen.found)
    assert page.more.isHidden()


@pytest.mark.parametrize("size", [LOW, (911, 620), (1100, 620), ROOMY])
def test_only_what_was_on_the_screen_counts_as_seen(
    qtbot: QtBot, show: Show, section: Section, size: tuple[int, int]
) -> None:
    window = show(section.open())
    page = at_the_screen(qtbot, window, size).page
    qtbot.waitUntil(lambda: bool(page.seen.found))
    qtbot.wait(STAYS_MS)
    shown = {item.uid for place, item in enumerate(page.work.items) if page._in_view(place)[0]}
    # The page was laid out with other heights before it was shown: nobody saw that.
    assert page.seen.found == shown
    assert page.seen.found < {item.uid for item in page.work.items}


def test_long_names_are_whole_where_there_is_little_room(qtbot: QtBot, show: Show, section: Section) -> None:
    window = show(section.open())
    page = at_the_screen(qtbot, window, LOW).page
    room = page.grid.columnWidth(NAME) - 20
    letters = QFontMetrics(theme.font(theme.CAPTION, bold=True)).horizontalAdvance
    for name in NAMES:
        assert "".join(two_lines(name, room, letters)) == name
    page.grid._named = letters(NAMES[0]) + 28
    page.grid._share_room()
    assert page.grid.rowHeight(0) == TALL_ROW
    qtbot.wait(20)
    foot = (page.send_back, page.later, page._keys, page.more, page.confirm)
    qtbot.waitUntil(
        lambda: all(part.width() >= part.minimumSizeHint().width() for part in foot if part.isVisible())
    )
    assert page._keys.isVisible()
    window.resize(*ROOMY)
    settle(qtbot, window)
    assert page._hint.isVisible()
    assert page._keys.isVisible()


def test_what_nobody_looked_at_is_said_once_before_it_is_confirmed(
    qtbot: QtBot, show: Show, section: Section
) -> None:
    window = show(section.open())
    screen = at_the_screen(qtbot, window, LOW)
    page, number = screen.page, screen.page.work.person.employee_number
    qtbot.keyClick(page.grid, "2" if page.work.level(page.grid.uid()) != 2 else "1")
    write(page.overall, "全体に確かめた")
    qtbot.waitUntil(lambda: bool(page.seen.found))
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    # What is in view when one decides counts as seen then: it is read before anything scrolls on.
    before = set(page.seen.found)
    assert before < {item.uid for item in page.work.items}
    assert f"{len(page.work.items) - len(before)}つ" in page.unseen.text()
    for _ in range(2):
        settle(qtbot, window)
    assert person_year(window.desk, number).state is State.SUBMITTED
    assert page.unseen.isVisible()
    qtbot.waitUntil(lambda: before < page.seen.found)  # it scrolls on
    enter(qtbot, window, screen)
    assert person_year(window.desk, number).state is State.FIRST_CONFIRMED
    assert page.unseen.isHidden(), "the next person has not been asked about"
    assert QApplication.focusWidget() is page.grid


def test_who_is_as_last_year_takes_one_key_in_any_window(qtbot: QtBot, show: Show, section: Section) -> None:
    window = show(section.open())
    screen = at_the_screen(qtbot, window, LOW)
    number = screen.page.work.person.employee_number
    assert screen.page.more.isVisible()
    enter(qtbot, window, screen)
    assert person_year(window.desk, number).state is State.FIRST_CONFIRMED


@pytest.mark.parametrize("locked", [False, True])
def test_a_text_that_cannot_be_written_is_grey_from_edge_to_edge(
    qtbot: QtBot, show: Show, section: Section, locked: bool
) -> None:
    window = show(section.open(read_only=locked))
    page = at_the_screen(qtbot, window, ROOMY).page
    tokens = theme.of(page)
    for field in (page.comment, page.overall):
        image = field.grab().toImage()
        wide, high = image.width(), image.height()
        places = [(5, high // 2), (wide // 2, 4), (wide // 2, high // 2), (wide - 6, high - 8)]
        found = {QColor(image.pixel(*place)).name() for place in places}
        assert found == {tokens.ground if locked else tokens.card}


def test_the_reason_for_the_whole_stays_in_view_under_an_objection(
    qtbot: QtBot, show: Show, section: Section
) -> None:
    window = show(section.open())
    screen = at_the_screen(qtbot, window, LOW)
    screen.page.send_back.click()
    dialog = screen.dialog
    qtbot.waitUntil(dialog.isVisible)
    dialog.accept_button.click()
    for _ in range(3):
        QApplication.processEvents()
    assert dialog.isVisible()
    view = dialog._area.viewport()
    for part in (dialog.banner, dialog.overall, next(iter(dialog.reasons.values()))):
        low = part.mapTo(view, part.rect().bottomLeft())
        high = part.mapTo(view, part.rect().topLeft())
        assert view.rect().contains(low), part
        assert view.rect().contains(high), part
    # No line of a longer reason is cut, up to as many as are shown.
    field = next(iter(dialog.reasons.values()))
    for text in ("いつ", "いつ、どの業務で使ったかを書き添えてください。" * 3, "長い理由です。" * 60):
        field.setText(text)
        QApplication.processEvents()
        layout = field.document().firstBlock().layout()
        shown = min(layout.lineCount(), MOST_LINES)
        assert field.viewport().height() >= layout.lineAt(shown - 1).rect().bottom()
    dialog.reject()
