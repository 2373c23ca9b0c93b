"""A picture of every screen, dialog, empty and error state of a store's role, drawn without a display."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from dxdesk.ports.entities import Role
from dxdesk.ui import theme
from dxdesk.ui.app import prepare
from dxdesk.ui.main_window import MainWindow
from dxdesk.ui.scenes import bare, entrance, frameworks, office, personal, section, shared
from dxdesk.ui.scenes.stage import Scene, Stage
from dxdesk.usecases.workplace.desk import Desk

SCREENS: dict[float, QSize] = {1.0: QSize(1366, 768), 1.5: QSize(1280, 720), 2.0: QSize(960, 540)}
"""Window size in logical px by scale: 1366 × 768 at 100 %, a Full HD screen above."""


def draw_all(
    desk: Desk, out: Path, scales: Sequence[float] = (1.0, 1.5), dark: Sequence[bool] = (False, True)
) -> tuple[Path, ...]:
    """Draw every scene of the desk's role.

    Args:
        desk: an opened store; nothing in it is changed but drafts that screens save by themselves.
        out: folder for the pictures, made where missing.
        scales: 1.0, 1.5 or 2.0.
        dark: whether to draw the light look, the dark one or both.

    Returns:
        The files written, in the order drawn: ``hr-01-home-150-dark.png`` says role, place, scene, scale and
        look (light where it says none).
    """
    app = prepare()
    out.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    numbered = list(enumerate(scenes(desk.role), start=1))
    try:
        with tempfile.TemporaryDirectory() as folder, bare.new_desk(desk, Path(folder)) as empty:
            for is_dark in dark:
                theme.apply(app, dark=is_dark)
                for scale in scales:
                    for of, wanted in ((desk, False), (empty, True)):
                        chosen = [(number, scene) for number, scene in numbered if scene.bare is wanted]
                        files += _draw(of, chosen, out, scale, is_dark)
    finally:
        theme.apply(app)
    return tuple(files)


def scenes(role: Role) -> tuple[Scene, ...]:
    """Return the scenes of a role."""
    found = [Scene("home", lambda stage: stage.go("home") and None)]
    if role in (Role.HR, Role.SECTION):
        found += office.news()
    if role is Role.PERSONAL:
        found += personal.personal()
    if role is Role.SECTION:
        found += section.section()
    found += shared.receiving(role)
    if role in (Role.HR, Role.SECTION):
        found += office.standing(role)
    if role is not Role.PERSONAL:
        found += shared.maps(role)
    found += shared.documents(role)
    if role in (Role.HR, Role.DX):
        found += frameworks.frameworks()
    if role is Role.HR:
        found += office.office()
    found += shared.settings(role)
    found += shared.troubles()
    found += bare.bare(role)
    # Last: the guide stays above the screens once it is shown.
    return (*found, *entrance.entrance(), *shared.helping())


def _draw(
    desk: Desk, numbered: Sequence[tuple[int, Scene]], out: Path, scale: float, is_dark: bool
) -> Iterator[Path]:
    ending = f"{round(scale * 100)}{'-dark' if is_dark else ''}"
    window = MainWindow(desk)
    try:
        with tempfile.TemporaryDirectory() as folder:
            stage = Stage(window, Path(folder))
            window.resize(SCREENS.get(scale, SCREENS[1.0]))
            window.show()
            window.start()
            for number, scene in numbered:
                path = out / f"{desk.role.value}-{number:02}-{scene.name}-{ending}.png"
                _draw_scene(stage, scene, path, scale)
                yield path
    finally:
        window.close()
        window.deleteLater()


def _draw_scene(stage: Stage, scene: Scene, path: Path, scale: float) -> None:
    target = scene.show(stage)
    stage.settle()
    _paint(target or stage.window, scale).save(str(path))
    if isinstance(target, QDialog):
        target.reject()
    if isinstance(target, QDialog | QMainWindow):
        target.close()
        # Gone before the next scene: an open dialog would grey it out.
        target.deleteLater()
        QApplication.sendPostedEvents(target, QEvent.Type.DeferredDelete)
    if scene.after is not None:
        scene.after(stage)
    stage.clear()


def _paint(widget: QWidget, scale: float) -> QImage:
    """Return a picture of a widget as a screen of that scale shows it."""
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(theme.of(widget).ground)
    widget.render(image)
    return image
