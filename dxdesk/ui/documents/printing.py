"""Pages of a PDF on a printer, off the UI thread: in bands, at the printer's own resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions

from dxdesk.domain.errors import KnownError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from dxdesk.ports.store import Progress

MOST_DPI = 600
"""Above this nothing looks better on paper."""

BAND = 1200
"""Rows of a page rendered at once: a whole page at 600 dpi would take 140 MB."""


def print_pages(data: bytes, printer: QPrinter, progress: Progress | None = None) -> int:
    """Paint the pages a person asked for, each in its own orientation; return how many went out.

    Raises:
        KnownError: ``printer-gone`` where the printer takes nothing, or nothing more.
        Cancelled: the person asked to stop; the printer is told to drop what it has.
    """
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    printer.setResolution(min(printer.resolution(), MOST_DPI))
    printer.setFullPage(True)
    painter = QPainter()
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    try:
        for done, page in enumerate(range(first - 1, last)):
            if progress is not None:
                progress(done, last - first + 1)
            turned = document.pagePointSize(page)
            landscape = turned.width() > turned.height()
            printer.setPageOrientation(
                QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
            )
            if not (printer.newPage() if done else painter.begin(printer)):
                raise _gone(printer.printerName() or printer.outputFileName(), done)
            _paint(document, page, painter, printer)
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
        document.close()
    return last - first + 1


def _gone(name: str, sent: int) -> KnownError:
    """Return the refusal of a printer that took ``sent`` pages and no more."""
    of = f"プリンター「{name}」" if name else "プリンター"
    told = f"{sent}ページまで送ったところで止まりました。残りは" if sent else "何も"
    return KnownError(
        "printer-gone",
        f"{of}に送れませんでした。{told}印刷していません。",
        "プリンターの電源と接続を確かめて、もう一度「印刷する」を押してください。"
        "ほかのプリンターを選ぶか、PDFで保存することもできます。発行した番号と控えは、そのまま残っています。",
    )


def _paint(document: QPdfDocument, page: int, painter: QPainter, printer: QPrinter) -> None:
    room = printer.pageLayout().fullRectPixels(printer.resolution())
    fitted = document.pagePointSize(page).scaled(
        room.width(), room.height(), Qt.AspectRatioMode.KeepAspectRatio
    )
    size = QSize(round(fitted.width()), round(fitted.height()))
    for top in range(0, size.height(), BAND):
        band = QRect(0, top, size.width(), min(BAND, size.height() - top))
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(size)
        options.setScaledClipRect(band)
        painter.drawImage(QPoint(0, top), document.render(page, band.size(), options))
