"""A dialog that does long work itself: it says how far that is, can stop it, and stays open meanwhile."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.worker import Running
from dxdesk.ui.widgets.basics import Text, button, column, inside, row
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.meter import Meter


class WorkingDialog(Dialog):
    """``work`` is the part that shows the work; a subclass puts it in its place and keeps what it began.

    Work is begun with ``key=self`` and kept as ``_running``.
    """

    def __init__(self, operations: Operations, stop: str, parent: QWidget | None = None) -> None:
        """Make the part, hidden; ``stop`` is what its button says."""
        super().__init__(parent)
        self._operations = operations
        self._running: Running | None = None
        self.meter = Meter(8)
        self.far = Text("", "caption")
        self.stop = button(stop, self._stop, name="stop")
        half = row(self.meter, self.stop, gap=12)
        half.setStretch(0, 1)
        self.work = inside(column(self.far, half, gap=6))
        self.work.hide()

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._operations.busy(self)

    def show_far(self, what: str, done: int, whole: int) -> None:
        """Say what is done and how far it is."""
        self.far.setText(f"{what} {done * 100 // whole}%" if whole else what)
        self.meter.show_shares((done,), max(whole, 1), self.far.text())

    def _stop(self) -> None:
        if self._running is not None and self.busy:
            self._running.cancel()
            self.stop.setEnabled(False)

    def reject(self) -> None:
        """Close; work under way is stopped first, and says so here."""
        if self.busy:
            self._stop()
        else:
            super().reject()
