"""Writing files that travel: pick a folder, write with progress, say what to do with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from dxdesk.ports.store import Progress
from dxdesk.ui.look import remembered
from dxdesk.ui.shell.folders import documents_folder
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.basics import STRETCH, Text, button, column, primary, row
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.messages import Banner

WORK = "ファイルを作っています"
FOLDER = "ファイルを置く場所"
CHOOSE = "場所を選ぶ…"
LOCK = "Excelのパスワードで施錠する"
PASSWORD = "パスワード(受け取る人に別の方法で伝えます)"
SECRET = (
    "所属配布票には、確認者であることを示す登録用の番号が入っています。先に開いた人が確認者になれるので、"
    "施錠し、パスワードは紙か電話で本人に伝えてください。"
)
SECRETS = frozenset({"section-packages"})
"""The kinds of files that hold a secret."""
GO = "作る"
STOP = "やめる"
WROTE = "{count}件のファイルを作りました。"
WROTE_WHERE = "置いた場所: {folder}"
OPEN_FOLDER = "フォルダーを開く"
LEFT_OUT = "作らなかったもの: {count}件。{first}"
LOOK_AT = "確かめてほしい人: {count}人。{first}"


def kept_folder(name: str) -> Path:
    """Return the folder used last for a purpose, else the documents."""
    kept = remembered.kept(f"folder/{name}")
    return Path(str(kept)) if kept else documents_folder()


def keep_folder(name: str, folder: Path) -> None:
    """Remember the folder used for a purpose."""
    remembered.keep(f"folder/{name}", str(folder))


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class SendDialog(Dialog):
    """Where the files go, and whether they are locked with a password."""

    def __init__(self, title: str, text: str, kind: str, parent: QWidget | None = None) -> None:
        """Ask; the kind of file remembers its folder, and what holds a secret is locked by default."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self._purpose = kind
        self.folder = QLineEdit(str(kept_folder(kind)))
        self.folder.setAccessibleName(FOLDER)
        self.lock = QCheckBox(LOCK)
        self.password = QLineEdit()
        self.password.setAccessibleName(PASSWORD)
        self._password_part = QWidget()
        self._password_part.setLayout(column(Text(PASSWORD, "caption"), self.password, gap=6))
        self._password_part.hide()
        self._secret = Text(SECRET, "muted", wrap=True)
        self._secret.setVisible(kind in SECRETS)
        self.lock.toggled.connect(self._password_part.setVisible)
        self.lock.setChecked(kind in SECRETS)
        self.banner = Banner()
        self.accept_button = primary(GO, self._check, name="accept")
        self.accept_button.setDefault(True)
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(text, "muted", wrap=True),
                self.banner,
                column(Text(FOLDER, "caption"), row(self.folder, button(CHOOSE, self._choose)), gap=6),
                self.lock,
                self._secret,
                self._password_part,
                STRETCH,
                row(STRETCH, button(STOP, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, FOLDER, self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _check(self) -> None:
        if not self.folder.text().strip():
            self.banner.say("ファイルを置く場所を選んでください。", advice="まだ何も作っていません。")
        elif self.lock.isChecked() and not self.password.text():
            self.banner.say("パスワードを入力してください。", advice="まだ何も作っていません。")
        else:
            keep_folder(self._purpose, Path(self.folder.text()))
            self.accept()


def send(
    screen: Screen,
    kind: str,
    title: str,
    text: str,
    next_step: str,
    *,
    section: str = "",
    employee: str = "",
    confirmer: str = "",
    after: Callable[[Any], object] | None = None,
) -> SendDialog:
    """Ask where, write the workbooks of a kind, and say in the screen's banner what to do with them."""
    dialog = SendDialog(title, text, kind, screen)

    def write() -> None:
        folder, password = (
            Path(dialog.folder.text()),
            dialog.password.text() if dialog.lock.isChecked() else "",
        )

        def work(progress: Progress) -> Any:
            from dxdesk.usecases.sending.dispatch import Export, export

            command = Export(
                kind,
                folder,
                section=section,
                employee=employee,
                password=password,
                confirmer=confirmer,
            )
            return export(screen.desk, command, progress)

        def done(found: Any) -> None:
            say_written(screen, found, folder, next_step)
            if after is not None:
                after(found)

        screen.ask(work, done, title=WORK, changes=("receipts", "standing"))

    dialog.accepted.connect(write)
    dialog.open()
    return dialog


def say_written(screen: Screen, found: Any, folder: Path, next_step: str) -> None:
    """Say what was written where, who was left out, and who needs a look."""
    left = ""
    for text, problems in ((LEFT_OUT, found.skipped), (LOOK_AT, found.notices)):
        if problems:
            left += "\n" + text.format(count=len(problems), first=problems[0].message)
    screen.banner.say(
        WROTE.format(count=len(found.files)),
        WROTE_WHERE.format(folder=folder) + left,
        next_step,
        tone="done",
        act=OPEN_FOLDER,
        acting=lambda: open_folder(folder),
    )
