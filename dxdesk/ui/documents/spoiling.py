"""書損にする: why, and whether all that were issued in the same act are meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from dxdesk.ports.store import Progress
from dxdesk.ui.documents import issuing_messages as messages
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.decided_dialog import DecidedDialog, line
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row

if TYPE_CHECKING:
    from dxdesk.usecases.issued.register import RegisterLine
    from dxdesk.usecases.issued.spoiling import Done

_TOLD = 5
Told = Callable[[str, str], object]
"""Says what was done and what comes next."""


class SpoilDialog(DecidedDialog):
    """Asks for the reason; ``told`` hears what was done."""

    def __init__(self, screen: Screen, papers: Sequence[RegisterLine], together: int, told: Told) -> None:
        """Ask about ``papers``; ``together`` is how many were issued in the same acts."""
        super().__init__(screen, messages.SPOIL_TITLE, 560, lambda: None)
        self._papers, self._told = papers, told
        numbers = [one.number_text or one.name for one in papers]
        named = "、".join(numbers[:_TOLD]) + (" ほか" if len(numbers) > _TOLD else "")
        self.reason = line(messages.SPOIL_REASON, messages.SPOIL_HINT)
        self.batch = QCheckBox(messages.SPOIL_BATCH.format(count=together))
        self.batch.setVisible(together > len(papers))
        self.accept_button = primary(messages.SPOIL_GO, self.keep, name="accept")
        self.setLayout(
            column(
                Text(messages.SPOIL_TITLE, "title"),
                Text(messages.SPOIL_TEXT.format(count=len(papers), numbers=named), "muted", wrap=True),
                self.banner,
                column(Text(messages.SPOIL_REASON, "caption"), self.reason, gap=4),
                self.batch,
                STRETCH,
                row(STRETCH, button(messages.SPOIL_STOP, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.reason.setFocus()

    def keep(self) -> None:
        """Call the papers 書損; what stands in the way is said here."""
        desk, reason, batch = self._screen.desk, self.reason.text(), self.batch.isChecked()
        named = [one.paper_id for one in self._papers]

        def work(_: Progress) -> Done:
            from dxdesk.usecases.issued.spoiling import spoil

            return spoil(desk, named, reason, batch=batch)

        def done(made: Done) -> None:
            self.accept()
            self._told(messages.SPOILT.format(count=len(made.papers)), messages.SPOILT_ADVICE)

        self._screen.operations.run(
            work, done, title=messages.SPOIL_WORK, kind=Work.ACT, failed=self.banner.refuse, owner=self
        )


def ask_unspoil(screen: Screen, papers: Sequence[RegisterLine], told: Told) -> Dialog:
    """Ask whether papers are to count again, and let them."""
    named = [one.paper_id for one in papers]

    def go() -> None:
        def work(_: Progress) -> Done:
            from dxdesk.usecases.issued.spoiling import take_back

            return take_back(screen.desk, named)

        def done(made: Done) -> None:
            told(messages.UNSPOILT.format(count=len(made.papers)), "")

        screen.ask(work, done, title=messages.UNSPOIL_WORK, kind=Work.ACT)

    text = messages.UNSPOIL_TEXT.format(count=len(papers))
    return ask_first(screen, messages.UNSPOIL, text, messages.UNSPOIL, go, grave=False)
