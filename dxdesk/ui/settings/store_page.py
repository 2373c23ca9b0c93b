"""この台帳: what it is, its copies, whether it is sound, how the window looks, how long things are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QWidget

from dxdesk.ports.entities import ROLE_LABELS, Backup, BackupTrouble, Role
from dxdesk.ui.look import applying, dates, scheme, words
from dxdesk.ui.settings import handing_messages as handing
from dxdesk.ui.settings import messages
from dxdesk.ui.settings import passphrase_messages as said
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row, scrolling
from dxdesk.ui.widgets.messages import Banner
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.handover import Handover


@dataclass(frozen=True, slots=True)
class Copies:
    """Which automatic backups are under a former passphrase, the newest, what failed; a code, a hand-over."""

    former: Sequence[Backup]
    newest: Sequence[Backup]
    trouble: BackupTrouble | None
    has_code: bool
    handed: Handover | None = None


class StorePage(QWidget):
    """The first page of the settings."""

    backup_wanted = Signal()
    restore_wanted = Signal()
    check_wanted = Signal()
    automatic_wanted = Signal()
    passphrase_wanted = Signal()
    former_wanted = Signal()
    code_wanted = Signal()
    code_unwanted = Signal()
    handover_wanted = Signal()
    memo_wanted = Signal()
    deputy_wanted = Signal()

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
            self._passphrase(desk),
            *self._roles(desk),
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
        self.last = Text("", "muted")
        self.trouble = Banner()
        self.trouble.hide()
        self.restore = button(messages.RESTORE_GO, self.restore_wanted.emit, icon="undo", name="restore")
        return card(
            Text(messages.BACKUP, "section"),
            Text(messages.BACKUP_TEXT, "muted", wrap=True),
            self.last,
            self.trouble,
            row(STRETCH, self.restore, self.backup),
        )

    def _passphrase(self, desk: Desk) -> QFrame:
        self.passphrase = button("", self.passphrase_wanted.emit, icon="lock", name="passphrase")
        self.about_passphrase = Text("", "muted", wrap=True)
        self.about_code = Text("", "muted", wrap=True)
        self.code_button = button("", self._code_clicked, name="recovery-code")
        self.code_button.setEnabled(not desk.store.read_only)
        self._has_code = False
        self.former = Banner()
        self.former.hide()
        self.passphrase.setEnabled(not desk.store.read_only)
        self.show_passphrase(desk.store.has_passphrase, (), has_code=False)
        return card(
            Text(said.TITLE, "section"),
            self.about_passphrase,
            self.former,
            self.about_code,
            row(STRETCH, self.code_button, self.passphrase),
        )

    def _roles(self, desk: Desk) -> tuple[QFrame, ...]:
        """Return what an office's store has: the way to a successor, in a section's also to a deputy."""
        self.handed = Text("", wrap=True)
        self.handed.setParent(self)
        self.handed.hide()
        if desk.role is Role.PERSONAL:
            return ()
        self.memo = button(handing.MEMO_GO, self.memo_wanted.emit, name="memo")
        self.hand_over = button(handing.GO, self.handover_wanted.emit, name="hand-over")
        self.hand_over.setEnabled(not desk.store.read_only)
        found = card(
            Text(handing.TITLE, "section"),
            Text(handing.CARD_TEXT, "muted", wrap=True),
            self.handed,
            row(STRETCH, self.memo, self.hand_over),
        )
        if desk.role is not Role.SECTION:
            return (found,)
        ask = button(handing.DEPUTY_GO, self.deputy_wanted.emit, name="ask-deputy")
        deputy = card(
            Text(handing.DEPUTY_TITLE, "section"),
            Text(handing.DEPUTY_TEXT, "muted", wrap=True),
            row(STRETCH, ask),
        )
        return deputy, found

    def show_handover(self, found: Handover | None) -> None:
        """Show who handed this store over last."""
        if found is not None:
            day = dates.long_moment(found.at).partition(" ")[0]
            names = {"giver": words.shown(found.giver), "taker": words.shown(found.taker)}
            self.handed.setText(handing.LAST.format(day=day, **names))
        self.handed.setVisible(found is not None)

    def show_copies(self, copies: Copies) -> None:
        """Show when the newest automatic backup was made, and that the last one failed if it did."""
        made = [messages.AUTOMATIC_LAST.format(when=dates.long_moment(c.made_at)) for c in copies.newest]
        self.last.setText("".join(made) or messages.AUTOMATIC_NONE)
        if copies.trouble is None:
            self.trouble.hide()
            return
        self.trouble.say(
            messages.AUTOMATIC_FAILED,
            copies.trouble.reason or messages.AUTOMATIC_MISSED,
            act=messages.AUTOMATIC_GO,
            acting=self.automatic_wanted.emit,
        )

    def _code_clicked(self) -> None:
        (self.code_unwanted if self._has_code else self.code_wanted).emit()

    def show_passphrase(self, has_one: bool, former: Sequence[Backup], *, has_code: bool) -> None:
        """Show whether there is one, whether a code opens, too, and which backups neither does."""
        self._has_code = has_code
        self.about_code.setText(said.CODE_THERE if has_code else said.CODE_NONE)
        self.code_button.setText(said.CODE_DROP if has_code else said.CODE_MAKE)
        for part in (self.about_code, self.code_button):
            part.setVisible(has_one)
        self.passphrase.setText(said.CHANGE if has_one else said.SET_GO)
        self.about_passphrase.setText(said.CARD_TEXT if has_one else said.CARD_NONE)
        if not former:
            self.former.hide()
            return
        when = dates.long_moment(former[0].made_at)
        self.former.say(
            said.FORMER_LEFT.format(count=len(former), when=when),
            said.FORMER_TEXT.format(folder=former[0].file.parent.name),
            act=said.FORMER_GO,
            acting=self.former_wanted.emit,
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
        for position, (mode, title) in enumerate(messages.LOOKS):
            choice = QRadioButton(title)
            choice.setObjectName(f"look-{mode}")
            choice.setChecked(mode == scheme.mode())
            self.looks.addButton(choice, position)
            line.addWidget(choice)
        line.addStretch(1)
        self.looks.idClicked.connect(_choose_look)
        return line


def _choose_look(position: int) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        applying.choose(app, messages.LOOKS[position][0])
