"""The files an export writes: all of them stay, or none does; one person's may be taken back alone.

A sealed file that lies in the folder but not in the dispatch ledger would be worse than none: its number
is given out again, and the two then look as if somebody had forged one.

What lies under a file's name is replaced only where this store wrote it and nobody has changed it since
(``written``): a received form, a form that somebody filled in, a list that somebody completed stays, and
the new file gets a number beside it.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dxdesk import paths, private
from dxdesk.domain import file_names
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.system_words import is_full, system_words
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace import written
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.unfinished import Journal, digest, mark


def make_folder(folder: Path, told: str) -> None:
    """Make a folder for what is to be written; a share that is not there is an expected failure.

    Args:
        folder: made with those above it.
        told: what that means for the data, e.g. ``提出していません。``.

    Raises:
        KnownError: ``folder-missing``.
    """
    try:
        private.make_folder(folder)
    except OSError as error:
        if blocked := _file_there(folder):
            raise KnownError(
                "folder-missing",
                f"ファイルを置くフォルダーの名前に、同じ名前のファイルがあります。{told}",
                "フォルダーの名前を確かめるか、別の場所を選んでください。",
                found=f"{blocked} フォルダーではなくファイルです",
            ) from error
        raise KnownError(
            "folder-missing",
            f"ファイルを置くフォルダーが見つからないか、作れません。{told}",
            "共有フォルダーにつながっているか、書き込めるかを確かめるか、別の場所を選んでください。",
            found=f"{folder} {system_words(error)}",
        ) from error


def _file_there(folder: Path) -> str:
    """Return what is no folder of a folder and those above it, empty where all are or are not there."""
    lowest = next((one for one in (folder, *folder.parents) if os.path.lexists(one)), folder)
    return "" if lowest.is_dir() or (lowest == folder and not os.path.lexists(folder)) else str(lowest)


def free_name(path: Path, taken: Callable[[Path], bool] = os.path.lexists) -> Path:
    """Return a name under which nothing lies that has to stay: the one wished for, else ``…(2).xlsx`` and on.

    Args:
        path: the name wished for.
        taken: tells of a name whether something lies there that has to stay.
    """
    number, found = 1, path
    while taken(found):
        number += 1
        found = path.with_name(file_names.numbered(path.stem, number) + path.suffix)
    return found


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, under a name that somebody chose and whose file may be replaced.

    Raises:
        KnownError: ``disk-full``, ``file-unwritable``, ``folder-missing``.
    """
    half = ""
    if _file_there(path.parent):
        make_folder(path.parent, "何も書き込んでいません。")
    try:
        private.make_folder(path.parent)
        handle, half = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(half, path)
    except OSError as error:
        if half:
            with contextlib.suppress(OSError):  # why it was not written is what there is to say
                Path(half).unlink(missing_ok=True)
        if is_full(error):
            raise KnownError(
                "disk-full",
                "ディスクの空きが足りません。前からあったファイルはそのままです。",
                "要らないファイルを片づけるか、別の場所を選んでください。",
                found=str(path),
                place=Place(path.name),
            ) from error
        raise KnownError(
            "file-unwritable",
            "ファイルを書き込めません。前からあったファイルはそのままです。",
            "ほかのソフトで開いていれば閉じ、場所とアクセス権、空き容量を確かめてください。",
            found=system_words(error),
            place=Place(path.name),
        ) from error


