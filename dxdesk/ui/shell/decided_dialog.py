"""A dialog for what was decided elsewhere (根拠, 決裁番号, days): refused in its own banner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.messages import Banner


class DecidedDialog(Dialog):
    """Asks for all that a decision says; ``kept`` is called once it is in the store."""

    def __init__(self, screen: Screen, title: str, wide: int, kept: Callable[[], object]) -> None:
        """Make it at least ``wide`` px wide; whoever inherits lays out the fields."""
        super().__init__(screen)
        self.banner = Banner()
        self.setWindowTitle(title)
        self.setMinimumWidth(wide)
        self._screen, self._title, self._kept = screen, title, kept

    def run(
        self, work: Callable[[Progress], object], failed: Callable[[KnownError], object] | None = None
    ) -> None:
        """Keep the decision by ``work`` and close; what it lacks is said here, or by ``failed``."""

        def done(_: object) -> None:
            self.accept()
            self._kept()

        self._screen.operations.run(
            work,
            done,
            title=self._title,
            kind=Work.ACT,
            failed=failed or self.banner.refuse,
            owner=self,
        )


def line(name: str, hint: str) -> QLineEdit:
    """Return a field of one line; ``name`` is what a screen reader says."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
