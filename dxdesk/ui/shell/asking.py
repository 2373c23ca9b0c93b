"""Asking before something that many would regret."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row

if TYPE_CHECKING:
    from dxdesk.ports.store import Progress

CLOCK_FIX = "この日付のまま残り、あとから直せません。先に、PC の時計を確かめてください。"


class AskDialog(Dialog):
    """A question with what it means, and a verb to go on."""

    def __init__(
        self, title: str, text: str, act: str, parent: QWidget | None = None, *, grave: bool = False
    ) -> None:
        """Ask; a ``grave`` act cannot be undone: Enter leaves it until somebody goes to its button."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.clock = Text("", tone="attention", wrap=True)
        """What there is to say of a clock that was set back; read while the dialog is open already."""
        self.clock.hide()
        self.leave = button("やめる", self.reject)
        self.accept_button = primary(act, self.accept, name="accept")
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(text, wrap=True),
                self.clock,
                STRETCH,
                row(STRETCH, self.leave, self.accept_button),
                gap=14,
                margins=(24, 20, 24, 20),
            )
        )
        if grave:
            self.leave.setFocus()


def ask_first(
    parent: QWidget, title: str, text: str, act: str, go: Callable[[], object], *, grave: bool
) -> AskDialog:
    """Ask, and go on when the answer is yes; whoever asks says whether the act is ``grave``."""
    dialog = AskDialog(title, text, act, parent, grave=grave)
    dialog.accepted.connect(lambda: go())
    dialog.open()
    if grave:
        say_clock(dialog.clock, parent)
    return dialog


def say_clock(label: Text, parent: QWidget) -> None:
    """Say on a hidden label that this PC's clock lies behind the store, where an act keeps its date.

    It is read while the dialog is open already; ``parent`` is a screen or stands in one.
    """
    from dxdesk.ui.shell.screen import Screen

    above: QWidget | None = parent
    while above is not None and not isinstance(above, Screen):
        above = above.parentWidget()
    if above is None:
        return
    desk = above.desk

    def work(_: Progress) -> str:
        from dxdesk.usecases.year.days import clock_behind

        with desk.store.read() as uow:
            return clock_behind(desk, uow)

    def done(said: str) -> None:
        if said:
            label.setText(f"{said}{CLOCK_FIX}")
            label.show()

    above.operations.run(work, done, failed=lambda _: None, owner=label)
