"""Threads that work, and the postbox on the UI thread where they report.

A worker puts a post (number of the job, kind, value) into one queue of the process and wakes the postbox,
a QObject that lives on the UI thread as long as the process, by a queued call. Nothing else crosses: no
signal of an object that may die meanwhile, nothing a receiver would have to be connected to in time.

What a work holds, its result and its exception stay in its ``Job``. The postbox keeps that from before the
work begins until its end is handed out, and the worker lets go of it before it tells the end: so the last
reference to any of it, widgets among it, falls on the UI thread.
"""

from __future__ import annotations

import atexit
import itertools
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from dxdesk.ports.changes import Changes, hearing
from dxdesk.ports.stopping import asking
from dxdesk.ui.shell import garbage

if TYPE_CHECKING:
    from queue import SimpleQueue
    from typing import Protocol

    from dxdesk.ports.store import Progress

    class Receiver(Protocol):
        """Who gave a job and hears of it, on the UI thread."""

        def _reported(self, number: int, done: int, total: int) -> None: ...

        def _ended(self, job: AnyJob) -> None: ...


T = TypeVar("T")

PROGRESS, ENDED = "progress", "ended"

_PROGRESS_EVERY = 0.05
"""Seconds between two progress reports: more of them would only slow the work down."""

_numbers = itertools.count(1)


Post = tuple[int, str, tuple[int, int]]
"""What a worker says: number of the job, ``PROGRESS`` or ``ENDED``, and how far it is: done, total."""


class Running:
    """A piece of work under way: what it is, how far it is, and how to stop it. Plain values only."""

    def __init__(self, title: str) -> None:
        """Begin; ``title`` says what is being done, and is empty for work that needs no sign."""
        self.title = title
        self.quiet = not title
        self.cancelled = False
        self.wrote = False
        """Whether something of it is durable: that stays though it is stopped."""
        self.writing = False
        """Whether something is just becoming durable: what is stopped now may stay."""
        self.far = (0, 1)
        """Done and total as last heard on the UI thread."""
        self._stopped = False
        self._turn = threading.Lock()

    def cancel(self) -> None:
        """Ask the work to stop at its next step, before its next commit at the latest."""
        with self._turn:
            self.cancelled = self._stopped = True

    def wind_up(self) -> None:
        """Ask the work to stop at its next step, because the program ends; a short act may be written."""
        self.cancelled = True

    @contextmanager
    def committing(self) -> Iterator[None]:
        """Let the work write within it, on its worker; what it writes can no longer be stopped.

        Raises:
            Cancelled: the person asked to stop before.
        """
        with self._turn:
            if self._stopped:
                raise cancelled()
            self.writing = True
        try:
            yield
            self.wrote = True
        finally:
            self.writing = False


class Job(Generic[T]):
    """Work on its way to a worker and back, with a result of its kind."""

    def __init__(self, running: Running, work: Callable[[Progress], T], receiver: Receiver) -> None:
        """Take work over; a receiver that is gone at the end hears nothing."""
        self.number = next(_numbers)
        self.running = running
        self.result: T | None = None
        self.error: BaseException | None = None
        self.changes = Changes.NONE
        """What of it is durable, however it ended."""
        self.receiver = weakref.ref(receiver)
        self._work: Callable[[Progress], T] | None = work
        self._heard = 0.0

    def attempt(self) -> None:
        """Do the work, on a worker; every exception becomes a value."""
        try:
            if self.running.cancelled:
                raise cancelled()
            if self._work is not None:
                with asking(self.running.committing), hearing(self._note):
                    self.result = self._work(self._report)
        except BaseException as raised:
            self.error = raised

    def _note(self, changes: Changes) -> None:
        self.changes |= changes

    def _report(self, done: int, total: int) -> None:
        """Take progress from the work.

        Raises:
            Cancelled: the person asked to stop.
        """
        if self.running.cancelled:
            raise cancelled()
        now = time.monotonic()
        if done >= total or now - self._heard >= _PROGRESS_EVERY:
            self._heard = now
            postbox().post((self.number, PROGRESS, (done, total)))

    def empty(self) -> None:
        """Let go of everything, on the UI thread."""
        self._work = self.result = self.error = None


AnyJob = Job[Any]
"""A job of whichever kind: lanes and the postbox carry all kinds and look into no result."""


