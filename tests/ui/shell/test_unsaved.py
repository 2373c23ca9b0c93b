"""What was typed and could not be written is never said to be saved, and never lost without a question."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.ui.shell import main_window
from dxdesk.ui.shell.main_window import SAVED, MainWindow
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import UNSAVED
from dxdesk.ui.shell.worker import Running
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.answering.self_report import open_answers
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.review.whole_queue import review_sheet
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.small_disk import SmallDisk, small_disk
from tests.helpers.town import CHIEF, PASSPHRASE
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]
FULL = "空きが足りません"


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "狭いディスク", monkeypatch) as made:
        yield made


def moved(desk: Desk, disk: SmallDisk, passphrase: str = "") -> tuple[Desk, str]:
    """Let a store lie on the small disk."""
    desk.store.close()
    there = shutil.copy(desk.store.location, disk.folder)
    found = bootstrap.open_desk(there, passphrase)
    disk.hold(found)
    return found, there


def closes(window: MainWindow) -> bool:
    """Ask the window to close as its frame does; tell whether it would."""
    event = QCloseEvent()
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def save(qtbot: QtBot, window: MainWindow) -> None:
    window.save()
    settle(qtbot, window)


def says_unsaved(window: MainWindow) -> bool:
    status = window.status
    assert status.unsaved.isVisible() == (not status.unsaved_mark.isHidden())
    return status.unsaved.isVisible() and FULL in status.unsaved.text() and not status.saved.isVisible()


def test_answers_on_a_full_disk_are_not_said_to_be_saved_and_closing_asks(
    qtbot: QtBot, show: Show, office: Office, disk: SmallDisk
) -> None:
    desk, there = moved(office.personal(TEAM[0]), disk)
    window = show(desk)
    window.go("self_report")
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    before = screen.banner.text() if not screen.banner.isHidden() else ""
    disk.fill()
    first = screen.panel.work.items[0].uid
    qtbot.keyClick(screen.panel.pages, "3")
    qtbot.waitUntil(lambda: screen.banner.isVisible() and says_unsaved(window), timeout=10_000)
    assert UNSAVED in screen.banner.text()
    assert "下書きに残っている" not in screen.banner.text()
    assert not screen.banner._act.isVisible(), "another folder for the form would not help"

    save(qtbot, window)
    assert says_unsaved(window)

    assert not closes(window)
    question: Any = window.question
    assert question.isVisible()
    assert question.focusWidget() is question.leave
    told = " ".join(label.text() for label in question.findChildren(Text))
    assert "このまま閉じると失われます" in told
    assert FULL in told
    question.reject()
    assert window.isVisible()

    assert window.go("home") is None, "asked first"
    question = window.question
    question.accept()
    assert window.current == "home"
    assert says_unsaved(window), "also on another screen"
    screen.stale = True
    window.go("self_report")
    settle(qtbot, window)
    assert screen.panel.work.answers.levels[first] == 3, "what was read is older"

    disk.free()
    save(qtbot, window)
    assert not window.status.unsaved.isVisible()
    assert window.status.saved.text() == SAVED
    shown = screen.banner.text() if not screen.banner.isHidden() else ""
    assert shown == before
    assert closes(window)
    desk.store.close()
    again = bootstrap.open_desk(there)
    assert open_answers(again).answers.levels[first] == 3
    again.store.close()


def test_levels_and_comments_of_a_confirmer_are_kept_when_there_is_room_again(
    qtbot: QtBot, show: Show, office: Office, disk: SmallDisk
) -> None:
    made = office.section(CHIEF)
    receive(made, ReceiveFiles((office.answered(TEAM[:2]),)))
    desk, _ = moved(made, disk, PASSPHRASE)
    window = show(desk)
    window.go("review")
    settle(qtbot, window)
    screen: Any = window.screens["review"]
    work = screen.page.work
    disk.fill()
    screen._edit(lambda: setattr(work, "comment", "窓口の手順を係に伝えた"))
    qtbot.waitUntil(lambda: says_unsaved(window), timeout=10_000)
    assert UNSAVED in screen.banner.text()
    assert not closes(window)
    window.question.reject()  # type: ignore[union-attr]
    save(qtbot, window)
    assert says_unsaved(window)
    disk.free()
    save(qtbot, window)
    assert window.status.saved.text() == SAVED
    assert not window.status.unsaved.isVisible()
    assert screen.banner.isHidden()
    kept = review_sheet(desk).drafts[work.person.employee_number]
    assert "窓口の手順を係に伝えた" in kept
    assert closes(window)


def test_whoever_closes_all_the_same_is_not_kept(
    qtbot: QtBot, show: Show, office: Office, disk: SmallDisk
) -> None:
    desk, _ = moved(office.personal(TEAM[0]), disk)
    window = show(desk)
    window.go("self_report")
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    disk.fill()
    qtbot.keyClick(screen.panel.pages, "3")
    assert not closes(window), "also where the first write has not failed yet"
    window.question.accept()  # type: ignore[union-attr]
    assert not window.isVisible()


def test_what_a_program_mistake_kept_from_being_written_is_not_saved_either(
    qtbot: QtBot, bugs: list[str]
) -> None:
    operations = Operations()
    outcomes: list[Exception] = [ValueError("?"), KnownError("x", "書けません。")]

    def write(_: Progress) -> None:
        if outcomes:
            raise outcomes.pop(0)

    for known in (ValueError, KnownError, None):
        operations.run(write, kind=Work.KEEP, failed=lambda _: None, keeps="draft")
        assert operations.keeping
        operations.wait_for_kept(10)
        assert not operations.keeping
        found = operations.unsaved()
        assert found is None if known is None else isinstance(found, known)
    bugs.clear()
    operations.close()


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What long work waits for; opened at the end, whatever became of the test."""
    made = threading.Event()
    yield made
    made.set()


