"""Locking after idle time: what was typed at the door is asked again, without keeping it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog

from dxdesk.domain.passphrases import to_set
from dxdesk.ui.startup import messages
from dxdesk.ui.widgets.passphrase import PassphraseDialog
from dxdesk.ui.widgets.written import is_written

if TYPE_CHECKING:
    from dxdesk.ui.shell.main_window import MainWindow

IDLE_MINUTES = 10

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.Drop,
}


class Secret:
    """Recognises a passphrase without holding it."""

    def __init__(self, passphrase: str) -> None:
        """Remember a salted digest."""
        self._salt = secrets.token_bytes(16)
        self._digest = self._of(passphrase)

    def matches(self, passphrase: str) -> bool:
        """Tell whether this is the same passphrase (takes some tens of milliseconds by intent)."""
        return hmac.compare_digest(self._digest, self._of(passphrase))

    def _of(self, passphrase: str) -> bytes:
        return hashlib.scrypt(to_set(passphrase).encode("utf-8"), salt=self._salt, n=2**13, r=8, p=1)


class IdleWatch(QObject):
    """Says when nobody touched the window for a while."""

    idle = Signal()

    def __init__(self, parent: QObject, minutes: float = IDLE_MINUTES) -> None:
        """Watch the whole application."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(int(minutes * 60_000))
        self._timer.timeout.connect(self.idle)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start counting again at every sign of life; never swallows anything."""
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return False

    def rest(self) -> None:
        """Stop counting while locked."""
        self._timer.stop()

    def resume(self) -> None:
        """Count again."""
        self._timer.start()

    def leave(self) -> None:
        """Watch no more."""
        self._timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)


class Locker(QObject):
    """Hides a window until its store's passphrase is typed again; nothing typed in it is lost."""

    locked = Signal(object)
    """The dialog that asks was opened."""

    def __init__(self, parent: QObject) -> None:
        """Guard nothing yet."""
        super().__init__(parent)
        self._window: MainWindow | None = None
        self._secret: Secret | None = None
        self._watch: IdleWatch | None = None
        self._hidden: list[QDialog] = []

    def guard(self, window: MainWindow, passphrase: str) -> None:
        """Guard this window from now on; without a passphrase there is nothing to ask for."""
        self._window = window
        self._secret = Secret(passphrase) if passphrase else None
        if self._secret is not None and self._watch is None:
            self._watch = IdleWatch(self)
            self._watch.idle.connect(self.lock)

    @property
    def can_lock(self) -> bool:
        """Whether there is a passphrase to ask for."""
        return self._secret is not None

    def lock(self, reason: str = messages.LOCKED_IDLE) -> None:
        """Hide the window and ask; ``reason`` is why, as whoever comes back reads it."""
        window = self._window
        if window is None or self._secret is None or not window.isVisible():
            return
        for screen in window.screens.values():
            screen.leave()
        self._put_dialogs_away()
        window.hide()
        if self._watch is not None:
            self._watch.rest()
        self._ask(window, reason)

    def _put_dialogs_away(self) -> None:
        """Close the dialogs; one with something written in it is hidden, with those it was opened from."""
        shown = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()
        ]
        written = [one for one in shown if is_written(one)]
        hidden = [one for one in shown if any(_stands_on(top, one) for top in written)]
        self._hidden = sorted(hidden, key=lambda one: sum(_stands_on(one, other) for other in hidden))
        for one in shown:
            if one in self._hidden:
                one.hide()
            else:
                one.reject()

    def _ask(self, window: MainWindow, reason: str) -> None:
        dialog = PassphraseDialog(messages.LOCKED, reason, act=messages.UNLOCK, cancel=messages.LOCK_CLOSE)

        def tried() -> None:
            # The secret of this moment: a change under way when the window was hidden has ended meanwhile.
            if self._secret is None or self._secret.matches(dialog.passphrase()):
                dialog.done(QDialog.DialogCode.Accepted)
            else:
                dialog.banner.say(messages.LOCK_WRONG, advice=messages.LOCK_WRONG_FIX)
                dialog.entry.first.selectAll()
                dialog.entry.first.setFocus()

        dialog.try_with(tried)
        dialog.accepted.connect(lambda: self._unlock(window))
        dialog.rejected.connect(lambda: self._close(window, reason))
        dialog.open()
        self.locked.emit(dialog)

    def _close(self, window: MainWindow, reason: str) -> None:
        """Close the hidden window; who rather keeps what is not saved is asked for the passphrase again."""
        if not window.close() and window.question is not None:
            window.question.rejected.connect(lambda: self._ask(window, reason))

    def leave(self) -> None:
        """Guard nothing any more: who watches looks at every event of the program."""
        self._window = self._secret = None
        self._hidden = []
        if self._watch is not None:
            self._watch.leave()
            self._watch = None

    def _unlock(self, window: MainWindow) -> None:
        window.show()
        for one in self._hidden:
            one.open()
        self._hidden = []
        if self._watch is not None:
            self._watch.resume()


def _stands_on(top: QObject, below: QObject) -> bool:
    """Tell whether a dialog is another one, or was opened from it."""
    one: QObject | None = top
    while one is not None and one is not below:
        one = one.parent()
    return one is below
