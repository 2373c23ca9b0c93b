"""A file arrived and there is no store for it yet: say what it is, and make the store it is for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from dxdesk.ui.shell.folders import documents_folder
from dxdesk.ui.startup import messages
from dxdesk.ui.startup.create import SUFFIX
from dxdesk.ui.widgets.basics import STRETCH, Text, button, card, column, inside, primary, row
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.passphrase import PassphraseEntry


class FoundFileDialog(Dialog):
    """Says what the file is and for whom, and asks where the store goes and its passphrase."""

    def __init__(
        self,
        path: Path,
        title: str,
        says: str,
        stem: str,
        *,
        personal: bool,
        caution: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Show what was recognised; a personal store may go without a passphrase.

        ``caution`` is what nobody has confirmed of the file, empty where there is nothing.
        """
        super().__init__(parent)
        self.setWindowTitle(messages.FOUND)
        self.setMinimumWidth(560)
        self.banner = Banner()
        self.location = QLineEdit(str(_free(documents_folder() / f"{stem}{SUFFIX}")))
        self.entry = PassphraseEntry(new=True, optional=personal)
        self.accept_button = primary(messages.MAKE_STORE, self._check, name="accept")
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(path.name, "caption", wrap=True),
                card(Text(says, wrap=True)),
                *([_notice(caution)] if caution else []),
                self.banner,
                column(
                    Text(messages.WHERE, "caption"),
                    row(self.location, button(messages.WHERE_CHOOSE, self._choose)),
                    gap=6,
                ),
                self.entry,
                STRETCH,
                row(STRETCH, button(messages.CANCEL, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def where(self) -> str:
        """Return the file the store is made in."""
        text = self.location.text().strip()
        return text if text.endswith(SUFFIX) else text + SUFFIX

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, messages.WHERE, self.location.text(), messages.STORE_FILTER
        )
        if chosen:
            self.location.setText(chosen)

    def _check(self) -> None:
        objection = self.entry.objection()
        if objection:
            self.banner.say(objection, advice="まだ何も作っていません。")
        else:
            self.accept()


def _notice(text: str) -> QWidget:
    return inside(column(Text(text, wrap=True), margins=(16, 12, 16, 12)), look="notice")


def _free(path: Path) -> Path:
    """Return a path nobody has taken yet."""
    number = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
