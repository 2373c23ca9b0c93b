"""The editor of one draft: pages by part, findings under them, undo, and publishing."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from dxdesk.domain import framework_edit as edit
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.draft import Draft
from dxdesk.ui.framework.findings import Finding, FindingsStrip
from dxdesk.ui.framework.forms import Form
from dxdesk.ui.framework.grid_page import GridPage
from dxdesk.ui.framework.list_page import ListPage
from dxdesk.ui.framework.skills_page import SkillsPage
from dxdesk.ui.framework.specs import head_fields
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row, scrolling
from dxdesk.ui.widgets.roomy import roomy

CHECK_AFTER_MS = 150
"""The rules look this long after the last letter, so that typing is never slowed down."""

LOW = 480
"""Px of height below which the findings are one line high."""

_LISTS = {
    messages.TAB_SCALES: edit.SCALES,
    messages.TAB_GRADES: edit.GRADES,
    messages.TAB_PERSONAS: edit.PERSONAS,
    messages.TAB_REQUIREMENTS: edit.REQUIREMENTS,
    messages.TAB_STAGES: edit.STAGES,
    messages.TAB_TOOLS: edit.TOOLS,
    messages.TAB_TARGETS: edit.TARGETS,
    messages.TAB_GLOSSARY: edit.GLOSSARY,
}
TAB_OF = {
    edit.CATEGORIES: messages.TAB_SKILLS,
    edit.ITEMS: messages.TAB_SKILLS,
    **{part: place for place, part in _LISTS.items()},
}


class HeadPage(QWidget):
    """What a framework says of itself, and whose words it has."""

    def __init__(self, draft: Draft) -> None:
        """Show a draft."""
        super().__init__()
        self._draft = draft
        self.form = Form(draft)
        self.wording = Text("", wrap=True)
        inner = column(self.wording, self.form, STRETCH, gap=14, margins=(18, 16, 18, 16))
        whole = card(scrolling(inner), padding=0)
        self.setLayout(column(whole))

    def show_draft(self) -> None:
        """Show the draft as it is now."""
        summary = self._draft.framework.summary
        self.wording.setText(messages.SUMMARY_TEXT if summary else messages.OFFICIAL_TEXT)
        self.wording.set_tone("attention" if summary else "done")
        self.form.show_fields("head", head_fields())


class Editor(QWidget):
    """A draft on the screen."""

    closed = Signal()
    publish_wanted = Signal()
    refused = Signal(object)

    def __init__(self, draft: Draft) -> None:
        """Show a draft."""
        super().__init__()
        self.draft = draft
        draft.setParent(self)
        self.back = button(messages.BACK, self.closed.emit, look="quiet", name="to-list")
        self.undo = button(messages.UNDO, draft.undo, icon="undo", name="undo-edit")
        self.redo = button(messages.REDO, draft.redo, name="redo-edit")
        self.publish = primary(messages.PUBLISH, self.publish_wanted.emit, name="publish")
        self.strip = FindingsStrip()
        self.strip.wanted.connect(self.open)
        self.tabs = LateTabs()
        for place, title in enumerate(messages.TABS):
            self.tabs.add_late(title, lambda place=place: self._make(place))  # type: ignore[misc]
        self.tabs.made.connect(self._show_page)
        self.tabs.currentChanged.connect(self._show_page)
        bar = row(self.back, STRETCH, self.undo, self.redo, self.publish, gap=8)
        above = column(bar, self.tabs, gap=10)
        above.setStretch(1, 1)
        whole = column(roomy(above), self.strip, gap=10)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self._checking = QTimer(self)
        self._checking.setSingleShot(True)
        self._checking.timeout.connect(self.check)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, draft.undo),
            (QKeySequence.StandardKey.Redo, draft.redo),
        ):
            QShortcut(QKeySequence(keys), self, act)
        draft.changed.connect(self.show_draft)
        self.tabs.setCurrentIndex(messages.TAB_SKILLS)
        self.show_draft()
        self.check()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave what is edited its room in a low window; findings scroll in their strip."""
        super().resizeEvent(event)
        self.strip.set_low(event.size().height() < LOW)

    @property
    def skills(self) -> SkillsPage:
        """The page of categories and skills."""
        return cast(SkillsPage, self.tabs.page(messages.TAB_SKILLS))

    @property
    def grid(self) -> GridPage:
        """The page of required levels."""
        return cast(GridPage, self.tabs.page(messages.TAB_GRID))

    def _make(self, position: int) -> QWidget:
        if position == messages.TAB_HEAD:
            return HeadPage(self.draft)
        if position == messages.TAB_GRID:
            return GridPage(self.draft)
        page = (
            SkillsPage(self.draft)
            if position == messages.TAB_SKILLS
            else ListPage(self.draft, _LISTS[position])
        )
        page.refused.connect(self.refused)
        return page

    def show_draft(self) -> None:
        """Show the draft as it is now, where somebody looks."""
        self.undo.setEnabled(self.draft.can_undo)
        self.redo.setEnabled(self.draft.can_redo)
        self._show_page(self.tabs.currentIndex())
        self._checking.start(CHECK_AFTER_MS)

    def _show_page(self, position: int) -> None:
        if position == self.tabs.currentIndex() and self.tabs.has(position):
            page = self.tabs.page(position)
            if isinstance(page, HeadPage | GridPage | SkillsPage | ListPage):
                page.show_draft()
            self._tell(page)

    def check(self) -> None:
        """Let the rules look at the draft."""
        self._checking.stop()
        self.strip.show_findings(self.draft.framework)
        if self.tabs.has(self.tabs.currentIndex()):
            self._tell(self.tabs.page(self.tabs.currentIndex()))

    def _tell(self, page: QWidget) -> None:
        if isinstance(page, SkillsPage | ListPage):
            page.show_findings(self.strip.found)

    def open(self, finding: Finding) -> None:
        """Go to the place of a finding."""
        part, key = finding.part, finding.key
        if part == edit.PERSONAS and finding.field == "required":
            self.tabs.setCurrentIndex(messages.TAB_GRID)
            self.grid.open(key)
            return
        place = TAB_OF.get(part, messages.TAB_HEAD)
        self.tabs.setCurrentIndex(place)
        page = self.tabs.page(place)
        if isinstance(page, SkillsPage):
            page.open(part, key, finding.field)
        elif isinstance(page, ListPage):
            page.open(key, finding.field)
