"""The list of drafts and versions: where one begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.ui.framework import messages
from dxdesk.ui.look import dates
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.versions.page import FrameworksPage
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.framework_editing.drafts import DraftLine
    from dxdesk.usecases.framework_editing.proposed import ProposedVersion

DRAFTS_HIGH = 190

LEAST_ROWS = 5
"""Versions that are seen at once, however low the window: below that the page scrolls."""


class VersionsView(QWidget):
    """Drafts above, versions below; signals carry a draft's line or a version."""

    open_wanted = Signal(object)
    delete_wanted = Signal(object)
    copy_wanted = Signal(object)
    book_wanted = Signal()
    proposal_wanted = Signal(str)
    """The key of what DX推進課 proposes, to make a draft of."""

    def __init__(self, screen: Screen) -> None:
        """Make empty lists; ``screen`` runs the work of the versions."""
        super().__init__()
        titles = messages.DRAFT_COLUMNS
        self.drafts: Table[DraftLine] = Table(
            [
                Col(titles[0], lambda d: d.name, 0, look=lambda d: "strong"),
                Col(titles[1], lambda d: d.version, 120),
                Col(titles[2], lambda d: d.follows, 100),
                Col(titles[3], lambda d: f"{d.skills}", 80, number=True),
                Col(titles[4], _findings, 130, look=lambda d: "badge" if d.findings else "badge-done"),
                Col(titles[5], lambda d: dates.moment(d.saved_at), 170, look=lambda d: "muted"),
            ],
            messages.DRAFTS,
        )
        self.drafts.setMaximumHeight(DRAFTS_HIGH)
        self.nothing = Text(messages.DRAFTS_NONE, "muted", wrap=True)
        self.open = button(messages.DRAFT_OPEN, self._open, name="open-draft", icon="open")
        self.delete = button(messages.DRAFT_DELETE, self._delete, look="quiet", name="delete-draft")
        self.book = button(messages.DRAFT_BOOK, self.book_wanted.emit, look="quiet", name="draft-book")
        self.copy = primary(messages.DRAFT_COPY, self._copy, icon="copy", name="copy-version")
        self.versions = FrameworksPage(screen, messages.VERSIONS_TEXT, self.copy)
        self.drafts.picked.connect(lambda draft: self._may(draft is not None))
        self.drafts.opened.connect(self.open_wanted)
        self.versions.table.picked.connect(lambda version: self.copy.setEnabled(version is not None))
        acts = row(STRETCH, self.book, self.delete, self.open, gap=8)
        self._proposals: QVBoxLayout = column(gap=8)
        self.proposed = card(Text(messages.PROPOSED, "section"), self._proposals, gap=8, padding=12)
        self.proposed.hide()
        top = card(Text(messages.DRAFTS, "section"), self.nothing, self.drafts, acts, gap=8, padding=12)
        whole: QVBoxLayout = column(self.proposed, top, self.versions, gap=14)
        whole.setStretch(2, 1)
        self.versions.table.keep_rows(LEAST_ROWS)
        self.setLayout(column(roomy(whole)))

    def _may(self, on: bool) -> None:
        self.open.setEnabled(on)
        self.delete.setEnabled(on)

    def show_drafts(self, drafts: Sequence[DraftLine]) -> None:
        """Show what is in work."""
        self.drafts.show_records(drafts)
        self.nothing.setVisible(not drafts)
        self.drafts.setVisible(bool(drafts))
        self.open.setVisible(bool(drafts))
        self.delete.setVisible(bool(drafts))
        if self.drafts.current() is None:
            self.drafts.selectRow(0)
        self._may(self.drafts.current() is not None)

    def show_proposals(self, found: Sequence[ProposedVersion]) -> None:
        """Show what DX推進課 proposes; the card is there only while there is something."""
        clear(self._proposals)
        for one in found:
            name = messages.PROPOSED_NAME.format(name=one.name, version=one.version)
            differs = messages.PROPOSED_CHANGES.format(skills=one.skills, count=len(one.changes))
            text = column(Text(name, "strong", wrap=True), Text(differs, "muted", wrap=True), gap=2)
            act = button(
                messages.PROPOSED_AGAIN if one.taken else messages.PROPOSED_TAKE,
                partial(self.proposal_wanted.emit, one.key),
                name="take-proposal",
                icon="copy",
            )
            line = row(text, act, gap=10)
            line.setStretch(0, 1)
            self._proposals.addWidget(inside(line))
        self.proposed.setVisible(bool(found))

    def _open(self) -> None:
        self.open_wanted.emit(self.drafts.current())

    def _delete(self) -> None:
        self.delete_wanted.emit(self.drafts.current())

    def _copy(self) -> None:
        if self.versions.table.current() is not None:
            self.copy_wanted.emit(self.versions.table.current())


def _findings(draft: DraftLine) -> str:
    return messages.COUNT.format(count=draft.findings) if draft.findings else messages.NONE_FOUND
