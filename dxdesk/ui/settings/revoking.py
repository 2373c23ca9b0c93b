"""鍵の失効: which of a key's files are to stay, by the number its sender gave the last good one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLineEdit

from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates
from dxdesk.ui.settings import messages
from dxdesk.ui.settings.keys_page import whose
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.ports.entities import Receipt
    from dxdesk.usecases.exchange.keys import KeyInfo

HIGH = 168
"""Px of the list of files: four of them, the rest by scrolling."""


class RevokeDialog(Dialog):
    """Asks whether to revoke a key, and after which of its files; ``after`` is the last good number."""

    def __init__(self, key: KeyInfo, receipts: Sequence[Receipt], parent: Screen) -> None:
        """Ask; ``receipts`` are the files of this key, the newest first."""
        super().__init__(parent)
        self.setWindowTitle(messages.REVOKE_TITLE)
        self.setMinimumWidth(640)
        self.after = 0
        self.banner = Banner()
        self.number = QLineEdit()
        self.number.setAccessibleName(messages.REVOKE_NUMBER)
        self.number.setPlaceholderText(messages.REVOKE_ALL)
        self.number.setMaximumWidth(240)
        titles = messages.REVOKE_COLUMNS
        self.table: Table[Receipt] = Table(
            [
                Col(
                    titles[0],
                    lambda r: str(r.issuer_sequence),
                    84,
                    number=True,
                    order=lambda r: r.issuer_sequence,
                ),
                Col(titles[1], lambda r: dates.moment(r.received_at), 146, order=lambda r: r.received_at),
                Col(titles[2], lambda r: r.file_name, 0, look=lambda r: "file", wrap=True),
                Col(titles[3], self._fate, 96, look=lambda r: "" if self._stays(r) else "attention"),
            ],
            messages.REVOKE_FILES,
        )
        self.table.nothing = messages.REVOKE_NO_FILES
        self.table.setFixedHeight(HIGH if receipts else HIGH // 2)
        self.table.show_records(receipts)
        self.number.textChanged.connect(lambda _: self.table.viewport().update())
        counted = Counter(one.issuer_sequence for one in receipts)
        twice = "、".join(str(number) for number, count in sorted(counted.items()) if count > 1)
        self.same = Text(messages.REVOKE_SAME.format(numbers=twice), tone="attention", wrap=True)
        self.same.setVisible(bool(twice))
        self.table.picked.connect(self._pick)
        self.leave = button("やめる", self.reject)
        self.accept_button = primary(messages.REVOKE_GO, self.accept, name="accept")
        self.setLayout(
            column(
                Text(messages.REVOKE_TITLE, "title"),
                Text(messages.REVOKE_TEXT.format(whose=whose(key)), wrap=True),
                self.banner,
                Text(messages.REVOKE_FILES, "caption"),
                self.table,
                self.same,
                column(Text(messages.REVOKE_NUMBER, "caption"), self.number, gap=4),
                STRETCH,
                row(STRETCH, self.leave, self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.leave.setFocus()  # nothing is chosen yet, and empty takes all of them out

    def _pick(self, receipt: Receipt | None) -> None:
        if receipt is not None:
            self.number.setText(str(receipt.issuer_sequence))

    def _stays(self, receipt: Receipt) -> bool:
        """Tell whether a file stays with the number that stands in the field."""
        text = self.number.text().strip()
        return text.isdecimal() and 0 < receipt.issuer_sequence <= int(text)

    def _fate(self, receipt: Receipt) -> str:
        return messages.REVOKE_STAYS if self._stays(receipt) else messages.REVOKE_FALLS

    def accept(self) -> None:
        """Take the number, if it is one."""
        text = self.number.text().strip()
        if text and not text.isdecimal():
            self.banner.say(messages.REVOKE_NO_NUMBER, messages.REVOKE_NOT_YET, about=(self.number,))
            self.number.setFocus()
            return
        self.after = int(text or 0)
        super().accept()


def ask(
    screen: Screen, key: KeyInfo, go: Callable[[int], object], shown: Callable[[QDialog], object]
) -> None:
    """Read which files came of a key, then ask; ``go`` gets the last number that stays good, 0 for none."""
    desk = screen.desk

    def work(_: Progress) -> tuple[Receipt, ...]:
        with desk.store.read() as uow:
            found = [one for one in uow.exchange.receipts(live_only=True) if one.key_id == key.key_id]
        return tuple(sorted(found, key=lambda one: one.issuer_sequence, reverse=True))

    def done(found: tuple[Receipt, ...]) -> None:
        dialog = RevokeDialog(key, found, screen)
        dialog.accepted.connect(lambda: go(dialog.after))
        shown(dialog)
        dialog.open()

    screen.ask(work, done)
