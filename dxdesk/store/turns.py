"""Who may use a store's file when, within one process: one writer, many readers, and now and then nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Keeps writers of one process apart, and tells a thread that would wait for itself."""

    def __init__(self) -> None:
        """Nobody uses the file."""
        self._writing = threading.Lock()
        self._mine = threading.local()
        self._readers = 0
        self._free = threading.Condition()
        self._alone = False

    def begin_read(self) -> None:
        """Come in as a reader; wait while the file is being replaced."""
        reads = getattr(self._mine, "reads", 0)
        with self._free:
            # Who reads already is waited for, and must not wait in turn.
            self._free.wait_for(lambda: reads or not self._alone)
            self._readers += 1
        self._mine.reads = reads + 1

    def end_read(self) -> None:
        """Go."""
        self._mine.reads -= 1
        with self._free:
            self._readers -= 1
            self._free.notify_all()

    def begin_write(self) -> None:
        """Come in as the writer, after the one before.

        Raises:
            RuntimeError: this thread reads or writes already (a bug: it would wait for itself).
        """
        if getattr(self._mine, "writes", 0):
            raise RuntimeError("this thread is writing already: hand the unit of work on")
        if getattr(self._mine, "reads", 0):
            # Its commit would wait for this very thread to finish reading.
            raise RuntimeError("this thread is still reading: leave that block before writing")
        self._writing.acquire()
        self._mine.writes = 1

    def end_write(self) -> None:
        """Let the next writer in."""
        self._mine.writes = 0
        self._writing.release()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the writer for a block."""
        self.begin_write()
        try:
            yield
        finally:
            self.end_write()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Be a reader for a block."""
        self.begin_read()
        try:
            yield
        finally:
            self.end_read()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one for a block, as the writer already is: readers end first, new ones wait."""
        with self._free:
            self._alone = True
            self._free.wait_for(lambda: not self._readers)
        try:
            yield
        finally:
            with self._free:
                self._alone = False
                self._free.notify_all()
