"""後任に引き継ぐ: who hands the store to whom, the successor's passphrase, and the memo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from dxdesk.ports.entities import Role
from dxdesk.ui.settings import handing_messages as said
from dxdesk.ui.settings.passphrase_dialog import ChangePassphraseDialog
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.copying import CopyDialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import column, inside, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from dxdesk.ports.store import Progress
    from dxdesk.usecases.home.handover_memo import Memo
    from dxdesk.usecases.workplace.desk import Desk


class HandoverDialog(ChangePassphraseDialog):
    """Asks who takes over and for their passphrase; changes it and notes the hand-over in one act."""

    memo_wanted = Signal()
    """The memo is asked for after the hand-over."""

    def __init__(self, desk: Desk, operations: Operations, giver: str, parent: QWidget | None = None) -> None:
        """Ask; ``giver`` is the name proposed for who hands over."""
        self._section = desk.role is Role.SECTION
        self._giver = giver
        super().__init__(desk, operations, parent)
        (self.taker if giver else self.giver).setFocus()

    def _title(self) -> str:
        return said.HAND_TITLE

    def _about(self) -> str:
        return said.HAND_TEXT + (said.SECTION_TEXT if self._section else "")

    def _act(self) -> str:
        return said.HAND_GO

    def _more(self) -> tuple[QWidget, ...]:
        self.giver, self.taker, self.number = QLineEdit(self._giver), QLineEdit(), QLineEdit()
        asked = [(said.GIVER, self.giver), (said.TAKER, self.taker), (said.NUMBER, self.number)]
        parts = []
        for name, field in asked:
            field.setAccessibleName(name)
            parts.append(inside(column(Text(name, "caption"), field, gap=4)))
        parts[2].setVisible(self._section)
        return (inside(row(*parts, gap=12)),)

    def _after(self) -> tuple[QWidget, ...]:
        self.memo = button(said.MEMO_AFTER, self._show_memo, name="memo")
        self.memo.hide()
        return (self.memo,)

    def _next_step(self) -> QPushButton:
        return self.memo

    def _show_memo(self) -> None:
        self.reject()
        self.memo_wanted.emit()

    def _changer(self) -> Callable[[str, str, Progress], object]:
        from dxdesk.usecases.workplace.handover import Handover, hand_over

        desk = self._desk
        wanted = Handover(self.giver.text(), self.taker.text(), self.number.text())

        def change(former: str, new: str, progress: Progress) -> None:
            hand_over(desk, wanted, former, new, progress)

        return change

    def _done_lines(self, has_one: bool) -> tuple[str, list[str]]:
        _, last = super()._done_lines(has_one)
        self.memo.show()
        return said.HANDED, [*last, said.HANDED_NEXT]


def ask(screen: Screen, shown: Callable[[QDialog], object], handed: Callable[[], object]) -> None:
    """Ask who takes over; ``shown`` gets every dialog, ``handed`` is called when the store has gone over."""
    desk = screen.desk

    def work(_: Progress) -> str:
        from dxdesk.usecases.workplace.handover import predecessor

        return predecessor(desk)

    def show(giver: str) -> None:
        dialog = HandoverDialog(desk, screen.operations, giver, screen)
        dialog.changed.connect(screen.passphrase_changed)
        dialog.changed.connect(lambda _: handed())
        dialog.memo_wanted.connect(lambda: show_memo(screen, shown, to_successor=False))
        shown(dialog)
        dialog.open()

    screen.ask(work, show)


def show_memo(screen: Screen, shown: Callable[[QDialog], object], *, to_successor: bool) -> None:
    """Show what stands where; a successor who has not read it yet may say so, who handed it over may not."""
    desk = screen.desk

    def work(_: Progress) -> tuple[Memo, bool]:
        from dxdesk.usecases.home.handover_memo import memo
        from dxdesk.usecases.workplace.handover import last_handover

        with desk.store.read() as uow:
            found = last_handover(uow)
        return memo(desk), found is not None and not found.read and not desk.store.read_only

    def show(found: tuple[Memo, bool]) -> None:
        made, unread = found
        keep = button(said.MEMO_PDF, lambda: _choose(screen, made), icon="print", name="memo-pdf")
        read = button(said.MEMO_READ, lambda: _mark_read(screen, dialog), icon="check", name="memo-read")
        dialog = CopyDialog(said.MEMO_TITLE, said.MEMO_TEXT, made.text, screen, more=(read, keep))
        read.setVisible(unread and to_successor)
        shown(dialog)
        dialog.open()

    screen.ask(work, show, title=said.MEMO_WORK)


def _mark_read(screen: Screen, dialog: CopyDialog) -> None:
    def work(_: Progress) -> None:
        from dxdesk.usecases.workplace.handover import mark_read

        mark_read(screen.desk)

    screen.ask(work, kind=Work.ACT)
    dialog.accept()


def _choose(screen: Screen, made: Memo) -> None:
    name = said.MEMO_FILE.format(store=screen.desk.store.label, day=made.day)
    start = str(sending.kept_folder("paper") / name)
    chosen, _ = QFileDialog.getSaveFileName(screen, said.MEMO_PDF, start, "PDF (*.pdf)")
    if chosen:
        print_memo(screen, made, Path(chosen))


def print_memo(screen: Screen, made: Memo, path: Path) -> None:
    """Write the memo to print."""
    sending.keep_folder("paper", path.parent)
    desk = screen.desk

    def work(_: Progress) -> None:
        from dxdesk.usecases.home.handover_memo import write

        write(desk, made, path)

    screen.ask(
        work,
        lambda _: screen.banner.say(said.MEMO_SAVED.format(file=path), tone="done"),
        title=said.MEMO_WORK,
        kind=Work.ACT,
    )
