"""The fields an objection is about: what was found in them, and whether they say something else by now."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid


def text_of(field: QWidget) -> str | None:
    """Return what a field says, ``None`` for what is no field or is gone."""
    if not isValid(field):
        return None
    if isinstance(field, QLineEdit):
        return field.text().strip()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.toPlainText().strip()
    return field.currentText().strip() if isinstance(field, QComboBox) else None


def read(fields: Iterable[QWidget]) -> dict[QWidget, str]:
    """Return what fields say now; what is none, or is gone, is left out."""
    return {field: said for field in fields if (said := text_of(field)) is not None}


def hear(fields: Iterable[QWidget], call: Callable[[], object]) -> None:
    """Call when one of the fields says something else."""
    for field in fields:
        if isinstance(field, QComboBox):
            field.currentTextChanged.connect(lambda _: call())
        elif isinstance(field, QLineEdit):
            field.textChanged.connect(lambda _: call())
        elif isinstance(field, QPlainTextEdit | QTextEdit):
            field.textChanged.connect(lambda: call())


def naming(window: QWidget, found: Iterable[str]) -> tuple[QWidget, ...]:
    """Return the fields in view that say what was found, or one of several things found together."""
    from dxdesk.ui.widgets.days import BLANK, DayEdit  # a calendar is not needed for the first window

    whole = [text.strip() for text in found if text.strip()]
    wanted = {part for text in whole for part in (text, *text.split("、"))}
    if not wanted:
        return ()
    fields: list[QLineEdit] = list(window.findChildren(QLineEdit))
    blank = {True: BLANK, False: ""}
    return tuple(
        field
        for field in fields
        if field.isVisible() and (text_of(field) or blank[isinstance(field, DayEdit)]) in wanted
    )
