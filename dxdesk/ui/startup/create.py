"""Making the store of 人事課 or DX推進課: whose, municipality, file, passphrase on one page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from dxdesk.domain.municipalities import is_code, is_sound
from dxdesk.ports.entities import Role
from dxdesk.ui.shell.folders import documents_folder
from dxdesk.ui.startup import messages
from dxdesk.ui.startup.making import SUFFIX, MakingDialog
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.passphrase import PassphraseEntry


@dataclass(frozen=True, slots=True)
class NewStore:
    """What a person decided about a new store."""

    location: str
    code: str
    name: str
    passphrase: str
    role: Role


class CreateDialog(MakingDialog):
    """Asks for what such a store needs and objects early."""

    presets_wanted = Signal()
    """Somebody wants to know which frameworks there are before deciding."""

    def __init__(self, parent: QWidget | None = None, folder: Path | None = None) -> None:
        """Ask; the file is proposed in ``folder`` (default: the documents folder)."""
        proposed = (folder or documents_folder()) / f"{messages.FILE_NAMES[Role.HR.value]}{SUFFIX}"
        super().__init__(parent, proposed, PassphraseEntry(new=True), messages.CREATE)
        self.setWindowTitle(messages.NEW_STORE)
        self.setMinimumWidth(560)
        self.shown: QWidget | None = None
        self._proposed = ""
        self.role = Choice()
        for role, label in messages.NEW_FOR.items():
            self.role.addItem(label, role)
        self.role.setAccessibleName(messages.WHOSE)
        self.role.setMaximumWidth(260)
        self.role.currentIndexChanged.connect(self._name_file)
        self.code = QLineEdit()
        self.code.setPlaceholderText(messages.CODE_LIKE)
        self.code.setAccessibleName(messages.CODE)
        self.code.setValidator(QRegularExpressionValidator("[0-9\uff10-\uff19]{0,6}", self))
        self.code.setMaximumWidth(160)
        self.code.textChanged.connect(self._look_up)
        self.name = QLineEdit()
        self.name.setPlaceholderText(messages.NAME_LIKE)
        self.name.setAccessibleName(messages.NAME)
        self.hint = Text(messages.CODE_HINT, "caption", wrap=True)
        self.role_hint = Text(messages.WHOSE_TEXT[Role.HR.value], "caption", wrap=True)
        self.presets = button(messages.PRESETS_SEE, self.presets_wanted.emit, look="flush", name="presets")
        self._lay_out()
        self.code.setFocus()

    def _lay_out(self) -> None:
        self.setLayout(
            column(
                Text(messages.NEW_STORE, "title"),
                Text(messages.NEW_STORE_TEXT, "muted", wrap=True),
                self.banner,
                column(Text(messages.WHOSE, "caption"), self.role, self.role_hint, gap=6),
                row(
                    column(Text(messages.CODE, "caption"), self.code, gap=6),
                    column(Text(messages.NAME, "caption"), self.name, gap=6),
                    gap=16,
                ),
                self.hint,
                column(Text(messages.WHERE, "caption"), self.place_row(), gap=6),
                self.entry,
                row(self.presets, STRETCH),
                STRETCH,
                row(STRETCH, button(messages.CANCEL, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def wanted(self) -> NewStore:
        """Return what was decided."""
        name = self.name.text().strip()
        return NewStore(self.where(), self._code(), name, self.entry.text(), self._role())

    def objection(self) -> tuple[str, str, QWidget] | None:
        """Return what is missing, from the top of the page down."""
        code = self._code()
        if not is_code(code):
            return messages.CODE_WRONG, messages.NOTHING_MADE, self.code
        if not is_sound(code):
            return messages.CODE_UNSOUND, messages.CODE_UNSOUND_FIX, self.code
        if not self.name.text().strip():
            return messages.NAME_WRONG, messages.NOTHING_MADE, self.name
        return super().objection()

    def to_blame(self, code: str) -> QWidget:
        """Return the field that a failure is about."""
        if code.startswith("municipality"):
            return self.name if code == "municipality-name" else self.code
        return super().to_blame(code)

    def _role(self) -> Role:
        return Role(self.role.currentData())

    def _name_file(self) -> None:
        """Say what the store is for; a file name that nobody changed follows."""
        role = self._role().value
        self.role_hint.setText(messages.WHOSE_TEXT[role])
        names = {messages.FILE_NAMES[one] for one in messages.NEW_FOR}
        there = Path(self.where())
        if there.stem in names:
            self.location.setText(str(there.with_name(f"{messages.FILE_NAMES[role]}{SUFFIX}")))

    def _code(self) -> str:
        return self.code.text().translate(_HALF)

    def _look_up(self) -> None:
        """Say whose code it is and propose the name; a name that somebody typed stays."""
        from dxdesk.usecases.inbox.opening import listed_municipalities

        code = self._code()
        told, tone = messages.CODE_HINT, ""
        if is_code(code):
            found = listed_municipalities().get(code)
            if not is_sound(code):
                told, tone = messages.CODE_UNSOUND, "attention"
            elif found is None:
                told = messages.CODE_UNLISTED
            else:
                told = messages.CODE_OF.format(name=found.full)
                if self.name.text().strip() in ("", self._proposed):
                    self._proposed = found.called
                    self.name.setText(found.called)
        self.hint.setText(told)
        self.hint.set_tone(tone)


_HALF = {0xFF10 + place: ord("0") + place for place in range(10)}
"""Full-width digits, as an input method leaves them, and what they stand for."""
