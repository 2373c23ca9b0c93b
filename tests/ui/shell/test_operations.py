from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from dxdesk import crash
from dxdesk.domain.errors import KnownError
from dxdesk.ports.changes import Changes, tell
from dxdesk.ports.store import Progress
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.statusbar import StatusBar

LANES = 6
"""Gateways at a time that share the works: the machine's windows, one after the other."""

in_numbers = pytest.mark.parametrize(
    ("works", "seconds"),
    [
        pytest.param(300, 0.0, id="300 instant"),
        pytest.param(60, 0.02, id="60 of 20 ms"),
        pytest.param(300, 0.02, id="300 of 20 ms", marks=pytest.mark.soak),
    ],
)


@pytest.fixture
def operations(qtbot: QtBot) -> Iterator[Operations]:
    made = Operations()
    yield made
    assert made.close()


def idle(qtbot: QtBot, *operations: Operations) -> None:
    qtbot.waitUntil(lambda: all(each.idle for each in operations), timeout=60_000)


def refuse(_: Progress) -> None:
    raise KnownError("no-cycle", "年度はまだ始まっていません。")


def test_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, operations: Operations) -> None:
    seen: list[object] = []
    here = threading.get_ident()
    operations.run(lambda _: threading.get_ident(), lambda there: seen.extend([there, threading.get_ident()]))
    idle(qtbot, operations)
    assert seen[0] != here
    assert seen[1] == here


def wrote(
    *changes: Changes, then: Callable[[Progress], object] = lambda _: None
) -> Callable[[Progress], object]:
    """Return work with a commit for each of the changes, as a store tells it, which then goes on."""

    def work(progress: Progress) -> object:
        for change in changes:
            tell(change)
        return then(progress)

    return work


@pytest.mark.parametrize("kind", list(Work))
def test_what_was_written_is_announced_at_the_end_whatever_it_was_asked_as(
    qtbot: QtBot, operations: Operations, kind: Work
) -> None:
    told: list[object] = []
    operations.changed.connect(told.append)
    operations.run(
        wrote(Changes.ROSTER, Changes.NONE, Changes.CYCLE), lambda _: told.append("done"), kind=kind
    )
    idle(qtbot, operations)
    operations.run(wrote(Changes.NONE), lambda _: told.append("nothing"), kind=kind)
    idle(qtbot, operations)
    assert told == ["done", Changes.ROSTER | Changes.CYCLE, "nothing"]


def test_what_was_written_before_a_failure_is_announced_and_nothing_else(
    qtbot: QtBot, operations: Operations
) -> None:
    told: list[object] = []
    operations.changed.connect(told.append)
    work = wrote(Changes.RECEIPTS, then=refuse)
    operations.run(work, failed=lambda _: told.append("failed"), kind=Work.ACT)
    idle(qtbot, operations)
    operations.run(refuse, failed=lambda _: told.append("failed"), kind=Work.ACT)
    idle(qtbot, operations)
    assert told == ["failed", Changes.RECEIPTS, "failed"]


def test_what_was_written_before_it_was_stopped_is_announced(qtbot: QtBot, operations: Operations) -> None:
    told: list[object] = []
    operations.changed.connect(told.append)

    begun, gate = threading.Event(), threading.Event()

    def go_on(progress: Progress) -> None:
        begun.set()
        gate.wait(5)
        progress(1, 2)

    running = operations.run(
        wrote(Changes.RECEIPTS, then=go_on), cancelled=lambda: told.append("cancelled"), title="取り込み"
    )
    assert begun.wait(5)
    running.cancel()
    gate.set()
    idle(qtbot, operations)
    assert told == ["cancelled", Changes.RECEIPTS]


def test_what_is_written_on_another_thread_belongs_to_no_work(qtbot: QtBot, operations: Operations) -> None:
    told: list[object] = []
    operations.changed.connect(told.append)
    begun, gate = threading.Event(), threading.Event()

    def work(_: Progress) -> None:
        begun.set()
        gate.wait(5)

    operations.run(work)
    assert begun.wait(5)
    tell(Changes.ROSTER)
    gate.set()
    idle(qtbot, operations)
    assert told == []


