"""Whoever stops work is told what becomes of it, and it is so: only what was written before stays."""

from __future__ import annotations

import ast
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

import dxdesk.ui
from dxdesk.domain.errors import KnownError
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ports.store import Progress
from dxdesk.ui.roster import messages
from dxdesk.ui.shell import working
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.statusbar import STOPPING, STOPPING_LATE
from dxdesk.usecases.imports import evidence, roster
from dxdesk.usecases.organisation import confirmers
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import Row, write_roster
from tests.ui.office import STAFF, Office

Show = Callable[[Desk], MainWindow]
LEFT = Qt.MouseButton.LeftButton


class Gate:
    """Holds work where it stands until it is let go."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def wait(self) -> None:
        self.reached.set()
        assert self.open.wait(20)


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.open.set()


def set_note(desk: Desk, text: str) -> None:
    with desk.store.write() as uow:
        uow.settings.set("sent-note", text)
        uow.commit()


def note(desk: Desk) -> str:
    with desk.store.read() as uow:
        return uow.settings.get("sent-note")


def test_work_without_steps_is_stopped_before_it_is_written(
    qtbot: QtBot, show: Show, office: Office, gate: Gate
) -> None:
    window, heard = show(office.open_hr()), []
    set_note(window.desk, "before")

    def work(_: Progress) -> None:
        gate.wait()
        set_note(window.desk, "after")

    ends: Any = {"done": lambda _: heard.append("done"), "cancelled": lambda: heard.append("cancelled")}
    running = window.operations.run(work, title="書いています", kind=Work.ACT, **ends)
    qtbot.waitUntil(gate.reached.is_set)
    window.status.stop.click()
    assert window.status.work.text() == STOPPING
    gate.open.set()
    settle(qtbot, window)
    assert heard == ["cancelled"]
    assert not running.wrote
    assert note(window.desk) == "before"


def test_what_was_written_before_stays_and_is_said(
    qtbot: QtBot, show: Show, office: Office, gate: Gate
) -> None:
    window = show(office.open_hr())
    heard: list[object] = []

    def work(_: Progress) -> None:
        set_note(window.desk, "first")
        gate.wait()
        set_note(window.desk, "second")

    window.operations.changed.connect(heard.append)
    window.operations.run(work, title="書いています", cancelled=lambda: heard.append("cancelled"))
    qtbot.waitUntil(gate.reached.is_set)
    window.status.stop.click()
    assert window.status.work.text() == STOPPING_LATE
    gate.open.set()
    settle(qtbot, window)
    assert heard == ["cancelled", Changes.SETTINGS]
    assert note(window.desk) == "first"


def test_what_could_not_be_written_is_not_said_to_stay(
    qtbot: QtBot, show: Show, office: Office, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a commit is under way nobody knows yet; once it failed, nothing of it stays."""
    window = show(office.open_hr())
    set_note(window.desk, "before")
    failed: list[KnownError] = []

    def full(connection: Connection) -> None:
        gate.wait()
        raise KnownError("disk-full", "空きがありません。", "空きを作ってください。")

    monkeypatch.setattr(Connection, "commit", full)
    running = window.operations.run(
        lambda _: set_note(window.desk, "after"), title="書いています", failed=failed.append
    )
    qtbot.waitUntil(gate.reached.is_set)
    window.status.stop.click()
    assert window.status.work.text() == STOPPING_LATE
    gate.open.set()
    settle(qtbot, window)
    monkeypatch.undo()
    assert [error.code for error in failed] == ["disk-full"]
    assert (running.wrote, running.writing) == (False, False)
    assert note(window.desk) == "before"


def test_a_short_act_is_written_though_the_window_closes(show: Show, office: Office, gate: Gate) -> None:
    """Whoever presses 決める and closes the window at once has decided."""
    window = show(office.open_hr())
    desk = window.desk

    def work(_: Progress) -> None:
        gate.wait()
        set_note(desk, "decided")

    window.operations.run(work, title="決めています", kind=Work.ACT)
    assert gate.reached.wait(20)
    threading.Timer(0.1, gate.open.set).start()
    window.operations.close()
    assert note(desk) == "decided"


# --- a table that is taken in ------------------------------------------------------------------------


def more(office: Office) -> Path:
    """Return a roster with one more."""
    like = STAFF[2]
    row: Row = ("001099", "新人花子", "シンジンハナコ", *like[3:])
    write_roster(office.folder / "名簿2.csv", (*STAFF, row))
    return office.folder / "名簿2.csv"


def attendance(office: Office) -> Path:
    path = office.folder / "受講.csv"
    path.write_text("職員番号,研修名,受講日,出欠\n001003,接遇,2025/6/1,半日\n", encoding="utf-8")
    return path


def everything(desk: Desk) -> tuple[Any, ...]:
    """Return what a table may change: people, evidence, receipts, what is remembered, the audit."""
    with desk.store.read() as uow:
        people = uow.people.employees(include_left=True)
        rows: tuple[EvidenceRecord, ...] = tuple(uow.people.evidence())
        remembered = dict(uow.settings.starting_with(""))
        return tuple(people), rows, len(uow.exchange.receipts()), remembered, len(uow.audit.entries())


