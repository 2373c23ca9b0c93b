"""One writer, many readers, and a moment with nobody: whoever would wait for themselves is told."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dxdesk.store.turns import Turns


def test_whoever_is_alone_waits_for_readers_and_lets_none_in() -> None:
    turns, said = Turns(), []
    reading, go_on, alone, leave = (threading.Event() for _ in range(4))

    def read() -> None:
        with turns.reading():
            reading.set()
            go_on.wait(20)
            with turns.reading():  # who reads already goes on, or both would wait for ever
                said.append("read")

    def replace() -> None:
        with turns.writing(), turns.alone():
            said.append("alone")
            alone.set()
            leave.wait(20)
            said.append("done")

    def late() -> None:
        with turns.reading():
            said.append("late")

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(read)
        reading.wait(20)
        second = pool.submit(replace)
        assert not alone.wait(0.1)
        go_on.set()
        assert alone.wait(20)
        third = pool.submit(late)
        leave.set()
        for done in (first, second, third):
            done.result(20)
    assert said == ["read", "alone", "done", "late"]


def test_a_thread_that_would_wait_for_itself_is_told() -> None:
    turns = Turns()
    with turns.writing(), pytest.raises(RuntimeError, match="writing already"):
        turns.begin_write()
    with turns.reading(), pytest.raises(RuntimeError, match="still reading"):
        turns.begin_write()
    with turns.writing(), turns.reading():
        pass
    with turns.writing():
        pass