# --- nothing is lost ---------------------------------------------------------------------------------


class Lane:
    """Does its share of the works in one gateway, one after the other, and notes all that is heard."""

    def __init__(self, number: int, seconds: float) -> None:
        self.operations = Operations()
        self.number, self.seconds = number, seconds
        self.begun = self.done = 0
        self.heard: list[list[str]] = []
        self.operations.finished.connect(lambda running: self.heard[int(running.title)].append("finished"))
        self.operations.changed.connect(lambda _: self.heard[self.begun - 1].append("changed"))

    def work(self, progress: Progress) -> int:
        progress(0, 1)
        time.sleep(self.seconds)
        tell(Changes.DRAFTS)
        progress(1, 1)
        return self.begun

    def step(self, owner: QObject | None = None) -> None:
        place = self.begun
        self.begun += 1
        heard: list[str] = []
        self.heard.append(heard)

        def finally_() -> None:
            heard.append("finally")
            self.done += 1

        self.operations.run(
            self.work,
            lambda result: heard.append(f"done {result == place + 1}"),
            finally_=finally_,
            progressed=lambda done, total: heard.append("progress"),
            title=str(place),
            kind=Work.KEEP,
            owner=owner,
        )


def spread(qtbot: QtBot, seconds: float, turn: Callable[[Lane], bool]) -> list[Lane]:
    """Let every lane take turns until each had its share of the works."""
    lanes = [Lane(number, seconds) for number in range(LANES)]
    loop = QEventLoop()
    timer = QTimer()

    def look() -> None:
        open_ = [lane for lane in lanes if turn(lane)]
        if not open_:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(0)
    QTimer.singleShot(60_000, loop, lambda: loop.exit(1))
    assert loop.exec() == 0, "works were lost"
    timer.stop()
    return lanes


@in_numbers
def test_of_hundreds_of_works_all_receivers_hear_everything_once_and_in_order(
    qtbot: QtBot, works: int, seconds: float
) -> None:
    def turn(lane: Lane) -> bool:
        if lane.done == lane.begun and lane.begun < works // LANES:
            lane.step()
        return lane.done < works // LANES

    lanes = spread(qtbot, seconds, turn)
    heard = [each for lane in lanes for each in lane.heard]
    assert len(heard) == works
    for each in heard:
        while each[0] == "progress":
            each.pop(0)
        assert each == ["finished", "done True", "finally", "changed"]
    assert all(lane.operations.close() for lane in lanes)


@in_numbers
def test_works_whose_owner_goes_end_without_calling_it(qtbot: QtBot, works: int, seconds: float) -> None:
    ended = [0] * LANES
    late: list[str] = []

    def turn(lane: Lane) -> bool:
        if lane.begun - ended[lane.number] == 0 and lane.begun < works // LANES:
            owner = QObject()
            lane.step(owner)
            place = lane.begun - 1

            def go() -> None:
                shiboken6.delete(owner)
                lane.heard[place].append("gone")

            # Before, while and after the worker is at it; also between its end and the hearing of it.
            QTimer.singleShot(place % 5 * 8 if seconds else place % 2, go)
        here = [each for each in lane.heard if "finished" in each and "gone" in each]
        ended[lane.number] = len(here)
        return ended[lane.number] < works // LANES

    lanes = spread(qtbot, seconds, turn)
    heard = [each for lane in lanes for each in lane.heard]
    assert len(heard) == works
    for each in heard:
        after = each[each.index("gone") + 1 :]
        late += [word for word in after if word not in ("finished", "changed")]
        assert each.count("finished") == each.count("changed") == 1
        assert each.count("finally") == each.count("done True") <= 1
    assert not late
    assert any("finally" not in each for each in heard), "some owners went before the end"
    assert all(lane.operations.close() for lane in lanes)


