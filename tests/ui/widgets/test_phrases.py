"""Where lines of a text may end: between phrases, also of long ones, and never within a word."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics, QTextLayout
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.framework.texts import FittedText, fit
from dxdesk.ui.look import theme
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.labels import _in_phrases, _in_words


def _lines(text: str, letters: int) -> list[str]:
    """Return the lines Qt makes of a text where so many letters fit one."""
    app.prepare()
    shown = _in_phrases(text, all_of_them=True)
    layout = QTextLayout(shown, theme.font())
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(QFontMetrics(theme.font()).horizontalAdvance("あ") * letters + 1)
        found.append(shown[line.textStart() : line.textStart() + line.textLength()].replace("\u2060", ""))
    layout.endLayout()
    return found


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("途中でやめても、この台帳で続けられるようにします。", ("続けられる", "ようにします")),
        ("業務の見直しを正しい形にしていくことができる。", ("していく", "ことができる")),
    ],
)
def test_a_long_phrase_ends_a_line_between_its_words(text: str, whole: tuple[str, ...]) -> None:
    together = 0
    for letters in range(10, 22):
        lines = _lines(text, letters)
        assert "".join(lines) == text
        for part in whole:
            assert any(part in line for line in lines), (letters, lines)
        together += any("".join(whole) in line for line in lines)
    assert together < 12, "at some widths the line ends between them"


def test_a_word_of_two_known_words_stays_one() -> None:
    parts = [part.replace("\u2060", "") for part in _in_words("柔軟性・適応性・チームワーク").split("\u200b")]
    assert parts == ["柔軟性・", "適応性・", "チームワーク"]


def test_the_lines_of_a_field_have_the_room_between_them_that_labels_have(qtbot: QtBot) -> None:
    app.prepare()
    around = QWidget()
    qtbot.addWidget(around)
    field = FittedText()
    field.setParent(around)
    field.resize(300, 100)
    field.setPlainText("主事\n主任\n係員")
    fit(field)
    around.show()
    pitch = field.document().size().height() / 3
    assert pitch >= 1.3 * QFontMetrics(theme.font()).height()
    assert field.height() >= field.document().size().height()
    field.insertPlainText("一般\n")
    assert field.document().size().height() / 4 >= 1.3 * QFontMetrics(theme.font()).height()
    assert field.toPlainText() == "一般\n主事\n主任\n係員"
    field.undo()
    assert field.toPlainText() == "主事\n主任\n係員"
