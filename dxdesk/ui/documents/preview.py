"""The preview: the very PDF that is printed, with zoom and search."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dxdesk.ui import theme
from dxdesk.ui.documents import messages
from dxdesk.ui.widgets.basics import STRETCH, Text, button, column, inside, row
from dxdesk.ui.widgets.messages import EmptyState

DPI = 300
"""Resolution in which pages go to a printer: what an office printer can show."""


class Preview(QWidget):
    """Shows a PDF held in memory; nothing is written to disk."""

    def __init__(self) -> None:
        """Start without a document."""
        super().__init__()
        self.data = b""
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setPageSpacing(12)
        ground = self.view.palette()
        ground.setColor(QPalette.ColorRole.Dark, QColor(theme.of(self).empty))
        self.view.setPalette(ground)
        self.view.setAccessibleName("印刷の見た目")
        self.search_model = QPdfSearchModel(self)
        self.search_model.setDocument(self.document)
        self.view.setSearchModel(self.search_model)
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(messages.FIND)
        self.finder.setClearButtonEnabled(True)
        self.finder.setMaximumWidth(240)
        self.finder.textChanged.connect(self.search_model.setSearchString)
        self.finder.returnPressed.connect(self._next)
        self._hit = -1
        self.pages = Text("", "caption")
        self._width = button(
            messages.ZOOM_WIDTH, lambda: self._zoom(QPdfView.ZoomMode.FitToWidth), look="quiet"
        )
        self._page = button(messages.ZOOM_PAGE, lambda: self._zoom(QPdfView.ZoomMode.FitInView), look="quiet")
        self._out = button("−", lambda: self._scale(1 / 1.25), look="quiet")
        self._in = button("+", lambda: self._scale(1.25), look="quiet")
        self._out.setAccessibleName("縮小")
        self._in.setAccessibleName("拡大")
        tools = row(self.pages, STRETCH, self._out, self._in, self._width, self._page, self.finder, gap=4)
        shown: QVBoxLayout = column(tools, self.view, gap=6)
        shown.setStretch(1, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(EmptyState("documents", messages.EMPTY, messages.EMPTY_TEXT))
        self.stack.addWidget(inside(shown))
        self.setLayout(column(self.stack))

    def show_pdf(self, data: bytes) -> None:
        """Show a document (empty: none)."""
        self.data = data
        self.document.close()
        self._buffer.close()
        if data:
            self._buffer.setData(QByteArray(data))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._buffer)
        self.pages.setText(messages.PAGES.format(pages=self.document.pageCount()))
        self.stack.setCurrentIndex(1 if data else 0)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self.document.pageCount() if self.data else 0

    def save(self, path: Path) -> None:
        """Write the document; raises ``OSError``."""
        half = path.with_name(path.name + ".part")
        half.write_bytes(self.data)
        half.replace(path)

    def print_out(self, parent: QWidget) -> int:
        """Let the person choose a printer and print; return how many pages went out."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(DPI)
        dialog = QPrintDialog(printer, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return 0
        return self.paint_on(printer)

    def paint_on(self, printer: QPrinter) -> int:
        """Paint every page on a printer, each in its own orientation."""
        printer.setFullPage(True)
        painter = QPainter()
        count = self.document.pageCount()
        for page in range(count):
            size = self.document.pagePointSize(page)
            landscape = size.width() > size.height()
            from PySide6.QtGui import QPageLayout

            printer.setPageOrientation(
                QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
            )
            if page == 0:
                painter.begin(printer)
            else:
                printer.newPage()
            room = printer.pageLayout().fullRectPixels(printer.resolution())
            fitted = size.scaled(room.width(), room.height(), Qt.AspectRatioMode.KeepAspectRatio)
            image = self.document.render(page, QSize(round(fitted.width()), round(fitted.height())))
            painter.drawImage(QRect(0, 0, image.width(), image.height()), image)
        if painter.isActive():
            painter.end()
        return count

    def _zoom(self, mode: QPdfView.ZoomMode) -> None:
        self.view.setZoomMode(mode)

    def _scale(self, factor: float) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(0.25, min(self.view.zoomFactor() * factor, 4.0)))

    def _next(self) -> None:
        count = self.search_model.rowCount(self.search_model.index(-1, -1))
        if count:
            self._hit = (self._hit + 1) % count
            link = self.search_model.resultAtIndex(self._hit)
            self.view.setCurrentSearchResultIndex(self._hit)
            self.view.pageNavigator().jump(link.page(), QPointF(link.location()), 0)
