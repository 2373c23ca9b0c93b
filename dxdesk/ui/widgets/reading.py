"""What fields of a page get: a name for screen readers, no appetite for dropped files, Esc in a search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLayout, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from dxdesk.ui.widgets.spaced import SpacedText

_FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, SpacedText)


class _Emptied(QObject):
    """Empties a search with Esc; an empty one leaves the key to what is around it."""

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        """Take Esc, also from a shortcut, while there is something to take away."""
        kinds = QEvent.Type
        if (
            event.type() in (kinds.ShortcutOverride, kinds.KeyPress)
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and isinstance(field, QLineEdit)
            and field.text()
        ):
            event.accept()
            if event.type() == kinds.KeyPress:
                field.clear()
            return True
        return super().eventFilter(field, event)


def empty_by_escape(top: QWidget) -> None:
    """Let Esc empty every field that has the cross which does so."""
    lines: list[QLineEdit] = list(top.findChildren(QLineEdit))
    for line in lines:
        if line.isClearButtonEnabled() and line.findChild(_Emptied) is None:
            line.installEventFilter(_Emptied(line))


def keep_drops_off(top: QWidget) -> None:
    """Let files dropped on a field reach the window; the field would write down where they lie."""
    lines: list[QLineEdit] = list(top.findChildren(QLineEdit))
    for line in lines:
        line.setAcceptDrops(False)
    areas: list[QPlainTextEdit | QTextEdit] = [
        *top.findChildren(QPlainTextEdit),
        *top.findChildren(QTextEdit),
    ]
    for area in areas:
        area.setAcceptDrops(False)
        area.viewport().setAcceptDrops(False)


def name_fields(top: QWidget) -> None:
    """Give every field without a name of its own the one that people see; Esc empties what is a search."""
    empty_by_escape(top)
    for kind in _FIELDS:
        found: list[QWidget] = list(top.findChildren(kind))
        for field in found:
            if field.accessibleName() or isinstance(field.parent(), QComboBox):
                continue
            if isinstance(field, QComboBox):
                name = _caption(field) or field.itemText(0)
                editor = field.lineEdit()
                if editor is not None:
                    editor.setAccessibleName(name)
            else:
                asked = (
                    field.placeholderText()
                    if isinstance(field, QLineEdit | QPlainTextEdit | SpacedText)
                    else ""
                )
                name = _caption(field) or asked
            field.setAccessibleName(name)


def _caption(field: QWidget) -> str:
    """Return the label that stands before a field, in its layout or in the one around it."""
    parent = field.parentWidget()
    layout = parent.layout() if parent is not None else None
    found = _before(layout, field) if layout is not None else None
    return found or ""


def _before(layout: QLayout, field: QWidget) -> str | None:
    """Return the caption before a field, empty when it has none, None when the field is not in here."""
    said = ""
    for position in range(layout.count()):
        item = layout.itemAt(position)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is field:
            return said
        if inner is not None:
            found = _before(inner, field)
            if found is not None:
                return found or said
        said = widget.text() if isinstance(widget, QLabel) and widget.property("look") == "caption" else ""
    return None
