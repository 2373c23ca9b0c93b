"""What the self-test asks of Qt: paint the first window, read a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication, QImage

from dxdesk.ui.widgets.later import later

if TYPE_CHECKING:
    from dxdesk.ui.startup.launcher import StoreLauncher

_SETTLE_MS = 200


def show_welcome(launcher: StoreLauncher) -> tuple[str, int, int]:
    """Show the first window for a moment.

    Returns:
        The platform Qt drew on, and the window's width and height in pixels.

    Raises:
        ValueError: nothing was painted.
    """
    from dxdesk.ui.startup.app import Program, prepare

    prepare()
    program = Program(launcher)
    window = program.show_welcome()
    try:
        loop = QEventLoop()
        later(loop, loop.quit, _SETTLE_MS)
        loop.exec()
        image = window.grab().toImage()
    finally:
        window.hide()
        program.shut()
        window.deleteLater()
    if _colours(image) < 3:
        raise ValueError("the window is blank")
    return QGuiApplication.platformName(), image.width(), image.height()


def _colours(image: QImage) -> int:
    """Return how many different colours a coarse look at the picture finds."""
    across, down = max(1, image.width() // 80), max(1, image.height() // 80)
    return len(
        {image.pixel(x, y) for x in range(0, image.width(), across) for y in range(0, image.height(), down)}
    )


def read_pdf(path: Path) -> tuple[int, str]:
    """Return the number of pages of a PDF and its text, as the preview reads them.

    Raises:
        ValueError: the preview cannot read it.
    """
    from PySide6.QtPdf import QPdfDocument

    from dxdesk.ui.startup.app import prepare

    prepare()
    document = QPdfDocument()
    try:
        if document.load(str(path)) is not QPdfDocument.Error.None_:
            raise ValueError("the preview cannot read the PDF")
        pages = document.pageCount()
        return pages, "".join(document.getAllText(page).text() for page in range(pages))
    finally:
        document.close()