@in_numbers
def test_of_hundreds_of_works_whose_window_closes_none_is_heard_of_after_it(
    qtbot: QtBot, works: int, seconds: float
) -> None:
    heard: list[str] = []
    ended: list[int] = []
    closed: list[int] = []

    def work(number: int) -> Callable[[Progress], int]:
        def go(_: Progress) -> int:
            time.sleep(seconds)
            ended.append(number)
            tell(Changes.DRAFTS)
            return number

        return go

    for round_ in range(works // LANES):
        windows = [Operations() for _ in range(LANES)]
        for place, window in enumerate(windows):
            window.closed.connect(lambda place=place: closed.append(place))
            window.finished.connect(lambda _: heard.append("finished"))
            window.changed.connect(lambda _: heard.append("changed"))
            # A draft: it is written to its end, and nobody hears of it.
            window.run(
                work(round_),
                lambda _: heard.append("done"),
                finally_=lambda: heard.append("finally"),
                kind=Work.KEEP,
            )
        if round_ % 3 == 1:
            time.sleep(seconds / 2)
        elif round_ % 3 == 2:
            time.sleep(seconds * 1.2)  # it ended, and the post lies there
        for window in windows:
            assert window.close()
            assert window.idle
    qtbot.wait(30)
    assert heard == []
    assert len(ended) == works
    assert len(closed) == works


def test_a_callback_that_raises_is_a_bug_and_the_rest_happens_all_the_same(
    qtbot: QtBot, operations: Operations, bugs: list[str]
) -> None:
    heard: list[object] = []
    operations.changed.connect(heard.append)
    operations.crashed.connect(lambda report: heard.append(report.exists()))

    def stumble(_: object) -> None:
        heard.append("done")
        raise RuntimeError("in done")

    operations.run(wrote(Changes.DRAFTS), stumble, finally_=lambda: heard.append("finally"), title="保存")
    operations.run(refuse, failed=stumble, finally_=lambda: heard.append("finally"), title="保存")
    operations.run(wrote(Changes.ROSTER), finally_=lambda: stumble(0), kind=Work.ACT)  # in one lane, in order
    idle(qtbot, operations)
    assert heard == [
        *("done", True, "finally", Changes.DRAFTS),
        *("done", True, "finally"),
        *("done", True, Changes.ROSTER),
    ]
    assert len(bugs) == 3
    bugs.clear()


def test_what_one_receiver_raises_keeps_nothing_from_the_others(qtbot: QtBot, operations: Operations) -> None:
    class Odd(BaseException):
        pass

    heard: list[str] = []
    gate = threading.Event()

    def stumble(_: object) -> None:
        raise Odd

    operations.run(
        wrote(Changes.DRAFTS, then=lambda _: gate.wait(5)),
        stumble,
        finally_=lambda: heard.append("finally"),
        kind=Work.KEEP,
    )
    operations.changed.connect(lambda _: heard.append("changed"))
    for number in range(5):
        operations.run(lambda _: None, lambda _, n=number: heard.append(str(n)), kind=Work.KEEP)
    with qtbot.captureExceptions() as raised:
        gate.set()
        time.sleep(0.05)  # all of them lie there when the first is handed out
        idle(qtbot, operations)
    assert [kind for kind, *_ in raised] == [Odd]
    assert heard[:2] == ["finally", "changed"]
    assert [each for each in heard if each.isdigit()] == list("01234")


def test_finally_comes_after_every_kind_of_end(qtbot: QtBot, operations: Operations, bugs: list[str]) -> None:
    heard: list[str] = []

    def stumble(_: Progress) -> None:
        raise RuntimeError("a bug")

    def stop(progress: Progress) -> None:
        running.cancel()
        progress(1, 2)

    def run(work: Callable[[Progress], None]) -> Any:
        return operations.run(
            work,
            lambda _: heard.append("done"),
            failed=lambda _: heard.append("failed"),
            cancelled=lambda: heard.append("cancelled"),
            finally_=lambda: heard.append(f"finally {operations.busy('sending')}"),
            key="sending",
            title="送信",
        )

    for work in (lambda _: None, refuse, stumble):
        run(work)
        assert operations.busy("sending")
        idle(qtbot, operations)
    gate = threading.Event()
    running = run(lambda progress: (gate.wait(5), stop(progress))[1])
    gate.set()
    idle(qtbot, operations)
    ends = ["done", "failed", "", "cancelled"]
    assert heard == [word for end in ends for word in (end, "finally False") if word]
    assert len(bugs) == 1
    bugs.clear()


def test_whether_a_screen_is_sending_is_asked_with_its_key(qtbot: QtBot, operations: Operations) -> None:
    mine, other = QObject(), QObject()
    gate = threading.Event()
    operations.run(lambda _: gate.wait(5), key=mine)
    operations.run(lambda _: None)
    assert operations.busy(mine)
    assert not operations.busy(other)
    assert not operations.busy(None), "what has no key is nobody's"
    gate.set()
    idle(qtbot, operations)
    assert not operations.busy(mine)


# --- stopping, progress ------------------------------------------------------------------------------


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


def test_progress_is_heard_in_order_and_never_after_the_end(qtbot: QtBot, operations: Operations) -> None:
    heard: list[tuple[str, int, int]] = []
    kept: list[Progress] = []

    def work(progress: Progress) -> None:
        kept.append(progress)
        progress(1, 2)
        progress(2, 2)
        progress(2, 2)

    def progressed(done: int, total: int) -> None:
        heard.append(("own", done, total))
        # A receiver that lets events in, as a dialog does: the end may come in here.
        qtbot.wait(20)

    operations.progressed.connect(lambda _, done, total: heard.append(("all", done, total)))
    operations.finished.connect(lambda _: heard.append(("end", 0, 0)))
    operations.run(work, title="数えています", progressed=progressed)
    idle(qtbot, operations)
    kept[0](2, 2)
    qtbot.wait(30)
    assert heard[0] == ("own", 1, 2)
    assert ("own", 2, 2) in heard
    assert heard.count(("end", 0, 0)) == 1
    assert heard[-1] == ("end", 0, 0)


def test_who_begins_to_watch_late_sees_what_is_under_way(qtbot: QtBot, operations: Operations) -> None:
    gate, told = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        progress(3, 3)
        told.set()
        gate.wait(5)

    operations.run(work, title="書き出し")
    operations.run(lambda _: None, title="取り込み")
    qtbot.waitUntil(told.is_set)
    qtbot.wait(20)
    bar = StatusBar()
    qtbot.addWidget(bar)
    operations.watch(bar)
    assert bar.work.text() == "書き出し 3 / 3"
    assert not bar.stop.isHidden()
    shown: list[str] = []
    operations.finished.connect(lambda _: shown.append(bar.work.text() if not bar.work.isHidden() else ""))
    gate.set()
    idle(qtbot, operations)
    assert shown == ["取り込み", ""]


def test_a_dialog_in_a_callback_does_not_hold_up_what_ends_meanwhile(
    qtbot: QtBot, operations: Operations
) -> None:
    heard: list[str] = []
    loop = QEventLoop()

    def asks(_: object) -> None:
        heard.append("asks")
        operations.run(lambda _: None, lambda _: (heard.append("second"), loop.quit()))
        QTimer.singleShot(5_000, loop.quit)
        loop.exec()
        heard.append("answered")

    operations.run(lambda _: None, asks, finally_=lambda: heard.append("finally"))
    qtbot.waitUntil(lambda: "finally" in heard, timeout=10_000)
    assert heard == ["asks", "second", "answered", "finally"]


def test_an_expected_failure_nobody_took_reaches_the_window(qtbot: QtBot, operations: Operations) -> None:
    told: list[KnownError] = []
    operations.failed.connect(told.append)
    operations.run(refuse)
    idle(qtbot, operations)
    assert told[0].code == "no-cycle"


def test_callbacks_of_a_closed_screen_are_not_called(qtbot: QtBot, operations: Operations) -> None:
    seen: list[object] = []
    screen = QObject()
    gate = threading.Event()
    operations.run(lambda _: gate.wait(5), seen.append, owner=screen, finally_=lambda: seen.append("finally"))
    shiboken6.delete(screen)
    gate.set()
    idle(qtbot, operations)
    assert seen == []


# --- closing -----------------------------------------------------------------------------------------


def test_closing_stops_what_is_long_and_lets_drafts_be_written(qtbot: QtBot) -> None:
    operations = Operations()
    steps: list[str] = []
    heard: list[object] = []

    def long(progress: Progress) -> None:
        steps.append("long")
        for step in range(1000):
            time.sleep(0.005)
            progress(step, 1000)
        steps.append("never")

    operations.changed.connect(heard.append)
    operations.finished.connect(heard.append)
    operations.run(long, heard.append, title="取り込み", cancelled=lambda: heard.append("cancelled"))
    draft = wrote(Changes.DRAFTS, then=lambda _: steps.append("draft"))
    operations.run(draft, heard.append, kind=Work.KEEP)
    operations.run(lambda _: steps.append("late import"), heard.append, title="取り込み")
    qtbot.waitUntil(lambda: steps == ["long"])
    assert operations.close()
    assert steps == ["long", "draft"]
    running = operations.run(lambda _: steps.append("after"), heard.append, kind=Work.KEEP)
    qtbot.wait(50)
    assert running.cancelled
    assert operations.idle
    assert heard == []
    assert steps == ["long", "draft"]
    assert gc.get_freeze_count() == 0


def test_a_gateway_whose_work_lasts_says_when_it_is_closed_and_hears_nothing_more(qtbot: QtBot) -> None:
    operations = Operations()
    gate = threading.Event()
    heard: list[object] = []
    operations.closed.connect(lambda: heard.append("closed"))
    operations.run(
        lambda _: gate.wait(10), heard.append, title="提出", finally_=lambda: heard.append("finally")
    )
    begun = time.monotonic()
    assert not operations.close(0.05)
    assert time.monotonic() - begun < 5
    assert not operations.idle
    qtbot.wait(30)
    assert heard == []
    gate.set()
    qtbot.waitUntil(lambda: heard == ["closed"])
    assert operations.close()
    assert operations.idle
    qtbot.wait(20)
    assert heard == ["closed"]


def test_closing_waits_for_its_own_work_only(qtbot: QtBot, operations: Operations) -> None:
    other = Operations()
    heard: list[str] = []
    gate = threading.Event()
    other.run(lambda _: gate.wait(10), lambda _: heard.append("other"), title="別の窓")
    operations.run(lambda _: time.sleep(0.05), lambda _: heard.append("mine"), title="提出")
    assert operations.close()
    assert heard == []
    gate.set()
    idle(qtbot, other)
    assert heard == ["other"]
    assert other.close()


def test_a_gateway_that_goes_with_its_window_lets_its_work_end_unheard(qtbot: QtBot) -> None:
    window = QObject()
    operations = Operations(window)
    gate, ended, heard = threading.Event(), threading.Event(), []
    operations.run(lambda _: (gate.wait(10), ended.set()), heard.append, title="提出")
    shiboken6.delete(window)
    del operations
    gate.set()
    qtbot.waitUntil(ended.is_set)
    qtbot.waitUntil(lambda: gc.get_freeze_count() == 0)
    assert heard == []


def test_the_process_does_not_end_before_its_work(tmp_path: Path) -> None:
    told = tmp_path / "書いた"
    program = f"""
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from dxdesk.ui.shell.operations import Operations
app = QCoreApplication([])
operations = Operations()
def write(_):
    time.sleep(0.5)
    Path({str(told)!r}).write_text("x")
operations.run(write, title="書く")
time.sleep(0.1)
sys.exit(7)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (7, "")
    assert told.exists()


# --- the last reference falls on the UI thread --------------------------------------------------------


class Mark:
    """Says on which thread it went."""

    went: list[int]

    def __del__(self) -> None:
        self.went.append(threading.get_ident())


@pytest.mark.parametrize("ending", ["result", "bug", "refused", "owner gone", "closed", "no gateway"])
def test_what_work_held_goes_on_the_thread_of_the_window(qtbot: QtBot, ending: str, bugs: list[str]) -> None:
    Mark.went = []
    rounds = 100

    def work_with(mark: Mark) -> Callable[[Progress], Mark]:
        def work(_: Progress) -> Mark:
            local = Mark()
            assert mark is not local
            if ending == "bug":
                raise RuntimeError(Mark())
            if ending == "refused":
                error: Any = KnownError("no-cycle", "年度はまだ始まっていません。")
                error.mark = Mark()
                raise error
            return local

        return work

    operations = Operations()
    for _ in range(rounds):
        owner = QObject()
        operations.run(work_with(Mark()), failed=lambda _: None, owner=owner, kind=Work.KEEP)
        if ending == "owner gone":
            shiboken6.delete(owner)
        elif ending == "closed":
            operations.close()
            operations = Operations()
        elif ending == "no gateway":
            operations = Operations()
    # The closure's and the result's; where it raises the closure's, the traceback's and the exception's.
    each = 3 if ending in ("bug", "refused") else 2
    qtbot.waitUntil(lambda: len(Mark.went) == rounds * each, timeout=20_000)
    assert set(Mark.went) == {threading.get_ident()}
    assert operations.close()
    assert len(bugs) == (rounds if ending == "bug" else 0)
    bugs.clear()


# --- bugs, and unused memory --------------------------------------------------------------------------


def test_a_bug_leaves_a_report_without_anything_about_people(
    qtbot: QtBot, operations: Operations, bugs: list[str]
) -> None:
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
    assert len(bugs) == 1
    bugs.clear()


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
    # The window's own look, twice a second, may have come meanwhile: that is the right thread.
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


def test_an_act_that_goes_on_is_not_begun_twice(qtbot: QtBot, operations: Operations) -> None:
    began, ended, held = [], [], threading.Event()
    owner, other = QObject(), QObject()

    def press(what: str, whose: QObject = owner, kind: Work = Work.ACT) -> object:
        names = [what]

        def inner() -> str:
            return names[0]

        def work(_: Progress) -> None:
            held.wait(20)
            began.append(inner())

        return operations.run(work, lambda _: ended.append(what), kind=kind, owner=whose)

    assert press("決める") is press("決める")
    press("認める")
    press("決める")  # after something else it is meant
    press("決める", other)
    press("下書き", kind=Work.KEEP)
    press("下書き", kind=Work.KEEP)
    held.set()
    idle(qtbot, operations)
    assert began == ["決める", "認める", "決める", "決める", "下書き", "下書き"]
    assert ended == began
    press("決める", other)
    idle(qtbot, operations)
    assert len(began) == 7, "it is over, so pressing again is meant"


def test_an_act_is_not_begun_again_before_its_owner_read_what_it_changed(
    qtbot: QtBot, operations: Operations
) -> None:
    began, held, owner = [], threading.Event(), QObject()

    def press(what: str) -> None:
        def work(_: Progress) -> None:
            began.append(what)
            tell(Changes.STANDING)

        operations.run(work, kind=Work.ACT, owner=owner)

    def read() -> None:
        operations.run(lambda _: held.wait(20), owner=owner)

    operations.changed.connect(lambda _: read())
    press("決める")
    qtbot.waitUntil(lambda: operations.idle or bool(operations._unread), timeout=5_000)
    press("決める")
    press("認める")
    held.set()
    idle(qtbot, operations)
    assert began == ["決める", "認める"]
    press("認める")
    idle(qtbot, operations)
    assert began == ["決める", "認める", "認める"], "it was read, so pressing again is meant"
    assert not operations._unread
