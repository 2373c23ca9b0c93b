"""The wheel belongs to the page: no choice, number or date changes because one scrolls past."""

from __future__ import annotations

import ast
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.widgets.days import DayEdit
from dxdesk.ui.widgets.fields import Choice, NumberEdit
from tests.helpers.source import python_files, shown
from tests.helpers.wheel import turn

BARE = {
    *("QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QAbstractSpinBox"),
    *("QDateEdit", "QTimeEdit", "QDateTimeEdit", "QSlider", "QDial"),
    *("QTabBar", "QTabWidget"),
}
BASES = ("dxdesk/ui/widgets/fields.py", "dxdesk/ui/widgets/late.py")


def _choice(kind: type[QComboBox]) -> QComboBox:
    made = kind()
    made.addItems(["一", "二", "三", "四", "五"])
    made.setCurrentIndex(2)
    return made


def _named(kind: type[QComboBox]) -> QComboBox:
    made = _choice(kind)
    made.setEditable(True)
    return made


def _number(kind: type[QSpinBox]) -> QSpinBox:
    made = kind()
    made.setValue(5)
    return made


def _on_a_page(qtbot: QtBot, field: QWidget) -> QScrollArea:
    app.prepare()
    page, area, lines = QWidget(), QScrollArea(), QVBoxLayout()
    lines.addWidget(field)
    lines.addSpacing(2000)
    page.setLayout(lines)
    area.setWidget(page)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    qtbot.waitExposed(area)
    return area


def _value(field: QWidget) -> str:
    return field.currentText() if isinstance(field, QComboBox) else str(field.property("text"))


MADE: dict[str, Callable[[], QWidget]] = {
    "choice": lambda: _choice(Choice),
    "written": lambda: _named(Choice),
    "number": lambda: _number(NumberEdit),
    "day": DayEdit,
}


@pytest.mark.parametrize("focused", [False, True], ids=["passing", "chosen"])
@pytest.mark.parametrize("name", MADE)
def test_the_wheel_scrolls_the_page_under_a_field(qtbot: QtBot, name: str, focused: bool) -> None:
    field = MADE[name]()
    area = _on_a_page(qtbot, field)
    field.setFocus() if focused else field.clearFocus()
    before = _value(field)
    inner = field.findChild(QLineEdit)
    for part in (field, *([inner] if inner is not None else [])):
        place = area.verticalScrollBar().value()
        turn(part)
        assert _value(field) == before
        assert area.verticalScrollBar().value() > place
    assert field.focusPolicy() == Qt.FocusPolicy.StrongFocus


@pytest.mark.parametrize(
    "make", [lambda: _choice(QComboBox), lambda: _number(QSpinBox)], ids=["choice", "number"]
)
def test_qts_own_fields_do_change(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    """The test above would see it."""
    field = make()
    area = _on_a_page(qtbot, field)
    before = _value(field)
    assert turn(field) is field
    assert _value(field) != before
    assert area.verticalScrollBar().value() == 0


def _bare_uses(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            named = [node.func]
        else:
            named = list(node.bases) if isinstance(node, ast.ClassDef) else []
        for each in named:
            name = each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "")
            if name in BARE:
                found.append(f"line {node.lineno}: {name}")
    return found


def test_no_screen_makes_a_field_that_takes_the_wheel() -> None:
    uses = {shown(path): _bare_uses(path.read_text(encoding="utf-8")) for path in python_files("dxdesk")}
    for base in BASES:
        assert uses.pop(base), "the classes that are made of Qt's own"
    assert not {name: found for name, found in uses.items() if found}
