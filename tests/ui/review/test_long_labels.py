"""Scales of tools have longer labels than LV3: nothing of them is cut where levels are drawn."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from dxdesk.ui.deciding.grid import fitting
from dxdesk.ui.look import theme
from dxdesk.ui.review.spread import LABELS, MOST_LABELS, Spread, room_of_labels


def test_a_label_of_a_tool_fits_its_chip_and_a_usual_one_keeps_its_size(qtbot: QtBot) -> None:
    assert fitting("LV3", 38).pixelSize() == 13
    assert QFontMetrics(fitting("Step2", 38)).horizontalAdvance("Step2") <= 38


def test_bars_leave_their_labels_the_room_they_need(qtbot: QtBot) -> None:
    def of(label: str) -> Spread:
        return Spread("a", "RPA", ((1, label, 1, 0), (0, "まだ", 1, 0)), 0, 1.0, None)

    advance = QFontMetrics(theme.font(theme.CAPTION)).horizontalAdvance
    assert room_of_labels([of("LV1")]) == LABELS
    assert room_of_labels([of("LV1"), of("Step2")]) >= advance("Step2") + 8
    assert room_of_labels([of("とても長い段階の名前がここに入る")]) == MOST_LABELS