class Postbox(QObject):
    """Hands out on the UI thread what workers say: in order, everything once; one for the process."""

    _rung = Signal()

    def __init__(self) -> None:
        """Stand on the thread that makes it, which is the UI thread."""
        super().__init__()
        self._posts: deque[Post] = deque()
        self._fetched: deque[Post] = deque()
        self._jobs: dict[int, AnyJob] = {}
        # Rung on other threads only, so Qt queues the call; to name the type would load all of ``Qt``, 15 ms.
        self._rung.connect(self._hand_out_all)

    def keep(self, job: AnyJob) -> None:
        """Hold a job until its end is handed out."""
        self._jobs[job.number] = job

    def post(self, post: Post) -> None:
        """Take a post from any thread."""
        self._posts.append(post)
        self._rung.emit()

    def hand_out_of(self, receiver: Receiver) -> None:
        """Hand out now what is there for one receiver; the posts of others wait for their turn."""
        self._fetch()
        others: list[Post] = []
        mine: list[Post] = []
        for post in self._fetched:
            job = self._jobs.get(post[0])
            (mine if job is not None and job.receiver() is receiver else others).append(post)
        self._fetched = deque(others)
        for post in mine:
            self._hand_out(post)

    def cancel_long(self) -> None:
        """Ask all long work to stop (the process ends)."""
        for job in self._jobs.values():
            if not job.running.quiet:
                job.running.wind_up()

    def _fetch(self) -> None:
        while self._posts:
            self._fetched.append(self._posts.popleft())

    def _hand_out_all(self) -> None:
        """Hand out what is there by now.

        Every post rings once: so what comes meanwhile waits for its own ring and the window is painted in
        between, and what a receiver that raises leaves lying here is handed out at the next one.
        """
        self._fetch()
        for _ in range(len(self._fetched)):
            if self._fetched:  # else a dialog's own event loop, run by a receiver, was faster
                self._hand_out(self._fetched.popleft())

    def _hand_out(self, post: Post) -> None:
        number, kind, value = post
        job = self._jobs.get(number)
        if job is None:
            return
        receiver = job.receiver()
        if isinstance(receiver, QObject) and not shiboken6.isValid(receiver):
            receiver = None
        if kind == PROGRESS:
            job.running.far = value
            if receiver is not None:
                receiver._reported(number, *value)
            return
        del self._jobs[number]
        if not job.running.quiet:
            garbage.collector().end_long()
        try:
            if receiver is not None:
                receiver._ended(job)
        finally:
            job.empty()


class Lane:
    """One thread that does jobs in the order they are given; it begins with the first of them.

    A store keeps a connection for each thread that uses it, so the thread stays until it is dismissed.
    """

    def __init__(self, name: str) -> None:
        """Name the thread."""
        self._name = name
        self._jobs: SimpleQueue[AnyJob | None] | None = None
        self._thread: threading.Thread | None = None

    def give(self, job: AnyJob) -> None:
        """Have a job done."""
        postbox().keep(job)
        if self._jobs is None or self._thread is None:
            from queue import SimpleQueue

            jobs = self._jobs = SimpleQueue()
            self._thread = threading.Thread(target=_serve, args=(jobs,), name=self._name, daemon=True)
            jobs.put(job)
            self._thread.start()
            _at_work[self._thread] = jobs
        else:
            self._jobs.put(job)

    def dismiss(self) -> None:
        """Let the thread end after the jobs it has."""
        if self._jobs is not None:
            self._jobs.put(None)

    def join(self, seconds: float | None) -> None:
        """Wait for the thread's end, as long as it takes without a number of seconds."""
        if self._thread is not None:
            self._thread.join(seconds)


def _serve(jobs: SimpleQueue[AnyJob | None]) -> None:
    while (job := jobs.get()) is not None:
        number = job.number
        job.attempt()
        # Before the end is told: from here on only the UI thread holds what the work left.
        del job
        postbox().post((number, ENDED, (0, 0)))
    _at_work.pop(threading.current_thread(), None)


_at_work: dict[threading.Thread, SimpleQueue[AnyJob | None]] = {}


@atexit.register
def _let_work_end() -> None:
    """Keep the process until its work ended, also where a gateway was never closed."""
    if _postbox is not None:
        _postbox.cancel_long()
    for thread, jobs in list(_at_work.items()):
        jobs.put(None)
        thread.join()


def cancelled() -> Exception:
    """Return what stops work; imported when first needed, the first window paints without it."""
    from dxdesk.usecases.workplace.desk import Cancelled

    return Cancelled()


_postbox: Postbox | None = None


def postbox() -> Postbox:
    """Return the one of this process; the first call, on the UI thread, makes it."""
    global _postbox
    if _postbox is None:
        _postbox = Postbox()
    return _postbox
