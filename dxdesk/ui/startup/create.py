"""Making the store of an office: role, municipality, file, passphrase on one page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from dxdesk.ports.entities import Role
from dxdesk.ui.shell.folders import documents_folder
from dxdesk.ui.startup import messages
from dxdesk.ui.widgets.basics import STRETCH, Text, button, column, primary, row
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.passphrase import PassphraseEntry

SUFFIX = ".dxdesk"
_ROLES = ((Role.HR, "人事課"), (Role.DX, "DX推進課"))


@dataclass(frozen=True, slots=True)
class NewStore:
    """What a person decided about a new store."""

    location: str
    role: Role
    code: str
    name: str
    passphrase: str


class CreateDialog(Dialog):
    """Asks for what a new store needs and objects early."""

    presets_wanted = Signal()
    """Somebody wants to know which frameworks there are before deciding."""

    def __init__(self, parent: QWidget | None = None, folder: Path | None = None) -> None:
        """Ask; the file is proposed in ``folder`` (default: the documents folder)."""
        super().__init__(parent)
        self.setWindowTitle(messages.NEW_STORE)
        self.setMinimumWidth(560)
        self._folder = folder or documents_folder()
        self.shown: Dialog | None = None
        self.roles = QButtonGroup(self)
        choices = row(gap=20)
        for place, (role, title) in enumerate(_ROLES):
            choice = QRadioButton(title)
            choice.setChecked(place == 0)
            choice.setProperty("role", role.value)
            self.roles.addButton(choice, place)
            choices.addWidget(choice)
        choices.addStretch(1)
        self.code = QLineEdit()
        self.code.setPlaceholderText(messages.CODE_LIKE)
        self.code.setValidator(QRegularExpressionValidator("[0-9\uff10-\uff19]{0,6}", self))
        self.code.setMaximumWidth(160)
        self.name = QLineEdit()
        self.name.setPlaceholderText(messages.NAME_LIKE)
        self.location = QLineEdit(str(self._folder / f"人事{SUFFIX}"))
        self.entry = PassphraseEntry(new=True)
        self.banner = Banner()
        self.accept_button = primary(messages.CREATE, self._check, name="accept")
        self.presets = button(messages.PRESETS_SEE, self.presets_wanted.emit, look="flush", name="presets")
        self._lay_out(choices)
        self.roles.idToggled.connect(self._rename)

    def _lay_out(self, choices: QHBoxLayout) -> None:
        self.setLayout(
            column(
                Text(messages.NEW_STORE, "title"),
                Text(messages.NEW_STORE_TEXT, "muted", wrap=True),
                self.banner,
                column(Text(messages.ROLE, "caption"), choices, gap=6),
                row(
                    column(Text(messages.CODE, "caption"), self.code, gap=6),
                    column(Text(messages.NAME, "caption"), self.name, gap=6),
                    gap=16,
                ),
                Text(messages.CODE_HINT, "caption"),
                column(
                    Text(messages.WHERE, "caption"),
                    row(self.location, button(messages.WHERE_CHOOSE, self._choose)),
                    gap=6,
                ),
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
        location = self.location.text().strip()
        if not location.endswith(SUFFIX):
            location += SUFFIX
        return NewStore(
            location,
            self._role(),
            self.code.text().translate(_HALF),
            self.name.text().strip(),
            self.entry.text(),
        )

    def _role(self) -> Role:
        return _ROLES[max(self.roles.checkedId(), 0)][0]

    def _rename(self) -> None:
        path = Path(self.location.text())
        if path.stem in ("人事", "DX推進"):
            stem = "人事" if self._role() is Role.HR else "DX推進"
            self.location.setText(str(path.with_name(stem + SUFFIX)))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, messages.WHERE, self.location.text(), messages.STORE_FILTER
        )
        if chosen:
            self.location.setText(chosen)

    def _check(self) -> None:
        wanted = self.wanted()
        field: QLineEdit = self.entry.first
        objection = self.entry.objection()
        if len(wanted.code) != 6:
            objection, field = messages.CODE_WRONG, self.code
        elif not wanted.name:
            objection, field = messages.NAME_WRONG, self.name
        if objection:
            self.banner.say(objection, advice="まだ何も作っていません。")
            field.setFocus()
            return
        self.accept()


_HALF = {0xFF10 + place: ord("0") + place for place in range(10)}
"""Full-width digits, as an input method leaves them, and what they stand for."""
