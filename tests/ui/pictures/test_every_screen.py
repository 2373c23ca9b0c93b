"""Every screen the tour shows, looked at from inside: nothing held is gone, and the wheel changes nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QDial,
    QLayout,
    QSlider,
    QWidget,
)

from dxdesk.programs.scenes import album, bare
from dxdesk.ui.pictures import drawing
from dxdesk.ui.shell import garbage
from dxdesk.ui.startup import app
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.played import desk_of
from tests.helpers.wheel import turn

VALUES = (QComboBox, QAbstractSpinBox, QSlider, QDial)
LEAST_SCENES = {"personal": 55, "section": 85, "hr": 115, "dx": 70}
EVERY = 3
"""The ordinary suite walks each third scene of a person; those of all roles take minutes: soak."""


@pytest.fixture(params=["personal"])
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desk(role: str, tmp_path: Path) -> Iterator[Desk]:
    """A copy of a played store of a role."""
    opened = desk_of(role, tmp_path)
    yield opened
    opened.store.close()


def _scenes(desk: Desk, folder: Path, every: int) -> Iterator[tuple[str, QWidget]]:
    with bare.new_desk(desk, folder) as empty:
        for of, wanted in ((desk, False), (empty, True)):
            chosen = [scene for scene in album.scenes(desk.role) if scene.bare is wanted][::every]
            for scene, shown in zip(chosen, drawing.walk(of, chosen, drawing.SCREENS[1.0]), strict=True):
                yield scene.name, shown


@cache
def _is_ours(kind: type) -> bool:
    return str(kind.__module__).startswith("dxdesk.ui")


@cache
def _holds(kind: type) -> type | None:
    """Return as what a value of this kind is looked into; asked a million times, answered once a kind."""
    if issubclass(kind, QWidget | QLayout | QAbstractItemModel):
        return QWidget
    if issubclass(kind, dict):
        return dict
    return list if issubclass(kind, list | tuple | set | frozenset) else None


def _held(value: Any, depth: int = 0) -> Iterator[Any]:
    looked_as = _holds(type(value))
    if looked_as is QWidget:
        yield value
    elif looked_as is not None and depth < 3:
        for each in value.values() if looked_as is dict else value:
            if _holds(type(each)) is not None:
                yield from _held(each, depth + 1)


def _gone(closed: set[int]) -> set[str]:
    """Return what an object of ours that is alive still holds although Qt's side of it is gone.

    ``closed``: dialogs that the walk itself let go; whoever opened one looks at it no more.
    """
    gc.collect()
    found = set()
    for holder in [each for each in gc.get_objects() if _is_ours(type(each))]:
        if isinstance(holder, shiboken6.Shiboken.Object) and not shiboken6.isValid(holder):
            continue
        kind = type(holder)
        for name, value in list(getattr(holder, "__dict__", {}).items()):
            if _holds(type(value)) is None:
                continue
            for each in _held(value):
                if not shiboken6.isValid(each) and id(each) not in closed:
                    found.add(f"{kind.__module__}.{kind.__qualname__}.{name}: {type(each).__name__}")
    return found


def _value(widget: Any) -> object:
    if isinstance(widget, QComboBox):
        return widget.currentIndex(), widget.currentText()
    return widget.text() if isinstance(widget, QAbstractSpinBox) else widget.value()


def _fields(shown: QWidget) -> list[QWidget]:
    found = [part for part in shown.window().findChildren(QWidget) if isinstance(part, VALUES)]
    return [part for part in found if part.isVisible() and not isinstance(part.parent(), QCalendarWidget)]


def _changed_by_wheel(field: QWidget) -> str:
    """Return what the wheel does to a field that it should leave to the page, empty for nothing."""
    if field.focusPolicy() == Qt.FocusPolicy.WheelFocus:
        return "takes the focus"
    field.clearFocus()
    before = _value(field)
    for steps in (-1, 1):
        taker = turn(field, steps)
        if _value(field) != before:
            return "changes"
        if taker is field:
            return "keeps the wheel"
    return ""


def test_on_screens_of_a_person_what_is_held_is_there_and_the_wheel_changes_nothing(
    desk: Desk, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    _look_at_scenes(desk, tmp_path, EVERY, request, monkeypatch)


@pytest.mark.soak
@pytest.mark.parametrize("role", LEAST_SCENES)
def test_on_every_screen_what_is_held_is_there_and_the_wheel_changes_nothing(
    desk: Desk, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    _look_at_scenes(desk, tmp_path, 1, request, monkeypatch)


def _look_at_scenes(
    desk: Desk, folder: Path, every: int, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.prepare()
    gc.collect()
    gc.freeze()  # what is there already is none of the window's, and looking through it takes long
    request.addfinalizer(gc.unfreeze)
    # Long work of the window would take that back, and hide from us what it made itself.
    monkeypatch.setattr(garbage, "gc", SimpleNamespace(**{**vars(gc), "freeze": int, "unfreeze": int}))
    gone: dict[str, str] = {}
    wheeled, fields = set(), 0
    walked: list[QWidget] = []
    for name, shown in _scenes(desk, folder, every):
        walked.append(shown)  # kept, so that no other object takes its number
        gone |= {each: name for each in _gone(set(map(id, walked))) if each not in gone}
        for field in _fields(shown):
            fields += 1
            if told := _changed_by_wheel(field):
                wheeled.add(f"{type(field).__name__} {field.accessibleName()} {told}")
    assert len(walked) >= LEAST_SCENES[desk.role.value] // every
    assert not gone
    assert fields > 0 or every > 1  # every third scene of a person may be none with such a field
    assert not wheeled
