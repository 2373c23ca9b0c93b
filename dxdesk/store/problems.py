"""What can happen to a store in an office, said in Japanese: one function a case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.system_words import system_words
from dxdesk.domain.wareki import wareki


def missing(path: Path) -> KnownError:
    """No file lies there."""
    return KnownError(
        "store-missing",
        "台帳のファイルがありません。",
        "場所と名前をお確かめください。移動したり名前を変えたりした場合は、新しい場所から開きます。",
        found=str(path),
        place=Place(path.name),
    )


def moved(path: Path, *, gone: bool) -> KnownError:
    """The file of an open store was moved away, or another one lies in its place."""
    now = "移されたか消されました" if gone else "別のファイルに替わっています"
    return KnownError(
        "store-moved",
        f"開いている間に、台帳のファイルが{now}。いまの操作は保存していません。それまでに保存したものは、元のファイルに残っています。",
        "元のファイルをこの場所に戻すか、移した先から台帳を開き直してください。",
        found=str(path),
        place=Place(path.name),
    )


def folder_missing(path: Path) -> KnownError:
    """The folder does not exist."""
    return KnownError(
        "folder-missing",
        "保存先のフォルダーがありません。何も作っていません。",
        "フォルダーを作るか、別の場所を選んでください。",
        found=str(path.parent),
        place=Place(path.name),
    )


def exists(path: Path) -> KnownError:
    """A file is there already."""
    return KnownError(
        "file-exists",
        "同じ名前のファイルがすでにあります。上書きはせず、何も変えていません。",
        "別の名前にするか、古いファイルを移してからもう一度お試しください。",
        place=Place(path.name),
    )


def journal_left(path: Path) -> KnownError:
    """A journal without its store lies there: it belongs to a store that was moved."""
    return KnownError(
        "store-journal-left",
        "同じ名前の台帳の作業途中の記録(-journal)が残っています。元の台帳を直すのに要るため、手を付けていません。",
        "別の名前にするか、元の台帳をこのフォルダーへ戻して一度開いてください。",
        found=f"{path.name}-journal",
        place=Place(path.name),
    )


def not_a_store(path: Path) -> KnownError:
    """Something else lies there."""
    return KnownError(
        "not-a-store",
        "dxdeskの台帳ではないファイルです。中身は変えていません。",
        "台帳のファイルを選び直してください。届いたExcelファイルは、台帳を開いてから取り込みます。",
        place=Place(path.name),
    )


def damaged(path: Path, found: str = "") -> KnownError:
    """The file is cut short or its pages do not fit together."""
    return KnownError(
        "store-damaged",
        "台帳のファイルが壊れています(途中で切れているか、一部が書き換わっています)。これ以上は何も書き込みません。",
        "控えから元に戻してください。このファイルは消さずに取っておいてください。",
        found=found,
        place=Place(path.name),
    )


def wrong_passphrase(path: Path) -> KnownError:
    """The passphrase does not open the file."""
    return KnownError(
        "wrong-passphrase",
        "パスフレーズが違うため、台帳を開けません。中身は変えていません。",
        "大文字・小文字と全角・半角を確かめて、もう一度入力してください。"
        "それでも開けないときは、別の台帳のファイルでないかお確かめください。",
        place=Place(path.name),
    )


def passphrase_needed(path: Path) -> KnownError:
    """The file is encrypted and no passphrase was given."""
    return KnownError(
        "passphrase-needed",
        "この台帳を開くにはパスフレーズが要ります。",
        "パスフレーズを入力してください。",
        place=Place(path.name),
    )


def passphrase_mandatory(path: Path) -> KnownError:
    """A store of an office must be encrypted."""
    return KnownError(
        "passphrase-mandatory",
        "人事・DX推進・所属の台帳にはパスフレーズが必ず要ります。何も変えていません。",
        "パスフレーズを決めて、もう一度行ってください。",
        place=Place(path.name),
    )


def former_wrong(path: Path) -> KnownError:
    """The passphrase that is to be replaced is another one."""
    return KnownError(
        "former-passphrase-wrong",
        "いまのパスフレーズが違います。パスフレーズは変えていません。",
        "台帳を開くときに使っているパスフレーズを入力してください。",
        place=Place(path.name),
    )


def no_passphrase(path: Path) -> KnownError:
    """A code is another way past a passphrase; there is none."""
    return KnownError(
        "recovery-needs-passphrase",
        "この台帳にはパスフレーズがないので、回復コードは要りません。何も作っていません。",
        "先にパスフレーズを付けてください。",
        place=Place(path.name),
    )


def newer(path: Path, version: str) -> KnownError:
    """A later dxdesk wrote it."""
    return KnownError(
        "store-newer",
        "新しい版のdxdeskで作られた台帳です。この版では開けません。中身は変えていません。",
        "新しい版のdxdeskで開いてください。",
        found=version,
        place=Place(path.name),
    )


def older_read_only(path: Path, version: str) -> KnownError:
    """It would have to be brought up to date first, which reading does not do."""
    return KnownError(
        "store-older",
        "古い版のdxdeskで作られた台帳です。閲覧だけでは開けません。中身は変えていません。",
        "閲覧だけでなく普通に開くと、控えを取ってから新しい形に直します。",
        found=version,
        place=Place(path.name),
    )


def read_only(path: Path) -> KnownError:
    """The store was opened for reading only."""
    return KnownError(
        "store-read-only",
        "閲覧だけで開いている台帳のため、書き込めません。何も変えていません。",
        "ほかの人が閉じてから、普通に開き直してください。",
        place=Place(path.name),
    )


def folder_read_only(path: Path) -> KnownError:
    """The folder or file does not allow writing."""
    return KnownError(
        "folder-read-only",
        "ここには書き込めません(フォルダーかファイルが読み取り専用です)。何も変えていません。",
        "書き込めるフォルダーへ移してから開いてください。見るだけなら、閲覧だけで開けます。",
        found=str(path.parent),
        place=Place(path.name),
    )


def in_use(path: Path, who: str, where: str, since: str) -> KnownError:
    """Somebody else is writing."""
    return KnownError(
        "store-in-use",
        f"{who}さんが{where}でこの台帳を使っています({since}から)。同時に書き込めるのは1人だけです。何も変えていません。",
        "閉じてもらうか、閲覧だけで開いてください。",
        place=Place(path.name),
    )


def busy(path: Path) -> KnownError:
    """A lock of the database did not come free in time."""
    return KnownError(
        "store-busy",
        "ほかの画面かプログラムが台帳を読み書きしていて、待っても空きませんでした。途中の書き込みは取り消しました。",
        "少し待って、もう一度お試しください。",
        place=Place(path.name),
    )


def disk_full(path: Path) -> KnownError:
    """No room is left."""
    return KnownError(
        "disk-full",
        "ディスクの空きが足りません。途中の書き込みは取り消したので、台帳は前のままです。",
        "要らないファイルを片づけてから、もう一度お試しください。",
        place=Place(path.name),
    )


def unreachable(path: Path, found: str) -> KnownError:
    """The operating system refused to read or write."""
    return KnownError(
        "store-io",
        "台帳のファイルを読み書きできませんでした。途中の書き込みは取り消しました。",
        "ファイルのある場所につながっているか確かめて、もう一度お試しください。",
        found=found,
        place=Place(path.name),
    )


_BY_NAME = {
    "SQLITE_FULL": disk_full,
    "SQLITE_READONLY": folder_read_only,
    "SQLITE_PERM": folder_read_only,
    "SQLITE_AUTH": folder_read_only,
    "SQLITE_BUSY": busy,
    "SQLITE_LOCKED": busy,
    "SQLITE_CORRUPT": damaged,
    "SQLITE_NOTADB": damaged,
}


# The backup API raises with SQLite's sentence but without its code, SQLCipher's export with SQLITE_ERROR.
_BY_SENTENCE = {
    "database or disk is full": "SQLITE_FULL",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "database is locked": "SQLITE_BUSY",
    "database table is locked": "SQLITE_LOCKED",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "disk I/O error": "SQLITE_IOERR",
    "unable to open database file": "SQLITE_CANTOPEN",
}
_NO_TEXT = "Could not decode to UTF-8"
"""How the driver begins to tell of a text that is none: no program of ours writes one."""


def of_driver(error: BaseException, path: Path) -> KnownError | None:
    """Return what an error of the driver means for the reader, ``None`` when it is a bug."""
    name = str(getattr(error, "sqlite_errorname", None) or "SQLITE_ERROR")
    if name == "SQLITE_ERROR":
        name = "SQLITE_CORRUPT" if str(error).startswith(_NO_TEXT) else _BY_SENTENCE.get(str(error), name)
    for known, make in _BY_NAME.items():
        if name.startswith(known):
            return make(path)
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return unreachable(path, name)
    return None


def of_system(error: OSError, path: Path) -> KnownError:
    """Return what an error of the operating system means for the reader."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return folder_read_only(path)
    if error.errno == errno.ENOENT:
        return missing(path) if path.parent.is_dir() else folder_missing(path)
    return unreachable(path, system_words(error))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn driver and system errors of the block into what they mean for the reader."""
    try:
        with driver_told(path):
            yield
    except OSError as error:
        raise of_system(error, path) from error


@contextmanager
def driver_told(path: Path) -> Iterator[None]:
    """Turn driver errors of the block alone into the same: what else is done in it reads other files."""
    try:
        yield
    except driver.Error as error:
        known = of_driver(error, path)
        if known is None:
            raise
        raise known from error


def local_time(utc: str) -> str:
    """Return a UTC time as people here read it (``令和8年2月4日 10時31分``), empty for none."""
    try:
        moment = datetime.fromisoformat(utc.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return ""
    return f"{wareki(moment.date())} {moment.hour}時{moment.minute:02d}分"
