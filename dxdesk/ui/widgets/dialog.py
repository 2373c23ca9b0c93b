"""A dialog as high as its texts need at its width, and no higher."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from dxdesk.ui.widgets.reading import name_fields


class Dialog(QDialog):
    """Fits its height to wrapped texts when it is shown and when a message appears in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty dialog."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fitting = False

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once it is known how wide the dialog is."""
        super().showEvent(event)
        name_fields(self)
        self.fit()

    def event(self, event: QEvent) -> bool:
        """Fit again after parts appeared or went."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible() and not self._fitting:
            self._fitting = True
            QTimer.singleShot(0, self, self.fit)
        return super().event(event)

    def fit(self) -> None:
        """Take the height that the layout needs at the present width."""
        self._fitting = False
        layout = self.layout()
        if layout is None:
            return
        # Wrapped texts ask for the height they would need at their narrowest; we know the width.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumHeight(0)
        wide = max(self.width(), layout.minimumSize().width())
        high = layout.heightForWidth(wide) if layout.hasHeightForWidth() else layout.sizeHint().height()
        self.resize(wide, high)
