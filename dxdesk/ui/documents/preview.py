"""The preview: the very PDF that is printed, with zoom and search; or why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dxdesk import private
from dxdesk.ui.documents import messages
from dxdesk.ui.documents.refused import Refused
from dxdesk.ui.look import theme
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row
from dxdesk.ui.widgets.messages import EmptyState

if TYPE_CHECKING:
    from dxdesk.domain.errors import KnownError

NOTHING, SHOWN, REFUSED = range(3)


class Preview(QWidget):
    """Shows a PDF held in memory; nothing is written to disk."""

    without_wanted = Signal(object)
    """Numbers of people to leave out."""

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
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self._paint_ground()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName("印刷の見た目")
        self.search_model = QPdfSearchModel(self)
        self.search_model.setDocument(self.document)
        self.view.setSearchModel(self.search_model)
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(messages.FIND)
        self.finder.setAccessibleName(messages.FIND)
        self.finder.setClearButtonEnabled(True)
        self.finder.setMaximumWidth(220)
        self.finder.textChanged.connect(self._search)
        self.finder.returnPressed.connect(self._next)
        self.hits = Text("", "caption")
        self.search_model.countChanged.connect(self._count)
        self._hit = -1
        self.pages = Text("", "caption")
        self.empty = EmptyState("documents", messages.EMPTY, messages.EMPTY_TEXT)
        self.refused = Refused()
        self.refused.without_wanted.connect(self.without_wanted)
        self.stack = QStackedWidget()
        for part in (self.empty, self._shown(), self.refused):
            self.stack.addWidget(part)
        self.setLayout(column(self.stack))

    def changeEvent(self, event: QEvent) -> None:
        """Lay the pages on the ground of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.stack.count():
            self._paint_ground()

    def _paint_ground(self) -> None:
        ground = self.view.palette()
        ground.setColor(QPalette.ColorRole.Dark, QColor(theme.of(self).empty))
        self.view.setPalette(ground)

    def _shown(self) -> QWidget:
        fit = QPdfView.ZoomMode
        smaller = button("−", lambda: self._scale(1 / 1.25), look="quiet")
        larger = button("+", lambda: self._scale(1.25), look="quiet")
        smaller.setAccessibleName("縮小")
        larger.setAccessibleName("拡大")
        width = button(messages.ZOOM_WIDTH, lambda: self.view.setZoomMode(fit.FitToWidth), look="quiet")
        page = button(messages.ZOOM_PAGE, lambda: self.view.setZoomMode(fit.FitInView), look="quiet")
        tools = row(self.pages, STRETCH, smaller, larger, width, page, self.finder, self.hits, gap=4)
        shown: QVBoxLayout = column(tools, self.view, gap=6)
        shown.setStretch(1, 1)
        return inside(shown)

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
        self.stack.setCurrentIndex(SHOWN if data else NOTHING)

    def tell(self, title: str, text: str) -> None:
        """Say why there is nothing to see."""
        self.show_pdf(b"")
        self.empty.tell(title, text)

    def refuse(self, error: KnownError, numbers: tuple[str, ...]) -> None:
        """Say whose characters cannot be printed, and the ways out."""
        self.show_pdf(b"")
        self.refused.show_problems(error, numbers)
        self.stack.setCurrentIndex(REFUSED)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self.document.pageCount() if self.data else 0

    def save(self, path: Path) -> None:
        """Write the document; raises ``OSError``."""
        half = private.half_written(path)
        try:
            private.write_bytes(half, self.data)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)

    def _scale(self, factor: float) -> None:
        # The factor counts from the picture's own size: begin where fitting left off.
        now = self.view.zoomFactor()
        if self.view.zoomMode() is not QPdfView.ZoomMode.Custom and self.page_count:
            wide = self.document.pagePointSize(0).width() * self.view.logicalDpiX() / 72
            now = self.view.viewport().width() / wide if wide else now
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(0.25, min(now * factor, 4.0)))

    def _search(self, text: str) -> None:
        self._hit = -1
        self.search_model.setSearchString(text)
        self._count()

    def _count(self) -> None:
        found, text = self.search_model.count(), self.finder.text()
        told = messages.HITS.format(count=found, hit=max(self._hit, 0) + 1) if found else messages.NO_HITS
        self.hits.setText(told if text else "")

    def _next(self) -> None:
        count = self.search_model.count()
        if count:
            self._hit = (self._hit + 1) % count
            link = self.search_model.resultAtIndex(self._hit)
            self.view.setCurrentSearchResultIndex(self._hit)
            self.view.pageNavigator().jump(link.page(), QPointF(link.location()), 0)
            self._count()
