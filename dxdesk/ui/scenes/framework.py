"""Scenes of 体系: the lists, a draft on its tabs, what is wrong with it, removing and publishing."""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtWidgets import QWidget

from dxdesk.ui.scenes.stage import Scene, Stage, to


def framework() -> list[Scene]:
    """Return the scenes in the order one meets them; the draft is discarded at the end."""
    return [
        Scene("framework", to("framework")),
        Scene("framework-draft", _draft),
        Scene("framework-finding", _finding),
        Scene("framework-grid", lambda stage: _tab(stage, 1)),
        Scene("framework-personas", _personas),
        Scene("framework-evidence", lambda stage: _tab(stage, 2)),
        Scene("framework-stages", lambda stage: _tab(stage, 3)),
        Scene("framework-scales", lambda stage: _tab(stage, 4)),
        Scene("framework-head", lambda stage: _tab(stage, 5)),
        Scene("framework-remove", _remove, _dismiss),
        Scene("framework-publish", _publish, _dismiss),
        Scene("framework-drafts", _back, _discard),
    ]


def _screen(stage: Stage) -> Any:
    screen = stage.go("framework")
    stage.wait()
    return screen


def _editor(stage: Stage) -> Any:
    screen = _screen(stage)
    if screen.pages.currentWidget() is screen.list:
        screen._begin("govtech-tokyo", "")
        stage.wait()
    return screen.editor


def _draft(stage: Stage) -> None:
    editor = _editor(stage)
    editor.tree.pick(editor.editing.framework.items[0].uid)


def _finding(stage: Stage) -> None:
    editor = _editor(stage)
    editor.tabs.setCurrentIndex(0)
    editor._add_skill()


def _tab(stage: Stage, place: int) -> None:
    editor = _editor(stage)
    if editor.editing.can_undo:
        editor.editing.undo()
    editor.tabs.setCurrentIndex(place)
    editor.people.setCurrentIndex(0)


def _personas(stage: Stage) -> None:
    _tab(stage, 1)
    _editor(stage).people.setCurrentIndex(1)


def _remove(stage: Stage) -> QWidget | None:
    editor = _editor(stage)
    editor.tabs.setCurrentIndex(0)
    editor.tree.pick(editor.editing.framework.items[0].uid)
    editor._remove()
    return editor.dialog if isinstance(editor.dialog, QWidget) else None


def _publish(stage: Stage) -> QWidget | None:
    screen = _screen(stage)
    screen._ask_publish()
    return screen.dialog if isinstance(screen.dialog, QWidget) else None


def _dismiss(stage: Stage) -> None:
    screen = _screen(stage)
    for asked in (screen.dialog, screen.editor.dialog):
        if asked is not None and shiboken6.isValid(asked):
            asked.reject()


def _back(stage: Stage) -> None:
    screen = _screen(stage)
    screen._back()
    stage.wait()


def _discard(stage: Stage) -> None:
    screen = _screen(stage)
    line = screen.list.drafts.current()
    if line is not None:
        screen._discard(line.key)
        stage.wait()
