"""The versions there are and the drafts under way."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui import words
from dxdesk.ui.framework import messages
from dxdesk.ui.widgets.basics import STRETCH, Text, button, card, primary, repolish, row
from dxdesk.ui.widgets.tables import Col, Table


class ListPage(QWidget):
    """Says what was chosen; the screen does the work."""

    begin_wanted = Signal(str, str)
    open_wanted = Signal(str)
    discard_wanted = Signal(object)
    excel_wanted = Signal()

    def __init__(self) -> None:
        """Make empty lists."""
        super().__init__()
        titles = messages.DRAFT_COLUMNS
        self.drafts: Table[Any] = Table(
            [
                Col(titles[0], lambda d: d.name or messages.NO_NAME, 0),
                Col(titles[1], lambda d: d.version, 90),
                Col(titles[2], lambda d: d.base, 180, look=lambda d: "muted"),
                Col(titles[3], lambda d: f"{d.skills}", 70, number=True, order=lambda d: d.skills),
                Col(titles[4], _left, 100, look=lambda d: "badge" if d.findings else "badge-done"),
                Col(titles[5], lambda d: words.moment(d.changed_at), 150, order=lambda d: d.changed_at),
            ],
            messages.DRAFTS,
        )
        heads = messages.VERSION_COLUMNS
        self.versions: Table[Any] = Table(
            [
                Col(heads[0], lambda v: v.name, 0),
                Col(heads[1], lambda v: v.version, 90),
                Col(heads[2], lambda v: f"{v.skills}", 70, number=True, order=lambda v: v.skills),
                Col(heads[3], _wording, 180, look=lambda v: "badge" if v.summary else "badge-done"),
                Col(heads[4], _years, 230, look=lambda v: "muted"),
            ],
            messages.VERSIONS,
        )
        self.open = primary(messages.OPEN, self._open, name="open-draft")
        self.discard = button(messages.DISCARD, self._discard, name="discard-draft")
        self.begin = primary(messages.BEGIN, self._begin, name="begin-draft")
        self.excel = button(messages.BY_EXCEL, self.excel_wanted.emit, icon="file", name="framework-excel")
        self.drafts.picked.connect(self._enable)
        self.versions.picked.connect(self._enable)
        self.drafts.opened.connect(lambda line: self.open_wanted.emit(line.key))
        self._some = QStackedWidget()
        self._some.addWidget(self.drafts)
        self._some.addWidget(Text(messages.NO_DRAFT, "muted", wrap=True))
        self._drafts_card = card(
            Text(messages.DRAFTS, "section"),
            self._some,
            row(STRETCH, self.discard, self.open, gap=8),
            gap=8,
            padding=12,
        )
        versions = card(
            Text(messages.VERSIONS, "section"),
            Text(messages.LIST_TEXT, "muted", wrap=True),
            self.versions,
            row(STRETCH, self.excel, self.begin, gap=8),
            gap=8,
            padding=12,
        )
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addWidget(self._drafts_card, 2)
        whole.addWidget(versions, 3)
        self.setLayout(whole)

    def show_lists(self, versions: Any, drafts: Any) -> None:
        """Show what there is; the first draft is chosen, and the version that was used last."""
        self.drafts.show_records(drafts)
        self._some.setCurrentIndex(0 if drafts else 1)
        self._drafts_card.setMaximumHeight(16_777_215 if drafts else 110)
        for act in (self.open, self.discard):
            act.setVisible(bool(drafts))
        if drafts:
            self.drafts.selectRow(0)
        # What one began waits to be finished: of the two filled buttons only that one stays filled.
        self.begin.setProperty("look", "secondary" if drafts else "primary")
        repolish(self.begin)
        self.versions.show_records(versions)
        newest = max(versions, key=lambda v: (max(v.years, default=0), v.kept), default=None)
        self.versions.pick(lambda version: version is newest)
        self._enable()

    def _enable(self, _: object = None) -> None:
        self.begin.setEnabled(self.versions.current() is not None)
        for act in (self.open, self.discard):
            act.setEnabled(self.drafts.current() is not None)

    def _open(self) -> None:
        if (line := self.drafts.current()) is not None:
            self.open_wanted.emit(line.key)

    def _discard(self) -> None:
        if (line := self.drafts.current()) is not None:
            self.discard_wanted.emit(line)

    def _begin(self) -> None:
        if (version := self.versions.current()) is not None:
            self.begin_wanted.emit(version.code, version.version)


def _left(draft: Any) -> str:
    return f"{draft.findings}か所" if draft.findings else messages.READY


def _wording(version: Any) -> str:
    return messages.SUMMARY if version.summary else messages.OFFICIAL


def _years(version: Any) -> str:
    if version.years:
        return "・".join(fiscal_year_label(year) for year in version.years)
    return messages.UNUSED if version.kept else messages.PRESET