def by_button(dialog: Any) -> None:
    dialog.stop.click()


def by_escape(dialog: Any) -> None:
    QApplication.sendEvent(dialog, _key(Qt.Key.Key_Escape))


def by_cross(dialog: Any) -> None:
    dialog.close()


def by_bottom_line(dialog: Any) -> None:
    dialog._screen.window().status._cancel()


def _key(key: Qt.Key) -> Any:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize("kind", ["roster", "attendance"])
@pytest.mark.parametrize("stop", [by_button, by_escape, by_cross, by_bottom_line])
def test_an_import_that_is_stopped_takes_nothing_and_remembers_nothing(
    qtbot: QtBot,
    show: Show,
    office: Office,
    gate: Gate,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    stop: Callable[[Any], None],
) -> None:
    """Held where all is written and nothing is durable yet: after that no step looks whether it goes on."""
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(more(office) if kind == "roster" else attendance(office))
    dialog = screen.dialog
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    dialog.kind.committed.emit()
    for _ in range(2):
        for _ in range(3):
            settle(qtbot, window)
        if kind == "attendance" and (box := dialog.questions.words.get("半日")) is not None:
            box.setCurrentIndex(1)
            box.activated.emit(1)
        dialog.look_at()
    for _ in range(3):
        settle(qtbot, window)
    assert dialog.apply.isEnabled()
    before = everything(window.desk)
    module: Any = roster if kind == "roster" else evidence
    remember = module.remember

    def held(*given: Any) -> None:
        remember(*given)
        gate.wait()

    monkeypatch.setattr(module, "remember", held)
    dialog.apply.click()
    qtbot.waitUntil(gate.reached.is_set)
    assert not dialog.reading.isEnabled(), "what is being taken is not changed meanwhile"
    assert not window.status.stop.isVisible(), "nothing can be pressed behind a dialog"
    qtbot.waitUntil(dialog.sign.isVisible)
    stop(dialog)
    assert dialog.isVisible()
    if stop is not by_bottom_line:
        assert dialog.far.text() == STOPPING
        assert not dialog.stop.isEnabled()
    gate.open.set()
    settle(qtbot, window)
    assert dialog.banner.text().startswith(messages.NOT_APPLIED)
    assert dialog.isVisible()
    assert everything(window.desk) == before

    monkeypatch.undo()
    assert dialog.apply.isEnabled(), "it can be taken after all"
    dialog.apply.click()
    settle(qtbot, window)
    assert not dialog.isVisible()
    assert everything(window.desk) != before


def test_a_table_that_is_no_longer_read_says_so(
    qtbot: QtBot, show: Show, office: Office, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    read = roster.preview_roster

    def held(*given: Any, **named: Any) -> Any:
        gate.wait()
        return read(*given, **named)

    monkeypatch.setattr(roster, "preview_roster", held)
    screen.import_table(more(office))
    dialog = screen.dialog
    qtbot.waitUntil(gate.reached.is_set)
    qtbot.waitUntil(dialog.sign.isVisible)
    dialog.stop.click()
    gate.open.set()
    settle(qtbot, window)
    assert dialog.banner.text().startswith(messages.NOT_READ)
    assert dialog.preview is None
    assert dialog.isVisible()
    dialog.stop.click()
    assert not dialog.isVisible()


# --- the other dialogs -------------------------------------------------------------------------------


def test_confirmers_are_not_kept_when_they_are_stopped(
    qtbot: QtBot, show: Show, office: Office, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.table.pick(lambda person: person.number == "001003")
    for _ in range(3):
        settle(qtbot, window)
    before = everything(window.desk)
    button = screen.findChild(QPushButton, "confirmers")
    qtbot.mouseClick(button, LEFT)
    dialog = screen.confirmer_dialog
    dialog.fields["first_confirmer"].choose("001004")
    keep = confirmers.set_confirmers

    def held(*given: Any) -> Any:
        gate.wait()
        return keep(*given)

    monkeypatch.setattr(confirmers, "set_confirmers", held)
    dialog.accept_button.click()
    qtbot.waitUntil(gate.reached.is_set)
    dialog.stop.click()
    gate.open.set()
    settle(qtbot, window)
    assert dialog.isVisible()
    assert dialog.banner.text().startswith(working.STOPPED)
    assert everything(window.desk) == before


def test_no_dialog_with_a_way_out_goes_on_working_behind_it() -> None:
    """A dialog that begins work itself and can be left is one that stops its work when it is left."""
    root = Path(dxdesk.ui.__file__).parent
    wrong: list[str] = []
    seen = 0
    for file in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ClassDef):
                continue
            text = ast.unparse(node)
            if ".foot(" in text or "やめる" in text:
                begins = "operations.run(" in text and "kind=Work." in text
                bases = {ast.unparse(base) for base in node.bases}
                if "Dialog" in bases and begins and node.name != "BusyDialog":
                    wrong.append(f"{file.name} {node.name}")
            seen += "BusyDialog" in {ast.unparse(base) for base in node.bases}
    assert seen >= 5
    assert not wrong
