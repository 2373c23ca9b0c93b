"""What every field of a page gets: a name for screen readers, and no appetite for dropped files."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QLayout, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_FIELDS = (QLineEdit, QComboBox, QPlainTextEdit)


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
    """Give every field without a name of its own the one that people see."""
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
                asked = field.placeholderText() if isinstance(field, QLineEdit | QPlainTextEdit) else ""
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
    for place in range(layout.count()):
        item = layout.itemAt(place)
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
