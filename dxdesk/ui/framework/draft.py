"""The draft being edited: one framework now, those before it (undo), and writing it behind the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.saving import SAVE_AFTER_MS, TRY_AGAIN_MS
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.framework_editing.drafts import OpenDraft

KEEP = 200
"""Steps that can be taken back."""


class Ask(Protocol):
    """Runs what writes a draft through the gateway, as a screen does."""

    def __call__(
        self,
        work: Callable[[Progress], str],
        done: Callable[[str], object],
        *,
        finally_: Callable[[], object],
        kind: Work,
        failed: Callable[[KnownError], object],
        keeps: object,
    ) -> object:
        """Run it; ``done`` gets what it returned."""


class Draft(QObject):
    """A draft with its history; ``changed`` says that pages show something older now."""

    changed = Signal()
    saved = Signal(str)
    refused = Signal(object)

    def __init__(self, opened: OpenDraft, desk: Desk, ask: Ask, parent: QObject) -> None:
        """Begin with what was kept; ``ask`` runs work through the gateway."""
        super().__init__(parent)
        self.opened = opened
        self.framework = opened.framework
        self._desk, self._ask = desk, ask
        self._past: list[Framework] = []
        self._future: list[Framework] = []
        self._typing = ""
        self.dirty = self.behind = False
        """Whether there is something to write, and whether what is kept is older than what stands here."""
        self._told = ""
        self.keeps = True
        """Whether changes are written; an example that is only shown is not."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save_now)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self._future)

    def apply(self, framework: Framework, typing: str = "") -> None:
        """Go on with a changed framework; further letters in one field (``typing``) are one step."""
        if framework == self.framework:
            return
        if not typing or typing != self._typing:
            self._past = [*self._past[1 - KEEP :], self.framework]
        self._typing = typing
        self._future.clear()
        self._show(framework)

    def undo(self) -> None:
        """Take the last step back."""
        if self._past:
            self._future.append(self.framework)
            self._typing = ""
            self._show(self._past.pop())

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._future:
            self._past.append(self.framework)
            self._typing = ""
            self._show(self._future.pop())

    def _show(self, framework: Framework) -> None:
        self.framework = framework
        self.dirty = self.behind = True
        self._timer.start(SAVE_AFTER_MS)
        self.changed.emit()

    def save_now(self) -> None:
        """Write what was not written yet; returns at once, the write goes on behind."""
        self._timer.stop()
        if not self.dirty or not self.keeps:
            return
        self.dirty = False
        framework = self.framework

        def write(_: Progress) -> str:
            from dxdesk.usecases.framework_editing.drafts import save_draft

            return save_draft(self._desk, self.opened.draft_id, framework)

        def failed(error: KnownError) -> None:
            if error.code != self._told:
                self._told = error.code
                self.refused.emit(error)
            if error.code != "framework-draft-unknown":
                self._timer.start(TRY_AGAIN_MS)

        def done(now: str) -> None:
            written.append(now)
            self.behind = self.behind and self.framework is not framework
            self._done(now)

        def ended() -> None:
            self.dirty = self.dirty or not written

        written: list[str] = []
        self._ask(write, done, kind=Work.KEEP, failed=failed, finally_=ended, keeps=self)

    def _done(self, now: str) -> None:
        self._told = ""
        self.saved.emit(f"{dates.clock_time(now)} {words.SAVED}")
