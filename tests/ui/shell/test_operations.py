from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from dxdesk import crash
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.ui.shell.operations import Operations


@pytest.fixture
def operations(qtbot: QtBot) -> Operations:
    return Operations()


def idle(qtbot: QtBot, operations: Operations) -> None:
    qtbot.waitUntil(lambda: operations.idle, timeout=5000)


def test_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, operations: Operations) -> None:
    seen: list[object] = []
    here = threading.get_ident()
    operations.run(lambda _: threading.get_ident(), lambda there: seen.extend([there, threading.get_ident()]))
    idle(qtbot, operations)
    assert seen[0] != here
    assert seen[1] == here


def test_what_changed_is_announced_after_success_only(qtbot: QtBot, operations: Operations) -> None:
    told: list[frozenset[str]] = []
    operations.changed.connect(told.append)
    operations.run(lambda _: None, changes=("roster",))
    idle(qtbot, operations)

    def refuse(_: Progress) -> None:
        raise KnownError("roster-empty", "名簿がありません。")

    operations.run(refuse, changes=("standing",), failed=lambda _: None)
    idle(qtbot, operations)
    assert told == [frozenset({"roster"})]


def test_a_change_nobody_knows_is_a_mistake(operations: Operations) -> None:
    with pytest.raises(ValueError, match="unknown changes"):
        operations.run(lambda _: None, changes=("everything",))


def test_a_person_stops_a_long_work(qtbot: QtBot, operations: Operations) -> None:
    steps: list[int] = []
    stopped: list[bool] = []

    def work(progress: Progress) -> None:
        for step in range(100_000):
            steps.append(step)
            progress(step, 100_000)
            threading.Event().wait(0.002)

    running = operations.run(work, title="数えています", cancelled=lambda: stopped.append(True))
    qtbot.waitUntil(lambda: len(steps) > 3)
    running.cancel()
    idle(qtbot, operations)
    assert stopped == [True]
    assert len(steps) < 100_000


def test_progress_arrives(qtbot: QtBot, operations: Operations) -> None:
    seen: list[tuple[int, int]] = []

    def work(progress: Progress) -> None:
        progress(1, 2)
        progress(2, 2)

    running = operations.run(work, title="数えています")
    running.progressed.connect(lambda done, total: seen.append((done, total)))
    idle(qtbot, operations)
    assert (2, 2) in seen


def test_an_expected_failure_nobody_took_reaches_the_window(qtbot: QtBot, operations: Operations) -> None:
    told: list[KnownError] = []
    operations.failed.connect(told.append)

    def refuse(_: Progress) -> None:
        raise KnownError("no-cycle", "年度はまだ始まっていません。")

    operations.run(refuse)
    idle(qtbot, operations)
    assert told[0].code == "no-cycle"


def test_callbacks_of_a_closed_screen_are_not_called(qtbot: QtBot, operations: Operations) -> None:
    seen: list[object] = []
    screen = QObject()
    gate = threading.Event()
    operations.run(lambda _: gate.wait(5), seen.append, owner=screen)
    import shiboken6

    shiboken6.delete(screen)
    gate.set()
    idle(qtbot, operations)
    assert seen == []


def test_a_bug_leaves_a_report_without_anything_about_people(qtbot: QtBot, operations: Operations) -> None:
    reports: list[str] = []
    operations.crashed.connect(lambda path: reports.append(path.read_text(encoding="utf-8")))

    def stumble(_: Progress) -> None:
        name = "髙橋 美咲"
        raise RuntimeError(f"cannot handle {name} 001003")

    operations.run(stumble)
    idle(qtbot, operations)
    assert "RuntimeError" in reports[0]
    assert "stumble" in reports[0]
    assert "髙橋" not in reports[0]
    assert "001003" not in reports[0]


def test_a_report_names_our_places_and_not_the_folders_of_the_pc() -> None:
    from datetime import UTC, datetime

    try:
        raise ValueError("秘密")
    except ValueError as error:
        text = crash.describe(error, datetime(2026, 2, 4, tzinfo=UTC))
    assert "/home" not in text
    assert "秘密" not in text
    assert "test_operations.py" in text


def test_the_collector_leaves_out_what_was_there_before_long_work_and_comes_back_after_it(
    qtbot: QtBot, operations: Operations
) -> None:
    seen: dict[str, int] = {}

    def work(name: str) -> Callable[[Progress], None]:
        def go(_: Progress) -> None:
            seen[name] = gc.get_freeze_count()

        return go

    operations.run(work("quick"))
    qtbot.waitUntil(lambda: operations.idle)
    operations.run(work("long"), title="ファイルを受け付けています")
    qtbot.waitUntil(lambda: operations.idle)
    assert seen["long"] > 0
    assert seen["quick"] == 0
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("title", ["", "ファイルを受け付けています"])
def test_what_a_closed_screen_left_goes_on_the_thread_that_made_it(
    qtbot: QtBot, operations: Operations, title: str
) -> None:
    gone: list[int] = []

    def leave_behind() -> None:
        # A timer that holds itself, as screens hold their models: only the collector can let it go.
        left: Any = QTimer()
        left.itself = left
        direct = Qt.ConnectionType.DirectConnection
        left.destroyed.connect(lambda *_: gone.append(threading.get_ident()), direct)
        left.start(1)

    def allocate(_: Progress) -> int:
        # Many more containers than Python's own collector lets pass before it looks.
        return len([[number] for number in range(200_000)])

    operations.run(lambda _: None)
    idle(qtbot, operations)
    leave_behind()
    operations.run(allocate, title=title)
    idle(qtbot, operations)
    assert gone == []
    gc.collect()
    assert gone == [threading.get_ident()]


def test_the_window_lets_go_of_what_is_not_used_any_more(qtbot: QtBot, operations: Operations) -> None:
    operations.run(lambda _: None)
    idle(qtbot, operations)
    gone: list[bool] = []
    left: Any = QObject()
    left.itself = left
    left.destroyed.connect(lambda *_: gone.append(True))
    del left
    qtbot.waitUntil(lambda: gone == [True], timeout=5_000)
