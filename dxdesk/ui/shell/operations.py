"""The one gateway for work off the UI thread.

A screen hands over a piece of work and everything it wants to hear of it. Work that changes something or
takes long runs on one thread, in the order it was asked for (a store has one writer); short reads run
on another, so that screens answer during a long import. Long work that changes nothing (a check, a copy)
runs aside, so that nobody's saving waits for it. Work reports progress and can be cancelled. What its
commits changed is told at its end, also where it was stopped or failed after some of them, so that screens
know whether to look again: by what was written (``ports.changes``), never by what a screen says of it.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from enum import Enum
from types import FunctionType
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from dxdesk import crash
from dxdesk.domain.errors import KnownError
from dxdesk.ui.shell import garbage, watched
from dxdesk.ui.shell.worker import AnyJob, Job, Lane, Running, cancelled, postbox

if TYPE_CHECKING:
    from dxdesk.ports.changes import Changes
    from dxdesk.ports.store import Progress

T = TypeVar("T")


class Work(Enum):
    """What a piece of work is, as far as it has to be known before it runs."""

    READ = "read"
    """It shows something. Short ones run beside what is written."""
    KEEP = "keep"
    """It writes a draft, or reads what a draft that is being written may change; begun twice it is written
    twice, which is no harm."""
    ACT = "act"
    """It does something that stands in the audit: begun twice it would stand there twice."""


class Sign(Protocol):
    """What shows long work under way."""

    def begin_work(self, running: Running) -> None:
        """Show a work that began."""

    def show_work(self, running: Running, done: int, total: int) -> None:
        """Show how far it is."""

    def end_work(self, running: Running) -> None:
        """Take the sign of a work away."""


class _Asked(Generic[T]):
    """What was asked for with a piece of work."""

    def __init__(
        self,
        work: Callable[[Progress], T],
        running: Running,
        done: Callable[[T], object] | None,
        finally_: Callable[[], object] | None,
        progressed: Callable[[int, int], object] | None,
        failed: Callable[[KnownError], object] | None,
        cancelled: Callable[[], object] | None,
        kind: Work,
        owner: QObject | None,
        key: object,
        keeps: object,
    ) -> None:
        self.work, self.running = work, running
        self.done, self.finally_, self.progressed = done, finally_, progressed
        self.failed, self.cancelled = failed, cancelled
        self.kind, self.owner, self.key, self.keeps = kind, owner, key, keeps

    @property
    def only_reads(self) -> bool:
        return self.running.quiet and self.kind is Work.READ

    @property
    def is_act(self) -> bool:
        return self.kind is Work.ACT


_AnyAsked = _Asked[Any]
"""What was asked for with work of whichever kind; ``run`` gives a job and what hears of it one kind."""


class Operations(QObject):
    """Runs work for the screens of one window.

    For each work that ended exactly one of ``done``, ``failed`` and ``cancelled`` is called, then
    ``finally_``, then what it changed is announced: on the UI thread, once, in this order, whatever one of
    them raises. Nothing can be connected late: who wants to hear of a work hands its callbacks over with it.
    """

    changed = Signal(object)
    """``Changes`` that became durable in one piece of work; never none."""
    acting = Signal()
    """An act began: what is told of the one before is no longer of what was done last."""
    started = Signal(object)
    """A ``Running`` with a title began (quiet work is not announced)."""
    progressed = Signal(object, int, int)
    """That work is so far: the ``Running``, done, total; never after its end."""
    finished = Signal(object)
    """That work ended, one way or another."""
    failed = Signal(object)
    """A ``KnownError`` nobody else wanted to show."""
    crashed = Signal(object)
    """A bug, in a work or in a callback: the path of its report."""
    kept = Signal()
    """What somebody typed was written, or could not be: ``unsaved`` and ``keeping`` say how it stands."""
    closed = Signal()
    """After ``close()``: the last work ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without work; made on the UI thread."""
        super().__init__(parent)
        self._postbox = postbox()
        self._writing, self._reading = Lane("dxdesk-writing"), Lane("dxdesk-reading")
        self._aside = Lane("dxdesk-aside")
        self._lanes = (self._writing, self._reading, self._aside)
        weakref.finalize(self, _dismiss, self._lanes)
        self._asked: dict[int, _AnyAsked] = {}
        self._unread: list[tuple[_AnyAsked, frozenset[int]]] = []
        self._unsaved: dict[object, tuple[QObject | None, Exception]] = {}
        """By what was to be kept: whose it is, and why the last writing of it failed."""
        self._closing = self._closed = False

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._asked

    def busy(self, key: object) -> bool:
        """Return whether work asked for with this key is under way; in its own callbacks it no longer is."""
        return any(asked.key is not None and asked.key == key for asked in self._asked.values())

    @property
    def keeping(self) -> bool:
        """Whether something typed is being written now."""
        return any(asked.keeps is not None for asked in self._asked.values())

    def unsaved(self, owner: QObject | None = None) -> Exception | None:
        """Return why something typed (of an owner, if one is named) is not saved; ``None`` where all is.

        It holds from a write that failed until one of the same succeeds, or ``let_go``.
        """
        found = (why for whose, why in self._unsaved.values() if owner is None or whose is owner)
        return next(found, None)

    def let_go(self, keeps: object) -> None:
        """Take what could not be kept as done with: it was written in another way, or is not wanted."""
        if self._unsaved.pop(keeps, None) is not None:
            self.kept.emit()

    def wait_for_kept(self, patience: float) -> None:
        """Let what is typed be written, at most so many seconds; who asked for it has heard afterwards."""
        self._wait(lambda: self.keeping, patience)

    @property
    def act_under_way(self) -> Running | None:
        """The long act that goes on now and nobody stopped; it would end half-way if the window closed."""
        acts = (asked.running for asked in self._asked.values() if asked.is_act)
        return next((one for one in acts if not one.quiet and not one.cancelled), None)

    def wait_for_acts(self, patience: float) -> None:
        """Let long acts end, at most so many seconds; who asked for them has heard afterwards."""
        self._wait(lambda: self.act_under_way is not None, patience)

    def stop_acts(self) -> None:
        """Stop long acts at their next step; what is already being written of one stays."""
        for asked in self._asked.values():
            if asked.is_act and not asked.running.quiet:
                asked.running.wind_up()

    def wait_for(self, key: object, patience: float) -> None:
        """Let work with a key end, at most so many seconds; who asked for it has heard afterwards."""
        self._wait(lambda: self.busy(key), patience)

    def _wait(self, goes_on: Callable[[], bool], patience: float) -> None:
        end = time.monotonic() + patience
        while goes_on() and time.monotonic() < end:
            time.sleep(_LOOK_SECONDS)
            self._postbox.hand_out_of(self)

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object] | None = None,
        *,
        finally_: Callable[[], object] | None = None,
        progressed: Callable[[int, int], object] | None = None,
        title: str = "",
        kind: Work = Work.READ,
        failed: Callable[[KnownError], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        owner: QObject | None = None,
        key: object = None,
        aside: bool = False,
        keeps: object = None,
    ) -> Running:
        """Run work off the UI thread; after ``close()`` nothing runs any more.

        An act that is under way and was the last one asked for by its owner is not begun a second time:
        somebody pressed twice. Nor is it after it succeeded, until its owner has read what it changed: what
        is pressed then still shows how things stood before. It is the same where it is the same function of
        the same values; what was asked for first is returned and calls its own callbacks.

        Args:
            work: gets a progress callback; must not touch widgets.
            done: gets the result on the UI thread.
            finally_: called after the work ended in whichever way, a bug included.
            progressed: gets done and total on the UI thread, never after the end.
            title: what is being done, in Japanese; empty for quick reads that need no sign.
            kind: on which thread it runs and whether a second one is begun; what it changed is heard of it.
            failed: gets an expected failure; without it the window shows it.
            cancelled: called after the person stopped the work.
            owner: whose callbacks these are; when it is gone they are not called.
            key: what ``busy`` is asked with while the work is under way.
            aside: long work that writes nothing people save: theirs does not wait for it.
            keeps: what typed by somebody it writes: from a failure on ``unsaved`` tells of it.
        """
        running = Running(title)
        if self._closing:
            running.cancel()
            return running
        asked = _Asked(work, running, done, finally_, progressed, failed, cancelled, kind, owner, key, keeps)
        twice = self._under_way(asked)
        if twice is not None:
            return twice
        job = Job(running, watched.told(work), self)
        self._asked[job.number] = asked
        collector = garbage.collector()
        if asked.is_act:
            self.acting.emit()
        if title:
            collector.begin_long()
            self.started.emit(running)
        lane = self._aside if aside else self._reading if asked.only_reads else self._writing
        lane.give(job)
        return running

    def _under_way(self, asked: _AnyAsked) -> Running | None:
        """Return the same act where it was its owner's last and goes on or is not read yet, else ``None``."""
        if not asked.is_act:
            return None
        unread = [one for one, _ in self._unread]
        acts = [one for one in (*unread, *self._asked.values()) if one.is_act and one.owner is asked.owner]
        last = acts[-1] if acts else None
        if last is None or last.running.cancelled or not _same(last.work, asked.work):
            return None
        return last.running

    def watch(self, sign: Sign) -> None:
        """Let a sign show the long work from now on, and what is under way already."""
        self.started.connect(sign.begin_work)
        self.progressed.connect(sign.show_work)
        self.finished.connect(sign.end_work)
        for asked in self._asked.values():
            if not asked.running.quiet:
                sign.begin_work(asked.running)
                sign.show_work(asked.running, *asked.running.far)

    def close(self, patience: float | None = None) -> bool:
        """Stop long work and reads at their next step and let small writes (drafts) end.

        Nobody hears of them any more, and nothing can be run. Work cannot be broken off, so this waits for
        it: as long as it takes, or ``patience`` seconds; return whether all ended. Where it did not,
        ``closed`` is emitted when it does, and the process does not end before.
        """
        if not self._closing:
            self._closing = True
            for asked in self._asked.values():
                if asked.only_reads or not asked.running.quiet:
                    asked.running.wind_up()
            _dismiss(self._lanes)
        end = None if patience is None else time.monotonic() + patience
        for lane in self._lanes:
            lane.join(None if end is None else max(0.0, end - time.monotonic()))
        self._postbox.hand_out_of(self)
        self._tell_closed()
        return self.idle

    def _tell_closed(self) -> None:
        if self._closing and self.idle and not self._closed:
            self._closed = True
            self.closed.emit()

    def _reported(self, number: int, done: int, total: int) -> None:
        asked = self._asked.get(number)
        if asked is None or self._closing:
            return
        self._call(asked, asked.progressed, done, total)
        # The callback may have let events in, and with them the end.
        if number in self._asked and not asked.running.quiet:
            self.progressed.emit(asked.running, done, total)

    def _ended(self, job: AnyJob) -> None:
        asked = self._asked.pop(job.number)
        self._unread = [(act, reads) for act, reads in self._unread if reads & self._asked.keys()]
        if self._closing:
            self._tell_closed()
            return
        if asked.keeps is not None:
            self._note_kept(asked, job.error)
        # Called in the reverse of this order, each also where another raises.
        with ExitStack() as after:
            if asked.keeps is not None:
                after.callback(self.kept.emit)
            if job.changes:
                if job.error is None:
                    after.callback(self._wait_for_reads, asked)
                after.callback(self._announce, job.changes)
            after.callback(self._call, asked, asked.finally_)
            if not asked.running.quiet:
                self.finished.emit(asked.running)
            self._tell_how_it_ended(asked, job)

    def _note_kept(self, asked: _AnyAsked, error: BaseException | None) -> None:
        if error is None:
            self._unsaved.pop(asked.keeps, None)
        elif isinstance(error, Exception):
            self._unsaved[asked.keeps] = asked.owner, error

    def _announce(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def _wait_for_reads(self, act: _AnyAsked) -> None:
        """Remember an act until its owner has read what was there to read when it was announced."""
        reads = (number for number, one in self._asked.items() if one.only_reads and one.owner is act.owner)
        if act.is_act and (found := frozenset(reads)):
            self._unread.append((act, found))

    def _tell_how_it_ended(self, asked: _Asked[T], job: Job[T]) -> None:
        error = job.error
        if error is None:
            self._call(asked, asked.done, job.result)
        elif isinstance(error, type(cancelled())):
            self._call(asked, asked.cancelled)
        elif not isinstance(error, KnownError):
            self.crashed.emit(crash.write(error))
        elif asked.failed is not None and _there(asked.owner):
            self._call(asked, asked.failed, error)
        else:
            self.failed.emit(error)

    def _call(self, asked: _AnyAsked, callback: Callable[..., object] | None, *given: object) -> None:
        """Call back unless the owner is gone; what is wrong in there is a bug and ends nothing else."""
        if callback is None or not _there(asked.owner):
            return
        try:
            callback(*given)
        except Exception as error:
            self.crashed.emit(crash.write(error))


_LOOK_SECONDS = 0.005
"""Between two looks whether what is typed was written, while a window closes."""

_DEEP = 4
"""How deep functions are compared that hold functions; an act holds one or two."""


def _same(one: object, other: object, deep: int = _DEEP) -> bool:
    """Return whether two values are equal; functions are where they do the same with equal values."""
    if isinstance(one, FunctionType) and isinstance(other, FunctionType):
        these, those = _held(one), _held(other)
        alike = deep > 0 and one.__code__ is other.__code__ and len(these) == len(those)
        return alike and all(_same(*pair, deep - 1) for pair in zip(these, those, strict=True))
    return bool(type(one) is type(other) and one == other)


def _held(function: FunctionType) -> tuple[object, ...]:
    """Return the values a function has with it."""
    cells = (cell.cell_contents for cell in function.__closure__ or ())
    return (*cells, *(function.__defaults__ or ()))


def _there(owner: QObject | None) -> bool:
    return owner is None or shiboken6.isValid(owner)


def _dismiss(lanes: Iterable[Lane]) -> None:
    for lane in lanes:
        lane.dismiss()
