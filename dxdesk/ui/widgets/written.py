"""What a person typed into a dialog and nobody keeps yet."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

FIELDS = 2
"""Filled fields of one line from which closing asks first: one alone is typed again soon enough."""

ANY_FIELD = 1
"""The same of a dialog that writes a record down: what somebody decided of it stands nowhere else."""


def is_written(dialog: QWidget, from_fields: int = FIELDS) -> bool:
    """Tell whether so many lines were typed into a dialog since its fields were filled by the program.

    A field of several lines counts alone. Passphrases do not count, nor numbers and what one searches by
    choosing: those are set, not written.
    """
    fields: list[QPlainTextEdit | QTextEdit] = [
        *dialog.findChildren(QPlainTextEdit),
        *dialog.findChildren(QTextEdit),
    ]
    if any(_here(one, dialog) and _typed_in(one) for one in fields):
        return True
    lines: list[QLineEdit] = list(dialog.findChildren(QLineEdit))
    return sum(_here(line, dialog) and _typed(line) for line in lines) >= from_fields


def _typed_in(field: QPlainTextEdit | QTextEdit) -> bool:
    return not field.isReadOnly() and field.document().isModified() and bool(field.toPlainText().strip())


def _here(field: QWidget, dialog: QWidget) -> bool:
    return field.window() is dialog and field.isVisibleTo(dialog)


def _typed(field: QLineEdit) -> bool:
    written = field.isModified() and not field.isReadOnly() and bool(field.text().strip())
    set_not_written = isinstance(field.parentWidget(), QAbstractSpinBox | QComboBox)
    return written and not set_not_written and field.echoMode() is QLineEdit.EchoMode.Normal
