"""Reading and writing whole files on folders that other people use at the same time."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path
from typing import NoReturn

from dxdesk import private
from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.system_words import in_use, system_words
from dxdesk.excel import codes

_RETRIES = 4
_RETRY_SECONDS = 0.15
"""A virus scanner or the Explorer's preview holds a new file for a moment only."""


def is_lock_note(path: Path) -> bool:
    """Tell whether this is the note a spreadsheet program keeps beside a file while it is open.

    Excel writes ``~$name.xlsx``, LibreOffice ``.~lock.name.xlsx#``. Neither is a workbook.
    """
    return path.name.startswith("~$") or (path.name.startswith(".~lock.") and path.name.endswith("#"))


def opened_by(path: Path) -> str | None:
    """Return who seems to have the file open, "" if somebody unknown, None if nobody.

    This is a hint for a message, never a reason to refuse: notes stay behind after a crash.
    """
    # Excel leaves out the first two letters of a long name.
    for name in (f"~${path.name}", f"~${path.name[2:]}"):
        note = path.with_name(name)
        if note.is_file():
            return _excel_user(note)
    note = path.with_name(f".~lock.{path.name}#")
    if note.is_file():
        return _office_user(note)
    return None


def _excel_user(note: Path) -> str:
    """Return the user in Excel's note: one length byte and 54 bytes, then the same in UTF-16."""
    try:
        data = note.read_bytes()[:400]
    except OSError:
        return ""
    if len(data) < 57:
        return ""
    length = int.from_bytes(data[55:57], "little")
    return _printable(data[57 : 57 + 2 * min(length, 52)].decode("utf-16-le", "ignore"))


def _office_user(note: Path) -> str:
    """Return the user in LibreOffice's note: comma-separated, the full name first."""
    try:
        text = note.read_bytes()[:400].decode("utf-8", "ignore")
    except OSError:
        return ""
    return _printable(text.split(",")[0])


_STORE = ".dxdesk"


