"""One 文案: read, worded by the office, copied, written to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.ui.settings import privacy_messages as said
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.copying import ReadyText
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from dxdesk.usecases.organisation.office_texts import OfficeText

T = TypeVar("T")


class TextDialog(Dialog):
    """Shows a text to be changed; what is written to a file is what is kept."""

    def __init__(self, screen: Screen, text: OfficeText) -> None:
        """Show a text."""
        super().__init__(screen)
        self._screen, self._code = screen, text.code
        self.dialog: QDialog | None = None
        self.setWindowTitle(text.title)
        self.setMinimumWidth(760)
        self.banner = Banner()
        self.field = ReadyText()
        self.field.setAccessibleName(text.title)
        self.field.setMinimumHeight(300)
        self.again = button(said.TEXT_AGAIN, self._ask_again, look="quiet", name="text-again")
        self.keeping = primary(said.TEXT_KEEP, self.keep, name="text-keep")
        copying = button(said.TEXT_COPY, self.copy, name="text-copy")
        saving = button(said.TEXT_SAVE, self._choose, name="text-save")
        self.setLayout(
            column(
                Text(text.title, "title", wrap=True),
                Text(said.TEXT_HINT, "muted", wrap=True),
                self.banner,
                self.field,
                row(self.again, STRETCH, copying, saving, gap=8),
                row(STRETCH, button(said.CLOSE, self.reject, name="done"), self.keeping),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.show_text(text)

    def show_text(self, text: OfficeText) -> None:
        """Show the text as it is kept."""
        if self.field.toPlainText() != text.text:
            self.field.setPlainText(text.text)
        self.field.document().setModified(False)
        self.again.setVisible(text.edited)
        if text.stale:
            self.banner.say(said.TEXT_STALE_LONG, tone="info")

    def copy(self) -> None:
        """Put the text where it can be pasted from."""
        QGuiApplication.clipboard().setText(self.field.toPlainText())
        self.banner.say(said.TEXT_COPIED, tone="done")

    def keep(self) -> None:
        """Keep the text as it is worded now."""
        self._keep(self.field.toPlainText(), said.TEXT_KEPT)

    def _ask_again(self) -> None:
        self.dialog = ask_first(
            self,
            said.TEXT_AGAIN,
            said.TEXT_AGAIN_TEXT,
            said.TEXT_AGAIN,
            lambda: self._keep("", said.TEXT_BACK),
            grave=True,
        )

    def _keep(self, text: str, told: str) -> None:
        desk, code = self._screen.desk, self._code

        def work(_: Progress) -> OfficeText:
            from dxdesk.usecases.organisation.office_texts import keep_text

            return keep_text(desk, code, text)

        def done(found: OfficeText) -> None:
            self.show_text(found)
            self.banner.say(told, tone="done")

        self._run(work, done, Work.ACT)

    def _choose(self) -> None:
        start = str(sending.kept_folder("office-text") / f"{self.windowTitle()}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, said.TEXT_SAVE, start, said.TEXT_KINDS)
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Keep the text and write it to a file."""
        sending.keep_folder("office-text", path.parent)
        desk, code, text = self._screen.desk, self._code, self.field.toPlainText()

        def work(_: Progress) -> Path:
            from dxdesk.usecases.organisation.office_texts import keep_text
            from dxdesk.usecases.reports.office_papers import write

            keep_text(desk, code, text)
            return write(desk, code, path)

        self._run(
            work, lambda file: self.banner.say(said.TEXT_SAVED.format(file=file), tone="done"), Work.ACT
        )

    def _run(self, work: Callable[[Progress], T], done: Callable[[T], object], kind: Work) -> None:
        def failed(error: KnownError) -> None:
            self.banner.refuse(error)

        self._screen.operations.run(work, done, title=said.TEXT_WORK, kind=kind, failed=failed, owner=self)
