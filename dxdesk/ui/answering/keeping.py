"""Keeping what is typed: a draft after every change, quietly, and never lost by a failed write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from dxdesk.domain.errors import KnownError
from dxdesk.ui.look import dates, remembered, words
from dxdesk.ui.shell.folders import documents_folder
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.saving import SAVE_AFTER_MS, TRY_AGAIN_MS

if TYPE_CHECKING:
    from dxdesk.ports.store import Progress
    from dxdesk.ui.shell.worker import Running
    from dxdesk.usecases.answering.sheet import Answers
    from dxdesk.usecases.workplace.desk import Desk

T = TypeVar("T")


class Ask(Protocol):
    """Runs work through the gateway and shows failures, as ``Screen.ask`` does."""

    def __call__(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object] | None = None,
        *,
        finally_: Callable[[], object] | None = None,
        title: str = "",
        kind: Work = Work.READ,
        failed: Callable[[KnownError], object] | None = None,
        key: object = None,
        keeps: object = None,
    ) -> Running:
        """Run work off the UI thread; ``done`` takes what it returns."""


class Keeper(QObject):
    """Writes drafts behind the screen."""

    saved = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk, operations: Operations, ask: Ask, parent: QObject) -> None:
        """Keep drafts in a desk's store; ``ask`` runs work through the gateway ``operations``."""
        super().__init__(parent)
        self._desk, self._operations, self._ask = desk, operations, ask
        self._held: dict[str, Answers] = {}
        """By employee number the newest answers not known to be written."""
        self._due: set[str] = set()
        """Of which of them no writing is under way."""
        self._told = ""
        self.noted = 0
        """How many changes were noted so far."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save_now)

    @property
    def waiting(self) -> bool:
        """Whether something is not written yet."""
        return bool(self._held)

    def held(self, number: str) -> Answers | None:
        """Return the answers of somebody that are not known to be written: newer than what is kept."""
        return self._held.get(number)

    def note(self, answers: Answers, number: str, *, at_once: bool = False) -> None:
        """Take note of a change; it is written soon, or at once."""
        self._held[number] = answers
        self._due.add(number)
        self.noted += 1
        self._timer.start(0 if at_once else SAVE_AFTER_MS)

    def forget(self, answers: Answers) -> None:
        """Let go of these answers where they still wait: they were submitted meanwhile."""
        for number in [number for number, held in self._held.items() if held == answers]:
            del self._held[number]
            self._due.discard(number)
            self._operations.let_go((self, number))

    def save_now(self) -> None:
        """Write what was not written yet; returns at once, the write goes on behind."""
        self._timer.stop()
        for number in sorted(self._due):
            self._write(number, self._held[number])
        self._due.clear()

    def _write(self, number: str, answers: Answers) -> None:
        def write(_: Progress) -> str:
            from dxdesk.usecases.answering.self_report import save_draft

            save_draft(self._desk, answers, number)
            return self._desk.services.clock.now()

        def done(now: str) -> None:
            if self._held.get(number) is answers:
                del self._held[number]
            self._done(now)

        def failed(error: KnownError) -> None:
            self._timer.start(TRY_AGAIN_MS)
            if error.code != self._told:
                self._told = error.code
                self.refused.emit(error)

        def ended() -> None:
            # A newer note is the better one to write; without one, this one must not be lost.
            if self._held.get(number) is answers:
                self._due.add(number)

        self._ask(write, done, kind=Work.KEEP, failed=failed, finally_=ended, keeps=(self, number))

    def _done(self, now: str) -> None:
        self._told = ""
        self.saved.emit(f"{dates.clock_time(now)} {words.SAVED}")


def kept_folder() -> Path:
    """Return where answered forms go: the last place, else the documents."""
    kept = remembered.kept("submit/folder")
    return Path(str(kept)) if kept else documents_folder()


def keep_folder(folder: Path) -> None:
    """Remember where answered forms go."""
    remembered.keep("submit/folder", str(folder))
