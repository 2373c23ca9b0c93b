"""まとめて作る: in which order, in how many files, with which lists and letters, into which folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QLineEdit, QWidget

from dxdesk.ports.entities import Role
from dxdesk.ui.documents import batch_messages as messages
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row

if TYPE_CHECKING:
    from dxdesk.usecases.reports.batches import Batch
    from dxdesk.usecases.reports.kind import ReportKind


class BatchDialog(Dialog):
    """Asks how; says as it is chosen how many files there will be."""

    def __init__(
        self,
        screen: Screen,
        report: ReportKind,
        people: int,
        sections: int,
        *,
        changed_only: bool,
        folder: Path,
    ) -> None:
        """Ask; ``people`` of so many ``sections`` are printed, at most where only the changed ones are.

        ``folder`` is proposed.
        """
        super().__init__(screen)
        self._report, self._people, self._sections = report, people, sections
        self._changed_only = changed_only
        self.setWindowTitle(messages.TITLE)
        self.setMinimumWidth(600)
        self.order = _choice(messages.ORDER, messages.ORDERS)
        splits = messages.SPLITS if report.per_person else messages.SPLITS[:2]
        self.split = _choice(messages.SPLIT, splits)
        self.both_sides = QCheckBox(messages.BOTH_SIDES)
        self.receipts, self.covers = QCheckBox(messages.RECEIPTS), QCheckBox(messages.COVERS)
        self.receipts.setVisible(report.per_person)
        self.covers.setVisible(report.per_person and screen.desk.role is Role.HR)
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName(messages.FOLDER)
        self.told = Text("", "strong", wrap=True)
        self.accept_button = primary(messages.GO, self.accept, name="accept")
        text = messages.TEXT.format(title=report.title, people=people, sections=sections)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        if report.per_person:
            grid.addWidget(_field(messages.ORDER, self.order), 0, 0)
        grid.addWidget(_field(messages.SPLIT, self.split), 0, 1)
        where = row(self.folder, button(messages.CHOOSE, self._choose, name="choose-folder"), gap=8)
        where.setStretch(0, 1)
        self.setLayout(
            column(
                Text(messages.TITLE, "title"),
                Text(text, "muted", wrap=True),
                grid,
                column(self.both_sides, self.receipts, self.covers, gap=4),
                column(Text(messages.FOLDER, "caption"), where, gap=4),
                self.told,
                STRETCH,
                row(STRETCH, button(messages.STOP, self.reject), self.accept_button),
                gap=14,
                margins=(24, 20, 24, 20),
            )
        )
        for choice in (self.order, self.split):
            choice.activated.connect(lambda *_: self._tell())
        for box in (self.receipts, self.covers):
            box.toggled.connect(lambda *_: self._tell())
        self.folder.textChanged.connect(lambda *_: self._tell())
        self._tell()

    @property
    def batch(self) -> Batch:
        """What was chosen."""
        from dxdesk.usecases.reports.batches import Batch, Split
        from dxdesk.usecases.reports.kind import By

        return Batch(
            By(str(self.order.currentData() or "")),
            Split(str(self.split.currentData() or "")),
            self.both_sides.isChecked(),
            self.receipts.isChecked(),
            self.covers.isChecked(),
        )

    @property
    def wished(self) -> Path:
        """Where the one file goes; parted files lie in its folder."""
        return Path(self.folder.text().strip()) / f"{self._report.title}.pdf"

    def _tell(self) -> None:
        """Say how many files there will be."""
        of = {"": 1, "section": self._sections, "person": self._people}
        count = of[str(self.split.currentData() or "")]
        parts = [messages.PAPERS.format(title=self._report.title, count=count)]
        for box, text in ((self.receipts, messages.LISTS), (self.covers, messages.LETTERS)):
            if box.isChecked():
                parts.append(text.format(count=self._sections))
        told = messages.COUNT.format(files="、".join(parts))
        self.told.setText(told + (messages.AT_MOST if self._changed_only else ""))
        self.accept_button.setEnabled(bool(self.folder.text().strip()))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, messages.FOLDER, self.folder.text())
        if chosen:
            self.folder.setText(chosen)


def _choice(name: str, offered: tuple[tuple[str, str], ...]) -> Choice:
    made = Choice()
    made.setAccessibleName(name)
    for label, word in offered:
        made.addItem(label, word)
    return made


def _field(name: str, part: QWidget) -> QWidget:
    return inside(column(Text(name, "caption"), part, gap=3))