def _held_up(window: MainWindow, gate: threading.Event, *, act: bool) -> None:
    """Let long work go on where drafts are written, until the gate opens or it is stopped."""

    def work(progress: Progress) -> None:
        while not gate.wait(0.01):
            if act:
                progress(0, 1)

    window.operations.run(work, title="書き出し", kind=Work.ACT if act else Work.KEEP)


def _typed(qtbot: QtBot, window: MainWindow) -> tuple[Any, str]:
    window.go("self_report")
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    return screen, screen.panel.work.items[0].uid


@pytest.mark.parametrize("act", [True, False])
def test_a_window_does_not_close_before_what_was_typed_is_written(
    qtbot: QtBot,
    show: Show,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    gate: threading.Event,
    act: bool,
) -> None:
    monkeypatch.setattr(main_window, "CLOSE_SECONDS", 0.1)
    monkeypatch.setattr(main_window, "ACT_SECONDS", 0.05)
    desk = office.personal(TEAM[0])
    location = desk.store.location
    window = show(desk)
    screen, first = _typed(qtbot, window)
    _held_up(window, gate, act=act)
    qtbot.keyClick(screen.panel.pages, "3")
    qtbot.waitUntil(lambda: window.operations.keeping)
    window.close()
    question: Any = window.question
    if act:
        assert question.windowTitle() == main_window.UNDER_WAY
        question.accept()  # 止めて閉じる: it is the export that ends, not the saving
    else:
        assert question.windowTitle() == main_window.KEEPING
        assert window.isVisible()
        gate.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    gate.set()
    desk.store.close()
    again = bootstrap.open_desk(location)
    assert open_answers(again).answers.levels[first] == 3
    again.store.close()


@pytest.mark.parametrize("done", [True, False])
def test_a_window_told_to_close_closes_once_an_act_is_done(
    qtbot: QtBot,
    show: Show,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    gate: threading.Event,
    done: bool,
) -> None:
    """A question that came and went by itself, and a window that stayed, was as if nobody had closed it."""
    monkeypatch.setattr(main_window, "ACT_SECONDS", 0.05)
    window = show(office.personal(TEAM[0]))
    settle(qtbot, window)
    begun: list[Running] = []

    def work(_: Progress) -> None:
        gate.wait(10)
        if done:
            with begun[0].committing():
                pass

    begun.append(window.operations.run(work, title="書き出し", kind=Work.ACT))
    window.close()
    question: Any = window.question
    assert question.windowTitle() == main_window.UNDER_WAY
    gate.set()
    qtbot.waitUntil(lambda: not question.isVisible(), timeout=10_000)
    if done:
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    else:
        settle(qtbot, window)
        assert window.isVisible(), "it says why nothing was done"


def test_what_cannot_be_written_behind_long_work_is_asked_about(
    qtbot: QtBot,
    show: Show,
    office: Office,
    disk: SmallDisk,
    monkeypatch: pytest.MonkeyPatch,
    gate: threading.Event,
) -> None:
    monkeypatch.setattr(main_window, "CLOSE_SECONDS", 0.1)
    monkeypatch.setattr(main_window, "ACT_SECONDS", 0.05)
    desk, _ = moved(office.personal(TEAM[0]), disk)
    window = show(desk)
    screen, _ = _typed(qtbot, window)
    disk.fill()
    _held_up(window, gate, act=True)
    qtbot.keyClick(screen.panel.pages, "3")
    qtbot.waitUntil(lambda: window.operations.keeping)
    window.close()
    before: Any = window.question
    before.accept()
    # Behind a closed window nobody would have heard that the disk was full.
    qtbot.waitUntil(lambda: "このまま閉じると失われます" in _asks(window), timeout=10_000)
    assert window.isVisible()
    gate.set()
    disk.free()


def _asks(window: MainWindow) -> str:
    question = window.question
    shown = question is not None and isValid(question) and question.isVisible()
    return " ".join(label.text() for label in question.findChildren(Text)) if shown and question else ""
