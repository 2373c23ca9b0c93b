"""Where files go is seen in one line, drive and last folder first; the whole is said and in the tip."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.widgets.paths import PathLine

LONG = r"\\fileserver01.example.lg.jp\030_総務部\020_人事課\令和8年度\DXスキル申告\提出用の申告票"


def test_a_long_path_loses_its_middle_and_keeps_both_ends(qtbot: QtBot) -> None:
    app.prepare()
    line = PathLine("申告票を書き出す場所")
    holder = QWidget()
    qtbot.addWidget(holder)
    line.setParent(holder)
    line.setText(LONG)
    line.resize(300, 24)
    holder.show()
    line.show()
    assert line.shown().startswith(LONG[:6])
    assert line.shown().endswith("申告票")
    assert "…" in line.shown()
    assert line.fontMetrics().horizontalAdvance(line.shown()) <= 300
    assert line.text() == line.toolTip() == line.accessibleDescription() == LONG
    assert line.accessibleName() == "申告票を書き出す場所"
    line.resize(2000, 24)
    assert line.shown() == LONG
    assert line.accessibleDescription() == LONG
