"""A file arrived and there is no store for it yet: say what it is, and make the store it is for.

For an employee this is one step: compare the code and press the button. Where the store lies and a passphrase
are proposed and folded; who wants other ones opens them.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from dxdesk.ui.shell.folders import documents_folder
from dxdesk.ui.startup import messages
from dxdesk.ui.startup.making import SUFFIX, MakingDialog
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, inside, row
from dxdesk.ui.widgets.passphrase import PassphraseEntry


class FoundFileDialog(MakingDialog):
    """Says what the file is and for whom, and how its store will be kept."""

    def __init__(
        self,
        path: Path,
        title: str,
        says: str,
        stem: str,
        *,
        personal: bool,
        code: str = "",
        caution: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Show what was recognised; a personal store may go without a passphrase.

        ``code`` is what is compared with HR's printed notice; ``caution`` is what nobody has confirmed of the
        file, empty where there is nothing.
        """
        entry = PassphraseEntry(new=True, optional=personal)
        super().__init__(parent, documents_folder() / f"{stem}{SUFFIX}", entry, messages.MAKE_STORE)
        self.setWindowTitle(messages.FOUND)
        self.setMinimumWidth(560)
        self._personal = personal
        self.place_text = Text(wrap=True)
        self.change_place = button(messages.PLACE_CHANGE, self._open_place, look="flush", name="change-place")
        self._say_place()
        self.place_line = inside(row(self.place_text, self.change_place))
        self.place_open = inside(column(Text(messages.WHERE, "caption"), self.place_row(), gap=6))
        self.with_passphrase = QCheckBox(messages.WITH_PASSPHRASE)
        self.without = Text(messages.WITHOUT_PASSPHRASE, "caption", wrap=True)
        self._lay_out(path, title, says, code, caution)
        self.place_open.hide()
        self.with_passphrase.toggled.connect(self._fold_passphrase)
        self.with_passphrase.setVisible(personal)
        self.without.setVisible(personal)
        self.entry.setVisible(not personal)
        if personal:
            # Said by the ticked box: who asks for a passphrase does not mean to leave it empty.
            self.entry.none.hide()
            self.accept_button.setFocus()
        else:
            self.entry.first.setFocus()

    def _lay_out(self, path: Path, title: str, says: str, code: str, caution: str) -> None:
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(path.name, "caption", wrap=True),
                Text(says, wrap=True),
                *([_code_card(code)] if code else []),
                *([_notice(caution)] if caution else []),
                self.banner,
                self.place_line,
                self.place_open,
                column(self.with_passphrase, self.without, gap=2),
                self.entry,
                STRETCH,
                row(STRETCH, button(messages.CANCEL, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def passphrase(self) -> str:
        """Return the passphrase of the store to be, empty for none."""
        return self.entry.text() if not self._personal or self.with_passphrase.isChecked() else ""

    def objection(self) -> tuple[str, str, QWidget] | None:
        """Return what is wrong with the passphrase, if there is to be one."""
        if self._personal and not self.with_passphrase.isChecked():
            return None
        if self._personal and not self.entry.text():
            return messages.PASSPHRASE_EMPTY, messages.PASSPHRASE_EMPTY_FIX, self.entry.first
        return super().objection()

    def go_to(self, field: QWidget) -> None:
        """Open what is folded before the keys go there."""
        if field is self.location:
            self._open_place()
        super().go_to(field)

    def choose_place(self) -> None:
        """Let the person pick another file."""
        super().choose_place()
        self._say_place()

    def _say_place(self) -> None:
        path = Path(self.location.text())
        folder = messages.DOCUMENTS if path.parent == documents_folder() else path.parent.name
        self.place_text.setText(messages.PLACE.format(folder=folder, file=path.name))
        self.place_text.setToolTip(self.location.text())

    def _open_place(self) -> None:
        self.place_line.hide()
        self.place_open.show()
        self.location.setFocus()

    def _fold_passphrase(self, wanted: bool) -> None:
        self.without.setVisible(not wanted)
        self.entry.setVisible(wanted)
        if wanted:
            self.entry.first.setFocus()
            self.bring(self.entry)


def _code_card(code: str) -> QFrame:
    return card(
        Text(messages.HR_CODE, "caption"),
        Text(code, "section"),
        Text(messages.HR_CODE_WHERE, "muted", wrap=True),
        gap=4,
    )


def _notice(text: str) -> QWidget:
    return inside(column(Text(text, wrap=True), margins=(16, 12, 16, 12)), look="notice")
