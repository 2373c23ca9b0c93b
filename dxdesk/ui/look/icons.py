"""Our own icons: one-colour SVG drawings, coloured when they are loaded, sharp at every scale."""

from __future__ import annotations

import zlib
from functools import lru_cache
from pathlib import Path

from PySide6 import QtGui
from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dxdesk import paths, private

INK = "#000000"
"""The colour the drawings are made in; it is replaced by the one asked for."""


@lru_cache(maxsize=256)
def source(name: str, colour: str) -> bytes:
    """Return the SVG text of an icon in a colour.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    text = (paths.resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace(INK, colour).encode("utf-8")


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = 18, ratio: float = 1.0) -> QPixmap:
    """Return an icon of ``size`` px, drawn for a screen with the given device pixel ratio."""
    renderer = QSvgRenderer(QByteArray(source(name, colour)))
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.fill(QColor(0, 0, 0, 0))
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(source(name, colour)))


def paint(painter: QPainter, name: str, colour: str, size: int) -> None:
    """Paint an icon of ``size`` px at the painter's origin, as lines: sharp however that is scaled."""
    _renderer(name, colour).render(painter, QRectF(0, 0, size, size))


def icon(name: str, colour: str, size: int = 18) -> QtGui.QIcon:
    """Return an icon for a button, with drawings for 100, 150 and 200 %."""
    made = QtGui.QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made


def file_in_colour(name: str, colour: str) -> Path:
    """Return a file with the icon in a colour; stylesheets can only name files."""
    data = source(name, colour)
    folder = paths.user_data_dir() / "cache" / "icons"
    target = folder / f"{name}-{zlib.crc32(data):08x}.svg"
    if not target.exists():
        private.make_folder(folder)
        private.write_bytes(target, data)
    return target


def mark() -> QtGui.QIcon:
    """Return the program's own mark, in its own colours."""
    made = QtGui.QIcon()
    for size in (16, 24, 32, 48, 64):
        made.addPixmap(pixmap("dxdesk", INK, size))
    return made
