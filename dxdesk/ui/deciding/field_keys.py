"""Ctrl+Z and Esc in a field for words: what it has no use for itself belongs to the page around it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


class FieldKeys(QObject):
    """A field claims Ctrl+Z even with nothing typed in it; a level mistyped before could not be undone."""

    def __init__(self, field: QLineEdit | QPlainTextEdit, table: QWidget) -> None:
        """Watch a field; Esc leads from it back to the table it belongs to."""
        super().__init__(field)
        self._field, self._table = field, table
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave an undo or redo that the field cannot do to the page; take Esc."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._for_page(event):
                event.ignore()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._table.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _for_page(self, event: QKeyEvent) -> bool:
        field = self._field
        own = field if isinstance(field, QLineEdit) else field.document()
        return (event.matches(QKeySequence.StandardKey.Undo) and not own.isUndoAvailable()) or (
            event.matches(QKeySequence.StandardKey.Redo) and not own.isRedoAvailable()
        )
