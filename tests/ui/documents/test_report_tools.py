"""Under a report in 帳票: its sentences are written, its charts go on slides, a map goes on A3."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from dxdesk.domain.small_cells import Use
from dxdesk.ports.report_pages import HeatMap, ShareBars, StackedBars, TrendLines
from dxdesk.ui.documents import tools_messages
from dxdesk.ui.documents.preview import SHOWN
from dxdesk.ui.documents.words_dialog import WordsDialog
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.annual_report import edited, making
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.ui.documents.coming import ready
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def desk(office: Office) -> Desk:
    found = office.open_hr()
    receive(found, ReceiveFiles((office.answered(),)))
    return found


def open_documents(qtbot: QtBot, window: MainWindow, kind: str) -> Any:
    screen: Any = window.go("documents", {"kind": kind})
    ready(qtbot, window, screen)
    return screen


def _text(screen: Any) -> str:
    document = screen.preview.document
    return "".join("".join(document.getAllText(page).text().split()) for page in range(document.pageCount()))


def _dialog(qtbot: QtBot, window: MainWindow, screen: Any) -> WordsDialog:
    tools = screen.tools
    tools.words_button.click()
    settle(qtbot, window)
    dialog = tools.dialog
    assert isinstance(dialog, WordsDialog)
    assert dialog.places
    return dialog


def test_sentences_are_written_stand_in_the_preview_and_go_back(qtbot: QtBot, show: Show, desk: Desk) -> None:
    window = show(desk)
    screen = open_documents(qtbot, window, kind="annual-report")
    assert screen.preview.stack.currentIndex() == SHOWN
    dialog = _dialog(qtbot, window, screen)
    assert [place.said.about for place in dialog.places.values()][:3] == [
        "どれだけ進んだか",
        "どこが足りないか",
        "次に何をするか",
    ]
    place = dialog.places["progress"]
    assert not place.back.isEnabled()
    place.copy.click()
    assert place.text == place.said.made
    place.back.click()
    write(place.field, "申告が進みました。")
    dialog.accept_button.click()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "申告が進みました。" in _text(screen), timeout=20_000)
    assert screen.banner.isVisibleTo(screen)
    again = _dialog(qtbot, window, screen)
    assert again.places["progress"].text == "申告が進みました。"
    again.places["progress"].back.click()
    again.accept_button.click()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: screen.preview.page_count and "申告が進みました。" not in _text(screen))
    assert not any(one.text for one in edited.said(desk))


def test_a_sentence_older_than_its_figures_is_marked_until_it_was_looked_at(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    edited.write(desk, {"progress": "申告が進みました。", "plan": "来年度も行います。"})
    receive(desk, ReceiveFiles((office.answered(),)))
    assert [one.key for one in edited.said(desk) if one.outdated] == ["progress"]
    window = show(desk)
    screen = open_documents(qtbot, window, kind="annual-report")
    dialog = _dialog(qtbot, window, screen)
    # What is shown before it stands in a window is shown a turn later.
    qtbot.waitUntil(lambda: dialog.places["progress"].warning.isVisibleTo(dialog))
    marked = [key for key, place in dialog.places.items() if place.warning.isVisibleTo(dialog)]
    assert marked == ["progress"]
    dialog.accept_button.click()
    settle(qtbot, window)
    assert [one.text for one in edited.said(desk) if one.text] == ["申告が進みました。", "来年度も行います。"]
    assert not any(one.outdated for one in edited.said(desk))


def test_charts_are_saved_as_pictures_as_wide_as_a_slide(
    qtbot: QtBot, show: Show, desk: Desk, tmp_path: Path
) -> None:
    window = show(desk)
    screen = open_documents(qtbot, window, kind="annual-report")
    screen.tools.save_charts(tmp_path)
    settle(qtbot, window)
    (folder,) = [path for path in tmp_path.iterdir() if path.name.endswith("_図")]
    found = sorted(folder.iterdir())
    charts = [
        block
        for chapter in making.paged(desk, use=Use.REPORT).chapters
        for block in chapter.blocks
        if isinstance(block, StackedBars | ShareBars | HeatMap | TrendLines)
    ]
    assert len(found) == len(charts) > 1
    for path in found:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1920, 1080)
        assert picture.pixelColor(0, 0).name() == "#ffffff"
        assert len({picture.pixel(x, y) for x in range(0, 1920, 7) for y in range(0, 1080, 7)}) > 3
    assert str(folder) in screen.banner.text()
    assert tools_messages.CHARTS_SAVED.format(count=len(charts), folder=folder) == screen.banner.text()


def test_only_what_a_kind_has_is_offered_and_a3_makes_a_larger_page(
    qtbot: QtBot, show: Show, desk: Desk
) -> None:
    window = show(desk)
    screen = open_documents(qtbot, window, kind="skill-sheet")
    assert not screen.tools.isVisibleTo(screen)
    screen = open_documents(qtbot, window, kind="section-map")
    assert screen.tools.paper_part.isVisibleTo(screen)
    assert not screen.tools.words_button.isVisibleTo(screen)
    qtbot.waitUntil(lambda: screen.preview.page_count > 0, timeout=20_000)
    before = screen.preview.document.pagePointSize(0).width()
    screen.tools.paper.setCurrentIndex(1)
    screen.tools.paper.activated.emit(1)
    qtbot.waitUntil(
        lambda: screen.preview.page_count and screen.preview.document.pagePointSize(0).width() > before,
        timeout=20_000,
    )
