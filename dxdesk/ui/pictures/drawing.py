"""Scenes drawn into pictures, without a display: each in a window of its own scale and look."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from dxdesk import paths, private
from dxdesk.ui.look import applying, theme
from dxdesk.ui.pictures.studio import Scene, Studio
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup.app import prepare
from dxdesk.usecases.workplace.desk import Desk

SCREENS: dict[float, QSize] = {1.0: QSize(1366, 768), 1.5: QSize(1280, 720), 2.0: QSize(960, 540)}
"""Window size in logical px by scale: 1366 × 768 at 100 %, a Full HD screen above."""


def draw(
    desk: Desk, empty: Desk, scenes: Sequence[Scene], out: Path, scales: Sequence[float], dark: Sequence[bool]
) -> tuple[Path, ...]:
    """Draw scenes of a store.

    Args:
        desk: an opened store; nothing in it is changed but drafts that screens save by themselves.
        empty: a new store of the same role, for the scenes that are ``bare``.
        scenes: what to draw; numbered in this order.
        out: folder for the pictures, made where missing.
        scales: keys of ``SCREENS``.
        dark: whether to draw the light look, the dark one or both.

    Returns:
        The files written, in the order drawn.
    """
    app = prepare()
    private.make_folder(out)
    files: list[Path] = []
    numbered = list(enumerate(scenes, start=1))
    try:
        for is_dark in dark:
            applying.apply(app, look="dark" if is_dark else "light")
            for scale in scales:
                for of, wanted in ((desk, False), (empty, True)):
                    chosen = [(number, scene) for number, scene in numbered if scene.bare is wanted]
                    files += _draw(of, chosen, out, scale, is_dark)
    finally:
        applying.apply(app)
    return tuple(files)


def _draw(
    desk: Desk, numbered: Sequence[tuple[int, Scene]], out: Path, scale: float, is_dark: bool
) -> Iterator[Path]:
    ending = f"{round(scale * 100)}{'-dark' if is_dark else ''}"
    size = SCREENS.get(scale, SCREENS[1.0])
    shown = walk(desk, [scene for _, scene in numbered], size)
    for (number, scene), widget in zip(numbered, shown, strict=True):
        path = out / f"{desk.role.value}-{number:02}-{scene.name}-{ending}.png"
        _paint(widget, scale).save(str(path))
        private.close(path)
        yield path


def walk(desk: Desk, chosen: Sequence[Scene], size: QSize) -> Iterator[QWidget]:
    """Show one scene after the other in one window of a size; yield what is to be looked at."""
    window = MainWindow(desk)
    try:
        with tempfile.TemporaryDirectory(dir=paths.temp_dir()) as folder:
            studio = Studio(window, Path(folder))
            window.resize(size)
            window.show()
            window.start()
            for scene in chosen:
                target = scene.show(studio)
                studio.settle()
                yield target or studio.window
                _leave(studio, scene, target)
    finally:
        window.close_anyway()
        window.deleteLater()


def _leave(studio: Studio, scene: Scene, target: QWidget | None) -> None:
    if isinstance(target, QDialog):
        target.reject()
    if isinstance(target, QDialog | QMainWindow):
        target.close()
        # Gone before the next scene: an open dialog would grey it out.
        target.deleteLater()
        QApplication.sendPostedEvents(target, QEvent.Type.DeferredDelete)
    if scene.after is not None:
        scene.after(studio)
    studio.clear()


def _paint(widget: QWidget, scale: float) -> QImage:
    """Return a picture of a widget as a screen of that scale shows it."""
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(theme.of(widget).ground)
    widget.render(image)
    return image
