"""Locking after idle time: what was typed at the door is asked again, without keeping it."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

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
        return hashlib.scrypt(passphrase.encode("utf-8"), salt=self._salt, n=2**13, r=8, p=1)


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
