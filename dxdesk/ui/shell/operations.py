"""The one gateway for work off the UI thread.

A screen hands over a piece of work and what to do with its result. Work that changes something or
takes long runs on one thread, in the order it was asked for (a store has one writer); short reads run
on another, so that screens answer during a long import. Work reports progress, can be cancelled, and
tells at the end what it changed, so that other screens know whether to look again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from dxdesk import crash
from dxdesk.domain.errors import KnownError
from dxdesk.ui.shell import garbage

if TYPE_CHECKING:
    from dxdesk.ports.store import Progress

T = TypeVar("T")

CHANGES = frozenset({"receipts", "standing", "roster", "cycle", "drafts", "settings", "keys"})
"""What a piece of work may have changed."""

_PROGRESS_EVERY = 0.05
"""Seconds between two progress reports: more of them would only slow the work down."""


class Running(QObject):
    """A piece of work under way."""

    progressed = Signal(int, int)
    ended = Signal(object, object)

    def __init__(self, title: str, work: Callable[[Progress], Any], parent: QObject) -> None:
        """Prepare work; ``title`` says what is being done.

        The parent keeps it until the UI thread deletes it: the worker may be the last to let go of it.
        """
        super().__init__(parent)
        self.title = title
        self.work = work
        self.cancelled = False
        self.quiet = not title
        self._reported = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next step; nothing stays half-applied."""
        self.cancelled = True

    def report(self, done: int, total: int) -> None:
        """Take progress from the worker thread.

        Raises:
            Cancelled: the person asked to stop.
        """
        if self.cancelled:
            raise _cancelled()
        now = time.monotonic()
        if done >= total or now - self._reported >= _PROGRESS_EVERY:
            self._reported = now
            self.progressed.emit(done, total)


class _Job(QRunnable):
    """Runs a piece of work on the worker thread."""

    def __init__(self, running: Running) -> None:
        super().__init__()
        self._running = running

    def run(self) -> None:
        """Do the work; every exception travels to the UI thread as a value."""
        result: object = None
        error: BaseException | None = None
        try:
            if self._running.cancelled:
                raise _cancelled()
            result = self._running.work(self._running.report)
        except BaseException as raised:
            error = raised
        if shiboken6.isValid(self._running):
            self._running.ended.emit(result, error)


class Operations(QObject):
    """Runs work for the screens of one window."""

    changed = Signal(object)
    """A frozenset of names of what changed."""
    started = Signal(object)
    """A ``Running`` with a title began (quiet work is not announced)."""
    finished = Signal(object)
    """That work ended, one way or another."""
    failed = Signal(object)
    """A ``KnownError`` nobody else wanted to show."""
    crashed = Signal(object)
    """A bug: the path of its report."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without work."""
        super().__init__(parent)
        self._writing, self._reading = QThreadPool(self), QThreadPool(self)
        for pool in (self._writing, self._reading):
            pool.setMaxThreadCount(1)
            # A store keeps a connection for each thread that uses it, so the threads stay.
            pool.setExpiryTimeout(-1)
        self._running: dict[Running, tuple[Any, ...]] = {}

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._running

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object] | None = None,
        *,
        title: str = "",
        changes: Iterable[str] = (),
        failed: Callable[[KnownError], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        owner: QObject | None = None,
    ) -> Running:
        """Run work off the UI thread.

        Args:
            work: gets a progress callback; must not touch widgets.
            done: gets the result on the UI thread.
            title: what is being done, in Japanese; empty for quick reads that need no sign.
            changes: names out of ``CHANGES``, announced after success.
            failed: gets an expected failure; without it the window shows it.
            cancelled: called after the person stopped the work.
            owner: whose callbacks these are; when it is gone they are not called.
        """
        unknown = set(changes) - CHANGES
        if unknown:
            raise ValueError(f"unknown changes: {unknown}")
        running = Running(title, work, self)
        self._running[running] = (done, frozenset(changes), failed, cancelled, owner)
        running.ended.connect(self._end)
        collector = garbage.collector()
        if title:
            collector.begin_long()
            self.started.emit(running)
        pool = self._writing if title or changes else self._reading
        pool.start(_Job(running))
        return running

    def announce(self, *changes: str) -> None:
        """Tell screens that something changed."""
        self.changed.emit(frozenset(changes))

    def wait(self, milliseconds: int = 30_000) -> bool:
        """Let running work end (used when the window closes); return whether it did."""
        return self._writing.waitForDone(milliseconds) and self._reading.waitForDone(milliseconds)

    def close(self) -> None:
        """Stop long work and let small writes (drafts) end; results of all of it are dropped."""
        for running in list(self._running):
            if not running.quiet:
                running.cancel()
        self.wait()
        for running in self._running:
            if not running.quiet:
                garbage.collector().end_long()
        self._running.clear()

    def _end(self, result: object, error: BaseException | None) -> None:
        running = self.sender()
        if not isinstance(running, Running) or running not in self._running:
            return
        done, changes, failed, cancelled, owner = self._running.pop(running)
        if not running.quiet:
            garbage.collector().end_long()
            self.finished.emit(running)
        wanted = owner is None or shiboken6.isValid(owner)
        if error is None:
            if done is not None and wanted:
                done(result)
            if changes:
                self.changed.emit(changes)
        elif isinstance(error, type(_cancelled())):
            if cancelled is not None and wanted:
                cancelled()
        elif isinstance(error, KnownError):
            if failed is not None and wanted:
                failed(error)
            else:
                self.failed.emit(error)
        else:
            self.crashed.emit(crash.write(error))
        running.deleteLater()


def _cancelled() -> Exception:
    """Return what stops work; imported when first needed, the first window paints without it."""
    from dxdesk.usecases.workplace.desk import Cancelled

    return Cancelled()