class Outgoing:
    """What one export has written so far, and what lay there before."""

    def __init__(self, journal: Journal, known: Iterable[str] = ()) -> None:
        """Begin with nothing written.

        Args:
            journal: names the files for whoever comes after a kill.
            known: the digests of what this store wrote before, oldest first.
        """
        self.files: list[Path] = []
        self._journal = journal
        self._known = dict.fromkeys(known)
        self._beside: dict[Path, Path] = {}
        self._digests: dict[Path, str] = {}
        self._replaced: dict[Path, str] = {}
        self._entered = 0
        self._before: dict[Path, Path] = {}
        self._kept: tempfile.TemporaryDirectory[str] | None = None

    @contextmanager
    def writing(self, wished: Path) -> Iterator[Path]:
        """Write one file inside, under the path given: what lies there is kept until the end.

        The path is the one wished for, or one beside it where something else lies there. Its folder is made.

        Raises:
            KnownError: ``folder-missing``, ``file-not-written`` where the old file cannot be read or kept.
        """
        if any(path.parent == wished.parent for path in self.files):
            self._refuse_gone(wished.parent)
        else:
            make_folder(wished.parent, "何も書き出していません。")
        path = free_name(wished, self._stays)
        if path.is_file() and path not in self._before:
            self._before[path] = self._copy(path)
        try:
            self._journal.about_to_write(path, self._before.get(path))
        except OSError as error:
            raise KnownError(
                "file-not-written",
                "台帳のあるフォルダーに書き込めません。何も書き出していません。",
                "空き容量と、台帳のあるフォルダーに書き込めるかを確かめてください。",
                found=system_words(error),
            ) from error
        yield path
        self._digests[path] = self._journal.written(path)
        self.files.append(path)
        if path != wished:
            self._beside[path] = wished

    def _refuse_gone(self, *folders: Path) -> None:
        """Refuse to go on where a folder of files written before has gone: made anew, it would lack them.

        Raises:
            KnownError: ``folder-missing``.
        """
        gone = next((folder for folder in folders if not folder.is_dir()), None)
        if gone is not None:
            raise KnownError(
                "folder-missing",
                "書き出している間に、ファイルを置くフォルダーがなくなったか、名前が変わりました。"
                "提出や配布の記録はしていません。",
                "フォルダーの場所と名前を確かめて、もう一度書き出してください。",
                found=str(gone),
            )

    def _stays(self, path: Path) -> bool:
        """Tell whether something lies at a path that this store did not write, or has just written."""
        if path in self._digests:
            return True
        if not path.is_file():
            return os.path.lexists(path)  # a folder, or a link that leads to nothing now
        try:
            found = digest(path)
        except OSError as error:
            raise _unreadable(path, error) from error
        self._replaced[path] = written.short(found)
        return written.short(found) not in self._known

    @property
    def beside(self) -> tuple[Problem, ...]:
        """Say which files got another name because of what lay there; nothing where none did."""
        new = {path: wished for path, wished in self._beside.items() if path in self._digests}
        if not new:
            return ()
        names = [f"{path.name}(前からあるファイル: {wished.name})" for path, wished in sorted(new.items())]
        return (
            Problem(
                "file-beside",
                f"同じ名前のほかのファイルがあったので、{len(new):,}件に番号を付けて書きました。"
                "前からあったファイルはそのままです。",
                "中身を見くらべて、要らないほうを消してください。",
                "、".join(names[:5]) + (" ほか" if len(names) > 5 else ""),
            ),
        )

    def enter(self, uow: UnitOfWork) -> None:
        """Say in the commit that keeps the ledger's lines that these files stay, and are this store's."""
        self._refuse_gone(*dict.fromkeys(path.parent for path in self.files))
        mark(uow, self._journal.token)
        self._entered = len(self.files)
        for path in self.files:
            self._known.pop(self._replaced.get(path, ""), None)
        self._known.update(dict.fromkeys(written.short(self._digests[path]) for path in self.files))
        written.keep(uow, self._known)

    def enter_rest(self, desk: Desk) -> None:
        """Remember what no commit has entered: files that stand in no ledger."""
        if len(self.files) > self._entered and not desk.store.read_only:
            with desk.store.write() as uow:
                self.enter(uow)
                uow.commit()

    def _copy(self, path: Path) -> Path:
        try:
            if self._kept is None:
                self._kept = tempfile.TemporaryDirectory(dir=paths.temp_dir(), ignore_cleanup_errors=True)
            copy = Path(self._kept.name) / str(len(self._before))
            private.write_bytes(copy, path.read_bytes())
        except OSError as error:
            raise _unreadable(path, error) from error
        return copy

    def take_back(self) -> list[Path]:
        """Remove what was written and put back what lay there; return the files that would not go."""
        return self._remove(self.files)

    def take_back_from(self, first: int) -> None:
        """Take back the files written since there were ``first``; the earlier ones stay.

        Raises:
            KnownError: ``export-left`` where one would not go.
        """
        gone = self.files[first:]
        del self.files[first:]
        left = self._remove(gone)
        if left:
            raise KnownError.of((_undone(len(gone), left),))

    def _remove(self, files: list[Path]) -> list[Path]:
        left = []
        for path in dict.fromkeys(reversed(files)):
            self._digests.pop(path, None)
            try:
                path.unlink(missing_ok=path.parent.is_dir())  # in a folder that was renamed it still lies
                if path in self._before:
                    private.write_bytes(path, self._before[path].read_bytes())
            except OSError:
                left.append(path)
        return left

    def close(self) -> None:
        """Let go of what was kept."""
        self._journal.end()
        if self._kept is not None:
            self._kept.cleanup()


@contextmanager
def all_or_nothing(desk: Desk) -> Iterator[Outgoing]:
    """Keep the files written inside if it ends well, and take them back if anything goes wrong.

    What a killed process could not take back goes when the store is opened next (``unfinished``).

    Raises:
        KnownError: the one raised inside, with what became of the files that were written before.
    """
    location = "" if desk.store.read_only else desk.store.location
    outgoing = Outgoing(Journal(location), written.known(desk))
    try:
        yield outgoing
        outgoing.enter_rest(desk)
    except KnownError as error:
        count = len(outgoing.files)
        left = outgoing.take_back()
        if not count:
            raise
        raise KnownError.of((*error.problems, _undone(count, left))) from error
    except BaseException:
        outgoing.take_back()
        raise
    finally:
        outgoing.close()


def write_beside(desk: Desk, wished: Path, data: bytes) -> tuple[Path, tuple[Problem, ...]]:
    """Write one file that only this store makes, whole or not at all; what else bears its name stays.

    Returns where it lies, and what to say where that is another name than the one wished for.

    Raises:
        KnownError: ``folder-missing``, ``file-not-written``, ``file-unwritable``.
    """
    with all_or_nothing(desk) as outgoing, outgoing.writing(wished) as path:
        write_whole(path, data)
    return path, outgoing.beside


def _unreadable(path: Path, error: OSError) -> KnownError:
    return KnownError(
        "file-not-written",
        "前からある同じ名前のファイルを控えられません。何も書き出していません。",
        "ほかのソフトで開いていれば閉じるか、別のフォルダーを選んでください。",
        found=f"{path} {system_words(error)}",
    )


def _undone(count: int, left: list[Path]) -> Problem:
    if left:
        return Problem(
            "export-left",
            f"途中でやめましたが、消せなかったファイルが{len(left):,}件あります。配布簿には入れていません。",
            "配らずに消してから、もう一度書き出してください。",
            "、".join(str(path) for path in left[:5]) + (" ほか" if len(left) > 5 else ""),
        )
    return Problem(
        "export-undone",
        f"途中でやめたので、先にできた{count:,}件のファイルは取り消しました。配布簿にも入れていません。",
        "上の理由を直してから、もう一度書き出してください。",
    )
