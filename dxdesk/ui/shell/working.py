"""Dialogs that work while they stand there: how far that is, and one way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.statusbar import stopping
from dxdesk.ui.shell.worker import Running
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.drops import shown_banner
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row
from dxdesk.ui.widgets.meter import Meter

if TYPE_CHECKING:
    from dxdesk.domain.errors import KnownError
    from dxdesk.ports.store import Progress

T = TypeVar("T")

STOP = "やめる"
STOPPED = "とめました。何も変えていません。"
STOPPED_LATE = "とめました。書き終えたところまでは残っています。"
SIGN_MS = 300
"""Work that takes less shows no sign: it would only flicker."""


class BusyDialog(Dialog):
    """A dialog whose やめる, Escape and cross stop the work it began, and close it when there is none.

    The work shows beside the buttons (``foot``) how far it is: the line at the bottom of the window lies
    behind the dialog and cannot be reached. Work is begun with ``key=self`` and kept as ``_running``.
    """

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        """Show no work yet."""
        super().__init__(parent)
        self._operations = operations
        self._running: Running | None = None
        self.meter = Meter(8)
        self.far = Text("", "caption")
        self.sign = inside(column(self.far, self.meter, gap=4))
        self.sign.setMinimumWidth(240)
        self.sign.hide()
        self.stop = button(STOP, self.reject, name="stop")

    def foot(self, *buttons: QWidget) -> QHBoxLayout:
        """Return the last row of the dialog: the work under way, やめる, and what the dialog does."""
        foot = row(self.sign, STRETCH, self.stop, *buttons)
        foot.setStretch(0, 1)
        return foot

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._operations.busy(self)

    def work(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        title: str,
        *,
        kind: Work = Work.READ,
        failed: Callable[[KnownError], object] | None = None,
        stopped: Callable[[], object] | None = None,
    ) -> None:
        """Run work of this dialog; ``stopped`` is called after it was stopped, else the dialog says so."""

        def ended(result: T) -> None:
            # It changed nothing and had no step where it could stop: whoever stopped it wants no result.
            if running.cancelled and not running.wrote:
                (stopped or self._say_stopped)()
            else:
                done(result)

        running = self._running = self._operations.run(
            work,
            ended,
            finally_=self.show_running,
            progressed=lambda far, whole: self.show_far(title, far, whole),
            title=title,
            kind=kind,
            failed=failed,
            cancelled=stopped or self._say_stopped,
            owner=self,
            key=self,
        )
        self.show_far(title, 0, 0)
        self.show_running()
        later(self, self._show_sign, SIGN_MS)

    def show_running(self) -> None:
        """Draw what rests while work is under way; a subclass lets its own parts rest too."""
        self.stop.setEnabled(not (self.busy and self._running is not None and self._running.cancelled))
        if not self.busy:
            self.sign.hide()

    def _show_sign(self) -> None:
        self.sign.setVisible(self.busy)

    def show_far(self, what: str, done: int, whole: int) -> None:
        """Say what is done and how far it is."""
        if self._running is not None and self.busy and self._running.cancelled:
            what, whole = stopping(self._running), 0
        self.far.setText(f"{what} {done * 100 // whole}%" if whole else what)
        self.meter.show_shares((done,), max(whole, 1), self.far.text())

    def stop_work(self) -> None:
        """Stop what is under way, and say so where it is seen."""
        if self._running is not None and self.busy:
            self._running.cancel()
            self.show_far("", 0, 0)
            self.show_running()

    def _say_stopped(self) -> None:
        banner = shown_banner(self)
        late = self._running is not None and self._running.wrote
        if banner is not None:
            banner.say(STOPPED_LATE if late else STOPPED, tone="info")

    def reject(self) -> None:
        """Close; work under way is stopped first, and says so here."""
        if self.busy:
            self.stop_work()
        else:
            super().reject()


class WorkingDialog(BusyDialog):
    """A dialog of one long act, which a part of its own shows: ``shown``, put in its place by a subclass."""

    def __init__(self, operations: Operations, stop: str, parent: QWidget | None = None) -> None:
        """Make the part, hidden; ``stop`` is what its button says."""
        super().__init__(operations, parent)
        self.stop.setText(stop)
        half = row(self.meter, self.stop, gap=12)
        half.setStretch(0, 1)
        self.shown = inside(column(self.far, half, gap=6))
        self.shown.hide()
