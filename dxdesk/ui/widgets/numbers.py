"""A field for 職員番号 that are typed or pasted, one under the other or side by side."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QPlainTextEdit

_BETWEEN = re.compile(r"[\s,\uff0c、;\uff1b]+")


class NumbersField(QPlainTextEdit):
    """Takes a column pasted from Excel as it is."""

    def __init__(self, name: str, hint: str, high: int, numbers: tuple[str, ...] = ()) -> None:
        """Make it ``high`` px high; ``name`` is what a screen reader says, ``numbers`` stand in it."""
        super().__init__("\n".join(numbers))
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFixedHeight(high)

    def numbers(self) -> tuple[str, ...]:
        """Return the numbers in their order, as written."""
        return tuple(part for part in _BETWEEN.split(self.toPlainText()) if part)
