"""この台帳: what it is, its copies, whether it is sound, how the window looks, how long things are kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QWidget

from dxdesk.ports.entities import ROLE_LABELS
from dxdesk.ui.look import applying, scheme, words
from dxdesk.ui.settings import messages
from dxdesk.ui.widgets.basics import STRETCH, Text, button, card, column, row, scrolling
from dxdesk.usecases.workplace.desk import Desk


class StorePage(QWidget):
    """The first page of the settings."""

    backup_wanted = Signal()
    restore_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make the page of a store."""
        super().__init__()
        self.code = Text("", "title")
        self.code_card = card(
            Text(messages.CODE, "section"), self.code, Text(messages.CODE_TEXT, "muted", wrap=True)
        )
        whole = column(
            self._facts(desk),
            self.code_card,
            self._copies(),
            self._check(),
            card(Text(messages.LOOK, "section"), Text(messages.LOOK_TEXT, "muted", wrap=True), self._looks()),
            card(Text(messages.RETENTION, "section"), Text(messages.RETENTION_TEXT, "muted", wrap=True)),
            card(Text(messages.PRIVACY, "section"), Text(messages.PRIVACY_TEXT, "muted", wrap=True)),
            STRETCH,
            gap=12,
            margins=(0, 0, 8, 8),
        )
        self.setLayout(column(scrolling(whole)))

    def _facts(self, desk: Desk) -> QFrame:
        identity = desk.identity
        values = (
            ROLE_LABELS[desk.role],
            identity.municipality_name,
            identity.municipality_code,
            identity.owner,
            desk.store.label,
        )
        self._owner, self._number = Text(""), identity.owner
        facts = column(Text(messages.STORE, "section"), gap=8)
        for title, value in zip(messages.FACTS, values, strict=True):
            if value:
                name = Text(title, "muted")
                name.setFixedWidth(130)
                said = Text(value, wrap=True)
                facts.addLayout(row(name, said, gap=10))
                if value == identity.owner:
                    self._owner = said
        return card(facts)

    def _copies(self) -> QFrame:
        self.backup = button(messages.BACKUP_GO, self.backup_wanted.emit, icon="save", name="backup")
        self.restore = button(messages.RESTORE_GO, self.restore_wanted.emit, icon="undo", name="restore")
        return card(
            Text(messages.BACKUP, "section"),
            Text(messages.BACKUP_TEXT, "muted", wrap=True),
            row(STRETCH, self.restore, self.backup),
        )

    def _check(self) -> QFrame:
        self.check = button(messages.CHECK_GO, self.check_wanted.emit, icon="shield", name="check")
        return card(
            Text(messages.CHECK, "section"),
            Text(messages.CHECK_SHORT, "muted", wrap=True),
            row(STRETCH, self.check),
        )

    def show_owner(self, name: str) -> None:
        """Show whose store it is by name, too; an office's has no owner."""
        self._owner.setText(f"{words.shown(name)}({self._number})" if name and self._number else self._number)

    def show_code(self, code: str) -> None:
        """Show the spoken code; personal stores seal nothing, so that nobody is asked for theirs."""
        self.code.setText(code)
        self.code_card.setVisible(bool(code))

    def _looks(self) -> QHBoxLayout:
        self.looks = QButtonGroup(self)
        line = row(gap=20)
        for place, (mode, title) in enumerate(messages.LOOKS):
            choice = QRadioButton(title)
            choice.setObjectName(f"look-{mode}")
            choice.setChecked(mode == scheme.mode())
            self.looks.addButton(choice, place)
            line.addWidget(choice)
        line.addStretch(1)
        self.looks.idClicked.connect(_choose_look)
        return line


def _choose_look(place: int) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        applying.choose(app, messages.LOOKS[place][0])
