"""Parts that fill a window, and scroll as a whole where it is too low for them: a list keeps its lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

from dxdesk.ui.widgets.layouts import BAR_GAP, scrolling


def roomy(layout: QLayout) -> QScrollArea:
    """Return an area whose parts are never squeezed below what they need at its width.

    Lists and scrolling parts need the minimum height they were given, not what they would like best.
    """
    holder = _Holder(layout)
    area = scrolling(holder)
    holder.stand_in(area)
    return area


class _Holder(QWidget):
    """What lies in the area; without a layout of its own, which the area would ask for its best height."""

    def __init__(self, layout: QLayout) -> None:
        """Hold the parts of a layout."""
        super().__init__()
        self._parts = QWidget(self)
        self._layout = layout
        self._parts.setLayout(layout)
        self._area: QScrollArea | None = None
        self._needs = QSize(0, 0)

    def stand_in(self, area: QScrollArea) -> None:
        """Keep off the bar of the area, while there is one."""
        self._area = area
        area.verticalScrollBar().rangeChanged.connect(self._keep_off)

    def _keep_off(self, _: int, most: int) -> None:
        edge = self._layout.contentsMargins()
        edge.setRight(BAR_GAP if most else 0)
        self._layout.setContentsMargins(edge)

    def event(self, event: QEvent) -> bool:
        """Look again after parts appeared, went, or came to need more."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._look()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the parts all the room there is; at another width texts need another height."""
        super().resizeEvent(event)
        self._look()

    def minimumSizeHint(self) -> QSize:
        """Return what the parts need at the present width."""
        return self._needs

    def _look(self) -> None:
        self._parts.setGeometry(self.rect())
        needs = QSize(self._layout.minimumSize().width(), _in_layout(self._layout))
        if needs != self._needs:
            self._needs = needs
            if self._area is not None:
                bar = self._area.verticalScrollBar().sizeHint().width()
                self._area.setMinimumWidth(needs.width() + bar)
            self.updateGeometry()


def _in_layout(layout: QLayout) -> int:
    """Return the px of height below which something of a layout would be cut, at the widths it has now."""
    edge = layout.contentsMargins()
    items = [item for position in range(layout.count()) if (item := layout.itemAt(position)) is not None]
    if not isinstance(layout, QBoxLayout):
        wide = layout.geometry().width()
        return layout.heightForWidth(wide) if layout.hasHeightForWidth() else layout.minimumSize().height()
    shown = [_of_item(item) for item in items if not item.isEmpty()]
    upright = layout.direction() in (QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.BottomToTop)
    if not upright:
        return edge.top() + max(shown, default=0) + edge.bottom()
    gaps = layout.spacing() * max(len(shown) - 1, 0)
    blank = sum(item.minimumSize().height() for item in items if item.spacerItem() is not None)
    return edge.top() + sum(shown) + gaps + blank + edge.bottom()


def _of_item(item: QLayoutItem) -> int:
    widget, layout = item.widget(), item.layout()
    if widget is not None:
        return _of_widget(widget)
    return _in_layout(layout) if layout is not None else item.minimumSize().height()


def _of_widget(widget: QWidget) -> int:
    layout = widget.layout()
    if isinstance(widget, QTabWidget):
        # Pages that are not looked at need nothing.
        page, bar = widget.currentWidget(), widget.tabBar().sizeHint().height()
        need = bar + (_of_widget(page) if page is not None else 0)
    elif isinstance(widget, QStackedWidget):
        page = widget.currentWidget()
        need = _of_widget(page) if page is not None else 0
    elif layout is not None:
        need = _in_layout(layout)
    elif widget.hasHeightForWidth():
        need = widget.heightForWidth(widget.width())
    else:
        need = widget.minimumSizeHint().height()
    return min(max(need, widget.minimumHeight()), widget.maximumHeight())
