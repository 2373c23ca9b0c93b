"""What 設定 does about the passphrase: another one, backups of a former one, a code that opens, too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from dxdesk.ports.store import Progress
from dxdesk.ui.settings import passphrase_messages as said
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import AskDialog, ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.passphrase import PassphraseDialog

if TYPE_CHECKING:
    from dxdesk.usecases.workplace.passphrases import BackupsRenewed


def ask_change(screen: Screen) -> Dialog:
    """Let the passphrase be changed."""
    from dxdesk.ui.settings.passphrase_dialog import ChangePassphraseDialog

    dialog = ChangePassphraseDialog(screen.desk, screen.operations, screen)
    dialog.changed.connect(screen.passphrase_changed)
    dialog.open()
    return dialog


def ask_former(screen: Screen) -> PassphraseDialog:
    """Ask for a former passphrase and bring the backups it opens under the one of now."""
    dialog = PassphraseDialog(
        said.FORMER_TITLE, said.FORMER_CAPTION, screen, act=said.FORMER_ACT, field=said.FORMER_FIELD
    )

    def work(progress: Progress) -> BackupsRenewed:
        from dxdesk.usecases.workplace.passphrases import renew_backups

        return renew_backups(screen.desk, dialog.passphrase(), progress)

    def done(found: BackupsRenewed) -> None:
        if found.renewed:
            screen.banner.say(said.FORMER_DONE.format(count=found.renewed), tone="done")
        else:
            screen.banner.say(said.FORMER_NONE, tone="info")

    dialog.accepted.connect(lambda: screen.ask(work, done, title=said.WORK_BACKUPS, kind=Work.ACT))
    dialog.open()
    return dialog


def ask_code(screen: Screen) -> PassphraseDialog:
    """Say what a code is, ask for the passphrase and where the sheet is to lie, and make both."""
    dialog = PassphraseDialog(
        said.CODE_MAKE_TITLE, said.CODE_MAKE_TEXT, screen, act=said.CODE_MAKE_GO, field=said.FORMER
    )

    def choose() -> None:
        name = said.CODE_FILE.format(store=screen.desk.store.label)
        start = str(sending.kept_folder("recovery-code") / name)
        chosen, _ = QFileDialog.getSaveFileName(screen, said.CODE_SAVE, start, "PDF (*.pdf)")
        if chosen:
            sending.keep_folder("recovery-code", Path(chosen).parent)
            make_code(screen, dialog.passphrase(), Path(chosen))

    dialog.accepted.connect(choose)
    dialog.open()
    return dialog


def make_code(screen: Screen, passphrase: str, target: Path) -> None:
    """Make a code and keep its sheet."""
    desk = screen.desk

    def work(_: Progress) -> None:
        from dxdesk.usecases.workplace.outgoing import write_whole
        from dxdesk.usecases.workplace.passphrases import make_recovery_code

        make_recovery_code(desk, passphrase, lambda sheet: write_whole(target, sheet))

    def done(_: object) -> None:
        screen.banner.say(said.CODE_MADE.format(file=target), said.CODE_MADE_TEXT, tone="done")

    screen.ask(work, done, title=said.CODE_WORK, kind=Work.ACT)


def ask_drop(screen: Screen) -> AskDialog:
    """Ask before the code opens nothing any more."""

    def work(_: Progress) -> None:
        from dxdesk.usecases.workplace.passphrases import drop_recovery_code

        drop_recovery_code(screen.desk)

    def go() -> None:
        screen.ask(
            work,
            lambda _: screen.banner.say(said.CODE_DROPPED, tone="done"),
            title=said.CODE_DROP_GO,
            kind=Work.ACT,
        )

    return ask_first(screen, said.CODE_DROP_TITLE, said.CODE_DROP_TEXT, said.CODE_DROP_GO, go, grave=True)
