"""Categories and skills as a tree; what is dragged changes the order and the category."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.framework import Framework
from dxdesk.ui.framework import messages

KEY, IS_ITEM = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class FrameworkTree(QTreeWidget):
    """The tree; ``moved`` gives the framework after a move."""

    chosen = Signal(str)
    moved = Signal(object)

    def __init__(self) -> None:
        """Make an empty tree."""
        super().__init__()
        self.setHeaderHidden(True)
        self.setAccessibleName(messages.TREE)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setIndentation(16)
        self._framework: Framework | None = None
        self._nodes: dict[str, QTreeWidgetItem] = {}
        self.currentItemChanged.connect(self._picked)

    def show_framework(self, framework: Framework) -> None:
        """Show the order there is now; what is chosen stays chosen."""
        kept = self.key
        self._framework = framework
        self.blockSignals(True)
        self.clear()
        self._nodes = {}
        for category in framework.categories:
            self._nodes[category.uid] = _node(category.uid, category.name, item=False)
        for category in framework.categories:
            above = self._nodes.get(category.parent)
            node = self._nodes[category.uid]
            # Two categories under each other (a draft may be wrong for a while) stand at the top.
            if above is not None and above is not node and not _lies_in(above, node):
                above.addChild(node)
            else:
                self.addTopLevelItem(node)
        for item in framework.items:
            node = _node(item.uid, item.name, item=True)
            self._nodes[item.uid] = node
            if item.category in self._nodes:
                self._nodes[item.category].addChild(node)
            else:
                self.addTopLevelItem(node)
        self.expandAll()
        self.blockSignals(False)
        self.pick(kept if kept in self._nodes else next(iter(self._nodes), ""))

    @property
    def key(self) -> str:
        """The uid of what is chosen; empty for nothing."""
        node = self.currentItem()
        return str(node.data(0, KEY)) if node is not None else ""

    def pick(self, key: str) -> None:
        """Choose by uid."""
        node = self._nodes.get(key)
        if node is not None:
            self.setCurrentItem(node)
        else:
            self.chosen.emit("")

    def follow(self, framework: Framework, key: str) -> None:
        """Take over a framework in which only a name changed, without building the tree again."""
        self._framework = framework
        names = {item.uid: item.name for item in framework.items}
        names |= {category.uid: category.name for category in framework.categories}
        if key in self._nodes:
            self._nodes[key].setText(0, names.get(key, "").strip() or messages.NO_NAME)

    def dropEvent(self, event: QDropEvent) -> None:
        """Move what was dragged in the framework; the tree is drawn again from it."""
        node, target = self.currentItem(), self.itemAt(event.position().toPoint())
        where = self.dropIndicatorPosition()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if node is not None and self._framework is not None:
            self.put_down(node, target, where)

    def put_down(
        self,
        node: QTreeWidgetItem,
        target: QTreeWidgetItem | None,
        where: QAbstractItemView.DropIndicatorPosition,
    ) -> None:
        """Put a part onto a category, or before or behind another part."""
        if self._framework is None or target is node:
            return
        on = where == QAbstractItemView.DropIndicatorPosition.OnItem
        if target is None:
            parent, before = "", ""
        elif on and not target.data(0, IS_ITEM):
            parent, before = str(target.data(0, KEY)), ""
        else:
            above = target.parent()
            parent = str(above.data(0, KEY)) if above is not None else ""
            behind = where == QAbstractItemView.DropIndicatorPosition.BelowItem or on
            before = self._following(target, node) if behind else str(target.data(0, KEY))
        self._put(node, parent, before)

    def _put(self, node: QTreeWidgetItem, parent: str, before: str) -> None:
        framework, key = self._framework, str(node.data(0, KEY))
        if framework is None:
            return
        if node.data(0, IS_ITEM):
            category = parent or framework.item(key).category
            self.moved.emit(edit.move_item(framework, key, category, before))
        else:
            self.moved.emit(edit.move_category(framework, key, parent, before))

    def _following(self, target: QTreeWidgetItem, node: QTreeWidgetItem) -> str:
        """Return the next of the same kind under the same parent; empty for none."""
        above = target.parent() or self.invisibleRootItem()
        rest = [above.child(place) for place in range(above.indexOfChild(target) + 1, above.childCount())]
        same = [one for one in rest if one is not node and one.data(0, IS_ITEM) == node.data(0, IS_ITEM)]
        return str(same[0].data(0, KEY)) if same else ""

    def shift(self, by: int) -> None:
        """Move what is chosen one place up (-1) or down (1) among its like."""
        node = self.currentItem()
        if node is None:
            return
        above = node.parent() or self.invisibleRootItem()
        like = [
            above.child(place)
            for place in range(above.childCount())
            if above.child(place).data(0, IS_ITEM) == node.data(0, IS_ITEM)
        ]
        place = like.index(node) + by
        if not 0 <= place < len(like):
            return
        parent = str(above.data(0, KEY)) if above is not self.invisibleRootItem() else ""
        behind = place + 1 if by > 0 else place
        self._put(node, parent, str(like[behind].data(0, KEY)) if behind < len(like) else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and the arrows."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.shift(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _picked(self, node: QTreeWidgetItem | None) -> None:
        self.chosen.emit(str(node.data(0, KEY)) if node is not None else "")


def _node(key: str, name: str, *, item: bool) -> QTreeWidgetItem:
    node = QTreeWidgetItem([name.strip() or messages.NO_NAME])
    node.setData(0, KEY, key)
    node.setData(0, IS_ITEM, item)
    flags = node.flags()
    # Nothing lies in a skill: dropping on it means beside it.
    node.setFlags(flags & ~Qt.ItemFlag.ItemIsDropEnabled if item else flags)
    if not item:
        font = node.font(0)
        font.setBold(True)
        node.setFont(0, font)
    return node


def _lies_in(node: QTreeWidgetItem, other: QTreeWidgetItem) -> bool:
    """Tell whether a node lies somewhere under another."""
    above: QTreeWidgetItem | None = node
    while above is not None:
        if above is other:
            return True
        above = above.parent()
    return False
