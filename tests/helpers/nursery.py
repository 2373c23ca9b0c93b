"""Programs that are started to be killed: what they import is loaded once, each begins as a copy of it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext

PROGRAMS = ("tests.store.victim", "tests.usecases.review.victim", "tests.usecases.sending.victim")


@cache
def _nursery() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PROGRAMS))
    return context


def _live(
    program: Callable[[Sequence[str]], None],
    arguments: Sequence[str],
    variables: dict[str, str],
    end: Connection,
) -> None:
    os.environ.clear()
    os.environ.update(variables)
    with contextlib.redirect_stdout(open(end.fileno(), "w", encoding="utf-8", closefd=False)):
        program(arguments)
        sys.stdout.flush()


def run_and_kill(
    program: Callable[[Sequence[str]], None], arguments: Sequence[str], wait: float
) -> list[str]:
    """Start a program, kill it some seconds after its first line, return the lines it had said.

    Args:
        program: a function of one of ``PROGRAMS``; it prints a line after every deed, flushed.
        arguments: what it is called with.
        wait: seconds.
    """
    ours, theirs = multiprocessing.Pipe(duplex=False)
    victim = _nursery().Process(target=_live, args=(program, arguments, dict(os.environ), theirs))
    victim.start()
    theirs.close()
    with ours, open(ours.fileno(), encoding="utf-8", closefd=False) as lines:
        first = lines.readline()
        assert first.endswith("\n"), "the victim died by itself"
        said = [first]
        reader = threading.Thread(target=lambda: said.extend(lines))
        reader.start()
        time.sleep(wait)
        victim.kill()
        victim.join()
        reader.join()
    # A line without its end was not said.
    return [line.strip() for line in said if line.endswith("\n")]
