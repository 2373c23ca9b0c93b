"""The tree of categories and skills: to choose from, to drag, to order by keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.framework import Framework, Item
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.findings import LEAST_HIGH, ROW_HIGH

_ROLE = Qt.ItemDataRole.UserRole
_INDICATOR = QAbstractItemView.DropIndicatorPosition
DROPPED = "dropped"
"""The part under which what the next version does not have any more stands."""


class Outline(QTreeWidget):
    """Categories with their skills; ``put`` asks to move a thing, the draft decides."""

    put = Signal(str, str, str, str)
    """Part and key of what is moved, the category it goes into, the key it goes before (empty = last)."""

    def __init__(self) -> None:
        """Make an empty tree."""
        super().__init__()
        self.setHeaderHidden(True)
        self.setAccessibleName(messages.TREE)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setMinimumSize(300, LEAST_HIGH)

    def show_framework(self, framework: Framework, dropped: tuple[Item, ...]) -> None:
        """Show a framework, keeping what is chosen and what is folded."""
        picked, folded = self.picked(), self._folded()
        self.blockSignals(True)
        self.clear()
        nodes: dict[str, QTreeWidgetItem] = {}
        for category in framework.categories:
            nodes[category.uid] = _node(edit.CATEGORIES, category.uid, category.name)
        for category in framework.categories:
            above = nodes.get(category.parent)
            self._hang(nodes[category.uid], above if category.parent != category.uid else None)
        for item in framework.items:
            name = f"{item.code} {item.name or messages.UNNAMED}"
            self._hang(_node(edit.ITEMS, item.uid, name), nodes.get(item.category))
        if dropped:
            last = _node(DROPPED, "", messages.DROPPED)
            self.addTopLevelItem(last)
            for item in dropped:
                last.addChild(_node(DROPPED, item.uid, item.name))
        self.expandAll()
        for node in self._nodes():
            if node.data(0, _ROLE) in folded:
                node.setExpanded(False)
        if not self.pick(*picked) and self.topLevelItem(0) is not None:
            self.setCurrentItem(self.topLevelItem(0))
        self.blockSignals(False)

    def _hang(self, node: QTreeWidgetItem, above: QTreeWidgetItem | None) -> None:
        if above is None:
            self.addTopLevelItem(node)
        else:
            above.addChild(node)

    def _nodes(self) -> list[QTreeWidgetItem]:
        waiting = [self.topLevelItem(position) for position in range(self.topLevelItemCount())]
        found = []
        while waiting:
            node = waiting.pop(0)
            if node is not None:
                found.append(node)
                waiting = [*(node.child(position) for position in range(node.childCount())), *waiting]
        return found

    def _folded(self) -> set[tuple[str, str]]:
        return {node.data(0, _ROLE) for node in self._nodes() if node.childCount() and not node.isExpanded()}

    def picked(self) -> tuple[str, str]:
        """Return part and key of what is chosen, empty for nothing."""
        node = self.currentItem()
        found: tuple[str, str] = node.data(0, _ROLE) if node is not None else ("", "")
        return found

    def pick(self, part: str, key: str) -> bool:
        """Choose a thing; return whether it is there."""
        node = self.node(part, key)
        if node is not None:
            self.setCurrentItem(node)
        return node is not None

    def node(self, part: str, key: str) -> QTreeWidgetItem | None:
        """Return where a thing stands."""
        return next((node for node in self._nodes() if node.data(0, _ROLE) == (part, key)), None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where something was dropped; the tree is drawn anew from the draft."""
        place = event.position().toPoint()
        target = self.itemAt(place)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if target is not None:
            self.drop_on(target, self._side(target, place.y()))

    def _side(self, target: QTreeWidgetItem, y: int) -> QAbstractItemView.DropIndicatorPosition:
        """Return whether a height in px is above, on or below a line; nothing goes into a skill."""
        rect = self.visualItemRect(target)
        edge = rect.height() // (4 if target.data(0, _ROLE)[0] == edit.CATEGORIES else 2)
        if y < rect.top() + edge:
            return _INDICATOR.AboveItem
        return _INDICATOR.BelowItem if y > rect.bottom() - edge else _INDICATOR.OnItem

    def drop_on(self, target: QTreeWidgetItem, where: QAbstractItemView.DropIndicatorPosition) -> None:
        """Ask for the move of what is chosen onto, above or below another thing."""
        part, key = self.picked()
        to_part, to_key = target.data(0, _ROLE)
        if (
            part not in (edit.ITEMS, edit.CATEGORIES)
            or to_part == DROPPED
            or (part, key) == (to_part, to_key)
        ):
            return
        above = target.parent()
        parent = above.data(0, _ROLE)[1] if above is not None else ""
        if to_part == edit.CATEGORIES and (where is _INDICATOR.OnItem or part == edit.ITEMS):
            self.put.emit(part, key, to_key, "")
        elif part != to_part:
            self.put.emit(part, key, parent, "")
        else:
            before = to_key if where is _INDICATOR.AboveItem else self._next(target, part)
            self.put.emit(part, key, parent, before)

    def _next(self, node: QTreeWidgetItem, part: str) -> str:
        """Return the key of the next thing of the same kind under the same category."""
        above = node.parent() or self.invisibleRootItem()
        for position in range(above.indexOfChild(node) + 1, above.childCount()):
            kind, key = above.child(position).data(0, _ROLE)
            if kind == part:
                return str(key)
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move what is chosen by Ctrl and an arrow."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(up=event.key() == Qt.Key.Key_Up)
        else:
            super().keyPressEvent(event)

    def shift(self, *, up: bool) -> None:
        """Ask to move what is chosen one place among its like."""
        node = self.currentItem()
        part, _ = self.picked()
        if node is None or part not in (edit.ITEMS, edit.CATEGORIES):
            return
        above = node.parent() or self.invisibleRootItem()
        like = [above.child(n) for n in range(above.childCount()) if above.child(n).data(0, _ROLE)[0] == part]
        place = like.index(node) + (-1 if up else 1)
        if 0 <= place < len(like):
            self.drop_on(like[place], _INDICATOR.AboveItem if up else _INDICATOR.BelowItem)


def _node(part: str, key: str, name: str) -> QTreeWidgetItem:
    node = QTreeWidgetItem([name or messages.UNNAMED])
    node.setToolTip(0, name)
    node.setSizeHint(0, QSize(0, ROW_HIGH))
    node.setData(0, _ROLE, (part, key))
    if part in (edit.CATEGORIES, DROPPED):
        font = node.font(0)
        font.setBold(True)
        node.setFont(0, font)
    if part != edit.CATEGORIES:
        node.setFlags(node.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
    if part == DROPPED:
        node.setFlags(node.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
    return node
