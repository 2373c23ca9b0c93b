"""What is called later fails as loudly as what is called at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup.app import Program
from dxdesk.ui.widgets.later import later


class _Clumsy(QObject):
    def stumble(self) -> None:
        raise ValueError("bound")


def _stumble() -> None:
    raise ValueError("free")


@pytest.mark.parametrize("ms", [0, 5])
def test_what_is_raised_later_reaches_the_hook(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ms: int
) -> None:
    told: list[str] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, _: told.append(f"{kind.__name__} {error}"))
    owner = _Clumsy()
    later(owner, owner.stumble, ms)
    later(owner, lambda: _stumble(), ms)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["ValueError bound", "ValueError free"]


def test_nothing_is_called_for_who_is_gone(qtbot: QtBot) -> None:
    called: list[str] = []
    owner, stays = QObject(), QObject()
    later(owner, lambda: called.append("gone"), 1)
    later(stays, lambda: called.append("there"), 5)
    owner.deleteLater()
    qtbot.waitUntil(lambda: bool(called))
    assert called == ["there"]


def test_a_bug_in_it_is_told_in_the_window(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch, bugs: list[str]
) -> None:
    monkeypatch.setattr("sys.excepthook", program.take_bug)
    told: list[object] = []
    monkeypatch.setattr(program, "_say_crash", told.append)
    later(program, _stumble)
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1
    assert "ValueError: free" in bugs.pop()
