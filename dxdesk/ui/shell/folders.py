"""Where people keep their files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from dxdesk.ui.widgets.messages import Banner


GONE = "フォルダーが見つかりません。なくなったか、名前が変わっています。"
FILE_GONE = "ファイルが見つかりません。消されたか、名前が変わっています。"
FILE_GONE_ADVICE = "保存した場所と名前を確かめるか、もう一度作ってください。"
GONE_ADVICE = "共有フォルダーにつながっているか、フォルダーの場所と名前を確かめてください。"


def open_folder(folder: Path, banner: Banner | None = None) -> None:
    """Show a folder in the system's file manager; one that is gone is told in the banner."""
    if folder.is_dir():
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
    elif banner is not None:
        banner.say(GONE, str(folder), GONE_ADVICE)


def open_file(file: Path, banner: Banner | None = None) -> None:
    """Show a file in the program that this PC opens its kind with; one that is gone is told in the banner."""
    if file.is_file():
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
    elif banner is not None:
        banner.say(FILE_GONE, str(file), FILE_GONE_ADVICE)


def documents_folder() -> Path:
    """Return this user's documents folder, the home folder where the system names none."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found or Path.home())


def desktop_folder() -> Path:
    """Return this user's desktop, the home folder where the system names none."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
    return Path(found or Path.home())