def _printable(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable()).strip()[:40]


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the whole file.

    Raises:
        KnownError: file-missing, file-open-elsewhere, file-not-read, file-too-big (more than
            ``limit`` bytes), file-empty, file-is-store or file-lock-note.
    """
    if path.suffix.lower() == _STORE:
        raise KnownError(
            codes.FILE_IS_STORE,
            "dxdesk の台帳そのものなので、読み込みませんでした。",
            "中を見るときは、台帳として開いてください(窓では「台帳を開く」、コマンドでは dxdesk home 台帳)。"
            "記録を渡してもらうときは、その台帳で作った票(送付票、確認票など)を取り込んでください。",
            found=_STORE,
            place=Place(path.name),
        )
    if is_lock_note(path):
        raise KnownError(
            codes.FILE_LOCK_NOTE,
            "これは、だれかがブックを開いているあいだだけ置かれる控えで、ブックではありません。",
            "この控えは取り込まなくてかまいません。元のブックを閉じてもらうと、自然に消えます。",
            place=Place(path.name),
        )
    try:
        # Looked at before it is opened: opening a pipe waits for a writer that never comes.
        if not stat.S_ISREG(path.stat().st_mode):
            _refuse_special(path)
        with path.open("rb") as stream:
            # Asking for the limit at once would set that much memory aside for every small file.
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(min(size, limit) + 1)
    except OSError as error:
        _refuse_reading(path, error)
    if len(data) > limit:
        raise KnownError(
            codes.FILE_TOO_BIG,
            f"ファイルが大きすぎるため、読み込みませんでした(上限 {limit // 1_000_000}MB)。",
            "写真などを取り除いて保存し直すか、分けて保存してください。",
            place=Place(path.name),
        )
    if not data:
        raise KnownError(
            codes.FILE_EMPTY,
            "ファイルの中身がありません(0バイト)。",
            "コピーやメール添付が途中で切れたようです。送り主にもう一度送ってもらってください。",
            place=Place(path.name),
        )
    return data


def _refuse_special(path: Path) -> NoReturn:
    raise KnownError(
        codes.FILE_NOT_READ,
        "ふつうのファイルではないため、読みませんでした。ほかのファイルには影響ありません。",
        "フォルダーや装置ではなく、保存されたファイルを選んでください。",
        found="フォルダー" if path.is_dir() else "装置などの特別なファイル",
        place=Place(path.name),
    )


def _refuse_reading(path: Path, error: OSError) -> NoReturn:
    place = Place(path.name)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        raise KnownError(
            codes.FILE_MISSING,
            "ファイルが見つかりません。",
            "移されたか、名前が変わったか、共有フォルダーが切れています。場所を確かめて、もう一度選んでください。",
            place=place,
        ) from error
    if not path.is_dir() and _is_in_use(error):
        _refuse_in_use(path, error, "読み込めませんでした")
    raise KnownError(
        codes.FILE_NOT_READ,
        "ファイルを読めませんでした。ほかのファイルには影響ありません。",
        "フォルダーではなくファイルか、読む権限があるかを確かめて、もう一度お試しください。",
        found=system_words(error),
        place=place,
    ) from error


def _is_in_use(error: OSError) -> bool:
    return isinstance(error, PermissionError) or in_use(error)


def _refuse_in_use(path: Path, error: OSError, outcome: str) -> NoReturn:
    who = opened_by(path)
    raise KnownError(
        codes.FILE_OPEN_ELSEWHERE,
        f"ほかで使われているか、権限がないため、{outcome}。",
        "Excel などで開いていれば閉じてから、もう一度お試しください。別の名前でコピーしたものも使えます。",
        found=f"開いている人: {who}" if who else "",
        place=Place(path.name),
    ) from error


def write_atomically(path: Path, data: bytes) -> None:
    """Write the whole file or nothing: beside the target first, then renamed over it.

    Raises:
        KnownError: file-open-elsewhere, folder-missing, folder-read-only, disk-full or
            file-not-written. The old file, if any, is then as it was.
    """
    beside = private.half_written(path)
    try:
        with open(beside, "xb", opener=private.opener) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        _remove(beside)
        refuse_writing(path, error)
    try:
        _rename(beside, path)
    except OSError as error:
        _remove(beside)
        if _is_in_use(error) and path.is_file():
            _refuse_in_use(path, error, "保存できませんでした。元のファイルはそのまま残っています")
        refuse_writing(path, error)


def _rename(source: Path, target: Path) -> None:
    for attempt in range(_RETRIES):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if attempt == _RETRIES - 1:
                raise
            time.sleep(_RETRY_SECONDS)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # the folder is gone or full of trouble already; the first error is the one to tell


def refuse_writing(path: Path, error: OSError) -> NoReturn:
    """Raise the KnownError that an operating system's refusal to write ``path`` means."""
    place = Place(path.name)
    folder = str(path.parent)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        raise KnownError(
            codes.DISK_FULL,
            "保存先の空きが足りないため、保存できませんでした。書きかけのファイルは残していません。",
            "いらないファイルを消すか、別の場所を選んで、もう一度保存してください。",
            found=folder,
            place=place,
        ) from error
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        raise KnownError(
            codes.FOLDER_MISSING,
            "保存先のフォルダーが見つからないため、保存できませんでした。",
            "フォルダーを作るか、共有フォルダーにつながっているか確かめて、もう一度保存してください。",
            found=folder,
            place=place,
        ) from error
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        raise KnownError(
            codes.FOLDER_READ_ONLY,
            "保存先のフォルダーに書き込めないため、保存できませんでした。",
            "書き込みのできる別のフォルダーを選んで、もう一度保存してください。",
            found=folder,
            place=place,
        ) from error
    raise KnownError(
        codes.FILE_NOT_WRITTEN,
        "ファイルを保存できませんでした。書きかけのファイルは残していません。",
        "ファイル名と保存先を確かめて、もう一度保存してください。",
        found=system_words(error),
        place=place,
    ) from error
