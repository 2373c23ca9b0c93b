"""A draft on its tabs, with what is left to put right under them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.framework import MINDSET
from dxdesk.ui.asking import ask_first
from dxdesk.ui.framework import kinds, messages
from dxdesk.ui.framework.editing import Editing
from dxdesk.ui.framework.grid import RequiredGrid
from dxdesk.ui.framework.head_page import HeadPage
from dxdesk.ui.framework.parts import PartsPage
from dxdesk.ui.framework.removing import RemoveDialog
from dxdesk.ui.framework.skill_form import SkillForm
from dxdesk.ui.framework.tree import FrameworkTree
from dxdesk.ui.widgets.basics import STRETCH, Text, button, card, clear, column, primary, row

SHOWN = 3
"""Findings told at once."""


class EditorPage(QWidget):
    """Everything of one draft."""

    back_wanted = Signal()
    publish_wanted = Signal()

    def __init__(self) -> None:
        """Make an editor without a draft."""
        super().__init__()
        self.editing = Editing(self)
        self.dialog: QDialog | None = None
        self.tree, self.form = FrameworkTree(), SkillForm(self.editing)
        self.tree.chosen.connect(self._chosen)
        self.tree.moved.connect(lambda framework: self.editing.change(framework))
        self.grid = RequiredGrid(self.editing)
        self.personas = PartsPage(self.editing, kinds.PERSONAS)
        self.requirements = PartsPage(self.editing, kinds.REQUIREMENTS)
        self.stages = PartsPage(self.editing, kinds.STAGES)
        self.scales = PartsPage(self.editing, kinds.SCALES)
        self.head = HeadPage(self.editing)
        self._pages: tuple[RequiredGrid | PartsPage | HeadPage, ...] = (
            self.grid,
            self.personas,
            self.requirements,
            self.stages,
            self.scales,
            self.head,
        )
        self._stale: set[RequiredGrid | PartsPage | HeadPage] = set()
        self.tabs = QTabWidget()
        pages = (self._skills(), self._people(), self.requirements, self.stages, self.scales, self.head)
        for title, page in zip(messages.TABS, pages, strict=True):
            self.tabs.addTab(page, title)
        self.tabs.currentChanged.connect(self._show_tab)
        self.undo = button(messages.UNDO, self.editing.undo, icon="undo", name="undo-draft")
        self.redo = button(messages.REDO, self.editing.redo, name="redo-draft")
        self.back = button(messages.BACK, self.back_wanted.emit, name="back-to-list")
        self.publish = primary(messages.PUBLISH, self.publish_wanted.emit, name="publish-draft")
        self._told = column(gap=2)
        foot = card(
            self._told, row(self.back, self.undo, self.redo, STRETCH, self.publish, gap=8), gap=8, padding=12
        )
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.tabs, 1)
        whole.addWidget(foot)
        self.setLayout(whole)
        self.editing.changed.connect(self._show)

    def _skills(self) -> QWidget:
        self.add_skill = button(messages.ADD_SKILL, self._add_skill, icon="plus", name="add-skill")
        self.add_mind = button(messages.ADD_MIND, self._add_mind, look="quiet", name="add-mind")
        self.add_category = button(
            messages.ADD_CATEGORY, self._add_category, look="quiet", name="add-category"
        )
        self.remove = button(messages.REMOVE, self._remove, name="remove-part")
        up = button(messages.UP, lambda: self.tree.shift(-1), look="quiet", name="part-up")
        down = button(messages.DOWN, lambda: self.tree.shift(1), look="quiet", name="part-down")
        left = card(
            self.tree,
            Text(messages.TREE_HINT, "caption", wrap=True),
            row(self.add_skill, up, down, STRETCH, self.remove, gap=2),
            row(self.add_mind, self.add_category, STRETCH, gap=4),
            gap=6,
            padding=12,
        )
        left.setFixedWidth(330)
        page = QWidget()
        both = row(left, card(self.form, padding=14), gap=14, margins=(0, 10, 0, 0))
        both.setStretch(1, 1)
        page.setLayout(both)
        return page

    def _people(self) -> QWidget:
        page = QTabWidget()
        page.setDocumentMode(True)
        grid = QWidget()
        grid.setLayout(column(Text(messages.GRID_HINT, "muted", wrap=True), self.grid, margins=(0, 8, 0, 0)))
        page.addTab(grid, messages.GRID)
        page.addTab(self.personas, messages.PERSONA_TAB)
        self.people = page
        return page

    # --- showing --------------------------------------------------------------------------------

    def _show(self, who: object) -> None:
        """Show the draft as it is; the part that changed it has shown that already."""
        framework = self.editing.framework
        if who is self.form:
            self.tree.follow(framework, self.form.key)
        else:
            self.tree.show_framework(framework)
        self._stale = {page for page in self._pages if page is not who}
        self._show_tab()
        self.undo.setEnabled(self.editing.can_undo)
        self.redo.setEnabled(self.editing.can_redo)
        self._show_findings()

    def _show_tab(self, _: int = 0) -> None:
        """Show the tab one looks at; the others wait until one does."""
        if self.editing.draft is None:
            return
        shown = self.tabs.currentWidget()
        for page in self._stale.copy():
            if page is shown or shown.isAncestorOf(page):
                self._stale.discard(page)
                page.show_framework(self.editing.framework)

    def _chosen(self, key: str) -> None:
        self.form.show_key(key)
        self.remove.setEnabled(bool(key))

    def _show_findings(self) -> None:
        clear(self._told)
        found = self.editing.findings()
        self.publish.setEnabled(not found)
        count = f"{len(found)}か所"
        title = messages.FINDINGS.format(count=count) if found else messages.FINDINGS_NONE
        self._told.addWidget(Text(title, "strong", tone="attention" if found else "done"))
        for one in found[:SHOWN]:
            link = button(f"{one.where}: {one.text}", look="link", name="finding")
            link.clicked.connect(lambda *_, one=one: self.go_to(one.tab, one.key))
            self._told.addLayout(row(link, STRETCH))
        if len(found) > SHOWN:
            more = messages.FINDINGS_MORE.format(count=f"{len(found) - SHOWN}か所")
            self._told.addWidget(Text(more, "caption"))

    def go_to(self, tab: int, key: str) -> None:
        """Show the place of a finding."""
        self.tabs.setCurrentIndex(tab)
        page = self.tabs.widget(tab)
        if tab == 0:
            self.tree.pick(key)
            self.form.setFocus()
        elif page is self.people:
            self.people.setCurrentIndex(1)
            self.personas.pick(key)
        elif isinstance(page, PartsPage):
            page.pick(key)

    # --- changing -------------------------------------------------------------------------------

    def _category_now(self) -> str:
        framework, key = self.editing.framework, self.tree.key
        if framework.has(key):
            return framework.item(key).category
        return key or next((category.uid for category in framework.categories), "")

    def _add_skill(self) -> None:
        self._add(*edit.add_item(self.editing.framework, messages.NEW_SKILL, self._category_now()))

    def _add_mind(self) -> None:
        made = edit.add_item(self.editing.framework, messages.NEW_MIND, self._category_now(), kind=MINDSET)
        self._add(*made)

    def _add_category(self) -> None:
        parent = "" if self.editing.framework.has(self.tree.key) else self.tree.key
        self._add(*edit.add_category(self.editing.framework, messages.NEW_CATEGORY, parent))

    def _add(self, framework: Any, uid: str) -> None:
        self.editing.change(framework)
        self.tree.pick(uid)
        field = self.form.name if framework.has(uid) else self.form.category_name
        field.setFocus()
        field.selectAll()

    def _remove(self) -> None:
        draft, key = self.editing.draft, self.tree.key
        if draft is None or not key:
            return
        if draft.framework.has(key):
            asked = RemoveDialog(draft, key, self)
            asked.accepted.connect(lambda: self._retire(key, asked.into))
            asked.open()
            self.dialog = asked
            return
        name = next((one.name for one in draft.framework.categories if one.uid == key), "")
        self.dialog = ask_first(
            self,
            messages.REMOVE_ASK.format(name=name or messages.NO_NAME),
            messages.CATEGORY_TEXT,
            messages.REMOVE_GO,
            lambda: self.editing.change(edit.remove_category(self.editing.framework, key)),
        )

    def _retire(self, key: str, into: str) -> None:
        draft = self.editing.draft
        if draft is not None:
            merges = (*draft.merges, (key, into)) if into else draft.merges
            self.editing.change(edit.remove_item(draft.framework, key), merges=merges)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back and do again."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Z:
            self.editing.undo()
        elif control and event.key() == Qt.Key.Key_Y:
            self.editing.redo()
        else:
            super().keyPressEvent(event)
