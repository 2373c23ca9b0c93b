"""Lines of the manual end between phrases; what is copied, searched and found is what was written."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from dxdesk import paths
from dxdesk.ui.manual import breaking
from dxdesk.ui.manual.reader import Reader
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.labels import UNSEEN, as_written

TEXT = "同じファイルを何度置いても大丈夫です。人事課が1件ずつ、認めるかどうかを決めます。"
PAGE = f"# 題名\n\n{TEXT}\n\n`--fiscal-year 2025` と [人事の一年](hr.md) を**必ず**見ます。\n"
WORDS = ("大丈夫", "かどうか", "決めます", "ファイル", "人事課")


def _ends(reader: Reader) -> list[tuple[str, str]]:
    """Return what stands before and after each end of a line, without what is unseen."""
    found = []
    block = reader.document().begin()
    while block.isValid():
        layout = block.layout()
        for number in range(1, layout.lineCount()):
            at = layout.lineAt(number).textStart()
            found.append((UNSEEN.sub("", block.text()[:at]), UNSEEN.sub("", block.text()[at:])))
        block = block.next()
    return found


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    app.prepare()
    made = Reader()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.show_markdown(PAGE)
    return made


def test_no_line_ends_within_a_word(reader: Reader) -> None:
    ends = []
    for wide in range(180, 420, 10):
        reader.resize(wide, 400)
        ends += _ends(reader)
    assert len(ends) > 20
    torn = [
        (before[-4:], after[:4])
        for before, after in ends
        for word in WORDS
        for cut in range(1, len(word))
        if before.endswith(word[:cut]) and after.startswith(word[cut:])
    ]
    assert not torn


def test_what_is_copied_and_read_is_what_was_written(reader: Reader) -> None:
    assert TEXT in reader.toPlainText()
    assert "--fiscal-year 2025" in reader.toPlainText()
    cursor = reader.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    reader.setTextCursor(cursor)
    assert TEXT in reader.createMimeDataFromSelection().text()


def test_words_are_found_whatever_holds_them_together(reader: Reader) -> None:
    reader.mark("大丈夫")
    (found,) = reader.extraSelections()
    assert UNSEEN.sub("", found.cursor.selectedText()) == "大丈夫"  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", ["hr", "commands", "errors", "index"])
def test_nothing_of_a_page_is_lost(page: str) -> None:
    text = (paths.resources_dir() / "manual" / f"{page}.md").read_text(encoding="utf-8")
    assert as_written(breaking.held(text)) == text
