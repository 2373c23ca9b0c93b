"""Asking for something that is written down, and keeping it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QDialog

from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.ui.preparing import messages
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.form import Field, FormDialog

Texts = Mapping[str, str]


class Acts:
    """Runs the acts through the screen; ``dialog`` is what was asked last."""

    def __init__(self, screen: Screen) -> None:
        """Belong to a screen."""
        self.screen = screen
        self.dialog: QDialog | None = None

    def fill_in(self, title: str, fields: Sequence[Field], keep: Callable[[Texts], object]) -> None:
        """Ask for some fields and keep them; what is refused stays open with the reason.

        ``keep`` runs off the window's thread and raises ``KnownError``.
        """
        dialog = FormDialog(title, fields, self.screen)

        def tried(texts: Texts) -> None:
            def work(_: Progress) -> object:
                return keep(texts)

            def done(_: object) -> None:
                dialog.accept()
                self.screen.banner.say(messages.SAVED, tone="done")

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(tried)
        dialog.open()
        self.dialog = dialog

    def do(self, act: Callable[[], object], said: str) -> None:
        """Do something at once and say so."""

        def work(_: Progress) -> object:
            return act()

        self.screen.ask(work, lambda _: self.screen.banner.say(said, tone="done"), kind=Work.ACT)


def number(text: str, name: str) -> int:
    """Return a number that was written, 0 for none.

    Raises:
        KnownError: ``prepare-number``.
    """
    if not text:
        return 0
    if not text.isdecimal() or len(text) > len("999999"):
        raise KnownError(
            "prepare-number",
            f"「{name}」を数字として読めません。何も変えていません。",
            "0以上の整数を書いてください。",
            found=text,
        )
    return int(text)
