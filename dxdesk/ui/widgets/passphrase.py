"""Asking for a passphrase, kindly: show it, mind Caps Lock, say how strong it is, what forgetting means."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from dxdesk.domain.passphrases import LEAST, Fault, fault, length
from dxdesk.ui.widgets import passphrase_messages as messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.keys import is_enter, is_held
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.meter import Meter

WORDS = 3
"""So many words are strong enough, as the hint says, where they are long enough together."""


def strength(text: str) -> int:
    """Return 0 (too short) to 3 (very strong), by length and by how many different characters it has."""
    if length(text) < LEAST:
        return 0
    variety = len(set(text))
    several = len(text.split()) >= WORDS
    wide = sum(1 for character in text if ord(character) > 0x7F)
    score = len(text) + wide
    if variety < 6:
        return 1
    if score >= 20 and variety >= 10:
        return 3
    return 2 if several or (score >= 14 and variety >= 8) else 1


class PassField(QLineEdit):
    """A field for a passphrase that notices Caps Lock while one types."""

    def __init__(self, caps: Text) -> None:
        """Hide what is typed; ``caps`` is shown while Caps Lock seems on."""
        super().__init__()
        self.leads: Callable[[], bool] | None = None
        """Goes on to the next field by Enter where something is to be typed there; tells whether it did."""
        self._caps = caps
        caps.hide()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the letter's case with the shift key: that is how Caps Lock shows itself."""
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps.setVisible(letter.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self._caps.setVisible(not self._caps.isVisible())
        if is_enter(event) and not is_held(event) and self.leads is not None and self.leads():
            event.accept()
            return
        super().keyPressEvent(event)


class PassphraseEntry(QWidget):
    """One field to open something, or two to decide a new passphrase."""

    def __init__(
        self, *, new: bool = False, optional: bool = False, field: str = messages.PASS_FIELD
    ) -> None:
        """Make the entry; ``optional`` allows none (personal stores), ``field`` is what is asked for."""
        super().__init__()
        self._new, self._optional = new, optional
        self.caps = Text(messages.CAPS, "caption", tone="attention")
        self.first = PassField(self.caps)
        self.first.setAccessibleName(field)
        self.second = PassField(self.caps)
        self.second.setAccessibleName(messages.PASS_AGAIN)
        self.reveal = QCheckBox(messages.PASS_SHOW)
        self.meter = Meter(6)
        self.verdict = Text("", "caption")
        self.forgotten = Text(messages.FORGOTTEN, "caption", wrap=True)
        self.none = Text(messages.NO_PASS_PERSONAL, "caption", wrap=True)
        layout = column(Text(field, "caption"), self.first, gap=6)
        if new:
            layout.addLayout(column(self.meter, self.verdict, gap=4))
            layout.addSpacing(4)
            layout.addWidget(Text(messages.PASS_AGAIN, "caption"))
            layout.addWidget(self.second)
        layout.addLayout(row(self.reveal, STRETCH, self.caps))
        if new:
            layout.addWidget(self.forgotten)
            layout.addWidget(self.none)
        self.none.setVisible(new and optional)
        self.setLayout(layout)
        for part in () if new else (self.second, self.meter, self.verdict, self.forgotten, self.none):
            # Not shown, yet a part of this: without a parent they would outlive what they point to.
            part.setParent(self)
            part.hide()
        self.reveal.toggled.connect(self._reveal)
        self.first.textChanged.connect(self._judge)
        self.first.leads = self._to_second
        self._judge()

    def text(self) -> str:
        """Return what was typed."""
        return self.first.text()

    def objection(self) -> str:
        """Return why this passphrase will not do, empty when it will."""
        if not self._new:
            return ""
        found = fault(self.first.text(), office=not self._optional)
        if found is not None:
            return messages.BLANK if found is Fault.BLANK else messages.STRENGTH[0]
        if self.first.text() == self.second.text():
            return ""
        return messages.MISMATCH if self.second.text() else messages.AGAIN

    @property
    def wrong_field(self) -> QLineEdit:
        """Where to go on after an objection: the first field, or the second where that one is right."""
        right = self._new and fault(self.first.text(), office=not self._optional) is None
        return self.second if right and self.first.text() != self.second.text() else self.first

    def _to_second(self) -> bool:
        """Go on to the second field while it is empty and the first will do."""
        if self.second.text() or self.wrong_field is not self.second:
            return False
        self.second.setFocus()
        return True

    def _reveal(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)

    def _judge(self) -> None:
        grade = strength(self.first.text())
        filled = bool(self.first.text())
        self.meter.show_shares((grade + 1 if filled else 0,), 4)
        self.verdict.setText(messages.STRENGTH[grade] if filled else messages.STRENGTH_HINT)
        self.verdict.set_tone("done" if grade >= 2 else "attention" if filled else "")


class PassphraseDialog(Dialog):
    """Asks for the passphrase of a store or file; says what was wrong before."""

    def __init__(
        self,
        title: str,
        caption: str,
        parent: QWidget | None = None,
        *,
        act: str = messages.OPEN,
        cancel: str = messages.CANCEL,
        store: bool = False,
        field: str = messages.PASS_FIELD,
    ) -> None:
        """Ask; ``title`` names what is opened, ``caption`` says more, ``store`` what losing it means.

        ``act`` and ``cancel`` are what giving it and not giving it do.
        ``field`` is what is asked for: files are locked with Excel's passwords, stores with passphrases.
        """
        super().__init__(parent)
        self._tried: Callable[[], object] | None = None
        self.setWindowTitle(messages.PASS_TITLE.format(field=field))
        self.setMinimumWidth(460)
        self.entry = PassphraseEntry(field=field)
        self.banner = Banner()
        self.accept_button = primary(act, self.accept, name="accept")
        self.accept_button.setDefault(True)
        hint = Text(messages.LOST, "caption", wrap=True)
        hint.setVisible(store)
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(caption, "muted", wrap=True),
                self.banner,
                self.entry,
                hint,
                STRETCH,
                row(STRETCH, button(cancel, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.entry.first.setFocus()

    def try_with(self, tried: Callable[[], object]) -> None:
        """Let somebody else judge what was typed; the dialog stays until they are content."""
        self._tried = tried

    def accept(self) -> None:
        """Take what was typed, or let it be judged first."""
        if self._tried is None:
            super().accept()
        else:
            self._tried()

    def passphrase(self) -> str:
        """Return what was typed."""
        return self.entry.text()
