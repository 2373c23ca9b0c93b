"""What somebody wrote into a dialog is not lost by Esc, the window's × or やめる without a question."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from dxdesk import ui
from dxdesk.ui.deciding.reason_field import ReasonField
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog, EditDialog
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.written import ANY_FIELD


class _Asking(Dialog):
    """Fields of every kind."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.reason = QPlainTextEdit(), ReasonField("勧めた理由")
        self.first, self.second, self.number = QLineEdit(), QLineEdit(), QSpinBox()
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.no, self.yes = button("やめる", self.reject), primary("行う", self.accept)
        fields = self.text, self.reason, self.first, self.second, self.number, self.secret
        self.setLayout(column(*fields, row(STRETCH, self.no, self.yes), margins=(24, 20, 24, 20)))


@pytest.fixture
def dialog(qtbot: QtBot) -> _Asking:
    app.prepare()
    made = _Asking()
    qtbot.addWidget(made, before_close_func=lambda _: made.hide())
    made.open()
    qtbot.waitExposed(made)
    return made


def _press_escape(dialog: _Asking, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def _press_no(dialog: _Asking, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.no, Qt.MouseButton.LeftButton)


def _press_cross(dialog: _Asking, qtbot: QtBot) -> None:
    dialog.close()


WAYS = pytest.mark.parametrize("leave", [_press_escape, _press_no, _press_cross])


@WAYS
@pytest.mark.parametrize("name", ["text", "reason"])
def test_a_text_is_asked_about_and_stays(
    qtbot: QtBot, dialog: _Asking, leave: Callable[[_Asking, QtBot], None], name: str
) -> None:
    field: QWidget = getattr(dialog, name)
    qtbot.keyClicks(field, "abc")
    leave(dialog, qtbot)
    assert dialog.isVisible()
    assert dialog.leaving is not None
    assert dialog.leaving.isVisible()
    # Enter goes on writing.
    qtbot.keyClick(dialog.leaving.stay, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert not dialog.leaving.isVisible()
    assert dialog.isVisible()
    assert "abc" in getattr(dialog, name).toPlainText()
    leave(dialog, qtbot)
    qtbot.mouseClick(dialog.leaving.go, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert dialog.result() == _Asking.DialogCode.Rejected


@WAYS
def test_two_lines_are_asked_about_and_one_is_not(
    qtbot: QtBot, dialog: _Asking, leave: Callable[[_Asking, QtBot], None]
) -> None:
    qtbot.keyClicks(dialog.first, "abc")
    qtbot.keyClicks(dialog.second, "abc")
    leave(dialog, qtbot)
    assert dialog.isVisible()
    assert dialog.leaving is not None
    dialog.leaving.reject()
    dialog.second.clear()
    leave(dialog, qtbot)
    assert not dialog.isVisible()


def _every_dialog() -> list[type[Dialog]]:
    """Return every dialog of the program, all of its modules loaded."""
    for module in pkgutil.walk_packages(ui.__path__, "dxdesk.ui."):
        importlib.import_module(module.name)
    found, wanted = [], [Dialog]
    while wanted:
        one = wanted.pop()
        found.append(one)
        wanted += one.__subclasses__()
    return [one for one in found if one.__module__.startswith("dxdesk.")]


def test_whatever_writes_a_record_down_asks_from_the_first_field() -> None:
    """Such a dialog says ``tried`` with the record; one of its fields is what somebody decided already."""
    editors = [one for one in _every_dialog() if hasattr(one, "tried")]
    names = {one.__name__ for one in editors}
    assert {"TargetDialog", "FiguresDialog", "FormDialog", "CourseDialog", "SessionDialog"} <= names
    assert [one.__name__ for one in editors if one.asks_from != ANY_FIELD] == []


@WAYS
def test_an_editor_asks_about_one_line(
    qtbot: QtBot, dialog: _Asking, leave: Callable[[_Asking, QtBot], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Asking, "asks_from", EditDialog.asks_from)
    dialog.second.setText("前から")
    qtbot.keyClicks(dialog.first, "a")
    leave(dialog, qtbot)
    assert dialog.isVisible()
    assert dialog.leaving is not None
    dialog.leaving.reject()
    dialog.first.clear()
    leave(dialog, qtbot)
    assert not dialog.isVisible()


@WAYS
def test_nothing_is_asked_where_nobody_wrote(
    qtbot: QtBot, dialog: _Asking, leave: Callable[[_Asking, QtBot], None]
) -> None:
    dialog.text.setPlainText("前からの文")
    dialog.first.setText("前から")
    dialog.second.setText("前から")
    qtbot.keyClicks(dialog.secret, "abc")
    qtbot.keyClicks(dialog.number, "12")
    leave(dialog, qtbot)
    assert not dialog.isVisible()
    assert dialog.leaving is None
