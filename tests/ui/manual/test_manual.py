from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from dxdesk import paths
from dxdesk.ports.entities import Role
from dxdesk.ui.manual import pages
from dxdesk.ui.manual.reader import Reader
from dxdesk.ui.manual.window import ManualWindow
from dxdesk.ui.shell import actions
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import app
from dxdesk.usecases.manual.licences import texts_of
from dxdesk.usecases.manual.order import ORDER
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import write
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def manual_of(window: MainWindow) -> ManualWindow:
    assert window.manual is not None
    return window.manual


def headings(page: QTextBrowser) -> list[str]:
    """Return the headings of the page shown."""
    found = []
    block = page.document().begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            found.append(block.text())
        block = block.next()
    return found


def test_f1_opens_the_page_of_every_screen_beside_the_work(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    for place in actions.destinations(Role.HR):
        window.go(place.key)
        qtbot.waitUntil(lambda: window.operations.idle)
        action = window.findChild(object, "command-help")
        action.trigger()  # type: ignore[union-attr,attr-defined]
        manual = manual_of(window)
        assert manual.isVisible()
        name = place.manual_for(Role.HR).partition("#")[0]
        title = manual.pages[name].title
        assert headings(manual.reader)[0] == title
        assert any("この画面" in heading for heading in headings(manual.reader)), place.key
    with qtbot.waitActive(manual):  # a shortcut is the active window's
        manual.activateWindow()
    qtbot.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_the_manual_is_searched_and_its_links_lead_on(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    window.show_help()
    manual = manual_of(window)
    write(manual.search, "照合待ち")
    assert manual.contents.topLevelItemCount() >= 2
    qtbot.keyClick(manual.search, Qt.Key.Key_Return)
    assert "照合待ち" in manual.reader.toPlainText()
    assert manual.reader.extraSelections()
    manual.search.clear()
    write(manual.search, "どこにもない言葉")
    assert "見つかりません" in manual.said.text()
    manual.search.clear()
    manual.open_page("index")
    manual.reader.anchorClicked.emit(QUrl("roster.md"))
    assert headings(manual.reader)[0] == "名簿"
    manual.go_back()
    assert headings(manual.reader)[0] == manual.pages["index"].title
    manual.reader.anchorClicked.emit(QUrl("https://example.com/"))
    assert headings(manual.reader)[0] == manual.pages["index"].title


def test_every_screen_of_every_role_has_a_page_that_exists() -> None:
    found = {page.name: page for page in pages.read_pages()}
    for role in Role:
        for place in actions.destinations(role):
            name, _, heading = place.manual_for(role).partition("#")
            assert name in found
            assert not heading or heading in [section.heading for section in found[name].sections]


@pytest.mark.parametrize("page", pages.read_pages(), ids=lambda page: page.name)
def test_links_and_pictures_of_the_manual_exist(page: pages.Page) -> None:
    from dxdesk import paths

    folder = paths.resources_dir() / "manual"
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.markdown):
        if target.startswith("licence:"):
            assert texts_of(target.partition(":")[2])
            continue
        assert (folder / target).exists(), target
        assert Path(target).suffix in (".md", ".png")
        assert (folder / target).stat().st_size < (150_000 if target.endswith(".png") else 300_000)


def test_the_text_a_part_comes_under_is_a_click_away_and_so_is_the_way_back(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    window.show_help()
    manual = manual_of(window)
    manual.open_page("licences")
    assert 'href="licence:pyside6"' in manual.reader.toHtml()
    manual.reader.anchorClicked.emit(QUrl("licence:pyside6"))
    shown = manual.reader.toPlainText()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in shown
    assert "GNU GENERAL PUBLIC LICENSE" in shown
    qtbot.mouseClick(manual.back, Qt.MouseButton.LeftButton)
    assert headings(manual.reader)[0] == "使っている部品とライセンス"


@pytest.mark.parametrize("page", pages.read_pages(), ids=lambda page: page.name)
def test_a_page_is_read_without_moving_it_aside(qtbot: QtBot, page: pages.Page) -> None:
    reader = Reader()
    qtbot.addWidget(reader)
    reader.resize(636, 560)  # beside the contents, as the window opens
    reader.show()
    reader.show_markdown(page.markdown)
    assert reader.horizontalScrollBar().maximum() <= 20, page.name


def test_every_page_has_its_place_in_the_order_of_reading() -> None:
    assert [page.name for page in pages.read_pages()] == list(ORDER)


def test_lines_of_a_paragraph_join_without_a_blank_and_lists_stay_lists() -> None:
    joined = pages.join_lines(
        "一行目は、\n続きます。\n\n- いち\n  つづき\n- に\n\n| a |\n|---|\nEnglish\nwords"
    )
    assert "一行目は、続きます。" in joined
    assert "- いちつづき\n- に" in joined
    assert "| a |\n|---|\nEnglish words" in joined


def test_words_are_found_in_any_width_and_headings_come_first() -> None:
    made = (
        pages.parse("a", "# はじめ\n\n## その他\n\nexcel で開きます。\n"),
        pages.parse("b", "# 次\n\n## Excel\n\n表です。\n"),
    )
    hits = pages.search(made, "EXCEL")
    assert [hit.section.heading for hit in hits] == ["Excel", "その他"]
    assert pages.search(made, " ") == ()


def test_a_page_is_laid_out_once_however_long_its_table_is(qtbot: QtBot) -> None:
    """Laid out after each of its pieces, the list of messages held the window for most of a minute."""
    app.prepare()
    reader = Reader()
    qtbot.addWidget(reader)
    changes: list[int] = []
    reader.document().contentsChanged.connect(lambda: changes.append(1))
    reader.show_markdown((paths.resources_dir() / "manual" / "errors.md").read_text(encoding="utf-8"))
    assert reader.document().blockCount() > 500
    assert 0 < len(changes) < 10
