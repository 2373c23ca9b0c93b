"""What a picture would show: sharp icons, lines that break where one reads, rows that stay put."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter, QRegion, QTextDocument
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import KnownError
from dxdesk.ui.look import icons, theme
from dxdesk.ui.manual.pages import parse, search
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, column, scrolling
from dxdesk.ui.widgets.messages import Mark, in_lines
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def _picture(width: int, ratio: float) -> QImage:
    image = QImage(round(width * ratio), round(width * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.LIGHT.card)
    return image


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5])
def test_an_icon_is_drawn_in_the_pixels_of_its_screen(qtbot: QtBot, ratio: float) -> None:
    """Scaled from another size, a slanted line would be jagged: no shade between ink and ground."""
    app.prepare()
    mark = Mark("warning", "attention", 20)
    qtbot.addWidget(mark)
    drawn, meant = _picture(20, ratio), _picture(20, ratio)
    mark.render(drawn, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter = QPainter(meant)
    icons.paint(painter, "warning", theme.LIGHT.attention, 20)
    painter.end()
    assert drawn == meant


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("短い文。次の文。", ["短い文。次の文。"]),
        (
            "一つ目の文が少し長い。二つ目の文も少し長い。",
            ["一つ目の文が少し長い。", "二つ目の文も少し長い。"],
        ),
        (
            "足りない情報があるファイルは、集計に入れずにここで預かります。",
            ["足りない情報があるファイルは、", "集計に入れずにここで預かります。"],
        ),
        (
            "読点のないとても長い文はそのままにしておきます",
            ["読点のないとても長い文はそのままにしておきます"],
        ),
    ],
)
def test_what_stands_in_the_middle_breaks_between_sentences(text: str, lines: list[str]) -> None:
    assert in_lines(text, 200, lambda part: 10 * len(part)).split("\n") == lines


def test_a_chosen_row_of_a_tree_stays_where_it_was(qtbot: QtBot) -> None:
    app.prepare()
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    item = QTreeWidgetItem(["区長室"])
    tree.addTopLevelItem(item)
    tree.resize(200, 100)
    tree.show()

    def inked() -> int:
        """Return where the text begins: the first column darker than any ground."""
        image = tree.viewport().grab(tree.visualItemRect(item)).toImage()
        dark = (x for x in range(image.width()) for y in range(image.height()) if _dark(image, x, y))
        return next(dark, -1)

    before = inked()
    tree.setCurrentItem(item)
    assert before > 0
    assert abs(inked() - before) <= 1, "another colour, not another place"


def _dark(image: QImage, x: int, y: int) -> bool:
    return image.pixelColor(x, y).lightness() < 120


def test_cards_end_where_others_do_unless_a_bar_stands_beside_them(qtbot: QtBot) -> None:
    app.prepare()
    cards: QVBoxLayout = column(*(card(QLabel(str(position))) for position in range(3)), margins=(0, 0, 8, 0))
    cards.addStretch(1)
    area = scrolling(cards)
    qtbot.addWidget(area)
    area.resize(400, 600)
    area.show()
    first = cards.itemAt(0).widget()
    qtbot.waitUntil(lambda: first.width() == 400, timeout=5_000)
    area.resize(400, 90)
    qtbot.waitUntil(lambda: first.width() < area.viewport().width(), timeout=5_000)
    area.resize(400, 600)
    qtbot.waitUntil(lambda: first.width() == 400, timeout=5_000)


def test_the_screen_moves_up_again_when_a_message_is_closed(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen = window.screens["home"]
    place = screen.mapTo(window, screen.rect().topLeft()).y()
    window.show_error(KnownError("share", "共有フォルダーにつながりません。", "もう一度試してください。"))
    qtbot.waitUntil(lambda: screen.mapTo(window, screen.rect().topLeft()).y() > place, timeout=5_000)
    close = next(b for b in window.banner.findChildren(QPushButton) if b.text() == "閉じる")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.mapTo(window, screen.rect().topLeft()).y() == place, timeout=5_000)


def test_the_map_says_one_percentage_for_one_thing(qtbot: QtBot, show: Show, office: Office) -> None:
    """People grouped by section, sections by themselves, and the bars beside them."""
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(),)))
    window = show(desk)
    window.go("skillmap")
    settle(qtbot, window)
    screen: Any = window.screens["skillmap"]
    screen.filters.grouped.setChecked(True)
    people, sections = screen.people, screen.by_section
    groups = {
        people.rows[position].code: position
        for position in range(len(people.rows))
        if people.is_group(position)
    }
    for line, section in enumerate(sections.rows[:-1]):
        for item in range(len(screen.found.items)):
            assert people.cell(groups[section.code], item).text == sections.cell(line, item).text
    legend = " ".join(label.text() for label in screen.legend.findChildren(QLabel))
    assert "所属の行はLV2以上の人の割合" in legend


def test_what_is_beside_the_map_belongs_to_it(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(),)))
    window = show(desk)
    window.go("skillmap")
    settle(qtbot, window)
    screen: Any = window.screens["skillmap"]
    screen.people_table.choose(0, 1)
    name = screen.people.rows[0].name

    def told() -> str:
        return " ".join(label.text() for label in screen.side.findChildren(QLabel))

    assert name in told()
    qtbot.mouseClick(screen.sections_button, Qt.MouseButton.LeftButton)
    assert name not in told()
    qtbot.mouseClick(screen.people_button, Qt.MouseButton.LeftButton)
    assert name in told(), "it is still chosen there"


def test_a_found_place_begins_with_what_was_looked_for() -> None:
    """The column shows some twenty letters; full-width forms and ㎜ grow when they are compared."""
    page = parse("p", "# 題\n\n## 節\n\n- 長さは㎜や㌔で書きます。\n- それから最後に差戻しを選びます。\n")
    snippet = search([page], "差戻し")[0].snippet
    assert snippet.startswith("…")
    assert 0 < snippet.index("差戻し") <= 8


def test_no_line_is_the_last_letter_of_a_text(qtbot: QtBot) -> None:
    app.prepare()
    made = Text("控えから戻します。元の台帳はそのままで、消えも変わりもしません。", "muted", wrap=True)
    qtbot.addWidget(made)
    drawn = QTextDocument()
    drawn.setDefaultFont(theme.font())
    drawn.setHtml(QLabel.text(made))
    begins: set[str] = set()
    for width in range(130, 420, 5):
        drawn.setTextWidth(width)
        assert drawn.size().height() > 0, "asking for it lays the lines out"
        block = drawn.begin()
        lines = [block.layout().lineAt(position) for position in range(block.layout().lineCount())]
        begins |= {block.text()[line.textStart() :].replace("\u2060", "") for line in lines}
    assert len(begins) > 3
    assert not [line for line in begins if line.startswith(("ません", "せん", "ん。"))]
