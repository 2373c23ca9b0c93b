"""Scenes of a confirmer's store."""

from __future__ import annotations

from typing import Any

from dxdesk.programs.scenes import messages
from dxdesk.ui.pictures.stage import Scene, Shown, Stage, dialog, shown


def section() -> list[Scene]:
    """Return what only confirmers have."""
    return [
        Scene("review", _one),
        Scene("review-corrected", _corrected, _take_back),
        Scene("review-missing", _missing, _take_back),
        Scene("review-all", _all),
        Scene("review-nobody", _nobody, _find_again),
        Scene("return", _return),
        Scene("return-empty", lambda stage: _return(stage, objected=True)),
        Scene("review-grid", lambda stage: _mode(stage, "grid")),
        Scene("review-spread", lambda stage: _mode(stage, "spread")),
        Scene("review-batch", _batch),
        Scene("review-send", dialog("review", lambda screen: screen._send())),
    ]


def _screen(stage: Stage) -> Any:
    screen = stage.go("review")
    screen.set_mode("one")
    stage.settle()
    return screen


def _one(stage: Stage) -> None:
    _screen(stage)


def _all(stage: Stage) -> None:
    _screen(stage).queue.sift("all")


def _mode(stage: Stage, mode: str) -> None:
    stage.go("review").set_mode(mode)


def _corrected(stage: Stage) -> Any:
    """Correct a level in the window only; nothing is written down as typed."""
    screen = _screen(stage)
    work = screen.page.work
    if work is not None and screen.page.confirm.isEnabled():
        uid = work.items[1].uid
        work.choose(uid, 0 if work.level(uid) else 1)
        screen.page.refresh()
        screen.page.grid.pick(uid)
    return None


def _missing(stage: Stage) -> None:
    _corrected(stage)
    screen: Any = stage.window.screens["review"]
    screen.page.confirm.setFocus()
    if screen.page.work is not None and screen.page.work.missing:
        screen.confirm()


def _take_back(stage: Stage) -> None:
    screen: Any = stage.window.screens["review"]
    work = screen.page.work
    if work is not None:
        work.stand_again(work.items[1].uid)
        screen.page.refresh()


def _nobody(stage: Stage) -> None:
    _screen(stage).queue.search.setText(messages.NOT_FOUND)


def _find_again(stage: Stage) -> None:
    screen: Any = stage.window.screens["review"]
    screen.queue.search.clear()


def _return(stage: Stage, *, objected: bool = False) -> Shown | None:
    screen = _screen(stage)
    if screen.page.work is None:
        return None
    screen.send_back()
    stage.settle()
    asked = screen.dialog
    if objected:
        asked._check()
    else:
        first = next(iter(asked.reasons.values()), None)
        if first is not None:
            first.setText(messages.LONG_REASON)
            first.setCursorPosition(0)
        asked.overall.setPlainText(messages.RETURNED_ALL)
    return shown(asked)


def _batch(stage: Stage) -> Shown | None:
    screen = _screen(stage)
    if not screen._as_reported():
        return None
    screen._batch()
    return shown(screen.dialog)
