"""What a screen reader says, and in which language, on every screen of every role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dxdesk.ports.entities import Role
from dxdesk.ui.shell import actions
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
INTERACTIVE = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QPlainTextEdit,
    QTextEdit,
    QAbstractItemView,
)
OWN_PARTS = (QComboBox, QAbstractSpinBox)
ALLOWED = {
    "Excel",
    "dxdesk",
    "Caps",
    "Lock",
    "Ctrl",
    "Del",
    "Enter",
    "Esc",
    "Tab",
    "Shift",
    "Alt",
    "Space",
    "Wi",
    "Fi",
}
"""Names of programs and keys; abbreviations in capitals (PDF, LV1, RPA) are words of the trade."""
FILES = re.compile(r"[\w.\-/\\]+\.(xlsx|dxdesk|csv|pdf|md|txt)|/[\w./\-]+|\b[0-9a-f]{16,}\b")


def parts(top: QWidget) -> Iterator[QWidget]:
    """Return what one can use on a page, without what Qt itself puts inside its widgets."""
    for widget in top.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget, QHeaderView)
        parent = widget.parent()
        inner = inner or isinstance(parent, (*OWN_PARTS, QTabBar, QAbstractItemView))
        inner = inner or (isinstance(widget, QAbstractItemView) and widget.window() is not top.window())
        inner = inner or (isinstance(widget, QAbstractButton) and isinstance(parent, QLineEdit))
        # A button without a task yet has no name yet either; nobody can reach it.
        inner = inner or (
            isinstance(widget, QAbstractButton) and not widget.isVisible() and not widget.text()
        )
        if isinstance(widget, INTERACTIVE) and not inner:
            yield widget


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def texts(top: QWidget) -> Iterator[str]:
    for widget in top.findChildren(QWidget):
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        if isinstance(widget, (QLineEdit, QPlainTextEdit)):
            yield widget.placeholderText()
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(position) for position in range(widget.count()))
        yield widget.accessibleName()
        yield widget.toolTip()


def english(text: str) -> set[str]:
    plain = re.sub(r"<[^>]+>|&\w+;", " ", FILES.sub(" ", text))
    return {word for word in re.findall(r"[A-Za-z]+", plain) if word not in ALLOWED and not word.isupper()}


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_everything_one_can_use_has_a_japanese_name(
    qtbot: QtBot, show: Show, office: Office, role: Role
) -> None:
    window = show(office.desk_of(role))
    nameless, foreign = set(), set()
    for place in actions.destinations(role):
        window.go(place.key)
        settle(qtbot, window)
        settle(qtbot, window)
        for widget in parts(window):
            if not name_of(widget).strip():
                nameless.add(f"{place.key}: {type(widget).__name__} {widget.objectName()}")
        for text in texts(window):
            foreign |= {f"{place.key}: {word}: {text[:60]}" for word in english(text)}
    assert not nameless, "\n".join(sorted(nameless))
    assert not foreign, "\n".join(sorted(foreign))


def test_the_ways_in_have_names_too(qtbot: QtBot, office: Office) -> None:
    from dxdesk.ui.startup import app
    from dxdesk.ui.startup.create import CreateDialog
    from dxdesk.ui.startup.found_file import FoundFileDialog
    from dxdesk.ui.startup.welcome import Welcome
    from dxdesk.ui.widgets.passphrase import PassphraseDialog

    app.prepare()
    form = office.form("001003")
    shown: list[QWidget] = [
        Welcome(),
        CreateDialog(),
        PassphraseDialog("人事", "人事.dxdesk"),
        FoundFileDialog(form, "申告票です", "あなたの台帳を作ります。", "個人", personal=True),
    ]
    for top in shown:
        qtbot.addWidget(top)
        top.show()
        assert not [w for w in parts(top) if not name_of(w).strip()], top
        assert not [text for text in texts(top) if english(text)], top
        assert isinstance(top, QDialog) or top.windowTitle()
