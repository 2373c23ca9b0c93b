"""Fields of a form that tell what is typed and can be filled again without telling."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from dxdesk.ui.widgets.basics import Text

LINE = 21
"""Px of a line of text in a field."""


def line(name: str, typed: Callable[[str], object]) -> QLineEdit:
    """Return a field of one line."""
    field = QLineEdit()
    field.setAccessibleName(name)
    field.textEdited.connect(typed)
    return field


class Lines(QPlainTextEdit):
    """A field of several lines; Tab goes on, and ``typed`` gets the lines that say something."""

    def __init__(self, name: str, typed: Callable[[tuple[str, ...]], object], high: int = 2) -> None:
        """Make a field ``high`` lines high."""
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(high * LINE + 16)
        self.textChanged.connect(lambda: typed(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines, without empty ones."""
        return tuple(part.strip() for part in self.toPlainText().split("\n") if part.strip())


def choice(name: str, chosen: Callable[[str], object]) -> QComboBox:
    """Return a list to choose from; ``chosen`` gets the data of the entry."""
    field = QComboBox()
    field.setAccessibleName(name)
    field.activated.connect(lambda place: chosen(str(field.itemData(place))))
    return field


def tick(name: str, ticked: Callable[[bool], object]) -> QCheckBox:
    """Return a box to tick."""
    field = QCheckBox(name)
    field.clicked.connect(ticked)
    return field


def fill(field: QWidget, value: object) -> None:
    """Show a value without telling anybody; what is the same already keeps its cursor."""
    with QSignalBlocker(field):
        if isinstance(field, QLineEdit):
            if field.text() != value:
                field.setText(str(value))
        elif isinstance(field, Lines):
            wanted = value if isinstance(value, tuple) else tuple(str(value).split("\n"))
            if field.lines != tuple(part for part in wanted if part.strip()):
                field.setPlainText("\n".join(map(str, wanted)).strip("\n"))
        elif isinstance(field, QCheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(value))


def entries(field: QComboBox, pairs: list[tuple[str, str]]) -> None:
    """Offer (data, text) pairs."""
    with QSignalBlocker(field):
        field.clear()
        for data, text in pairs:
            field.addItem(text, data)


def caption(text: str) -> Text:
    """Return the caption over a field."""
    return Text(text, "caption", wrap=True)
