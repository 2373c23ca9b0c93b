"""A bug met over one file or one person: told where it belongs, while the rest goes on.

What is wrong with the whole PC or the whole store (memory, disk, a damaged or locked store) is no matter of
one file: it ends the work.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from dxdesk import crash
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports.store import Progress
from dxdesk.usecases.workplace.desk import Cancelled

CODE = "internal-error"

ENDING = frozenset({"disk-full", "store-damaged", "store-io", "store-busy", "store-read-only"})
"""Codes of what no other file or person would fare better with."""

_DISK = (errno.ENOSPC, errno.EDQUOT)


class Unexpected(Exception):
    """A bug, carried out of its savepoint: whatever comes out as anything else was not undone."""

    def __init__(self, problem: Problem) -> None:
        """Carry what is told of it."""
        super().__init__(problem.code)
        self.problem = problem


class Bugs:
    """The bugs of one batch or export; the same one is reported once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._reports: dict[tuple[str, str], str] = {}
        self._of_listener: Exception | None = None

    def listened(self, progress: Progress | None) -> Progress | None:
        """Return a progress callback whose own errors are no file's: they end the work as ever."""
        if progress is None:
            return None

        def step(done: int, total: int) -> None:
            try:
                progress(done, total)
            except Exception as error:
                self._of_listener = error
                raise

        return step

    @contextmanager
    def contained(self, outcome: str) -> Iterator[None]:
        """Turn a bug inside into ``Unexpected``, with a report of it on the disk.

        Args:
            outcome: what that means for the data, e.g. ``このファイルは取り込んでいません。``.

        Raises:
            Unexpected: the bug. What is known, cancelling, and what ends everything pass through.
        """
        try:
            yield
        except (KnownError, Cancelled, Unexpected, MemoryError):
            raise
        except Exception as error:
            if error is self._of_listener or (isinstance(error, OSError) and error.errno in _DISK):
                raise
            raise Unexpected(self._problem(error, outcome)) from error

    def _problem(self, error: Exception, outcome: str) -> Problem:
        message = f"dxdesk の不具合で、途中で止まりました。{outcome}ほかは続けています。"
        kind = type(error).__qualname__
        report = self._report(error, (kind, crash.raised_at(error)))
        if not report:
            return Problem(CODE, message, "この行を担当者に伝えてください。報告書は書けませんでした。", kind)
        fix = f"報告書(個人の情報は入っていません)を担当者に渡してください: {report}"
        return Problem(CODE, message, fix, kind)

    def _report(self, error: Exception, bug: tuple[str, str]) -> str:
        if bug not in self._reports:
            try:
                self._reports[bug] = str(crash.write(error))
            except OSError:
                return ""
        return self._reports[bug]


def ends_everything(error: KnownError) -> bool:
    """Tell whether an expected failure is one of the PC or the store, not of one file or person."""
    return any(problem.code in ENDING for problem in error.problems)
