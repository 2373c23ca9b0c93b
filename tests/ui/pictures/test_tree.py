"""What a screen reader is told of parts: name, role and state. All screens are walked in ``test_keys``."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.answering.level_card import LevelCard
from dxdesk.ui.shell.navigation import Navigation
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.chips import Badge, Count, LevelChip
from dxdesk.ui.widgets.labels import Text
from tests.helpers.looking import tree_wrong

ROLE = QAccessible.Role


def _told(part: QWidget) -> tuple[str, QAccessible.Role, bool]:
    QAccessible.setActive(True)
    found = QAccessible.queryAccessibleInterface(part)
    return found.text(QAccessible.Text.Name), found.role(), bool(found.state().checked)


def test_a_level_is_told_as_one_choice_and_whether_it_is_made(qtbot: QtBot) -> None:
    app.prepare()
    card = LevelCard(2, "LV2", "担当内で発揮", ("文をまとめる",))
    qtbot.addWidget(card)
    chosen: list[int] = []
    card.chosen.connect(chosen.append)
    assert _told(card.key) == ("LV2 担当内で発揮", ROLE.RadioButton, False)
    card.show_state(True, frozenset(), "", ("前年より1つ上", "accent"))
    assert _told(card.key) == ("LV2 担当内で発揮 前年より1つ上", ROLE.RadioButton, True)
    card.show_state(False, frozenset(), "", ("", ""))
    card.key.click()
    assert chosen == [2]
    assert not card.key.isChecked(), "the sheet says what is chosen"
    assert card.focusProxy() is card.key


def test_a_destination_is_told_as_one_of_several(qtbot: QtBot) -> None:
    app.prepare()
    navigation = Navigation(
        "dxdesk", "人事", [("home", "ホーム", "home", False), ("year", "年度", "year", False)]
    )
    qtbot.addWidget(navigation)
    navigation.mark("year")
    assert _told(navigation.buttons["home"]) == ("ホーム", ROLE.RadioButton, False)
    assert _told(navigation.buttons["year"]) == ("年度", ROLE.RadioButton, True)


def test_marks_that_have_a_colour_have_a_word(qtbot: QtBot) -> None:
    app.prepare()
    for mark, word in (
        (LevelChip(2), "LV2"),
        (LevelChip(None), "–"),
        (Badge("差戻し", "attention"), "差戻し"),
        (Count(4), "4"),
        (Text("▲ 前年より1つ上", tone="accent"), "▲ 前年より1つ上"),
    ):
        qtbot.addWidget(mark)
        assert _told(mark)[0] == word


def test_a_field_without_a_name_would_be_told(qtbot: QtBot) -> None:
    """The walk over all screens sees one."""
    app.prepare()
    page, lines = QWidget(), QVBoxLayout()
    lines.addWidget(QLineEdit())
    page.setLayout(lines)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    told, count = tree_wrong(page)
    assert count > 1
    assert ["no name" in each for each in told] == [True]
