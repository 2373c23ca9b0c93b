"""Persona × skill: which level each kind of person needs."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from dxdesk.domain import framework_people_edit as edit
from dxdesk.domain.framework import Framework
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.editing import Editing

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole


class RequiredGrid(QTableWidget):
    """Rows are skills, columns kinds of people; a cell offers the levels of the skill's own scale."""

    def __init__(self, editing: Editing) -> None:
        """Make an empty grid for a draft."""
        super().__init__()
        self.editing = editing
        self.setAccessibleName(messages.GRID)
        self.setShowGrid(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setItemDelegate(_Levels(self))
        self.cellActivated.connect(self._edit)

    def _edit(self, line: int, place: int) -> None:
        if (cell := self.item(line, place)) is not None:
            self.editItem(cell)

    def show_framework(self, framework: Framework) -> None:
        """Show what is required now."""
        kept = (self.currentRow(), self.currentColumn())
        self.blockSignals(True)
        self.setRowCount(len(framework.items))
        self.setColumnCount(len(framework.personas))
        self.setHorizontalHeaderLabels([persona.name or messages.NO_NAME for persona in framework.personas])
        self.setVerticalHeaderLabels([item.name or messages.NO_NAME for item in framework.items])
        scales = {scale.code: scale for scale in framework.scales}
        for place, persona in enumerate(framework.personas):
            required = dict(persona.required)
            for line, item in enumerate(framework.items):
                level, scale = required.get(item.uid), scales.get(item.scale)
                text = messages.NO_LEVEL if level is None else scale.label(level) if scale else str(level)
                cell = QTableWidgetItem(text)
                cell.setData(VALUE, level)
                cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.setItem(line, place, cell)
        self.blockSignals(False)
        self.horizontalHeader().setMinimumSectionSize(110)
        self.resizeColumnsToContents()
        if kept[0] >= 0:
            self.setCurrentCell(*kept)

    def offered(self, line: int) -> list[tuple[int | None, str]]:
        """Return the levels a cell of a row can have, none first."""
        framework = self.editing.framework
        scale = next((one for one in framework.scales if one.code == framework.items[line].scale), None)
        levels = [(level.value, level.choice) for level in scale.levels] if scale else []
        return [(None, messages.NO_LEVEL), *levels]

    def put(self, line: int, place: int, level: int | None) -> None:
        """Require a level."""
        framework = self.editing.framework
        persona, item = framework.personas[place], framework.items[line]
        self.editing.change(edit.set_required(framework, persona.code, item.uid, level))


class _Levels(QStyledItemDelegate):
    """Chooses a level out of a list."""

    def __init__(self, grid: RequiredGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Offer the levels of the row's scale."""
        box = QComboBox(parent)
        box.setAccessibleName(messages.GRID)
        for level, text in self._grid.offered(index.row()):
            box.addItem(text, level)
        box.activated.connect(lambda *_: self._chosen(box))
        return box

    def _chosen(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the level there is."""
        if isinstance(editor, QComboBox):
            offered = [level for level, _ in self._grid.offered(index.row())]
            level = index.data(VALUE)
            editor.setCurrentIndex(offered.index(level) if level in offered else 0)
            editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the level chosen."""
        if isinstance(editor, QComboBox):
            self._grid.put(index.row(), index.column(), editor.currentData())
