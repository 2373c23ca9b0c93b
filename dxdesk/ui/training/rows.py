"""Rows of a form: as many lines of the same fields as there are things to say; each can be taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dxdesk.ui.training import messages
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row

Field = QLineEdit | QComboBox


class Rows(QWidget):
    """Lines of fields under a title; ``make`` makes the fields of one line, filled with what it says."""

    def __init__(
        self,
        title: str,
        adding: str,
        names: Sequence[str],
        make: Callable[[Sequence[str]], Sequence[Field]],
        said: Sequence[Sequence[str]],
        name: str,
        hint: str = "",
    ) -> None:
        """Make the lines that are said.

        Args:
            title: what stands above.
            adding: the word of the button that adds a line.
            names: what the fields of a line are called, in their order.
            make: returns the fields of a line, given what it says (empty texts for a new one).
            said: the texts of each line.
            name: what the button that adds is called by.
            hint: what it means where there is no line.
        """
        super().__init__()
        self._names, self._make = names, make
        self.lines: list[tuple[QFrame, Sequence[Field], QPushButton]] = []
        self._inside: QVBoxLayout = column(gap=6)
        self._hint = Text(hint, "muted", wrap=True)
        self.add = button(adding, lambda: self.add_line(focus=True), look="flush", icon="plus", name=name)
        head = Text(title, "caption", wrap=True)
        self.setLayout(column(head, self._hint, self._inside, row(self.add, STRETCH), gap=4))
        for texts in said:
            self.add_line(texts)
        self._number()

    def add_line(self, texts: Sequence[str] = (), *, focus: bool = False) -> None:
        """Add a line, blank unless texts say something."""
        fields = self._make(texts or [""] * len(self._names))
        away = button(messages.REMOVE, look="quiet")
        line = row(*fields, away, gap=6)
        for position in range(len(fields)):
            line.setStretch(position, 1)
        frame = inside(line)
        away.clicked.connect(lambda *_: self._remove(frame))
        self.lines.append((frame, fields, away))
        self._inside.addWidget(frame)
        self._number()
        if focus:
            fields[0].setFocus(Qt.FocusReason.TabFocusReason)

    def texts(self) -> list[tuple[str, ...]]:
        """Return what each line says: the data of what is chosen, else the text."""
        return [tuple(map(_said, fields)) for _, fields, _ in self.lines]

    def _remove(self, frame: QFrame) -> None:
        position = next(position for position, line in enumerate(self.lines) if line[0] is frame)
        del self.lines[position]
        self._inside.removeWidget(frame)
        frame.hide()
        frame.deleteLater()
        self._number()
        following = self.lines[min(position, len(self.lines) - 1)][1][0] if self.lines else self.add
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _number(self) -> None:
        """Let a screen reader tell the lines apart."""
        for position, (_, fields, away) in enumerate(self.lines, start=1):
            for what, field in zip(self._names, fields, strict=True):
                field.setAccessibleName(messages.FIELD_OF.format(what=what, position=position))
            away.setAccessibleName(messages.REMOVE_OF.format(what=self._names[0], position=position))
        self._hint.setVisible(not self.lines and bool(self._hint.text()))


def _said(field: Field) -> str:
    if isinstance(field, QComboBox):
        data = field.currentData()
        return field.currentText().strip() if data is None else str(data)
    return field.text().strip()


def choice(entries: Sequence[tuple[str, str]], chosen: str) -> Choice:
    """Return a choice of (word that is kept, text); a word that is not offered is offered as it is."""
    made = Choice()
    for key, text in entries:
        made.addItem(text, key)
    if chosen and made.findData(chosen) < 0:
        made.addItem(chosen, chosen)
    made.setCurrentIndex(max(made.findData(chosen), 0))
    made.setMinimumWidth(90)
    return made
