"""要求水準: persona × skill, a level chosen in each cell."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.framework import Framework, Item, Persona
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.draft import Draft
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card
from dxdesk.ui.widgets.messages import EmptyState

_CHOICE = Qt.ItemDataRole.UserRole
NONE, OUT = "", "out"
"""What a cell may hold besides a level: nothing asked yet, not for this persona."""

WIDTH, ROW = 148, 36
Index = QModelIndex | QPersistentModelIndex


class GridPage(QWidget):
    """The required levels of a draft."""

    def __init__(self, draft: Draft) -> None:
        """Show a draft."""
        super().__init__()
        self._draft = draft
        self.table = Grid(self)
        self.pages = QStackedWidget()
        whole = card(Text(messages.GRID_TEXT, "muted", wrap=True), self.table, gap=10, padding=12)
        layout = whole.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(1, 1)
        self.pages.addWidget(whole)
        self.pages.addWidget(EmptyState("roster", messages.TABS[messages.TAB_GRID], messages.GRID_EMPTY))
        outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.setLayout(outer)

    def show_draft(self) -> None:
        """Show the draft as it is now."""
        framework = self._draft.framework
        self.pages.setCurrentIndex(0 if framework.personas and framework.items else 1)
        table = self.table
        table.blockSignals(True)
        if (table.rowCount(), table.columnCount()) != (len(framework.items), len(framework.personas)):
            table.setRowCount(len(framework.items))
            table.setColumnCount(len(framework.personas))
        table.setHorizontalHeaderLabels([persona.name for persona in framework.personas])
        table.setVerticalHeaderLabels([f"{item.code} {item.name}" for item in framework.items])
        for line, item in enumerate(framework.items):
            for position, persona in enumerate(framework.personas):
                self._cell(line, position, item, persona)
        table.blockSignals(False)

    def _cell(self, line: int, position: int, item: Item, persona: Persona) -> None:
        cell = self.table.item(line, position)
        if cell is None:
            cell = QTableWidgetItem()
            cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.table.setItem(line, position, cell)
        held = holding(item, persona)
        text = dict(choices(self._draft.framework, item)).get(held, held)
        if cell.text() != text:
            cell.setText(text)
        cell.setData(_CHOICE, held)

    def options(self, line: int) -> list[tuple[str, str]]:
        """Return what may be chosen in a row."""
        return choices(self._draft.framework, self._draft.framework.items[line])

    def choose(self, line: int, position: int, value: str) -> None:
        """Set a cell: a level, nothing asked (empty), or not for this persona (``out``)."""
        framework = self._draft.framework
        item, persona = framework.items[line], framework.personas[position]
        if value == OUT:
            changed = edit.exempt(framework, persona.code, item.uid)
        else:
            level = int(value) if value else None
            changed = edit.require(
                edit.include(framework, persona.code, item.uid), persona.code, item.uid, level
            )
        self._draft.apply(changed)

    def open(self, persona: str) -> None:
        """Go to the column of a persona."""
        codes = [one.code for one in self._draft.framework.personas]
        if persona in codes and self.table.rowCount():
            self.table.setCurrentCell(0, codes.index(persona))
            self.table.setFocus()


def holding(item: Item, persona: Persona) -> str:
    """Return what a cell holds now."""
    if not edit.asked_of(item, persona.code):
        return OUT
    level = dict(persona.required).get(item.uid)
    return NONE if level is None else str(level)


def choices(framework: Framework, item: Item) -> list[tuple[str, str]]:
    """Return what may be chosen for a skill."""
    scale = edit.find(framework, edit.SCALES, item.scale)
    levels = [(str(level.value), level.label) for level in scale.levels] if scale else []
    return [(NONE, messages.GRID_NONE), *levels, (OUT, messages.GRID_OUT)]


class Grid(QTableWidget):
    """The cells; a number chooses its level, Delete takes it away."""

    def __init__(self, page: GridPage) -> None:
        """Make an empty grid of a page."""
        super().__init__()
        self._page = page
        self.setAccessibleName(messages.TABS[messages.TAB_GRID])
        self.setItemDelegate(_Chooser(page))
        self.setShowGrid(True)
        self.horizontalHeader().setDefaultSectionSize(WIDTH)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setMinimumHeight(5 * ROW + 4)  # the heading and four lines; in a low window the editor scrolls
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        triggers = QTableWidget.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.SelectedClicked | triggers.EditKeyPressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number; Enter opens the list."""
        line, place = self.currentRow(), self.currentColumn()
        if line < 0 or place < 0:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._page.choose(line, place, NONE)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        elif event.text().isdecimal() and event.text().isascii():
            if event.text() in dict(self._page.options(line)):
                self._page.choose(line, place, event.text())
        else:
            super().keyPressEvent(event)


class _Chooser(QStyledItemDelegate):
    """Offers the levels of a row's scale."""

    def __init__(self, page: GridPage) -> None:
        super().__init__(page)
        self._page = page

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the list of a cell."""
        box = Choice(parent)
        for value, text in self._page.options(index.row()):
            box.addItem(text, value)
        box.activated.connect(lambda _: self._chosen(box))
        return box

    def _chosen(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what the cell holds."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(_CHOICE)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Put the choice into the draft, which shows itself again."""
        if isinstance(editor, QComboBox) and editor.currentIndex() >= 0:
            self._page.choose(index.row(), index.column(), str(editor.currentData()))
