"""Pages of a PDF as pictures for slides, off the UI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtPdf import QPdfDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 1920
"""Px of a picture's width: a slide of 16:9 filled on a full HD display."""


def pictures(data: bytes) -> Iterator[bytes]:
    """Yield the pages of a PDF as PNG on white, one by one."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    try:
        for page in range(document.pageCount()):
            points = document.pagePointSize(page)
            size = QSize(WIDTH, round(WIDTH * points.height() / points.width()))
            picture = QImage(size, QImage.Format.Format_RGB32)
            picture.fill(Qt.GlobalColor.white)
            painter = QPainter(picture)
            painter.drawImage(0, 0, document.render(page, size))
            painter.end()
            written = QBuffer()
            written.open(QIODevice.OpenModeFlag.WriteOnly)
            QImageWriter(written, QByteArray(b"png")).write(picture)
            yield bytes(written.data().data())
    finally:
        document.close()
